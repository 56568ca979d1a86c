"""Assignment changes shown apart, worked by hand (docs/arithmetic.md, 13; A4)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import atcost
from atcost.core.model import Overhead, Service
from atcost.core.period import month
from atcost.core.words import Text
from tests.console import ERRORS
from tests.models import year_of_seed

if TYPE_CHECKING:
    from atcost.core.changes import Changes
    from atcost.core.model import Kind, Model
    from atcost.core.pricing import Pricing

MODEL, VOLUMES = atcost.read_model(ERRORS / "base"), atcost.read_volumes(ERRORS / "base")
NAME = Text("namn", "name")
BASE_ORE, MORE_ORE = 125_000_000, 30_000_000
"""Two FTE at 600 000 kr and 50 000 kr; half an FTE of the service that changes."""


def with_service(kind: Kind, before: Kind | None = None, **entries: object) -> Model:
    """Return the model with a second service: half an FTE."""
    area = MODEL.areas["payable"]
    service = Service(title=NAME, kind=kind, before=before, **entries)  # type: ignore[arg-type] # entries of a service
    row = MODEL.budget[0]._replace(service="more", fte=Fraction(1, 2))
    changed = replace(area, services=area.services | {"more": service})
    return replace(MODEL, areas={"payable": changed}, budget=(*MODEL.budget, row))


def priced(model: Model) -> Pricing:
    return atcost.price(model, VOLUMES)


def reasons(found: Changes) -> tuple[int, ...]:
    return found.total[1:]


@pytest.mark.parametrize(
    ("kind", "before", "came", "went", "formerly"),
    [
        ("base", "none", MORE_ORE, 0, 0),
        ("base", "add_on", MORE_ORE, 0, MORE_ORE),
        ("base", "hourly", MORE_ORE, 0, MORE_ORE),
        ("none", "base", 0, MORE_ORE, 0),
        ("hourly", "base", 0, MORE_ORE, 0),
        ("add_on", "base", 0, MORE_ORE, 0),
    ],
)
def test_what_came_and_went(kind: Kind, before: Kind, came: int, went: int, formerly: int) -> None:
    pricing = priced(with_service(kind, before))
    (change,) = pricing.changes.services
    assert change == ("payable", "more", before, kind, MORE_ORE, came - went)
    assert change.formerly_by_the_hour_ore == formerly
    assert reasons(pricing.changes) == (came, went, 0, 0)
    assert pricing.total_ore == BASE_ORE + came
    assert pricing.total_excluding_changes_ore == BASE_ORE + went
    assert pricing.changes.total.difference_ore == came - went


@pytest.mark.parametrize(("kind", "before"), [("hourly", "add_on"), ("add_on", "none"), ("none", "hourly")])
def test_a_change_outside_the_yearly_price_is_shown_and_moves_nothing(kind: Kind, before: Kind) -> None:
    pricing = priced(with_service(kind, before))
    assert [change.cost_ore for change in pricing.changes.services] == [MORE_ORE]
    assert reasons(pricing.changes) == (0, 0, 0, 0)
    assert pricing.total_ore == pricing.total_excluding_changes_ore == BASE_ORE


def test_a_service_that_is_what_it_was_is_no_change() -> None:
    assert priced(with_service("base")).changes.services == ()
    assert priced(with_service("base", "base")).changes.services == ()


def test_a_part_of_the_year_moves_months() -> None:
    """From October, 3 of 12 months: 75 000 of 300 000 kr."""
    pricing = priced(with_service("base", from_=month(2023, 10)))
    (change,) = pricing.changes.services
    assert (change.before, change.after, change.cost_ore) == ("base", "base", 7_500_000)
    assert reasons(pricing.changes) == (0, 0, 7_500_000 - MORE_ORE, 0)
    assert pricing.total_ore == BASE_ORE + 7_500_000
    assert pricing.total_excluding_changes_ore == BASE_ORE + MORE_ORE


def test_a_new_service_from_a_month_came_with_its_months() -> None:
    pricing = priced(with_service("base", "none", from_=month(2023, 7), to=month(2023, 12)))
    assert reasons(pricing.changes) == (MORE_ORE // 2, 0, 0, 0)


def test_an_overhead_amount_moves_between_the_services_that_stay() -> None:
    """100 000 kr on 2 FTE, then on 2.5: 20 000 kr of it move to the new service."""
    model = replace(with_service("base", "none"), overheads={"all": Overhead(title=NAME, source="x", amount=100_000)})
    pricing = priced(model)
    assert reasons(pricing.changes) == (MORE_ORE + 2_000_000, 0, 0, -2_000_000)
    assert pricing.total_ore - pricing.total_excluding_changes_ore == MORE_ORE


def test_an_overhead_per_fte_moves_with_the_months() -> None:
    model = replace(
        with_service("base", from_=month(2023, 7)), overheads={"all": Overhead(title=NAME, source="x", per_fte=10_000)}
    )
    assert reasons(priced(model).changes) == (0, 0, -MORE_ORE // 2, -250_000)


@given(st.integers(0, 2**32))
def test_the_reasons_lead_from_one_columns_cost_to_the_others_in_every_area(seed: int) -> None:
    model, volumes = year_of_seed(seed)
    including, excluding = (atcost.price(model, volumes, column) for column in ("kind", "before"))
    for area, reasons in including.changes.areas.items():
        own = [pricing.areas[area].own_cost_ore for pricing in (excluding, including)]
        assert [reasons.excluding_ore, reasons.including_ore] == own
    assert including.changes == excluding.changes
