"""The adjustments of an area's volumes on its sheet, with their reasons (C4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.glossary import term
from atcost.core.words import Text
from atcost.outputs.workbook.adjustments import BY, NAME, ON, QUANTITY, REASON

if TYPE_CHECKING:
    from atcost.outputs.workbook.area import AreaSheet

NOTE = Text(
    "De ändras och läggs till på bladet {sheet}, och räknas genast.",
    "They are changed and added on the sheet {sheet}, and count at once.",
)


def area_adjustments(area: AreaSheet, row: int) -> None:
    """List the adjustments of the receivers' volumes from a row on, each as it stands on the sheet of adjustments."""
    year, sheet = area.year, area.sheet
    sheet.put(row, 0, year.say(NAME), "title")
    sheet.put(row + 1, 0, year.say(NOTE).format(sheet=year.say(NAME)), "note")
    found = [
        (number, entry)
        for number, entry in enumerate(year.model.adjustments, start=1)
        if entry.measure in area.blocks and entry.customer in area.rows
    ]
    if found:
        heads = (term("customer"), QUANTITY, term("measure"), BY, ON, REASON)
        sheet.put_row(row + 2, 0, map(year.say, heads))
    for place, (number, entry) in enumerate(found, start=row + 3):
        quantity = year.book.inputs[f"adjustment.{number}.quantity"]
        sheet.put(place, 0, year.title(entry.customer), "label")
        sheet.calculate(place, 1, quantity, "quantity", entry.quantity)
        measure = year.say(year.model.measures[entry.measure].title)
        sheet.put_row(place, 2, (measure, entry.by, entry.on.isoformat()), "wrapped")
        sheet.put(place, 5, year.say(entry.reason), "text")
