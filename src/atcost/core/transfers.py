"""Transfers: areas that serve each other at once, solved exactly (docs/arithmetic.md, 7)."""

from __future__ import annotations

from fractions import Fraction
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
    matrix = [
        [Fraction(row == column) - linked.get(column, {}).get(row, 0) for column in areas] + [Fraction(keyed[row])]
        for row in areas
    ]
    return dict(zip(areas, _solved(matrix), strict=True))


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


def _solved(matrix: list[list[Fraction]]) -> list[Fraction]:
    """Solve by Gauss and Jordan; the rightmost column holds the right side."""
    size = len(matrix)
    for column in range(size):
        pivot = next((row for row in range(column, size) if matrix[row][column]), column)
        matrix[column], matrix[pivot] = matrix[pivot], matrix[column]
        lead = matrix[column][column]
        matrix[column] = [Fraction(value, lead) for value in matrix[column]]
        for row in range(size):
            factor = matrix[row][column]
            if row != column and factor:
                matrix[row] = [value - factor * top for value, top in zip(matrix[row], matrix[column], strict=True)]
    return [row[-1] for row in matrix]
