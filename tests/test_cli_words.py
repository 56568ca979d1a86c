"""The command line in both languages: help, wrong usage, and what a shell completes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from atcost.outputs import FORMATS
from atcost.outputs.text_table import width
from tests.console import EXAMPLES, SMALL, STOCKHOLM, atcost, environment, in_process

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = (
    *(
        "check",
        "price",
        "explain",
        "compare",
        "what-if",
        "export",
        "new-year",
        "count",
        "rows",
        "sample",
        "publish",
        "verify",
    ),
    "completion",
)
SAME_IN_BOTH = {
    *COMMANDS,
    *(
        "atcost",
        "bash",
        "csv",
        "document",
        "json",
        "pdf",
        "sql",
        "workbook",
        "xlsx",
        "sv",
        "en",
        "ID",
        "JSON",
        "SQL",
        "CSV",
        "Excel",
        "plain",
        "parquet",
        "duckdb",
        "cell",
        "CELL",
        "controller",
        "tail",
        "FORMAT",
        "FROM",
        "TO",
        "eval",
        "index",
        "overhead",
    ),
    *("new", "year", "volumes", "what", "if", "read", "workbook"),  # parts of names
}
"""Names, which are what they are in every language."""


def words(text: str) -> set[str]:
    """Return the words of a help text but options, commands typed as examples, cells and files, which are names."""
    return set(re.findall(r"[^\W\d_]+", re.sub(r"(?s)\$ .*?\n\n|(?<!\w)--?[a-z][a-z-]*|\w+(\.\w+)+", "", text)))


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_in_both_languages(command: str | None) -> None:
    asked = [command] if command else []
    swedish, short, english = (
        atcost(*asked, "--help"),
        atcost(*asked, "-h"),
        atcost(*asked, "--help", language="en"),
    )
    assert swedish == short
    assert (swedish.code, swedish.err) == (english.code, english.err) == (0, "")
    assert swedish.out.startswith("Användning: atcost")
    assert english.out.startswith("Usage: atcost")
    assert words(swedish.out) & words(english.out) <= SAME_IN_BOTH
    assert re.findall(r"--[a-z][a-z-]*", swedish.out) == re.findall(r"--[a-z][a-z-]*", english.out)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("columns", [200, 80, 60])
def test_the_list_of_commands_says_each_in_a_whole_sentence(language: str, columns: int) -> None:
    said = " ".join(atcost("-h", language=language, columns=columns).out.split())
    assert "..." not in said
    for command in COMMANDS:
        first = " ".join(atcost(command, "-h", language=language, columns=columns).out.split("\n\n")[1].split())
        assert f"{command} {first.partition('. ')[0].removesuffix('.')}. " in f"{said} "


@pytest.mark.parametrize("columns", [120, 80, 60])
@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_fits_the_window(command: str | None, columns: int) -> None:
    out = atcost(*([command] if command else []), "--help", columns=columns).out
    assert [line for line in out.splitlines() if width(line) > columns] == []


def test_an_english_word_in_swedish_help_would_be_seen() -> None:
    assert words("Visa the price") & words("Show the price") == {"the", "price"}


@pytest.mark.parametrize(
    ("arguments", "swedish", "english"),
    [
        (("price",), "Argument saknas: 'ÅR'.", "Missing argument 'YEAR'."),
        (("price", "x", "--foo"), "Valet '--foo' finns inte.", "No such option '--foo'."),
        (
            ("prise",),
            "Kommandot 'prise' finns inte. Menades 'price'?",
            "No such command 'prise'. Did you mean 'price'?",
        ),
        (("export", "x", "csv"), "Val saknas: '-o' / '--output'.", "Missing option '-o' / '--output'."),
        (("price", "x", "y"), "Ett argument för mycket (y)", "Got unexpected extra argument (y)"),
        (("price", "--customer"), "Valet '--customer' behöver ett värde.", "Option '--customer' requires an argument."),
        (("completion", "x"), "'x' är inget av 'bash', 'zsh', 'fish'.", "'x' is not one of 'bash', 'zsh', 'fish'."),
    ],
    ids=str,
)
def test_wrong_usage_in_both_languages(arguments: tuple[str, ...], swedish: str, english: str) -> None:
    said = atcost(*arguments).err
    assert f"Fel: {swedish}" in said or said.endswith(f"{swedish}\n")
    assert not words(said) & {"Usage", "Error", "Try", "Missing", "Invalid", "Got", "No", "Options", "for", "help"} - {
        "help"
    }
    assert english in atcost(*arguments, language="en").err


def test_the_language_of_a_run() -> None:
    run = atcost("price", SMALL, "--lang", "en")
    assert "Total 2025" in run.out
    assert "2,110,246.23" in run.out
    assert run == atcost("price", SMALL, "--lang=en") == atcost("price", SMALL, language="en")
    assert "Summa 2025" in atcost("price", SMALL, "--lang", "sv", language="en").out
    assert "2\N{NO-BREAK SPACE}110\N{NO-BREAK SPACE}246,23" in atcost("price", SMALL).out


def test_the_version() -> None:
    assert atcost("--version") == (0, "atcost, version 0.1.0\n", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shells_script(shell: str) -> None:
    run = atcost("completion", shell)
    assert (run.code, run.err) == (0, "")
    assert f"_ATCOST_COMPLETE={shell}_complete" in run.out


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (f"export {SMALL} ", [*FORMATS]),
        (f"export {SMALL} c", ["csv", "csv-plain"]),
        (f"price {SMALL} --customer ", ["school", "care", "parks"]),
        (f"price {SMALL} --customer p", ["parks"]),
        (f"explain {SMALL} --area ", ["invoices", "payslips"]),
        (f"explain {SMALL} --key ", ["bills", "reminders", "employees"]),
        (f"explain {SMALL} --staff s", ["specialist"]),
        (f"what-if {SMALL} --customer c", ["care"]),
        (f"compare {EXAMPLES}/nowhere {SMALL} --area p", ["payslips"]),
        (f"compare {STOCKHOLM} {SMALL} --customer p", ["parks"]),
        (f"rows {SMALL} --measure b", ["bills"]),
        (f"rows {SMALL} --customer s", ["school"]),
        (f"rows {STOCKHOLM} --measure cl", []),
        (f"rows {STOCKHOLM} --source b", ["ber="]),
        (f"count {STOCKHOLM} --source ", ["agresso=", "lois=", "ber="]),
        (f"price {EXAMPLES}/nowhere --customer ", []),
    ],
)
def test_a_shell_completes_names_of_the_folder(typed: str, offered: list[str]) -> None:
    words = f"atcost {typed}".split(" ")
    asked = environment(_ATCOST_COMPLETE="bash_complete", COMP_WORDS=" ".join(words), COMP_CWORD=str(len(words) - 1))
    lines = in_process(env=asked).stdout.splitlines()
    assert [line.partition(",")[2] for line in lines if line] == offered


def test_bash_completes(tmp_path: Path) -> None:
    """The script in a real bash, with an atcost on the path."""
    program = tmp_path / "atcost"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m atcost.cli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = """
        eval "$(atcost completion bash)"
        for line in "atcost pr" "atcost price --ex" "atcost completion z"; do
            COMP_WORDS=($line) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            COMPREPLY=(); _atcost_completion atcost; echo "${COMPREPLY[@]}"
        done"""
    path = f"{tmp_path}:{os.environ['PATH']}"
    run = subprocess.run(
        ["/bin/bash", "-c", script], env=environment(PATH=path), capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines() == ["price", "--excluding-changes", "zsh"]
