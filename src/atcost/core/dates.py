"""Days as source systems write them, read without guessing.

Read are ``2021-07-01`` (also with / or .), ``20210701``, ``2021-07`` and ``202107`` (the month's first day),
``1 juli 2021`` and ``Friday, July 1, 2021``. ``1/7/2021`` is read where the column shows what comes first, day or
month: one of its dates has a day after the 12th, and none shows the opposite. Where nothing shows it, or both are
shown, such dates are not read. A time of day behind the day is left out.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

First = Literal["day", "month"]
"""What stands first in dates such as 1/7/2021."""

LAST_MONTH = 12
LONGEST = 60  # characters of a day with its time of day; a longer text is none
MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "januari februari mars april maj juni juli augusti september oktober november december",
    )
    for number, name in enumerate(names.split(), 1)
}
_YEAR_FIRST = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?|(\d\d)(\d\d)?)", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)
_WORDS = re.compile(r"(?:[^\W\d]+,? )?(?:(\d{1,2}) ([^\W\d]+)|([^\W\d]+) (\d{1,2}),) (\d{4})")
_TIME = re.compile(r"(?:T|\s+)\d{1,2}:\d\d.*$", re.ASCII | re.DOTALL)


def first_shown(texts: Iterable[str]) -> set[First]:
    """Return what the dates that end with their year show to stand first; a date such as 1/7/2021 shows nothing.

    >>> first_shown(["29/2/2016", "1/7/2021", "2021-07-31"])
    {'day'}
    """
    shown: set[First] = set()
    for text in texts:
        if found := _YEAR_LAST.fullmatch(_without_time(text)):
            first, second = int(found[1]), int(found[3])
            if first > LAST_MONTH >= second:
                shown.add("day")
            elif second > LAST_MONTH >= first:
                shown.add("month")
    return shown


def why_unread(text: str, shown: set[First]) -> Literal["date", "ambiguous_date", "mixed_dates"]:
    """Return why a text is not read as a day: it is none, nothing shows what stands first, or both are shown.

    >>> why_unread("1/7/2021", set()), why_unread("13/7/2021", {"day", "month"}), why_unread("31/2/2021", {"day"})
    ('ambiguous_date', 'mixed_dates', 'date')
    """
    found = _YEAR_LAST.fullmatch(_without_time(text))
    if not found or len(shown) == 1 or min(int(found[1]), int(found[3])) > LAST_MONTH:
        return "date"
    return "mixed_dates" if shown else "ambiguous_date"


def read_day(text: str, shown: set[First]) -> date | None:
    """Read a day; None where the text is none, or can't be told without knowing what stands first.

    >>> str(read_day("Friday, April 29, 2022", set())), str(read_day("29/2/2016 01:16", {"day"}))
    ('2022-04-29', '2016-02-29')
    >>> read_day("1/7/2021", set()), read_day("2021-02-30", set())
    (None, None)
    """
    text = _without_time(text)
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(found[1], found[3] or found[5], found[4] or found[6] or "1")
    if found := _YEAR_LAST.fullmatch(text):
        if shown == {"day"}:
            return _day(found[4], found[3], found[1])
        return _day(found[4], found[1], found[3]) if shown == {"month"} else None
    if found := _WORDS.fullmatch(text):
        number = MONTHS.get((found[2] or found[3]).lower())
        return _day(found[5], str(number), found[1] or found[4]) if number else None
    return None


def _without_time(text: str) -> str:
    text = text.strip()
    return text if len(text) > LONGEST else _TIME.sub("", text)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
