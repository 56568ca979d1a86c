"""What a person changed in a workbook's inputs, one by one, on sheets where everything still stands in its place."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from atcost.core.cells import Cell, cell_at
from atcost.core.finding import Finding
from atcost.core.naming import CUSTOMER, MEASURE
from atcost.core.references import reference
from atcost.inputs.numbers import Unreadable
from atcost.inputs.settings import NUMBERS, read_value
from atcost.inputs.workbook import values
from atcost.inputs.workbook.moved import first_moved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from atcost.core.cell_values import Value
    from atcost.core.period import Month
    from atcost.inputs.workbook.layout import Block, Origin, Place
    from atcost.inputs.workbook.pages import Cell as PageCell
    from atcost.inputs.workbook.pages import Page, Pages

COUNTED = "volume."
"""How the cells of months' counts begin, where nothing is no nought."""
Read = TypeVar("Read")
IN_A_HEAD = {"bad_month": "head_no_month"}
"""Rules that have another remedy where months stand above columns."""


class Change(NamedTuple):
    """A cell of the year that holds something else than it did as exported, and where in the workbook that stands."""

    before: Cell
    after: Cell
    place: Place


class Reader:
    """Reads cells of a workbook, and gathers what is wrong with them."""

    def __init__(self, pages: Pages, origin: Origin) -> None:
        """Begin without findings."""
        self.pages, self.documents, self.layout = pages, origin.documents, origin.layout
        model = origin.documents.model
        self.measures = values.Names(MEASURE, model.measures)
        self.users = values.Names(CUSTOMER, {**model.customers, **model.areas})
        self.findings: list[Finding] = []

    def page(self, place: Place) -> Page:
        """Return the sheet of a place."""
        return self.pages.page(place[0])

    def cell(self, place: Place) -> PageCell:
        """Return what stands in a place."""
        return self.page(place).cell(place[1])

    def add(self, place: Place, rule: str, address: str = "", **told: object) -> None:
        """Note what is wrong in a cell."""
        self.findings.append(Finding(rule, self.pages.file, path="!".join(place), cell=address, values=told))

    def month(self, cell: PageCell) -> Month:
        """Return the month in a cell, also by its name.

        Raises:
            Unreadable: it is none.
        """
        try:
            return values.named_month(cell, self.documents.model.volumes) or values.month(cell)
        except Unreadable as fault:
            raise Unreadable(IN_A_HEAD.get(fault.rule, fault.rule), **fault.values) from None

    def read(self, place: Place, how: Callable[[PageCell], Read], address: str = "") -> Read | None:
        """Return what a cell holds, as ``how`` reads it; None with a finding where that can't be."""
        try:
            return how(self.page(place).sound(place[1]))
        except Unreadable as fault:
            self.add(place, fault.rule, address, **fault.values)
            return None


def sound_sheets(reader: Reader) -> set[str]:
    """Return the sheets that are as they were but for their inputs; for the others there are findings."""
    missing = sorted(reader.layout.sheets.keys() - {*reader.pages.names})
    reader.findings += (Finding("sheet_missing", reader.pages.file, values={"name": name}) for name in missing)
    sound = set()
    for name, anchors in reader.layout.anchors.items():
        if name in missing:
            continue
        if moved := first_moved(reader.pages.page(name), anchors):
            place = name, moved.reference
            found = values.quoted(reader.cell(place).content)
            reader.add(place, moved.rule, due=moved.due, found=found, what=moved.what, now=moved.now)
        else:
            sound.add(name)
    return sound


def unread(reader: Reader, sheets: set[str]) -> Iterator[Finding]:
    """Yield a finding for each sound sheet where something stands beyond all that was there: it is not read."""
    blocks = {block.sheet: (block.row, block.column) for block in reader.layout.wide}
    for name in filter(sheets.__contains__, reader.layout.anchors):
        (bottom, right), page = reader.layout.sheets[name], reader.pages.page(name)
        top, left = blocks.get(name, (len(page.rows), 0))
        if len(page.rows) > bottom + 1 or page.width > right + 1:
            beyond = (
                (row, column)
                for row, contents in enumerate(page.rows)
                for column, content in enumerate(contents)
                if (row > bottom or column > right) and not (row >= top and column >= left) and str(content).strip()
            )
            for row, column in islice(beyond, 1):
                told = {"found": values.quoted(page.at(row, column))}
                yield Finding("cell_not_read", reader.pages.file, path=f"{name}!{reference(row, column)}", values=told)


def changed_inputs(reader: Reader, sheets: set[str]) -> Iterator[Change]:
    """Yield the inputs that hold something else than as exported, on sheets that are sound."""
    for block in reader.layout.inputs:
        if block.sheet in sheets:
            for address, place in _not_as_exported(reader.pages.page(block.sheet), block):
                before = cell_at(reader.documents, address)
                if before:
                    yield from _changed(reader, before, place, block.times)


def _not_as_exported(page: Page, block: Block) -> Iterator[tuple[str, Place]]:
    """Yield the cells of a block that hold something else, a formula or an error, with their places."""
    contents = page.column(block.row, block.column, len(block.cells))
    for number, ((address, held), content) in enumerate(zip(block.cells, contents, strict=True)):
        if not values.is_same(content, held) or (page.unsound and block.place(number)[1] in page.unsound):
            yield address, block.place(number)


def _changed(reader: Reader, before: Cell, place: Place, times: int) -> Iterator[Change]:
    number = len(reader.findings)
    value = reader.read(place, lambda cell: _value(cell, before, times), before.address)
    if len(reader.findings) == number and value != before.value:
        yield Change(before, before._replace(value=value), place)


def _value(cell: PageCell, before: Cell, times: int) -> Value:
    if before.takes.what not in NUMBERS:
        return read_value(before.takes, values.text(cell))
    if cell.is_empty:
        return None if before.takes.may_be_empty or before.address.startswith(COUNTED) else 0
    return values.plain(Fraction(values.number(cell) * times))
