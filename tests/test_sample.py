from __future__ import annotations

import csv
import hashlib
import io
import os
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from atcost.core.finding import Faulty
from atcost.core.model import Customer, Measure, VolumeRow, Volumes
from atcost.core.period import month_text
from atcost.inputs import measures
from atcost.inputs.engine import Engine
from atcost.inputs.measure_texts import sample_texts
from atcost.inputs.model_folder import load_model, load_volumes
from atcost.outputs.sample import Setting, write_sample
from tests.counting import JULY, NAME, Year, model_of, volumes

if TYPE_CHECKING:
    from atcost.core.model import Model

STOCKHOLM = Path(__file__).parents[1] / "examples" / "stockholm"
ONE = Setting(Fraction(1))
# A thirtieth of every volume and a hundredth of the ledger, so that the test is quick; proved at full size.
THINNED, SCALE = (1, Fraction(1)) if os.environ.get("ATCOST_PROVE") else (30, Fraction(1, 100))
INVOICES = """
    WITH numbered AS (SELECT *, unnest(range(1, quantity + 1)) AS number FROM volumes, setting)
    SELECT code AS Kod,
           strftime(first + CAST(hash(code, number, seed) % (last - first + 1) AS INTEGER), '%Y%m%d') AS Dag,
           '1,00' AS Antal, 'å – €' AS Text
    FROM numbered ORDER BY code, month, number"""
COUNTED = "SELECT Kod AS code, Dag AS date, Antal AS quantity, source_row FROM invoices"


def row(customer: str, quantity: int | Fraction, later: int = 0, measure: str = "invoices") -> VolumeRow:
    return VolumeRow(measure, customer, JULY + later, quantity)


def sampled(year: Year, rows: list[VolumeRow], setting: Setting = ONE) -> Path:
    out = year.folder / "out"
    with Engine() as engine:
        write_sample(engine, sample_texts(year.folder), year.model, Volumes(tuple(rows)), out, setting, lambda _: None)
    return out


def digests(folder: Path) -> dict[str, str]:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.fixture
def year(tmp_path: Path) -> Year:
    return Year(tmp_path).text(INVOICES, "invoices.csv", "erp/sample").text(COUNTED)


def test_a_sample_counts_to_its_volumes(year: Year) -> None:
    rows = [row("schools", 101), row("schools", 7, 3), row("culture", 1, 11)]
    out = sampled(year, rows)
    counting = measures.count(year.folder, year.model, {"erp": out / "erp"}, lambda _: None)
    assert volumes(counting) == {(one.customer, month_text(one.month)): one.quantity for one in rows}
    assert counting.findings == []


def test_text_is_written_as_erp_systems_export_it(year: Year) -> None:
    content = (sampled(year, [row("culture", 2)]) / "erp" / "invoices.csv").read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n") == 3
    (heading, first, _) = csv.reader(io.StringIO(content.decode("cp1252")), delimiter=";")
    assert heading == ["Kod", "Dag", "Antal", "Text"]
    assert (first[0], first[2:]) == ("120", ["1,00", "å – €"])


def test_a_volume_is_divided_over_codes_and_the_days_on_which_they_hold(tmp_path: Path) -> None:
    customers = {
        "old": Customer(title=NAME, kind="department", codes=("1", "2", "3"), to=date(2021, 7, 9)),
        "new": Customer(title=NAME, kind="department", codes=("1",), from_=date(2021, 7, 10)),
    }
    year = Year(tmp_path, model_of(customers)).text(COUNTED)
    year.text("SELECT * FROM volumes ORDER BY ALL", "invoices.csv", "erp/sample")
    text = (sampled(year, [row("old", 100), row("new", 1)]) / "erp" / "invoices.csv").read_text()
    assert text.splitlines()[1:] == [
        "invoices;new;1;2021-07-01;2021-07-10;2021-07-31;1",
        "invoices;old;1;2021-07-01;2021-07-01;2021-07-09;50",
        "invoices;old;2;2021-07-01;2021-07-01;2021-07-09;33",
        "invoices;old;3;2021-07-01;2021-07-01;2021-07-09;17",
    ]


def test_a_name_with_month_is_written_for_each_month_of_its_source(tmp_path: Path) -> None:
    model = model_of(homes=Measure(title=NAME, unit=NAME, source="rent"))
    year = Year(tmp_path, model)
    year.text("SELECT month, scale, seed FROM snapshot, setting", "a-{month}.parquet", "rent/sample")
    rows = [
        row("schools", 1),
        row("schools", 1, 1, "homes"),
        row("culture", 1, 1, "homes"),
        row("culture", 1, 4, "homes"),
    ]
    out = sampled(year, rows, Setting(Fraction("0.25"), 7))
    assert sorted(digests(out)) == ["SYNTHETIC.md", "rent/a-2021-08.parquet", "rent/a-2021-11.parquet"]
    (found,) = duckdb.sql(f"FROM '{out}/rent/a-2021-11.parquet'").fetchall()
    assert found == (date(2021, 11, 1), Fraction(1, 4), 7)
    assert "0.25" in (out / "SYNTHETIC.md").read_text(encoding="utf-8")


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(year: Year) -> None:
    rows = [row("schools", 20_000), row("culture", 5_000, 2)]
    first = digests(sampled(year, rows))
    assert digests(sampled(year, rows)) == first
    assert digests(sampled(year, rows, Setting(Fraction(1), 2))) != first


def test_the_number_of_threads_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    year = Year(tmp_path).text(INVOICES, "invoices.parquet", "erp/sample")
    connect, found = duckdb.connect, []
    for threads in ("1", "5"):
        monkeypatch.setattr(
            duckdb, "connect", lambda config, threads=threads: connect(config={**config, "threads": threads})
        )
        found.append(digests(sampled(year, [row("schools", 1_200_000), row("culture", 50_000)])))
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("model", "rows", "rule"),
    [
        (model_of(), [row("schools", Fraction(1, 2))], "sample_quantity"),
        (model_of(), [row("schools", -1)], "sample_quantity"),
        (model_of(), [row("nobody", 1)], "customer_without_codes"),
        (model_of({"a": Customer(title=NAME, kind="company")}), [row("a", 1)], "customer_without_codes"),
        (
            model_of({"a": Customer(title=NAME, kind="company", codes=("1",), from_=date(2021, 8, 1))}),
            [row("a", 1)],
            "customer_not_there",
        ),
        (model_of(), [row("schools", 2**63)], "sample_too_large"),
        (model_of(), [row("schools", 10**30)], "sample_too_large"),
        (model_of(), [row("schools", 600_000_000), row("schools", 600_000_000, 1)], "sample_too_large"),
    ],
)
def test_volumes_that_cannot_be_rows_are_told(tmp_path: Path, model: Model, rows: list[VolumeRow], rule: str) -> None:
    year = Year(tmp_path, model).text(INVOICES, "invoices.csv", "erp/sample")
    with pytest.raises(Faulty) as fault:
        sampled(year, rows)
    assert [finding.rule for finding in fault.value.findings] == [rule]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "sql", "rule"),
    [
        (None, "", "sample_without_texts"),
        ("invoices.xlsx", "SELECT 1", "sample_ending"),
        ("invoices.csv", "DROP VIEW volumes", "sql_not_select"),
        ("invoices.csv", "SELECT 1 FROM '/etc/passwd'", "sql_fails"),
        ("invoices.csv", "WITH x AS (COPY (SELECT 1) TO 'x.csv') SELECT 1", "sql_fails"),
        ("invoices.csv", "SELECT '日' AS Text", "sql_fails"),
        ("invoices.csv", b"SELECT 'x\0' AS Text", "unreadable_file"),
        ("invoices.csv", None, "unreadable_file"),
    ],
)
def test_sample_texts_that_cannot_be_run_are_told(
    tmp_path: Path, name: str | None, sql: str | bytes | None, rule: str
) -> None:
    year = Year(tmp_path)
    if name is not None:
        file = tmp_path / "measures" / "erp" / "sample" / f"{name}.sql"
        file.parent.mkdir(parents=True)
        if sql is None:
            file.mkdir()
        else:
            file.write_bytes(sql.encode() if isinstance(sql, str) else sql)
    with pytest.raises(Faulty) as fault:
        sampled(year, [row("schools", 1)])
    assert [finding.rule for finding in fault.value.findings] == [rule]
    assert not list(tmp_path.rglob("invoices.csv"))


def test_what_is_real_is_never_written_over(year: Year) -> None:
    real = year.folder / "out" / "erp" / "invoices.csv"
    real.parent.mkdir(parents=True)
    real.write_text("real", encoding="utf-8")
    with pytest.raises(Faulty) as fault:
        sampled(year, [row("schools", 1)])
    assert [(finding.rule, finding.file) for finding in fault.value.findings] == [
        ("sample_over_others", f"{real.parent}")
    ]
    assert digests(year.folder / "out").keys() == {"erp/invoices.csv"}
    assert real.read_text(encoding="utf-8") == "real"


def test_a_failing_text_leaves_the_old_file(year: Year) -> None:
    before = digests(sampled(year, [row("schools", 1)]) / "erp")
    year.text("SELECT nothing", "invoices.csv", "erp/sample")
    with pytest.raises(Faulty):
        sampled(year, [row("schools", 2)])
    assert digests(year.folder / "out" / "erp") == before


@pytest.mark.parametrize("name", ["2022", "2023"])
def test_the_example_counts_to_its_volumes(tmp_path: Path, name: str) -> None:
    folder = STOCKHOLM / name
    model, _ = load_model(folder)
    found, _ = load_volumes(folder / "volumes.csv")
    assert model is not None
    assert found is not None
    rows = [one._replace(quantity=-(-one.quantity // THINNED)) for one in found.rows]
    with Engine() as engine:
        write_sample(
            engine, sample_texts(folder), model, Volumes(tuple(rows)), tmp_path, Setting(SCALE), lambda _: None
        )
    sources = {path.name: path for path in tmp_path.iterdir() if path.is_dir()}
    assert sorted(sources) == ["agresso", "ber", "lois"]
    counting = measures.count(folder, model, sources, lambda _: None)
    assert [one[:4] for one in counting.rows] == [one[:4] for one in rows if one.quantity]
    assert {finding.rule for finding in counting.findings} <= {"rows_refused", "codes_of_nobody"}
    in_order = [measure for measure, one in model.measures.items() if one.combines is None]
    assert [count.measure for count in counting.counts] == in_order
    for count in counting.counts:
        assert count.accounted_for == count.read == count.in_files
    noise = {count.measure: count for count in counting.counts}
    assert noise["supplier_invoices"].excluded
    assert noise["supplier_invoices"].refused
    assert noise["supplier_invoices"].nobody
    assert noise["families"].counted > noise["families"].quantity


def test_what_is_the_same_in_both_years_is_written_the_same() -> None:
    new, old = (
        {f.relative_to(STOCKHOLM / year): f for f in (STOCKHOLM / year).rglob("*.sql")} for year in ("2023", "2022")
    )
    assert [name for name in new.keys() & old.keys() if new[name].read_bytes() != old[name].read_bytes()] == []
