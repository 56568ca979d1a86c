"""``atcost count`` and ``rows`` as a shell runs them: what they write and refuse to, together, and when interrupted."""

from __future__ import annotations

import csv
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from atcost.core.words import MINUS
from tests.console import Run, atcost, changed, copied, environment
from tests.counting import csv_text

COLUMNS = "code, date, quantity, source_row"
ENDLESS = f"""
    WITH RECURSIVE endless AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM endless)
    SELECT {COLUMNS} FROM bills JOIN endless ON n > 0"""  # fmt: skip -- as a person writes it
ROWS = (("100", "2024-04-03", "2"), ("100", "2024-05-02", "3"), ("100", "x", "=1+1"))
LOCKS = Path("/proc/locks")


@pytest.fixture
def year(tmp_path: Path) -> Path:
    """Return the small example with the texts of its measures, beside its sources ``ledger`` and ``payroll``."""
    folder = copied(tmp_path / "year")
    changed(folder / "model.toml", 'kind = "department" }', 'kind = "department", codes = ["100"] }')
    for source, measure in (("ledger", "bills"), ("payroll", "employees")):
        text = folder / "measures" / source / f"{measure}.sql"
        text.parent.mkdir(parents=True)
        text.write_text(f"SELECT {COLUMNS} FROM {measure}", encoding="utf-8")
        (tmp_path / source).mkdir()
        content = csv_text(("code", "date", "quantity"), *ROWS)
        (tmp_path / source / f"{measure}.csv").write_text(content, encoding="utf-8")
    return folder


def given(year: Path, source: str = "ledger") -> tuple[str, str]:
    return "--source", f"{source}={year.parent / source}"


def rows_of(file: Path, measure: str) -> list[str]:
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith(f"{measure},")]


def counting(year: Path, *more: str, source: str = "ledger") -> subprocess.Popen[str]:
    """Begin to count in a process of its own; it has begun with a measure."""
    command = [sys.executable, "-m", "atcost.cli", "count", str(year), *given(year, source), *more]
    (year.parent / "work").mkdir(exist_ok=True)
    settings = environment(TMPDIR=str(year.parent / "work"))
    process = subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    assert process.stderr.readline().startswith("Räknar")
    return process


def test_a_count_keeps_what_it_does_not_count(year: Path) -> None:
    volumes, refused = year / "volumes.csv", year / "volumes.refused.csv"
    before = volumes.read_text(encoding="utf-8")
    assert atcost("count", year, *given(year)).code == 0
    assert rows_of(volumes, "bills") == ["bills,school,2024-04,2", "bills,school,2024-05,3"]
    for measure in ("reminders", "employees"):
        assert rows_of(volumes, measure) == [line for line in before.splitlines() if line.startswith(f"{measure},")]
    (year / "volumes.csv").write_text(before, encoding="utf-8")
    run = atcost("count", year, *given(year, "payroll"), "--json")
    assert json.loads(run.out)["refused"] == str(refused)
    assert rows_of(refused, "bills") == ["bills,bills.csv:4,datumet kan inte läsas,100,x,'=1+1"]
    assert rows_of(refused, "employees") == ["employees,employees.csv:4,datumet kan inte läsas,100,x,'=1+1"]


def test_a_list_of_refused_rows_goes_when_there_are_none(year: Path) -> None:
    atcost("count", year, *given(year))
    changed(year.parent / "ledger" / "bills.csv", "x", "2024-06-01")
    changed(year.parent / "ledger" / "bills.csv", "=1+1", "1")
    assert json.loads(atcost("count", year, *given(year), "--json").out)["refused"] is None
    assert not (year / "volumes.refused.csv").exists()


def test_two_counts_at_once_lose_nothing(year: Path) -> None:
    """Both wait for the folder, so that each reads what the other has written."""
    folder = os.open(year, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    processes = [counting(year, source=source) for source in ("ledger", "payroll")]
    while not all(f"-> FLOCK  ADVISORY  WRITE {process.pid} " in LOCKS.read_text("ascii") for process in processes):
        assert [process.poll() for process in processes] == [None, None]
        time.sleep(0.01)
    os.close(folder)
    for process in processes:
        process.communicate()
        assert process.returncode == 0
    for measure in ("bills", "employees"):
        lines = [f"{measure},school,2024-04,2", f"{measure},school,2024-05,3"]
        assert rows_of(year / "volumes.csv", measure) == lines
        assert len(rows_of(year / "volumes.refused.csv", measure)) == 1


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_count_leaves_all_as_it_was(year: Path, stop: signal.Signals) -> None:
    (year / "measures" / "ledger" / "bills.sql").write_text(ENDLESS, encoding="utf-8")
    before = {path: path.read_bytes() for path in year.parent.rglob("*") if path.is_file()}
    process = counting(year)
    process.send_signal(stop)
    out, err = process.communicate()
    assert (process.returncode, out, err.strip()) == (130, "", "Avbrutet.")
    assert {path: path.read_bytes() for path in year.parent.rglob("*") if path.is_file()} == before
    assert list((year.parent / "work").iterdir()) == []


@pytest.mark.parametrize(
    "output",
    [
        "list.parquet",
        "list",
        ".",
        "",
        "year",
        "folder.csv",
        "pipe.csv",
        "year/budget.csv",
        "year/measures/list.csv",
        "linked.csv",
        "ledger/bills.csv",
        "ledger/new.csv",
        "plain/list.csv",
        "beside.csv",
        "/dev/full",
        "/dev/stdout",
    ],
)
def test_what_can_not_be_written_is_refused_before_counting(
    year: Path, output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(year.parent)
    (year.parent / "folder.csv").mkdir()
    (year.parent / "beside.refused.csv").mkdir()
    os.mkfifo(year.parent / "pipe.csv")
    (year.parent / "plain").touch(0o777)
    (year.parent / "linked.csv").symlink_to(year / "budget.csv")
    before = {path: path.read_bytes() for path in year.parent.rglob("*") if path.is_file()}
    run = atcost("count", year, *given(year), "-o", output)
    assert (run.code, run.out) == (2, "")
    assert "Räknar" not in run.err
    assert run.err.strip()
    assert {path: path.read_bytes() for path in year.parent.rglob("*") if path.is_file()} == before


def test_a_folder_that_may_not_be_written_to_is_refused(year: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != year.parent)
    run = atcost("count", year, *given(year), "-o", year.parent / "new" / "list.csv")
    assert (run.code, run.out) == (2, "")
    assert atcost("count", year, *given(year), "-o", year / "new" / "list.csv").code == 0


@pytest.mark.parametrize("name", ["model.toml", "budget.csv", "volumes.csv", "measures/list.csv"])
def test_an_export_and_rows_never_take_the_place_of_a_document(year: Path, name: str) -> None:
    before = {path: path.read_bytes() for path in year.rglob("*") if path.is_file()}
    asked = ("--measure", "bills", "--customer", "school")
    for arguments in (("export", year, "csv"), ("rows", year, *given(year), *asked)):
        run = atcost(*arguments, "-o", year / name)
        assert (run.code, run.out) == (2, "")
    assert {path: path.read_bytes() for path in year.rglob("*") if path.is_file()} == before


def test_volumes_that_can_not_be_read_stop_before_counting(year: Path) -> None:
    changed(year / "volumes.csv", "2024-04", "apr-24")
    run = atcost("count", year, *given(year))
    assert (run.code, run.err) == (1, "")
    assert "apr-24" in run.out


def test_rows_in_a_file_are_numbers_and_no_formulas(year: Path) -> None:
    changed(year.parent / "ledger" / "bills.csv", "x", "2024-06-01")
    changed(year.parent / "ledger" / "bills.csv", "05-02,3", "05-02,-3")
    (year / "measures" / "ledger" / "bills.sql").write_text(
        "SELECT code, date, CASE WHEN quantity LIKE '=%' THEN 1 ELSE CAST(quantity AS INTEGER) END AS quantity, "
        'source_row, quantity AS "=text" FROM bills',
        encoding="utf-8",
    )
    file = year.parent / "rows.csv"
    run = atcost("rows", year, *given(year), "--measure", "bills", "--customer", "school", "-o", file)
    assert (run.code, run.out.splitlines()[0]) == (0, f"Skrev 3 rader till {file}")
    heading, *rows = csv.reader(file.read_text(encoding="utf-8").splitlines())
    assert heading[-1] == "'=text"
    assert [(row[4], row[-1]) for row in rows] == [("2", "2"), ("-3", "-3"), ("1", "'=1+1")]


def test_a_screen_shows_no_control_characters(year: Path) -> None:
    changed(year.parent / "ledger" / "bills.csv", "100,2024-04-03,2", '"\x1b[2J\n9",2024-04-03,2')
    (year / "measures" / "ledger" / "bills.sql").write_text(
        f"SELECT {COLUMNS}, code || chr(27) || chr(10) AS noise FROM bills", encoding="utf-8"
    )
    asked = ("--measure", "bills", "--customer", "school")
    for run in (atcost("count", year, *given(year)), atcost("rows", year, *given(year), *asked)):
        assert run.code == 0
        assert "\x1b" not in run.out
    assert len(run.out.splitlines()) == 4


@pytest.mark.parametrize("month", ["9999-12", "0001-01", "2200-01", "apr-24", "x"])
def test_a_month_that_can_not_be(year: Path, month: str) -> None:
    asked = ("--measure", "bills", "--customer", "school", "--month", month)
    run = atcost("rows", year, *given(year), *asked)
    assert (run.code, run.out) == (2, "")
    assert "1900–2199" in run.err


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_a_terminal_without_all_letters(year: Path, encoding: str) -> None:
    asked = ("--measure", "bills", "--customer", "school", "--month", "2024-04")
    for arguments in (("count", *given(year)), ("rows", *given(year), *asked), ("price",)):
        command = [sys.executable, "-m", "atcost.cli", arguments[0], str(year), *arguments[1:]]
        done = subprocess.run(command, env=environment(PYTHONIOENCODING=encoding), capture_output=True, check=False)
        assert done.returncode == 0
        assert b"Traceback" not in done.stderr
        assert done.stdout


def test_a_reader_that_closes_early_hears_nothing(year: Path) -> None:
    command = f'"{sys.executable}" -m atcost.cli rows {year} {" ".join(given(year))} --measure bills --customer school'
    done = subprocess.run(
        ["/bin/bash", "-c", f"{command} | true"], env=environment(), capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("", "")


def test_the_default_volumes_may_stand_among_the_sources(year: Path) -> None:
    (year / "bills.csv").write_text(csv_text(("code", "date", "quantity"), *ROWS[:1]), encoding="utf-8")
    for _ in range(2):
        run: Run = atcost("count", year, "--source", f"ledger={year}")
        assert run.code == 0


def test_volumes_that_can_not_be_priced_are_not_written(year: Path) -> None:
    changed(year.parent / "ledger" / "bills.csv", "05-02,3", "05-02,-3")
    before = (year / "volumes.csv").read_bytes()
    run = atcost("count", year, *given(year))
    assert run.code == 1
    assert f"Fakturor blir under noll för: Skolan 2024-05 ({MINUS}3)." in run.out
    assert (year / "volumes.csv").read_bytes() == before


def test_volumes_that_go_are_told_of(year: Path) -> None:
    """A source with a heading alone empties its measure; customers without codes lose what they had."""
    bills = year.parent / "ledger" / "bills.csv"
    run = json.loads(atcost("count", year, *given(year), "--json").out)
    told = {finding["rule"]: finding["message"] for finding in run["findings"]}
    assert told["month_missing"] == "Fakturor saknar rader helt för: 2024-06."
    lost = "Kunder utan koder kan inte räknas, och deras rader följer inte med (antal: 6): Vården; Parkerna."
    assert told["rows_without_codes"] == lost
    bills.write_text("code,date,quantity\n", encoding="utf-8")
    run = json.loads(atcost("count", year, *given(year), "--json").out)
    (emptied,) = (finding for finding in run["findings"] if finding["rule"] == "nothing_counted")
    assert emptied["place"] == "measures/ledger/bills.sql"
    assert "(lästa: 0)" in emptied["message"]
    assert "(antal: 2)" in emptied["message"]
    assert rows_of(year / "volumes.csv", "bills") == []


FAMILIES = (
    ("100", "2024-04-01", "a"),
    ("100", "2024-04-09", "a"),
    ("101", "2024-04-30", "a"),
    ("100", "2024-05-01", "a"),
)


def test_rows_say_how_they_make_the_volume(year: Path) -> None:
    """Things count once a month, a customer that ended brings a part; the line stands on the screen, in no file."""
    model = year / "model.toml"
    changed(model, 'codes = ["100"] }', 'codes = ["100", "101"] }')
    heirs = 'successors = [{ to = "school", part = "1/4" }, { to = "parks", part = "3/4" }]'
    ended = f'club = {{ title = "Klubben", kind = "company", codes = ["9"], to = 2024-12-31, {heirs} }}'
    changed(model, "[customer]", f"[customer]\n{ended}")
    asked = ("rows", year, *given(year), "--measure", "bills", "--customer", "school")
    changed(year.parent / "ledger" / "bills.csv", "100,x,=1+1", "9,2024-06-01,10")
    assert atcost(*asked).out.splitlines()[-3:] == [
        "Klubben: rader 1, antal i dem 10, × del 0,25 = alla månaders volym 2,50",
        "Skolan: rader 2, antal i dem 5, × del 1 = alla månaders volym 5",
        "Alla månaders volym: 7,50",
    ]
    assert json.loads(atcost(*asked, "--json").out)["volume"] == "7.5"
    (year.parent / "ledger" / "bills.csv").write_text(csv_text(("code", "date", "thing"), *FAMILIES), encoding="utf-8")
    (year / "measures" / "ledger" / "bills.sql").write_text(
        "SELECT code, date, 1 AS quantity, source_row, thing FROM bills", encoding="utf-8"
    )
    line = "Skolan: rader 4, saker räknade en gång per kund och månad 2, × del 1 = alla månaders volym 2"
    assert atcost(*asked).out.splitlines()[-1] == line
    line = "Skolan: rader 3, saker räknade en gång per kund och månad 1, × del 1 = månadens volym 1"
    assert atcost(*asked, "--month", "2024-04").out.splitlines()[-1] == line
    assert atcost(*asked, "--month", "2023-04").out == "Inga rader.\n"
    file = year.parent / "rows.csv"
    assert "saker räknade" in atcost(*asked, "-o", file).out
    assert len(file.read_text(encoding="utf-8").splitlines()) == 1 + len(FAMILIES)


@pytest.mark.parametrize("wrong", [("--measure", "bill"), ("--customer", "skool")])
def test_rows_of_nobody_and_nothing_are_wrong_usage(year: Path, wrong: tuple[str, str]) -> None:
    """As in the other commands, with what is likely to be meant."""
    asked = {"--measure": "bills", "--customer": "school"} | {wrong[0]: wrong[1]}
    run = atcost("rows", year, *given(year), *(word for pair in asked.items() for word in pair))
    assert (run.code, run.out) == (2, "")
    assert wrong[1] in run.err
    assert asked[wrong[0]][:3] in run.err


def test_a_count_speaks_of_titles_and_says_that_a_code_is_empty(year: Path) -> None:
    bills = year.parent / "ledger" / "bills.csv"
    bills.write_text(csv_text(("code", "date", "quantity"), *ROWS[:2], ("", "2024-06-01", 1), ("100", "2020-01-01", 1)))
    run = atcost("count", year, *given(year))
    out = " ".join(run.out.split())
    assert "Volym," in out
    assert "koder utan kund: tom kod (1)" in out
    assert "Rader med koder som ingen kund har: 1. Koderna (rader): tom kod (1)." in out
    assert "Av raderna för Fakturor ligger 1 utanför perioden" in out
    assert "Påminnelser räknas inte: filen saknas." in out
    english = " ".join(atcost("count", year, *given(year), "--lang", "en").out.split())
    assert "Rows of codes that no customer has: 1. The codes (rows): empty code (1)." in english
