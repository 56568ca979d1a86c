"""Areas that serve each other: solved exactly however many, and within their bound where their costs cancel out."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest

from atcost.core.allocation import balanced
from atcost.core.model import (
    Area,
    BudgetRow,
    Carried,
    Customer,
    Index,
    Key,
    Measure,
    Model,
    Service,
    VolumeRow,
    Volumes,
)
from atcost.core.money import rounded_steps, split
from atcost.core.period import Window, month
from atcost.core.pricing import price
from atcost.core.transfers import gross_costs
from atcost.core.words import Text
from tests.explaining import explanations, faults


def text(words: str) -> Text:
    return Text(words, words)


def linked_year(cost_of_b: str) -> tuple[Model, Volumes]:
    """Two linked areas and a tariff area that takes a part of both; b costs less than nothing."""
    june = month(2024, 6)
    measures = {name: Measure(title=text(name), unit=text(name), source="s") for name in ("of_a", "of_b", "of_t")}
    service = {"work": Service(title=text("work"), kind="base")}
    areas = {
        "a": Area(title=text("a"), services=service, keys=(Key(measure="of_a", weight=100),)),
        "b": Area(title=text("b"), services=service, keys=(Key(measure="of_b", weight=100),)),
        "t": Area(title=text("t"), services=service, keys=(Key(measure="of_t", unit_price=5),)),
    }
    volumes = {"of_a": {"p": 5, "q": 1, "t": 1}, "of_b": {"p": 1, "q": 5, "t": 1}, "of_t": {"p": 3}}
    rows = [VolumeRow(name, user, june, number) for name, users in volumes.items() for user, number in users.items()]
    model = Model(
        format=1,
        id="cancelling",
        year=2025,
        currency="SEK",
        title=text("x"),
        provider=text("x"),
        volumes=Window(june, june),
        method="reciprocal",
        index=Index(),
        customers={name: Customer(title=text(name), kind="department") for name in ("p", "q")},
        measures=measures,
        areas=areas,
        budget=(
            BudgetRow("a", "work", "", None, 10_000, "s"),
            BudgetRow("b", "work", "", None, Fraction(cost_of_b), "s"),
            BudgetRow("t", "work", "", None, 1, "s"),
        ),
    )
    return model, Volumes(tuple(rows))


@pytest.mark.parametrize("cost_of_b", ["-9000", "-9999.99", "-10000", "-10000.01", "9000"])
def test_linked_areas_whose_costs_cancel_out_stay_within_an_ore_of_exact(cost_of_b: str) -> None:
    pricing = price(*linked_year(cost_of_b))
    of_a = {customer: ore for (area, customer), ore in pricing.prices.items() if area == "a"}
    assert abs(of_a["p"] - Fraction(1_000_000 * 5, 7)) <= 2
    assert abs(of_a["q"] - Fraction(1_000_000, 7)) <= 2
    assert sum(account.rounding_ore for account in pricing.areas.values()) == 0
    assert faults(*explanations(pricing)) == []


def test_amounts_of_one_sign_are_split_as_everywhere() -> None:
    for exact in ([Fraction(1, 3), 5, Fraction(7, 2)], [-4, Fraction(-1, 7)], [0, 3, 0]):
        for total in (-10, 0, 9, 1_000_003):
            if total * sum(exact) >= 0:
                assert rounded_steps(balanced(total, exact)) == split(total, exact)


def test_gross_costs_solve_their_equations() -> None:
    """With parts of thirty digits: elimination by fractions would take minutes."""
    chance = Random(2023)  # noqa: S311 -- numbers for a test
    areas = [f"area_{number}" for number in range(30)]
    linked: dict[str, dict[str, Fraction]] = {}
    for sender in areas:
        volumes = {receiver: chance.randrange(10**29, 10**30) for receiver in areas}
        total = sum(volumes.values())
        linked[sender] = {receiver: Fraction(volumes[receiver], total) for receiver in areas if receiver != sender}
    keyed = {area: Fraction(chance.randrange(-(10**9), 10**9), chance.choice([1, 3])) for area in areas}
    gross = gross_costs(keyed, linked)
    for area in areas:
        received = sum(gross[sender] * linked[sender].get(area, 0) for sender in areas)
        assert gross[area] == keyed[area] + received


def test_areas_that_serve_only_each_other_have_no_solution() -> None:
    with pytest.raises(ZeroDivisionError):
        gross_costs({"a": 1, "b": 1}, {"a": {"b": Fraction(1)}, "b": {"a": Fraction(1)}})


def test_an_area_without_keys_may_carry_what_sums_to_nothing() -> None:
    model, volumes = linked_year("0")
    entries = tuple(Carried(amount=amount, year=2023, kind="estimate", source="s") for amount in (100, -100))
    area = Area(title=text("c"), carried=entries)
    assert price(replace(model, areas={**model.areas, "c": area}), volumes).areas["c"].carried_ore == 0
