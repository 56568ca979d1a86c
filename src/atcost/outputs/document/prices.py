"""The prices: of every customer and area, of an hour, and of a unit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from atcost.core.words import Text
from atcost.outputs.charge_table import adjustment_table
from atcost.outputs.document.blocks import Grid, Heading, Paragraph
from atcost.outputs.price_page import units
from atcost.outputs.price_table import price_table
from atcost.outputs.rate_table import hourly_table
from atcost.outputs.text_table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from atcost.core.hourly import HourlyPrice
    from atcost.core.pricing import UnitPrice
    from atcost.outputs.document.blocks import Block
    from atcost.outputs.document.told import Told

PRICES = Text("Priser", "Prices")
BY_CUSTOMER = Text("Pris per kund och område", "Price by customer and area")
IN_CURRENCY = Text("{0} för hela {1}, utan moms.", "{0} for all of {1}, without VAT.")
PER_HOUR_AND_UNIT = Text("Timpriser och vad en enhet väger", "Hourly prices, and what a unit weighs")
HOURLY = Text(
    "Tjänster per timme och tilläggstjänster faktureras varje månad i efterskott, efter de timmar som beställts.",
    "Services by the hour and add-ons are invoiced every month in arrears, by the hours that were ordered.",
)


def prices(told: Told) -> Iterator[Block]:
    """Tell all prices."""
    pricing, language = told.pricing, told.language
    yield Heading(told.say(PRICES), 1, listed=True)
    yield Heading(told.say(BY_CUSTOMER), 2, listed=True)
    yield Paragraph(told.say(IN_CURRENCY, told.model.currency, told.model.year), "note")
    alone = replace(told.priced, previous={}, before=None)
    yield Grid(price_table(alone, language, alone.areas))
    if told.model.adjustments:
        yield Grid(_adjusted(told))
    yield from rates(told, pricing.hourly, list(pricing.per_unit))


def _adjusted(told: Told) -> Table:
    """Return the adjusted volumes, with who says so and when beside the reason."""
    found = adjustment_table(told.model, told.pricing.used, told.language)
    measure, customer, reason, *_ = found.heads
    rows = [[row[1], row[0], f"{row[2]} ({row[3]}, {row[4]})", *row[5:]] for row in found.rows]
    return Table([customer, measure, reason, *found.heads[5:]], 3, rows, title=found.title)


def rates(told: Told, hourly: Iterable[HourlyPrice], per_unit: list[UnitPrice]) -> Iterator[Block]:
    """Tell what some hours and units cost or weigh."""
    hourly = list(hourly)
    if hourly or per_unit:
        yield Heading(told.say(PER_HOUR_AND_UNIT), 2, listed=True)
    if hourly:
        yield Grid(hourly_table(told.pricing, hourly, told.language), told.say(HOURLY))
    yield from (Grid(table, note) for table, note in units(told.pricing, per_unit, told.language))
