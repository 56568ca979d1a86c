"""The oracle's two years beside each other: each told in the newer one's names (docs/arithmetic.md, *Comparison*)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tests.oracle_cost import Column, kind_in, other_index
from tests.oracle_volumes import used_volumes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atcost.core.model import BudgetRow, Model, Service, Volumes

Year = tuple["Model", "Volumes"]
Place = tuple[str, str]
"""Area and service, in the newer year's names."""


class MeasureName(NamedTuple):
    """What makes a measure the same in both years."""

    name: str
    unit: object
    months: int
    over_window: str


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two years; ``became`` and ``renamed`` say what its customers and services are in the newer one."""

    model: Model
    volumes: Volumes
    column: Column
    became: Mapping[str, Mapping[str, Fraction]]
    renamed: Mapping[Place, str]

    @cached_property
    def services(self) -> dict[Place, Service]:
        """The services that this year has: those in force, in model order."""
        return {
            (area, self._service_name(area, name)): service
            for area, entry in self.model.areas.items()
            for name, service in entry.services.items()
            if kind_in(service, self.column) != "none"
        }

    def _service_name(self, area: str, name: str) -> str:
        return self.renamed.get((area, name), name)

    @cached_property
    def _rows(self) -> dict[Place, list[BudgetRow]]:
        found: dict[Place, list[BudgetRow]] = defaultdict(list)
        for row in self.model.budget:
            found[row.area, self._service_name(row.area, row.service)].append(row)
        return found

    def fte(self, place: Place) -> dict[str, Fraction]:
        """Return a service's FTE by staff category."""
        found: dict[str, Fraction] = defaultdict(Fraction)
        for row in self._rows[place]:
            if row.fte is not None:
                found[row.staff] += row.fte
        return found

    def other(self, place: Place) -> Fraction:
        """Return a service's other costs in SEK, indexed."""
        amounts = [Fraction(row.amount) for row in self._rows[place] if row.amount is not None]
        return sum(amounts, Fraction(0)) * other_index(self.model)

    @cached_property
    def used(self) -> dict[MeasureName, dict[str, Fraction]]:
        """The used volumes of the measures that this year has, customers by their own names."""
        return {
            self.measure(name): {user: Fraction(volume) for user, volume in users.items() if volume != 0}
            for name, users in used_volumes(self.model, self.volumes).items()
            if any(users.values())
        }

    def measure(self, name: str) -> MeasureName:
        """Return a measure's name in both years."""
        entry = self.model.measures[name]
        return MeasureName(name, entry.unit, len(self.model.window(name)), entry.over_window)

    @cached_property
    def customers(self) -> set[str]:
        """The customers that this year has."""
        return {end for name in self.model.listed_customers() for end in self.became[name]}

    def takes(self, customer: str, area: str) -> bool:
        """Tell whether a customer, by its name in the newer year, takes an area; an unknown one takes all."""
        origins = [name for name in self.model.listed_customers() if customer in self.became[name]]
        return not origins or any(self.model.customers[name].takes_area(area) for name in origins)

    def lets_receive(self, sender: str) -> list[str]:
        """Return the areas that this year's method lets an area send to."""
        areas, order = self.model.areas, self.model.order
        if self.model.method == "reciprocal":
            return [area for area in areas if area != sender]
        if self.model.method == "direct" or sender not in order:
            return []
        return [area for area in areas if area not in order or order.index(area) > order.index(sender)]


def side_by_side(old: Year, new: Year, column: Column) -> tuple[Side, Side]:
    """Lay two years out beside each other."""
    renamed = {
        (area, service.renamed_from): name
        for area, entry in new[0].areas.items()
        for name, service in entry.services.items()
        if service.renamed_from and (area not in old[0].areas or name not in old[0].areas[area].services)
    }
    became = {name: ends_of(old[0], new[0], name) for name in old[0].customers}
    itself = {name: {name: Fraction(1)} for name in new[0].customers}
    return Side(*old, column, became, renamed), Side(*new, column, itself, {})


def ends_of(old: Model, new: Model, customer: str) -> dict[str, Fraction]:
    """Return who a customer of either year is in the newer one, by parts; itself where nobody took it over."""
    for name, entry in new.customers.items():
        if entry.renamed_from == customer:
            return ends_of(old, new, name)
    entry = new.customers.get(customer) or old.customers[customer]
    if entry.valid_on(new.first_day) or not entry.successors:
        return {customer: Fraction(1)}
    parts: dict[str, Fraction] = defaultdict(Fraction)
    for successor in entry.successors:
        for end, part in ends_of(old, new, successor.to).items():
            parts[end] += part * successor.part
    return dict(parts)
