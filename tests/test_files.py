"""Files written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from atcost.outputs.files import making_folder, replacing, write_text


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
        with replacing(file) as beside:
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


def test_a_file_is_on_the_disk_before_it_takes_the_place_of_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (steps.append("sync"), fsync(handle))[1])
    monkeypatch.setattr(Path, "replace", lambda path, to: (steps.append("replace"), replace(path, to))[1])
    write_text(tmp_path / "list.csv", "new")
    assert steps == ["sync", "replace"]


def test_what_the_disk_refuses_leaves_nothing_beside(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        write_text(tmp_path / "folder", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
