"""What the benchmarks share: two sides in turn, each run a process of its own, and ratios of the pairs."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from statistics import median
from typing import NamedTuple

Report = Mapping[str, float]
"""What a run says of itself: seconds, bytes and counts by name."""

QUICK = "--quick" in sys.argv[1:]
"""Whether sizes and pairs are to be small enough for all benchmarks to take a few minutes."""


class Pair(NamedTuple):
    """A run of ours and of the other side's, one right after the other."""

    ours: Report
    theirs: Report


def pairs(number: int, ours: Sequence[str], theirs: Sequence[str]) -> list[Pair]:
    """Run both commands in turn, so that what else the machine does meets both alike."""
    return [Pair(reported(ours), reported(theirs)) for _ in range(number)]


def reported(command: Sequence[str]) -> Report:
    """Run a command that prints its report as JSON in its last line; add the seconds that the process took (``process``)."""
    begin = time.perf_counter()
    ended = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    seconds = time.perf_counter() - begin
    return {**json.loads(ended.stdout.rstrip().rpartition("\n")[2] or "{}"), "process": seconds}


def ratio(measured: Sequence[Pair], of: str) -> float:
    """Return the median of ours by theirs, pair by pair."""
    return median(pair.ours[of] / pair.theirs[of] for pair in measured)


def typical(reports: Sequence[Report], of: str) -> float:
    """Return the median of one side."""
    return median(report[of] for report in reports)


def show(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table: the first column to the left, numbers to the right."""
    lines = [headings, *rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(headings))]
    for line in lines:
        first, *numbers = (text.rjust(width) for text, width in zip(line, widths, strict=True))
        print("  ".join([line[0].ljust(widths[0]), *numbers]).rstrip())
    print()


def machine() -> str:
    """Say what this was measured on."""
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()} {platform.release()}"
