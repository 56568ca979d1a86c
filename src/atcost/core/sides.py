"""Two years side by side, each in the newer one's names (docs/arithmetic.md, Comparison)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from atcost.core.assignment import assignment
from atcost.core.costing import indexed, rate
from atcost.core.price_list import successors_in

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from atcost.core.assignment import Column, InForce
    from atcost.core.model import Area, Model, Overhead
    from atcost.core.money import Exact
    from atcost.core.pricing import Pricing

Name = tuple[str, str]
"""Area and service."""
Quantities = dict[str, "Exact"]
"""Customer or area, then its volume."""


@dataclass(frozen=True)
class Side:
    """One year of two: its model in the newer year's names, its used volumes, and who its customers are there.

    ``parts`` holds for every customer that pays in the year whom it became, with exact parts.
    """

    model: Model
    column: Column
    used: Mapping[str, Mapping[str, Exact]]
    parts: Mapping[str, Mapping[str, Exact]]

    @cached_property
    def assignment(self) -> tuple[InForce, ...]:
        """Return the services that the year has, each with its kind, its part of the year and who alone bears it."""
        return assignment(self.model, self.column)

    @cached_property
    def in_force(self) -> frozenset[Name]:
        """Return the names of the services that the year has."""
        return frozenset((each.area, each.service) for each in self.assignment)

    @cached_property
    def fte(self) -> Mapping[Name, Mapping[str, Exact]]:
        """Return each service's FTE by staff category."""
        found: dict[Name, dict[str, Exact]] = {name: {} for name in self.in_force}
        for row in self.model.budget:
            if row.fte is not None and (row.area, row.service) in found:
                of_service = found[row.area, row.service]
                of_service[row.staff] = of_service.get(row.staff, 0) + row.fte
        return found

    @cached_property
    def other(self) -> Mapping[Name, Exact]:
        """Return each service's other costs in SEK, carried to the price year."""
        found: dict[Name, Exact] = dict.fromkeys(self.in_force, 0)
        for row in self.model.budget:
            if row.amount is not None and (row.area, row.service) in found:
                found[row.area, row.service] += row.amount
        return {name: indexed(amount, self.model.index.other) for name, amount in found.items()}

    @cached_property
    def rates(self) -> Mapping[str, Exact]:
        """Return each staff category's rate, carried to the price year."""
        return {staff: rate(self.model, staff) for staff in self.model.staff}

    @cached_property
    def overheads(self) -> Mapping[str, Overhead]:
        """Return the overheads, carried to the price year."""
        percent = self.model.index.other
        return {
            name: replace(
                overhead,
                per_fte=None if overhead.per_fte is None else indexed(overhead.per_fte, percent),
                amount=None if overhead.amount is None else indexed(overhead.amount, percent),
            )
            for name, overhead in self.model.overheads.items()
        }

    @cached_property
    def customers(self) -> frozenset[str]:
        """Return who the year's customers are."""
        return frozenset(end for ends in self.parts.values() for end in ends)

    @cached_property
    def measures(self) -> frozenset[str]:
        """Return the measures that the year has: those with any volume."""
        return frozenset(name for name, users in self.used.items() if any(users.values()))

    def volumes(self, measure: str, left_out: Container[str] = ()) -> Quantities:
        """Return what customers use of a measure, but for some of the year's own."""
        found: Quantities = {}
        for customer, ends in self.parts.items():
            quantity = self.used[measure].get(customer, 0)
            if quantity and customer not in left_out:
                for end, part in ends.items():
                    found[end] = found.get(end, 0) + quantity * part
        return found

    def not_taking(self, area: str) -> frozenset[str]:
        """Return which of the customers do not take an area; one that became of several takes what any of them did."""
        left_out = self.model.not_taking(area)
        takers = {end for customer, ends in self.parts.items() if customer not in left_out for end in ends}
        return self.customers - takers


def side_by_side(old: Pricing, new: Pricing) -> tuple[Side, Side]:
    """Lay two years out in the names of the newer one."""
    became = successors_in(old.model, new.model)
    measures = {name: _measure_name(name, old.model, new.model) for name in old.model.measures}
    used = {measures[name]: of_measure.quantities for name, of_measure in old.used.items()}
    stay = {name: {name: 1} for name in new.model.listed_customers()}
    parts = {name: became.get(name, {name: 1}) for name in old.model.listed_customers()}
    return (
        Side(_renamed(old.model, new.model, measures), old.column, used, parts),
        Side(new.model, new.column, {name: of_measure.quantities for name, of_measure in new.used.items()}, stay),
    )


def _measure_name(name: str, old: Model, new: Model) -> str:
    """Return an old measure's name: one of its own where the newer year counts something else by that name."""
    same = name not in new.measures or _counts(old, name) == _counts(new, name)
    return name if same else f"{name} {old.year}"


def _counts(model: Model, name: str) -> tuple[object, ...]:
    measure = model.measures[name]
    return measure.unit, len(model.window(name)), measure.over_window


def _renamed(old: Model, new: Model, measures: Mapping[str, str]) -> Model:
    """Return the older model with its measures and services by the newer one's names."""
    services = {area_id: _service_names(area_id, area, new) for area_id, area in old.areas.items()}
    areas = {
        area_id: replace(
            area,
            services={services[area_id][name]: service for name, service in area.services.items()},
            keys=tuple(replace(key, measure=measures[key.measure]) for key in area.keys),
        )
        for area_id, area in old.areas.items()
    }
    budget = tuple(row._replace(service=services[row.area][row.service]) for row in old.budget)
    return replace(old, areas=areas, budget=budget, measures={measures[name]: old.measures[name] for name in measures})


def _service_names(area_id: str, area: Area, new: Model) -> dict[str, str]:
    known = new.areas[area_id].services if area_id in new.areas else {}
    renamed = {entry.renamed_from: name for name, entry in known.items() if name not in area.services}
    return {name: renamed.get(name, name) for name in area.services}
