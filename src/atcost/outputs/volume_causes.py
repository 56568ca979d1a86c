"""What volumes did to a price, in words: who came or left, what is taken or not, what is used more or less."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from atcost.core.words import Text
from atcost.outputs.phrases import in_a_sentence, inside, with_and

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from atcost.core.comparison import Comparison
    from atcost.core.pricing import Pricing
    from atcost.core.sides import Quantities, Side
    from atcost.core.words import Language

VOLUMES, OWN, OTHERS = "volumes", "own_volume", "others_volume"
"""The reason of several customers together, and what it is made of: what is own to one is others' to the next."""
EXPLAINS = Fraction(3, 4)
"""What part of a move one measure, or what is taken, makes up to be named alone."""
LANGUAGES: tuple[Language, ...] = ("sv", "en")
MORE, LESS = 1, -1
WORDS = {
    (OWN, MORE): Text("större egna volymer", "larger own volumes"),
    (OWN, LESS): Text("mindre egna volymer", "smaller own volumes"),
    (OWN, 0): Text("ändrade egna volymer", "changed own volumes"),
    (OTHERS, MORE): Text("andras ökning", "more use by others"),
    (OTHERS, LESS): Text("andras minskning", "less use by others"),
    (OTHERS, 0): Text("andras ändrade volymer", "changed use by others"),
    (VOLUMES, MORE): Text("större volymer", "larger volumes"),
    (VOLUMES, LESS): Text("mindre volymer", "smaller volumes"),
    (VOLUMES, 0): Text("ändrade volymer", "changed volumes"),
}
"""What happened where more is used, where less is, and where neither is what moved the price this way."""
NEWCOMER, GONE = Text("ny kund", "new customer"), Text("kunden har upphört", "no longer a customer")
TAKES = Text("tar nu {areas}", "now takes {areas}")
TAKES_NO_LONGER = Text("tar inte längre {areas}", "no longer takes {areas}")


class VolumeCauses:
    """What the volumes of two years did, and what one more of each measure costs about."""

    def __init__(self, sides: tuple[Side, Side], years: tuple[Pricing, Pricing]) -> None:
        """Take two years side by side, and their prices per unit."""
        self._old, self._new = sides
        self._known: dict[tuple[str, str], tuple[Quantities, Quantities]] = {}
        self._weighs = [{(price.area, price.key): abs(price.amount_ore) for price in year.per_unit} for year in years]

    def words(self, reason: str, ore: int, part: Comparison) -> Text:
        """Say what volumes did, by one of their reasons: of one customer's own, the others', or all together."""
        (customer, *others), areas = dict.fromkeys(name for _, name in part.cells), _moved_areas(part, reason)
        everyone = self._old.customers | self._new.customers
        if reason == OTHERS:
            return WORDS[OTHERS, _way(-ore, self._moves(areas, everyone - {customer}).values())]
        if others:
            tariffs = [area for area in areas if self._is_tariff(area)]  # what keys distribute, volumes only move
            return WORDS[VOLUMES, _way(ore, self._moves(tariffs, everyone).values())]
        if customer not in self._old.customers:
            return NEWCOMER
        if customer not in self._new.customers:
            return GONE
        return self._taken(ore, areas, part, customer) or self._measured(ore, self._moves(areas, {customer}))

    def _taken(self, ore: int, areas: Mapping[str, int], part: Comparison, customer: str) -> Text | None:
        """Say which areas a customer began to take, or takes no longer, where that explains what its volumes did."""
        for words, without, beside in ((TAKES, self._old, self._new), (TAKES_NO_LONGER, self._new, self._old)):
            known = [area for area in areas if area in without.model.areas and area in beside.model.areas]
            taken = [area for area in known if customer in without.not_taking(area) - beside.not_taking(area)]
            if Fraction(sum(areas[area] for area in taken), ore) >= EXPLAINS:
                titles = [part.area_title(area) for area in taken]
                return Text(*(words.say(each).format(areas=_named(titles, each)) for each in LANGUAGES))
        return None

    def _measured(self, ore: int, moves: Mapping[str, Fraction]) -> Text:
        """Name the measure that explains how own volumes moved the price, where one of them does."""
        way = _way(ore, moves.values())
        measure, most = max(moves.items(), key=lambda each: abs(each[1]), default=("", Fraction(0)))
        if not way or most * way < EXPLAINS * sum(map(abs, moves.values())):
            return WORDS[OWN, way]
        title = Text(*map(in_a_sentence, self._new.model.measures[measure].title))
        if way == MORE:
            return Text(f"fler egna {title.sv}", f"more of its own {title.en}")
        return Text(f"färre egna {title.sv}", f"fewer of its own {title.en}")

    def _moves(self, areas: Collection[str], customers: Collection[str]) -> dict[str, Fraction]:
        """Return about what some customers' more or less of each measure that both years have weighs, in öre."""
        found = dict.fromkeys(self._old.measures & self._new.measures, Fraction(0))
        for measure in found:
            for area in areas:
                if weighs := [of_year[area, measure] for of_year in self._weighs if (area, measure) in of_year]:
                    old, new = self._used(area, measure)
                    more = sum(new.get(name, 0) - old.get(name, 0) for name in customers)
                    found[measure] += Fraction(sum(weighs), len(weighs)) * more
        return found

    def _used(self, area: str, measure: str) -> tuple[Quantities, Quantities]:
        """Return what customers used of a measure in both years; remembered, since every customer is asked about."""
        if (area, measure) not in self._known:
            old, new = (side.volumes(measure, side.model.not_taking(area)) for side in (self._old, self._new))
            self._known[area, measure] = old, new
        return self._known[area, measure]

    def _is_tariff(self, area: str) -> bool:
        models = (self._old.model, self._new.model)
        return any(model.areas[area].is_tariff for model in models if area in model.areas)


def together(reasons_ore: Mapping[str, int]) -> dict[str, int]:
    """Return the reasons of several customers: their own and others' volumes are one, what it leaves is none.

    >>> together({"rate": 5, "own_volume": 3, "others_volume": -2, "rounding": 1})
    {'rate': 5, 'volumes': 1, 'rounding': 1}
    """
    found: dict[str, int] = {}
    for reason, ore in reasons_ore.items():
        name = VOLUMES if reason in (OWN, OTHERS) else reason
        found[name] = found.get(name, 0) + ore
    return {reason: ore for reason, ore in found.items() if ore}


def _named(titles: Iterable[Text], language: Language) -> str:
    return with_and([inside(title.say(language)) for title in titles], language)


def _moved_areas(part: Comparison, reason: str) -> dict[str, int]:
    """Return what a reason of volumes has of every area that it moves, in öre."""
    names = (OWN, OTHERS) if reason == VOLUMES else (reason,)
    found: dict[str, int] = {}
    for (area, _), change in part.cells.items():
        for name in names:
            found[area] = found.get(area, 0) + change.reasons_ore.get(name, 0)
    return {area: ore for area, ore in found.items() if ore}


def _way(ore: int, moves: Iterable[Fraction]) -> int:
    """Return whether more is used, or less, if that is what moved a price this way; else zero."""
    moved = sum(moves)
    return (MORE if ore > 0 else LESS) if moved * ore > 0 else 0
