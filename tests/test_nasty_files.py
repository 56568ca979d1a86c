"""A corpus of nasty files: deep, huge, cut, in other encodings, out of range; what each must come to is told here."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from atcost.inputs.model_folder import read_year
from tests.spoiled import FILES, FOLDERS, held, spoiled

if TYPE_CHECKING:
    from collections.abc import Callable


def model(find: str = "", put: str = "") -> bytes:
    text = (FOLDERS["base"] / "model.toml").read_text(encoding="utf-8")
    assert find in text
    return text.replace(find, put, 1).encode()


VOLUMES = (FOLDERS["base"] / "volumes.csv").read_bytes()
MILLIONS = 10_000_000
MODELS: dict[str, Callable[[], bytes]] = {
    "lists in lists": lambda: b"x = " + b"[" * 100_000,
    "tables in tables": lambda: b"x = " + b"{a=" * 100_000,
    "lists in lists, closed": lambda: model('"base"', "[" * 200 + "]" * 200),
    "a name of many parts behind a text": lambda: b'x = """a"b"""\n' + b".".join([b"a"] * 100_000) + b" = 1",
    "a name of many parts behind a comment": lambda: b"# don't\n" + b".".join([b"'a'"] * 100_000) + b" = 1",
    "1 MB of quotes that are none": lambda: b'\\"""\n' * 200_000,
    "1 MB of quotes in a text that never ends": lambda: model() + b'x = "' + b'\\"' * 500_000,
    "an integer of 5000 digits behind a text": lambda: b'x = """a"b"""\ny = ' + b"1" * 5_000,
    "a name of many parts": lambda: b".".join([b"a"] * 100_000) + b" = 1",
    "a heading of many parts": lambda: b"[" + b" . ".join([b'"a b"'] * 50_000) + b"]",
    "an integer of 5000 digits": lambda: model("600_000", "1" * 5_000),
    "a hexadecimal integer of 5000 digits": lambda: model("600_000", "0x" + "f" * 5_000),
    "a long hexadecimal format": lambda: model("= 1\n", "= 0x" + "f" * 990 + "\n"),
    "a binary integer": lambda: model("600_000", "0b" + "1" * 900),
    "a decimal of 5000 digits": lambda: model("600_000", "1." + "1" * 5_000),
    "null bytes": lambda: model("600_000", "600\0000"),
    "an escaped null": lambda: model("Handläggare", "\\u0000"),
    "UTF-16": lambda: codecs.BOM_UTF16_BE + model().decode().encode("utf-16-be"),
    "lone CR line ends": lambda: model().replace(b"\n", b"\r"),
    "CRLF line ends": lambda: model().replace(b"\n", b"\r\n"),
    "a byte order mark": lambda: codecs.BOM_UTF8 + model(),
    "two byte order marks": lambda: codecs.BOM_UTF8 * 2 + model(),
    "Windows-1252": lambda: model().decode().encode("cp1252"),
    "a byte that Windows-1252 lacks": lambda: model().decode().encode("cp1252") + b"# \x81",
    "10 MB of one comment": lambda: model() + b"# " + b"x" * MILLIONS,
    "10 MB of one text": lambda: model() + b'note = "' + b"x" * MILLIONS + b'"',
    "10 MB of one name": lambda: b"x" * MILLIONS + b" = 1\n" + model(),
    "10 MB of blanks": lambda: model() + b" " * MILLIONS,
    "10 MB of opening quotes": lambda: model() + b"x = " + b'"""' * (MILLIONS // 3),
    "1 MB of empty lines": lambda: b"\n" * 1_000_000 + model(),
    "a key twice": lambda: model("rate   = 600_000", "rate = 1\nrate = 2"),
    "a table twice": lambda: model() + b'[staff.clerk]\ntitle = "x"\n',
    "a name of JavaScript": lambda: model() + b'[customer.__proto__]\ntitle = "x"\nkind = "company"\n',
    "a date that is none": lambda: model('kind  = "department"', 'kind = "department"\nto = 2022-02-30'),
    "the last date there is": lambda: model(
        'kind  = "department"', 'kind = "department"\nfrom = 2024-01-01\nto = 9999-12-31'
    ),
    "the first date there is": lambda: model('kind  = "department"', 'kind = "department"\nto = 0001-01-01'),
    "a negative year": lambda: model("2023\n", "-1\n"),
    "the year 0": lambda: model("2023\n", "0\n"),
    "the year 10000": lambda: model("2023\n", "10000\n"),
    "a window of 10000 years": lambda: model('from = "2022-05"', 'from = "0001-01"').replace(b"2022-06", b"9999-12"),
    "a window of 300 years": lambda: model('from = "2022-05"', 'from = "1900-01"').replace(b"2022-06", b"2199-12"),
    "an empty document": lambda: b"",
    "only blanks": lambda: b" \n\t\n",
    "not TOML at all": lambda: b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)),
    "HTML": lambda: b"<!DOCTYPE html><html><body>404</body></html>",
    "itself as the year before": lambda: model("format   = 1", 'format = 1\nprevious = "."'),
    "an impossible path": lambda: model("format   = 1", 'format = 1\nprevious = "\\u0000"'),
    "a path too long": lambda: model("format   = 1", f'format = 1\nprevious = "{"x" * 5_000}"'),
}
CSVS: dict[str, Callable[[], bytes]] = {
    "an unclosed quote": lambda: VOLUMES.replace(b"invoices", b'"invoices', 1),
    "an unclosed quote in a last field": lambda: VOLUMES.replace(b"100", b'"100', 1),
    "a text behind a quote": lambda: VOLUMES.replace(b"100", b'"1"00', 1),
    "empty rows of a spreadsheet": lambda: b";;;\r\n" * 1_000,
    "a heading alone": lambda: VOLUMES.splitlines()[0],
    "no heading": lambda: VOLUMES.split(b"\n", 1)[1],
    "lone CR line ends": lambda: VOLUMES.replace(b"\n", b"\r"),
    "CRLF line ends": lambda: VOLUMES.replace(b"\n", b"\r\n"),
    "a byte order mark": lambda: codecs.BOM_UTF8 + VOLUMES,
    "two byte order marks": lambda: codecs.BOM_UTF8 * 2 + VOLUMES,
    "UTF-16": lambda: codecs.BOM_UTF16_LE + VOLUMES.decode().encode("utf-16-le"),
    "UTF-16 without its mark": lambda: VOLUMES.decode().encode("utf-16-le"),
    "null bytes": lambda: VOLUMES + b"\0",
    "a byte that Windows-1252 lacks": lambda: VOLUMES + b"\x8d",
    "10 MB of one line": lambda: VOLUMES + b"x" * MILLIONS,
    "10 MB of commas": lambda: VOLUMES + b"," * MILLIONS,
    "10 MB of a heading": lambda: b"," * MILLIONS,
    "10 MB of quotes": lambda: VOLUMES + b'"' * MILLIONS,
    "a number of 100000 digits": lambda: VOLUMES + b"invoices,care,2022-06," + b"1" * 100_000,
    "50000 names that are not known": lambda: (
        VOLUMES + b"".join(b"invoices,customer_%d,2022-06,1\n" % number for number in range(50_000))
    ),
    "the same row 20000 times": lambda: VOLUMES + b"invoices,care,2022-06,1\n" * 20_000,
    "vertical tabs and the like": lambda: VOLUMES.replace(b"\n", b"\x0b\x0c\x1c\x85\n"),
    "HTML": lambda: b"<!DOCTYPE html><html><body>404</body></html>",
    "quantities that cancel out": lambda: VOLUMES.replace(b",40", b",-220").replace(b",60", b",0"),
}
STILL_PRICED = {
    *("CRLF line ends", "lone CR line ends in a table", "a byte order mark", "Windows-1252", "10 MB of one comment"),
    *("10 MB of one text", "10 MB of blanks", "1 MB of empty lines", "an escaped null", "itself as the year before"),
    *("an impossible path", "a path too long", "the first date there is", "the last date there is"),
    *("a window of 300 years", "10 MB of commas", "UTF-16"),
}


@pytest.mark.parametrize("name", MODELS)
def test_a_nasty_model(name: str) -> None:
    with spoiled("base", "model.toml", MODELS[name]()) as folder:
        assert (held(folder) is not None) == (name in STILL_PRICED)


@pytest.mark.parametrize("name", CSVS)
def test_a_nasty_table(name: str) -> None:
    with spoiled("base", "volumes.csv", CSVS[name]()) as folder:
        assert (held(folder) is not None) == (name in STILL_PRICED or f"{name} in a table" in STILL_PRICED)


def test_quantities_of_linked_areas_that_cancel_out() -> None:
    rows = "".join(
        f"workstations,{user},2024-0{month},{quantity}\n" for month in range(1, 7) for user, quantity in PAIR
    )
    with spoiled("linked", "volumes.csv", b"measure,customer,month,quantity\n" + rows.encode()) as folder:
        assert held(folder) is None


PAIR = (("people", 5), ("care", -5))


@pytest.mark.parametrize("file", FILES)
def test_a_folder_in_place_of_a_file(file: str) -> None:
    with spoiled("base", file, b"") as folder:
        (folder / file).unlink()
        (folder / file).mkdir()
        assert [finding.rule for finding in read_year(folder).findings] == ["unreadable_file"]


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_may_not_be_read(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def refused(path: Path, *arguments: Any) -> Any:
        if path.name == file:
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments)

    monkeypatch.setattr(Path, "open", refused)
    (finding,) = read_year(FOLDERS["base"]).findings
    assert (finding.rule, finding.file) == ("unreadable_file", file)
    assert "rätt att läsa" in finding.message("sv")


def test_all_files_missing_at_once(tmp_path: Path) -> None:
    findings = read_year(tmp_path).findings
    assert [(finding.rule, finding.file) for finding in findings] == [("file_missing", file) for file in FILES]
