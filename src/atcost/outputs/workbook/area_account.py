"""An area's account on its sheet: services and what they cost, what is carried and received, what keys distribute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.assignment import kind_in
from atcost.core.glossary import term
from atcost.core.model import HUNDRED
from atcost.core.words import Text
from atcost.outputs.change_table import KINDS
from atcost.outputs.workbook.area import AreaSheet
from atcost.outputs.workbook.formula import round_to, total
from atcost.outputs.workbook.fte import OF_COLUMN as STAFFED
from atcost.outputs.workbook.places import Cell, Range
from atcost.outputs.workbook.year import COLUMNS, kronor

if TYPE_CHECKING:
    from atcost.core.money import Exact
    from atcost.outputs.workbook.costs import Costing
    from atcost.outputs.workbook.formula import Formula
    from atcost.outputs.workbook.fte import Staffing
    from atcost.outputs.workbook.year import ServiceName

SUM = Text("summa", "total")
SERVICES = Text("Tjänster och kostnad", "Services and cost")
GROUPS = (
    Text("Bastjänster", "Base services"),
    Text("Tillkommer i årspriset", "Come into the yearly price"),
    Text("Utgår ur årspriset", "Leave the yearly price"),
    Text("Utanför årspriset", "Outside the yearly price"),
)
COST = {
    "kind": Text("Kostnad inkl. förändrade uppdrag", "Cost incl. assignment changes"),
    "before": Text("Kostnad exkl. förändrade uppdrag", "Cost excl. assignment changes"),
}
ONLY_FOR, ACCOUNT = Text("Bara för", "Only for"), Text("Områdets konto", "The area's account")
SHARED, DIRECT = (
    Text("Gemensamma bastjänster", "Shared base services"),
    Text("Tjänster för en enda kund", "Services for one customer only"),
)
OWN, RECEIVED, FROM = (
    Text("Egen kostnad", "Own cost"),
    Text("Mottaget från andra områden", "Received from other areas"),
    Text("Från", "From"),
)
POOL = Text("Att fördela på nycklar, öre", "To distribute by keys, öre")
SENT, CHARGED = (
    Text("Skickat till andra områden", "Sent to other areas"),
    Text("Debiterat kunderna", "Charged to customers"),
)
BEYOND, ROUNDING = term("over_recovery"), Text("Avrundning", "Rounding")
GROSS = Text("Bruttokostnad, löst", "Gross cost, solved")
TO_CUSTOMERS = Text("Till områdets kunder, löst, öre", "To the area's customers, solved, öre")
BY_HOUR = Text("Kostnad som tas ut per timme", "Cost recovered by the hour")


Received = list[tuple[AreaSheet, Cell]]
"""Who sends, and the cell of what it sends."""


class Account:
    """The lines of an area's account, put below each other."""

    def __init__(self, area: AreaSheet, row: int) -> None:
        """Begin with a row."""
        self.area, self.row = area, row

    def put(self, name: str, text: Text, formula: Formula, expected_ore: Exact) -> None:
        """Put an amount with its name."""
        self.area.sheet.put(self.row, 0, self.area.year.say(text), "label")
        cell = self.area.sheet.calculate(self.row, 1, formula, "money", kronor(expected_ore))
        self.area.cells[name] = cell
        self.row += 1

    def of(self, *names: str) -> Formula:
        """Return the sum of amounts that are there."""
        return total(self.area.cells[name] for name in names)


def account(area: AreaSheet, staffing: Staffing, costing: Costing, received: Received) -> None:
    """Put the area's services and account below its receivers; inputs ``area.A.carried.N.amount``."""
    lines = Account(area, _services(area, staffing, costing))
    year, cost = area.year, area.year.costs[area.year.pricing.column][area.name]
    expected = year.pricing.areas[area.name]
    area.sheet.put(lines.row, 0, year.say(ACCOUNT), "title")
    lines.row += 1
    _own(area, lines, costing)
    first = lines.row + 1
    for row, (sender, cell) in enumerate(received, start=first):
        area.sheet.put(row, 0, f"{year.say(FROM)} {year.title(sender.name)}", "label")
        area.sheet.calculate(row, 2, cell, "money", sender.borne(area.name, "transfer"))
    lines.put("received", RECEIVED, total(cell for _, cell in received), expected.received_ore)
    lines.row += len(received)
    lines.put("self_cost", term("self_cost"), lines.of("own", "received"), expected.self_cost_ore)
    if area.is_solved:
        _solved(area, lines)
    elif not area.area.is_tariff:
        pool = round_to(lines.of("shared", "carried", "received") * HUNDRED)
        area.sheet.put(lines.row, 0, year.say(POOL), "label")
        expected_ore = cost.keyed_ore + expected.received_ore
        area.cells["pool"] = area.sheet.calculate(lines.row, 1, pool, "whole", expected_ore)
        lines.row += 1
    by_hour = total(costing.line(year, area.name, each).total for each in cost.by_the_hour)
    lines.put("by_the_hour", BY_HOUR, by_hour, expected.by_the_hour_ore)
    area.account_end = lines.row


def close(area: AreaSheet) -> int:
    """End the account: what is charged and sent, and what that is beyond the cost; return the row behind it."""
    expected = area.year.pricing.areas[area.name]
    beyond_ore = expected.rounding_ore + expected.over_recovery_ore
    lines = Account(area, area.account_end)
    sent, charged = (area.sum_of(area.charges, who) for who in (area.areas, area.customers))
    lines.put("sent", SENT, sent, expected.sent_ore)
    lines.put("charged", CHARGED, charged, expected.self_cost_ore + beyond_ore - expected.sent_ore)
    beyond = round_to(lines.of("charged", "sent") - area.cells["self_cost"], 2)
    if area.is_solved:
        area.sheet.put(lines.row, 0, area.year.say(ROUNDING), "label")
        area.cells["beyond"] = area.sheet.put(lines.row, 1, kronor(beyond_ore), "solved")
        return lines.row + 1
    lines.put("beyond", BEYOND if area.area.is_tariff else ROUNDING, beyond, beyond_ore)
    return lines.row


def _own(area: AreaSheet, lines: Account, costing: Costing) -> None:
    """Put the area's own cost: services that all bear, services that one customer bears, and what is carried."""
    year, cost = area.year, area.year.costs[area.year.pricing.column][area.name]
    shared = total(costing.line(year, area.name, each).total for each in cost.base if not each.service.only_for)
    direct = total(costing.line(year, area.name, each).total for each in cost.direct)
    lines.put("shared", SHARED, shared, cost.keyed_ore - cost.carried_ore)
    lines.put("direct", DIRECT, direct, sum(each.total_ore for each in cost.direct))
    carried = _carried(area, lines.row + 1)
    lines.put("carried", term("carried"), total(carried), cost.carried_ore)
    lines.row += len(carried)
    lines.put("own", OWN, lines.of("shared", "direct", "carried"), year.pricing.areas[area.name].own_cost_ore)


def _solved(area: AreaSheet, lines: Account) -> None:
    """Put what areas that serve each other were solved to: values, as exported."""
    linked, pricing = area.year.pricing.linked[area.name], area.year.pricing
    to_customers = sum(each.amount_ore for each in pricing.charges if each.area == area.name and each.kind == "key")
    for name, text, amount in (("gross", GROSS, kronor(linked.gross_ore)), ("pool", TO_CUSTOMERS, to_customers)):
        area.sheet.put(lines.row, 0, area.year.say(text), "label")
        area.cells[name] = area.sheet.put(lines.row, 1, amount, "solved")
        lines.row += 1


def _carried(area: AreaSheet, row: int) -> list[Formula]:
    """Put what is carried from earlier years, an entry a row; return each to the öre."""
    amounts = []
    for number, entry in enumerate(area.area.carried, start=1):
        area.sheet.put(row, 0, f"{entry.year}: {entry.source}", "label")
        cell = area.sheet.put(row, 2, entry.amount, "input_money")
        area.sheet.bounds.append((Range(cell, cell), None, None))
        area.year.book.inputs[f"area.{area.name}.carried.{number}.amount"] = cell
        amounts.append(round_to(cell, 2))
        row += 1
    return amounts


def _services(area: AreaSheet, staffing: Staffing, costing: Costing) -> int:
    """Put the services in groups; return the row behind them."""
    year, sheet, row = area.year, area.sheet, area.below
    sheet.put(row, 0, year.say(SERVICES), "title")
    kinds = [STAFFED[column][place] for place in (0, 1, 2) for column in COLUMNS]
    sheet.put_row(
        row + 1, 0, [year.say(each) for each in (term("service"), *(COST[c] for c in COLUMNS), *kinds, ONLY_FOR)]
    )
    row += 2
    for group, text in enumerate(GROUPS):
        names = [name for name in area.area.services if _group(area, name) == group]
        if not names:
            continue
        sheet.put(row, 0, year.say(text), "note")
        first = row + 1
        for row, name in enumerate(names, start=first):
            _service(area, row, (area.name, name), staffing, costing)
        row += 1
        sheet.put(row, 0, f"{year.say(text)}: {year.say(SUM)}", "sum_label")
        for place, column in enumerate(COLUMNS, start=1):
            rows = Range(sheet.cells[first, place], sheet.cells[row - 1, place])
            found = [year.service_costs[column].get((area.name, name)) for name in names]
            cost_ore = sum(each.total_ore for each in found if each)
            area.cells[f"{column}.{group}"] = sheet.calculate(row, place, total([rows]), "money_sum", kronor(cost_ore))
        row += 1
    return row + 1


def _service(area: AreaSheet, row: int, name: ServiceName, staffing: Staffing, costing: Costing) -> None:
    year, sheet, service = area.year, area.sheet, area.area.services[name[1]]
    sheet.put(row, 0, year.say(service.title), "label")
    for place, column in enumerate(COLUMNS):
        cost = year.service_costs[column].get(name)
        cost_ore, fte = (cost.total_ore, cost.fte) if cost else (0, 0)
        sheet.calculate(row, 1 + place, costing.services[column][name].total, "money", kronor(cost_ore))
        sheet.put(row, 3 + place, year.say(KINDS[kind_in(service, column)]), "label")
        sheet.calculate(row, 5 + place, staffing.months[column][name], "whole", year.months(name, column))
        sheet.calculate(row, 7 + place, staffing.in_force[column][name], "fte", fte)
    if service.only_for:
        sheet.put(row, 9, year.title(service.only_for), "wrapped")


def _group(area: AreaSheet, name: str) -> int:
    """Return a service's group: in the yearly price now and before, only now, only before, or never."""
    now, before = (kind_in(area.area.services[name], column) == "base" for column in COLUMNS)
    return {(True, True): 0, (True, False): 1, (False, True): 2}.get((now, before), 3)
