"""What tests ask an explanation: all questions of a price list, and whether all that is answered follows."""

from __future__ import annotations

import re
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

from atcost.core.assignment import YEAR_MONTHS, part_of_year
from atcost.core.explanation import Explanation
from atcost.core.explanation.node import Node, calculated
from atcost.core.period import month_text
from tests.oracle_cost import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from atcost.core.pricing import Pricing

LEAVES = ("input", "system")


class Question(NamedTuple):
    """What ``explain`` is asked."""

    customer: str | None = None
    area: str | None = None
    key: str | None = None


def follows(node: Node) -> bool:
    """Tell whether a node's value follows from its parts by its formula; a leaf has none, and a source.

    What is money is rounded to whole öre, halves away from zero; all other values are exact.
    """
    if node.formula in LEAVES:
        return not node.parts and bool(node.source.sv)
    try:
        return bool(node.parts) and node.value == calculated(node.formula, node.unit, node.parts)
    except (ValueError, ZeroDivisionError):  # too few parts or too many, or nothing to divide by
        return False


def nodes(*roots: Node) -> Iterator[Node]:
    """Yield every node of explanations once, however many others it is a part of."""
    seen, waiting = set[int](), list(roots)
    while waiting:
        node = waiting.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            waiting.extend(reversed(node.parts))


def questions(pricing: Pricing) -> Iterator[Question]:
    """Yield what opens all of a price list: the total by areas, each customer's prices, each key of each area."""
    if pricing.prices:
        yield Question()
    yield from (Question(customer=customer) for customer in pricing.customer_totals())
    keys = dict.fromkeys((charge.area, charge.key) for charge in pricing.charges if charge.key)
    yield from (Question(area=area, key=key) for area, key in keys)


def explanations(pricing: Pricing) -> Iterator[Node]:
    """Yield explanations that open all of a price list, hourly prices too."""
    explanation = Explanation(pricing)
    yield from (explanation.of(*question) for question in questions(pricing))
    yield from (explanation.of_hour(price.area, price.staff) for price in pricing.hourly)


def faults(*roots: Node) -> list[str]:
    """Return what of explanations does not follow, and the inputs without an address."""
    return [
        f"{node.label.en}: {node.formula} {node.value} of {[str(part.value) for part in node.parts]}"
        for node in nodes(*roots)
        if not follows(node) or (node.formula == "input" and not node.cell)
    ]


def json_faults(view: dict[str, Any], currency: str) -> Iterator[str]:
    """Yield what of an explanation's JSON does not follow by the formulas of docs/interface.md, calculated anew."""
    parts = [Fraction(part["value"]) for part in view["parts"]]
    if not parts:
        known = (view["formula"] == "input" and view["cell"]) or view["formula"] == "system"
        if not known or not view["source"]:
            yield f"{view['label']}: {view['formula']} without parts"
        return
    yield from (fault for part in view["parts"] for fault in json_faults(part, currency))
    is_money = view["unit"] == currency
    found = {
        "sum": lambda: sum(parts),
        "product": lambda: prod(parts),
        "quotient": lambda: parts[0] / parts[1],
        "running_split": lambda: _split(*parts, 100 if is_money else 1),
    }[view["formula"]]()
    if Fraction(view["value"]) != (Fraction(nearest(Fraction(100 * found)), 100) if is_money else found):
        yield f"{view['label']}: {view['value']} is not {found} by {view['formula']}"


def _split(total: Fraction, weight: Fraction, before: Fraction, weights: Fraction, grain: int) -> Fraction:
    """Return the part of a split, in parts of a unit so small."""
    last, first = (nearest(total * grain * running / weights) for running in (before + weight, before))
    return Fraction(last - first, grain)


class Standing:
    """What stands in a year's documents at a cell: in one place, or in several budget rows."""

    def __init__(self, pricing: Pricing) -> None:
        self.pricing, self.model = pricing, pricing.model
        self.rows: dict[str, list[Any]] = {}
        for row in self.model.budget:
            cell = f"fte.{row.area}.{row.service}.{row.staff}" if row.staff else f"amount.{row.area}.{row.service}"
            self.rows.setdefault(cell, []).append(row.fte if row.staff else row.amount)
        for volume in pricing.volumes.rows:
            cell = f"volume.{volume.measure}.{volume.customer}.{month_text(volume.month)}"
            self.rows.setdefault(cell, []).append(volume.quantity)

    def at(self, cell: str) -> list[Any]:
        """Return the values at a cell."""
        if cell in self.rows:
            return self.rows[cell]
        found = [(answer, match) for pattern, answer in STANDING.items() if (match := re.fullmatch(pattern, cell))]
        ((answer, match),) = found
        return list(answer(self.pricing, *match.groups()))


def _months(pricing: Pricing, area: str, service: str) -> list[Any]:
    return [part_of_year(pricing.model, pricing.model.areas[area].services[service], pricing.column) * YEAR_MONTHS]


STANDING: dict[str, Callable[..., Iterable[Any]]] = {
    r"staff\.(\w+)\.(\w+)": lambda pricing, name, entry: [getattr(pricing.model.staff[name], entry)],
    r"overhead\.(\w+)\.(\w+)": lambda pricing, name, entry: [getattr(pricing.model.overheads[name], entry)],
    r"area\.(\w+)\.key\.(\w+)\.(\w+)": lambda pricing, area, measure, entry: [
        getattr(key, entry) for key in pricing.model.areas[area].keys if key.measure == measure
    ],
    r"area\.(\w+)\.carried\.(\d+)\.amount": lambda pricing, area, number: [
        pricing.model.areas[area].carried[int(number) - 1].amount
    ],
    r"area\.(\w+)\.service\.(\w+)\.(?:from|to)": _months,
    r"adjustment\.(\d+)\.quantity": lambda pricing, number: [pricing.model.adjustments[int(number) - 1].quantity],
    r"measure\.(\w+)\.combines\.(\w+)": lambda pricing, name, part: [pricing.model.measures[name].combines[part]],
    r"measure\.(\w+)\.volumes": lambda pricing, name: [len(pricing.model.window(name))],
    r"volumes": lambda pricing: [len(pricing.model.volumes)],
    r"customer\.(\w+)\.successors\.(\d+)\.part": lambda pricing, name, number: [
        pricing.model.customers[name].successors[int(number) - 1].part
    ],
    r"index\.(\w+)": lambda pricing, entry: [getattr(pricing.model.index, entry)],
    r"(unit|hourly_unit)": lambda pricing, entry: [getattr(pricing.model, entry)],
    r"arithmetic": lambda _: [-1, 0, 1, YEAR_MONTHS, 100],
    r"area|customer|area\.\w+\.key": lambda _: [0],  # nobody stands before the first
}
"""What a cell that is no row of a CSV file looks like, and what stands there."""
