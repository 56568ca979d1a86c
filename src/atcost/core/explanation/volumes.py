"""Why a used volume is what it is: its months, whom it was taken over from, window, adjustments, what it combines."""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from atcost.core.explanation.node import NUMBER, Node, given, made, of_one
from atcost.core.period import month_text
from atcost.core.volumes import final_parts
from atcost.core.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from atcost.core.model import Model
    from atcost.core.money import Exact
    from atcost.core.pricing import Pricing

MONTHS = Text("månader", "months")
COUNTED, ADDED = Text("Räknat", "Counted"), Text("Månaderna lagda ihop", "The months added")


class VolumeExplanation:
    """The used volumes of a pricing as nodes, by measure and user; made when they are asked for."""

    def __init__(self, pricing: Pricing) -> None:
        """Explain the volumes of a pricing."""
        self.model, self.volumes, self.used = pricing.model, pricing.volumes, pricing.used
        self.taken_over = _taken_over(self.model)
        self._made: dict[str, Mapping[str, Node]] = {}

    def of(self, measure: str) -> Mapping[str, Node]:
        """Return the used volume of every customer and area that has any."""
        if measure not in self._made:
            combines = self.model.measures[measure].combines
            explained = self._plain(measure) if combines is None else self._combined(measure, combines)
            self._made[measure] = dict(explained)
        return self._made[measure]

    def _plain(self, measure: str) -> Iterator[tuple[str, Node]]:
        """Explain a measure that has rows: what was counted, and what is known to change (C4)."""
        used, months = self.used[measure], self._months(measure)
        for user, quantity in used.quantities.items():
            counted = [self._counted(measure, user, months)] if user in used.raw else []
            yield user, of_one(self._used(measure, user, quantity, (*counted, *self._adjustments(measure, user))))

    def _combined(self, measure: str, combines: Mapping[str, Exact]) -> Iterator[tuple[str, Node]]:
        """Explain a measure that combines others: their used volumes × factors (C5)."""
        for user, quantity in self.used[measure].quantities.items():
            parts = {name: self.of(name)[user] for name in combines if user in self.of(name)}
            times = (self._times(measure, name, combines[name], volume) for name, volume in parts.items())
            yield user, self._used(measure, user, quantity, times)

    def _used(self, measure: str, user: str, quantity: Exact, parts: Iterable[Node]) -> Node:
        unit, cell = self.model.measures[measure].unit, f"volume.{measure}.{user}"
        return Node(user_title(self.model, user), quantity, unit, "sum", tuple(parts), cell=cell)

    def _counted(self, measure: str, user: str, months: Mapping[str, list[Node]]) -> Node:
        """Explain what was counted over the window: a sum of months, their mean, or the last one (C3)."""
        entry, raw = self.model.measures[measure], self.used[measure].raw[user]
        parts = [*months.get(user, ())]
        for name, part in self.taken_over.get(user, {}).items():
            if name in months:
                before = made(ADDED, entry.unit, "sum", months[name])
                parts.append(made(user_title(self.model, name), entry.unit, "product", (part, before)))
        if entry.over_window != "mean":
            return Node(COUNTED, raw, entry.unit, "sum", tuple(parts))
        window = self.model.window(measure)
        cell = f"measure.{measure}.volumes" if entry.volumes else "volumes"
        length = given(Text(f"Perioden {window}", f"The window {window}"), max(1, len(window)), MONTHS, cell)
        mean = (made(ADDED, entry.unit, "sum", parts), length)
        return Node(COUNTED, raw, entry.unit, "quotient", mean)

    def _months(self, measure: str) -> dict[str, list[Node]]:
        """Return the rows of a measure that count, by whom they name."""
        entry, window = self.model.measures[measure], self.model.window(measure)
        known = self.model.sources.get(entry.source)
        sv, en = known.title if known else (entry.source, entry.source)
        found: dict[str, list[Node]] = {}
        for month in [window.to] if entry.over_window == "last" else window.months():
            written = month_text(month)
            label = Text(written, written)
            for row in self.volumes.by_month.get((measure, month), ()):
                place, cell = f"{self.volumes.file}:{row.row}", f"volume.{measure}.{row.customer}.{written}"
                source = Text(f"{place}, {sv}", f"{place}, {en}")
                found.setdefault(row.customer, []).append(given(label, row.quantity, entry.unit, cell, source))
        return found

    def _adjustments(self, measure: str, user: str) -> Iterator[Node]:
        unit = self.model.measures[measure].unit
        for number, entry in enumerate(self.model.adjustments, start=1):
            if (entry.measure, entry.customer) == (measure, user):
                label = Text(f"Justering: {entry.reason.sv}", f"Adjustment: {entry.reason.en}")
                source = f"model.toml, {entry.by}, {entry.on}"
                yield given(label, entry.quantity, unit, f"adjustment.{number}.quantity", Text(source, source))

    def _times(self, measure: str, name: str, factor: Exact, volume: Node) -> Node:
        label, unit = self.model.measures[name].title, self.model.measures[measure].unit
        counts = given(Text("Räknas som", "Counts as"), factor, NUMBER, f"measure.{measure}.combines.{name}")
        return volume.called(label) if factor == 1 else made(label, unit, "product", (counts, volume))


def user_title(model: Model, user: str) -> Text:
    """Return the title of a customer or an area."""
    return (model.areas.get(user) or model.customers[user]).title


def _taken_over(model: Model) -> dict[str, dict[str, Node]]:
    """Return whom each customer took volumes over from, with the part that it did, through chains (A7)."""
    ended = {name: dict(parts) for name, parts in final_parts(model).items() if parts != ((name, 1),)}
    steps = {name: [entry.to for entry in model.customers[name].successors if entry.to in ended] for name in ended}
    of_name: dict[str, dict[str, Node]] = {}
    for name in TopologicalSorter(steps).static_order():
        of_name[name] = {user: _part(model, name, user, of_name) for user in ended[name]}
    found: dict[str, dict[str, Node]] = {}
    for name, parts in of_name.items():
        for user, part in parts.items():
            found.setdefault(user, {})[name] = part
    return found


def _part(model: Model, name: str, user: str, known: Mapping[str, Mapping[str, Node]]) -> Node:
    """Explain what part of a customer that ended a user took over, where the followers' parts are known."""
    ways = []
    for number, successor in enumerate(model.customers[name].successors, start=1):
        to, cell = user_title(model, successor.to), f"customer.{name}.successors.{number}.part"
        step = given(Text(f"Del till {to.sv}", f"Part to {to.en}"), successor.part, NUMBER, cell)
        if successor.to == user:
            ways.append(step)
        elif user in known.get(successor.to, {}):
            ways.append(made(step.label, NUMBER, "product", (step, known[successor.to][user])))
    return of_one(made(Text("Del som togs över", "Part taken over"), NUMBER, "sum", ways))
