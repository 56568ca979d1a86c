"""Last year's prices on this year's customers: renamed, merged, split, in chains, gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

import atcost
from atcost.core.model import Customer, Successor
from atcost.core.price_list import price_list, restated, successors_in
from atcost.core.words import Text
from tests.console import ERRORS, EXAMPLES

if TYPE_CHECKING:
    from atcost.core.model import Model
    from atcost.core.money import Exact

NAME = Text("namn", "name")
BASE = atcost.read_model(ERRORS / "base")  # of 2023
LAST_DAY = date(2022, 12, 31)


def customer(*successors: tuple[str, Exact], to: date | None = None, renamed_from: str | None = None) -> Customer:
    heirs = tuple(Successor(to=name, part=part) for name, part in successors)
    end = to or (LAST_DAY if heirs else None)
    return Customer(title=NAME, kind="department", to=end, successors=heirs, renamed_from=renamed_from)


def year(**customers: Customer) -> Model:
    return replace(BASE, customers=customers)


OLD = year(a=customer(), b=customer(), c=customer())
PRICES = {("x", "a"): 100, ("x", "b"): 200, ("y", "a"): 33, ("y", "c"): -7}


def test_customers_that_stay_keep_their_prices() -> None:
    assert restated(PRICES, OLD, year(c=customer(), b=customer(), a=customer(), d=customer())) == PRICES


def test_a_customer_with_another_name() -> None:
    new = year(first=customer(renamed_from="a"), b=customer(), c=customer())
    assert restated(PRICES, OLD, new) == {("x", "first"): 100, ("x", "b"): 200, ("y", "first"): 33, ("y", "c"): -7}


def test_customers_that_become_one() -> None:
    new = year(a=customer(("ab", 1)), b=customer(("ab", 1)), ab=customer(), c=customer())
    assert restated(PRICES, OLD, new) == {("x", "ab"): 300, ("y", "ab"): 33, ("y", "c"): -7}


def test_a_customer_that_is_split_by_running_totals() -> None:
    thirds = [(name, Fraction(1, 3)) for name in ("d", "e", "f")]
    new = year(a=customer(*thirds), b=customer(), c=customer(), d=customer(), e=customer(), f=customer())
    found = restated({("x", "a"): 100}, OLD, new)
    assert found == {("x", "d"): 33, ("x", "e"): 34, ("x", "f"): 33}


def test_chains_multiply_their_parts() -> None:
    half = Fraction(1, 2)
    new = year(
        a=customer(("d", half), ("b", half), to=date(2021, 12, 31)),
        d=customer(("e", Fraction(1, 4)), ("b", Fraction(3, 4))),
        b=customer(),
        c=customer(),
        e=customer(),
    )  # fmt: skip -- a customer a line
    assert successors_in(OLD, new)["a"] == {"e": Fraction(1, 8), "b": Fraction(7, 8)}
    assert restated({("x", "a"): 80, ("x", "b"): 1}, OLD, new) == {("x", "e"): 10, ("x", "b"): 71}


def test_a_diamond_of_many_successors_is_worked_out_once_each() -> None:
    """By ways instead of customers it would take 2 to the 60th steps."""
    half = Fraction(1, 2)
    layers = {
        f"{side}{number}": customer((f"l{number + 1}", half), (f"r{number + 1}", half))
        for number in range(60)
        for side in "lr"
    }
    new = year(**layers, l60=customer(), r60=customer())
    assert successors_in(OLD, new)["l0"] == {"l60": half, "r60": half}


def test_a_chain_may_be_long() -> None:
    chain = {f"c{number}": customer((f"c{number + 1}", 1)) for number in range(5_000)}
    assert successors_in(OLD, year(**chain, c5000=customer()))["c0"] == {"c5000": 1}


def test_years_that_contradict_each_other_move_nothing() -> None:
    old = year(a=customer(("b", 1)), b=customer())
    new = year(b=customer(("a", 1)), c=customer())
    assert restated({("x", "a"): 100}, old, new) == {("x", "a"): 100}


def test_a_customer_that_ends_later_keeps_its_old_price() -> None:
    new = year(a=customer(("b", 1), to=date(2023, 1, 1)), b=customer(), c=customer())
    assert restated(PRICES, OLD, new) == PRICES


def test_a_customer_that_is_gone_keeps_a_row_of_its_own() -> None:
    assert restated(PRICES, OLD, year(b=customer(), c=customer())) == PRICES


def test_who_the_new_year_does_not_know_follows_the_old_one() -> None:
    old = year(a=customer(("b", 1)), b=customer(), c=customer())
    assert restated(PRICES, old, year(b=customer(), c=customer())) == {("x", "b"): 300, ("y", "b"): 33, ("y", "c"): -7}


def test_a_reorganisation_later_in_the_year_moves_nothing() -> None:
    new = year(a=customer(("b", 1), to=date(2023, 6, 30)), b=customer(), c=customer())
    assert restated(PRICES, OLD, new) == PRICES
    first = year(a=customer(("b", 1), to=BASE.first_day - timedelta(days=1)), b=customer(), c=customer())
    assert restated(PRICES, OLD, first) != PRICES


parts = st.lists(st.integers(1, 50), min_size=1, max_size=4).map(
    lambda whole: [Fraction(each, sum(whole)) for each in whole]
)


@given(
    st.dictionaries(st.tuples(st.sampled_from("xy"), st.sampled_from("abc")), st.integers(-(10**9), 10**9)),
    parts,
    parts,
)
def test_restating_loses_nothing_in_any_area(
    prices: dict[tuple[str, str], int], one: list[Fraction], other: list[Fraction]
) -> None:
    heirs = {f"h{number}": customer() for number in range(4)}
    new = year(
        a=customer(*zip(heirs, one, strict=False)),
        b=customer(*zip(reversed(heirs), other, strict=False)),
        c=customer(),
        **heirs,
    )
    found = restated(prices, OLD, new)
    for area in "xy":
        assert sum(ore for (of, _), ore in found.items() if of == area) == sum(
            ore for (of, _), ore in prices.items() if of == area
        )


def test_a_list_beside_no_other_has_none_of_it() -> None:
    model, volumes = atcost.read_model(EXAMPLES / "small"), atcost.read_volumes(EXAMPLES / "small")
    lone = price_list(atcost.price(model, volumes), None)
    assert (lone.previous, lone.previous_total_ore) == ({}, 0)
    assert (lone.areas, lone.customers) == (["invoices", "payslips"], ["school", "care", "parks"])


def test_areas_and_customers_that_only_the_year_before_knew_come_last() -> None:
    model, volumes = atcost.read_model(EXAMPLES / "small"), atcost.read_volumes(EXAMPLES / "small")
    before = atcost.price(model, volumes)
    areas = {"payslips": model.areas["payslips"]}
    customers = {name: entry for name, entry in model.customers.items() if name != "school"}
    fewer = replace(
        model, areas=areas, customers=customers, budget=tuple(row for row in model.budget if row.area == "payslips")
    )
    rows = tuple(row for row in volumes.rows if row.customer != "school" and row.measure == "employees")
    beside = price_list(atcost.price(fewer, replace(volumes, rows=rows)), before)
    assert beside.areas == ["payslips", "invoices"]
    assert beside.customers == ["care", "parks", "school"]
    assert beside.previous_total_ore == before.total_ore
