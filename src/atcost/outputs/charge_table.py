"""What a customer pays for: its charges with volumes and shares, and what volumes are adjusted by."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from atcost.core.glossary import term
from atcost.core.words import Text, number_text
from atcost.outputs.cells import Ore, as_it_is, quantity, table
from atcost.outputs.price_table import AREA, TOTAL

if TYPE_CHECKING:
    from atcost.core.allocation import Charge
    from atcost.core.model import Model
    from atcost.core.money import Exact
    from atcost.core.pricing import Pricing
    from atcost.core.volumes import UsedVolumes
    from atcost.core.words import Language
    from atcost.outputs.text_table import Table

COUNTED, CHANGED, USED = Text("Räknat", "Counted"), Text("Justering", "Adjustment"), Text("Används", "Used")


def charge_table(pricing: Pricing, customer: str, language: Language) -> Table:
    """Return one customer's charges: key, own volume of all volume, share, and amount."""
    charges = [charge for charge in pricing.charges if charge.customer == customer]
    columns = [
        *(AREA, Text("Nyckel eller tjänst", "Key or service")),
        *(Text("Egen volym", "Own volume"), Text("Hela volymen", "All volume"), Text("Andel %", "Share %")),
        as_it_is(pricing.model.currency),
    ]
    rows = []
    for charge in charges:
        texts = (pricing.model.areas[charge.area].title, _source(pricing.model, charge))
        rows.append([*texts, *_volumes(pricing, charge, language), Ore(charge.amount_ore)])
    foot = [TOTAL, *[""] * 4, Ore(sum(charge.amount_ore for charge in charges))]
    return table(language, Text("Så blir priset", "How the price comes about"), columns, rows, numbers=4, foot=[foot])


def volume_text(pricing: Pricing, measure: str, customer: str, language: Language) -> str:
    """Return a customer's used volume of a measure, and beside an adjusted one what was counted (C4)."""
    used = pricing.used[measure]
    return _adjusted_text(used.quantities[customer], used.adjustments.get(customer, 0), language)


def adjustment_table(model: Model, used: UsedVolumes, language: Language, customer: str | None = None) -> Table:
    """Return adjustments, of all or one customer, beside what was counted: who, when, why and how much (C4)."""
    columns = [
        *(term("measure"), term("customer"), Text("Skäl", "Reason"), Text("Enligt", "By"), Text("Datum", "Date")),
        *(COUNTED, CHANGED, USED),
    ]
    rows: list[list[object]] = []
    for entry in model.adjustments:
        if customer in (None, entry.customer):
            user, volume = model.areas.get(entry.customer) or model.customers[entry.customer], used[entry.measure]
            numbers = (volume.raw.get(entry.customer, 0), entry.quantity, volume.quantities[entry.customer])
            texts = (model.measures[entry.measure].title, user.title, entry.reason, entry.by, entry.on)
            rows.append([*texts, *(quantity(number, language) for number in numbers)])
    return table(language, Text("Justerade volymer", "Adjusted volumes"), columns, rows, numbers=3)


def _volumes(pricing: Pricing, charge: Charge, language: Language) -> list[str]:
    """Return a charge's own volume, that of all, and its share; blanks where it came through no key."""
    if charge.quantity is None or not charge.total_quantity or not charge.key:
        return [""] * 3
    return [
        volume_text(pricing, charge.key, charge.customer, language),
        _adjusted_text(charge.total_quantity, pricing.adjusted(charge.area, charge.key), language),
        number_text(Fraction(100 * charge.quantity) / charge.total_quantity, language, 2),
    ]


def _adjusted_text(used: Exact, adjustment: Exact, language: Language) -> str:
    """Return a volume, and beside an adjusted one what was counted (C4)."""
    text = quantity(used, language)
    counted = Text("räknat", "counted").say(language)
    return f"{text} ({counted} {quantity(used - adjustment, language)})" if adjustment else text


def _source(model: Model, charge: Charge) -> Text:
    """Return what a charge came through: its key, its service, or rounding to the model's unit."""
    if charge.key:
        return model.measures[charge.key].title
    if charge.service:
        return model.areas[charge.area].services[charge.service].title
    return Text("avrundning", "rounding")
