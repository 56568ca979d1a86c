"""States between two years: each factor taken whole from one of them (docs/arithmetic.md, Comparison).

A state is worth its cost times its routes. Cost is a vector over areas (whole öre, by the rules of Cost); routes say,
exactly, where an öre of an area's cost ends.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.assignment import assignment
from atcost.core.costing import costs
from atcost.core.model import HUNDRED, BudgetRow, Index
from atcost.core.shares import method_allows
from atcost.core.transfers import gross_costs

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from atcost.core.model import Key, StaffCategory
    from atcost.core.money import Exact
    from atcost.core.sides import Quantities, Side

    Sides = tuple[Side, Side]

COST = ("assignment", "fte", "rate", "other_cost", "overhead", "carried")
DISTRIBUTION = ("keys", "volumes", "transfers")
OLD, NEW = 0, 1
Chosen = dict[str, int]
"""Factor, then the year that it is taken from: ``OLD`` or ``NEW``."""
Cell = tuple[str, str]
"""Area and customer."""


class CostState(NamedTuple):
    """What each area's keys distribute, in öre (an area that is there has an entry), and what customers bear alone."""

    keyed_ore: Mapping[str, int]
    direct_ore: Mapping[Cell, Exact]


class KeyUse(NamedTuple):
    """A key in a state: its weight, and who uses how much of it."""

    weight: Exact
    areas: Quantities
    customers: Quantities

    @property
    def total(self) -> Exact:
        """Return the volume of all users."""
        return sum(self.areas.values()) + sum(self.customers.values())


@dataclass(frozen=True, slots=True)
class Routes:
    """Each area's keys, and for tariff areas, which have none here, what each customer pays, in öre."""

    keys: Mapping[str, Sequence[KeyUse]]
    tariffs_ore: Mapping[str, Quantities]


Factors = dict[str, list[Fraction]]
"""Area, then for each key what of the area's cost one unit bears."""


def cost_state(sides: Sides, chosen: Chosen) -> CostState:
    """Cost the areas with each factor of cost from its year; what that year lacks comes from the one that has it."""
    assigned = sides[chosen["assignment"]]
    model = replace(
        assigned.model,
        index=Index(),
        staff=dict(_staff(sides, chosen["rate"])),
        overheads=sides[chosen["overhead"]].overheads,
        areas={
            name: replace(area, carried=_having_area(sides, chosen["carried"], name).model.areas[name].carried)
            for name, area in assigned.model.areas.items()
        },
        budget=tuple(_budget(sides, chosen)),
    )
    found = costs(model, assignment(model, "kind"))
    direct: dict[Cell, Exact] = {}
    for area, cost in found.items():
        for line in cost.direct:
            for customer, part in assigned.parts[str(line.service.only_for)].items():
                direct[area, customer] = direct.get((area, customer), 0) + line.total_ore * part
    return CostState({area: cost.keyed_ore for area, cost in found.items()}, direct)


def routes(sides: Sides, chosen: Chosen) -> Routes:
    """Return where costs go with each factor of distribution from its year."""
    keys: dict[str, list[KeyUse]] = {}
    tariffs: dict[str, Quantities] = {}
    for area in {**sides[NEW].model.areas, **sides[OLD].model.areas}:
        of_area = _having_area(sides, chosen["keys"], area).model.areas[area].keys
        uses = [(key, _customers(sides, chosen["volumes"], area, key.measure)) for key in of_area]
        if any(key.unit_price is not None for key in of_area):
            tariffs[area] = _tariff(uses)
        else:
            receiving = _receiving(sides[chosen["transfers"]], area)
            keys[area] = [
                KeyUse(key.weight or 0, _areas(sides, chosen["transfers"], key.measure, receiving), customers)
                for key, customers in uses
            ]
    return Routes(keys, tariffs)


def factors(found: Routes, totals: Mapping[str, Sequence[Exact]]) -> Factors:
    """Return what one unit of each key bears of its area's cost, given the keys' totals.

    A key without volume gives its weight to the area's others.
    """
    return {area: _of_keys([key.weight for key in keys], totals[area]) for area, keys in found.keys.items()}


def totals(found: Routes) -> dict[str, list[Exact]]:
    """Return the volume of every key, area by area."""
    return {area: [key.total for key in keys] for area, keys in found.keys.items()}


def gross(found: Routes, by_unit: Factors, keyed: Mapping[str, Exact]) -> dict[str, Exact]:
    """Return what every area distributes, with what it receives of others; nothing where it reaches nobody."""
    linked = _links(found, by_unit)
    if not any(linked.values()):
        return dict(keyed)
    reached = reaching(found, by_unit)
    senders = {area: keyed.get(area, 0) for area in found.keys if area in reached}
    return dict(gross_costs(senders, {area: linked[area] for area in senders}))


def reaching(found: Routes, by_unit: Factors) -> set[str]:
    """Return the areas whose cost reaches a customer, or a tariff area, by itself or through others."""
    linked = _links(found, by_unit)
    reached = set(found.tariffs_ore)
    for area, keys in found.keys.items():
        if any(factor and any(key.customers.values()) for factor, key in zip(by_unit[area], keys, strict=True)):
            reached.add(area)
    while more := {area for area in found.keys if area not in reached and not reached.isdisjoint(linked[area])}:
        reached |= more
    return reached


def needed(found: Routes, by_unit: Factors, costly: set[str]) -> set[str]:
    """Return the areas that have a cost, by themselves or through others."""
    linked = _links(found, by_unit)
    seen: set[str] = set()
    ahead = set(costly)
    while ahead:
        seen |= ahead
        ahead = {area for sender in ahead for area in linked.get(sender, ())} - seen
    return seen


def _links(found: Routes, by_unit: Factors) -> dict[str, dict[str, Fraction]]:
    linked: dict[str, dict[str, Fraction]] = {}
    for area, keys in found.keys.items():
        of_area = linked[area] = {}
        for factor, key in zip(by_unit[area], keys, strict=True):
            for receiver, quantity in key.areas.items() if factor else ():
                of_area[receiver] = of_area.get(receiver, Fraction(0)) + factor * quantity
    return linked


def _of_keys(weights: Sequence[Exact], of_keys: Sequence[Exact]) -> list[Fraction]:
    reached = sum(weight for weight, total in zip(weights, of_keys, strict=True) if total)
    return [
        Fraction(weight) / (reached * total) if total and reached else Fraction(0)
        for weight, total in zip(weights, of_keys, strict=True)
    ]


def _having(sides: Sides, year: int, known: Sequence[Container[object]], name: object) -> Side:
    """Return the year if it knows a name, else the other one."""
    return sides[year if name in known[year] else 1 - year]


def _having_area(sides: Sides, year: int, area: str) -> Side:
    return _having(sides, year, [side.model.areas for side in sides], area)


def _staff(sides: Sides, year: int) -> Iterator[tuple[str, StaffCategory]]:
    rates = [side.rates for side in sides]
    for name in {**rates[OLD], **rates[NEW]}:
        side = _having(sides, year, rates, name)
        yield name, replace(side.model.staff[name], rate=side.rates[name])


def _budget(sides: Sides, chosen: Chosen) -> Iterator[BudgetRow]:
    in_force = [side.in_force for side in sides]
    for name in in_force[chosen["assignment"]]:
        for staff, number in _having(sides, chosen["fte"], in_force, name).fte[name].items():
            yield BudgetRow(*name, staff, number, None, "")
        yield BudgetRow(*name, "", None, _having(sides, chosen["other_cost"], in_force, name).other[name], "")


def _customers(sides: Sides, year: int, area: str, measure: str) -> Quantities:
    """Return a key's customers by one year's volumes.

    A measure that the year lacks has the other year's volumes, of the year's own customers; who takes an area that the
    year lacks is the other year's say.
    """
    own = sides[year]
    counting = _having(sides, year, [side.measures for side in sides], measure)
    taking = _having_area(sides, year, area)
    if measure not in counting.measures:
        return {}
    left_out = frozenset() if taking is counting else taking.not_taking(area)
    found = counting.volumes(measure, area if taking is counting else None)
    return {
        customer: quantity
        for customer, quantity in found.items()
        if customer not in left_out and (counting is own or customer in own.customers)
    }


def _areas(sides: Sides, year: int, measure: str, receiving: set[str]) -> Quantities:
    counting = _having(sides, year, [side.measures for side in sides], measure)
    used = counting.area_use(measure) if measure in counting.measures else {}
    return {area: quantity for area, quantity in used.items() if area in receiving and quantity}


def _receiving(side: Side, area: str) -> set[str]:
    """Return the areas that a year has and lets an area send to."""
    return set(method_allows(side.model, area))


def _tariff(uses: Sequence[tuple[Key, Quantities]]) -> Quantities:
    found: Quantities = {}
    for key, customers in uses:
        for customer, quantity in customers.items():
            found[customer] = found.get(customer, 0) + quantity * (key.unit_price or 0) * HUNDRED
    return found
