"""How wide columns are, and how high rows."""

from __future__ import annotations

from collections import defaultdict
from textwrap import wrap
from typing import TYPE_CHECKING

from atcost.outputs.workbook.looks import OF_TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atcost.outputs.workbook.book import Sheet
    from atcost.outputs.workbook.looks import Look
    from atcost.outputs.workbook.places import Cell

LEAST, MOST = 8.0, 60.0
SPARE = 2
SPILLING = frozenset({"title", "text", "note", "check"})
"""Looks whose texts run over the cell beside where that is empty: they then ask for no width."""
AMONG_NUMBERS = 20
"""How wide a column of numbers is made for such a text."""
OF_NAMES = 38
"""How wide a column is made for names, which are broken beyond."""
TO_CHOOSE = 12
"""How wide a column is made for what is to be chosen in it."""
BESIDE = {"money": 3, "fte": 5, "percent": 4}
"""How many signs the form of some looks' numbers has beside whole figures; that of others at most four."""
THOUSANDS = 3
BROKEN = frozenset({"wrapped", "head", "input_text", "label"})
"""Looks whose texts are broken to their columns: their rows are as high as that takes."""
NARROWER = 1.1
"""How many letters of a name a figure's width shows."""
LINE, MOST_LINES = 15, 20
"""A line's height in points, and how many lines a row shows at most."""
OF_TITLES = 24


def widths(sheet: Sheet) -> dict[int, float]:
    """Return the width of every column, in figures: the sheet's own, else what its contents need."""
    longest: defaultdict[tuple[int, Look], int] = defaultdict(int)
    for (_, column), cell in sheet.cells.items():
        place = column, cell.look
        longest[place] = max(longest[place], _size(cell))
    of_numbers, needed = {column for column, look in longest if look not in OF_TEXT}, defaultdict[int, int](int)
    for (column, look), size in longest.items():
        most = AMONG_NUMBERS if look in SPILLING and column in of_numbers else size
        needed[column] = max(needed[column], min(size, most))
    found = {column: min(MOST, max(LEAST, size + SPARE)) for column, size in needed.items()}
    return found | sheet.widths


def heights(sheet: Sheet, widths: Mapping[int, float]) -> dict[int, int]:
    """Return the height in points of rows where a text is broken: not every program finds it by itself."""
    lines: dict[int, int] = {}
    found = {row: OF_TITLES for (row, _), cell in sheet.cells.items() if cell.look == "title"}
    for (row, column), cell in sheet.cells.items():
        if cell.look in BROKEN and isinstance(cell.exact, str):
            room = (
                int(widths[column] * NARROWER) if cell.look == "label" else int(widths[column]) - (cell.look == "head")
            )
            broken = sum(len(wrap(line, room)) or 1 for line in cell.exact.split("\n"))
            lines[row] = max(broken, lines.get(row, 1))
    return found | {row: min(MOST_LINES, number) * LINE for row, number in lines.items() if number > 1}


def _size(cell: Cell) -> int:
    """Return how many figures' width a cell's content needs; of a head the longest word."""
    if cell.look == "input_choice" and cell.is_empty:
        return TO_CHOOSE
    if cell.is_empty or cell.look == "wrapped" or (cell.look in SPILLING and _stands_alone(cell)):
        return 0
    if isinstance(cell.exact, str):
        word = max(map(len, cell.exact.split() or [""]))
        if cell.look == "label":
            return max(word, min(len(cell.exact), OF_NAMES))
        return word if cell.look == "head" else len(cell.exact)
    figures = len(str(abs(int(cell.exact))))
    beside = BESIDE.get(cell.look.removeprefix("input_").removesuffix("_sum"), 0 if cell.exact.denominator == 1 else 4)
    return figures + figures // THOUSANDS + beside + (cell.exact < 0)


def _stands_alone(cell: Cell) -> bool:
    beside = cell.sheet.cells.get((cell.row, cell.column + 1))
    return beside is None or beside.is_empty
