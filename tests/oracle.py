"""The oracle: a second calculation of a price list, naive and exact, written apart from the engine.

It follows the arithmetic page and shares nothing with the engine but the types of the model. Cost lines are whole öre,
rounded as the page says; everything after them is an exact fraction of an öre that nobody has rounded. How far an
engine's price may stand from the price here is worked out in ``oracle_bounds``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from tests.oracle_cost import ORE, Column, ServiceCost, carried, service_costs
from tests.oracle_volumes import KeyShares, kept_keys, used_volumes

if TYPE_CHECKING:
    from atcost.core.model import Model, Volumes


class Line(NamedTuple):
    """What a charge is called: area, customer, kind of charge, and the measure or service that it is for."""

    area: str
    customer: str
    kind: Literal["key", "tariff", "direct"]
    name: str


@dataclass
class Answer:
    """A price list in exact öre; areas, customers and keys stand in model order."""

    costs: list[ServiceCost]
    keyed: dict[str, int]
    keys: dict[str, list[KeyShares]]
    gross: dict[str, Fraction] = field(default_factory=dict)
    transfers: dict[tuple[str, str], Fraction] = field(default_factory=dict)
    charges: dict[Line, Fraction] = field(default_factory=dict)

    def own_cost(self, area: str) -> int:
        """What an area costs by itself: its direct and its keyed part."""
        return self.keyed[area] + sum(cost.total for cost in self.costs if cost.area == area and cost.is_direct)

    def by_the_hour(self, area: str) -> int:
        """What an area's services that are paid by the hour cost."""
        return sum(cost.total for cost in self.costs if cost.area == area and cost.is_by_the_hour)

    def received(self, area: str) -> Fraction:
        """What other areas send to an area."""
        return sum((amount for (_, receiver), amount in self.transfers.items() if receiver == area), Fraction(0))

    def sent(self, area: str) -> Fraction:
        """What an area sends to others."""
        return sum((amount for (sender, _), amount in self.transfers.items() if sender == area), Fraction(0))

    def charged(self, area: str) -> Fraction:
        """What an area's customers pay for it."""
        return sum((amount for line, amount in self.charges.items() if line.area == area), Fraction(0))

    def over_recovery(self, area: str) -> Fraction:
        """What an area takes in beyond its cost: zero where it is shared by weights, anything where it has a tariff."""
        return self.charged(area) + self.sent(area) - self.own_cost(area) - self.received(area)

    def prices(self) -> dict[tuple[str, str], Fraction]:
        """Return the price of each area and customer, before units."""
        prices: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
        for line, amount in self.charges.items():
            prices[line.area, line.customer] += amount
        return dict(prices)


def answer(model: Model, volumes: Volumes, column: Column = "kind") -> Answer:
    """Calculate a price list: cost, then shares, then who pays."""
    costs = service_costs(model, column)
    used = used_volumes(model, volumes)
    result = Answer(
        costs=costs,
        keyed={area: _keyed_part(model, area, costs) for area in model.areas},
        keys={area: kept_keys(model, used, area) for area in model.areas},
    )
    shares = shares_of_areas(model, result.keys)
    result.gross = _gross_costs(result.keyed, shares)
    result.transfers = {pair: result.gross[pair[0]] * share for pair, share in shares.items() if share != 0}
    result.charges = _charges(model, result)
    return result


def _keyed_part(model: Model, area: str, costs: list[ServiceCost]) -> int:
    return carried(model, area) + sum(cost.total for cost in costs if cost.area == area and cost.is_keyed)


def shares_of_areas(model: Model, keys: dict[str, list[KeyShares]]) -> dict[tuple[str, str], Fraction]:
    """Return S(a, b): the part of what area a distributes that goes to area b; a tariff area sends nothing."""
    return {
        (sender, receiver): sum((key.weight * key.share(receiver) for key in keys[sender]), Fraction(0))
        for sender in model.areas
        for receiver in model.areas
    }


def _gross_costs(keyed: dict[str, int], shares: dict[tuple[str, str], Fraction]) -> dict[str, Fraction]:
    """Solve g = keyed + S'g, for all three methods: direct has no S, step-down one that never turns back."""
    rows = [
        [Fraction(int(row == column)) - shares[column, row] for column in keyed] + [Fraction(keyed[row])]
        for row in keyed
    ]
    return dict(zip(keyed, gauss(rows), strict=True))


def gauss(rows: list[list[Fraction]]) -> list[Fraction]:
    """Solve linear equations, each a row of coefficients and what they make, by elimination (Gauss and Jordan)."""
    for column in range(len(rows)):
        pivot = next(place for place in range(column, len(rows)) if rows[place][column] != 0)
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for place, row in enumerate(rows):
            if place != column and row[column] != 0:
                rows[place] = [value - row[column] * top for value, top in zip(row, rows[column], strict=True)]
    return [row[-1] for row in rows]


def _charges(model: Model, result: Answer) -> dict[Line, Fraction]:
    charges = {}
    for area, keys in result.keys.items():
        for key in keys:
            for customer in key.customers(model):
                if key.unit_price is None:
                    amount = result.gross[area] * key.weight * key.share(customer)
                    charges[Line(area, customer, "key", key.measure)] = amount
                else:
                    amount = key.volumes[customer] * key.unit_price * ORE
                    charges[Line(area, customer, "tariff", key.measure)] = amount
    for cost in result.costs:
        if cost.only_for is not None and cost.is_direct:
            charges[Line(cost.area, cost.only_for, "direct", cost.service)] = Fraction(cost.total)
    return charges
