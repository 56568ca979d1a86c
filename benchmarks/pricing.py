"""Pricing many areas and customers, beside cloud-cost-allocation; and how it grows (benchmarks/README.md)."""

from __future__ import annotations

import sys
from pathlib import Path

from _pairs import MEBIBYTE, QUICK, Pair, middle, on_this_machine, pairs, ratio, show

SIDES = Path(__file__).with_name("_single_keys.py")
AREAS, CUSTOMERS, PAIRS = (50, 400, 3) if QUICK else (50, 4_000, 7)
GROWTH = ((5, 40), (20, 100), (50, 400), (50, 4_000))
RIVAL = "cloud-cost-allocation"


def measured(areas: int, customers: int, number: int) -> list[Pair]:
    """Run both sides at one size."""
    ours, theirs = ([sys.executable, str(SIDES), side, str(areas), str(customers)] for side in ("ours", "theirs"))
    return pairs(number, ours, theirs)


def compared(found: list[Pair]) -> list[tuple[str, ...]]:
    """Return the lines of the comparison."""
    both = [
        Pair({**ours, "unchecked": ours["all"] - ours["checks"]}, {**theirs, "unchecked": theirs["all"], "checks": 0})
        for ours, theirs in found
    ]
    rows = []
    for title, of, aim in (
        ("from rows to amounts, s", "all", ""),
        ("  without checks, s", "unchecked", "<= 0.33"),
        ("  making the inputs, s", "making", ""),
        ("  splitting, s", "split", ""),
    ):
        rows.append((title, *(f"{seconds:.2f}" for seconds in middle(both, of)), f"{ratio(both, of):.2f}", aim))
    peaks = (f"{peak / MEBIBYTE:.0f}" for peak in middle(both, "bytes"))
    missed = (f"{number:.0f} of {AREAS}" for number in middle(both, "missed"))
    return [*rows, ("memory, MiB", *peaks, f"{ratio(both, 'bytes'):.2f}", "< 1"), ("areas not exact", *missed, "", "0")]


def grown(areas: int, customers: int) -> tuple[str, ...]:
    """Return the line of one size: what a charge takes."""
    found, charges = measured(areas, customers, PAIRS), areas * customers
    seconds = middle(found, "all")
    peaks = middle(found, "bytes")
    return (
        f"{areas} x {customers:,} = {charges:,}",
        *(f"{1e6 * each / charges:.1f}" for each in seconds),
        *(f"{each / charges:,.0f}" for each in peaks),
    )


def main() -> None:
    """Measure, and print both tables."""
    print(f"{AREAS} areas x {CUSTOMERS:,} customers, a key each, medians of {PAIRS} pairs ({on_this_machine()})")
    show(("", "atcost", RIVAL, "ratio", "aim"), compared(measured(AREAS, CUSTOMERS, PAIRS)))
    print("What one charge takes, from 200 charges to 200 000; memory below a few MiB can't be told apart")
    sizes = GROWTH[:-1] if QUICK else GROWTH
    show(
        ("charges", "atcost µs", f"{RIVAL} µs", "atcost bytes", f"{RIVAL} bytes"),
        [grown(areas, customers) for areas, customers in sizes],
    )


if __name__ == "__main__":
    main()
