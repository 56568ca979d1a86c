"""How wide columns are, and which way a sheet's pages lie."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from atcost.outputs.workbook.looks import number_form

if TYPE_CHECKING:
    from atcost.outputs.workbook.book import Cell, Sheet

ON_END = 95
"""How many figures' width a page on end shows."""
LEAST, MOST, USUAL = 8.0, 46.0, 8.43
SPARE = 2
SPILLING = frozenset({"title", "text", "note", "wrapped"})
"""Looks whose texts are broken, or run over the empty cells beside: they ask for no width."""
MARKS = {"0": 0, "#,##0": 0, "#,##0.00": 3, "0.00##": 5, "0.0%": 3, "0.0###%": 4, "#,##0.0##": 4, "yyyy-mm-dd": 5}
"""How many signs a number's form has beside its whole figures."""
THOUSANDS = 3


def widths(sheet: Sheet) -> dict[int, float]:
    """Return the width of every column, in figures: the sheet's own, else what its contents need."""
    needed: dict[int, int] = defaultdict(int)
    for (_, column), cell in sheet.cells.items():
        if column not in sheet.widths and (size := _size(cell)) > needed[column]:
            needed[column] = size
    found = {column: min(MOST, max(LEAST, size + SPARE)) for column, size in needed.items()}
    return found | sheet.widths


def is_wide(sheet: Sheet) -> bool:
    """Tell whether a page on its side suits the sheet better."""
    return sum(widths(sheet).values()) > ON_END


def _size(cell: Cell) -> int:
    """Return how many figures' width a cell's content needs; of a head the longest word."""
    if cell.look in SPILLING or cell.is_empty:
        return 0
    if isinstance(cell.exact, str):
        return max(map(len, cell.exact.split() or [""])) if cell.look == "head" else len(cell.exact)
    figures = len(str(abs(int(cell.exact))))
    return figures + figures // THOUSANDS + MARKS.get(number_form(cell), THOUSANDS) + (cell.exact < 0)
