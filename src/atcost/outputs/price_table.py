"""Prices as tables: areas across, customers down, beside the year before; one customer's own; what areas cost."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from atcost.core.glossary import term, with_the_volume
from atcost.core.words import Text, number_text
from atcost.outputs.cells import NOTHING, Ore, as_it_is, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from atcost.core.price_list import PriceList, Prices
    from atcost.core.pricing import Pricing
    from atcost.core.words import Language
    from atcost.outputs.text_table import Table

TOTAL, CHANGE, PERCENT = Text("Summa", "Total"), Text("Ändring", "Change"), as_it_is("%")
AREA, KEY, PRICE = Text("Område", "Area"), Text("Nyckel", "Key"), Text("Pris", "Price")


def price_table(priced: PriceList, language: Language, areas: Sequence[str]) -> Table:
    """Return the price list as a table, some areas across, and under it what each area cost the year before."""
    columns = [term("customer"), *map(priced.area_title, areas), _own_head(priced, TOTAL)]
    now, before = (_totals(prices, 1) for prices in (priced.pricing.prices, priced.previous))
    rows = [
        [
            priced.customer_title(name),
            *(_price(priced.pricing.prices, area, name) for area in areas),
            *_beside(priced, now.get(name, 0), before.get(name, 0), language),
        ]
        for name in priced.customers
    ]
    columns += (compared := _compared_heads(priced))
    beside, foot = 1 + len(compared), _foot(priced, language, areas)
    return table(language, None, columns, rows, numbers=len(areas) + beside, foot=foot, together=beside)


def customer_table(priced: PriceList, language: Language, customer: str) -> Table:
    """Return what one customer pays for each area, beside the year before."""
    now, before = priced.pricing.prices, priced.previous
    areas = [area for area in priced.areas if (area, customer) in now or (area, customer) in before]
    own = [(now.get((area, customer), 0), before.get((area, customer), 0)) for area in areas]
    rows = [
        [priced.area_title(area), *_beside(priced, *amounts, language)]
        for area, amounts in zip(areas, own, strict=True)
    ]
    foot = [TOTAL, *_beside(priced, sum(ore for ore, _ in own), sum(ore for _, ore in own), language)]
    columns = [AREA, _own_head(priced, PRICE), *_compared_heads(priced)]
    return table(language, priced.customer_title(customer), columns, rows, numbers=len(columns) - 1, foot=[foot])


def account_table(pricing: Pricing, language: Language) -> Table:
    """Return what each area's base services cost, line by line, down to its self-cost and its prices (B4)."""
    areas, title = [pricing.model.areas[area].title for area in pricing.areas], Text("Självkostnad", "Self-cost")
    fte = [account.fte for account in pricing.areas.values()]
    rows: list[list[object]] = [[term("fte"), *(number_text(number, language, 2) for number in [*fte, sum(fte)])]]
    for line, amounts in _account_lines(pricing):
        if any(amounts):
            rows.append([line, *map(Ore, [*amounts, sum(amounts)])])
    return table(language, title, [as_it_is(pricing.model.currency), *areas, TOTAL], rows, numbers=len(areas) + 1)


def percent_text(now_ore: int, before_ore: int, language: Language) -> str:
    """Return a change in percent with one decimal; a dash where there is nothing to compare with.

    >>> percent_text(989, 1000, "sv")
    '−1,1'
    """
    return number_text(Fraction(100 * (now_ore - before_ore), before_ore), language, 1) if before_ore else NOTHING


def _foot(priced: PriceList, language: Language, areas: Sequence[str]) -> Iterator[list[object]]:
    """Yield the sums of every area and of all, and where there is a year before, its sums and the change."""
    now, before = (_totals(prices, 0) for prices in (priced.pricing.prices, priced.previous))
    totals = priced.pricing.total_ore, priced.previous_total_ore
    yield [TOTAL, *(Ore(now.get(area, 0)) for area in areas), *_beside(priced, *totals, language)]
    if priced.before:
        both = [(now.get(area, 0), before.get(area, 0)) for area in areas]
        blank = [""] * 4
        yield [str(priced.before.model.year), *(Ore(old) for _, old in both), *blank]
        yield [CHANGE, *(Ore(new - old) for new, old in both), *blank]
        yield [PERCENT, *(percent_text(new, old, language) for new, old in both), *blank]


def _beside(priced: PriceList, now_ore: int, before_ore: int, language: Language) -> list[object]:
    """Return an amount, and where there is a year before, its amount and the change in kronor and percent."""
    if not priced.before:
        return [Ore(now_ore)]
    change = Ore(now_ore - before_ore)
    return [Ore(now_ore), Ore(before_ore), change, percent_text(now_ore, before_ore, language)]


def _own_head(priced: PriceList, word: Text) -> Text:
    """Name the amounts by their year; today's are none of the year's list, which may stand beside them."""
    year = priced.pricing.model.year
    return Text("Dagens pris", "Today's price") if priced.is_todays else Text(f"{word.sv} {year}", f"{word.en} {year}")


def _compared_heads(priced: PriceList) -> list[Text]:
    return [as_it_is(str(priced.before.model.year)), CHANGE, PERCENT] if priced.before else []


def _price(prices: Prices, area: str, customer: str) -> object:
    return Ore(prices[area, customer]) if (area, customer) in prices else NOTHING


def _totals(prices: Prices, part: int) -> dict[str, int]:
    """Sum prices by area (0) or by customer (1)."""
    totals: dict[str, int] = {}
    for name, amount_ore in prices.items():
        totals[name[part]] = totals.get(name[part], 0) + amount_ore
    return totals


def _account_lines(pricing: Pricing) -> Iterator[tuple[Text, list[int]]]:
    accounts = list(pricing.areas.values())
    yield Text("Personal", "Staff"), [account.staff_ore for account in accounts]
    yield Text("Andra kostnader", "Other costs"), [account.other_ore for account in accounts]
    for name, overhead in pricing.model.overheads.items():
        yield overhead.title, [account.overhead_ore[name] for account in accounts]
    yield term("carried"), [account.carried_ore for account in accounts]
    released_ore = [account.released_ore for account in accounts]
    yield with_the_volume(released_ore), [-ore for ore in released_ore]
    if any(account.received_ore for account in accounts):
        yield Text("Egen kostnad", "Own cost"), [account.own_cost_ore for account in accounts]
        yield Text("Från andra områden", "From other areas"), [account.received_ore for account in accounts]
    yield term("self_cost"), [account.self_cost_ore for account in accounts]
    yield Text("Till andra områden", "To other areas"), [-account.sent_ore for account in accounts]
    yield Text("Överuttag (tariff)", "Over-recovery (tariff)"), [account.over_recovery_ore for account in accounts]
    yield Text("Avrundning", "Rounding"), [account.rounding_ore + account.unit_rounding_ore for account in accounts]
    paid = _totals(pricing.prices, 0)
    yield Text("Pris till kunderna", "Price to the customers"), [paid.get(area, 0) for area in pricing.areas]
    by_the_hour = [account.by_the_hour_ore for account in accounts]
    yield (
        Text("Betalas per timme, utanför årspriset", "Paid by the hour, outside the price"),
        by_the_hour,
    )
    income = [account.by_the_hour_income_ore for account in accounts]
    yield Text("Timmar × timpris", "Hours × hourly price"), income
