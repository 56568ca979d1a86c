"""The command line: what a controller types (docs/interface.md).

Exit codes: 0 all is well, 1 findings of level error, 2 wrong usage or a folder that is not there, 130 interrupted.
Heavy libraries are imported where they are used, so that every command starts quickly.
"""

from __future__ import annotations

import signal
import sys

import click

from atcost.cli import compare, completion, counts, prices, publish, read_workbook, transactions, what_if, why
from atcost.cli.screen import OPTIONS, USAGE_EXIT, disk_text, said, show, speak
from atcost.core.version import __version__

PROGRAM = completion.PROGRAM
INTERRUPTED_EXIT = 130
COMMANDS = {
    "check": prices.check,
    "price": prices.price,
    "explain": why.explain,
    "compare": compare.compare,
    "what-if": what_if.what_if,
    "export": prices.export,
    "read-workbook": read_workbook.read_workbook,
    "new-year": prices.new_year,
    "count": counts.count,
    "rows": transactions.rows,
    "sample": transactions.sample,
    "publish": publish.publish,
    "verify": publish.verify,
    "completion": completion.completion,
}


@click.group(
    commands=COMMANDS,
    options_metavar=OPTIONS,
    subcommand_metavar=said("KOMMANDO …", "COMMAND …"),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=said(
        "Självkostnadspris för gemensamma tjänster: från transaktioner till en prislista som går ihop på öret.",
        "Shared services priced at cost: from transactions to a price list that adds up to the öre.",
    ),
)
@click.version_option(__version__, prog_name=PROGRAM, help=said("Visa versionen.", "Show the version."))
def app() -> None:
    """Hold the commands."""


def main() -> None:
    """Run the command line."""
    speak()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # who is told to end cleans up as after Ctrl-C
    try:
        sys.exit(app(prog_name=PROGRAM, standalone_mode=False))
    except click.Abort:
        show(said("Avbrutet.", "Interrupted."), err=True)
        sys.exit(INTERRUPTED_EXIT)
    except click.ClickException as fault:
        fault.show()
        sys.exit(fault.exit_code)
    except OSError as fault:
        show(disk_text(fault), err=True)
        sys.exit(USAGE_EXIT)
