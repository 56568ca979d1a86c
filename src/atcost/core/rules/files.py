"""Rules: what is wrong with a file and its form."""

from __future__ import annotations

from atcost.core.rules.rule import Rule
from atcost.core.words import Text

RULES: dict[str, Rule] = {
    "file_missing": Rule(
        "error",
        Text("Filen saknas i mappen.", "The file is missing from the folder."),
        Text("Lägg dit den; exempelmapparna visar hur den ser ut.", "Add it; the example folders show its form."),
    ),
    "file_misnamed": Rule(
        "error",
        Text("Filen saknas, men ”{found}” finns i mappen.", "The file is missing, but the folder has “{found}”."),
        Text("Döp om den till {name} om det är den.", "If that is the one, rename it to {name}."),
    ),
    "file_is_workbook": Rule(
        "error",
        Text(
            "Filen saknas, men kalkylarket ”{found}” finns i mappen.",
            "The file is missing, but the folder has the workbook “{found}”.",
        ),
        Text(
            "Öppna kalkylarket och spara bladet som ”CSV UTF-8” med namnet {name}.",
            "Open the workbook and save its sheet as “CSV UTF-8” by the name of {name}.",
        ),
    ),
    "folder_of_years": Rule(
        "error",
        Text("Mappen är inget år, men i den ligger år: {names}.", "The folder is no year, but has years: {names}."),
        Text("Ange mappen för ett av dem.", "Give the folder of one of them."),
    ),
    "unreadable_file": Rule(
        "error",
        Text("Filen kan inte läsas som text: {reason}.", "The file can't be read as text: {reason}."),
        Text(
            "Kontrollera den, och spara den på nytt som text i UTF-8.", "Check it, and save it again as text in UTF-8."
        ),
    ),
    "not_toml": Rule(
        "error",
        Text("Filen är inte giltig TOML: {reason}.", "The file is not valid TOML: {reason}."),
        Text(
            "Rätta raden: tal skrivs med punkt, utan mellanrum, % och enhet; text inom raka citattecken; namn med a–z, "
            "0–9 och _; en rubrik inom hakparenteser.",
            "Correct the line: a number has a point, no blanks, % or unit; a text straight quotes; a name a–z, 0–9 and _; "
            "a heading brackets.",
        ),
    ),
    "unknown_entry": Rule(
        "error",
        Text("Posten ”{name}” finns inte i formatet.", "There is no entry called “{name}”."),
        Text("Menades något av: {names}? Annars: ta bort den.", "Did you mean one of: {names}? If not, remove it."),
    ),
    "missing_entry": Rule(
        "error",
        Text("Posten ”{name}” saknas.", "The entry “{name}” is missing."),
        Text("Lägg till den.", "Add it."),
    ),
    "misspelt_entry": Rule(
        "error",
        Text(
            "”{name}” saknar {missing} men liknar ”{near}”.",
            "“{name}” lacks {missing} but is much like “{near}”.",
        ),
        Text("Menades ”{near}”? Annars: lägg till {missing}.", "Did you mean “{near}”? If not, add {missing}."),
    ),
    "wrong_type": Rule(
        "error",
        Text("Här ska stå {expected}, men här står {found}.", "This should be {expected}, but is {found}."),
        Text("Skriv {expected}.", "Write {expected}."),
    ),
    "not_a_number": Rule(
        "error",
        Text("”{found}” är inget tal.", "“{found}” is not a number."),
        Text(
            "Skriv ett tal med siffror och decimaltecken, utan enhet, exponent eller mellanrum.",
            "Write a number in digits with a decimal mark, without unit, exponent or blanks.",
        ),
    ),
    "number_too_long": Rule(
        "error",
        Text("Talet har {digits} siffror; högst 30 läses.", "The number has {digits} digits; at most 30 are read."),
        Text("Kontrollera talet och avrunda det.", "Check the number and round it."),
    ),
    "thousands_mark": Rule(
        "error",
        Text("”{found}” har tusentalsavgränsare.", "“{found}” has thousands marks."),
        Text("Skriv talet utan dem: {without}.", "Write the number without them: {without}."),
    ),
    "other_decimal_mark": Rule(
        "error",
        Text(
            "”{found}” har fel decimaltecken: här är det {due}.",
            "“{found}” has another decimal mark: here it is {due}.",
        ),
        Text("Skriv {swapped}.", "Write {swapped}."),
    ),
    "two_readings": Rule(
        "error",
        Text(
            "”{found}” kan läsas på två sätt: som {whole}, eller som ett tal med decimaler.",
            "“{found}” can be read in two ways: as {whole}, or as a number with decimals.",
        ),
        Text(
            "Skriv {whole}, eller {decimal} om det är decimaler.", "Write {whole}, or {decimal} if they are decimals."
        ),
    ),
    "bad_id": Rule(
        "error",
        Text("”{found}” kan inte vara ett id.", "“{found}” can't be an id."),
        Text(
            "Använd små bokstäver a–z, siffror och understreck, med en bokstav först.",
            "Use the letters a–z in lower case, digits and underscores, a letter first.",
        ),
    ),
    "bad_month": Rule(
        "error",
        Text("”{found}” är ingen månad.", "“{found}” is not a month."),
        Text("Skriv månaden som 2021-07.", "Write the month as 2021-07."),
    ),
    "spoiled_month": Rule(
        "error",
        Text(
            "”{found}” är en månad som ett kalkylark har gjort om.",
            "“{found}” is a month that a spreadsheet has rewritten.",
        ),
        Text(
            "Ge kolumnen formatet Text i kalkylarket, skriv månaden som 2021-07 och spara på nytt.",
            "Format the column as Text in the spreadsheet, write the month as 2021-07 and save again.",
        ),
    ),
    "bad_date": Rule(
        "error",
        Text("”{found}” är inget datum.", "“{found}” is not a date."),
        Text("Skriv datumet som 2022-08-15, utan citattecken.", "Write the date as 2022-08-15, without quotes."),
    ),
    "wrong_choice": Rule(
        "error",
        Text("”{found}” är inget av valen.", "“{found}” is not one of the choices."),
        Text("Välj ett av: {names}.", "Choose one of: {names}."),
    ),
    "unknown_format": Rule(
        "error",
        Text("Format {found} känns inte igen.", "Format {found} is not known."),
        Text("Den här versionen läser format 1.", "This version reads format 1."),
    ),
    "unknown_arithmetic": Rule(
        "error",
        Text("Räknesätt {found} känns inte igen.", "Arithmetic {found} is not known."),
        Text(
            "Den här versionen räknar enligt räknesätt 1 och räknar aldrig om enligt andra regler.",
            "This version calculates by arithmetic 1 and never recalculates by other rules.",
        ),
    ),
    "empty_file": Rule(
        "error",
        Text("Filen är tom.", "The file is empty."),
        Text("Första raden ska vara rubriken: {names}.", "The first row is the heading: {names}."),
    ),
    "wrong_heading": Rule(
        "error",
        Text("Rubrikraden stämmer inte: {faults}.", "The heading is not right: {faults}."),
        Text("Rubriken ska vara: {names}. Ta bort andra kolumner.", "The heading is: {names}. Remove other columns."),
    ),
    "wrong_field_count": Rule(
        "error",
        Text("Raden har {found} fält, rubriken {due}.", "The row has {found} fields, the heading {due}."),
        Text(
            "Kontrollera avgränsare och citattecken på raden. I en kommaseparerad fil är punkt decimaltecken.",
            "Check separators and quotes in the row. In a comma-separated file the decimal mark is the point.",
        ),
    ),
    "stray_quote": Rule(
        "error",
        Text(
            'Ett citattecken (") börjar på raden men slutar inte där det ska.',
            'A quotation mark (") begins in the row but does not end where it should.',
        ),
        Text(
            'Ta bort det, eller skriv det dubbelt ("") inom citattecken om det hör till texten.',
            'Remove it, or write it twice ("") inside quotation marks if it belongs to the text.',
        ),
    ),
    "empty_field": Rule(
        "error",
        Text("Fältet är tomt.", "The field is empty."),
        Text("Fyll i det, eller ta bort raden.", "Fill it in, or remove the row."),
    ),
}
