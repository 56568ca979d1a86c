"""How a price changed, beside it: in kronor, and in percent where there was a price (D3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.outputs.workbook.formula import call, round_to

if TYPE_CHECKING:
    from atcost.outputs.workbook.looks import Look
    from atcost.outputs.workbook.places import Cell


def put_change(now: Cell, before: Cell, columns: tuple[int, int], look: Look) -> None:
    """Put the change in kronor and that in percent in two columns of the row; nothing in percent of nothing."""
    sheet, (in_kronor, in_percent) = now.sheet, columns
    of_percent: Look = "percent_sum" if look.endswith("_sum") else "percent"
    moved = now.number - before.number
    change = sheet.calculate(now.row, in_kronor, round_to(now - before, 2), look, moved)
    part = moved / before.number if before.number else ""
    sheet.calculate(now.row, in_percent, call("IF", before.equals(0), "", change / before), of_percent, part)
