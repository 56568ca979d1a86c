"""A workbook back to a year: what it was written from, what a person changed in it, and what the year is then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.cell_values import WHAT_IF, Documents, put_counts
from atcost.core.cells import with_cell
from atcost.core.finding import Faulty, errors
from atcost.inputs.numbers import read_month
from atcost.inputs.workbook.added import spare_adjustments, spare_keys
from atcost.inputs.workbook.changes import Change, Reader, changed_inputs, sound_sheets, unread
from atcost.inputs.workbook.findings import found_by_changes
from atcost.inputs.workbook.layout import read_origin
from atcost.inputs.workbook.pages import Pages
from atcost.inputs.workbook.parts import safe_parts
from atcost.inputs.workbook.wide import wide_volumes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from atcost.core.finding import Finding
    from atcost.core.model import Adjustment
    from atcost.core.period import Month

SOURCE = "workbook"
"""What a row of the budget that was not there names as its source."""
COUNT_PARTS = 4
"""How many parts the address of a month's count has."""


class Changes(NamedTuple):
    """What a person changed in a workbook: cells, and adjustments that were added."""

    cells: tuple[Change, ...]
    adjustments: tuple[tuple[Change, Adjustment], ...]

    def all(self) -> list[Change]:
        """Return every change."""
        return [*self.cells, *(change for change, _ in self.adjustments)]

    def made(self, documents: Documents) -> Documents:
        """Return the documents with the changes made in them."""
        counts, others = {}, []
        for change in self.cells:
            volume = _volume(change.after.address)
            if volume:
                counts[volume] = change.after.value
            else:
                others.append(change.after)
        documents = put_counts(documents, counts) if counts else documents
        for cell in others:
            documents = with_cell(documents, cell.address, cell.value)
        model = documents.model
        added = tuple(adjustment for _, adjustment in self.adjustments)
        budget = tuple(row._replace(source=SOURCE) if row.source == WHAT_IF.en else row for row in model.budget)
        return replace(documents, model=replace(model, adjustments=(*model.adjustments, *added), budget=budget))


class ReadBack(NamedTuple):
    """A workbook that was read: the year before and after, what was changed, and findings, none of them an error.

    ``findings`` came with the changes; ``known`` were there before them.
    """

    before: Documents
    after: Documents
    changes: Changes
    findings: list[Finding]
    known: list[Finding]


def read_workbook(path: Path) -> ReadBack:
    """Read a workbook that atcost wrote and a person edited.

    Raises:
        Faulty: it can't be opened, or has what can't be read or priced; findings name sheet and cell.
    """
    pages = Pages(path, safe_parts(path))
    origin = read_origin(pages)
    reader = Reader(pages, origin)
    sheets = sound_sheets(reader)
    inputs = list(changed_inputs(reader, sheets))
    wide = list(_not_twice(reader, wide_volumes(reader, sheets), inputs))
    changes = Changes((*inputs, *spare_keys(reader, sheets), *wide), tuple(spare_adjustments(reader, sheets)))
    reader.findings += unread(reader, sheets)
    if errors(reader.findings):
        raise Faulty(reader.findings)
    before = replace(origin.documents, model=replace(origin.documents.model, previous=origin.layout.previous))
    after = changes.made(before)
    if not changes.all():
        return ReadBack(before, after, changes, reader.findings, [])
    changed = {change.after.address: change.place for change in changes.all()}  # first, which findings are likely of
    found = found_by_changes(before, after, path.name, {**changed, **origin.layout.places(), **changed})
    findings = [*reader.findings, *found.new]
    if errors(findings):
        raise Faulty(findings)
    return ReadBack(before, after, changes, findings, found.known)


def _not_twice(reader: Reader, wide: Iterable[Change], inputs: Sequence[Change]) -> Iterator[Change]:
    """Yield volumes in wide form; one that was changed to something else in its own cell too is a finding."""
    changed = {change.after.address: change for change in inputs}
    for change in wide:
        other = changed.get(change.after.address)
        if other is None:
            yield change
        elif other.after.value != change.after.value:
            told = {"volume": change.after.address, "other": "!".join(other.place)}
            reader.add(change.place, "volume_given_twice", change.after.address, **told)


def _volume(address: str) -> tuple[str, str, Month] | None:
    """Return measure, user and month of a month's count; None where the address is of another cell."""
    parts = address.split(".")
    if parts[0] != "volume" or len(parts) != COUNT_PARTS:
        return None
    return parts[1], parts[2], read_month(parts[3])
