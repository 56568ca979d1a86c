"""Rules: what keeps a workbook from being read back: its sheets, its cells, and the folder that it is read to."""

from __future__ import annotations

from atcost.core.rules.rule import Rule
from atcost.core.words import Text

AGAIN = Text(
    "Skriv en ny arbetsbok med atcost export ÅR workbook, och gör ändringarna i den.",
    "Write a new workbook with atcost export YEAR workbook, and make the changes in that.",
)

NEW = Text(
    "Nya kunder, tjänster, mätetal och personalkategorier läggs till i årets mapp; exportera sedan på nytt.",
    "New customers, services, measures and staff categories are added in the year's folder; then export again.",
)

RULES: dict[str, Rule] = {
    "workbook_not_ours": Rule(
        "error",
        Text(
            "Arbetsboken saknar det dolda bladet ”atcost”, som säger vilket år den är och var allt står.",
            "The workbook lacks the hidden sheet “atcost”, which says what year it is and where everything stands.",
        ),
        AGAIN,
    ),
    "workbook_altered": Rule(
        "error",
        Text(
            "Det dolda bladet ”atcost” är ändrat eller skadat: {part}.",
            "The hidden sheet “atcost” is altered or damaged: {part}.",
        ),
        AGAIN,
    ),
    "workbook_other_format": Rule(
        "error",
        Text(
            "Arbetsboken har formen {found}; den här versionen läser {due}.",
            "The workbook has the form {found}; this version reads {due}.",
        ),
        Text("Läs den med den version av atcost som skrev den.", "Read it with the version of atcost that wrote it."),
    ),
    "sheet_missing": Rule(
        "error",
        Text("Bladet ”{name}” saknas, eller har bytt namn.", "The sheet “{name}” is missing, or has another name."),
        Text(
            "Ge bladet tillbaka sitt namn; är det borttaget, ångra det, eller skriv en ny arbetsbok med "
            "atcost export ÅR workbook och gör ändringarna i den.",
            "Give the sheet its name back; if it was removed, undo that, or write a new workbook with "
            "atcost export YEAR workbook and make the changes in that.",
        ),
    ),
    "cell_moved": Rule(
        "error",
        Text(
            "Här stod ”{due}”, men nu {found}: något har flyttats, så bladet läses inte.",
            "This was “{due}”, but is {found} now: something was moved, so the sheet is not read.",
        ),
        Text(
            "Ångra sorteringen, och det som har satts in, flyttats eller tagits bort bland rader och kolumner.",
            "Undo the sorting, and what was inserted, moved or removed among rows and columns.",
        ),
    ),
    "lines_inserted": Rule(
        "error",
        Text(
            "{what} har satts in: ”{due}” stod här, men står nu i {now}. Bladet läses inte.",
            "{what} were inserted: “{due}” was here, but is in {now} now. The sheet is not read.",
        ),
        Text(
            "Ta bort det insatta. Nya kunder, tjänster och mätetal läggs in i årets mapp (model.toml), och en ny arbetsbok "
            "skrivs ur den; nya nycklar och justeringar skrivs i tomma gula celler.",
            "Remove what was inserted. New customers, services and measures are put in the year's folder (model.toml), and "
            "a new workbook is written from it; new keys and adjustments go in empty yellow cells.",
        ),
    ),
    "lines_removed": Rule(
        "error",
        Text(
            "{what} har tagits bort: ”{due}” stod här, men nu {found}. Bladet läses inte.",
            "{what} were removed: “{due}” was here, but is {found} now. The sheet is not read.",
        ),
        Text(
            "Ångra det. Den volym eller vikt som inte ska räknas blir 0; kunder, tjänster och nycklar tas bort i årets mapp "
            "(model.toml), och en ny arbetsbok skrivs ur den.",
            "Undo it. A volume or weight that is not to count becomes 0; customers, services and keys are removed in the "
            "year's folder (model.toml), and a new workbook is written from it.",
        ),
    ),
    "cell_not_a_number": Rule(
        "error",
        Text("Här ska stå ett tal, men här står {found}.", "This should be a number, but is {found}."),
        Text("Skriv bara talet, utan enhet eller annan text.", "Write only the number, without a unit or other text."),
    ),
    "cell_is_formula": Rule(
        "error",
        Text("Här ska stå ett värde, men här står en formel.", "This should be a value, but is a formula."),
        Text(
            "Ersätt formeln med sitt värde (kopiera, klistra in special, värden).",
            "Replace the formula by its value (copy, paste special, values).",
        ),
    ),
    "cell_is_error": Rule(
        "error",
        Text("Cellen visar felet {found}.", "The cell shows the error {found}."),
        Text("Skriv värdet igen.", "Write the value again."),
    ),
    "cell_is_date": Rule(
        "error",
        Text(
            "Här ska stå ett tal, men kalkylprogrammet har gjort det till datumet {found}.",
            "This should be a number, but the spreadsheet has made it the date {found}.",
        ),
        Text("Ge cellen talformat, och skriv talet igen.", "Give the cell a number's format, and write it again."),
    ),
    "cell_unknown_name": Rule(
        "error",
        Text("{what} {found} finns inte i modellen.", "{what} {found} is not in the model."),
        Text(
            "Menades något av: {names}? Skriv titeln eller id:t. " + NEW.sv,
            "Did you mean: {names}? Write the title or the id. " + NEW.en,
        ),
    ),
    "cell_not_read": Rule(
        "warning",
        Text(
            "Här står {found}, utanför det som fanns på bladet, och läses inte.",
            "Here is {found}, outside what there was on the sheet, and is not read.",
        ),
        Text("Ändra i gula celler. " + NEW.sv, "Make changes in yellow cells. " + NEW.en),
    ),
    "cell_is_empty": Rule(
        "error",
        Text("{what} saknas här.", "{what} is missing here."),
        Text("Fyll i det, eller töm resten av raden.", "Fill it in, or empty the rest of the row."),
    ),
    "cells_incomplete": Rule(
        "error",
        Text("{missing} saknas för det som läggs till här.", "{missing} is missing from what is added here."),
        Text("Fyll i det, eller töm alla cellerna.", "Fill it in, or empty all of the cells."),
    ),
    "key_there_already": Rule(
        "error",
        Text("{area} har redan en nyckel på {measure}.", "{area} already has a key on {measure}."),
        Text("Ändra vikten på den, och töm cellerna här.", "Change its weight, and empty the cells here."),
    ),
    "volume_given_twice": Rule(
        "error",
        Text(
            "{volume} har ett värde här, och ett annat i {other}.", "{volume} has a value here, and another in {other}."
        ),
        Text("Ta bort det ena.", "Remove one of them."),
    ),
    "head_no_month": Rule(
        "error",
        Text("”{found}” står där en månad ska stå.", "“{found}” is where a month should be."),
        Text(
            "Ta bort kolumnen, om den inte gäller en månad; skriv annars månaden som 2021-07 eller juli 2021.",
            "Remove the column, if it is not of a month; else write the month as 2021-07 or July 2021.",
        ),
    ),
    "no_months_above": Rule(
        "error",
        Text(
            "Här står volymer, men ingen rad ovanför säger vilka månader de gäller.",
            "There are volumes here, but no row above says for which months.",
        ),
        Text(
            "Skriv månaderna överst, som 2021-07, en i varje kolumn, och mätetalet till vänster om dem.",
            "Write the months above, as 2021-07, one a column, and the measure to the left of them.",
        ),
    ),
    "volume_negative": Rule(
        "error",
        Text("Volymen är negativ: {quantity}.", "The quantity is negative: {quantity}."),
        Text(
            "Skriv månadens antal; en känd minskning skrivs i en gul rad på bladet Justeringar.",
            "Write the month's count; a known decrease goes in a yellow row of the sheet Adjustments.",
        ),
    ),
    "hours_missing": Rule(
        "error",
        Text(
            "Tjänster per timme kostar, men har inga debiterbara timmar: {area}.",
            "Services by the hour cost, but have no chargeable hours: {area}.",
        ),
        Text(
            "Skriv timmar större än noll på bladet Kostnader, eller tjänsternas årsarbetare på bladet Årsarbetare.",
            "Write hours above zero on the sheet Costs, or the services' FTE on the sheet FTE.",
        ),
    ),
    "key_unused": Rule(
        "error",
        Text(
            "Nyckeln {measure} i {area} har ingen volym alls, så ingen kan bära dess del.",
            "The key {measure} of {area} has no volume at all, so nobody can bear its part.",
        ),
        Text(
            "Skriv volymer på bladet Volymer, eller ta bort nyckeln i årets mapp (model.toml).",
            "Write volumes on the sheet Volumes, or remove the key in the year's folder (model.toml).",
        ),
    ),
    "folder_has_other_documents": Rule(
        "error",
        Text(
            "Mappen har inte det som arbetsboken skrevs ur: den är ändrad sedan dess, eller är ett annat år.",
            "The folder does not have what the workbook was written from: it was changed since, or is another year.",
        ),
        Text(
            "Ange en ny mapp, eller exportera mappen igen och gör ändringarna i den arbetsboken.",
            "Give a new folder, or export the folder again and make the changes in that workbook.",
        ),
    ),
    "folder_not_kept": Rule(
        "error",
        Text(
            "model.toml är skriven så att ändringarna inte kan föras in på sina platser.",
            "model.toml is written so that the changes can't be put in their places.",
        ),
        Text("Ange en ny mapp.", "Give a new folder."),
    ),
}
