"""Two years in which everything has changed, or some of it, compared or priced: each in a process of its own.

Run as ``python _two_years.py compare|price AREAS CUSTOMERS KEYS [linked] [FACTOR …]`` it prints the processor seconds
as JSON. Linked areas all use each other; without that word, none does. Factors that are named alone have changed.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

from atcost.core.comparison import compare
from atcost.core.model import (
    Area,
    BudgetRow,
    Customer,
    Key,
    Measure,
    Model,
    Overhead,
    Service,
    Source,
    StaffCategory,
    VolumeRow,
    Volumes,
)
from atcost.core.period import Window, month
from atcost.core.pricing import price
from atcost.core.words import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = Text("Namn", "Name")
SERVICES = 6
FACTORS = {"rate": "staff", "overhead": "overheads", "keys": "areas", "fte": "", "other_cost": "", "volumes": ""}
"""The factors that differ between drawn years, and the part of the model that each is, where it is one."""
Year = tuple[Model, Volumes]


def drawn_year(year: int, areas: int, customers: int, keys: int, *, linked: bool) -> tuple[Model, Volumes]:
    """Draw a year: rates, overheads, FTE, other costs, weights and volumes are of its own."""
    rng = Random(year)  # noqa: S311 -- chance that can be repeated is what is wanted
    december = month(year - 1, 12)
    measures = {f"area_{area}": [f"use_{area}_{key}" for key in range(keys)] for area in range(areas)}
    users = [f"customer_{number}" for number in range(customers)]
    model = Model(
        format=1,
        id="drawn",
        year=year,
        currency="SEK",
        title=NAME,
        provider=NAME,
        volumes=Window(december, december),
        method="reciprocal" if linked else "direct",
        staff={"staff": StaffCategory(title=NAME, rate=rng.randrange(500_000, 700_000), hours=1_600, source="drawn")},
        overheads={"overhead": Overhead(title=NAME, per_fte=rng.randrange(90_000, 110_000), source="drawn")},
        sources={"drawn": Source(title=NAME)},
        customers={name: Customer(title=NAME, kind="department") for name in users},
        measures={
            name: Measure(title=NAME, unit=NAME, source="drawn") for of_area in measures.values() for name in of_area
        },
        areas={
            area: Area(
                title=NAME,
                services={f"service_{number}": Service(title=NAME, kind="base") for number in range(SERVICES)},
                keys=_keys(rng, of_area),
            )
            for area, of_area in measures.items()
        },
        budget=tuple(row for area in measures for number in range(SERVICES) for row in _budget(rng, area, number)),
    )
    rows = [
        VolumeRow(measure, user, december, rng.randrange(1, 10_000))
        for area, of_area in measures.items()
        for measure in of_area
        for user in (*users, *(other for other in measures if linked and other != area))
    ]
    return model, Volumes(tuple(rows))


def _keys(rng: Random, measures: list[str]) -> tuple[Key, ...]:
    weights = [rng.randrange(1, 100 // len(measures)) for _ in measures[1:]]
    return tuple(
        Key(measure=measure, weight=weight)
        for measure, weight in zip(measures, [100 - sum(weights), *weights], strict=True)
    )


def _budget(rng: Random, area: str, number: int) -> tuple[BudgetRow, BudgetRow]:
    fte, amount = Fraction(rng.randrange(1, 40), 4), rng.randrange(1_000, 900_000)
    return (
        BudgetRow(area, f"service_{number}", "staff", fte, None, "drawn"),
        BudgetRow(area, f"service_{number}", "", None, amount, "drawn"),
    )


def with_changes(old: Year, new: Year, changed: Sequence[str]) -> Year:
    """Return the new year as the old one was, but for some factors."""
    (model, volumes), (was, volumes_were) = new, old
    kept = [name for name in FACTORS if name not in changed]
    budgets = zip(was.budget, model.budget, strict=True)
    model = replace(
        model,
        **{name: getattr(was, name) for factor in kept if (name := FACTORS[factor])},
        volumes=was.volumes if "volumes" in kept else model.volumes,
        budget=tuple(then if ("fte" if then.staff else "other_cost") in kept else now for then, now in budgets),
    )
    return model, volumes_were if "volumes" in kept else volumes


def report(side: str, sizes: list[int], changed: Sequence[str], *, linked: bool) -> dict[str, float]:
    """Price two years, and compare them where that is asked for; of that, the time for what was asked for."""
    before, now = (drawn_year(year, *sizes, linked=linked) for year in (2024, 2025))
    years = [before, with_changes(before, now, changed) if changed else now]
    begin = time.process_time()
    old, new = (price(*year) for year in years)
    if side == "compare":
        begin = time.process_time()
        compare(old, new)
    return {"seconds": time.process_time() - begin}


if __name__ == "__main__":
    words = sys.argv[5:]
    of_factors = [word for word in words if word in FACTORS]
    print(json.dumps(report(sys.argv[1], [int(size) for size in sys.argv[2:5]], of_factors, linked="linked" in words)))
