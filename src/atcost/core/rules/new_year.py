"""Rules: what can't be carried into the year after."""

from __future__ import annotations

from atcost.core.rules.rule import Rule
from atcost.core.words import Text

RULES: dict[str, Rule] = {
    "tables_scattered": Rule(
        "error",
        Text(
            "Delar av samma tabell står för långt isär för att skrivas om på sina platser.",
            "Parts of one table stand too far apart to be rewritten in their places.",
        ),
        Text(
            "Flytta ihop det som hör till samma område, kund eller mätetal.",
            "Move together what belongs to one area, customer or measure.",
        ),
    ),
}
