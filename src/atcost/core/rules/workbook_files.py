"""Rules: what keeps a workbook's file from being opened."""

from __future__ import annotations

from atcost.core.rules.rule import Rule
from atcost.core.words import Text

NOT_OPENED = Text(
    "Öppna den inte. Fråga avsändaren vad det är, eller skriv en ny med atcost export ÅR workbook.",
    "Don't open it. Ask its sender what it is, or write a new one with atcost export YEAR workbook.",
)

RULES: dict[str, Rule] = {
    "workbook_unreadable": Rule(
        "error",
        Text(
            "Filen är ingen arbetsbok som kan läsas: {reason}.", "The file is no workbook that can be read: {reason}."
        ),
        Text(
            "Öppna den i Excel eller LibreOffice och spara den som Excelarbetsbok (.xlsx).",
            "Open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx).",
        ),
    ),
    "workbook_encrypted": Rule(
        "error",
        Text(
            "Filen har ett lösenord, eller är sparad i det äldre formatet .xls.",
            "The file has a password, or is saved in the older format .xls.",
        ),
        Text(
            "Öppna den, ta bort lösenordet och spara den som Excelarbetsbok (.xlsx).",
            "Open it, remove the password and save it as an Excel workbook (.xlsx).",
        ),
    ),
    "workbook_too_large": Rule(
        "error",
        Text(
            "Arbetsboken är för stor: {found} {what}, högst {most} läses.",
            "The workbook is too large: {found} {what}, at most {most} are read.",
        ),
        Text(
            "Ta bort det som har lagts till, eller skriv en ny med atcost export ÅR workbook.",
            "Remove what has been added, or write a new one with atcost export YEAR workbook.",
        ),
    ),
    "sheet_too_wide": Rule(
        "error",
        Text(
            "Bladet ”{name}” når till cellen {found}: så långt läses inte.",
            "The sheet “{name}” goes to the cell {found}: so far is not read.",
        ),
        Text(
            "Ta bort det som står långt från det andra (Ctrl+End går till bladets sista cell), och spara igen.",
            "Remove what is far from the rest (Ctrl+End goes to a sheet's last cell), and save again.",
        ),
    ),
    "workbook_bomb": Rule(
        "error",
        Text(
            "Delen {part} är packad som en fälla: den växer när den öppnas.",
            "The part {part} is packed as a trap: it grows when it is opened.",
        ),
        NOT_OPENED,
    ),
    "workbook_nested": Rule(
        "error",
        Text("Arbetsboken bär en annan fil i sig: {part}.", "The workbook has another file in it: {part}."),
        Text(
            "Ta bort det inbäddade objektet, och spara arbetsboken igen.",
            "Remove the embedded object, and save the workbook again.",
        ),
    ),
    "workbook_path": Rule(
        "error",
        Text(
            "En del av filen vill skrivas utanför den: {part}.",
            "A part of the file would be written outside it: {part}.",
        ),
        NOT_OPENED,
    ),
    "workbook_part_twice": Rule(
        "error",
        Text(
            "Delen {part} finns två gånger, så olika program ser olika innehåll.",
            "The part {part} is there twice, so that different programs see different contents.",
        ),
        Text(
            "Öppna den i Excel, se efter att den visar rätt innehåll och spara den igen.",
            "Open it in Excel, see that it shows the right contents and save it again.",
        ),
    ),
    "workbook_macros": Rule(
        "error",
        Text("Arbetsboken bär program (makron): {part}.", "The workbook carries programs (macros): {part}."),
        Text(
            "Spara den som Excelarbetsbok utan makron (.xlsx).", "Save it as an Excel workbook without macros (.xlsx)."
        ),
    ),
    "workbook_links": Rule(
        "error",
        Text(
            "Arbetsboken hämtar uppgifter utanför sig själv: {part}.", "The workbook fetches data from outside: {part}."
        ),
        Text(
            "Bryt länkarna i Excel (Data, Redigera länkar) så att värdena står kvar, och spara igen.",
            "Break the links in Excel (Data, Edit Links) so that the values stay, and save again.",
        ),
    ),
    "workbook_declarations": Rule(
        "error",
        Text(
            "Delen {part} har deklarationer (DTD) eller en teckenkodning som inget kalkylprogram skriver.",
            "The part {part} has declarations (DTD) or an encoding that no spreadsheet program writes.",
        ),
        NOT_OPENED,
    ),
}
