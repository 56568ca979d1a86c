"""The sheet *Cells*: every input and every price by its address, so that programs find them, and what has changed."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.words import Text
from atcost.outputs.workbook.book import Part
from atcost.outputs.workbook.formula import call, total
from atcost.outputs.workbook.places import Range

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from atcost.outputs.workbook.book import Sheet
    from atcost.outputs.workbook.formula import Formula
    from atcost.outputs.workbook.looks import Look
    from atcost.outputs.workbook.places import Cell
    from atcost.outputs.workbook.year import Year

NAME = "Cells"
HEADS = ("cell", "sheet", "reference", "kind")
"""The same in both languages: programs look for them."""
EXPORTED, NOW, CHANGED = Text("Som exporterad", "As exported"), Text("Nu", "Now"), Text("Ändrad", "Changed")
ADDED = Text("Tillagt", "Added")
CHANGED_INPUTS, CHANGED_PRICES = Text("Ändrade inmatningar", "Changed inputs"), Text("Ändrade priser", "Changed prices")
INPUT, PRICE = "input", "price"
CHANGED_AT = 8
"""The first of two columns that count what has changed, which alone are printed: the lines are for programs."""
MOST_PLACES = 60
"""How many ranges one formula counts in, so that it stays short enough for any program."""
TEXTS = {"input_choice": "text", "input_text": "text"}


class Changed(NamedTuple):
    """The cells that count inputs, and prices, that are no longer what they were as exported."""

    inputs: Cell
    prices: Cell

    @property
    def nothing(self) -> Formula:
        """Return whether none has."""
        return (self.inputs + self.prices).equals(0)


def cells_sheet(year: Year, sheet: Sheet) -> Changed:
    """Fill the sheet, which comes after all that it lists; beside its lines it counts what has changed."""
    sheet.put_row(0, 0, [*HEADS, *map(year.say, (EXPORTED, NOW, CHANGED, ADDED, CHANGED_INPUTS, CHANGED_PRICES))])
    sheet.frozen, sheet.repeated_rows = (1, 1), 1
    sheet.printed = [Part(0, CHANGED_AT, 1, CHANGED_AT + 1)]
    inputs = [_line(sheet, row, address, cell, INPUT) for row, (address, cell) in _numbered(year.book.inputs, 1)]
    first = 1 + len(inputs)
    prices = [_line(sheet, row, address, cell, PRICE) for row, (address, cell) in _numbered(year.book.prices, first)]
    added = _added(year, sheet)
    return Changed(
        sheet.calculate(1, CHANGED_AT, total([*_all(inputs), *_all(added)]), "whole", 0),
        sheet.calculate(1, CHANGED_AT + 1, total(_all(prices)), "whole", 0),
    )


def _numbered(cells: dict[str, Cell], first: int) -> Iterable[tuple[int, tuple[str, Cell]]]:
    return enumerate(cells.items(), start=first)


def _line(sheet: Sheet, row: int, address: str, cell: Cell, kind: str) -> Cell:
    """Put a cell's line, and return the cell that is 1 where it has changed, else 0."""
    look: Look = TEXTS.get(cell.look, cell.look.removeprefix("input_"))  # type: ignore[assignment] # all are looks
    sheet.put_row(row, 0, (address, cell.sheet.name, cell.reference, kind), "label")
    exported = sheet.put(row, 4, None, look)
    exported.hold(None if cell.is_empty else cell.exact)
    now = sheet.calculate(row, 5, cell, look, exported.exact)
    same = now.equals(exported) if kind == INPUT else call("ROUND", now - exported, 2).equals(0)
    return sheet.calculate(row, 6, call("IF", same, 0, 1), "whole", 0)


def _all(cells: Sequence[Cell]) -> list[Range]:
    return [Range(cells[0], cells[-1])] if cells else []


def _added(year: Year, sheet: Sheet) -> list[Cell]:
    """Return cells that count what was put where new keys and adjustments go."""
    places = [Range(cell, cell) for cell in spare_cells(year)]
    pieces = [places[start : start + MOST_PLACES] for start in range(0, len(places), MOST_PLACES)]
    return [sheet.calculate(row, 7, call("COUNTA", *piece), "whole", 0) for row, piece in enumerate(pieces, start=1)]


def spare_cells(year: Year) -> list[Cell]:
    """Return the cells where new keys and adjustments go."""
    keys = ((each.measure, each.weight) for each in year.book.spare_keys)
    return [*chain.from_iterable(keys), *chain.from_iterable(year.book.spare_adjustments)]
