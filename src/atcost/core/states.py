"""States between two years: each factor taken whole from one of them (docs/arithmetic.md, Comparison).

A state is worth its cost times its routes. Cost is a vector over areas (whole öre, by the rules of Cost); routes say,
exactly, where an öre of an area's cost ends.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import lcm
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
    from atcost.core.transfers import Links

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


@dataclass(frozen=True)
class Routes:
    """Each area's keys, and for tariff areas, which have none here, what each customer pays, in öre."""

    keys: Mapping[str, Sequence[KeyUse]]
    tariffs_ore: Mapping[str, Quantities]

    @cached_property
    def used(self) -> CustomersUse:
        """Return what customers together use of every key."""
        return {area: [sum(key.customers.values()) for key in keys] for area, keys in self.keys.items()}

    @cached_property
    def flows(self) -> Flows:
        """Return how an area's cost flows."""
        return flows(self, self.used)


CustomersUse = dict[str, list["Exact"]]
"""Area, then for each key what customers together use of it."""


class Flows(NamedTuple):
    """How cost flows: what one unit of each key bears of its area's, what areas send each other, who reaches somebody.

    An area reaches somebody whose cost comes, by itself or through others, to a customer or a tariff area.
    """

    by_unit: Mapping[str, Sequence[Fraction]]
    linked: Links
    reaching: set[str]

    def gross(self, keyed: Mapping[str, Exact]) -> dict[str, Exact]:
        """Return what every area distributes, with what it receives of others; nothing where it reaches nobody."""
        if not any(self.linked.values()):
            return dict(keyed)
        senders = {area: keyed.get(area, 0) for area in self.linked if area in self.reaching}
        return dict(gross_costs(senders, {area: self.linked[area] for area in senders}))

    def stuck(self, costly: set[str]) -> set[str]:
        """Return the areas that have a cost, by themselves or through others, and reach nobody."""
        seen: set[str] = set()
        ahead = set(costly)
        while ahead:
            seen |= ahead
            ahead = {area for sender in ahead for area in self.linked.get(sender, ())} - seen
        return seen - self.reaching


def cost_state(sides: Sides, chosen: Chosen) -> CostState:
    """Cost the areas with each factor of cost from its year; what that year lacks comes from the one that has it."""
    assigned = sides[chosen["assignment"]]
    budget = tuple(_budget(sides, chosen))
    has_fte = any(row.fte for row in budget)  # without any, an overhead has nothing to be spread on
    model = replace(
        assigned.model,
        index=Index(),
        staff=dict(_staff(sides, chosen["rate"])),
        overheads=sides[chosen["overhead"]].overheads if has_fte else {},
        areas={
            name: replace(area, carried=_having_area(sides, chosen["carried"], name).model.areas[name].carried)
            for name, area in assigned.model.areas.items()
        },
        budget=budget,
    )
    found = costs(model, assignment(model, assigned.column))
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
            keys[area] = [
                KeyUse(key.weight or 0, _areas(sides, chosen["transfers"], area, key.measure), customers)
                for key, customers in uses
            ]
    return Routes(keys, tariffs)


def flows(found: Routes, used: CustomersUse) -> Flows:
    """Return how cost flows if customers together use so much of every key."""
    by_unit: dict[str, list[Fraction]] = {}
    linked: Links = {}
    reaching = set(found.tariffs_ore)
    for area, keys in found.keys.items():
        totals = [sum(key.areas.values()) + of_key for key, of_key in zip(keys, used[area], strict=True)]
        by_unit[area] = _by_unit([key.weight for key in keys], totals)
        linked[area] = _links(keys, by_unit[area])
        if any(part and of_key for part, of_key in zip(by_unit[area], used[area], strict=True)):
            reaching.add(area)
    while more := {area for area in linked if area not in reaching and not reaching.isdisjoint(linked[area])}:
        reaching |= more
    return Flows(by_unit, linked, reaching)


def _by_unit(weights: Sequence[Exact], totals: Sequence[Exact]) -> list[Fraction]:
    """Return what one unit of each key bears; a key that nobody uses gives its weight to the area's others."""
    reached = sum(weight for weight, total in zip(weights, totals, strict=True) if total)
    return [
        Fraction(weight, reached * total) if total and reached else Fraction(0)
        for weight, total in zip(weights, totals, strict=True)
    ]


def _links(keys: Sequence[KeyUse], by_unit: Sequence[Fraction]) -> dict[str, Fraction]:
    """Return what part of an area each other area takes, added up in whole numbers of one unit."""
    used = [(part, key.areas) for part, key in zip(by_unit, keys, strict=True) if part and key.areas]
    scale = lcm(*(part.denominator for part, _ in used))
    sums: dict[str, Exact] = {}
    for part, areas in used:
        whole = part.numerator * (scale // part.denominator)
        for receiver, quantity in areas.items():
            sums[receiver] = sums.get(receiver, 0) + whole * quantity
    return {receiver: Fraction(total, scale) for receiver, total in sums.items()}


def _having(sides: Sides, year: int, known: Sequence[Container[object]], name: object) -> Side:
    """Return the year if it knows a name, else the other one."""
    return sides[year if name in known[year] else 1 - year]


def _having_area(sides: Sides, year: int, area: str) -> Side:
    return _having(sides, year, [side.model.areas for side in sides], area)


def _having_measure(sides: Sides, year: int, measure: str) -> Side:
    return _having(sides, year, [side.measures for side in sides], measure)


def _staff(sides: Sides, year: int) -> Iterator[tuple[str, StaffCategory]]:
    rates = [side.rates for side in sides]
    for name in {**rates[OLD], **rates[NEW]}:
        side = _having(sides, year, rates, name)
        yield name, replace(side.model.staff[name], rate=side.rates[name])


def _budget(sides: Sides, chosen: Chosen) -> Iterator[BudgetRow]:
    in_force = [side.in_force for side in sides]
    staff = sides[chosen["fte"]].model.staff
    for name in in_force[chosen["assignment"]]:
        for category, number in _having(sides, chosen["fte"], in_force, name).fte[name].items():
            if category in staff:
                yield BudgetRow(*name, category, number, None, "")
        yield BudgetRow(*name, "", None, _having(sides, chosen["other_cost"], in_force, name).other[name], "")


def _customers(sides: Sides, year: int, area: str, measure: str) -> Quantities:
    """Return what customers use of a key by one year's volumes, or by the other's of a measure that it lacks.

    Who takes the area is said before customers are restated if one year says that and the volumes, else after.
    """
    counting, taking = _having_measure(sides, year, measure), _having_area(sides, year, area)
    if counting is taking:
        found = counting.volumes(measure, counting.model.not_taking(area))
    else:
        left_out = taking.not_taking(area)
        found = {customer: used for customer, used in counting.volumes(measure).items() if customer not in left_out}
    if counting is not sides[year]:
        found = {customer: used for customer, used in found.items() if customer in sides[year].customers}
    return found


def _areas(sides: Sides, year: int, area: str, measure: str) -> Quantities:
    """Return what the areas that one year has, and lets an area send to, use of a key."""
    used = _having_measure(sides, year, measure).used[measure]
    return {receiver: used[receiver] for receiver in method_allows(sides[year].model, area) if used.get(receiver)}


def _tariff(uses: Sequence[tuple[Key, Quantities]]) -> Quantities:
    found: Quantities = {}
    for key, customers in uses:
        for customer, quantity in customers.items():
            found[customer] = found.get(customer, 0) + quantity * (key.unit_price or 0) * HUNDRED
    return found
