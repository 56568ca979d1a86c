"""The sheet *Adjustments*: known coming changes of volumes, those of the year and rows for new ones (C4)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.glossary import term
from atcost.core.words import Text
from atcost.outputs.workbook.book import SpareAdjustment
from atcost.outputs.workbook.formula import Formula, call
from atcost.outputs.workbook.looks import RIGHT
from atcost.outputs.workbook.places import Range, count

if TYPE_CHECKING:
    from atcost.outputs.workbook.book import Sheet
    from atcost.outputs.workbook.looks import Look
    from atcost.outputs.workbook.places import Cell
    from atcost.outputs.workbook.used import Names
    from atcost.outputs.workbook.year import Year

NAME = Text("Justeringar", "Adjustments")
NOTE = Text(
    "Kända kommande ändringar av volymer. Nya skrivs i de gula raderna och räknas genast.",
    "Known coming changes of volumes. New ones are written in the yellow rows and count at once.",
)
COUNTS, DOES_NOT_COUNT = Text("Räknas", "Counts"), Text("FEL: räknas inte", "ERROR: does not count")
QUANTITY, REASON, BY, ON = Text("Ändring", "Change"), Text("Skäl", "Reason"), Text("Av", "By"), Text("Datum", "Date")
HEAD, FIRST, SPARE = 3, 4, 12
DATES = date(1901, 1, 1), date(2199, 12, 31)
"""Between which days decisions are made; spreadsheets count days without fault from 1901."""
LOOKS: tuple[Look, ...] = (
    *("input_choice", "input_choice", "input_quantity"),
    *("input_text", "input_text", "input_text"),
)


class Adjusting(NamedTuple):
    """Where the sheet has measures, customers and quantities."""

    measures: Range
    users: Range
    quantities: Range
    verdicts: Range
    """Whether new ones count."""

    def total(self, measure: Cell, user: Cell) -> Formula:
        """Return what adjustments add to a measure for a user, by the cells that name them."""
        return call("SUMIFS", self.quantities, self.measures, measure, self.users, user)

    def verdict(self, row: SpareAdjustment) -> Cell:
        """Return whether a new one counts."""
        return self.verdicts.first.sheet.cells[row.on.row, self.verdicts.first.column]

    def first(self, verdict: str) -> Formula:
        """Return the sheet and reference of the first new one with a verdict that there is."""
        cell = self.verdicts.first
        row = call("MATCH", verdict, self.verdicts, 0) + cell.row
        return call("CONCATENATE", f"{cell.sheet.name}!A", row)


def adjustments_sheet(year: Year, sheet: Sheet, names: Names) -> Adjusting:
    """Fill the sheet; inputs ``adjustment.N.quantity``, and rows for new adjustments."""
    sheet.put(0, 0, year.say(NAME), "title")
    sheet.put(1, 0, year.say(NOTE), "note")
    heads = (term("measure"), term("customer"), QUANTITY, REASON, BY, ON, COUNTS)
    sheet.put_row(HEAD, 0, [year.say(head) for head in heads])
    for number, entry in enumerate(year.model.adjustments, start=1):
        row = FIRST + number - 1
        sheet.put(row, 0, year.measure_labels[entry.measure], "label")
        sheet.put(row, 1, year.user_labels[entry.customer], "label")
        year.book.inputs[f"adjustment.{number}.quantity"] = sheet.put(row, 2, entry.quantity, "input_quantity")
        sheet.put_row(row, 3, [year.say(entry.reason), entry.by, entry.on.isoformat()], "text")
    end = FIRST + len(year.model.adjustments) + SPARE
    for row in range(end - SPARE, end):
        spare = SpareAdjustment._make(sheet.put(row, column, None, look) for column, look in enumerate(LOOKS))
        year.book.spare_adjustments.append(spare)
        sheet.calculate(row, len(LOOKS), _verdict(year, spare, names), "label", "")
    first, last = year.book.spare_adjustments[0], year.book.spare_adjustments[-1]
    sheet.choices += [
        (Range(first.measure, last.measure), names.counted),
        (Range(first.customer, last.customer), names.all_users),
    ]
    sheet.frozen, sheet.repeated_rows = (FIRST, 0), FIRST
    sheet.bounds.append((Range(first.on, last.on), *DATES))
    columns = [Range(sheet.cells[FIRST, column], sheet.cells[end - 1, column]) for column in (0, 1, 2)]
    sheet.bounds.append((columns[-1], None, None))
    verdicts = Range(sheet.cells[first.on.row, len(LOOKS)], sheet.cells[last.on.row, len(LOOKS)])
    return Adjusting._make([*columns, verdicts])


def _verdict(year: Year, row: SpareAdjustment, names: Names) -> Formula:
    """Return whether a new adjustment counts: its measure and customer are on the lists, its quantity is a number."""
    known = [call("COUNTIF", names.counted, row.measure), call("COUNTIF", names.all_users, row.customer)]
    counts = call("AND", *(each.exceeds(0) for each in (*known, count(row.quantity))))
    nothing = call("COUNTA", Range(row.measure, row.on)).equals(0)
    return call("IF", nothing, "", call("IF", counts, RIGHT, year.say(DOES_NOT_COUNT)))
