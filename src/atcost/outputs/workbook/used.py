"""The sheet *Used volumes*: what every measure comes to for everybody, as whole numbers with a common denominator.

Areas' sheets calculate what their keys need; the rest is calculated here. It is where spare keys look volumes up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.glossary import term
from atcost.core.volumes import final_parts
from atcost.core.words import Text
from atcost.outputs.workbook.formula import times, total
from atcost.outputs.workbook.places import Cell, Range
from atcost.outputs.workbook.volumes import counted_months, divisor
from atcost.outputs.workbook.year import Year, scale_of, whole

if TYPE_CHECKING:
    from atcost.core.money import Exact
    from atcost.core.succession import Part
    from atcost.outputs.workbook.adjustments import Adjusting
    from atcost.outputs.workbook.book import Sheet
    from atcost.outputs.workbook.formula import Formula
    from atcost.outputs.workbook.volumes import Counted

NAME = Text("Använda volymer", "Used volumes")
NOTE = Text(
    "Heltal; delade med nämnaren är de volymerna. Namnen här är de som väljs i listor.",
    "Whole numbers; divided by the denominator they are the volumes. Names here are those to choose in lists.",
)
DENOMINATOR = Text("Nämnare", "Denominator")
HEAD, FIRST, SETTINGS = 3, 5, 2
"""The row of measures, the first of users (the denominators stand between), and the columns before the measures."""


class Names(NamedTuple):
    """Cells that name measures and users, as lists have them; measures that are counted stand before combined ones."""

    measures: dict[str, Cell]
    users: dict[str, Cell]
    all_measures: Range
    counted: Range
    all_users: Range
    ids: Range
    """The users' ids, by which lists name some."""


@dataclass
class Uses:
    """How volumes come to be used volumes, and the cells that have been calculated so far by measure and user."""

    year: Year
    counted: Counted
    adjusting: Adjusting
    names: Names
    cells: dict[tuple[str, str], UsedCells] = field(default_factory=dict)
    sums: dict[tuple[str, str], Cell] = field(default_factory=dict)
    """What anyone counted over the window, where an area's sheet has it."""

    @cached_property
    def origins(self) -> dict[str, list[Part]]:
        """Return for each customer on the list which customers' volumes it takes over, with the part."""
        found: dict[str, list[Part]] = {}
        for gone, parts in final_parts(self.year.model).items():
            for user, part in parts:
                if user != gone:
                    found.setdefault(user, []).append((gone, part))
        return found

    def taken_over(self, measure: str, user: str) -> list[Part]:
        """Return whose counts of a measure a user takes over."""
        return [(gone, part) for gone, part in self.origins.get(user, ()) if (measure, gone) in self.counted.months]

    def scale(self, measure: str) -> int:
        """Return what makes the used volumes of a counted measure, before they are averaged, whole; 0: nothing does."""
        if measure not in self._scales:
            parts = [part for user in self.year.listed for _, part in self.taken_over(measure, user)]
            quantities = self.year.pricing.used[measure].quantities.values()
            months = divisor(self.year.model, measure)
            self._scales[measure] = scale_of([*parts, *(quantity * months for quantity in quantities)])
        return self._scales[measure]

    def denominator(self, measure: str) -> int:
        """Return what a measure's whole numbers are divided by to be its used volumes."""
        combines = self.year.model.measures[measure].combines
        if combines is None:
            return (self.scale(measure) or 1) * divisor(self.year.model, measure)
        return lcm(*((factor / Fraction(self.denominator(part))).denominator for part, factor in combines.items()))

    def whole(self, measure: str, volume: Formula, adjusted: Formula) -> Formula:
        """Return a used volume as a whole number, from what was counted and taken over in the window, and adjusted."""
        return whole(volume + adjusted * divisor(self.year.model, measure), self.scale(measure))

    def summed(self, measure: str, user: str) -> Exact:
        """Return what a user counted over the window."""
        months = counted_months(self.year.model, measure)
        return sum(self.year.counts.get((measure, user, month), 0) for month in months)

    def adjusted(self, measure: str, user: str) -> Formula:
        """Return what adjustments add."""
        return self.adjusting.total(self.names.measures[measure], self.names.users[user])

    def combined(self, measure: str, parts: dict[str, Cell]) -> Formula:
        """Return a combined measure's whole number from those of its parts."""
        combines = self.year.model.measures[measure].combines or {}
        denominator = self.denominator(measure)
        return total(
            times(parts[part], factor * Fraction(denominator, self.denominator(part)))
            for part, factor in combines.items()
        )

    def expected(self, measure: str, user: str) -> Exact:
        """Return the whole number that a user's used volume is by the engine."""
        return self.year.pricing.used[measure].quantities.get(user, 0) * self.denominator(measure)

    @cached_property
    def _scales(self) -> dict[str, int]:
        return {}


class UsedCells(NamedTuple):
    """A user's volume of a measure: as counted, what adjustments add, what is used, and that as a whole number."""

    raw: Cell
    adjusted: Cell
    used: Cell
    whole: Cell


class UsedTable(NamedTuple):
    """Where whole numbers of every measure stand for each user, and their denominators."""

    rows: dict[str, Range]
    denominators: Range
    cells: dict[tuple[str, str], Cell]


def used_names(year: Year, sheet: Sheet) -> Names:
    """Put the names of measures and users on the sheet, which formulas and lists refer to."""
    sheet.put(0, 0, year.say(NAME), "title")
    sheet.put(1, 0, year.say(NOTE), "note")
    sheet.put_row(HEAD, 0, [year.say(term("customer")), "id"])
    sheet.put(FIRST - 1, 0, year.say(DENOMINATOR), "label")
    model = year.model
    combined = {name for name, measure in model.measures.items() if measure.combines is not None}
    measures = sorted(model.measures, key=lambda name: name in combined)
    heads = {
        name: sheet.put(HEAD, column, year.measure_labels[name], "head")
        for column, name in enumerate(measures, start=SETTINGS)
    }
    rows = {
        name: sheet.put(row, 0, year.user_labels[name], "label") for row, name in enumerate(year.users, start=FIRST)
    }
    ids = [sheet.put(row, 1, name, "note") for row, name in enumerate(year.users, start=FIRST)]
    sheet.frozen, sheet.repeated_rows = (FIRST, SETTINGS), FIRST
    all_measures = list(heads.values()) or [sheet.put(HEAD, SETTINGS, None, "head")]
    counted = all_measures[: len(measures) - len(combined)] or all_measures
    return Names(heads, rows, _between(all_measures), _between(counted), _between(list(rows.values())), _between(ids))


def used_table(uses: Uses, sheet: Sheet) -> UsedTable:
    """Put everybody's whole number of every measure: where an area's sheet has it, that; else calculated here."""
    year, cells = uses.year, dict[tuple[str, str], Cell]()
    denominators = [
        sheet.put(FIRST - 1, column, uses.denominator(measure), "whole")
        for column, measure in enumerate(uses.names.measures, start=SETTINGS)
    ]
    for column, measure in enumerate(uses.names.measures, start=SETTINGS):
        for row, user in enumerate(uses.names.users, start=FIRST):
            formula = _of_user(uses, measure, user, cells)
            cells[measure, user] = sheet.calculate(row, column, formula, "whole", uses.expected(measure, user))
    rows = {
        user: Range(cells[next(iter(uses.names.measures)), user], sheet.cells[row, SETTINGS + len(denominators) - 1])
        for row, user in enumerate(year.users, start=FIRST)
        if denominators
    }
    return UsedTable(rows, _between(denominators), cells)


def _of_user(uses: Uses, measure: str, user: str, cells: dict[tuple[str, str], Cell]) -> Formula:
    if (measure, user) in uses.cells:
        return total([uses.cells[measure, user].whole])
    combines = uses.year.model.measures[measure].combines
    if combines is not None:
        return uses.combined(measure, {part: cells[part, user] for part in combines})
    months = counted_months(uses.year.model, measure)
    own = uses.counted.total(measure, user, months)
    taken = [times(uses.counted.total(measure, gone, months), part) for gone, part in uses.taken_over(measure, user)]
    return uses.whole(measure, total([own, *taken]), uses.adjusted(measure, user))


def _between(cells: list[Cell]) -> Range:
    return Range(cells[0], cells[-1])
