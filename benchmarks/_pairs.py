"""What the benchmarks share: both sides run in turn, each run a process of its own, and the ratios of such pairs."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Report = Mapping[str, float]

QUICK = "--quick" in sys.argv
"""Whether sizes are small, so that all benchmarks together take a few minutes; their ratios then say less."""

KIBIBYTE, MEBIBYTE = 1 << 10, 1 << 20
_compiled = tempfile.TemporaryDirectory()
ENVIRONMENT = {**os.environ, "PYTHONPYCACHEPREFIX": _compiled.name, "PYTHONDONTWRITEBYTECODE": ""}
"""Modules are compiled once, as an installed program's are, whatever the machine says about keeping them."""


class Pair(NamedTuple):
    """A run of ours and the run of the other side that followed it, as they report themselves."""

    ours: Report
    theirs: Report


def pairs(number: int, ours: Sequence[str], theirs: Sequence[str]) -> list[Pair]:
    """Run both commands in turn, so that what else the machine does meets both alike; a first pair is thrown away."""
    return [Pair(reported(ours), reported(theirs)) for _ in range(number + 1)][1:]


def reported(command: Sequence[str]) -> Report:
    """Run a command and return the seconds and the peak bytes of its process, beside what it reports of itself.

    A report is a JSON object in the last line that it prints. What it says on the error stream is shown if it fails.

    Raises:
        CalledProcessError: it fails.
    """
    with tempfile.TemporaryFile("w+") as said:
        begin = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, env=ENVIRONMENT, text=True) as ran:
            printed = ran.stdout.read() if ran.stdout else ""
            _, status, usage = os.wait4(ran.pid, 0)
            ran.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - begin
        if ran.returncode:
            said.seek(0)
            sys.stderr.write(said.read())
            raise subprocess.CalledProcessError(ran.returncode, command)
    last = printed.rstrip().rpartition("\n")[2]
    of_itself = json.loads(last) if last.startswith("{") else {}
    return {"process": seconds, "process_bytes": usage.ru_maxrss * KIBIBYTE, **of_itself}


def ratio(measured: Sequence[Pair], of: str) -> float:
    """Return the median of ours by theirs, pair by pair."""
    return median(pair.ours[of] / pair.theirs[of] for pair in measured)


def middle(measured: Sequence[Pair], of: str) -> tuple[float, float]:
    """Return the median of ours, and that of theirs."""
    return median(pair.ours[of] for pair in measured), median(pair.theirs[of] for pair in measured)


def show(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table, its first column to the left and the others to the right."""
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    for first, *others in (headings, *rows):
        numbers = (text.rjust(width) for text, width in zip(others, widths[1:], strict=True))
        print("  ".join([first.ljust(widths[0]), *numbers]).rstrip())
    print()


def atcost() -> Sequence[str]:
    """Return how atcost is called: by its script, or from its source where it is not installed."""
    script = shutil.which("atcost", path=str(Path(sys.executable).parent))
    return [script] if script else [sys.executable, "-c", "from atcost.cli import main; main()"]


def on_this_machine() -> str:
    """Say what is measured on."""
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
