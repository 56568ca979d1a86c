"""What holds of every price list, whatever the year: hypothesis draws the year's seed and what is changed in it."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from atcost import price
from tests.chance import QUANTITIES, THIRD
from tests.models import year_of_seed
from tests.oracle import Answer, answer
from tests.oracle_bounds import Bounds, bounds
from tests.oracle_cost import amount_ore
from tests.validity import faults
from tests.variations import (
    Year,
    entries_in_another_order,
    merged,
    rows_in_another_order,
    scaled,
    with_more,
    without_use,
)

if TYPE_CHECKING:
    from atcost.core.model import Model
    from atcost.core.pricing import Pricing

seeds = st.integers(min_value=0, max_value=2**32)
chances = st.integers(min_value=0, max_value=2**16).map(Random)
# How many are drawn says the profile in conftest. A smaller seed is no simpler year, so nothing is gained by shrinking.
many = settings(suppress_health_check=list(HealthCheck), phases=[Phase.reuse, Phase.generate])


class Priced(NamedTuple):
    """A year's price list, with the exact one and how far the roundings may keep them apart."""

    model: Model
    pricing: Pricing
    answer: Answer
    bounds: Bounds

    def price(self, area: str, customer: str) -> int:
        """Return a price in öre; who pays nothing has none."""
        return self.pricing.prices.get((area, customer), 0)

    def exact(self, area: str, customer: str) -> Fraction:
        """Return the exact price before units."""
        return self.answer.prices().get((area, customer), Fraction(0))


def priced(year: Year) -> Priced:
    result = answer(*year)
    return Priced(year[0], price(*year), result, bounds(year[0], result))


def amounts(pricing: Pricing) -> list[object]:
    """Return all that a price list says but its findings and the documents that it was made from."""
    parts = [pricing.areas, pricing.charges, pricing.transfers, pricing.prices, pricing.hourly, pricing.per_unit]
    return [*parts, pricing.changes, pricing.total_ore, pricing.total_excluding_changes_ore]


def said(pricing: Pricing) -> list[tuple[str, str, str]]:
    """Return what is found, but not in which row: that is the one thing that another order of rows moves."""
    return sorted((each.rule, each.file, each.path) for each in pricing.findings)


@many
@given(seeds)
def test_parts_sum_to_the_whole_at_every_level(seed: int) -> None:
    model, pricing, *_ = priced(year_of_seed(seed))
    for name, overhead in model.overheads.items():
        if overhead.amount is not None:
            services = [service for area in pricing.costs.values() for service in area.services]
            spread = sum(service.overhead_ore[name] for service in services)
            assert spread == amount_ore(model, overhead)
    for name, area in pricing.areas.items():
        charges = [charge for charge in pricing.charges if charge.area == name]
        sent = sum(transfer.amount_ore for transfer in pricing.transfers if transfer.sender == name)
        income = sum(charge.amount_ore for charge in charges if charge.kind != "rounding") + sent
        assert income == area.own_cost_ore + area.received_ore + area.rounding_ore + area.over_recovery_ore
        prices = sum(amount for (priced_area, _), amount in pricing.prices.items() if priced_area == name)
        assert prices == sum(charge.amount_ore for charge in charges)
        assert prices + sent == area.self_cost_ore + area.rounding_ore + area.over_recovery_ore + area.unit_rounding_ore
    assert pricing.total_ore == sum(pricing.prices.values()) == sum(charge.amount_ore for charge in pricing.charges)


@many
@given(seeds, chances)
def test_the_order_of_rows_and_measures_changes_nothing(seed: int, chance: Random) -> None:
    year = year_of_seed(seed)
    one, other = price(*year), price(*rows_in_another_order(chance, year))
    assert amounts(one) == amounts(other)
    assert said(one) == said(other)


@many
@given(seeds, chances)
def test_the_order_of_entries_moves_a_price_by_its_roundings(seed: int, chance: Random) -> None:
    """Both prices are within their bounds of the exact ones, which differ by who got the odd öre of an overhead."""
    year = year_of_seed(seed)
    one, other = priced(year), priced(entries_in_another_order(chance, year))
    for place in one.pricing.prices.keys() | other.pricing.prices.keys():
        allowed = one.bounds.price(*place) + other.bounds.price(*place)
        moved = abs(one.exact(*place) - other.exact(*place))
        assert abs(one.price(*place) - other.price(*place)) <= allowed + moved
        if all(overhead.amount is None for overhead in year[0].overheads.values()):
            assert moved == 0


@many
@given(seeds, chances)
def test_the_order_of_entries_moves_a_price_by_one_unit_for_each_split(seed: int, chance: Random) -> None:
    """As the arithmetic page says it, where every split on the way is easily counted: areas that serve no areas."""
    year = year_of_seed(seed)
    assume(year[0].method == "direct")
    one, other = priced(year), priced(entries_in_another_order(chance, year))
    for area, customer in one.pricing.prices:
        moved = abs(one.price(area, customer) - other.price(area, customer))
        assert moved <= splits_on_the_way(one, area) * one.bounds.unit


def splits_on_the_way(one: Priced, area: str) -> int:
    """Count a price's splits: of overheads over services, of the pool over keys, of keys over customers, and units."""
    overheads = sum(overhead.amount is not None for overhead in one.model.overheads.values())
    of_cost = overheads * len(one.model.areas[area].services)
    return (of_cost + 2) * len(one.answer.keys[area]) + of_cost + 1


@many
@given(seeds, st.sampled_from([2, 1000, THIRD, Fraction("0.07")]))
def test_scaling_every_volume_of_the_keys_changes_nothing(seed: int, factor: Fraction) -> None:
    year = year_of_seed(seed)
    one, other = price(*year), price(*scaled(year, year[0].measures, factor))
    assert shared_by_weights(year[0], one) == shared_by_weights(year[0], other)


@many
@given(seeds, chances, st.sampled_from([3, Fraction("12.5"), THIRD]))
def test_scaling_the_volumes_of_one_key_changes_nothing(seed: int, chance: Random, factor: Fraction) -> None:
    model, volumes = year = year_of_seed(seed)
    combined = {part for measure in model.measures.values() for part in measure.combines or ()}
    free = [name for name, measure in model.measures.items() if measure.combines is None and name not in combined]
    assume(free)
    one, other = price(model, volumes), price(*scaled(year, [chance.choice(free)], factor))
    assert shared_by_weights(model, one) == shared_by_weights(model, other)


def shared_by_weights(model: Model, pricing: Pricing) -> list[object]:
    """Return every amount that does not come from a unit price: a tariff's charges do grow with its volumes."""
    weighted = {name for name, area in model.areas.items() if not area.is_tariff}
    charges = [charge[:6] for charge in pricing.charges if charge.area in weighted]
    prices = {place: amount for place, amount in pricing.prices.items() if place[0] in weighted}
    received = {name: area.received_ore for name, area in pricing.areas.items()}
    return [charges, prices, received, pricing.transfers, pricing.hourly]


@many
@given(seeds, chances)
def test_who_uses_nothing_pays_nothing_by_keys(seed: int, chance: Random) -> None:
    model, volumes = year_of_seed(seed)
    idle = chance.choice(model.listed_customers())
    year = without_use((model, volumes), idle)
    assume(not faults(*year))
    paid = {charge.kind for charge in price(*year).charges if charge.customer == idle}
    assert not paid & {"key", "tariff"}


@many
@given(seeds, chances)
def test_using_more_never_lowers_the_price(seed: int, chance: Random) -> None:
    """Area by area where areas serve no areas; in all where they do, since one then bears less of what they pass on."""
    model, volumes = year_of_seed(seed)
    customer = chance.choice(model.listed_customers())
    measure = chance.choice([name for name, entry in model.measures.items() if entry.combines is None])
    after_year = with_more((model, volumes), measure, customer, chance.choice(QUANTITIES))
    assume(not faults(*after_year))
    before, after = priced((model, volumes)), priced(after_year)
    for areas in [[area] for area in model.areas] if model.method == "direct" else [list(model.areas)]:
        if all(before.answer.keyed[area] >= 0 for area in areas):
            exact = sum(after.exact(area, customer) - before.exact(area, customer) for area in areas)
            rise = sum(after.price(area, customer) - before.price(area, customer) for area in areas)
            allowed = sum(before.bounds.price(area, customer) + after.bounds.price(area, customer) for area in areas)
            assert exact >= 0
            assert rise >= -allowed


@many
@given(seeds, chances)
def test_merging_customers_merges_their_prices(seed: int, chance: Random) -> None:
    model, volumes = year_of_seed(seed)
    listed = model.listed_customers()
    assume(len(listed) > 1)
    gone, kept = chance.sample(listed, 2)
    assume(
        all(model.customers[gone].takes_area(area) == model.customers[kept].takes_area(area) for area in model.areas)
    )
    apart, together = priced((model, volumes)), priced(merged((model, volumes), gone, kept))
    for area in model.areas:
        assert together.exact(area, kept) == apart.exact(area, gone) + apart.exact(area, kept)
        both = apart.price(area, gone) + apart.price(area, kept)
        allowed = sum(each.bounds.price(area, name) for each, name in ((apart, gone), (apart, kept), (together, kept)))
        assert abs(together.price(area, kept) - both) <= allowed
