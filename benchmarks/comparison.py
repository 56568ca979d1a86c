"""Comparing two years with all reasons, beside pricing the same years; and how it grows (benchmarks/README.md)."""

from __future__ import annotations

import sys
from pathlib import Path

from _pairs import QUICK, middle, on_this_machine, pairs, ratio, show

SIDES = Path(__file__).with_name("_two_years.py")
PAIRS = 3
CITY = (10, 40, 3) if QUICK else (50, 400, 3)
BY_CUSTOMERS = [(10, customers, 3) for customers in ((25, 50, 100) if QUICK else (50, 100, 200, 400, 800))]
BY_AREAS = [(areas, 100, 3) for areas in ((5, 10) if QUICK else (5, 10, 25, 50))]
BY_FACTORS = [("rate",), ("rate", "fte", "keys"), ("rate", "overhead", "keys", "fte", "other_cost", "volumes")]
OF_FACTORS = (10, 50, 3) if QUICK else (10, 400, 3)
LINKED = [(areas, 100, 3) for areas in ((2, 5) if QUICK else (2, 5, 10, 20))]


def row(sizes: tuple[int, int, int], *words: str) -> tuple[str, ...]:
    """Measure one size, and return its line."""
    areas, customers, keys = sizes
    compared, priced = ([sys.executable, str(SIDES), side, *map(str, sizes), *words] for side in ("compare", "price"))
    found = pairs(PAIRS, compared, priced)
    seconds = middle(found, "seconds")
    return (
        " ".join((f"{areas} x {customers} x {keys}", *words)),
        *(f"{each:.2f}" for each in seconds),
        f"{ratio(found, 'seconds'):.0f}",
        f"{1e6 * seconds[0] / (areas * customers):,.0f}",
    )


def main() -> None:
    """Measure, and print the tables."""
    print(f"Two years compared and priced, medians of {PAIRS} pairs ({on_this_machine()})")
    headings = ("areas x customers x keys", "compared, s", "both priced, s", "ratio", "a cell, µs")
    show((*headings, "aim"), [(*row(CITY), "< 100 times")])
    print("With more customers, more areas, and areas that all use each other")
    show(headings, [*map(row, BY_CUSTOMERS), *map(row, BY_AREAS), *(row(sizes, "linked") for sizes in LINKED)])
    print("With more factors that differ between the years")
    show(headings, [row(OF_FACTORS, *factors) for factors in BY_FACTORS])


if __name__ == "__main__":
    main()
