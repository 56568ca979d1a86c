"""Files written whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from atcost.cli.screen import disk_text
from atcost.outputs.files import making_folder, replacing, write_text

if TYPE_CHECKING:
    from collections.abc import Callable


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_text_is_written_as_it_is(tmp_path: Path) -> None:
    write_text(tmp_path / "new" / "list.csv", "å\r\nb\n")
    assert content(tmp_path) == {"new/list.csv": "å\r\nb\n".encode()}


def test_what_was_there_is_replaced_and_keeps_its_rights(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("old", encoding="utf-8")
    file.chmod(0o640)
    write_text(file, "new")
    assert content(tmp_path) == {"list.csv": b"new"}
    assert file.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_a_new_file_and_folder_have_the_rights_of_any_other(mask: int, tmp_path: Path) -> None:
    before = os.umask(mask)
    try:
        write_text(tmp_path / "list.csv", "new")
        with making_folder(tmp_path / "year") as folder:
            (folder / "model.toml").write_text("x", encoding="utf-8")
    finally:
        os.umask(before)
    assert (tmp_path / "list.csv").stat().st_mode & 0o777 == 0o666 & ~mask
    assert (tmp_path / "year").stat().st_mode & 0o777 == 0o777 & ~mask


STOPS = [ValueError, KeyboardInterrupt]


@pytest.mark.parametrize("stop", STOPS)
def test_what_stops_while_writing_leaves_the_old_file_alone(stop: type[BaseException], tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("old", encoding="utf-8")

    def write() -> None:
        with replacing(file) as (beside,):
            beside.write_text("half", encoding="utf-8")
            assert file.read_text(encoding="utf-8") == "old"
            raise stop

    with pytest.raises(stop):
        write()
    assert content(tmp_path) == {"list.csv": b"old"}


@pytest.mark.parametrize("stop", STOPS)
def test_what_stops_while_a_folder_is_filled_leaves_none(stop: type[BaseException], tmp_path: Path) -> None:
    def fill() -> None:
        with making_folder(tmp_path / "year") as folder:
            (folder / "model.toml").write_text("half", encoding="utf-8")
            assert not (tmp_path / "year").exists()
            raise stop

    with pytest.raises(stop):
        fill()
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is synced and renamed, in order, by name."""
    found: list[str] = []
    fsync = os.fsync

    def sync(handle: int) -> None:
        found.append(f"sync {Path(f'/proc/self/fd/{handle}').readlink().name}")
        fsync(handle)

    def renamed(path: Path, to: Path) -> None:
        found.append(f"rename {to.name}")
        os.rename(path, to)  # noqa: PTH104 -- what is patched

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", renamed)
    monkeypatch.setattr(Path, "rename", renamed)
    return found


def test_a_file_is_on_the_disk_before_it_takes_the_place_of_the_old_one(tmp_path: Path, steps: list[str]) -> None:
    write_text(tmp_path / "list.csv", "new")
    assert steps == ["sync .list.csv.atcost", "rename list.csv", f"sync {tmp_path.name}"]


def test_a_folder_is_on_the_disk_before_it_gets_its_name(tmp_path: Path, steps: list[str]) -> None:
    with making_folder(tmp_path / "year") as folder:
        (folder / "measures").mkdir()
        (folder / "measures" / "a.sql").write_text("x", encoding="utf-8")
    synced = ["sync measures", "sync a.sql", "sync .year.atcost"]
    assert steps == [*synced, "rename year", f"sync {tmp_path.name}"]


def test_files_of_two_runs_never_stand_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("volumes.csv", "volumes.refused.csv")
    paths, moments = [tmp_path / name for name in names], []
    for path in paths:
        path.write_text("old", encoding="utf-8")

    def watched(step: Callable[..., object]) -> Callable[..., object]:
        def taken(path: Path, *more: object, **named: object) -> object:
            found = step(path, *more, **named)
            moments.append([each.read_text(encoding="utf-8") if each.exists() else "" for each in paths])
            return found

        return taken

    for step in ("replace", "unlink"):
        monkeypatch.setattr(Path, step, watched(getattr(Path, step)))
    with replacing(*paths) as besides:
        for beside in besides:
            beside.write_text("new", encoding="utf-8")
    assert [*dict.fromkeys(map(tuple, moments))] == [("old", "old"), ("old", ""), ("new", ""), ("new", "new")]


def test_a_file_that_was_not_written_is_not_to_be_there(tmp_path: Path) -> None:
    volumes, refused = tmp_path / "volumes.csv", tmp_path / "volumes.refused.csv"
    refused.write_text("old", encoding="utf-8")
    with replacing(volumes, refused) as (beside, not_written):
        beside.write_text("new", encoding="utf-8")
        not_written.unlink()
    assert content(tmp_path) == {"volumes.csv": b"new"}


def test_a_full_disk_is_told_with_the_file_that_was_to_be_written(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    with pytest.raises(OSError, match=r"list\.csv") as caught, replacing(file):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert disk_text(caught.value) == f"Det går inte att läsa eller skriva {file}: disken är full"
    nameless = OSError(errno.ENOSPC, "No space left on device")
    assert disk_text(nameless) == "Det går inte att läsa eller skriva: disken är full"


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "list.csv").symlink_to(tmp_path / "there" / "real.csv")
    write_text(tmp_path / "list.csv", "new")
    assert (tmp_path / "list.csv").is_symlink()
    assert content(tmp_path / "there") == {"real.csv": b"new"}


def test_the_next_writer_removes_what_a_killed_one_left(tmp_path: Path) -> None:
    (tmp_path / ".list.csv.atcost").write_text("half", encoding="utf-8")
    (tmp_path / ".year.atcost").mkdir()
    (tmp_path / ".year.atcost" / "half").write_text("half", encoding="utf-8")
    (tmp_path / ".other.csv.atcost").write_text("another's", encoding="utf-8")
    write_text(tmp_path / "list.csv", "new")
    with making_folder(tmp_path / "year") as folder:
        (folder / "model.toml").write_text("new", encoding="utf-8")
    assert content(tmp_path) == {
        "list.csv": b"new",
        "year/model.toml": b"new",
        ".other.csv.atcost": b"another's",
    }


def test_one_writes_at_a_time(tmp_path: Path) -> None:
    """A second writer waits, so that what it reads of the file is what the first has written."""
    file, entered = tmp_path / "list.csv", Event()

    def second() -> None:
        with replacing(file) as (beside,):
            entered.set()
            beside.write_text(file.read_text(encoding="utf-8") + "second", encoding="utf-8")

    with replacing(file) as (beside,):
        thread = Thread(target=second)
        thread.start()
        assert not entered.wait(0.2)
        beside.write_text("first", encoding="utf-8")
    thread.join()
    assert content(tmp_path) == {"list.csv": b"firstsecond"}


def test_what_the_disk_refuses_leaves_nothing_beside(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        write_text(tmp_path / "folder", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
