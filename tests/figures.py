"""What the figures of an explanation's tree look like in sentences, and beside which names they may stand."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from atcost.core.explanation.node import Money, Node
from atcost.core.money import to_ore
from atcost.core.words import NO_BREAK_SPACE, Text, number_text
from atcost.outputs.cells import quantity
from atcost.outputs.phrases import about, inside, share_text, spoken
from tests.explaining import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atcost.core.model import Model
    from atcost.core.money import Exact
    from atcost.core.words import Language

NB = NO_BREAK_SPACE
ADDED = re.compile(r" \((?:ny|new|förut .*|before: .*)\)$|^(?:Till|To) ")
"""What a node's label has beside the name that a sentence says."""
CARRIED = Text("överfört från tidigare år", "carried from earlier years")
OWN_SERVICES = Text("egna tjänster", "services of its own")


class Figures:
    """The figures of trees: known by themselves, and bound to the name of their node."""

    def __init__(self, language: Language, model: Model, *roots: Node) -> None:
        """Gather them."""
        self.language, self.model = language, model
        self.known: set[str] = set()
        self._bound: set[str] = set()
        for node in nodes(*roots):
            self._add(node.value, node.unit)
            self._bind(node)
            if node.formula in {"running_split", "quotient"} and node.parts[-1].value > 0:
                self._share(node.parts[-3 if node.parts[2:] else 0].value, node.parts[-1].value)
            if node.formula == "sum":
                self._sums(node)

    def without_bound(self, sentence: str) -> str:
        """Return a sentence without the figures that stand beside the name of their node."""
        return self._phrases.sub("", sentence)

    @cached_property
    def _phrases(self) -> re.Pattern[str]:
        return re.compile("|".join(sorted(self._bound, key=len, reverse=True)), re.IGNORECASE)

    def _add(self, value: Exact, unit: Text) -> None:
        if isinstance(unit, Money) or unit.en.startswith("SEK"):
            self.known |= {self._about(sign * value) for sign in (1, -1)} | {self._price(value)}
        self.known |= {quantity(value, self.language), number_text(value, self.language, 1)}

    def _share(self, part: Exact, whole: Exact) -> None:
        share = Fraction(100 * part) / whole
        self.known |= {share_text(part, whole, self.language).split(" ")[-1]}
        self.known |= {f"{number_text(share, self.language, decimals)}{NB}%" for decimals in (0, 1)}

    def _bind(self, node: Node) -> None:
        """Bind a node's own figures: what it costs, what share or number of a measure it is, what it weighs."""
        label = node.label.say(self.language)
        kind, *place = node.cell.split(".")
        if kind == "price":
            label = self.model.areas[place[0]].title.say(self.language)
        if isinstance(node.unit, Money):
            self._name(label, node.value)
            self._for(label, node.value)
        if node.cell.endswith(".weight"):
            self._bound |= {rf"{counted} \({self._percent(node.value)}\)" for counted in self._counted(place[2])}
        measure = self._measure(node)
        if measure and node.formula == "running_split":
            _, own, _, whole = node.parts
            share, amount = share_text(own.value, whole.value, self.language), re.escape(self._about(node.value))
            numbers = [re.escape(quantity(part.value, self.language)) for part in (own, whole)]
            for counted in self._counted(measure):
                self._bound.add(rf"{share} \w+ [\w' ]*?{counted} \({amount}\)")
                self._bound.add(rf"{numbers[0]} [a-z' ]*?{numbers[1]} {counted}, {share}, [^\d]*?{amount}")
        elif measure and node.formula == "product":
            own, price = (
                re.escape(form)
                for form in (quantity(node.parts[0].value, self.language), self._price(node.parts[1].value))
            )
            amount = re.escape(self._about(node.value))
            for counted in self._counted(measure):
                self._bound.add(rf"{own} {counted} \w+ {price}(?: each)? \({amount}\)")
                self._bound.add(rf"{amount} (?:i|in) [^\d]*?{own} {counted} \w+ {price}")

    def _measure(self, node: Node) -> str | None:
        """Return the measure whose volume a charge is for."""
        cell = next((part.cell for part in node.parts if part.cell.startswith("volume.")), "")
        return cell.split(".")[1] if cell and isinstance(node.unit, Money) else None

    def _sums(self, node: Node) -> None:
        """Bind what the parts of a sum have in common: cost by kind over services, FTE, services of its own."""
        groups: dict[object, list[Node]] = {}
        for part in (part for each in node.parts for part in each.parts):
            is_staff = part.formula == "product" and part.parts[-1].label.en == "Standard rate"
            groups.setdefault("staff" if is_staff else part.label, []).append(part)
        for label, parts in groups.items():
            total = sum(part.value for part in parts)
            self._add(total, parts[0].unit)
            if isinstance(label, Text):
                self._name(label.say(self.language), total)
        staff = groups.get("staff", ())
        fte = sum(part.parts[0].value for part in staff)
        number = number_text(fte, self.language, 0 if fte.denominator == 1 else 1)
        self._name(f"{number} {Text('årsarbetare', 'FTE').say(self.language)}", sum(part.value for part in staff))
        self._add(fte, Text("", ""))
        own = sum(part.value for part in node.parts if part.formula == "sum")
        self._add(own, node.unit)
        self._name(OWN_SERVICES.say(self.language), own)
        carried = [part.value for part in node.parts if part.label.en.startswith("Carried from")]
        self._name(CARRIED.say(self.language), sum(carried))

    def _name(self, label: str, kronor: Exact) -> None:
        self._bound.add(rf"{re.escape(inside(ADDED.sub('', label)))} \({re.escape(self._about(kronor))}\)")

    def _for(self, label: str, kronor: Exact) -> None:
        self._bound.add(
            rf"{re.escape(self._about(kronor))} (?:för|for) (?:{re.escape(label)}|{re.escape(inside(label))})"
        )

    def _counted(self, measure: str) -> Iterable[str]:
        """Return what a measure's volume is called: as many of it, or one."""
        keys = {key.measure for area in self.model.areas.values() for key in area.keys}
        title, unit = self.model.measures[measure].title, self.model.measures[measure].unit
        many = spoken(title, [self.model.measures[key].title for key in keys], self.language)
        return re.escape(many), re.escape(inside(unit.say(self.language)))

    def _about(self, kronor: Exact) -> str:
        return about(to_ore(kronor), self.model.currency, self.language)

    def _price(self, kronor: Exact) -> str:
        number = quantity(kronor, self.language)
        return f"SEK{NB}{number}" if self.language == "en" else f"{number}{NB}kr"

    def _percent(self, value: Exact) -> str:
        return re.escape(f"{number_text(value, self.language, 0 if value.denominator == 1 else 1)}{NB}%")
