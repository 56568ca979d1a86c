"""Today's price (D5), from transactions to the page: another window counted, priced, and set beside the price list."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.console import atcost, changed, copied
from tests.counting import csv_text

if TYPE_CHECKING:
    from pathlib import Path

WINDOW = "2024-05..2024-07"
SAYS_SO = "Dagens pris, inte prislistan.\n"
ROWS = (("100", "2024-04-03", 9), ("100", "2024-05-03", 2), ("100", "2024-06-03", 3), ("100", "2024-07-31", 5))


@pytest.fixture
def year(tmp_path: Path) -> Path:
    """Return the small example, whose bills are counted from transactions; those of the area stay."""
    folder = copied(tmp_path / "year")
    changed(folder / "model.toml", 'kind = "department" }', 'kind = "department", codes = ["100"] }')
    text = folder / "measures" / "ledger" / "bills.sql"
    text.parent.mkdir(parents=True)
    text.write_text("SELECT code, date, quantity, source_row FROM bills", encoding="utf-8")
    (tmp_path / "bills.csv").write_text(csv_text(("code", "date", "quantity"), *ROWS), encoding="utf-8")
    return folder


def given(year: Path) -> tuple[str, ...]:
    return "--source", f"ledger={year.parent / 'bills.csv'}", "--window", WINDOW


def rows_of(file: Path, *measures: str) -> list[str]:
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith(measures)]


def test_volumes_of_another_window_are_counted_to_a_file_of_their_own(year: Path) -> None:
    """Counted is the window alone; what isn't counted now keeps its rows of the year's file, whatever their months."""
    before, today = (year / "volumes.csv").read_bytes(), year.parent / "today.csv"
    today.write_text("is written over", encoding="utf-8")
    run = atcost("count", year, *given(year), "-o", today)
    assert run.code == 0
    assert rows_of(today, "bills") == [
        f"bills,school,2024-0{month},{number}" for month, number in ((5, 2), (6, 3), (7, 5))
    ]
    assert rows_of(today, "reminders", "employees") == rows_of(year / "volumes.csv", "reminders", "employees")
    assert (year / "volumes.csv").read_bytes() == before
    assert run.out.endswith(f"Dagens pris: atcost price {year} --volumes {today} --window {WINDOW}\n")


def test_a_measures_own_window_moves_by_as_many_months(year: Path) -> None:
    own = 'bills     = { volumes = { from = "2024-03", to = "2024-05" },'
    changed(year / "model.toml", "bills     = {", own)
    today = year.parent / "today.csv"
    assert atcost("count", year, *given(year), "-o", today).code == 0
    assert [line.split(",")[2] for line in rows_of(today, "bills")] == ["2024-04", "2024-05", "2024-06"]


@pytest.mark.parametrize("output", [(), ("-o", "year/volumes.csv")])
def test_volumes_of_another_window_never_take_the_place_of_the_years(
    year: Path, output: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(year.parent)
    before = (year / "volumes.csv").read_bytes()
    run = atcost("count", year, *given(year), *output)
    assert (run.code, run.out) == (2, "")
    assert (year / "volumes.csv").read_bytes() == before


def test_the_rows_behind_a_volume_of_another_window(year: Path) -> None:
    run = atcost("rows", year, *given(year), "--measure", "bills", "--customer", "school", "--json")
    assert [row["quantity"] for row in json.loads(run.out)["rows"]] == ["2", "3", "5"]


def test_todays_price_stands_beside_the_years_own(year: Path) -> None:
    today = year.parent / "today.csv"
    atcost("count", year, *given(year), "-o", today)
    asked = ("price", year, "--volumes", today, "--window", WINDOW, "--previous", year)
    run, own = atcost(*asked), json.loads(atcost("price", year, "--json").out)
    assert run.code == 0
    assert run.out.startswith(SAYS_SO)
    assert "samma mapp" not in run.out
    assert "inte året före" not in run.out
    assert "Dagens pris" in run.out.removeprefix(SAYS_SO)
    assert "Mot årets prislista: " in run.out
    view = json.loads(atcost(*asked, "--json").out)
    assert view["model"]["todays_price"] is True
    assert view["model"]["window"] == WINDOW
    assert view["previous"] == [
        {name: price[name] for name in ("area", "customer", "amount")} for price in own["prices"]
    ]
    assert view["prices"] != own["prices"]


def test_the_years_own_list_may_be_a_sealed_one(year: Path) -> None:
    sealed = year.parent / "list.json"
    assert atcost("publish", year, "-o", sealed).code == 0
    run = atcost("price", year, "--window", "2024-05..2024-06", "--previous", sealed)
    assert run.out.startswith(SAYS_SO)
    assert "inte året före" not in run.out


@pytest.mark.parametrize("more", [("--window", "2024-05..2024-06"), ("--volumes", "today.csv")])
def test_another_window_or_other_volumes_are_no_price_list(
    year: Path, more: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(year.parent)
    text = (year / "volumes.csv").read_text(encoding="utf-8")
    (year.parent / "today.csv").write_text(text.replace("2024-04,", "2024-04,1", 1), encoding="utf-8")
    for command in (("price", year, *more), ("explain", year, *more)):
        assert atcost(*command).out.startswith(SAYS_SO)
    assert atcost("price", year, *more, "--lang", "en").out.startswith("Today's price, not the price list.\n")


def test_the_same_volumes_in_another_file_are_the_price_list(year: Path) -> None:
    heading, *rows = (year / "volumes.csv").read_text(encoding="utf-8").splitlines()
    same = year.parent / "same.csv"
    same.write_text("\n".join([heading, *reversed(rows)]), encoding="utf-8")
    for more in (("--volumes", same), ("--window", "2024-04..2024-06"), ()):
        assert "Dagens pris" not in atcost("price", year, *more).out
        assert "todays_price" not in json.loads(atcost("price", year, *more, "--json").out)["model"]
    assert "samma mapp" in atcost("price", year, "--volumes", same, "--previous", year).out
