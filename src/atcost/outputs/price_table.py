"""A price list on a terminal: areas across, customers down, and under it what a controller asks next."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from atcost.core.glossary import TERMS, heads
from atcost.core.words import Text, kronor_text, number_text
from atcost.outputs.text_table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from atcost.core.allocation import Charge
    from atcost.core.model import Model
    from atcost.core.money import Exact
    from atcost.core.price_list import PriceList
    from atcost.core.pricing import Pricing
    from atcost.core.words import Language

TOTAL, CHANGE = Text("Summa", "Total"), Text("Ändring", "Change")
AREA, KEY = Text("Område", "Area"), Text("Nyckel", "Key")
BEFORE, NOW = Text("Förut", "Before"), Text("Nu", "Now")
CHANGED_SERVICE = Text("Förändrad tjänst", "Changed service")
KINDS = {
    **{kind: TERMS[kind].word for kind in ("base", "hourly", "add_on")},
    "none": Text("ingen", "none"),
}


def price_table(priced: PriceList, language: Language, areas: list[str], customer: str | None = None) -> Table:
    """Return the price list as a table of the given areas, for all customers or one."""
    now, before = priced.pricing.prices, priced.previous
    customers = [customer] if customer else priced.customers
    titles = [
        TERMS["customer"].title.say(language),
        *(priced.area_title(area).say(language) for area in areas),
        f"{TOTAL.say(language)} {priced.pricing.model.year}",
    ]
    table = Table([*titles, *([str(priced.before.year), CHANGE.say(language), "%"] if priced.before else [])])
    paid, paid_before = _by_customer(now), _by_customer(before)
    for name in customers:
        own = [kronor_text(now[area, name], language) if (area, name) in now else "–" for area in areas]
        totals = summary(paid.get(name, 0), paid_before.get(name, 0) if priced.before else None, language)
        table.rows.append([priced.customer_title(name).say(language), *own, *totals])
    if not customer:
        columns = [kronor_text(sum(ore for (each, _), ore in now.items() if each == area), language) for area in areas]
        totals = summary(priced.pricing.total_ore, priced.previous_total_ore if priced.before else None, language)
        table.foot = [TOTAL.say(language), *columns, *totals]
    return table


def _by_customer(prices: Mapping[tuple[str, str], int]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for (_, customer), amount_ore in prices.items():
        totals[customer] = totals.get(customer, 0) + amount_ore
    return totals


def summary(total_ore: int, previous_ore: int | None, language: Language) -> list[str]:
    """Return a total, and beside a previous one the change in kronor and percent."""
    if previous_ore is None:
        return [kronor_text(total_ore, language)]
    change = total_ore - previous_ore
    return [
        *(kronor_text(ore, language) for ore in (total_ore, previous_ore, change)),
        percent_text(total_ore, previous_ore, language),
    ]


def percent_text(now_ore: int, before_ore: int, language: Language) -> str:
    """Return a change in percent with one decimal; a dash where there is nothing to compare with.

    >>> percent_text(989, 1000, "sv")
    '−1,1'
    """
    return number_text(Fraction(100 * (now_ore - before_ore), before_ore), language, 1) if before_ore else "–"


def account_table(pricing: Pricing, language: Language) -> Table:
    """Return what each area's base services cost, line by line, down to its self-cost (B4)."""
    accounts = pricing.areas
    areas = [pricing.model.areas[area].title.say(language) for area in accounts]
    table = Table([TERMS["self_cost"].title.say(language), *areas, TOTAL.say(language)])
    fte = [account.fte for account in accounts.values()]
    table.rows.append([TERMS["fte"].title.say(language), *(number_text(each, language) for each in [*fte, sum(fte)])])
    for title, amounts in _account_lines(pricing):
        if any(amounts):
            table.rows.append([title.say(language), *(kronor_text(ore, language) for ore in [*amounts, sum(amounts)])])
    return table


def charge_table(pricing: Pricing, customer: str, language: Language) -> Table:
    """Return one customer's charges: key, own volume of all volume, share, and amount."""
    numbers = Text("Egen volym|Hela volymen|Andel %", "Own volume|All volume|Share %").say(language).split("|")
    table = Table([*heads(language, AREA, KEY), *numbers, pricing.model.currency], texts=2)
    for charge in pricing.charges:
        if charge.customer == customer:
            cells = ["", "", ""]
            if charge.quantity is not None and charge.total_quantity and charge.key:
                share = number_text(Fraction(100 * charge.quantity) / charge.total_quantity, language, 2)
                cells = [
                    volume_text(pricing, charge.key, customer, language),
                    _adjusted_text(charge.total_quantity, pricing.adjusted(charge.area, charge.key), language),
                    share,
                ]
            area = pricing.model.areas[charge.area].title.say(language)
            source = _source_of(pricing.model, charge, language)
            table.rows.append([area, source, *cells, kronor_text(charge.amount_ore, language)])
    return table


def volume_text(pricing: Pricing, measure: str, customer: str, language: Language) -> str:
    """Return a customer's used volume of a measure, and beside an adjusted one what was counted (C4)."""
    used = pricing.used[measure]
    return _adjusted_text(used.quantities[customer], used.adjustments.get(customer, 0), language)


def _adjusted_text(used: Exact, adjustment: Exact, language: Language) -> str:
    """Return a volume, and beside an adjusted one what was counted (C4)."""
    text = quantity(used, language)
    counted = Text("räknat", "counted").say(language)
    return f"{text} ({counted} {quantity(used - adjustment, language)})" if adjustment else text


def adjustment_table(pricing: Pricing, language: Language) -> Table:
    """Return every adjustment beside what was counted: who, when, why and how much (C4)."""
    model = pricing.model
    titles = Text(
        "Justerad volym|Kund|Skäl|Av|Datum|Justering|Används", "Adjusted volume|Customer|Reason|By|Date|Adjustment|Used"
    )
    table = Table(titles.say(language).split("|"), texts=5)
    for entry in model.adjustments:
        user = (model.areas.get(entry.customer) or model.customers[entry.customer]).title
        texts = [model.measures[entry.measure].title.say(language), user.say(language), entry.reason.say(language)]
        change = quantity(entry.quantity, language)
        used = volume_text(pricing, entry.measure, entry.customer, language)
        table.rows.append([*texts, entry.by, str(entry.on), change, used])
    return table


def quantity(value: int | Fraction, language: Language) -> str:
    """Return a quantity for the eye: whole, or with two decimals."""
    return number_text(value, language, 0 if value.denominator == 1 else 2)


def change_table(pricing: Pricing, language: Language) -> Table:
    """Return the changed services with their cost, and what customers paid by the hour before (A4)."""
    amounts = (
        Text("Kostnad|Varav förut betalt per timme", "Cost|Of it paid by the hour before").say(language).split("|")
    )
    table = Table([*heads(language, CHANGED_SERVICE, AREA, BEFORE, NOW), *amounts], texts=4)
    for change in pricing.changes.services:
        area = pricing.model.areas[change.area]
        texts = (area.services[change.service].title, area.title, KINDS[change.before], KINDS[change.after])
        ores = (change.cost_ore, change.formerly_by_the_hour_ore)
        table.rows.append([*(text.say(language) for text in texts), *(kronor_text(ore, language) for ore in ores)])
    return table


def currency(model: Model, language: Language) -> str:
    """Return what a Swede calls the currency in a sentence, or its code."""
    return "kr" if (model.currency, language) == ("SEK", "sv") else model.currency


def unit_sentences(pricing: Pricing, language: Language) -> Iterator[str]:
    """Say what one unit of each key weighs, and that it is no tariff where it is none."""
    for price in pricing.per_unit:
        measure, area = pricing.model.measures[price.key], pricing.model.areas[price.area]
        words = Text("kostar", "costs") if area.is_tariff else Text("väger", "weighs")
        start = f"{area.title.say(language)}, {measure.title.say(language).lower()}: 1 {measure.unit.say(language)}"
        amount = f"{kronor_text(price.amount_ore, language)} {currency(pricing.model, language)}"
        yield f"{start} {words.say(language)} {amount}"


def hourly_sentences(pricing: Pricing, language: Language) -> Iterator[str]:
    """Say what an hour costs in each area that has services by the hour."""
    for price in pricing.hourly:
        area, staff = pricing.model.areas[price.area], pricing.model.staff[price.staff]
        hour = f"{currency(pricing.model, language)} {Text('per timme', 'an hour').say(language)}"
        start = f"{area.title.say(language)}, {staff.title.say(language).lower()}"
        yield f"{start}: {kronor_text(price.amount_ore, language)} {hour}"


def _account_lines(pricing: Pricing) -> Iterator[tuple[Text, list[int]]]:
    accounts = list(pricing.areas.values())
    yield Text("Personal", "Staff"), [account.staff_ore for account in accounts]
    yield Text("Andra kostnader", "Other costs"), [account.other_ore for account in accounts]
    for name, overhead in pricing.model.overheads.items():
        yield overhead.title, [account.overhead_ore[name] for account in accounts]
    yield TERMS["carried"].title, [a.carried_ore for a in accounts]
    yield Text("Egen kostnad", "Own cost"), [account.own_cost_ore for account in accounts]
    yield Text("Från andra områden", "From other areas"), [a.received_ore for a in accounts]
    yield Text("Till andra områden", "To other areas"), [-a.sent_ore for a in accounts]
    yield Text("Överuttag (tariff)", "Over-recovery (tariff)"), [a.over_recovery_ore for a in accounts]
    yield Text("Avrundning", "Rounding"), [a.rounding_ore + a.unit_rounding_ore for a in accounts]
    prices = [_paid(pricing, area) for area in pricing.areas]
    yield Text("Pris till kunderna", "Price to the customers"), prices
    yield Text("Per timme, utanför årspriset", "By the hour, outside the price"), [a.by_the_hour_ore for a in accounts]
    income = [account.by_the_hour_income_ore for account in accounts]
    yield Text("Timmar × timpris", "Hours × hourly price"), income


def _paid(pricing: Pricing, area: str) -> int:
    return sum(amount_ore for (of_area, _), amount_ore in pricing.prices.items() if of_area == area)


def _source_of(model: Model, charge: Charge, language: Language) -> str:
    """Return what a charge came through: its key, its service, or rounding to the model's unit."""
    if charge.key:
        return model.measures[charge.key].title.say(language)
    if charge.service:
        return model.areas[charge.area].services[charge.service].title.say(language)
    return Text("avrundning", "rounding").say(language)
