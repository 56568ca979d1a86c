"""The command that counts: transactions to volumes, with an account of every row."""

from __future__ import annotations

import shlex
from itertools import chain
from typing import TYPE_CHECKING

import click

from atcost.cli.prices import asked_window, other_window
from atcost.cli.screen import (
    FOLDER,
    LANGUAGE,
    as_json,
    command,
    give,
    in_language,
    print_findings,
    progress,
    said,
    show,
    stop_on_errors,
    wrong_usage,
    year_folder,
)
from atcost.cli.transactions import named_paths, read_model_folder, sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from atcost.core.model import Model, VolumeRow
    from atcost.inputs.measures import Counting


@command(
    said(
        "Räkna volymer ur transaktioner med mätetalens SQL. Skriver volumes.csv och redovisar varje läst rad. "
        "Med --window de volymer som dagens pris räknas på, till en egen fil.",
        "Count volumes from transactions by the measures' SQL. Writes volumes.csv and accounts for every row read. "
        "With --window the volumes that today's price is calculated on, to a file of their own.",
    )
)
@year_folder
@sources
@click.option(
    "--engine",
    type=click.Choice(["duckdb"]),
    default="duckdb",
    expose_value=False,  # one so far
    help=said("Räknemotor.", "What counts."),
)
@click.option(
    "-o",
    "--output",
    metavar=said("FIL", "FILE"),
    type=FOLDER,
    help=said("Filen att skriva; annars årets volumes.csv.", "The file to write; else the year's volumes.csv."),
)
@other_window
@as_json
@in_language
def count(year: Path, *, source: tuple[str, ...], output: Path | None, window: str | None, as_json: bool) -> None:
    """Count and write volumes; the rows of measures whose source is not given are kept."""
    from atcost.core.count_checks import check_count
    from atcost.inputs.measures import count as count_measures

    other = asked_window(window)
    model = read_model_folder(year, as_json=as_json)
    model = model.counted_over(other or model.volumes)
    paths = named_paths(source)
    output = counted_file(year, output, paths.values(), on_own_window=other is None)
    before = volumes_before(year, as_json=as_json)
    with progress() as tell:
        counting = count_measures(year, model, paths, lambda measure: tell(counting_text(model, measure)))
    counting.findings.extend(check_count(model, before, counting.counts, counting.rows))
    stop_on_errors(counting.findings, as_json=as_json)
    refused = write_counting(year, model, counting, output, as_json=as_json)
    if as_json:
        print_counting_as_json(counting, refused)
    else:
        print_counting(model, counting, output, refused)
        if other:
            asked = f"atcost price {shlex.quote(f'{year}')} --volumes {shlex.quote(f'{output}')} --window {other}"
            show(said(f"Dagens pris: {asked}", f"Today's price: {asked}"))


def counting_text(model: Model, measure: str) -> str:
    """Say what is being counted."""
    title = model.measures[measure].title
    return said(f"Räknar {title.sv}", f"Counting {title.en}")


def counted_file(year: Path, output: Path | None, sources: Iterable[Path], *, on_own_window: bool) -> Path:
    """Return the file that a count writes, or stop with exit code 2 where it, or the list beside it, can't be.

    The year's volumes.csv is what its price list stands on: volumes of another window never take its place.
    """
    from atcost.cli.targets import documents, target
    from atcost.outputs.volumes_csv import refused_file

    own = year / "volumes.csv"
    if output is None and not on_own_window:
        wrong_usage(said("Med --window behövs också -o FIL.", "With --window there has to be an -o FILE."))
    left_alone = [path for path in documents(year) if path != own or not on_own_window]
    given = [] if output is None else [*sources, *left_alone]
    output = target(output or own, given, ".csv")
    target(refused_file(output), given)
    return output


def volumes_before(year: Path, *, as_json: bool) -> Sequence[VolumeRow]:
    """Return the rows of the year's volumes as they are, or stop where they can't be read."""
    from atcost.inputs.documents import load_volumes, volumes_file

    if not volumes_file(year).exists():
        return ()
    volumes, findings = load_volumes(volumes_file(year))
    stop_on_errors(findings, as_json=as_json)
    return volumes.rows


def write_counting(year: Path, model: Model, counting: Counting, output: Path, *, as_json: bool) -> Path | None:
    """Write the year's volumes with what was counted, and the rows refused; return where those are, if any."""
    from atcost.core.counting import merged
    from atcost.inputs.measures import refused_before
    from atcost.outputs.volumes_csv import refused_file, write_counted

    now = {count.measure for count in counting.counts}
    return write_counted(
        output,
        lambda: merged(model, volumes_before(year, as_json=as_json), counting.counts, counting.rows),
        lambda: chain(refused_before(refused_file(year / "volumes.csv"), now), counting.refused),
        LANGUAGE,
    )


def print_counting_as_json(counting: Counting, refused: Path | None) -> None:
    """Print what became of every row, for programs."""
    from atcost.outputs.count_report import count_view
    from atcost.outputs.open_data import finding_views, to_json

    view = {"sources": count_view(counting.counts), "findings": finding_views(counting.findings, LANGUAGE)}
    give(to_json({**view, "refused": str(refused) if refused else None}))


def print_counting(model: Model, counting: Counting, output: Path, refused: Path | None) -> None:
    """Print what became of every row, and where the volumes and the refused rows are."""
    from atcost.outputs.count_report import count_page

    show(*count_page(model, counting.counts, LANGUAGE), "")
    print_findings(counting.findings)
    show(said(f"Skrev {output}", f"Wrote {output}"))
    if refused:
        show(said(f"Avvisade rader med skäl: {refused}", f"Refused rows with reasons: {refused}"))
