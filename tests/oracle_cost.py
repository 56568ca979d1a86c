"""The oracle's cost: the lines of each service in whole öre, hourly prices, and what changed in the assignment."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from atcost.core.model import BudgetRow, Model, Overhead, Service

Column = Literal["kind", "before"]
ORE = 100
HALF = Fraction(1, 2)
YEAR = 12
BY_THE_HOUR = ("hourly", "add_on")


@dataclass(frozen=True)
class ServiceCost:
    """The cost of a service in force, in öre, by its lines; FTE and hours for its months in force."""

    area: str
    service: str
    kind: str
    only_for: str | None
    fte: Fraction
    hours: dict[str, Fraction]
    staff: dict[str, int]
    other: int
    overheads: dict[str, int]

    @property
    def own(self) -> int:
        """Staff and other costs."""
        return sum(self.staff.values()) + self.other

    @property
    def overhead(self) -> int:
        """All overheads."""
        return sum(self.overheads.values())

    @property
    def total(self) -> int:
        """All cost."""
        return self.own + self.overhead

    @property
    def is_base(self) -> bool:
        """Tell whether the yearly price pays it."""
        return self.kind == "base"

    @property
    def is_direct(self) -> bool:
        """Tell whether one customer bears it wholly."""
        return self.is_base and self.only_for is not None

    @property
    def is_keyed(self) -> bool:
        """Tell whether keys distribute it."""
        return self.is_base and self.only_for is None

    @property
    def is_by_the_hour(self) -> bool:
        """Tell whether it is paid by the hour."""
        return self.kind in BY_THE_HOUR


def nearest(value: Fraction) -> int:
    """Return R of the arithmetic page: the nearest whole, halves away from zero."""
    whole = int(abs(value) + HALF)
    return whole if value >= 0 else -whole


def running_split(total: int, weights: Sequence[Fraction]) -> list[int]:
    """Return R(total x running weight / all weights) minus the one before, as the page defines a split."""
    everything = sum(weights, Fraction(0))
    running = [nearest(total * sum(weights[:count], Fraction(0)) / everything) for count in range(len(weights) + 1)]
    return [running[place + 1] - running[place] for place in range(len(weights))]


def kind_in(service: Service, column: Column) -> str:
    """Return a service's kind in a column; what has no other kind before had the same."""
    return service.before if column == "before" and service.before is not None else service.kind


def months_in_force(model: Model, service: Service, column: Column) -> int:
    """Return the months of the price year that a service counts; before the changes, all."""
    if column == "before":
        return YEAR
    january, december = model.year * YEAR, model.year * YEAR + YEAR - 1
    first = january if service.from_ is None else max(january, service.from_)
    last = december if service.to is None else min(december, service.to)
    return last - first + 1


def service_costs(model: Model, column: Column) -> list[ServiceCost]:
    """Return the cost of the services in force, in model order, by the section *Cost*."""
    rows: dict[tuple[str, str], list[BudgetRow]] = defaultdict(list)
    for row in model.budget:
        rows[row.area, row.service].append(row)
    costs = [
        _cost_without_amounts(model, area, name, column, rows[area, name])
        for area in model.areas
        for name, service in model.areas[area].services.items()
        if kind_in(service, column) != "none"
    ]
    for name, overhead in model.overheads.items():
        if overhead.amount is not None:
            parts = running_split(amount_ore(model, overhead), [cost.fte for cost in costs])
            for cost, part in zip(costs, parts, strict=True):
                cost.overheads[name] = part
    return costs


def _cost_without_amounts(model: Model, area: str, name: str, column: Column, rows: list[BudgetRow]) -> ServiceCost:
    service = model.areas[area].services[name]
    part = Fraction(months_in_force(model, service, column), YEAR)
    fte: dict[str, Fraction] = defaultdict(Fraction)
    for row in rows:
        if row.fte is not None:
            fte[row.staff] += row.fte * part
    all_fte = sum(fte.values(), Fraction(0))
    other = sum((Fraction(row.amount) for row in rows if row.amount is not None), Fraction(0))
    return ServiceCost(
        area=area,
        service=name,
        kind=kind_in(service, column),
        only_for=service.only_for,
        fte=all_fte,
        hours={staff: amount * model.staff[staff].hours for staff, amount in fte.items()},
        staff={staff: nearest(amount * rate(model, staff) * ORE) for staff, amount in fte.items()},
        other=nearest(other * part * other_index(model) * ORE),
        overheads={
            overhead: nearest(all_fte * entry.per_fte * other_index(model) * ORE)
            for overhead, entry in model.overheads.items()
            if entry.per_fte is not None
        },
    )


def rate(model: Model, staff: str) -> Fraction:
    """Return a staff category's rate in the price year, SEK per FTE-year."""
    return Fraction(model.staff[staff].rate) * (1 + Fraction(model.index.staff) / 100)


def other_index(model: Model) -> Fraction:
    """Return what other costs and overheads are multiplied by, budget year to price year."""
    return 1 + Fraction(model.index.other) / 100


def amount_ore(model: Model, overhead: Overhead) -> int:
    """Return an overhead's amount in the price year, which is spread over all FTE."""
    return nearest(Fraction(overhead.amount or 0) * other_index(model) * ORE)


def carried(model: Model, area: str) -> int:
    """Return what an area carries from earlier years, in öre, each entry by itself."""
    return sum(nearest(Fraction(entry.amount) * ORE) for entry in model.areas[area].carried)


# By the hour


def hours_by_staff(area: str, costs: Iterable[ServiceCost]) -> dict[str, Fraction]:
    """Return the chargeable hours of an area's by-the-hour services, by staff category."""
    hours: dict[str, Fraction] = defaultdict(Fraction)
    for cost in costs:
        if cost.area == area and cost.is_by_the_hour:
            for staff, amount in cost.hours.items():
                hours[staff] += amount
    return dict(hours)


def hourly_prices(model: Model, costs: list[ServiceCost]) -> dict[tuple[str, str], int]:
    """Return the hourly price of each area and staff category in öre, rounded to the model's hourly unit.

    Reading: rates and overheads per FTE are exact; what is an amount by then is whole öre: the area's other costs
    (its cost lines) and an overhead ``amount`` (as it is spread, over all FTE in force).
    """
    prices = {}
    for area in model.areas:
        hours = hours_by_staff(area, costs)
        other = sum(cost.other for cost in costs if cost.area == area and cost.is_by_the_hour)
        for staff in hours:
            worked = (rate(model, staff) + _overheads_per_fte(model, costs)) / model.staff[staff].hours
            exact = worked + Fraction(other, ORE) / sum(hours.values(), Fraction(0))
            in_ore = nearest(exact / model.hourly_unit) * model.hourly_unit * ORE
            prices[area, staff] = nearest(Fraction(in_ore))
    return prices


def _overheads_per_fte(model: Model, costs: list[ServiceCost]) -> Fraction:
    all_fte = sum((cost.fte for cost in costs), Fraction(0))
    per_fte = [
        Fraction(entry.per_fte) * other_index(model)
        if entry.per_fte is not None
        else Fraction(amount_ore(model, entry), ORE) / all_fte
        for entry in model.overheads.values()
    ]
    return sum(per_fte, Fraction(0))


# What changed in the assignment: requirement A4


@dataclass(frozen=True)
class Changes:
    """What the changed assignment did to the cost of base services, in öre."""

    came: int
    went: int
    months_moved: int
    overhead_moved: int
    including: int
    excluding: int


def changes(model: Model) -> Changes:
    """Return the terms of the identity of A4, each from its own lines."""
    after = {(cost.area, cost.service): cost for cost in service_costs(model, "kind") if cost.is_base}
    before = {(cost.area, cost.service): cost for cost in service_costs(model, "before") if cost.is_base}
    both = after.keys() & before.keys()
    return Changes(
        came=sum(cost.total for place, cost in after.items() if place not in both),
        went=sum(cost.total for place, cost in before.items() if place not in both),
        months_moved=sum(after[place].own - before[place].own for place in both),
        overhead_moved=sum(after[place].overhead - before[place].overhead for place in both),
        including=sum(cost.total for cost in after.values()),
        excluding=sum(cost.total for cost in before.values()),
    )


def changed_services(model: Model) -> dict[tuple[str, str], int]:
    """Return the cost of each service whose kind differs from before, or that is in force for a part of the year.

    Reading: its cost in this year's column; of a base service that is one no longer, or of one that is not offered any
    more, its cost in the column before, which is what went.
    """
    before = {(cost.area, cost.service): cost for cost in service_costs(model, "before")}
    after = {(cost.area, cost.service): cost for cost in service_costs(model, "kind")}
    found = {}
    for area, entry in model.areas.items():
        for name, service in entry.services.items():
            place = area, name
            kind_changed = kind_in(service, "kind") != kind_in(service, "before")
            if kind_changed or (place in after and months_in_force(model, service, "kind") != YEAR):
                went = place not in after or (not after[place].is_base and place in before and before[place].is_base)
                found[place] = (before if went else after)[place].total
    return found
