"""A waterfall: how one price became another, each cause a bar that begins where the one before ends."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from atcost.core.words import Text, kronor_text, number_text
from atcost.outputs.phrases import inside, with_and
from atcost.outputs.pictures.colours import PRICE, QUIET, RISE, RULE
from atcost.outputs.pictures.picture import HATCH, LEADING, SIZE, SMALL, Canvas
from atcost.outputs.pictures.typeface import lines, spelled, width
from atcost.outputs.text_table import Table
from atcost.outputs.waterfall import BROKEN, DOWN, UP
from atcost.outputs.waterfall import PRICE as PRICED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atcost.core.words import Language
    from atcost.outputs.pictures.picture import Picture
    from atcost.outputs.waterfall import Step

WIDEST_LABEL, MOST_LINES = 150.0, 3
GAP, THICK, ROW = 8.0, 9.0, 14.5
LEAST_BAR = 0.8
STEP, AMOUNT = Text("Steg", "Step"), Text("Belopp, {0}", "Amount, {0}")
SAID = Text(
    "Priset går från {0} ({1}) till {2} ({3}) {4} genom {5}.",
    "The price goes from {0} ({1}) to {2} ({3}) {4} by {5}.",
)
STAYS = Text("Priset är {0} ({1}) och {2} ({3}) {4}.", "The price is {0} ({1}) and {2} ({3}) {4}.")
FILLS = {PRICED: PRICE, UP: RISE, DOWN: HATCH}


def waterfall(steps: Sequence[Step], title: str, currency: str, language: Language) -> Picture:
    """Draw the steps of ``outputs.waterfall``: prices whole, what raises them solid, what lowers them hatched."""
    canvas = Canvas()
    labels = [spelled(step.label.say(language)) for step in steps]
    amounts = [signed(step, language) for step in steps]
    label_room = min(WIDEST_LABEL, max(width(label, SIZE, bold=True) for label in labels))
    first = label_room + GAP
    room = canvas.width - first - GAP - max(width(amount, SIZE, bold=True) for amount in amounts)
    ends = [ore for step in steps for ore in (step.begin_ore, step.end_ore)]
    low, size = min(ends), max(ends) - min(ends) or 1
    top = 0.0
    for number, (step, label, amount) in enumerate(zip(steps, labels, amounts, strict=True)):
        bold = step.mark == PRICED
        broken = lines(label, label_room, SIZE, MOST_LINES, bold=bold)
        height = max(ROW, len(broken) * SIZE * LEADING + (ROW - SIZE * LEADING))
        middle = top + height / 2
        for line, text in enumerate(broken):
            canvas.text(0, _base(middle, line, len(broken)), text, bold=bold)
        begin, end = (first + room * (ore - low) / size for ore in sorted((step.begin_ore, step.end_ore)))
        if number:
            last = first + room * (steps[number - 1].end_ore - low) / size
            canvas.line([(last, top - ROW / 2 + THICK / 2), (last, middle + THICK / 2)], RULE)
        canvas.box(begin, middle - THICK / 2, max(LEAST_BAR, end - begin), THICK, FILLS[step.mark])
        canvas.text(canvas.width, _base(middle, 0, 1), amount, anchor="end", bold=bold)
        top += height
    if steps[0].begin_ore:
        start = number_text(Fraction(steps[0].begin_ore, 100), language, 0)
        canvas.text(
            first, top + SMALL, BROKEN.say(language).format(start=start, currency=currency), size=SMALL, fill=QUIET
        )
        top += SMALL * 1.5
    heads = [STEP.say(language), AMOUNT.say(language).format(currency)]
    rows = [[step.label.say(language), amount] for step, amount in zip(steps, amounts, strict=True)]
    return canvas.picture(top, title, _said(rows, currency, language), Table(heads, 1, rows, title=title))


def _said(rows: Sequence[Sequence[str]], currency: str, language: Language) -> str:
    """Say where the price begins and ends, and what moves it."""
    (before, old), *moves, (after, new) = rows
    listed = with_and([f"{inside(cause)} ({amount})" for cause, amount in moves], language)
    return (SAID if moves else STAYS).say(language).format(old, before, new, after, currency, listed)


def signed(step: Step, language: Language) -> str:
    """Return a step's amount, with a sign where it is a move."""
    text = kronor_text(step.amount_ore, language)
    return f"+{text}" if step.mark == UP else text


def _base(middle: float, line: int, of: int) -> float:
    """Return the line that a text stands on, one of some that are centred on a height."""
    return middle + SIZE * 0.34 + (line - (of - 1) / 2) * SIZE * LEADING
