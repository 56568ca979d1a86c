"""The prices on an area's sheet: what receivers are charged in all, in units, beside last year's (D3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.glossary import term
from atcost.core.model import HUNDRED
from atcost.core.words import Text
from atcost.outputs.price_table import CHANGE as CHANGED
from atcost.outputs.price_table import TOTAL
from atcost.outputs.workbook.area import CHANGE, DIRECT, HEAD, NAME, PERCENT, PREVIOUS, PRICE, AreaSheet
from atcost.outputs.workbook.compared import put_change
from atcost.outputs.workbook.formula import differences, round_to, total
from atcost.outputs.workbook.places import Range, added, sum_between
from atcost.outputs.workbook.year import kronor

if TYPE_CHECKING:
    from atcost.outputs.workbook.costs import Costing
    from atcost.outputs.workbook.formula import Formula
    from atcost.outputs.workbook.places import Cell

OF_YEAR, LAST_YEAR = Text("Pris", "Price"), Text("Föregående år", "Last year")
IN_PERCENT = Text("Ändring, procent", "Change, percent")
DIRECTLY = Text("Egna tjänster", "Services of its own")
BEFORE_UNITS = Text("Före prisenhet", "Before units")
RUNNING, ROUNDING = Text("Löpande öre", "Running öre"), Text("Avrundning till prisenhet", "Rounding to units")


def transfers(area: AreaSheet) -> None:
    """Put what areas that serve each other at once were solved to send to each other: values."""
    for name in area.areas:
        area.charged[name] = area.sheet.put(area.rows[name], area.charges, area.borne(name, "transfer"), "solved")


def prices(area: AreaSheet, costing: Costing) -> None:
    """Put what each receiver bears in all, and the prices of customers; prices ``price.AREA.CUSTOMER``."""
    year, sheet = area.year, area.sheet
    is_compared = bool(year.priced.previous)
    compared = [year.say(head) if is_compared else None for head in (LAST_YEAR, CHANGED, IN_PERCENT)]
    sheet.put_row(HEAD, NAME, [*map(year.say, (term("customer"), OF_YEAR)), *compared, year.say(DIRECTLY)])
    sheet.put_row(
        HEAD,
        area.charges,
        [year.say(each) for each in (BEFORE_UNITS, ROUNDING, RUNNING)[: 1 if area.unit_ore == 1 else 3]],
    )
    _charges(area, costing)
    _prices(area)
    if is_compared:
        for name in area.customers:
            _last_year(area, name)
    sheet.put(area.sums, NAME, year.say(TOTAL), "sum_label")
    for column in range(PRICE, area.charges + (1 if area.unit_ore == 1 else 2)):
        if column in (PREVIOUS, CHANGE) and not is_compared:
            sheet.put(area.sums, column, None, "money_sum")
        elif column != PERCENT:
            area.cells[f"sum.{column}"] = area.sum_below(column, "money_sum")
    if area.customers:
        first, last = (
            year.book.prices[f"price.{area.name}.{name}"] for name in (area.customers[0], area.customers[-1])
        )
        year.book.names[f"prices.{area.name}"] = Range(first, last)


def _charges(area: AreaSheet, costing: Costing) -> None:
    """Put each receiver's services of its own, and what it bears in all."""
    year, lines = area.year, costing.services[area.year.pricing.column]
    direct: dict[str, list[Cell]] = {}
    for line in year.costs[year.pricing.column][area.name].direct:
        direct.setdefault(str(line.service.only_for), []).append(lines[area.name, line.service.service].total)
    for name in area.customers:
        due = area.borne(name, "direct")
        area.sheet.calculate(area.rows[name], DIRECT, total(direct.get(name, ())), "money", due)
    for name, row in area.rows.items():
        if name in area.charged:
            continue
        cells = [cell for column in range(DIRECT, area.charges) if (cell := area.sheet.cells.get((row, column)))]
        due = area.borne(name, "direct", "key", "tariff", "transfer")
        area.charged[name] = area.sheet.calculate(row, area.charges, sum_between(cells), "money", due)


def _prices(area: AreaSheet) -> None:
    """Put the customers' prices: what they are charged, in units by running totals."""
    prices: list[Formula] = [area.charged[name] for name in area.customers]
    if area.unit_ore != 1:
        steps = differences(round_to(running / area.unit_ore) for running in _running(area))
        prices = [step * area.unit_ore / HUNDRED for step in steps]
    for name, price in zip(area.customers, prices, strict=True):
        due = kronor(area.year.pricing.prices.get((area.name, name), 0))
        cell = area.sheet.calculate(area.rows[name], PRICE, price, "money", due)
        area.year.book.prices[f"price.{area.name}.{name}"] = cell
        if area.unit_ore != 1:
            rounding = round_to(cell - area.charged[name], 2)
            area.sheet.calculate(cell.row, area.charges + 1, rounding, "money", area.borne(name, "rounding"))


def _running(area: AreaSheet) -> list[Cell]:
    """Put running totals of what customers are charged, in öre."""
    found: list[Cell] = []
    for name in area.customers:
        charged = area.charged[name]
        ore = round_to(charged * HUNDRED)
        due = charged.number * HUNDRED + added(found[-1:])
        formula = found[-1] + ore if found else ore
        found.append(area.sheet.calculate(charged.row, area.charges + 2, formula, "whole", due))
    return found


def _last_year(area: AreaSheet, name: str) -> None:
    """Put a customer's price of last year, and the change."""
    row, previous = area.rows[name], area.year.priced.previous.get((area.name, name))
    last = area.sheet.put(row, PREVIOUS, None if previous is None else kronor(previous), "money")
    put_change(area.sheet.cells[row, PRICE], last, (CHANGE, PERCENT), "money")
