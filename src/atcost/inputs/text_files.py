"""Text files of any size made ready for an engine: encoding and heading found, rows that are none set apart.

Nothing is held whole in memory and nothing is written beside the user's file: what has to be changed is changed in a
copy. A row is numbered as a spreadsheet numbers it: the heading is row 1, and a line break inside quotation marks
begins no row.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.words import Text
from atcost.inputs.csv_rows import TOO_LONG, separator_of
from atcost.inputs.decoding import CHUNK, UTF_8, BadText, decoded, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from threading import Event
    from typing import BinaryIO, TextIO

SOURCE_ROW = "source_row"  # the column that every table has besides its own: where a row stands
LONG_LINE = CHUNK // 4  # as many letters as a piece has at least, whatever they are
MOST_COLUMNS, MOST_LETTERS = 10_000, 200_000
"""How many columns a heading may have, and how many letters a row: DuckDB takes no line above 2 MB."""
MOST_LINES, FEW_LINES = 10_000, 20
"""How many lines a row may have; and how many while lines are read again that a row took that was none. To read on
from each of them as far as a quotation mark closes would take the square of the file's length."""

TOO_WIDE = Text(f"den har fler än {MOST_COLUMNS} kolumner", f"it has more than {MOST_COLUMNS} columns")


@dataclass(frozen=True, slots=True)
class Utf8File:
    """A file's text in UTF-8: the file itself or a copy, and whether it has lines that an engine misreads."""

    path: Path
    has_odd_lines: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """The columns of a file, and what stands between them."""

    separator: str
    columns: tuple[str, ...]


def as_utf8(path: Path, copy: Path, stopped: Event) -> Utf8File:
    """Return a file's text in UTF-8; ``copy`` is written only where the file is in another encoding.

    Another thread that sets ``stopped`` ends it soon; what it then returns is of no use.

    Raises:
        BadText: it can't be read, or a byte means nothing in its encoding.
    """

    def made(encoding: str, texts: Iterator[str]) -> Utf8File:
        if encoding == UTF_8:
            return Utf8File(path, _has_odd_lines(texts))
        with copy.open("w", encoding="utf-8", newline="") as written:
            return Utf8File(copy, _has_odd_lines(_copied(texts, written)))

    with opened(path) as file:
        return decoded(_Stoppable(file, stopped), made)


class _Stoppable(NamedTuple):
    """A file that is at its end once it is stopped."""

    file: BinaryIO
    stopped: Event

    def read(self, size: int) -> bytes:
        return b"" if self.stopped.is_set() else self.file.read(size)

    def seek(self, place: int) -> int:
        return self.file.seek(place)


def heading_of(path: Path) -> Heading:
    """Return the heading of a UTF-8 file; a column without a name is called by its place, ``column_3``.

    Raises:
        BadText: there is no heading, or two columns have one name.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        start = file.read(CHUNK)
    separator = separator_of(start)
    names = _first_record(start, separator)
    columns = [name.strip() or f"column_{place}" for place, name in enumerate(names, 1)]
    if not any(name.strip() for name in names):
        raise BadText("heading_missing", 1)
    if len(columns) > MOST_COLUMNS:
        raise BadText("unreadable_file", 1, reason=TOO_WIDE)
    taken = {SOURCE_ROW}
    for name in columns:
        if name.lower() in taken:
            raise BadText("heading_twice", 1, name=name)
        taken.add(name.lower())
    return Heading(separator, tuple(columns))


def tidy_copy(path: Path, heading: Heading, copy: Path, refused: Path) -> int:
    """Write a UTF-8 file anew so that each row has all columns, parted by commas, and its number as the last of them.

    Empty lines are left out: they are no rows. Rows with too few or too many fields, too many lines or letters, or a
    quotation mark that does not close, are refused: their numbers go to another file, one a line. Surplus fields that
    are empty are no fault. A row that is refused ends with its line, so that a stray quotation mark doesn't swallow the
    rows that follow.

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
        feed.begin_row()
        yield row, record


def _cut(record: list[str], width: int) -> list[str] | None:
    if len(record) <= 1 and not "".join(record).strip():
        return []
    if len(record) < width or any(record[width:]) or sum(map(len, record)) > MOST_LETTERS:
        return None
    return record[:width]


class _Feed:
    """Lines for a CSV reader, which takes one at a time: those taken for the row at hand can be given back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._returned: list[str] = []  # the next one last
        self.begin_row()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self._taken) == self._most:
            raise csv.Error(self._most)
        line = self._returned.pop() if self._returned else next(self._lines)
        self._taken.append(line)
        return line

    def begin_row(self) -> None:
        self._taken: list[str] = []
        self._most = FEW_LINES if self._returned else MOST_LINES

    def give_back_all_but_first(self) -> None:
        self._returned.extend(reversed(self._taken[1:]))


def _first_record(text: str, separator: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
    except csv.Error:
        raise BadText("unreadable_file", 1, reason=TOO_LONG) from None


def _copied(texts: Iterable[str], written: TextIO) -> Iterator[str]:
    for text in texts:
        written.write(text)
        yield text


def _has_odd_lines(texts: Iterable[str]) -> bool:
    """Tell whether a line is empty, which is no row, or longer than a piece, which DuckDB may leave out in silence."""
    found, tail = False, ""
    for text in texts:
        joined = tail + text
        is_long = len(text) >= LONG_LINE and "\n" not in text and "\r" not in text
        found = found or is_long or _has_blank_line(joined)
        tail = joined[-2:]
    return found


def _has_blank_line(text: str) -> bool:
    if "\r" not in text:
        return "\n\n" in text
    return "\n\n" in text or "\n\r\n" in text if "\n" in text else "\r\r" in text
