"""The hidden sheet that a program reads a workbook back by (docs/workbook.md, Read back)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from atcost.core.model import HUNDRED
from atcost.core.seal import checksum, digest, documents
from atcost.core.words import legible
from atcost.outputs.workbook.cells import spare_cells

if TYPE_CHECKING:
    from collections.abc import Iterator

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
        "inputs": {address: _input(cell) for address, cell in book.inputs.items()},
        "spare_keys": [
            {"area": each.area, "measure": _place(each.measure), "weight": _place(each.weight)}
            for each in book.spare_keys
        ],
        "spare_adjustments": [
            {name: _place(cell) for name, cell in each._asdict().items()} for each in book.spare_adjustments
        ],
        "wide": [
            {"sheet": block.first.sheet.name, "first": block.first.reference, "last": block.last.reference}
            for block in book.wide
        ],
        "anchors": {sheet.name: dict(_anchors(sheet)) for sheet in _with_inputs(year)},
        "sheets": [sheet.name for sheet in book.sheets],
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


def _input(cell: Cell) -> dict[str, str]:
    times = str(HUNDRED) if cell.look.endswith("percent") else "1"
    holds = "" if cell.is_empty else _exactly(cell)
    return {"sheet": cell.sheet.name, "reference": cell.reference, "holds": holds, "times": times}


def _exactly(cell: Cell) -> str:
    return cell.exact if isinstance(cell.exact, str) else str(cell.exact)


def _place(cell: Cell) -> tuple[str, str]:
    return cell.sheet.name, cell.reference


def _with_inputs(year: Year) -> list[Sheet]:
    """Return the sheets where a person can change something, in order."""
    book = year.book
    changeable = {cell.sheet.name for cell in [*book.inputs.values(), *spare_cells(year)]}
    changeable |= {block.first.sheet.name for block in book.wide}
    return [sheet for sheet in book.sheets if sheet.name in changeable]


def _anchors(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Yield the texts that stay where they are, by their places; without those that some program may alter."""
    for cell in sheet.cells.values():
        text = cell.exact
        if not isinstance(text, str) or cell.formula or cell.look.startswith("input"):
            continue
        if text == legible(text).strip() and 0 < len(text) <= LONGEST_ANCHOR:
            yield cell.reference, text
