"""Writing the example's workbook, beside XlsxWriter alone; and how it grows with customers (benchmarks/README.md)."""

from __future__ import annotations

import sys
from pathlib import Path

from _pairs import MEBIBYTE, QUICK, middle, on_this_machine, pairs, ratio, show

SIDES = Path(__file__).with_name("_one_workbook.py")
YEAR = Path(__file__).parents[1] / "examples" / "stockholm" / "2023"
PAIRS = 3
TIMES = (1, 3) if QUICK else (1, 10)


def row(times: int) -> tuple[str, ...]:
    """Measure one size, and return its line."""
    ours, bare = ([sys.executable, str(SIDES), side, str(YEAR), str(times)] for side in ("ours", "bare"))
    found = pairs(PAIRS, ours, bare)
    seconds, cells = middle(found, "seconds"), found[0].ours["cells"]
    return (
        f"{times} x",
        f"{cells:,.0f}",
        *(f"{each:.2f}" for each in seconds),
        f"{ratio(found, 'seconds'):.2f}",
        "<= 1.3",
        f"{middle(found, 'made')[0]:.2f}",
        f"{1e6 * seconds[0] / cells:.0f}",
        f"{found[0].ours['size'] / MEBIBYTE:.1f}",
    )


def main() -> None:
    """Measure, and print the table."""
    print(f"The example's workbook, medians of {PAIRS} pairs ({on_this_machine()})")
    headings = ("customers", "cells", "written, s", "XlsxWriter, s", "ratio", "aim", "laid out, s", "a cell, µs", "MiB")
    show(headings, [row(times) for times in TIMES])


if __name__ == "__main__":
    main()
