"""The three documents of a year, each read by itself: what could be read of it, and everything that could not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from atcost.core.finding import Finding
from atcost.core.model import BudgetRow, Model, VolumeRow, Volumes
from atcost.core.period import month_text
from atcost.core.words import shown
from atcost.inputs.csv_rows import read_table
from atcost.inputs.decoding import read_text
from atcost.inputs.numbers import Unreadable, read_month
from atcost.inputs.strict import DecimalText, Faults, structured
from atcost.inputs.toml_text import parsed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from atcost.core.money import Exact
    from atcost.core.period import Month
    from atcost.inputs.csv_rows import Table

MODEL, BUDGET, VOLUMES, VOLUMES_PARQUET = "model.toml", "budget.csv", "volumes.csv", "volumes.parquet"
VOLUME_COLUMNS = ("measure", "customer", "month", "quantity")
KNOWN = 1
"""The format and the arithmetic that this version reads and calculates by."""


def load_document(path: Path) -> tuple[Model | None, list[Finding]]:
    """Return what model.toml says, with stand-ins for what can't be read; None where nothing can."""
    text, findings = read_text(path)
    if text is None:
        return None, findings
    document, told = parsed(MODEL, text, lambda number: DecimalText(number.replace("_", "")))
    if document is None:
        return None, told
    faults = Faults(MODEL)
    for name in ("format", "arithmetic"):
        found = document.get(name, KNOWN)
        if isinstance(found, int) and found != KNOWN:
            faults.add(f"unknown_{name}", name, found=shown(found))
    model = structured(Model, document, "", faults)
    placed = [replace(finding, path="") for finding in faults.found]
    return model, [*(finding for finding in told if finding not in placed), *faults.found]


def load_budget(path: Path) -> tuple[tuple[BudgetRow, ...], list[Finding]]:
    """Return the rows of budget.csv that can be read."""
    table, findings = read_table(path, ("area", "service", "staff", "fte", "amount", "source"), ("evidence",))
    if table is None:
        return (), findings
    rows = []
    for number, record in table.rows:
        if empty := _empty(table, number, record, ("area", "service")):
            findings += empty
            continue
        area, service, staff, fte, amount, source, evidence = record
        numbers = {"fte": fte, "amount": amount}
        read: dict[str, Exact | None] = {}
        for column, text in numbers.items():
            try:
                read[column] = table.number(text) if text else None
            except Unreadable as fault:
                cell = f"fte.{area}.{service}.{staff}" if column == "fte" else f"amount.{area}.{service}"
                findings.append(_unreadable(table, number, column, fault, cell))
        if len(read) == len(numbers):
            rows.append(BudgetRow(area, service, staff, read["fte"], read["amount"], source, evidence, number))
    return tuple(rows), findings


def volumes_file(folder: Path) -> Path:
    """Return where a year's volumes are: in volumes.parquet where there is no volumes.csv."""
    parquet = folder / VOLUMES_PARQUET
    return parquet if parquet.exists() and not (folder / VOLUMES).exists() else folder / VOLUMES


def load_volumes(path: Path) -> tuple[Volumes, list[Finding]]:
    """Return the rows of a volumes file, CSV or Parquet, that can be read."""
    table, findings = _volumes_table(path)
    if table is None:
        return Volumes((), path.name), findings
    months: dict[str, Month] = {}
    rows = []
    for number, record in table.rows:
        if not all(record):
            findings += _empty(table, number, record, table.columns)
            continue
        measure, customer, month, quantity = record
        column = "month"
        try:
            if month not in months:
                months[month] = read_month(month)
            column = "quantity"
            rows.append(VolumeRow(measure, customer, months[month], table.number(quantity), number))
        except Unreadable as fault:
            cell = f"volume.{measure}.{customer}.{month_text(months[month])}" if column == "quantity" else ""
            findings.append(_unreadable(table, number, column, fault, cell))
    return Volumes(tuple(rows), path.name), findings


def _volumes_table(path: Path) -> tuple[Table | None, list[Finding]]:
    if path.suffix.lower() != ".parquet":
        return read_table(path, VOLUME_COLUMNS)
    from atcost.inputs.parquet_rows import read_parquet  # noqa: PLC0415 -- DuckDB loads slowly, and few years need it

    return read_parquet(path, VOLUME_COLUMNS)


def _unreadable(table: Table, row: int, column: str, fault: Unreadable, path: str) -> Finding:
    """Return the finding of a field that can't be read, with the address of its value where the path is one."""
    from atcost.core.cells import address_of  # noqa: PLC0415 -- few years need it

    return Finding(fault.rule, table.file, row, column, address_of(path), fault.values)


def _empty(table: Table, number: int, record: list[str], due: Sequence[str]) -> list[Finding]:
    empty = [column for column, field in zip(table.columns, record, strict=True) if column in due and not field]
    return [Finding("empty_field", table.file, number, column) for column in empty]
