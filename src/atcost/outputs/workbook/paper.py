"""How a sheet lies on A4: what is printed together, which way pages lie, in letters that can be read."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from atcost.outputs.workbook.book import Part
from atcost.outputs.workbook.sizes import LINE, MOST_LINES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atcost.outputs.workbook.book import Sheet

FIGURE, EDGE = 7, 5
"""Pixels: a figure's width, and what a column has beside its figures."""
ON_END, ON_SIDE = 698, 1026
"""Pixels between the margins of a page on end, and of one on its side."""
NO_SMALLER = 0.7
"""How much smaller than on the screen pages are at most: letters of 11 points get 8, and 6 where a program that lacks
the file's font makes columns a third wider."""
EMPTY, OF_NOTES = 8, 90
"""Figures: the width of a column without contents, and how far a note runs over such where the sheet is narrower."""
HIGH = 460
"""Points between the margins of a page on its side, with some to spare."""


class Paper(NamedTuple):
    """How a sheet is printed: each part on pages of its own, as wide as a page."""

    parts: list[Part]
    on_end: bool
    repeats_rows: bool
    """Whether a part goes on on a page that does not have its heads."""
    repeats_columns: bool
    """Whether a part stands on pages that do not have the names of its rows."""


def laid(sheet: Sheet, columns: Mapping[int, float], rows: Mapping[int, int]) -> Paper:
    """Return how a sheet lies on paper, its columns so many figures wide, its rows (some of them) so high in points."""
    names = sheet.names
    whole = Part(0, 0, max((row for row, _ in sheet.cells), default=0), _reach(sheet, columns))
    joined = _joined(sheet.printed or [whole], columns, names)
    parts = [piece for part in joined for piece in _cut(part, columns, names)]
    broad = max(_breadth(part, columns, names) for part in parts)
    on_end = broad * NO_SMALLER <= ON_END
    scale = min(1, (ON_END if on_end else ON_SIDE) / broad) if broad else 1
    high = max(sum(rows.get(row, LINE) for row in range(part.top, part.bottom + 1)) for part in parts)
    return Paper(parts, on_end, high * scale > HIGH, any(part.left >= names.stop > 0 for part in parts))


def broken_notes(sheet: Sheet, columns: Mapping[int, float], part: Part) -> dict[int, int]:
    """Return the rows where a note below a title is longer than a page is wide, with the lines that it then takes."""
    room = sum(columns.get(column, EMPTY) for column in range(part.left, part.right + 1))
    found = {}
    for row in range(part.top, part.bottom + 1):
        cell = sheet.cells.get((row, 0))
        alone = (
            cell and cell.look == "note" and not any((row, column) in sheet.cells for column in range(1, part.right))
        )
        if cell and alone and len(str(cell.exact)) > room:
            found[row] = min(MOST_LINES, ceil(len(str(cell.exact)) / room))
    return found


def _reach(sheet: Sheet, columns: Mapping[int, float]) -> int:
    """Return the last column that a sheet or its notes take."""
    notes = (len(str(cell.exact)) for (_, column), cell in sheet.cells.items() if column == 0 and cell.look == "note")
    lacking = min(max(notes, default=0), OF_NOTES) - sum(columns.values())
    return max(columns, default=0) + max(0, ceil(lacking / EMPTY))


def _joined(parts: list[Part], columns: Mapping[int, float], names: range) -> list[Part]:
    """Return parts, those that stand beside each other as one where a page shows them."""
    found: list[Part] = []
    for part in parts:
        both = found[-1]._replace(right=part.right) if found else part
        beside = found and found[-1] == part._replace(left=found[-1].left, right=part.left - 1)
        if beside and _is_legible(both, columns, names):
            found[-1] = both
        else:
            found.append(part)
    return found


def _cut(part: Part, columns: Mapping[int, float], names: range) -> list[Part]:
    """Return a part in pieces that a page shows, cut between columns."""
    found = [part._replace(right=part.left)]
    for column in range(part.left + 1, part.right + 1):
        more = found[-1]._replace(right=column)
        if _is_legible(more, columns, names):
            found[-1] = more
        else:
            found.append(part._replace(left=column, right=column))
    return found


def _is_legible(part: Part, columns: Mapping[int, float], names: range) -> bool:
    return _breadth(part, columns, names) * NO_SMALLER <= ON_SIDE


def _breadth(part: Part, columns: Mapping[int, float], names: range) -> float:
    """Return how many pixels a part takes, with the names of its rows before it where it does not have them."""
    shown = {*range(part.left, part.right + 1), *(names if part.left >= names.stop else ())}
    return sum(columns.get(column, EMPTY) * FIGURE + EDGE for column in shown)
