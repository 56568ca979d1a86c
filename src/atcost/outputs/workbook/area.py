"""A service area's sheet: where its parts stand, and who its rows are for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from atcost.core.model import HUNDRED
from atcost.core.money import to_ore
from atcost.core.shares import receiving_areas
from atcost.core.words import Text
from atcost.outputs.workbook.book import Part
from atcost.outputs.workbook.formula import total
from atcost.outputs.workbook.places import Cell, Range
from atcost.outputs.workbook.year import WEIGHT_SCALE, kronor, percent, scale_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from atcost.core.model import Area, Key
    from atcost.outputs.workbook.area_keys import KeyColumn
    from atcost.outputs.workbook.book import Sheet
    from atcost.outputs.workbook.formula import Formula
    from atcost.outputs.workbook.looks import Look
    from atcost.outputs.workbook.used import Uses
    from atcost.outputs.workbook.year import Year

HEAD, MEASURE, WEIGHT, UNIT_PRICE, FIRST = range(3, 8)
"""Rows: the heads, what keys are, and the first receiver."""
COUNTING = (WHOLE_WEIGHT, RUNNING_WEIGHT, ORE, VOLUME, DIVISOR, PLACE) = range(-6, 0)
"""What keys are only counted with: rows below the receivers, counted from behind the last of them."""
NAME, PRICE, PREVIOUS, CHANGE, PERCENT, DIRECT, KEYS = range(7)
"""Columns: the receivers, their prices, and the first key."""
SPARES = 2
"""How many keys can be added on the sheet."""
BLOCKS = 2
"""The row of the titles of blocks of volumes."""
NOTE = Text(
    "Gula celler kan ändras; priserna följer med. Nya nycklar skrivs i de två tomma nyckelkolumnerna. "
    "Nya tjänster och kunder, och vad en tjänst är, ändras i årets mapp.",
    "Yellow cells can be changed; prices follow. New keys are written in the two empty key columns. "
    "New services and customers, and what a service is, are changed in the year's folder.",
)

GONE = Text(
    "Upphörda kunder, vars volymer efterföljare tar över", "Customers that ended; successors take over their volumes"
)


@dataclass
class AreaSheet:
    """An area's sheet and what stands on it."""

    year: Year
    sheet: Sheet
    name: str
    uses: Uses
    blocks: dict[str, Block] = field(default_factory=dict)
    """The volumes of each measure."""
    keys: list[KeyColumn] = field(default_factory=list)
    """The area's keys, and room for new ones."""
    account_end: int = 0
    """The first row behind the account."""
    end: int = 0
    """The first column behind the blocks of volumes."""
    printed: list[Part] = field(default_factory=list)
    """What is printed of each measure's volumes."""
    cells: dict[str, Cell] = field(default_factory=dict)
    """Amounts by what they are."""
    charged: dict[str, Cell] = field(default_factory=dict)
    """What each receiver is charged or sent, before units."""

    @property
    def area(self) -> Area:
        """Return the area."""
        return self.year.model.areas[self.name]

    @property
    def is_solved(self) -> bool:
        """Tell whether the area is one of those that serve each other at once, whose amounts are solved."""
        return self.year.model.method == "reciprocal" and not self.area.is_tariff

    @property
    def sent(self) -> Cell:
        """Return what the area sends to others."""
        return self.cells["sent"]

    @cached_property
    def areas(self) -> list[str]:
        """Return the areas that receive from this one."""
        return receiving_areas(self.year.model, self.name)

    @cached_property
    def customers(self) -> list[str]:
        """Return the customers on the list that take the area."""
        left_out = self.year.model.not_taking(self.name)
        return [name for name in self.year.listed if name not in left_out]

    @cached_property
    def rows(self) -> dict[str, int]:
        """Return the row of every receiver: areas, then customers."""
        return {name: row for row, name in enumerate([*self.areas, *self.customers], start=FIRST)}

    @cached_property
    def gone(self) -> dict[str, int]:
        """Return the rows of customers whose volumes receivers take over."""
        gone = {name for user in self.customers for name, _ in self.uses.origins.get(user, ())}
        first = self.sums + 3
        return {
            name: row
            for row, name in enumerate((name for name in self.year.model.customers if name in gone), start=first)
        }

    @property
    def sums(self) -> int:
        """Return the row of sums."""
        return FIRST + len(self.rows)

    @property
    def counting(self) -> int:
        """Return the row of the title of what keys are only counted with, below receivers."""
        return self.sums + (len(self.gone) + 4 if self.gone else 2)

    @property
    def below(self) -> int:
        """Return the first row of what stands below that: services and the area's account."""
        return self.counting + len(COUNTING) + 2

    def row(self, of_keys: int) -> int:
        """Return the row of what keys are, or are only counted with."""
        return of_keys if of_keys >= 0 else self.below - 1 + of_keys

    @property
    def spares(self) -> int:
        """Return how many keys can be added; none where nothing is counted."""
        return SPARES if self.year.model.measures else 0

    @property
    def key_columns(self) -> dict[Key, int]:
        """Return the columns of the area's keys; spare ones stand behind them."""
        return {key: column for column, key in enumerate(self.area.keys, start=KEYS)}

    @property
    def charges(self) -> int:
        """Return the column of all charges before units; behind it stand, where the unit is coarse, two more."""
        return KEYS + len(self.area.keys) + self.spares

    @cached_property
    def weight_scale(self) -> int:
        """Return what makes the keys' weights, or their tariffs in öre, whole; 0 where nothing does."""
        if self.area.is_tariff:
            return scale_of(HUNDRED * (key.unit_price or 0) for key in self.area.keys)
        return scale_of((percent(key.weight or 0) for key in self.area.keys), WEIGHT_SCALE)

    @property
    def unit_ore(self) -> int:
        """Return what prices are rounded to."""
        return to_ore(self.year.model.unit)

    @property
    def first_block(self) -> int:
        """Return the first column of volumes."""
        return self.charges + (1 if self.unit_ore == 1 else 3) + 1

    def borne(self, name: str, *kinds: str) -> Fraction:
        """Return what a receiver bears by the engine through charges of some kinds, or transfers, in kronor."""
        return kronor(sum(self._borne[name, kind] for kind in kinds))

    @cached_property
    def _borne(self) -> Counter[tuple[str, str]]:
        pricing, found = self.year.pricing, Counter[tuple[str, str]]()
        for charge in pricing.charges:
            if charge.area == self.name:
                found[charge.customer, charge.kind] += charge.amount_ore
        for each in pricing.transfers:
            if each.sender == self.name:
                found[each.receiver, "transfer"] += each.amount_ore
        return found

    def column(self, column: int, who: Iterable[str] | None = None) -> Range | None:
        """Return a column of all receivers, or of some that stand below each other; None where there are none."""
        rows = [self.rows[name] for name in (self.rows if who is None else who)]
        cells = [self.sheet.cells[row, column] for row in rows if (row, column) in self.sheet.cells]
        return Range(cells[0], cells[-1]) if cells else None

    def sum_of(self, column: int, who: Iterable[str] | None = None) -> Formula:
        """Return the sum of a column of receivers, or of some that stand below each other."""
        cells = self.column(column, who)
        return total([cells] if cells else [])

    def sum_below(self, column: int, look: Look) -> Cell:
        """Put the sum of a column of receivers below them."""
        cells = [cell for row in self.rows.values() if (cell := self.sheet.cells.get((row, column)))]
        return self.sheet.add_up(self.sums, column, cells, look)


class Block:
    """A measure's volumes on an area's sheet: whole numbers by user, and the columns that a key goes on in."""

    def __init__(self, share: int) -> None:
        """Begin without users; shares stand in a column, and behind them what is only counted with."""
        self.share, self.column, self.running = share, share + 1, share + 2
        self.whole: dict[str, Cell] = {}


def area_frame(area: AreaSheet) -> None:
    """Put what every area's sheet has: its title, who receives, and how it is laid out."""
    year, sheet = area.year, area.sheet
    sheet.put(0, 0, year.title(area.name), "title")
    sheet.put(1, 0, year.say(NOTE), "note")
    for name, row in (area.rows | area.gone).items():
        sheet.put(row, NAME, year.title(name), "label")
    if area.gone:
        sheet.put(area.sums + 2, NAME, year.say(GONE), "note")
    sheet.frozen, sheet.repeated_rows, sheet.repeated_columns = (HEAD + 1, PRICE + 1), HEAD + 1, range(NAME + 1)


def lay_on_paper(area: AreaSheet) -> None:
    """Print prices and keys, then each measure's volumes, then what stands below: each on pages of its own."""
    sheet, charges = area.sheet, area.charges + (-1 if area.unit_ore == 1 else 1)
    last = max(row for row, _ in sheet.cells)
    right = max(column for row, column in sheet.cells if row >= area.below)
    sheet.printed = [Part(0, 0, area.counting - 1, charges), *area.printed, Part(area.below, 0, last, right)]
