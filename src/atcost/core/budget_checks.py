"""Checks of the budget: rows are FTE or an amount, of services that are offered, with FTE where needed (B1, B2, B4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.assignment import BY_THE_HOUR, assignment, kind_in
from atcost.core.finding import Finding
from atcost.core.money import summable
from atcost.core.naming import AREA, BUDGET, MODEL, SERVICE, STAFF, known_name
from atcost.core.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.core.model import Model, Volumes


def rows(model: Model, _: Volumes) -> Iterator[Finding]:
    """A budget row is FTE of a staff category or another cost, of a service that is or was offered (B4)."""
    for row in model.budget:
        if row.area not in model.areas:
            yield from known_name(AREA, row.area, model.areas, "area", row.row)
            continue
        area = model.areas[row.area]
        yield from known_name(SERVICE, row.service, area.services, "service", row.row)
        if row.staff:
            yield from known_name(STAFF, row.staff, model.staff, "staff", row.row)
        if (row.fte is None) == (row.amount is None) or bool(row.staff) != (row.fte is not None):
            yield Finding("fte_or_amount", BUDGET, row.row)
        if row.fte is not None and row.fte < 0:
            cell = f"fte.{row.area}.{row.service}.{row.staff}"
            yield Finding("negative_number", BUDGET, row.row, "fte", cell, {"value": row.fte})
        service = area.services.get(row.service)
        if service and {service.kind, kind_in(service, "before")} == {"none"}:
            yield Finding("cost_of_nothing", BUDGET, row.row, "service", values={"name": row.service})


def denominators(model: Model, _: Volumes) -> Iterator[Finding]:
    """The budget's numbers have a sum that can be written."""
    if not summable((row.fte or row.amount or 0).denominator for row in model.budget):
        yield Finding("denominators_too_large", BUDGET, values={"what": Text("budgeten", "the budget")})


def repeated_rows(model: Model, _: Volumes) -> Iterator[Finding]:
    """A row that stands twice adds up; it may be meant, so it is told of."""
    first: dict[tuple[object, ...], int] = {}
    for row in model.budget:
        if (said := row[:-1]) in first:
            yield Finding("budget_row_twice", BUDGET, row.row, values={"first": str(first[said])})
        else:
            first[said] = row.row


def overheads(model: Model, _: Volumes) -> Iterator[Finding]:
    """An overhead is per FTE or an amount (B2)."""
    for name, overhead in model.overheads.items():
        if (overhead.per_fte is None) == (overhead.amount is None):
            yield Finding("per_fte_or_amount", MODEL, path=f"overhead.{name}")


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
            cell = f"staff.{row.staff}.hours" if unpaid else ""
            yield Finding("no_hours", BUDGET, row.row, cell=cell, values={"area": area.title})
