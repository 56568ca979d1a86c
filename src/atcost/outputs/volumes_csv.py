"""Volumes, and the rows that counting refused, as CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from atcost.core.counting import REASONS
from atcost.core.period import month_text
from atcost.core.words import decimal_text
from atcost.outputs.open_data import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from atcost.core.counting import RefusedRow
    from atcost.core.model import VolumeRow
    from atcost.core.words import Language

REFUSED_COLUMNS = ("measure", "source_row", "reason", "code", "date", "quantity")


def volumes_csv(rows: Iterable[VolumeRow]) -> str:
    """Return volumes.csv, in the order of the rows."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("measure", "customer", "month", "quantity"))
    writer.writerows((row.measure, row.customer, month_text(row.month), decimal_text(row.quantity)) for row in rows)
    return text.getvalue()


def write_refused(path: Path, rows: Iterable[RefusedRow], language: Language) -> None:
    """Write refused rows with their place and reason, one at a time since they may be many."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(REFUSED_COLUMNS)
        for row in rows:
            reason = REASONS[row.reason].say(language)
            writer.writerow(harmless(field) for field in row._replace(reason=reason))
