"""A file's bytes into text: one policy for a year's documents and for the files of a source.

A byte order mark decides the encoding, UTF-8 or UTF-16 (spreadsheet programs call it Unicode text). Without one a file
is in UTF-8 if all of it is, else in Windows-1252. What is no ordinary file, or no text, is told of and never read.
"""

from __future__ import annotations

import codecs
import errno
import io
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

from atcost.core.finding import Finding
from atcost.core.words import Text
from atcost.inputs.near_files import missing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import Any, BinaryIO

Made = TypeVar("Made")

CHUNK = 1 << 20
MOST_MEGABYTES = 20
"""What a document may hold, many times what any does; the files of a source have no limit."""

UTF_8, WINDOWS = "utf-8-sig", "cp1252"
MARKS = {codecs.BOM_UTF8: UTF_8, codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
NAMES = {UTF_8: "UTF-8", "utf-16": "UTF-16", WINDOWS: "Windows-1252"}

IS_FOLDER = Text("det är en mapp", "it is a folder")
IS_NO_FILE = Text("det är ingen vanlig fil", "it is no ordinary file")
IS_EXCEL = Text("det är en Excelfil; spara den som CSV UTF-8", "it is an Excel file; save it as CSV UTF-8")
TOO_LARGE = Text(f"den är större än {MOST_MEGABYTES} MB", f"it is larger than {MOST_MEGABYTES} MB")
REFUSALS = {
    errno.EACCES: Text("du har inte rätt att läsa den", "you may not read it"),
    errno.EISDIR: IS_FOLDER,
    errno.EIO: Text("disken svarar med ett fel", "the disk answers with an error"),
    errno.ELOOP: Text("det är en länk till sig själv", "it is a link to itself"),
    errno.ENAMETOOLONG: Text("namnet är för långt", "the name is too long"),
    errno.ENOENT: Text("den finns inte", "it is not there"),
    errno.ENOTDIR: Text("det är varken en fil eller en mapp", "it is neither a file nor a folder"),
}
HAS_NUL = Text("raden har ett tecken som inte är text (NUL)", "the row has a character that is no text (NUL)")
NO_LETTER = Text("tecknet 0x{:02x} finns inte i {}", "there is no character 0x{:02x} in {}")
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""What Excel's files begin with, the newer and the older."""


class Bytes(Protocol):
    """What can be decoded: bytes that can be read anew from the first."""

    def read(self, size: int, /) -> bytes:
        """Read at most so many bytes."""

    def seek(self, place: int, /) -> int:
        """Go to a place."""


class BadText(Exception):  # noqa: N818 -- a fault in a user's file: it becomes a finding where the file's name is known
    """A file can't be read: the rule that it breaks, the row where there is one, and what the rule's message names."""

    def __init__(self, rule: str, row: int | None, **values: Any) -> None:  # noqa: ANN401 -- what a finding's message names
        """Say which rule, where, and what the message names."""
        super().__init__(rule, row, values)
        self.rule, self.row, self.values = rule, row, values

    def finding(self, file: str) -> Finding:
        """Return the finding about a file of this name."""
        return Finding(self.rule, file, self.row, values=self.values)


def read_text(path: Path) -> tuple[str | None, list[Finding]]:
    """Return the text of a document, or the finding that says why there is none."""
    try:
        with opened(path) as file:
            content = io.BytesIO(_content(file))
        return decoded(content, lambda _, texts: "".join(texts)), []
    except BadText as fault:
        return None, [fault.finding(path.name)]


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open an ordinary file: a pipe or a device would be waited for, or never end.

    Raises:
        BadText: it is missing, is something else, or may not be read.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise BadText("unreadable_file", None, reason=IS_FOLDER if stat.S_ISDIR(mode) else IS_NO_FILE)
        with path.open("rb") as file:
            yield file
    except FileNotFoundError:
        rule, values = missing(path)
        raise BadText(rule, None, **values) from None
    except OSError as fault:
        raise BadText("unreadable_file", None, reason=refusal(fault)) from None


def refusal(fault: OSError) -> Text | str:
    """Say why the disk refuses a file or folder."""
    return REFUSALS.get(fault.errno or 0) or fault.strerror or str(fault)


def decoded(file: Bytes, make: Callable[[str, Iterator[str]], Made]) -> Made:
    """Return what ``make`` makes of a file's encoding and text, the text piece by piece; it may be begun anew.

    Raises:
        BadText: the file is no text in its encoding.
    """
    start = file.read(max(map(len, WORKBOOKS)))
    if start.startswith(WORKBOOKS):
        raise BadText("unreadable_file", None, reason=IS_EXCEL)
    marked = [encoding for mark, encoding in MARKS.items() if start.startswith(mark)]
    if marked:
        return make(marked[0], _pieces(file, marked[0]))
    try:
        return make(UTF_8, _pieces(file, UTF_8))
    except BadText:
        return make(WINDOWS, _pieces(file, WINDOWS))


def _content(file: BinaryIO) -> bytes:
    size = os.fstat(file.fileno()).st_size
    if size > MOST_MEGABYTES * 10**6:
        raise BadText("unreadable_file", None, reason=TOO_LARGE)
    return file.read(size)  # no more: what the system shows as a file may never end


def _pieces(file: Bytes, encoding: str) -> Iterator[str]:
    decoder, number, chunk = codecs.getincrementaldecoder(encoding)(), 0, b" "
    file.seek(0)
    while chunk:
        chunk = file.read(CHUNK)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as fault:
            before = fault.object[: fault.start].decode(fault.encoding)
            reason = Text(*(words.format(fault.object[fault.start], NAMES[encoding]) for words in NO_LETTER))
            raise BadText("unreadable_file", _row_after(file, encoding, number, before), reason=reason) from None
        if "\0" in text:
            row = _row_after(file, encoding, number, text[: text.index("\0")])
            raise BadText("unreadable_file", row, reason=HAS_NUL)
        yield text
        number += 1


def _row_after(file: Bytes, encoding: str, number: int, rest: str) -> int:
    """Return the row behind a number of pieces and the rest of a text; only a fault asks for it."""
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    return 1 + sum(decoder.decode(file.read(CHUNK)).count("\n") for _ in range(number)) + rest.count("\n")
