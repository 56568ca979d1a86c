"""Reading the example's workbook back beside calamine alone, and how it grows with customers (see README.md)."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from _one_workbook import IMPRINT, grown
from _pairs import MEBIBYTE, QUICK, middle, on_this_machine, pairs, ratio, show

from atcost.core.price_list import price_list
from atcost.core.pricing import price
from atcost.inputs.model_folder import read_year
from atcost.outputs.workbook.whole import whole_book
from atcost.outputs.workbook.write import written

SIDES = Path(__file__).with_name("_one_reading.py")
YEAR = Path(__file__).parents[1] / "examples" / "stockholm" / "2023"
PAIRS = 3 if QUICK else 5
TIMES = (1, 3) if QUICK else (1, 10)


def row(times: int, file: Path) -> tuple[str, ...]:
    """Write a workbook of one size, measure reading it, and return its line."""
    pricing = price(*grown(*read_year(YEAR).documents(), times))
    file.write_bytes(written(whole_book(price_list(pricing, None), "sv"), IMPRINT))
    ours, bare = ([sys.executable, str(SIDES), side, str(file)] for side in ("ours", "bare"))
    found = pairs(PAIRS, ours, bare)
    seconds, cells = middle(found, "seconds"), found[0].ours["cells"]
    return (
        f"{times} x",
        f"{cells:,.0f}",
        *(f"{each:.2f}" for each in seconds),
        f"{ratio(found, 'seconds'):.2f}",
        "<= 1.5",
        f"{1e6 * seconds[0] / cells:.1f}",
        f"{file.stat().st_size / MEBIBYTE:.1f}",
    )


def main() -> None:
    """Measure, and print the table."""
    print(f"Reading the example's workbook back, medians of {PAIRS} pairs ({on_this_machine()})")
    headings = ("customers", "cells", "read back, s", "calamine, s", "ratio", "aim", "a cell, µs", "MiB")
    with TemporaryDirectory() as folder:
        show(headings, [row(times, Path(folder) / "year.xlsx") for times in TIMES])


if __name__ == "__main__":
    main()
