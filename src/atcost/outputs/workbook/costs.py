"""The sheet *Costs*: rates, overheads and other costs, and what every service costs by them (B1, B2, B4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from atcost.core.assignment import YEAR_MONTHS, Column
from atcost.core.costing import indexed, rate
from atcost.core.glossary import term
from atcost.core.model import HUNDRED
from atcost.core.money import to_ore
from atcost.core.words import Text
from atcost.outputs.workbook.book import Part
from atcost.outputs.workbook.formula import round_to
from atcost.outputs.workbook.places import Cell, Range
from atcost.outputs.workbook.service_costs import CostTable, Rates, ServiceLine
from atcost.outputs.workbook.year import COLUMNS, ServiceName, Year, percent, scale_of

if TYPE_CHECKING:
    from atcost.core.costing import ServiceCost
    from atcost.outputs.workbook.book import Sheet
    from atcost.outputs.workbook.fte import Staffing

NAME = Text("Kostnader", "Costs")
NOTE = Text(
    "Schabloner, overhead och andra kostnader ändras i gula celler, nya skrivs i årets mapp. Index i procent, från "
    "budgetår till prisår.",
    "Rates, overheads and other costs are changed in yellow cells, new ones written in the year's folder. Index in "
    "percent, from budget year to price year.",
)
INDEX = {
    "staff": Text("Index personal, procent (3 är 3 %)", "Index staff, percent (3 is 3%)"),
    "other": Text("Index övrigt, procent (3 är 3 %)", "Index other, percent (3 is 3%)"),
}
WITH_INDEX = Text("Öre med index", "Öre, with index")
OVERHEAD = Text("Overhead", "Overhead")
PER_FTE, AMOUNT = Text("Per årsarbetare", "Per FTE"), Text("Belopp", "Amount")
SCALE, DENOMINATOR = (
    Text("Öre räknas i delar av", "Öre are counted in parts of one by"),
    Text("Nämnare för öre", "Denominator of öre"),
)
RATES, SOURCE = 5, 4
"""The row of the heads of rates, and the last column, of their sources."""
OF_COLUMN: dict[Column, Text] = {
    "kind": Text("Tjänsternas kostnad inklusive förändrade uppdrag", "Cost of services including assignment changes"),
    "before": Text("Tjänsternas kostnad exklusive förändrade uppdrag", "Cost of services excluding assignment changes"),
}


class Costing(NamedTuple):
    """Where the sheet has things."""

    rates: Rates
    services: dict[Column, dict[ServiceName, ServiceLine]]
    tables: dict[Column, CostTable]

    def line(self, year: Year, area: str, cost: ServiceCost) -> ServiceLine:
        """Return a service's cost in the column that is priced."""
        return self.services[year.pricing.column][area, cost.service.service]


def costs_sheet(year: Year, sheet: Sheet, staffing: Staffing) -> Costing:
    """Fill the sheet; inputs ``staff``, ``overhead``, ``index`` and ``amount.AREA.SERVICE``."""
    sheet.put(0, 0, year.say(NAME), "title")
    sheet.put(1, 0, year.say(NOTE), "note")
    rates = _rates(year, sheet, staffing)
    first = row = RATES + 4 + len(year.model.staff) + len(year.model.overheads)
    sheet.printed.append(Part(0, 0, first - 2, SOURCE))
    found = Costing(rates, {}, {})
    amounts: dict[ServiceName, Cell] = {}
    for column in COLUMNS:
        sheet.put(row, 0, year.say(OF_COLUMN[column]), "title")
        found.tables[column] = table = CostTable(year, sheet, column, staffing, rates, amounts, row + 1)
        found.services[column] = table.fill()
        sheet.printed.append(Part(row, 0, row + 2 + len(year.services), table.last))
        row += 4 + len(year.services)
    of_services = list(amounts.values())
    if of_services:
        sheet.bounds.append((Range(of_services[0], of_services[-1]), None, None))
    sheet.frozen = (0, 2)
    sheet.repeated_from, sheet.repeated_rows = first + 1, 1
    return found


def _rates(year: Year, sheet: Sheet, staffing: Staffing) -> Rates:
    """Put index, rates and overheads above."""
    inputs, scale = year.book.inputs, _scale(year)
    index: dict[str, Cell] = {}
    for row, (name, text) in enumerate(INDEX.items(), start=2):
        sheet.put(row, 0, year.say(text), "label")
        points = getattr(year.model.index, name)
        index[name] = inputs[f"index.{name}"] = sheet.put(row, 1, points, "input_quantity")
        sheet.calculate(row, 2, index[name] / HUNDRED, "percent", percent(points))
    sheet.bounds.append((Range(index["staff"], index["other"]), -HUNDRED, HUNDRED))
    sheet.put(2, 3, year.say(SCALE), "label")
    sheet.put(2, 4, scale or 1, "whole")
    sheet.put(3, 3, year.say(DENOMINATOR), "label")
    denominator = (scale or 1) * (staffing.scale or 1) * YEAR_MONTHS
    found = Rates(scale, index, {}, {}, {}, sheet.put(3, 4, denominator, "whole"))
    _staff(year, sheet, found)
    _overheads(year, sheet, found)
    return found


def _scale(year: Year) -> int:
    """Return what makes every rate, overhead and other cost whole in öre with index."""
    model = year.model
    overheads = (each.per_fte or each.amount or 0 for each in model.overheads.values())
    others = (indexed(amount, model.index.other) for amount in (*overheads, *year.amounts.values()))
    return scale_of(HUNDRED * amount for amount in (*(rate(model, staff) for staff in model.staff), *others))


def _staff(year: Year, sheet: Sheet, rates: Rates) -> None:
    model, inputs = year.model, year.book.inputs
    heads = term("staff"), term("rate"), term("hours"), WITH_INDEX, term("source")
    sheet.put_row(RATES, 0, map(year.say, heads))
    for row, (name, staff) in enumerate(model.staff.items(), start=RATES + 1):
        sheet.put(row, 0, year.say(staff.title), "label")
        cell = inputs[f"staff.{name}.rate"] = sheet.put(row, 1, staff.rate, "input_money")
        rates.hours[name] = inputs[f"staff.{name}.hours"] = sheet.put(row, 2, staff.hours, "input_quantity")
        expected = HUNDRED * rate(model, name) * (rates.scale or 1)
        rates.staff[name] = sheet.calculate(row, 3, rates.with_index(cell, "staff"), "whole", expected)
        sheet.put(row, 4, staff.source, "text")
    if model.staff:
        corners = sheet.cells[RATES + 1, 1], sheet.cells[RATES + len(model.staff), 2]
        sheet.bounds.append((Range(*corners), 0, None))


def _overheads(year: Year, sheet: Sheet, rates: Rates) -> None:
    head = RATES + 1 + len(year.model.staff)
    sheet.put_row(head, 0, map(year.say, (OVERHEAD, PER_FTE, AMOUNT, WITH_INDEX, term("source"))))
    for row, (name, overhead) in enumerate(year.model.overheads.items(), start=head + 1):
        sheet.put(row, 0, year.say(overhead.title), "label")
        kind = "amount" if overhead.per_fte is None else "per_fte"
        kronor = (overhead.amount if overhead.per_fte is None else overhead.per_fte) or 0
        column = 2 if kind == "amount" else 1
        cell = year.book.inputs[f"overhead.{name}.{kind}"] = sheet.put(row, column, kronor, "input_money")
        formula, exact = rates.with_index(cell, "other"), indexed(kronor, year.model.index.other)
        expected = HUNDRED * exact * (rates.scale or 1)
        if kind == "amount":
            formula, expected = round_to(formula / (rates.scale or 1)), to_ore(exact)
        rates.overhead[name] = sheet.calculate(row, 3, formula, "whole", expected)
        sheet.bounds.append((Range(cell, cell), None, None))
        sheet.put(row, 4, overhead.source, "text")
