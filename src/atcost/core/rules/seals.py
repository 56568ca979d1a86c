"""Rules: what is wrong with a sealed price list."""

from __future__ import annotations

from atcost.core.rules.rule import Rule
from atcost.core.words import Text

ORIGINAL = Text(
    "Hämta originalet, och jämför dess kontrollsumma med den i protokollet.",
    "Get the original, and compare its digest with that in the minutes.",
)

RULES: dict[str, Rule] = {
    "seal_unreadable": Rule(
        "error",
        Text(
            "Filen kan inte läsas som en förseglad prislista: {reason}.",
            "The file can't be read as a sealed price list: {reason}.",
        ),
        Text(
            "Ange en fil som atcost publish har skrivit; är det en sådan är den skadad, så hämta originalet.",
            "Give a file that atcost publish wrote; if it is one it is damaged, so get the original.",
        ),
    ),
    "seal_rewritten": Rule(
        "error",
        Text(
            "Filen är inte skriven som atcost skriver den, från {place}: något har ändrat den.",
            "The file is not written as atcost writes it, from {place} on: something changed it.",
        ),
        Text(
            "Hämta originalet; ett program som öppnar och sparar filen, eller byter radslut, skriver om den.",
            "Get the original; a program that opens and saves the file, or changes line ends, rewrites it.",
        ),
    ),
    "seal_altered": Rule(
        "error",
        Text(
            "Ändrat efter förseglingen: {part} (eller delens kontrollsumma).",
            "Altered after it was sealed: {part} (or the checksum of that part).",
        ),
        ORIGINAL,
    ),
    "seal_impossible": Rule(
        "error",
        Text("Detta kan inte ha förseglats: {reason}", "This can't have been sealed: {reason}"),
        ORIGINAL,
    ),
    "seal_digest_differs": Rule(
        "error",
        Text(
            "Kontrollsumman är {file}, men modell, budget och volymer ger {computed}.",
            "The digest is {file}, but model, budget and volumes give {computed}.",
        ),
        ORIGINAL,
    ),
    "seal_price_differs": Rule(
        "error",
        Text(
            "{customer}, {area}: priset är {file} i filen, {computed} omräknat.",
            "{customer}, {area}: the price is {file} in the file, {computed} computed again.",
        ),
        ORIGINAL,
    ),
    "seal_result_differs": Rule(
        "error",
        Text(
            "Omräknat skiljer {part} (antal: {count}), först {where}: {file} i filen, {computed} omräknat.",
            "Computed again, {part} differ (number: {count}), first {where}: {file} in the file, {computed} computed.",
        ),
        ORIGINAL,
    ),
    "is_proposal": Rule(
        "warning",
        Text("{path} är ett förslag, ingen beslutad prislista.", "{path} is a proposal, no decided price list."),
        Text("Ange den beslutade, om det är den som menas.", "Name the decided one, if that is meant."),
    ),
}
