"""CSV as people's programs write it: UTF-8 or Windows-1252, comma, semicolon or tab, decimal point or comma."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from atcost.core.finding import Finding
from atcost.core.words import Text, shown
from atcost.inputs.decoding import read_text
from atcost.inputs.numbers import LIKE_THOUSANDS, Unreadable, exact

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from atcost.core.money import Exact

SEPARATORS = ",;\t"
MARKED = re.compile(r"[+-]?\d+([.,])\d+", re.ASCII)
MOST_LISTED, MOST_COMPARED = 10, 20
"""How many columns of a heading a finding names, and how many it seeks the likeliest spelling of."""
IS_MEANT = Text("”{}” ska troligen heta {}", "“{}” should probably be {}")
IS_MISSING, IS_UNKNOWN = Text("{} saknas", "{} missing"), Text("{} finns inte i formatet", "{} unknown")
IS_TWICE = Text("{} står två gånger", "{} listed twice")
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
    separator = separator_of(text)
    lines, findings = _records(path.name, text, separator)
    if findings:
        return None, findings
    if not lines:
        return None, [Finding("empty_file", path.name, values={"names": required})]
    (row, heading), *lines = lines
    columns = [name.strip().lower() for name in _without_ends(heading, 0)]
    if findings := heading_faults(path.name, row, columns, required, optional):
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


def separator_of(text: str) -> str:
    """Return what parts the fields of a text: of comma, semicolon and tab the one that gives its first record most."""
    text = text.lstrip()
    return max(SEPARATORS, key=lambda separator: _first_width(text, separator))


def _first_width(text: str, separator: str) -> int:
    try:
        return len(next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), []))
    except csv.Error:
        return 0


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
            return [], [Finding("unreadable_file", file, row, values={"reason": TOO_LONG})]
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


def heading_faults(
    file: str, row: int | None, columns: Sequence[str], required: Sequence[str], optional: Sequence[str] = ()
) -> list[Finding]:
    """Return the one finding that says all that is wrong with a heading; none where nothing is."""
    known = (*required, *optional)
    missing = [name for name in required if name not in columns]
    unknown = [shown(name or f"#{place}") for place, name in enumerate(columns, start=1) if name not in known]
    twice = [name for name in known if columns.count(name) > 1]
    meant = _meant(unknown[:MOST_COMPARED], missing)
    faults = [
        *(Text(*(words.format(name, due) for words in IS_MEANT)) for name, due in meant.items()),
        *_listed(IS_MISSING, [name for name in missing if name not in meant.values()]),
        *_listed(IS_UNKNOWN, [name for name in unknown if name not in meant]),
        *_listed(IS_TWICE, twice),
    ]
    said = Text("; ".join(fault.sv for fault in faults), "; ".join(fault.en for fault in faults))
    return [Finding("wrong_heading", file, row, values={"faults": said, "names": known})] if faults else []


def _meant(unknown: Sequence[str], missing: Sequence[str]) -> dict[str, str]:
    """Return which missing column an unknown one is likely to be: one that is spelt much like it, or the only one."""
    if len(unknown) == len(missing) == 1:
        return {unknown[0]: missing[0]}
    close = {name: get_close_matches(name, missing, 1) for name in unknown}
    return {name: due[0] for name, due in close.items() if due}


def _listed(words: Text, names: Sequence[str]) -> list[Text]:
    first = ", ".join([*names[:MOST_LISTED], *(["…"] if len(names) > MOST_LISTED else [])])
    return [Text(words.sv.format(first), words.en.format(first))] if names else []
