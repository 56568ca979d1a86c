"""A year's folder into core: model.toml, budget.csv and volumes.csv, with everything that is wrong in them."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.checks import check
from atcost.core.finding import Faulty, Finding, errors
from atcost.core.model import BudgetRow, Model, VolumeRow, Volumes
from atcost.core.pricing import priced
from atcost.inputs.csv_rows import field_finding, read_table, read_text
from atcost.inputs.numbers import Unreadable, read_month
from atcost.inputs.strict import DecimalText, Faults, structured
from atcost.inputs.toml_lines import line_of, toml_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from atcost.core.assignment import Column
    from atcost.core.money import Exact
    from atcost.core.period import Month, Window
    from atcost.core.pricing import Pricing

MODEL, BUDGET, VOLUMES = "model.toml", "budget.csv", "volumes.csv"
KNOWN = 1
"""The format and the arithmetic that this version reads and calculates by."""


class Year(NamedTuple):
    """A year's two documents, as far as they could be read, and every finding about them."""

    model: Model | None
    volumes: Volumes | None
    findings: list[Finding]

    def documents(self) -> tuple[Model, Volumes]:
        """Return both documents.

        Raises:
            Faulty: one of them could not be read.
        """
        if self.model is None or self.volumes is None:
            raise Faulty(self.findings)
        return self.model, self.volumes

    def price(self, column: Column = "kind", beside: Sequence[Finding] = ()) -> Pricing:
        """Price the year; ``beside`` are findings from elsewhere that the list shall show too.

        Raises:
            Faulty: the documents have errors.
        """
        return priced(*self.documents(), [*self.findings, *beside], column)


def read_year(folder: Path, volumes_file: Path | None = None, window: Window | None = None) -> Year:
    """Read and check a year's folder, with other volumes or another window if given; findings name their lines."""
    model, findings = load_model(folder)
    volumes, more = load_volumes(volumes_file or folder / VOLUMES)
    findings = [*findings, *more]
    if model and window:
        model = model.counted_over(window)
    if model and volumes:
        findings += check(model, volumes)
    return Year(model, volumes, with_lines(folder, findings))


def priced_before(folder: Path, model: Model, given: Path | None = None) -> tuple[Pricing | None, list[Finding]]:
    """Return the prices of the year before, from the folder that is given or that the model names as ``previous``.

    Where it can't be priced the list stands without it, and a finding says why.
    """
    if given is None and model.previous is None:
        return None, []
    previous = given or folder / str(model.previous)
    if not previous.is_dir():
        return None, [Finding("no_previous", MODEL, path="previous", values={"path": str(model.previous)})]
    try:
        return read_year(previous).price(), []
    except Faulty as fault:
        values = {"path": str(given or model.previous), "errors": len(errors(fault.findings))}
        return None, with_lines(folder, [Finding("previous_has_errors", MODEL, path="previous", values=values)])


def read_model(folder: str | Path) -> Model:
    """Read a year's price model and budget.

    Raises:
        Faulty: the documents have errors.
    """
    model, findings = load_model(Path(folder))
    if model is None:
        raise Faulty(with_lines(Path(folder), findings))
    return model


def read_volumes(path: str | Path) -> Volumes:
    """Read a volumes file, or the one of a year's folder.

    Raises:
        Faulty: the file has errors.
    """
    path = Path(path)
    volumes, findings = load_volumes(path / VOLUMES if path.is_dir() else path)
    if volumes is None:
        raise Faulty(findings)
    return volumes


def load_model(folder: Path) -> tuple[Model | None, list[Finding]]:
    """Return the model with its budget where both could be read, and the findings of reading."""
    model, findings = _load_document(folder / MODEL)
    rows, more = _load_budget(folder / BUDGET)
    findings = [*findings, *more]
    if model is None or errors(findings):
        return None, findings
    return replace(model, budget=rows), findings


def load_volumes(path: Path) -> tuple[Volumes | None, list[Finding]]:
    """Return the volumes where the file could be read whole, and the findings of reading."""
    table, findings = read_table(path, ("measure", "customer", "month", "quantity"))
    if table is None:
        return None, findings
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
    return None if errors(findings) else Volumes(tuple(rows), path.name), findings


def with_lines(folder: Path, findings: Iterable[Finding]) -> list[Finding]:
    """Give findings about model.toml the line that an editor shows."""
    findings = list(findings)
    if not any(finding.file == MODEL and finding.row is None for finding in findings):
        return findings
    text, _ = read_text(folder / MODEL)
    lines = toml_lines(text or "")
    return [
        finding.at_row(line_of(finding.path, lines)) if finding.file == MODEL and finding.row is None else finding
        for finding in findings
    ]


def _load_document(path: Path) -> tuple[Model | None, list[Finding]]:
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
    model = structured(Model, document, "", faults)
    return (None if errors(faults.found) else model), faults.found


def _syntax(message: str, text: str) -> Finding:
    reason, _, place = message.rpartition(" (at ")
    digits = "".join(mark if mark.isdigit() else " " for mark in place).split()
    row = int(digits[0]) if digits else text.count("\n") + 1
    return Finding("not_toml", MODEL, row, values={"reason": reason or message})


def _load_budget(path: Path) -> tuple[tuple[BudgetRow, ...], list[Finding]]:
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


def _empty_or(file: str, number: int, column: str, fault: Unreadable) -> Finding:
    if not fault.values.get("found"):
        return Finding("empty_field", file, number, column)
    return field_finding(file, number, column, fault)
