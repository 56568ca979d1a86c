"""Formulas: what a cell of the workbook calculates, written once and read three ways.

``text`` is what a spreadsheet calculates, ``double`` what it will show, counting as it does, ``exact`` what is right.
A formula can only refer to cells that are there already, so each is calculated as it is put on its sheet.
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
    from collections.abc import Callable, Sequence

Value = float | Fraction | str
"""What a cell holds: a number, as a double or exactly, or a text."""
OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
BINDING = {"+": 1, "-": 1, "*": 2, "/": 2}
"""How firmly operations bind; comparisons not at all."""


class Formula(ABC):
    """Something that a cell can calculate. Formulas are added, multiplied and so on to make larger ones."""

    __slots__ = ()

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
        return Operation("*", self, made(other))

    def __truediv__(self, other: Formula | int) -> Formula:
        """Return the quotient."""
        return Operation("/", self, made(other))

    def equals(self, other: Formula | float | str) -> Formula:
        """Return whether the two are equal."""
        return Operation("=", self, made(other))

    def differs(self, other: Formula | float | str) -> Formula:
        """Return whether the two differ."""
        return Operation("<>", self, made(other))


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
        if isinstance(self.content, str):
            return self.content
        return Fraction(self.content) if exact else float(self.content)


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
        return OPERATIONS[self.sign](self.left.value(exact=exact), self.right.value(exact=exact))


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


def made(content: Formula | float | str) -> Formula:
    """Return a formula, or a constant as one."""
    return content if isinstance(content, Formula) else Constant(content if isinstance(content, str) else int(content))


def call(name: str, *parts: Formula | float | str) -> Formula:
    """Return a call of a spreadsheet's function; ``FUNCTIONS`` has those that the workbook uses."""
    return Call(name, tuple(made(part) for part in parts))


def _round(value: float | Fraction, decimals: float | Fraction) -> float | Fraction:
    """Round halves away from zero, as ROUND does."""
    if isinstance(value, Fraction):
        grain = 10 ** int(decimals)
        return Fraction(rounded(value * grain), grain)
    grain = 10.0 ** int(decimals)
    whole = math.floor(abs(value) * grain + 0.5)
    return math.copysign(whole / grain, value) if whole else 0.0


def _sum(*parts: Any) -> Any:  # noqa: ANN401 -- numbers and ranges of them
    return sum(value for part in parts for value in _listed(part) if not isinstance(value, str))


def _listed(part: Any) -> Sequence[Any]:  # noqa: ANN401 -- a value or a range's list
    return part if isinstance(part, list) else [part]


def _sum_of_products(left: Sequence[Any], right: Sequence[Any]) -> Any:  # noqa: ANN401 -- numbers
    return sum(one * other for one, other in zip(left, right, strict=True))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "ROUND": _round,
    "SUM": _sum,
    "SUMPRODUCT": _sum_of_products,
    "ABS": abs,
    "MAX": lambda *parts: max(value for part in parts for value in _listed(part)),
    "AND": lambda *parts: all(parts),
    "OR": lambda *parts: any(parts),
    "INDEX": lambda values, place: values[int(place) - 1],
    "MATCH": lambda wanted, values, _exactly: values.index(wanted) + 1,
    "COUNTIF": lambda values, wanted: sum(value == wanted for value in values),
}
"""The functions that formulas call, and what each gives; IF is in ``Call``."""
