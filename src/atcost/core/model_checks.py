"""Checks of the model and its budget: names that lead somewhere, numbers that can be, weights that sum to 100."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from fractions import Fraction
from typing import TYPE_CHECKING

from atcost.core.assignment import BY_THE_HOUR, assignment, kind_in
from atcost.core.finding import Finding
from atcost.core.model import CRITERIA, HUNDRED, Customer
from atcost.core.money import summable
from atcost.core.period import Window, month_text, year_window
from atcost.core.succession import circles
from atcost.core.words import Text, number_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from atcost.core.model import Area, Model, Service, Volumes
    from atcost.core.money import Exact

MODEL, BUDGET = "model.toml", "budget.csv"
LEAST_HELD = 3
"""A name of so few letters is a part of too many titles to mean one."""
UNITS = frozenset({Fraction(1, 100), Fraction(1), Fraction(10), Fraction(100), Fraction(1000)})
YEARS = range(1900, 2200)
AREA, CUSTOMER = Text("Tjänsteområdet", "The service area"), Text("Kunden", "The customer")
MEASURE, SERVICE = Text("Mätetalet", "The measure"), Text("Tjänsten", "The service")
STAFF = Text("Personalkategorin", "The staff category")


def nearest(name: str, known: Iterable[str], most: int = 5) -> list[str]:
    """Return the known names that are most like a name, by themselves or by their titles; the first few if none is.

    >>> nearest("educaton", ["culture", "education"])
    ['education']
    """
    spoken = {word.lower(): each for each in known for word in (each, *_titles_of(known, each))}
    close = [spoken[word] for word in get_close_matches(name.lower(), spoken, most)]
    holding = [each for word, each in spoken.items() if len(name) > LEAST_HELD and name.lower() in word]
    names = list(known)
    return list(dict.fromkeys([*close, *holding]))[:most] or [*names[:most], *(["…"] if len(names) > most else [])]


def _titles_of(known: Iterable[str], name: str) -> Text | tuple[()]:
    title = getattr(known[name], "title", ()) if isinstance(known, Mapping) else ()
    return title if isinstance(title, Text) else ()


def something_to_price(model: Model, _: Volumes) -> Iterator[Finding]:
    """A list needs areas and customers."""
    if not model.areas:
        yield Finding("nothing_to_price", MODEL, path="area", values={"what": Text("tjänsteområden", "service areas")})
    if model.year in YEARS and not model.listed_customers():
        what = Text("kunder den 1 januari", "customers on 1 January")
        yield Finding("nothing_to_price", MODEL, path="customer", values={"what": what})


def ids(model: Model, _: Volumes) -> Iterator[Finding]:
    """Customers and areas share one namespace."""
    for name in model.customers:
        if name in model.areas:
            yield Finding("shared_id", MODEL, path=f"customer.{name}", values={"name": name})


def years_and_windows(model: Model, _: Volumes) -> Iterator[Finding]:
    """Years can be priced, and nothing ends before it begins."""
    if model.year not in YEARS:
        yield Finding("year_out_of_range", MODEL, path="year", values={"year": str(model.year)})
    windows = {"volumes": model.volumes}
    windows |= {
        f"measure.{name}.volumes": measure.volumes for name, measure in model.measures.items() if measure.volumes
    }
    for path, window in windows.items():
        if not len(window):
            ends = {"from_": month_text(window.from_), "to": month_text(window.to)}
            yield Finding("window_backwards", MODEL, path=path, values=ends)
    for name, customer in model.customers.items():
        if customer.from_ and customer.to and customer.to < customer.from_:
            ends = {"from_": str(customer.from_), "to": str(customer.to)}
            yield Finding("backwards", MODEL, path=f"customer.{name}.to", values=ends)


def units_and_numbers(model: Model, _: Volumes) -> Iterator[Finding]:
    """Rounding units are the five there are; rates, hours and index can be."""
    for path, unit in (("unit", model.unit), ("hourly_unit", model.hourly_unit)):
        if unit not in UNITS:
            yield Finding("not_a_unit", MODEL, path=path, cell=path, values={"value": unit})
    for name, staff in model.staff.items():
        yield from _not_negative(f"staff.{name}.rate", staff.rate)
        yield from _not_negative(f"staff.{name}.hours", staff.hours)
    for path, percent in (("index.staff", model.index.staff), ("index.other", model.index.other)):
        if percent < -HUNDRED:
            yield Finding("index_too_low", MODEL, path=path, cell=path, values={"percent": percent})


def keys(model: Model, _: Volumes) -> Iterator[Finding]:
    """One key a measure and area; weights sum to 100, or all keys have a unit price (C1)."""
    for area_id, area in model.areas.items():
        seen = set()
        for position, key in enumerate(area.keys, start=1):
            path = f"area.{area_id}.key.{key.measure}"
            yield from _known(MEASURE, key.measure, model.measures, f"{path}.measure")
            if key.measure in seen:
                values = {"name": key.measure, "area": area.title}
                yield Finding("key_twice", MODEL, path=f"area.{area_id}.key.{position}", values=values)
            seen.add(key.measure)
            yield from _not_negative(f"{path}.weight", key.weight or 0)
            yield from _not_negative(f"{path}.unit_price", key.unit_price or 0)
            if key.behaviour is not None and not 0 <= key.behaviour <= HUNDRED:
                yield Finding("not_a_percent", MODEL, path=f"{path}.behaviour", values={"value": key.behaviour})
        yield from _weights(area_id, area)


def sources(model: Model, _: Volumes) -> Iterator[Finding]:
    """Sources are described, and judged by all criteria for both terms (C6)."""
    named = dict.fromkeys(measure.source for measure in model.measures.values())
    for name in named:
        if name not in model.sources:
            yield Finding("unknown_source", MODEL, path=f"source.{name}", values={"name": name})
    for name, source in model.sources.items():
        answers = source.criteria or {}
        wrong = [criterion for criterion in CRITERIA if criterion not in answers] if answers else []
        wrong += [criterion for criterion in answers if criterion not in CRITERIA or len(answers[criterion]) != 2]  # noqa: PLR2004 -- the two terms
        for criterion in wrong:
            values = {"name": criterion, "names": CRITERIA}
            yield Finding("criteria", MODEL, path=f"source.{name}.criteria.{criterion}", values=values)


def overheads(model: Model, _: Volumes) -> Iterator[Finding]:
    """An overhead is per FTE or an amount (B2)."""
    for name, overhead in model.overheads.items():
        if (overhead.per_fte is None) == (overhead.amount is None):
            yield Finding("per_fte_or_amount", MODEL, path=f"overhead.{name}")


def customers(model: Model, _: Volumes) -> Iterator[Finding]:
    """Customers take areas that exist (A7)."""
    for name, customer in model.customers.items():
        for area in customer.takes or ():
            yield from _known(AREA, area, model.areas, f"customer.{name}.takes")


def successors(model: Model, _: Volumes) -> Iterator[Finding]:
    """A customer that ends is followed by customers that exist, in parts that sum to 1, and never in a circle."""
    for name, customer in model.customers.items():
        path = f"customer.{name}.successors"
        for successor in customer.successors:
            yield from _known(CUSTOMER, successor.to, model.customers, path)
            yield from _not_negative(path, successor.part)
        if customer.successors and customer.to is None:
            yield Finding("successors_without_end", MODEL, path=path, values={"customer": customer.title})
        parts = sum(successor.part for successor in customer.successors)
        if customer.successors and parts != 1:
            yield Finding("parts_sum", MODEL, path=path, values={"sum": parts})
    for circle in circles({name: entry.followers() for name, entry in model.customers.items() if entry.successors}):
        yield Finding("successor_cycle", MODEL, path=f"customer.{circle[0]}.successors", values={"names": circle})


def codes(model: Model, _: Volumes) -> Iterator[Finding]:
    """A source system's code means one customer on any day."""
    owners: dict[str, list[Customer]] = {}
    for name, customer in model.customers.items():
        path = f"customer.{name}.codes"
        for code in dict.fromkeys(code.strip() for code in customer.codes):
            if not code:
                yield Finding("empty_code", MODEL, path=path, values={"customer": customer.title})
            for owner in owners.setdefault(code, []):
                if _overlap(customer, owner):
                    values = {"code": code, "first": owner.title, "second": customer.title}
                    yield Finding("code_shared", MODEL, path=path, values=values)
            owners[code].append(customer)


def renamed(model: Model, _: Volumes) -> Iterator[Finding]:
    """A customer or service is renamed from one that is gone, and no two from the same."""
    yield from _renamed(model.customers, "customer")
    for area_id, area in model.areas.items():
        yield from _renamed(area.services, f"area.{area_id}.service")


def services(model: Model, _: Volumes) -> Iterator[Finding]:
    """Services begin and end inside the year, are borne by customers on the list, and have a budget."""
    budgeted = {(row.area, row.service) for row in model.budget}
    listed = model.listed_customers() if model.year in YEARS else list(model.customers)
    year = year_window(model.year)
    for area_id, area in model.areas.items():
        for service_id, service in area.services.items():
            path = f"area.{area_id}.service.{service_id}"
            for end, month in (("from", service.from_), ("to", service.to)):
                if month is not None and month not in year:
                    values = {"month": month_text(month), "year": str(model.year)}
                    yield Finding("outside_year", MODEL, path=f"{path}.{end}", values=values)
            if service.from_ and service.to and not len(Window(service.from_, service.to)):
                ends = {"from_": month_text(service.from_), "to": month_text(service.to)}
                yield Finding("backwards", MODEL, path=f"{path}.to", values=ends)
            if service.only_for:
                yield from _borne_by(model, listed, area_id, service.only_for, f"{path}.only_for")
            offered = {service.kind, kind_in(service, "before")} != {"none"}
            if offered and (area_id, service_id) not in budgeted:
                yield Finding("service_without_budget", MODEL, path=path, values={"name": service_id})
        for lead_time, promised in area.lead_times.items():
            path = f"area.{area_id}.lead_time.{lead_time}"
            yield from _known(SERVICE, promised.service, area.services, f"{path}.service")
            yield from _not_negative(f"{path}.days", promised.days)


def combined_measures(model: Model, _: Volumes) -> Iterator[Finding]:
    """A combined measure is made of plain ones (C5)."""
    for name, measure in model.measures.items():
        for part, factor in (measure.combines or {}).items():
            path = f"measure.{name}.combines.{part}"
            yield from _known(MEASURE, part, model.measures, path)
            yield from _not_negative(path, factor)
            if part in model.measures and model.measures[part].combines is not None:
                yield Finding("combined_of_combined", MODEL, path=path, values={"name": part})


def adjustments(model: Model, _: Volumes) -> Iterator[Finding]:
    """An adjustment names a plain measure and a customer on the list (C4)."""
    listed = model.listed_customers() if model.year in YEARS else list(model.customers)
    for number, adjustment in enumerate(model.adjustments, start=1):
        path = f"adjustment.{number}"
        yield from _known(MEASURE, adjustment.measure, model.measures, f"{path}.measure")
        measure = model.measures.get(adjustment.measure)
        if measure and measure.combines is not None:
            values = {"name": adjustment.measure, "names": list(measure.combines)}
            yield Finding("combined_adjusted", MODEL, path=f"{path}.measure", values=values)
        if adjustment.customer not in model.areas:
            yield from _on_list(model, listed, adjustment.customer, f"{path}.customer")


def sending_order(model: Model, _: Volumes) -> Iterator[Finding]:
    """The order of stepping down names areas, each once."""
    for position, area in enumerate(model.order):
        yield from _known(AREA, area, model.areas, "order")
        if area in model.order[:position]:
            yield Finding("listed_twice", MODEL, path="order", values={"name": area})
    if model.method == "step_down" and not model.order:
        yield Finding("order_unused", MODEL, path="method")


def budget(model: Model, _: Volumes) -> Iterator[Finding]:
    """A budget row is FTE of a staff category or another cost, of a service that is or was offered (B4)."""
    for row in model.budget:
        if row.area not in model.areas:
            yield from _known(AREA, row.area, model.areas, "area", row.row)
            continue
        area = model.areas[row.area]
        yield from _known(SERVICE, row.service, area.services, "service", row.row)
        if row.staff:
            yield from _known(STAFF, row.staff, model.staff, "staff", row.row)
        if (row.fte is None) == (row.amount is None) or bool(row.staff) != (row.fte is not None):
            yield Finding("fte_or_amount", BUDGET, row.row)
        if row.fte is not None and row.fte < 0:
            cell = f"fte.{row.area}.{row.service}.{row.staff}"
            yield Finding("negative_number", BUDGET, row.row, "fte", cell, {"value": row.fte})
        service = area.services.get(row.service)
        if service and {service.kind, kind_in(service, "before")} == {"none"}:
            yield Finding("cost_of_nothing", BUDGET, row.row, "service", values={"name": row.service})


def budget_denominators(model: Model, _: Volumes) -> Iterator[Finding]:
    """The budget's numbers have a sum that can be written."""
    if not summable((row.fte or row.amount or 0).denominator for row in model.budget):
        yield Finding("denominators_too_large", BUDGET, values={"what": Text("budgeten", "the budget")})


def repeated_budget_rows(model: Model, _: Volumes) -> Iterator[Finding]:
    """A row that stands twice adds up; it may be meant, so it is told of."""
    first: dict[tuple[object, ...], int] = {}
    for row in model.budget:
        if (said := row[:-1]) in first:
            yield Finding("budget_row_twice", BUDGET, row.row, values={"first": str(first[said])})
        else:
            first[said] = row.row


def overheads_have_fte(model: Model, *_: object) -> Iterator[Finding]:
    """An overhead amount has FTE to be spread on, in both columns."""
    with_fte = {(row.area, row.service) for row in model.budget if row.fte}
    for column in ("kind", "before"):
        in_force = {(service.area, service.service) for service in assignment(model, column) if service.part_of_year}
        if in_force.isdisjoint(with_fte):
            for name, overhead in model.overheads.items():
                if overhead.amount is not None:
                    yield Finding("overhead_without_fte", MODEL, path=f"overhead.{name}.amount")
            return


def hours(model: Model, *_: object) -> Iterator[Finding]:
    """Services by the hour that cost have hours to bear it."""
    for area_id, area in model.areas.items():
        by_the_hour = {name for name, service in area.services.items() if service.kind in BY_THE_HOUR}
        rows = [
            row
            for row in model.budget
            if row.area == area_id and row.service in by_the_hour and (row.fte or row.amount)
        ]
        chargeable = [row for row in rows if row.fte and row.staff and model.staff[row.staff].hours > 0]
        unpaid = [row for row in rows if row.fte and row not in chargeable]
        if unpaid or (rows and not chargeable):
            row = (unpaid or rows)[0]
            yield Finding("no_hours", BUDGET, row.row, values={"area": area.title})


def _weights(area_id: str, area: Area) -> Iterator[Finding]:
    path = f"area.{area_id}.key"
    weights = [key.weight for key in area.keys if key.weight is not None]
    priced = [key for key in area.keys if key.unit_price is not None]
    if area.keys and sorted((len(weights), len(priced))) != [0, len(area.keys)]:
        yield Finding("weight_or_unit_price", MODEL, path=path, values={"area": area.title})
    elif weights and sum(weights) != HUNDRED:
        values = {"area": area.title, "sum": sum(weights), "missing": _missing(HUNDRED - sum(weights))}
        yield Finding("weights_sum", MODEL, path=path, cell=f"{path}.{area.keys[0].measure}.weight", values=values)


def _missing(weight: Exact) -> Text:
    size = max(weight, -weight)
    sv, en = number_text(size, "sv"), number_text(size, "en")
    return Text(f"{sv} fattas", f"{en} is missing") if weight > 0 else Text(f"{sv} för mycket", f"{en} too much")


def _known(what: Text, name: str, known: Iterable[str], path: str, row: int | None = None) -> Iterator[Finding]:
    if name not in known:
        file = MODEL if row is None else BUDGET
        yield Finding(
            "unknown_name", file, row, path, values={"what": what, "name": name, "names": nearest(name, known)}
        )


def _not_negative(path: str, value: Exact) -> Iterator[Finding]:
    if value < 0:
        yield Finding("negative_number", MODEL, path=path, cell=path, values={"value": value})


def _renamed(entries: Mapping[str, Customer] | Mapping[str, Service], path: str) -> Iterator[Finding]:
    first: dict[str, Text] = {}
    for name, entry in entries.items():
        if entry.renamed_from is None:
            continue
        place = f"{path}.{name}.renamed_from"
        if entry.renamed_from in entries:
            values = {"name": entry.renamed_from, "title": entry.title}
            yield Finding("renamed_still_there", MODEL, path=place, values=values)
        if (other := first.setdefault(entry.renamed_from, entry.title)) is not entry.title:
            values = {"name": entry.renamed_from, "first": other, "second": entry.title}
            yield Finding("renamed_twice", MODEL, path=place, values=values)


def _on_list(model: Model, listed: list[str], customer: str, path: str) -> Iterator[Finding]:
    yield from _known(CUSTOMER, customer, model.customers, path)
    if customer in model.customers and customer not in listed:
        values = {"customer": model.customers[customer].title, "year": str(model.year)}
        yield Finding("not_on_list", MODEL, path=path, values=values)


def _borne_by(model: Model, listed: list[str], area: str, customer: str, path: str) -> Iterator[Finding]:
    yield from _on_list(model, listed, customer, path)
    if customer in model.customers and not model.customers[customer].takes_area(area):
        values = {"customer": model.customers[customer].title, "area": model.areas[area].title}
        yield Finding("only_for_not_taken", MODEL, path=path, values=values)


def _overlap(one: Customer, other: Customer) -> bool:
    def before(end: date | None, start: date | None) -> bool:
        return end is not None and start is not None and end < start

    return not before(one.to, other.from_) and not before(other.to, one.from_)
