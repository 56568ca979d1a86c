"""Volumes as volumes.parquet, for a year that keeps them so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.words import decimal_text
from atcost.outputs.tidy import CUSTOMER, MEASURE, MONTH, QUANTITY, Tidy
from atcost.outputs.tidy_files import DECIMALS, parquet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atcost.core.model import VolumeRow
    from atcost.outputs.tidy_files import Engines


def volumes_parquet(rows: Sequence[VolumeRow], engines: Engines) -> bytes:
    """Return volumes.parquet, in the order of the rows; quantities as texts where decimals would cut any."""
    is_cut = any((row.quantity * 10**DECIMALS).denominator > 1 for row in rows)
    quantity = QUANTITY._replace(kind="text") if is_cut else QUANTITY
    found = [(*row[:3], decimal_text(row.quantity) if is_cut else row.quantity) for row in rows]
    return parquet(Tidy((MEASURE[0], CUSTOMER[0], MONTH, quantity), found), "sv", engines)
