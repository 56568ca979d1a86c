"""What random years are made of: each kind of year that the arithmetic page tells apart is drawn often enough."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests.models import year_of_seed
from tests.oracle import answer
from tests.oracle_cost import YEAR, kind_in, months_in_force
from tests.oracle_volumes import kept_keys, used_volumes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.core.model import Model, Volumes

DRAWN = 400
OFTEN = 8

FEATURES = {
    *("method direct", "method step_down", "method reciprocal", "areas left out of order"),
    *("unit 1/100", "unit 1", "unit 10", "unit 100", "unit 1000"),
    *("over_window sum", "over_window mean", "over_window last", "a window of its own", "rows outside the window"),
    *("combined measure in a key", "fraction of a factor", "adjustment up", "adjustment down"),
    *("tariff beside keys", "transfer to a tariff area", "area without keys", "area by the hour only"),
    *("key that lost its receivers", "customer without use of a key", "own use", "area that is used"),
    *(
        "only_for",
        "base to add_on",
        "add_on to base",
        "base to none",
        "none to base",
        "hourly to base",
        "base to hourly",
    ),
    *("hourly stays", "part of a year", "budget rows to be added", "negative other cost", "overhead per_fte"),
    *("overhead amount", "negative overhead", "index of staff", "index of other", "negative carried", "negative cost"),
    *(
        "merger",
        "split in thirds",
        "chain",
        "reorganised on 1 January",
        "left out",
        "ends during the year",
        "takes some",
    ),
}


def features(model: Model, volumes: Volumes) -> set[str]:
    """Return which features a year has."""
    found = {f"method {model.method}", f"unit {model.unit}", *_services(model), *_money(model), *_people(model)}
    return found | {*_measures(model, volumes), *_areas(model, volumes), *_keys(model, volumes)}


def _measures(model: Model, volumes: Volumes) -> Iterator[str]:
    keyed = {key.measure for area in model.areas.values() for key in area.keys}
    for name in keyed:
        measure = model.measures[name]
        yield "combined measure in a key" if measure.combines else f"over_window {measure.over_window}"
        if measure.volumes:
            yield "a window of its own"
        if any(factor.denominator > 1 for factor in (measure.combines or {}).values()):
            yield "fraction of a factor"
    for adjustment in model.adjustments:
        yield "adjustment up" if adjustment.quantity > 0 else "adjustment down" if adjustment.quantity < 0 else ""
    if any(row.month not in model.window(row.measure) for row in volumes.rows):
        yield "rows outside the window"


def _areas(model: Model, volumes: Volumes) -> Iterator[str]:
    result = answer(model, volumes)
    kinds = {area.is_tariff for area in model.areas.values() if area.keys}
    if kinds == {True, False}:
        yield "tariff beside keys"
    if any(model.areas[receiver].is_tariff for _, receiver in result.transfers):
        yield "transfer to a tariff area"
    if result.transfers:
        yield "area that is used"
    if model.method == "step_down" and set(model.order) != set(model.areas):
        yield "areas left out of order"
    for name, area in model.areas.items():
        if not area.keys:
            yield "area without keys"
            if result.by_the_hour(name) and not result.own_cost(name):
                yield "area by the hour only"
        if result.gross[name] < 0:
            yield "negative cost"


def _keys(model: Model, volumes: Volumes) -> Iterator[str]:
    used = used_volumes(model, volumes)
    for name, area in model.areas.items():
        kept = kept_keys(model, used, name)
        if len(kept) < len(area.keys):
            yield "key that lost its receivers"
        if any(set(model.listed_customers()) - set(key.volumes) for key in kept):
            yield "customer without use of a key"
        if any(used[key.measure].get(name) for key in area.keys):
            yield "own use"


def _services(model: Model) -> Iterator[str]:
    for area in model.areas.values():
        for service in area.services.values():
            before, now = kind_in(service, "before"), kind_in(service, "kind")
            yield f"{now} stays" if before == now else f"{before} to {now}"
            if service.only_for and now == "base":
                yield "only_for"
            if now != "none" and months_in_force(model, service, "kind") != YEAR:
                yield "part of a year"


def _money(model: Model) -> Iterator[str]:
    places = Counter((row.area, row.service, row.staff) for row in model.budget)
    if max(places.values(), default=0) > 1:
        yield "budget rows to be added"
    if any(row.amount is not None and row.amount < 0 for row in model.budget):
        yield "negative other cost"
    for overhead in model.overheads.values():
        yield "overhead amount" if overhead.per_fte is None else "overhead per_fte"
        if (overhead.amount or overhead.per_fte or 0) < 0:
            yield "negative overhead"
    if any(entry.amount < 0 for area in model.areas.values() for entry in area.carried):
        yield "negative carried"
    yield from (f"index of {name}" for name in ("staff", "other") if getattr(model.index, name))


def _people(model: Model) -> Iterator[str]:
    heirs = Counter(heir.to for customer in model.customers.values() for heir in customer.successors)
    for name, customer in model.customers.items():
        if customer.takes is not None:
            yield "takes some"
        if heirs[name] > 1:
            yield "merger"
        if customer.to is None:
            continue
        if customer.to > model.first_day:
            yield "ends during the year"
        elif not customer.successors:
            yield "left out"
        elif any(not model.customers[heir.to].valid_on(model.first_day) for heir in customer.successors):
            yield "chain"
        if any(heir.part.denominator == 3 for heir in customer.successors):
            yield "split in thirds"
        if (customer.to.month, customer.to.day) == (12, 31) and customer.to.year == model.year - 1:
            yield "reorganised on 1 January"


def test_every_kind_of_year_is_drawn_often() -> None:
    drawn = Counter(feature for seed in range(DRAWN) for feature in features(*year_of_seed(seed)))
    assert {feature: drawn[feature] for feature in FEATURES if drawn[feature] < OFTEN} == {}


def test_a_seed_gives_the_same_year_every_time() -> None:
    assert year_of_seed(7) == year_of_seed(7)
    assert year_of_seed(7) != year_of_seed(8)
