"""What an hour costs, and what one unit of a key weighs or costs, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.glossary import term
from atcost.core.words import Text
from atcost.outputs.cells import Ore, as_it_is, quantity, table
from atcost.outputs.price_table import AREA, KEY, TOTAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atcost.core.hourly import HourlyPrice
    from atcost.core.pricing import Pricing, UnitPrice
    from atcost.core.words import Language
    from atcost.outputs.text_table import Table

UNIT, HOUR = Text("Enhet", "Unit"), Text("timme", "hour")


def hourly_table(pricing: Pricing, prices: Sequence[HourlyPrice], language: Language) -> Table:
    """Return what an hour costs by area and staff category."""
    columns = [AREA, term("staff"), UNIT, _price(pricing)]
    rows = [[*_texts(pricing, price), HOUR, Ore(price.amount_ore)] for price in prices]
    return table(language, Text("Timpriser", "Hourly prices"), columns, rows, numbers=1)


def budgeted_hours_table(pricing: Pricing, language: Language) -> Table:
    """Return hourly prices with the hours budgeted and what they bring in."""
    hours = Text("Budgeterade timmar", "Budgeted hours")
    columns = [AREA, term("staff"), UNIT, _price(pricing), hours, Text("Intäkt", "Income")]
    rows = [
        [*_texts(pricing, price), HOUR, Ore(price.amount_ore), quantity(price.hours, language), Ore(price.income_ore)]
        for price in pricing.hourly
    ]
    total = Ore(sum(price.income_ore for price in pricing.hourly))
    all_hours = quantity(sum(price.hours for price in pricing.hourly), language)
    title, foot = Text("Timpriser", "Hourly prices"), [TOTAL, "", "", "", all_hours, total]
    return table(language, title, columns, rows, numbers=3, foot=[foot])


def unit_table(pricing: Pricing, prices: Sequence[UnitPrice], title: Text, language: Language) -> Table:
    """Return what one unit of each key weighs or, in tariff areas, costs."""
    rows = []
    for price in prices:
        measure = pricing.model.measures[price.key]
        rows.append([pricing.model.areas[price.area].title, measure.title, measure.unit, Ore(price.amount_ore)])
    return table(language, title, [AREA, KEY, UNIT, as_it_is(pricing.model.currency)], rows, numbers=1)


def _texts(pricing: Pricing, price: HourlyPrice) -> tuple[Text, Text]:
    return pricing.model.areas[price.area].title, pricing.model.staff[price.staff].title


def _price(pricing: Pricing) -> Text:
    return Text(f"Pris, {pricing.model.currency}", f"Price, {pricing.model.currency}")
