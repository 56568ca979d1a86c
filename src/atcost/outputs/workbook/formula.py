"""Formulas: what a cell of the workbook calculates, written once and read three ways.

``text`` is what a spreadsheet calculates; ``value`` what it comes to, exactly or counted in doubles as a spreadsheet
does. A formula can only refer to cells that are there already, so each is calculated as it is put on its sheet.
"""

from __future__ import annotations

import math
import operator
from abc import ABC, abstractmethod
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from atcost.core.money import rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from atcost.core.money import Exact

Value = float | Fraction | str
"""What a cell holds: a number, as a double or exactly, or a text."""
BINDING = {"+": 1, "-": 1, "*": 2, "/": 2}
"""How firmly operations bind; comparisons not at all."""
WHOLE = 2.0**52
"""Doubles from here on are whole."""
HALF = 0.5
MOST_PARTS = 200
"""How many things one SUM is given; spreadsheets take 255."""


class Formula(ABC):
    """Something that a cell can calculate. Formulas are added, multiplied and so on to make larger ones."""

    __slots__ = ()
    is_range = False
    """Whether it stands for several cells."""

    @abstractmethod
    def text(self, sheet: str) -> str:
        """Return the formula as it stands in a cell of a sheet, without the sign of equality."""

    @abstractmethod
    def value(self, *, exact: bool) -> Any:  # noqa: ANN401 -- a Value, a range's list of them, or a truth
        """Return what the formula comes to: exactly, or counted in doubles as a spreadsheet does."""

    def __add__(self, other: Formula | int) -> Formula:
        """Return the sum."""
        return Operation("+", self, made(other))

    def __sub__(self, other: Formula | int) -> Formula:
        """Return the difference."""
        return Operation("-", self, made(other))

    def __mul__(self, other: Formula | int) -> Formula:
        """Return the product."""
        return self if other == 1 else Operation("*", self, made(other))

    def __truediv__(self, other: Formula | int) -> Formula:
        """Return the quotient."""
        return self if other == 1 else Operation("/", self, made(other))

    def equals(self, other: Formula | int | str) -> Formula:
        """Return whether the two are equal."""
        return Operation("=", self, made(other))

    def exceeds(self, other: Formula | int) -> Formula:
        """Return whether this is the greater."""
        return Operation(">", self, made(other))


@dataclass(frozen=True, slots=True)
class Constant(Formula):
    """A whole number or a text in a formula."""

    content: int | str

    def text(self, sheet: str) -> str:  # noqa: ARG002 -- the same on every sheet
        """Return the constant as a formula has it."""
        if isinstance(self.content, str):
            return '"' + self.content.replace('"', '""') + '"'
        return str(self.content)

    def value(self, *, exact: bool) -> Value:
        """Return the constant."""
        return self.content if exact or isinstance(self.content, str) else float(self.content)


@dataclass(frozen=True, slots=True)
class Operation(Formula):
    """Two formulas joined by a sign."""

    sign: str
    left: Formula
    right: Formula

    def text(self, sheet: str) -> str:
        """Return both sides, in brackets where they bind less firmly."""
        left, right = self.left.text(sheet), self.right.text(sheet)
        binding = BINDING.get(self.sign, 0)
        if isinstance(self.left, Operation) and BINDING.get(self.left.sign, 0) < binding:
            left = f"({left})"
        if isinstance(self.right, Operation) and BINDING.get(self.right.sign, 0) <= binding:
            right = f"({right})"
        return f"{left}{self.sign}{right}"

    def value(self, *, exact: bool) -> Any:  # noqa: ANN401 -- a number, or a truth
        """Return what the sign makes of the sides."""
        left, right = self.left.value(exact=exact), self.right.value(exact=exact)
        return divided(left, right) if exact and self.sign == "/" else OPERATIONS[self.sign](left, right)


@dataclass(frozen=True, slots=True)
class Call(Formula):
    """A spreadsheet's function and what it is given."""

    name: str
    parts: tuple[Formula, ...]

    def text(self, sheet: str) -> str:
        """Return the call by the function's English name, which files hold in every language."""
        return f"{self.name}({','.join(part.text(sheet) for part in self.parts)})"

    def value(self, *, exact: bool) -> Any:  # noqa: ANN401 -- what the function gives
        """Return what the function gives; of a choice only the chosen part is calculated."""
        if self.name == "IF":
            condition, then, otherwise = self.parts
            return (then if condition.value(exact=exact) else otherwise).value(exact=exact)
        return FUNCTIONS[self.name](*(part.value(exact=exact) for part in self.parts))


def made(content: Formula | int | str) -> Formula:
    """Return a formula, or a constant as one."""
    return content if isinstance(content, Formula) else Constant(content)


def call(name: str, *parts: Formula | int | str) -> Formula:
    """Return a call of a spreadsheet's function; ``FUNCTIONS`` has those that the workbook uses."""
    return Call(name, tuple(made(part) for part in parts))


def round_to(formula: Formula, decimals: int = 0) -> Formula:
    """Return a formula rounded, halves away from zero."""
    return call("ROUND", formula, decimals)


def total(parts: Iterable[Formula]) -> Formula:
    """Return the sum of cells, ranges and formulas: nothing is 0, one is itself."""
    left = list(parts)
    while len(left) > MOST_PARTS:
        left = [call("SUM", *left[start : start + MOST_PARTS]) for start in range(0, len(left), MOST_PARTS)]
    return call("SUM", *left) if left[1:] or any(part.is_range for part in left) else (left or [Constant(0)])[0]


def times(formula: Formula, factor: Exact) -> Formula:
    """Return a formula times an exact number, as its numerator and denominator.

    >>> times(Constant(7), Fraction(2, 3)).text("")
    '7*2/3'
    """
    return formula * factor.numerator / factor.denominator


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


def _sum_of_products(left: Sequence[Any], right: Sequence[Any]) -> Any:  # noqa: ANN401 -- numbers
    return sum((one or 0) * (other or 0) for one, other in zip(left, right, strict=True))


def _sum_where(values: Sequence[Any], *conditions: Any) -> Any:  # noqa: ANN401 -- ranges, each with what is wanted
    """Add up the values in whose places all ranges hold what is wanted; texts are the same in any case."""
    ranges, wanted = conditions[::2], [_folded(each) for each in conditions[1::2]]
    rows = zip(values, zip(*ranges, strict=True), strict=True)
    return sum(value or 0 for value, row in rows if [_folded(each) for each in row] == wanted)


def _place(wanted: Any, values: Sequence[Any], _exactly: Any) -> int:  # noqa: ANN401 -- what cells hold
    return [_folded(value) for value in values].index(_folded(wanted)) + 1


def _count_of(values: Sequence[Any], wanted: Any) -> int:  # noqa: ANN401 -- what cells hold
    return sum(_folded(value) == _folded(wanted) for value in values)


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
    "COUNTA": lambda *parts: sum(value is not None for part in parts for value in part),
    "AND": lambda *parts: all(parts),
    "OR": lambda *parts: any(parts),
    "INDEX": lambda values, place: values[int(place) - 1] or 0,
    "MATCH": _place,
    "COUNTIF": _count_of,
}
"""The functions that formulas call, and what each gives; IF is in ``Call``."""
