"""The price list: a year's prices beside those of the year before, restated on this year's customers (D3, D4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.money import split
from atcost.core.succession import ends
from atcost.core.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from atcost.core.model import Area, Customer, Model
    from atcost.core.money import Exact
    from atcost.core.pricing import Pricing

Prices = dict[tuple[str, str], int]
"""Area and customer, then öre."""


class Publication(NamedTuple):
    """That a list was published, sealed as no proposal; and on which day, where its seal says so."""

    on: date | None


@dataclass(frozen=True, slots=True)
class PriceList:
    """What each customer pays for each area, and paid the year before; ``previous`` is empty where there is none.

    A customer of the year before that has no place this year keeps its own row. ``before`` is that year as priced.
    ``is_todays``: it is no price list, but today's price (D5), and ``before`` may be of the year itself.
    ``published``: what its seal says; without, it is a proposal.
    """

    pricing: Pricing
    previous: Prices
    before: Pricing | None = None
    is_todays: bool = False
    published: Publication | None = None

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
        return title(area, self.pricing.model.areas, self.before.model.areas if self.before else {})

    def customer_title(self, customer: str) -> Text:
        """Return a customer's title, of the year before where this one does not have it."""
        return title(customer, self.pricing.model.customers, self.before.model.customers if self.before else {})

    @property
    def previous_total_ore(self) -> int:
        """Return the sum of last year's prices."""
        return sum(self.previous.values())


def price_list(pricing: Pricing, previous: Pricing | None, *, is_todays: bool = False) -> PriceList:
    """Set a year's prices, or today's, beside those of the year before."""
    if previous is None:
        return PriceList(pricing, {}, is_todays=is_todays)
    return PriceList(pricing, restated(previous.prices, previous.model, pricing.model), previous, is_todays)


def restated(prices: Mapping[tuple[str, str], int], old: Model, new: Model) -> Prices:
    """Return old prices on the new year's customers: renamed, merged, or split by the parts of its successors."""
    found: Prices = {}
    parts = successors_in(old, new)
    for (area, customer), amount_ore in prices.items():
        of_customer = parts.get(customer, {customer: 1})
        for name, part_ore in zip(of_customer, split(amount_ore, list(of_customer.values())), strict=True):
            found[area, name] = found.get((area, name), 0) + part_ore
    return found


def successors_in(old: Model, new: Model) -> dict[str, dict[str, Exact]]:
    """Return who each customer of either year is in the new one, with parts; itself where nobody took over.

    The new model says who follows whom; where it does not know a customer, the old one does. Years that contradict each
    other, so that a customer follows itself, leave it out.
    """
    renamed = {entry.renamed_from: name for name, entry in new.customers.items() if entry.renamed_from}
    followers = {
        name: [] if entry.valid_on(new.first_day) else entry.followers()
        for name, entry in {**old.customers, **new.customers}.items()
    }
    return ends(followers | {name: [(now, 1)] for name, now in renamed.items()})


def title(name: str, *known: Mapping[str, Area] | Mapping[str, Customer]) -> Text:
    """Return the title of an area or customer, by the first of some years that knows it."""
    return next((entries[name].title for entries in known if name in entries), Text(name, name))
