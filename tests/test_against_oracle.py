"""The engine against the oracle on random years: every sum exact, every price within what its roundings allow."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from atcost import price
from tests.agreement import differences
from tests.models import year_of_seed

if TYPE_CHECKING:
    from atcost.core.model import Model, Volumes
    from atcost.core.pricing import Pricing
    from tests.oracle_cost import Column

YEARS = 10_000 if os.environ.get("ATCOST_PROVE") == "1" else 500
BLOCK = 50
SHOWN = 5
A_THOUSAND_KRONOR = 100_000
Tampering = Callable[["Pricing"], "Pricing"]


def priced(seed: int, column: Column) -> tuple[Model, Volumes, Pricing]:
    """Price a random year; what fails says of which seed."""
    model, volumes = year_of_seed(seed)
    try:
        return model, volumes, price(model, volumes, column)
    except Exception as error:
        error.add_note(f"tests.models.year_of_seed({seed}), column {column!r}, method {model.method}")
        raise


def checked(seed: int, column: Column) -> Pricing:
    """Price a random year and hold it against the oracle."""
    model, volumes, pricing = priced(seed, column)
    found = differences(model, volumes, pricing)
    if found:
        where = f"tests.models.year_of_seed({seed}), column {column!r}, method {model.method}, unit {model.unit}"
        pytest.fail("\n  ".join([f"{where}: {len(found)} differences", *found[:SHOWN]]))
    assert pricing.column == column
    return pricing


@pytest.mark.parametrize("first", range(0, YEARS, BLOCK))
def test_engine_and_oracle_agree(first: int) -> None:
    for seed in range(first, min(first + BLOCK, YEARS)):
        including, excluding = checked(seed, "kind"), checked(seed, "before")
        assert including.total_excluding_changes_ore == excluding.total_ore, seed
        assert excluding.total_excluding_changes_ore == excluding.total_ore, seed


# Faults planted in a right price list, each of which the comparison must see.


def moved_charge(amount: int) -> Tampering:
    def tampered(pricing: Pricing) -> Pricing:
        first, *others = pricing.charges
        return replace(pricing, charges=(first._replace(amount_ore=first.amount_ore + amount), *others))

    return tampered


def charge_moved_to_another(pricing: Pricing) -> Pricing:
    """Move an amount from one customer of a key to another: every sum of the area stays right."""
    one, other = next(
        (one, other)
        for one in pricing.charges
        for other in pricing.charges
        if one.kind == other.kind == "key" and one[:1] == other[:1] and one.key == other.key and one != other
    )
    by = {one: -A_THOUSAND_KRONOR, other: A_THOUSAND_KRONOR}
    charges = tuple(charge._replace(amount_ore=charge.amount_ore + by.get(charge, 0)) for charge in pricing.charges)
    prices = dict(pricing.prices)
    prices[one.area, one.customer] -= A_THOUSAND_KRONOR
    prices[other.area, other.customer] += A_THOUSAND_KRONOR
    return replace(pricing, charges=charges, prices=prices)


def moved_price(pricing: Pricing) -> Pricing:
    one, other, *_ = pricing.prices
    prices = pricing.prices | {one: pricing.prices[one] + 1, other: pricing.prices[other] - 1}
    return replace(pricing, prices=prices)


def moved_transfer(pricing: Pricing) -> Pricing:
    first, *others = pricing.transfers
    return replace(pricing, transfers=(first._replace(amount_ore=first.amount_ore + 1), *others))


def moved_cost(pricing: Pricing) -> Pricing:
    area, *_ = pricing.areas
    moved = replace(pricing.areas[area], own_cost_ore=pricing.areas[area].own_cost_ore + 1)
    return replace(pricing, areas=pricing.areas | {area: moved})


def moved_hourly_price(pricing: Pricing) -> Pricing:
    first, *others = pricing.hourly
    return replace(pricing, hourly=(first._replace(amount_ore=first.amount_ore + 1), *others))


def moved_change(pricing: Pricing) -> Pricing:
    area, reasons = next(iter(pricing.changes.areas.items()))
    moved = reasons._replace(came_ore=reasons.came_ore + 1, went_ore=reasons.went_ore + 1)
    return replace(pricing, changes=replace(pricing.changes, areas=pricing.changes.areas | {area: moved}))


FAULTS: dict[str, Tampering] = {
    "a thousand kronor on a charge": moved_charge(A_THOUSAND_KRONOR),
    "an öre on a charge": moved_charge(1),
    "a thousand kronor from one customer to another": charge_moved_to_another,
    "an öre from one price to another": moved_price,
    "an öre on a transfer": moved_transfer,
    "an öre on an area's cost": moved_cost,
    "an öre on an hourly price": moved_hourly_price,
    "an öre on both sides of the changes": moved_change,
}


def rich_year() -> tuple[Model, Volumes, Pricing]:
    """Return a year in which there is everything that a fault is planted in."""
    for seed in range(YEARS):
        model, volumes, pricing = priced(seed, "kind")
        in_keys = [charge for charge in pricing.charges if charge.kind == "key"]
        if (
            pricing.transfers
            and pricing.hourly
            and len(in_keys) > len(model.customers)
            and not differences(model, volumes, pricing)
        ):
            return model, volumes, pricing
    pytest.fail("no random year has transfers, hourly prices and charges")


@pytest.mark.parametrize("plant", FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_seen(plant: Tampering) -> None:
    model, volumes, pricing = rich_year()
    assert differences(model, volumes, pricing) == []
    assert differences(model, volumes, plant(pricing))
