"""The price list's document, beside bare typst on the same content; and how it grows (benchmarks/README.md)."""

from __future__ import annotations

import sys
from pathlib import Path

from _pairs import MEBIBYTE, QUICK, middle, on_this_machine, pairs, ratio, show

SIDES = Path(__file__).with_name("_one_document.py")
PAIRS = 3 if QUICK else 5
GROWTH = (20, 40) if QUICK else (40, 400)


def row(title: str, *customers: str) -> tuple[str, ...]:
    """Measure one size, and return its line."""
    ours, theirs = ([sys.executable, str(SIDES), side, *customers] for side in ("document", "typst"))
    found = pairs(PAIRS, ours, theirs)
    seconds, pages = middle(found, "seconds"), middle(found, "pages")[0]
    return (
        title,
        f"{pages:.0f}",
        f"{middle(found, 'bytes')[0] / MEBIBYTE:.1f}",
        *(f"{each:.2f}" for each in seconds),
        f"{ratio(found, 'seconds'):.2f}",
        f"{1e3 * seconds[0] / pages:.1f}",
    )


def main() -> None:
    """Measure, and print the tables."""
    print(f"A document of the priced list, medians of {PAIRS} pairs ({on_this_machine()})")
    headings = ("", "pages", "MiB", "atcost, s", "typst alone, s", "ratio", "a page, ms")
    show((*headings, "aim"), [(*row("the example"), "<= 1.3")])
    print("With more customers, a page each")
    show(headings, [row(f"{customers} customers", str(customers)) for customers in GROWTH])


if __name__ == "__main__":
    main()
