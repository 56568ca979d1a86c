"""A price list for programs: what JSON and CSV hold, and that a spreadsheet takes none of it for a formula."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import atcost
from atcost.core.finding import Finding
from atcost.core.price_list import PriceList, price_list
from atcost.core.words import Text, kronor_plain
from atcost.inputs.engine import Engine
from atcost.outputs.open_data import finding_views, harmless, price_json
from atcost.outputs.tidy import tidy
from atcost.outputs.tidy_files import plain_csv
from tests.console import EXAMPLES
from tests.models import year_of_seed

if TYPE_CHECKING:
    from atcost.core.words import Language

seeds = st.integers(0, 2**32)
DANGER = ("=", "+", "-", "@", " =", "\n=", "\xa0@", "\t", "\r", "\n")


def example(folder: str, before: str | None = None) -> PriceList:
    lists = [
        atcost.price(atcost.read_model(EXAMPLES / name), atcost.read_volumes(EXAMPLES / name))
        for name in (folder, before)
        if name
    ]  # fmt: skip -- a line each
    return price_list(lists[0], lists[1] if before else None)


def price_rows(listed: PriceList, language: Language, customer: str | None = None) -> list[dict[str, str]]:
    """Return the price list as CSV for programs, read again."""
    return list(csv.DictReader(io.StringIO(plain_csv(tidy("prices", listed, customer), language, Engine).decode())))


def ore(amount: str) -> int:
    return int(Fraction(amount) * 100)


@given(seeds)
def test_json_holds_the_list_to_the_ore(seed: int) -> None:
    pricing = atcost.price(*year_of_seed(seed))
    view = json.loads(price_json(price_list(pricing, None), "sv"))
    assert {(each["area"], each["customer"]): ore(each["amount"]) for each in view["prices"]} == pricing.prices
    assert ore(view["total"]) == pricing.total_ore
    assert ore(view["total_excluding_changes"]) == pricing.total_excluding_changes_ore
    assert [(each["kind"], ore(each["amount"])) for each in view["charges"]] == [
        (charge.kind, charge.amount_ore) for charge in pricing.charges
    ]
    for each, charge in zip(view["charges"], pricing.charges, strict=True):
        if charge.quantity is not None:
            assert (Fraction(each["quantity"]), Fraction(each["total_quantity"])) == (
                charge.quantity,
                charge.total_quantity,
            )
    sent = {(each["from"], each["to"]): ore(each["amount"]) for each in view["transfers"]}
    assert len(sent) == len(view["transfers"])
    assert sum(sent.values()) == sum(transfer.amount_ore for transfer in pricing.transfers)


def test_json_says_what_is_made_up_and_what_is_assumed() -> None:
    told = json.loads(price_json(example("stockholm/2023"), "sv"))["origins"]
    assert [each["source"] for each in told] == ["synthetic", "assumption"]
    assert told[0]["means"].startswith("Exempel: ")
    model, volumes = year_of_seed(1)
    assert json.loads(price_json(price_list(atcost.price(model, volumes), None), "sv"))["origins"] == []


@given(seeds)
def test_csv_holds_every_price(seed: int) -> None:
    pricing = atcost.price(*year_of_seed(seed))
    rows = price_rows(price_list(pricing, None), "en")
    assert {(row["area"], row["customer"]): ore(row["price_sek"]) for row in rows} == pricing.prices


def test_last_years_price_and_the_change_stand_beside() -> None:
    listed = example("stockholm/2023", "stockholm/2022")
    rows = price_rows(listed, "sv")
    assert sum(ore(row["price_sek"]) for row in rows) == listed.pricing.total_ore
    assert sum(ore(row["previous_sek"]) for row in rows if row["previous_sek"]) == listed.previous_total_ore
    for row in rows:
        if row["previous_sek"]:
            assert ore(row["change_sek"]) == ore(row["price_sek"]) - ore(row["previous_sek"])
        else:
            assert row["change_sek"] == ""


def test_a_year_without_one_before_has_none_beside() -> None:
    view = json.loads(price_json(example("small"), "sv"))
    assert view["previous_total"] is None
    assert view["previous"] == []
    assert {price["previous"] for price in view["prices"]} == {None}


def test_an_adjusted_quantity_keeps_what_was_counted_beside_it() -> None:
    view = json.loads(price_json(example("stockholm/2023"), "sv"))
    adjusted = [charge for charge in view["charges"] if "adjustment" in charge]
    assert adjusted
    for charge in adjusted:
        assert Fraction(charge["raw_quantity"]) + Fraction(charge["adjustment"]) == Fraction(charge["quantity"])


def test_one_customers_view_holds_nobody_elses_charges() -> None:
    listed = example("stockholm/2023", "stockholm/2022")
    for customer in listed.customers:
        view = json.loads(price_json(listed, "sv", customer))
        for name in ("charges", "prices", "previous"):
            assert {entry["customer"] for entry in view[name]} <= {customer}
        assert sum(ore(charge["amount"]) for charge in view["charges"]) == sum(map(ore, view["customers"].values()))
        rows = price_rows(listed, "sv", customer)
        assert {row["customer"] for row in rows} == {customer}


def test_titles_are_in_the_language_asked_for() -> None:
    wanted: list[tuple[Language, str]] = [("sv", "Skolan"), ("en", "School")]
    for language, title in wanted:
        assert title in {row["customer_title"] for row in price_rows(example("small"), language)}


@given(st.text(max_size=5), st.sampled_from(["", *DANGER]))
def test_a_text_is_never_a_formula(text: str, start: str) -> None:
    made, lines = harmless(start + text), (start + text).replace("\r\n", "\n").replace("\r", "\n")
    assert not made.lstrip().startswith(DANGER[:4]) or re.fullmatch(r"[+-]?\d[\d., \xa0\u202f]*", made, re.ASCII)
    assert not made.startswith(("\t", "\r", "\n"))
    assert made in (lines, f"'{lines}")


@pytest.mark.parametrize("number", ["-1", "+1", "-1,5", "-1 234.50", "-1\xa0234,50", "-1e-05", "1", "-12,50"])
def test_a_number_is_no_formula(number: str) -> None:
    assert harmless(number) == number


@pytest.mark.parametrize("text", ["-1+1", "+1|x", "-(1)", "-", "--1", "-1e5x", "-1\n=1", "\t1", "\r1", "\n1", "-٣"])
def test_what_only_begins_as_a_number_is_made_harmless(text: str) -> None:
    assert harmless(text) == f"'{text}".replace("\r", "\n")


@pytest.mark.parametrize("start", DANGER)
def test_no_cell_that_a_person_wrote_is_a_formula(start: str) -> None:
    """Titles of areas and customers are what a person wrote; amounts are ours, and may be negative."""
    model, volumes = atcost.read_model(EXAMPLES / "small"), atcost.read_volumes(EXAMPLES / "small")
    title = Text(f"{start}x", f"{start}x")
    named = replace(
        model,
        areas={name: replace(area, title=title) for name, area in model.areas.items()},
        customers={name: replace(customer, title=title) for name, customer in model.customers.items()},
    )
    rows = price_rows(price_list(atcost.price(named, volumes), None), "sv")
    for row in rows:
        assert row["area_title"] == row["customer_title"] == f"'{start}x".replace("\r", "\n")


def test_findings_are_told_in_the_language_asked_for() -> None:
    finding = Finding(
        "weights_sum", "model.toml", 3, "area", "cell", {"area": Text("Hyra", "Rent"), "sum": 99, "missing": "1"}
    )
    (swedish,), (english,) = (finding_views([finding], language) for language in ("sv", "en"))
    assert swedish["place"] == "model.toml, rad 3, area"
    assert english["place"] == "model.toml, row 3, area"
    assert "Hyra" in swedish["message"]
    assert "Rent" in english["message"]
    assert {name: swedish[name] for name in ("rule", "level", "cell")} == {
        "rule": "weights_sum",
        "level": "error",
        "cell": "cell",
    }


@given(st.integers(-(10**15), 10**15))
def test_an_amount_survives_the_way_through_json(amount_ore: int) -> None:
    assert ore(json.loads(json.dumps(kronor_plain(amount_ore)))) == amount_ore
