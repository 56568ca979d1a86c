"""The command line: what a controller types (docs/interface.md).

Exit codes: 0 all is well, 1 findings of level error, 2 wrong usage or a folder that is not there. Heavy libraries are imported
where they are used, so that every command starts quickly.
"""

from __future__ import annotations

from typing import Annotated

import typer

from atcost import __version__
from atcost.cli import prices, transactions
from atcost.cli.screen import said

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=said(
        "Självkostnadspris för gemensamma tjänster: från transaktioner och budget till en prislista som går ihop på öret.",
        "Shared services priced at cost: from transactions and budget to a price list that adds up to the öre.",
    ),
)
COMMANDS = (
    (
        "check",
        prices.check,
        said(
            "Granska ett år: vad modellen säger, allt som är fel, var det står och vad du gör åt det.",
            "Check a year: what the model says, all that is wrong, where, and what to do about it.",
        ),
    ),
    (
        "price",
        prices.price,
        said(
            "Räkna fram prislistan. Med --window dagens pris: samma modell på en annan volymperiod.",
            "Calculate the price list. With --window today's price: the same model on another window of volumes.",
        ),
    ),
    (
        "export",
        prices.export_list,
        said("Skriv prislistan till en fil: csv eller json.", "Write the price list to a file: csv or json."),
    ),
    (
        "new-year",
        prices.new_year,
        said(
            "Lägg upp nästa års mapp ur årets: perioder flyttade, tjänster avgjorda, volymer att komma.",
            "Set up next year's folder from this year's: windows shifted, kinds settled, volumes to come.",
        ),
    ),
    (
        "count",
        transactions.count,
        said(
            "Räkna volymer ur transaktioner med mätetalens SQL; skriver volumes.csv och en rapport där varje rad finns.",
            "Count volumes from transactions by the measures' SQL; writes volumes.csv and a report of every row.",
        ),
    ),
    (
        "rows",
        transactions.rows,
        said("Visa transaktionerna bakom en volym.", "Show the transactions behind a volume."),
    ),
    (
        "sample",
        transactions.sample,
        said(
            "Skriv påhittade transaktioner i källsystemens form, som räknas till precis årets volymer.",
            "Write made-up transactions in the source systems' shapes that count to exactly the year's volumes.",
        ),
    ),
)
for name, command, text in COMMANDS:
    app.command(name, help=text)(command)


def show_version(asked: bool) -> None:  # noqa: FBT001 -- the signature of an option's callback
    """Print the version and stop."""
    if asked:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def options(
    *,
    version: Annotated[  # noqa: ARG001 -- its callback has answered
        bool, typer.Option("--version", is_eager=True, callback=show_version, help=said("Visa versionen.", "Show the version."))
    ] = False,
) -> None:
    """Take the options before a command."""


def main() -> None:
    """Run the command line."""
    app()
