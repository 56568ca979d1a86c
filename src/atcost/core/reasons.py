"""Reasons: what each factor did to every price between two years, as Shapley values (docs/arithmetic.md, Comparison).

A factor's reason is its effect averaged over all orders in which the factors could have changed from the older year to
the newer. Since a state is worth its cost times its routes, the 64 states of cost are weighed together, area by area,
before any of them meets a customer; only the eight states of distribution are worked out over customers.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import combinations
from math import factorial, lcm
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.states import COST, DISTRIBUTION, NEW, OLD, Routes, cost_state, flows, routes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from atcost.core.money import Exact
    from atcost.core.states import Cell, Chosen, CostState, Flows, Sides

Changed = frozenset[str]
"""The factors that are taken from the newer year."""
Exactly = dict[str, dict["Cell", Fraction]]
"""Reason, then cell, then öre."""
UNPARTED = ("distribution",)
HALF = Fraction(1, 2)


class Reasons(NamedTuple):
    """Each reason's part of every change, in öre, exactly; unparted where distribution is one reason."""

    exact: Exactly
    parted: bool


class Weighed(NamedTuple):
    """Cost states weighed together: what keys distribute, the part of tariffs, what customers bear alone."""

    keyed: Mapping[str, Exact]
    present: Mapping[str, Exact]
    direct: Mapping[Cell, Exact]


class Spread(NamedTuple):
    """What customers bear of an area: whole numbers, each of ``unit``."""

    unit: Fraction
    parts: Mapping[str, int]


def reasons(sides: Sides) -> Reasons:
    """Return what every factor did to every price."""
    costs = {changed: cost_state(sides, _chosen(COST, changed)) for changed in subsets(COST)}
    states = {changed: routes(sides, _chosen(DISTRIBUTION, changed)) for changed in subsets(DISTRIBUTION)}
    costly = {area for state in costs.values() for area, ore in state.keyed_ore.items() if ore}
    if any(state.flows.stuck(costly) for state in states.values()):
        return Reasons(_shapley(costs, _unparted(states, costly), UNPARTED), parted=False)
    exact = _shapley(costs, states, DISTRIBUTION)
    customers = sides[OLD].customers | sides[NEW].customers
    exact["own_volume"], exact["others_volume"] = _divided(customers, costs, states, exact.pop("volumes"))
    return Reasons(exact, parted=True)


def subsets(factors: Sequence[str]) -> list[Changed]:
    """Return all subsets of some factors.

    >>> [sorted(each) for each in subsets(["a", "b"])]
    [[], ['a'], ['b'], ['a', 'b']]
    """
    return [frozenset(some) for number in range(len(factors) + 1) for some in combinations(factors, number)]


def _chosen(factors: Sequence[str], changed: Changed) -> Chosen:
    return {factor: NEW if factor in changed else OLD for factor in factors}


def _unparted(states: Mapping[Changed, Routes], costly: set[str]) -> dict[Changed, Routes]:
    """Return distribution as in either year; an area that one can't distribute has the other's shares."""
    old, new = states[frozenset()], states[frozenset(DISTRIBUTION)]
    return {frozenset(): _mended(old, new, costly), frozenset(UNPARTED): _mended(new, old, costly)}


def _mended(state: Routes, other: Routes, costly: set[str]) -> Routes:
    keys = {area: other.keys.get(area, ()) for area in state.flows.stuck(costly)}
    return Routes({**state.keys, **keys}, state.tariffs_ore)


def _shapley(costs: Mapping[Changed, CostState], states: Mapping[Changed, Routes], names: Sequence[str]) -> Exactly:
    """Weigh every state by the orders that come to it, or leave it, by each factor's change."""
    factors = (*COST, *names)
    spreads = {changed: _spreads(state) for changed, state in states.items()}
    exact: Exactly = {}
    for factor in factors:
        weighed = {changed: _weighed(costs, factor, changed, len(factors)) for changed in states}
        borne = {changed: _borne(states[changed], of_state) for changed, of_state in weighed.items()}
        exact[factor] = _over_cells(borne, spreads)
        for of_state in weighed.values():
            for cell, ore in of_state.direct.items():
                exact[factor][cell] = exact[factor].get(cell, Fraction(0)) + ore
    return exact


def _weighed(costs: Mapping[Changed, CostState], factor: str, distribution: Changed, factors: int) -> Weighed:
    """Weigh the cost states, beside one of distribution, as they count in the Shapley value of one of the factors."""
    keyed: defaultdict[str, int] = defaultdict(int)
    present: defaultdict[str, int] = defaultdict(int)
    direct: defaultdict[Cell, Exact] = defaultdict(int)
    for changed, state in costs.items():
        orders = _orders(factor, changed | distribution, factors)
        for area, ore in state.keyed_ore.items():
            keyed[area] += orders * ore
            present[area] += orders
        for cell, alone_ore in state.direct_ore.items():
            direct[cell] += orders * alone_ore
    average = Fraction(1, factorial(factors))
    return Weighed(
        {area: total * average for area, total in keyed.items() if total},
        {area: total * average for area, total in present.items() if total},
        {cell: total * average for cell, total in direct.items() if total},
    )


def _orders(factor: str, changed: Changed, factors: int) -> int:
    """Return in how many orders of so many factors just these have changed after one did; less: before one does.

    >>> _orders("a", frozenset("ab"), 3), _orders("c", frozenset("ab"), 3)
    (1, -2)
    """
    earlier = len(changed - {factor})
    orders = factorial(earlier) * factorial(factors - 1 - earlier)
    return orders if factor in changed else -orders


def _borne(state: Routes, weighed: Weighed) -> dict[str, Exact]:
    """Return how much of an area is borne by its shares: its gross cost, or the part of its tariff."""
    return state.flows.gross(weighed.keyed) | {area: weighed.present.get(area, 0) for area in state.tariffs_ore}


def _spreads(state: Routes) -> dict[str, Spread]:
    found = {area: _spread(tariff) for area, tariff in state.tariffs_ore.items()}
    for area, keys in state.keys.items():
        shares: dict[str, Exact] = {}
        for part, key in zip(state.flows.by_unit[area], keys, strict=True):
            for customer, quantity in key.customers.items():
                shares[customer] = shares.get(customer, 0) + part * quantity
        found[area] = _spread(shares)
    return found


def _spread(shares: Mapping[str, Exact]) -> Spread:
    scale = lcm(*(share.denominator for share in shares.values()))
    return Spread(Fraction(1, scale), {customer: int(share * scale) for customer, share in shares.items() if share})


def _over_cells(
    borne: Mapping[Changed, Mapping[str, Exact]], spreads: Mapping[Changed, Mapping[str, Spread]]
) -> dict[Cell, Fraction]:
    """Sum over states what each customer bears, in whole numbers of one unit an area."""
    found: dict[Cell, Fraction] = {}
    for area in next(iter(spreads.values())):
        amounts = {changed: of_area[area].unit * borne[changed].get(area, 0) for changed, of_area in spreads.items()}
        scale = lcm(*(amount.denominator for amount in amounts.values()))
        sums: defaultdict[str, int] = defaultdict(int)
        for changed, amount in amounts.items():
            whole = int(amount * scale)
            for customer, part in spreads[changed][area].parts.items() if whole else ():
                sums[customer] += whole * part
        found |= {(area, customer): Fraction(number, scale) for customer, number in sums.items()}
    return found


def _divided(
    customers: frozenset[str],
    costs: Mapping[Changed, CostState],
    states: Mapping[Changed, Routes],
    volumes: Mapping[Cell, Fraction],
) -> tuple[dict[Cell, Fraction], dict[Cell, Fraction]]:
    """Divide what volumes did into what one's own and what the others' did, by both orders (Owen value).

    One's own is half of what all volumes did together, and half of the difference between the states in between: one's
    own alone changed, less the others' alone. What reaches no customer there is charged to nobody.
    """
    twice = dict(volumes)
    for changed, after in states.items():
        if "volumes" in changed:
            before = states[changed - {"volumes"}]
            weighed = _weighed(costs, "volumes", changed, len(COST) + len(DISTRIBUTION))
            for customer in customers:
                own_changed = _alone(customer, weighed, after, before)
                others_changed = _alone(customer, weighed, before, after)
                for area, ore in own_changed.items():
                    if difference := ore - others_changed[area]:
                        twice[area, customer] = twice.get((area, customer), Fraction(0)) + difference
    own = {cell: HALF * ore for cell, ore in twice.items()}
    return own, {cell: volumes.get(cell, Fraction(0)) - ore for cell, ore in own.items()}


def _alone(customer: str, weighed: Weighed, own: Routes, others: Routes) -> dict[str, Exact]:
    """Return what a customer bears of each area if its volumes are of one state and the others' of another."""
    mixed = _mixed(customer, own, others)
    gross = mixed.gross(weighed.keyed)
    found: dict[str, Exact] = {
        area: weighed.present.get(area, 0) * tariff.get(customer, 0) for area, tariff in own.tariffs_ore.items()
    }
    for area, keys in own.keys.items():
        parts = zip(mixed.by_unit[area], keys, strict=True)
        found[area] = gross.get(area, 0) * sum(part * key.customers.get(customer, 0) for part, key in parts)
    return found


def _mixed(customer: str, own: Routes, others: Routes) -> Flows:
    used = {
        area: [
            total - there.customers.get(customer, 0) + here.customers.get(customer, 0)
            for total, there, here in zip(others.used[area], others.keys[area], keys, strict=True)
        ]
        for area, keys in own.keys.items()
    }
    return flows(own, used)
