"""The workbook as plain data: sheets of cells with formulas and looks, before a library writes it to a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from atcost.core.money import rounded
from atcost.core.words import legible
from atcost.outputs.workbook.formula import Formula, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.core.money import Exact

Look = Literal[
    "title", "text", "wrapped", "note", "head", "label", "sum_label", "link",
    "money", "money_sum", "quantity", "quantity_sum", "percent", "percent_sum", "fte", "fte_sum", "whole", "check",
    "input_money", "input_quantity", "input_percent", "input_fte", "input_whole", "input_text", "input_choice",
    "solved", "missing",
]  # fmt: skip
"""What a cell looks like; ``write`` has the formats. Those that begin with ``input`` are yellow and unlocked."""
ORE = 100
LONGEST = 31
"""How many units of UTF-16 a sheet's name holds."""
RESERVED = frozenset({"cells", "atcost", "history"})
"""Names that no title takes: sheets that programs look for, and one that Excel keeps for itself."""
NEAR = 1e-9
"""How far, of itself, a number that is not money may stand from the exact one: doubles have sixteen digits."""


class Cell(Formula):
    """A cell: what it holds, both exactly and as a double, how it looks, and the input or price that it is."""

    __slots__ = ("column", "double", "exact", "formula", "is_empty", "look", "row", "sheet")

    def __init__(self, sheet: Sheet, row: int, column: int, content: Value | None, look: Look) -> None:
        """Hold a text, an exact number, or nothing, which formulas read as zero."""
        self.sheet, self.row, self.column, self.look = sheet, row, column, look
        self.formula: Formula | None = None
        self.is_empty = content is None
        self.exact = Fraction(0) if content is None else content
        self.double: float | str = self.exact if isinstance(self.exact, str) else float(self.exact)

    @property
    def reference(self) -> str:
        """Return the cell's place on its sheet, such as B7."""
        return f"{column_letters(self.column)}{self.row + 1}"

    def text(self, sheet: str) -> str:
        """Return how a cell of a sheet refers to this one."""
        return self.reference if sheet == self.sheet.name else f"{quoted(self.sheet.name)}!{self.reference}"

    def value(self, *, exact: bool) -> Any:  # noqa: ANN401 -- a number or a text
        """Return what the cell holds."""
        return self.exact if exact else self.double

    @property
    def is_reached(self) -> bool:
        """Tell whether counting in doubles gives what is exact: to the öre for money, else as near as they can."""
        if isinstance(self.exact, str) or isinstance(self.double, str):
            return self.exact == self.double
        if self.look.startswith(("money", "input_money")):
            return rounded(Fraction(self.double) * ORE) == self.exact * ORE
        return abs(self.double - float(self.exact)) <= NEAR * max(1.0, abs(float(self.exact)))


class Range(Formula):
    """Cells of one sheet from the first to the last, in one row, one column or a block."""

    __slots__ = ("first", "last")

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
        """Return what the cells hold, row by row; empty ones are left out."""
        return [cell.value(exact=exact) for cell in self.cells()]

    def cells(self) -> Iterator[Cell]:
        """Yield the cells that are there."""
        places = self.first.sheet.cells
        for row in range(self.first.row, self.last.row + 1):
            for column in range(self.first.column, self.last.column + 1):
                if (row, column) in places:
                    yield places[row, column]


@dataclass
class Sheet:
    """A sheet: its cells by row and column, counted from 0, and how it is laid out."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    frozen: tuple[int, int] = (0, 0)
    folded: list[tuple[int, int]] = field(default_factory=list)
    """Columns, from first to last, that are grouped and closed until a reader opens them."""
    hidden: bool = False
    repeated_rows: int = 0
    choices: list[tuple[Range, Range | tuple[str, ...]]] = field(default_factory=list)
    """Cells that take one of a list, and the list."""
    bounds: list[tuple[Range, float | None, float | None]] = field(default_factory=list)
    """Cells that take a number, the least and the most."""
    scales: list[Range] = field(default_factory=list)
    """Cells that are coloured by their size."""
    charts: list[Chart] = field(default_factory=list)

    def put(self, row: int, column: int, content: str | Exact | None, look: Look = "text") -> Cell:
        """Put a text, a number or nothing in a cell."""
        number = content if content is None or isinstance(content, str) else Fraction(content)
        cell = Cell(self, row, column, number, look)
        self.cells[row, column] = cell
        return cell

    def calculate(self, row: int, column: int, formula: Formula, look: Look, expected: Exact | None = None) -> Cell:
        """Put a formula in a cell.

        Raises:
            ValueError: its exact value is not what the engine expects: the formula is wrong.
        """
        cell = self.put(row, column, None, look)
        cell.is_empty = False
        cell.formula, cell.exact, cell.double = formula, formula.value(exact=True), formula.value(exact=False)
        if expected is not None and cell.exact != expected:
            message = f"{self.name}!{cell.reference} gives {cell.exact}, not {expected}: {formula.text('')}"
            raise ValueError(message)
        return cell


@dataclass(frozen=True)
class Chart:
    """A chart: where it stands, its kind, its title, and for each series a name, what is named and what is shown.

    A waterfall's series are what carries its bars, unseen; its prices; what rises above and below zero; what falls
    there; and how high each bar reaches, above which stands what ``labels`` holds.
    """

    row: int
    column: int
    kind: Literal["bar", "column", "stacked", "waterfall"]
    title: str
    series: tuple[tuple[str, Range, Range], ...]
    labels: Range | None = None


@dataclass
class Book:
    """A workbook: its sheets in order, where inputs and prices stand, and names for places that people look for."""

    sheets: list[Sheet] = field(default_factory=list)
    inputs: dict[str, Cell] = field(default_factory=dict)
    prices: dict[str, Cell] = field(default_factory=dict)
    names: dict[str, Cell | Range] = field(default_factory=dict)

    def sheet(self, name: str) -> Sheet:
        """Add a sheet; a title that is too long or taken, or has signs that sheets can't bear, is made to fit."""
        fitting = "".join(" " if mark in r"[]:*?/\'" else mark for mark in legible(name)).strip() or "-"
        unique, taken = _cut(fitting, LONGEST), {sheet.name.casefold() for sheet in self.sheets} | RESERVED
        number = 1
        while unique.casefold() in taken:
            number += 1
            unique = f"{_cut(fitting, LONGEST - len(str(number)) - 1)} {number}"
        return self.named_sheet(unique)

    def named_sheet(self, name: str) -> Sheet:
        """Add a sheet that programs find by its name."""
        self.sheets.append(Sheet(name))
        return self.sheets[-1]

    def unreached(self) -> list[Cell]:
        """Return the formula cells whose exact value counting in doubles does not give."""
        return [cell for sheet in self.sheets for cell in sheet.cells.values() if cell.formula and not cell.is_reached]


def _cut(name: str, units: int) -> str:
    """Return as much of a name as so many units of UTF-16 hold, which is how spreadsheets count."""
    return name.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore").rstrip()


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 0.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def quoted(name: str) -> str:
    """Return a sheet's name as formulas refer to it."""
    return "'" + name.replace("'", "''") + "'"
