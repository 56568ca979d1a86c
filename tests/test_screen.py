"""What people see: nothing that a document holds steers the screen, and lines fit the window."""

from __future__ import annotations

import csv
import errno
import json
import re
from typing import TYPE_CHECKING

import pytest

from atcost.cli import screen
from atcost.core.words import is_hidden
from atcost.outputs.text_table import width
from tests.console import EXAMPLES, STOCKHOLM, STYLES, atcost, broken, changed
from tests.whole_year import CONTROLS, MARK, source, whole_year

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console import Run

COUNT = ("--source", "ledger={folder}/fakturor.csv", "-o", "{folder}/counted.csv")
ROWS = ("--source", "ledger={folder}/fakturor.csv", "--measure", "invoices", "--customer", "school")
HALVED = ("--set", "volume.invoices.school*=0,5")
COMMANDS = {
    "check": ("check", "{folder}/year"),
    "check --json": ("check", "{folder}/year", "--json"),
    "check, errors": ("check", "{folder}/wrong"),
    "check, errors --json": ("check", "{folder}/wrong", "--json"),
    "check, unknown names": ("check", "{folder}/unknown"),
    "price": ("price", "{folder}/year"),
    "price --json": ("price", "{folder}/year", "--json"),
    "price --customer": ("price", "{folder}/year", "--customer", "school"),
    "price --excluding-changes": ("price", "{folder}/year", "--excluding-changes"),
    "price --previous": ("price", "{folder}/year", "--previous", "{folder}/year"),
    "price --window": ("price", "{folder}/year", "--window", "2021-11..2021-12"),
    "price, no such customer": ("price", "{folder}/year", "--customer", f"{CONTROLS}x"),
    "explain": ("explain", "{folder}/year"),
    "explain --json": ("explain", "{folder}/year", "--json"),
    "explain --customer": ("explain", "{folder}/year", "--customer", "school", "--depth", "30"),
    "explain --key": ("explain", "{folder}/year", "--key", "weighed", "--depth", "30"),
    "explain --staff": ("explain", "{folder}/year", "--area", "payable", "--staff", "clerk", "--depth", "30"),
    "explain, no such customer": ("explain", "{folder}/year", "--customer", f"{CONTROLS}x"),
    "explain, no such price": ("explain", "{folder}/year", "--customer", "school", "--area", "rent"),
    "compare": ("compare", "{folder}/before", "{folder}/year"),
    "compare --json": ("compare", "{folder}/before", "{folder}/year", "--json"),
    "compare --customer": ("compare", "{folder}/before", "{folder}/year", "--customer", "school"),
    "compare, errors": ("compare", "{folder}/wrong", "{folder}/year"),
    "what-if": ("what-if", "{folder}/year", *HALVED),
    "what-if --json": ("what-if", "{folder}/year", *HALVED, "--json"),
    "what-if --customer": ("what-if", "{folder}/year", *HALVED, "--customer", "school"),
    "what-if --release": ("what-if", "{folder}/year", *HALVED, "--set", "staff.clerk.rate=1", "--release", "1/3"),
    "what-if, no such cell": ("what-if", "{folder}/year", "--set", f"{CONTROLS}=1", "--set", "unit.\x1b[35m=1"),
    "what-if, errors": ("what-if", "{folder}/year", "--set", "volume.invoices.school=-1"),
    "export csv": ("export", "{folder}/year", "csv", "-o", "{folder}/list.csv"),
    "export json": ("export", "{folder}/year", "json", "-o", "{folder}/list.json"),
    "new-year": ("new-year", "{folder}/year", "{folder}/next"),
    "count": ("count", "{folder}/year", *COUNT),
    "count --json": ("count", "{folder}/year", *COUNT, "--json"),
    "rows": ("rows", "{folder}/year", *ROWS),
    "rows --json": ("rows", "{folder}/year", *ROWS, "--json"),
    "rows -o": ("rows", "{folder}/year", *ROWS, "-o", "{folder}/rows.csv"),
    "publish": ("publish", "{folder}/year", "-o", "{folder}/again.json", "--proposal"),
    "verify": ("verify", "{folder}/sealed.json"),
    "verify --json": ("verify", "{folder}/sealed.json", "--json"),
    "verify, altered": ("verify", "{folder}/altered.json"),
    "verify, altered --json": ("verify", "{folder}/altered.json", "--json"),
    "sample": ("sample", "{folder}/year", "-o", "{folder}/sample"),
    "no such folder": ("check", f"{{folder}}/{CONTROLS}x"),
}


def planted(folder: Path) -> Path:
    """Plant in every text of a year and its transactions, in a title that an error names, and in unknown names."""
    changed(whole_year(folder / "before", CONTROLS) / "budget.csv", ",2.35,", ",3.35,")
    whole_year(folder / "year", CONTROLS)
    source(folder / "fakturor.csv", CONTROLS)
    changed(broken(folder / "wrong") / "model.toml", '"Lever', f'"{json.dumps(CONTROLS)[1:-1]}Lever')
    atcost("publish", folder / "year", "-o", folder / "sealed.json")
    sealed = (folder / "sealed.json").read_text(encoding="utf-8")
    (folder / "altered.json").write_text(re.sub(r'"amount":"(-?)\d', r'"amount":"\g<1>9', sealed), encoding="utf-8")
    with (whole_year(folder / "unknown") / "volumes.csv").open("a", encoding="utf-8", newline="") as volumes:
        csv.writer(volumes).writerows(
            [f"{CONTROLS}x", "school", "2021-11", 1] if at else ["invoices", f"{CONTROLS}x", "2021-11", 1]
            for at in (0, 1)
        )
    return folder


def run(name: str, folder: Path, columns: int | None = None) -> Run:
    arguments = [argument.replace("{folder}", str(folder)) for argument in COMMANDS[name]]
    return atcost(*arguments, columns=columns)


def hidden(text: str) -> set[str]:
    """Return the marks of a text that can't be seen, but for the ends of its lines and what is ours."""
    return {mark for mark in STYLES.sub("", text) if mark != "\n" and is_hidden(mark)}


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_planted_reaches_the_screen(name: str, tmp_path: Path) -> None:
    folder = planted(tmp_path)
    for columns in (200, None):
        seen = run(name, folder, columns)
        assert seen.out + seen.err != ""
        assert hidden(seen.out) == hidden(seen.err) == set()


@pytest.mark.parametrize(
    "name",
    [
        "check",
        "price",
        "price --customer",
        "explain",
        "explain --customer",
        "compare",
        "what-if",
        "what-if --customer",
        "what-if --release",
        "count",
        "rows",
    ],
)
def test_what_was_planted_is_seen_where_it_stands(name: str, tmp_path: Path) -> None:
    assert "·[35m·]0" in run(name, planted(tmp_path)).out


def test_programs_get_every_text_as_it_is(tmp_path: Path) -> None:
    folder = planted(tmp_path)
    for name in ("export csv", "rows -o"):
        assert run(name, folder).code == 0
    listed, behind = ((folder / name).read_text(encoding="utf-8") for name in ("list.csv", "rows.csv"))
    assert f"{CONTROLS}§050".replace("\r", "\n") in listed
    assert "\x1b[35m" in behind
    view = json.loads(run("rows --json", folder).out)
    assert "\u202e" in view["rows"][0]["remark"]


@pytest.mark.parametrize("columns", [120, 80, 60, 30])
@pytest.mark.parametrize("name", [name for name in COMMANDS if "--json" not in name])
def test_no_line_is_wider_than_the_window(name: str, columns: int, tmp_path: Path) -> None:
    seen = run(name, planted(tmp_path), columns)
    assert [line for line in STYLES.sub("", seen.out).splitlines() if width(line) > columns] == []


@pytest.mark.parametrize("columns", [120, 80, 60])
@pytest.mark.parametrize("name", ["price, no such customer", "what-if, no such cell", "no such folder"])
def test_what_is_wrong_with_a_call_fits_the_window(name: str, columns: int, tmp_path: Path) -> None:
    seen = run(name, planted(tmp_path), columns)
    assert (seen.code, seen.out) == (2, "")
    assert [line for line in STYLES.sub("", seen.err).splitlines() if width(line) > columns] == []


@pytest.mark.parametrize("columns", [80, 60])
@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    "command", [("check",), ("price",), ("explain",), ("what-if", "--set", "unit=100")], ids=lambda c: c[0]
)
@pytest.mark.parametrize("example", ["small", "linked", "stockholm/2022", "stockholm/2023"])
def test_the_examples_fit_the_window(example: str, command: tuple[str, ...], language: str, columns: int) -> None:
    name, *options = command
    seen = atcost(name, EXAMPLES / example, *options, language=language, columns=columns)
    assert seen.code == 0
    assert [line for line in STYLES.sub("", seen.out).splitlines() if width(line) > columns] == []


@pytest.mark.parametrize("asked", [("check",), ("explain", "--depth", "5")], ids=" ".join)
def test_a_narrow_window_loses_no_text_and_a_pipe_has_no_width(asked: tuple[str, ...], tmp_path: Path) -> None:
    command, *options = asked
    year = whole_year(tmp_path / "year")
    narrow, wide, pipe = (atcost(command, year, *options, columns=columns).out for columns in (40, 400, None))
    assert set(MARK.findall(narrow)) == set(MARK.findall(wide)) == set(MARK.findall(pipe)) != set()
    assert STYLES.sub("", wide) == pipe


def test_a_page_is_wider_than_any_window_in_a_pipe() -> None:
    assert max(map(len, atcost("price", STOCKHOLM).out.splitlines())) > 200


def test_what_is_not_there_is_told_in_the_readers_language() -> None:
    said = screen.disk_text(FileNotFoundError(errno.ENOENT, "No such file or directory", "gone.csv"))
    assert said == "Det går inte att läsa eller skriva gone.csv: den finns inte"
