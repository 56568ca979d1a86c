"""Malformed files of every kind: always findings, never a traceback, a hang or a wrong price.

A folder that is spoiled is either told of, every finding in both languages and with a line that is there, or priced so
that all sums balance. Each is read under a bound of time.
"""

from __future__ import annotations

import csv
import io
import os
from copy import deepcopy
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

import tomlkit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atcost.inputs.model_folder import read_year
from tests.spoiled import FILES, FOLDERS, SMALL, TABLES, held, spoiled

if TYPE_CHECKING:
    from collections.abc import Iterator


EXAMPLES = 1_500 if os.environ.get("ATCOST_PROVE") == "1" else 60
many = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
folders = st.sampled_from(SMALL)


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
