"""One decoder for a year's documents and for the files of a source: what is read, and what is told of instead."""

from __future__ import annotations

import codecs
import os
from threading import Event
from typing import TYPE_CHECKING

import pytest

from atcost.inputs.decoding import MOST_MEGABYTES, BadText, read_text
from atcost.inputs.model_folder import read_year
from atcost.inputs.text_files import as_utf8
from tests.spoiled import FILES, FOLDERS, spoiled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from atcost.core.finding import Finding

CHUNK = 1 << 20
LETTERS = "Förvaltning – 5 €\r\n"


def read_both(folder: Path, content: bytes) -> tuple[str | None, Finding | None]:
    """Read a file as a document and as a source's; both must come to the same."""
    file = folder / "file"
    file.write_bytes(content)
    text, findings = read_text(file)
    assert (text, findings) == as_source(file, folder / "copy")
    return text, findings[0] if findings else None


def as_source(file: Path, copy: Path) -> tuple[str | None, list[Finding]]:
    try:
        return as_utf8(file, copy, Event()).path.read_bytes().decode("utf-8-sig"), []
    except BadText as fault:
        return None, [fault.finding("file")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("filler", ["", "é" * (CHUNK - 3), "é" * CHUNK])
def test_each_encoding_is_read(tmp_path: Path, encoding: str, filler: str) -> None:
    assert read_both(tmp_path, (filler + LETTERS).encode(encoding)) == (filler + LETTERS, None)


def test_utf_16_is_read_from_either_end(tmp_path: Path) -> None:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        assert read_both(tmp_path, mark + LETTERS.encode(encoding)) == (LETTERS, None)


@pytest.mark.parametrize(
    ("content", "row", "said"),
    [
        (b"a;b\n1;\xe5\n2;\x81\n", 3, "0x81 finns inte i Windows-1252"),
        (b"\xef\xbb\xbfa;b\n1;\xe5\n", 2, "0xe5 finns inte i UTF-8"),
        (b"\xff\xfea\x00\n\x00\x00\xd8", 2, "finns inte i UTF-16"),
        ("å\n".encode("cp1252") * CHUNK + b"\x81", CHUNK + 1, "0x81"),
        (b"a\nb\0", 2, "NUL"),
        (b"a\n" * CHUNK + b"\0", CHUNK + 1, "NUL"),
        ("a\nb".encode("utf-16-le"), 1, "NUL"),
        (b"PK\x03\x04", None, "Excelfil"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", None, "Excelfil"),
    ],
)
def test_what_is_no_text_is_told_with_its_line(tmp_path: Path, content: bytes, row: int | None, said: str) -> None:
    text, finding = read_both(tmp_path, content)
    assert text is None
    assert finding
    assert (finding.rule, finding.row) == ("unreadable_file", row)
    assert said in finding.message("sv")


def a_large_file(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(MOST_MEGABYTES * 10**6 + 1)


KINDS: dict[str, Callable[[Path], object]] = {
    "en mapp": os.mkdir,
    "ingen vanlig fil": os.mkfifo,
    "ingen vanlig fil.": lambda path: path.symlink_to("/dev/zero"),
    f"större än {MOST_MEGABYTES} MB": a_large_file,
    "en länk till sig själv": lambda path: path.symlink_to(path),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("file", FILES)
def test_what_would_be_waited_for_or_never_end_is_not_read(kind: str, file: str) -> None:
    with spoiled("base", file, b"") as folder:
        (folder / file).unlink()
        KINDS[kind](folder / file)
        (finding,) = read_year(folder).findings
    assert (finding.rule, finding.file) == ("unreadable_file", file)
    assert kind in finding.message("sv")


def test_a_parquet_file_that_is_none_is_not_waited_for() -> None:
    with spoiled("base", "volumes.csv", b"") as folder:
        (folder / "volumes.csv").unlink()
        os.mkfifo(folder / "volumes.parquet")
        (finding,) = read_year(folder).findings
    assert (finding.rule, finding.file) == ("unreadable_file", "volumes.parquet")
    assert "ingen vanlig fil" in finding.message("sv")


def test_what_the_system_shows_as_a_file_is_read_no_further_than_its_size(tmp_path: Path) -> None:
    (tmp_path / "file").symlink_to("/proc/self/status")  # its size is 0, its content is not
    assert read_text(tmp_path / "file") == ("", [])


def test_a_table_that_a_spreadsheet_saves_as_unicode_text() -> None:
    expected = read_year(FOLDERS["base"]).price().prices
    content = (FOLDERS["base"] / "volumes.csv").read_text(encoding="utf-8")
    with spoiled("base", "volumes.csv", content.replace(",", "\t").replace("\n", "\r\n").encode("utf-16")) as folder:
        assert read_year(folder).price().prices == expected


@pytest.mark.parametrize(
    ("beside", "rule", "found"),
    [
        ([], "file_missing", None),
        (["Budget.csv"], "file_misnamed", "Budget.csv"),
        (["budget.csv.txt"], "file_misnamed", "budget.csv.txt"),
        (["budget (1).csv", "x.csv"], "file_misnamed", "budget (1).csv"),
        (["budget.xlsx"], "file_is_workbook", "budget.xlsx"),
        (["Budget.ods", "budget-old.csv"], "file_is_workbook", "Budget.ods"),
        (["~$budget.xlsx", ".budget.csv", "budget.pdf", "volumes.csv", "model.toml"], "file_missing", None),
    ],
)
def test_a_missing_file_is_told_with_the_one_that_is_meant(
    tmp_path: Path, beside: list[str], rule: str, found: str | None
) -> None:
    for name in beside:
        (tmp_path / name).touch()
    text, (finding,) = read_text(tmp_path / "budget.csv")
    assert (text, finding.rule, finding.file, finding.values.get("found")) == (None, rule, "budget.csv", found)


def test_a_model_is_no_workbook(tmp_path: Path) -> None:
    (tmp_path / "model.xlsx").touch()
    _, (finding,) = read_text(tmp_path / "model.toml")
    assert finding.rule == "file_missing"
