"""A price list as tidy tables: a row a fact, a column a thing that is said of it, with its unit in the head."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from atcost.core.glossary import REASONS, TERMS, term
from atcost.core.words import Text
from atcost.outputs.change_table import KINDS
from atcost.outputs.origins import ORIGINS, named

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from atcost.core.model import Area, Customer
    from atcost.core.price_list import PriceList

Kind = Literal["text", "word", "money", "number", "month"]
"""What a column holds: texts, words of a list, amounts in öre, exact numbers, months."""
Row = tuple[Any, ...]
"""What stands in each column: a text or both, a word's name, öre, an exact number or a month; None for nothing."""


class Column(NamedTuple):
    """A column: its name for programs and its head for people, both with the unit behind; and what it holds.

    ``words`` says to people what a word's name says to programs.
    """

    name: str
    head: Text
    kind: Kind = "text"
    words: Mapping[str, Text] = MappingProxyType({})


class Tidy(NamedTuple):
    """A table: its columns, and rows that have a value, or None, for each."""

    columns: tuple[Column, ...]
    rows: list[Row]


AREA = (Column("area", Text("Område, id", "Area, id")), Column("area_title", term("area")))
CUSTOMER = (Column("customer", Text("Kund, id", "Customer, id")), Column("customer_title", term("customer")))
SERVICE = (Column("service", Text("Tjänst, id", "Service, id")), Column("service_title", term("service")))
MEASURE = (Column("measure", Text("Mätetal, id", "Measure, id")), Column("measure_title", term("measure")))
UNIT = Column("unit", Text("Enhet", "Unit"))
MONTH = Column("month", Text("Månad", "Month"), "month")
QUANTITY = Column("quantity", Text("Antal (enhet)", "Quantity (unit)"), "number")
KIND = Text("Slag", "Kind")
SERVICE_KIND = Column("kind", KIND, "word", KINDS)
CHARGE_KIND = Column(
    "kind",
    KIND,
    "word",
    {
        "key": TERMS["key"].word,
        "direct": Text("tjänst för en kund", "service for one customer"),
        "tariff": Text("styckpris", "unit price"),
        "rounding": REASONS["rounding"].word,
    },
)
COST_KIND = Column(
    "cost",
    Text("Kostnadsslag", "Kind of cost"),
    "word",
    {
        "staff": Text("personal", "staff"),
        "other": REASONS["other_cost"].word,
        "overhead": REASONS["overhead"].word,
        "carried": TERMS["carried"].word,
    },
)
ORIGIN = Column("origin", Text("Uppgifternas ursprung", "Origin of the data"))


def tidy(table: str, priced: PriceList, customer: str | None) -> Tidy:
    """Return one of ``TABLES``, of all customers or one, each row saying what of the year's data is made up."""
    columns, rows = TABLES[table](priced, customer)
    said = [ORIGINS[word] for word in named(priced.pricing.model)]
    origin = Text(*(" ".join(each) for each in zip(*said, strict=True))) if said else None
    return Tidy((*columns, ORIGIN), [(*row, origin) for row in rows])


def prices(priced: PriceList, customer: str | None) -> Tidy:
    """Return what each customer pays for each area, this year and the year before."""
    found, before = priced.pricing.prices, priced.previous
    rows: list[Row] = []
    for area, payer in dict.fromkeys([*found, *before]):
        if customer in (None, payer):
            now, old = found.get((area, payer), 0), before.get((area, payer))
            titles = priced.area_title(area), priced.customer_title(payer)
            rows.append((area, titles[0], payer, titles[1], now, old, None if old is None else now - old))
    amounts = (
        _money("price", Text("Pris", "Price"), priced),
        _money("previous", Text("Pris förra året", "Price the year before"), priced),
        _money("change", Text("Ändring", "Change"), priced),
    )
    return Tidy((*AREA, *CUSTOMER, *amounts), rows)


def charges(priced: PriceList, customer: str | None) -> Tidy:
    """Return what each price is made of: by key, direct, by tariff, and rounding."""
    pricing, model = priced.pricing, priced.pricing.model
    rows: list[Row] = []
    for charge in pricing.charges:
        if customer in (None, charge.customer):
            measure = model.measures[charge.key] if charge.key else None
            service = model.areas[charge.area].services[charge.service] if charge.service else None
            rows.append(
                (
                    *(charge.area, priced.area_title(charge.area), charge.customer),
                    *(priced.customer_title(charge.customer), charge.kind),
                    *(charge.key, measure and measure.title, charge.service, service and service.title),
                    *(charge.amount_ore, charge.quantity, charge.total_quantity, measure and measure.unit),
                )
            )
    numbers = (
        _money("amount", Text("Belopp", "Amount"), priced),
        QUANTITY,
        Column("total_quantity", Text("Alla kunders antal (enhet)", "All customers' quantity (unit)"), "number"),
    )
    return Tidy((*AREA, *CUSTOMER, CHARGE_KIND, *MEASURE, *SERVICE, *numbers, UNIT), rows)


def volumes(priced: PriceList, customer: str | None) -> Tidy:
    """Return what was counted, by measure, customer (or area) and month."""
    model = priced.pricing.model
    users: dict[str, Area | Customer] = {**model.areas, **model.customers}
    rows: list[Row] = [
        (
            *(row.measure, model.measures[row.measure].title, row.customer, users[row.customer].title),
            *(row.month, row.quantity, model.measures[row.measure].unit),
        )
        for row in priced.pricing.volumes.rows
        if customer in (None, row.customer)
    ]
    return Tidy((*MEASURE, *CUSTOMER, MONTH, QUANTITY, UNIT), rows)


def fte(priced: PriceList, _customer: str | None) -> Tidy:
    """Return the FTE of each service and staff category in force, part years counted, and what it costs."""
    model = priced.pricing.model
    rows: list[Row] = [
        (
            *(area, model.areas[area].title, name, model.areas[area].services[name].title, cost.service.kind),
            *(line.staff, model.staff[line.staff].title, line.fte, line.rate, line.amount_ore),
        )
        for area, of_area in priced.pricing.costs.items()
        for cost in of_area.services
        for name in [cost.service.service]
        for line in cost.staff
    ]
    unit = _unit(priced)
    columns = (
        *(Column("staff", Text("Personalkategori, id", "Staff category, id")), Column("staff_title", term("staff"))),
        Column("fte", Text("Årsarbetare (st)", "FTE (number)"), "number"),
        Column(
            f"rate_{unit.en.lower()}_per_fte",
            Text(f"Schablon ({unit.sv} per årsarbetare)", f"Rate ({unit.en} per FTE)"),
            "number",
        ),
        _money("amount", Text("Kostnad", "Cost"), priced),
    )
    return Tidy((*AREA, *SERVICE, SERVICE_KIND, *columns), rows)


def costs(priced: PriceList, _customer: str | None) -> Tidy:
    """Return every cost: of services by staff, other costs and overheads; and what earlier years left to an area."""
    model = priced.pricing.model
    rows: list[Row] = []
    for area, of_area in priced.pricing.costs.items():
        title = model.areas[area].title
        for cost in of_area.services:
            name = cost.service.service
            service = (area, title, name, model.areas[area].services[name].title, cost.service.kind)
            rows += [
                (*service, "staff", line.staff, model.staff[line.staff].title, line.amount_ore) for line in cost.staff
            ]
            rows += [(*service, "other", None, None, cost.other_ore)] if cost.other_ore else []
            rows += [
                (*service, "overhead", overhead, model.overheads[overhead].title, amount_ore)
                for overhead, amount_ore in cost.overhead_ore.items()
            ]
        rows += [(area, title, None, None, None, "carried", None, None, each.amount_ore) for each in of_area.carried]
    columns = (
        COST_KIND,
        *(Column("item", Text("Post, id", "Item, id")), Column("item_title", Text("Post", "Item"))),
        _money("amount", Text("Kostnad", "Cost"), priced),
    )
    return Tidy((*AREA, *SERVICE, SERVICE_KIND, *columns), rows)


TABLES: Mapping[str, Callable[[PriceList, str | None], Tidy]] = {
    "prices": prices,
    "charges": charges,
    "volumes": volumes,
    "fte": fte,
    "costs": costs,
}
"""Every table: the name of its file, and what makes it."""


def _unit(priced: PriceList) -> Text:
    """Return what amounts are counted in."""
    currency = priced.pricing.model.currency
    return Text("kr" if currency == "SEK" else currency, currency)


def _money(name: str, head: Text, priced: PriceList) -> Column:
    unit = _unit(priced)
    return Column(f"{name}_{unit.en.lower()}", Text(f"{head.sv} ({unit.sv})", f"{head.en} ({unit.en})"), "money")
