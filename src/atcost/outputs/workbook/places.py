"""Cells and ranges of cells: what they hold, and how formulas, names, lists and charts refer to them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from atcost.core.references import column_letters, reference
from atcost.outputs.workbook.formula import Formula, call, total
from atcost.outputs.workbook.functions import HALF

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from atcost.core.money import Exact
    from atcost.outputs.workbook.book import Sheet
    from atcost.outputs.workbook.looks import Look

ORE = 100
SURE = 10**15
"""What whole numbers stay below that every spreadsheet holds, files and rounding in: fifteen figures."""
NEAR = 1e-9
"""How far, of itself, a number that is not money may stand from the exact one: doubles have sixteen digits."""


class Cell(Formula):
    """A cell: what it holds, both exactly and as a double, how it looks, and the formula that it comes from, if any."""

    __slots__ = ("column", "double", "exact", "formula", "is_empty", "look", "row", "sheet")

    def __init__(self, sheet: Sheet, row: int, column: int, content: Exact | str | None, look: Look) -> None:
        """Hold a text, an exact number, or nothing, which formulas read as zero."""
        self.sheet, self.row, self.column, self.look = sheet, row, column, look
        self.formula: Formula | None = None
        self.hold(content)

    def hold(self, content: Exact | str | None) -> None:
        """Hold something else."""
        self.is_empty = content is None
        self.exact: Exact | str = 0 if content is None else content
        self.double: float | str = content if isinstance(content, str) else float(self.exact)

    def calculate(self) -> None:
        """Let the formula give what the cell holds."""
        if self.formula:
            self.exact, self.double = self.formula.value(exact=True), self.formula.value(exact=False)
            self.is_empty = False

    @property
    def number(self) -> Fraction:
        """Return the exact number that the cell holds."""
        return Fraction(self.exact)

    @property
    def reference(self) -> str:
        """Return the cell's place on its sheet, such as B7."""
        return reference(self.row, self.column)

    def text(self, sheet: str) -> str:
        """Return how a cell of a sheet refers to this one."""
        return self.reference if sheet == self.sheet.name else f"{quoted(self.sheet.name)}!{self.reference}"

    def value(self, *, exact: bool) -> Any:  # noqa: ANN401 -- a number or a text
        """Return what the cell holds."""
        return self.exact if exact else self.double

    @property
    def is_reached(self) -> bool:
        """Tell whether counting in doubles gives what is exact, in any spreadsheet.

        Money to the öre, what is whole as a whole number, all else as near as doubles can.
        """
        if isinstance(self.exact, str) or isinstance(self.double, str):
            return self.exact == self.double
        if self.look.startswith(("money", "whole")):
            grain = 1 if self.look.startswith("whole") else ORE
            if grain % self.exact.denominator == 0:
                exact = Fraction(self.exact) * grain
                return abs(exact) < SURE and abs(self.double * grain - float(exact)) < HALF
        return abs(self.double - float(self.exact)) <= NEAR * max(1.0, abs(float(self.exact)))


class Range(Formula):
    """Cells of one sheet from the first to the last, in one row, one column or a block."""

    __slots__ = ("first", "last")
    is_range = True

    def __init__(self, first: Cell, last: Cell) -> None:
        """Name two opposite corners."""
        self.first, self.last = first, last

    @property
    def reference(self) -> str:
        """Return the place of the range on its sheet, such as B7:B20."""
        return f"{self.first.reference}:{self.last.reference}"

    def text(self, sheet: str) -> str:
        """Return how a cell of a sheet refers to the range."""
        return self.reference if sheet == self.first.sheet.name else f"{quoted(self.first.sheet.name)}!{self.reference}"

    def value(self, *, exact: bool) -> list[Any]:
        """Return what the cells hold, row by row; None for those that hold nothing."""
        if exact:
            return [None if cell is None or cell.is_empty else cell.exact for cell in self.cells()]
        return [None if cell is None or cell.is_empty else cell.double for cell in self.cells()]

    def cells(self) -> list[Cell | None]:
        """Return the cells, row by row; None where there is none."""
        cell_at, columns = self.first.sheet.cells.get, range(self.first.column, self.last.column + 1)
        return [cell_at((row, column)) for row in range(self.first.row, self.last.row + 1) for column in columns]


def count(cell: Cell, name: str = "COUNT") -> Formula:
    """Return 1 where a cell holds a number (or, by COUNTA, anything at all), else 0: also where it holds an error."""
    return call(name, Range(cell, cell))


def sum_between(cells: Sequence[Cell]) -> Formula:
    """Return the sum of cells that stand beside or below each other; of none it is 0."""
    return total([Range(cells[0], cells[-1])] if cells else [])


def added(cells: Iterable[Cell]) -> Fraction:
    """Return the exact sum of what cells hold."""
    return sum((cell.number for cell in cells), Fraction())


def quoted(name: str) -> str:
    """Return a sheet's name as formulas refer to it."""
    return "'" + name.replace("'", "''") + "'"


def fixed(place: Cell | Range) -> str:
    """Return a cell or range with its sheet, as a formula that says the same wherever it stands."""
    first, last = (place.first, place.last) if isinstance(place, Range) else (place, place)
    return "=" + fixed_part(first.sheet.name, (first.row, first.column, last.row, last.column))


def fixed_part(sheet: str, part: tuple[int, int, int, int]) -> str:
    """Return a part of a sheet, from its first row and column to its last, as names of the file have it."""
    top, left, bottom, right = part
    corners = dict.fromkeys(f"${column_letters(column)}${row + 1}" for row, column in ((top, left), (bottom, right)))
    return f"{quoted(sheet)}!{':'.join(corners)}"
