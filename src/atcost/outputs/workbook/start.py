"""The sheet *Start*: what the workbook is, whether it has been changed, how to read it, and the way to every sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.glossary import term
from atcost.core.seal import digest
from atcost.core.words import Text
from atcost.outputs.origins import origins
from atcost.outputs.workbook import checks
from atcost.outputs.workbook.formula import call

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atcost.outputs.workbook.book import Sheet
    from atcost.outputs.workbook.calculation import Calculated
    from atcost.outputs.workbook.looks import Look
    from atcost.outputs.workbook.year import Year

    Shows = Sequence[tuple[str, Text]]

NAME = Text("Start", "Start")
WHAT = Text(
    "Prislistan med allt den räknas fram ur. Ändra i en gul cell, och varje pris räknas om, avrundat till öret "
    "på samma sätt som i atcost.",
    "The price list with all that it is computed from. Change a yellow cell, and every price follows, "
    "rounded to the öre as atcost does.",
)
VERSION, CURRENCY, ID = Text("Version", "Version"), Text("Valuta", "Currency"), Text("Modell", "Model")
ORIGIN = Text("Underlagets ursprung", "Where the data come from")
CHANGED = Text("Ändrat sedan exporten", "Changed since the export")
UNCHANGED = Text("OK: inget, allt är som i prislistan.", "OK: nothing, all is as in the price list.")
IS_CHANGED = Text(
    "ÄNDRAT: det här är inte längre prislistan. Bladet Cells visar vilka celler.",
    "CHANGED: this is no longer the price list. The sheet Cells shows which cells.",
)
PASTED = Text(
    "ÄNDRAT: inklistrade volymer räknas först vid inläsning (atcost read-workbook). Priserna här är utan dem.",
    "CHANGED: pasted volumes count only when they are read back (atcost read-workbook). Prices here are without them.",
)
WRONG = Text("FEL: bladet {sheet} visar var, överst.", "ERROR: the sheet {sheet} shows where, at its top.")
HOW = Text("Så läser du arbetsboken", "How to read the workbook")
READING = (
    Text(
        "Ett blad per tjänsteområde visar vägen från kostnad till pris: tjänster, nycklar och vikter, "
        "volymer månad för månad, andelar och priset per kund.",
        "One sheet a service area shows the way from cost to price: services, keys and weights, "
        "volumes month by month, shares and the price by customer.",
    ),
    Text(
        "Bladen är skyddade mot misstag, utan lösenord: Granska, Ta bort bladets skydd. "
        "Det som ändras utanför gula celler läses inte tillbaka.",
        "Sheets are protected against slips, without a password: Review, Unprotect Sheet. "
        "What is changed outside yellow cells is not read back.",
    ),
    Text(
        "Nya kunder, tjänster, mätetal och personalkategorier, och tjänsters slag och månader, skrivs i årets mapp "
        "(model.toml, budget.csv); exportera sedan på nytt.",
        "New customers, services, measures and staff categories, and kinds and months of services, are written in the "
        "year's folder (model.toml, budget.csv); "
        "then export again.",
    ),
    Text(
        "Läs tillbaka det du ändrat med: atcost read-workbook FIL -o MAPP",
        "Read back what you changed by: atcost read-workbook FILE -o FOLDER",
    ),
    Text(
        "Kalkylprogram räknar med femton siffror. Som exporterad stämmer varje cell med atcost; bladet med "
        "kontroller nämner den som inte gör det. Efter ändringar kan en cell skilja ett öre för varje avrundning på "
        "vägen (en enhet, där priser avrundas till en grövre), men summor stämmer.",
        "Spreadsheets count with fifteen digits. As exported every cell equals atcost; the sheet of checks names "
        "any that does not. After changes a cell may differ by an öre for each rounding on its way "
        "(by a unit, where prices are rounded to a coarser one), but sums are exact.",
    ),
)
COLOURS = Text("Färger", "Colours")
LEGEND: tuple[tuple[Look, Text, Text], ...] = (
    ("sample", Text("gul", "yellow"), Text("du kan ändra", "you can change it")),
    ("label", Text("vit", "white"), Text("räknas fram, eller står fast", "is computed, or stands")),
    ("solved", Text("lila", "purple"), Text("räknas inte om i arbetsboken", "is not recomputed in the workbook")),
    (
        "check",
        Text("OK: grön", "OK: green"),
        Text("stämmer; röd där något inte gör det", "adds up; red where it does not"),
    ),
)
SHEETS, SHOWS = Text("Blad", "Sheet"), Text("Visar", "Shows")


def start_sheet(year: Year, sheet: Sheet, found: Calculated, version: str, shows: Shows) -> None:
    """Fill the sheet, which comes first and is filled last; ``shows`` has the others' names and what they show."""
    model = year.model
    sheet.put(0, 0, year.say(model.title), "title")
    sheet.put(1, 0, year.say(WHAT), "note")
    facts = [
        (term("provider"), year.say(model.provider)),
        (term("year"), str(model.year)),
        (ID, model.id),
        (term("window"), str(model.volumes)),
        (CURRENCY, model.currency),
        (VERSION, f"atcost {version}"),
        (term("digest"), digest(model, year.pricing.volumes)),
        *((ORIGIN, line) for line in origins(model, year.language)),
    ]
    for row, (name, fact) in enumerate(facts, start=3):
        sheet.put(row, 0, year.say(name), "label")
        sheet.put(row, 1, fact, "wrapped")
    row = _changes(year, sheet, 4 + len(facts), found)
    row = _reading(year, sheet, row)
    sheet.put_row(row, 0, map(year.say, (SHEETS, SHOWS)))
    for place, (other, text) in enumerate(shows, start=row + 1):
        sheet.put(place, 0, other, "link")
        sheet.put(place, 1, year.say(text), "wrapped")
    sheet.widths = {0: 30, 1: 64}


def _changes(year: Year, sheet: Sheet, row: int, found: Calculated) -> int:
    """Say by formula whether anything has been changed, and whether checks are right; return the row after."""
    sheet.put(row, 0, year.say(CHANGED), "sum_label")
    told = call("IF", found.changed.nothing, year.say(UNCHANGED), year.say(IS_CHANGED))
    told = call("IF", found.changed.pasted.equals(0), told, year.say(PASTED))
    sheet.calculate(row, 1, told, "check", year.say(UNCHANGED))
    name = year.say(checks.NAME)
    sheet.put(row + 1, 0, name, "sum_label")
    verdict = call("IF", found.checks.equals(checks.RIGHT), checks.RIGHT, year.say(WRONG).format(sheet=name))
    sheet.calculate(row + 1, 1, verdict, "check", checks.RIGHT)
    return row + 3


def _reading(year: Year, sheet: Sheet, row: int) -> int:
    """Say how to read the workbook and what its colours mean, and return the row after."""
    sheet.put(row, 0, year.say(HOW), "sum_label")
    for place, text in enumerate(READING):
        sheet.put(row + place, 1, year.say(text), "wrapped")
    row += len(READING) + 1
    sheet.put(row, 0, year.say(COLOURS), "sum_label")
    for place, (look, colour, meaning) in enumerate(LEGEND, start=1):
        sheet.put(row + place, 0, year.say(colour), look)
        sheet.put(row + place, 1, year.say(meaning), "text")
    return row + len(LEGEND) + 2
