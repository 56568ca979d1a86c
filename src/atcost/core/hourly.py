"""Hourly prices: what an hour of a by-the-hour service costs (docs/arithmetic.md, 12)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.costing import indexed, rate
from atcost.core.money import rounded, to_ore

if TYPE_CHECKING:
    from atcost.core.costing import AreaCost, Costs
    from atcost.core.model import Model
    from atcost.core.money import Exact


class HourlyPrice(NamedTuple):
    """The price of an hour of a staff category in an area, the hours budgeted, and what they bring in, in öre."""

    area: str
    staff: str
    amount_ore: int
    hours: Exact
    income_ore: int


def hourly_prices(model: Model, costs: Costs) -> tuple[HourlyPrice, ...]:
    """Return the hourly prices of every area that has services by the hour."""
    overhead = overhead_per_fte(model, costs)
    return tuple(price for area, cost in costs.items() for price in _of_area(model, area, cost, overhead))


def hours_by_staff(model: Model, cost: AreaCost) -> dict[str, Exact]:
    """Return the chargeable hours of an area's by-the-hour services, by staff category: FTE x hours."""
    hours: dict[str, Exact] = {}
    for service in cost.by_the_hour:
        for line in service.staff:
            hours[line.staff] = hours.get(line.staff, 0) + line.fte * model.staff[line.staff].hours
    return {staff: hours[staff] for staff in model.staff if hours.get(staff)}


def overhead_per_fte(model: Model, costs: Costs) -> Exact:
    """Return all overheads per FTE in SEK; an amount is divided by the FTE of all services in force."""
    fte = sum(service.fte for cost in costs.values() for service in cost.services)
    per_fte = sum(indexed(overhead.per_fte or 0, model.index.other) for overhead in model.overheads.values())
    amounts_ore = sum(to_ore(indexed(overhead.amount or 0, model.index.other)) for overhead in model.overheads.values())
    return per_fte + (Fraction(amounts_ore, 100) / fte if amounts_ore else 0)


def _of_area(model: Model, area: str, cost: AreaCost, overhead: Exact) -> list[HourlyPrice]:
    hours = hours_by_staff(model, cost)
    if not hours:
        return []
    other = Fraction(sum(service.other_ore for service in cost.by_the_hour), 100) / sum(hours.values())
    unit_ore = to_ore(model.hourly_unit)
    found = []
    for staff, of_staff in hours.items():
        exact = (rate(model, staff) + overhead) / Fraction(model.staff[staff].hours) + other
        amount_ore = rounded(Fraction(exact * 100, unit_ore)) * unit_ore
        found.append(HourlyPrice(area, staff, amount_ore, of_staff, rounded(of_staff * amount_ore)))
    return found
