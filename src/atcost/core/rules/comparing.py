"""Rules: why two years can't be compared."""

from __future__ import annotations

from atcost.core.rules.rule import Rule
from atcost.core.words import Text

RULES: dict[str, Rule] = {
    "compared_with_itself": Rule(
        "error",
        Text("Båda mapparna är samma, så inget kan skilja dem.", "Both folders are the same, so nothing can differ."),
        Text("Ange två mappar, den äldre först.", "Name two folders, the older first."),
    ),
    "currencies_differ": Rule(
        "error",
        Text(
            "Det ena året är i {before}, det andra i {now}, så de kan inte jämföras.",
            "One year is in {before}, the other in {now}, so they can't be compared.",
        ),
        Text("Räkna om den ena mappen till den andras valuta.", "Convert one of the folders to the other's currency."),
    ),
}
