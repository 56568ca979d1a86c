"""The price model of a year: what model.toml and budget.csv say, as types, and nothing computed.

The document calls a field by its name here (``from_`` without the underscore), or as ``called`` says: a table by its
singular; the budget has a file of its own. Numbers are exact (``Exact``), amounts here are kronor as the document has
them; öre begin in ``costing``. Dictionaries stand in model order, which decides who gets an odd öre.
"""

from __future__ import annotations

# At run time, not for type checking only: the reader of documents resolves these hints.
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple

from atcost.core.money import Exact
from atcost.core.period import Month, Window, month_of
from atcost.core.succession import Part
from atcost.core.words import Text

Kind = Literal["base", "hourly", "add_on", "none"]
Method = Literal["direct", "step_down", "reciprocal"]
OverWindow = Literal["sum", "mean", "last"]
Answer = Literal["yes", "partly", "no", "varies"]
Id = Annotated[str, "id"]
"""A text that has the form of an id, since it also names a folder: a-z, digits and underscores, a letter first."""
HUNDRED = 100
CRITERIA = ("fair", "understandable", "communicable", "measurable", "reliable", "data_quality", "simple")


def called(name: str, **default: Any) -> Any:  # noqa: ANN401 -- dataclasses.field is typed so too
    """Declare a field that has another name in the document."""
    return field(metadata={"name": name}, **default)


def name_in_document(declared: Field[Any]) -> str:
    """Return what the document calls a field; nothing where the field has a file of its own."""
    name: str = declared.metadata.get("name", declared.name.rstrip("_"))
    return name


@dataclass(frozen=True, kw_only=True)
class StaffCategory:
    """A staff category with its standard rate, SEK per FTE-year, and chargeable hours a year (B1)."""

    title: Text
    rate: Exact
    hours: Exact
    source: str


@dataclass(frozen=True, kw_only=True)
class Overhead:
    """An overhead (B2): SEK per FTE, or an amount in SEK spread on FTE; one of the two."""

    title: Text
    source: str
    per_fte: Exact | None = None
    amount: Exact | None = None


@dataclass(frozen=True, kw_only=True)
class Successor:
    """Who takes over a part of a customer that ends."""

    to: str
    part: Exact


@dataclass(frozen=True, kw_only=True)
class Customer:
    """A department or company that takes services (A7); valid from and to its dates, both included."""

    title: Text
    kind: Literal["department", "company"]
    codes: tuple[str, ...] = ()
    takes: tuple[str, ...] | None = None
    from_: date | None = None
    to: date | None = None
    successors: tuple[Successor, ...] = ()
    renamed_from: str | None = None

    def valid_on(self, day: date) -> bool:
        """Tell whether the customer exists on a day."""
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)

    def exists_in(self, month: Month) -> bool:
        """Tell whether the customer exists on some day of a month."""
        begun = self.from_ is None or month_of(self.from_) <= month
        return begun and (self.to is None or month <= month_of(self.to))

    def followers(self) -> list[Part]:
        """Return who follows the customer, with the part that each takes over."""
        return [(successor.to, successor.part) for successor in self.successors]

    def takes_area(self, area: str) -> bool:
        """Tell whether the customer takes an area (A7)."""
        return self.takes is None or area in self.takes


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What a key counts (C3): a flow summed over its window, or a stock averaged or taken last."""

    title: Text
    unit: Text
    source: Id
    over_window: OverWindow = "sum"
    volumes: Window | None = None
    combines: Mapping[str, Exact] | None = None
    note: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Suitability:
    """How well a source suits behaviour pricing (C7)."""

    grade: Literal["more", "less"]
    note: Text


@dataclass(frozen=True, kw_only=True)
class Source:
    """A statistics source with the seven criteria judged for the short and the long term (C6)."""

    title: Text
    criteria: Mapping[str, tuple[Answer, ...]] | None = None
    behaviour_suitability: Suitability | None = None
    note: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What a year holds: a figure with its unit."""

    title: Text
    value: Exact
    unit: Text
    source: str | None = None


@dataclass(frozen=True, kw_only=True)
class Service:
    """A service of an area, its kind this year, and what it was before where that differs (A3)."""

    title: Text
    kind: Kind
    before: Kind | None = None
    note: Text | None = None
    from_: Month | None = None
    to: Month | None = None
    renamed_from: str | None = None
    text: Text | None = None
    only_for: str | None = None


@dataclass(frozen=True, kw_only=True)
class Key:
    """An allocation key: a weight in percent, or a unit price in SEK that makes its area a tariff area."""

    measure: str
    weight: Exact | None = None
    unit_price: Exact | None = None
    behaviour: Exact | None = None
    note: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Carried:
    """Over-recovery (negative) or under-recovery of an earlier year, in SEK."""

    amount: Exact
    year: int
    kind: Literal["estimate", "true_up"]
    source: str


@dataclass(frozen=True, kw_only=True)
class LeadTime:
    """A promised lead time in working days (F1)."""

    title: Text
    service: str
    days: int
    source: str


@dataclass(frozen=True, kw_only=True)
class Activity:
    """A development activity (A6); aims are empty where unknown."""

    title: Text
    year: int
    aims: tuple[Literal["quality", "efficiency"], ...]
    expected: Text | None = None
    realised: Text | None = None
    note: Text | None = None
    source: str | None = None


@dataclass(frozen=True, kw_only=True)
class Area:
    """A service area: the level at which cost is computed and distributed."""

    title: Text
    text: Text | None = None
    figures: tuple[Figure, ...] = ()
    focus: tuple[Text, ...] = ()
    lately: tuple[Text, ...] = ()
    services: Mapping[str, Service] = called("service", default_factory=dict)
    keys: tuple[Key, ...] = called("key", default=())
    carried: tuple[Carried, ...] = ()
    lead_times: Mapping[str, LeadTime] = called("lead_time", default_factory=dict)
    activities: tuple[Activity, ...] = called("activity", default=())

    @property
    def is_tariff(self) -> bool:
        """Tell whether the area is charged by unit prices instead of shares of its cost."""
        return any(key.unit_price is not None for key in self.keys)


@dataclass(frozen=True, kw_only=True)
class Adjustment:
    """A known coming change of a used volume: who, when, why, how much (C4)."""

    measure: str
    customer: str
    quantity: Exact
    reason: Text
    by: str
    on: date


@dataclass(frozen=True, kw_only=True)
class Index:
    """From the budget year to the price year, in percent (I3)."""

    staff: Exact = 0
    other: Exact = 0


class BudgetRow(NamedTuple):
    """A row of budget.csv: FTE of a staff category, or another cost in SEK; ``row`` is its place in the file."""

    area: str
    service: str
    staff: str
    fte: Exact | None
    amount: Exact | None
    source: str
    evidence: str = ""
    row: int = 0


@dataclass(frozen=True, kw_only=True)
class Model:
    """A year's price model with its budget: one of the two documents that a price is a function of."""

    format: int
    id: str
    year: int
    currency: str
    title: Text
    provider: Text
    volumes: Window
    arithmetic: int = 1
    previous: str | None = None
    unit: Exact = Fraction(1, HUNDRED)
    hourly_unit: Exact = 1
    method: Method = "direct"
    order: tuple[str, ...] = ()
    index: Index = field(default_factory=Index)
    text: Text | None = None
    focus: tuple[Text, ...] = ()
    lately: tuple[Text, ...] = ()
    staff: Mapping[str, StaffCategory] = field(default_factory=dict)
    overheads: Mapping[str, Overhead] = called("overhead", default_factory=dict)
    customers: Mapping[str, Customer] = called("customer", default_factory=dict)
    sources: Mapping[str, Source] = called("source", default_factory=dict)
    measures: Mapping[str, Measure] = called("measure", default_factory=dict)
    areas: Mapping[str, Area] = called("area", default_factory=dict)
    adjustments: tuple[Adjustment, ...] = called("adjustment", default=())
    activities: tuple[Activity, ...] = called("activity", default=())
    budget: tuple[BudgetRow, ...] = called("", default=())

    @property
    def first_day(self) -> date:
        """Return 1 January of the price year, whose customers the list is for."""
        return date(self.year, 1, 1)

    def counted_over(self, window: Window) -> Model:
        """Return the model with volumes of another window (D5); a measure's own window moves by as many months."""
        months = window.to - self.volumes.to
        moved = {
            name: measure if measure.volumes is None else replace(measure, volumes=measure.volumes.moved(months))
            for name, measure in self.measures.items()
        }
        return replace(self, volumes=window, measures=moved)

    def listed_customers(self) -> list[str]:
        """Return the customers that exist on 1 January of the price year, in model order."""
        day = self.first_day
        return [name for name, customer in self.customers.items() if customer.valid_on(day)]

    def not_taking(self, area: str) -> set[str]:
        """Return the customers that do not take an area (A7)."""
        return {name for name, takes in self._limited.items() if area not in takes}

    @cached_property
    def _limited(self) -> dict[str, tuple[str, ...]]:
        """Return the customers that do not take all areas, with those that they take."""
        return {name: customer.takes for name, customer in self.customers.items() if customer.takes is not None}

    def window(self, measure: str) -> Window:
        """Return the months that a measure is counted over (C3)."""
        return self.measures[measure].volumes or self.volumes

    def reorganised_by_first_day(self, customer: str) -> bool:
        """Tell whether a customer has ended, and its successors begun, no later than 1 January."""
        end = self.customers[customer].to
        return end is not None and end < self.first_day


class VolumeRow(NamedTuple):
    """A row of volumes.csv: a measure's count for a customer (or an area) and a month."""

    measure: str
    customer: str
    month: Month
    quantity: Exact
    row: int = 0


@dataclass(frozen=True)
class Volumes:
    """The volumes of a year: the other of the two documents that a price is a function of."""

    rows: tuple[VolumeRow, ...]
    file: str = "volumes.csv"

    @cached_property
    def by_month(self) -> Mapping[tuple[str, Month], list[VolumeRow]]:
        """Return the rows of each measure and month."""
        found = defaultdict(list)
        for row in self.rows:
            found[row.measure, row.month].append(row)
        return found
