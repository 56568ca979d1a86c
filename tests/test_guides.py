"""The guides, and the questions in help, are true: commands run, and what the pages show is what comes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.golden import assert_golden

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def replayed(page: str, folder: Path, language: str) -> str:
    """Return a page with the output of its commands as it is now, its changes made on the way, from top to bottom."""

    def block(found: re.Match[str]) -> str:
        kind, file, text = found.groups()
        if kind == "console":
            commands = [line for line in text.splitlines() if line.startswith("$ ")]
            text = "".join(f"{command}\n{output(command[2:], folder, language)}" for command in commands)
        elif kind == "diff":
            change(folder, text)
        elif file:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(text, encoding="utf-8")
        return found[0].replace(found[3], text)

    return BLOCK.sub(block, page)


def output(command: str, folder: Path, language: str) -> str:
    environment = os.environ | {"ATCOST_LANG": language, "PYTHONPATH": str(ROOT / "src")}
    program = f'atcost() {{ "{sys.executable}" -m atcost.cli "$@"; }}; {command}'
    done = subprocess.run(
        ["/bin/bash", "-c", program],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout


def change(folder: Path, diff: str) -> None:
    """Replace the lines that a block takes away by those that it adds, in the file that its first line names."""
    head, *lines = diff.splitlines()
    file = folder / head.strip("@ ")
    old, new = ("\n".join(line[1:] for line in lines if line.startswith(mark)) for mark in "-+")
    text = file.read_text(encoding="utf-8")
    assert text.count(f"{old}\n") == 1, old
    file.write_text(text.replace(f"{old}\n", f"{new}\n"), encoding="utf-8")


@pytest.mark.parametrize("page", ["docs/guide", "src/atcost/cli/questions"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_guide_is_golden(page: str, language: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    guide = ROOT / f"{page}.{language}.md"
    assert_golden(guide, replayed(guide.read_text(encoding="utf-8"), tmp_path, language))


def test_another_output_is_seen(tmp_path: Path) -> None:
    page = "```console\n$ echo 1\n2\n```"
    assert replayed(page, tmp_path, "sv") == "```console\n$ echo 1\n1\n```"
