"""A whole price list on a terminal: the table, and under it what a controller asks next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.seal import digest
from atcost.core.words import Text, kronor_text
from atcost.outputs.price_table import (
    account_table,
    adjustment_table,
    change_table,
    charge_table,
    currency,
    hourly_sentences,
    percent_text,
    price_table,
    unit_sentences,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.core.model import Model
    from atcost.core.price_list import PriceList
    from atcost.core.words import Language

SHARE_NOT_TARIFF = Text(
    "Det en enhet väger är en andel av en fast kostnad, ingen taxa: en enhet mindre flyttar kostnad till andra.",
    "What a unit weighs is a share of a fixed cost, not a tariff: one unit less moves cost to others.",
)

TOO_NARROW = Text(
    "Fönstret är för smalt för områdena: bredda det, eller skriv till fil med atcost export.",
    "The window is too narrow for the areas: widen it, or write to a file with atcost export.",
)
INCLUDING, EXCLUDING = Text("inklusive", "including"), Text("exklusive", "excluding")
ORIGINS = {
    "synthetic": Text(
        "Exempel: uppgifter märkta ”synthetic” är påhittade.", "Example: what is marked “synthetic” is made up."
    ),
    "assumption": Text("Uppgifter märkta ”assumption” är vår tolkning.", "What is marked “assumption” is our reading."),
}


def price_page(priced: PriceList, language: Language, width: int, customer: str | None = None) -> Iterator[str]:
    """Yield a price list's lines in reading order; areas are left out of the table where they don't fit the width."""
    pricing = priced.pricing
    yield f"{pricing.model.title.say(language)} · {pricing.model.provider.say(language)}"
    yield _ground(priced, language)
    yield from _origin(pricing.model, language)
    table = price_table(priced, language, priced.areas, customer)
    if max(map(len, table.lines())) > width:
        table = price_table(priced, language, [], customer)
        yield TOO_NARROW.say(language)
    yield from ("", *table.lines())
    if customer:
        yield from ("", *charge_table(pricing, customer, language).lines())
        return
    yield from _comparison(priced, language)
    yield from ("", *account_table(pricing, language).lines(), "")
    if pricing.changes.services:
        yield from (*change_table(pricing, language).lines(), "")
    if pricing.model.adjustments:
        yield from (*adjustment_table(pricing, language).lines(), "")
    yield from _sentences(priced, language)


def _ground(priced: PriceList, language: Language) -> str:
    """Say what the list stands on: currency, window, column and digest."""
    pricing = priced.pricing
    column = INCLUDING if pricing.column == "kind" else EXCLUDING
    words = Text(
        "{currency}, utan moms. Volymer {window}{others}, {column} förändrade uppdrag. Kontrollsumma {digest}",
        "{currency}, without VAT. Volumes {window}{others}, {column} assignment changes. Digest {digest}",
    )
    return words.say(language).format(
        currency=pricing.model.currency,
        window=pricing.model.volumes,
        others=_own_windows(pricing.model, language),
        column=column.say(language),
        digest=digest(pricing.model, pricing.volumes),
    )


def _own_windows(model: Model, language: Language) -> str:
    """Name the measures that are counted over a window of their own (C3)."""
    keyed = {key.measure for area in model.areas.values() for key in area.keys}
    own = {name: measure.volumes for name, measure in model.measures.items() if measure.volumes and name in keyed}
    if not own:
        return ""
    titles = ", ".join(f"{model.measures[name].title.say(language)} {window}" for name, window in own.items())
    return f" ({titles})"


def _origin(model: Model, language: Language) -> Iterator[str]:
    """Say what is made up and what is assumed, where a source says so."""
    sources = {row.source for row in model.budget}
    sources |= {staff.source for staff in model.staff.values()} | {each.source for each in model.overheads.values()}
    for area in model.areas.values():
        sources |= {entry.source for entry in area.carried} | {each.source for each in area.lead_times.values()}
    for word, text in ORIGINS.items():
        if any(word in source for source in sources):
            yield text.say(language)


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
    start = Text("Mot året före: ", "Against the year before: ").say(language)
    yield start + ", ".join(parts) + Text(" förändrade uppdrag.", " assignment changes.").say(language)


def _sentences(priced: PriceList, language: Language) -> Iterator[str]:
    pricing = priced.pricing
    if pricing.changes.months_moved_ore or pricing.changes.overhead_moved_ore:
        words = Text("Delar av år flyttar {0} {2}, overhead {1} {2}.", "Part years move {0} {2}, overhead {1} {2}.")
        moved = (pricing.changes.months_moved_ore, pricing.changes.overhead_moved_ore)
        amounts = (kronor_text(ore, language) for ore in moved)
        yield words.say(language).format(*amounts, currency(pricing.model, language))
    if pricing.hourly:
        yield from (*hourly_sentences(pricing, language), "")
    yield from unit_sentences(pricing, language)
    if any(not area.is_tariff for area in pricing.model.areas.values()):
        yield SHARE_NOT_TARIFF.say(language)
