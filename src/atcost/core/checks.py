"""Checks: everything that can be wrong in a model and its volumes, found before anything is priced.

A check takes both documents and yields findings; ``CHECKS`` is the table of those that tell of names and values, and
``CALCULATED`` of those that calculate, which run only where every name leads somewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from atcost.core import budget_checks, customer_checks, model_checks, use_checks, volume_checks
from atcost.core.shares import shares
from atcost.core.volumes import used_volumes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from atcost.core.finding import Finding
    from atcost.core.model import Model, Volumes
    from atcost.core.shares import Shares
    from atcost.core.volumes import UsedVolumes

    Check = Callable[[Model, Volumes], Iterator[Finding]]
    CalculatedCheck = Callable[[Model, Volumes, UsedVolumes, Shares], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    model_checks.something_to_price,
    customer_checks.ids,
    model_checks.years_and_windows,
    model_checks.units_and_numbers,
    model_checks.keys,
    model_checks.sources,
    budget_checks.overheads,
    customer_checks.customers,
    customer_checks.successors,
    customer_checks.codes,
    customer_checks.renamed,
    model_checks.services,
    model_checks.combined_measures,
    model_checks.adjustments,
    model_checks.sending_order,
    budget_checks.rows,
    budget_checks.repeated_rows,
    budget_checks.denominators,
    volume_checks.names,
    volume_checks.rows,
    volume_checks.windows,
    volume_checks.gaps,
    volume_checks.denominators,
)
CALCULATED: tuple[CalculatedCheck, ...] = (
    budget_checks.overheads_have_fte,
    budget_checks.hours,
    use_checks.users,
    use_checks.used,
    use_checks.any_volumes,
    use_checks.receivers,
    use_checks.closed_groups,
)
NOT_CALCULABLE = frozenset(
    {
        "unknown_name",
        "nothing_to_price",
        "year_out_of_range",
        "successor_cycle",
        "window_backwards",
        "weight_or_unit_price",
        "denominators_too_large",
    }
)


class Checked(NamedTuple):
    """All findings, in the order of the checks, and what pricing needs too, where names lead: volumes and shares."""

    findings: list[Finding]
    used: UsedVolumes
    shares: Shares


def check(model: Model, volumes: Volumes) -> Checked:
    """Check a model and its volumes."""
    findings = names_and_values(model, volumes)
    if not NOT_CALCULABLE.isdisjoint(finding.rule for finding in findings):
        return Checked(findings, {}, {})
    used = used_volumes(model, volumes)
    shared = shares(model, used)
    findings += (finding for each in CALCULATED for finding in each(model, volumes, used, shared))
    return Checked(findings, used, shared)


def names_and_values(model: Model, volumes: Volumes) -> list[Finding]:
    """Return the findings about names and values, which also documents with gaps can be checked for."""
    return [finding for each in CHECKS for finding in each(model, volumes)]
