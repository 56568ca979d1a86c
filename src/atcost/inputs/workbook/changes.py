"""What a person changed in a workbook's inputs, one by one, on sheets where everything still stands in its place."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from atcost.core.cells import Cell, cell_at
from atcost.core.finding import Finding
from atcost.core.naming import CUSTOMER, MEASURE
from atcost.core.references import reference
from atcost.inputs.numbers import Unreadable
from atcost.inputs.settings import NUMBERS, read_value
from atcost.inputs.workbook import values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from atcost.core.cell_values import Value
    from atcost.inputs.workbook.layout import Anchor, Input, Origin, Place
    from atcost.inputs.workbook.pages import Cell as PageCell
    from atcost.inputs.workbook.pages import Page, Pages

Read = TypeVar("Read")


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
        self.users = values.Names(CUSTOMER, {**model.areas, **model.customers})
        self.findings: list[Finding] = []

    def page(self, place: Place) -> Page:
        """Return the sheet of a place."""
        return self.pages.page(place[0])

    def cell(self, place: Place) -> PageCell:
        """Return what stands in a place."""
        return self.page(place).cell(place[1])

    def add(self, place: Place, rule: str, address: str = "", **told: object) -> None:
        """Note what is wrong in a cell."""
        self.findings.append(at(self.pages.file, place, Finding(rule, "", cell=address, values=told)))

    def read(self, place: Place, how: Callable[[PageCell], Read], address: str = "") -> Read | None:
        """Return what a cell holds, as ``how`` reads it; None with a finding where that can't be."""
        try:
            return how(self.page(place).sound(place[1]))
        except Unreadable as fault:
            self.add(place, fault.rule, address, **fault.values)
            return None


def at(file: str, place: Place, finding: Finding) -> Finding:
    """Return a finding placed in a cell of a workbook."""
    return Finding(finding.rule, file, path=f"{place[0]}!{place[1]}", cell=finding.cell, values=finding.values)


def sound_sheets(reader: Reader) -> set[str]:
    """Return the sheets that are as they were but for their inputs; for the others there are findings."""
    sound = set()
    for name, anchors in reader.layout.anchors.items():
        if name not in reader.pages.names:
            reader.findings.append(Finding("sheet_missing", reader.pages.file, values={"name": name}))
        elif moved := _moved(reader.pages.page(name), anchors):
            row, column, due = moved
            found = values.quoted(reader.pages.page(name).at(row, column))
            reader.add((name, reference(row, column)), "cell_moved", due=due, found=found)
        else:
            sound.add(name)
    return sound


def _moved(page: Page, anchors: Iterable[Anchor]) -> Anchor | None:
    """Return the first text that does not stand where it did."""
    return next((each for each in anchors if str(page.at(each[0], each[1])).strip() != each[2]), None)


def changed_inputs(reader: Reader, sheets: set[str]) -> Iterator[Change]:
    """Yield the inputs that hold something else than as exported, on sheets that are sound."""
    for address, given in reader.layout.inputs.items():
        if given.place[0] in sheets and not _is_as_exported(reader, given):
            before = cell_at(reader.documents, address)
            if before:
                yield from _changed(reader, before, given)


def _is_as_exported(reader: Reader, given: Input) -> bool:
    page, reference = reader.page(given.place), given.place[1]
    if reference in page.formulas or reference in page.errors:
        return False
    return values.is_same(page.cell(reference), given.holds)


def _changed(reader: Reader, before: Cell, given: Input) -> Iterator[Change]:
    number = len(reader.findings)
    value = reader.read(given.place, lambda cell: _value(cell, before, given), before.address)
    if len(reader.findings) == number and value != before.value:
        yield Change(before, before._replace(value=value), given.place)


def _value(cell: PageCell, before: Cell, given: Input) -> Value:
    if before.takes.what not in NUMBERS:
        return read_value(before.takes, values.text(cell))
    if cell.is_empty:
        return None if before.takes.may_be_empty else 0
    return values.plain(Fraction(values.number(cell) * given.times))
