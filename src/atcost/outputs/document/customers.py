"""A page for every customer: its price, its volumes against all, and what changed, in a picture and in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.comparison import Change
from atcost.core.words import NO_BREAK_SPACE, Text, kronor_text
from atcost.outputs.charge_table import adjustment_table, charge_table
from atcost.outputs.comparison_page import start
from atcost.outputs.document.blocks import Facts, Figure, Grid, Heading, Paragraph
from atcost.outputs.document.changes import reasons
from atcost.outputs.explanation_sentences import explanation_sentences
from atcost.outputs.pictures.heat import percent_change
from atcost.outputs.price_table import customer_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.outputs.document.blocks import Block
    from atcost.outputs.document.told import Told

CUSTOMERS = Text("Kunderna", "The customers")
PRICE, CHANGE = Text("Pris {0}, {1}", "Price in {0}, {1}"), Text("Ändring, {0}", "Change, {0}")
TODAYS = Text("Dagens pris {0}, {1}", "Today's price in {0}, {1}")
IN_PERCENT = Text("Ändring i procent", "Change in percent")
BY_AREA = Text("Pris per område", "Price by area")
VOLUMES = Text("Egna volymer av allas, och vad de kostar", "Own volumes of everybody's, and what they cost")
ADJUSTED = Text(
    "{0}: räknat {5}, justering {6}, används {7}. {2} ({3}, {4}).",
    "{0}: counted {5}, adjustment {6}, used {7}. {2} ({3}, {4}).",
)
RESTATED = Text(
    "Priserna {0} är omräknade till årets kunder: det som kunden tagit över är med, det som den lämnat är det inte.",
    "Prices in {0} are restated on this year's customers: with what the customer took over, without what it handed "
    "over.",
)
REORGANISED = "reorganisation"
MOST_SENTENCES = 3


def customers(told: Told) -> Iterator[Block]:
    """Tell of every customer, each on a page of its own."""
    yield Heading(told.say(CUSTOMERS), 1, listed=True)
    for number, name in enumerate(told.priced.customers):
        yield Heading(told.say(told.priced.customer_title(name)), 2, new_page=number > 0, listed=True)
        yield from customer(told, name)


def customer(told: Told, name: str) -> Iterator[Block]:
    """Tell of a customer."""
    language, currency = told.language, told.model.currency
    yield Facts(list(_facts(told, name)))
    yield from map(Paragraph, sentences(told, name))
    part = told.compared.only(customer=name) if told.compared else None
    if told.teller and part and part.cells:
        yield Figure(reasons(told, part, told.teller))
    paid = customer_table(told.priced, language, name)
    paid.title = f"{told.say(BY_AREA)}, {currency}"
    charged = charge_table(told.pricing, name, language)
    charged.title = told.say(VOLUMES)
    adjusted = adjustment_table(told.model, told.pricing.used, language, name)
    reorganised = part and REORGANISED in part.total().reasons_ore
    yield Grid(paid, told.say(RESTATED, part.old.model.year) if part and reorganised else "")
    if charged.rows:
        yield Grid(charged, " ".join(told.say(ADJUSTED, *row) for row in adjusted.rows))


def sentences(told: Told, name: str) -> list[str]:
    """Return three sentences that explain a customer's price: what for, its largest part, and what changed."""
    paid = {area: ore for (area, payer), ore in told.pricing.prices.items() if payer == name}
    dearest = max(paid, key=lambda area: paid[area]) if len(paid) == 1 else None
    found = explanation_sentences(told.pricing, told.language, name, dearest) if paid else []
    if told.compared and told.teller and (part := told.compared.only(customer=name)).cells:
        of_change = 2 if REORGANISED in part.total().reasons_ore else 1  # what was taken over is told first
        found = [*found[: MOST_SENTENCES - of_change], told.teller.change(part, start(told.compared, name, None))]
    return found[:MOST_SENTENCES]


def _facts(told: Told, name: str) -> Iterator[tuple[str, str]]:
    """Yield what a customer pays, and paid the year before, restated on this year's customers."""
    now = sum(ore for (_, payer), ore in told.pricing.prices.items() if payer == name)
    own = TODAYS if told.priced.is_todays else PRICE
    yield kronor_text(now, told.language), told.say(own, told.model.year, told.model.currency)
    if before := told.priced.before:
        then = sum(ore for (_, payer), ore in told.priced.previous.items() if payer == name)
        change = Change(then, now, {})
        sign = "+" if change.change_ore > 0 else ""
        yield kronor_text(then, told.language), told.say(PRICE, before.model.year, told.model.currency)
        yield sign + kronor_text(change.change_ore, told.language), told.say(CHANGE, told.model.currency)
        percent = percent_change(change.percent, told.language)
        yield percent + (f"{NO_BREAK_SPACE}%" if then else ""), told.say(IN_PERCENT)
