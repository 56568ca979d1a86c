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

from atcost.core.states import (
    COST,
    DISTRIBUTION,
    NEW,
    OLD,
    Routes,
    cost_state,
    factors,
    gross,
    needed,
    reaching,
    routes,
    totals,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from atcost.core.money import Exact
    from atcost.core.states import Cell, Chosen, CostState, Factors, Sides

Players = frozenset[str]
Exactly = dict[str, dict["Cell", Fraction]]
"""Reason, then cell, then öre."""
WHOLE = ("distribution",)
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
    costs = {new: cost_state(sides, _chosen(COST, new)) for new in subsets(COST)}
    states = {new: routes(sides, _chosen(DISTRIBUTION, new)) for new in subsets(DISTRIBUTION)}
    costly = {area for state in costs.values() for area, ore in state.keyed_ore.items() if ore}
    if any(_unsolved(state, costly) for state in states.values()):
        return Reasons(_shapley(costs, _ends(states, costly), WHOLE), parted=False)
    exact = _shapley(costs, states, DISTRIBUTION)
    exact["own_volume"], exact["others_volume"] = _divided(costs, states, exact.pop("volumes"))
    return Reasons(exact, parted=True)


def subsets(players: Sequence[str]) -> list[Players]:
    """Return all subsets of some players.

    >>> [sorted(each) for each in subsets(["a", "b"])]
    [[], ['a'], ['b'], ['a', 'b']]
    """
    return [frozenset(some) for number in range(len(players) + 1) for some in combinations(players, number)]


def _chosen(players: Sequence[str], new: Players) -> Chosen:
    return {player: NEW if player in new else OLD for player in players}


def _unsolved(state: Routes, costly: set[str]) -> set[str]:
    """Return the areas with a cost that no key takes to a customer."""
    by_unit = factors(state, totals(state))
    return needed(state, by_unit, costly) - reaching(state, by_unit)


def _ends(states: Mapping[Players, Routes], costly: set[str]) -> dict[Players, Routes]:
    """Return distribution as a whole, old and new; where one can't distribute an area it is done as in the other."""
    old, new = states[frozenset()], states[frozenset(DISTRIBUTION)]
    return {frozenset(): _mended(old, new, costly), frozenset(WHOLE): _mended(new, old, costly)}


def _mended(state: Routes, other: Routes, costly: set[str]) -> Routes:
    taken = _unsolved(state, costly)
    keys = {area: keys for area, keys in other.keys.items() if area in taken}
    tariffs = {area: tariff for area, tariff in other.tariffs_ore.items() if area in taken}
    kept = {area: keys for area, keys in state.keys.items() if area not in tariffs}
    return Routes(kept | keys, {**state.tariffs_ore, **tariffs})


def _shapley(costs: Mapping[Players, CostState], states: Mapping[Players, Routes], players: Sequence[str]) -> Exactly:
    """Weigh every state by the orders in which it is come to, and left, by each factor's change."""
    names = (*COST, *players)
    spreads = {new: _spreads(state) for new, state in states.items()}
    vectors = {name: {new: _weighed(costs, _weights(name, new, len(names), costs)) for new in states} for name in names}
    exact: Exactly = {}
    for name, of_state in vectors.items():
        through = {new: _reached(states[new], weighed) for new, weighed in of_state.items()}
        exact[name] = _over_cells(through, spreads)
        for weighed in of_state.values():
            for cell, ore in weighed.direct.items():
                exact[name][cell] = exact[name].get(cell, Fraction(0)) + ore
    return exact


def _weights(name: str, new: Players, players: int, costs: Iterable[Players]) -> dict[Players, Fraction]:
    """Return what each cost state beside some changed factors of distribution weighs in a factor's Shapley value."""
    found = {}
    for state in costs:
        changed = state | new
        size = len(changed - {name})
        weight = Fraction(factorial(size) * factorial(players - 1 - size), factorial(players))
        found[state] = weight if name in changed else -weight
    return found


def _weighed(costs: Mapping[Players, CostState], weights: Mapping[Players, Fraction]) -> Weighed:
    scale = lcm(*(weight.denominator for weight in weights.values()))
    keyed: defaultdict[str, int] = defaultdict(int)
    present: defaultdict[str, int] = defaultdict(int)
    direct: dict[Cell, Exact] = {}
    for new, state in costs.items():
        weight = int(weights[new] * scale)
        for area, ore in state.keyed_ore.items():
            keyed[area] += weight * ore
            present[area] += weight
        for cell, alone_ore in state.direct_ore.items():
            direct[cell] = direct.get(cell, 0) + weights[new] * alone_ore
    return Weighed(_divided_by(scale, keyed), _divided_by(scale, present), direct)


def _divided_by(scale: int, found: Mapping[str, int]) -> dict[str, Fraction]:
    return {area: Fraction(number, scale) for area, number in found.items() if number}


def _reached(state: Routes, weighed: Weighed) -> dict[str, Exact]:
    """Return what an area's customers bear together: its gross cost, or the part of its tariff."""
    found = gross(state, factors(state, totals(state)), weighed.keyed)
    return found | {area: weighed.present.get(area, 0) for area in state.tariffs_ore}


def _spreads(state: Routes) -> dict[str, Spread]:
    by_unit = factors(state, totals(state))
    found = {area: _spread(tariff) for area, tariff in state.tariffs_ore.items()}
    for area, keys in state.keys.items():
        shares: dict[str, Exact] = {}
        for factor, key in zip(by_unit[area], keys, strict=True):
            for customer, quantity in key.customers.items():
                shares[customer] = shares.get(customer, 0) + factor * quantity
        found[area] = _spread(shares)
    return found


def _spread(shares: Mapping[str, Exact]) -> Spread:
    scale = lcm(*(share.denominator for share in shares.values()))
    return Spread(Fraction(1, scale), {customer: int(share * scale) for customer, share in shares.items() if share})


def _over_cells(
    through: Mapping[Players, Mapping[str, Exact]], spreads: Mapping[Players, Mapping[str, Spread]]
) -> dict[Cell, Fraction]:
    """Sum over states what each customer bears, in whole numbers of one unit an area."""
    found: dict[Cell, Fraction] = {}
    for area in next(iter(spreads.values())):
        amounts = {new: of_area[area].unit * through[new].get(area, 0) for new, of_area in spreads.items()}
        scale = lcm(*(amount.denominator for amount in amounts.values()))
        sums: defaultdict[str, int] = defaultdict(int)
        for new, amount in amounts.items():
            whole = int(amount * scale)
            for customer, part in spreads[new][area].parts.items() if whole else ():
                sums[customer] += whole * part
        found |= {(area, customer): Fraction(number, scale) for customer, number in sums.items()}
    return found


def _divided(
    costs: Mapping[Players, CostState], states: Mapping[Players, Routes], volumes: Mapping[Cell, Fraction]
) -> tuple[dict[Cell, Fraction], dict[Cell, Fraction]]:
    """Divide the effect of volumes into that of one's own and that of the others', by both orders (Owen value).

    In between, a cost that reaches no customer is charged to nobody.
    """
    twice = dict(volumes)
    for new in states:
        if "volumes" not in new:
            weighed = _weighed(costs, _weights("volumes", new | {"volumes"}, len(COST) + len(DISTRIBUTION), costs))
            _add_own(twice, weighed, states[new], states[new | {"volumes"}])
    own = {cell: HALF * ore for cell, ore in twice.items()}
    return own, {cell: ore - own[cell] for cell, ore in volumes.items()}


def _add_own(found: dict[Cell, Fraction], weighed: Weighed, before: Routes, after: Routes) -> None:
    """Add what each customer's own new volume costs beside the others' old one, less its old beside their new."""
    totals_before, totals_after = totals(before), totals(after)
    for customer in {customer for area, customer in found}:
        new = _alone(customer, weighed, after, _mixed(customer, after, before, totals_before))
        old = _alone(customer, weighed, before, _mixed(customer, before, after, totals_after))
        for area in new:
            if (area, customer) in found:
                found[area, customer] += new[area] - old[area]


def _mixed(customer: str, own: Routes, others: Routes, of_others: Mapping[str, Sequence[Exact]]) -> Factors:
    """Return what a unit bears where one customer's volume is of another state than the others'."""
    mixed = {
        area: [
            total - there.customers.get(customer, 0) + here.customers.get(customer, 0)
            for total, there, here in zip(of_others[area], others.keys[area], keys, strict=True)
        ]
        for area, keys in own.keys.items()
    }
    return factors(own, mixed)


def _alone(customer: str, weighed: Weighed, own: Routes, by_unit: Factors) -> dict[str, Exact]:
    """Return what a customer bears of each area."""
    amounts = gross(own, by_unit, weighed.keyed)
    found: dict[str, Exact] = {
        area: weighed.present.get(area, 0) * tariff.get(customer, 0) for area, tariff in own.tariffs_ore.items()
    }
    for area, keys in own.keys.items():
        share = sum(factor * key.customers.get(customer, 0) for factor, key in zip(by_unit[area], keys, strict=True))
        found[area] = share * amounts.get(area, 0)
    return found
