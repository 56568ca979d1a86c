"""Allocation: an area's cost through its keys to its customers (docs/arithmetic.md, 6 to 8; C2).

``distribute`` is the whole of it; ``through_keys`` is where a key's cost is split.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from atcost.core.money import rounded, rounded_steps, split, to_ore
from atcost.core.transfers import gross_costs, links

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from atcost.core.costing import AreaCost, Costs
    from atcost.core.model import Model
    from atcost.core.money import Exact
    from atcost.core.shares import KeyShares, Shares

ChargeKind = Literal["key", "direct", "tariff", "rounding"]


class Charge(NamedTuple):
    """One customer's part of one cost through one key, in öre: the atom of every price.

    ``key`` is the key's measure and ``quantity`` of ``total_quantity`` the share that the amount came from; a direct
    charge names its ``service`` instead.
    """

    area: str
    customer: str
    kind: ChargeKind
    key: str | None
    service: str | None
    amount_ore: int
    quantity: Exact | None = None
    total_quantity: Exact | None = None


class Transfer(NamedTuple):
    """One area's part of another area's cost, in öre; linked areas transfer over all keys at once, without one."""

    sender: str
    receiver: str
    key: str | None
    amount_ore: int


class Linked(NamedTuple):
    """An area among areas that serve each other, in exact öre: its gross cost as solved, and its customers' part."""

    gross_ore: Fraction
    to_customers_ore: Fraction


@dataclass(slots=True)
class Distribution:
    """Where the areas' costs went: each area's charges, transfers to areas, and what each key distributed in öre.

    ``linked``: what was solved for areas that serve each other, if that is the method.
    """

    charges: dict[str, list[Charge]]
    transfers: list[Transfer] = field(default_factory=list)
    key_ore: dict[tuple[str, str], Exact] = field(default_factory=dict)
    linked: dict[str, Linked] = field(default_factory=dict)

    def received_ore(self, area: str) -> int:
        """Return what other areas sent to an area."""
        return sum(transfer.amount_ore for transfer in self.transfers if transfer.receiver == area)


def distribute(model: Model, costs: Costs, shares: Shares) -> Distribution:
    """Give every area's cost to its customers: direct services, tariffs, then keys by the model's method."""
    found = Distribution({area: list(direct_charges(area, cost)) for area, cost in costs.items()})
    for area in costs:
        if model.areas[area].is_tariff:
            found.charges[area] += tariff_charges(model, area, shares[area])
    if model.method == "reciprocal":
        _all_at_once(model, costs, shares, found)
    else:
        _one_by_one(model, costs, shares, found)
    return found


def direct_charges(area: str, cost: AreaCost) -> Iterable[Charge]:
    """Charge the services that one customer takes alone to that customer (A5)."""
    for line in cost.direct:
        if line.total_ore:
            yield Charge(area, str(line.service.only_for), "direct", None, line.service.service, line.total_ore)


def tariff_charges(model: Model, area: str, keys: Iterable[KeyShares]) -> Iterable[Charge]:
    """Charge each customer its volumes at their unit prices (the model before 2023)."""
    prices = {key.measure: key.unit_price or 0 for key in model.areas[area].keys}
    for key in keys:
        total = key.total
        for customer, quantity in zip(key.receivers, key.quantities, strict=True):
            amount_ore = to_ore(quantity * prices[key.measure])
            if amount_ore:
                yield Charge(area, customer, "tariff", key.measure, None, amount_ore, quantity, total)


def sending_order(model: Model) -> list[str]:
    """Return the areas in the order in which they send: those of ``order``, then the others in model order."""
    listed = model.order if model.method == "step_down" else ()
    return [*listed, *(area for area in model.areas if area not in listed)]


def through_keys(area: str, pool_ore: int, keys: tuple[KeyShares, ...], found: Distribution) -> None:
    """Split an area's pool over its keys by weight, and each key's amount over its receivers by volume."""
    for key, amount_ore in zip(keys, split(pool_ore, [key.weight for key in keys]), strict=True):
        found.key_ore[area, key.measure] = amount_ore
        parts = split(amount_ore, key.whole)
        for receiver, part_ore in zip(key.receivers[: key.first_customer], parts, strict=False):
            if part_ore:
                found.transfers.append(Transfer(area, receiver, key.measure, part_ore))
        found.charges[area] += key_charges(area, key, parts[key.first_customer :])


def key_charges(area: str, key: KeyShares, parts_ore: Iterable[int]) -> list[Charge]:
    """Charge the customers of a key their parts; a part that came to nothing is left out."""
    total = key.total
    customers, quantities = key.receivers[key.first_customer :], key.quantities[key.first_customer :]
    return [
        Charge(area, customer, "key", key.measure, None, part_ore, quantity, total)
        for customer, quantity, part_ore in zip(customers, quantities, parts_ore, strict=True)
        if part_ore
    ]


def _one_by_one(model: Model, costs: Costs, shares: Shares, found: Distribution) -> None:
    """Direct and step-down: an area that has received all that it will sends on."""
    for area in sending_order(model):
        pool_ore = costs[area].keyed_ore + found.received_ore(area)
        if not model.areas[area].is_tariff:
            through_keys(area, pool_ore, shares[area], found)


def _all_at_once(model: Model, costs: Costs, shares: Shares, found: Distribution) -> None:
    """Reciprocal: gross costs are solved exactly, transfers rounded, and the rest split over the areas' customers."""
    keyed = {area: cost.keyed_ore for area, cost in costs.items() if not model.areas[area].is_tariff}
    linked = links({area: shares[area] for area in keyed})
    gross = gross_costs(keyed, linked)
    for area, parts in linked.items():
        for receiver, part in parts.items():
            if part_ore := rounded(gross[area] * part):
                found.transfers.append(Transfer(area, receiver, None, part_ore))
    to_tariffs = sum(sent.amount_ore for sent in found.transfers if sent.receiver not in keyed)
    exact = [gross[area] * _customers_part(shares[area]) for area in keyed]
    to_customers = balanced(sum(keyed.values()) - to_tariffs, exact)
    found.linked = {area: Linked(gross[area], part) for area, part in zip(keyed, to_customers, strict=True)}
    for area, amount_ore in zip(keyed, rounded_steps(to_customers), strict=True):
        keys = [key for key in shares[area] if key.weight and key.customers_part]
        found.key_ore |= {(area, key.measure): gross[area] * key.weight for key in shares[area]}
        weights = [key.weight * key.customers_part for key in keys]
        for key, part_ore in zip(keys, split(amount_ore, weights) if keys else (), strict=True):
            found.charges[area] += key_charges(area, key, split(part_ore, key.whole[key.first_customer :]))


def balanced(total: int, exact: Sequence[Exact]) -> list[Fraction]:
    """Make amounts that sum to nearly a total sum to it; what is left goes to each by its size, whatever its sign.

    Rounded by running totals (``rounded_steps``) they are, where all have one sign, ``split(total, exact)``; where they
    cancel out, none is blown up.

    >>> rounded_steps(balanced(100, [33, 33, 33])), rounded_steps(balanced(1, [60, -60]))
    ([33, 34, 33], [61, -60])
    """
    amounts = [Fraction(amount) for amount in exact]
    size = sum(abs(amount) for amount in amounts)
    left = (total - sum(amounts)) / Fraction(size) if size else Fraction(0)
    return [amount + left * abs(amount) for amount in amounts]


def _customers_part(keys: tuple[KeyShares, ...]) -> Exact:
    return sum(key.weight * key.customers_part for key in keys)
