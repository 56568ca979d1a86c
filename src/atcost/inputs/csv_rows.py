"""CSV as people's programs write it: UTF-8 or Windows-1252, comma, semicolon or tab, decimal point or comma."""

from __future__ import annotations

import codecs
import csv
import errno
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from atcost.core.finding import Finding
from atcost.core.words import Text, shown
from atcost.inputs.numbers import Unreadable, exact

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from atcost.core.money import Exact

SEPARATORS = ",;\t"
MARKED = re.compile(r"[+-]?\d+([.,])\d+", re.ASCII)
LIKE_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
REASONS = {
    errno.EACCES: Text("du har inte rätt att läsa den", "you may not read it"),
    errno.EISDIR: Text("det är en mapp", "it is a folder"),
}
IS_UTF_16 = Text("den är sparad som UTF-16", "it is saved as UTF-16")
IS_EXCEL = Text("det är en Excelfil; spara den som CSV", "it is an Excel file; save it as CSV")
OTHER_KINDS = ((b"PK\x03\x04", IS_EXCEL), (codecs.BOM_UTF16_LE, IS_UTF_16), (codecs.BOM_UTF16_BE, IS_UTF_16))
"""What a file of another kind begins with, and what to say of it."""
HAS_NUL = Text("raden har ett tecken som inte är text (NUL)", "the row has a character that is no text (NUL)")
NO_LETTER = Text("tecknet {} finns inte i Windows-1252", "there is no character {} in Windows-1252")
TOO_LONG = Text("ett fält är för långt", "a field is too long")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a CSV file as texts, each with its line, and the mark that its decimals have.

    ``may_be_thousands``: nothing in the file shows whether a mark before three digits is the decimal mark.
    """

    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]
    decimal_mark: str
    may_be_thousands: bool

    def number(self, text: str) -> Exact:
        """Read a number of this file.

        Raises:
            Unreadable: no number, another decimal mark, thousands marks, or a number that can be read in two ways.
        """
        if self.may_be_thousands and LIKE_THOUSANDS.fullmatch(text):
            raise Unreadable("two_readings", found=text, whole=text.replace(self.decimal_mark, ""), decimal=text + "0")
        return exact(text, self.decimal_mark)


def read_table(path: Path, required: Sequence[str], optional: Sequence[str] = ()) -> tuple[Table | None, list[Finding]]:
    """Read a CSV file whose heading has the required columns, in any order; rows are returned in that order.

    Rows with another number of fields are left out with a finding each; empty rows, and the empty fields that
    spreadsheets leave at the end of a row, are no fault.
    """
    text, findings = read_text(path)
    if text is None:
        return None, findings
    separator = max(SEPARATORS, key=text.lstrip().partition("\n")[0].count)
    lines, findings = _records(path.name, text, separator)
    if findings:
        return None, findings
    if not lines:
        return None, [Finding("empty_file", path.name, values={"names": required})]
    (row, heading), *lines = lines
    columns = [name.strip().lower() for name in _without_ends(heading, 0)]
    if findings := _heading(path.name, row, columns, required, optional):
        return None, findings
    width = len(columns)
    lines = [(row, _without_ends(record, width)) for row, record in lines]
    order = [columns.index(name) if name in columns else None for name in (*required, *optional)]
    kept = [(row, record) for row, record in lines if len(record) == width]
    rows = tuple((row, ["" if place is None else record[place].strip() for place in order]) for row, record in kept)
    mark, may_be_thousands = _decimal_mark(separator, [field for _, record in rows for field in record])
    return Table(path.name, (*required, *optional), rows, mark, may_be_thousands), [
        Finding("wrong_field_count", path.name, row, values={"found": len(record), "due": width})
        for row, record in lines
        if len(record) != width
    ]


def read_text(path: Path) -> tuple[str | None, list[Finding]]:
    """Read a file as UTF-8, with or without a byte order mark, or as Windows-1252."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None, [Finding("file_missing", path.name)]
    except OSError as fault:
        return None, [_unreadable(path.name, None, REASONS.get(fault.errno or 0, fault.strerror or str(fault)))]
    if other := [kind for start, kind in OTHER_KINDS if content.startswith(start)]:
        return None, [_unreadable(path.name, None, other[0])]
    if b"\0" in content:
        return None, [_unreadable(path.name, _row_of(content, content.index(b"\0")), HAS_NUL)]
    try:
        return codecs.decode(content, "utf-8-sig"), []
    except UnicodeDecodeError:
        return _windows_text(path.name, content)


def field_finding(file: str, row: int, column: str, fault: Unreadable) -> Finding:
    """Return the finding of a field that can't be read."""
    return Finding(fault.rule, file, row, column, values=fault.values)


def _windows_text(file: str, content: bytes) -> tuple[str | None, list[Finding]]:
    try:
        return codecs.decode(content, "cp1252"), []
    except UnicodeDecodeError as fault:
        reason = Text(*(words.format(f"0x{content[fault.start]:02x}") for words in NO_LETTER))
        return None, [_unreadable(file, _row_of(content, fault.start), reason)]


def _row_of(content: bytes, position: int) -> int:
    return content[:position].count(b"\n") + 1


def _unreadable(file: str, row: int | None, reason: Text | str) -> Finding:
    return Finding("unreadable_file", file, row, values={"reason": reason})


def _records(file: str, text: str, separator: str) -> tuple[list[tuple[int, list[str]]], list[Finding]]:
    """Return the records that are not empty, each with its first line; or what keeps them from being told apart."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines, row = [], 1
    try:
        for record in reader:
            if "".join(record).strip():
                lines.append((row, record))
            row = reader.line_num + 1
    except csv.Error as fault:
        if "field limit" in str(fault):
            return [], [_unreadable(file, row, TOO_LONG)]
        return [], [Finding("stray_quote", file, row)]
    return lines, []


def _without_ends(record: list[str], width: int) -> list[str]:
    """Return a record without the empty fields behind its width, as spreadsheets leave them."""
    end = len(record)
    while end > width and not record[end - 1].strip():
        end -= 1
    return record[:end]


def _decimal_mark(separator: str, fields: Sequence[str]) -> tuple[str, bool]:
    """Return the decimal mark of a file, and whether each of its marks could as well part thousands.

    Where commas part the fields the decimal mark is the point. Elsewhere it is the comma as soon as a number has one.
    """
    if separator == ",":
        return ".", False
    marked = [(field, found[1]) for field in fields if (found := MARKED.fullmatch(field))]
    mark = "," if any(mark == "," for _, mark in marked) else "."
    return mark, bool(marked) and all(LIKE_THOUSANDS.fullmatch(field) for field, of_field in marked if of_field == mark)


def _heading(
    file: str, row: int, columns: list[str], required: Sequence[str], optional: Sequence[str]
) -> list[Finding]:
    known = (*required, *optional)
    missing = [name for name in required if name not in columns]
    unknown = [shown(name or f"#{place}") for place, name in enumerate(columns, start=1) if name not in known]
    twice = [name for name in known if columns.count(name) > 1]
    return [
        *(Finding("missing_column", file, row, name, values={"name": name, "names": known}) for name in missing),
        *(Finding("unknown_column", file, row, name, values={"name": name, "names": known}) for name in unknown),
        *(Finding("listed_twice", file, row, name, values={"name": name}) for name in twice),
    ]
