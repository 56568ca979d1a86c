"""The adjustments of an area's volumes on its sheet, with their reasons; new ones as soon as they count (C4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.glossary import term
from atcost.core.words import Text
from atcost.outputs.workbook.adjustments import BY, ON, QUANTITY, REASON
from atcost.outputs.workbook.adjustments import NAME as ADJUSTMENTS
from atcost.outputs.workbook.area import NAME
from atcost.outputs.workbook.formula import call
from atcost.outputs.workbook.looks import RIGHT
from atcost.outputs.workbook.places import count

if TYPE_CHECKING:
    from atcost.outputs.workbook.area import AreaSheet
    from atcost.outputs.workbook.book import SpareAdjustment
    from atcost.outputs.workbook.formula import Formula
    from atcost.outputs.workbook.looks import Look
    from atcost.outputs.workbook.places import Cell

NOTE = Text(
    "De ändras och läggs till på bladet {sheet}, och räknas genast; nya visas då här. Skäl ändras i årets mapp.",
    "They are changed and added on the sheet {sheet}, and count at once; new ones then show here. "
    "Reasons are changed in the year's folder.",
)


def area_adjustments(area: AreaSheet, row: int) -> None:
    """List the adjustments of the receivers' volumes from a row on, each as it stands on the sheet of adjustments.

    Behind them is a row for each that can be added there, empty until it counts for a measure and receiver of the area.
    """
    year, sheet = area.year, area.sheet
    sheet.put(row, 0, year.say(ADJUSTMENTS), "title")
    sheet.put(row + 1, 0, year.say(NOTE).format(sheet=year.say(ADJUSTMENTS)), "note")
    found = [
        (number, entry)
        for number, entry in enumerate(year.model.adjustments, start=1)
        if entry.measure in area.blocks and entry.customer in area.rows
    ]
    if area.blocks:
        heads = (term("customer"), QUANTITY, term("measure"), BY, ON, REASON)
        sheet.put_row(row + 2, 0, map(year.say, heads))
    for place, (number, entry) in enumerate(found, start=row + 3):
        quantity = year.book.inputs[f"adjustment.{number}.quantity"]
        sheet.put(place, 0, year.title(entry.customer), "label")
        sheet.calculate(place, 1, quantity, "quantity", entry.quantity)
        measure = year.say(year.model.measures[entry.measure].title)
        sheet.put_row(place, 2, (measure, entry.by, entry.on.isoformat()), "wrapped")
        sheet.put(place, 5, year.say(entry.reason), "text")
    if area.blocks and area.rows:
        for place, spare in enumerate(year.book.spare_adjustments, start=row + 3 + len(found)):
            _added(area, place, spare)


def _added(area: AreaSheet, row: int, spare: SpareAdjustment) -> None:
    """Show a new adjustment, where it is one of the area's."""
    shown = area.sheet.calculate(row, 0, call("IF", _is_of(area, spare), spare.customer, ""), "label", "")
    columns: tuple[tuple[Cell, Look], ...] = (
        *((spare.quantity, "quantity"), (spare.measure, "label")),
        *((spare.by, "label"), (spare.on, "date"), (spare.reason, "label")),
    )
    for column, (cell, look) in enumerate(columns, start=1):
        nothing = call("OR", shown.equals(""), count(cell, "COUNTA").equals(0))
        area.sheet.calculate(row, column, call("IF", nothing, "", cell), look, "")


def _is_of(area: AreaSheet, spare: SpareAdjustment) -> Formula:
    """Return whether a new adjustment counts, for a measure of the area and a receiver, who is named by title or id."""
    names = area.uses.names
    measures = [spare.measure.equals(names.measures[measure]) for measure in area.blocks]
    receivers = [places for places in (area.column(NAME), names.ids) if places]
    known = [call("COUNTIF", places, spare.customer).exceeds(0) for places in receivers]
    counts = area.uses.adjusting.verdict(spare).equals(RIGHT)
    return call("AND", counts, call("OR", *measures), call("OR", *known))
