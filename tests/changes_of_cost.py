"""What may happen to a model from one year to the next: its areas, services, and what they cost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from atcost.core.model import Index
from tests.chance import AMOUNTS, FTES, PERCENTS, RATES, free, happens, shuffled, some
from tests.models import drawn_area, drawn_budget, drawn_overhead, drawn_service, drawn_staff

if TYPE_CHECKING:
    from random import Random

    from atcost.core.model import Model, Service


def area_comes(rng: Random, model: Model) -> Model:
    """Let an area come."""
    return _with_area(rng, model, free("area", model.areas))


def area_goes(rng: Random, model: Model) -> Model:
    """Let an area go, with all that is said of it."""
    gone = rng.choice(list(model.areas))
    customers = {
        name: replace(entry, takes=None if entry.takes is None else tuple(area for area in entry.takes if area != gone))
        for name, entry in model.customers.items()
    }
    return replace(
        model,
        areas={name: area for name, area in model.areas.items() if name != gone},
        order=tuple(area for area in model.order if area != gone),
        customers=customers,
        budget=tuple(row for row in model.budget if row.area != gone),
    )


def area_is_another(rng: Random, model: Model) -> Model:
    """Draw an area anew, under its old name."""
    return _with_area(rng, model, rng.choice(list(model.areas)))


def carried_changes(rng: Random, model: Model) -> Model:
    """Carry other amounts from earlier years."""
    name = rng.choice(list(model.areas))
    drawn = drawn_area(rng, model, name)
    return replace(model, areas=model.areas | {name: replace(model.areas[name], carried=drawn.carried)})


def service_comes(rng: Random, model: Model) -> Model:
    """Let a service come."""
    name, area = rng.choice(list(model.areas.items()))
    service = free("service", area.services)
    return _with_service(rng, model, name, service, drawn_service(rng, model, name, has_keys=bool(area.keys)))


def service_goes(rng: Random, model: Model) -> Model:
    """Let a service go: out of the model, or offered no more."""
    name, service = _service(rng, model)
    if service is None:
        return model
    services = dict(model.areas[name].services)
    if happens(rng, 0.5):
        services[service] = replace(services[service], kind="none", before=services[service].kind)
        return replace(model, areas=model.areas | {name: replace(model.areas[name], services=services)})
    del services[service]
    budget = tuple(row for row in model.budget if (row.area, row.service) != (name, service))
    areas = model.areas | {name: replace(model.areas[name], services=services)}
    return replace(model, areas=areas, budget=budget)


def service_is_renamed(rng: Random, model: Model) -> Model:
    """Give a service another name; now and then that of one that is gone or not in force."""
    name, gone = _service(rng, model)
    if gone is None:
        return model
    area = model.areas[name]
    now = free("renamed", area.services)
    services = {
        now if key == gone else key: replace(entry, renamed_from=gone) if key == gone else entry
        for key, entry in area.services.items()
    }
    budget = tuple(
        row._replace(service=now) if (row.area, row.service) == (name, gone) else row for row in model.budget
    )
    return replace(model, areas=model.areas | {name: replace(area, services=services)}, budget=budget)


def service_is_another(rng: Random, model: Model) -> Model:
    """Change a service's kind, who it is for, or its part of the year; its budget stays."""
    name, service = _service(rng, model)
    if service is None:
        return model
    area = model.areas[name]
    drawn = drawn_service(rng, model, name, has_keys=bool(area.keys))
    services = dict(area.services) | {service: replace(drawn, renamed_from=area.services[service].renamed_from)}
    return replace(model, areas=model.areas | {name: replace(area, services=services)})


def staff_changes(rng: Random, model: Model) -> Model:
    """Let staff categories come and go; who worked in one that went works in another."""
    kept = some(rng, model.staff, len(model.staff))
    staff = {name: model.staff[name] for name in kept}
    if happens(rng, 0.5):
        staff[free("staff", model.staff)] = drawn_staff(rng)
    names = list(staff)
    budget = tuple(
        row._replace(staff=rng.choice(names)) if row.staff and (row.staff not in staff or happens(rng, 0.2)) else row
        for row in model.budget
    )
    return replace(model, staff=staff, budget=budget)


def rates_change(rng: Random, model: Model) -> Model:
    """Change rates."""
    staff = {name: replace(entry, rate=rng.choice(RATES)) for name, entry in model.staff.items()}
    return replace(model, staff=staff)


def fte_changes(rng: Random, model: Model) -> Model:
    """Change the FTE of some services."""
    rows = (row._replace(fte=rng.choice(FTES)) if row.fte and happens(rng, 0.5) else row for row in model.budget)
    return replace(model, budget=tuple(rows))


def other_costs_change(rng: Random, model: Model) -> Model:
    """Change the other costs of some services."""
    rows = (
        row._replace(amount=rng.choice(AMOUNTS)) if row.amount and happens(rng, 0.5) else row for row in model.budget
    )
    return replace(model, budget=tuple(rows))


def overheads_change(rng: Random, model: Model) -> Model:
    """Let overheads come and go, and change."""
    overheads = {
        name: drawn_overhead(rng) if happens(rng, 0.5) else entry
        for name, entry in model.overheads.items()
        if happens(rng, 0.7)
    }
    if happens(rng, 0.5):
        overheads[free("overhead", model.overheads)] = drawn_overhead(rng)
    return replace(model, overheads=shuffled(rng, overheads))


def index_changes(rng: Random, model: Model) -> Model:
    """Change the index."""
    return replace(model, index=Index(staff=rng.choice(PERCENTS), other=rng.choice(PERCENTS)))


def _with_area(rng: Random, model: Model, name: str) -> Model:
    model = replace(model, areas=dict(model.areas) | {name: drawn_area(rng, model, name)})
    budget = [row for row in model.budget if row.area != name]
    budget += [row for service in model.areas[name].services for row in drawn_budget(rng, model, name, service)]
    return replace(model, budget=tuple(budget))


def _with_service(rng: Random, model: Model, area: str, name: str, service: Service) -> Model:
    entry = replace(model.areas[area], services=dict(model.areas[area].services) | {name: service})
    model = replace(model, areas=dict(model.areas) | {area: entry})
    return replace(model, budget=(*model.budget, *drawn_budget(rng, model, area, name)))


def _service(rng: Random, model: Model) -> tuple[str, str | None]:
    name, area = rng.choice(list(model.areas.items()))
    return name, rng.choice(list(area.services)) if area.services else None
