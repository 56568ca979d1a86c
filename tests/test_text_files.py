from __future__ import annotations

import codecs
import csv
import io
from threading import Event
from time import sleep
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as some

from atcost.inputs import decoding
from atcost.inputs.decoding import BadText
from atcost.inputs.tables import Ahead, table_name, tables_of
from atcost.inputs.text_files import Heading, as_utf8, heading_of, tidy_copy

if TYPE_CHECKING:
    from pathlib import Path

CHUNK = 1 << 20


def written(folder: Path, content: bytes) -> Path:
    file = folder / "file.csv"
    file.write_bytes(content)
    return file


def tidied(folder: Path, text: str, columns: tuple[str, ...] = ("a", "b")) -> tuple[list[list[str]], list[int]]:
    file = written(folder, text.encode())
    copy, refused = folder / "copy", folder / "refused"
    number = tidy_copy(file, Heading(",", columns), copy, refused)
    with copy.open(encoding="utf-8", newline="") as good:
        rows = list(csv.reader(good))
    bad = [int(line) for line in refused.read_text(encoding="ascii").splitlines()]
    assert number == len(bad)
    return rows[1:], bad


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("filler", [0, CHUNK - 3, CHUNK])
def test_each_encoding_is_read(tmp_path: Path, encoding: str, filler: int) -> None:
    text = "é" * filler + "Utbildningsnämnden – 5 €\r\n"
    file = as_utf8(written(tmp_path, text.encode(encoding)), tmp_path / "copy", Event())
    assert file.path.read_bytes().removeprefix(codecs.BOM_UTF8) == text.encode()
    assert file.path.name == ("file.csv" if encoding.startswith("utf-8") else "copy")


@pytest.mark.parametrize(
    ("content", "odd"),
    [
        (b"a\r\nb\r\n", False),
        (b"a\r\n\r\nb\r\n", True),
        (b"a\n\nb", True),
        (b"a\r\rb", True),
        (b"x" * (CHUNK - 1) + b"\n\nb", True),
        (b"x" * (CHUNK - 2) + b"\r\n\r\nb", True),
        (b"a\n" + b"x" * 2 * CHUNK, True),
        (b"a\n" + "\N{GRINNING FACE}".encode() * CHUNK, True),
    ],
)
def test_empty_and_very_long_lines_are_seen(tmp_path: Path, content: bytes, *, odd: bool) -> None:
    assert as_utf8(written(tmp_path, content), tmp_path / "copy", Event()).has_odd_lines == odd


def test_what_is_made_ready_ahead_ends_when_it_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "CHUNK", 1)  # so that it takes long
    content, copy = b"\xe5" * CHUNK, tmp_path / "0.utf8"
    ahead = Ahead(tmp_path)
    ahead.begin(written(tmp_path, content))
    waiting = ahead.begin(tmp_path / "another")
    while not copy.exists():
        sleep(0.01)
    ahead.stop()
    assert waiting.cancelled()
    assert copy.stat().st_size < len(content)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_gives_most_columns(tmp_path: Path, separator: str) -> None:
    text = separator.join(["Förvaltning", '" Belopp; kr, och öre "', "", "Datum\n"])
    assert heading_of(written(tmp_path, text.encode())) == Heading(
        separator, ("Förvaltning", "Belopp; kr, och öre", "column_3", "Datum")
    )


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "heading_missing"),
        (b"\n1;2\n", "heading_missing"),
        (b";;\n1;2;3\n", "heading_missing"),
        (b"a;A\n", "heading_twice"),
        (b"a;source_row\n", "heading_twice"),
        (b";".join(b"c%d" % number for number in range(10_001)), "unreadable_file"),
        (b'"' + b"x" * 200_000, "unreadable_file"),
    ],
)
def test_a_heading_that_is_none_is_told(tmp_path: Path, content: bytes, rule: str) -> None:
    with pytest.raises(BadText) as fault:
        heading_of(written(tmp_path, content))
    assert fault.value.rule == rule


def test_rows_that_are_no_records_are_refused_by_number(tmp_path: Path) -> None:
    text = 'a,b\n1,2\n3\n\n"x\ny",4\n5,6,7\n8,9,,\n   \n"10"x,11\n12,13\n'
    rows, refused = tidied(tmp_path, text)
    assert rows == [["1", "2", "2"], ["x\ny", "4", "5"], ["8", "9", "7"], ["12", "13", "10"]]
    assert refused == [3, 6, 9]


def test_a_stray_quotation_mark_costs_its_own_row_only(tmp_path: Path) -> None:
    lines = ["a,b", '"1,2', *(f"{number},x" for number in range(50_000)), '3,"y']
    rows, refused = tidied(tmp_path, "\n".join(lines))
    assert refused == [2, 50_003]
    assert rows[0] == ["0", "x", "3"]
    assert len(rows) == 50_000


def test_quotation_marks_that_never_close_cost_each_its_own_row_only(tmp_path: Path) -> None:
    """Each of them would be read to the end of the file, the square of its length."""
    number = 200_000
    text = "a,b\n" + 'x","\n' * number + "1,2\n"
    rows, refused = tidied(tmp_path, text)
    assert rows == [["1", "2", f"{number + 2}"]]
    assert refused == list(range(2, number + 2))


def test_a_long_text_in_a_row_is_kept_and_one_that_is_too_long_refused(tmp_path: Path) -> None:
    long, too_long = "line\n" * 9_000, "x" * 100_001
    rows, refused = tidied(tmp_path, f'a,b\n1,"{long}"\n{too_long},{too_long}\n2,3\n')
    assert rows == [["1", long, "2"], ["2", "3", "4"]]
    assert refused == [3]


def test_a_row_of_a_few_lines_is_kept_behind_a_mark_that_does_not_close(tmp_path: Path) -> None:
    rows, refused = tidied(tmp_path, 'a,b\n1,"2\n3,"four\nfive"\n')
    assert rows == [["3", "four\nfive", "3"]]
    assert refused == [2]


@given(some.lists(some.lists(some.text(some.characters(exclude_categories=["Cs"])), min_size=2, max_size=2)))
def test_proper_records_survive_with_their_numbers(
    tmp_path_factory: pytest.TempPathFactory, records: list[list[str]]
) -> None:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([["a", "b"], *records])
    rows, refused = tidied(tmp_path_factory.mktemp("x"), text.getvalue())
    assert refused == []
    assert rows == [[*record, f"{place}"] for place, record in enumerate(records, 2)]


@given(some.text())
def test_any_text_is_tidied_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    content = ("a,b\n" + text).encode(errors="ignore")
    rows, refused = tidied(tmp_path_factory.mktemp("x"), content.decode())
    numbers = sorted([int(row[-1]) for row in rows] + refused)
    assert numbers == sorted(set(numbers))
    assert all(len(row) == 3 for row in rows)


@pytest.mark.parametrize(
    ("stem", "table"),
    [
        ("avtal-2021-07", "avtal"),
        ("avtal_202107", "avtal"),
        ("2021-07-01 avtal", "avtal"),
        ("2021-07", "erp"),
        ("20210701", "erp"),
        ("Leverantörsfakturor (3)", "leverantorsfakturor_3"),
        ("konto_9894", "konto_9894"),
        ("kort_2024-25", "kort_2024_25"),
        ("; DROP TABLE x --", "drop_table_x"),
        ("…", "erp"),
    ],
)
def test_a_table_is_called_as_its_files_without_date(stem: str, table: str) -> None:
    assert table_name(stem, "erp") == table


def test_files_that_differ_in_date_are_one_table(tmp_path: Path) -> None:
    for name in ("b-2021-08.csv", "b-2021-07.CSV", "c.parquet", "notes.md", ".hidden.csv", "~$open.csv"):
        (tmp_path / name).touch()
    (tmp_path / "folder.csv").mkdir()
    tables = {name: [file.name for file in files] for name, files in tables_of("erp", tmp_path).items()}
    assert tables == {"b": ["b-2021-07.CSV", "b-2021-08.csv"], "c": ["c.parquet"]}
    assert set(tables_of("erp", tmp_path / "c.parquet")) == {"c", "erp"}
