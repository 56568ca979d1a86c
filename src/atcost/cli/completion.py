"""Shell completion: the command that prints what a shell needs to complete atcost's commands, options and paths."""

from __future__ import annotations

import click

from atcost.cli.screen import command, give, in_language, said

PROGRAM = "atcost"
VARIABLE = "_ATCOST_COMPLETE"
"""What click asks a program for completions by; the printed script sets it."""


@command(
    said(
        'Skriv ut det som låter skalet fylla i kommandon och val. I bash: eval "$(atcost completion bash)".',
        'Print what lets the shell complete commands and options. In bash: eval "$(atcost completion bash)".',
    )
)
@click.argument("shell", metavar=said("SKAL", "SHELL"), type=click.Choice(["bash", "zsh", "fish"]))
@in_language
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script of a shell."""
    from click.shell_completion import get_completion_class

    complete = get_completion_class(shell)
    if complete is None:
        raise AssertionError(shell)
    give(complete(context.find_root().command, {}, PROGRAM, VARIABLE).source())
