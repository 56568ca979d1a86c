"""The sheet *Words*: what the words of the workbook mean, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.glossary import REASONS, TERMS, as_head
from atcost.core.words import Text

if TYPE_CHECKING:
    from atcost.outputs.workbook.book import Sheet
    from atcost.outputs.workbook.year import Year

NAME = Text("Ord", "Words")
HEADS = (Text("Ord", "Word"), Text("Betyder", "Means"), Text("På engelska", "In Swedish"))
WHY = Text("Skäl till att ett pris ändras", "Reasons why a price changes")


def words_sheet(year: Year, sheet: Sheet) -> None:
    """Fill the sheet."""
    sheet.put(0, 0, year.say(NAME), "title")
    sheet.put_row(2, 0, map(year.say, HEADS))
    row = 3
    for heading, terms in ((None, TERMS), (WHY, REASONS)):
        if heading:
            sheet.put_row(row + 1, 0, (year.say(heading), "", ""))
            row += 2
        for term in terms.values():
            other = term.word.en if year.language == "sv" else term.word.sv
            sheet.put(row, 0, year.say(as_head(term.word)), "text")
            sheet.put(row, 1, year.say(term.meaning), "wrapped")
            sheet.put(row, 2, other, "text")
            row += 1
    sheet.widths = {0: 28, 1: 42, 2: 25}
    sheet.frozen, sheet.repeated_rows = (3, 0), 3
