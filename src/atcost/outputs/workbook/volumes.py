"""The sheet *Volumes*: every count of a measure, customer and month, in long form (C3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from atcost.core.glossary import term
from atcost.core.period import Month, month_text
from atcost.core.volumes import final_parts
from atcost.core.words import Text
from atcost.outputs.workbook.book import Part
from atcost.outputs.workbook.formula import Constant, Formula, total
from atcost.outputs.workbook.places import Range

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.core.model import Model, Volumes
    from atcost.core.money import Exact
    from atcost.outputs.workbook.book import Sheet
    from atcost.outputs.workbook.places import Cell
    from atcost.outputs.workbook.year import Year

NAME = Text("Volymer", "Volumes")
NOTE = Text(
    "En rad per mätetal, kund och månad. Tomt är ingen uppgift, 0 är en nolla. Sortera inte om raderna.",
    "A row a measure, customer and month. Empty is no count, 0 is a nought. Don't sort the rows.",
)
NEW = Text(
    "Nya kunder och mätetal skrivs i årets mapp; exportera sedan på nytt.",
    "New customers and measures are written in the year's folder; then export again.",
)
MONTH, QUANTITY, COUNTS = Text("Månad", "Month"), Text("Antal", "Quantity"), Text("Räknas", "Counts")
IDS = Text("Mätetalets id", "Id of the measure"), Text("Kundens id", "Id of the customer")
WIDE = Text(
    "Egna volymer i bred form, kunder nedåt och månader åt höger, klistras in här. atcost read-workbook läser dem; "
    "formlerna räknar på kolumnen Antal.",
    "Paste your own volumes in wide form here, customers down and months across. atcost read-workbook reads them; "
    "formulas count on the column Quantity.",
)
HEAD, FIRST = 3, 4
PRINTED, WIDE_COLUMN, WIDE_COLUMNS = 5, 8, 14
"""How many columns are printed, and the block that is there to be filled: its first column, and how many."""


class Counted(NamedTuple):
    """Where the sheet has the counts of each measure and user by month, and for each measure all counts and parts."""

    months: dict[tuple[str, str], dict[Month, Cell]]
    blocks: dict[str, tuple[Range, Range]]

    def total(self, measure: str, user: str, months: list[Month]) -> Formula:
        """Return what a user counted over months that stand below each other."""
        cells = self.months.get((measure, user))
        return total([Range(cells[months[0]], cells[months[-1]])]) if cells and months else Constant(0)


def volumes_sheet(year: Year, sheet: Sheet) -> Counted:
    """Fill the sheet; inputs ``volume.MEASURE.ANYONE.MONTH``."""
    sheet.put(0, 0, year.say(NAME), "title")
    sheet.put(1, 0, year.say(NOTE), "note")
    sheet.put(2, 0, year.say(NEW), "note")
    sheet.put_row(
        HEAD, 0, [year.say(each) for each in (term("measure"), term("customer"), MONTH, QUANTITY, COUNTS, *IDS)]
    )
    found, parts = Counted({}, {}), _parts(year.model)
    row = FIRST
    for measure in _counted(year.model):
        first = row
        counted = counted_months(year.model, measure)
        for user, months in _users(year.model, year.pricing.volumes, measure):
            titles = [year.say(year.model.measures[measure].title), year.title(user)]
            for month in months:
                sheet.put(row, 0, titles[0], "label")
                sheet.put(row, 1, titles[1], "label")
                name = month_text(month)
                sheet.put(row, 2, name, "label")
                cell = sheet.put(row, 3, year.counts.get((measure, user, month)), "input_quantity")
                sheet.put(row, 4, parts.get(user, 0) if month in counted else 0, "whole")
                sheet.put(row, 5, measure, "note")
                sheet.put(row, 6, user, "note")
                found.months.setdefault((measure, user), {})[month] = cell
                year.book.inputs[f"volume.{measure}.{user}.{name}"] = cell
                row += 1
        if row > first:
            found.blocks[measure] = _column(sheet, first, row, 3), _column(sheet, first, row, 4)
            sheet.bounds.append((found.blocks[measure][0], 0, None))
    sheet.printed = [Part(0, 0, max(row - 1, HEAD), PRINTED - 1)]
    sheet.filtered = Part(HEAD, 0, max(row - 1, HEAD + 1), PRINTED - 1 + len(IDS))
    if row > FIRST:
        year.book.names["volumes"] = _column(sheet, FIRST, row, 3)
    _wide(year, sheet)
    sheet.frozen, sheet.repeated_rows = (FIRST, 0), FIRST
    return found


def counted_months(model: Model, measure: str) -> list[Month]:
    """Return the months of a measure's window that its used volume is made from."""
    window = model.window(measure)
    return [window.to] if model.measures[measure].over_window == "last" else window.months()


def divisor(model: Model, measure: str) -> int:
    """Return what the sum over the counted months is divided by."""
    return max(1, len(model.window(measure))) if model.measures[measure].over_window == "mean" else 1


def _counted(model: Model) -> list[str]:
    return [name for name, measure in model.measures.items() if measure.combines is None]


def _parts(model: Model) -> dict[str, Exact]:
    """Return which part of each user's volume reaches somebody."""
    return {user: sum(part for _, part in parts) for user, parts in final_parts(model).items()}


def _users(model: Model, volumes: Volumes, measure: str) -> Iterator[tuple[str, list[Month]]]:
    """Yield who may have volumes, with the months of the window and those that it has rows of."""
    outside: dict[str, set[Month]] = {}
    for (name, month), rows in volumes.by_month.items():
        if name == measure:
            for row in rows:
                outside.setdefault(row.customer, set()).add(month)
    window, listed = model.window(measure).months(), set(model.listed_customers())
    for user in (*model.areas, *model.customers):
        if user in outside or user in listed or (user in model.areas and model.method != "direct"):
            yield user, sorted({*window, *outside.get(user, ())})


def _column(sheet: Sheet, first: int, end: int, column: int) -> Range:
    return Range(sheet.cells[first, column], sheet.cells[end - 1, column])


def _wide(year: Year, sheet: Sheet) -> None:
    """Put an empty block for volumes in wide form beside: heads, and a row a measure and customer."""
    sheet.put(1, WIDE_COLUMN, year.say(WIDE), "note")
    rows = range(HEAD, FIRST + len(_counted(year.model)) * len(year.listed))
    block = [
        sheet.put(row, column, None, "input_quantity" if row > HEAD and column > WIDE_COLUMN + 1 else "input_text")
        for row in rows
        for column in range(WIDE_COLUMN, WIDE_COLUMN + WIDE_COLUMNS)
    ]
    if block:
        year.book.wide.append(Range(block[0], block[-1]))
