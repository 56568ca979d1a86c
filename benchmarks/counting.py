"""Counting the example's transactions at full scale, beside plain SQL in DuckDB (benchmarks/README.md).

``--sample FOLDER`` keeps the transactions there, and takes those that are there already.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from _count_alone import SOURCES
from _pairs import MEBIBYTE, Pair, atcost, middle, on_this_machine, ratio, reported, show

HERE = Path(__file__).parent
YEAR = HERE.parent / "examples" / "stockholm" / "2023"


def measured(sample: Path, work: Path, number: int) -> tuple[list[Pair], list[Pair]]:
    """Return pairs of whole processes, and pairs of counting alone; what they count is compared."""
    given = [f"--source={source}={sample / source}" for source in SOURCES]
    ours, theirs = work / "ours.csv", work / "theirs.csv"
    whole, alone = [], []
    for _ in range(number + 1):
        counted = reported([*atcost(), "count", str(YEAR), *given, "-o", str(ours)])
        plain = reported([sys.executable, str(HERE / "_plain_count.py"), str(YEAR), str(sample), str(theirs)])
        by_itself = reported([sys.executable, str(HERE / "_count_alone.py"), str(YEAR), str(sample)])
        whole.append(Pair(counted, plain))
        alone.append(Pair(by_itself, plain))
        if sorted(ours.read_text().splitlines()) != sorted(theirs.read_text().splitlines()):
            sys.exit("The two sides count differently, so their times say nothing.")
    return whole[1:], alone[1:]


def main() -> None:
    """Measure, and print a table."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--quick", action="store_true")
    arguments.add_argument("--sample", type=Path)
    asked = arguments.parse_args()
    number, scale = (3, "0.1") if asked.quick else (5, "1.0")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        sample = asked.sample or work / "sample"
        if not sample.exists():
            command = [*atcost(), "sample", str(YEAR), "-o", str(sample), "--scale", scale]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        size = sum(file.stat().st_size for file in sample.rglob("*") if file.is_file()) / MEBIBYTE
        whole, alone = measured(sample, work, number)
    print(f"Counting {size:.0f} MiB of transactions, medians of {number} rounds ({on_this_machine()})")
    rows = [
        ("the ledger alone, s", "ledger", alone, ""),
        ("all measures, s", "counting", alone, "<= 0.75"),
        ("the whole process, s", "process", whole, "<= 1.2"),
    ]
    table = [
        (title, *(f"{each:.2f}" for each in middle(found, of)), f"{ratio(found, of):.2f}", aim)
        for title, of, found, aim in rows
    ]
    peaks = (f"{each / MEBIBYTE:.0f}" for each in middle(whole, "process_bytes"))
    show(
        ("", "atcost", "plain SQL", "ratio", "aim"),
        [*table, ("memory, MiB", *peaks, f"{ratio(whole, 'process_bytes'):.2f}", "")],
    )


if __name__ == "__main__":
    main()
