"""Months and windows."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from atcost.core.period import Month, Window, first_day, month, month_of, month_text, year_window

years, numbers = st.integers(1, 9999), st.integers(1, 12)
months = st.integers(12, 12 * 9999).map(Month)


@given(years, numbers)
def test_a_month_is_its_text_and_its_first_day(year: int, number: int) -> None:
    found = month(year, number)
    assert month_text(found) == f"{year:04d}-{number:02d}"
    assert first_day(found) == date(year, number, 1)
    assert month_of(first_day(found)) == found


@given(st.dates())
def test_a_day_lies_in_its_month(day: date) -> None:
    assert month_text(month_of(day)) == day.isoformat()[:7]


def test_december_is_followed_by_january() -> None:
    assert month(2021, 12) + 1 == month(2022, 1)


@given(months, st.integers(-30, 30))
def test_a_window_holds_the_months_from_its_first_to_its_last(first: Month, length: int) -> None:
    window = Window(first, Month(first + length - 1))
    assert window.months() == [first + step for step in range(length)]
    assert len(window) == len(window.months()) == max(0, length)
    assert bool(window) == (length > 0)
    assert [each for each in range(first - 2, first + 35) if each in window] == window.months()


@given(months, st.integers(1, 30), st.integers(-12, 12))
def test_a_moved_window_is_as_long(first: Month, length: int, by: int) -> None:
    window = Window(first, Month(first + length - 1))
    assert window.moved(by).months() == [each + by for each in window.months()]


def test_only_a_month_is_in_a_window() -> None:
    assert "2021-07" not in year_window(2021)


@given(years)
def test_a_years_window(year: int) -> None:
    assert str(year_window(year)) == f"{year:04d}-01..{year:04d}-12"
    assert len(year_window(year)) == 12
