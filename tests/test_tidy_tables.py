"""Tidy tables: the same facts for programs, for spreadsheets and as Parquet, and they sum to what the list says."""

from __future__ import annotations

import csv
import io
import shutil
from fractions import Fraction
from typing import TYPE_CHECKING

import duckdb
import pytest

from atcost.core.price_list import PriceList, price_list
from atcost.core.words import Text
from atcost.inputs.engine import Engine
from atcost.inputs.model_folder import read_year
from atcost.outputs.tidy import TABLES, Column, Tidy, charges, costs, fte, prices, tidy, volumes
from atcost.outputs.tidy_files import excel_csv, parquet, plain_csv
from tests.console import SMALL, STOCKHOLM, atcost

if TYPE_CHECKING:
    from pathlib import Path

ODD = Tidy(
    (
        Column("title", Text("Titel", "Title")),
        Column("amount_sek", Text("Belopp (kr)", "Amount (SEK)"), "money"),
        Column("quantity", Text("Antal (st)", "Quantity (number)"), "number"),
        Column("month", Text("Månad", "Month"), "month"),
        Column("kind", Text("Slag", "Kind"), "word", {"base": Text("bastjänst", "base service")}),
    ),
    [("=1+1", -123450, Fraction(1, 3), 24258, None), (Text("å; ä", "a, b"), None, Fraction("2.5"), None, "base")],
)


@pytest.fixture(scope="module")
def listed() -> PriceList:
    return price_list(read_year(STOCKHOLM).price(), read_year(STOCKHOLM.parent / "2022").price())


def total(tidy: Tidy, column: str, **where: object) -> int:
    """Return the sum of a column over the rows that have given values in others."""
    names = [each.name for each in tidy.columns]
    rows = [dict(zip(names, row, strict=True)) for row in tidy.rows]
    return sum(row[column] or 0 for row in rows if all(row[name] == value for name, value in where.items()))


def test_tables_sum_to_the_list(listed: PriceList) -> None:
    pricing = listed.pricing
    assert total(prices(listed, None), "price_sek") == total(charges(listed, None), "amount_sek") == pricing.total_ore
    assert total(volumes(listed, None), "quantity") == sum(row.quantity for row in pricing.volumes.rows)
    for area, account in pricing.areas.items():
        paid = [total(costs(listed, None), "amount_sek", area=area, kind=kind) for kind in ("base", None)]
        assert sum(paid) == account.own_cost_ore
        assert total(fte(listed, None), "fte", area=area, kind="base") == account.fte
        assert total(fte(listed, None), "amount_sek", area=area, kind="base") == account.staff_ore


def test_one_customer_reads_its_own(listed: PriceList) -> None:
    for make in (prices, charges, volumes):
        tidy = make(listed, "education")
        place = [column.name for column in tidy.columns].index("customer")
        assert {row[place] for row in tidy.rows} == {"education"}
    assert total(prices(listed, "education"), "price_sek") == listed.pricing.customer_totals()["education"]


def test_every_row_says_what_is_made_up(listed: PriceList) -> None:
    for name in TABLES:
        made = tidy(name, listed, None)
        assert made.columns[-1].name == "origin"
        assert all(row[-1].sv.startswith("Exempel: det vars källa är") for row in made.rows)


def test_words_are_those_that_have_one(listed: PriceList) -> None:
    for name in TABLES:
        made = tidy(name, listed, None)
        for place, column in enumerate(made.columns):
            if column.kind == "word":
                assert {row[place] for row in made.rows} <= {None, *column.words}


def test_for_programs() -> None:
    assert plain_csv(ODD, "en", Engine).decode() == (
        'title,amount_sek,quantity,month,kind\n\'=1+1,-1234.50,1/3,2021-07,\n"a, b",,2.5,,base\n'
    )


def test_for_a_swedish_spreadsheet() -> None:
    assert excel_csv(ODD, "sv", Engine).decode() == (
        "\ufeffTitel;Belopp (kr);Antal (st);Månad;Slag\r\n'=1+1;-1234,50;0,333333;2021-07-01;\r\n"
        '"å; ä";;2,5;;bastjänst\r\n'
    )


def test_for_an_english_spreadsheet() -> None:
    assert excel_csv(ODD, "en", Engine).decode() == (
        "\ufeffTitle,Amount (SEK),Quantity (number),Month,Kind\r\n'=1+1,-1234.50,0.333333,2021-07-01,\r\n"
        '"a, b",,2.5,,base service\r\n'
    )


def test_parquet_has_types_and_the_same_rows(listed: PriceList, tmp_path: Path) -> None:
    for name in TABLES:
        table, file = tidy(name, listed, None), tmp_path / f"{name}.parquet"
        file.write_bytes(parquet(table, "sv", Engine))
        found = duckdb.sql(f"SELECT * FROM '{file}'")
        types = [str(kind) for kind in found.types]
        assert [(name, kind.partition("(")[0]) for name, kind in zip(found.columns, types, strict=True)] == [
            (column.name, {"text": "VARCHAR", "word": "VARCHAR", "month": "DATE"}.get(column.kind, "DECIMAL"))
            for column in table.columns
        ]
        rows = list(csv.reader(io.StringIO(plain_csv(table, "sv", Engine).decode())))[1:]
        assert len(found.fetchall()) == len(rows) == len(table.rows)
        money = [place for place, column in enumerate(table.columns) if column.kind == "money"]
        for place in money:
            ((summed,),) = duckdb.sql(f"SELECT sum({table.columns[place].name}) FROM '{file}'").fetchall()
            assert summed == sum(Fraction(row[place] or 0) for row in rows)


@pytest.mark.parametrize(("format_", "ending"), [("csv", "csv"), ("csv-plain", "csv"), ("parquet", "parquet")])
def test_a_folder_gets_every_table(format_: str, ending: str, tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "new"):
        done = atcost("export", SMALL, format_, "-o", folder)
        assert done.code == 0, done.out + done.err
        assert {file.name for file in folder.iterdir()} >= {f"{name}.{ending}" for name in TABLES}


def test_a_file_is_the_price_list(tmp_path: Path) -> None:
    for format_, name in (("csv", "list.csv"), ("parquet", "list.parquet")):
        assert atcost("export", SMALL, format_, "-o", tmp_path / name, "--customer", "school").code == 0
    assert (tmp_path / "list.csv").read_bytes().startswith(b"\xef\xbb\xbfOmr\xc3\xa5de, id;")
    found = duckdb.sql(f"SELECT DISTINCT customer FROM '{tmp_path / 'list.parquet'}'").fetchall()
    assert found == [("school",)]


def test_tables_are_never_written_over_a_years_documents(tmp_path: Path) -> None:
    year = shutil.copytree(SMALL, tmp_path / "2026")
    before = {file: file.read_bytes() for file in year.iterdir()}
    for format_ in ("csv", "csv-plain", "json", "parquet"):
        assert atcost("export", SMALL, format_, "-o", year).code == 2
    assert {file: file.read_bytes() for file in year.iterdir()} == before
