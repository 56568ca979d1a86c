"""The sheet *Cells*: every input and every price by its address, so that programs find them, and what has changed.

Beside each input stands what is wrong with it: what validation refuses as it is typed is seen here where it was pasted.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.words import Text
from atcost.outputs.workbook.book import Part
from atcost.outputs.workbook.formula import Constant, call, made, total
from atcost.outputs.workbook.places import Range, count

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
FAULT, NOT_A_NUMBER, BELOW_ZERO = (
    Text("Fel", "Fault"),
    Text("inte ett tal", "not a number"),
    Text("under noll", "below zero"),
)
ADDED, PASTED = Text("Tillagt", "Added"), Text("Inklistrat", "Pasted")
CHANGED_INPUTS, CHANGED_PRICES = Text("Ändrade inmatningar", "Changed inputs"), Text("Ändrade priser", "Changed prices")
INPUT, PRICE = "input", "price"
CHANGED_AT = 10
"""The first of two columns that count what has changed, which alone are printed: the lines are for programs."""
MOST_PLACES = 60
"""How many ranges one formula counts in, so that it stays short enough for any program."""
TEXTS = {"input_choice": "text", "input_text": "text"}


class Changed(NamedTuple):
    """Cells that count inputs, prices, and pasted volumes that are not as exported; and the column of faults."""

    inputs: Cell
    prices: Cell
    pasted: Cell
    faults: Range

    @property
    def nothing(self) -> Formula:
        """Return whether none has."""
        return (self.inputs + self.prices + self.pasted).equals(0)

    def first(self, fault: str) -> Formula:
        """Return the sheet and reference of the first input with a fault that there is, such as Volymer!D6."""
        sheet, cells = self.faults.first.sheet.cells, (self.faults.first, self.faults.last)
        place = call("MATCH", fault, self.faults, 0)
        names, references = (Range(*(sheet[cell.row, column] for cell in cells)) for column in (1, 2))
        return call("CONCATENATE", call("INDEX", names, place), "!", call("INDEX", references, place))


def cells_sheet(year: Year, sheet: Sheet) -> Changed:
    """Fill the sheet, which comes after all that it lists; beside its lines it counts what has changed."""
    heads = (EXPORTED, NOW, CHANGED, FAULT, ADDED, PASTED, CHANGED_INPUTS, CHANGED_PRICES)
    sheet.put_row(0, 0, [*HEADS, *map(year.say, heads)])
    sheet.frozen, sheet.repeated_rows = (1, 1), 1
    sheet.printed = [Part(0, CHANGED_AT, 1, CHANGED_AT + 1)]
    inputs = [_line(sheet, row, address, cell, INPUT) for row, (address, cell) in _numbered(year.book.inputs, 1)]
    first = 1 + len(inputs)
    prices = [_line(sheet, row, address, cell, PRICE) for row, (address, cell) in _numbered(year.book.prices, first)]
    added, pasted = _added(year, sheet), call("COUNTA", *year.book.wide) if year.book.wide else total([])
    faults = _faults(year, sheet)
    return Changed(
        sheet.calculate(1, CHANGED_AT, total([*_all(inputs), *_all(added)]), "whole", 0),
        sheet.calculate(1, CHANGED_AT + 1, total(_all(prices)), "whole", 0),
        sheet.calculate(1, CHANGED_AT - 1, pasted, "whole", 0),
        Range(faults[0], faults[-1]),
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
    return sheet.calculate(row, 6, call("IF", count(now), call("IF", same, 0, 1), 1), "whole", 0)


def _faults(year: Year, sheet: Sheet) -> list[Cell]:
    """Put what is wrong with each input, and return these cells."""
    at_least_zero = {
        cell for page in year.book.sheets for cells, least, _ in page.bounds if least == 0 for cell in cells.cells()
    }
    found = []
    for row, cell in enumerate(year.book.inputs.values(), start=1):
        now = sheet.cells[row, 5]
        below = call("IF", Constant(0).exceeds(now), year.say(BELOW_ZERO), "") if cell in at_least_zero else made("")
        fault = call("IF", count(now), below, year.say(NOT_A_NUMBER))
        found.append(sheet.calculate(row, 7, fault, "label", ""))
    return found


def _all(cells: Sequence[Cell]) -> list[Range]:
    return [Range(cells[0], cells[-1])] if cells else []


def _added(year: Year, sheet: Sheet) -> list[Cell]:
    """Return cells that count what was put where new keys and adjustments go."""
    places = [Range(cell, cell) for cell in spare_cells(year)]
    pieces = [places[start : start + MOST_PLACES] for start in range(0, len(places), MOST_PLACES)]
    return [sheet.calculate(row, 8, call("COUNTA", *piece), "whole", 0) for row, piece in enumerate(pieces, start=1)]


def spare_cells(year: Year) -> list[Cell]:
    """Return the cells where new keys and adjustments go."""
    keys = ((each.measure, each.weight) for each in year.book.spare_keys)
    return [*chain.from_iterable(keys), *chain.from_iterable(year.book.spare_adjustments)]
