"""Rules: what is wrong in sources, measures and their counting."""

from __future__ import annotations

from atcost.core.rules.rule import Rule
from atcost.core.words import Text

RULES: dict[str, Rule] = {
    "source_not_there": Rule(
        "error",
        Text("Källan {source} kan inte läsas: {reason}.", "The source {source} can't be read: {reason}."),
        Text("Kontrollera sökvägen efter --source {source}=.", "Check the path after --source {source}=."),
    ),
    "source_not_given": Rule(
        "error",
        Text("Källan {source} behövs men är inte angiven.", "The source {source} is needed but not given."),
        Text("Ange den: --source {source}=SÖKVÄG.", "Give it: --source {source}=PATH."),
    ),
    "source_without_texts": Rule(
        "error",
        Text("Källan {source} har inga mätetal i SQL.", "The source {source} has no measures in SQL."),
        Text("Lägg en fil per mätetal här: mätetalets id och .sql.", "Put a file a measure here: its id and .sql."),
    ),
    "measure_without_text": Rule(
        "warning",
        Text(
            "{measure} räknas inte: filen saknas. Dess rader i volymfilen behålls.",
            "{measure} is not counted: the file is missing. Its rows in the volumes file stay.",
        ),
        Text("Skriv filen, eller för in volymerna för hand.", "Write the file, or enter the volumes by hand."),
    ),
    "measure_elsewhere": Rule(
        "error",
        Text(
            "{measure} hör enligt modellen till källan {source}.",
            "By the model {measure} belongs to the source {source}.",
        ),
        Text(
            "Flytta filen dit, eller ändra källan i modellen.",
            "Move the file there, or change the source in the model.",
        ),
    ),
    "measure_combines": Rule(
        "error",
        Text(
            "{measure} är sammansatt av {names} och har inga egna rader.",
            "{measure} is made of {names} and has no rows of its own.",
        ),
        Text("Fråga efter ett av dem: {names}.", "Ask for one of them: {names}."),
    ),
    "customer_without_codes": Rule(
        "error",
        Text("{customer} har inga koder i källsystemen.", "{customer} has no codes in the source systems."),
        Text('Skriv dem: codes = ["…"].', 'Write them: codes = ["…"].'),
    ),
    "table_missing": Rule(
        "error",
        Text(
            "Tabellen ”{name}” finns inte bland källans filer.", "There is no table “{name}” among the source's files."
        ),
        Text(
            "Finns: {names}. En tabell heter som sin fil, med små bokstäver a–z och utan datum.",
            "There are: {names}. A table is called as its file, in small letters a–z and without date.",
        ),
    ),
    "unreadable_parquet": Rule(
        "error",
        Text("Filen kan inte läsas som Parquet: {reason}", "The file can't be read as Parquet: {reason}"),
        Text("Ta ut den på nytt.", "Extract it anew."),
    ),
    "heading_missing": Rule(
        "error",
        Text("Filen har ingen rubrikrad.", "The file has no heading."),
        Text("Första raden ska vara kolumnernas namn.", "The first row is the names of the columns."),
    ),
    "heading_twice": Rule(
        "error",
        Text(
            "Kolumnen ”{name}” finns redan (source_row är vår egen).",
            "The column “{name}” is already there (source_row is ours).",
        ),
        Text("Ge kolumnen ett eget namn.", "Give the column a name of its own."),
    ),
    "sql_not_select": Rule(
        "error",
        Text("Filen är inte en enda SELECT.", "The file is not one single SELECT."),
        Text(
            "Skriv en SELECT som ger rader; inget annat körs.",
            "Write one SELECT that yields rows; nothing else is run.",
        ),
    ),
    "sql_fails": Rule(
        "error",
        Text("Frågan kan inte köras: {reason}", "The query can't be run: {reason}"),
        Text("Rätta den efter motorns besked.", "Correct it by what the engine says."),
    ),
    "sql_column_unknown": Rule(
        "error",
        Text(
            "Kolumnen ”{name}” finns inte. Rubrikraden ger: {tables}.",
            "There is no column “{name}”. The heading row gives: {tables}.",
        ),
        Text(
            "Rätta namnet i frågan. Är det ingen rubrik: filens första rad ska vara kolumnernas namn, med komma, semikolon "
            "eller tab emellan; ta bort rader ovanför, och spara om en webbsida eller annan form som CSV.",
            "Correct the name in the query. If that is no heading: the file's first row is the columns' names, parted by "
            "comma, semicolon or tab; remove rows above it, and save a web page or another form anew as CSV.",
        ),
    ),
    "sql_too_large": Rule(
        "error",
        Text(
            "Frågan behöver mer än {memory} minne eller hälften av diskens lediga plats.",
            "The query needs more than {memory} of memory or half of the disk's free room.",
        ),
        Text(
            "Kontrollera att varje JOIN har ett villkor (ON) och att WITH RECURSIVE tar slut.",
            "Check that each JOIN has a condition (ON) and that WITH RECURSIVE ends.",
        ),
    ),
    "sql_too_long": Rule(
        "error",
        Text("Frågan blev inte klar på {minutes} minuter.", "The query was not done in {minutes} minutes."),
        Text(
            "Kontrollera att varje JOIN har ett villkor (ON) och att WITH RECURSIVE tar slut.",
            "Check that each JOIN has a condition (ON) and that WITH RECURSIVE ends.",
        ),
    ),
    "sql_column_missing": Rule(
        "error",
        Text("Frågan ger inte kolumnen.", "The query does not yield the column."),
        Text(
            "Ge kolumnerna code, date, quantity och source_row.",
            "Yield the columns code, date, quantity and source_row.",
        ),
    ),
    "sql_column_taken": Rule(
        "error",
        Text("Kolumner som börjar med at_ är motorns egna.", "Columns that begin with at_ are the engine's own."),
        Text("Ge kolumnen ett annat namn.", "Give the column another name."),
    ),
    "sql_column_type": Rule(
        "error",
        Text("Kolumnen är {found}.", "The column is {found}."),
        Text("Gör om den med CAST till {expected}.", "Turn it by CAST into {expected}."),
    ),
    "rows_refused": Rule(
        "warning",
        Text("Rader som inte räknas: {rows}, {reason}.", "Rows that are not counted: {rows}, {reason}."),
        Text(
            "Se listan över avvisade rader, med radnummer. {remedy}",
            "See the list of refused rows, with row numbers. {remedy}",
        ),
    ),
    "counted_below_zero": Rule(
        "error",
        Text("{measure} blir under noll för: {places}.", "{measure} becomes less than zero for: {places}."),
        Text(
            "Uteslut kreditrader med en kolumn not_…, eller ge dem datum i den månad som de rättar: ett pris räknas inte "
            "på en månad under noll.",
            "Exclude credit rows by a column not_…, or date them in the month that they correct: no price is calculated "
            "on a month below zero.",
        ),
    ),
    "nothing_counted": Rule(
        "warning",
        Text(
            "{measure} får inga rader i {window} (lästa: {read}). De som fanns i årets volymer följer inte med "
            "(antal: {rows}).",
            "{measure} gets no rows in {window} (rows read: {read}). Those of the year's volumes are not kept "
            "(number: {rows}).",
        ),
        Text(
            "Kontrollera uttaget: är filen tom, eller är raderna avvisade, undantagna, utanför perioden eller utan kund?",
            "Check the extract: is the file empty, or are its rows refused, excluded, outside the window or of nobody?",
        ),
    ),
    "rows_without_codes": Rule(
        "warning",
        Text(
            "Kunder utan koder kan inte räknas, och deras rader följer inte med (antal: {rows}): {customers}.",
            "Customers without codes can't be counted, and their rows are not kept (number: {rows}): {customers}.",
        ),
        Text(
            'Skriv deras koder: codes = ["…"], eller för in raderna för hand efter räkningen.',
            'Write their codes: codes = ["…"], or enter the rows by hand after the count.',
        ),
    ),
    "rows_without_thing": Rule(
        "warning",
        Text("Rader som inte säger vilken sak de gäller: {rows}.", "Rows that don't say what they are about: {rows}."),
        Text(
            "Uteslut dem med en kolumn not_… om de inte ska räknas; annars fyll i kolumnen thing.",
            "Exclude them by a column not_… if they don't count; else fill in the column thing.",
        ),
    ),
    "codes_of_nobody": Rule(
        "warning",
        Text(
            "Rader med koder som ingen kund har: {rows}. Koderna (rader): {codes}.",
            "Rows of codes that no customer has: {rows}. The codes (rows): {codes}.",
        ),
        Text(
            "Lägg koden hos en kund (codes), eller uteslut raderna med en kolumn not_….",
            "Add the code to a customer (codes), or exclude the rows by a column not_….",
        ),
    ),
}
