"""Why an hour costs what it costs: rate and overheads by chargeable hours, and other costs by all hours (A2)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from atcost.core.explanation.costs import FTE, OTHER
from atcost.core.explanation.node import NUMBER, Node, constant, given, in_kronor, in_model, made, of_one
from atcost.core.glossary import term
from atcost.core.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.core.costing import ServiceCost
    from atcost.core.explanation.costs import CostExplanation
    from atcost.core.hourly import HourlyPrice
    from atcost.core.model import Model

HOUR, HOURS = Text("timme", "hour"), Text("timmar", "hours")
A_YEAR, ALL_HOURS = Text("En årsarbetare", "One FTE"), Text("Alla timmar", "All hours")


class HourlyExplanation:
    """The hourly prices of a pricing as nodes (docs/arithmetic.md, 12)."""

    def __init__(self, model: Model, costs: CostExplanation) -> None:
        """Explain hourly prices, where costs are explained."""
        self.model, self.costs = model, costs
        self.per_hour = self.costs.kr.per(HOUR)

    def price(self, price: HourlyPrice, label: Text) -> Node:
        """Explain what an hour costs, in whole units."""
        amount, title = in_kronor(price.amount_ore), Text("Timprisernas enhet", "The unit of hourly prices")
        unit = given(title, self.model.hourly_unit, self.per_hour, "hourly_unit")
        exact = made(Text("Före avrundning", "Before rounding"), self.per_hour, "sum", list(self._parts(price)))
        steps = (constant(1), exact, constant(0), unit)
        units = Node(Text("Hela enheter", "Whole units"), Fraction(amount) / unit.value, NUMBER, "running_split", steps)
        return Node(label, amount, self.per_hour, "product", (units, unit))

    def _parts(self, price: HourlyPrice) -> Iterator[Node]:
        """Yield what an hour of a category costs, and its part of the area's other costs by the hour."""
        lines = self.costs.costs[price.area].by_the_hour
        staff = next(staff for line in lines for staff in line.staff if staff.staff == price.staff)
        year = made(A_YEAR, self.costs.kr.per(FTE), "sum", [self.costs.rate(staff), *self._overheads()])
        yield made(self.model.staff[price.staff].title, self.per_hour, "quotient", (year, self._hours(price.staff)))
        if others := [node for line in lines for node in self.costs.other(line)]:
            cost = of_one(made(OTHER, self.costs.kr, "sum", others))
            hours = made(ALL_HOURS, HOURS, "sum", [node for line in lines for node in self._worked(line)])
            yield made(OTHER, self.per_hour, "quotient", (cost, hours))

    def _overheads(self) -> Iterator[Node]:
        """Yield what each overhead is per FTE; an amount is divided by the FTE of all services in force."""
        for name, entry in self.model.overheads.items():
            overhead, unit = self.costs.overhead(name), self.costs.kr.per(FTE)
            if entry.amount is None:
                yield overhead.called(entry.title)
            elif overhead.value:
                yield made(entry.title, unit, "quotient", (overhead, self.costs.everyone))

    def _hours(self, staff: str) -> Node:
        entry = self.model.staff[staff]
        return given(term("hours"), entry.hours, HOURS, f"staff.{staff}.hours", in_model(entry.source))

    def _worked(self, line: ServiceCost) -> Iterator[Node]:
        """Yield the chargeable hours of a service, by category: FTE × hours."""
        for staff in line.staff:
            title, parts = self.model.staff[staff.staff].title, (self.costs.fte(line, staff), self._hours(staff.staff))
            yield made(title, HOURS, "product", parts)
