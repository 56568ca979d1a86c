"""Findings about a year that was read back from a workbook: what is new since it was exported, and in which cell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.checks import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from atcost.core.cell_values import Documents
    from atcost.core.finding import Finding
    from atcost.inputs.workbook.layout import Place

IN_A_WORKBOOK = {
    "negative_quantity": "volume_negative",
    "no_hours": "hours_missing",
    "key_without_volume": "key_unused",
}
"""Rules whose remedy is a line of the folder's files; in a workbook it is a sheet."""


class Found(NamedTuple):
    """What is found about a year: what came with the changes, and what was so before them."""

    new: list[Finding]
    known: list[Finding]


def found_by_changes(before: Documents, after: Documents, file: str, places: Mapping[str, Place]) -> Found:
    """Return what is found about the year after its changes, told of in the workbook's cells."""
    were = check(*before.both()).findings
    are = check(*after.both()).findings
    parts = ([each for each in are if each not in were], [each for each in are if each in were])
    return Found(*(_once_a_cell(_placed(file, finding, places) for finding in part) for part in parts))


def _placed(file: str, finding: Finding, places: Mapping[str, Place]) -> Finding:
    """Place a finding in the cell that it is about, or the first that belongs to it."""
    rule = IN_A_WORKBOOK.get(finding.rule, finding.rule)
    place = next(_places(finding, places), None)
    path = "!".join(place) if place else finding.path
    return replace(finding, rule=rule, file=file, row=None, path=path)


def _places(finding: Finding, places: Mapping[str, Place]) -> Iterator[Place]:
    for address in (finding.cell, finding.path):
        if address in places:
            yield places[address]
    for address in filter(None, (finding.path, finding.cell, f"volume.{finding.path}")):
        yield from (place for name, place in places.items() if name.startswith(f"{address}."))


def _once_a_cell(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with those of one rule and one place as one, which names all that they name."""
    alike: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.rule, finding.path), []).append(finding)
    return [
        first if not others else replace(first, values=_together([first, *others])) for first, *others in alike.values()
    ]


def _together(findings: list[Finding]) -> dict[str, object]:
    told: dict[str, list[object]] = {}
    for finding in findings:
        for name, value in finding.values.items():
            told.setdefault(name, [])
            told[name] += [value] if value not in told[name] else []
    return {name: values[0] if len(values) == 1 else values for name, values in told.items()}
