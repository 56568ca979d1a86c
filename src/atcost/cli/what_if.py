"""The command that asks what if: the prices with something changed."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from atcost.cli import suggestions
from atcost.cli.prices import customer_name, known_customer, read_folder
from atcost.cli.screen import (
    LANGUAGE,
    as_json,
    command,
    give,
    in_language,
    print_findings,
    said,
    show,
    stop_on_errors,
    wrong_usage,
    wrongly_asked,
    year_folder,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atcost.core.finding import Finding
    from atcost.core.money import Exact
    from atcost.core.what_if import WhatIf
    from atcost.inputs.model_folder import Year


def answered(language: str) -> str:
    """Return questions with their answers as help shows them: each line by itself, wrapped to the window."""
    page = (Path(__file__).parent / f"questions.{language}.md").read_text(encoding="utf-8")
    return re.sub(r"```console\n(.*?)```\n", lambda found: found[1].replace("\n", "\n\n"), page, flags=re.DOTALL)


@command(
    said(
        "Tänk om: priset med något ändrat, före och efter för alla kunder, och vem som betalar det andra sparar.",
        "What if: the price with something changed, before and after for all customers, and who pays what others save.",
    )
    + "\n\n"
    + answered(LANGUAGE)
)
@year_folder
@click.option(
    "--set",
    "settings",
    metavar=said("CELL=VÄRDE", "CELL=VALUE"),
    multiple=True,
    required=True,
    shell_complete=suggestions.cells,
    help=said(
        "En cell och dess värde: CELL=40, CELL+=2 eller CELL*=0,5; kan upprepas.",
        "A cell and its value: CELL=40, CELL+=2 or CELL*=0.5; may be repeated.",
    ),
)
@click.option(
    "--release",
    metavar=said("PROCENT", "PERCENT"),
    help=said(
        "Så stor del av personalkostnaden bakom en ändrad volym som frigörs, t.ex. 40%.",
        "The part of the staff cost behind a changed volume that is released, such as 40%.",
    ),
)
@customer_name
@as_json
@in_language
def what_if(year: Path, *, settings: tuple[str, ...], release: str | None, customer: str | None, as_json: bool) -> None:
    """Print the prices before and after, or only the findings where the changed year has errors."""
    from atcost.inputs.model_folder import priced_before

    part = asked_part(release)
    read = read_folder(year)
    stop_on_errors(read.findings, as_json=as_json)
    previous, told = priced_before(year, read.documents()[0]) if as_json else (None, [])
    found = asked(year, read, settings, part, told, as_json=as_json)
    if customer is not None:
        known_customer(found, customer)
    if as_json:
        from atcost.outputs.what_if_json import what_if_json

        give(what_if_json(found, previous, LANGUAGE, customer))
        return
    from atcost.outputs.what_if_page import what_if_page

    findings = found.new_findings(customer)
    show(*what_if_page(found, LANGUAGE, customer), *([""] if findings else []))
    print_findings(findings)


def asked(
    year: Path, read: Year, settings: Sequence[str], part: Exact | None, told: Sequence[Finding], *, as_json: bool
) -> WhatIf:
    """Answer a what-if; stop with exit code 2 where a cell or value is none, and with 1 where it leads to errors.

    ``told`` are findings from elsewhere that both price lists shall show.
    """
    from atcost.core.cell_values import Documents
    from atcost.core.finding import Faulty
    from atcost.core.what_if import what_if as answer
    from atcost.inputs.model_folder import with_lines
    from atcost.inputs.settings import read_settings

    wanted, wrong = read_settings(settings, Documents(*read.documents()))
    wrongly_asked(wrong)
    try:
        found = answer(read.price(beside=told), wanted, part)
    except Faulty as fault:
        new = [each for each in with_lines(year, fault.findings) if each not in read.findings]
        stop_on_errors(new, as_json=as_json)
        raise
    findings = (*with_lines(year, found.after.findings), *told)
    return replace(found, after=replace(found.after, findings=findings))


def asked_part(text: str | None) -> Exact | None:
    """Read ``--release``, such as 40% or 0.4, or stop with exit code 2."""
    from atcost.inputs.numbers import Unreadable, either_mark

    if text is None:
        return None
    number = text.rstrip().removesuffix("%")
    try:
        part = Fraction(either_mark(number)) / (1 if number == text.rstrip() else 100)
    except Unreadable:
        part = Fraction(-1)
    if not 0 <= part <= 1:
        wrong_usage(
            said(
                f"Skriv delen som 40%, från 0% till 100%, inte {text}",
                f"Write the part as 40%, from 0% to 100%, not {text}",
            )
        )
    return part
