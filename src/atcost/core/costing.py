"""Cost: what each service costs, from budget rows to öre (docs/arithmetic.md, 2 and 3; B1, B2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.assignment import BY_THE_HOUR
from atcost.core.model import HUNDRED
from atcost.core.money import split, to_ore

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from atcost.core.assignment import InForce
    from atcost.core.model import BudgetRow, Carried, Model, Overhead
    from atcost.core.money import Exact


class StaffCost(NamedTuple):
    """FTE of a category in a service, part years counted, its indexed rate in SEK, and their product in öre."""

    staff: str
    fte: Exact
    rate: Exact
    amount_ore: int


@dataclass(frozen=True, slots=True)
class ServiceCost:
    """A service's cost: staff, other costs and overheads, in öre."""

    service: InForce
    staff: tuple[StaffCost, ...]
    other_ore: int
    overhead_ore: Mapping[str, int]

    @property
    def fte(self) -> Exact:
        """Return the FTE of the service, part years counted."""
        return sum(line.fte for line in self.staff)

    @property
    def staff_ore(self) -> int:
        """Return the staff cost."""
        return sum(line.amount_ore for line in self.staff)

    @property
    def total_ore(self) -> int:
        """Return the full cost of the service."""
        return self.staff_ore + self.other_ore + sum(self.overhead_ore.values())


Released = Mapping[str, int]
"""Area, then what of its keyed cost leaves with falling volumes, in öre (14); below zero where it comes."""
NOTHING: Released = {}


class CarriedCost(NamedTuple):
    """What an earlier year left, in öre, beside its entry."""

    entry: Carried
    amount_ore: int


@dataclass(frozen=True, slots=True)
class AreaCost:
    """An area's costs: its services in force, what is carried from earlier years, and what is released."""

    services: tuple[ServiceCost, ...]
    carried: tuple[CarriedCost, ...]
    released_ore: int

    @property
    def base(self) -> list[ServiceCost]:
        """Return the services that the yearly price bears."""
        return [cost for cost in self.services if cost.service.kind == "base"]

    @property
    def by_the_hour(self) -> list[ServiceCost]:
        """Return the services that are recovered per hour, outside the yearly price."""
        return [cost for cost in self.services if cost.service.kind in BY_THE_HOUR]

    @property
    def direct(self) -> list[ServiceCost]:
        """Return the base services that one customer bears alone (A5)."""
        return [cost for cost in self.base if cost.service.only_for]

    @property
    def carried_ore(self) -> int:
        """Return what is carried from earlier years."""
        return sum(entry.amount_ore for entry in self.carried)

    @property
    def keyed_ore(self) -> int:
        """Return the part that keys distribute."""
        shared_ore = sum(cost.total_ore for cost in self.base if not cost.service.only_for)
        return shared_ore + self.carried_ore - self.released_ore


Costs = dict[str, AreaCost]


def costs(model: Model, services: Sequence[InForce], released: Released = NOTHING) -> Costs:
    """Return every area's cost, of the services in force, less what is released."""
    rows = _rows_by_service(model.budget)
    staff = {(s.area, s.service): _staff_costs(model, s, rows.get((s.area, s.service), [])) for s in services}
    overheads = _overheads(model, [sum((line.fte for line in lines), Fraction(0)) for lines in staff.values()])
    found: dict[str, list[ServiceCost]] = {area: [] for area in model.areas}
    for position, service in enumerate(services):
        name = (service.area, service.service)
        other = _other_ore(model, service, rows.get(name, []))
        overhead_ore = {overhead: amounts[position] for overhead, amounts in overheads.items()}
        found[service.area].append(ServiceCost(service, staff[name], other, overhead_ore))
    return {
        area_id: AreaCost(
            tuple(found[area_id]),
            tuple(CarriedCost(entry, to_ore(entry.amount)) for entry in area.carried),
            released.get(area_id, 0),
        )
        for area_id, area in model.areas.items()
    }


def indexed(value: Exact, percent: Exact) -> Exact:
    """Carry a value of the budget year to the price year (I3).

    >>> indexed(200, Fraction("2.5"))
    Fraction(205, 1)
    """
    return value if not percent else value * (1 + Fraction(percent) / HUNDRED)


def rate(model: Model, staff: str) -> Exact:
    """Return the standard rate of a staff category in the price year, SEK per FTE-year."""
    return indexed(model.staff[staff].rate, model.index.staff)


def _rows_by_service(budget: Iterable[BudgetRow]) -> dict[tuple[str, str], list[BudgetRow]]:
    found: dict[tuple[str, str], list[BudgetRow]] = {}
    for row in budget:
        found.setdefault((row.area, row.service), []).append(row)
    return found


def _staff_costs(model: Model, service: InForce, rows: Sequence[BudgetRow]) -> tuple[StaffCost, ...]:
    lines = []
    for staff in model.staff:
        of_staff = [row.fte for row in rows if row.staff == staff and row.fte is not None]
        if of_staff:
            fte = sum(of_staff) * service.part_of_year
            lines.append(StaffCost(staff, fte, rate(model, staff), to_ore(fte * rate(model, staff))))
    return tuple(lines)


def _other_ore(model: Model, service: InForce, rows: Sequence[BudgetRow]) -> int:
    amount = sum(row.amount for row in rows if row.amount is not None)
    return to_ore(indexed(amount * service.part_of_year, model.index.other))


def _overheads(model: Model, fte: Sequence[Exact]) -> dict[str, Sequence[int]]:
    return {name: _overhead_parts(model, overhead, fte) for name, overhead in model.overheads.items()}


def _overhead_parts(model: Model, overhead: Overhead, fte: Sequence[Exact]) -> Sequence[int]:
    if overhead.per_fte is not None:
        per_fte = indexed(overhead.per_fte, model.index.other)
        return [to_ore(of_service * per_fte) for of_service in fte]
    return split(to_ore(indexed(overhead.amount or 0, model.index.other)), fte)
