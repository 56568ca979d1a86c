"""Volumes in wide form, as people keep them: customers down, months across, pasted into a workbook.

A row of months begins a table. Left of the months stands the measure and below it customers; or, in two columns, the
measure (an empty one is that of the row above) and the customer. Titles above and totals are passed over.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.cells import NUMBER, Cell, cell_at
from atcost.core.period import month_text
from atcost.inputs.numbers import Unreadable
from atcost.inputs.workbook import values
from atcost.inputs.workbook.changes import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from atcost.core.money import Exact
    from atcost.core.period import Month
    from atcost.inputs.workbook.changes import Reader
    from atcost.inputs.workbook.pages import Cell as PageCell

    _Row = Sequence[PageCell]

TOTALS = frozenset({"summa", "delsumma", "totalsumma", "totalt", "sum", "subtotal", "total", "totals", "grand total"})
"""What rows and columns of totals are called, which are not read."""
Volume = tuple[str, str, "Month"]
"""Measure, user and month."""


class _Head(NamedTuple):
    """A row of months: the measure beside them where they stand in the second column, and the month of each column."""

    measure: str | None
    months: dict[int, Month | None]

    @property
    def first(self) -> int:
        """Return the column of the first month."""
        return min(self.months)


def wide_volumes(reader: Reader, sheets: set[str]) -> Iterator[Change]:
    """Yield the volumes that stand in wide form and differ: in the blocks for them, and on sheets that were added."""
    given: dict[Volume, tuple[PageCell, Exact]] = {}
    for rows in _tables(reader, sheets):
        for volume, cell, quantity in _read(reader, rows):
            first, _ = given.setdefault(volume, (cell, quantity))
            if first is not cell:
                told = {"volume": _address(volume), "other": f"{first.sheet}!{first.reference}"}
                reader.add(_place(cell), "volume_given_twice", _address(volume), **told)
    for volume, (cell, quantity) in given.items():
        before = cell_at(reader.documents, _address(volume)) or Cell(_address(volume), NUMBER, None)
        if before.value != quantity:
            yield Change(before, before._replace(value=quantity), _place(cell))


def _tables(reader: Reader, sheets: set[str]) -> Iterator[Sequence[_Row]]:
    """Yield the rows of each place where tables may stand, from the first row of months on."""
    for block in reader.layout.wide:
        if block.sheet in sheets:
            rows = list(reader.pages.page(block.sheet).beyond(block.row, block.column))
            yield (found := _from_first_head(reader, rows, typed=False))
            stray = (cell for row in rows if not found for cell in row if isinstance(cell.content, float | int))
            for cell in islice(stray, 1):
                reader.add(_place(cell), "no_months_above")
    is_whole = reader.layout.sheets.keys() <= {*reader.pages.names}  # else one has another name
    for name in reader.pages.names if is_whole else ():
        if name not in reader.layout.sheets:
            yield _from_first_head(reader, list(reader.pages.page(name).beyond(0, 0)), typed=True)


def _from_first_head(reader: Reader, rows: Sequence[_Row], *, typed: bool) -> Sequence[_Row]:
    """Return rows from the first with months, or else with spoiled ones; what stands above are titles and notes."""
    heads = [number for number, row in enumerate(rows) if _has_months(reader, row, typed=typed)]
    heads = heads or [number for number, row in enumerate(rows) if any(map(_is_spoiled, row[1:]))]
    return rows[heads[0] :] if heads else []


def _read(reader: Reader, rows: Sequence[_Row]) -> Iterator[tuple[Volume, PageCell, Exact]]:
    """Yield the quantities of tables that stand under each other, of which the first row is a head."""
    head, measure = _Head(None, {}), None
    for number, row in enumerate(rows):
        if number == 0 or _has_months(reader, row, typed=True):
            head = _head(reader, row)
            measure = head.measure
        elif not any(_is_total(reader, cell) for cell in row[: head.first]):
            labels, contents = row[: head.first], row[head.first :]
            if len(labels) > 1 and not labels[-2].is_empty:
                measure = reader.read(_place(labels[-2]), reader.measures.find)
            if not all(cell.is_empty for cell in contents):
                user = reader.read(_place(labels[-1]), reader.users.find)
                yield from _quantities(reader, row, head, (measure, user))


def _quantities(
    reader: Reader, row: _Row, head: _Head, counted: tuple[str | None, str | None]
) -> Iterator[tuple[Volume, PageCell, Exact]]:
    measure, user = counted
    for column, cell in enumerate(row):
        if column < head.first or cell.is_empty:
            continue
        if column not in head.months:
            reader.add(_place(cell), "no_months_above")
        elif (month := head.months[column]) is not None:
            quantity = reader.read(_place(cell), values.number)
            if not (measure is None or user is None or quantity is None):
                yield (measure, user, month), cell, quantity


def _head(reader: Reader, row: _Row) -> _Head:
    """Return what a row of months says; a column of totals has none."""
    first = next(column for column, cell in enumerate(row) if column and (_is_month(reader, cell) or _is_spoiled(cell)))
    months = {
        column: None if _is_total(reader, cell) else reader.read(_place(cell), reader.month)
        for column, cell in enumerate(row)
        if column >= first and not cell.is_empty
    }
    return _Head(reader.read(_place(row[0]), reader.measures.find) if first == 1 else None, months)


def _has_months(reader: Reader, row: _Row, *, typed: bool) -> bool:
    """Tell whether months stand in a row; with ``typed`` not as numbers, which quantities are too."""
    return any(_is_month(reader, cell) and not (typed and isinstance(cell.content, float | int)) for cell in row[1:])


def _is_month(reader: Reader, cell: PageCell) -> bool:
    """Tell whether a cell holds a month; a customer may be called as one is."""
    if cell in reader.users:
        return False
    try:
        reader.month(cell)
    except Unreadable:
        return False
    return True


def _is_spoiled(cell: PageCell) -> bool:
    """Tell whether a cell holds a month that a spreadsheet spoiled."""
    try:
        values.month(cell)
    except Unreadable as fault:
        return fault.rule == "spoiled_month" and not isinstance(cell.content, float | int)
    return False


def _is_total(reader: Reader, cell: PageCell) -> bool:
    """Tell whether a cell heads a row or column of totals, which nobody else is called."""
    name = values.text(cell).casefold().rstrip(":")
    return name in TOTALS and cell not in reader.users and cell not in reader.measures


def _address(volume: Volume) -> str:
    measure, user, month = volume
    return f"volume.{measure}.{user}.{month_text(month)}"


def _place(cell: PageCell) -> tuple[str, str]:
    return cell.sheet, cell.reference
