"""The price list: a year's prices beside those of the year before, restated on this year's customers (D3, D4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from atcost.core.money import split
from atcost.core.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atcost.core.model import Area, Customer, Model
    from atcost.core.money import Exact
    from atcost.core.pricing import Pricing

Prices = dict[tuple[str, str], int]
"""Area and customer, then öre."""


@dataclass(frozen=True, slots=True)
class PriceList:
    """What each customer pays for each area, and paid the year before; ``previous`` is empty where there is none.

    A customer of the year before that has no place this year keeps its own row. ``before`` is the model of that year.
    """

    pricing: Pricing
    previous: Prices
    before: Model | None = None

    @property
    def areas(self) -> list[str]:
        """Return the areas that have a price, this year's first."""
        named = {area for area, _ in (*self.pricing.prices, *self.previous)}
        model_order = [area for area in self.pricing.model.areas if area in named]
        return model_order + sorted(named.difference(model_order))

    @property
    def customers(self) -> list[str]:
        """Return the customers that have a price, in model order, then those that only had one."""
        named = dict.fromkeys(customer for _, customer in (*self.pricing.prices, *self.previous))
        model_order = [customer for customer in self.pricing.model.customers if customer in named]
        return model_order + [customer for customer in named if customer not in model_order]

    def area_title(self, area: str) -> Text:
        """Return an area's title, of the year before where this one does not have it."""
        return _title(area, self.pricing.model.areas, self.before.areas if self.before else {})

    def customer_title(self, customer: str) -> Text:
        """Return a customer's title, of the year before where this one does not have it."""
        return _title(customer, self.pricing.model.customers, self.before.customers if self.before else {})

    @property
    def previous_total_ore(self) -> int:
        """Return the sum of last year's prices."""
        return sum(self.previous.values())


def price_list(pricing: Pricing, previous: Pricing | None) -> PriceList:
    """Set a year's prices beside those of the year before."""
    if previous is None:
        return PriceList(pricing, {})
    return PriceList(pricing, restated(previous.prices, previous.model, pricing.model), previous.model)


def restated(prices: Mapping[tuple[str, str], int], old: Model, new: Model) -> Prices:
    """Return old prices on the new year's customers: renamed, merged, or split by the parts of its successors."""
    found: Prices = {}
    for (area, customer), amount_ore in prices.items():
        parts = successors_in(customer, old, new)
        for (name, _), part_ore in zip(parts, split(amount_ore, [part for _, part in parts]), strict=True):
            found[area, name] = found.get((area, name), 0) + part_ore
    return found


def successors_in(customer: str, old: Model, new: Model) -> list[tuple[str, Exact]]:
    """Return who a customer of the old year is in the new one, with parts; itself where nobody took over.

    The new model says who follows whom; where it does not know the customer, the old one does.
    """
    renamed = {entry.renamed_from: name for name, entry in new.customers.items() if entry.renamed_from}

    def ends(name: str, seen: frozenset[str]) -> list[tuple[str, Exact]]:
        entry = new.customers.get(name) or old.customers.get(name)
        if name in renamed:
            return [(renamed[name], 1)]
        if entry is None or not entry.successors or name in seen or entry.valid_on(new.first_day):
            return [(name, 1)]
        return [
            (end, part * successor.part)
            for successor in entry.successors
            for end, part in ends(successor.to, seen | {name})
        ]

    return ends(customer, frozenset())


def _title(name: str, *known: Mapping[str, Area] | Mapping[str, Customer]) -> Text:
    return next((entries[name].title for entries in known if name in entries), Text(name, name))
