"""Why a cost is what it is: FTE × rate, other costs, overheads, part years and index, and what is carried over."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from atcost.core.assignment import YEAR_MONTHS, kind_in
from atcost.core.explanation.node import (
    NUMBER,
    PERCENT,
    Node,
    constant,
    given,
    in_kronor,
    in_model,
    made,
    money,
    of_one,
    standing_before,
)
from atcost.core.glossary import TERMS, term, with_the_volume
from atcost.core.model import HUNDRED
from atcost.core.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal

    from atcost.core.assignment import InForce
    from atcost.core.costing import ServiceCost, StaffCost
    from atcost.core.model import BudgetRow
    from atcost.core.pricing import Pricing

FTE, FTE_TITLE = TERMS["fte"].word, term("fte")
MONTHS = Text("månader", "months")
FULL_YEAR, OTHER = Text("Helår", "Full year"), Text("Andra kostnader", "Other costs")


class CostExplanation:
    """The costs of a pricing as nodes."""

    def __init__(self, pricing: Pricing) -> None:
        """Explain the costs of a pricing."""
        self.model, self.costs, self.column = pricing.model, pricing.costs, pricing.column
        self.kr = money(pricing.model.currency)
        self.rows: dict[tuple[str, str, str], list[BudgetRow]] = {}
        for row in self.model.budget:
            self.rows.setdefault((row.area, row.service, row.staff), []).append(row)

    @cached_property
    def services(self) -> dict[tuple[str, str], Node]:
        """Return the cost of every service in force, by area and service."""
        lines = [line for area in self.costs.values() for line in area.services]
        return {line.service[:2]: self._service(line) for line in lines}

    def own(self, area: str) -> list[Node]:
        """Return an area's own cost: base services, what is carried from earlier years, and what is released."""
        return [*self._of(self.costs[area].base), *self._carried(area), *self._released(area)]

    def keyed(self, area: str) -> list[Node]:
        """Return the part of an area's own cost that its keys distribute: without services that one customer bears."""
        shared = [line for line in self.costs[area].base if not line.service.only_for]
        return [*self._of(shared), *self._carried(area), *self._released(area)]

    def _of(self, lines: Sequence[ServiceCost]) -> list[Node]:
        """Return the cost of services that cost anything, or say so."""
        of_lines = (self.services[line.service[:2]] for line in lines)
        return [node for node in of_lines if node.parts or node.value]

    def _carried(self, area: str) -> Iterator[Node]:
        """Yield what an area carries from earlier years."""
        for number, (entry, amount_ore) in enumerate(self.costs[area].carried, start=1):
            label = Text(f"Överfört från {entry.year}", f"Carried from {entry.year}")
            leaf = given(label, entry.amount, self.kr, f"area.{area}.carried.{number}.amount", in_model(entry.source))
            yield of_one(Node(label, in_kronor(amount_ore), self.kr, "sum", (leaf,)))

    def _released(self, area: str) -> Iterator[Node]:
        """Yield what a what-if lets leave an area's cost with its volumes (docs/arithmetic.md, 14)."""
        if released_ore := self.costs[area].released_ore:
            label, source = with_the_volume([released_ore]), Text("tänk om", "what if")
            yield given(label, -in_kronor(released_ore), self.kr, "release", source)

    def _service(self, line: ServiceCost) -> Node:
        parts = [*(self._staff(line, staff) for staff in line.staff), *self.other(line)]
        parts += (node for name in self.model.overheads for node in self._overhead(line, name))
        return Node(self._title(line.service), in_kronor(line.total_ore), self.kr, "sum", tuple(parts))

    def _title(self, service: InForce) -> Text:
        """Return the title of a service, and where it changed what it was before (A4)."""
        entry = self.model.areas[service.area].services[service.service]
        before = kind_in(entry, "before")
        if before == service.kind:
            return entry.title
        if before == "none":
            return Text(f"{entry.title.sv} (ny)", f"{entry.title.en} (new)")
        was = TERMS[before].word
        return Text(f"{entry.title.sv} (förut {was.sv})", f"{entry.title.en} (before: {was.en})")

    def _staff(self, line: ServiceCost, staff: StaffCost) -> Node:
        """FTE × rate (B1)."""
        title, parts = self.model.staff[staff.staff].title, (self.fte(line, staff), self.rate(staff))
        return Node(title, in_kronor(staff.amount_ore), self.kr, "product", parts)

    def rate(self, staff: StaffCost) -> Node:
        """Explain the standard rate of the price year: the model's, times the index."""
        entry, unit = self.model.staff[staff.staff], self.kr.per(FTE)
        leaf = given(term("rate"), entry.rate, unit, f"staff.{staff.staff}.rate", in_model(entry.source))
        return of_one(Node(leaf.label, staff.rate, unit, "product", (leaf, *self._index("staff"))))

    def fte(self, line: ServiceCost, staff: StaffCost) -> Node:
        """Explain the FTE of a category in a service: its budget rows, times the part of the year."""
        place = (*line.service[:2], staff.staff)
        cell = "fte." + ".".join(place)
        leaves = [given(FTE_TITLE, row.fte or 0, FTE, cell, _place(row)) for row in self.rows.get(place, ())]
        return _in_year(
            Node(FTE_TITLE, staff.fte, FTE, "sum", cell=cell), leaves, FTE, self._part_of_year(line.service)
        )

    def other(self, line: ServiceCost) -> Iterator[Node]:
        """Yield a service's other costs, if it has any."""
        rows = self.rows.get((*line.service[:2], ""), ())
        if rows or line.other_ore:
            cell = "amount." + ".".join(line.service[:2])
            leaves = [given(OTHER, row.amount or 0, self.kr, cell, _place(row)) for row in rows]
            cost = Node(OTHER, in_kronor(line.other_ore), self.kr, "sum", cell=cell)
            yield _in_year(cost, leaves, self.kr.unrounded, (*self._part_of_year(line.service), *self._index("other")))

    def _overhead(self, line: ServiceCost, name: str) -> Iterator[Node]:
        """Yield an overhead's part of a service that has any: per FTE, or an amount split on FTE (B2)."""
        if line.fte or line.overhead_ore[name]:
            entry, amount = self.model.overheads[name], in_kronor(line.overhead_ore[name])
            given_as, fte = self.overhead(name), self._all_fte(line)
            if entry.amount is None:
                yield Node(entry.title, amount, self.kr, "product", (fte, given_as))
            else:
                parts = (given_as, fte, self._fte_before[line.service[:2]], self.everyone)
                yield Node(entry.title, amount, self.kr, "running_split", parts)

    def overhead(self, name: str) -> Node:
        """Explain an overhead of the price year: the model's, times the index."""
        entry = self.model.overheads[name]
        kind = "per_fte" if entry.amount is None else "amount"
        label = Text("Per årsarbetare", "Per FTE") if entry.amount is None else entry.title
        unit = self.kr.per(FTE) if entry.amount is None else self.kr
        value = (entry.per_fte or 0) if entry.amount is None else entry.amount
        leaf = given(label, value, unit, f"overhead.{name}.{kind}", in_model(entry.source))
        return of_one(made(label, unit, "product", (leaf, *self._index("other"))))

    def _all_fte(self, line: ServiceCost) -> Node:
        parts = (self.fte(line, staff).called(self.model.staff[staff.staff].title) for staff in line.staff)
        return of_one(Node(FTE_TITLE, line.fte, FTE, "sum", tuple(parts)))

    @property
    def everyone(self) -> Node:
        """Return the FTE of all services in force."""
        return self._fte_before["", ""]

    @cached_property
    def _fte_before(self) -> dict[tuple[str, str], Node]:
        """Return the FTE before each service in model order, and under no name all."""
        before: list[Node] = []
        found = {}
        for area in self.costs.values():
            for line in area.services:
                found[line.service[:2]] = standing_before(before, FTE, "area")
                before += [self._all_fte(line).called(self._title(line.service))] if line.fte else []
        found["", ""] = made(Text("Alla årsarbetare", "All FTE"), FTE, "sum", before)
        return found

    def _part_of_year(self, service: InForce) -> tuple[Node, ...]:
        """Return the part of the year that a service is in force, if that is not all of it."""
        if service.part_of_year == 1:
            return ()
        path = f"area.{service.area}.service.{service.service}"
        end = "from" if self.model.areas[service.area].services[service.service].from_ else "to"
        label = Text("Månader som gäller", "Months in force")
        months = given(label, service.part_of_year * YEAR_MONTHS, MONTHS, f"{path}.{end}")
        year = constant(YEAR_MONTHS, Text("Årets månader", "Months of the year"))
        return (made(Text("Del av året", "Part of the year"), NUMBER, "quotient", (months, year)),)

    def _index(self, of: Literal["staff", "other"]) -> tuple[Node, ...]:
        """Return the factor from budget year to price year, if there is one (I3)."""
        percent = getattr(self.model.index, of)
        if not percent:
            return ()
        budget_year = constant(HUNDRED, Text("Budgetåret", "The budget year"))
        raised = given(Text("Uppräkning till prisåret", "Index to the price year"), percent, PERCENT, f"index.{of}")
        summed = made(Text("Prisåret", "The price year"), PERCENT, "sum", (budget_year, raised))
        return (made(Text("Uppräkning", "Index"), NUMBER, "quotient", (summed, budget_year)),)


def _in_year(node: Node, rows: Sequence[Node], unit: Text, factors: Sequence[Node]) -> Node:
    """Explain a node by its budget rows: full-year figures, added, then times part of the year and index."""
    if not factors:
        return of_one(replace(node, parts=tuple(rows)))
    year = of_one(made(FULL_YEAR, unit, "sum", rows))
    return replace(node, formula="product", parts=(year, *factors))


def _place(row: BudgetRow) -> Text:
    said = ", ".join(part for part in (f"budget.csv:{row.row}", row.source, row.evidence) if part)
    return Text(said, said)
