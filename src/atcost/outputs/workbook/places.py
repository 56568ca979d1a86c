"""Places as spreadsheets name them where a reference must not move: in names, lists and charts."""

from __future__ import annotations

from atcost.core.references import column_letters
from atcost.outputs.workbook.book import Cell, Range, quoted


def fixed(place: Cell | Range) -> str:
    """Return a cell or range with its sheet, as a formula that says the same wherever it stands."""
    first, last = (place.first, place.last) if isinstance(place, Range) else (place, place)
    corners = dict.fromkeys(f"${column_letters(cell.column)}${cell.row + 1}" for cell in (first, last))
    return f"={quoted(first.sheet.name)}!{':'.join(corners)}"
