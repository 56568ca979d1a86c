"""Formulas: what a cell of the workbook calculates, written once and read three ways.

``text`` is what a spreadsheet calculates; ``value`` what it comes to, exactly or counted in doubles as a spreadsheet
does. A formula can only refer to cells that are there already, so each is calculated as it is put on its sheet.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from atcost.outputs.workbook.functions import FUNCTIONS, OPERATIONS, divided

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atcost.core.money import Exact

Value = float | Fraction | str
"""What a cell holds: a number, as a double or exactly, or a text."""
BINDING = {"+": 1, "-": 1, "*": 2, "/": 2}
"""How firmly operations bind; comparisons not at all."""
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
    """Return a call of a spreadsheet's function, one of ``FUNCTIONS``."""
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


def differences(running: Iterable[Formula]) -> list[Formula]:
    """Return each of some running totals less the one before; the first as it is."""
    totals = list(running)
    return totals[:1] + [after - before for before, after in pairwise(totals)]


def times(formula: Formula, factor: Exact) -> Formula:
    """Return a formula times an exact number, as its numerator and denominator.

    >>> times(Constant(7), Fraction(2, 3)).text("")
    '7*2/3'
    """
    return formula * factor.numerator / factor.denominator
