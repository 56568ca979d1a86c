from __future__ import annotations

import random
import string
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import duckdb
import pytest

from atcost.core.counting import RefusedRow
from atcost.core.finding import Faulty
from atcost.core.model import Customer, Measure
from atcost.core.period import Window, month
from atcost.inputs import measures, tables
from atcost.inputs.sql_text import identifier
from atcost.inputs.text_files import as_utf8
from tests.counting import CUSTOMERS, INVOICES, NAME, Year, csv_text, model_of, rules, volumes

if TYPE_CHECKING:
    from pathlib import Path

HEADING = ("code", "date", "quantity")


@pytest.fixture
def year(tmp_path: Path) -> Year:
    return Year(tmp_path).text(INVOICES)


def test_rows_are_counted_by_customer_and_month(year: Year) -> None:
    rows = [(110, "2021-07-01", 2), (111, "2021-07-31", 3), ("120 ", "2021-08-01", 5), (110, "2022-06-30", 7)]
    counting = year.file(csv_text(HEADING, *rows)).count()
    assert volumes(counting) == {("schools", "2021-07"): 5, ("schools", "2022-06"): 7, ("culture", "2021-08"): 5}
    assert counting.findings == []
    (count,) = counting.counts
    assert (count.source, count.measure, count.in_files, count.read, count.counted) == ("erp", "invoices", 4, 4, 4)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_encoding_and_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    text = csv_text(("Förvaltning", "Datum", "Antal"), ("Ö–1", "2021-07-01", "1 234,5"), separator=separator)
    customers = {"a": Customer(title=NAME, kind="department", codes=("Ö–1",))}
    year = Year(tmp_path, model_of(customers))
    year.text("SELECT Förvaltning AS code, Datum AS date, Antal AS quantity, source_row FROM invoices")
    assert volumes(year.file(text.encode(encoding)).count()) == {("a", "2021-07"): Fraction("1234.5")}


def test_files_of_a_table_may_differ_in_encoding_and_columns(year: Year) -> None:
    year.file("﻿code;date;quantity\r\n110;2021-07-05;1\r\n", "invoices-2021-07.csv")
    year.file("extra,quantity,date,code\nå,2,20210805,120\n".encode("cp1252"), "invoices-2021-08.csv")
    year.text("SELECT code, date, quantity, source_row, extra IS NULL AS not_extra FROM invoices")
    counting = year.count()
    assert volumes(counting) == {("culture", "2021-08"): 2}
    assert counting.counts[0].excluded == {"not_extra": 1}


def test_only_the_files_that_texts_read_are_made_ready_each_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {"invoices": INVOICES, "odd": "no SQL", "claims": INVOICES.replace("invoices", "claims"), "more": INVOICES}
    others = {name: Measure(title=NAME, unit=NAME, source="erp") for name in texts if name != "invoices"}
    year = Year(tmp_path, model_of(**others))
    for name, sql in texts.items():
        year.text(sql, name)
    for file in ("claims-2021-07.csv", "claims-2021-08.csv", "invoices.csv", "unnamed.csv"):
        year.file(csv_text(HEADING, (110, "2021-07-01", 2)), file)
    read: list[str] = []
    monkeypatch.setattr(tables, "as_utf8", lambda file, *more: read.append(file.name) or as_utf8(file, *more))
    assert [(count.measure, count.counted) for count in year.count().counts] == [
        ("invoices", 1),
        ("claims", 2),
        ("more", 1),
    ]
    assert read == ["invoices.csv", "claims-2021-07.csv", "claims-2021-08.csv"]


def test_every_row_is_accounted_for(year: Year) -> None:
    year.text(INVOICES.replace(" FROM", ", kind = 'K' AS not_an_invoice, kind = 'T' AS not_real FROM"))
    rows = [
        ("110", "2021-07-01", "1", "F"),
        ("110", "x", "x", "K"),
        ("110", "2021-07-01", "1", "T"),
        ("110", "", "1", ""),
        ("110", "3/4/2021", "1", ""),
        ("110", "2021-07-01", "1,234", ""),
        ("110", "2021-06-30", "1", ""),
        ("999", "2021-07-01", "1", ""),
        ("", "2021-07-01", "1", ""),
    ]
    counting = year.file(csv_text((*HEADING, "kind"), *rows) + "ragged\n").count()
    (count,) = counting.counts
    assert count.excluded == {"not_an_invoice": 1, "not_real": 1}
    assert count.refused == {"date": 1, "ambiguous_date": 1, "ambiguous_quantity": 1, "record": 1}
    assert count.nobody == {"999": 1, "": 1}
    assert (count.counted, count.outside) == (1, 1)
    assert count.read == count.in_files == count.accounted_for == len(rows) + 1
    assert rules(counting) == [*["rows_refused"] * 4, "outside_window", "codes_of_nobody"]
    assert [row[1:] for row in counting.refused] == [
        ("invoices.csv:11", "record", "", "", ""),
        ("invoices.csv:5", "date", "110", "", "1"),
        ("invoices.csv:6", "ambiguous_date", "110", "3/4/2021", "1"),
        ("invoices.csv:7", "ambiguous_quantity", "110", "2021-07-01", "1,234"),
    ]
    assert len(counting.refused) == len(list(counting.refused)) == 4


def test_dates_that_end_with_the_year_are_read_once_their_column_shows_how(year: Year) -> None:
    rows = [("110", "3/7/2021 12:00", 1), ("110", "Thursday, July 1, 2021", 1), ("110", "13/7/2021 01:16", 1)]
    assert volumes(year.file(csv_text(HEADING, *rows)).count()) == {("schools", "2021-07"): 3}
    assert [row["date"] for row in year.rows()] == [rows[place][1] for place in (1, 0, 2)]
    no_day = [*rows, ("110", "31/2/2021", 1)]
    assert year.file(csv_text(HEADING, *no_day)).count().counts[0].refused == {"date": 1}


def test_dates_whose_column_shows_both_ways_are_refused_for_that(year: Year) -> None:
    """13/7 has one reading only, and yet what the column means by 3/7 is not known."""
    rows = [("110", day, 1) for day in ("13/7/2021", "7/13/2021", "3/7/2021", "13/13/2021", "2021-07-01")]
    counting = year.file(csv_text(HEADING, *rows)).count()
    assert counting.counts[0].refused == {"mixed_dates": 3, "date": 1}
    mixed, _ = (finding for finding in counting.findings if finding.rule == "rows_refused")
    assert "både med dag och med månad först" in mixed.message("sv")
    assert "try_strptime(KOLUMN, '%d/%m/%Y') AS date" in mixed.remedy("sv")


def test_the_remedy_of_a_refused_day_reads_it(year: Year) -> None:
    year.text("SELECT code, try_strptime(date, '%d/%m/%Y') AS date, quantity, source_row FROM invoices")
    counting = year.file(csv_text(HEADING, ("110", "3/7/2021", 1), ("110", "x", 1))).count()
    assert volumes(counting) == {("schools", "2021-07"): 1}
    assert counting.counts[0].refused == {"date": 1}


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("7", 7),
        ("-7", -7),
        ("−7", -7),
        ("+0,5", Fraction(1, 2)),
        ("0,125", Fraction(1, 8)),
        ("1 234 567,89", Fraction("1234567.89")),
        ("1\u00a0234", 1234),
        ("1\u202f234", 1234),
        ("999999999999999999.999999999", Fraction("999999999999999999.999999999")),
        ("0.1", Fraction(1, 10)),
        ("0.125", Fraction(1, 8)),
        ("1234.567", Fraction("1234.567")),
        ("1 234.567", Fraction("1234.567")),
        (" 3 ", 3),
        ("1,234", None),
        ("1.234", None),
        ("-1.200", None),
        ("1.234,5", None),
        ("1.234.567", None),
        ("12 34", None),
        ("1e3", None),
        ("nan", None),
        ("", None),
        ("½", None),
        ("0.0000000001", None),
        ("1000000000000000000", None),
        ("7-", None),
    ],
)
def test_quantities_as_text_are_exact_or_refused(year: Year, text: str, quantity: Fraction | None) -> None:
    counting = year.file(csv_text(HEADING, *[("110", "2021-07-01", text)] * 3)).count()
    if quantity is None:
        assert sum(counting.counts[0].refused.values()) == 3
    else:
        assert volumes(counting) == {("schools", "2021-07"): 3 * quantity}


@pytest.mark.parametrize(
    ("texts", "quantity", "refused"),
    [
        (["1.200", "3"], 3, {"ambiguous_quantity": 1}),
        (["1,200", "3"], 3, {"ambiguous_quantity": 1}),
        (["1.200", "12.5"], Fraction("13.7"), {}),
        (["1,200", "12,5"], Fraction("13.7"), {}),
        (["1.200", "12,5", "3"], Fraction("15.5"), {"mixed_marks": 1}),
        (["1,200", "0.125", "3"], Fraction("3.125"), {"mixed_marks": 1}),
        (["12.5", "12,5", "1.200", "3", "x"], 3, {"mixed_marks": 3, "quantity": 1}),
    ],
)
def test_a_mark_means_what_its_column_shows(
    year: Year, texts: list[str], quantity: Fraction, refused: dict[str, int]
) -> None:
    """As in volumes.csv: 1.200 is no number until another shows which mark stands before decimals."""
    for rows in (texts, texts[::-1]):
        counting = year.file(csv_text(HEADING, *[("110", "2021-07-01", text) for text in rows], separator=";")).count()
        assert volumes(counting) == {("schools", "2021-07"): quantity}
        assert counting.counts[0].refused == refused
    behind = [row["quantity"] for row in year.rows()]
    assert len(behind) == len(texts) - sum(refused.values())


def test_a_row_that_is_excluded_shows_no_mark(year: Year) -> None:
    year.text(INVOICES.replace(" FROM", ", kind = 'K' AS not_an_invoice FROM"))
    rows = [("110", "2021-07-01", "1.200", ""), ("110", "2021-07-01", "12.5", "K")]
    assert year.file(csv_text((*HEADING, "kind"), *rows)).count().counts[0].refused == {"ambiguous_quantity": 1}


@pytest.mark.parametrize(
    ("sql", "quantity"),
    [("replace(quantity, '.', '')", 2400), ("CAST(quantity AS DECIMAL(18, 3))", Fraction("2.4"))],
)
def test_the_remedies_of_a_quantity_with_two_readings_read_it(year: Year, sql: str, quantity: Fraction) -> None:
    refused = year.file(csv_text(HEADING, *[("110", "2021-07-01", "1.200")] * 2)).count()
    (finding,) = (finding for finding in refused.findings if finding.rule == "rows_refused")
    assert sql.replace("quantity", "KOLUMN") in finding.remedy("sv")
    assert sql.replace("quantity", "COLUMN") in finding.remedy("en")
    year.text(f"SELECT code, date, {sql} AS quantity, source_row FROM invoices")
    assert volumes(year.count()) == {("schools", "2021-07"): quantity}


@pytest.mark.parametrize(
    ("sql", "quantity"),
    [
        ("1", 2),
        ("1.5", 3),
        ("CAST(100000000000000000000000000000000000 AS HUGEINT)", 2 * 10**35),
        ("CAST('0.1' AS DECIMAL(38, 30))", Fraction(1, 5)),
        ("CAST(NULL AS INTEGER)", None),
    ],
)
def test_quantities_as_numbers_are_exact(year: Year, sql: str, quantity: Fraction | None) -> None:
    year.text(f"SELECT code, date, {sql} AS quantity, source_row FROM invoices")
    counting = year.file(csv_text(HEADING, *[("110", "2021-07-01", "")] * 2)).count()
    assert volumes(counting) == ({} if quantity is None else {("schools", "2021-07"): quantity})


@pytest.mark.parametrize(
    ("column", "sql"),
    [
        ("quantity", "CAST(1 AS DOUBLE)"),
        ("quantity", "CAST(1 AS FLOAT)"),
        ("quantity", "DATE '2021-07-01'"),
        ("date", "CAST(1 AS DOUBLE)"),
        ("date", "CAST('2021-07-01' AS TIMESTAMPTZ)"),
        ("not_x", "'true'"),
        ("quantity", "CAST(1 AS UHUGEINT)"),
    ],
)
def test_a_column_of_a_type_that_means_nothing_is_told(year: Year, column: str, sql: str) -> None:
    columns = {"code": "code", "date": "date", "quantity": "1", "source_row": "source_row"} | {column: sql}
    year.text(f"SELECT {', '.join(f'{value} AS {name}' for name, value in columns.items())} FROM invoices")
    counting = year.file(csv_text(HEADING)).count()
    assert [(finding.rule, finding.path) for finding in counting.findings] == [("sql_column_type", column)]
    assert counting.counts == []


def test_a_thing_under_two_codes_counts_once_for_its_customer(year: Year) -> None:
    year.text("SELECT code, date, 1 AS quantity, source_row, family AS thing, queue = 'Q' AS not_placed FROM invoices")
    rows = [
        ("110", "2021-07-01", "F1", ""),
        ("111", "2021-07-02", "F1 ", ""),
        ("120", "2021-07-31", "F1", ""),
        ("110", "2021-08-01", "F1", ""),
        ("110", "2021-07-01", "F2", ""),
        ("110", "2021-07-01", "F3", "Q"),
        ("999", "2021-07-01", "F4", ""),
        ("110", "2021-07-01", "", ""),
        ("110", "2021-07-01", " ", ""),
    ]
    counting = year.file(csv_text(("code", "date", "family", "queue"), *rows)).count()
    assert volumes(counting) == {("schools", "2021-07"): 2, ("schools", "2021-08"): 1, ("culture", "2021-07"): 1}
    (count,) = counting.counts
    assert (count.counted, count.without_thing, count.nobody, count.quantity) == (5, 2, {"999": 1}, 4)
    assert rules(counting) == ["rows_without_thing", "codes_of_nobody"]
    assert [row["source_row"] for row in year.rows()] == [f"invoices.csv:{row}" for row in (2, 6, 3, 5)]


def test_a_thing_has_no_quantity_of_its_own(year: Year) -> None:
    year.text("SELECT code, date, quantity, source_row, code AS thing FROM invoices")
    counting = year.file(csv_text(HEADING, (110, "2021-07-01", 2), (120, "2021-07-01", "1,0"))).count()
    assert counting.counts[0].refused == {"quantity": 1}
    assert volumes(counting) == {("culture", "2021-07"): 1}


@pytest.mark.parametrize("is_text", [True, False])
def test_a_code_that_passes_on_inside_a_month(tmp_path: Path, *, is_text: bool) -> None:
    customers = {
        "old": Customer(title=NAME, kind="department", codes=("1", "2"), to=date(2021, 7, 14)),
        "new": Customer(title=NAME, kind="department", codes=("1",), from_=date(2021, 7, 15)),
    }
    year = Year(tmp_path, model_of(customers))
    day = "date" if is_text else "CAST(date AS DATE)"
    year.text(f"SELECT code, {day} AS date, 1 AS quantity, source_row, thing FROM invoices")
    rows = [("1", "2021-07-14", "a"), ("2", "2021-07-01", "a"), ("1", "2021-07-15", "a"), ("2", "2021-07-15", "b")]
    counting = year.file(csv_text(("code", "date", "thing"), *rows)).count()
    assert volumes(counting) == {("old", "2021-07"): 1, ("new", "2021-07"): 1}
    assert counting.counts[0].nobody == {"2": 1}
    assert [row["date"] for row in year.rows(customer="new")] == ["2021-07-15"]


def test_days_that_no_calendar_has_are_refused(year: Year) -> None:
    year.text("SELECT code, CAST(date AS DATE) AS date, quantity, source_row FROM invoices")
    rows = [("110", day, 1) for day in ("2021-07-01", "infinity", "-infinity", "0044-03-15 (BC)", "20000-01-01", "")]
    counting = year.file(csv_text(HEADING, *rows)).count()
    assert counting.counts[0].refused == {"date": 5}
    assert len(year.rows()) == 1


def test_a_measures_own_window(tmp_path: Path) -> None:
    own = Measure(title=NAME, unit=NAME, source="erp", volumes=Window(month(2021, 6), month(2022, 5)))
    year = Year(tmp_path, model_of(invoices=own)).text(INVOICES)
    rows = [("110", "2021-06-01", 1), ("110", "2022-06-01", 1)]
    counting = year.file(csv_text(HEADING, *rows)).count()
    assert volumes(counting) == {("schools", "2021-06"): 1}
    assert counting.counts[0].outside == 1


def test_the_rows_behind_a_volume_add_up_to_it(year: Year) -> None:
    chance = random.Random(1)  # noqa: S311 -- chance that can be repeated is what is wanted
    codes, days = ["110", "111", "120", "9"], ["2021-07-01", "2021-06-30", "x", "2022-06-30"]
    rows = [(chance.choice(codes), chance.choice(days), chance.choice(["1", "2,5", "x"]), "") for _ in range(500)]
    year.text(INVOICES.replace(" FROM", ", code || date = '1112021-07-01' AS not_this FROM"))
    counting = year.file(csv_text((*HEADING, "kind"), *rows, separator=";")).count()
    for (customer, _), quantity in volumes(counting).items():
        behind = [row for row in year.rows(customer=customer) if row["date"] is not None]
        assert all(row["not_this"] == "false" for row in behind)
        in_all = sum(Fraction((row["quantity"] or "").replace(",", ".")) for row in behind)
        assert in_all == sum(part for (who, _), part in volumes(counting).items() if who == customer) >= quantity
    assert {row["source_row"] for row in year.rows()} <= {f"invoices.csv:{row}" for row in range(2, 502)}


@pytest.mark.parametrize("is_text", [True, False])
def test_rows_stand_by_day_and_place(year: Year, *, is_text: bool) -> None:
    day = "date" if is_text else "CAST(date AS DATE) AS date"
    year.text(f"SELECT code, {day}, quantity, source_row FROM invoices")
    days = ["2021-07-02", *["2021-07-01"] * 9, "2021-07-03", "2021-07-01"]
    for name in ("invoices-2.csv", "invoices-1.csv"):
        year.file(csv_text(HEADING, *(("110", day, 1) for day in days)), name)
    year.text(f"SELECT code, {day}, quantity, source_row FROM (FROM invoices_2 UNION ALL FROM invoices_1)")
    found = [(row["date"], row["source_row"]) for row in year.rows()]
    rows = {"2021-07-01": [*range(3, 12), 13], "2021-07-02": [2], "2021-07-03": [12]}
    assert found == [
        (day, f"invoices-{file}.csv:{number}") for day, numbers in rows.items() for file in (1, 2) for number in numbers
    ]


@pytest.mark.parametrize("thing", ["", ", thing"])
def test_what_rows_come_to_is_the_volume(tmp_path: Path, thing: str) -> None:
    chance = random.Random(4)  # noqa: S311 -- as above
    customers = {**CUSTOMERS, "old": Customer(title=NAME, kind="department", codes=("120",), to=date(2021, 7, 14))}
    customers["culture"] = replace(customers["culture"], from_=date(2021, 7, 15))
    year = Year(tmp_path, model_of(customers)).text(f"SELECT code, date, quantity, source_row{thing} FROM invoices")
    quantities = ["1"] if thing else ["1", "2,5", "x"]
    rows = [
        (
            chance.choice(["110", "111", "120"]),
            f"2021-0{chance.choice('789')}-{chance.randrange(10, 20)}",
            chance.choice(quantities),
            chance.choice(["a", "b", "c", ""]),
        )
        for _ in range(200)
    ]
    counted = volumes(year.file(csv_text((*HEADING, "thing"), *rows, separator=";")).count())
    for (customer, in_month), quantity in counted.items():
        asked = month(int(in_month[:4]), int(in_month[5:]))
        with measures.rows(year.folder, year.model, {"erp": year.source}, "invoices", customer, asked) as found:
            assert sum(each.volume for each in found.behind) == quantity
            assert sum(each.rows for each in found.behind) == len(list(found.rows))


def test_source_rows_are_numbered_as_a_spreadsheet_does(year: Year) -> None:
    year.file('code,date,quantity\n110,2021-07-01,"1"\n\n110,2021-07-01\n"110",2021-07-01,"2"\n"1\n10",2021-07-01,3\n')
    year.file(csv_text(HEADING, *[("110", "2021-07-01", 1)] * 3), "invoices-2021-08.csv")
    assert [row["source_row"] for row in year.rows()] == [
        *(f"invoices-2021-08.csv:{row}" for row in (2, 3, 4)),
        *(f"invoices.csv:{row}" for row in (2, 5)),
    ]
    (count,) = year.count().counts
    assert (count.read, count.nobody, count.refused) == (7, {"1\n10": 1}, {"record": 1})


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_an_empty_line_is_no_row_but_has_a_number(year: Year, end: str) -> None:
    lines = ["code,date,quantity", "110,2021-07-01,1", "", "110,2021-07-02,1", ""]
    year.file(end.join(lines))
    assert [row["source_row"] for row in year.rows()] == ["invoices.csv:2", "invoices.csv:4"]
    (count,) = year.count().counts
    assert (count.read, count.in_files) == (2, 2)


def test_line_ends_may_be_mixed(year: Year) -> None:
    year.file("code,date,quantity\r\n110,2021-07-01,1\n110,2021-07-02,1\r\n")
    assert [row["source_row"] for row in year.rows()] == ["invoices.csv:2", "invoices.csv:3"]


def test_parquet_is_read_as_it_is(year: Year) -> None:
    year.source.mkdir()
    for name, start in (("invoices-2021-07", "2021-07-01"), ("invoices-2021-08", "2021-08-01")):
        duckdb.sql(
            f"""COPY (SELECT 110 AS code, DATE '{start}' + CAST(i AS INTEGER) AS date,
            CAST(i + 0.5 AS DECIMAL(9, 1)) AS quantity FROM range(3) r(i)) TO '{year.source / name}.parquet'"""
        )
    assert volumes(year.count()) == {("schools", "2021-07"): Fraction(9, 2), ("schools", "2021-08"): Fraction(9, 2)}
    assert [row["source_row"] for row in year.rows()][1] == "invoices-2021-07.parquet:2"


@pytest.mark.parametrize(
    ("content", "name", "rule", "row"),
    [
        (b"code,date,quantity\n1,2,\x81\n", "invoices.csv", "unreadable_file", 2),
        (b"", "invoices.csv", "heading_missing", 1),
        (b"code,date,CODE\n", "invoices.csv", "heading_twice", 1),
        (b"PAR1 not really", "invoices.parquet", "unreadable_parquet", None),
        (b"", "invoices.parquet", "unreadable_parquet", None),
        (b"code,date,quantity\n", "other.csv", "table_missing", None),
    ],
)
def test_a_file_that_cannot_be_read_is_told(year: Year, content: bytes, name: str, rule: str, row: int | None) -> None:
    counting = year.file(content, name).count()
    assert [(finding.rule, finding.row) for finding in counting.findings] == [(rule, row)]


def test_parquet_with_a_column_of_our_name_is_told(year: Year) -> None:
    year.source.mkdir()
    duckdb.sql(f"COPY (SELECT 1 AS source_row) TO '{year.source}/invoices.parquet'")
    assert rules(year.count()) == ["heading_twice"]


def test_sources_and_texts_that_do_not_fit_are_told(tmp_path: Path) -> None:
    more = {
        "claims": Measure(title=NAME, unit=NAME, source="erp", combines={"invoices": 1}),
        "refunds": Measure(title=NAME, unit=NAME, source="erp"),
        "homes": Measure(title=NAME, unit=NAME, source="rent"),
    }
    year = Year(tmp_path, model_of(**more)).file(csv_text(HEADING))
    for measure in ("invoices", "claims", "homes", "invoicse"):
        year.text(INVOICES, measure)
    sources = {"erp": year.source, "rent": year.source, "erq": year.source}
    found = measures.count(year.folder, year.model, sources, lambda _: None).findings
    assert [(finding.rule, finding.file) for finding in found] == [
        ("measure_elsewhere", "measures/erp/homes.sql"),
        ("unknown_name", "measures/erp/invoicse.sql"),
        ("measure_combines", "measures/erp/claims.sql"),
        ("measure_without_text", "measures/erp/refunds.sql"),
        ("source_without_texts", "measures/rent"),
        ("unknown_name", "model.toml"),
    ]
    nowhere = measures.count(year.folder, year.model, {"erp": tmp_path / "nowhere"}, lambda _: None)
    assert rules(nowhere)[-1] == "source_not_there"
    for finding in [*found, *nowhere.findings]:
        assert finding.message("sv") != finding.message("en")
        assert finding.remedy("sv") != finding.remedy("en")


@pytest.mark.parametrize(
    ("measure", "customer", "source", "rule"),
    [
        ("claims", "schools", "erp", "measure_combines"),
        ("invoicse", "schools", "erp", "unknown_name"),
        ("invoices", "school", "erp", "unknown_name"),
        ("invoices", "nobody", "erp", "customer_without_codes"),
        ("invoices", "schools", "rent", "source_not_given"),
        ("refunds", "schools", "erp", "file_missing"),
    ],
)
def test_rows_that_cannot_be_asked_for_are_told(
    tmp_path: Path, measure: str, customer: str, source: str, rule: str
) -> None:
    more = {
        "claims": Measure(title=NAME, unit=NAME, source="erp", combines={"invoices": 1, "refunds": 2}),
        "refunds": Measure(title=NAME, unit=NAME, source="erp"),
    }
    model = model_of({**CUSTOMERS, "nobody": Customer(title=NAME, kind="company")}, **more)
    year = Year(tmp_path, model).text(INVOICES).file(csv_text(HEADING))
    with (
        pytest.raises(Faulty) as fault,
        measures.rows(year.folder, model, {source: year.source}, measure, customer),
    ):
        pass
    assert [finding.rule for finding in fault.value.findings] == [rule]


def test_a_text_that_cannot_be_read_is_told_with_its_place(tmp_path: Path) -> None:
    year = Year(tmp_path).text("").file("code\n")
    file = year.folder / "measures" / "erp" / "invoices.sql"
    file.write_bytes(b"\0")
    assert [finding.place("sv") for finding in year.count().findings] == ["measures/erp/invoices.sql, rad 1"]
    with pytest.raises(Faulty, match=r"measures/erp/invoices\.sql"):
        year.rows()


def test_a_failing_measure_leaves_the_others_counted(tmp_path: Path) -> None:
    year = Year(tmp_path, model_of(refunds=Measure(title=NAME, unit=NAME, source="erp")))
    year.text("SELECT\n  nothing(code) AS code FROM invoices").text(INVOICES, "refunds")
    counting = year.file(csv_text(HEADING, (110, "2021-07-01", 1))).count()
    assert [count.measure for count in counting.counts] == ["refunds"]
    (finding,) = counting.findings
    assert (finding.rule, finding.file, finding.row) == ("sql_fails", "measures/erp/invoices.sql", 2)
    assert "nothing" in finding.message("en")


@pytest.mark.parametrize(
    ("content", "heading"),
    [
        ("Rapport över fakturor\n\nKund;Datum;Antal\n110;2021-07-01;1\n", "Rapport över fakturor; source_row"),
        ("Kund|Datum|Antal\n110|2021-07-01|1\n", "Kund|Datum|Antal; source_row"),
        ("<html><table><tr>\n<td>Kund</td>\n", "<html><table><tr>; source_row"),
        ("kund nr,datum,antal\n", "kund nr; datum; antal; source_row"),
        (",".join(f"k{number}" for number in range(30)), "; ".join(f"k{number}" for number in range(20)) + "; …"),
    ],
)
@pytest.mark.parametrize(
    "sql",
    [
        "SELECT\n  Kund AS code, Datum AS date, 1 AS quantity, source_row FROM invoices",
        "SELECT\n  i.Kund AS code, i.Datum AS date, 1 AS quantity, source_row FROM invoices AS i",
        "WITH i AS (FROM invoices) SELECT\n  i.Kund AS code, i.Datum AS date, 1 AS quantity, source_row FROM i",
    ],
)
def test_a_column_that_is_not_there_is_told_with_those_that_are(
    year: Year, content: str, heading: str, sql: str
) -> None:
    counting = year.text(sql).file(content).count()
    (finding,) = counting.findings
    assert (finding.rule, finding.file, finding.row) == ("sql_column_unknown", "measures/erp/invoices.sql", 2)
    assert finding.message("sv") == f"Kolumnen ”Kund” finns inte. Rubrikraden ger: invoices ({heading})."
    assert finding.message("en") == f"There is no column “Kund”. The heading row gives: invoices ({heading})."


def test_a_code_that_two_customers_have_is_told(tmp_path: Path) -> None:
    customers = {name: Customer(title=NAME, kind="department", codes=("1",)) for name in "ab"}
    year = Year(tmp_path, model_of(customers)).text(INVOICES).file(csv_text(HEADING))
    assert rules(year.count()) == ["code_shared"]


def test_rows_of_many_shapes_are_counted_as_a_plain_script_counts_them(tmp_path: Path) -> None:
    """Enough rows for DuckDB to read the file in parts, some of them broken over lines or no rows."""
    chance = random.Random(2)  # noqa: S311 -- as above
    customers = {letter: Customer(title=NAME, kind="department", codes=(letter,)) for letter in string.ascii_lowercase}
    year = Year(tmp_path, replace(model_of(customers), volumes=Window(month(2021, 1), month(2021, 12)))).text(INVOICES)
    lines, expected, refused = ["code,date,quantity,text"], dict.fromkeys(customers, 0), 0
    for _ in range(60_000):
        code, quantity = chance.choice(string.ascii_lowercase), chance.randrange(100)
        text = chance.choice(['"a ""quoted"" line\nbroken, twice\n"', "plain å", '""', '5" pipe'])
        if chance.random() < 0.001:
            refused += 1
            lines.append(f"{code},2021-01-01")
        else:
            expected[code] += quantity
            lines.append(f"{code},2021-01-01,{quantity},{text}")
    year.file("\n".join(lines).encode("cp1252"))
    counting = year.count()
    assert {row.customer: row.quantity for row in counting.rows} == expected
    assert counting.counts[0].refused == {"record": refused}
    assert counting.counts[0].read == 60_000


def test_a_column_can_not_take_the_place_of_the_engines_own(year: Year) -> None:
    year.text("SELECT code, date, 1 AS quantity, source_row, 1000 AS at_quantity FROM invoices")
    counting = year.file(csv_text(HEADING, ("110", "2021-07-01", ""))).count()
    assert [(finding.rule, finding.path) for finding in counting.findings] == [("sql_column_taken", "at_quantity")]
    assert counting.rows == []


NAMES = (
    *("written", "day", "reason", "number", "customer", "part", "rows", "in_month", "places", "has_one_place", "rowid"),
    *("_judged", "_readings", "_grouped", "_placed", "_measure", "select", "a'b", 'say "so"'),
)


@pytest.mark.parametrize("day", ["date", "CAST(date AS DATE) AS date"], ids=["text", "date"])
def test_a_column_may_have_any_other_name(year: Year, day: str) -> None:
    more = ", ".join(f"'mine' AS {identifier(name)}" for name in NAMES)
    year.text(f"SELECT code, {day}, quantity, source_row, {more} FROM invoices")
    year.file(csv_text(HEADING, ("110", "2021-07-01", 2), ("110", "2021-07-02", "x")))
    counting = year.count()
    assert volumes(counting) == {("schools", "2021-07"): 2}
    assert [row.source_row for row in counting.refused] == ["invoices.csv:3"]
    (row,) = year.rows()
    assert {name: row[name] for name in NAMES} == dict.fromkeys(NAMES, "mine")
    assert (row["at_customer"], row["at_part"], row["quantity"]) == ("schools", "1", "2")


def test_refused_rows_are_listed_in_the_order_of_their_files(year: Year) -> None:
    days = [f"{number % 1_000}" for number in range(30_000)]  # more of them than DuckDB expects rows in a file
    for name in ("invoices-2021-07.csv", "invoices-2021-08.csv"):
        year.file(csv_text(HEADING, *((110, day, 1) for day in days)), name)
    places = [row.source_row.split(":") for row in year.count().refused]
    assert len(places) == 60_000
    assert places == sorted(places, key=lambda place: (place[0], int(place[1])))


def test_a_refused_field_of_any_length_is_listed_shortened(year: Year) -> None:
    counting = year.file(csv_text(HEADING, ("110", "x" * 200_000, 1))).count()
    (row,) = counting.refused
    assert 0 < len(row.date) < 2_000
    assert set(row.date) == {"x"}


def test_an_earlier_list_of_refused_rows_keeps_what_was_not_counted_now(tmp_path: Path) -> None:
    rows = [("homes", "a:1", "skäl", "1", "", ""), ("invoices", "b:1", "skäl", "1", "", ""), ("short",)]
    (tmp_path / "list.csv").write_text(csv_text(RefusedRow._fields, *rows), encoding="utf-8")
    assert list(measures.refused_before(tmp_path / "list.csv", {"invoices"})) == [rows[0]]
    assert list(measures.refused_before(tmp_path / "none.csv", set())) == []
    (tmp_path / "spoiled.csv").write_bytes(b"\xff\n" + b'"' + b"x" * 200_000)
    assert list(measures.refused_before(tmp_path / "spoiled.csv", set())) == []
