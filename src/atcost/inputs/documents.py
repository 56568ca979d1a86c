"""The three documents of a year, each read by itself: what could be read of it, and everything that could not."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from atcost.core.finding import Finding
from atcost.core.model import BudgetRow, Model, VolumeRow, Volumes
from atcost.inputs.csv_rows import field_finding, read_table, read_text
from atcost.inputs.numbers import Unreadable, read_month
from atcost.inputs.strict import DecimalText, Faults, structured

if TYPE_CHECKING:
    from pathlib import Path

    from atcost.core.money import Exact
    from atcost.core.period import Month

MODEL, BUDGET, VOLUMES = "model.toml", "budget.csv", "volumes.csv"
KNOWN = 1
"""The format and the arithmetic that this version reads and calculates by."""


def load_document(path: Path) -> tuple[Model | None, list[Finding]]:
    """Return what model.toml says, with stand-ins for what can't be read; None where nothing can."""
    text, findings = read_text(path)
    if text is None:
        return None, findings
    try:
        document = tomllib.loads(
            text.replace("\r\n", "\n"), parse_float=lambda number: DecimalText(number.replace("_", ""))
        )
    except tomllib.TOMLDecodeError as fault:
        return None, [_syntax(str(fault), text)]
    except (ValueError, RecursionError) as fault:  # a number of thousands of digits; brackets nested without end
        return None, [Finding("not_toml", MODEL, values={"reason": type(fault).__name__})]
    faults = Faults(MODEL)
    for name in ("format", "arithmetic"):
        if document.get(name, KNOWN) != KNOWN and not isinstance(document[name], bool | list | dict):
            faults.add(f"unknown_{name}", name, found=str(document[name]))
    return structured(Model, document, "", faults), faults.found


def load_budget(path: Path) -> tuple[tuple[BudgetRow, ...], list[Finding]]:
    """Return the rows of budget.csv that can be read."""
    table, findings = read_table(path, ("area", "service", "staff", "fte", "amount", "source"), ("evidence",))
    if table is None:
        return (), findings
    rows = []
    for number, (area, service, staff, fte, amount, source, evidence) in table.rows:
        numbers = {"fte": fte, "amount": amount}
        read: dict[str, Exact | None] = {}
        for column, text in numbers.items():
            try:
                read[column] = table.number(text) if text else None
            except Unreadable as fault:
                findings.append(field_finding(table.file, number, column, fault))
        if len(read) == len(numbers):
            rows.append(BudgetRow(area, service, staff, read["fte"], read["amount"], source, evidence, number))
    return tuple(rows), findings


def load_volumes(path: Path) -> tuple[Volumes, list[Finding]]:
    """Return the rows of a volumes file that can be read."""
    table, findings = read_table(path, ("measure", "customer", "month", "quantity"))
    if table is None:
        return Volumes((), path.name), findings
    months: dict[str, Month] = {}
    rows = []
    for number, (measure, customer, month, quantity) in table.rows:
        column = "month"
        try:
            if month not in months:
                months[month] = read_month(month)
            column = "quantity"
            rows.append(VolumeRow(measure, customer, months[month], table.number(quantity), number))
        except Unreadable as fault:
            findings.append(_empty_or(table.file, number, column, fault))
    return Volumes(tuple(rows), path.name), findings


def _syntax(message: str, text: str) -> Finding:
    reason, _, place = message.rpartition(" (at ")
    digits = "".join(mark if mark.isdigit() else " " for mark in place).split()
    row = int(digits[0]) if digits else text.count("\n") + 1
    return Finding("not_toml", MODEL, row, values={"reason": reason or message})


def _empty_or(file: str, number: int, column: str, fault: Unreadable) -> Finding:
    if not fault.values.get("found"):
        return Finding("empty_field", file, number, column)
    return field_finding(file, number, column, fault)
