"""Hourly prices, worked by hand (docs/arithmetic.md, 12)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import atcost
from atcost.core.model import Index, Overhead, Service
from atcost.core.money import rounded
from atcost.core.period import month
from atcost.core.words import Text
from tests.console import EXAMPLES
from tests.models import year_of_seed

if TYPE_CHECKING:
    from atcost.core.hourly import HourlyPrice
    from atcost.core.model import Model

MODEL, VOLUMES = atcost.read_model(EXAMPLES / "small"), atcost.read_volumes(EXAMPLES / "small")
NAME = Text("namn", "name")


def hourly(model: Model) -> HourlyPrice:
    (price,) = atcost.price(model, VOLUMES).hourly
    return price


def with_advice(**entries: object) -> Model:
    """Return the model with its service by the hour changed."""
    area = MODEL.areas["payslips"]
    advice = replace(area.services["advice"], **entries)  # type: ignore[arg-type] # entries of a service
    return replace(MODEL, areas=MODEL.areas | {"payslips": replace(area, services=area.services | {"advice": advice})})


def test_the_rate_and_the_overhead_by_the_hours_of_the_category() -> None:
    """(648 750 + 98 765) / 1 500 = 498.34, to whole kronor; 0.3 FTE x 1 500 hours bring 450 x 498 kr."""
    assert hourly(MODEL) == ("payslips", "specialist", 49_800, 450, 22_410_000)


@pytest.mark.parametrize(
    ("unit", "ore"), [("0.01", 49_834), ("1", 49_800), ("10", 50_000), ("100", 50_000), ("1000", 0)]
)
def test_the_hourly_unit(unit: str, ore: int) -> None:
    assert hourly(replace(MODEL, hourly_unit=Fraction(unit))).amount_ore == ore


def test_other_costs_are_spread_on_all_hours() -> None:
    """45 000 kr on 450 hours is 100 kr an hour."""
    row = MODEL.budget[-1]._replace(staff="", fte=None, amount=45_000)
    assert hourly(replace(MODEL, budget=(*MODEL.budget, row))).amount_ore == 59_800


def test_an_overhead_amount_is_divided_by_all_fte_by_the_hour_ones_included() -> None:
    """6.1 FTE in all, 0.3 of them by the hour: 610 000 kr are 100 000 kr per FTE, 748 750 / 1 500 = 499.17."""
    amount = Overhead(title=NAME, source="x", amount=610_000)
    assert sum(row.fte or 0 for row in MODEL.budget) == Fraction("6.1")
    assert hourly(replace(MODEL, overheads={"all": amount}, hourly_unit=Fraction("0.01"))).amount_ore == 49_917


def test_the_index_carries_rates_and_overheads_to_the_price_year() -> None:
    """648 750 x 1.02 + 98 765 x 1.10 = 770 366.50; by 1 500 hours 513.58 kr."""
    indexed = replace(MODEL, index=Index(staff=2, other=10), hourly_unit=Fraction("0.01"))
    assert hourly(indexed).amount_ore == 51_358


def test_a_part_of_the_year_has_a_part_of_the_hours_at_the_same_price() -> None:
    half = hourly(with_advice(from_=month(2025, 7)))
    assert (half.amount_ore, half.hours) == (49_800, 225)


def test_an_add_on_is_sold_by_the_hour_too_and_a_base_service_is_not() -> None:
    assert hourly(with_advice(kind="add_on")) == hourly(MODEL)
    assert atcost.price(with_advice(kind="base"), VOLUMES).hourly == ()


def test_a_service_of_another_area_has_its_own_price() -> None:
    area = MODEL.areas["invoices"]
    more = replace(area, services=area.services | {"courses": Service(title=NAME, kind="hourly")})
    row = MODEL.budget[0]._replace(service="courses", staff="clerk", fte=Fraction("0.5"))
    model = replace(MODEL, areas=MODEL.areas | {"invoices": more}, budget=(*MODEL.budget, row))
    prices = {(price.area, price.staff): price.amount_ore for price in atcost.price(model, VOLUMES).hourly}
    assert prices == {("invoices", "clerk"): 38_200, ("payslips", "specialist"): 49_800}


@given(st.integers(0, 2**32))
def test_hours_times_price_is_the_income_shown(seed: int) -> None:
    pricing = atcost.price(*year_of_seed(seed))
    for price in pricing.hourly:
        assert price.income_ore == rounded(price.hours * price.amount_ore)
        assert price.hours > 0
    for area, account in pricing.areas.items():
        assert account.by_the_hour_income_ore == sum(price.income_ore for price in pricing.hourly if price.area == area)
