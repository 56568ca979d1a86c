"""Months and windows of months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NewType

Month = NewType("Month", int)
"""A month, counted from January of year 0, so that months are subtracted and compared as numbers."""
YEARS = range(1900, 2200)
"""The years that can be priced and counted; another is a slip of the pen."""


def month(year: int, number: int) -> Month:
    """Return the month of a year, January being 1.

    >>> month_text(month(2021, 7))
    '2021-07'
    """
    return Month(year * 12 + number - 1)


def month_of(day: date) -> Month:
    """Return the month that a day lies in."""
    return month(day.year, day.month)


def month_text(value: Month) -> str:
    """Write a month as 2021-07."""
    return f"{value // 12:04d}-{value % 12 + 1:02d}"


def first_day(value: Month) -> date:
    """Return the first day of a month."""
    return date(value // 12, value % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Window:
    """The months from ``from_`` to ``to``, both included."""

    from_: Month
    to: Month

    def __len__(self) -> int:
        """Return the number of months; none when it ends before it begins."""
        return max(0, self.to - self.from_ + 1)

    def __contains__(self, value: object) -> bool:
        """Tell whether a month lies in the window."""
        return isinstance(value, int) and self.from_ <= value <= self.to

    def months(self) -> list[Month]:
        """Return the months in order."""
        return [Month(number) for number in range(self.from_, self.to + 1)]

    def moved(self, months: int) -> Window:
        """Return the window moved forward by a number of months."""
        return Window(Month(self.from_ + months), Month(self.to + months))

    def __str__(self) -> str:
        """Write the window as 2021-07..2022-06."""
        return f"{month_text(self.from_)}..{month_text(self.to)}"


def year_window(year: int) -> Window:
    """Return the twelve months of a year."""
    return Window(month(year, 1), month(year, 12))
