"""Assignment changes: what was added and removed, shown apart from the rest (docs/arithmetic.md, 13; A4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.assignment import BY_THE_HOUR, is_changed, kind_in
from atcost.core.finding import Finding
from atcost.core.words import kronor_plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atcost.core.balance import Balance
    from atcost.core.costing import AreaCost, Costs, ServiceCost
    from atcost.core.model import Kind, Model


class Change(NamedTuple):
    """A service whose kind changed or that is in force a part of the year, with its own cost in öre.

    ``moved_ore`` is what it moves the yearly price by: its cost that came or went, or what part of the year it lacks.
    """

    area: str
    service: str
    before: Kind
    after: Kind
    cost_ore: int
    moved_ore: int

    @property
    def formerly_by_the_hour_ore(self) -> int:
        """Return what of it customers paid by the hour before, so that it is not new to them."""
        return self.cost_ore if self.after == "base" and self.before in BY_THE_HOUR else 0


class AreaChanges(NamedTuple):
    """What leads from an area's own cost excluding changes to its cost including them, in öre.

    ``moved``: staff and other costs of base services in both that differ by part years, and their overhead.
    """

    excluding_ore: int
    came_ore: int
    went_ore: int
    months_moved_ore: int
    overhead_moved_ore: int

    @property
    def difference_ore(self) -> int:
        """Return the sum of the reasons: cost including less cost excluding changes."""
        return self.came_ore - self.went_ore + self.months_moved_ore + self.overhead_moved_ore

    @property
    def including_ore(self) -> int:
        """Return the cost that the reasons lead to."""
        return self.excluding_ore + self.difference_ore


@dataclass(frozen=True, slots=True)
class Changes:
    """The changed services, and what with them leads from one cost to the other in every area."""

    services: tuple[Change, ...]
    areas: Mapping[str, AreaChanges]

    @property
    def total(self) -> AreaChanges:
        """Return the same of all areas together."""
        return AreaChanges(*map(sum, zip(*self.areas.values(), strict=True)))


def changes(model: Model, including: Costs, excluding: Costs) -> Changes:
    """Set the base services of the two columns against each other."""
    areas = {area: _of_area(cost, excluding[area]) for area, cost in including.items()}
    return Changes(_changed(model, including, excluding), areas)


def unexplained(found: Changes, including: Mapping[str, Balance], excluding: Mapping[str, Balance]) -> list[Finding]:
    """Return a finding for each area where the reasons do not lead from its own cost in one column to the other (A4).

    The reasons are summed from the services' cost lines, the areas' costs from the budget's rows.
    """
    findings = []
    for area, reasons in found.areas.items():
        budgets_ore = excluding[area].own_ore, including[area].own_ore
        costs_ore = reasons.excluding_ore, reasons.including_ore
        if costs_ore != budgets_ore:
            names = ("cost_excluding", "cost", "budget_excluding", "budget")
            values = dict(zip(names, map(kronor_plain, (*costs_ore, *budgets_ore)), strict=True))
            findings.append(Finding("changes_do_not_add_up", "model.toml", path=f"area.{area}", values=values))
    return findings


def _of_area(including: AreaCost, excluding: AreaCost) -> AreaChanges:
    new, old = _base(including), _base(excluding)
    both = new.keys() & old.keys()
    return AreaChanges(
        excluding_ore=sum(cost.total_ore for cost in old.values()) + excluding.carried_ore - excluding.released_ore,
        came_ore=sum(cost.total_ore for name, cost in new.items() if name not in old),
        went_ore=sum(cost.total_ore for name, cost in old.items() if name not in new),
        months_moved_ore=sum(_without_overhead(new[name]) - _without_overhead(old[name]) for name in both),
        overhead_moved_ore=sum(_overhead(new[name]) - _overhead(old[name]) for name in both),
    )


def _changed(model: Model, including: Costs, excluding: Costs) -> tuple[Change, ...]:
    new, old = _all(including), _all(excluding)
    found = []
    for area_id, area in model.areas.items():
        for service_id, service in area.services.items():
            if is_changed(model, service):
                name, before = (area_id, service_id), kind_in(service, "before")
                cost = old.get(name) if before == "base" and service.kind != "base" else new.get(name) or old.get(name)
                moved_ore = _yearly(new.get(name)) - _yearly(old.get(name))
                found.append(Change(*name, before, service.kind, cost.total_ore if cost else 0, moved_ore))
    return tuple(found)


def _all(costs: Costs) -> dict[tuple[str, str], ServiceCost]:
    return {(line.service.area, line.service.service): line for cost in costs.values() for line in cost.services}


def _base(cost: AreaCost) -> dict[str, ServiceCost]:
    return {line.service.service: line for line in cost.base}


def _yearly(cost: ServiceCost | None) -> int:
    """Return what of a service's cost the yearly price bears."""
    return cost.total_ore if cost and cost.service.kind == "base" else 0


def _without_overhead(cost: ServiceCost) -> int:
    return cost.staff_ore + cost.other_ore


def _overhead(cost: ServiceCost) -> int:
    return sum(cost.overhead_ore.values())
