"""The workbook as plain data: sheets of cells with formulas and looks, before a library writes it to a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from atcost.core.references import reference
from atcost.core.words import legible
from atcost.outputs.workbook.formula import HALF, Formula, total

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from atcost.core.money import Exact

Look = Literal[
    "title", "text", "wrapped", "note", "head", "label", "sum_label", "link",
    "money", "money_sum", "quantity", "quantity_sum", "percent", "percent_sum", "fte", "fte_sum", "whole", "check",
    "input_money", "input_quantity", "input_percent", "input_fte", "input_whole", "input_text", "input_choice",
    "solved", "missing", "sample",
]  # fmt: skip
"""What a cell looks like; ``write`` has the formats. Those that begin with ``input`` are yellow and unlocked."""
ORE = 100
LONGEST = 31
"""How many units of UTF-16 a sheet's name holds."""
UNBEARABLE = r"[]:*?/\'()"
"""Marks that a sheet's name does without: they are forbidden, quoted, or, before a bracket, make a word a function."""
RESERVED = frozenset({"cells", "atcost", "history"})
"""Names that no title takes: sheets that programs look for, and one that Excel keeps for itself."""
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
        """Tell whether counting in doubles gives what is exact.

        Money to the öre, what is whole as a whole number, all else as near as doubles can.
        """
        if self.exact == self.double or isinstance(self.exact, str) or isinstance(self.double, str):
            return self.exact == self.double
        if self.look.startswith(("money", "whole")):
            grain = 1 if self.look.startswith("whole") else ORE
            if grain % self.exact.denominator == 0:
                return abs(self.double * grain - float(self.exact * grain)) < HALF
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


def sum_between(cells: Sequence[Cell]) -> Formula:
    """Return the sum of cells that stand beside or below each other; of none it is 0."""
    return total([Range(cells[0], cells[-1])] if cells else [])


@dataclass
class Sheet:
    """A sheet: its cells by row and column, counted from 0, and how it is laid out."""

    name: str
    calculated: list[Cell] = field(default_factory=list)
    """The formula cells of all sheets of the book, each after those that it refers to."""
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    frozen: tuple[int, int] = (0, 0)
    folded: list[tuple[int, int]] = field(default_factory=list)
    """Columns, from first to last, that are grouped; open, since nobody can open them on a protected sheet."""
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
        cell = self.cells[row, column] = Cell(self, row, column, content, look)
        return cell

    def put_row(self, row: int, column: int, contents: Iterable[str | Exact | None], look: Look = "head") -> None:
        """Put contents beside each other."""
        for place, content in enumerate(contents, start=column):
            self.put(row, place, content, look)

    def calculate(self, row: int, column: int, formula: Formula, look: Look, expected: Exact | str) -> Cell:
        """Put a formula in a cell; ``expected`` is what it comes to by the engine.

        Raises:
            ValueError: its exact value is another: the formula is wrong.
        """
        cell = self.put(row, column, None, look)
        cell.formula = formula
        cell.calculate()
        self.calculated.append(cell)
        if cell.exact != expected:
            said = f"{self.name}!{cell.reference} gives {cell.exact}, not {expected}: {formula.text(self.name)}"
            raise ValueError(said)
        return cell


@dataclass(frozen=True)
class Chart:
    """A chart: where it stands, its kind, its title, and for each series a name, what is named and what is shown.

    A waterfall's series are what carries its bars, unseen; its prices; what rises above and below zero; what falls
    there.
    """

    row: int
    column: int
    kind: Literal["bar", "column", "stacked", "waterfall"]
    title: str
    series: tuple[tuple[str, Range, Range], ...]


class SpareKey(NamedTuple):
    """Cells for a key that an area does not have yet: its measure, and its weight or, in a tariff area, unit price."""

    area: str
    measure: Cell
    weight: Cell


class SpareAdjustment(NamedTuple):
    """A row of cells for an adjustment that the year does not have yet."""

    measure: Cell
    customer: Cell
    quantity: Cell
    reason: Cell
    by: Cell
    on: Cell


@dataclass
class Book:
    """A workbook: its sheets in order, where inputs and prices stand, and names for places that people look for.

    Inputs have the addresses of ``core/cells.py``, prices ``price.AREA.CUSTOMER``.
    """

    sheets: list[Sheet] = field(default_factory=list)
    calculated: list[Cell] = field(default_factory=list)
    """The formula cells, each after those that it refers to."""
    inputs: dict[str, Cell] = field(default_factory=dict)
    prices: dict[str, Cell] = field(default_factory=dict)
    names: dict[str, Cell | Range] = field(default_factory=dict)
    spare_keys: list[SpareKey] = field(default_factory=list)
    spare_adjustments: list[SpareAdjustment] = field(default_factory=list)
    wide: list[Range] = field(default_factory=list)
    """Blocks for volumes with months across, read back but not calculated with."""

    def sheet(self, name: str) -> Sheet:
        """Add a sheet; a title that is too long or taken, or has signs that sheets can't bear, is made to fit."""
        fitting = " ".join("".join(" " if mark in UNBEARABLE else mark for mark in legible(name)).split()) or "-"
        unique, taken = _cut(fitting, LONGEST), {sheet.name.casefold() for sheet in self.sheets} | RESERVED
        number = 1
        while unique.casefold() in taken:
            number += 1
            unique = f"{_cut(fitting, LONGEST - len(str(number)) - 1)} {number}"
        return self.named_sheet(unique)

    def named_sheet(self, name: str) -> Sheet:
        """Add a sheet that programs find by its name."""
        self.sheets.append(Sheet(name, self.calculated))
        return self.sheets[-1]

    def unreached(self) -> list[Cell]:
        """Return the formula cells whose exact value counting in doubles does not give."""
        return [cell for cell in self.calculated if not cell.is_reached]


def _cut(name: str, units: int) -> str:
    """Return as much of a name as so many units of UTF-16 hold, which is how spreadsheets count."""
    return name.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore").rstrip()


def quoted(name: str) -> str:
    """Return a sheet's name as formulas refer to it."""
    return "'" + name.replace("'", "''") + "'"
