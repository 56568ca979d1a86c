"""What the functions and signs of formulas come to: of exact numbers exactly, of doubles as in a spreadsheet."""

from __future__ import annotations

import math
import operator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from atcost.core.money import rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from atcost.core.money import Exact

WHOLE = 2.0**52
"""Doubles from here on are whole."""
HALF = 0.5


def divided(one: Exact, other: Exact) -> Exact:
    """Return the exact quotient, a whole number as such."""
    quotient = Fraction(one, other)
    return quotient.numerator if quotient.denominator == 1 else quotient


def _round(value: float | Fraction, decimals: float | Fraction) -> float | Fraction:
    """Round halves away from zero, as ROUND does."""
    if isinstance(value, int | Fraction):
        return rounded(value) if not decimals else divided(rounded(value * 10 ** int(decimals)), 10 ** int(decimals))
    grain = 10.0 ** int(decimals)
    scaled = abs(value) * grain
    if scaled >= WHOLE:
        return value
    below = math.floor(scaled)
    return math.copysign((below + (scaled - below >= HALF)) / grain, value)


def _listed(parts: Iterable[Any]) -> Iterator[Any]:
    """Yield numbers, of ranges those that they hold; texts and empty cells count for nothing."""
    for part in parts:
        for value in part if isinstance(part, list) else (part,):
            if value is not None and not isinstance(value, str):
                yield value


def _as_number(value: Any) -> Any:  # noqa: ANN401 -- what a cell holds
    """Return a number as it is; texts and empty cells count for nothing."""
    return 0 if value is None or isinstance(value, str) else value


def _sum_of_products(left: Sequence[Any], right: Sequence[Any]) -> Any:  # noqa: ANN401 -- numbers
    return sum(_as_number(one) * _as_number(other) for one, other in zip(left, right, strict=True))


def _sum_where(values: Sequence[Any], *conditions: Any) -> Any:  # noqa: ANN401 -- ranges, each with what is wanted
    """Add up the values in whose places all ranges hold what is wanted; texts are the same in any case."""
    ranges, wanted = conditions[::2], [_folded(each) for each in conditions[1::2]]
    rows = zip(values, zip(*ranges, strict=True), strict=True)
    return sum(_as_number(value) for value, row in rows if [_folded(each) for each in row] == wanted)


def _place(wanted: Any, values: Sequence[Any], _exactly: Any) -> int:  # noqa: ANN401 -- what cells hold
    return [_folded(value) for value in values].index(_folded(wanted)) + 1


def _count_of(values: Sequence[Any], wanted: Any) -> int:  # noqa: ANN401 -- what cells hold
    return sum(_folded(value) == _folded(wanted) for value in values)


def _joined(*parts: Any) -> str:  # noqa: ANN401 -- texts, and whole numbers
    return "".join(part if isinstance(part, str) else str(int(part)) for part in parts)


def _folded(value: Any) -> Any:  # noqa: ANN401 -- what a cell holds
    return value.casefold() if isinstance(value, str) else value


OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "=": lambda left, right: _folded(left) == _folded(right),
    "<>": lambda left, right: _folded(left) != _folded(right),
    "<": operator.lt,
    ">": operator.gt,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "ROUND": _round,
    "SUM": lambda *parts: sum(_listed(parts)),
    "SUMPRODUCT": _sum_of_products,
    "SUMIFS": _sum_where,
    "ABS": abs,
    "MAX": lambda *parts: max(_listed(parts)),
    "MIN": lambda *parts: min(_listed(parts)),
    "COUNT": lambda *parts: sum(1 for _ in _listed(parts)),
    "COUNTA": lambda *parts: sum(value is not None for part in parts for value in part),
    "AND": lambda *parts: all(parts),
    "OR": lambda *parts: any(parts),
    "INDEX": lambda values, place: values[int(place) - 1] or 0,
    "MATCH": _place,
    "COUNTIF": _count_of,
    "CONCATENATE": _joined,
}
"""The functions that formulas call, and what each gives; IF is in ``Call``."""
