"""Pricing: the whole calculation. A price list is a function of a year's model and its volumes.

``price`` reads like the flow; each step stands in the file of its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.allocation import Charge, Distribution, Linked, Transfer, distribute
from atcost.core.assignment import Column, InForce, assignment
from atcost.core.balance import Balance, balances, imbalances
from atcost.core.changes import Changes, changes, unexplained
from atcost.core.checks import Checked, check
from atcost.core.costing import NOTHING, Costs, Released, costs
from atcost.core.finding import Faulty, Finding, errors
from atcost.core.hourly import HourlyPrice, hourly_prices
from atcost.core.money import rounded, rounded_steps, to_ore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atcost.core.model import Model, Volumes
    from atcost.core.money import Exact
    from atcost.core.shares import Shares
    from atcost.core.volumes import UsedVolumes


class UnitPrice(NamedTuple):
    """What one unit of a key weighs, in öre: a share of a fixed cost, not a tariff (outside tariff areas)."""

    area: str
    key: str
    amount_ore: int


@dataclass(frozen=True, slots=True)
class AreaPricing:
    """An area's account, in öre: what its base services cost, what it sent and received, what rounding left."""

    fte: Exact
    staff_ore: int
    other_ore: int
    overhead_ore: dict[str, int]
    carried_ore: int
    released_ore: int
    by_the_hour_ore: int
    by_the_hour_income_ore: int
    own_cost_ore: int
    received_ore: int
    sent_ore: int
    rounding_ore: int
    over_recovery_ore: int
    unit_rounding_ore: int

    @property
    def self_cost_ore(self) -> int:
        """Return the area's self-cost: its own and what other areas sent it."""
        return self.own_cost_ore + self.received_ore


@dataclass(frozen=True, slots=True)
class Pricing:
    """A year priced: every amount down to charges, and the steps that it came by."""

    model: Model
    volumes: Volumes
    column: Column
    used: UsedVolumes
    shares: Shares
    costs: Costs
    areas: dict[str, AreaPricing]
    charges: tuple[Charge, ...]
    transfers: tuple[Transfer, ...]
    key_ore: dict[tuple[str, str], Exact]
    linked: dict[str, Linked]
    prices: dict[tuple[str, str], int]
    hourly: tuple[HourlyPrice, ...]
    per_unit: tuple[UnitPrice, ...]
    changes: Changes
    total_excluding_changes_ore: int
    findings: tuple[Finding, ...]

    @property
    def total_ore(self) -> int:
        """Return the sum of all prices."""
        return sum(self.prices.values())

    def adjusted(self, area: str, measure: str) -> Exact:
        """Return what adjustments add to the volume of a key's receivers (C4)."""
        adjustments = self.used[measure].adjustments
        receivers = (key.receivers for key in self.shares[area] if key.measure == measure)
        return sum(adjustments.get(receiver, 0) for of_key in receivers for receiver in of_key) if adjustments else 0

    def customer_totals(self) -> dict[str, int]:
        """Return what each customer on the list pays in all, in model order."""
        totals: dict[str, int] = {}
        for (_, customer), amount_ore in self.prices.items():
            totals[customer] = totals.get(customer, 0) + amount_ore
        return {customer: totals[customer] for customer in self.model.customers if customer in totals}


def price(model: Model, volumes: Volumes, column: Column = "kind") -> Pricing:
    """Price a year, including assignment changes or, with column ``before``, excluding them.

    Raises:
        Faulty: findings of level error; a list with any is never made.
    """
    return priced(model, volumes, check(model, volumes), column)


def priced(
    model: Model, volumes: Volumes, checked: Checked, column: Column = "kind", released: Released = NOTHING
) -> Pricing:
    """Price a year that has been checked; ``released`` leaves the areas' keyed cost in either column (14).

    Raises:
        Faulty: findings of level error, or income and cost that differ.
    """
    findings, used, shared = checked
    if errors(findings):
        raise Faulty(findings)
    including = _calculated(model, shared, assignment(model, "kind"), released)
    excluding = _calculated(model, shared, assignment(model, "before"), released, beside=including)
    chosen = including if column == "kind" else excluding
    changed = changes(model, including.costs, excluding.costs)
    if wrong := _audited(model, used, changed, including, excluding):
        raise Faulty([*findings, *wrong])
    charges = in_units(model, chosen.distribution.charges)
    excluded = charges if chosen is excluding else in_units(model, excluding.distribution.charges)
    hourly = hourly_prices(model, chosen.costs)
    return Pricing(
        model=model,
        volumes=volumes,
        column=column,
        used=used,
        shares=shared,
        costs=chosen.costs,
        areas=_accounts(model, chosen, charges, hourly),
        charges=tuple(chain.from_iterable(charges.values())),
        transfers=tuple(chosen.distribution.transfers),
        key_ore=chosen.distribution.key_ore,
        linked=chosen.distribution.linked,
        prices=prices(model, charges),
        hourly=hourly,
        per_unit=unit_prices(model, shared, chosen.distribution),
        changes=changed,
        total_excluding_changes_ore=total(excluded),
        findings=tuple(findings),
    )


class _Calculated(NamedTuple):
    """One column's services, their cost, where it went, and both sides of every area's account."""

    services: Sequence[InForce]
    costs: Costs
    distribution: Distribution
    balances: dict[str, Balance]


def _calculated(
    model: Model,
    shared: Shares,
    services: Sequence[InForce],
    released: Released,
    beside: _Calculated | None = None,
) -> _Calculated:
    """Cost and distribute the services in force, unless they are those calculated already."""
    if beside and beside.services == services:
        return beside
    cost = costs(model, services, released)
    distribution = distribute(model, cost, shared)
    return _Calculated(services, cost, distribution, balances(model, services, distribution, released))


def _audited(
    model: Model, used: UsedVolumes, changed: Changes, including: _Calculated, excluding: _Calculated
) -> list[Finding]:
    """Return what the checks that always run find: income and cost of both columns, and what leads between them."""
    columns = [including] if including is excluding else [including, excluding]
    wrong = [finding for column in columns for finding in imbalances(model, column.balances, column.distribution, used)]
    return wrong or unexplained(changed, including.balances, excluding.balances)


def in_units(model: Model, charges: dict[str, list[Charge]]) -> dict[str, list[Charge]]:
    """Round each area's prices to the unit; what that moves is a charge of its own."""
    unit_ore = to_ore(model.unit)
    if unit_ore == 1:
        return charges
    return {area: [*of_area, *_roundings(area, _totals(model, of_area), unit_ore)] for area, of_area in charges.items()}


def prices(model: Model, charges: dict[str, list[Charge]]) -> dict[tuple[str, str], int]:
    """Return the price of every area and customer that has a charge, in model order."""
    found = {}
    for area, of_area in charges.items():
        for customer, amount_ore in _totals(model, of_area).items():
            found[area, customer] = amount_ore
    return found


def total(charges: dict[str, list[Charge]]) -> int:
    """Return the sum of all charges, which is that of all prices."""
    return sum(charge.amount_ore for of_area in charges.values() for charge in of_area)


def unit_prices(model: Model, shared: Shares, distribution: Distribution) -> tuple[UnitPrice, ...]:
    """Return what one unit of each key weighs: its amount by its receivers' volume, or the tariff itself."""
    found = []
    for area_id, area in model.areas.items():
        tariffs = {key.measure: key.unit_price for key in area.keys}
        for key in shared[area_id]:
            tariff = tariffs[key.measure]
            if tariff is not None:
                found.append(UnitPrice(area_id, key.measure, to_ore(tariff)))
            elif (area_id, key.measure) in distribution.key_ore:
                amount_ore = Fraction(distribution.key_ore[area_id, key.measure]) / key.total
                found.append(UnitPrice(area_id, key.measure, rounded(amount_ore)))
    return tuple(found)


def _totals(model: Model, charges: list[Charge]) -> dict[str, int]:
    """Return the sum of each customer's charges, in model order."""
    totals: dict[str, int] = {}
    for charge in charges:
        customer = charge.customer
        totals[customer] = totals.get(customer, 0) + charge.amount_ore
    return {customer: totals[customer] for customer in model.customers if customer in totals}


def _roundings(area: str, totals: dict[str, int], unit_ore: int) -> list[Charge]:
    units = rounded_steps([Fraction(total, unit_ore) for total in totals.values()])
    moved = ((customer, steps * unit_ore - totals[customer]) for customer, steps in zip(totals, units, strict=True))
    return [Charge(area, customer, "rounding", None, None, amount_ore) for customer, amount_ore in moved if amount_ore]


def _accounts(
    model: Model,
    calculated: _Calculated,
    charges: dict[str, list[Charge]],
    hourly: tuple[HourlyPrice, ...],
) -> dict[str, AreaPricing]:
    accounts = {}
    for area_id, area in model.areas.items():
        cost, balance = calculated.costs[area_id], calculated.balances[area_id]
        accounts[area_id] = AreaPricing(
            fte=sum(line.fte for line in cost.base),
            staff_ore=sum(line.staff_ore for line in cost.base),
            other_ore=sum(line.other_ore for line in cost.base),
            overhead_ore={name: sum(line.overhead_ore[name] for line in cost.base) for name in model.overheads},
            carried_ore=cost.carried_ore,
            released_ore=cost.released_ore,
            by_the_hour_ore=sum(line.total_ore for line in cost.by_the_hour),
            by_the_hour_income_ore=sum(price.income_ore for price in hourly if price.area == area_id),
            own_cost_ore=balance.own_ore,
            received_ore=balance.received_ore,
            sent_ore=balance.sent_ore,
            rounding_ore=0 if area.is_tariff else balance.difference_ore,
            over_recovery_ore=balance.difference_ore if area.is_tariff else 0,
            unit_rounding_ore=sum(charge.amount_ore for charge in charges[area_id] if charge.kind == "rounding"),
        )
    return accounts
