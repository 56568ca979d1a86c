"""Commands on sealed price lists: publish, verify."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from atcost.cli.prices import priced_years, read_folder
from atcost.cli.screen import (
    FINDINGS_EXIT,
    FOLDER,
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
    year_folder,
)
from atcost.core.version import __version__

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from atcost.core.price_list import PriceList, Publication


@command(
    said(
        "Försegla prislistan: varje belopp och allt det kommer ur, i en fil som kan räknas om om tio år.",
        "Seal the price list: every amount and all that it came from, in a file to compute again in ten years.",
    )
)
@year_folder
@click.option(
    "-o",
    "--output",
    metavar=said("FIL", "FILE"),
    type=FOLDER,
    required=True,
    help=said("Filen att skriva.", "The file to write."),
)
@click.option(
    "--date",
    "on",
    metavar=said("DATUM", "DATE"),
    help=said("Listans datum, t.ex. 2022-11-15.", "The list's date, such as 2022-11-15."),
)
@click.option("--proposal", is_flag=True, help=said("Listan är ett förslag.", "The list is a proposal."))
@in_language
def publish(year: Path, *, output: Path, on: str | None, proposal: bool) -> None:
    """Write the sealed price list once it verifies, and say the digest that the minutes quote."""
    from atcost.cli.targets import documents, target
    from atcost.core.finding import Faulty
    from atcost.core.seal import FORMAT, Seal, canonical_line, digest, sealed
    from atcost.inputs.sealed import unsealed
    from atcost.outputs.files import replacing
    from atcost.outputs.seal_page import FOR_MINUTES, seal_page

    day = None if on is None else asked_date(on)
    read = read_folder(year)
    target(output, documents(year))
    stop_on_errors(read.findings)
    pricing, before = priced_years(year, read, None, "kind")
    seal = Seal(
        format=FORMAT,
        arithmetic=pricing.model.arithmetic,
        version=__version__,
        digest=digest(pricing.model, pricing.volumes),
        on=day,
        proposal=proposal,
        previous_digest=digest(before.model, before.volumes) if before else None,
    )
    text = canonical_line(sealed(pricing, seal))
    try:
        with replacing(output) as (beside,):
            if output.exists() and output.read_bytes() != text.encode():
                wrong_usage(
                    said(
                        f"En annan fil finns redan, och det förseglade skrivs aldrig över; byt namn: {output}",
                        f"Another file is there, and what was sealed is never written over; rename: {output}",
                    )
                )
            beside.write_text(text, encoding="utf-8", newline="")
            unsealed(beside)
    except Faulty as fault:
        stop_on_errors(fault.findings)
        raise
    print_findings(pricing.findings)
    show(
        said(f"Skrev {output}", f"Wrote {output}"), *seal_page(seal, pricing, text, LANGUAGE), FOR_MINUTES.say(LANGUAGE)
    )


@command(
    said(
        "Räkna om en förseglad prislista: säg om varje belopp är detsamma, eller vad som skiljer.",
        "Compute a sealed price list again: say whether every amount is the same, or what differs.",
    )
)
@click.argument("file", metavar=said("FIL", "FILE"), type=FOLDER)
@as_json
@in_language
def verify(file: Path, *, as_json: bool) -> None:
    """Print what a sealed list says, or all that is wrong with it."""
    from atcost.core.finding import Faulty
    from atcost.inputs.sealed import unsealed
    from atcost.outputs.seal_page import IS_EQUAL, IS_NOT_EQUAL, TO_MINUTES, seal_page, unequal_json, verified_json

    if not file.is_file():
        wrong_usage(said(f"Filen finns inte: {file}", f"There is no such file: {file}"))
    try:
        seal, pricing, text = unsealed(file)
    except Faulty as fault:
        if as_json:
            give(unequal_json(fault.findings, LANGUAGE))
            raise click.exceptions.Exit(FINDINGS_EXIT) from None
        show(IS_NOT_EQUAL.say(LANGUAGE).format(file=file), "")
        stop_on_errors(fault.findings)
        raise
    if as_json:
        give(verified_json(seal, pricing, LANGUAGE))
        return
    show(IS_EQUAL.say(LANGUAGE).format(file=file), *seal_page(seal, pricing, text, LANGUAGE), TO_MINUTES.say(LANGUAGE))


def asked_date(text: str) -> date:
    """Read ``--date``, or stop with exit code 2 where it is none."""
    from atcost.inputs.numbers import Unreadable, read_date

    try:
        return read_date(text)
    except Unreadable:
        wrong_usage(
            said(f"Skriv datumet som 2022-11-15, inte {text}", f"Write the date as 2022-11-15, not {text}"),
        )


def publication(seal: Path, priced: PriceList) -> Publication | None:
    """Return when a list was published, by its seal; nothing where it was sealed as a proposal.

    Stops where the seal does not verify, or is of another list.
    """
    from atcost.core.finding import Faulty
    from atcost.core.price_list import Publication
    from atcost.core.seal import digest
    from atcost.inputs.sealed import unsealed

    if not seal.is_file():
        wrong_usage(said(f"Filen finns inte: {seal}", f"There is no such file: {seal}"))
    try:
        said_of_itself = unsealed(seal).seal
    except Faulty as fault:
        stop_on_errors(fault.findings)
        raise
    if said_of_itself.digest != digest(priced.pricing.model, priced.pricing.volumes):
        wrong_usage(
            said(
                f"Det är en annan prislista som är förseglad i {seal}: året har ändrats, eller är ett annat.",
                f"It is another price list that is sealed in {seal}: the year was changed, or is another.",
            )
        )
    return None if said_of_itself.proposal else Publication(said_of_itself.on)
