"""The tables of *Costs*: what every service costs in staff, other costs and overheads, in one column of assignment."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.assignment import YEAR_MONTHS
from atcost.core.glossary import term
from atcost.core.model import HUNDRED
from atcost.core.words import Text
from atcost.outputs.price_table import AREA, TOTAL
from atcost.outputs.workbook.formula import Formula, round_to, total
from atcost.outputs.workbook.places import Cell, Range, sum_between
from atcost.outputs.workbook.year import ServiceName, Year, kronor, whole

if TYPE_CHECKING:
    from atcost.core.assignment import Column
    from atcost.core.costing import ServiceCost
    from atcost.core.money import Exact
    from atcost.outputs.workbook.book import Sheet
    from atcost.outputs.workbook.fte import Staffing

STAFF = Text("Personal", "Staff")
OTHER_FULL, OTHER = Text("Andra kostnader, helår", "Other costs, full year"), Text("Andra kostnader", "Other costs")
RUNNING = Text("Löpande delar × månader", "Running parts × months")


class ServiceLine(NamedTuple):
    """A service's cost in cells: its staff, other costs, overheads by name, and all of it."""

    staff: Cell
    other: Cell
    overheads: dict[str, Cell]
    total: Cell


@dataclass(frozen=True)
class Rates:
    """What costs are counted with: rates and overheads in whole parts of öre with index, and their denominators."""

    scale: int
    index: dict[str, Cell]
    staff: dict[str, Cell]
    hours: dict[str, Cell]
    overhead: dict[str, Cell]
    denominator: Cell

    def with_index(self, kronor: Cell, index: str) -> Formula:
        """Return what a cell in kronor is in whole parts of öre with an index."""
        return whole(kronor * (self.index[index] + HUNDRED), self.scale, "money")


@dataclass
class CostTable:
    """A table of the services' cost; ``amounts`` has the inputs of other costs, which the first table puts."""

    year: Year
    sheet: Sheet
    column: Column
    staffing: Staffing
    rates: Rates
    amounts: dict[ServiceName, Cell]
    heads: int
    sums: dict[str, Cell] = field(default_factory=dict)
    """The sums of the table: ``staff``, ``other``, ``total``, and overheads by name."""

    def fill(self) -> dict[ServiceName, ServiceLine]:
        """Put the table on the sheet, its heads in row ``heads``; inputs ``amount.AREA.SERVICE``."""
        year, model = self.year, self.year.model
        heads = [AREA, term("service"), *(staff.title for staff in model.staff.values()), STAFF, OTHER_FULL, OTHER]
        heads += [*(overhead.title for overhead in model.overheads.values()), TOTAL, RUNNING]
        self.sheet.put_row(self.heads, 0, [year.say(head) for head in heads])
        lines: dict[ServiceName, ServiceLine] = {}
        running: Cell | None = None
        expected = Fraction()
        for row, (name, service) in enumerate(year.services.items(), start=self.heads + 1):
            self.sheet.put(row, 0, year.title(name[0]), "label")
            self.sheet.put(row, 1, year.say(service.title), "label")
            parts = self.staffing.parts[self.column][name]
            after: Formula = running + parts if running else parts
            expected += parts.number
            before, running = running, self.sheet.calculate(row, len(heads) - 1, after, "whole", expected)
            lines[name] = self._line(row, name, (before, running))
        self._sum(self.heads + 1 + len(lines))
        return lines

    def _line(self, row: int, name: ServiceName, running: tuple[Cell | None, Cell]) -> ServiceLine:
        cost = self.year.service_costs[self.column].get(name)
        staff = self._staff(row, name, cost)
        other = self._other(row, name, cost)
        overheads = {
            overhead: self.sheet.calculate(
                row, self._place(place), self._overhead(name, overhead, running), "money", _ore(cost, overhead)
            )
            for place, overhead in enumerate(self.rates.overhead)
        }
        whole_cost = total([staff, other, *([_row(list(overheads.values()))] if overheads else [])])
        expected = kronor(cost.total_ore if cost else 0)
        cell = self.sheet.calculate(row, self._place(len(overheads)), whole_cost, "money", expected)
        return ServiceLine(staff, other, overheads, cell)

    @property
    def last(self) -> int:
        """Return the column of the services' cost; what stands behind it is only counted with."""
        return self._place(len(self.rates.overhead))

    def _place(self, overhead: int) -> int:
        """Return the column of an overhead; the one behind the last has the service's cost."""
        return 5 + len(self.rates.staff) + overhead

    def _staff(self, row: int, name: ServiceName, cost: ServiceCost | None) -> Cell:
        of_staff = {line.staff: line.amount_ore for line in cost.staff} if cost else {}
        cells = []
        for place, (staff, rate) in enumerate(self.rates.staff.items(), start=2):
            parts = self.staffing.parts_of(self.column, name, staff)
            amount = round_to(parts * rate / self.rates.denominator) / HUNDRED
            cells.append(self.sheet.calculate(row, place, amount, "money", kronor(of_staff.get(staff, 0))))
        place = 2 + len(self.rates.staff)
        return self.sheet.calculate(row, place, sum_between(cells), "money", kronor(cost.staff_ore if cost else 0))

    def _other(self, row: int, name: ServiceName, cost: ServiceCost | None) -> Cell:
        """Put the input of other costs, or what the first table has, and what they come to."""
        place = 3 + len(self.rates.staff)
        if name in self.amounts:
            self.sheet.calculate(row, place, self.amounts[name], "money", self.year.amounts.get(name, 0))
        else:
            cell = self.sheet.put(row, place, self.year.amounts.get(name), "input_money")
            self.amounts[name] = self.year.book.inputs[f"amount.{'.'.join(name)}"] = cell
        parts = self.rates.with_index(self.amounts[name], "other")
        months = self.staffing.months[self.column][name]
        formula = round_to(parts * months / (YEAR_MONTHS * (self.rates.scale or 1))) / HUNDRED
        return self.sheet.calculate(row, place + 1, formula, "money", kronor(cost.other_ore if cost else 0))

    def _overhead(self, name: ServiceName, overhead: str, running: tuple[Cell | None, Cell]) -> Formula:
        """Return a service's part of an overhead: by its FTE, an amount as the difference of rounded running totals."""
        cell = self.rates.overhead[overhead]
        if self.year.model.overheads[overhead].per_fte is not None:
            return round_to(self.staffing.parts[self.column][name] * cell / self.rates.denominator) / HUNDRED
        before, after = running
        parts = self.staffing.all_parts[self.column]
        ore = round_to(cell * after / parts)
        return (ore - round_to(cell * before / parts) if before else ore) / HUNDRED

    def _sum(self, row: int) -> None:
        """Put the sums below; the FTE of all services stand on their own sheet."""
        self.sheet.put(row, 0, self.year.say(TOTAL), "sum_label")
        staff = len(self.rates.staff)
        names = {2 + staff: "staff", 4 + staff: "other", self.last: "total"}
        names |= {self._place(place): f"overhead.{name}" for place, name in enumerate(self.rates.overhead)}
        for column in range(2, self.last + 1):
            cells = [self.sheet.cells[each, column] for each in range(self.heads + 1, row)]
            cell = self.sheet.add_up(row, column, cells, "money_sum")
            if column in names:
                self.sums[names[column]] = cell


def _row(cells: list[Cell]) -> Range:
    return Range(cells[0], cells[-1])


def _ore(cost: ServiceCost | None, overhead: str) -> Exact:
    return kronor(cost.overhead_ore[overhead] if cost else 0)
