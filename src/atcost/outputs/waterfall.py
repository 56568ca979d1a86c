"""A waterfall on a terminal: how one price became another, each cause a bar that begins where the one before ends."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.glossary import as_head
from atcost.core.money import rounded
from atcost.core.words import Text, kronor_text, number_text
from atcost.outputs.comparison_table import year_labels
from atcost.outputs.text_table import GAP, LONGEST_WORD, Table, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from atcost.core.comparison import Comparison
    from atcost.core.words import Language
    from atcost.outputs.causes import Cause
    from atcost.outputs.text_table import Block

PRICE, UP, DOWN, TINY = "=", "+", "-", "|"
"""What bars are made of; the last stands where an amount is too small for one."""
LEAST_BARS, MOST_BARS = 8, 40
"""How many columns bars have; where there is no room for the least, amounts stand alone."""
TITLE = Text("Skäl för skäl", "Reason by reason")
BROKEN_AT = 2
"""How many times what moves the lowest price is, for bars to begin near it instead of at zero."""
BROKEN = Text(
    "Staplarna börjar vid {start} {currency}, inte vid noll.", "Bars begin at {currency} {start}, not at zero."
)


class Step(NamedTuple):
    """A line of a waterfall: what it is, its amount in öre, and from where to where its bar goes."""

    label: Text
    amount_ore: int
    begin_ore: int
    end_ore: int
    mark: str


def waterfall(part: Comparison, causes: Iterable[Cause], language: Language, room: int) -> Iterator[Block]:
    """Yield the old price, what each cause adds to it or takes from it, and the new price; with bars if they fit."""
    currency = part.new.model.currency
    steps = waterfall_steps(part, list(causes))
    rows = [[step.label.say(language), kronor_text(step.amount_ore, language)] for step in steps]
    label, amount = (max(width(row[column]) for row in rows) for column in (0, 1))
    columns = min(MOST_BARS, room - 2 * len(GAP) - min(LONGEST_WORD, label) - amount)
    heads = ["", currency]
    if columns >= LEAST_BARS:
        heads.append("")
        rows = [[*row, bar] for row, bar in zip(rows, _bars(steps, columns), strict=True)]
    yield Table(heads, 1, rows[:-1], rows[-1:], TITLE.say(language))
    if steps[0].begin_ore and columns >= LEAST_BARS:
        start = number_text(Fraction(steps[0].begin_ore, 100), language, 0)
        yield BROKEN.say(language).format(start=start, currency=currency)


def waterfall_steps(part: Comparison, causes: Sequence[Cause]) -> list[Step]:
    """Return the old price, what each cause adds to it or takes from it, and the new price."""
    old, new = part.total().old_ore, part.total().new_ore
    levels = list(accumulate((cause.ore for cause in causes), initial=old))
    start = _start(levels if old else levels[1:] or levels)
    levels[0] = old or start
    before, after = year_labels(part)
    moves = [
        Step(as_head(cause.words), cause.ore, *between, UP if cause.ore > 0 else DOWN)
        for cause, between in zip(causes, pairwise(levels), strict=True)
    ]
    return [Step(before, old, start, levels[0], PRICE), *moves, Step(after, new, start, new, PRICE)]


def _start(levels: Sequence[int]) -> int:
    """Return where bars of prices begin: at zero, or below the lowest where all stand far above what moves them.

    So do those that a price of zero begins with: what somebody takes over is a price, not a move.
    """
    low, moved = min(levels), max(levels) - min(levels)
    if low <= BROKEN_AT * moved or not moved:
        return 0
    step: int = 10 ** (len(str(moved)) - 1)
    return (low - moved // 4) // step * step


def _bars(steps: Sequence[Step], columns: int) -> list[str]:
    """Return the steps' bars, all of so many columns."""
    ends = [ore for step in steps for ore in (step.begin_ore, step.end_ore)]
    low, size = min(ends), max(ends) - min(ends) or 1
    found = []
    for step in steps:
        first, last = sorted(rounded(Fraction(columns * (ore - low), size)) for ore in (step.begin_ore, step.end_ore))
        bar = step.mark * (last - first) or TINY
        found.append((" " * min(first, columns - 1) + bar).ljust(columns))
    return found
