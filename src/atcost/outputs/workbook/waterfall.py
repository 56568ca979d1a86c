"""What the bars of a waterfall are drawn from, as formulas and as numbers: where they begin, and each step's parts.

A step goes from the level before to its own; a price, which has none before, stands by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.outputs.workbook.formula import Constant, call

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atcost.core.money import Exact
    from atcost.outputs.workbook.formula import Formula
    from atcost.outputs.workbook.places import Range

BROKEN_AT = 2
"""How many times what moves the lowest level is, for bars to begin near it instead of at zero."""


def begin(levels: Range) -> Formula:
    """Return where bars begin: at zero, or below the lowest level where all stand far above what moves them."""
    low = call("MIN", levels)
    moved = call("MAX", levels) - low
    far = call("AND", moved.exceeds(0), low.exceeds(moved * BROKEN_AT))
    return call("IF", far, low - moved, 0)


def begins(levels: Sequence[Exact]) -> Exact:
    """Return the same of numbers."""
    low, moved = min(levels), max(levels) - min(levels)
    return low - moved if low > moved * BROKEN_AT and moved else 0


def bar(before: Formula | None, level: Formula) -> tuple[Formula, ...]:
    """Return what carries a step's bar; a price; what rises above and below zero; what falls there."""
    if before is None:
        return (Constant(0), level, *4 * (Constant(0),))
    lower, upper = call("MIN", before, level), call("MAX", before, level)
    carried = call("MAX", lower, 0) + call("MIN", upper, 0)
    parts = (call("MAX", upper, 0) - call("MAX", lower, 0), call("MIN", lower, 0) - call("MIN", upper, 0))
    rises = level.exceeds(before)
    rising, falling = (call("IF", rises, part, 0) for part in parts), (call("IF", rises, 0, part) for part in parts)
    return (carried, Constant(0), *rising, *falling)


def drawn(before: Exact | None, level: Exact) -> tuple[Exact, ...]:
    """Return the same of numbers."""
    if before is None:
        return (0, level, 0, 0, 0, 0)
    lower, upper = min(before, level), max(before, level)
    parts = (max(upper, 0) - max(lower, 0), min(lower, 0) - min(upper, 0))
    rising, falling = (parts, (0, 0)) if level > before else ((0, 0), parts)
    return (max(lower, 0) + min(upper, 0), 0, *rising, *falling)
