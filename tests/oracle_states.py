"""The oracle's states between two years: each factor whole from one of them (docs/arithmetic.md, *Comparison*)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from tests.oracle import gauss
from tests.oracle_cost import ORE, YEAR, amount_ore, carried, kind_in, months_in_force, nearest, other_index, rate
from tests.oracle_cost import running_split as split

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from atcost.core.model import Key
    from tests.oracle_sides import MeasureName, Place, Side

Amounts = dict[tuple[str, str], Fraction]
"""Area and customer (in the newer year's names), then öre."""
State = tuple[int, ...]
"""For each factor 0 (the older year) or 1 (the newer)."""
OLD, NEW = 0, 1

OF_COST = ("assignment", "fte", "rate", "other_cost", "overhead", "carried")
OF_DISTRIBUTION = ("keys", "volumes", "transfers")


class Apart(NamedTuple):
    """A customer whose volumes are of one year, while those of all others are of another."""

    customer: str
    own: int
    others: int


@dataclass(frozen=True, eq=False)
class Game:
    """Two years beside each other, and what each state between them is worth."""

    sides: tuple[Side, Side]

    @cached_property
    def areas(self) -> list[str]:
        """The areas of either year."""
        return list(dict.fromkeys([*self.sides[NEW].model.areas, *self.sides[OLD].model.areas]))

    @cached_property
    def customers(self) -> list[str]:
        """The customers of either year, in the newer one's names."""
        return sorted(self.sides[OLD].customers | self.sides[NEW].customers)

    def with_area(self, year: int, area: str) -> int:
        """Return the year asked for if it has the area, else the other."""
        return year if area in self.sides[year].model.areas else 1 - year

    def with_service(self, year: int, place: Place) -> int:
        """Return the year asked for if it has the service, else the other."""
        return year if place in self.sides[year].services else 1 - year

    def with_staff(self, year: int, staff: str) -> int:
        """Return the year asked for if it has the staff category, else the other."""
        return year if staff in self.sides[year].model.staff else 1 - year

    def with_measure(self, year: int, measure: MeasureName) -> int:
        """Return the year asked for if it has the measure, else the other."""
        return year if measure in self.sides[year].used else 1 - year

    # Cost

    @cached_property
    def costs(self) -> dict[State, tuple[dict[str, int], Amounts]]:
        """Every state's cost: each area's keyed part, and what is directly a customer's."""
        return {state: self._cost(state) for state in product((OLD, NEW), repeat=len(OF_COST))}

    def _cost(self, state: State) -> tuple[dict[str, int], Amounts]:
        *of_services, carried_from = state
        side = self.sides[state[0]]
        keyed: dict[str, int] = defaultdict(int)
        direct: Amounts = defaultdict(Fraction)
        total = self._costs_of_services(*of_services)
        for (area, name), service in side.services.items():
            if kind_in(service, side.column) == "base" and service.only_for is None:
                keyed[area] += total[area, name]
            elif kind_in(service, side.column) == "base":
                for end, part in side.became[service.only_for].items():
                    direct[area, end] += total[area, name] * part
        for area in side.model.areas:
            keyed[area] += carried(self.sides[self.with_area(carried_from, area)].model, area)
        return keyed, direct

    def _costs_of_services(self, assignment: int, fte: int, rates: int, other: int, overhead: int) -> dict[Place, int]:
        """Return what each service in force costs."""
        total: dict[Place, int] = {}
        all_fte: dict[Place, Fraction] = {}
        for place in self.sides[assignment].services:
            part = self._part_of_year(assignment, place)
            by_staff = {staff: amount * part for staff, amount in self._fte(fte, place).items()}
            all_fte[place] = sum(by_staff.values(), Fraction(0))
            other_cost = self.sides[self.with_service(other, place)].other(place)
            total[place] = nearest(other_cost * part * ORE)
            for staff, amount in by_staff.items():
                total[place] += nearest(amount * rate(self.sides[self.with_staff(rates, staff)].model, staff) * ORE)
        for place, amount in self._overheads(overhead, all_fte).items():
            total[place] += amount
        return total

    def _part_of_year(self, assignment: int, place: Place) -> Fraction:
        side = self.sides[assignment]
        return Fraction(months_in_force(side.model, side.services[place], side.column), YEAR)

    def _fte(self, year: int, place: Place) -> dict[str, Fraction]:
        """Return a service's FTE, of the staff categories that the year has."""
        found = self.sides[self.with_service(year, place)].fte(place)
        return {staff: amount for staff, amount in found.items() if staff in self.sides[year].model.staff}

    def _overheads(self, year: int, fte: Mapping[Place, Fraction]) -> dict[Place, int]:
        """Return what each service bears of overheads; without any FTE, nobody bears an amount."""
        model = self.sides[year].model
        found = dict.fromkeys(fte, 0)
        for entry in model.overheads.values():
            if entry.per_fte is not None:
                parts = [nearest(amount * entry.per_fte * other_index(model) * ORE) for amount in fte.values()]
            else:
                parts = split(amount_ore(model, entry), list(fte.values())) if any(fte.values()) else [0] * len(fte)
            for place, part in zip(fte, parts, strict=True):
                found[place] += part
        return found

    # Distribution

    @cached_property
    def distributions(self) -> dict[State, Distribution]:
        """The eight states of distribution."""
        states = product((OLD, NEW), repeat=len(OF_DISTRIBUTION))
        return {
            (keys, whose, transfers): self.distribution(keys, whose, transfers) for keys, whose, transfers in states
        }

    @cached_property
    def costly(self) -> set[str]:
        """The areas that have something to distribute in some state."""
        return {area for keyed, _ in self.costs.values() for area, amount in keyed.items() if amount}

    @cached_property
    def is_parted(self) -> bool:
        """Whether every area with a cost reaches somebody in all of the eight states of distribution."""
        return not any(found.stuck(self.costly) for found in self.distributions.values())

    @cached_property
    def unparted(self) -> dict[int, Distribution]:
        """Each year's distribution; an area that can't be distributed as in it has the other's shares."""
        found = {}
        for year in (OLD, NEW):
            own, other = self.distributions[(year,) * 3], self.distributions[(1 - year,) * 3]
            chosen = {area: other if area in own.stuck(self.costly) else own for area in self.areas}
            found[year] = Distribution(
                to_areas={area: of_area.to_areas[area] for area, of_area in chosen.items()},
                to_customers={area: of_area.to_customers[area] for area, of_area in chosen.items()},
                tariffs=own.tariffs,
            )
        return found

    def distribution(self, keys: int, whose: int | Apart, transfers: int) -> Distribution:
        """Return a state's distribution, one customer's volumes perhaps of another year than the others'."""
        shares = {area: self._shares(keys, whose, transfers, area) for area in self.areas}
        return Distribution(
            to_areas={area: to_areas for area, (to_areas, _) in shares.items()},
            to_customers={area: to_customers for area, (_, to_customers) in shares.items()},
            tariffs={area: self._tariff(keys, whose, area) for area in self.areas if self._is_tariff(keys, area)},
        )

    def _keys(self, year: int, area: str) -> list[tuple[Key, MeasureName]]:
        """Return an area's keys in a state, with the measures that they count by."""
        side = self.sides[self.with_area(year, area)]
        return [(key, side.measure(key.measure)) for key in side.model.areas[area].keys]

    def _is_tariff(self, year: int, area: str) -> bool:
        return any(key.unit_price is not None for key, _ in self._keys(year, area))

    def _shares(self, keys: int, whose: int | Apart, transfers: int, area: str) -> tuple[dict[str, Fraction], ...]:
        """Return the parts of an area's cost that go to areas, and those that go to customers."""
        to_areas: dict[str, Fraction] = defaultdict(Fraction)
        to_customers: dict[str, Fraction] = defaultdict(Fraction)
        found = [
            (
                Fraction(key.weight or 0),
                self._areas_volumes(transfers, area, measure),
                self._volumes(whose, area, measure),
            )
            for key, measure in self._keys(keys, area)
        ]
        weights = sum((weight for weight, areas, customers in found if areas or customers), Fraction(0))
        for weight, areas, customers in found if weights else []:
            total = sum(areas.values(), Fraction(0)) + sum(customers.values(), Fraction(0))
            for name, volume in areas.items() if weight else []:
                to_areas[name] += weight / weights * volume / total
            for name, volume in customers.items() if weight else []:
                to_customers[name] += weight / weights * volume / total
        return to_areas, to_customers

    def _tariff(self, keys: int, whose: int | Apart, area: str) -> dict[str, Fraction]:
        """Return what customers pay for an area by unit prices."""
        found: dict[str, Fraction] = defaultdict(Fraction)
        for key, measure in self._keys(keys, area):
            for name, volume in self._volumes(whose, area, measure).items():
                found[name] += volume * key.unit_price * ORE
        return found

    def _areas_volumes(self, year: int, sender: str, measure: MeasureName) -> dict[str, Fraction]:
        """Return what other areas use of a measure in an area's key."""
        used = self.sides[self.with_measure(year, measure)].used[measure]
        return {area: used[area] for area in self.sides[year].lets_receive(sender) if area in used}

    def _volumes(self, whose: int | Apart, area: str, measure: MeasureName) -> dict[str, Fraction]:
        """Return what customers use of a measure in an area's key."""
        if isinstance(whose, int):
            return self._volumes_in(whose, area, measure)
        others = self._volumes_in(whose.others, area, measure)
        own = self._volumes_in(whose.own, area, measure)
        return {
            name: volume
            for name in others.keys() | own.keys()
            if (volume := (own if name == whose.customer else others).get(name))
        }

    def _volumes_in(self, year: int, area: str, measure: MeasureName) -> dict[str, Fraction]:
        """Return what customers use of a measure in an area's key: those that take it, by who says so."""
        counts, says = self.with_measure(year, measure), self.with_area(year, area)
        side = self.sides[counts]
        found: dict[str, Fraction] = defaultdict(Fraction)
        for name in side.model.listed_customers():
            if counts != says or side.model.customers[name].takes_area(area):
                for end, part in side.became[name].items():
                    found[end] += side.used[measure].get(name, 0) * part
        if counts != says:
            found = {name: volume for name, volume in found.items() if self.sides[says].takes(name, area)}
        known = self.sides[year].customers
        return {name: volume for name, volume in found.items() if volume and (counts == year or name in known)}

    # What a state is worth

    def worth(self, of_cost: State, found: Distribution, payers: Collection[str]) -> Amounts:
        """Return what some customers pay in a state."""
        keyed, direct = self.costs[of_cost]
        amounts: Amounts = defaultdict(Fraction, {cell: amount for cell, amount in direct.items() if cell[1] in payers})
        for sender, amount in keyed.items():
            for customer in payers if amount else ():
                for area, part in found.paid_of[sender].get(customer, {}).items():
                    amounts[area, customer] += amount * part
        for area in self.sides[of_cost[0]].model.areas:
            for customer, amount in found.tariffs.get(area, {}).items():
                if customer in payers:
                    amounts[area, customer] += amount
        return amounts


@dataclass(frozen=True, eq=False)
class Distribution:
    """Where each area's cost goes: the parts to areas and to customers, and what unit prices bring beside."""

    to_areas: Mapping[str, Mapping[str, Fraction]]
    to_customers: Mapping[str, Mapping[str, Fraction]]
    tariffs: Mapping[str, Mapping[str, Fraction]]

    @cached_property
    def reaching(self) -> set[str]:
        """The areas whose cost comes to some customer at last, or to a tariff area."""
        found = self.tariffs.keys() | {area for area, customers in self.to_customers.items() if customers}
        for _ in self.to_areas:
            found |= {area for area, receivers in self.to_areas.items() if not found.isdisjoint(receivers)}
        return found

    def stuck(self, costly: set[str]) -> set[str]:
        """Return the areas that have a cost, of their own or received, and reach nobody."""
        found = set(costly)
        for _ in self.to_areas:
            found |= {receiver for area in found for receiver in self.to_areas[area]}
        return found - self.reaching

    @cached_property
    def paid_of(self) -> dict[str, dict[str, dict[str, Fraction]]]:
        """What each customer pays, for which area, of one öre that each area has to distribute."""
        return {area: self._followed(area) for area in self.to_areas}

    def _followed(self, sender: str) -> dict[str, dict[str, Fraction]]:
        """Solve gross = own + received, for one öre of the sender's own; what reaches nobody stops there."""
        areas = [area for area in self.to_areas if area in self.reaching]
        if sender not in areas:
            return {}
        rows = [
            [Fraction(int(row == column)) - self.to_areas[column].get(row, 0) for column in areas]
            + [Fraction(int(row == sender))]
            for row in areas
        ]
        found: dict[str, dict[str, Fraction]] = defaultdict(dict)
        for area, gross in zip(areas, gauss(rows), strict=True):
            for customer, part in self.to_customers[area].items() if gross else ():
                found[customer][area] = gross * part
        return found
