"""The rows of a budget as budget.csv."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from atcost.core.words import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atcost.core.model import BudgetRow

COLUMNS = ("area", "service", "staff", "fte", "amount", "source", "evidence")


def budget_csv(rows: Iterable[BudgetRow]) -> str:
    """Return budget.csv, in the order of the rows; without a column for evidence where none is given."""
    fields = [_fields(row) for row in rows]
    width = len(COLUMNS) if any(row[-1] for row in fields) else len(COLUMNS) - 1
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows(row[:width] for row in (COLUMNS, *fields))
    return text.getvalue()


def _fields(row: BudgetRow) -> tuple[str, ...]:
    numbers = ("" if value is None else decimal_text(value) for value in (row.fte, row.amount))
    return (row.area, row.service, row.staff, *numbers, row.source, row.evidence)
