"""A small year to count: its model, its measures' texts, and a source's files, all written by the test itself."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from atcost.core.model import Customer, Measure, Model
from atcost.core.period import Window, month, month_text
from atcost.core.words import Text
from atcost.inputs import measures

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from atcost.inputs.measures import Counting

NAME = Text("x", "x")
JULY = month(2021, 7)
INVOICES = "SELECT code, date, quantity, source_row FROM invoices"
CUSTOMERS = {
    "schools": Customer(title=NAME, kind="department", codes=("110", "111")),
    "culture": Customer(title=NAME, kind="department", codes=("120",)),
}


def model_of(customers: Mapping[str, Customer] = CUSTOMERS, **more: Measure) -> Model:
    return Model(
        format=1,
        id="small",
        year=2023,
        currency="SEK",
        title=NAME,
        provider=NAME,
        volumes=Window(JULY, month(2022, 6)),
        customers=customers,
        measures={"invoices": Measure(title=NAME, unit=NAME, source="erp")} | more,
    )


@dataclass
class Year:
    """A year's folder and its one source, ``erp``."""

    folder: Path
    model: Model = field(default_factory=model_of)

    @property
    def source(self) -> Path:
        return self.folder / "erp"

    def text(self, sql: str, measure: str = "invoices", source: str = "erp") -> Year:
        file = self.folder / "measures" / source / f"{measure}.sql"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(sql, encoding="utf-8")
        return self

    def file(self, content: str | bytes, name: str = "invoices.csv") -> Year:
        self.source.mkdir(exist_ok=True)
        (self.source / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def count(self) -> Counting:
        return measures.count(self.folder, self.model, {"erp": self.source}, lambda _: None)

    def rows(self, measure: str = "invoices", customer: str = "schools") -> list[dict[str, str | None]]:
        with measures.rows(self.folder, self.model, {"erp": self.source}, measure, customer) as found:
            return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def volumes(counting: Counting) -> dict[tuple[str, str], object]:
    """Return the volumes by customer and month, of one measure."""
    return {(row.customer, month_text(row.month)): row.quantity for row in counting.rows}


def rules(counting: Counting) -> list[str]:
    return [finding.rule for finding in counting.findings]


def csv_text(*rows: tuple[object, ...], separator: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(rows)
    return text.getvalue()
