"""What if: a year's prices with some of its values changed, beside those that they are (docs/arithmetic.md, 14).

A price stays a function of two documents: the changed ones are checked and priced like any. With a *release*, a part of
the staff cost behind a volume leaves with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from atcost.core.cell_values import Documents, put_used
from atcost.core.cells import NUMBER, Cell, cell_at, kind_at, unknown_cell, with_cell
from atcost.core.checks import check
from atcost.core.finding import Faulty, Finding, concerning
from atcost.core.model import HUNDRED
from atcost.core.money import rounded
from atcost.core.pricing import Pricing, priced

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from atcost.core.money import Exact

How = Literal["=", "+=", "*="]


class Setting(NamedTuple):
    """A change of a cell: set to a value, raised by it, or multiplied by it."""

    address: str
    how: How
    value: Any


class Moved(NamedTuple):
    """A cell before and after."""

    before: Cell
    after: Cell


class KeyRelease(NamedTuple):
    """What leaves an area's cost with the volume of a key, in öre; below zero: what comes."""

    area: str
    measure: str
    amount_ore: int


class Savings(NamedTuple):
    """What those save whose volumes changed, what the others do, and what the cost falls by: öre, before units."""

    own_ore: int
    others_ore: int
    real_ore: int


@dataclass(frozen=True, slots=True)
class Release:
    """The part of the staff cost behind a volume that leaves with it, what did, and the prices where nothing does."""

    part: Exact
    released: tuple[KeyRelease, ...]
    without: Pricing


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A year's prices before and after, the cells that were set, and the weights that followed."""

    before: Pricing
    after: Pricing
    moved: tuple[Moved, ...]
    scaled: tuple[Moved, ...]
    release: Release | None = None

    @property
    def customers(self) -> list[str]:
        """Return the customers that have a price before or after, in model order."""
        named = {customer for _, customer in (*self.before.prices, *self.after.prices)}
        return [customer for customer in self.after.model.customers if customer in named]

    @property
    def changing(self) -> list[str]:
        """Return the customers whose used volumes changed."""
        uses = [(used.quantities, self.before.used[name].quantities) for name, used in self.after.used.items()]
        return [
            customer
            for customer in self.after.model.customers
            if any(now.get(customer, 0) != then.get(customer, 0) for now, then in uses)
        ]

    def new_findings(self, customer: str | None = None) -> list[Finding]:
        """Return what the changes brought about, as all or one customer may read it."""
        then, now = (concerning(pricing.findings, customer) for pricing in (self.before, self.after))
        return [finding for finding in now if finding not in then]

    def savings(self, after: Pricing, areas: Collection[str] | None = None) -> Savings:
        """Return who saves how much in these prices, with release or without: of all areas, or of some."""
        of = after.areas if areas is None else areas
        saved = saved_ore(self.before, after, of)
        own_ore = sum(saved[customer] for customer in self.changing)
        return Savings(own_ore, sum(saved.values()) - own_ore, cost_ore(self.before, of) - cost_ore(after, of))


def what_if(before: Pricing, settings: Sequence[Setting], release: Exact | None = None) -> WhatIf:
    """Price a year with some of its cells set, all at once; ``release``, from 0 to 1, is what leaves with a volume.

    Raises:
        Faulty: an address leads nowhere, a cell does not become what it is set to, the changed year has errors, or a
            release meets a tariff area.
    """
    start = Documents(before.model, before.volumes)
    due, changed = _set(start, settings)
    changed, scaled = _with_whole_weights(changed, {cell.address for cell in due})
    if missed := list(_missed(changed, due)):
        raise Faulty(missed)
    checked = check(changed.model, changed.volumes)
    after = priced(changed.model, changed.volumes, checked)
    moved = tuple(Moved(cell_at(start, cell.address) or cell._replace(value=None), cell) for cell in due)
    if release is None:
        return WhatIf(before, after, moved, scaled)
    released = tuple(_released(before, after, release))
    of_areas = {area: sum(each.amount_ore for each in released if each.area == area) for area in changed.model.areas}
    freed = priced(changed.model, changed.volumes, checked, released=of_areas)
    if refused := list(_refused(before, after, freed)):
        raise Faulty(refused)
    return WhatIf(before, freed, moved, scaled, Release(release, released, after))


def cost_ore(pricing: Pricing, areas: Collection[str]) -> int:
    """Return what some areas' base services cost in all."""
    return sum(pricing.areas[area].own_cost_ore for area in areas)


def saved_ore(before: Pricing, after: Pricing, areas: Collection[str]) -> dict[str, int]:
    """Return what each customer saves in some areas, before units."""
    saved = dict.fromkeys(after.model.customers, 0)
    for sign, pricing in ((1, before), (-1, after)):
        for charge in pricing.charges:
            if charge.area in areas and charge.kind != "rounding":
                saved[charge.customer] += sign * charge.amount_ore
    return saved


def _set(documents: Documents, settings: Iterable[Setting]) -> tuple[list[Cell], Documents]:
    """Set cells; return what each is due to hold, and the documents. Used volumes come last: all else moves them."""
    due: dict[int, Cell] = {}
    turns = sorted(enumerate(settings), key=lambda each: _turn(documents, each[1].address))
    for place, setting in turns:
        cell = cell_at(documents, setting.address)
        if cell is None:
            raise Faulty([unknown_cell(documents, setting.address)])
        due[place] = cell._replace(value=_value(cell.value, setting))
        if _is_used(documents, setting.address) and due[place].value < 0:
            values = {"quantity": due[place].value}
            raise Faulty([Finding("volume_below_zero", setting.address, cell=setting.address, values=values)])
        documents = with_cell(documents, setting.address, due[place].value)
    return [due[place] for place in sorted(due)], documents


def _turn(documents: Documents, address: str) -> int:
    """Return when a cell is set: a used volume after what it is counted from, a combined one after its parts."""
    if not _is_used(documents, address):
        return 0
    return 1 if documents.model.measures[address.split(".")[1]].combines is None else 2


def _is_used(documents: Documents, address: str) -> bool:
    kind = kind_at(documents, address)
    return kind is not None and kind.put is put_used


def _value(before: Any, setting: Setting) -> Any:  # noqa: ANN401 -- any value of a cell
    """Return what a setting makes of a value; a number that the documents don't say is zero."""
    if setting.how == "+=":
        return (before or 0) + setting.value
    return (before or 0) * setting.value if setting.how == "*=" else setting.value


def _with_whole_weights(documents: Documents, due: Collection[str]) -> tuple[Documents, tuple[Moved, ...]]:
    """Scale the weights that were not set, in areas where others were, so that they sum to 100."""
    moved = []
    for area_id, area in documents.model.areas.items():
        weights = {f"area.{area_id}.key.{key.measure}.weight": key.weight or 0 for key in area.keys}
        left = {address: weight for address, weight in weights.items() if address not in due}
        rest = HUNDRED - sum(weights.values()) + sum(left.values())
        if len(left) < len(weights) and any(left.values()) and rest >= 0:
            scale = Fraction(rest) / sum(left.values())
            moved += [
                Moved(Cell(name, NUMBER, weight), Cell(name, NUMBER, weight * scale)) for name, weight in left.items()
            ]
    moved = [each for each in moved if each.before != each.after]
    for _, after in moved:
        documents = with_cell(documents, after.address, after.value)
    return documents, tuple(moved)


def _missed(documents: Documents, due: Iterable[Cell]) -> Iterator[Finding]:
    """Yield a finding for each cell that does not hold what it is due to; nothing is as good as zero."""
    for cell in due:
        now = cell_at(documents, cell.address)
        if ((now and now.value) or 0) != (cell.value or 0):
            yield Finding("cell_not_reached", cell.address, cell=cell.address)


def _released(before: Pricing, after: Pricing, part: Exact) -> Iterator[KeyRelease]:
    """Yield what leaves each key's part of the staff cost of an area's keyed services with the key's volume."""
    for area, keys in after.shares.items():
        totals = {key.measure: key.total for key in before.shares[area]}
        staff_ore = sum(cost.staff_ore for cost in after.costs[area].base if not cost.service.only_for)
        for key in keys:
            fallen = totals.get(key.measure, key.total) - key.total
            if fallen and key.weight:
                exact = Fraction(fallen) / totals[key.measure] * part * key.weight * staff_ore
                yield KeyRelease(area, key.measure, rounded(exact))


def _refused(before: Pricing, *after: Pricing) -> Iterator[Finding]:
    """Yield a finding for each tariff area that is moved: what is saved there is no cost that falls."""
    for area, account in before.areas.items():
        if any(pricing.areas[area].over_recovery_ore != account.over_recovery_ore for pricing in after):
            values = {"area": before.model.areas[area].title}
            yield Finding("release_of_tariff_area", "model.toml", path=f"area.{area}", values=values)
