"""CSV as people's programs write it."""

from __future__ import annotations

import codecs
import csv
import io
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atcost.inputs.csv_rows import Table, read_table
from atcost.inputs.numbers import Unreadable

if TYPE_CHECKING:
    from atcost.core.finding import Finding

COLUMNS = ("who", "what")
HEADING = b"who,what\n"


def read(content: bytes, optional: tuple[str, ...] = ()) -> tuple[Table | None, list[Finding]]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "rows.csv"
        file.write_bytes(content)
        return read_table(file, COLUMNS, optional)


def rows(content: bytes) -> list[tuple[int, list[str]]]:
    table, findings = read(content)
    assert findings == []
    assert table
    return list(table.rows)


def told(content: bytes) -> list[tuple[str, int | None, str]]:
    _, findings = read(content)
    return [(finding.rule, finding.row, finding.path) for finding in findings]


fields = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8).map(str.strip)
records = st.lists(st.tuples(fields, fields).filter(any), max_size=6)


@given(records, st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_what_a_program_writes_is_read(found: list[tuple[str, str]], mark: str, end: str, has_mark: bool) -> None:  # noqa: FBT001
    text = io.StringIO()
    writer = csv.writer(text, delimiter=mark, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([COLUMNS, *found])
    content = (codecs.BOM_UTF8 if has_mark else b"") + text.getvalue().encode()
    assert [record for _, record in rows(content)] == [list(record) for record in found]


@given(st.lists(st.tuples(fields, fields).filter(any), min_size=1, max_size=6))
def test_a_row_is_numbered_as_an_editor_numbers_its_first_line(found: list[tuple[str, str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([COLUMNS, *found])
    lines = text.getvalue().replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for row, record in rows(text.getvalue().encode()):
        first = record[0].replace("\r\n", "\n").replace("\r", "\n").split("\n")[0].replace('"', '""')
        assert lines[row - 1].startswith(f'"{first.rstrip()}'.rstrip())


def test_encodings() -> None:
    expected = [(2, ["Östermalm", "å"])]
    for content in ("who,what\nÖstermalm,å", "who;what\r\nÖstermalm;å\r\n", "\n \nwho\twhat\nÖstermalm\tå"):
        for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
            (found,) = rows(content.encode(encoding))
            assert found[1] == expected[0][1]


def test_columns_stand_in_any_order_and_case() -> None:
    assert rows(b"What, WHO \n1,a\n") == [(2, ["a", "1"])]
    table, findings = read(b"what,more,who\n1,x,a\n", ("more", "other"))
    assert findings == []
    assert table
    assert table.rows == ((2, ["a", "1", "x", ""]),)


def test_empty_rows_and_the_empty_fields_behind_a_row_are_no_fault() -> None:
    assert rows(b"\r\n;;\r\nwho;what;;\r\n;;;\r\na;1;;\r\n\r\nb;2\r\n ; ;\r\n") == [(5, ["a", "1"]), (7, ["b", "2"])]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", [("empty_file", None, "")]),
        (b" \n;;;\n", [("empty_file", None, "")]),
        (b"who\n", [("wrong_heading", 1, "")]),
        (b"\nwho,what,why\nx\n", [("wrong_heading", 2, "")]),
        (HEADING + b"a,1,2\nb,2\nc\n", [("wrong_field_count", 2, ""), ("wrong_field_count", 4, "")]),
        (HEADING + b'a,1\nb,"2\nc,3\n', [("stray_quote", 3, "")]),
        (HEADING + b'a,1\nb,"2"x\nc,3\n', [("stray_quote", 3, "")]),
        (HEADING + b'"a\nb","1\nc,3\n', [("stray_quote", 2, "")]),
        (HEADING + b"a," + b"x" * 200_000, [("unreadable_file", 2, "")]),
    ],
)
def test_what_is_told(content: bytes, expected: list[tuple[str, int | None, str]]) -> None:
    assert told(content) == expected


@pytest.mark.parametrize(
    ("heading", "faults"),
    [
        ("who", "what saknas"),
        ("who,whta", "”whta” ska troligen heta what"),
        ("antal,who", "”antal” ska troligen heta what"),
        ("who,what,why", "why finns inte i formatet"),
        ("who,,what", "#2 finns inte i formatet"),
        ("who,what,who", "who står två gånger"),
        ("vem,vad", "who, what saknas; vem, vad finns inte i formatet"),
        ("whot,x,y,x", "”whot” ska troligen heta who; what saknas; x, y, x finns inte i formatet"),
        ("who,what" + ",x" * 12, f"{'x, ' * 10}… finns inte i formatet"),
    ],
)
def test_a_wrong_heading_is_one_finding(heading: str, faults: str) -> None:
    _, (finding,) = read(f"{heading}\na,b,c\n".encode())
    assert finding.message("sv") == f"Rubrikraden stämmer inte: {faults}."
    assert finding.remedy("sv").startswith("Rubriken ska vara: who, what.")


def number(content: bytes) -> list[Fraction | int | str]:
    """Return the second column's numbers, or the rules that they break."""
    table, _ = read(content)
    assert table
    found: list[Fraction | int | str] = []
    for _, (_, text) in table.rows:
        try:
            found.append(table.number(text))
        except Unreadable as fault:
            found.append(fault.rule)
    return found


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"who,what\na,1.5\nb,2\n", [Fraction(3, 2), 2]),
        (b"who;what\na;1,5\nb;2\n", [Fraction(3, 2), 2]),
        (b"who;what\na;1.5\nb;2\n", [Fraction(3, 2), 2]),
        (b"who\twhat\na\t-1,25\n", [Fraction(-5, 4)]),
        (b'who,what\na,"1,5"\n', ["other_decimal_mark"]),
        (b"who;what\na;1,5\nb;1.5\n", [Fraction(3, 2), "other_decimal_mark"]),
        (b"who;what\na;1 234,5\nb;1,5\n", ["thousands_mark", Fraction(3, 2)]),
        (b"who;what\na;1.234,5\nb;1,5\n", ["thousands_mark", Fraction(3, 2)]),
        (b"who;what\na;1,234\nb;2\n", ["two_readings", 2]),
        (b"who;what\na;1.234\nb;-12.500\n", ["two_readings", "two_readings"]),
        (b"who;what\na;1,234\nb;0,500\n", [Fraction(1234, 1000), Fraction(1, 2)]),
        (b"who;what\na;1,234\nb;0,5\n", [Fraction(1234, 1000), Fraction(1, 2)]),
        (b"who;what\na;1,2340\n", [Fraction(1234, 1000)]),
        (b"who,what\na,1.234\n", [Fraction(1234, 1000)]),
        (b"who;what\na;1/3\n", [Fraction(1, 3)]),
    ],
)
def test_the_decimal_mark_of_a_file(content: bytes, expected: list[object]) -> None:
    assert number(content) == expected


def test_what_two_readings_proposes_is_read() -> None:
    table, _ = read(b"who;what\na;1,234\n")
    assert table
    with pytest.raises(Unreadable) as caught:
        table.number("1,234")
    assert number(f"who;what\na;{caught.value.values['whole']}\n".encode()) == [1234]
    assert number(f"who;what\na;{caught.value.values['decimal']}\n".encode()) == [Fraction(1234, 1000)]
