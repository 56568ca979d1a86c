"""The same year told otherwise: in another order, with other volumes, with two customers as one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from atcost.core.model import Adjustment, Customer, Successor, VolumeRow, Volumes
from tests.chance import NAME, SOURCE, shuffled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from random import Random

    from atcost.core.model import Area, Model
    from atcost.core.money import Exact

Year = tuple["Model", "Volumes"]


def rows_in_another_order(rng: Random, year: Year) -> Year:
    """Return the year with the rows of both CSV files, the measures and the adjustments in another order."""
    model, volumes = year
    return replace(
        model,
        budget=tuple(rng.sample(model.budget, len(model.budget))),
        measures=shuffled(rng, model.measures),
        adjustments=tuple(rng.sample(model.adjustments, len(model.adjustments))),
    ), replace(volumes, rows=tuple(rng.sample(volumes.rows, len(volumes.rows))))


def entries_in_another_order(rng: Random, year: Year) -> Year:
    """Return the year with another model order: customers, areas, services, keys and overheads."""
    model, volumes = year
    areas = {
        name: replace(area, keys=tuple(rng.sample(area.keys, len(area.keys))), services=shuffled(rng, area.services))
        for name, area in shuffled(rng, model.areas).items()
    }
    customers, overheads = shuffled(rng, model.customers), shuffled(rng, model.overheads)
    return replace(model, areas=areas, customers=customers, overheads=overheads), volumes


def scaled(year: Year, measures: Iterable[str], factor: Exact) -> Year:
    """Return the year with so many times the volume of some measures."""
    model, volumes = year
    chosen = set(measures)
    rows = [row._replace(quantity=row.quantity * factor) if row.measure in chosen else row for row in volumes.rows]
    adjustments = [
        replace(entry, quantity=entry.quantity * factor) if entry.measure in chosen else entry
        for entry in model.adjustments
    ]
    return replace(model, adjustments=tuple(adjustments)), replace(volumes, rows=tuple(rows))


def with_more(year: Year, measure: str, customer: str, quantity: Exact) -> Year:
    """Return the year in which a customer uses so much more of a measure."""
    model, volumes = year
    more = Adjustment(measure=measure, customer=customer, quantity=quantity, reason=NAME, by=SOURCE, on=model.first_day)
    return replace(model, adjustments=(*model.adjustments, more)), volumes


def without_use(year: Year, customer: str) -> Year:
    """Return the year in which a customer, and who it came from, used nothing."""
    model, volumes = year
    customers = {
        name: replace(entry, successors=()) if any(heir.to == customer for heir in entry.successors) else entry
        for name, entry in model.customers.items()
    }
    rows = tuple(row for row in volumes.rows if row.customer != customer)
    adjustments = tuple(entry for entry in model.adjustments if entry.customer != customer)
    return replace(model, customers=customers, adjustments=adjustments), replace(volumes, rows=rows)


def merged(year: Year, gone: str, kept: str) -> Year:
    """Return the year in which two customers were one all along, under the name of the second."""
    model, volumes = year

    def renamed(name: str) -> str:
        return kept if name == gone else name

    rows: dict[tuple[str, str, int], VolumeRow] = {}
    for row in volumes.rows:
        place = row.measure, renamed(row.customer), row.month
        before = rows[place].quantity if place in rows else 0
        rows[place] = row._replace(customer=place[1], quantity=before + row.quantity)
    customers = {name: _with_heirs(entry, renamed) for name, entry in model.customers.items() if name != gone}
    areas = {name: _with_only_for(area, renamed) for name, area in model.areas.items()}
    adjustments = tuple(replace(entry, customer=renamed(entry.customer)) for entry in model.adjustments)
    return replace(model, customers=customers, areas=areas, adjustments=adjustments), Volumes(rows=tuple(rows.values()))


def _with_heirs(customer: Customer, renamed: Callable[[str], str]) -> Customer:
    parts: dict[str, Fraction] = defaultdict(Fraction)
    for heir in customer.successors:
        parts[renamed(heir.to)] += heir.part
    return replace(customer, successors=tuple(Successor(to=to, part=part) for to, part in parts.items()))


def _with_only_for(area: Area, renamed: Callable[[str], str]) -> Area:
    services = {
        name: replace(service, only_for=service.only_for and renamed(service.only_for))
        for name, service in area.services.items()
    }
    return replace(area, services=services)
