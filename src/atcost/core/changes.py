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
    from atcost.core.costing import Costs, ServiceCost
    from atcost.core.model import Kind, Model


class Change(NamedTuple):
    """A service whose kind changed or that is in force a part of the year, with its own cost in öre."""

    area: str
    service: str
    before: Kind
    after: Kind
    cost_ore: int

    @property
    def formerly_by_the_hour_ore(self) -> int:
        """Return what of it customers paid by the hour before, so that it is not new to them."""
        return self.cost_ore if self.after == "base" and self.before in BY_THE_HOUR else 0


@dataclass(frozen=True, slots=True)
class Changes:
    """The changed services, and what with them leads from the cost excluding changes to the cost including them.

    ``moved``: staff and other costs of base services in both that differ by part years, and their overhead.
    """

    services: tuple[Change, ...]
    came_ore: int
    went_ore: int
    months_moved_ore: int
    overhead_moved_ore: int

    @property
    def difference_ore(self) -> int:
        """Return the sum of the reasons: cost including less cost excluding changes."""
        return self.came_ore - self.went_ore + self.months_moved_ore + self.overhead_moved_ore


def changes(model: Model, including: Costs, excluding: Costs) -> Changes:
    """Set the base services of the two columns against each other."""
    new, old = _base(including), _base(excluding)
    both = new.keys() & old.keys()
    return Changes(
        services=_changed(model, including, excluding),
        came_ore=sum(cost.total_ore for name, cost in new.items() if name not in old),
        went_ore=sum(cost.total_ore for name, cost in old.items() if name not in new),
        months_moved_ore=sum(_without_overhead(new[name]) - _without_overhead(old[name]) for name in both),
        overhead_moved_ore=sum(_overhead(new[name]) - _overhead(old[name]) for name in both),
    )


def unexplained(found: Changes, including: Mapping[str, Balance], excluding: Mapping[str, Balance]) -> list[Finding]:
    """Return a finding where the reasons are not what the areas' own costs in the two columns differ by (A4).

    The reasons are summed from the services' cost lines, the areas' costs from the budget's rows.
    """
    difference_ore = sum(area.own_ore for area in including.values()) - sum(area.own_ore for area in excluding.values())
    if difference_ore == found.difference_ore:
        return []
    values = {"explained": kronor_plain(found.difference_ore), "difference": kronor_plain(difference_ore)}
    return [Finding("changes_do_not_add_up", "model.toml", path="area", values=values)]


def _changed(model: Model, including: Costs, excluding: Costs) -> tuple[Change, ...]:
    new, old = _all(including), _all(excluding)
    found = []
    for area_id, area in model.areas.items():
        for service_id, service in area.services.items():
            if is_changed(model, service):
                name, before = (area_id, service_id), kind_in(service, "before")
                cost = old.get(name) if before == "base" and service.kind != "base" else new.get(name) or old.get(name)
                found.append(Change(area_id, service_id, before, service.kind, cost.total_ore if cost else 0))
    return tuple(found)


def _all(costs: Costs) -> dict[tuple[str, str], ServiceCost]:
    return {(line.service.area, line.service.service): line for cost in costs.values() for line in cost.services}


def _base(costs: Costs) -> dict[tuple[str, str], ServiceCost]:
    return {name: line for name, line in _all(costs).items() if line.service.kind == "base"}


def _without_overhead(cost: ServiceCost) -> int:
    return cost.staff_ore + cost.other_ore


def _overhead(cost: ServiceCost) -> int:
    return sum(cost.overhead_ore.values())
