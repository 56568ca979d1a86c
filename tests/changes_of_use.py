"""What may happen to a model from one year to the next: who its customers are, and how use is counted and shared."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from atcost.core.model import Key, Successor
from atcost.core.words import Text
from tests.chance import FACTORS, METHODS, PARTS, UNIT_PRICES, UNITS, WEIGHTS, free, happens, shuffled, some
from tests.random_use import random_window

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from atcost.core.model import Customer, Measure, Model

A_DAY = timedelta(days=1)


def customer_comes(rng: Random, model: Model) -> Model:
    """Let a customer come that nobody became."""
    return _with_customers(rng, model, {free("customer", model.customers): _customer(model)})


def customer_goes(rng: Random, model: Model) -> Model:
    """Let a customer end without a successor, but the last."""
    name = _listed(rng, model)
    if model.listed_customers() == [name]:
        return model
    return _with_customers(rng, model, {name: _ended(model, name, [])})


def customers_merge(rng: Random, model: Model) -> Model:
    """Let one customer become another, or two become a new one."""
    listed = model.listed_customers()
    gone = rng.sample(listed, min(len(listed), rng.choice([1, 2])))
    left = [name for name in listed if name not in gone]
    heir = rng.choice(left) if left and happens(rng, 0.5) else free("merged", model.customers)
    ended = {name: _ended(model, name, [Successor(to=heir, part=1)]) for name in gone}
    return _with_customers(rng, model, {heir: model.customers.get(heir, _customer(model)), **ended})


def customer_splits(rng: Random, model: Model) -> Model:
    """Let a customer become several, new ones or others that there are."""
    gone = _listed(rng, model)
    parts = rng.choice(PARTS)
    heirs = [name for name in model.listed_customers() if name != gone]
    heirs += [f"{gone}_{number}" for number in range(len(parts))]
    successors = [Successor(to=to, part=part) for to, part in zip(rng.sample(heirs, len(parts)), parts, strict=True)]
    begun = {each.to: model.customers.get(each.to, _customer(model)) for each in successors}
    return _with_customers(rng, model, {**begun, gone: _ended(model, gone, successors)})


def customer_is_renamed(rng: Random, model: Model) -> Model:
    """Give a customer another name; the old one is known no more."""
    gone, name = _listed(rng, model), free("renamed", model.customers)
    if any(each.to == gone for entry in model.customers.values() for each in entry.successors):
        return model
    customers = {
        name if key == gone else key: replace(entry, renamed_from=gone) if key == gone else entry
        for key, entry in model.customers.items()
    }
    areas = {
        key: replace(
            area,
            services={
                service: replace(entry, only_for=name) if entry.only_for == gone else entry
                for service, entry in area.services.items()
            },
        )
        for key, area in model.areas.items()
    }
    adjustments = tuple(
        replace(entry, customer=name) if entry.customer == gone else entry for entry in model.adjustments
    )
    return replace(model, customers=customers, areas=areas, adjustments=adjustments)


def customer_takes_others(rng: Random, model: Model) -> Model:
    """Let a customer take other areas."""
    name = _listed(rng, model)
    takes = tuple(some(rng, model.areas, len(model.areas))) if happens(rng, 0.7) else None
    return _with_customers(rng, model, {name: replace(model.customers[name], takes=takes)})


def keys_turn(rng: Random, model: Model) -> Model:
    """Turn an area from weights to unit prices, or back."""
    name, area = rng.choice(list(model.areas.items()))
    if area.is_tariff:
        weights = rng.choice(WEIGHTS[len(area.keys)])
        keys = [replace(key, weight=weight, unit_price=None) for key, weight in zip(area.keys, weights, strict=True)]
    else:
        keys = [replace(key, weight=None, unit_price=rng.choice(UNIT_PRICES)) for key in area.keys]
    return replace(model, areas=model.areas | {name: replace(area, keys=tuple(keys))})


def keys_change(rng: Random, model: Model) -> Model:
    """Give an area other keys, or others beside; now and then none."""
    name, area = rng.choice(list(model.areas.items()))
    measures = some(rng, model.measures, 3) if happens(rng, 0.9) else []
    weights = rng.choice(WEIGHTS[len(measures)]) if measures else []
    keys = tuple(Key(measure=measure, weight=weight) for measure, weight in zip(measures, weights, strict=True))
    return replace(model, areas=model.areas | {name: replace(area, keys=keys)})


def method_changes(rng: Random, model: Model) -> Model:
    """Change the method, or the order of stepping down."""
    method = rng.choice(METHODS)
    return replace(
        model, method=method, order=tuple(some(rng, model.areas, len(model.areas))) if method == "step_down" else ()
    )


def measure_is_another(rng: Random, model: Model) -> Model:
    """Count a measure in another unit, over other months, or otherwise over them."""
    name = rng.choice(list(model.measures))
    changed: list[Callable[[Measure], Measure]] = [
        lambda entry: replace(entry, unit=Text("annan", "other")),
        lambda entry: replace(entry, volumes=random_window(rng, model.year)),
        lambda entry: replace(entry, over_window=rng.choice(["sum", "mean", "last"])),
    ]
    return replace(model, measures=model.measures | {name: rng.choice(changed)(model.measures[name])})


def window_changes(rng: Random, model: Model) -> Model:
    """Count all measures over other months."""
    return replace(model, volumes=random_window(rng, model.year))


def combination_changes(rng: Random, model: Model) -> Model:
    """Combine measures otherwise, or combine some that were not combined."""
    raw = [name for name, entry in model.measures.items() if entry.combines is None]
    combined = [name for name in model.measures if name not in raw]
    name = rng.choice(combined) if combined and happens(rng, 0.7) else free("combined", model.measures)
    entry = replace(model.measures[raw[0]], combines={part: rng.choice(FACTORS) for part in some(rng, raw, 3)})
    return replace(model, measures=model.measures | {name: entry})


def unit_changes(rng: Random, model: Model) -> Model:
    """Round prices to another unit."""
    return replace(model, unit=rng.choice(UNITS))


def entries_move(rng: Random, model: Model) -> Model:
    """Change the model order."""
    return replace(model, areas=shuffled(rng, model.areas), customers=shuffled(rng, model.customers))


def _customer(model: Model) -> Customer:
    return replace(
        next(iter(model.customers.values())), takes=None, from_=None, to=None, successors=(), renamed_from=None
    )


def _ended(model: Model, name: str, successors: list[Successor]) -> Customer:
    return replace(model.customers[name], to=model.first_day - A_DAY, successors=tuple(successors))


def _listed(rng: Random, model: Model) -> str:
    return rng.choice(model.listed_customers())


def _with_customers(rng: Random, model: Model, customers: dict[str, Customer]) -> Model:
    found = dict(model.customers) | customers
    return replace(model, customers=shuffled(rng, found) if happens(rng, 0.3) else found)
