"""A workbook calculated again, exactly, after inputs have been changed: a spreadsheet that loses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.outputs.workbook.year import percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atcost.core.money import Exact
    from atcost.outputs.workbook.book import Book


def content(address: str, value: Exact | None) -> Exact | None:
    """Return what an input holds when its value is so: weights stand in percent cells."""
    return percent(value) if value is not None and address.endswith(".weight") else value


def put(book: Book, values: Mapping[str, Exact | None]) -> None:
    """Change inputs and calculate every formula again."""
    for address, value in values.items():
        book.inputs[address].hold(content(address, value))
    calculate(book)


def calculate(book: Book) -> None:
    """Calculate every formula again, each after those that it refers to."""
    for cell in book.calculated:
        cell.calculate()


def prices(book: Book) -> dict[tuple[str, str], Exact]:
    """Return every price that is not zero, in öre."""
    found = {address: 100 * cell.exact for address, cell in book.prices.items() if cell.exact}
    return {tuple(address.split(".")[1:]): ore for address, ore in found.items()}
