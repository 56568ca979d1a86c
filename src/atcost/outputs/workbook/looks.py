"""What each look of a cell is in a spreadsheet: colours, borders and the form of its numbers."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from atcost.outputs.workbook.book import Cell, Look, Range

    Properties = Mapping[str, Any]

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
    "label": {},
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
    "money": "#,##0.00",
    "fte": "0.00##",
    "percent": "0.0%",
    "input_percent": "0.0###%",
    "solved": "#,##0.00",
    "date": "yyyy-mm-dd",
}
"""Forms of numbers, by the look without ``input_`` or ``_sum``; a program shows them as its reader's country does."""
WHOLE, BROKEN = "#,##0", "#,##0.0##"
"""The form of all others: with decimals only where the number has any."""


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
    if cell.look in OF_TEXT:
        return ""
    kind = cell.look.removesuffix("_sum")
    plain = kind.removeprefix("input_")
    if plain in NUMBERS:
        return NUMBERS.get(kind, NUMBERS[plain])
    return WHOLE if isinstance(cell.exact, str) or Fraction(cell.exact).denominator == 1 else BROKEN


def heads_numbers(cell: Cell) -> bool:
    """Tell whether a cell is the head of a column of numbers, over which it stands to the right."""
    below = cell.sheet.cells.get((cell.row + 1, cell.column)) if cell.look == "head" else None
    return below is not None and below.look not in OF_TEXT


def scale(cells: Range) -> Properties:
    """Return how cells are coloured by their size: from white up, or away from white at zero where some are below."""
    if any(cell.exact < 0 for cell in cells.cells() if cell and not isinstance(cell.exact, str)):
        ends = {"min_color": "#8FBCE6", "mid_color": "#FFFFFF", "max_color": "#F2B56B"}
        return {"type": "3_color_scale", **ends, "mid_type": "num", "mid_value": 0}
    return {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#8FBCE6"}
