"""The hidden sheet that a program reads a workbook back by (docs/workbook.md, Read back)."""

from __future__ import annotations

import json
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from atcost.core.model import HUNDRED
from atcost.core.references import reference
from atcost.core.seal import checksum, digest, documents
from atcost.core.words import legible
from atcost.outputs.workbook.cells import spare_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from atcost.outputs.workbook.book import Sheet
    from atcost.outputs.workbook.places import Cell
    from atcost.outputs.workbook.year import Year

NAME, FORMAT = "atcost", "1"
PIECE = 32_000
"""How much of a text stands in one cell, which holds 32 767."""
LONGEST_ANCHOR = 200


def read_back_sheet(year: Year, sheet: Sheet, version: str) -> None:
    """Fill the sheet, which comes after all others."""
    sheet.hidden = True
    model, volumes = year.model, year.pricing.volumes
    found = plain(layout(year))
    texts = {
        "format": FORMAT,
        "version": version,
        "language": year.language,
        "digest": digest(model, volumes),
        "documents": plain(documents(model, volumes)),
        "layout": found,
        "layout_digest": checksum(found),
    }
    lines = [(name, piece) for name, text in texts.items() for piece in _pieces(text)]
    for row, line in enumerate(lines):
        sheet.put_row(row, 0, line, "text")


def layout(year: Year) -> dict[str, Any]:
    """Return where the workbook has what a person can change, and which texts must stand beside it."""
    book = year.book
    found = {
        "inputs": list(_blocks(book.inputs)),
        "spare_keys": [
            {"area": each.area, "measure": _place(each.measure), "weight": _place(each.weight)}
            for each in book.spare_keys
        ],
        "spare_adjustments": [
            {name: _place(cell) for name, cell in each._asdict().items()} for each in book.spare_adjustments
        ],
        "wide": [{"sheet": block.first.sheet.name, "first": block.first.reference} for block in book.wide],
        "anchors": {sheet.name: dict(_anchors(sheet)) for sheet in _with_inputs(year)},
        "sheets": {sheet.name: _last(sheet) for sheet in book.sheets},
    }
    return found if year.model.previous is None else {**found, "previous": year.model.previous}


def plain(content: Any) -> str:  # noqa: ANN401 -- any plain data
    r"""Return JSON in letters that every program leaves as they are, without what spreadsheets take for an escape.

    >>> plain({"only_for_x0041_": "å"})
    '{"only_for\\u005fx0041_":"\\u00e5"}'
    """
    return json.dumps(content, sort_keys=True, separators=(",", ":")).replace("_x", r"\u005fx")


def _pieces(text: str) -> list[str]:
    return [text[start : start + PIECE] for start in range(0, len(text), PIECE)]


def _blocks(inputs: Mapping[str, Cell]) -> Iterator[dict[str, Any]]:
    """Yield inputs that stand below each other, and what they hold."""
    addresses = {_at(cell): address for address, cell in inputs.items()}
    for cells in _runs(inputs.values()):
        first = cells[0]
        yield {
            "sheet": first.sheet.name,
            "first": first.reference,
            "times": HUNDRED if first.look.endswith("percent") else 1,
            "cells": [addresses[_at(cell)] for cell in cells],
            "holds": ["" if cell.is_empty else cell.double for cell in cells],
        }


def _runs(cells: Iterable[Cell]) -> Iterator[list[Cell]]:
    """Yield cells that stand below each other and look alike."""

    def run(numbered: tuple[int, Cell]) -> tuple[object, ...]:
        number, cell = numbered
        return cell.sheet.name, cell.column, cell.look, cell.row - number

    for _, found in groupby(enumerate(sorted(cells, key=_at)), key=run):
        yield [cell for _, cell in found]


def _at(cell: Cell) -> tuple[str, int, int]:
    return cell.sheet.name, cell.column, cell.row


def _place(cell: Cell) -> tuple[str, str]:
    return cell.sheet.name, cell.reference


def _last(sheet: Sheet) -> str:
    """Return the reference of a sheet's last row and column."""
    rows, columns = ({place[number] for place in sheet.cells} for number in (0, 1))
    return reference(max(rows, default=0), max(columns, default=0))


def _with_inputs(year: Year) -> list[Sheet]:
    """Return the sheets where a person can change something, in order."""
    book = year.book
    changeable = {cell.sheet.name for cell in [*book.inputs.values(), *spare_cells(year)]}
    changeable |= {block.first.sheet.name for block in book.wide}
    return [sheet for sheet in book.sheets if sheet.name in changeable]


def _anchors(sheet: Sheet) -> Iterator[tuple[str, list[str | None]]]:
    """Yield the texts that stay where they are, in runs by the place of their first; None is the same as above."""
    for cells in _runs(filter(_is_anchor, sheet.cells.values())):
        texts = [str(cell.exact) for cell in cells]
        yield cells[0].reference, [None if text == above else text for above, text in pairwise(["", *texts])]


def _is_anchor(cell: Cell) -> bool:
    """Tell whether a cell holds a text that no formula, person or program alters."""
    text = cell.exact
    if not isinstance(text, str) or cell.formula or cell.look.startswith("input"):
        return False
    return text == legible(text).strip() and 0 < len(text) <= LONGEST_ANCHOR
