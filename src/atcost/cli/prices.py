"""Commands on a year's folder: check, price, export, new-year."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atcost.cli.screen import (
    LANGUAGE,
    AsJson,
    Folder,
    Lang,
    VolumesFile,
    console,
    counted,
    print_findings,
    said,
    stop_on_errors,
    wrong_usage,
)

if TYPE_CHECKING:
    from atcost.core.assignment import Column
    from atcost.core.period import Window
    from atcost.core.price_list import PriceList
    from atcost.core.pricing import Pricing
    from atcost.inputs.model_folder import Year

Previous = Annotated[
    Path | None,
    typer.Option("--previous", help=said("Förra årets mapp, att jämföra med.", "Last year's folder, to compare with.")),
]
CustomerName = Annotated[
    str | None, typer.Option("--customer", help=said("Bara den här kunden (id).", "This customer only (id)."))
]
WindowText = Annotated[
    str | None,
    typer.Option("--window", metavar="FROM..TO", help=said("T.ex. 2022-01..2022-12.", "E.g. 2022-01..2022-12.")),
]
Excluding = Annotated[
    bool, typer.Option("--excluding-changes", help=said("Utan förändrade uppdrag.", "Without assignment changes."))
]


def check(year: Folder, *, as_json: AsJson = False, lang: Lang = LANGUAGE) -> None:  # noqa: ARG001 -- read at start
    """Print what the model says, and all findings about the folder."""
    read = read_folder(year)
    stop_on_errors(read.findings, as_json=as_json)
    if as_json:
        from atcost.outputs.open_data import findings_json

        sys.stdout.write(findings_json(read.findings, LANGUAGE))
        return
    from atcost.outputs.model_table import model_tables

    terminal = console()
    for part in model_tables(read.model, LANGUAGE) if read.model else ():
        terminal.print(part)
    print_findings(read.findings)
    typer.echo(counted(read.findings))


def price(  # noqa: PLR0913 -- the options of docs/interface.md
    year: Folder,
    *,
    customer: CustomerName = None,
    excluding_changes: Excluding = False,
    volumes: VolumesFile = None,
    window: WindowText = None,
    previous: Previous = None,
    as_json: AsJson = False,
    lang: Lang = LANGUAGE,  # noqa: ARG001 -- read at start
) -> None:
    """Print the price list, or only the findings where any is an error."""
    read = read_folder(year, volumes, asked_window(window))
    stop_on_errors(read.findings, as_json=as_json)
    priced = priced_beside(year, read, previous, "before" if excluding_changes else "kind", as_json=as_json)
    if customer is not None and customer not in priced.customers:
        known = ", ".join(priced.customers)
        wrong_usage(said(f"Kunden ”{customer}” har inget pris. Finns: {known}", f"“{customer}” has no price. There are: {known}"))
    if as_json:
        from atcost.outputs.open_data import for_customer, price_view, to_json

        view = price_view(priced, LANGUAGE)
        sys.stdout.write(to_json(for_customer(view, customer) if customer else view))
        return
    from atcost.outputs.price_page import price_page

    terminal = console()
    for part in price_page(priced, LANGUAGE, terminal, customer):
        terminal.print(part)
    print_findings(priced.pricing.findings)


def export_list(  # noqa: PLR0913 -- the options of docs/interface.md
    year: Folder,
    file_format: Annotated[str, typer.Argument(metavar="FORMAT", help="csv | json")],
    output: Annotated[Path, typer.Option("-o", "--output", help=said("Filen att skriva.", "The file to write."))],
    *,
    customer: CustomerName = None,
    previous: Previous = None,
    volumes: VolumesFile = None,
    lang: Lang = LANGUAGE,  # noqa: ARG001 -- read at start
) -> None:
    """Write the price list in one of the formats."""
    from atcost.outputs import FORMATS
    from atcost.outputs.files import write_text

    if file_format not in FORMATS:
        wrong_usage(said("Formatet ska vara något av: ", "The format is one of: ") + ", ".join(FORMATS))
    read = read_folder(year, volumes)
    stop_on_errors(read.findings)
    write_text(output, FORMATS[file_format](priced_beside(year, read, previous, "kind"), LANGUAGE))
    typer.echo(said(f"Skrev {output}", f"Wrote {output}"))


def new_year(
    old: Folder,
    new: Annotated[Path, typer.Argument(metavar=said("NYTT", "NEW"), help=said("Mappen att lägga upp.", "The folder to make."))],
    *,
    lang: Lang = LANGUAGE,  # noqa: ARG001 -- read at start
) -> None:
    """Write next year's folder; never into one that is there."""
    from atcost.outputs.files import making_folder
    from atcost.outputs.new_year import next_budget, next_model

    read = read_folder(old)
    stop_on_errors(read.findings)
    if new.exists():
        wrong_usage(said(f"Mappen finns redan: {new}", f"The folder is there already: {new}"))
    model, _ = read.priceable
    document = (old / "model.toml").read_text(encoding="utf-8-sig")
    with making_folder(new) as folder:
        texts = {
            "model.toml": next_model(document, model, os.path.relpath(old.resolve(), new.resolve())),
            "budget.csv": next_budget(model),
            "volumes.csv": "measure,customer,month,quantity\n",
        }
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8", newline="")
        if (old / "measures").is_dir():
            shutil.copytree(old / "measures", folder / "measures")
    typer.echo(said(f"Skrev {new}. Ändra budget.csv, räkna volymer, ", f"Wrote {new}. Change budget.csv, count volumes, "), nl=False)
    typer.echo(said(f"och kör: atcost check {new}", f"and run: atcost check {new}"))


def read_folder(folder: Path, volumes: Path | None = None, window: Window | None = None) -> Year:
    """Read a year's folder, or stop with exit code 2 where there is none."""
    from atcost.inputs.model_folder import read_year

    if not folder.is_dir():
        wrong_usage(said(f"Mappen finns inte: {folder}", f"There is no such folder: {folder}"))
    if volumes is not None and not volumes.is_file():
        wrong_usage(said(f"Filen finns inte: {volumes}", f"There is no such file: {volumes}"))
    return read_year(folder, volumes, window)


def asked_window(text: str | None) -> Window | None:
    """Read ``--window FROM..TO``, or stop with exit code 2."""
    from atcost.core.period import Window
    from atcost.inputs.numbers import Unreadable, read_month

    if text is None:
        return None
    first, mark, last = text.partition("..")
    try:
        window = Window(read_month(first), read_month(last if mark else first))
    except Unreadable:
        window = None
    if not window:
        wrong_usage(said(f"Skriv perioden som 2022-01..2022-12, inte {text}", f"Write the window as 2022-01..2022-12, not {text}"))
    return window


def priced_beside(
    folder: Path, read: Year, previous: Path | None, column: Column, *, as_json: bool = False
) -> PriceList:
    """Price a year that has no errors beside the year before; a fault of the calculation stops with its findings."""
    from atcost.core.finding import Faulty
    from atcost.core.price_list import price_list
    from atcost.core.pricing import price as price_year
    from atcost.inputs.model_folder import priced_before

    if previous is not None and not previous.is_dir():
        wrong_usage(said(f"Mappen finns inte: {previous}", f"There is no such folder: {previous}"))
    model, volumes = read.priceable
    try:
        pricing: Pricing = price_year(model, volumes, column)
    except Faulty as fault:
        stop_on_errors(fault.findings, as_json=as_json)
        raise
    before, findings = priced_before(folder, model, previous)
    return price_list(pricing.with_findings([*read.findings, *findings]), before)
