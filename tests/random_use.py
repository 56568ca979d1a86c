"""The half of a random year that says who uses what: customers, measures, and the rows of their volumes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from atcost.core.model import Adjustment, Customer, Measure, Successor, VolumeRow, Volumes
from atcost.core.period import Month, Window, month
from tests.chance import FACTORS, NAME, PARTS, QUANTITIES, SOURCE, WINDOW_LENGTHS, happens, shuffled, some
from tests.oracle_volumes import used_volumes

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from atcost.core.model import Model

A_DAY = timedelta(days=1)


def random_customers(rng: random.Random, year: int, areas: list[str]) -> dict[str, Customer]:
    """Draw customers: on the list, reorganised before it, and some that come after it."""
    listed = {f"customer_{number}": _listed(rng, areas) for number in range(rng.randint(1, 6))}
    ended = _ended(rng, year, list(listed)) if happens(rng, 0.45) else {}
    for customer in ended.values():
        for successor in customer.successors:
            # Some of the successors began the day after; the earliest reorganisation decides.
            if customer.to and successor.to in listed and happens(rng, 0.5) and not listed[successor.to].from_:
                listed[successor.to] = replace(listed[successor.to], from_=customer.to + A_DAY)
    later = _later(rng, year, listed) if happens(rng, 0.2) else {}
    return shuffled(rng, listed | ended | later)


def _customer() -> Customer:
    return Customer(title=NAME, kind="department")


def _listed(rng: random.Random, areas: list[str]) -> Customer:
    takes = tuple(some(rng, areas, len(areas))) if happens(rng, 0.2) else None
    return replace(_customer(), takes=takes)


def _ended(rng: random.Random, year: int, listed: list[str]) -> dict[str, Customer]:
    """Draw customers that ended; a later one may be what an earlier one became, or nobody."""
    possible = [date(year - 2, 12, 31), date(year - 1, 6, 30), date(year - 1, 12, 31)]
    days = sorted(rng.sample(possible, rng.randint(1, 3)))
    ended = {f"ended_{number}": replace(_customer(), to=day) for number, day in enumerate(days)}
    for number, name in enumerate(list(ended)):
        heirs = listed + list(ended)[number + 1 :]
        parts = rng.choice([parts for parts in PARTS if len(parts) <= len(heirs)])
        if happens(rng, 0.9):
            successors = zip(rng.sample(heirs, len(parts)), parts, strict=True)
            ended[name] = replace(ended[name], successors=tuple(Successor(to=to, part=part) for to, part in successors))
    return ended


def _later(rng: random.Random, year: int, listed: dict[str, Customer]) -> dict[str, Customer]:
    """Let one of the listed customers become another during the price year, which this price list does not see."""
    day = date(year, rng.randint(2, 11), 1)
    ends = rng.choice(list(listed))
    listed[ends] = replace(listed[ends], to=day - A_DAY, successors=(Successor(to="later", part=1),))
    return {"later": replace(_customer(), from_=day)}


def random_window(rng: random.Random, year: int) -> Window:
    """Draw the months that volumes are counted over: some months that end in the year before."""
    last = month(year - 1, rng.randint(3, 12))
    return Window(Month(last - rng.choice(WINDOW_LENGTHS) + 1), last)


def random_measures(rng: random.Random, year: int) -> dict[str, Measure]:
    """Draw measures that have rows, and measures that combine them."""
    raw = {f"measure_{number}": _measure(rng, year) for number in range(rng.randint(1, 5))}
    combined = {f"combined_{number}": _combined(rng, list(raw)) for number in range(rng.choice([0, 0, 1, 2]))}
    return shuffled(rng, raw | combined)


def _measure(rng: random.Random, year: int) -> Measure:
    return Measure(
        title=NAME,
        unit=NAME,
        source=SOURCE,
        over_window=rng.choice(["sum", "sum", "mean", "last"]),
        volumes=random_window(rng, year) if happens(rng, 0.25) else None,
    )


def _combined(rng: random.Random, raw: list[str]) -> Measure:
    combines = {part: rng.choice(FACTORS) for part in some(rng, raw, 3)}
    return Measure(title=NAME, unit=NAME, source=SOURCE, combines=combines)


def random_volumes(rng: random.Random, model: Model) -> Volumes:
    """Draw the rows of every measure that has rows of its own."""
    raw = [name for name, measure in model.measures.items() if measure.combines is None]
    rows = [row for measure in raw for row in _rows(rng, model, measure)]
    return Volumes(rows=tuple(row._replace(row=number) for number, row in enumerate(rows, start=2)))


def _rows(rng: random.Random, model: Model, measure: str) -> Iterator[VolumeRow]:
    """Draw the rows of a measure: of customers, of areas, or of both; now and then some months outside its window."""
    window = model.window(measure)
    by_areas = happens(rng, 0.15 if model.method == "direct" else 0.5)
    by_customers = not by_areas or happens(rng, 0.75)
    users = [name for name in model.customers if by_customers and happens(rng, 0.75)]
    users += [name for name, area in model.areas.items() if by_areas and area.keys and happens(rng, 0.5)]
    around = 1 if happens(rng, 0.15) else 0
    for user in users:
        for counted in Window(Month(window.from_ - around), Month(window.to + around)).months():
            if happens(rng, 0.9):
                yield VolumeRow(measure, user, counted, rng.choice(QUANTITIES))


def random_adjustments(rng: random.Random, model: Model, volumes: Volumes) -> Iterator[Adjustment]:
    """Draw known coming changes: more of something, or less, down to nothing."""
    if not happens(rng, 0.4):
        return
    used = used_volumes(model, volumes)
    raw = [name for name, measure in model.measures.items() if measure.combines is None]
    for measure in some(rng, raw, 2):
        customer = rng.choice(model.listed_customers())
        quantity = rng.choice([*QUANTITIES, -used[measure][customer], -used[measure][customer] / 3])
        on = date(model.year - 1, 8, 15)
        yield Adjustment(measure=measure, customer=customer, quantity=quantity, reason=NAME, by=SOURCE, on=on)
