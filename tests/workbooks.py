"""Workbooks for tests: a year's book and its file, changes of its inputs, and what a spreadsheet finds otherwise."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from atcost.core.cell_values import Documents
from atcost.core.cells import cell_at, kind_at, with_cell
from atcost.core.checks import check
from atcost.core.finding import errors
from atcost.core.money import rounded
from atcost.core.price_list import price_list
from atcost.core.pricing import Pricing, priced
from atcost.core.seal import digest
from atcost.inputs.model_folder import read_year
from atcost.outputs.workbook.formula import Call, Operation
from atcost.outputs.workbook.places import Cell, Range
from atcost.outputs.workbook.whole import whole_book
from atcost.outputs.workbook.write import Imprint, written
from tests.console import SMALL
from tests.office import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from random import Random

    from atcost.core.money import Exact
    from atcost.outputs.workbook.book import Book
    from atcost.outputs.workbook.formula import Formula
    from tests.office import Place

    Found = Mapping[Place, float | str]

NEAR = 1e-9
STEPS = {"money": Fraction("1234.56"), "fte": Fraction("0.25"), "quantity": Fraction(7), "whole": Fraction(1)}
"""By how much an input is changed, by what it looks like; a percentage is moved from a key to another."""
MOST_MOVED = Fraction("2.5")


class Workbook:
    """A year, its book, and its file."""

    def __init__(self, documents: Documents, file: Path, previous: Pricing | None = None) -> None:
        """Make the book of a year, and write it."""
        self.documents, self.file = documents, file
        self.book: Book = whole_book(price_list(pricing(documents), previous), "sv")
        self.write()

    def write(self) -> None:
        """Write the file anew."""
        model = self.documents.model
        imprint = Imprint("Prov", "Prov", "0", digest(*self.documents.both()), model.year, "sv")
        self.file.write_bytes(written(self.book, imprint))

    @property
    def formulas(self) -> dict[Place, Cell]:
        """Return the formula cells by their places."""
        return {place(cell): cell for cell in self.book.calculated}

    def typed(self, values: Mapping[str, Exact]) -> dict[Place, float]:
        """Return what stands in inputs that have other values."""
        return {place(self.book.inputs[at]): float(self._held(at, value)) for at, value in values.items()}

    def hold(self, values: Mapping[str, Exact]) -> None:
        """Set inputs in the book, and calculate it exactly."""
        for address, value in values.items():
            self.book.inputs[address].hold(self._held(address, value))
        for cell in self.book.calculated:
            cell.calculate()

    def _held(self, address: str, value: Exact) -> Fraction:
        return Fraction(value) / (100 if self.book.inputs[address].look.endswith("percent") else 1)

    def changes(self, rng: Random) -> dict[str, Exact]:
        """Return other values of inputs, of every kind that the year has one that can be changed of, all at once."""
        kinds = defaultdict(list)
        for address in self.book.inputs:
            kinds[kind_at(self.documents, address)].append(address)
        found: dict[str, Exact] = {}
        for addresses in kinds.values():
            more = {**found, **self._change(rng, addresses)}
            if not errors(check(*self.with_values(more).both()).findings):
                found = more
        return found

    def _change(self, rng: Random, addresses: list[str]) -> dict[str, Exact]:
        address = rng.choice(addresses)
        value = cell_at(self.documents, address).value or 0
        look = self.book.inputs[address].look.removeprefix("input_")
        if look != "percent":
            return {address: Fraction(rounded(value * 100), 100) + STEPS[look]}  # a decimal, as people type
        others = [each for each in addresses if each.split(".")[:3] == address.split(".")[:3] and each != address]
        if not others or (value * 100).denominator > 1:
            return {}
        other, moved = rng.choice(others), min(value, MOST_MOVED)
        return {address: value - moved, other: cell_at(self.documents, other).value + moved}

    def with_values(self, values: Mapping[str, Exact]) -> Documents:
        """Return the year's documents with other values."""
        documents = self.documents
        for address, value in values.items():
            documents = with_cell(documents, address, value)
        return documents

    def kinds(self, addresses: Mapping[str, Exact]) -> set[str]:
        """Return of which kinds inputs are."""
        return {kind_at(self.documents, address).pattern for address in addresses}

    @cached_property
    def roundings(self) -> dict[Place, int]:
        """Return for each formula cell how many roundings there are on the way to it, its own included."""
        ways: dict[Place, int] = {}
        for number, cell in enumerate(self.book.calculated):
            way = int(has_rounding(cell.formula)) << number
            for before in referred(cell.formula):
                way |= ways.get(place(before), 0)
            ways[place(cell)] = way
        return {at: way.bit_count() for at, way in ways.items()}


def too_much() -> Documents:
    """Return a year of such costs that no double holds what they are multiplied to."""
    model, volumes = read_year(SMALL).documents()
    much = Fraction("123456789012345.67")
    budget = tuple(row if row.amount is None else row._replace(amount=much) for row in model.budget)
    return Documents(replace(model, budget=budget), volumes)


def pricing(documents: Documents) -> Pricing:
    return priced(*documents.both(), check(*documents.both()))


def place(cell: Cell) -> Place:
    return cell.sheet.name, cell.reference


def differing(book: Workbook, found: Found) -> dict[Place, object]:
    """Return the formula cells of which a spreadsheet finds something else than is exact, with what it finds."""
    cells = book.formulas
    assert found.keys() == cells.keys()
    return {at: found[at] for at, cell in cells.items() if not is_exact(cell, found[at])}


def is_exact(cell: Cell, found: float | str) -> bool:
    """Tell whether a cell holds what is exact: to the öre where that is an amount, else as near as doubles come."""
    exact = cell.exact
    if isinstance(exact, str) or isinstance(found, str):
        return found == exact and not isinstance(found, Fault)
    if in_ore(cell):
        return ore(found) == exact * 100
    return abs(found - float(exact)) <= NEAR * max(1, abs(float(exact)))


def in_ore(cell: Cell) -> bool:
    return cell.look.startswith("money") and (Fraction(cell.exact) * 100).denominator == 1


def ore(found: float) -> int:
    return rounded(Fraction(found) * 100)


def referred(formula: Formula | None) -> Iterator[Cell]:
    """Yield the cells that a formula refers to."""
    match formula:
        case Cell():
            yield formula
        case Range():
            yield from (cell for cell in formula.cells() if cell)
        case Operation(_, left, right):
            yield from referred(left)
            yield from referred(right)
        case Call(_, parts):
            for part in parts:
                yield from referred(part)


def has_rounding(formula: Formula | None) -> bool:
    match formula:
        case Operation(_, left, right):
            return has_rounding(left) or has_rounding(right)
        case Call(name, parts):
            return name == "ROUND" or any(map(has_rounding, parts))
    return False
