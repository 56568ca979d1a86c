"""Rules: what would be wrong in a price list itself."""

from __future__ import annotations

from atcost.core.rules.rule import Rule
from atcost.core.words import Text

RULES: dict[str, Rule] = {
    "income_is_not_cost": Rule(
        "error",
        Text(
            "Intäkt {income} är inte kostnad {cost} i {area}: det skiljer {difference} kr.",
            "Income {income} is not cost {cost} in {area}: they differ by SEK {difference}.",
        ),
        Text("Det är ett fel i programmet: rapportera det med mappen.", "This is a fault of the program: report it."),
    ),
    "total_is_not_cost": Rule(
        "error",
        Text(
            "Summan av intäkter och kostnader skiljer {difference} kr.", "Income and cost differ by SEK {difference}."
        ),
        Text("Det är ett fel i programmet: rapportera det med mappen.", "This is a fault of the program: report it."),
    ),
    "changes_do_not_add_up": Rule(
        "error",
        Text(
            "Tjänsterna kostar {cost_excluding} exklusive och {cost} inklusive förändrade uppdrag, men enligt budgetens "
            "rader {budget_excluding} och {budget}.",
            "The services cost {cost_excluding} excluding and {cost} including assignment changes, but by the budget's "
            "rows {budget_excluding} and {budget}.",
        ),
        Text("Det är ett fel i programmet: rapportera det med mappen.", "This is a fault of the program: report it."),
    ),
    "reasons_do_not_add_up": Rule(
        "error",
        Text(
            "Skälen förklarar inte ändringen för {customer}: {left} kr är mer än avrundning.",
            "The reasons do not explain the change of {customer}: SEK {left} is more than rounding.",
        ),
        Text("Det är ett fel i programmet: rapportera det med mapparna.", "This is a fault of the program: report it."),
    ),
}
