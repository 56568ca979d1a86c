"""Rules: what is wrong with a change that a what-if asks for."""

from __future__ import annotations

from atcost.core.rules.rule import Rule
from atcost.core.words import Text

RULES: dict[str, Rule] = {
    "not_a_setting": Rule(
        "error",
        Text("”{found}” är ingen ändring av en cell.", "“{found}” is no change of a cell."),
        Text(
            "Skriv CELL=40, CELL+=2 (mindre: CELL+=-2) eller CELL*=0,5.",
            "Write CELL=40, CELL+=2 (less: CELL+=-2) or CELL*=0.5.",
        ),
    ),
    "unknown_cell": Rule(
        "error",
        Text("Cellen ”{name}” finns inte.", "There is no cell “{name}”."),
        Text("Närmast är: {names}.", "The nearest are: {names}."),
    ),
    "nothing_to_set": Rule(
        "error",
        Text("Cellen ”{name}” finns inte, och inget i året liknar den.", "There is no cell “{name}”, nor one like it."),
        Text(
            "Lägg till posten i årets mapp, och ändra den sedan; atcost check visar vad mappen har.",
            "Add the entry in the year's folder, then change it; atcost check shows what the folder has.",
        ),
    ),
    "set_twice": Rule(
        "error",
        Text("Cellen {name} sätts två gånger.", "The cell {name} is set twice."),
        Text("Sätt varje cell en gång.", "Set each cell once."),
    ),
    "volume_below_zero": Rule(
        "error",
        Text(
            "Volymen blir {quantity}, och kan inte bli negativ.", "The volume becomes {quantity}; it can't be negative."
        ),
        Text("Sätt den till noll eller mer.", "Set it to zero or more."),
    ),
    "only_a_number_changes": Rule(
        "error",
        Text(
            "{name} är inget tal, så den kan bara sättas med =.", "{name} is not a number, so it can only be set, by =."
        ),
        Text("Skriv {name}=VÄRDE.", "Write {name}=VALUE."),
    ),
    "cell_not_reached": Rule(
        "error",
        Text(
            "Cellen kan inte bli vad den sätts till: en annan ändring flyttar den, eller så är den en kombinerad volym "
            "som är noll.",
            "The cell can't become what it is set to: another change moves it, or it is a combined volume that is zero.",
        ),
        Text(
            "Sätt varje cell en gång; i stället för en kombinerad volym som är noll, sätt ett av mätetalen i den.",
            "Set each cell once; instead of a combined volume that is zero, set one of the measures in it.",
        ),
    ),
    "release_of_tariff_area": Rule(
        "error",
        Text(
            "Ändringen når {area}, ett tariffområde: kunden betalar styckpris × volym, vad det än kostar, så vad som "
            "frigörs kommer ingen till del.",
            "The change reaches {area}, a tariff area: a customer pays unit price × volume, whatever it costs, so what "
            "is released is to nobody's benefit.",
        ),
        Text(
            "Räkna utan --release, eller ge nycklarna vikter i stället för styckpriser.",
            "Calculate without --release, or give the keys weights instead of unit prices.",
        ),
    ),
}
