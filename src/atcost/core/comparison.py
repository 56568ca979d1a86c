"""Comparison: two years' prices, with the reasons of every change (docs/arithmetic.md, Comparison; D2, D3)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.allocation import sending_order
from atcost.core.finding import Faulty, Finding
from atcost.core.model import HUNDRED
from atcost.core.money import rounded, to_ore
from atcost.core.price_list import restated, title
from atcost.core.reasons import reasons
from atcost.core.sides import side_by_side
from atcost.core.states import OLD
from atcost.core.words import kronor_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from atcost.core.price_list import Prices
    from atcost.core.pricing import Pricing
    from atcost.core.reasons import Exactly
    from atcost.core.states import Cell, Sides
    from atcost.core.words import Text

REASONS = (
    "reorganisation",
    "assignment",
    "fte",
    "rate",
    "other_cost",
    "overhead",
    "carried",
    "keys",
    "own_volume",
    "others_volume",
    "transfers",
    "distribution",
    "rounding",
)


class Change(NamedTuple):
    """An old and a new price in öre, and what each reason has of their difference; what has none is left out."""

    old_ore: int
    new_ore: int
    reasons_ore: Mapping[str, int]

    @property
    def change_ore(self) -> int:
        """Return the difference, which the reasons sum to."""
        return self.new_ore - self.old_ore

    @property
    def percent(self) -> Fraction | None:
        """Return the difference in percent of the old price; none where that is zero."""
        return percent(self.change_ore, self.old_ore)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two years, and every change between them; ``exact`` is each reason before it is rounded.

    Unparted, where keys, volumes and transfers are one reason, *distribution*.
    """

    old: Pricing
    new: Pricing
    cells: Mapping[Cell, Change]
    exact: Exactly
    parted: bool

    def of_areas(self) -> dict[str, Change]:
        """Return each area's change, this year's areas first."""
        order = dict.fromkeys([*self.new.model.areas, *self.old.model.areas])
        return self._summed(order, 0)

    def of_customers(self) -> dict[str, Change]:
        """Return each customer's change, this year's customers first."""
        order = dict.fromkeys([*self.new.model.customers, *self.old.model.customers])
        return self._summed(order, 1)

    def total(self) -> Change:
        """Return the change of all prices together."""
        return _sum(self.cells.values())

    def percents(self) -> tuple[Fraction | None, Fraction | None]:
        """Return the total's change in percent excluding and including assignment changes (D2)."""
        before_ore, excluding_ore = self.old.total_ore, self.new.total_excluding_changes_ore
        return percent(excluding_ore - before_ore, before_ore), percent(self.new.total_ore - before_ore, before_ore)

    def only(self, area: str | None = None, customer: str | None = None) -> Comparison:
        """Return what of the comparison is about one area, one customer, or both; sums are then of these alone."""
        cells = {cell: change for cell, change in self.cells.items() if area in (None, cell[0])}
        return replace(self, cells={cell: change for cell, change in cells.items() if customer in (None, cell[1])})

    def area_title(self, area: str) -> Text:
        """Return an area's title, by the older year where the newer does not have it."""
        return title(area, self.new.model.areas, self.old.model.areas)

    def customer_title(self, customer: str) -> Text:
        """Return a customer's title, by the older year where the newer does not have it."""
        return title(customer, self.new.model.customers, self.old.model.customers)

    def _summed(self, order: Iterable[str], place: int) -> dict[str, Change]:
        of_name: dict[str, list[Change]] = {name: [] for name in order}
        for cell, change in self.cells.items():
            of_name[cell[place]].append(change)
        return {name: _sum(changes) for name, changes in of_name.items() if changes}


def compare(old: Pricing, new: Pricing) -> Comparison:
    """Compare two priced years.

    Raises:
        Faulty: their currencies differ; or rounding is more than the roundings on the way allow, which is a fault of
            the program.
    """
    currencies = {"before": old.model.currency, "now": new.model.currency}
    if old.model.currency != new.model.currency:
        raise Faulty([Finding("currencies_differ", "model.toml", path="currency", values=currencies)])
    sides = side_by_side(old, new)
    exact, parted = reasons(sides)
    before, moved = _by_new_names(old, new), restated(old.prices, old.model, new.model)
    exact["reorganisation"] = {
        cell: Fraction(moved.get(cell, 0) - before.get(cell, 0)) for cell in moved.keys() | before.keys()
    }
    cells = {cell: _change(cell, before, new.prices, exact) for cell in _in_order(before, old, new, exact)}
    if wrong := _beyond(cells, old, new, sides):
        raise Faulty(wrong)
    return Comparison(old, new, cells, exact, parted)


def percent(change_ore: int, old_ore: int) -> Fraction | None:
    """Return a change in percent; none where the old is zero.

    >>> percent(-5, 200)
    Fraction(-5, 2)
    """
    return Fraction(HUNDRED * change_ore, old_ore) if old_ore else None


def _by_new_names(old: Pricing, new: Pricing) -> Prices:
    """Return the older prices with each customer by its name of now: another name is no reorganisation."""
    renamed = {entry.renamed_from: name for name, entry in new.model.customers.items() if entry.renamed_from}
    found: Prices = {}
    for (area, customer), ore in old.prices.items():
        cell = (area, renamed.get(customer, customer))
        found[cell] = found.get(cell, 0) + ore
    return found


def _in_order(before: Prices, old: Pricing, new: Pricing, exact: Exactly) -> list[Cell]:
    """Return all cells with an old or new price or a reason, in model order."""
    named = {cell for of_reason in exact.values() for cell, ore in of_reason.items() if ore}
    named |= before.keys() | new.prices.keys()
    areas = dict.fromkeys([*new.model.areas, *old.model.areas])
    customers = dict.fromkeys([*new.model.customers, *old.model.customers])
    return [(area, customer) for area in areas for customer in customers if (area, customer) in named]


def _change(cell: Cell, before: Prices, now: Prices, exact: Exactly) -> Change:
    old_ore, new_ore = before.get(cell, 0), now.get(cell, 0)
    found = {reason: rounded(exact[reason].get(cell, 0)) for reason in REASONS if reason in exact}
    found["rounding"] = new_ore - old_ore - sum(found.values())
    return Change(old_ore, new_ore, {reason: ore for reason, ore in found.items() if ore})


def _sum(changes: Iterable[Change]) -> Change:
    changes = list(changes)
    sums = {reason: sum(change.reasons_ore.get(reason, 0) for change in changes) for reason in REASONS}
    return Change(
        sum(change.old_ore for change in changes),
        sum(change.new_ore for change in changes),
        {reason: ore for reason, ore in sums.items() if ore},
    )


def _beyond(cells: Mapping[Cell, Change], old: Pricing, new: Pricing, sides: Sides) -> list[Finding]:
    """Return a finding for every cell whose rounding is more than the roundings on its way allow."""
    became = Counter(end for ends in sides[OLD].parts.values() for end in ends)
    before, now = roundings(old), roundings(new)
    allowed = {
        (area, customer): len(REASONS) + now.get(area, 0) + became[customer] * (before.get(area, 0) + 1)
        for area, customer in cells
    }
    return [
        Finding(
            "reasons_do_not_add_up",
            "model.toml",
            path=f"area.{area}",
            values={"customer": customer, "left": kronor_plain(change.reasons_ore["rounding"])},
        )
        for (area, customer), change in cells.items()
        if abs(change.reasons_ore.get("rounding", 0)) > allowed[area, customer]
    ]


def roundings(pricing: Pricing) -> dict[str, int]:
    """Return by how many öre the roundings after its cost can move a price of each area: splits, transfers, the unit.

    A split moves a part by at most one öre, a key's amount and its customers' parts are a split each, and what an area
    receives may have been moved before.
    """
    model = pricing.model
    links = {
        area: [receiver for key in keys for receiver in key.receivers[: key.first_customer]]
        for area, keys in pricing.shares.items()
    }
    if model.method == "reciprocal":
        received = dict.fromkeys(model.areas, 1 + sum(map(len, links.values())))
    else:
        received = dict.fromkeys(model.areas, 0)
        for area in sending_order(model):
            for receiver in links[area]:
                received[receiver] += received[area] + 2
    unit_ore = to_ore(model.unit)
    coarse = unit_ore if unit_ore > 1 else 0
    return {name: received[name] + 2 * len(area.keys) + coarse for name, area in model.areas.items()}
