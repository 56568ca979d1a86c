"""Random pairs of years: a small year, and one after it in which anything may have come, gone, or become another.

Half of what the years hold they share; sometimes the second is drawn by itself, and only names are the same. Both can
be priced.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from atcost import price
from atcost.core.finding import Faulty
from atcost.core.model import Area, Model, Volumes
from atcost.core.period import Month
from tests import changes_of_cost, changes_of_use
from tests.chance import happens
from tests.models import drawn_year
from tests.random_use import random_adjustments, random_volumes

if TYPE_CHECKING:
    from collections.abc import Callable

    from atcost.core.model import Service
    from atcost.core.pricing import Pricing
    from tests.variations import Year

    Change = Callable[[Random, Model], Model]

A_YEAR = 12
AREAS, CUSTOMERS, ALL_CUSTOMERS = range(2, 4), range(2, 5), 7
CHANGES: tuple[Change, ...] = (
    changes_of_use.customer_comes,
    changes_of_use.customer_goes,
    changes_of_use.customers_merge,
    changes_of_use.customer_splits,
    changes_of_use.customer_is_renamed,
    changes_of_use.customer_takes_others,
    changes_of_use.keys_turn,
    changes_of_use.keys_change,
    changes_of_use.method_changes,
    changes_of_use.measure_is_another,
    changes_of_use.window_changes,
    changes_of_use.combination_changes,
    changes_of_use.unit_changes,
    changes_of_use.entries_move,
    changes_of_cost.area_comes,
    changes_of_cost.area_goes,
    changes_of_cost.area_is_another,
    changes_of_cost.carried_changes,
    changes_of_cost.service_comes,
    changes_of_cost.service_goes,
    changes_of_cost.service_is_renamed,
    changes_of_cost.service_is_another,
    changes_of_cost.staff_changes,
    changes_of_cost.rates_change,
    changes_of_cost.fte_changes,
    changes_of_cost.other_costs_change,
    changes_of_cost.overheads_change,
    changes_of_cost.index_changes,
)


class Pair(NamedTuple):
    """Two priced years, the older first."""

    old: Pricing
    new: Pricing


def pair_of_seed(seed: int) -> Pair:
    """Return the same pair for a seed every time."""
    rng = Random(seed)  # noqa: S311 -- chance that can be repeated is what is wanted
    while True:
        year = small_year(rng)
        with suppress(Faulty):
            return Pair(price(*year), price(*year_after(rng, *year)))


def small_year(rng: Random) -> Year:
    """Draw a year with few areas and customers, valid or not."""
    while True:
        model, volumes = drawn_year(rng)
        few = len(model.areas) in AREAS and len(model.listed_customers()) in CUSTOMERS
        if few and len(model.customers) <= ALL_CUSTOMERS:
            return model, volumes


def year_after(rng: Random, before: Model, volumes: Volumes) -> Year:
    """Draw what became of a year in the next one, or the one after that."""
    years = rng.choice([1, 1, 1, 2])
    if happens(rng, 0.15):
        model, fresh = small_year(rng)
        return in_year(model, before.year + years), moved(fresh, before.year + years - model.year)
    model = in_year(before, before.year + years)
    for change in rng.sample(CHANGES, rng.choice([1, 1, 2, 3, 4, 6, 8])):
        model = change(rng, model)
    model = _with_known_bearers(rng, model)
    after = moved(volumes, years)
    if happens(rng, 0.5):
        after = random_volumes(rng, model)
        model = replace(model, adjustments=tuple(random_adjustments(rng, model, after)))
        if happens(rng, 0.3):
            after = _used_by_others(rng, model, volumes, after)
    return _without_unknown(model, _some_measures_unused(rng, model, after))


def in_year(model: Model, year: int) -> Model:
    """Return the model for another year: what has dates moves along, but the customers."""
    years = year - model.year
    return replace(
        model,
        year=year,
        volumes=model.volumes.moved(A_YEAR * years),
        measures={
            name: entry if entry.volumes is None else replace(entry, volumes=entry.volumes.moved(A_YEAR * years))
            for name, entry in model.measures.items()
        },
        areas={name: _area_in_year(area, years) for name, area in model.areas.items()},
    )


def _area_in_year(area: Area, years: int) -> Area:
    def later(when: Month | None) -> Month | None:
        return None if when is None else Month(when + A_YEAR * years)

    services = {
        name: replace(entry, from_=later(entry.from_), to=later(entry.to)) for name, entry in area.services.items()
    }
    return replace(area, services=services)


def moved(volumes: Volumes, years: int) -> Volumes:
    """Return the volumes so many years later."""
    return Volumes(tuple(row._replace(month=Month(row.month + A_YEAR * years)) for row in volumes.rows))


def _with_known_bearers(rng: Random, model: Model) -> Model:
    """Let services for one customer that has gone be for another, or for all."""
    listed = model.listed_customers()

    def sound(area: str, entry: Service) -> Service:
        if entry.only_for is not None and entry.only_for not in listed:
            takers = [name for name in listed if model.customers[name].takes_area(area)]
            return replace(entry, only_for=rng.choice(takers) if takers else None)
        return entry

    areas = {
        name: replace(area, services={key: sound(name, entry) for key, entry in area.services.items()})
        for name, area in model.areas.items()
    }
    return replace(model, areas=areas)


def _some_measures_unused(rng: Random, model: Model, volumes: Volumes) -> Volumes:
    """Let nobody use some of the measures that no key counts by any more."""
    kept = {key.measure for area in model.areas.values() for key in area.keys}
    kept |= {part for name in kept for part in model.measures[name].combines or ()}
    unused = {name for name in model.measures if name not in kept and happens(rng, 0.6)}
    return Volumes(tuple(row for row in volumes.rows if row.measure not in unused))


def _used_by_others(rng: Random, model: Model, before: Volumes, after: Volumes) -> Volumes:
    """Let only customers use some measures that did not use them before."""
    changed = {name for name in model.measures if happens(rng, 0.7)}
    users = {(row.measure, row.customer) for row in before.rows if row.measure in changed}
    left = (row for row in after.rows if row.customer in model.areas or (row.measure, row.customer) not in users)
    return Volumes(tuple(left))


def _without_unknown(model: Model, volumes: Volumes) -> tuple[Model, Volumes]:
    """Leave out rows and adjustments of those that the model no longer has."""
    renamed = {entry.renamed_from: name for name, entry in model.customers.items() if entry.renamed_from}
    rows = [row._replace(customer=renamed.get(row.customer, row.customer)) for row in volumes.rows]
    known = model.customers.keys() | model.areas.keys()
    listed = {*model.areas, *model.listed_customers()}
    adjustments = tuple(entry for entry in model.adjustments if entry.customer in listed)
    return replace(model, adjustments=adjustments), Volumes(tuple(row for row in rows if row.customer in known))
