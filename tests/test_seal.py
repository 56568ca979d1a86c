"""The digest: the same for the same documents however they are laid out, another for anything else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import atcost
from atcost.core.model import BudgetRow, VolumeRow, Volumes
from atcost.core.period import Window
from atcost.core.seal import canonical, digest, documents
from atcost.core.words import Text
from tests.console import EXAMPLES
from tests.models import year_of_seed
from tests.variations import rows_in_another_order

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator
    from random import Random

MODEL = atcost.read_model(EXAMPLES / "stockholm" / "2023")
VOLUMES = atcost.read_volumes(EXAMPLES / "stockholm" / "2023")
SMALL, SMALL_VOLUMES = atcost.read_model(EXAMPLES / "small"), atcost.read_volumes(EXAMPLES / "small")
seeds, chances = st.integers(0, 2**32), st.randoms(use_true_random=False)


def others(value: Any) -> Iterator[Any]:
    """Yield other values in place of one: each differs in one thing, somewhere in it."""
    if isinstance(value, Text):
        yield from (Text(value.sv + "x", value.en), Text(value.sv, value.en + "x"))
    elif isinstance(value, BudgetRow | VolumeRow):
        yield from (value._replace(**change) for change in changes_of(value._asdict(), {"row"}))
    elif isinstance(value, Window):
        yield from (value.moved(1), Window(value.from_, value.to + 1))
    elif is_dataclass(value):
        entries = {field.name: getattr(value, field.name) for field in fields(value)}
        yield from (replace(value, **change) for change in changes_of(entries, {"previous"}))
    elif isinstance(value, Mapping):
        yield {**value, "more": next(iter(value.values()), "more")}
        yield from ({each: other for each, other in value.items() if each != name} for name in value)
        yield from ({**value, **change} for change in changes_of(value))
    elif isinstance(value, tuple):
        yield (*value, *(value[:1] or ("more",)))
        yield from (value[:place] + value[place + 1 :] for place in range(len(value)))
        yield from (
            tuple({**dict(enumerate(value)), **change}.values()) for change in changes_of(dict(enumerate(value)))
        )
    else:
        yield OTHER.get(type(value), lambda number: number + Fraction(1, 3))(value)


def changes_of(entries: Mapping[Any, Any], kept: Container[str] = ()) -> Iterator[dict[Any, Any]]:
    """Yield each entry's other values."""
    for name, entry in entries.items():
        if name not in kept:
            yield from ({name: other} for other in others(entry))


OTHER: dict[type, Callable[[Any], Any]] = {
    type(None): lambda _: 7,
    bool: lambda value: not value,
    int: lambda value: value + 1,
    str: lambda value: value + "x",
    date: lambda value: value + timedelta(days=1),
}


def test_anything_else_in_the_model_is_another_digest() -> None:
    """Of the example with every kind of entry, without most of its rows, which would take long."""
    areas = {name: MODEL.areas[name] for name in ("payable", "receivable")}
    customers = dict(list(MODEL.customers.items())[:2])
    model = replace(MODEL, areas=areas, customers=customers, budget=MODEL.budget[:3])
    short = Volumes(VOLUMES.rows[:1])
    found = [digest(other, short) for other in others(model)]
    assert len(found) > 500
    assert digest(model, short) not in found


def test_anything_else_in_the_volumes_is_another_digest() -> None:
    found = [digest(SMALL, replace(SMALL_VOLUMES, rows=rows)) for rows in others(SMALL_VOLUMES.rows)]
    assert digest(SMALL, SMALL_VOLUMES) not in found


@given(seeds, chances)
def test_the_order_of_rows_and_measures_does_not_count(seed: int, chance: Random) -> None:
    model, volumes = year_of_seed(seed)
    model = replace(model, adjustments=())  # their order is the document's
    assert digest(model, volumes) == digest(*rows_in_another_order(chance, (model, volumes)))


def backwards(entries: Mapping[str, Any]) -> dict[str, Any]:
    assert len(entries) > 1
    return dict(reversed(entries.items()))


@pytest.mark.parametrize("name", ["customers", "areas", "overheads"])
def test_the_order_of_entries_counts(name: str) -> None:
    other = replace(MODEL, **{name: backwards(getattr(MODEL, name))})
    assert digest(other, VOLUMES) != digest(MODEL, VOLUMES)


@pytest.mark.parametrize("name", ["services", "keys"])
def test_the_order_in_an_area_counts(name: str) -> None:
    area = MODEL.areas["payable"]
    entries = getattr(area, name)
    turned = backwards(entries) if isinstance(entries, Mapping) else entries[::-1]
    other = replace(MODEL, areas=MODEL.areas | {"payable": replace(area, **{name: turned})})
    assert digest(other, VOLUMES) != digest(MODEL, VOLUMES)


@pytest.mark.parametrize("name", ["staff", "measures", "sources"])
def test_the_order_of_what_decides_nothing_does_not_count(name: str) -> None:
    other = replace(MODEL, **{name: backwards(getattr(MODEL, name))})
    assert digest(other, VOLUMES) == digest(MODEL, VOLUMES)


def test_where_rows_stand_and_the_year_before_lies_does_not_count() -> None:
    moved = replace(
        MODEL,
        previous="elsewhere",
        budget=tuple(row._replace(row=row.row + 100) for row in MODEL.budget),
    )
    volumes = Volumes(tuple(row._replace(row=0) for row in VOLUMES.rows), "other.csv")
    assert digest(moved, volumes) == digest(MODEL, VOLUMES)


def test_how_a_number_is_written_does_not_count() -> None:
    rows = tuple(row._replace(quantity=Fraction(row.quantity)) for row in SMALL_VOLUMES.rows)
    assert digest(SMALL, Volumes(rows)) == digest(SMALL, SMALL_VOLUMES)


def test_a_digest_is_a_sha_256() -> None:
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", digest(SMALL, SMALL_VOLUMES))


def test_what_says_no_more_than_its_default_is_left_out() -> None:
    """So that a later version, whose documents have more entries, gives the same digest."""
    assert {"unit", "method", "order", "adjustment", "activity", "previous"}.isdisjoint(canonical(SMALL))
    assert canonical(replace(SMALL, method="step_down"))["method"] == "step_down"
    budget = tuple(row._replace(evidence="") for row in SMALL.budget)
    assert digest(replace(SMALL, budget=budget), SMALL_VOLUMES) == digest(SMALL, SMALL_VOLUMES)
    assert all(len(row) == 6 for row in documents(SMALL, SMALL_VOLUMES)["budget"])
