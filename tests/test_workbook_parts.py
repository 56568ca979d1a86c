"""A hostile workbook is refused before anything opens it, each for its own reason; a sound one is not."""

from __future__ import annotations

import struct
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from atcost.core.finding import Faulty
from atcost.core.rules.workbook_files import RULES
from atcost.inputs.workbook.pages import Pages
from atcost.inputs.workbook.parts import safe_parts
from tests.golden import assert_golden
from tests.test_errors import told
from tests.workbook_files import changed, packed, parts, saying, sound

if TYPE_CHECKING:
    from atcost.core.finding import Finding

SHEET, BOOK, TYPES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
MEGABYTE = 10**6
LARGE = b"0" * (20 * MEGABYTE)
DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><x>&c;</x>'
OUTSIDE = b'<Relationship Id="r9" Type="x/externalLink" Target="file:///a.xlsx" TargetMode="External"/></Relationships>'


def with_part(name: str, content: bytes = b"<x/>") -> bytes:
    return changed(lambda found: found.update({name: content}))


def with_text(name: str, old: bytes, new: bytes) -> bytes:
    return changed(lambda found: found.update({name: found[name].replace(old, new)}))


def overlapping() -> bytes:
    """Return a file of which two entries have the same bytes."""
    content = bytearray(packed({**parts(sound()), "xl/a.xml": LARGE[:MEGABYTE], "xl/b.xml": LARGE[:MEGABYTE]}))
    first, second = (content.index(name, content.index(b"PK\x01\x02")) for name in (b"xl/a.xml", b"xl/b.xml"))
    content[second - 4 : second] = content[first - 4 : first]
    return bytes(content)


def encrypted() -> bytes:
    content = bytearray(sound())
    place = content.index(b"PK\x01\x02")
    struct.pack_into("<H", content, place + 8, 1)
    return bytes(content)


def packed_otherwise() -> bytes:
    content = bytearray(sound())
    place = content.index(b"PK\x01\x02")
    struct.pack_into("<H", content, place + 10, 12)
    return bytes(content)


def damaged() -> bytes:
    content = bytearray(packed({**parts(sound()), "xl/sound.xml": bytes(range(256)) * 40}))
    place = content.index(b"xl/sound.xml") + 40
    content[place : place + 20] = b"\xff" * 20
    return bytes(content)


def unpacked_large() -> bytes:
    """Return a file of many parts none of which is large by itself."""
    names = [f"xl/a{number}.xml" for number in range(400)]
    content = changed(lambda found: found.update(dict.fromkeys(names, b"<x/>")))
    for name in names:
        content = saying(content, name, 9 * MEGABYTE // 10)
    return content


def far(cells: bytes) -> bytes:
    """Return a file with more cells on its second sheet."""
    return with_text("xl/worksheets/sheet2.xml", b"</sheetData>", cells + b"</sheetData>")


HOSTILE = {
    "workbook_unreadable": [
        b"",
        b"measure,customer\n",
        sound()[:-30],
        sound()[: len(sound()) // 2],
        packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
        with_part(RELATIONS, b"<Relationships><"),
        packed_otherwise(),
        damaged(),
        changed(lambda found: found.update({"XL/Workbook.xml": found.pop(BOOK)})),
    ],
    "workbook_encrypted": [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), encrypted()],
    "workbook_too_large": [
        changed(lambda found: found.update({f"xl/worksheets/sheet{number}.xml": b"<x/>" for number in range(1_990)})),
        changed(lambda found: found.update({f"xl/a{number}.xml": b"<x/>" for number in range(2_100)})),
        with_text(BOOK, b"</sheets>", b'<sheet name="a" sheetId="9" r:id="r1"/>' * 2_000 + b"</sheets>"),
        unpacked_large(),
    ],
    "sheet_too_wide": [
        far(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        far(b'<row r="3"><c r="F1048576"><v>1</v></c></row>'),
        far(b'<row r="9999999"><c r="A9999999"><v>1</v></c></row>'),
    ],
    "workbook_bomb": [
        with_part("xl/a.xml", LARGE),
        with_text(BOOK, b"</workbook>", b"<a>" * MEGABYTE + b"</a>" * MEGABYTE + b"</workbook>"),
        saying(with_part("xl/a.xml"), "xl/a.xml", 2**31),
        saying(with_part("xl/a.xml", LARGE), "xl/a.xml", 1_000),
        overlapping(),
    ],
    "workbook_nested": [with_part("xl/embeddings/oleObject1.bin"), with_part("xl/media/inner.zip", sound())],
    "workbook_path": [
        *(with_part(name) for name in ("../../evil.xml", "/etc/evil.xml", "xl/../evil.xml", "xl\\..\\evil.xml")),
        with_part("c:/evil.xml"),
    ],
    "workbook_part_twice": [
        packed({**parts(sound()), "xl/theme/theme2.xml": b"<x/>"}, twice="xl/theme/theme1.xml"),
        with_part("XL/workbook.XML"),
    ],
    "workbook_macros": [
        with_part("xl/vbaProject.bin"),
        with_part("xl/macrosheets/sheet1.xml"),
        with_text(TYPES, b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main"),
    ],
    "workbook_links": [
        with_part("xl/externalLinks/externalLink1.xml"),
        with_part("xl/connections.xml"),
        with_text(RELATIONS, b"</Relationships>", OUTSIDE),
    ],
    "workbook_declarations": [
        with_part(SHEET, DTD),
        with_part(SHEET, b"<!-- " + b"x" * (MEGABYTE // 2) + b" -->" + DTD),
        with_part("docProps/app.xml", DTD.decode().encode("utf-16")),
        with_part(SHEET, b'<?xml version="1.0" encoding="UTF-7"?><x/>'),
    ],
}
ODD_PLACES = [
    b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
    b'<row r="2"><c\tr="XFD1048576"><v>1</v></c></row>',
    b'<row r="2"><c r = "XFD1048576"><v>1</v></c></row>',
    b'<row r="2"><c r="xfd1048576"><v>1</v></c></row>',
    b'<row r="2"><x:c><v>1</v></x:c></row>',
    b"<row/>" * 1_000 + b"<row>" + b"<c><v>1</v></c>" * 1_000 + b"</row>",
]
"""Cells far from the others as no program writes it; a library that understood them would hold billions."""
HOSTILE["workbook_unreadable"] += [far(cells) for cells in ODD_PLACES]
CASES = [(rule, content) for rule, contents in HOSTILE.items() for content in contents]


def refusals(content: bytes, folder: Path) -> list[Finding]:
    file = folder / "year.xlsx"
    file.write_bytes(content)
    with pytest.raises(Faulty) as caught:
        Pages(file, safe_parts(file))
    return list(caught.value.findings)


def test_a_sound_workbook_is_let_through(tmp_path: Path) -> None:
    file = tmp_path / "year.xlsx"
    file.write_bytes(sound())
    found = safe_parts(file)
    assert found == parts(sound())
    assert [Pages(file, found).page(name).at(1, 1) for name in ("Start", "Två")] == ["", 2]


def test_an_empty_row_at_the_end_is_let_through(tmp_path: Path) -> None:
    file = tmp_path / "year.xlsx"
    file.write_bytes(far(b'<row r="3"><c r="Z3"><v>1</v></c></row><row r="1048576" ht="12.8"></row>'))
    assert len(Pages(file, safe_parts(file)).page("Två").rows) == 3


@pytest.mark.parametrize(("rule", "content"), CASES, ids=[f"{rule}-{place}" for place, (rule, _) in enumerate(CASES)])
def test_a_hostile_workbook_is_refused_for_its_own_reason(rule: str, content: bytes, tmp_path: Path) -> None:
    (finding,) = refusals(content, tmp_path)
    assert finding.rule == rule


def test_what_is_said_of_a_hostile_workbook_is_golden(tmp_path: Path) -> None:
    said = dict.fromkeys(told(refusals(content, tmp_path)) for _, content in CASES)
    assert_golden(Path(__file__).parent / "golden" / "hostile-workbooks.txt", "\n".join(said))


def test_every_kind_is_planted() -> None:
    assert HOSTILE.keys() == RULES.keys()


def test_what_lies_of_its_size_is_not_unpacked(tmp_path: Path) -> None:
    content = saying(with_part("xl/a.xml", LARGE), "xl/a.xml", 1_000)
    tracemalloc.start()
    try:
        refusals(content, tmp_path)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < len(LARGE) // 10


def test_a_folder_is_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(Faulty) as caught:
        safe_parts(tmp_path)
    assert [finding.rule for finding in caught.value.findings] == ["workbook_unreadable"]
