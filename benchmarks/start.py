"""How long a command takes to start, beside a bare Python interpreter (benchmarks/README.md)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from _pairs import QUICK, Pair, atcost, middle, on_this_machine, pairs, ratio, show

if TYPE_CHECKING:
    from collections.abc import Sequence

PAIRS = 15 if QUICK else 31
YEAR = Path(__file__).parents[1] / "examples" / "stockholm" / "2023"
AIMS = {("--help",): 15, ("price", str(YEAR)): 25}
BARE = (sys.executable, "-c", "pass")


def row(call: tuple[str, ...], found: Sequence[Pair]) -> tuple[str, ...]:
    """Return a call's line of the table."""
    milliseconds = (f"{1000 * seconds:.0f}" for seconds in middle(found, "process"))
    return (f"atcost {call[0]}", *milliseconds, f"{ratio(found, 'process'):.1f}", f"<= {AIMS[call]}")


def main() -> None:
    """Measure, and print a table."""
    measured = {call: pairs(PAIRS, [*atcost(), *call], BARE) for call in AIMS}
    print(f"Start of a command, medians of {PAIRS} pairs ({on_this_machine()})")
    show(
        ("command", "atcost ms", "bare Python ms", "ratio", "aim"),
        [row(call, found) for call, found in measured.items()],
    )


if __name__ == "__main__":
    main()
