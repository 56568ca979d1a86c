"""The assignment in force: which services count, as what, and for how much of the year (docs/arithmetic.md, 1)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from atcost.core.finding import Finding
from atcost.core.period import year_window

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atcost.core.model import Kind, Model, Service
    from atcost.core.money import Exact
    from atcost.core.words import Text

Column = Literal["kind", "before"]
"""*Including* assignment changes reads ``kind``, *excluding* reads ``before`` (A4)."""

BY_THE_HOUR = ("hourly", "add_on")
YEAR_MONTHS = 12


class InForce(NamedTuple):
    """A service in force: its one kind, its part of the year (1 is all of it), and who alone bears it, if so."""

    area: str
    service: str
    kind: Kind
    part_of_year: Exact
    only_for: str | None


def assignment(model: Model, column: Column) -> tuple[InForce, ...]:
    """Return the services in force in model order, read from one column."""
    return tuple(
        InForce(area_id, service_id, kind, part_of_year(model, service, column), service.only_for)
        for area_id, area in model.areas.items()
        for service_id, service in area.services.items()
        if (kind := kind_in(service, column)) != "none"
    )


def kind_in(service: Service, column: Column) -> Kind:
    """Return what a service is this year, or was before where that differs."""
    return service.before if column == "before" and service.before else service.kind


def part_of_year(model: Model, service: Service, column: Column) -> Exact:
    """Return the part of the price year that a service is in force; last year's assignment counts whole.

    ``from`` and ``to`` are inclusive; a service from July counts 6/12.
    """
    if column == "before" or (service.from_ is None and service.to is None):
        return 1
    year = year_window(model.year)
    first = max(service.from_ or year.from_, year.from_)
    last = min(service.to or year.to, year.to)
    return Fraction(max(0, last - first + 1), YEAR_MONTHS)


def undeclared(old: Model, new: Model) -> list[Finding]:
    """Return a finding for each area whose services were something else the year before than the new year says (A3).

    What is new or gone there then counts as excluding changes, where it does not belong (D2). Years that don't follow
    each other say nothing of each other's services.
    """
    if old.year != new.year - 1:
        return []
    areas = {**old.areas, **new.areas}
    found = {area: _undeclared(_services(old, area), _services(new, area)) for area in areas}
    return [
        Finding(
            "change_not_declared",
            "model.toml",
            path=f"area.{area}",
            values={"area": areas[area].title, "services": names},
        )
        for area, names in found.items()
        if names
    ]


def _undeclared(old: Mapping[str, Service], new: Mapping[str, Service]) -> list[Text]:
    """Return the titles of services that were not what the new year says; one that it does not have was something."""
    names = {service.renamed_from or name: service for name, service in new.items()}
    gone = [service.title for name, service in old.items() if name not in names and service.kind != "none"]
    others = [
        service.title
        for name, service in names.items()
        if kind_in(service, "before") != (old[name].kind if name in old else "none")
    ]
    return [*others, *gone]


def _services(model: Model, area: str) -> Mapping[str, Service]:
    return model.areas[area].services if area in model.areas else {}


def is_changed(model: Model, service: Service) -> bool:
    """Tell whether a service is shown apart: another kind than before, or in force a part of the year (A4)."""
    return kind_in(service, "before") != service.kind or part_of_year(model, service, "kind") != 1
