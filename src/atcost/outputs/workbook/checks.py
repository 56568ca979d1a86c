"""The sheet *Checks*: every sum that must be equal, green or red, and what a spreadsheet does not reach (B3, D4)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from atcost.core.words import Text, number_text
from atcost.outputs.workbook.formula import call, round_to
from atcost.outputs.workbook.places import Range

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atcost.core.words import Language
    from atcost.outputs.workbook.book import Sheet
    from atcost.outputs.workbook.formula import Value
    from atcost.outputs.workbook.places import Cell
    from atcost.outputs.workbook.sums import Check
    from atcost.outputs.workbook.year import Year

NAME = Text("Kontroller", "Checks")
NOTE = Text(
    "Båda sidorna av varje summa som ska vara lika. Vid FEL står orsaken bredvid, där den är känd.",
    "Both sides of every sum that must be equal. Beside an ERROR stands its cause, where that is known.",
)
HEADS = (
    Text("Kontroll", "Check"),
    Text("Ena sidan", "One side"),
    Text("Andra sidan", "Other side"),
    Text("Utfall", "Verdict"),
    Text("Orsak", "Cause"),
)
ALL, WRONG, RIGHT = Text("Alla kontroller", "All checks"), Text("FEL", "ERROR"), "OK"
SOLVED = Text(
    "Områden som betjänar varandra: det de skickar till varandra, och det som når deras kunder, är löst som ett system "
    "av ekvationer och står som värden, som vid exporten. Ändras deras kostnad eller volymer blir kontroller röda: "
    "läs då tillbaka arbetsboken och exportera på nytt.",
    "Areas that serve each other: what they send to each other, and what reaches their customers, is solved as a "
    "system of equations and stands as values, as exported. Where their cost or volumes change, checks turn red: "
    "then read the workbook back and export again.",
)
BOUND = Text("Vad kalkylprogrammet inte når", "What the spreadsheet does not reach")
REACHED = Text(
    "Kalkylprogram räknar med omkring femton siffror. Alla formler i boken ger ändå det exakta värdet, till öret.",
    "Spreadsheets count with some fifteen digits. All formulas of the book still give the exact value, to the öre.",
)
NOT_REACHED = Text(
    "Kalkylprogram räknar med omkring femton siffror. De här cellerna behöver fler, och kan visa ett annat värde.",
    "Spreadsheets count with some fifteen digits. These cells need more, and may show another value.",
)
AFTER = Text(
    "När indata ändras är varje cell inom ett öre för varje avrundning på vägen dit (inom en enhet, där priser "
    "avrundas till en grövre), och summorna går fortfarande ihop.",
    "When inputs are changed each cell is within one öre for each rounding on its way (within a unit, where prices are "
    "rounded to a coarser one), and sums still add up.",
)
UNREACHED_HEADS = (
    Text("Blad", "Sheet"),
    Text("Cell", "Cell"),
    Text("atcost, exakt", "atcost, exact"),
    Text("Kalkylprogrammet", "Spreadsheet"),
)
DECIMALS = {"money": 2, "percent": 6, "quantity": 6, "whole": 0}
HEAD, FIRST = 4, 5


def checks_sheet(year: Year, sheet: Sheet, found: Iterable[Check]) -> Cell:
    """Fill the sheet with checks, and one of all of them above; return that one's verdict."""
    sheet.put(0, 0, year.say(NAME), "title")
    sheet.put(1, 0, year.say(NOTE), "note")
    sheet.put_row(HEAD, 0, [year.say(head) for head in HEADS])
    cells = [_check(year, sheet, row, check) for row, check in enumerate(found, start=FIRST)]
    sheet.put(2, 0, year.say(ALL), "sum_label")
    right = call("COUNTIF", Range(cells[0], cells[-1]), RIGHT).equals(len(cells))
    verdict = sheet.calculate(2, 3, call("IF", right, RIGHT, year.say(WRONG)), "check", RIGHT)
    year.book.names["checks"] = verdict
    sheet.frozen, sheet.repeated_rows = (FIRST, 1), FIRST
    return verdict


def _check(year: Year, sheet: Sheet, row: int, check: Check) -> Cell:
    """Put both sides of a check and the verdict."""
    sheet.put(row, 0, check.what, "label")
    left = sheet.calculate(row, 1, check.left, check.look, check.right.value(exact=True))
    right = sheet.calculate(row, 2, check.right, check.look, left.number)
    equal = round_to(left - right, DECIMALS[check.look]).equals(0)
    verdict = sheet.calculate(row, 3, call("IF", equal, RIGHT, year.say(WRONG)), "check", RIGHT)
    if check.cause:
        sheet.calculate(row, 4, call("IF", verdict.equals(RIGHT), "", check.cause), "label", "")
    return verdict


def list_unreached(year: Year, sheet: Sheet) -> None:
    """Name the cells below that counting in doubles does not reach, once all sheets are there."""
    row = max(place for place, _ in sheet.cells) + 2
    unreached = year.book.unreached()
    sheet.put(row, 0, year.say(BOUND), "title")
    notes = [NOT_REACHED if unreached else REACHED, AFTER, *([SOLVED] if year.model.method == "reciprocal" else [])]
    for place, note in enumerate(notes, start=row + 1):
        sheet.put(place, 0, year.say(note), "note")
    if not unreached:
        return
    row += len(notes) + 1
    sheet.put_row(row, 0, [year.say(head) for head in UNREACHED_HEADS])
    for place, cell in enumerate(unreached, start=row + 1):
        values = (_told(value, year.language) for value in (cell.exact, cell.double))
        sheet.put_row(place, 0, [cell.sheet.name, cell.reference, *values], "label")


def _told(value: Value, language: Language) -> str:
    """Return a value as a text, which no cell rounds: of a double all digits that it has."""
    return value if isinstance(value, str) else number_text(Fraction(str(value)), language)
