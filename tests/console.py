"""The command line as a shell runs it: in this process, or in one of its own where that is the point."""

from __future__ import annotations

import gettext
import io
import os
import re
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
SMALL, LINKED, STOCKHOLM = EXAMPLES / "small", EXAMPLES / "linked", EXAMPLES / "stockholm" / "2023"
ERRORS = ROOT / "tests" / "errors"
STYLES = re.compile(r"\x1b\[(?:(?:0|1|2|31|32|33|36)m|\?25[lh]|2K|1A)|\r(?=\x1b\[)")
"""What colours findings, and moves the line that shows progress."""


class Run(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


class Window(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def atcost(*arguments: object, language: str | None = None, columns: int | None = None) -> Run:
    """Run a command in this process, as new: help texts are in the language of the arguments it is loaded with.

    With columns it runs in a terminal that is so wide, else it writes to a pipe.
    """
    given = [str(argument) for argument in arguments]
    environment = {"ATCOST_LANG": language} if language else {}
    stream = io.StringIO
    if columns is not None:
        stream, environment = Window, environment | {"COLUMNS": str(columns), "TERM": "xterm"}
    for name in [name for name in sys.modules if name.split(".")[:2] == ["atcost", "cli"]]:
        del sys.modules[name]
    out, err, domain = stream(), stream(), gettext.textdomain()
    with (
        patch.object(sys, "argv", ["atcost", *given]),
        patch.dict(os.environ, environment),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        if language is None:
            os.environ.pop("ATCOST_LANG", None)
        code = _exit_code(import_module("atcost.cli"))
    gettext.textdomain(domain)
    return Run(code, out.getvalue(), err.getvalue())


def in_process(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    command = [sys.executable, "-m", "atcost.cli", *map(str, arguments)]
    given = {"env": environment(), **options}
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, **given)


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a process that finds the source beside these tests."""
    kept = {name: value for name, value in os.environ.items() if name not in ("ATCOST_LANG", "LANGUAGE")}
    return kept | {"PYTHONPATH": str(ROOT / "src"), **more}


def broken(folder: Path, case: str = "weights_sum") -> Path:
    """Copy a folder with errors."""
    shutil.copytree(ERRORS / "base", folder)
    return shutil.copytree(ERRORS / case, folder, dirs_exist_ok=True)


def copied(folder: Path, example: Path = SMALL) -> Path:
    """Copy an example."""
    return shutil.copytree(example, folder)


def changed(file: Path, find: str, put: str) -> None:
    """Change a file as a person does in an editor."""
    text = file.read_text(encoding="utf-8")
    assert text.count(find) >= 1, f"{file.name} has no {find}"
    file.write_text(text.replace(find, put, 1), encoding="utf-8")


def _exit_code(cli: Any) -> int:
    try:
        cli.main()
    except SystemExit as stopped:
        return int(stopped.code or 0)
    raise AssertionError(cli)
