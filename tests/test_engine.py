from __future__ import annotations

import os
import shutil
import signal
from threading import Timer
from types import SimpleNamespace
from typing import TYPE_CHECKING

import duckdb
import pytest

from atcost.core.finding import Faulty
from atcost.core.model import Measure
from atcost.inputs import engine
from atcost.inputs.engine import Engine
from atcost.inputs.sql_text import identifier, literal
from atcost.inputs.tables import table_name
from tests.counting import INVOICES, NAME, Year, csv_text, model_of, rules, volumes

if TYPE_CHECKING:
    from pathlib import Path

MEASURE = Measure(title=NAME, unit=NAME, source="erp")
ROW = csv_text(("code", "date", "quantity"), ("110", "2021-07-01", "1"))
COLUMNS = "'110' AS code, '2021-07-01' AS date, 1 AS quantity, 'x' AS source_row"


@pytest.mark.parametrize(
    "sql",
    [
        "",
        "-- nothing",
        "DROP VIEW invoices",
        f"SELECT {COLUMNS}; DROP VIEW invoices",
        "COPY invoices TO 'stolen.csv'",
        "ATTACH 'stolen.db'",
        "INSTALL httpfs",
        "SET memory_limit = '1TB'",
        "CALL pragma_version()",
        "PRAGMA version",
        "EXPLAIN SELECT 1",
        "CREATE TABLE t AS SELECT 1",
        "PREPARE p AS SELECT 1",
        "EXPORT DATABASE 'stolen'",
    ],
)
def test_only_one_select_is_run(tmp_path: Path, sql: str) -> None:
    counting = Year(tmp_path).text(sql).file(ROW).count()
    assert rules(counting) == ["sql_not_select"]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1) AS x; DROP VIEW invoices; --",
        f"WITH x AS (COPY (SELECT 1) TO '{{folder}}/stolen.csv') SELECT {COLUMNS} FROM x",
        f"WITH x AS (COPY (SELECT 1) TO '{{folder}}/erp/invoices.csv') SELECT {COLUMNS} FROM x",
        f"WITH x AS (INSERT INTO grouped VALUES (1) RETURNING *) SELECT {COLUMNS} FROM x",
        f"SELECT {COLUMNS} FROM query('COPY (SELECT 1) TO ''{{folder}}/stolen.csv''')",
        f"SELECT {COLUMNS} FROM read_csv('{{folder}}/secret.csv')",
        f"SELECT {COLUMNS} FROM read_text('{{folder}}/secret.csv')",
        f"SELECT {COLUMNS} FROM glob('{{folder}}/*')",
        f"SELECT {COLUMNS} FROM read_csv('https://example.org/x.csv')",
        f"SELECT {COLUMNS}, getenv('HOME') AS home",
        f"SELECT {COLUMNS} WHERE code = ?",
    ],
)
def test_a_select_reaches_nothing_but_its_source(tmp_path: Path, sql: str) -> None:
    (tmp_path / "secret.csv").write_text(ROW)
    counting = Year(tmp_path).text(sql.format(folder=tmp_path)).file(ROW).count()
    assert rules(counting) == ["sql_fails"]
    assert not (tmp_path / "stolen.csv").exists()
    assert (tmp_path / "erp" / "invoices.csv").read_text() == ROW


@pytest.mark.parametrize(
    "table", ["'{folder}/secret.csv'", "duckdb_settings", "information_schema.tables", "sql", "year"]
)
def test_only_a_sources_files_are_tables(tmp_path: Path, table: str) -> None:
    (tmp_path / "secret.csv").write_text(ROW)
    year = Year(tmp_path).file(ROW)
    counting = year.text(f"SELECT {COLUMNS} FROM {table.format(folder=tmp_path)}").count()
    assert rules(counting) == ["table_missing"]
    assert counting.findings[0].values["names"] == ["invoices"]


def test_names_defined_in_with_are_no_tables(tmp_path: Path) -> None:
    year = Year(tmp_path).file(ROW)
    columns = "code, date, quantity, source_row"
    year.text(f"""
        WITH Invoices AS (SELECT {columns} FROM INVOICES), other AS (FROM invoices)
        SELECT {columns} FROM invoices JOIN other USING ({columns}) UNION ALL FROM other""")
    assert volumes(year.count()) == {("schools", "2021-07"): 2}


@pytest.mark.parametrize(
    "name",
    [
        "a'b",
        'a"b',
        "a;DROP VIEW x",
        "a*b",
        "a[1]?",
        "a{month}",
        "a b",
        "a\nb",
        "a%s",
        "å",
        "measure",
        "grouped",
        "readings",
        "_measure",
    ],
)
def test_file_names_are_only_names(tmp_path: Path, name: str) -> None:
    year = Year(tmp_path).file(ROW, f"{name}-2021-07.csv").file(ROW, "another.csv")
    year.text(INVOICES.replace("invoices", identifier(table_name(name, "erp"))))
    assert [row["source_row"] for row in year.rows()] == [f"{name}-2021-07.csv:2"]


@pytest.mark.parametrize(
    "nested",
    [
        "(SELECT * FROM " * 100_000 + "x" + ")" * 100_000,
        "(" * 100_000,
        "(SELECT * FROM " * 500 + "x" + ")" * 500,
        "x, " * 2_000 + "x",
        "x WHERE 0 < " + "1 + " * 900 + "1",
    ],
)
def test_what_is_nested_too_deeply_is_told(tmp_path: Path, nested: str) -> None:
    """Some of these would crash the process, some never end, some are too deep for Python alone."""
    counting = Year(tmp_path).text(f"SELECT {COLUMNS} FROM {nested}").file(ROW).count()
    assert rules(counting) == ["sql_fails"]
    assert "nästlad" in counting.findings[0].message("sv")


@pytest.mark.parametrize("name", [b"odd-\xe5.csv", b"odd-\xe5.parquet"])
def test_a_file_whose_name_is_not_in_utf_8_is_told_where_it_is_read(tmp_path: Path, name: bytes) -> None:
    year = Year(tmp_path).text(INVOICES).file(ROW)
    odd = year.source / os.fsdecode(name)
    odd.write_bytes(b"")
    assert volumes(year.count()) == {("schools", "2021-07"): 1}
    (year.source / "invoices.csv").unlink()
    counting = year.text(INVOICES.replace("invoices", "odd")).count()
    (finding,) = counting.findings
    assert (finding.rule, finding.place("sv")) == ("unreadable_file", f"odd-·{odd.suffix}")
    assert "döp om" in finding.message("sv")


def test_a_place_for_work_whose_name_is_not_in_utf_8_is_told(tmp_path: Path) -> None:
    with pytest.raises(Faulty):
        Engine(work=tmp_path / os.fsdecode(b"\xe5"))


@pytest.mark.parametrize("end", ["", "\n", f"\n{ROW.splitlines()[1]}\n"])
def test_a_row_that_is_longer_than_the_engine_looks_at_once_is_refused(tmp_path: Path, end: str) -> None:
    """DuckDB would leave it out in silence where it is the last."""
    counting = Year(tmp_path).text(INVOICES).file(ROW + "x" * 33_000_000 + end).count()
    assert counting.counts[0].refused == {"record": 1}
    assert counting.counts[0].counted == 1 + len(end) // len(ROW.splitlines()[1])


@pytest.mark.parametrize("name", ["'); DROP VIEW invoices; --", 'say "so"', "{a: b}", "åäö", "select"])
def test_column_names_are_only_names(tmp_path: Path, name: str) -> None:
    year = Year(tmp_path).file(csv_text(("code", "date", name), ("110", "2021-07-01", "3")))
    year.text(f"SELECT code, date, {identifier(name)} AS quantity, source_row FROM invoices")
    assert volumes(year.count()) == {("schools", "2021-07"): 3}


@pytest.mark.parametrize("value", ["'; DROP VIEW invoices; --", "=cmd()", "\\", "%s", "{}", "NULL"])
def test_values_are_only_values(tmp_path: Path, value: str) -> None:
    year = (
        Year(tmp_path)
        .text(INVOICES)
        .file(csv_text(("code", "date", "quantity"), (value, value, value), ("110", "2021-07-01", "1")))
    )
    counting = year.count()
    assert volumes(counting) == {("schools", "2021-07"): 1}
    assert [(row.code, row.date, row.quantity) for row in counting.refused] == [(value, value, value)]


@pytest.mark.parametrize("name", ["invoices.csv", "invoices.parquet"])
def test_the_number_of_a_row_costs_nothing_unless_it_is_asked_for(tmp_path: Path, name: str) -> None:
    year = Year(tmp_path).file(ROW)
    file = year.source / name
    with Engine([year.source / "invoices.csv"]) as opened:
        if name.endswith(".parquet"):
            made = opened.folder / "made.parquet"
            opened.write_parquet("SELECT 1 AS code", made, "x")
            made.rename(file)
    with Engine([file]) as opened:
        opened.open_table("invoices", [file])
        plans = [
            opened.run(f"EXPLAIN SELECT {column} FROM invoices")[0][1].lower()
            for column in ("code", "code, source_row")
        ]
    works = ["window" in plan or "source_row" in plan for plan in plans]
    assert works == [False, True]


def test_an_engine_leaves_nothing_behind(tmp_path: Path) -> None:
    with Engine(work=tmp_path) as opened:
        opened.load("numbers", {"number": "BIGINT"}, [(number,) for number in range(25_000)])
        assert opened.run("SELECT count(*), sum(number) FROM numbers") == [(25_000, 312_487_500)]
        with pytest.raises(Faulty):
            opened.write_csv("SELECT * FROM nothing", opened.folder / "x", "x")
    assert list(tmp_path.iterdir()) == []


ENDLESS = "WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT {} FROM t"
GROWING = "WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t, range(10)) SELECT {} FROM t"
YIELDED = "'110' AS code, '2021-07-01' AS date, n AS quantity, 'x' AS source_row"


def test_a_query_without_end_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "LONGEST", 0.5)
    year = Year(tmp_path, model_of(others=MEASURE)).file(ROW).text(ENDLESS.format(YIELDED)).text(INVOICES, "others")
    counting = year.count()
    assert rules(counting) == ["sql_too_long"]
    assert [count.measure for count in counting.counts] == ["others"]


def test_a_query_that_fills_memory_and_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MEMORY", "100MB")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=200_000_000))
    counting = Year(tmp_path).file(ROW).text(GROWING.format(YIELDED)).count()
    assert [(finding.rule, finding.values["memory"]) for finding in counting.findings] == [("sql_too_large", "100MB")]


def test_a_query_is_interrupted_at_once(tmp_path: Path) -> None:
    """Ctrl-C ends what DuckDB would not end by itself, and the engine can be used on."""
    with Engine(work=tmp_path) as opened:
        for _ in range(2):
            Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
            with pytest.raises(KeyboardInterrupt):
                opened.run(ENDLESS.format("count(*)"))
            Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
            with pytest.raises(KeyboardInterrupt):
                list(opened.stream(ENDLESS.format("n") + " WHERE n < 0"))
        assert opened.run("SELECT 1") == [(1,)]
    assert list(tmp_path.iterdir()) == []


def test_settings_are_locked() -> None:
    with Engine() as opened:
        for setting in ("memory_limit = '2GB'", "max_temp_directory_size = '1GB'", "enable_external_access = true"):
            with pytest.raises(duckdb.Error):
                opened.run(f"SET {setting}")
        ((free, disk),) = opened.run(
            "SELECT current_setting('lock_configuration'), current_setting('max_temp_directory_size')"
        )
        assert (free, "available" in disk) == (True, False)


def test_literals_and_identifiers_hold_any_text() -> None:
    with Engine() as opened:
        for text in ("l'eau", 'say "so"', "a\\'b", "--", "\n"):
            assert opened.run(f"SELECT {literal(text)} AS {identifier(text)}") == [(text,)]
