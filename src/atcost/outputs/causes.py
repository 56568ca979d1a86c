"""What happened between two years, in words: each reason of a change, named by what the years hold."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from atcost.core.glossary import REASONS
from atcost.core.sides import side_by_side
from atcost.core.words import Text
from atcost.outputs.volume_causes import VolumeCauses, together

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from atcost.core.comparison import Comparison
    from atcost.core.model import Area, Kind
    from atcost.core.money import Exact
    from atcost.core.sides import Name, Side


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
}
"""What happened where a reason raises the price, and where it lowers it."""


class Cause(NamedTuple):
    """What happened, and by how many öre it moved the price."""

    words: Text
    ore: int


class Assigned(NamedTuple):
    """A service in a year: its kind, its part of the year, and the customers that alone bear it; none: all do."""

    kind: Kind
    part_of_year: Exact
    bearers: frozenset[str]

    def reaches(self, customers: set[str]) -> bool:
        """Tell whether some customers bear it."""
        return not self.bearers or not self.bearers.isdisjoint(customers)


class Causes:
    """The causes of a comparison's changes, and of those of its parts."""

    def __init__(self, compared: Comparison) -> None:
        """Lay the two years side by side."""
        self._old, self._new = side_by_side(compared.old, compared.new)
        self._fte = [_fte(side, self._old.in_force & self._new.in_force) for side in (self._old, self._new)]
        self._volumes = VolumeCauses((self._old, self._new), (compared.old, compared.new))
        self._found: dict[frozenset[tuple[str, str]], dict[str, Cause]] = {}

    def of(self, part: Comparison) -> dict[str, Cause]:
        """Return what moved the price of all cells of a comparison together, by reason, in the reasons' order.

        Remembered by the cells: a document tells of the same part in a sentence and in a picture.
        """
        cells = frozenset(part.cells)
        if cells not in self._found:
            self._found[cells] = self._of(part)
        return self._found[cells]

    def _of(self, part: Comparison) -> dict[str, Cause]:
        reasons_ore = part.total().reasons_ore
        if len({customer for _, customer in part.cells}) > 1:
            reasons_ore = together(reasons_ore)
        return {reason: Cause(self._words(reason, ore, part), ore) for reason, ore in reasons_ore.items()}

    def _words(self, reason: str, ore: int, part: Comparison) -> Text:
        areas = {area for (area, _), change in part.cells.items() if reason in change.reasons_ore}
        match reason:
            case "assignment":
                changed = self._changed({customer for _, customer in part.cells})
                return ONE_CHANGE if len([name for name in changed if name[0] in areas] or changed) == 1 else CHANGES
            case "fte":
                return moved(ore, FTE, *({"": sum(of_year[area] for area in areas)} for of_year in self._fte))
            case "rate":
                return moved(ore, RATES, *(_rates(side, areas) for side in (self._old, self._new)))
            case "keys":
                return self._keys(ore, areas)
            case "own_volume" | "others_volume" | "volumes":
                return self._volumes.words(reason, ore, part)
        return BY_SIGN[reason][ore < 0] if reason in BY_SIGN else NEUTRAL.get(reason, REASONS[reason].word)

    def _changed(self, customers: set[str]) -> set[Name]:
        """Return the services of some customers that came, went, or are of another kind, for other months or others."""
        old, new = _services(self._old), _services(self._new)
        changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
        reaching = {name for side in (old, new) for name, service in side.items() if service.reaches(customers)}
        return changed & reaching

    def _keys(self, ore: int, areas: set[str]) -> Text:
        both = [(self._old.model.areas.get(area), self._new.model.areas.get(area)) for area in areas]
        kinds = {(old.is_tariff, new.is_tariff) if old and new else None for old, new in both}
        if kinds == {(True, True)}:
            return moved(ore, UNIT_PRICES, *(_tariffs(side, areas) for side in (self._old, self._new)))
        if kinds == {(False, False)} and all(_counted(old) == _counted(new) for old, new in both):
            return WEIGHTS
        return OF_KINDS.get(kinds.pop(), KEYS) if len(kinds) == 1 else KEYS


def moved(ore: int, words: Words, before: Mapping[Any, Exact], after: Mapping[Any, Exact]) -> Text:
    """Return what happened to the things of both years, if it is what moved the price this way."""
    differences = [after[name] - before[name] for name in before.keys() & after.keys()]
    rose, fell = (sum(sign * difference > 0 for difference in differences) for sign in (1, -1))
    if ore > 0 and rose and not fell:
        return words.rose if rose == 1 else words.all_rose
    if ore < 0 and fell and not rose:
        return words.fell if fell == 1 else words.all_fell
    return words.moved


def _services(side: Side) -> dict[Name, Assigned]:
    """Return the services of a year, by name."""
    return {
        each[:2]: Assigned(each.kind, each.part_of_year, frozenset(side.parts[each.only_for] if each.only_for else ()))
        for each in side.assignment
    }


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
