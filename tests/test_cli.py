"""The command line: what its commands print and exit with."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.console import (
    EXAMPLES,
    LINKED,
    SMALL,
    STOCKHOLM,
    atcost,
    broken,
    changed,
    copied,
    environment,
    in_process,
)

if TYPE_CHECKING:
    from pathlib import Path

AMOUNT = re.compile(r"-?\d+\.\d\d")
EXACT = re.compile(r"-?\d+(\.\d+|/\d+)?")
QUANTITIES = re.compile(r".*quantity|adjustment|fte|hours")


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
    folder = broken(tmp_path / "year", "wrong_heading-missing")
    for command in ("price", "check"):
        run = atcost(command, folder)
        assert run.code == 1
        assert run.out.splitlines()[0] == "FEL  volumes.csv, rad 1"
        assert run.out.splitlines()[-1] == "fel: 1, varningar: 0, uppgifter: 0"
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


def test_a_file_in_the_place_of_a_folder_is_told_with_what_to_give() -> None:
    assert " ".join(atcost("price", SMALL / "model.toml").err.split()).endswith("model.toml. Ange mappen.")


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
        ("what-if", SMALL),
        ("what-if", "no/such/folder", "--set", "unit=1"),
        ("what-if", SMALL, "--set", "unit"),
        ("what-if", SMALL, "--set", "volume.bill.school=1"),
        ("what-if", SMALL, "--set", "staff.clerk.rate=much"),
        ("what-if", SMALL, "--set", "method+=1"),
        ("what-if", SMALL, "--set", "unit=1", "--customer", "nobody"),
        *(
            ("what-if", SMALL, "--set", "unit=1", "--release", part)
            for part in ("40", "-1%", "101%", "1,000%", "half", "")
        ),
        ("export", SMALL, "csv"),
        ("export", SMALL, "nonsense", "-o", "out"),
        ("export", SMALL, "csv", "-o", "x" * 5_000),
        ("export", SMALL, "csv", "-o", SMALL),
        ("export", SMALL, "csv", "-o", SMALL / "model.toml" / "out"),
        ("new-year", SMALL, SMALL / "model.toml" / "out"),
        ("export", SMALL, "csv", "-o", "out", "--customer", "nobody"),
        ("publish", SMALL),
        ("publish", "no/such/folder", "-o", "out"),
        ("publish", SMALL, "-o", SMALL),
        ("publish", SMALL, "-o", "out", "--date", "2024-02-30"),
        ("verify",),
        ("verify", "no/such/file"),
        ("verify", SMALL),
        ("verify", "x" * 5_000),
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


@pytest.mark.parametrize("closed", [1, 2])
def test_a_stream_that_the_shell_has_closed_is_no_fault(closed: int) -> None:
    command = f'exec "{sys.executable}" -m atcost.cli price "{SMALL}" {closed}>&-'
    run = subprocess.run(["/bin/sh", "-c", command], env=environment(), capture_output=True, text=True, check=False)
    assert (run.returncode, bool(run.stdout), run.stderr) == (0, closed == 2, "")


def leaves(view: Any, name: str = "") -> list[tuple[str, Any]]:
    if isinstance(view, dict):
        return [leaf for key, value in view.items() for leaf in leaves(value, key)]
    if isinstance(view, list):
        return [leaf for value in view for leaf in leaves(value, name)]
    return [(name, view)]


@pytest.mark.parametrize("folder", [SMALL, LINKED, STOCKHOLM, EXAMPLES / "stockholm" / "2022"])
def test_amounts_are_texts_with_two_decimals(folder: Path) -> None:
    view = json.loads(atcost("price", folder, "--json").out)
    model, findings, _ = (view.pop(name) for name in ("model", "findings", "origins"))
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
