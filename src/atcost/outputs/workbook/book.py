"""The workbook as plain data: sheets of cells with formulas and looks, before a library writes it to a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from atcost.core.words import legible
from atcost.outputs.workbook.places import Cell, added, sum_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from atcost.core.money import Exact
    from atcost.outputs.workbook.entry import Bound
    from atcost.outputs.workbook.formula import Formula
    from atcost.outputs.workbook.looks import Look
    from atcost.outputs.workbook.places import Range

LONGEST = 31
"""How many units of UTF-16 a sheet's name holds."""
UNBEARABLE = r"[]:*?/\'()"
"""Marks that a sheet's name does without: they are forbidden, quoted, or, before a bracket, make a word a function."""
RESERVED = frozenset({"cells", "atcost", "history"})
"""Names that no title takes: sheets that programs look for, and one that Excel keeps for itself."""


class Part(NamedTuple):
    """A part of a sheet: its first row and column, and its last."""

    top: int
    left: int
    bottom: int
    right: int


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
    """How many rows of heads stand on every page, from ``repeated_from`` on."""
    repeated_from: int = 0
    repeated_columns: range | None = None
    """The columns of names that stand on every page; those that are frozen, where nothing is said."""
    filtered: Part | None = None
    """A table, heads first, whose rows can be filtered."""
    printed: list[Part] = field(default_factory=list)
    """What is printed, in order, each part on pages of its own; all, where nothing is said."""
    choices: list[tuple[Range, Range | tuple[str, ...]]] = field(default_factory=list)
    """Cells that take one of a list, and the list."""
    bounds: list[tuple[Range, Bound, Bound]] = field(default_factory=list)
    """Cells that take a number or a date, the least and the most."""
    scales: list[Range] = field(default_factory=list)
    """Cells that are coloured by their size."""
    charts: list[Chart] = field(default_factory=list)

    @property
    def names(self) -> range:
        """Return the columns of names that stand on every page."""
        return range(self.frozen[1]) if self.repeated_columns is None else self.repeated_columns

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

    def add_up(self, row: int, column: int, cells: Sequence[Cell], look: Look) -> Cell:
        """Put the sum of cells that stand beside or below each other."""
        return self.calculate(row, column, sum_between(cells), look, added(cells))


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
