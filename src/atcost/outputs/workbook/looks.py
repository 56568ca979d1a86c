"""What each look of a cell is in a spreadsheet: colours, borders and the form of its numbers."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from atcost.outputs.workbook.places import Cell, Range

    Properties = Mapping[str, Any]

Look = Literal[
    "title",
    "text",
    "wrapped",
    "note",
    "head",
    "label",
    "sum_label",
    "link",
    "money",
    "money_sum",
    "quantity",
    "quantity_sum",
    "percent",
    "percent_sum",
    "fte",
    "fte_sum",
    "whole",
    "date",
    "check",
    "input_money",
    "input_quantity",
    "input_percent",
    "input_fte",
    "input_whole",
    "input_text",
    "input_choice",
    "solved",
    "missing",
    "sample",
]  # fmt: skip -- kinds of looks, a line each
"""What a cell looks like, as ``properties`` draws it. Those that begin with ``input`` are yellow and unlocked."""
INK, GREY, RULE, LINK = "#1F2933", "#5F6B7A", "#B8C2CC", "#0B5394"
YELLOW, HEAD, SOLVED = "#FFF2B3", "#DCE6F1", "#E7E1F0"
ORANGE, SKY, STEEL = "#E69F00", "#56B4E9", "#7F8C99"
PALETTE = ("#0072B2", ORANGE, "#009E73", "#CC79A7", SKY, "#D55E00", "#F0E442", "#000000")
"""Colours that the colour-blind tell apart (Okabe and Ito)."""
RIGHT = "OK"
"""What a check begins with where all is well; else it is red."""
GOOD, BAD = {"bg_color": "#D5EBDD", "font_color": "#0B5D2A"}, {"bg_color": "#F8D3CF", "font_color": "#9B1C12"}

INPUT = {"bg_color": YELLOW, "border": 1, "border_color": RULE, "locked": False}
SUM = {"bold": True, "top": 1, "top_color": GREY}
WRAPPED = {"text_wrap": True}
OF_TEXT: Mapping[Look, Properties] = {
    "title": {"bold": True, "font_size": 16},
    "text": {},
    "wrapped": WRAPPED,
    "note": {"italic": True, "font_color": GREY},
    "head": {"bold": True, "bg_color": HEAD, "bottom": 1, "bottom_color": GREY, "text_wrap": True},
    "label": WRAPPED,
    "sum_label": SUM,
    "link": {"font_color": LINK, "underline": 1},
    "check": {},
    "sample": {**INPUT, "locked": True},
    "missing": {"font_color": GREY, "align": "right"},
    "input_text": {**INPUT, **WRAPPED},
    "input_choice": INPUT,
}
"""Looks that have no form of numbers of their own."""
NUMBERS: Mapping[str, str] = {
    "money": "#,##0.00_ ",
    "fte": "0.00##_ ",
    "percent": "0.0%_ ",
    "input_percent": "0.0###%_ ",
    "solved": "#,##0.00_ ",
    "date": "yyyy-mm-dd",
}
"""Forms of numbers, by the look without ``input_`` or ``_sum``, with room to what stands beside.

A program shows them as its reader's country does.
"""
WHOLE, BROKEN = "#,##0_ ", "#,##0.0##_ "
"""The form of all others: with decimals only where the number has any."""
BELOW = 12
"""How many rows below a head its numbers begin at most."""


def properties(look: Look) -> Properties:
    """Return how a look is drawn, without the form of its numbers."""
    if look in OF_TEXT:
        drawn = OF_TEXT[look]
    elif look == "solved":
        drawn = {"bg_color": SOLVED}
    elif look.startswith("input_"):
        drawn = INPUT
    else:
        drawn = SUM if look.endswith("_sum") else {}
    return {"valign": "bottom" if look == "head" else "top", **drawn}


def number_form(cell: Cell) -> str:
    """Return the form of a cell's number; empty for looks of texts."""
    form = _form(cell.look)
    if form is not None:
        return form
    return WHOLE if isinstance(cell.exact, str) or cell.exact.denominator == 1 else BROKEN


@cache
def _form(look: Look) -> str | None:
    """Return the form of a look's numbers; None where it is the number's own."""
    if look in OF_TEXT:
        return ""
    kind = look.removesuffix("_sum")
    return NUMBERS.get(kind) or NUMBERS.get(kind.removeprefix("input_"))


def heads_numbers(cell: Cell) -> bool:
    """Tell whether a cell is the head of a column of numbers, over which it stands to the right."""
    if cell.look != "head":
        return False
    for row in range(1, BELOW):
        found = cell.sheet.cells.get((cell.row + row, cell.column))
        if found and (found.look == "head" or found.look not in OF_TEXT):
            return found.look != "head"
    return False


def scale(cells: Range) -> Properties:
    """Return how cells are coloured by their size: from white up, or away from white at zero where some are below."""
    if any(cell.exact < 0 for cell in cells.cells() if cell and not isinstance(cell.exact, str)):
        ends = {"min_color": "#8FBCE6", "mid_color": "#FFFFFF", "max_color": "#F2B56B"}
        return {"type": "3_color_scale", **ends, "mid_type": "num", "mid_value": 0}
    return {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#8FBCE6"}
