"""Volumes in wide form, as people keep them: customers down, months across, pasted into a workbook.

A row of months begins a table. Left of the months stands the measure and below it customers; or, in two columns, the
measure (an empty one is that of the row above) and the customer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from atcost.core.cells import NUMBER, Cell, cell_at
from atcost.core.period import month_text
from atcost.core.references import reference
from atcost.inputs.numbers import Unreadable
from atcost.inputs.workbook import values
from atcost.inputs.workbook.changes import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from atcost.core.money import Exact
    from atcost.core.period import Month
    from atcost.inputs.workbook.changes import Reader
    from atcost.inputs.workbook.pages import Cell as PageCell
    from atcost.inputs.workbook.pages import Page

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


def _tables(reader: Reader, sheets: set[str]) -> Iterator[Iterable[Sequence[PageCell]]]:
    for block in reader.layout.wide:
        if block.sheet in sheets:
            yield reader.pages.page(block.sheet).block(block.first, block.last)
    is_whole = reader.layout.sheets and reader.layout.sheets <= {*reader.pages.names}  # else one has another name
    for name in reader.pages.names if is_whole else ():
        if name not in reader.layout.sheets:
            yield _from_first_head(reader.pages.page(name))


def _from_first_head(page: Page) -> list[list[PageCell]]:
    """Return the rows of a sheet from the first row of months on; none where there is no such row."""
    width = max(map(len, page.rows), default=0)
    rows = list(page.block("A1", reference(len(page.rows), width))) if width else []
    return next((rows[number:] for number, row in enumerate(rows) if _has_months(row, typed=True)), [])


def _read(reader: Reader, rows: Iterable[Sequence[PageCell]]) -> Iterator[tuple[Volume, PageCell, Exact]]:
    """Yield the quantities of tables that stand under each other."""
    head, measure = None, None
    for row in rows:
        if _has_months(row, typed=head is not None):
            head = _head(reader, row)
            measure = head.measure
        elif head is None:
            stray = next((cell for cell in row if isinstance(cell.content, float | int)), None)
            if stray:
                reader.add(_place(stray), "no_months_above")
                return
        elif any(not cell.is_empty for cell in row):
            labels = row[: head.first]
            if len(labels) > 1 and not labels[-2].is_empty:
                measure = reader.read(_place(labels[-2]), reader.measures.find)
            user = reader.read(_place(labels[-1]), reader.users.find)
            yield from _quantities(reader, row, head, (measure, user))


def _quantities(
    reader: Reader, row: Sequence[PageCell], head: _Head, counted: tuple[str | None, str | None]
) -> Iterator[tuple[Volume, PageCell, Exact]]:
    measure, user = counted
    for column, cell in enumerate(row):
        if column < head.first or cell.is_empty:
            continue
        if column not in head.months:
            reader.add(_place(cell), "no_months_above")
            continue
        quantity, month = reader.read(_place(cell), values.number), head.months[column]
        if not (measure is None or user is None or month is None or quantity is None):
            yield (measure, user, month), cell, quantity


def _head(reader: Reader, row: Sequence[PageCell]) -> _Head:
    """Return what a row of months says."""
    first = next(column for column, cell in enumerate(row) if column and _is_month(cell))
    months = {
        column: reader.read(_place(cell), values.month)
        for column, cell in enumerate(row)
        if column >= first and not cell.is_empty
    }
    return _Head(reader.read(_place(row[0]), reader.measures.find) if first == 1 else None, months)


def _has_months(row: Sequence[PageCell], *, typed: bool) -> bool:
    """Tell whether months stand in a row; with ``typed`` not as numbers, which quantities are too."""
    return any(_is_month(cell) and not (typed and isinstance(cell.content, float | int)) for cell in row[1:])


def _is_month(cell: PageCell) -> bool:
    """Tell whether a cell holds a month, also one that a spreadsheet spoiled."""
    if cell.is_empty:
        return False
    try:
        values.month(cell)
    except Unreadable as fault:
        return fault.rule == "spoiled_month" and not isinstance(cell.content, float | int)
    return True


def _address(volume: Volume) -> str:
    measure, user, month = volume
    return f"volume.{measure}.{user}.{month_text(month)}"


def _place(cell: PageCell) -> tuple[str, str]:
    return cell.sheet, cell.reference
