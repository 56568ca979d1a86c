"""Random years: valid models with their volumes, of every kind that the arithmetic page tells apart.

``random_year`` draws until a year is valid by the page's rules as the oracle sees them; most drawings are.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Literal

from atcost.core.model import Area, BudgetRow, Carried, Index, Key, Model, Overhead, Service, StaffCategory
from atcost.core.period import month
from tests.chance import (
    AMOUNTS,
    CHANGES,
    FTES,
    HOURLY_UNITS,
    HOURS,
    METHODS,
    NAME,
    PER_FTE,
    PERCENTS,
    RATES,
    SOLD,
    SOURCE,
    UNIT_PRICES,
    UNITS,
    WEIGHTS,
    happens,
    shuffled,
    some,
)
from tests.random_use import random_adjustments, random_customers, random_measures, random_volumes, random_window
from tests.validity import faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.core.model import Kind, Volumes
    from atcost.core.period import Month

BY_THE_HOUR = {"hourly", "add_on"}
CARRIED_KINDS: list[Literal["estimate", "true_up"]] = ["estimate", "true_up"]


def random_year(rng: Random) -> tuple[Model, Volumes]:
    """Return a valid year: a price model with its budget, and its volumes."""
    while True:
        model, volumes = drawn_year(rng)
        if not faults(model, volumes):
            return model, volumes


def year_of_seed(seed: int) -> tuple[Model, Volumes]:
    """Return the same valid year for a seed every time."""
    return random_year(Random(seed))  # noqa: S311 -- chance that can be repeated is what is wanted


def drawn_year(rng: Random) -> tuple[Model, Volumes]:
    """Draw a year, valid or not."""
    year = rng.randint(2021, 2024)
    areas = rng.sample([f"area_{number}" for number in range(5)], rng.randint(1, 5))
    model = Model(
        format=1,
        id="random",
        year=year,
        currency="SEK",
        title=NAME,
        provider=NAME,
        volumes=random_window(rng, year),
        unit=rng.choice(UNITS),
        hourly_unit=rng.choice(HOURLY_UNITS),
        method=rng.choice(METHODS),
        index=_index(rng),
        staff={f"staff_{number}": drawn_staff(rng) for number in range(rng.randint(1, 3))},
        overheads={f"overhead_{number}": drawn_overhead(rng) for number in range(rng.randint(0, 3))},
        customers=random_customers(rng, year, areas),
        measures=random_measures(rng, year),
    )
    if model.method == "step_down":
        model = replace(model, order=tuple(some(rng, areas, len(areas))))
    model = replace(model, areas={name: drawn_area(rng, model, name) for name in areas})
    model = replace(model, budget=tuple(_budget(rng, model)))
    volumes = random_volumes(rng, model)
    return replace(model, adjustments=tuple(random_adjustments(rng, model, volumes))), volumes


def _index(rng: Random) -> Index:
    return Index(staff=rng.choice(PERCENTS), other=rng.choice(PERCENTS)) if happens(rng, 0.4) else Index()


def drawn_staff(rng: Random) -> StaffCategory:
    return StaffCategory(title=NAME, rate=rng.choice(RATES), hours=rng.choice(HOURS), source=SOURCE)


def drawn_overhead(rng: Random) -> Overhead:
    if happens(rng, 0.5):
        return Overhead(title=NAME, source=SOURCE, per_fte=rng.choice(PER_FTE))
    return Overhead(title=NAME, source=SOURCE, amount=rng.choice(AMOUNTS))


def drawn_area(rng: Random, model: Model, name: str) -> Area:
    """Draw an area: shared by weights, by a tariff, or without keys, where all is direct or by the hour."""
    has_keys = happens(rng, 0.9)
    names = [f"service_{number}" for number in range(rng.randint(0 if has_keys else 1, 4))]
    services = {service: drawn_service(rng, model, name, has_keys=has_keys) for service in names}
    carried = tuple(_carried(rng, model) for _ in range(rng.choice([0, 0, 0, 1, 2])) if has_keys)
    keys = _keys(rng, model) if has_keys else ()
    return Area(title=NAME, services=shuffled(rng, services), keys=keys, carried=carried)


def _keys(rng: Random, model: Model) -> tuple[Key, ...]:
    measures = some(rng, model.measures, 3)
    if happens(rng, 0.2):
        return tuple(Key(measure=measure, unit_price=rng.choice(UNIT_PRICES)) for measure in measures)
    weights = rng.choice(WEIGHTS[len(measures)])
    return tuple(Key(measure=measure, weight=weight) for measure, weight in zip(measures, weights, strict=True))


def _carried(rng: Random, model: Model) -> Carried:
    kind = rng.choice(CARRIED_KINDS)
    return Carried(amount=rng.choice(AMOUNTS), year=model.year - 2, kind=kind, source=SOURCE)


def drawn_service(rng: Random, model: Model, area: str, *, has_keys: bool) -> Service:
    kind, before = rng.choice(CHANGES) if happens(rng, 0.55) else ("base", None)
    takers = [name for name in model.listed_customers() if model.customers[name].takes_area(area)]
    only_for = rng.choice(takers) if takers and happens(rng, 0.15 if has_keys else 1) else None
    if only_for is None and not has_keys:
        kind, before = rng.choice(SOLD)
    from_, to = _part_of_year(rng, model) if kind != "none" and happens(rng, 0.2) else (None, None)
    return Service(title=NAME, kind=kind, before=before, from_=from_, to=to, only_for=only_for)


def _part_of_year(rng: Random, model: Model) -> tuple[Month | None, Month | None]:
    first, last = sorted(rng.choices(range(1, 13), k=2))
    return rng.choice(
        [
            (month(model.year, first), None),
            (None, month(model.year, last)),
            (month(model.year, first), month(model.year, last)),
        ]
    )


def _budget(rng: Random, model: Model) -> Iterator[BudgetRow]:
    places = [(area, name) for area, entry in model.areas.items() for name in entry.services]
    rows = [row for area, name in places for row in drawn_budget(rng, model, area, name)]
    for number, row in enumerate(rng.sample(rows, len(rows)), start=2):
        yield row._replace(row=number)


def drawn_budget(rng: Random, model: Model, area: str, name: str) -> Iterator[BudgetRow]:
    """Draw a service's rows: FTE, other costs, or both; what is sold by the hour has hours; what never was has none."""
    service = model.areas[area].services[name]
    kinds: set[Kind | None] = {service.kind, service.before}
    if kinds <= {"none", None}:
        return
    works = bool(kinds & BY_THE_HOUR) or happens(rng, 0.85)
    for staff in some(rng, model.staff, 3) if works else []:
        for _ in range(rng.choice([1, 1, 1, 2])):
            yield BudgetRow(area, name, staff, rng.choice(FTES), None, SOURCE)
    for _ in range(rng.choice([0, 1, 1, 2]) if works else 1):
        yield BudgetRow(area, name, "", None, rng.choice(AMOUNTS), SOURCE)
