"""Core types into foreign bytes: every format that a price list is exported to, in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.outputs.open_data import price_csv, price_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from atcost.core.price_list import PriceList
    from atcost.core.words import Language

FORMATS: dict[str, Callable[[PriceList, Language, str | None], str]] = {
    "csv": price_csv,
    "json": price_json,
}
"""Format, then its writer: of a list, in a language, for all customers or one."""
