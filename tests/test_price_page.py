"""A price list on a screen: totals that add up before one's eyes, and one customer's that is about nobody else."""

from __future__ import annotations

import json
import re
import shutil
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from atcost.core.price_list import price_list
from atcost.core.words import MINUS, NO_BREAK_SPACE
from atcost.inputs.model_folder import priced_before, read_year
from atcost.outputs.change_table import bridge_table, change_table
from atcost.outputs.charge_table import charge_table
from atcost.outputs.price_table import customer_table, price_table
from atcost.outputs.rate_table import budgeted_hours_table, hourly_table
from tests.console import EXAMPLES, STOCKHOLM, STYLES, atcost
from tests.whole_year import WHOLE

if TYPE_CHECKING:
    from pathlib import Path

    from atcost.core.price_list import PriceList
    from atcost.outputs.text_table import Table

YEARS = [WHOLE, STOCKHOLM, EXAMPLES / "small", EXAMPLES / "linked", EXAMPLES / "stockholm" / "2022"]


def priced(folder: Path) -> PriceList:
    year = read_year(folder)
    return price_list(year.price(), priced_before(folder, year.documents()[0])[0])


def number(cell: str) -> Fraction:
    """Read an amount as it stands on a Swedish screen; a blank or a dash is nothing."""
    plain = cell.replace(NO_BREAK_SPACE, "").replace(MINUS, "-").replace(",", ".")
    return Fraction(0) if plain in ("", "–") else Fraction(plain)


def adds_up(table: Table, columns: list[int]) -> None:
    assert table.rows
    for column in columns:
        assert sum(number(row[column]) for row in table.rows) == number(table.foot[0][column]), table.heads[column]


@pytest.mark.parametrize("folder", YEARS, ids=lambda folder: folder.name)
def test_the_sums_of_a_list_are_of_its_rows(folder: Path) -> None:
    listed = priced(folder)
    table = price_table(listed, "sv", listed.areas)
    adds_up(table, [column for column in range(1, len(table.heads)) if table.heads[column] != "%"])
    for customer in listed.pricing.customer_totals():
        own, charges = customer_table(listed, "sv", customer), charge_table(listed.pricing, customer, "sv")
        adds_up(own, [1])
        adds_up(charges, [5])
        assert own.foot[0][1] == charges.foot[0][5]


@pytest.mark.parametrize("columns", [60, 80, 100, 120, 160, 190, 220])
def test_a_list_has_every_area_at_every_width(columns: int) -> None:
    """Areas stand in blocks below each other, all customers in each, and last what they pay and how it changed."""
    listed = priced(STOCKHOLM)
    out = atcost("price", STOCKHOLM, columns=columns).out
    lines = STYLES.sub("", out).partition("Mot året före")[0].splitlines()
    heads = [line.split("  ") for line in lines if line.startswith("Kund  ")]
    titles = [*(listed.area_title(area).sv for area in listed.areas), "Summa 2023", "2022", "Ändring", "%"]
    assert [cell.strip() for head in heads for cell in head[1:] if cell.strip()] == titles
    assert {"Summa 2023", "2022", "Ändring", "%"} <= {cell.strip() for cell in heads[-1]} or columns == 60
    assert sum(line.startswith("Kulturhuset Stadsteatern AB") for line in lines) == len(heads)


def test_areas_stand_beside_the_year_before() -> None:
    listed = priced(STOCKHOLM)
    now, before, change, percent = price_table(listed, "sv", listed.areas).foot
    assert [before[0], change[0], percent[0]] == ["2022", "Ändring", "%"]
    for column in range(1, 6):
        assert number(now[column]) - number(before[column]) == number(change[column])
    assert sum(number(cell) for cell in before[1:6]) * 100 == listed.previous_total_ore


@pytest.mark.parametrize("folder", [WHOLE, STOCKHOLM], ids=lambda folder: folder.name)
def test_changes_lead_from_one_cost_to_the_other_in_every_area(folder: Path) -> None:
    pricing = priced(folder).pricing
    bridge = bridge_table(pricing, "sv")
    assert [row[0] for row in bridge.rows] == [area.title.sv for area in pricing.model.areas.values()]
    adds_up(bridge, [*range(1, 9)])
    for row in [*bridge.rows, *bridge.foot]:
        excluding, came, went, months, overhead, net, including, formerly = map(number, row[1:])
        assert net == came + went + months + overhead
        assert excluding + net == including
        assert formerly <= came
    moved = change_table(pricing, pricing.changes.services, "sv")
    in_price, formerly_paid = len(moved.heads) - 2, len(moved.heads) - 1
    adds_up(moved, [in_price, formerly_paid])
    assert moved.foot[0][in_price] == bridge.foot[0][6]
    assert moved.foot[0][formerly_paid] == bridge.foot[0][8]


def test_a_service_for_a_part_of_the_year_says_what_it_moves(tmp_path: Path) -> None:
    folder = shutil.copytree(EXAMPLES / "small", tmp_path / "small")
    model = (folder / "model.toml").read_text(encoding="utf-8")
    for name, said in (("entry ", 'to = "2025-06"'), ("chasing ", 'before = "none", from = "2025-04"')):
        model = re.sub(rf'({name} += {{ kind = "base",)', rf"\1 {said},", model)
    (folder / "model.toml").write_text(model, encoding="utf-8")
    pricing = read_year(folder).price()
    table, bridge = change_table(pricing, pricing.changes.services, "sv"), bridge_table(pricing, "sv")
    in_price = len(table.heads) - 1
    adds_up(table, [in_price])
    assert table.heads[in_price] == "Ändrar årspriset"
    assert table.foot[0][in_price] == bridge.foot[0][6]
    assert [(row[4], number(row[in_price]) < 0) for row in table.rows[:2]] == [
        ("till 2025-06", True),
        ("från 2025-04", False),
    ]


def test_a_service_of_a_part_of_the_year_says_its_months() -> None:
    out = atcost("price", WHOLE).out
    table = out.partition("Förändrade uppdrag")[2].partition("Kostnad exklusive")[0]
    assert [line.split()[1] for line in table.splitlines() if "2023-03..2023-10" in line] == ["§062"]
    assert [line.split()[1] for line in table.splitlines() if "från 2023-04" in line] == ["§066"]


def test_hourly_prices_stand_by_area_and_category_with_their_unit() -> None:
    pricing = priced(STOCKHOLM).pricing
    table = hourly_table(pricing, pricing.hourly, "sv")
    assert (table.title, table.heads) == ("Timpriser", ["Område", "Personalkategori", "Enhet", "Pris, SEK"])
    assert table.rows[0] == ["Leverantörsreskontra", "Ekonomiadministratör", "timme", "460,00"]
    budgeted = budgeted_hours_table(pricing, "sv")
    adds_up(budgeted, [4, 5])
    assert all(number(row[3]) * number(row[4]) == number(row[5]) for row in budgeted.rows)


@pytest.mark.parametrize("asked", [(), ("--json",)], ids=["screen", "json"])
@pytest.mark.parametrize("folder", [STOCKHOLM, EXAMPLES / "stockholm" / "2022"], ids=lambda folder: folder.name)
def test_one_customers_list_names_no_other(folder: Path, asked: tuple[str, ...]) -> None:
    listed = priced(folder)
    titles = {name: listed.customer_title(name).sv for name in listed.customers}
    for customer in list(titles)[::5]:
        run = atcost("price", folder, "--customer", customer, *asked)
        assert run.code == 0
        assert [title for name, title in titles.items() if name != customer and title in run.out] == []


def test_one_customer_is_told_what_concerns_it_or_everyone() -> None:
    whole, audit, education = (
        json.loads(atcost("price", STOCKHOLM, "--json", *asked).out)["findings"]
        for asked in ((), ("--customer", "audit"), ("--customer", "education"))
    )
    assert [finding["rule"] for finding in whole] == ["flow_months_missing"] * 2 + ["customers_without_rows"] * 3
    assert [finding["rule"] for finding in audit] == ["flow_months_missing", "customers_without_rows"]
    assert audit[1]["message"] == "Utan rader för Återbetalningar, räknas som noll: Revisionskontoret."
    assert education == []
    everyone = atcost("price", WHOLE, "--customer", "care").out
    assert "Förra årets mapp eller förseglade prislista finns inte" in everyone
    assert "§025 2022-01" in everyone
    assert "§045 men tar inte" not in everyone
    assert "§045 men tar inte" in atcost("price", WHOLE, "--customer", "school").out


def test_one_customers_list_is_about_the_areas_that_it_takes() -> None:
    out = atcost("price", STOCKHOLM, "--customer", "stadshus").out
    assert "Leverantörsreskontra  Ekonom " in out
    assert [title for title in ("Kundreskontra", "Ekonomiservice", "Familjer", "Justerade") if title in out] == []
    assert "Justerade volymer" in atcost("price", STOCKHOLM, "--customer", "education").out


def test_sections_stand_in_the_order_in_which_one_asks() -> None:
    out = atcost("price", STOCKHOLM).out
    titles = ["Summa 2023", "Mot året före", "Självkostnad\n", "Förändrade uppdrag\n", "Kostnad exklusive", "Justerade"]
    places = [out.index(title) for title in [*titles, "Timpriser\n", "Vad en enhet väger\n", "ingen taxa", "UPPGIFT"]]
    assert all(one < other for one, other in pairwise(places))
