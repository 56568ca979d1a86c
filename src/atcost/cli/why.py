"""Commands that say why: explain."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from atcost.cli import suggestions
from atcost.cli.prices import asked_window, customer_name, other_window, read_folder, without_changes
from atcost.cli.screen import (
    LANGUAGE,
    as_json,
    command,
    give,
    in_language,
    print_findings,
    room,
    said,
    show,
    show_tree,
    stop_on_errors,
    volumes_file,
    wrong_usage,
    year_folder,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from atcost.core.assignment import Column
    from atcost.core.explanation.node import Node
    from atcost.core.finding import Finding
    from atcost.core.model import Model
    from atcost.core.pricing import Pricing
    from atcost.inputs.model_folder import Year

MOST_DIGITS = 4
MOST_NODES = 3_000_000
"""How many parts are written as JSON: beyond it areas that send to each other in a long row repeat each other."""


@command(
    said(
        "Förklara ett pris: meningar, och ett träd ned till årsarbetare, kostnadsschabloner, vikter och volymer.",
        "Explain a price: sentences, and a tree down to FTE, standard rates, weights and volumes.",
    )
)
@year_folder
@customer_name
@click.option(
    "--area",
    metavar="ID",
    shell_complete=suggestions.areas,
    help=said("Bara det här tjänsteområdet.", "This service area only."),
)
@click.option(
    "--key",
    metavar="ID",
    shell_complete=suggestions.keys,
    help=said("Bara den här nyckeln, ett mätetal.", "This key only, a measure."),
)
@click.option(
    "--staff",
    metavar="ID",
    shell_complete=suggestions.staff,
    help=said(
        "Timpriset för den här personalkategorin, i tjänsteområdet.", "This staff category's hourly price, in the area."
    ),
)
@click.option(
    "--depth",
    metavar=said("ANTAL", "NUMBER"),
    default="2",
    show_default=True,
    help=said("Så många nivåer öppnas trädet.", "How many levels of the tree are opened."),
)
@without_changes
@volumes_file
@other_window
@as_json
@in_language
def explain(
    year: Path,
    *,
    customer: str | None,
    area: str | None,
    key: str | None,
    staff: str | None,
    depth: str,
    excluding_changes: bool,
    volumes: Path | None,
    window: str | None,
    as_json: bool,
) -> None:
    """Print why an amount of the price list is what it is."""
    levels = asked_depth(depth)
    if staff is not None and (area is None or customer is not None or key is not None):
        wrong_usage(
            said("Ett timpris är ett områdes: --area och --staff", "An hourly price is an area's: --area and --staff")
        )
    from atcost.core.finding import concerning

    read = read_folder(year, volumes, asked_window(window))
    stop_on_errors(read.findings, as_json=as_json)
    pricing = priced(read, "before" if excluding_changes else "kind", as_json=as_json)
    root, sentences = answer(pricing, customer, area, key, staff)
    shows = transactions_behind(year, pricing.model, window)
    findings = concerning(pricing.findings, customer)
    if as_json:
        print_json(root, shows, findings)
        return
    from atcost.outputs.origins import origins
    from atcost.outputs.price_page import TODAYS, ground, heading

    model = pricing.model
    todays = [TODAYS.say(LANGUAGE)] if read.is_todays else []
    start = [*todays, heading(model, LANGUAGE), ground(pricing, LANGUAGE, customer), *origins(model, LANGUAGE)]
    show(*start, "", *sentences, "")
    print_tree(root, only_asked(shows, model, customer), levels)
    print_findings([finding for finding in findings if finding.level != "info"])


def answer(
    pricing: Pricing, customer: str | None, area: str | None, key: str | None, staff: str | None
) -> tuple[Node, list[str]]:
    """Return the tree and the sentences of a question, or stop with exit code 2 where there is no such amount."""
    from atcost.core.explanation import Explanation, NotPriced
    from atcost.outputs.explanation_sentences import explanation_sentences, hour_sentences

    try:
        if area is not None and staff is not None:
            hour = Explanation(pricing).of_hour(area, staff)
            return hour, hour_sentences(hour, pricing, LANGUAGE, area, staff)
        root = Explanation(pricing).of(customer, area, key)
        return root, explanation_sentences(pricing, LANGUAGE, customer, area, key)
    except NotPriced as no_price:
        wrong_usage(no_price.text.say(LANGUAGE))


def priced(read: Year, column: Column, *, as_json: bool) -> Pricing:
    """Price a year that has no errors; a fault of the calculation stops with its findings."""
    from atcost.core.finding import Faulty

    try:
        return read.price(column)
    except Faulty as fault:
        stop_on_errors(fault.findings, as_json=as_json)
        raise


def print_tree(root: Node, shows: Callable[[Node], str], levels: int) -> None:
    """Print an explanation as a tree, opened as deep as is asked for and the window lets it, and how to see more."""
    from atcost.outputs.explanation_tree import branches, deepest

    most = deepest(room())
    drawn = branches(root, LANGUAGE, shows, min(levels, most), room())
    show_tree(drawn)
    if any(branch.folded for branch in drawn):
        how = f"--depth {levels + 1}" if levels < most else said("i ett bredare fönster", "in a wider window")
        show(said(f"Mer: {how}; allt: --json", f"More: {how}; all: --json"))


def print_json(root: Node, shows: Callable[[Node], str], findings: Sequence[Finding]) -> None:
    """Print an explanation as JSON with its year's findings, or stop with exit code 2 where it would have no end."""
    from atcost.core.explanation.node import size
    from atcost.outputs.explanation_json import explanation_json

    if size(root) > MOST_NODES:
        wrong_usage(
            said(
                f"Förklaringen har över {MOST_NODES} delar: fråga om mindre, eller utan --json",
                f"The explanation has over {MOST_NODES} parts: ask for less, or without --json",
            )
        )
    for text in explanation_json(root, LANGUAGE, lambda node: "" if node.parts else shows(node), findings):
        give(text)


def transactions_behind(year: Path, model: Model, window: str | None) -> Callable[[Node], str]:
    """Return what gives the command that shows the transactions behind a volume, where the year's folder can (C5).

    Without a month it shows the whole window, which is named where it is not the model's.
    """
    counted = {
        name: measure.source
        for name, measure in model.measures.items()
        if (year / "measures" / measure.source / f"{name}.sql").is_file()
    }
    path = said("SÖKVÄG", "PATH")

    def shows(node: Node) -> str:
        kind, *names = node.cell.split(".")
        if kind != "volume" or names[0] not in counted or names[1] not in model.customers:
            return ""
        measure, customer, *month = names
        asked = f"--source {counted[measure]}={path} --measure {measure} --customer {customer}"
        when = [f"--month {each}" for each in month] or ([f"--window {window}"] if window else [])
        return " ".join(["atcost rows", shlex.quote(str(year)), asked, *when])

    return shows


def only_asked(shows: Callable[[Node], str], model: Model, customer: str | None) -> Callable[[Node], str]:
    """Return the commands that a screen has room for: of the customer asked about, and whose volumes it took over."""
    from atcost.core.volumes import origins

    asked = None if customer is None else {name for name, _ in origins(model, customer)}

    def shows_asked(node: Node) -> str:
        user = node.cell.split(".")[2] if node.cell.startswith("volume.") else ""
        wanted = user == customer if node.parts else (asked is None or user in asked)
        return shows(node) if wanted else ""

    return shows_asked


def asked_depth(text: str) -> int:
    """Read ``--depth``, or stop with exit code 2."""
    if not text.isascii() or not text.isdecimal() or len(text) > MOST_DIGITS:
        wrong_usage(
            said(f"Skriv djupet som ett helt tal, inte {text}", f"Write the depth as a whole number, not {text}")
        )
    return int(text)
