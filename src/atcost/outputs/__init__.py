"""Core types into foreign bytes: every format that a price list is exported to, in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from atcost.outputs.open_data import price_csv, price_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from atcost.core.price_list import PriceList
    from atcost.core.words import Language


class Format(NamedTuple):
    """A row of the table: what a list is in a language, for all customers or one; and how its file's name ends."""

    written: Callable[[PriceList, Language, str | None], bytes]
    ending: str = ""
    of_one: bool = True


def _csv(priced: PriceList, language: Language, customer: str | None) -> bytes:
    return price_csv(priced, language, customer).encode()


def _json(priced: PriceList, language: Language, customer: str | None) -> bytes:
    return price_json(priced, language, customer).encode()


def _workbook(priced: PriceList, language: Language, _: str | None) -> bytes:
    from atcost.outputs.workbook.whole import workbook

    return workbook(priced, language)


FORMATS: dict[str, Format] = {
    "csv": Format(_csv),
    "json": Format(_json),
    "workbook": Format(_workbook, ending=".xlsx", of_one=False),
}
"""What a price list is exported to. A format that needs a library loads it when it is asked for."""
