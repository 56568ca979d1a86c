"""Numbers, months and dates as people and their programs write them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atcost.core.period import month, month_text
from atcost.core.words import decimal_text
from atcost.inputs.numbers import MOST_DIGITS, Unreadable, exact, read_date, read_month

if TYPE_CHECKING:
    from datetime import date

decimals = st.builds(
    lambda whole, digits: Fraction(whole, 10**digits), st.integers(-(10**12), 10**12), st.integers(0, 6)
)
ratios = st.fractions(-(10**9), 10**9, max_denominator=10**9)  # at most 30 digits, which is what is read


def fault(read: object, *arguments: object) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read(*arguments)  # type: ignore[operator]
    return caught.value


@given(st.one_of(decimals, ratios, st.integers(-(10**29), 10**29)))
def test_what_is_written_exactly_is_read_exactly(value: int | Fraction) -> None:
    text = decimal_text(value)
    assert exact(text) == value
    assert exact(f"  {text.replace('-', chr(0x2212))} ") == value
    assert exact(text.replace(".", ","), ",") == value


@given(st.one_of(decimals, st.integers(-(10**29), 10**29)))
def test_a_whole_number_is_an_int(value: int | Fraction) -> None:
    assert isinstance(exact(decimal_text(value)), int) == (value.denominator == 1)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "x",
            "-",
            "+",
            ".",
            "1.",
            ".5",
            "1..5",
            "1.5.5",
            "--1",
            "1-",
            "0x10",
            "1_000",
            "1e5",
            "1E5",
            "1e400",
        ),
        *("nan", "inf", "-inf", "Infinity", "NaN", "true", "1/0", "1/", "/3", "1/-3", "1.5/2", "1/3/5", "12 kr", "5 %"),
        *(
            "\u0661",
            "\u00b2",
            "\uff11",
            "\uff11\uff12",
            "1\n2",
            "½",
            "0/0",
            "1 / 3",
            "(5)",
            "5-",
            "1 0000",
            "1 00",
            "10 00 000",
        ),
    ],
)
def test_what_is_no_number(text: str) -> None:
    for mark in ".,":
        found = fault(exact, text, mark)
        assert found.rule == "not_a_number"
        assert len(found.values["found"]) <= 40


@pytest.mark.parametrize(
    ("text", "mark", "without"),
    [
        ("1 234", ".", "1234"),
        ("1 234,5", ",", "1234,5"),
        ("1 234,5", ".", "1234.5"),
        ("-12 345 678", ",", "-12345678"),
        ("1\u00a0234", ".", "1234"),
        ("1\u202f234", ",", "1234"),
        ("1'234.50", ".", "1234.50"),
        ("1.234.567", ".", "1234567"),
        ("1.234.567", ",", "1234567"),
        ("1,234,567", ".", "1234567"),
        ("1.234,5", ",", "1234,5"),
        ("1.234,5", ".", "1234.5"),
        ("+1,234.5", ".", "+1234.5"),
        ("1,234.5", ",", "1234,5"),
    ],
)
def test_thousands_marks_are_refused_and_what_is_proposed_is_read(text: str, mark: str, without: str) -> None:
    found = fault(exact, text, mark)
    assert (found.rule, found.values["without"]) == ("thousands_mark", without)
    digits = "".join(each for each in text if each.isdigit())
    assert "".join(each for each in decimal_text(exact(without, mark)) if each.isdigit()) in (digits, digits[:-1])


@pytest.mark.parametrize(
    ("text", "mark", "due"), [("1,5", ".", "punkt"), ("1,234", ".", "punkt"), ("1.5", ",", "komma")]
)
def test_another_decimal_mark_is_refused(text: str, mark: str, due: str) -> None:
    found = fault(exact, text, mark)
    assert (found.rule, found.values["due"].sv) == ("other_decimal_mark", due)


@given(st.integers(MOST_DIGITS + 1, 6_000), st.booleans())
def test_a_number_of_too_many_digits_is_refused_unread(digits: int, is_decimal: bool) -> None:  # noqa: FBT001
    text = "1" * (digits - 1) + (".1" if is_decimal else "1")
    found = fault(exact, text)
    assert (found.rule, found.values["digits"]) == ("number_too_long", digits)
    assert fault(exact, f"1/{'1' * digits}").rule == "number_too_long"


def test_a_number_of_as_many_digits_as_may_be_is_read() -> None:
    assert exact("9" * MOST_DIGITS) == 10**MOST_DIGITS - 1


@given(st.integers(1900, 2199), st.integers(1, 12))
def test_a_month_as_it_is_written(year: int, number: int) -> None:
    expected, plain = month(year, number), f"{year:04d}-{number:02d}"
    forms = (
        plain,
        f" {plain} ",
        plain.replace("-", ""),
        plain.replace("-", "/"),
        f"{plain}-01",
        f"{plain}-01 00:00:00",
    )
    forms = (*forms, f"{plain}-01T00:00:00.000", f"{year:04d}-{number}", f"{year:04d}/{number}/1", f"{plain}-28 00:00")
    assert {read_month(form) for form in forms} == {expected}
    assert month_text(expected) == plain


@pytest.mark.parametrize("text", ["0000-01", "0001-01", "1899-12", "2200-01", "9999-12"])
def test_a_month_of_a_year_that_can_not_be_priced(text: str) -> None:
    assert fault(read_month, text).rule == "year_out_of_range"


@pytest.mark.parametrize(
    "text", ["jul-21", "Jul 2021", "juli 2021", "juli-21", "jul.21", "1-jul", "01-jul-21", "44378"]
)
def test_a_month_that_a_spreadsheet_spoiled(text: str) -> None:
    assert fault(read_month, text).rule == "spoiled_month"


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "2021", "2021-00", "2021-13", "21-07", "2021-7-", "2021-07-32", "2021-07-00", "07-2021"),
        *(
            "2021-07-01 12:00",
            "202113",
            "2021_07",
            "-2021-07",
            "2021-07-01x",
            "\u0662\u0660\u0662\u0661-07",
            "20210701",
        ),
    ],
)
def test_what_is_no_month(text: str) -> None:
    assert fault(read_month, text).rule == "bad_month"


@given(st.dates())
def test_a_date(day: date) -> None:
    assert read_date(f" {day.isoformat()} ") == day


@pytest.mark.parametrize("text", ["", "x", "2022-02-30", "2022-8-15", "15/8 2022", "2022-08"])
def test_what_is_no_date(text: str) -> None:
    assert fault(read_date, text).rule == "bad_date"
