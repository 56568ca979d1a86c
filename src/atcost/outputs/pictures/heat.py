"""A heat table: numbers in rows and columns, on colours that say where they are large."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from atcost.core.words import MINUS, Text, number_text
from atcost.outputs.cells import NOTHING
from atcost.outputs.pictures.colours import COLDEST, HOTTEST, QUIET, RULE, mixed
from atcost.outputs.pictures.picture import LEADING, SIZE, SMALL, Canvas
from atcost.outputs.pictures.typeface import least_width, lines, spelled, width
from atcost.outputs.text_table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atcost.core.money import Exact
    from atcost.core.words import Language
    from atcost.outputs.pictures.picture import Picture

FULL_PERCENT = 25
"""From which change on a colour is the strongest, where any is so large."""
LABEL_PART, LEAST_LABEL, MOST_HEAD_LINES = 0.4, 120.0, 4
ROW, GAP = 14.0, 6.0
FALLS, RISES = Text("minskar", "falls"), Text("ökar", "rises")
MOST = Text("Mest ökar {0} ({1}), mest minskar {2} ({3}).", "{0} rises most ({1}), {2} falls most ({3}).")


class HeatRow(NamedTuple):
    """A row: what it is about, its changes in percent (none where there is nothing to compare), and if it is a sum."""

    label: str
    percents: Sequence[Exact | None]
    is_sum: bool = False


def heat(title: str, head: str, columns: Sequence[str], rows: Sequence[HeatRow], language: Language) -> Picture:
    """Draw changes in percent: rows down, columns across, the last of which is a sum."""
    canvas = Canvas()
    heads, labels = [spelled(each) for each in columns], [spelled(row.label) for row in rows]
    widest = max(width(text, SIZE, bold=True) for text in [*labels, spelled(head)])
    label_room = min(canvas.width * LABEL_PART, widest, max(LEAST_LABEL, canvas.width - GAP - _heads_room(heads)))
    first = label_room + GAP
    room = (canvas.width - first) / len(heads)
    top = _heads(canvas, spelled(head), heads, first, room)
    full = _full(rows)
    for row, label in zip(rows, labels, strict=True):
        broken = lines(label, label_room, SIZE, 2, bold=row.is_sum)
        height = ROW + (len(broken) - 1) * SIZE * LEADING
        for line, text in enumerate(broken):
            canvas.text(0, top + ROW * 0.7 + line * SIZE * LEADING, text, bold=row.is_sum)
        for column, percent in enumerate(row.percents):
            left = first + column * room
            canvas.box(left + 0.5, top + 0.5, room - 1, height - 1, _colour(percent, full))
            bold = row.is_sum or column == len(heads) - 1
            text = percent_change(percent, language)
            size = min(SIZE, SIZE * (room - 2 * GAP) / width(text, SIZE, bold=bold))
            canvas.text(left + room - GAP, top + height / 2 + size * 0.34, text, size=size, anchor="end", bold=bold)
        top += height
    table = Table(
        [head, *columns],
        1,
        [[row.label, *(percent_change(each, language) for each in row.percents)] for row in rows],
        title=title,
    )
    return canvas.picture(top, title, _said(rows, language), table)


def percent_change(percent: Exact | None, language: Language) -> str:
    """Write a change in percent with its sign; a dash where there is nothing to compare with.

    >>> percent_change(5, "en"), percent_change(None, "sv"), percent_change(0, "sv")
    ('+5.0', '–', '0,0')
    """
    if percent is None:
        return NOTHING
    text = number_text(percent, language, 1)
    return text if text.startswith(MINUS) or not any(mark in "123456789" for mark in text) else f"+{text}"


def _heads(canvas: Canvas, head: str, heads: Sequence[str], first: float, room: float) -> float:
    """Write the heads of columns, the last line of each at the bottom; return where rows begin."""
    broken = [lines(each, room - GAP, SMALL, MOST_HEAD_LINES, bold=True) for each in heads]
    most = max(map(len, broken))
    for column, of_head in enumerate(broken):
        for line, text in enumerate(of_head):
            y = (most - len(of_head) + line + 1) * SMALL * LEADING
            canvas.text(first + (column + 1) * room - GAP, y, text, size=SMALL, anchor="end", bold=True)
    bottom = most * SMALL * LEADING
    canvas.text(0, bottom, lines(head, first - GAP, SMALL, 1, bold=True)[0], size=SMALL, bold=True)
    canvas.line([(0, bottom + 4), (canvas.width, bottom + 4)], RULE)
    return bottom + GAP


def _heads_room(heads: Sequence[str]) -> float:
    """Return how wide columns are together where no head is parted inside its words' parts."""
    parts = (least_width(word, SMALL, bold=True) for head in heads for word in head.split(" "))
    return (max(parts) + GAP) * len(heads)


def _full(rows: Sequence[HeatRow]) -> float:
    """Return the change from which on colours are the strongest."""
    found = [abs(float(each)) for row in rows for each in row.percents if each]
    return min(max(found, default=1.0), FULL_PERCENT)


def _colour(percent: Exact | None, full: float) -> str:
    if not percent:
        return mixed(QUIET, 0.04)
    return mixed(HOTTEST if percent > 0 else COLDEST, 0.12 + 0.88 * min(1.0, abs(float(percent)) / full))


def _said(rows: Sequence[HeatRow], language: Language) -> str:
    """Say which row rose and which fell most, by its last column."""
    found = [(row.percents[-1], row.label) for row in rows if row.percents[-1] is not None and not row.is_sum]
    if not found:
        return ""
    (low, fell), (high, rose) = min(found), max(found)
    percents = [f"{percent_change(each, language)} %" for each in (high, low)]
    return MOST.say(language).format(rose, percents[0], fell, percents[1])
