from __future__ import annotations

from datetime import date

import pytest

from atcost.core.dates import LONGEST, first_shown, read_day


@pytest.mark.parametrize(
    "text",
    [
        "2021-07-01",
        "2021-7-1",
        "2021/07/01",
        "2021.07.01",
        "20210701",
        "2021-07",
        "202107",
        " 2021-07-01 ",
        "2021-07-01 23:59:59.999",
        "2021-07-01T00:00:00+02:00",
        "Thursday, July 1, 2021",
        "July 1, 2021",
        "1 juli 2021",
        "torsdag 1 juli 2021",
        "1 JULY 2021",
    ],
)
def test_a_day_is_read_in_each_form(text: str) -> None:
    assert read_day(text, set()) == date(2021, 7, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0000-00-00",
        "2021-02-30",
        "2021-13-01",
        "2021-07/01",
        "20211301",
        "44378",
        "1/7/21",
        "jul-21",
        "1 jul 2021",
        "July 1 2021",
        "2021-07-01x",
        "10000-01-01",
        "9" * LONGEST,
        "2021-07-01" + " " * 10 + "x" * 100_000,
    ],
)
def test_what_is_no_day_is_not_read(text: str) -> None:
    assert read_day(text, set()) is None


def test_what_stands_first_must_be_shown() -> None:
    day_first, month_first = first_shown(["1/7/2021", "29/2/2016 01:16"]), first_shown(["4/29/2022", "45/45/2022"])
    assert read_day("1/7/2021", day_first) == date(2021, 7, 1)
    assert read_day("1/7/2021", month_first) == date(2021, 1, 7)
    assert read_day("31.12.2021", day_first) == date(2021, 12, 31)
    assert read_day("31/12/2021", month_first) is None
    assert read_day("31/12/2021", day_first | month_first) is None
    assert first_shown(["1/7/2021", "2021-07-31"]) == set()
