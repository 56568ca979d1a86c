"""CSV as people's programs write it: UTF-8 or Windows-1252, comma, semicolon or tab, decimal point or comma."""

from __future__ import annotations

import codecs
import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from atcost.core.finding import Finding
from atcost.inputs.numbers import Unreadable, exact

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from atcost.core.money import Exact

SEPARATORS = ",;\t"
DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a CSV file as texts, each with its line, and the mark that its decimals have."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]
    decimal_mark: str

    def number(self, text: str) -> Exact:
        """Read a number of this file.

        Raises:
            Unreadable: no number, or thousands marks.
        """
        if self.decimal_mark == "," and "." in text:
            raise Unreadable("thousands_mark", found=text, without=text.replace(".", ""))
        return exact(text.replace(",", ".") if self.decimal_mark == "," else text)


def read_table(path: Path, required: Sequence[str], optional: Sequence[str] = ()) -> tuple[Table | None, list[Finding]]:
    """Read a CSV file whose heading has the required columns, in any order; rows are returned in that order.

    Rows with another number of fields are left out with a finding each; empty rows are skipped.
    """
    text, findings = read_text(path)
    if text is None:
        return None, findings
    heading = text.lstrip("\r\n").splitlines()[:1]
    if not heading or not heading[0].strip():
        return None, [Finding("empty_file", path.name, values={"names": required})]
    separator = max(SEPARATORS, key=heading[0].count)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        lines = [(records.line_num, record) for record in records if record and (record[0] or "".join(record).strip())]
    except csv.Error as fault:
        return None, [Finding("unreadable_file", path.name, records.line_num, values={"reason": str(fault)})]
    columns = [name.strip().lower() for name in lines[0][1]]
    findings = _heading(path.name, columns, required, optional)
    if findings:
        return None, findings
    kept = [line for line in lines[1:] if len(line[1]) == len(columns)]
    findings = [
        Finding("wrong_field_count", path.name, number, values={"found": len(record), "due": len(columns)})
        for number, record in lines[1:]
        if len(record) != len(columns)
    ]
    order = [columns.index(name) if name in columns else None for name in (*required, *optional)]
    rows = tuple(
        (number, ["" if place is None else record[place].strip() for place in order]) for number, record in kept
    )
    comma = separator != "," and any(DECIMAL_COMMA.fullmatch(field.strip()) for _, record in kept for field in record)
    return Table(path.name, (*required, *optional), rows, "," if comma else "."), findings


def read_text(path: Path) -> tuple[str | None, list[Finding]]:
    """Read a file as UTF-8, with or without a byte order mark, or as Windows-1252."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None, [Finding("file_missing", path.name)]
    except OSError as fault:
        return None, [Finding("unreadable_file", path.name, values={"reason": fault.strerror or str(fault)})]
    if b"\0" in content:
        row = content[: content.index(b"\0")].count(b"\n") + 1
        return None, [Finding("unreadable_file", path.name, row, values={"reason": "NUL"})]
    try:
        return codecs.decode(content, "utf-8-sig"), []
    except UnicodeDecodeError:
        return _windows_text(path, content)


def _windows_text(path: Path, content: bytes) -> tuple[str | None, list[Finding]]:
    try:
        return codecs.decode(content, "cp1252"), []
    except UnicodeDecodeError as fault:
        row = content[: fault.start].count(b"\n") + 1
        reason = f"byte 0x{content[fault.start]:02x}"
        return None, [Finding("unreadable_file", path.name, row, values={"reason": reason})]


def _heading(file: str, columns: list[str], required: Sequence[str], optional: Sequence[str]) -> list[Finding]:
    known = (*required, *optional)
    missing = [
        Finding("missing_column", file, 1, name, values={"name": name, "names": known})
        for name in required
        if name not in columns
    ]
    unknown = [name for name in columns if name not in known]
    twice = [name for name in dict.fromkeys(columns) if columns.count(name) > 1]
    return [
        *missing,
        *(Finding("unknown_column", file, 1, name, values={"name": name, "names": known}) for name in unknown),
        *(Finding("listed_twice", file, 1, name, values={"name": name}) for name in twice if name in known),
    ]


def field_finding(file: str, row: int, column: str, fault: Unreadable) -> Finding:
    """Return the finding of a field that can't be read."""
    return Finding(fault.rule, file, row, column, values=fault.values)
