"""The oracle's volumes: what each customer and area used of a measure, and its share of a key."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atcost.core.model import Model, Volumes

Used = dict[str, dict[str, Fraction]]
"""The used volume of each measure and customer (or area); who used nothing is absent or zero."""


@dataclass(frozen=True)
class KeyShares:
    """A key that has receivers: its part of the area's weights, or its price, and the volumes of its receivers."""

    measure: str
    weight: Fraction
    unit_price: Fraction | None
    volumes: Mapping[str, Fraction]

    @property
    def total(self) -> Fraction:
        """The volume of all receivers."""
        return sum(self.volumes.values(), Fraction(0))

    def share(self, receiver: str) -> Fraction:
        """Return a receiver's part of the key."""
        return self.volumes.get(receiver, Fraction(0)) / self.total

    def customers(self, model: Model) -> list[str]:
        """Return the customers among the receivers."""
        return [name for name in self.volumes if name in model.customers]

    def customers_part(self, model: Model) -> Fraction:
        """Return the part of the key that goes to customers."""
        return sum((self.share(name) for name in self.customers(model)), Fraction(0))


def heirs(model: Model, customer: str) -> dict[str, Fraction]:
    """Return who on the list has a customer's volumes, by parts: itself, its successors, theirs, or nobody."""
    entry = model.customers[customer]
    if entry.valid_on(model.first_day):
        return {customer: Fraction(1)}
    parts: dict[str, Fraction] = defaultdict(Fraction)
    if entry.to is not None and entry.to < model.first_day:
        for successor in entry.successors:
            for heir, part in heirs(model, successor.to).items():
                parts[heir] += part * successor.part
    return parts


def used_volumes(model: Model, volumes: Volumes) -> Used:
    """Return the used volumes of every measure: rows, reorganised, over their window, adjusted, combined."""
    monthly: dict[str, dict[str, dict[int, Fraction]]] = {
        measure: defaultdict(lambda: defaultdict(Fraction)) for measure in model.measures
    }
    for row in volumes.rows:
        if row.month in model.window(row.measure):
            owners = heirs(model, row.customer) if row.customer in model.customers else {row.customer: Fraction(1)}
            for owner, part in owners.items():
                monthly[row.measure][owner][row.month] += row.quantity * part
    used: Used = {measure: defaultdict(Fraction) for measure in model.measures}
    for measure, users in monthly.items():
        for owner, months in users.items():
            used[measure][owner] = _over_window(model, measure, months)
    for adjustment in model.adjustments:
        used[adjustment.measure][adjustment.customer] += adjustment.quantity
    for measure, entry in model.measures.items():
        for combined, factor in (entry.combines or {}).items():
            for owner, quantity in used[combined].items():
                used[measure][owner] += quantity * factor
    return used


def _over_window(model: Model, measure: str, months: Mapping[int, Fraction]) -> Fraction:
    window = model.window(measure)
    if model.measures[measure].over_window == "last":
        return months.get(window.to, Fraction(0))
    total = sum(months.values(), Fraction(0))
    return total / len(window) if model.measures[measure].over_window == "mean" else total


def may_send(model: Model, sender: str, receiver: str) -> bool:
    """Tell whether the method lets an area send to another; a tariff area sends to none."""
    if model.areas[sender].is_tariff or sender == receiver or model.method == "direct":
        return False
    if model.method == "reciprocal":
        return True
    order = model.order
    return sender in order and (receiver not in order or order.index(receiver) > order.index(sender))


def kept_keys(model: Model, used: Used, area: str) -> list[KeyShares]:
    """Return an area's keys that have receivers, their weights scaled to make one; areas before customers."""
    found = []
    for key in model.areas[area].keys:
        taking = [name for name in model.listed_customers() if model.customers[name].takes_area(area)]
        receivers = [other for other in model.areas if may_send(model, area, other)] + taking
        volumes = {name: used[key.measure][name] for name in receivers if used[key.measure].get(name, 0) != 0}
        if volumes:
            found.append((key, volumes))
    all_weights = sum((Fraction(key.weight or 0) for key, _ in found), Fraction(0))
    return [
        KeyShares(
            measure=key.measure,
            weight=Fraction(key.weight) / all_weights if key.weight is not None else Fraction(0),
            unit_price=None if key.unit_price is None else Fraction(key.unit_price),
            volumes=volumes,
        )
        for key, volumes in found
    ]
