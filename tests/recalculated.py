"""A workbook that is changed and calculated again, exactly: a spreadsheet that loses nothing; and changes by chance."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from atcost.core.cells import cell_at, with_cell
from atcost.core.model import Adjustment, Key
from atcost.outputs.workbook.year import percent
from tests.chance import NAME, SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from random import Random

    from atcost.core.cell_values import Documents
    from atcost.core.money import Exact
    from atcost.core.pricing import Pricing
    from atcost.outputs.workbook.book import Book, SpareAdjustment, SpareKey
    from atcost.outputs.workbook.places import Cell

Contents = dict["Cell", "Exact | str | None"]
VALUES: list[Exact] = [0, 1, 7, 1000, Fraction("2.5"), Fraction("17.25"), Fraction("123.45"), Fraction("0.125")]
SHIFTS: list[Exact] = [Fraction("0.5"), Fraction("1.25"), Fraction("0.0625"), 5]


def recalculate(book: Book, contents: Contents) -> None:
    """Put contents in cells, and calculate every formula again, each after those that it refers to."""
    for cell, content in contents.items():
        cell.hold(content)
    for cell in book.calculated:
        cell.calculate()


def held(cells: Contents) -> Contents:
    """Return what cells hold now, to put it back."""
    return {cell: None if cell.is_empty else cell.exact for cell in cells}


def shown(book: Book) -> dict[tuple[str, ...], Exact]:
    """Return every price that is not zero, in öre."""
    return {tuple(address.split(".")[1:]): 100 * cell.exact for address, cell in book.prices.items() if cell.exact}


def priced(pricing: Pricing) -> dict[tuple[str, ...], Exact]:
    """Return every price that is not zero, in öre."""
    return {name: amount_ore for name, amount_ore in pricing.prices.items() if amount_ore}


def content(address: str, value: Exact | None) -> Exact | None:
    """Return what an input holds when its value is so: weights stand in percent cells."""
    return percent(value) if value is not None and address.endswith(".weight") else value


def changes(rng: Random, year: Documents, book: Book, most: int) -> Iterator[tuple[str, Contents, Documents]]:
    """Yield changes of inputs of every kind, so many of each: an address, cells, and the year changed likewise."""
    by_kind: dict[str, list[str]] = {}
    for address in book.inputs:
        first, *_, last = address.split(".")
        by_kind.setdefault(last if first == "area" else first, []).append(address)
    for addresses in by_kind.values():
        for address in rng.sample(addresses, min(most, len(addresses))):
            of_key = address.endswith(".weight")
            values = _weights(rng, year, address) if of_key else {address: _value(rng, year, address)}
            changed = year
            for each, value in values.items():
                changed = with_cell(changed, each, value)
            yield address, {book.inputs[each]: content(each, value) for each, value in values.items()}, changed


def new_adjustment(
    rng: Random, year: Documents, row: SpareAdjustment, labels: tuple[Mapping[str, str], ...]
) -> tuple[Contents, Documents]:
    """Return an adjustment written in a spare row, and the year that has it; labels are measures' and users'."""
    model = year.model
    measure = rng.choice([name for name, each in model.measures.items() if each.combines is None])
    customer, quantity = rng.choice([*model.areas, *model.listed_customers()]), rng.choice(VALUES)
    on = model.first_day
    added = Adjustment(measure=measure, customer=customer, quantity=quantity, reason=NAME, by=SOURCE, on=on)
    cells: Contents = {row.measure: labels[0][measure], row.customer: labels[1][customer], row.quantity: quantity}
    return cells, replace(year, model=replace(model, adjustments=(*model.adjustments, added)))


def new_key(
    rng: Random, year: Documents, book: Book, spare: SpareKey, labels: Mapping[str, str]
) -> tuple[Contents, Documents] | None:
    """Return a key in a spare column that takes half of the first key's weight, and the year that has it."""
    model, area = year.model, year.model.areas[spare.area]
    left = [name for name in model.measures if name not in {key.measure for key in area.keys}]
    if not left or not area.keys:
        return None
    measure, first = rng.choice(left), area.keys[0]
    if area.is_tariff:
        keys, cells = (*area.keys, Key(measure=measure, unit_price=5)), {spare.weight: 5}
    else:
        half = Fraction(first.weight or 0) / 2
        keys = (replace(first, weight=half), *area.keys[1:], Key(measure=measure, weight=half))
        known = book.inputs[f"area.{spare.area}.key.{first.measure}.weight"]
        cells = {spare.weight: percent(half), known: percent(half)}
    changed = replace(model, areas={**model.areas, spare.area: replace(area, keys=keys)})
    return {spare.measure: labels[measure], **cells}, replace(year, model=changed)


def _value(rng: Random, documents: Documents, address: str) -> Exact:
    now = cell_at(documents, address).value or 0
    return rng.choice([*VALUES, now + Fraction("0.25"), now * 2])


def _weights(rng: Random, documents: Documents, address: str) -> dict[str, Exact]:
    """Move some of a key's weight to another key of the area."""
    _, area, _, measure, _ = address.split(".")
    weights = {key.measure: key.weight or 0 for key in documents.model.areas[area].keys}
    shift = min(rng.choice(SHIFTS), weights[measure])
    other = rng.choice(list(weights))
    weights[measure] -= shift
    weights[other] += shift
    return {f"area.{area}.key.{name}.weight": weights[name] for name in (measure, other)}
