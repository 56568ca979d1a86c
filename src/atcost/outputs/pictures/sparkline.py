"""A sparkline: months as a small line, with its first and last number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.words import Text
from atcost.outputs.cells import quantity
from atcost.outputs.pictures.colours import PRICE, QUIET, RULE
from atcost.outputs.pictures.picture import SMALL, Canvas
from atcost.outputs.pictures.typeface import width
from atcost.outputs.text_table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from atcost.core.money import Exact
    from atcost.core.words import Language
    from atcost.outputs.pictures.picture import Picture

MONTH = Text("Månad", "Month")
SAID = Text(
    "En linje från {0} i {1} till {2} i {3}; lägst är {4} och högst {5}.",
    "A line from {0} in {1} to {2} in {3}; the lowest is {4} and the highest {5}.",
)
GAP, HEIGHT, EDGE = 5.0, 16.0, 3.0


def numbers_room(months: Mapping[str, Exact], language: Language) -> float:
    """Return the room that the first and the last number take, so that lines below each other can have the same."""
    values = list(months.values())
    return max(width(quantity(value, language), SMALL) for value in (values[0], values[-1]))


def sparkline(title: str, months: Mapping[str, Exact], language: Language, wide: float, room: float = 0) -> Picture:
    """Draw the values of months, at least one, in a picture of a width; the axis begins at zero.

    ``room`` is what numbers have at least on each side.
    """
    canvas = Canvas(wide)
    names, values = list(months), list(months.values())
    texts = [quantity(value, language) for value in values]
    left, right = (max(room, width(text, SMALL)) + GAP for text in (texts[0], texts[-1]))
    across, low = wide - left - right, min(0, *values)
    high = max(0, *values)
    size = float(high - low) or 1.0
    points = [
        (
            left + across * number / max(1, len(values) - 1),
            HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * float(value - low) / size,
        )
        for number, value in enumerate(values)
    ]
    zero = HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * float(-low) / size
    canvas.line([(left, zero), (left + across, zero)], RULE)
    canvas.line(points, PRICE, 1.1)
    canvas.dot(*points[-1], 1.8, PRICE)
    base = HEIGHT / 2 + SMALL * 0.34
    canvas.text(left - GAP, base, texts[0], size=SMALL, anchor="end", fill=QUIET)
    canvas.text(wide, base, texts[-1], size=SMALL, anchor="end")
    rows = [[month, text] for month, text in zip(names, texts, strict=True)]
    said = SAID.say(language).format(texts[0], names[0], texts[-1], names[-1], *_extremes(values, language))
    return canvas.picture(HEIGHT, title, said, Table([MONTH.say(language), title], 1, rows, title=title))


def _extremes(values: Sequence[Exact], language: Language) -> tuple[str, str]:
    return quantity(min(values), language), quantity(max(values), language)
