"""The terminal: which language it speaks, how wide it is, how findings and progress look, and how a command stops."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from atcost.core.finding import errors
from atcost.core.words import Language, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rich.console import Console

    from atcost.core.finding import Finding

WIDE = 1000
"""Columns where nobody's window limits a line: a pipe or a file."""
FINDINGS_EXIT, USAGE_EXIT = 1, 2
LEVELS = {
    "error": Text("FEL", "ERROR"),
    "warning": Text("VARNING", "WARNING"),
    "info": Text("UPPGIFT", "INFO"),
}
COLOURS = {"error": "bold red", "warning": "yellow", "info": "cyan"}


def language_of(arguments: Sequence[str]) -> Language:
    """Return the language asked for by ``--lang``, else by ATCOST_LANG, else Swedish.

    >>> language_of(["price", "2023", "--lang", "en"]), language_of(["--lang=en"])
    ('en', 'en')
    """
    asked = [argument.removeprefix("--lang=") for argument in arguments if argument.startswith("--lang=")]
    asked += [after for argument, after in zip(arguments, arguments[1:], strict=False) if argument == "--lang"]
    asked.append(os.environ.get("ATCOST_LANG", "sv"))
    return "en" if asked[0] == "en" else "sv"


LANGUAGE = language_of(sys.argv)
"""The language of this run: help texts need it before any option is read."""


def said(swedish: str, english: str) -> str:
    """Return a text of the screen in its language."""
    return Text(swedish, english).say(LANGUAGE)


def _known_language(value: str) -> str:
    if value not in ("sv", "en"):
        raise typer.BadParameter(said("välj sv eller en", "choose sv or en"))
    return value


Folder = Annotated[
    Path,
    typer.Argument(metavar=said("ÅR", "YEAR"), help=said("Årets mapp, t.ex. 2023.", "The year's folder, e.g. 2023.")),
]
AsJson = Annotated[bool, typer.Option("--json", help=said("Skriv JSON för program.", "Write JSON for programs."))]
Lang = Annotated[
    str, typer.Option("--lang", callback=_known_language, help=said("Språk: sv eller en.", "Language: sv or en."))
]
VolumesFile = Annotated[
    Path | None, typer.Option("--volumes", help=said("Volymer ur en annan fil.", "Volumes of another file."))
]


def console(*, to_errors: bool = False) -> Console:
    """Return a terminal to print on; lines are as long as they need to be where it is a pipe."""
    from rich.console import Console

    stream = sys.stderr if to_errors else sys.stdout
    return Console(stderr=to_errors, width=None if stream.isatty() else WIDE, highlight=False, emoji=False)


def print_findings(findings: Iterable[Finding], *, to_errors: bool = False) -> None:
    """Print findings, the worst first: level and place, what is wrong, what to do."""
    from rich.text import Text as Line

    terminal = console(to_errors=to_errors)
    for finding in sorted(findings, key=lambda each: list(LEVELS).index(each.level)):
        line = Line(LEVELS[finding.level].say(LANGUAGE), style=COLOURS[finding.level])
        terminal.print(line.append(f"  {finding.place(LANGUAGE)}", style="not bold default"))
        terminal.print(Line(f"    {finding.message(LANGUAGE)}"))
        terminal.print(Line(f"    → {finding.remedy(LANGUAGE)}", style="dim"))


def counted(findings: Sequence[Finding]) -> str:
    """Say how many findings there are of each level."""
    numbers = {level: sum(finding.level == level for finding in findings) for level in LEVELS}
    words = said("fel: {error}, varningar: {warning}, uppgifter: {info}", "errors: {error}, warnings: {warning}, infos: {info}")
    return words.format(**numbers)


def stop_on_errors(findings: Sequence[Finding], *, as_json: bool = False) -> None:
    """Print all findings and stop with exit code 1 where any is an error; then nothing else is printed or written."""
    if not errors(findings):
        return
    if as_json:
        from atcost.outputs.open_data import findings_json

        sys.stdout.write(findings_json(findings, LANGUAGE))
    else:
        print_findings(findings)
        typer.echo(counted(findings))
    raise typer.Exit(FINDINGS_EXIT)


def wrong_usage(message: str) -> NoReturn:
    """Say what is wrong with the call and stop with exit code 2."""
    typer.echo(message, err=True)
    raise typer.Exit(USAGE_EXIT)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Show what is going on, on the error stream: a line that moves on a terminal, a line each step elsewhere."""
    terminal = console(to_errors=True)
    if not terminal.is_terminal:
        yield lambda text: terminal.print(text, markup=False)
        return
    with terminal.status("…") as status:
        yield status.update
