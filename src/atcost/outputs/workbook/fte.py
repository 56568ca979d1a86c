"""The sheet *FTE*: what every service has of each staff category, and for how much of the year (B4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from atcost.core.assignment import YEAR_MONTHS, Column, kind_in
from atcost.core.glossary import term
from atcost.core.words import Text
from atcost.outputs.change_table import KINDS
from atcost.outputs.price_table import AREA, TOTAL
from atcost.outputs.workbook.book import Part
from atcost.outputs.workbook.places import Cell, Range, sum_between
from atcost.outputs.workbook.year import COLUMNS, FTE_SCALE, ServiceName, Year, scale_of, whole

if TYPE_CHECKING:
    from atcost.outputs.workbook.book import Sheet
    from atcost.outputs.workbook.formula import Formula
    from atcost.outputs.workbook.looks import Look

NAME = Text("Årsarbetare", "FTE")
NOTE = Text(
    "Skriv årsarbetare för ett helt år i gula celler. Nya tjänster och personalkategorier, och tjänsternas slag och "
    "månader, skrivs i årets mapp.",
    "Write FTE for a whole year in yellow cells. New services and staff categories, and kinds and months of services, "
    "are written in the year's folder.",
)
SCALED = Text("Årsarbetare räknas som heltal i delar av", "FTE is counted in whole parts of one by")
TOTAL_FTE = Text("Summa helår", "Total, full year")
OF_COLUMN: dict[Column, tuple[Text, Text, Text, Text]] = {
    "kind": (
        Text("Slag inkl. förändrade uppdrag", "Kind incl. assignment changes"),
        Text("Månader inkl. förändrade uppdrag", "Months incl. assignment changes"),
        Text("Årsarbetare inkl. förändrade uppdrag", "FTE incl. assignment changes"),
        Text("Delar × månader inkl. förändrade uppdrag", "Parts × months incl. assignment changes"),
    ),
    "before": (
        Text("Slag exkl. förändrade uppdrag", "Kind excl. assignment changes"),
        Text("Månader exkl. förändrade uppdrag", "Months excl. assignment changes"),
        Text("Årsarbetare exkl. förändrade uppdrag", "FTE excl. assignment changes"),
        Text("Delar × månader exkl. förändrade uppdrag", "Parts × months excl. assignment changes"),
    ),
}
HEAD, FIRST, SETTINGS = 4, 5, 6
"""The row of heads, the first of services, and how many columns stand before those of staff categories."""


class Staffing(NamedTuple):
    """Where the sheet has things: by service and category, or by column and service."""

    scale: int
    fte: dict[tuple[str, str, str], Cell]
    months: dict[Column, dict[ServiceName, Cell]]
    parts: dict[Column, dict[ServiceName, Cell]]
    in_force: dict[Column, dict[ServiceName, Cell]]
    all_parts: dict[Column, Cell]

    def parts_of(self, column: Column, service: ServiceName, staff: str) -> Formula:
        """Return a service's FTE of a category as a whole number: its parts of one, times months."""
        return whole(self.fte[*service, staff], self.scale, "money") * self.months[column][service]


def fte_sheet(year: Year, sheet: Sheet) -> Staffing:
    """Fill the sheet; inputs ``fte.AREA.SERVICE.STAFF``."""
    model = year.model
    sheet.put(0, 0, year.say(NAME), "title")
    sheet.put(1, 0, year.say(NOTE), "note")
    scale = scale_of((row.fte or 0 for row in model.budget), FTE_SCALE)
    sheet.put(2, 0, year.say(SCALED), "label")
    sheet.put(2, 1, scale or 1, "whole")
    found = Staffing(scale, {}, {"kind": {}, "before": {}}, {"kind": {}, "before": {}}, {"kind": {}, "before": {}}, {})
    _heads(year, sheet)
    for row, name in enumerate(year.services, start=FIRST):
        _service(year, sheet, row, name, found)
    last = FIRST + len(year.services)
    sheet.put(last, 0, year.say(TOTAL), "sum_label")
    ends = SETTINGS + len(model.staff)
    for place in range(SETTINGS, ends + 1 + 2 * len(COLUMNS)):
        rows = [sheet.cells[row, place] for row in range(FIRST, last)]
        look: Look = "fte_sum" if place <= ends + len(COLUMNS) else "whole"
        sheet.add_up(last, place, rows, look)
    for place, column in enumerate(COLUMNS, start=ends + 1 + len(COLUMNS)):
        found.all_parts[column] = sheet.cells[last, place]
    inputs = list(found.fte.values())
    if inputs:
        year.book.names["fte"] = Range(inputs[0], inputs[-1])
        sheet.bounds.append((Range(inputs[0], inputs[-1]), 0, None))
    sheet.frozen, sheet.repeated_rows = (FIRST, 2), FIRST
    sheet.printed = [Part(0, 0, last, ends + len(COLUMNS))]
    return found


def _heads(year: Year, sheet: Sheet) -> None:
    heads = [AREA, term("service")]
    heads += [OF_COLUMN[column][place] for place in (0, 1) for column in COLUMNS]
    heads += [staff.title for staff in year.model.staff.values()] + [TOTAL_FTE]
    heads += [OF_COLUMN[column][place] for place in (2, 3) for column in COLUMNS]
    sheet.put_row(HEAD, 0, [year.say(head) for head in heads])


def _service(year: Year, sheet: Sheet, row: int, name: ServiceName, found: Staffing) -> None:
    model, service = year.model, year.services[name]
    sheet.put(row, 0, year.title(name[0]), "label")
    sheet.put(row, 1, year.say(service.title), "label")
    for place, column in enumerate(COLUMNS):
        sheet.put(row, 2 + place, year.say(KINDS[kind_in(service, column)]), "label")
        found.months[column][name] = sheet.put(row, 4 + place, year.months(name, column), "whole")
    inputs: list[Cell] = []
    for place, staff in enumerate(model.staff, start=SETTINGS):
        cell = sheet.put(row, place, year.fte.get((*name, staff)), "input_fte")
        found.fte[*name, staff] = year.book.inputs[f"fte.{'.'.join(name)}.{staff}"] = cell
        inputs.append(cell)
    place = SETTINGS + len(model.staff)
    all_fte = sum(year.fte.get((*name, staff), 0) for staff in model.staff)
    full = sheet.calculate(row, place, sum_between(inputs), "fte", all_fte)
    for after, column in enumerate(COLUMNS, start=1):
        cost = year.service_costs[column].get(name)
        parts = whole(full, found.scale, "money") * found.months[column][name]
        expected = cost.fte if cost else 0
        denominator = (found.scale or 1) * YEAR_MONTHS
        whole_cell = sheet.calculate(row, place + len(COLUMNS) + after, parts, "whole", expected * denominator)
        found.parts[column][name] = whole_cell
        found.in_force[column][name] = sheet.calculate(row, place + after, whole_cell / denominator, "fte", expected)
