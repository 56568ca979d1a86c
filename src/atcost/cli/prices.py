"""Commands on a year's folder: check, price, export, new-year."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from atcost.cli import suggestions
from atcost.cli.screen import (
    FOLDER,
    LANGUAGE,
    as_json,
    command,
    counted,
    give,
    in_language,
    new_folder,
    old_folder,
    print_findings,
    said,
    show,
    stop_on_errors,
    volumes_file,
    wrong_usage,
    year_folder,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from atcost.core.assignment import Column
    from atcost.core.period import Window
    from atcost.core.price_list import PriceList
    from atcost.core.pricing import Pricing
    from atcost.core.what_if import WhatIf
    from atcost.inputs.engine import Engine
    from atcost.inputs.model_folder import Year
    from atcost.outputs import Format

previous_folder = click.option(
    "--previous",
    metavar=said("MAPP|FIL", "FOLDER|FILE"),
    type=FOLDER,
    help=said(
        "Förra årets mapp, eller en förseglad prislista, i stället för modellens.",
        "Last year's folder, or a sealed price list, instead of the model's.",
    ),
)
customer_name = click.option(
    "--customer",
    metavar="ID",
    shell_complete=suggestions.customers,
    help=said("Bara den här kunden.", "This customer only."),
)
without_changes = click.option(
    "--excluding-changes", is_flag=True, help=said("Utan förändrade uppdrag.", "Without assignment changes.")
)
other_window = click.option(
    "--window", metavar="FROM..TO", help=said("Volymperiod, t.ex. 2022-01..2022-12.", "E.g. 2022-01..2022-12.")
)


@command(
    said(
        "Granska ett år: vad modellen säger, allt som är fel, var det står och vad du gör åt det.",
        "Check a year: what the model says, all that is wrong, where, and what to do about it.",
    )
)
@year_folder
@as_json
@in_language
def check(year: Path, *, as_json: bool) -> None:
    """Print what the model says, and all findings about the folder and the year before."""
    from atcost.inputs.model_folder import priced_before

    read = read_folder(year)
    stop_on_errors(read.findings, as_json=as_json)
    model, _ = read.documents()
    findings = [*read.findings, *priced_before(year, model)[1]]
    if as_json:
        from atcost.outputs.open_data import findings_json

        give(findings_json(findings, LANGUAGE))
        return
    from atcost.outputs.model_page import model_page

    show(*model_page(model, read.checked.used, LANGUAGE), "")
    print_findings(findings)
    show(counted(findings))


@command(
    said(
        "Räkna fram prislistan. Med --window och --volumes dagens pris: samma modell på andra volymer.",
        "Calculate the price list. With --window and --volumes today's price: the same model on other volumes.",
    )
)
@year_folder
@customer_name
@without_changes
@volumes_file
@other_window
@previous_folder
@as_json
@in_language
def price(
    year: Path,
    *,
    customer: str | None,
    excluding_changes: bool,
    volumes: Path | None,
    window: str | None,
    previous: Path | None,
    as_json: bool,
) -> None:
    """Print the price list, or only the findings where any is an error."""
    read = read_folder(year, volumes, asked_window(window))
    stop_on_errors(read.findings, as_json=as_json)
    priced = priced_beside(year, read, previous, "before" if excluding_changes else "kind", as_json=as_json)
    if customer is not None:
        known_customer(priced, customer)
    if as_json:
        from atcost.outputs.open_data import price_json

        give(price_json(priced, LANGUAGE, customer))
        return
    from atcost.core.finding import concerning
    from atcost.outputs.price_page import price_page

    findings = concerning(priced.pricing.findings, customer)
    show(*price_page(priced, LANGUAGE, customer), *([""] if findings else []))
    print_findings(findings)


@command(
    said(
        "Skriv prislistan till en fil: för kunder, för program, för Excel eller som en arbetsbok. document (.pdf) är "
        "tjänsteutbud och prislista, med --customer en kunds brev; csv öppnas i Excel med ett dubbelklick; csv-plain, "
        "json och parquet är för program; workbook (.xlsx) räknar själv, med varje väg från årsarbetare till pris, "
        "skälen till ändringar och kontroller. Är det en mapp skriver csv, csv-plain och parquet pris, belopp, "
        "volymer, årsarbetare och kostnader dit, en fil var.",
        "Write the price list to a file: for customers, for programs, for Excel or as a workbook. document (.pdf) is "
        "the service offering and price list, with --customer one customer's letter; csv opens in Excel by a double "
        "click; csv-plain, json and parquet are for programs; workbook (.xlsx) calculates by itself, with every way "
        "from FTE to price, the reasons of changes, and checks. If it is a folder, csv, csv-plain and parquet "
        "write prices, charges, volumes, FTE and costs to it, a file each.",
    )
)
@year_folder
@click.argument("format", metavar="FORMAT", shell_complete=suggestions.formats)
@click.option(
    "-o",
    "--output",
    metavar=said("FIL|MAPP", "FILE|FOLDER"),
    type=FOLDER,
    required=True,
    help=said("Filen att skriva, eller mappen för tabellerna.", "The file to write, or the folder for tables."),
)
@customer_name
@click.option(
    "--seal",
    metavar=said("FIL", "FILE"),
    type=FOLDER,
    help=said(
        "En förseglad prislista: utan den är dokumentet ett förslag.",
        "A sealed price list: without it the document is a proposal.",
    ),
)
@previous_folder
@volumes_file
@in_language
def export(
    year: Path,
    format: str,  # noqa: A002 -- the word of docs/interface.md
    *,
    output: Path,
    customer: str | None,
    seal: Path | None,
    previous: Path | None,
    volumes: Path | None,
) -> None:
    """Write the price list in one of the formats."""
    from atcost.cli.publish import publication
    from atcost.cli.targets import documents, target
    from atcost.core.finding import Faulty
    from atcost.outputs import content, places
    from atcost.outputs.files import replacing

    chosen = asked_format(format, customer, seal)
    if (output / "model.toml").exists():
        wrong_usage(said(f"Här ligger ett år: {output}", f"This is a year's folder: {output}"))
    files = places(format, output)
    for file in files:
        target(file, [*documents(year), *([seal] if seal else [])], chosen.ending)
    read = read_folder(year, volumes)
    stop_on_errors(read.findings)
    priced = priced_beside(year, read, previous, "kind")
    if seal is not None:
        priced = replace(priced, published=publication(seal, priced))
    if customer is not None:
        known_customer(priced, customer)
    try:
        contents = [content(priced, format, table, LANGUAGE, customer, engine) for table in files.values()]
    except Faulty as fault:
        stop_on_errors(fault.findings)
        raise
    with replacing(*files) as besides:
        for beside, written in zip(besides, contents, strict=True):
            beside.write_bytes(written)
    show(said(f"Skrev {', '.join(map(str, files))}", f"Wrote {', '.join(map(str, files))}"))


def asked_format(name: str, customer: str | None, seal: Path | None) -> Format:
    """Return the format of a name, or stop with exit code 2 where there is none or it does not go with the options."""
    from atcost.outputs import FORMATS

    if name not in FORMATS:
        wrong_usage(said("Formatet ska vara något av: ", "The format is one of: ") + ", ".join(FORMATS))
    if customer is not None and not FORMATS[name].of_one:
        wrong_usage(
            said(
                f"{name} är hela årets och skrivs inte för en kund: ta bort --customer.",
                f"{name} is of the whole year and not written for one customer: leave out --customer.",
            )
        )
    if seal is not None and not FORMATS[name].tells_publication:
        wrong_usage(
            said(
                f"{name} säger inte om listan är publicerad: ta bort --seal.",
                f"{name} does not say whether the list is published: leave out --seal.",
            )
        )
    return FORMATS[name]


def engine() -> Engine:
    """Open an engine that can read nothing, to write with."""
    from atcost.inputs.engine import Engine

    return Engine()


@command(
    said(
        "Lägg upp nästa års mapp ur årets: perioder flyttade, tjänster avgjorda, volymer att komma.",
        "Set up next year's folder from this year's: windows shifted, kinds settled, volumes to come.",
    )
)
@old_folder
@new_folder
@in_language
def new_year(old: Path, new: Path) -> None:
    """Write next year's folder; never into one that is there."""
    from atcost.core.finding import Faulty
    from atcost.inputs.decoding import read_text
    from atcost.outputs.files import making_folder
    from atcost.outputs.new_year import copy_texts, left_behind, next_budget, next_model

    read = read_folder(old)
    stop_on_errors(read.findings)
    if new.exists():
        wrong_usage(said(f"Mappen finns redan: {new}", f"The folder is there already: {new}"))
    if new.resolve().is_relative_to(old.resolve()):
        wrong_usage(said(f"{new} ligger i {old}; lägg den bredvid", f"{new} lies inside {old}; put it beside"))
    model, _ = read.documents()
    document, _ = read_text(old / "model.toml")
    try:
        next_document = next_model(document or "", model, os.path.relpath(old.resolve(), new.resolve()))
    except Faulty as fault:
        stop_on_errors(fault.findings)
        raise
    texts = {
        "model.toml": next_document,
        "budget.csv": next_budget(model),
        "volumes.csv": "measure,customer,month,quantity\n",
    }
    with making_folder(new) as folder:
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8", newline="")
        left = copy_texts(old / "measures", folder / "measures")
    show(
        said(
            f"Skrev {new}. Ändra budget.csv, räkna volymer och kör: atcost check {new}",
            f"Wrote {new}. Change budget.csv, count volumes and run: atcost check {new}",
        )
    )
    for each in left_behind(model):
        show(each.say(LANGUAGE))
    if left:
        names = ", ".join(left)
        show(said(f"Följer inte med ur measures: {names}", f"Left behind in measures: {names}"))


def known_customer(priced: PriceList | WhatIf, customer: str) -> None:
    """Stop with exit code 2 where a customer has no price, naming those that have."""
    known(priced.customers, customer, "Kunden")


def known(names: Collection[str], name: str, what: str) -> None:
    """Stop with exit code 2 where a name is none of those that have a price, naming these."""
    if name not in names:
        having = ", ".join(names)
        wrong_usage(
            said(f"{what} ”{name}” har inget pris. Finns: {having}", f"“{name}” has no price. There are: {having}")
        )


def read_folder(folder: Path, volumes: Path | None = None, window: Window | None = None) -> Year:
    """Read a year's folder, or stop with exit code 2 where there is none."""
    from atcost.inputs.model_folder import read_year

    if folder.is_file():
        wrong_usage(
            said(
                f"Det är en fil, inte ett års mapp: {folder}. Ange mappen.",
                f"It is a file, not a year's folder: {folder}. Give the folder.",
            )
        )
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
        wrong_usage(
            said(
                f"Skriv perioden som 2022-01..2022-12, inte {text}", f"Write the window as 2022-01..2022-12, not {text}"
            )
        )
    return window


def priced_beside(
    folder: Path, read: Year, previous: Path | None, column: Column, *, as_json: bool = False
) -> PriceList:
    """Return the price list of a year that has no errors, beside the year before."""
    from atcost.core.price_list import price_list

    return price_list(*priced_years(folder, read, previous, column, as_json=as_json), is_todays=read.is_todays)


def priced_years(
    folder: Path, read: Year, previous: Path | None, column: Column, *, as_json: bool = False
) -> tuple[Pricing, Pricing | None]:
    """Price a year that has no errors, and the year before; a fault of the calculation stops with its findings."""
    from atcost.core.finding import Faulty
    from atcost.inputs.model_folder import priced_before

    if previous is not None and not (previous.is_dir() or previous.is_file()):
        wrong_usage(said(f"Mappen eller filen finns inte: {previous}", f"There is no such folder or file: {previous}"))
    model, _ = read.documents()
    before, findings = priced_before(folder, model, previous, is_todays=read.is_todays)
    try:
        return read.price(column, findings), before
    except Faulty as fault:
        stop_on_errors(fault.findings, as_json=as_json)
        raise
