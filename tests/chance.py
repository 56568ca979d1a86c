"""What random years are drawn from: plain numbers, and awkward ones (1/3, 0.07, 12.5) that show a wrong rounding."""

from __future__ import annotations

from fractions import Fraction
from itertools import count
from typing import TYPE_CHECKING, TypeVar

from atcost.core.words import Text

if TYPE_CHECKING:
    import random
    from collections.abc import Container, Iterable, Mapping

    from atcost.core.model import Kind, Method
    from atcost.core.money import Exact

Entry = TypeVar("Entry")

NAME = Text("namn", "name")
SOURCE = "chance"
THIRD = Fraction(1, 3)
SMALL = Fraction("0.07")
HALVES = Fraction("12.5")

METHODS: list[Method] = ["direct", "step_down", "reciprocal"]
QUANTITIES: list[Exact] = [0, 1, 2, 3, 7, 10, 100, 2500, 40_000, THIRD, SMALL, HALVES]
FTES: list[Exact] = [1, 2, 4, THIRD, SMALL, HALVES, Fraction("3.25")]
AMOUNTS: list[Exact] = [1000, 250_000, 1_000_000, SMALL, HALVES, Fraction("99.995"), Fraction("-12345.675"), -300]
RATES: list[Exact] = [598_000, 700_000, 654_321, Fraction("512345.67"), 1_000_000 * THIRD]
HOURS: list[Exact] = [1600, 1720, Fraction("1450.5"), 4000 * THIRD]
PER_FTE: list[Exact] = [61_000, 20_000, Fraction("1234.56"), SMALL, -500]
FACTORS: list[Exact] = [1, 2, 5, THIRD, SMALL, HALVES]
UNIT_PRICES: list[Exact] = [5, 250, HALVES, SMALL, THIRD]
PERCENTS: list[Exact] = [0, Fraction("2.7"), Fraction("-1.5"), THIRD, 3]
UNITS: list[Exact] = [Fraction("0.01"), Fraction("0.01"), 1, 10, 100, 1000]
HOURLY_UNITS: list[Exact] = [1, 1, Fraction("0.01"), 10, 100]
WINDOW_LENGTHS = [1, 1, 2, 2, 3, 3, 6, 12]
PARTS: list[list[Exact]] = [
    [1],
    [1],
    [THIRD, 2 * THIRD],
    [THIRD] * 3,
    [Fraction("0.5"), Fraction("0.5")],
    [SMALL, 1 - SMALL],
]
WEIGHTS: dict[int, list[list[Exact]]] = {
    1: [[100]],
    2: [[50, 50], [100 * THIRD, 200 * THIRD], [HALVES, 100 - HALVES], [SMALL, 100 - SMALL]],
    3: [[50, 25, 25], [100 * THIRD] * 3, [34, 33, 33], [HALVES, SMALL, 100 - HALVES - SMALL]],
}
CHANGES: list[tuple[Kind, Kind | None]] = [
    ("hourly", None),
    ("add_on", None),
    ("base", "add_on"),
    ("base", "hourly"),
    ("base", "none"),
    ("hourly", "base"),
    ("add_on", "base"),
    ("add_on", "none"),
    ("none", "base"),
    ("none", "hourly"),
    ("none", None),
]
SOLD: list[tuple[Kind, Kind | None]] = [("hourly", None), ("add_on", None), ("add_on", "none")]
"""What an area without keys may offer beside services for one customer."""


def happens(rng: random.Random, of_one: float) -> bool:
    """Tell whether something happens that happens so often."""
    return rng.random() < of_one


def free(stem: str, taken: Container[str]) -> str:
    """Return a name that is not taken."""
    return next(name for number in count() if (name := f"{stem}_{number}") not in taken)


def some(rng: random.Random, names: Iterable[str], most: int) -> list[str]:
    """Return some of the names, at least one, in any order."""
    known = list(names)
    return rng.sample(known, rng.randint(1, min(most, len(known))))


def shuffled(rng: random.Random, entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return the entries in another order."""
    return {name: entries[name] for name in rng.sample(list(entries), len(entries))}
