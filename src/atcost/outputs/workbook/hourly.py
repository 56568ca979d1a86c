"""The sheet *Hourly prices*: what an hour of each staff category costs, by area (docs/arithmetic.md, 12)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from atcost.core.assignment import YEAR_MONTHS
from atcost.core.glossary import term
from atcost.core.hourly import hours_by_staff, overhead_per_fte
from atcost.core.model import HUNDRED
from atcost.core.money import to_ore
from atcost.core.words import Text
from atcost.outputs.price_table import AREA, TOTAL
from atcost.outputs.workbook.area_account import BY_HOUR
from atcost.outputs.workbook.formula import call, round_to, total
from atcost.outputs.workbook.places import sum_between
from atcost.outputs.workbook.year import kronor, scale_of, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atcost.outputs.workbook.area import AreaSheet
    from atcost.outputs.workbook.book import Sheet
    from atcost.outputs.workbook.costs import Costing
    from atcost.outputs.workbook.formula import Formula
    from atcost.outputs.workbook.fte import Staffing
    from atcost.outputs.workbook.looks import Look
    from atcost.outputs.workbook.places import Cell
    from atcost.outputs.workbook.year import Year

NAME = Text("Timpriser", "Hourly prices")
NOTE = Text(
    "Kronor per timme: schablon och overhead per debiterbar timme, och områdets andra kostnader per timme.",
    "Kronor per hour: rate and overhead per chargeable hour, and the area's other costs per hour.",
)
OVERHEAD = Text("Overhead per årsarbetare", "Overhead per FTE")
HOURS, INCOME = Text("Timmar", "Hours"), Text("Intäkt", "Income")
OTHER = Text("Andra kostnader per timme", "Other costs per hour")
WHOLE_HOURS = Text("Timmar som heltal", "Hours as whole number")
HEAD, FIRST = 4, 5
WHOLE = 6
"""The column of hours as whole numbers, which are divided by their denominator once."""


def hourly_sheet(year: Year, sheet: Sheet, areas: dict[str, AreaSheet], staffing: Staffing, costing: Costing) -> None:
    """Fill the sheet: for every area with services by the hour a row a staff category."""
    sheet.put(0, 0, year.say(NAME), "title")
    sheet.put(1, 0, year.say(NOTE), "note")
    sheet.put(2, 0, year.say(OVERHEAD), "label")
    expected = overhead_per_fte(year.model, year.costs[year.pricing.column])
    overhead = sheet.calculate(2, 1, _overhead(year, staffing, costing), "quantity", expected)
    heads = (AREA, term("staff"), HOURS, OTHER, term("hourly_price"), INCOME, WHOLE_HOURS)
    sheet.put_row(HEAD, 0, [year.say(head) for head in heads])
    row = FIRST
    for area in areas.values():
        if year.costs[year.pricing.column][area.name].by_the_hour:
            _Area(area, sheet, row, staffing, costing).put(overhead)
            row += len(year.model.staff) + 1
    sheet.frozen, sheet.repeated_rows = (FIRST, 2), FIRST


def _overhead(year: Year, staffing: Staffing, costing: Costing) -> Formula:
    """Return all overheads per FTE in kronor; an amount is divided by the FTE of all services."""
    rates, overheads = costing.rates, year.model.overheads
    per_fte = total(rates.overhead[name] for name, each in overheads.items() if each.per_fte is not None)
    amounts = [rates.overhead[name] for name, each in overheads.items() if each.per_fte is None]
    found = per_fte / ((rates.scale or 1) * HUNDRED)
    if not amounts:
        return found
    parts = staffing.all_parts[year.pricing.column]
    of_amounts = total(amounts) * YEAR_MONTHS * (staffing.scale or 1) / (parts * HUNDRED)
    return found + call("IF", parts.equals(0), 0, of_amounts)


class _Area:
    """The rows of an area."""

    def __init__(self, area: AreaSheet, sheet: Sheet, row: int, staffing: Staffing, costing: Costing) -> None:
        self.area, self.sheet, self.row, self.staffing, self.costing = area, sheet, row, staffing, costing
        self.year, self.column = area.year, area.year.pricing.column
        self.cost = self.year.costs[self.column][area.name]
        self.staff = list(self.year.model.staff)

    def put(self, overhead: Cell) -> None:
        """Put hours, then prices by them, and what they bring in beside what it costs."""
        hours = hours_by_staff(self.year.model, self.cost)
        for row, staff in enumerate(self.staff, start=self.row):
            self.sheet.put(row, 0, self.year.title(self.area.name), "label")
            self.sheet.put(row, 1, self.year.say(self.year.model.staff[staff].title), "label")
            expected, denominator = hours.get(staff, 0), self._denominator
            parts = self.sheet.calculate(row, WHOLE, self._hours(staff), "whole", expected * denominator)
            self.sheet.calculate(row, 2, parts / denominator, "quantity", expected)
        other_ore, all_hours = sum(each.other_ore for each in self.cost.by_the_hour), sum(hours.values())
        prices = {each.staff: each for each in self.year.pricing.hourly if each.area == self.area.name}
        for row, staff in enumerate(self.staff, start=self.row):
            other = self.sheet.calculate(row, 3, self._other(), "quantity", kronor(other_ore) / (all_hours or 1))
            priced = prices.get(staff)
            amount, income = (priced.amount_ore, priced.income_ore) if priced else (0, 0)
            price = self.sheet.calculate(row, 4, self._price(row, staff, overhead, other), "money", kronor(amount))
            ore = round_to(self.sheet.cells[row, WHOLE] * round_to(price * HUNDRED) / self._denominator)
            self.sheet.calculate(row, 5, ore / HUNDRED, "money", kronor(income))
        self._sum(self.row + len(self.staff))

    @cached_property
    def _scale(self) -> int:
        return scale_of(staff.hours for staff in self.year.model.staff.values())

    @property
    def _denominator(self) -> int:
        return YEAR_MONTHS * (self.staffing.scale or 1) * (self._scale or 1)

    def _hours(self, staff: str) -> Formula:
        """Return the chargeable hours of a category as a whole number: FTE of the services by the hour, times hours."""
        names = [(self.area.name, each.service.service) for each in self.cost.by_the_hour]
        parts = total(self.staffing.parts_of(self.column, name, staff) for name in names)
        return whole(parts * self.costing.rates.hours[staff], self._scale)

    def _other(self) -> Formula:
        """Return the other costs of the services by the hour, per hour."""
        hours = sum_between(self._column(2))
        others = total(self.costing.line(self.year, self.area.name, each).other for each in self.cost.by_the_hour)
        return call("IF", hours.equals(0), 0, others / hours)

    def _column(self, column: int) -> list[Cell]:
        return [self.sheet.cells[row, column] for row in range(self.row, self.row + len(self.staff))]

    def _price(self, row: int, staff: str, overhead: Cell, other: Cell) -> Formula:
        """Return the price of an hour, in units; nothing where there are no hours."""
        rates, unit_ore = self.costing.rates, to_ore(self.year.model.hourly_unit)
        rate = rates.staff[staff] / ((rates.scale or 1) * HUNDRED)
        exact = (rate + overhead) / rates.hours[staff] + other
        price = round_to(exact * HUNDRED / unit_ore) * unit_ore / HUNDRED
        return call("IF", self.sheet.cells[row, 2].equals(0), 0, price)

    def _sum(self, row: int) -> None:
        """Put all hours and what they bring in, beside what the services cost."""
        self.sheet.put(row, 0, self.year.title(self.area.name), "sum_label")
        self.sheet.put(row, 1, self.year.say(TOTAL), "sum_label")
        self.sheet.put(row, 3, self.year.say(BY_HOUR), "sum_label")
        cost_ore = self.year.pricing.areas[self.area.name].by_the_hour_ore
        self.sheet.calculate(row, 4, self.area.cells["by_the_hour"], "money_sum", kronor(cost_ore))
        sums: Mapping[int, Look] = {2: "quantity_sum", 5: "money_sum"}
        for column, look in sums.items():
            self.sheet.add_up(row, column, self._column(column), look)
