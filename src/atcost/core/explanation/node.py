"""A node of an explanation: an amount or number, and the parts that it follows from by one of a few formulas."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, Literal

from atcost.core.money import rounded, to_ore
from atcost.core.words import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atcost.core.money import Exact

Formula = Literal["sum", "product", "quotient", "running_split", "system", "input"]
ORE = 100
NOTHING = Text("", "")
CONSTANTS = "arithmetic"
"""The cell of numbers that are the arithmetic's own."""
PERCENT, NUMBER = Text("%", "%"), NOTHING
MODEL = Text("model.toml", "model.toml")


class Price(Text):
    """A currency per something, as a unit."""

    __slots__ = ()


class Money(Text):
    """A currency as a unit: what is calculated in it comes in whole öre."""

    __slots__ = ()

    @property
    def unrounded(self) -> Text:
        """Return the unit of amounts that are kept exact until they are split."""
        return Text(f"{self.sv}, oavrundat", f"{self.en}, unrounded")

    def per(self, unit: Text) -> Price:
        """Return the unit of a price of something."""
        return Price(f"{self.sv} per {unit.sv}", f"{self.en} per {unit.en}")


def money(currency: str) -> Money:
    """Return a currency as a unit; a Swede calls his own kr."""
    return Money("kr" if currency == "SEK" else currency, currency)


@dataclass(frozen=True, slots=True)
class Node:
    """A value in its unit (amounts in kronor), the formula by which it follows from its parts, and the parts.

    A leaf has a source instead of parts; an input's ``cell`` is its address in the year, and a price's or a volume's.
    """

    label: Text
    value: Exact
    unit: Text
    formula: Formula
    parts: tuple[Node, ...] = ()
    source: Text = NOTHING
    cell: str = ""

    def called(self, label: Text) -> Node:
        """Return the node under another label."""
        return replace(self, label=label)


def calculated(formula: Formula, unit: Text, parts: Sequence[Node]) -> Exact:
    """Return what a formula makes of its parts.

    ``running_split`` has four: a total, a weight, the weights before it and all weights. It is a part of ``split``.

    Raises:
        ValueError: it takes another number of parts.
        ZeroDivisionError: a division by zero.
    """
    values = [part.value for part in parts]
    if formula == "running_split":
        total, weight, before, weights = values
        grain = ORE if isinstance(unit, Money) else 1
        each = Fraction(total * grain) / weights
        return Fraction(rounded(each * (before + weight)) - rounded(each * before), grain)
    if formula == "quotient":
        dividend, divisor = values
        exact: Exact = Fraction(dividend) / divisor
    else:
        exact = prod(values) if formula == "product" else sum(values)
    return in_kronor(to_ore(exact)) if isinstance(unit, Money) else exact


def made(label: Text, unit: Text, formula: Formula, parts: Sequence[Node], cell: str = "") -> Node:
    """Return a node of a value that pricing did not need to keep: what its formula makes of its parts."""
    return Node(label, calculated(formula, unit, parts), unit, formula, tuple(parts), cell=cell)


def given(label: Text, value: Exact, unit: Text, cell: str, source: Text = MODEL) -> Node:
    """Return a leaf: a value that stands in a document."""
    return Node(label, value, unit, "input", source=source, cell=cell)


def in_model(source: str) -> Text:
    """Return the place of a value in the model that says where it is from."""
    return Text(*[f"model.toml, {source}" if source else "model.toml"] * 2)


def constant(value: int, label: Text | None = None) -> Node:
    """Return a leaf for a number of the arithmetic itself (docs/arithmetic.md)."""
    rules = Text("räknereglerna (arithmetic)", "the rules of calculation (arithmetic)")
    return given(label or Text(str(value), str(value)), value, NUMBER, CONSTANTS, rules)


def less(node: Node) -> Node:
    """Return a node taken away: times minus one, under its label."""
    minus = constant(-1, Text("Dras av", "Taken away"))
    return made(node.label, node.unit, "product", (minus, node))


def of_one(node: Node) -> Node:
    """Return a node's only part, under the node's name, where the node adds nothing to it; else the node."""
    first, *others = node.parts or (node,)
    adds = others or first.value != node.value
    return node if adds else replace(first, label=node.label, cell=first.cell or node.cell)


def standing_before(parts: Sequence[Node], unit: Text, cell: str) -> Node:
    """Return the sum of what stands before something in model order, which decides who gets an odd öre.

    Before the first stands nobody, which is an input: the order of the entries that ``cell`` names.
    """
    if not parts:
        return given(Text("Före i modellens ordning: ingen", "Before it in model order: nobody"), 0, unit, cell)
    return made(Text("Före i modellens ordning", "Before it in model order"), unit, "sum", parts)


def in_kronor(ore: Exact) -> Fraction:
    """Return öre as kronor."""
    return Fraction(ore) / ORE


def size(root: Node) -> int:
    """Return how many nodes an explanation has, written out: one that is a part of several counts in each."""
    sizes: dict[int, int] = {}
    waiting = [root]
    while waiting:
        node = waiting[-1]
        if later := [part for part in node.parts if id(part) not in sizes]:
            waiting.extend(later)
        else:
            sizes[id(node)] = 1 + sum(sizes[id(part)] for part in node.parts)
            waiting.pop()
    return sizes[id(root)]
