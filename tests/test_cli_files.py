"""What commands write, and that a folder that is read stays as it was."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.console import (
    SMALL,
    STOCKHOLM,
    atcost,
    broken,
    changed,
    copied,
    environment,
)


def as_it_is(folder: Path) -> dict[str, tuple[int, str]]:
    """Return every file and folder under a folder with its time of change and its content."""
    return {
        str(path.relative_to(folder)): (
            path.stat().st_mtime_ns,
            "" if path.is_dir() else hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in [folder, *folder.rglob("*")]
    }


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
    atcost("export", SMALL, "csv-plain", "-o", tmp_path / "list.csv")
    heading, *rows = (tmp_path / "list.csv").read_text(encoding="utf-8").splitlines()
    assert heading == "area,area_title,customer,customer_title,price_sek,previous_sek,change_sek,origin"
    assert rows[0].startswith('invoices,Fakturor,school,Skolan,1466558.84,,,"Exempel: ')
    assert len(rows) == 6


@pytest.mark.parametrize(("format_", "separator"), [("csv", ";"), ("csv-plain", ",")])
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\\t", "\\r"])
def test_a_title_is_never_a_formula(format_: str, separator: str, start: str, tmp_path: Path) -> None:
    folder = copied(tmp_path / "year")
    changed(folder / "model.toml", 'sv = "Skolan"', f'sv = "{start}cmd()"')
    atcost("export", folder, format_, "-o", tmp_path / "list.csv")
    title = start.replace("\\t", "\t").replace("\\r", "\n") + "cmd()"
    assert f"school{separator}'{title}" in (tmp_path / "list.csv").read_bytes().decode().replace('"', "")


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
    for step in ("replace", "write_bytes"):
        with monkeypatch.context() as patched:
            patched.setattr(Path, step, _interrupted)
            run = atcost("export", SMALL, "csv", "-o", file)
        assert run.code == 130
        assert "Avbrutet." in run.err
        assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("list.csv", b"old")]


def test_a_new_year_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for step in ("rename", "write_text"):
        with monkeypatch.context() as patched:
            patched.setattr(Path, step, _interrupted)
            assert atcost("new-year", SMALL, tmp_path / "next").code == 130
        assert list(tmp_path.iterdir()) == []


def _interrupted(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_a_process_that_is_killed_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "volumes.csv"
    file.write_text("old", encoding="utf-8")
    script = f"""
import pathlib, time
from atcost.outputs.files import replacing
with replacing(pathlib.Path({str(file)!r})) as (beside,):
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
        ("what-if", folder, "--set", "unit=1", "--json"),
        ("price", folder, "--previous", folder),
        ("export", folder, "csv", "-o", tmp_path / "list.csv"),
        ("new-year", folder, tmp_path / "next"),
        ("publish", folder, "-o", tmp_path / "list.json"),
        ("verify", tmp_path / "list.json"),
    ):
        assert atcost(*arguments).code == 0
    assert as_it_is(folder.parent) == before


def test_a_change_would_be_seen(tmp_path: Path) -> None:
    folder = copied(tmp_path / "year")
    before = as_it_is(folder)
    (folder / "cache").write_text("", encoding="utf-8")
    assert as_it_is(folder) != before
