"""Folders that engines work in: gone when the work is done, and when the one who worked was killed."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from atcost.inputs.work_folder import PREFIX, work_folder
from tests.console import environment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KILLED = """
import pathlib, sys, time
from atcost.inputs.work_folder import work_folder
with work_folder(pathlib.Path(sys.argv[1])) as folder:
    (folder / "spilled").write_text("much")
    print("working", flush=True)
    time.sleep(60)
"""


def test_a_folder_is_gone_when_the_work_is_done(tmp_path: Path) -> None:
    with work_folder(tmp_path) as folder:
        (folder / "spilled").mkdir()
        assert folder.parent == tmp_path
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_goes_and_what_a_living_one_has_stays(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"working\n"
        with work_folder(tmp_path):
            assert len(list(tmp_path.glob("*/spilled"))) == 1
        process.send_signal(signal.SIGKILL)
    (tmp_path / f"{PREFIX}file").write_text("not ours", encoding="utf-8")
    with work_folder(tmp_path) as folder:
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted([folder.name, f"{PREFIX}file"])


@pytest.mark.parametrize("step", [os.open, fcntl.flock], ids=lambda step: step.__name__)
def test_a_folder_that_is_taken_for_left_is_made_anew(
    step: Callable[..., object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process may remove it before it is held."""
    taken: list[Path] = []

    def too_late(*arguments: object) -> object:
        if not taken:
            taken.extend(tmp_path.iterdir())
            taken[0].rmdir()
        return step(*arguments)

    monkeypatch.setattr(os if step is os.open else fcntl, step.__name__, too_late)
    with work_folder(tmp_path) as folder:
        assert [path.name for path in tmp_path.iterdir()] == [folder.name] != [taken[0].name]
