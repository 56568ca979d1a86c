"""Money: whole öre, and the two places where anything is rounded (docs/arithmetic.md)."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from math import lcm
from operator import sub
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Exact = int | Fraction
"""An exact rational: FTE, a rate, a weight, a quantity, never a float."""
MOST_DENOMINATOR = 10**1000
"""Beyond it exact sums are no numbers that anybody meant, and take their time."""


def rounded(value: Exact) -> int:
    """Round to the nearest whole, halves away from zero, as a spreadsheet's ROUND does.

    >>> [rounded(Fraction(n, 2)) for n in (1, -1, 3, -3, 4)]
    [1, -1, 2, -2, 2]
    """
    (whole,) = _rounded_ratios(1, [value.numerator], value.denominator)
    return whole


def to_ore(kronor: Exact) -> int:
    """Turn kronor into whole öre.

    >>> to_ore(Fraction("12.345")), to_ore(-1)
    (1235, -100)
    """
    return rounded(kronor * 100)


def split(total: int, weights: Sequence[Exact]) -> list[int]:
    """Split a whole amount by weights: each part is the rounded running total less the one before.

    The parts sum to the total, and none is more than one from its exact share. Weights may be negative.

    >>> split(100, [1, 1, 1])
    [33, 34, 33]
    >>> split(-100, [Fraction(1, 2), 0, Fraction(1, 4)])
    [-67, 0, -33]

    Raises:
        ZeroDivisionError: the weights sum to zero; who splits decides first what that means.
    """
    running = list(accumulate(whole_numbers(weights)))
    return _differences(_rounded_ratios(total, running, running[-1])) if running else []


def whole_numbers(values: Sequence[Exact]) -> Sequence[int]:
    """Scale exact numbers to whole ones by their common denominator, so that loops count in integers.

    >>> whole_numbers([Fraction(1, 2), Fraction(1, 3), 2])
    [3, 2, 12]
    """
    if set(map(type, values)) <= {int}:
        return cast("Sequence[int]", values)
    scale = lcm(*{value.denominator for value in values})
    return [value.numerator * (scale // value.denominator) for value in values]


def summable(denominators: Iterable[int]) -> bool:
    """Tell whether numbers of these denominators have a sum that can be worked with and written.

    >>> summable([3, 7]), summable(10**30 + n for n in range(100))
    (True, False)
    """
    common = 1
    for denominator in set(denominators):
        common = lcm(common, denominator)
        if common > MOST_DENOMINATOR:
            return False
    return True


def rounded_steps(values: Iterable[Exact]) -> list[int]:
    """Round running totals and return their differences: what ``split`` does where nothing scales.

    >>> rounded_steps([Fraction(1, 2), Fraction(1, 2), Fraction(-1, 4)])
    [1, 0, 0]
    """
    return _differences([rounded(running) for running in accumulate(values)])


def _differences(running: Sequence[int]) -> list[int]:
    return list(map(sub, running, [0, *running]))


def _rounded_ratios(total: int, parts: Sequence[int], denominator: int) -> list[int]:
    """Round total x part / denominator for each part; the sign is set apart, for whole division rounds down."""
    if denominator < 0:
        return _rounded_ratios(-total, parts, -denominator)
    twice, half, whole = 2 * total, denominator, 2 * denominator
    doubled = [twice * part for part in parts]
    return [(n + half) // whole if n >= 0 else -((half - n) // whole) for n in doubled]
