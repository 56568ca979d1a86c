"""Where an engine's price list and the oracle's disagree: every amount, within the bound of the roundings on its way.

Sums are held to the öre, each added up here from the parts that the engine gives; amounts that are rounded once (cost
lines, tariff charges, hourly prices, transfers of the reciprocal method) are held exactly.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.oracle import Answer, Line, answer
from tests.oracle_bounds import Bounds, bounds
from tests.oracle_cost import HALF, ORE, changed_services, changes, hourly_prices, hours_by_staff, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.core.model import Model, Volumes
    from atcost.core.pricing import Pricing
    from tests.oracle_cost import ServiceCost


@dataclass(frozen=True)
class Compared:
    """An engine's price list beside the oracle's answer and its bounds."""

    model: Model
    pricing: Pricing
    answer: Answer
    bounds: Bounds

    def base_costs(self, area: str) -> list[ServiceCost]:
        """Return the oracle's costs of an area's base services."""
        return [cost for cost in self.answer.costs if cost.area == area and cost.is_base]

    def charged(self, area: str) -> int:
        """Return what the engine charges an area's customers, in öre, before units."""
        return sum(
            charge.amount_ore for charge in self.pricing.charges if charge.area == area and charge.kind != "rounding"
        )

    def sent(self, area: str) -> int:
        """Return the sum of the engine's transfers out of an area."""
        return sum(transfer.amount_ore for transfer in self.pricing.transfers if transfer.sender == area)

    def received(self, area: str) -> int:
        """Return the sum of the engine's transfers into an area."""
        return sum(transfer.amount_ore for transfer in self.pricing.transfers if transfer.receiver == area)


def differences(model: Model, volumes: Volumes, pricing: Pricing) -> list[str]:
    """Return in words where an engine's price list of a year is not the oracle's in the same column."""
    result = answer(model, volumes, pricing.column)
    compared = Compared(model, pricing, result, bounds(model, result))
    return [difference for check in CHECKS for difference in check(compared)]


def _exactly(what: str, got: object, expected: object) -> Iterator[str]:
    if got != expected:
        yield f"{what}: {got}, should be {expected}"


def _within(what: str, got: int, exact: Fraction, bound: Fraction) -> Iterator[str]:
    if abs(got - exact) > bound:
        yield f"{what}: {got}, should be {float(exact)} within {float(bound)} (off by {float(got - exact)})"


def costs(compared: Compared) -> Iterator[str]:
    """Hold each area's cost lines."""
    yield from _exactly("areas", list(compared.pricing.areas), list(compared.model.areas))
    for area, priced in compared.pricing.areas.items():
        base = compared.base_costs(area)
        overheads = {name: sum(cost.overheads[name] for cost in base) for name in compared.model.overheads}
        yield from _exactly(f"{area} fte", priced.fte, sum(cost.fte for cost in base))
        yield from _exactly(f"{area} staff", priced.staff_ore, sum(sum(cost.staff.values()) for cost in base))
        yield from _exactly(f"{area} other", priced.other_ore, sum(cost.other for cost in base))
        yield from _exactly(f"{area} overhead", priced.overhead_ore, overheads)
        yield from _exactly(f"{area} own cost", priced.own_cost_ore, compared.answer.own_cost(area))
        yield from _exactly(f"{area} by the hour", priced.by_the_hour_ore, compared.answer.by_the_hour(area))
        parts = priced.staff_ore + priced.other_ore + sum(priced.overhead_ore.values()) + priced.carried_ore
        yield from _exactly(f"{area} own cost by its parts", priced.own_cost_ore, parts)


def balances(compared: Compared) -> Iterator[str]:
    """Hold the check of every area (B3), and what is left of it: rounding and over-recovery."""
    for area, priced in compared.pricing.areas.items():
        yield from _exactly(f"{area} received by its transfers", priced.received_ore, compared.received(area))
        yield from _exactly(f"{area} sent by its transfers", priced.sent_ore, compared.sent(area))
        yield from _exactly(f"{area} self-cost", priced.self_cost_ore, priced.own_cost_ore + priced.received_ore)
        income = compared.charged(area) + priced.sent_ore
        yield from _exactly(
            f"{area} balance", income, priced.self_cost_ore + priced.rounding_ore + priced.over_recovery_ore
        )
        yield from _within(f"{area} rounding", priced.rounding_ore, Fraction(0), compared.bounds.rounding[area])
        if compared.model.areas[area].is_tariff:
            expected, bound = compared.answer.over_recovery(area), compared.bounds.over_recovery(area)
            yield from _within(f"{area} over-recovery", priced.over_recovery_ore, expected, bound)
        else:
            yield from _exactly(f"{area} over-recovery", priced.over_recovery_ore, 0)
    yield from _exactly("rounding of all areas", sum(area.rounding_ore for area in compared.pricing.areas.values()), 0)


def transfers(compared: Compared) -> Iterator[str]:
    """Hold what areas send to areas, by pair; of the reciprocal method, exactly."""
    sent: dict[tuple[str, str], int] = defaultdict(int)
    for transfer in compared.pricing.transfers:
        sent[transfer.sender, transfer.receiver] += transfer.amount_ore
    for pair in sent.keys() | compared.answer.transfers.keys():
        exact = compared.answer.transfers.get(pair, Fraction(0))
        yield from _within(f"transfer {pair}", sent[pair], exact, compared.bounds.transfers[pair])
        if compared.model.method == "reciprocal":
            yield from _exactly(f"transfer {pair}", sent[pair], nearest(exact))


def charges(compared: Compared) -> Iterator[str]:
    """Hold each charge and the quantities that it names."""
    charged = {
        Line(charge.area, charge.customer, charge.kind, charge.key or charge.service or ""): charge
        for charge in compared.pricing.charges
        if charge.kind != "rounding"
    }
    yield from _exactly("charges with a name of their own", len(charged), len(_without_rounding(compared.pricing)))
    for line in charged.keys() | compared.answer.charges.keys():
        exact = compared.answer.charges.get(line, Fraction(0))
        amount = charged[line].amount_ore if line in charged else 0
        yield from _within(f"charge {line}", amount, exact, compared.bounds.charges[line])
        if line.kind != "key":
            yield from _exactly(f"charge {line}", amount, nearest(exact))
    for key, area in [(key, area) for area, keys in compared.answer.keys.items() for key in keys]:
        for customer in key.customers(compared.model):
            charge = charged.get(Line(area, customer, "key", key.measure))
            if charge is not None:
                yield from _exactly(f"{charge} quantity", charge.quantity, key.volumes[customer])
                yield from _exactly(f"{charge} total quantity", charge.total_quantity, key.total)


def _without_rounding(pricing: Pricing) -> list[object]:
    return [charge for charge in pricing.charges if charge.kind != "rounding"]


def units(compared: Compared) -> Iterator[str]:
    """Hold the charges of kind rounding: each area's running totals of charges, rounded to units (step 10)."""
    unit = Fraction(compared.model.unit) * ORE
    for area, priced in compared.pricing.areas.items():
        running, rounded_before = 0, Fraction(0)
        for customer in compared.model.customers:
            mine = [c for c in compared.pricing.charges if (c.area, c.customer) == (area, customer)]
            running += sum(charge.amount_ore for charge in mine if charge.kind != "rounding")
            rounded = nearest(running / unit) * unit
            price = compared.pricing.prices.get((area, customer), 0)
            yield from _exactly(f"price {area} {customer} in units", price, rounded - rounded_before)
            yield from _exactly(f"price {area} {customer} by charges", price, sum(c.amount_ore for c in mine))
            rounded_before = rounded
        yield from _exactly(f"{area} unit rounding", priced.unit_rounding_ore, rounded_before - running)


def prices(compared: Compared) -> Iterator[str]:
    """Hold each price, and the total."""
    exact_prices = compared.answer.prices()
    for place in exact_prices.keys() | compared.pricing.prices.keys():
        price = compared.pricing.prices.get(place, 0)
        exact, bound = exact_prices.get(place, Fraction(0)), compared.bounds.price(*place)
        yield from _within(f"price {place}", price, exact, bound)
    yield from _exactly("total", compared.pricing.total_ore, sum(compared.pricing.prices.values()))
    areas = compared.pricing.areas.values()
    own = sum(area.own_cost_ore + area.over_recovery_ore + area.unit_rounding_ore for area in areas)
    yield from _exactly("total by cost", compared.pricing.total_ore, own)


def hourly(compared: Compared) -> Iterator[str]:
    """Hold the hourly prices, and what their hours bring."""
    expected = hourly_prices(compared.model, compared.answer.costs)
    got = {(price.area, price.staff): price.amount_ore for price in compared.pricing.hourly}
    yield from _exactly("hourly prices", got, expected)
    for area, priced in compared.pricing.areas.items():
        hours = hours_by_staff(area, compared.answer.costs)
        income = sum((expected[area, staff] * amount for staff, amount in hours.items()), Fraction(0))
        yield from _within(f"{area} hours x price", priced.by_the_hour_income_ore, income, HALF * len(hours))


def per_unit(compared: Compared) -> Iterator[str]:
    """Hold the price per unit of each key with a weight: what its receivers bear, by their volume."""
    got = {(price.area, price.key): price.amount_ore for price in compared.pricing.per_unit}
    for area, keys in compared.answer.keys.items():
        for key in keys:
            if key.unit_price is None:
                error = _key_bound(compared, area, key.measure)
                exact = compared.answer.gross[area] * key.weight / key.total
                price = got.get((area, key.measure), 0)
                yield from _within(f"per unit {area} {key.measure}", price, exact, error / key.total + HALF)


def _key_bound(compared: Compared, area: str, measure: str) -> Fraction:
    errors = [error for line, error in compared.bounds.charges.items() if (line.area, line.name) == (area, measure)]
    return sum(errors, Fraction(0)) + compared.bounds.sent(area)


def assignment(compared: Compared) -> Iterator[str]:
    """Hold the identity of changed assignments (A4) and its terms, and each changed service's cost."""
    expected, got = changes(compared.model), compared.pricing.changes.total
    yield from _exactly("came", got.came_ore, expected.came)
    yield from _exactly("went", got.went_ore, expected.went)
    yield from _exactly("months moved", got.months_moved_ore, expected.months_moved)
    yield from _exactly("overhead moved", got.overhead_moved_ore, expected.overhead_moved)
    difference = got.came_ore - got.went_ore + got.months_moved_ore + got.overhead_moved_ore
    yield from _exactly("including less excluding", difference, expected.including - expected.excluding)
    services = {(change.area, change.service): change.cost_ore for change in compared.pricing.changes.services}
    yield from _exactly("changed services", services, changed_services(compared.model))


CHECKS = (costs, balances, transfers, charges, units, prices, hourly, per_unit, assignment)
