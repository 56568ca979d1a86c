"""Commands that show and make up transactions: rows, sample; and how transactions are given."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from atcost.cli import suggestions
from atcost.cli.prices import asked_window, other_window
from atcost.cli.screen import (
    FOLDER,
    LANGUAGE,
    as_json,
    command,
    give,
    in_language,
    progress,
    said,
    show,
    stop_on_errors,
    wrong_usage,
    wrongly_asked,
    year_folder,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atcost.core.model import Model
    from atcost.core.period import Month
    from atcost.inputs.measures import Transactions

FIRST_ROWS = 20
"""How many transactions a screen shows; a file holds them all."""

sources = click.option(
    "--source",
    "source",
    metavar=said("NAMN=SÖKVÄG", "NAME=PATH"),
    multiple=True,
    required=True,
    shell_complete=suggestions.sources,
    help=said("En källa och dess fil eller mapp; kan upprepas.", "A source and its file or folder; may be repeated."),
)


@command(said("Visa transaktionerna bakom en volym.", "Show the transactions behind a volume."))
@year_folder
@sources
@click.option(
    "--measure",
    metavar="ID",
    required=True,
    shell_complete=suggestions.measures,
    help=said("Mätetalet.", "The measure."),
)
@click.option(
    "--customer",
    metavar="ID",
    required=True,
    shell_complete=suggestions.customers,
    help=said("Kunden.", "The customer."),
)
@click.option(
    "--month", metavar=said("MÅNAD", "MONTH"), help=said("En månad, t.ex. 2021-07.", "One month, e.g. 2021-07.")
)
@other_window
@click.option(
    "-o",
    "--output",
    metavar=said("FIL", "FILE"),
    type=FOLDER,
    help=said("Skriv alla till en CSV-fil.", "Write all to a CSV file."),
)
@as_json
@in_language
def rows(
    year: Path,
    *,
    source: tuple[str, ...],
    measure: str,
    customer: str,
    month: str | None,
    window: str | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Print the first rows behind a volume, or write them all."""
    from atcost.cli.targets import documents, target
    from atcost.core.finding import Faulty
    from atcost.inputs.measures import rows as rows_behind
    from atcost.outputs.count_report import volume_lines

    asked, other = asked_month(month), asked_window(window)
    model = read_model_folder(year, as_json=as_json)
    model = model.counted_over(other or model.volumes)
    paths = named_paths(source)
    if output is not None:
        target(output, [*documents(year), *paths.values()], ".csv")
    try:
        with rows_behind(year, model, paths, measure, customer, asked) as found:
            show_rows(found, output, as_json=as_json)
            if not as_json:
                show(
                    *volume_lines(
                        model, found.behind, LANGUAGE, counts_things=found.counts_things, of_month=asked is not None
                    )
                )
    except Faulty as fault:
        wrongly_asked([finding for finding in fault.findings if finding.rule == "unknown_name"])
        stop_on_errors(fault.findings, as_json=as_json)
        raise


@command(
    said(
        "Skriv påhittade transaktioner i källsystemens form, som räknas till precis årets volymer.",
        "Write made-up transactions in the source systems' shapes that count to exactly the year's volumes.",
    )
)
@year_folder
@click.option(
    "-o",
    "--output",
    metavar=said("MAPP", "FOLDER"),
    type=FOLDER,
    required=True,
    help=said("Mappen att skriva.", "The folder to write."),
)
@click.option(
    "--scale",
    metavar=said("DEL", "PART"),
    default="1.0",
    show_default=True,
    help=said(
        "Så stor del av huvudbokens rader som skrivs, över 0 och högst 1; antalen blir ändå desamma.",
        "The part of the ledger's rows that is written, above 0 and at most 1; the counts stay the same.",
    ),
)
@in_language
def sample(year: Path, *, output: Path, scale: str) -> None:
    """Write a year of synthetic transactions."""
    from atcost.cli.prices import read_folder
    from atcost.core.finding import Faulty
    from atcost.inputs.engine import Engine
    from atcost.inputs.measure_texts import sample_texts
    from atcost.outputs.sample import Setting, write_sample

    setting = Setting(asked_scale(scale))
    read = read_folder(year)
    stop_on_errors(read.findings)
    model, volumes = read.documents()
    output.mkdir(parents=True, exist_ok=True)
    try:
        with progress() as tell, Engine(work=output) as engine:
            files = write_sample(
                engine,
                sample_texts(year),
                model,
                volumes,
                output,
                setting,
                lambda name: tell(said(f"Skriver {name}", f"Writing {name}")),
            )
    except Faulty as fault:
        stop_on_errors(fault.findings)
        raise
    show(
        said(
            f"Skrev {len(files)} filer med påhittade transaktioner till {output}",
            f"Wrote {len(files)} files of made-up transactions to {output}",
        )
    )


def read_model_folder(folder: Path, *, as_json: bool = False) -> Model:
    """Read the model of a year's folder, or stop with its findings; volumes may be still to come."""
    from atcost.inputs.model_folder import load_model, with_lines

    if not folder.is_dir():
        wrong_usage(said(f"Mappen finns inte: {folder}", f"There is no such folder: {folder}"))
    model, findings = load_model(folder)
    stop_on_errors(with_lines(folder, findings), as_json=as_json)
    if model is None:
        raise AssertionError(findings)
    return model


def named_paths(sources: Sequence[str]) -> dict[str, Path]:
    """Read ``NAME=PATH`` options, or stop with exit code 2."""
    paths = {}
    for text in sources:
        name, mark, path = text.partition("=")
        if not mark or not name or not path:
            wrong_usage(said(f"Skriv källan som NAMN=SÖKVÄG, inte {text}", f"Write a source as NAME=PATH, not {text}"))
        if name in paths:
            wrong_usage(said(f"Källan {name} står två gånger", f"The source {name} is given twice"))
        if not Path(path).exists():
            wrong_usage(said(f"Källan {name} finns inte där: {path}", f"The source {name} is not there: {path}"))
        paths[name] = Path(path)
    return paths


def asked_scale(text: str) -> Fraction:
    """Read ``--scale``, or stop with exit code 2."""
    from atcost.inputs.numbers import Unreadable, exact

    try:
        scale = Fraction(exact(text.replace(",", ".")))
    except Unreadable:
        scale = Fraction(0)
    if not 0 < scale <= 1:
        wrong_usage(
            said(
                f"Skriv skalan som ett tal över 0 och högst 1, inte {text}",
                f"Write a scale above 0 and at most 1, not {text}",
            )
        )
    return scale


def asked_month(text: str | None) -> Month | None:
    """Read ``--month``, or stop with exit code 2."""
    from atcost.inputs.numbers import Unreadable, read_month

    try:
        return None if text is None else read_month(text)
    except Unreadable:
        wrong_usage(
            said(
                f"Skriv månaden som 2021-07, med år 1900–2199, inte {text}",
                f"Write the month as 2021-07, of a year from 1900 to 2199, not {text}",
            )
        )


def show_rows(found: Transactions, output: Path | None, *, as_json: bool) -> None:
    """Print the first rows as a table, all as JSON, or write all to a file."""
    if output is not None:
        from atcost.outputs.files import replacing
        from atcost.outputs.volumes_csv import write_rows

        with replacing(output) as (beside,):
            number = write_rows(beside, found.columns, found.rows)
        show(said(f"Skrev {number} rader till {output}", f"Wrote {number} rows to {output}"))
    elif as_json:
        from atcost.core.words import decimal_text
        from atcost.outputs.open_data import to_json

        volume = sum(each.volume for each in found.behind)
        listed = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
        give(to_json({"rows": listed, "volume": decimal_text(volume)}))
    else:
        print_first_rows(found)


def print_first_rows(found: Transactions) -> None:
    """Print the first rows as a table, and how many more there are."""
    from atcost.outputs.text_table import Table

    first = [[field or "" for field in row] for row in islice(found.rows, FIRST_ROWS)]
    if not first:
        show(said("Inga rader.", "No rows."))
        return
    show(Table(found.columns, texts=len(found.columns), rows=first))
    more = sum(1 for _ in found.rows)
    if more:
        show(said(f"… och {more} till; -o FIL skriver alla.", f"… and {more} more; -o FILE writes all."))
