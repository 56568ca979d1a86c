"""Rules: what can't be made into a sample."""

from __future__ import annotations

from atcost.core.rules.rule import Rule
from atcost.core.words import Text

RULES: dict[str, Rule] = {
    "sample_without_texts": Rule(
        "error",
        Text("Året har inga texter för påhittade transaktioner.", "The year has no texts for made-up transactions."),
        Text(
            "Skriv dem som measures/KÄLLA/sample/FILNAMN.sql; exemplet Stockholm visar hur.",
            "Write them as measures/SOURCE/sample/FILENAME.sql; the Stockholm example shows how.",
        ),
    ),
    "sample_ending": Rule(
        "error",
        Text(
            "Filnamnet slutar inte på .csv.sql eller .parquet.sql.",
            "The name ends in neither .csv.sql nor .parquet.sql.",
        ),
        Text("Döp om filen efter den fil som den skriver.", "Name the file after the file that it writes."),
    ),
    "sample_quantity": Rule(
        "error",
        Text("{quantity} kan inte bli rader.", "{quantity} can't become rows."),
        Text("Ange ett heltal, noll eller större.", "Give a whole number, zero or more."),
    ),
    "sample_too_large": Rule(
        "error",
        Text(
            "Volymerna är {rows} rader i allt, och den största {quantity}; högst {most} skrivs.",
            "The volumes are {rows} rows in all, and the largest {quantity}; at most {most} are written.",
        ),
        Text("Kontrollera volymen.", "Check the volume."),
    ),
    "sample_over_others": Rule(
        "error",
        Text("Mappen har filer som inte är påhittade.", "The folder holds files that are not made up."),
        Text("Ange en annan mapp med -o.", "Give another folder by -o."),
    ),
    "customer_not_there": Rule(
        "error",
        Text("{customer} finns inte i {month}.", "{customer} does not exist in {month}."),
        Text(
            "Ändra kundens from och to, eller volymens månad.",
            "Change the customer's from and to, or the volume's month.",
        ),
    ),
}
