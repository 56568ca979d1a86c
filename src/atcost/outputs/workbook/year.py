"""The year that a workbook is of: the priced list, both columns of cost, its words, and what several sheets share."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING, Literal, get_args

from atcost.core.assignment import YEAR_MONTHS, Column, InForce, assignment
from atcost.core.cell_values import Documents
from atcost.core.costing import costs
from atcost.core.model import HUNDRED
from atcost.core.words import legible
from atcost.outputs.workbook.formula import round_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from atcost.core.costing import Costs, ServiceCost
    from atcost.core.model import Model, Service
    from atcost.core.money import Exact
    from atcost.core.period import Month
    from atcost.core.price_list import PriceList
    from atcost.core.pricing import Pricing
    from atcost.core.words import Language, Text
    from atcost.outputs.workbook.book import Book
    from atcost.outputs.workbook.formula import Formula

ServiceName = tuple[str, str]
"""Area and service."""
COLUMNS: tuple[Column, ...] = get_args(Column)
MOST_SCALE = 10**9
"""The greatest common denominator that is counted with; beyond, doubles would lose more than it gains."""
FTE_SCALE = WEIGHT_SCALE = 10_000
NOISE = {"money": 6, "quantity": 8}
"""Decimals of whole numbers that are rounded away because doubles left them there; an input's own come before them."""
UNSAFE = frozenset("*?~")
"""What spreadsheets take for other than itself when they look a text up."""


@dataclass(frozen=True)
class Year:
    """What sheets are made from, and the book that they are put in."""

    priced: PriceList
    language: Language
    book: Book

    @property
    def pricing(self) -> Pricing:
        """Return the year priced."""
        return self.priced.pricing

    @property
    def model(self) -> Model:
        """Return the year's model."""
        return self.pricing.model

    @cached_property
    def documents(self) -> Documents:
        """Return the year's two documents."""
        return Documents(self.model, self.pricing.volumes)

    @cached_property
    def counts(self) -> Mapping[tuple[str, str, Month], Exact]:
        """Return the volumes by measure, user and month."""
        return {row[:3]: row.quantity for row in self.pricing.volumes.rows}

    @cached_property
    def listed(self) -> list[str]:
        """Return the customers on the list, in model order."""
        return self.model.listed_customers()

    @property
    def users(self) -> list[str]:
        """Return who may use anything: areas, then the customers on the list."""
        return [*self.model.areas, *self.listed]

    @property
    def services(self) -> dict[ServiceName, Service]:
        """Return all services in model order."""
        return {
            (name, each): service for name, area in self.model.areas.items() for each, service in area.services.items()
        }

    @cached_property
    def in_force(self) -> Mapping[Column, Mapping[ServiceName, InForce]]:
        """Return the services in force including and excluding assignment changes."""
        return {
            column: {(each.area, each.service): each for each in assignment(self.model, column)} for column in COLUMNS
        }

    def months(self, name: ServiceName, column: Column) -> Exact:
        """Return for how many months of the year a service is in force."""
        entry = self.in_force[column].get(name)
        return entry.part_of_year * YEAR_MONTHS if entry else 0

    @cached_property
    def costs(self) -> Mapping[Column, Costs]:
        """Return every area's cost including and excluding assignment changes."""
        return {
            column: self.pricing.costs
            if column == self.pricing.column
            else costs(self.model, tuple(self.in_force[column].values()))
            for column in COLUMNS
        }

    @cached_property
    def service_costs(self) -> Mapping[Column, Mapping[ServiceName, ServiceCost]]:
        """Return the cost of every service in force."""
        return {
            column: {(area, each.service.service): each for area, cost in of_column.items() for each in cost.services}
            for column, of_column in self.costs.items()
        }

    @cached_property
    def fte(self) -> Mapping[tuple[str, str, str], Exact]:
        """Return the budget's FTE by area, service and staff category."""
        found: dict[tuple[str, str, str], Exact] = {}
        for row in self.model.budget:
            if row.fte is not None:
                found[row[:3]] = found.get(row[:3], 0) + row.fte
        return found

    @cached_property
    def amounts(self) -> Mapping[ServiceName, Exact]:
        """Return the budget's other costs by area and service."""
        found: dict[ServiceName, Exact] = {}
        for row in self.model.budget:
            if row.amount is not None:
                found[row[:2]] = found.get(row[:2], 0) + row.amount
        return found

    def say(self, text: Text) -> str:
        """Return a text in the workbook's language."""
        return text.say(self.language)

    def title(self, name: str) -> str:
        """Return the title of a customer or an area."""
        model = self.model
        return self.say((model.areas[name] if name in model.areas else model.customers[name]).title)

    @cached_property
    def measure_labels(self) -> Mapping[str, str]:
        """Return what measures are called in lists to choose from."""
        return labels({name: self.say(measure.title) for name, measure in self.model.measures.items()})

    @cached_property
    def user_labels(self) -> Mapping[str, str]:
        """Return what areas and customers are called in lists to choose from."""
        return labels({name: self.title(name) for name in (*self.model.areas, *self.model.customers)})


def whole(formula: Formula, scale: int, kind: Literal["money", "quantity"] = "quantity") -> Formula:
    """Return a number times what makes it whole, without what doubles leave behind; as it is, where nothing does."""
    return round_to(formula * scale, NOISE[kind]) if scale else formula


def scale_of(values: Iterable[Exact], least: int = 1) -> int:
    """Return what makes exact numbers whole; 0 where it is beyond what doubles can be counted with."""
    scale = lcm(least, *{value.denominator for value in values})
    return scale if scale <= MOST_SCALE else 0


def percent(value: Exact) -> Exact:
    """Return so many percent as a percent cell has it."""
    return Fraction(value) / HUNDRED


def kronor(ore: Exact) -> Fraction:
    """Return öre as kronor."""
    return Fraction(ore) / HUNDRED


def labels(titles: Mapping[str, str]) -> dict[str, str]:
    """Return each title where it is the only one and can be looked up, else the id."""
    folded = [title.casefold() for title in titles.values()] + list(titles)
    return {
        name: name
        if folded.count(title.casefold()) > 1
        or not UNSAFE.isdisjoint(title)
        or not title[:1].isalnum()
        or title != legible(title)
        else title
        for name, title in titles.items()
    }
