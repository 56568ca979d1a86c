"""The command compare: two years' prices side by side, and why they differ."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from atcost.cli import suggestions
from atcost.cli.prices import customer_name, known
from atcost.cli.screen import (
    LANGUAGE,
    as_json,
    command,
    give,
    in_language,
    new_folder,
    old_folder,
    print_findings,
    room,
    said,
    show,
    stop_on_errors,
    wrong_usage,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from atcost.core.comparison import Comparison
    from atcost.core.finding import Finding
    from atcost.core.pricing import Pricing


class WithReasons(click.Command):
    """A command whose help ends with the reasons that a change may have."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- click's own
        """Write the reasons as options are written."""
        from atcost.core.glossary import REASONS

        with formatter.section(said("Skäl", "Reasons")):
            formatter.write_dl(
                [(reason.word.say(LANGUAGE), reason.meaning.say(LANGUAGE)) for reason in REASONS.values()]
            )


@command(
    said(
        "Jämför två års priser: per kund och område, med skälen till varje ändring. Den största ändringen står först, "
        "och skälen summerar till ändringen på öret.",
        "Compare two years' prices: by customer and area, with the reasons of every change. The largest change stands "
        "first, and the reasons sum to the change, to the öre.",
    ),
    WithReasons,
)
@old_folder
@new_folder
@customer_name
@click.option(
    "--area", metavar="ID", shell_complete=suggestions.areas, help=said("Bara det här området.", "This area only.")
)
@as_json
@in_language
def compare(old: Path, new: Path, *, customer: str | None, area: str | None, as_json: bool) -> None:
    """Print two years side by side, or only the findings where they can't be compared."""
    compared, findings = compared_years(old, new, as_json=as_json)
    if area is not None:
        known(compared.of_areas(), area, "Området")
    if customer is not None:
        known(compared.only(area).of_customers(), customer, "Kunden")
    from atcost.core.finding import concerning

    findings = concerning(findings, customer)
    if as_json:
        from atcost.outputs.comparison_json import comparison_json

        give(comparison_json(compared, findings, LANGUAGE, customer, area))
        return
    from atcost.outputs.comparison_page import comparison_page

    show(*comparison_page(compared, LANGUAGE, room(), customer, area), *([""] if findings else []))
    print_findings(findings)


def compared_years(old: Path, new: Path, *, as_json: bool) -> tuple[Comparison, list[Finding]]:
    """Compare two years and return the warnings of both; errors of either stop with the findings of both."""
    from atcost.core.assignment import undeclared
    from atcost.core.comparison import compare
    from atcost.core.finding import Faulty, Finding

    priced: list[Pricing] = []
    wrong: list[Finding] = []
    for argument in (old, new):
        try:
            priced.append(priced_year(argument))
        except Faulty as fault:
            wrong += fault.findings
    if old.samefile(new):
        wrong = [Finding("compared_with_itself", str(new))]
    stop_on_errors(wrong, as_json=as_json)
    before, now = priced
    try:
        compared = compare(before, now)
    except Faulty as fault:
        stop_on_errors(fault.findings, as_json=as_json)
        raise
    years = {"before": str(before.model.year), "now": str(now.model.year)}
    skips = before.model.year != now.model.year - 1
    return compared, [
        *([Finding("previous_other_year", str(old), values={"path": str(old), **years})] if skips else []),
        *(replace(each, file=str(new / each.file)) for each in undeclared(before.model, now.model)),
        *before.findings,
        *now.findings,
    ]


def priced_year(argument: Path) -> Pricing:
    """Price what one argument names: a year's folder or a sealed list. Findings name it; infos are left to price.

    Raises:
        Faulty: the year has errors, or the sealed list does not verify.
    """
    from atcost.core.finding import Faulty
    from atcost.inputs import model_folder

    if not argument.exists():
        wrong_usage(said(f"Mappen eller filen finns inte: {argument}", f"There is no such folder or file: {argument}"))
    try:
        pricing = model_folder.priced_year(argument)
    except Faulty as fault:
        raise Faulty(_beyond_infos(argument, fault.findings)) from None
    return replace(pricing, findings=_beyond_infos(argument, pricing.findings))


def _beyond_infos(argument: Path, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    folder = argument if argument.is_dir() else argument.parent
    return tuple(replace(each, file=str(folder / each.file)) for each in findings if each.level != "info")
