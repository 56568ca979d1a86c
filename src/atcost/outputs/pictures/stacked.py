"""Stacked bars: what wholes are made of, beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from atcost.core.words import Text
from atcost.outputs.phrases import about, with_and
from atcost.outputs.pictures.colours import SERIES, readable_on
from atcost.outputs.pictures.picture import LEADING, SIZE, SMALL, Canvas
from atcost.outputs.pictures.typeface import lines, spelled, width
from atcost.outputs.text_table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atcost.core.words import Language
    from atcost.outputs.pictures.picture import Picture

WIDEST_LABEL, MOST_LINES = 130.0, 3
GAP, THICK, ROW, SWATCH = 8.0, 16.0, 24.0, 8.0
SAID = Text("Staplar för {0}.", "Bars for {0}.")
OTHERS, TOTAL = Text("övrigt", "other"), Text("Summa", "Total")


class Bar(NamedTuple):
    """A bar: what it is, and its parts in öre, which are not below zero."""

    label: str
    parts_ore: Sequence[int]


def stacked(  # noqa: PLR0913 -- what bars have
    title: str, head: str, kinds: Sequence[str], bars: Sequence[Bar], *, currency: str, language: Language
) -> Picture:
    """Draw bars on one scale, with a legend; kinds beyond the colours there are become one, other."""
    canvas = Canvas()
    kinds, bars = _folded(kinds, bars, language)
    labels = [spelled(bar.label) for bar in bars]
    totals = [about(sum(bar.parts_ore), currency, language) for bar in bars]
    label_room = min(WIDEST_LABEL, max(width(label, SIZE) for label in labels))
    first = label_room + GAP
    room = canvas.width - first - GAP - max(width(total, SIZE, bold=True) for total in totals)
    most = max(sum(bar.parts_ore) for bar in bars) or 1
    top = _legend(canvas, [spelled(kind) for kind in kinds])
    for bar, label, total in zip(bars, labels, totals, strict=True):
        broken = lines(label, label_room, SIZE, MOST_LINES)
        height = max(ROW, (len(broken) + 0.6) * SIZE * LEADING)
        middle = top + height / 2
        for line, text in enumerate(broken):
            canvas.text(0, middle + SIZE * 0.34 + (line - (len(broken) - 1) / 2) * SIZE * LEADING, text)
        left = first
        for colour, ore in zip(SERIES, bar.parts_ore, strict=False):
            wide = room * ore / most
            canvas.box(left, middle - THICK / 2, wide, THICK, colour)
            text = about(ore, currency, language)
            if width(text, SMALL) + GAP / 2 <= wide:
                where = (left + wide / 2, middle + SMALL * 0.34)
                canvas.text(*where, text, size=SMALL, anchor="middle", fill=readable_on(colour))
            left += wide
        canvas.text(left + GAP / 2, middle + SIZE * 0.34, total, bold=True)
        top += height
    rows = [
        [bar.label, *(about(ore, currency, language) for ore in bar.parts_ore), total]
        for bar, total in zip(bars, totals, strict=True)
    ]
    said = SAID.say(language).format(with_and([f"{row[0]} ({row[-1]})" for row in rows], language))
    return canvas.picture(top, title, said, Table([head, *kinds, TOTAL.say(language)], 1, rows, title=title))


def _folded(kinds: Sequence[str], bars: Sequence[Bar], language: Language) -> tuple[Sequence[str], Sequence[Bar]]:
    """Return as many kinds as there are colours, the last ones together."""
    if len(kinds) <= len(SERIES):
        return kinds, bars
    kept = len(SERIES) - 1
    folded = [Bar(bar.label, [*bar.parts_ore[:kept], sum(bar.parts_ore[kept:])]) for bar in bars]
    return [*kinds[:kept], OTHERS.say(language)], folded


def _legend(canvas: Canvas, kinds: Sequence[str]) -> float:
    """Draw which colour is what, in as many lines as it takes; return where bars begin."""
    left, top = 0.0, 0.0
    for colour, kind in zip(SERIES, kinds, strict=False):
        text = lines(kind, canvas.width - SWATCH - GAP, SMALL, 1)[0]
        wide = SWATCH + GAP / 2 + width(text, SMALL) + 2 * GAP
        if left and left + wide > canvas.width + 2 * GAP:
            left, top = 0.0, top + SMALL * 1.6
        canvas.box(left, top, SWATCH, SWATCH, colour)
        canvas.text(left + SWATCH + GAP / 2, top + SWATCH - 1, text, size=SMALL)
        left += wide
    return top + SWATCH + GAP
