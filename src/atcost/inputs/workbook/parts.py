"""A workbook's parts, judged before any program opens them: an xlsx file is a zip archive, which can hold anything.

What no spreadsheet program writes, or no price list needs, is refused: first by the archive's directory alone, then by
the XML of its parts, each unpacked no further than it says that it goes. So the worst of files takes milliseconds.
"""

from __future__ import annotations

import io
import os
import re
import struct
import zipfile
import zlib
from collections import Counter
from copy import copy
from typing import TYPE_CHECKING

from atcost.core.finding import Faulty, Finding
from atcost.core.words import Text, shown
from atcost.inputs.decoding import BadText, opened
from atcost.inputs.workbook.elements import elements

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from zipfile import ZipInfo

    Told = tuple[str, dict[str, object]]

MEGABYTE = 10**6
MOST_MEGABYTES, MOST_UNPACKED, MOST_PARTS, MOST_SHEETS = 50, 300, 2_000, 250
"""Ten times what a large city's workbook has, or more."""
STEEP, STEEP_FROM = 150, MEGABYTE
"""How many times its packed size a part may have that is large; sheets have ten to forty."""
END, END_LONGEST, ENTRY_LONGEST = b"PK\x05\x06", 22 + 0xFFFF, 512
END_OF_LARGE, LARGE_BEFORE = b"PK\x06\x07", 20
OLE = b"\xd0\xcf\x11\xe0"
ENCRYPTED = 0x1
SLACK = 1 << 16
"""How far zipfile, which reads some kilobytes at a time, may go beyond a part before its checksum is looked at."""
WORKBOOK, TYPES = "xl/workbook.xml", "[Content_Types].xml"
XML = (".xml", ".rels", ".vml")
MACROS = ("vba", "xl/macrosheets/", "xl/activex/", "xl/ctrlprops/", "customui/")
LINKS = ("xl/externallinks/", "xl/connections", "xl/querytables/", "xl/webextensions/")
FILES = ("xl/embeddings/", "xl/model/")
FILE_ENDINGS = (".zip", ".xlsx", ".xlsm", ".xls", ".docx", ".exe", ".dll", ".js")
DECLARED = (b"<!DOCTYPE", b"\0")
ENCODING = re.compile(rb"""\s*<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)""")
SHEET = re.compile(rb"<(?:\w+:)?sheet\s")

SIZE = Text("megabyte", "megabytes")
UNPACKED = Text("megabyte uppackad", "megabytes unpacked")
PARTS = Text("delar", "parts")
SHEETS = Text("blad", "sheets")
NO_ZIP = Text("den är ingen zip-fil, eller avbruten", "it is no zip file, or cut off")
FOR_LARGE = Text("den är packad som filer över 4 GB", "it is packed as files above 4 GB are")
NO_WORKBOOK = Text("den är något annat än en Excelarbetsbok", "it is something else than an Excel workbook")
DAMAGED = Text("delen {part} är skadad", "the part {part} is damaged")
ODD_PACKING = Text("delen {part} är packad på ett ovanligt sätt", "the part {part} is packed in an unusual way")


class _Refused(Exception):  # noqa: N818 -- it is the user's file that is refused
    """A file is refused: the rule that it breaks, and what the message names."""

    def __init__(self, rule: str, **values: object) -> None:
        super().__init__(rule, values)
        self.told: Told = rule, values


def safe_parts(path: Path) -> dict[str, bytes]:
    """Return the XML of a workbook's parts by their names, all that a library need be given.

    Raises:
        Faulty: the file can't be read, is no xlsx file, or holds what may harm; each with its own remedy.
    """
    try:
        content = _content(path)
        entries = _directory(content)
        _raise(_faults_of_directory(entries))
        xml = dict(_unpacked(content, entries))
        _raise(_faults_of_xml(xml))
    except _Refused as refused:
        told = refused.told
    except BadText as fault:
        told = "workbook_unreadable", {"reason": fault.values.get("reason", NO_ZIP)}
    else:
        return xml
    rule, values = told
    raise Faulty([Finding(rule, path.name, values=values)])


def _raise(faults: Iterator[Told]) -> None:
    """Refuse a file for the first that is wrong: the rest is as suspect."""
    for rule, values in faults:
        raise _Refused(rule, **values)


def _content(path: Path) -> bytes:
    with opened(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > MOST_MEGABYTES * MEGABYTE:
            raise _Refused("workbook_too_large", found=size // MEGABYTE, what=SIZE, most=MOST_MEGABYTES)
        content = file.read(size)
    if content.startswith(OLE):
        raise _Refused("workbook_encrypted")
    return content


def _directory(content: bytes) -> list[ZipInfo]:
    """Return the entries of an archive's directory, which is read only if it has no more of them than it may."""
    end = content.rfind(END, -END_LONGEST)
    if end < 0 or len(content) < end + 22:
        raise _Refused("workbook_unreadable", reason=NO_ZIP)
    if content.startswith(END_OF_LARGE, max(end - LARGE_BEFORE, 0)):
        raise _Refused("workbook_unreadable", reason=FOR_LARGE)
    number, size = struct.unpack_from("<HI", content, end + 10)
    if number > MOST_PARTS or size > MOST_PARTS * ENTRY_LONGEST:
        raise _Refused("workbook_too_large", found=number, what=PARTS, most=MOST_PARTS)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error):
        raise _Refused("workbook_unreadable", reason=NO_ZIP) from None


def _faults_of_directory(entries: list[ZipInfo]) -> Iterator[Told]:
    names = {entry.orig_filename.casefold() for entry in entries}
    yield from _faults_of_sizes(entries)
    yield from _faults_of_names(entries)
    if WORKBOOK not in names or TYPES.casefold() not in names:
        yield "workbook_unreadable", {"reason": NO_WORKBOOK}
    sheets = sum(name.startswith("xl/worksheets/") and name.endswith(".xml") for name in names)
    yield from _faults_of_number(sheets)


def _faults_of_sizes(entries: list[ZipInfo]) -> Iterator[Told]:
    end = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        part: dict[str, object] = {"part": shown(entry.orig_filename)}
        if entry.flag_bits & ENCRYPTED:
            yield "workbook_encrypted", {}
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield "workbook_unreadable", {"reason": _filled(ODD_PACKING, **part)}
        is_steep = entry.file_size > STEEP_FROM and entry.file_size > STEEP * entry.compress_size
        if is_steep or entry.header_offset < end:  # parts that share their bytes are counted many times
            yield "workbook_bomb", part
        end = entry.header_offset + entry.compress_size
    unpacked = sum(entry.file_size for entry in entries) // MEGABYTE
    if unpacked > MOST_UNPACKED:
        yield "workbook_too_large", {"found": unpacked, "what": UNPACKED, "most": MOST_UNPACKED}


def _faults_of_names(entries: list[ZipInfo]) -> Iterator[Told]:
    for entry in entries:
        name = entry.orig_filename.casefold()
        part: dict[str, object] = {"part": shown(entry.orig_filename)}
        if name.startswith("/") or ".." in name.split("/") or any(mark in name for mark in "\\:\0"):
            yield "workbook_path", part
        if name.startswith(MACROS) or "vbaproject" in name:
            yield "workbook_macros", part
        if name.startswith(LINKS):
            yield "workbook_links", part
        if name.startswith(FILES) or name.endswith(FILE_ENDINGS):
            yield "workbook_nested", part
    twice = [
        name for name, number in Counter(entry.orig_filename.casefold() for entry in entries).items() if number > 1
    ]
    for name in twice:
        yield "workbook_part_twice", {"part": shown(name)}


def _faults_of_number(sheets: int) -> Iterator[Told]:
    if sheets > MOST_SHEETS:
        yield "workbook_too_large", {"found": sheets, "what": SHEETS, "most": MOST_SHEETS}


def _unpacked(content: bytes, entries: list[ZipInfo]) -> Iterator[tuple[str, bytes]]:
    """Yield the XML of each part, read no further than a byte beyond the size that it says."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in entries:
            if not entry.filename.casefold().endswith(XML):
                continue
            part: dict[str, object] = {"part": shown(entry.filename)}
            longer = copy(entry)
            longer.file_size += SLACK
            try:
                with archive.open(longer) as file:
                    xml = file.read(entry.file_size + 1)
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
                raise _Refused("workbook_unreadable", reason=_filled(DAMAGED, **part)) from None
            if len(xml) > entry.file_size:
                raise _Refused("workbook_bomb", **part)
            yield entry.filename, xml


def _faults_of_xml(parts: Mapping[str, bytes]) -> Iterator[Told]:
    for name, xml in parts.items():
        encoding = ENCODING.match(xml.removeprefix(b"\xef\xbb\xbf"))
        is_odd = encoding is not None and encoding[1].lower() not in (b"utf-8", b"us-ascii")
        if is_odd or any(mark in xml for mark in DECLARED):
            yield "workbook_declarations", {"part": shown(name)}
    for name, xml in parts.items():
        if name.casefold().endswith(".rels"):
            yield from _faults_of_links(name, xml)
    if b"macroEnabled" in parts.get(TYPES, b""):
        yield "workbook_macros", {"part": TYPES}
    yield from _faults_of_number(sum(1 for _ in SHEET.finditer(parts.get(WORKBOOK, b""))))


def _faults_of_links(name: str, xml: bytes) -> Iterator[Told]:
    """Yield what leads out of the workbook, but for links that a person clicks on."""
    try:
        links = elements(xml, "Relationship")
    except ValueError:
        yield "workbook_unreadable", {"reason": _filled(DAMAGED, part=shown(name))}
        return
    for link in links:
        if link.get("TargetMode") == "External" and not link.get("Type", "").endswith("/hyperlink"):
            yield "workbook_links", {"part": shown(link.get("Target", name))}


def _filled(text: Text, **values: object) -> Text:
    return Text(*(words.format(**values) for words in text))
