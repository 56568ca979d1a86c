"""What happened between two years, in words: each reason of a change, named by what the years hold."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from atcost.core.glossary import REASONS
from atcost.core.sides import side_by_side
from atcost.core.words import Text
from atcost.outputs.phrases import in_a_sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from atcost.core.comparison import Comparison
    from atcost.core.model import Area
    from atcost.core.money import Exact
    from atcost.core.pricing import Pricing
    from atcost.core.sides import Name, Side

EXPLAINS = Fraction(3, 4)
"""What part of the moves of all measures one of them makes up, to be named alone."""
VOLUMES = "volumes"
"""The reason of several customers together: what is own volume to one is others' to the next."""


class Words(NamedTuple):
    """What happened if one thing rose, several rose, one fell, several fell, or some rose and others fell."""

    rose: Text
    all_rose: Text
    fell: Text
    all_fell: Text
    moved: Text


MORE, FEWER = Text("fler årsarbetare", "more FTE"), Text("färre årsarbetare", "fewer FTE")
FTE = Words(MORE, MORE, FEWER, FEWER, Text("ändrad bemanning", "changed staffing"))
RATES = Words(
    Text("höjd schablon", "raised rate"),
    Text("höjda schabloner", "raised rates"),
    Text("sänkt schablon", "lowered rate"),
    Text("sänkta schabloner", "lowered rates"),
    Text("ändrade schabloner", "changed rates"),
)
UNIT_PRICES = Words(
    Text("höjt styckpris", "raised unit price"),
    Text("höjda styckpriser", "raised unit prices"),
    Text("sänkt styckpris", "lowered unit price"),
    Text("sänkta styckpriser", "lowered unit prices"),
    Text("ändrade styckpriser", "changed unit prices"),
)
KEYS, WEIGHTS = Text("ändrade nycklar", "changed keys"), Text("ändrade vikter", "changed weights")
OF_KINDS: dict[tuple[bool, bool] | None, Text] = {
    (True, False): Text("fördelning i stället för styckpris", "distribution instead of unit prices"),
    (False, True): Text("styckpris i stället för fördelning", "unit prices instead of distribution"),
}
"""What happened to keys where an area was a tariff area, or became one."""
ONE_CHANGE, CHANGES = (
    Text("förändrat uppdrag", "assignment change"),
    Text("förändrade uppdrag", "assignment changes"),
)
NEUTRAL = {
    "own_volume": Text("egna volymer", "own volumes"),
    "transfers": Text("ändrat utbyte mellan områden", "changed exchange between areas"),
    "distribution": Text("ändrad fördelning", "changed distribution"),
}
"""What happened where the price may have moved either way."""
BY_SIGN = {
    "other_cost": (
        Text("högre andra kostnader", "higher other costs"),
        Text("lägre andra kostnader", "lower other costs"),
    ),
    "overhead": (Text("höjd overhead", "raised overhead"), Text("sänkt overhead", "lowered overhead")),
    "own_volume": (
        Text("större egna volymer", "larger own volumes"),
        Text("mindre egna volymer", "smaller own volumes"),
    ),
    "others_volume": (Text("andras minskning", "less use by others"), Text("andras ökning", "more use by others")),
    VOLUMES: (Text("större volymer", "larger volumes"), Text("mindre volymer", "smaller volumes")),
}
"""What happened where a reason raises the price, and where it lowers it."""


class Cause(NamedTuple):
    """What happened, and by how many öre it moved the price."""

    words: Text
    ore: int


class Causes:
    """The causes of a comparison's changes, and of those of its parts."""

    def __init__(self, compared: Comparison) -> None:
        """Lay the two years side by side."""
        self._old, self._new = side_by_side(compared.old, compared.new)
        self._fte = [_fte(side, self._old.in_force & self._new.in_force) for side in (self._old, self._new)]
        self._volumes = [{name: side.volumes(name) for name in side.measures} for side in (self._old, self._new)]
        self._weighs = _unit_prices(compared.old), _unit_prices(compared.new)

    def of(self, part: Comparison) -> dict[str, Cause]:
        """Return what moved the price of all cells of a comparison together, by reason, in the reasons' order."""
        amounts = dict(part.total().reasons_ore)
        if len({customer for _, customer in part.cells}) > 1:
            amounts[VOLUMES] = amounts.pop("own_volume", 0) + amounts.pop("others_volume", 0)
        order = [*REASONS]
        order.insert(order.index("own_volume"), VOLUMES)
        return {
            reason: Cause(self._words(reason, amounts[reason], part), amounts[reason])
            for reason in order
            if amounts.get(reason)
        }

    def _words(self, reason: str, ore: int, part: Comparison) -> Text:
        areas = {area for (area, _), change in part.cells.items() if reason in change.reasons_ore}
        match reason:
            case "assignment":
                changed = [change for change in part.new.changes.services if change.area in areas]
                return ONE_CHANGE if len(changed) == 1 else CHANGES
            case "fte":
                return moved(ore, FTE, *({"": sum(of_year[area] for area in areas)} for of_year in self._fte))
            case "rate":
                return moved(ore, RATES, *(_rates(side, areas) for side in (self._old, self._new)))
            case "keys":
                return self._keys(ore, areas)
            case "own_volume":
                return self._own(ore, areas, next(customer for _, customer in part.cells))
        return BY_SIGN[reason][ore < 0] if reason in BY_SIGN else NEUTRAL.get(reason, REASONS[reason].word)

    def _keys(self, ore: int, areas: set[str]) -> Text:
        both = [(self._old.model.areas.get(area), self._new.model.areas.get(area)) for area in areas]
        kinds = {(old.is_tariff, new.is_tariff) if old and new else None for old, new in both}
        if kinds == {(True, True)}:
            return moved(ore, UNIT_PRICES, *(_tariffs(side, areas) for side in (self._old, self._new)))
        if kinds == {(False, False)} and all(_counted(old) == _counted(new) for old, new in both):
            return WEIGHTS
        return OF_KINDS.get(kinds.pop(), KEYS) if len(kinds) == 1 else KEYS

    def _own(self, ore: int, areas: set[str], customer: str) -> Text:
        """Name the measure that explains how own volumes moved the price, where one of them does."""
        moves = dict(self._moves(areas, customer))
        if sum(moves.values()) * ore <= 0:
            return NEUTRAL["own_volume"]
        measure, most = max(moves.items(), key=lambda each: abs(each[1]))
        if most * ore < 0 or abs(most) < EXPLAINS * sum(map(abs, moves.values())):
            return BY_SIGN["own_volume"][ore < 0]
        title = Text(*map(in_a_sentence, self._new.model.measures[measure].title))
        if ore > 0:
            return Text(f"fler egna {title.sv}", f"more {title.en} of its own")
        return Text(f"färre egna {title.sv}", f"fewer {title.en} of its own")

    def _moves(self, areas: set[str], customer: str) -> Iterator[tuple[str, Fraction]]:
        """Yield the measures of both years, and about what a customer's own more or less of them weighs."""
        for measure in self._old.measures & self._new.measures:
            moved_ore = Fraction(0)
            old, new = (of_year[measure].get(customer, 0) for of_year in self._volumes)
            for area in areas:
                weighs = [of_year[area, measure] for of_year in self._weighs if (area, measure) in of_year]
                moved_ore += Fraction(sum(weighs), len(weighs) or 1) * (new - old)
            yield measure, moved_ore


def moved(ore: int, words: Words, before: Mapping[Any, Exact], after: Mapping[Any, Exact]) -> Text:
    """Return what happened to the things of both years, if it is what moved the price this way."""
    differences = [after[name] - before[name] for name in before.keys() & after.keys()]
    rose, fell = (sum(sign * difference > 0 for difference in differences) for sign in (1, -1))
    if ore > 0 and rose and not fell:
        return words.rose if rose == 1 else words.all_rose
    if ore < 0 and fell and not rose:
        return words.fell if fell == 1 else words.all_fell
    return words.moved


def _fte(side: Side, services: Collection[Name]) -> Mapping[str, Exact]:
    """Return each area's FTE of some services; those that both years have."""
    found: dict[str, Exact] = defaultdict(int)
    for area, service in services:
        found[area] += sum(side.fte[area, service].values())
    return found


def _rates(side: Side, areas: set[str]) -> dict[Any, Exact]:
    """Return the rates of those who work in some areas."""
    staff = {name for (area, _), of_service in side.fte.items() if area in areas for name in of_service}
    return {name: side.rates[name] for name in staff}


def _tariffs(side: Side, areas: set[str]) -> dict[Any, Exact]:
    return {(area, key.measure): key.unit_price or 0 for area in areas for key in side.model.areas[area].keys}


def _counted(area: Area | None) -> set[str]:
    return {key.measure for key in area.keys} if area else set()


def _unit_prices(pricing: Pricing) -> dict[tuple[str, str], int]:
    return {(price.area, price.key): price.amount_ore for price in pricing.per_unit}
