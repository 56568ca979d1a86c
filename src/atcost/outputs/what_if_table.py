"""A what-if as tables: the cells that were set, and prices before and after, of customers, areas and hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.glossary import term
from atcost.core.words import Text, number_text
from atcost.outputs.cells import NOTHING, Ore, table
from atcost.outputs.price_table import AREA, PERCENT, TOTAL, percent_text

if TYPE_CHECKING:
    from atcost.core.cells import Cell
    from atcost.core.money import Exact
    from atcost.core.what_if import WhatIf
    from atcost.core.words import Language
    from atcost.outputs.text_table import Table

CHANGED, BEFORE, AFTER = Text("Ändrad cell", "Changed cell"), Text("Före", "Before"), Text("Efter", "After")
COMPARED = (BEFORE, AFTER, Text("Skillnad", "Difference"), PERCENT)


def changed_table(found: WhatIf, language: Language) -> Table:
    """Return the cells that were set, before and after; their values stand as numbers do, so that none is broken."""
    rows = [[after.address, value_text(before, language), value_text(after, language)] for before, after in found.moved]
    return table(language, None, [CHANGED, BEFORE, AFTER], rows, numbers=2)


def customers_table(found: WhatIf, language: Language) -> Table:
    """Return every customer's price before and after, the largest difference first."""
    then, now = found.before.customer_totals(), found.after.customer_totals()
    prices = [(name, then.get(name, 0), now.get(name, 0)) for name in found.customers]
    rows = [
        [found.after.model.customers[name].title, *_compared(before_ore, after_ore, language)]
        for name, before_ore, after_ore in sorted(prices, key=lambda price: -abs(price[2] - price[1]))
    ]
    foot = [TOTAL, *_compared(found.before.total_ore, found.after.total_ore, language)]
    return table(language, None, [term("customer"), *COMPARED], rows, numbers=len(COMPARED), foot=[foot])


def areas_table(found: WhatIf, customer: str, language: Language) -> Table:
    """Return one customer's price of each area before and after."""
    model, then, now = found.after.model, found.before.prices, found.after.prices
    own = [(area, customer) for area in model.areas if (area, customer) in then or (area, customer) in now]
    rows = [[model.areas[price[0]].title, *_compared(then.get(price, 0), now.get(price, 0), language)] for price in own]
    before_ore, after_ore = (sum(prices.get(price, 0) for price in own) for prices in (then, now))
    title, foot = model.customers[customer].title, [TOTAL, *_compared(before_ore, after_ore, language)]
    return table(language, title, [AREA, *COMPARED], rows, numbers=len(COMPARED), foot=[foot])


def hours_table(found: WhatIf, language: Language, customer: str | None = None) -> Table:
    """Return the hourly prices that change, of all areas or those that one customer takes."""
    model = found.after.model
    then, now = ({price[:2]: Ore(price.amount_ore) for price in each.hourly} for each in (found.before, found.after))
    rows = [
        [model.areas[area].title, model.staff[staff].title, *(each.get((area, staff), NOTHING) for each in (then, now))]
        for area, staff in dict.fromkeys([*then, *now])
        if customer is None or model.customers[customer].takes_area(area)
    ]
    columns = [AREA, term("staff"), BEFORE, AFTER]
    changed = [row for row in rows if row[-2] != row[-1]]
    return table(language, Text("Timpriser", "Hourly prices"), columns, changed, numbers=2)


def value_text(cell: Cell, language: Language) -> str:
    """Return what a cell holds, for the eye; a dash where it holds nothing."""

    def number(value: Exact) -> str:
        exact = number_text(value, language)
        return number_text(value, language, 2) if "/" in exact else exact

    return cell.text(number) or NOTHING


def _compared(before_ore: int, after_ore: int, language: Language) -> list[object]:
    return [Ore(before_ore), Ore(after_ore), Ore(after_ore - before_ore), percent_text(after_ore, before_ore, language)]
