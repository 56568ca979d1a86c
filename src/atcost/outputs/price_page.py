"""A whole price list on a terminal: the table, and under it what a controller asks next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.seal import digest
from atcost.core.words import Text, kronor_text
from atcost.outputs.change_table import LEADS_TO, bridge_table, change_table
from atcost.outputs.charge_table import adjustment_table, charge_table
from atcost.outputs.origins import origins
from atcost.outputs.price_table import account_table, customer_table, percent_text, price_table
from atcost.outputs.rate_table import budgeted_hours_table, hourly_table, unit_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.core.model import Model
    from atcost.core.price_list import PriceList
    from atcost.core.pricing import Pricing, UnitPrice
    from atcost.core.words import Language
    from atcost.outputs.text_table import Block, Table

WEIGHS = Text("Vad en enhet väger", "What a unit weighs")
COSTS = Text("Styckpriser", "Unit prices")
SHARE_NOT_TARIFF = Text(
    "Det en enhet väger är en andel av en fast kostnad, ingen taxa: en enhet mindre flyttar kostnad till andra.",
    "What a unit weighs is a share of a fixed cost, not a tariff: one unit less moves cost to others.",
)
TODAYS = Text("Dagens pris, inte prislistan.", "Today's price, not the price list.")
AGAINST_BEFORE = Text("Mot året före: ", "Against the year before: ")
AGAINST_LISTED = Text("Mot årets prislista: ", "Against the year's price list: ")
INCLUDING, EXCLUDING = Text("inklusive", "including"), Text("exklusive", "excluding")


def price_page(priced: PriceList, language: Language, customer: str | None = None) -> Iterator[Block]:
    """Yield a price list, of all customers or one, in reading order."""
    model = priced.pricing.model
    if priced.is_todays:
        yield TODAYS.say(language)
    yield heading(model, language)
    yield ground(priced.pricing, language, customer)
    yield from origins(model, language)
    yield from _of_all(priced, language) if customer is None else _of_one(priced, language, customer)


def _of_all(priced: PriceList, language: Language) -> Iterator[Block]:
    """Yield what a list for everybody says."""
    pricing = priced.pricing
    yield price_table(priced, language, priced.areas)
    yield from _comparison(priced, language)
    yield account_table(pricing, language)
    if changes := pricing.changes.services:
        yield from (change_table(pricing, changes, language), bridge_table(pricing, language), LEADS_TO.say(language))
    if pricing.model.adjustments:
        yield adjustment_table(pricing.model, pricing.used, language)
    if pricing.hourly:
        yield budgeted_hours_table(pricing, language)
    yield from _units(pricing, list(pricing.per_unit), language)


def _of_one(priced: PriceList, language: Language, customer: str) -> Iterator[Block]:
    """Yield what concerns one customer: its own amounts, and of what holds for everybody the areas that it takes."""
    pricing = priced.pricing
    yield customer_table(priced, language, customer)
    charged = charge_table(pricing, customer, language)
    adjusted = adjustment_table(pricing.model, pricing.used, language, customer)
    yield from (table for table in (charged, adjusted) if table.rows)
    taken = {area for area in pricing.areas if _takes(pricing.model, customer, area)}
    if hourly := [price for price in pricing.hourly if price.area in taken]:
        yield hourly_table(pricing, hourly, language)
    keys = {(charge.area, charge.key) for charge in pricing.charges if charge.customer == customer}
    yield from _units(pricing, [price for price in pricing.per_unit if price[:2] in keys], language)


def _takes(model: Model, customer: str, area: str) -> bool:
    return customer in model.customers and model.customers[customer].takes_area(area)


def _keyed(pricing: Pricing, customer: str | None) -> set[str | None]:
    """Return the measures that keys count, of all or for one customer."""
    return {charge.key for charge in pricing.charges if customer in (None, charge.customer)}


def heading(model: Model, language: Language) -> str:
    """Say which list it is, and whose."""
    return f"{model.title.say(language)} · {model.provider.say(language)}"


def ground(pricing: Pricing, language: Language, customer: str | None = None) -> str:
    """Say what the list, or one customer's, stands on: currency, window, column and digest."""
    column = INCLUDING if pricing.column == "kind" else EXCLUDING
    words = Text(
        "{currency}, utan moms. Volymer {window}{others}, {column} förändrade uppdrag. Kontrollsumma {digest}",
        "{currency}, without VAT. Volumes {window}{others}, {column} assignment changes. Digest {digest}",
    )
    return words.say(language).format(
        currency=pricing.model.currency,
        window=pricing.model.volumes,
        others=_own_windows(pricing.model, _keyed(pricing, customer), language),
        column=column.say(language),
        digest=digest(pricing.model, pricing.volumes),
    )


def _own_windows(model: Model, measures: set[str | None], language: Language) -> str:
    """Name the measures that are counted over a window of their own (C3), those of each window together."""
    own: dict[str, list[str]] = {}
    for name, measure in model.measures.items():
        if measure.volumes and name in measures:
            own.setdefault(str(measure.volumes), []).append(measure.title.say(language))
    return "".join(f" ({window}: {'; '.join(titles)})" for window, titles in own.items())


def _comparison(priced: PriceList, language: Language) -> Iterator[str]:
    """Say how the total changed, excluding and including assignment changes (D2)."""
    if not priced.previous:
        return
    before, pricing = priced.previous_total_ore, priced.pricing
    totals = [(EXCLUDING, pricing.total_excluding_changes_ore)]
    totals += [(INCLUDING, pricing.total_ore)] if pricing.column == "kind" else []
    parts = [
        f"{percent_text(now, before, language)} % {word.say(language)} ({kronor_text(now, language)})"
        for word, now in totals
    ]
    is_own = priced.is_todays and priced.before is not None and priced.before.model.year == pricing.model.year
    start = (AGAINST_LISTED if is_own else AGAINST_BEFORE).say(language)
    yield start + ", ".join(parts) + Text(" förändrade uppdrag.", " assignment changes.").say(language)


def _units(pricing: Pricing, prices: list[UnitPrice], language: Language) -> Iterator[Block]:
    return (block for pair in units(pricing, prices, language) for block in pair if block)


def units(pricing: Pricing, prices: list[UnitPrice], language: Language) -> Iterator[tuple[Table, str]]:
    """Yield what units cost in tariff areas, and what they weigh in the others, with the note that it is no tariff."""
    tariffs = [price for price in prices if pricing.model.areas[price.area].is_tariff]
    if tariffs:
        yield unit_table(pricing, tariffs, COSTS, language), ""
    if shares := [price for price in prices if price not in tariffs]:
        yield unit_table(pricing, shares, WEIGHS, language), SHARE_NOT_TARIFF.say(language)
