"""The oracle's reasons of a change: plain enumeration of the definition in docs/arithmetic.md, *Comparison*.

Written apart from the engine, as the rest of the oracle. Every one of the 2⁹ states is laid out and worked out as the
page says it in words; its cost in whole öre, its shares as fractions that nobody has rounded.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import product
from math import factorial
from typing import TYPE_CHECKING

from tests.oracle_cost import Column, running_split
from tests.oracle_sides import Year, ends_of, side_by_side
from tests.oracle_states import OF_COST, OF_DISTRIBUTION, Amounts, Apart, Game, State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from atcost.core.model import Model

Prices = dict[tuple[str, str], int]
FACTORS = OF_COST + OF_DISTRIBUTION
UNPARTED = (*OF_COST, "distribution")
BOTH = (0, 1)


def reasons(old: Year, new: Year, prices: Prices, column: Column = "kind") -> dict[str, Amounts]:
    """Return what each reason has of every change, from both years' documents and the older one's prices."""
    game = Game(side_by_side(old, new, column))
    found = {"reorganisation": reorganisation(old[0], new[0], prices)}
    if not game.is_parted:
        found |= shapley(UNPARTED, lambda state: game.worth(state[:-1], game.unparted[state[-1]], game.customers))
        return found
    size = len(OF_COST)
    found |= shapley(FACTORS, lambda state: game.worth(state[:size], game.distributions[state[size:]], game.customers))
    return found | _own_and_others(game, found.pop("volumes"))


def restated(old: Model, new: Model, prices: Mapping[tuple[str, str], int]) -> Prices:
    """Return the older year's prices on the newer one's customers."""
    found: Prices = defaultdict(int)
    for (area, customer), price in prices.items():
        ends = ends_of(old, new, customer)
        for end, part in zip(ends, running_split(price, list(ends.values())), strict=True):
            found[area, end] += part
    return found


def reorganisation(old: Model, new: Model, prices: Mapping[tuple[str, str], int]) -> Amounts:
    """Return each old price restated less the old price, which stands by the name that its customer has now."""
    found: Amounts = defaultdict(Fraction)
    for (area, customer), price in restated(old, new, prices).items():
        found[area, customer] += price
    for (area, customer), price in prices.items():
        names = [name for name, entry in new.customers.items() if entry.renamed_from == customer]
        found[area, (names or [customer])[0]] -= price
    return _without_zeros(found)


def _own_and_others(game: Game, volumes: Amounts) -> dict[str, Amounts]:
    """Part *volumes* for each customer by both orders of its own volumes and the others' (Owen value)."""
    own_volume: Amounts = {}
    for customer in game.customers:
        found = {
            (keys, own, others, transfers): game.distributions[keys, own, transfers]
            if own == others
            else game.distribution(keys, Apart(customer, own, others), transfers)
            for keys, own, others, transfers in product(BOTH, repeat=4)
        }
        own_volume |= owen(
            len(FACTORS),
            FACTORS.index("volumes"),
            lambda state, found=found, customer=customer: game.worth(
                state[: len(OF_COST)], found[state[len(OF_COST) :]], [customer]
            ),
        )
    cells = volumes.keys() | own_volume.keys()
    others_volume = {cell: volumes.get(cell, Fraction(0)) - own_volume.get(cell, Fraction(0)) for cell in cells}
    return {"own_volume": own_volume, "others_volume": _without_zeros(others_volume)}


def shapley(factors: Sequence[str], worth: Callable[[State], Amounts]) -> dict[str, Amounts]:
    """Return each factor's effect, averaged over all orders in which the factors can change from 0 to 1.

    A factor changes right after just those of a set S in |S|! (n - 1 - |S|)! of the n! orders.
    """
    count = len(factors)
    values = {state: worth(state) for state in product(BOTH, repeat=count)}
    found = {}
    for place, factor in enumerate(factors):
        sums = Sums()
        for state, amounts in values.items():
            before = sum(state) - state[place]
            orders = factorial(before) * factorial(count - 1 - before)
            sums.add(orders if state[place] else -orders, amounts)
        found[factor] = sums.divided(factorial(count))
    return found


def owen(count: int, place: int, worth: Callable[[State], Amounts]) -> Amounts:
    """Return the effect of the first half of a factor, averaged over all orders in which its halves change together.

    In half of them the first half changes before the second. States have both, the first at the factor's place and the
    second after it.
    """
    sums = Sums()
    for others in product(BOTH, repeat=count - 1):
        orders = factorial(sum(others)) * factorial(count - 1 - sum(others))
        for first, second in product(BOTH, repeat=2):
            amounts = worth((*others[:place], first, second, *others[place:]))
            sums.add(orders if first else -orders, amounts)
    return sums.divided(2 * factorial(count))


class Sums:
    """Sums of amounts by cell. Fractions of one denominator are added as whole numbers, which is much faster."""

    def __init__(self) -> None:
        self._by_cell: dict[tuple[str, str], dict[int, int]] = defaultdict(lambda: defaultdict(int))

    def add(self, times: int, amounts: Amounts) -> None:
        """Add amounts so many times."""
        for cell, amount in amounts.items():
            self._by_cell[cell][amount.denominator] += times * amount.numerator

    def divided(self, by: int) -> Amounts:
        """Return the sums by a whole number; those that are zero are left out."""
        return _without_zeros(
            {
                cell: sum((Fraction(above, below * by) for below, above in of_cell.items()), Fraction(0))
                for cell, of_cell in self._by_cell.items()
            }
        )


def _without_zeros(amounts: Amounts) -> Amounts:
    return {cell: amount for cell, amount in amounts.items() if amount != 0}
