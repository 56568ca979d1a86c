"""The command line: what each command prints, writes and exits with, and that a folder that is read stays as it was."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from atcost.core.period import Month, month_text
from atcost.inputs.model_folder import read_year
from atcost.inputs.numbers import read_month
from tests.console import ERRORS, EXAMPLES, atcost, environment, in_process

SMALL, LINKED, STOCKHOLM = EXAMPLES / "small", EXAMPLES / "linked", EXAMPLES / "stockholm" / "2023"
AMOUNT = re.compile(r"-?\d+\.\d\d")
EXACT = re.compile(r"-?\d+(\.\d+|/\d+)?")
QUANTITIES = re.compile(r".*quantity|adjustment|fte|hours")


def broken(folder: Path, case: str = "weights_sum") -> Path:
    """Return a folder with errors."""
    shutil.copytree(ERRORS / "base", folder)
    return shutil.copytree(ERRORS / case, folder, dirs_exist_ok=True)


def copied(folder: Path, example: Path = SMALL) -> Path:
    return shutil.copytree(example, folder)


def changed(file: Path, find: str, put: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(find) >= 1, f"{file.name} has no {find}"
    file.write_text(text.replace(find, put, 1), encoding="utf-8")


def as_it_is(folder: Path) -> dict[str, tuple[int, str]]:
    """Return every file and folder under a folder with its time of change and its content."""
    return {
        str(path.relative_to(folder)): (
            path.stat().st_mtime_ns,
            "" if path.is_dir() else hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in [folder, *folder.rglob("*")]
    }


# Exit codes, and what stands where


@pytest.mark.parametrize("arguments", [("check",), ("price",), ("price", "--json"), ("check", "--json")])
def test_all_is_well(arguments: tuple[str, ...]) -> None:
    run = atcost(arguments[0], SMALL, *arguments[1:])
    assert (run.code, run.err) == (0, "")
    assert run.out


def test_warnings_are_told_of_and_stop_nothing(tmp_path: Path) -> None:
    run = atcost("price", broken(tmp_path / "year", "month_missing"))
    assert run.code == 0
    assert "VARNING  volumes.csv, invoices" in run.out
    assert "Summa 2023" in run.out


def test_errors_are_all_that_is_printed(tmp_path: Path) -> None:
    folder = broken(tmp_path / "year", "missing_column")
    for command in ("price", "check"):
        run = atcost(command, folder)
        assert run.code == 1
        assert run.out.splitlines()[0] == "FEL  volumes.csv, rad 1, quantity"
        assert run.out.splitlines()[-1] == "fel: 2, varningar: 0, uppgifter: 0"
        assert "Summa" not in run.out


def test_errors_are_all_that_is_printed_as_json(tmp_path: Path) -> None:
    folder = broken(tmp_path / "year")
    for command in ("price", "check"):
        run = atcost(command, folder, "--json")
        assert run.code == 1
        (finding,) = json.loads(run.out)["findings"]
        assert json.loads(run.out).keys() == {"findings"}
        assert finding == {
            "rule": "weights_sum",
            "level": "error",
            "place": "model.toml, rad 38, area.payable.key",
            "cell": "area.payable.key.invoices.weight",
            "message": "Nycklarnas vikter i Leverantörsreskontra summerar till 99 %: 1 fattas.",
            "remedy": "Ändra vikterna så att de summerar till 100.",
        }


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--nonsense",),
        ("nonsense",),
        ("price",),
        ("price", SMALL, "more"),
        ("price", SMALL, "--nonsense"),
        ("price", SMALL, "--customer"),
        ("price", SMALL, "--lang", "de"),
        ("price", "no/such/folder"),
        ("price", "x" * 5_000),
        ("check", SMALL / "model.toml"),
        ("price", SMALL, "--volumes", "no/such/file.csv"),
        ("price", SMALL, "--previous", "no/such/folder"),
        ("price", SMALL, "--customer", "nobody"),
        ("price", SMALL, "--window", "2024"),
        ("price", SMALL, "--window", "2024-06..2024-05"),
        ("price", SMALL, "--window", "jul-21..2022-06"),
        ("export", SMALL, "csv"),
        ("export", SMALL, "nonsense", "-o", "out"),
        ("export", SMALL, "csv", "-o", "x" * 5_000),
        ("export", SMALL, "csv", "-o", SMALL),
        ("export", SMALL, "csv", "-o", SMALL / "model.toml" / "out"),
        ("new-year", SMALL, SMALL / "model.toml" / "out"),
        ("export", SMALL, "csv", "-o", "out", "--customer", "nobody"),
        ("new-year", SMALL),
        ("new-year", SMALL, LINKED),
        ("new-year", "no/such/folder", "out"),
        ("completion", "ksh"),
    ],
    ids=lambda arguments: " ".join(str(each).removeprefix(f"{EXAMPLES}/")[:20] for each in arguments) or "nothing",
)
def test_wrong_usage(arguments: tuple[object, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run = atcost(*arguments)
    assert (run.code, run.out) == (2, "")
    assert run.err.strip()
    assert list(tmp_path.iterdir()) == []


def test_a_process_of_its_own_does_the_same(tmp_path: Path) -> None:
    folder = broken(tmp_path / "year")
    for arguments in (("check", SMALL), ("price", folder), ("price", "nowhere")):
        run, process = atcost(*arguments), in_process(*arguments)
        assert (run.code, run.out, run.err) == (process.returncode, process.stdout, process.stderr)


def test_a_reader_that_closes_early_is_no_fault() -> None:
    command = [sys.executable, "-m", "atcost.cli", "price", str(STOCKHOLM)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment(), stdout=pipe, stderr=pipe) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


# JSON


def leaves(view: Any, name: str = "") -> list[tuple[str, Any]]:
    if isinstance(view, dict):
        return [leaf for key, value in view.items() for leaf in leaves(value, key)]
    if isinstance(view, list):
        return [leaf for value in view for leaf in leaves(value, name)]
    return [(name, view)]


@pytest.mark.parametrize("folder", [SMALL, LINKED, STOCKHOLM, EXAMPLES / "stockholm" / "2022"])
def test_amounts_are_texts_with_two_decimals(folder: Path) -> None:
    view = json.loads(atcost("price", folder, "--json").out)
    model, findings = view.pop("model"), view.pop("findings")
    assert model.keys() >= {"id", "year", "currency", "digest", "arithmetic"}
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", model["digest"])
    assert all(finding.keys() == {"rule", "level", "place", "cell", "message", "remedy"} for finding in findings)
    names = {"area", "customer", "kind", "key", "service", "staff", "from", "to", "before", "after"}
    for name, value in leaves(view):
        if QUANTITIES.fullmatch(name):
            assert value is None or EXACT.fullmatch(value), (name, value)
        elif name not in names and value is not None:
            assert AMOUNT.fullmatch(value), (name, value)


@pytest.mark.parametrize("folder", [SMALL, LINKED, STOCKHOLM, EXAMPLES / "stockholm" / "2022"])
def test_what_is_printed_adds_up(folder: Path) -> None:
    def ore(amount: str) -> int:
        return int(amount.replace(".", ""))

    view = json.loads(atcost("price", folder, "--json").out)
    assert {charge["kind"] for charge in view["charges"]} <= {"key", "direct", "tariff", "rounding"}
    assert all(ore(charge["amount"]) != 0 for charge in view["charges"])
    assert sum(ore(charge["amount"]) for charge in view["charges"]) == ore(view["total"])
    assert sum(map(ore, view["customers"].values())) == ore(view["total"])
    for area, account in view["areas"].items():
        assert ore(account["self_cost"]) == ore(account["own_cost"]) + ore(account["received"])
        paid = sum(ore(price["amount"]) for price in view["prices"] if price["area"] == area)
        sent = sum(ore(transfer["amount"]) for transfer in view["transfers"] if transfer["from"] == area)
        left = sum(ore(account[name]) for name in ("rounding", "over_recovery", "unit_rounding"))
        assert paid + sent == ore(account["self_cost"]) + left


# The options of price


def test_one_customer() -> None:
    whole, own = (
        json.loads(atcost("price", STOCKHOLM, "--json", *asked).out) for asked in ((), ("--customer", "culture"))
    )
    assert own["customers"] == {"culture": whole["customers"]["culture"]}
    for name in ("charges", "prices", "previous"):
        assert own[name] == [entry for entry in whole[name] if entry["customer"] == "culture"]
    run = atcost("price", STOCKHOLM, "--customer", "culture")
    assert run.code == 0
    assert "Kulturförvaltningen" in run.out
    assert "Utbildningsförvaltningen" not in run.out


def test_excluding_changes() -> None:
    whole = json.loads(atcost("price", STOCKHOLM, "--json").out)
    excluding = json.loads(atcost("price", STOCKHOLM, "--json", "--excluding-changes").out)
    assert excluding["total"] == whole["total_excluding_changes"] != whole["total"]
    assert excluding["total_excluding_changes"] == whole["total_excluding_changes"]
    assert (whole["model"]["column"], excluding["model"]["column"]) == ("including", "excluding")


def test_todays_price_stands_on_another_window_and_volumes() -> None:
    today = ("--volumes", STOCKHOLM / "today.csv", "--window", "2022-01..2022-12")
    then, now = (json.loads(atcost("price", STOCKHOLM, "--json", *asked).out) for asked in ((), today))
    assert now["model"]["window"] == "2022-01..2022-12"
    assert now["model"]["digest"] != then["model"]["digest"]
    assert now["total"] == then["total"]  # the same cost, in other parts
    assert now["customers"] != then["customers"]


def test_a_window_of_one_month() -> None:
    view = json.loads(atcost("price", SMALL, "--json", "--window", "2024-05").out)
    assert view["model"]["window"] == "2024-05..2024-05"
    (bills,) = (each for each in view["charges"] if (each["customer"], each["key"]) == ("parks", "bills"))
    assert (bills["quantity"], bills["total_quantity"]) == ("280", "2580")


def test_another_year_before(tmp_path: Path) -> None:
    lone = json.loads(atcost("price", SMALL, "--json").out)
    assert lone["previous_total"] is None
    assert all(price["previous"] is None for price in lone["prices"])
    before = copied(tmp_path / "before")
    changed(before / "budget.csv", "31500", "41500")
    beside = json.loads(atcost("price", SMALL, "--json", "--previous", before).out)
    assert beside["total"] == lone["total"]
    assert beside["previous_total"] == "3741295.17"
    assert "2024" in atcost("price", SMALL, "--previous", before).out


def test_a_year_before_with_errors_is_left_out_and_told_of(tmp_path: Path) -> None:
    run = atcost("price", SMALL, "--previous", broken(tmp_path / "before"))
    assert run.code == 0
    assert "har fel och kan inte jämföras med" in run.out


# Languages, help, completion

COMMANDS = ("check", "price", "export", "new-year", "count", "rows", "sample", "completion")
SAME_IN_BOTH = {
    *COMMANDS,
    *(
        "atcost",
        "bash",
        "csv",
        "json",
        "sql",
        "sv",
        "en",
        "ID",
        "JSON",
        "SQL",
        "CSV",
        "duckdb",
        "FORMAT",
        "FROM",
        "TO",
        "eval",
    ),
    *("new", "year", "volumes"),  # parts of names
}
"""Names, which are what they are in every language."""


def words(text: str) -> set[str]:
    """Return the words of a help text but the options, which are names."""
    return set(re.findall(r"[^\W\d_]+", re.sub(r"(?<!\w)--?[a-z][a-z-]*|\w+\.csv", "", text)))


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_in_both_languages(command: str | None) -> None:
    asked = [command] if command else []
    swedish, short, english = (
        atcost(*asked, "--help"),
        atcost(*asked, "-h"),
        atcost(*asked, "--help", language="en"),
    )
    assert swedish == short
    assert (swedish.code, swedish.err) == (english.code, english.err) == (0, "")
    assert swedish.out.startswith("Användning: atcost")
    assert english.out.startswith("Usage: atcost")
    assert words(swedish.out) & words(english.out) <= SAME_IN_BOTH
    assert re.findall(r"--[a-z][a-z-]*", swedish.out) == re.findall(r"--[a-z][a-z-]*", english.out)


def test_an_english_word_in_swedish_help_would_be_seen() -> None:
    assert words("Visa the price") & words("Show the price") == {"the", "price"}


@pytest.mark.parametrize(
    ("arguments", "swedish", "english"),
    [
        (("price",), "Argument saknas: 'ÅR'.", "Missing argument 'YEAR'."),
        (("price", "x", "--foo"), "Valet '--foo' finns inte.", "No such option '--foo'."),
        (
            ("prise",),
            "Kommandot 'prise' finns inte. Menades 'price'?",
            "No such command 'prise'. Did you mean 'price'?",
        ),
        (("export", "x", "csv"), "Val saknas: '-o' / '--output'.", "Missing option '-o' / '--output'."),
        (("price", "x", "y"), "Ett argument för mycket (y)", "Got unexpected extra argument (y)"),
        (("price", "--customer"), "Valet '--customer' behöver ett värde.", "Option '--customer' requires an argument."),
        (("completion", "x"), "'x' är inget av 'bash', 'zsh', 'fish'.", "'x' is not one of 'bash', 'zsh', 'fish'."),
    ],
    ids=str,
)
def test_wrong_usage_in_both_languages(arguments: tuple[str, ...], swedish: str, english: str) -> None:
    said = atcost(*arguments).err
    assert f"Fel: {swedish}" in said or said.endswith(f"{swedish}\n")
    assert not words(said) & {"Usage", "Error", "Try", "Missing", "Invalid", "Got", "No", "Options", "for", "help"} - {
        "help"
    }
    assert english in atcost(*arguments, language="en").err


def test_the_language_of_a_run() -> None:
    run = atcost("price", SMALL, "--lang", "en")
    assert "Total 2025" in run.out
    assert "2,110,246.23" in run.out
    assert run == atcost("price", SMALL, "--lang=en") == atcost("price", SMALL, language="en")
    assert "Summa 2025" in atcost("price", SMALL, "--lang", "sv", language="en").out
    assert "2\N{NO-BREAK SPACE}110\N{NO-BREAK SPACE}246,23" in atcost("price", SMALL).out


def test_the_version() -> None:
    assert atcost("--version") == (0, "atcost, version 0.1.0\n", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shells_script(shell: str) -> None:
    run = atcost("completion", shell)
    assert (run.code, run.err) == (0, "")
    assert f"_ATCOST_COMPLETE={shell}_complete" in run.out


def test_bash_completes(tmp_path: Path) -> None:
    """The script in a real bash, with an atcost on the path."""
    program = tmp_path / "atcost"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m atcost.cli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = """
        eval "$(atcost completion bash)"
        for line in "atcost p" "atcost price --ex" "atcost completion z"; do
            COMP_WORDS=($line) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            COMPREPLY=(); _atcost_completion atcost; echo "${COMPREPLY[@]}"
        done"""
    path = f"{tmp_path}:{os.environ['PATH']}"
    run = subprocess.run(
        ["/bin/bash", "-c", script], env=environment(PATH=path), capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines() == ["price", "--excluding-changes", "zsh"]


# Export


def test_an_export_is_what_price_says(tmp_path: Path) -> None:
    file = tmp_path / "new" / "list.json"
    run = atcost("export", STOCKHOLM, "json", "-o", file)
    assert (run.code, run.out, run.err) == (0, f"Skrev {file}\n", "")
    assert file.read_text(encoding="utf-8") == atcost("price", STOCKHOLM, "--json").out
    assert [path.name for path in file.parent.iterdir()] == ["list.json"]
    own = atcost("price", STOCKHOLM, "--json", "--customer", "culture").out
    atcost("export", STOCKHOLM, "json", "-o", file, "--customer", "culture")
    assert file.read_text(encoding="utf-8") == own


def test_a_table_holds_every_price(tmp_path: Path) -> None:
    atcost("export", SMALL, "csv", "-o", tmp_path / "list.csv")
    heading, *rows = (tmp_path / "list.csv").read_text(encoding="utf-8").splitlines()
    assert heading == "area,area_title,customer,customer_title,amount,previous,change"
    assert rows[0] == "invoices,Fakturor,school,Skolan,1466558.84,,"
    assert len(rows) == 6


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\\t", "\\r"])
def test_a_title_is_never_a_formula(start: str, tmp_path: Path) -> None:
    folder = copied(tmp_path / "year")
    changed(folder / "model.toml", 'sv = "Skolan"', f'sv = "{start}cmd()"')
    atcost("export", folder, "csv", "-o", tmp_path / "list.csv")
    title = start.replace("\\t", "\t").replace("\\r", "\n") + "cmd()"
    assert f"school,'{title}" in (tmp_path / "list.csv").read_bytes().decode().replace('"', "")


# Writing and reading


def test_nothing_is_written_where_there_are_errors(tmp_path: Path) -> None:
    folder = broken(tmp_path / "year")
    for arguments in (
        ("export", folder, "csv", "-o", tmp_path / "list.csv"),
        ("new-year", folder, tmp_path / "next"),
    ):
        run = atcost(*arguments)
        assert run.code == 1
        assert "rad 38" in run.out
    assert [path.name for path in tmp_path.iterdir()] == ["year"]


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "list.csv"
    file.write_text("old", encoding="utf-8")
    for step in ("replace", "write_text"):
        with monkeypatch.context() as patched:
            patched.setattr(Path, step, _interrupted)
            run = atcost("export", SMALL, "csv", "-o", file)
        assert run.code == 1
        assert "Avbrutet." in run.err
        assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("list.csv", b"old")]


def test_a_new_year_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for step in ("rename", "write_text"):
        with monkeypatch.context() as patched:
            patched.setattr(Path, step, _interrupted)
            assert atcost("new-year", SMALL, tmp_path / "next").code == 1
        assert list(tmp_path.iterdir()) == []


def _interrupted(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_a_process_that_is_killed_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "volumes.csv"
    file.write_text("old", encoding="utf-8")
    script = f"""
import pathlib, time
from atcost.outputs.files import replacing
with replacing(pathlib.Path({str(file)!r})) as beside:
    beside.write_text("half of")
    print("written", flush=True)
    time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", script], env=environment(), stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"written\n"
        process.send_signal(signal.SIGKILL)
    assert file.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("example", [SMALL, STOCKHOLM])
def test_reading_never_changes_a_folder(example: Path, tmp_path: Path) -> None:
    folder = copied(tmp_path / "in" / "year", example)
    before = as_it_is(folder.parent)
    for arguments in (
        ("check", folder),
        ("price", folder),
        ("price", folder, "--json"),
        ("price", folder, "--previous", folder),
        ("export", folder, "csv", "-o", tmp_path / "list.csv"),
        ("new-year", folder, tmp_path / "next"),
    ):
        assert atcost(*arguments).code == 0
    assert as_it_is(folder.parent) == before


def test_a_change_would_be_seen(tmp_path: Path) -> None:
    folder = copied(tmp_path / "year")
    before = as_it_is(folder)
    (folder / "cache").write_text("", encoding="utf-8")
    assert as_it_is(folder) != before


# The next year


def with_volumes_of(old: Path, new: Path) -> None:
    """Put the volumes of the old year into the new one, twelve months on."""
    heading, *rows = (old / "volumes.csv").read_text(encoding="utf-8").splitlines()
    moved = [",".join([*row.split(",")[:2], _next(row.split(",")[2]), row.split(",")[3]]) for row in rows]
    (new / "volumes.csv").write_text("\n".join([heading, *moved, ""]), encoding="utf-8")


def _next(text: str) -> str:
    return month_text(Month(read_month(text) + 12))


@pytest.mark.parametrize("example", ["small", "linked", "stockholm/2022", "stockholm/2023"])
def test_the_next_year_prices_on_volumes_to_come(example: str, tmp_path: Path) -> None:
    old, new = copied(tmp_path / "old", EXAMPLES / example), tmp_path / "new"
    assert atcost("new-year", old, new).code == 0
    (volumes,) = (new / "volumes.csv").read_text(encoding="utf-8").splitlines()
    assert volumes == "measure,customer,month,quantity"
    assert atcost("check", new).code == 1
    with_volumes_of(old, new)
    run = atcost("price", new, "--json")
    assert run.code == 0, run.out
    view, before = json.loads(run.out), json.loads(atcost("price", old, "--json").out)
    assert view["model"]["year"] == before["model"]["year"] + 1
    assert view["previous_total"] == before["total"]
    assert view["changes"] == []


def test_the_next_year_settles_what_changed(tmp_path: Path) -> None:
    old, new = STOCKHOLM, tmp_path / "next"
    atcost("new-year", old, new)
    before, model = read_year(old).documents()[0], read_year(new).model
    assert model
    assert (model.year, model.id, model.title.sv) == (2024, "stockholm_ekonomi_2024", "Ekonomi 2024")
    assert (str(model.volumes), str(model.measures["families"].volumes)) == ("2022-07..2023-06", "2022-06..2023-05")
    assert (new / str(model.previous)).resolve() == old.resolve()
    assert model.adjustments == ()
    for name, area in model.areas.items():
        was = before.areas[name]
        assert list(area.services) == [each for each, service in was.services.items() if service.kind != "none"]
        assert area.carried == ()
        for each, service in area.services.items():
            assert (service.kind, service.before) == (was.services[each].kind, None)
            assert service.note == (was.services[each].note if was.services[each].before is None else None)
    gone = {
        (area, name)
        for area, was in before.areas.items()
        for name in was.services
        if name not in model.areas[area].services
    }
    assert gone
    kept = [row[:7] for row in before.budget if row[:2] not in gone]
    assert [row[:7] for row in model.budget] == kept


def test_the_next_year_keeps_comments_notes_and_measures(tmp_path: Path) -> None:
    old, new = copied(tmp_path / "old", STOCKHOLM), tmp_path / "new"
    changed(old / "model.toml", "incoming_invoices              = {", 'incoming_invoices = { note = "kept",')
    atcost("new-year", old, new)
    text, was = ((folder / "model.toml").read_text(encoding="utf-8") for folder in (new, old))
    assert 'incoming_invoices = { note = "kept",' in text
    heads = [line for line in was.splitlines() if line.startswith("#")]
    assert heads
    assert [line for line in text.splitlines() if line.startswith("#")] == heads
    measures = [path.relative_to(old) for path in sorted((old / "measures").rglob("*.sql"))]
    assert measures == [path.relative_to(new) for path in sorted((new / "measures").rglob("*.sql"))]


def test_the_next_year_drops_the_lead_time_of_a_service_that_ends(tmp_path: Path) -> None:
    old, new = copied(tmp_path / "old", ERRORS / "base"), tmp_path / "new"
    more = '\n[area.payable.service.mail]\ntitle = "Post"\nkind = "base"\nto = "2023-06"\n'
    more += '\n[area.payable.lead_time.post]\ntitle = "Post"\nservice = "mail"\ndays = 1\nsource = "Avtal"\n'
    text = (old / "model.toml").read_text(encoding="utf-8") + more
    (old / "model.toml").write_text(text, encoding="utf-8")
    changed(old / "budget.csv", "payable,payment,,,", "payable,mail,clerk,0.5,,Budget 2022\npayable,payment,,,")
    assert atcost("new-year", old, new).code == 0
    with_volumes_of(old, new)
    assert atcost("price", new).code == 0
    assert "mail" not in (new / "model.toml").read_text(encoding="utf-8")


def test_the_next_year_of_a_windows_file(tmp_path: Path) -> None:
    old, new = copied(tmp_path / "old"), tmp_path / "new"
    text = (old / "model.toml").read_text(encoding="utf-8").replace("\n", "\r\n")
    (old / "model.toml").write_bytes(text.encode("cp1252"))
    assert atcost("new-year", old, new).code == 0
    assert "Vården" in (new / "model.toml").read_text(encoding="utf-8")


# A controller in an editor


def test_a_controllers_mistakes_are_pointed_out(tmp_path: Path) -> None:
    """A weight, an FTE and a customer, each changed wrongly: file, line and remedy for all three at once."""
    folder = copied(tmp_path / "2023", STOCKHOLM)
    changed(folder / "model.toml", "weight    = 50", "weight    = 55")
    changed(folder / "budget.csv", "9.4", '"9,4"')
    changed(folder / "model.toml", "\ntraffic ", "\ntrafik ")
    weight, customer = (
        next(
            number
            for number, line in enumerate((folder / file).read_text(encoding="utf-8").splitlines(), 1)
            if find in line
        )
        for file, find in (("model.toml", "[[area.payable.key]]"), ("volumes.csv", ",traffic,"))
    )
    run = atcost("price", folder)
    assert run.code == 1
    for said in (
        f"model.toml, rad {weight}, area.payable.key",
        "summerar till 105 %: 5 för mycket.",
        "→ Ändra vikterna så att de summerar till 100.",
        "budget.csv, rad 2, fte",
        "”9,4” har fel decimaltecken: här är det punkt.",
        f"volumes.csv, rad {customer}, customer",
        "Kunden ”traffic” finns inte i modellen",
        "Rätta namnet, eller lägg till kunden.",
    ):
        assert said in run.out
