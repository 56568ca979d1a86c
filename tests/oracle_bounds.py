"""How far an engine that rounds as the arithmetic page says may stand from the oracle's exact amounts.

Every bound is of |engine - exact| in öre, with |R(x) - x| <= 1/2 and the triangle inequality as its only means.

*A split.* Part i of split(T, w) is R(T r_i / W) - R(T r_(i-1) / W), r the running weights and W all of them. Each R is
off by at most 1/2, and by nothing where r is 0 (R(0) = 0) or W (R(T) = T, a whole number): ``split_errors``. Where T
itself is off by e from the exact total, a part of weight w is off by e |w / W| more.

*Direct and step-down.* The areas' pools are split in the order in which they send. A pool is off by what the transfers
into it are off by, since its keyed part is exact; a key's amount by the pool's error x its weight + its own split; a
receiver's by the key's error x its share + its own split. A transfer is the sum over the sender's keys.

*Reciprocal.* The oracle knows the exact gross costs, so of a transfer R(g S) the error is known: |R(x) - x|. The areas
without tariff share T = keyed parts - rounded transfers to tariff areas, by weights w(a) = g(a) x customers' part. In
exact numbers T would be W = the sum of w, so an area's amount is off by |T - W| |w(a) / W| + its split. Where no w is
negative |w / W| <= 1, which is the page's "half an öre a transfer (to tariff areas) and one öre"; where negative costs
make some w negative, |w / W| can be larger, and the bound is larger too. Then keys and customers as above.
An area's ``rounding`` = charges + sent - own cost - received: off by its amount's error and its transfers' errors.

*Tariff.* A charge R(volume x price) is off by |R(x) - x|; over-recovery by the charges and what was received.

*Units.* No price is more than one unit from its charges (step 10); with a unit of one öre it is its charges.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.oracle import Line
from tests.oracle_cost import HALF, ORE, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atcost.core.model import Model
    from tests.oracle import Answer
    from tests.oracle_volumes import KeyShares

Errors = dict[str, Fraction]


@dataclass
class Bounds:
    """The bounds in öre of charges, transfers, and each area's received, rounding and over-recovery."""

    unit: Fraction
    charges: dict[Line, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    transfers: dict[tuple[str, str], Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    rounding: Errors = field(default_factory=lambda: defaultdict(Fraction))

    def received(self, area: str) -> Fraction:
        """Bound what an area receives."""
        return sum((error for (_, receiver), error in self.transfers.items() if receiver == area), Fraction(0))

    def sent(self, area: str) -> Fraction:
        """Bound what an area sends."""
        return sum((error for (sender, _), error in self.transfers.items() if sender == area), Fraction(0))

    def over_recovery(self, area: str) -> Fraction:
        """Bound the over-recovery of a tariff area."""
        return self.received(area) + sum(
            (error for line, error in self.charges.items() if line.area == area), Fraction(0)
        )

    def price(self, area: str, customer: str) -> Fraction:
        """Bound a price: what its charges may be off, and one unit more where the unit is coarser than an öre."""
        lines = (error for line, error in self.charges.items() if line[:2] == (area, customer))
        return sum(lines, Fraction(0)) + (self.unit if self.unit > 1 else 0)


def bounds(model: Model, result: Answer) -> Bounds:
    """Return the bounds of an answer's amounts."""
    found = Bounds(unit=Fraction(model.unit) * ORE)
    if model.method == "reciprocal":
        _reciprocal(model, result, found)
    else:
        for area in [*model.order, *(name for name in model.areas if name not in model.order)]:
            if not model.areas[area].is_tariff:
                _pool(model, area, result.keys[area], found)
    for line, amount in result.charges.items():
        if line.kind == "tariff":
            found.charges[line] = _rounding_of(amount)
    return found


def split_errors(weights: Sequence[Fraction]) -> list[Fraction]:
    """Return how far each part of a split may stand from its exact part of the amount that was split."""
    everything = sum(weights, Fraction(0))
    running, before, errors = Fraction(0), Fraction(0), []
    for weight in weights:
        running += weight
        rounded = (before not in {0, everything}) + (running not in {0, everything})
        errors.append(rounded * HALF if weight != 0 else Fraction(0))
        before = running
    return errors


def _rounding_of(amount: Fraction) -> Fraction:
    return abs(nearest(amount) - amount)


def _pool(model: Model, area: str, keys: list[KeyShares], found: Bounds) -> None:
    """Bound the parts of an area's pool, which is off by what it received, under direct and step-down."""
    pool_error = found.received(area)
    key_errors = split_errors([key.weight for key in keys])
    for key, error in zip(keys, key_errors, strict=True):
        _key(model, area, key, pool_error * key.weight + error, found)


def _key(model: Model, area: str, key: KeyShares, key_error: Fraction, found: Bounds) -> None:
    """Bound the parts of a key's amount, which is off by the key's error."""
    receivers = list(key.volumes)
    for receiver, error in zip(receivers, split_errors(list(key.volumes.values())), strict=True):
        part_error = key_error * key.share(receiver) + error
        if receiver in model.areas:
            found.transfers[area, receiver] += part_error
        else:
            found.charges[Line(area, receiver, "key", key.measure)] = part_error


def _reciprocal(model: Model, result: Answer, found: Bounds) -> None:
    for pair, amount in result.transfers.items():
        found.transfers[pair] = _rounding_of(amount)
    amount_errors = _amount_errors(model, result)
    for area, amount_error in amount_errors.items():
        found.rounding[area] = amount_error + found.sent(area) + found.received(area)
        to_customers = [key.weight * key.customers_part(model) for key in result.keys[area]]
        key_errors = split_errors(to_customers)
        for key, part, error in zip(result.keys[area], to_customers, key_errors, strict=True):
            if part != 0:
                whole = sum(to_customers, Fraction(0))
                _key_to_customers(model, area, key, amount_error * part / whole + error, found)


def _key_to_customers(model: Model, area: str, key: KeyShares, key_error: Fraction, found: Bounds) -> None:
    customers = key.customers(model)
    volumes = [key.volumes[customer] for customer in customers]
    for customer, volume, error in zip(customers, volumes, split_errors(volumes), strict=True):
        share = volume / sum(volumes, Fraction(0))
        found.charges[Line(area, customer, "key", key.measure)] = key_error * share + error


def _amount_errors(model: Model, result: Answer) -> Errors:
    """Bound what each area without tariff charges to customers, under reciprocal."""
    weights = customers_amounts(model, result)
    exact = sum(weights.values(), Fraction(0))
    keyed = sum(result.keyed[area] for area in weights)
    total = keyed - sum(nearest(amount) for (_, to), amount in result.transfers.items() if model.areas[to].is_tariff)
    moved = abs(total - exact)
    size = sum((abs(weight) for weight in weights.values()), Fraction(0))
    errors = split_errors(list(weights.values()))
    return {
        area: (moved * abs(weight) / size if weight != 0 else Fraction(0)) + error
        for (area, weight), error in zip(weights.items(), errors, strict=True)
    }


def customers_amounts(model: Model, result: Answer) -> Errors:
    """Return g(a) x the customers' part of a, for the areas without tariff: what their customers pay together."""
    return {
        area: result.gross[area]
        * sum((key.weight * key.customers_part(model) for key in result.keys[area]), Fraction(0))
        for area in model.areas
        if not model.areas[area].is_tariff
    }
