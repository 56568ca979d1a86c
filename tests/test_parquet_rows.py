"""Volumes in Parquet: whatever the types of their columns, and however spoiled."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import duckdb
import pytest

from atcost.inputs import parquet_rows
from atcost.inputs.documents import VOLUME_COLUMNS, load_volumes
from atcost.inputs.parquet_rows import read_parquet

if TYPE_CHECKING:
    from pathlib import Path

    from atcost.core.finding import Finding

ROWS = "SELECT 'invoices' AS measure, 'school' AS customer"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "volumes.parquet"


def write(file: Path, select: str) -> None:
    duckdb.sql(f"COPY ({select}) TO '{file}' (FORMAT parquet)")


def read(file: Path) -> tuple[list[list[str]], list[Finding]]:
    table, findings = read_parquet(file, VOLUME_COLUMNS)
    return [record for _, record in table.rows] if table else [], findings


def test_rows_are_read_and_other_columns_passed_over(file: Path) -> None:
    write(file, f"SELECT 1.5 AS QUANTITY, 'x' AS note, *, '2022-05' AS Month FROM ({ROWS})")
    assert read(file) == ([["invoices", "school", "2022-05", "1.5"]], [])


@pytest.mark.parametrize(
    ("month", "due"),
    [
        ("DATE '2022-05-01'", "2022-05-01"),
        ("TIMESTAMP '2022-05-01'", "2022-05-01 00:00:00"),
        ("202205", "202205"),
        ("NULL", ""),
        ("[1, 2]", "[1, 2]"),
        ("{'a': 1}", "{'a': 1}"),
        ("'2022-05'::BLOB", "2022-05"),
    ],
)
def test_a_value_of_any_type_is_a_text(file: Path, month: str, due: str) -> None:
    write(file, f"{ROWS}, {month} AS month, 1 AS quantity")
    assert read(file) == ([["invoices", "school", due, "1"]], [])


def test_a_moment_of_a_time_zone_is_no_month(file: Path) -> None:
    write(file, f"{ROWS}, TIMESTAMPTZ '2022-05-01 00:00:00+00' AS month, 1 AS quantity")
    volumes, (finding,) = load_volumes(file)
    assert (volumes.rows, finding.rule, finding.path) == ((), "bad_month", "month")


def test_a_column_that_is_missing_is_told_as_in_csv(file: Path) -> None:
    write(file, f"{ROWS}, 'x' AS month, 1 AS antal")
    rows, (finding,) = read(file)
    assert (rows, finding.rule) == ([], "wrong_heading")
    assert "”antal” ska troligen heta quantity" in finding.message("sv")


def test_a_spoiled_file_is_told_of_or_read(file: Path) -> None:
    write(file, f"{ROWS}, '2022-05' AS month, i AS quantity FROM range(5000) numbers(i)")
    content, chance, told = file.read_bytes(), random.Random(1), 0  # noqa: S311 -- chance, no secret
    for _ in range(60):
        spoiled = bytearray(content)
        for _ in range(chance.choice([1, 5, 20])):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
        file.write_bytes(spoiled)
        _, findings = read(file)
        told += len(findings)
        assert {finding.rule for finding in findings} <= {"unreadable_parquet", "wrong_heading"}
    assert told


def test_a_page_that_is_spoiled_is_found_when_rows_are_read(file: Path) -> None:
    write(file, f"{ROWS}, '2022-05' AS month, i AS quantity FROM range(5000) numbers(i)")
    content = bytearray(file.read_bytes())
    content[4 : len(content) // 2] = bytes(len(content) // 2 - 4)
    file.write_bytes(content)
    assert [finding.rule for finding in read(file)[1]] == ["unreadable_parquet"]


def test_more_rows_than_can_be_held_are_told_of(file: Path) -> None:
    write(file, f"{ROWS}, '2022-05' AS month, 1 AS quantity FROM range({parquet_rows.MOST_ROWS + 1})")
    rows, (finding,) = read(file)
    assert (rows, finding.rule) == ([], "unreadable_parquet")
    assert f"{parquet_rows.MOST_ROWS}" in finding.message("sv")
