"""Checks of the model: names that lead somewhere, numbers that can be, weights that sum to 100."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from atcost.core.assignment import kind_in
from atcost.core.finding import ByCustomer, Finding
from atcost.core.model import CRITERIA, HUNDRED
from atcost.core.naming import AREA, CUSTOMER, MEASURE, MODEL, SERVICE, known_name, not_negative
from atcost.core.period import YEARS, Window, month_text, year_window
from atcost.core.words import Text, number_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.core.model import Area, Model, Volumes
    from atcost.core.money import Exact

UNITS = frozenset({Fraction(1, 100), Fraction(1), Fraction(10), Fraction(100), Fraction(1000)})


def something_to_price(model: Model, _: Volumes) -> Iterator[Finding]:
    """A list needs areas and customers."""
    if not model.areas:
        yield Finding("nothing_to_price", MODEL, path="area", values={"what": Text("tjänsteområden", "service areas")})
    if model.year in YEARS and not model.listed_customers():
        what = Text("kunder den 1 januari", "customers on 1 January")
        yield Finding("nothing_to_price", MODEL, path="customer", values={"what": what})


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
        yield from not_negative(f"staff.{name}.rate", staff.rate)
        yield from not_negative(f"staff.{name}.hours", staff.hours)
    for path, percent in (("index.staff", model.index.staff), ("index.other", model.index.other)):
        if percent < -HUNDRED:
            yield Finding("index_too_low", MODEL, path=path, cell=path, values={"percent": percent})


def keys(model: Model, _: Volumes) -> Iterator[Finding]:
    """One key a measure and area; weights sum to 100, or all keys have a unit price (C1)."""
    for area_id, area in model.areas.items():
        seen = set()
        for position, key in enumerate(area.keys, start=1):
            path = f"area.{area_id}.key.{key.measure}"
            yield from known_name(MEASURE, key.measure, model.measures, f"{path}.measure")
            if key.measure in seen:
                values = {"name": key.measure, "area": area.title}
                yield Finding("key_twice", MODEL, path=f"area.{area_id}.key.{position}", values=values)
            seen.add(key.measure)
            yield from not_negative(f"{path}.weight", key.weight or 0)
            yield from not_negative(f"{path}.unit_price", key.unit_price or 0)
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
            yield from known_name(SERVICE, promised.service, area.services, f"{path}.service")
            yield from not_negative(f"{path}.days", promised.days)


def combined_measures(model: Model, _: Volumes) -> Iterator[Finding]:
    """A combined measure is made of plain ones (C5)."""
    for name, measure in model.measures.items():
        for part, factor in (measure.combines or {}).items():
            path = f"measure.{name}.combines.{part}"
            yield from known_name(MEASURE, part, model.measures, path)
            yield from not_negative(path, factor)
            if part in model.measures and model.measures[part].combines is not None:
                yield Finding("combined_of_combined", MODEL, path=path, values={"name": part})


def adjustments(model: Model, _: Volumes) -> Iterator[Finding]:
    """An adjustment names a plain measure and a customer on the list (C4)."""
    listed = model.listed_customers() if model.year in YEARS else list(model.customers)
    for number, adjustment in enumerate(model.adjustments, start=1):
        path = f"adjustment.{number}"
        yield from known_name(MEASURE, adjustment.measure, model.measures, f"{path}.measure")
        measure = model.measures.get(adjustment.measure)
        if measure and measure.combines is not None:
            values = {"name": adjustment.measure, "names": list(measure.combines)}
            yield Finding("combined_adjusted", MODEL, path=f"{path}.measure", values=values)
        if adjustment.customer not in model.areas:
            yield from _on_list(model, listed, adjustment.customer, f"{path}.customer")


def sending_order(model: Model, _: Volumes) -> Iterator[Finding]:
    """The order of stepping down names areas, each once."""
    for position, area in enumerate(model.order):
        yield from known_name(AREA, area, model.areas, "order")
        if area in model.order[:position]:
            yield Finding("listed_twice", MODEL, path="order", values={"name": area})
    if model.method == "step_down" and not model.order:
        yield Finding("order_unused", MODEL, path="method")


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


def _on_list(model: Model, listed: list[str], customer: str, path: str) -> Iterator[Finding]:
    yield from known_name(CUSTOMER, customer, model.customers, path)
    if customer in model.customers and customer not in listed:
        values = {"customer": model.customers[customer].title, "year": str(model.year)}
        yield Finding("not_on_list", MODEL, path=path, values=values)


def _borne_by(model: Model, listed: list[str], area: str, customer: str, path: str) -> Iterator[Finding]:
    yield from _on_list(model, listed, customer, path)
    if customer in model.customers and not model.customers[customer].takes_area(area):
        who = ByCustomer({customer: model.customers[customer].title})
        values = {"customer": who, "area": model.areas[area].title}
        yield Finding("only_for_not_taken", MODEL, path=path, values=values)
