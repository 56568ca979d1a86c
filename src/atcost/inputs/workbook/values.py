"""What cells of a workbook hold, as values of a year: numbers as the decimals that a spreadsheet shows."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from atcost.core.dates import MONTHS
from atcost.core.naming import nearest
from atcost.core.period import YEARS, first_day
from atcost.core.period import month as to_month
from atcost.core.words import Text, shown
from atcost.inputs.numbers import MOST_DIGITS, Unreadable, read_date, read_month

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from atcost.core.money import Exact
    from atcost.core.period import Month, Window
    from atcost.inputs.workbook.pages import Cell, Content

DIGITS = 15
"""How many digits of a number a spreadsheet shows, and keeps of what is typed."""
DAY_ZERO = date(1899, 12, 30)
FIRST_DAY, LAST_DAY = 367, 2_958_465
"""The days that a spreadsheet counts without fault, from 1901 to the end of 9999."""
LIKELY = 5
NAMED_MONTH = re.compile(r"([a-zåäö]{3,9})\.?(?:[ -](\d{4}))?")


def number(cell: Cell) -> Exact:
    """Return the number in a cell.

    Raises:
        Unreadable: it is a text, a date, a truth, or has more digits than any number of a year.
    """
    content = cell.content
    if not isinstance(content, float | int | str):
        raise Unreadable("cell_is_date", found=shown(content))
    if isinstance(content, str | bool) or not math.isfinite(content):
        raise Unreadable("cell_not_a_number", found=quoted(content))
    read = Decimal(f"{content:.{DIGITS}g}")
    digits = max(read.adjusted() + 1, 1) + max(-int(read.normalize().as_tuple().exponent), 0)
    if digits > MOST_DIGITS:
        raise Unreadable("number_too_long", digits=digits)
    return plain(Fraction(read))


def plain(value: Fraction) -> Exact:
    """Return a whole number as one."""
    return value.numerator if value.denominator == 1 else value


def is_same(content: Content, held: float | str) -> bool:
    """Tell whether a cell holds what it held: a number to the digits that spreadsheets keep, a text but for blanks."""
    if content == held:
        return not isinstance(content, bool)  # which is 1, or 0
    if isinstance(content, float) and isinstance(held, float):
        return f"{content:.{DIGITS}g}" == f"{held:.{DIGITS}g}"
    return isinstance(held, str) and typed(content) == held


def text(cell: Cell) -> str:
    """Return what a cell holds as it is typed: a whole number without decimals, such as a customer's code."""
    return typed(cell.content)


def typed(content: Content) -> str:
    """Return a content as it is typed."""
    if isinstance(content, float) and content.is_integer() and abs(content) < 10**DIGITS:
        return str(int(content))
    return str(content).strip()


def day(cell: Cell) -> date:
    """Return the date in a cell: as a date, as the number of a day, or as a text such as 2022-08-15.

    Raises:
        Unreadable: it is none.
    """
    content = cell.content
    if isinstance(content, datetime):
        return content.date()
    if isinstance(content, date):
        return content
    if isinstance(content, float) and content.is_integer() and FIRST_DAY <= content <= LAST_DAY:
        return DAY_ZERO + timedelta(int(content))
    return read_date(text(cell))


def named_month(cell: Cell, window: Window) -> Month | None:
    """Return the month that a cell names: as ``juli 2021``, or as ``jul``, where the window has one July."""
    found = NAMED_MONTH.fullmatch(text(cell).casefold())
    numbers = {number for name, number in MONTHS.items() if found and name.startswith(found[1])}
    if not found or len(numbers) != 1:
        return None
    number = min(numbers)
    if found[2]:
        return to_month(int(found[2]), number) if int(found[2]) in YEARS else None
    there = [month for month in window.months() if first_day(month).month == number]
    return there[0] if len(there) == 1 else None


def month(cell: Cell) -> Month:
    """Return the month in a cell: the date of its first day, or a text such as 2021-07.

    Raises:
        Unreadable: it is none, or one that a spreadsheet spoiled, which makes jul-21 the 21st of some July.
    """
    if not isinstance(cell.content, date):
        return read_month(text(cell))
    if cell.content.day != 1:
        raise Unreadable("spoiled_month", found=shown(cell.content))
    return read_month(cell.content.isoformat()[:10])


class Names:
    """What entries of a model are called: their ids, titles in both languages, and codes."""

    def __init__(self, what: Text, entries: Mapping[str, Any]) -> None:
        """Hold entries that have titles; what two are called names neither."""
        self.what, self._entries = what, entries
        called: dict[str, set[str]] = {}
        for name, entry in entries.items():
            for each in (*entry.title, *getattr(entry, "codes", ())):
                called.setdefault(_folded(each), set()).add(name)
        self._called = {each: next(iter(names)) for each, names in called.items() if len(names) == 1}
        self._called |= {name: name for name in entries}

    def __contains__(self, cell: Cell) -> bool:
        """Tell whether a cell names an entry."""
        return _folded(text(cell)) in self._called

    def find(self, cell: Cell) -> str:
        """Return the id of the entry that a cell names.

        Raises:
            Unreadable: there is none, or more than one, or the cell is empty.
        """
        if cell.is_empty:
            raise Unreadable("cell_is_empty", what=self.what)
        name = text(cell)
        known = self._called.get(_folded(name))
        if known is None:
            likely = [self._titled(each) for each in nearest(name, self._entries, LIKELY)]
            raise Unreadable("cell_unknown_name", what=self.what, found=quoted(name), names=likely)
        return known

    def _titled(self, name: str) -> Text | str:
        """Return what people call an entry; its id where another is called so too."""
        title: Text | None = getattr(self._entries.get(name), "title", None)
        return title if title and self._called.get(_folded(title.sv)) == name else name


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def quoted(content: object) -> Text:
    """Return what stands in a cell as a message shows it, also where nothing does."""
    if isinstance(content, str) and not content.strip():
        return Text("ingenting", "nothing")
    return Text(f"”{shown(content)}”", f"“{shown(content)}”")
