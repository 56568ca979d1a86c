"""Shares: who receives through a key, and how much of it (docs/arithmetic.md, 5)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from atcost.core.money import whole_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atcost.core.model import Key, Model
    from atcost.core.money import Exact
    from atcost.core.volumes import UsedVolumes


@dataclass(frozen=True, slots=True)
class KeyShares:
    """A key of an area and its receivers: areas first, then customers, in model order.

    ``weight`` is the key's part of the area (1 is all of it; 0 in a tariff area). ``quantities`` are exact,
    ``whole`` the same scaled to integers.
    """

    measure: str
    weight: Exact
    receivers: Sequence[str]
    quantities: Sequence[Exact]
    whole: Sequence[int]
    first_customer: int

    @property
    def total(self) -> Exact:
        """Return the volume of all receivers."""
        return sum(self.quantities)

    @property
    def customers_part(self) -> Fraction:
        """Return the customers' part of the key, 1 where no area receives."""
        return Fraction(sum(self.whole[self.first_customer :]), sum(self.whole))

    def part_to(self, receiver: str) -> Fraction:
        """Return a receiver's part of the key."""
        return Fraction(self.whole[self.receivers.index(receiver)], sum(self.whole))


Shares = dict[str, tuple[KeyShares, ...]]
"""Area, then its keys that have receivers; their weights sum to 1 outside tariff areas."""


def shares(model: Model, used: UsedVolumes) -> Shares:
    """Return every area's keys with their receivers; a key without any gives its weight to the area's others."""
    found: Shares = {}
    for area_id, area in model.areas.items():
        keys = [(key, quantities) for key in area.keys if (quantities := receivers(model, area_id, key, used))]
        weights = sum(key.weight or 0 for key, _ in keys)
        found[area_id] = tuple(_key_shares(model, key, quantities, weights) for key, quantities in keys)
    return found


def receivers(model: Model, area: str, key: Key, used: UsedVolumes) -> dict[str, Exact]:
    """Return a key's receivers with volumes: areas that the method lets receive, and customers that take it."""
    left_out = model.areas.keys() - receiving_areas(model, area) | model.not_taking(area)
    quantities = used[key.measure].quantities
    return {user: quantity for user, quantity in quantities.items() if quantity and user not in left_out}


def receiving_areas(model: Model, area: str) -> list[str]:
    """Return the areas that an area sends to, in model order; a tariff area sends to none."""
    return [] if model.areas[area].is_tariff else method_allows(model, area)


def method_allows(model: Model, area: str) -> list[str]:
    """Return the areas that the model's method lets an area send to, in model order."""
    if model.method == "direct" or (model.method == "step_down" and area not in model.order):
        return []
    earlier = model.order[: model.order.index(area)] if model.method == "step_down" else ()
    return [other for other in model.areas if other != area and other not in earlier]


def _key_shares(model: Model, key: Key, quantities: dict[str, Exact], weights: Exact) -> KeyShares:
    values = tuple(quantities.values())
    return KeyShares(
        measure=key.measure,
        weight=Fraction(key.weight or 0) / weights if weights else 0,
        receivers=tuple(quantities),
        quantities=values,
        whole=tuple(whole_numbers(values)),
        first_customer=sum(area in quantities for area in model.areas),
    )
