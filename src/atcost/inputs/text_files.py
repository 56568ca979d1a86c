"""Text files of any size made ready for an engine: encoding and heading found, rows that are none set apart.

Nothing is held whole in memory and nothing is written beside the user's file: what has to be changed is changed in a
copy. A row is numbered as a spreadsheet numbers it: the heading is row 1, and a line break inside quotation marks
begins no row.
"""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import Any, BinaryIO

CHUNK = 1 << 20
SEPARATORS = ",;\t"
SOURCE_ROW = "source_row"  # the column that every table has besides its own: where a row stands
MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class BadText(Exception):  # noqa: N818 -- a fault in a user's file: it becomes a finding where the file's name is known
    """A file can't be read as a table: the rule that it breaks, and the row."""

    def __init__(self, rule: str, row: int, **values: Any) -> None:  # noqa: ANN401 -- what a finding's message names
        """Say which rule, where, and what the message names."""
        super().__init__(rule, row, values)
        self.rule = rule
        self.row = row
        self.values: Mapping[str, Any] = values


@dataclass(frozen=True, slots=True)
class Utf8File:
    """A file's text in UTF-8: the file itself or a copy, and whether an empty line stands between its rows."""

    path: Path
    has_blank_lines: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """The columns of a file, and what stands between them."""

    separator: str
    columns: tuple[str, ...]


def as_utf8(path: Path, copy: Path) -> Utf8File:
    """Return a file's text in UTF-8; ``copy`` is written only where the file is in another encoding.

    A byte order mark decides; without one the file is UTF-8 if all of it is, else Windows-1252.

    Raises:
        BadText: a byte means nothing in the file's encoding.
    """
    with path.open("rb") as file:
        start = file.read(max(map(len, MARKS)))
    mark = next((mark for mark in MARKS if start.startswith(mark)), b"")
    encoding = MARKS.get(mark, "utf-8")
    if encoding == "utf-8":
        try:
            return Utf8File(path, _has_blank_lines(_decoded(path, encoding)))
        except BadText:
            if mark:
                raise
            encoding = "cp1252"
    with copy.open("wb") as written:
        return Utf8File(copy, _has_blank_lines(_copied(_decoded(path, encoding, len(mark)), written)))


def heading_of(path: Path) -> Heading:
    """Return the heading of a UTF-8 file: of comma, semicolon and tab, the one that gives most columns parts them.

    A column without a name is called by its place, ``column_3``.

    Raises:
        BadText: there is no heading, the file is no text, or two columns have one name.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        start = file.read(CHUNK)
    if "\0" in start:
        raise BadText("unreadable_file", start[: start.index("\0")].count("\n") + 1, reason="NUL")
    found = {separator: _first_record(start, separator) for separator in SEPARATORS}
    separator = max(SEPARATORS, key=lambda mark: len(found[mark]))
    columns = [name.strip() or f"column_{place}" for place, name in enumerate(found[separator], 1)]
    if not any(name.strip() for name in found[separator]):
        raise BadText("heading_missing", 1)
    taken = {SOURCE_ROW}
    for name in columns:
        if name.lower() in taken:
            raise BadText("heading_twice", 1, name=name)
        taken.add(name.lower())
    return Heading(separator, tuple(columns))


def tidy_copy(path: Path, heading: Heading, copy: Path, refused: Path) -> int:
    """Write a UTF-8 file anew so that each row has all columns, parted by commas, and its number as the last of them.

    Empty lines are left out: they are no rows. Rows with too few or too many fields, or with a quotation mark that does
    not close, are refused: their numbers go to another file, one a line. Surplus fields that are empty are no fault. A
    row that is refused ends with its line, so that a stray quotation mark doesn't swallow the rows that follow.

    Returns:
        The number of rows refused.
    """
    width, number_refused = len(heading.columns), 0
    with (
        path.open(encoding="utf-8-sig", newline="") as file,
        copy.open("w", encoding="utf-8", newline="") as good,
        refused.open("w", encoding="ascii") as bad,
    ):
        writer = csv.writer(good)  # ends lines by CRLF, and so quotes a field with either of the two
        for row, record in _records(file, heading.separator, width):
            if record is None:
                bad.write(f"{row}\n")
                number_refused += 1
            elif len(record) == width:
                writer.writerow([*record, row])
    return number_refused


def _records(lines: Iterable[str], separator: str, width: int) -> Iterator[tuple[int, list[str] | None]]:
    """Yield each row's number with its fields; none for an empty line, None for a row that is no proper record."""
    feed = _Feed(lines)
    reader = csv.reader(feed, delimiter=separator, strict=True)
    row = 0
    while True:
        row += 1
        try:
            record = _cut(next(reader), width)
        except StopIteration:
            return
        except csv.Error:
            record = None
        if record is None:
            feed.give_back_all_but_first()
        feed.taken.clear()
        yield row, record


def _cut(record: list[str], width: int) -> list[str] | None:
    if len(record) <= 1 and not "".join(record).strip():
        return []
    if len(record) < width or any(record[width:]):
        return None
    return record[:width]


class _Feed:
    """Lines for a CSV reader, which takes one at a time: those taken for the row at hand can be given back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._returned: list[str] = []  # the next one last
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._returned.pop() if self._returned else next(self._lines)
        self.taken.append(line)
        return line

    def give_back_all_but_first(self) -> None:
        self._returned.extend(reversed(self.taken[1:]))


def _first_record(text: str, separator: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
    except csv.Error as fault:
        raise BadText("unreadable_file", 1, reason=str(fault)) from None


def _decoded(path: Path, encoding: str, skipped: int = 0) -> Iterator[str]:
    decoder, done = codecs.getincrementaldecoder(encoding)("strict"), skipped
    with path.open("rb") as file:
        file.seek(skipped)
        while True:
            chunk = file.read(CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as fault:
                held_back = len(fault.object) - len(chunk)
                row = 1 + _line_ends(path, encoding, skipped, done - held_back + fault.start)
                reason = f"{encoding}, byte 0x{fault.object[fault.start]:02x}"
                raise BadText("unreadable_file", row, reason=reason) from None
            yield text
            if not chunk:
                return
            done += len(chunk)


def _line_ends(path: Path, encoding: str, begin: int, end: int) -> int:
    """Count the line ends between two bytes of a file; only a fault asks for them."""
    decoder, number = codecs.getincrementaldecoder(encoding)("ignore"), 0
    with path.open("rb") as file:
        file.seek(begin)
        while chunk := file.read(min(CHUNK, end - file.tell())):
            number += decoder.decode(chunk).count("\n")
    return number


def _copied(texts: Iterable[str], written: BinaryIO) -> Iterator[str]:
    for text in texts:
        written.write(text.encode())
        yield text


def _has_blank_lines(texts: Iterable[str]) -> bool:
    found, tail = False, ""
    for text in texts:
        joined = tail + text
        found = found or _has_blank_line(joined)
        tail = joined[-2:]
    return found


def _has_blank_line(text: str) -> bool:
    if "\r" not in text:
        return "\n\n" in text
    return "\n\n" in text or "\n\r\n" in text if "\n" in text else "\r\r" in text
