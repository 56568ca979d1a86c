"""The terminal: which language it speaks, how findings and progress look, and how a command stops."""

from __future__ import annotations

import errno
import gettext
import os
import shutil
import sys
from contextlib import contextmanager
from io import TextIOWrapper
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from atcost.core.finding import LONGEST, errors
from atcost.core.words import Language, Text, legible, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any, TextIO

    from atcost.core.finding import Finding
    from atcost.outputs.explanation_tree import Branch
    from atcost.outputs.text_table import Block

FINDINGS_EXIT, USAGE_EXIT = 1, 2
LEVELS = {
    "error": Text("FEL", "ERROR"),
    "warning": Text("VARNING", "WARNING"),
    "info": Text("UPPGIFT", "INFO"),
}
REFUSALS = {
    errno.EACCES: Text("du har inte rätt till det", "you may not"),
    errno.EISDIR: Text("det är en mapp", "it is a folder"),
    errno.ENOENT: Text("den finns inte", "it is not there"),
    errno.ENAMETOOLONG: Text("namnet är för långt", "the name is too long"),
    errno.ENOSPC: Text("disken är full", "the disk is full"),
    errno.ENOTDIR: Text("en fil står där en mapp behövs", "a file stands where a folder is needed"),
    errno.EEXIST: Text("en fil står där en mapp behövs", "a file stands where a folder is needed"),
}
MARGIN = "    "
LEAST_ROOM = 24
"""What a narrower window is taken for."""
COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


def language_of(arguments: Sequence[str]) -> Language:
    """Return the language asked for by ``--lang``, else by ATCOST_LANG, else Swedish.

    >>> language_of(["price", "2023", "--lang", "en"]), language_of(["--lang=en"])
    ('en', 'en')
    """
    asked = [argument.removeprefix("--lang=") for argument in arguments if argument.startswith("--lang=")]
    asked += [after for argument, after in pairwise(arguments) if argument == "--lang"]
    asked.append(os.environ.get("ATCOST_LANG", "sv"))
    return "en" if asked[0] == "en" else "sv"


LANGUAGE = language_of(sys.argv)
"""The language of this run: help texts need it before any option is read."""


def said(swedish: str, english: str) -> str:
    """Return a text of the screen in its language."""
    return Text(swedish, english).say(LANGUAGE)


def speak() -> None:
    """Let click speak the language of this run, and a terminal that lacks a letter show a question mark for it.

    Click says its own words through gettext's functions of the process. Where a shell has closed a stream (``>&-``),
    what goes there goes nowhere.
    """
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    os.environ["LANGUAGE"] = LANGUAGE
    gettext.bindtextdomain("click", LOCALE)
    gettext.textdomain("click")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def command(text: str, kind: type[click.Command] = click.Command) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a function a command with a help text, whose first sentence stands whole in the list of commands."""
    first = text.partition("\n\n")[0].partition(". ")[0].rstrip(".") + "."
    return click.command(cls=kind, help=text, short_help=first, options_metavar=OPTIONS)


LOCALE = Path(__file__).parent / "locale"
OPTIONS = said("[VAL]", "[OPTIONS]")
FOLDER = click.Path(path_type=Path)
in_language = click.option(
    "--lang",
    type=click.Choice(["sv", "en"]),
    expose_value=False,
    help=said("Språk, svenska om inget sägs.", "Language."),
)
as_json = click.option(
    "--json", "as_json", is_flag=True, help=said("Skriv JSON för program.", "Write JSON for programs.")
)
year_folder = click.argument("year", metavar=said("ÅR", "YEAR"), type=FOLDER)
old_folder = click.argument("old", metavar=said("GAMMALT", "OLD"), type=FOLDER)
new_folder = click.argument("new", metavar=said("NYTT", "NEW"), type=FOLDER)
volumes_file = click.option(
    "--volumes",
    metavar=said("FIL", "FILE"),
    type=FOLDER,
    help=said("Volymer ur en annan fil.", "Volumes of another file."),
)


def tell(line: str, *, err: bool = False, **style: Any) -> None:  # noqa: ANN401 -- what click.style takes
    """Print one line for people: but for trees and progress the one place where text becomes screen, made legible."""
    line = legible(line)
    click.echo(click.style(line, **style) if style else line, err=err)


def show(*blocks: Block, err: bool = False) -> None:
    """Print sentences and tables for people, at the width of the window."""
    from atcost.outputs.text_table import laid_out

    for line in laid_out(blocks, room(err=err)):
        tell(line, err=err)


def show_tree(branches: Iterable[Branch]) -> None:
    """Draw a tree for people, the first branch being its root; nothing in its texts steers the screen either."""
    from rich.console import Console
    from rich.text import Text as Styled
    from rich.tree import Tree

    way: list[Tree] = []
    for branch in branches:
        lines = (Styled.assemble(legible(text), (legible(note), "dim")) for text, note in branch.lines)
        label = Styled("\n", no_wrap=True, overflow="ignore").join(lines)
        way[branch.level :] = [way[branch.level - 1].add(label) if branch.level else Tree(label)]
    Console(highlight=False, width=room()).print(way[0])


def give(text: str) -> None:
    """Print what programs read, as it is: JSON, in which what can't be seen is escaped, or a shell's script."""
    click.echo(text, nl=False)


def room(*, err: bool = False) -> int:
    """Return how many columns a line may have: the window's, and no end of them in a pipe or a file."""
    from atcost.outputs.text_table import UNBOUNDED

    stream = sys.stderr if err else sys.stdout
    return max(LEAST_ROOM, shutil.get_terminal_size().columns) if stream.isatty() else UNBOUNDED


def print_findings(findings: Iterable[Finding], *, err: bool = False) -> None:
    """Print findings, the worst first: level and place, what is wrong, what to do."""
    for finding in sorted(findings, key=lambda each: list(LEVELS).index(each.level)):
        level = LEVELS[finding.level].say(LANGUAGE)
        tell_indented(finding.place(LANGUAGE), f"{level}  ", err=err, fg=COLOURS[finding.level], bold=True)
        tell_indented(finding.message(LANGUAGE), MARGIN, err=err)
        tell_indented(finding.remedy(LANGUAGE), f"{MARGIN}→ ", err=err, dim=True)


def tell_indented(text: str, start: str, *, err: bool, **style: Any) -> None:  # noqa: ANN401 -- what click.style takes
    """Print a sentence whose lines stand under each other behind its start."""
    from atcost.outputs.text_table import wrapped

    for number, line in enumerate(wrapped(text, room(err=err) - len(start))):
        tell((" " * len(start) if number else start) + line, err=err, **style)


def counted(findings: Sequence[Finding]) -> str:
    """Say how many findings there are of each level."""
    numbers = {level: sum(finding.level == level for finding in findings) for level in LEVELS}
    words = said(
        "fel: {error}, varningar: {warning}, uppgifter: {info}", "errors: {error}, warnings: {warning}, infos: {info}"
    )
    return words.format(**numbers)


def stop_on_errors(findings: Sequence[Finding], *, as_json: bool = False) -> None:
    """Print all findings and stop with exit code 1 where any is an error; then nothing else is printed or written."""
    if not errors(findings):
        return
    if as_json:
        from atcost.outputs.open_data import findings_json

        give(findings_json(findings, LANGUAGE))
    else:
        print_findings(findings)
        show(counted(findings))
    raise click.exceptions.Exit(FINDINGS_EXIT)


def wrong_usage(message: str) -> NoReturn:
    """Say what is wrong with the call and stop with exit code 2."""
    show(message, err=True)
    raise click.exceptions.Exit(USAGE_EXIT)


def wrongly_asked(findings: Sequence[Finding]) -> None:
    """Print what is wrong with the call and stop with exit code 2, where anything is."""
    if findings:
        print_findings(findings, err=True)
        raise click.exceptions.Exit(USAGE_EXIT)


def disk_text(fault: OSError) -> str:
    """Say what the disk refused: a name too long, a folder in the file's place, no room, no right to write."""
    reason = REFUSALS.get(fault.errno or 0)
    why = reason.say(LANGUAGE) if reason else fault.strerror or str(fault)
    name = fault.filename2 or fault.filename
    where = f" {shown(name, LONGEST)}" if name else ""
    return said(f"Det går inte att läsa eller skriva{where}: {why}", f"Can't read or write{where}: {why}")


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Show what is going on, on the error stream: a line that moves on a terminal, a line each step elsewhere."""
    from rich.console import Console
    from rich.markup import escape

    terminal = Console(stderr=True, highlight=False)
    if not terminal.is_terminal:
        yield lambda text: tell(text, err=True)
        return
    with terminal.status("…") as status:
        yield lambda text: status.update(escape(legible(text)))
