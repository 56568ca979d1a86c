"""Workbook files for tests: a small sound one, and the same changed as no spreadsheet program writes it."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import TYPE_CHECKING

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Callable

    Content = dict[str, bytes]

LOCAL, CENTRAL = b"PK\x03\x04", b"PK\x01\x02"


def sound() -> bytes:
    """Return a workbook of two sheets with a link that a person clicks on."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("Start").write_url("A1", "https://example.org/")
        book.add_worksheet("Två").write_number("B2", 2)
    return file.getvalue()


def parts(content: bytes) -> Content:
    """Return the parts of a file by their names."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(found: Content, twice: str = "") -> bytes:
    """Return a file of parts; one may be there twice."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in found.items():
            archive.writestr(name, part)
    content = file.getvalue()
    return content.replace(b"xl/theme/theme2.xml", twice.encode()) if twice else content


def changed(change: Callable[[Content], object]) -> bytes:
    """Return the sound file with its parts changed."""
    found = parts(sound())
    change(found)
    return packed(found)


def saying(content: bytes, name: str, size: int) -> bytes:
    """Return a file that says another size of a part, both times that it says it."""
    told = bytearray(content)
    for mark, at_size, at_name in ((LOCAL, 22, 30), (CENTRAL, 24, 46)):
        place = content.index(mark)
        while not content.startswith(name.encode(), place + at_name):
            place = content.index(mark, place + 1)
        struct.pack_into("<I", told, place + at_size, size)
    return bytes(told)
