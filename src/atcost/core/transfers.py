"""Transfers: areas that serve each other at once, solved exactly (docs/arithmetic.md, 7)."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atcost.core.money import Exact
    from atcost.core.shares import KeyShares, Shares

Links = dict[str, dict[str, Fraction]]
"""Sender, then receiver: the part of the sender's gross cost that the receiver takes."""


def links(found: Shares) -> Links:
    """Return what part of each area every other area takes, over all of the area's keys."""
    return {area: _links_of(keys) for area, keys in found.items()}


def gross_costs(keyed: Mapping[str, Exact], linked: Links) -> dict[str, Fraction]:
    """Solve gross = keyed + what is received of others' gross, exactly.

    >>> linked = {"a": {"b": Fraction(1, 2)}, "b": {"a": Fraction(1, 5)}}
    >>> [str(gross) for gross in gross_costs({"a": 90, "b": 0}, linked).values()]
    ['100', '50']

    Raises:
        ZeroDivisionError: a group of areas serves only each other; the checks name it before.
    """
    areas = list(keyed)
    scales = [_scale(linked.get(area, {})) for area in areas]
    matrix = [
        [
            scale * (row == column) - _times(scale, linked.get(column, {}).get(row))
            for column, scale in zip(areas, scales, strict=True)
        ]
        for row in areas
    ]
    solved = _solved(matrix, [Fraction(keyed[row]) for row in areas])
    return {area: scale * part for area, scale, part in zip(areas, scales, solved, strict=True)}


def closed_groups(found: Shares) -> list[list[str]]:
    """Return the areas whose cost never reaches a customer because they serve only each other."""
    linked = links(found)
    reaches = {area for area, keys in found.items() if _reaches_customers(keys)}
    while more := {area for area in found if area not in reaches and not reaches.isdisjoint(linked[area])}:
        reaches |= more
    left = [area for area in found if area not in reaches]
    return [left] if left else []


def _reaches_customers(keys: tuple[KeyShares, ...]) -> bool:
    """Tell whether an area sends to customers, or to nobody since no key of it has a weight, as in a tariff area."""
    weighted = [key for key in keys if key.weight]
    return not weighted or any(key.customers_part for key in weighted)


def _links_of(keys: tuple[KeyShares, ...]) -> dict[str, Fraction]:
    linked: dict[str, Fraction] = {}
    for key in keys:
        for receiver in key.receivers[: key.first_customer] if key.weight else ():
            linked[receiver] = linked.get(receiver, Fraction(0)) + key.weight * key.part_to(receiver)
    return linked


def _scale(sent: Mapping[str, Fraction]) -> int:
    """Return what makes an area's parts whole; the equations are solved for so small a part of its gross."""
    return lcm(*(part.denominator for part in sent.values()))


def _times(scale: int, part: Fraction | None) -> int:
    """Return a part of a scale that makes it whole."""
    return part.numerator * (scale // part.denominator) if part else 0


def _solved(matrix: list[list[int]], right: list[Fraction]) -> list[Fraction]:
    """Solve by Gauss without fractions: every division comes out even, so numbers grow slowly (Bareiss 1968)."""
    common = lcm(*(value.denominator for value in right))
    rows = [[*row, int(value * common)] for row, value in zip(matrix, right, strict=True)]
    divisor = 1
    for place in range(len(rows)):
        pivot = next((row for row in range(place, len(rows)) if rows[row][place]), place)
        rows[place], rows[pivot] = rows[pivot], rows[place]
        lead, *top = rows[place][place:]
        for row in range(place + 1, len(rows)):
            factor, *others = rows[row][place:]
            left = [(lead * value - factor * above) // divisor for value, above in zip(others, top, strict=True)]
            rows[row] = [0] * (place + 1) + left
        divisor = lead
    return [Fraction(part, common * divisor) for part in _substituted(rows, divisor)]


def _substituted(rows: list[list[int]], divisor: int) -> list[int]:
    """Return the solution times the divisor, which makes it whole, of equations that have only later unknowns."""
    parts = [0] * len(rows)
    for place in reversed(range(len(rows))):
        *factors, value = rows[place]
        known = sum(factor * part for factor, part in zip(factors, parts, strict=True))
        parts[place] = (divisor * value - known) // factors[place]
    return parts
