"""Malformed files of every kind: always findings, never a traceback, a hang or a wrong price.

A folder that is spoiled is either told of, every finding in both languages and with a line that is there, or priced so
that all sums balance. Each is read under a bound of time.
"""

from __future__ import annotations

import codecs
import csv
import io
import os
import shutil
import signal
import tempfile
from contextlib import contextmanager
from copy import deepcopy
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomlkit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atcost.core.finding import Faulty, errors
from atcost.inputs.model_folder import priced_before, read_year
from atcost.outputs.open_data import finding_views

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from atcost.core.finding import Finding
    from atcost.core.pricing import Pricing

TESTS = Path(__file__).parent
FOLDERS = {
    "base": TESTS / "errors" / "base",
    "small": TESTS.parent / "examples" / "small",
    "linked": TESTS.parent / "examples" / "linked",
    "stockholm": TESTS.parent / "examples" / "stockholm" / "2023",
}
SMALL = ("base", "small", "linked")
FILES = ("model.toml", "budget.csv", "volumes.csv")
TABLES = FILES[1:]
BOUND_SECONDS = 20
"""Far above what any of these takes on a slow machine, far below a hang."""

TOLD = 100
"""How many findings of a folder are looked at; some have tens of thousands."""

EXAMPLES = 1_500 if os.environ.get("ATCOST_PROVE") == "1" else 60
many = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
folders = st.sampled_from(SMALL)


@contextmanager
def bounded(seconds: int) -> Iterator[None]:
    """Fail what takes longer, wherever it hangs."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def held(folder: Path) -> Pricing | None:
    """Read and price a folder, and hold it to what this file says; None where it has errors."""
    with bounded(BOUND_SECONDS):
        year = read_year(folder)
        for finding in year.findings[:TOLD]:
            assert_told(finding, folder)
        if errors(year.findings):
            with pytest.raises(Faulty):
                year.price()
            return None
        model, _ = year.documents()
        priced_before(folder, model)
        pricing = year.price()
    assert_balanced(pricing)
    return pricing


def assert_told(finding: Finding, folder: Path) -> None:
    """Hold a finding: it can be said in both languages, on lines of its own, and its row is in its file."""
    for language in ("sv", "en"):
        said = [finding.place(language), finding.message(language), finding.remedy(language)]
        assert all(text and "\n" not in text and "\x1b" not in text for text in said)
        (view,) = finding_views([finding], language)
        assert view["rule"] == finding.rule
    if finding.row is not None:
        content = (folder / finding.file).read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        assert 1 <= finding.row <= content.count(b"\n") + 1


def assert_balanced(pricing: Pricing) -> None:
    """Hold a price list: its charges sum to its prices, and every area's income to its cost."""
    assert pricing.total_ore == sum(charge.amount_ore for charge in pricing.charges)
    for area, account in pricing.areas.items():
        paid = sum(amount_ore for (priced, _), amount_ore in pricing.prices.items() if priced == area)
        left = account.rounding_ore + account.over_recovery_ore + account.unit_rounding_ore
        assert paid + account.sent_ore == account.self_cost_ore + left
    rounding_ore = sum(account.rounding_ore for account in pricing.areas.values())
    assert rounding_ore == 0


@contextmanager
def spoiled(name: str, file: str, content: bytes) -> Iterator[Path]:
    """Give a copy of a folder with one file spoiled."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "year"
        folder.mkdir()
        for each in FILES:
            shutil.copy(FOLDERS[name] / each, folder / each)
        (folder / file).write_bytes(content)
        yield folder


# What a file is spoiled with: single bytes, and pieces that mean something to one reader or another.
PIECES = [
    *(b'"', b"'", b"[", b"]", b"{", b"}", b"=", b"#", b",", b";", b".", b"-", b"\n", b"\r", b"\r\n", b"\t", b" "),
    *(b"\0", b"\x81", b"\xff\xfe", b"\xe5", b"\xc3\xa5", b"\xef\xbb\xbf", b"\xc2\xa0", b"\xe2\x88\x92", b"\x1b[31m"),
    *(b"nan", b"inf", b"-1", b"0", b"1e400", b"1/0", b"1/3", b"9" * 40, b"true", b"[[area]]\n", b'"""', b"'''"),
    *(b"[area.x.service]\n", b"school", b"__proto__", b"2024-05", b"jul-21", b"44378", b"\\u0000", b"=1+1"),
]
pieces = st.one_of(st.sampled_from(PIECES), st.binary(min_size=1, max_size=3))


@st.composite
def mutations(draw: st.DrawFn) -> tuple[str, str, bytes]:
    """Draw a folder, a file, and its content with some slices replaced, doubled, moved or cut."""
    name, file = draw(folders), draw(st.sampled_from(FILES))
    content = (FOLDERS[name] / file).read_bytes()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.sampled_from([0, 0, 1, 1, 2, 5, 40])))
        kind = draw(st.sampled_from(["put", "put", "double", "move", "cut"]))
        piece = draw(pieces) if kind == "put" else content[start:end] * (2 if kind == "double" else 0)
        if kind == "move":
            to = draw(st.integers(0, start))
            content = content[:to] + content[start:end] + content[to:start] + content[end:]
        else:
            content = content[:start] + piece + content[end:]
    return name, file, content


@many
@given(mutations())
def test_mutated_bytes(mutation: tuple[str, str, bytes]) -> None:
    with spoiled(*mutation) as folder:
        held(folder)


@many
@given(folders, st.sampled_from(FILES), st.floats(0, 1))
def test_a_truncated_file(name: str, file: str, part: float) -> None:
    content = (FOLDERS[name] / file).read_bytes()
    with spoiled(name, file, content[: int(len(content) * part)]) as folder:
        held(folder)


@many
@given(folders, st.sampled_from(FILES), st.randoms(use_true_random=False))
def test_shuffled_lines(name: str, file: str, chance: Any) -> None:
    lines = (FOLDERS[name] / file).read_bytes().splitlines(keepends=True)
    chance.shuffle(lines)
    with spoiled(name, file, b"".join(lines)) as folder:
        held(folder)


@many
@given(folders, st.sampled_from(TABLES), st.randoms(use_true_random=False))
def test_rows_in_another_order_give_the_same_prices(name: str, file: str, chance: Any) -> None:
    heading, *rows = (FOLDERS[name] / file).read_bytes().splitlines(keepends=True)
    chance.shuffle(rows)
    pricing = read_year(FOLDERS[name]).price()
    with spoiled(name, file, b"".join([heading, *rows])) as folder:
        found = held(folder)
    assert found is not None
    assert found.prices == pricing.prices


ODD = [
    *(True, False, 0, -1, 1, 100, 10**29, 10**30, -(10**40), 0.1, -0.0, 1e300, float("nan"), float("inf")),
    *("", " ", "x", "1/3", "-1/3", "1/0", "0", "-0", "1e5", "nan", "school", "bills", "2024-05", "9999-12", "0000-01"),
    *("jul-21", "44378", "__proto__", "constructor", "a.b", "å", "\x1b[31m", "=1+1", "a" * 300, "\u2028", "\u0661"),
    *(date(1, 1, 1), date(9999, 12, 31), datetime(2024, 5, 1, tzinfo=UTC), time(12, 0)),
    *([], [[]], [1, 2], ["school"], [{}], {}, {"sv": "x"}, {"sv": "x", "en": 1}, {"from": "2024-05", "to": "2024-04"}),
]


def places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every value of a document."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, entry in entries:
        yield (*way, name)
        yield from places(entry, (*way, name))


@st.composite
def odd_documents(draw: st.DrawFn) -> tuple[str, str, bytes]:
    """Draw a model with one to three of its values replaced by odd ones, taken away, or given odd names beside."""
    name = draw(st.sampled_from(sorted(FOLDERS)))
    document = tomlkit.parse((FOLDERS[name] / "model.toml").read_text(encoding="utf-8")).unwrap()
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from(sorted(places(document), key=str)))
        table: Any = document
        for step in way:
            table = table[step]
        kind = draw(st.sampled_from(["put", "put", "put", "drop", "name"]))
        if kind == "put" or isinstance(table, list):
            table[last] = deepcopy(draw(st.sampled_from(ODD)))
        elif kind == "drop":
            del table[last]
        else:
            table[draw(st.sampled_from(["", " ", "a.b", "Å", "__proto__", "x" * 100, "measure", "from"]))] = deepcopy(
                table[last]
            )
    return name, "model.toml", tomlkit.dumps(document).encode()


@many
@given(odd_documents())
def test_odd_values_in_the_model(document: tuple[str, str, bytes]) -> None:
    with spoiled(*document) as folder:
        held(folder)


ODD_CELLS = [
    *("", " ", "x", "-1", "0", "1e400", "1e3000000", "nan", "inf", "1/3", "1/0", "12,5", "1 000", "1,000", "1.000,5"),
    *(
        "9" * 40,
        "0" * 40,
        "jul-21",
        "44378",
        "2024-13",
        "0000-01",
        "9999-12",
        "2024-05-31",
        "school",
        "payslips",
        "bills",
    ),
    *("=1+1", '"', '""', "a\nb", "\u0661", "\N{MINUS SIGN}5", "__proto__", "\x1b[31m", "x" * 200_000, "\u00a0", ";"),
]


@st.composite
def odd_tables(draw: st.DrawFn) -> tuple[str, str, bytes]:
    """Draw a table with some odd cells, written with one of the separators."""
    name, file = draw(folders), draw(st.sampled_from(TABLES))
    rows = list(csv.reader(io.StringIO((FOLDERS[name] / file).read_text(encoding="utf-8"))))
    for _ in range(draw(st.integers(1, 3))):
        row = rows[draw(st.integers(0, len(rows) - 1))]
        row[draw(st.integers(0, len(row) - 1))] = draw(st.sampled_from(ODD_CELLS))
    text = io.StringIO()
    csv.writer(text, delimiter=draw(st.sampled_from(",;\t")), lineterminator="\r\n").writerows(rows)
    return name, file, text.getvalue().encode()


@many
@given(odd_tables())
def test_odd_cells_in_the_tables(table: tuple[str, str, bytes]) -> None:
    with spoiled(*table) as folder:
        held(folder)


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
    *("a window of 10000 years", "10 MB of commas"),
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
    read_bytes = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == file:
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    (finding,) = read_year(FOLDERS["base"]).findings
    assert (finding.rule, finding.file) == ("unreadable_file", file)
    assert "rätt att läsa" in finding.message("sv")


def test_all_files_missing_at_once(tmp_path: Path) -> None:
    findings = read_year(tmp_path).findings
    assert [(finding.rule, finding.file) for finding in findings] == [("file_missing", file) for file in FILES]
