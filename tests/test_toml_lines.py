"""Lines of a TOML document: every path of what the parser reads has one, and it is the one where it stands."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atcost.inputs.toml_lines import line_of, toml_lines
from tests.console import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DOCUMENT = '''\
title = "a # [x] = {"        # [not.a.table]
text  = """
[nor.this]
year = 1
\\""" still "text" """
plain = \'\'\'
[nor.this] = 'x'
\'\'\'
number = 12.50 # x
day = 2022-08-15
dotted.a.b = [1.5, "x", [2,
  3], {c = 1}]

[customer]
north = { title = { sv = "Norr", en = "North" }, takes = ["a",
    "b"] }
"quoted name" = 1

[[area.rent.key]] # first
weight  = 1
measure = "contracts"

[[area.rent.key]]
measure = 'families'
note.sv = "x"

[area.rent]
carried = [
  { amount = -1 }, # one
  # none
  { amount = 2, year = 2021,   source = """x
y""" },
]
[[adjustment]]
measure = "contracts"
customer = "north"
'''
LINES = {
    "title": 1,
    "text": 2,
    "plain": 6,
    "number": 9,
    "day": 10,
    "dotted": 11,
    "dotted.a.b": 11,
    "dotted.a.b.1": 11,
    "dotted.a.b.3": 11,
    "dotted.a.b.3.2": 12,
    "dotted.a.b.4.c": 12,
    "customer": 14,
    "customer.north.title.en": 15,
    "customer.north.takes": 15,
    "customer.north.takes.2": 16,
    "customer.quoted name": 17,
    "area": 19,
    "area.rent.key": 19,
    "area.rent.key.1": 19,
    "area.rent.key.1.measure": 21,
    "area.rent.key.contracts": 19,
    "area.rent.key.contracts.weight": 20,
    "area.rent.key.2": 23,
    "area.rent.key.families.note.sv": 25,
    "area.rent": 19,
    "area.rent.carried": 28,
    "area.rent.carried.1.amount": 29,
    "area.rent.carried.2": 31,
    "area.rent.carried.2.source": 31,
    "adjustment.1": 34,
    "adjustment.1.customer": 36,
}


def paths(value: Any, path: str = "") -> Iterator[str]:
    """Yield the path of every value, items by number."""
    items = value.items() if isinstance(value, dict) else enumerate(value, 1) if isinstance(value, list) else ()
    for name, entry in items:
        inner = f"{path}.{name}" if path else str(name)
        yield inner
        yield from paths(entry, inner)


def test_each_path_has_its_line() -> None:
    lines = toml_lines(DOCUMENT)
    assert {path: lines.get(path) for path in LINES} == LINES
    assert set(paths(tomllib.loads(DOCUMENT))) <= lines.keys()
    assert not any("nor" in path.split(".") or "not" in path.split(".") for path in lines)


def test_a_fault_leaves_the_lines_behind_it_as_they_are() -> None:
    lines = toml_lines("a = { b = 1\nc = \nd = 60,5\ne = { f = 2,5, g = [ 1 ] }\nh = 1\n")
    assert {name: lines[name] for name in "acdeh"} == {"a": 1, "c": 2, "d": 3, "e": 4, "h": 5}


def test_an_item_that_names_a_customer_goes_by_its_number() -> None:
    assert "adjustment.contracts" not in toml_lines(DOCUMENT)


@pytest.mark.parametrize("file", sorted(EXAMPLES.rglob("model.toml")), ids=lambda file: file.parent.name)
def test_an_examples_paths_stand_on_lines_that_name_them(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    lines, rows = toml_lines(text), text.splitlines()
    for path in paths(tomllib.loads(text)):
        name = path.rpartition(".")[2]
        assert name.isdigit() or name in rows[lines[path] - 1]


names = st.text("abc_", min_size=1, max_size=3)
values = st.recursive(
    st.one_of(st.integers(), st.booleans(), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(names, inner, max_size=3)),
    max_leaves=8,
)


def written(value: Any) -> str:
    """Write a value as TOML, each item of a list on a line of its own."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name} = {written(entry)}" for name, entry in value.items()) + "}"
    if isinstance(value, list):
        return "[\n" + "".join(f"{written(entry)}, # ] [\n" for entry in value) + "]"
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(mark):08x}" for mark in value) + '"'
    return str(value).lower()


@given(st.dictionaries(names, st.dictionaries(names, values, max_size=3), max_size=4))
def test_every_path_of_any_document_has_a_line(document: dict[str, dict[str, Any]]) -> None:
    text = "".join(
        f"[{table}]\n" + "".join(f"{name} = {written(value)}\n" for name, value in entries.items())
        for table, entries in document.items()
    )
    assert tomllib.loads(text) == document
    lines, rows = toml_lines(text), text.split("\n")
    assert set(paths(document)) <= lines.keys()
    for table, entries in document.items():
        assert rows[lines[table] - 1] == f"[{table}]"
        assert all(rows[lines[f"{table}.{name}"] - 1].startswith(f"{name} = ") for name in entries)


@given(st.text('[]{}=,.#"\n\\ ab', max_size=60))
def test_a_text_that_is_no_toml_is_no_fault(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line in toml_lines(text).values())


def test_what_is_missing_stands_where_its_table_does() -> None:
    lines = toml_lines(DOCUMENT)
    assert line_of("area.rent.carried.2.kind", lines) == 31
    assert line_of("customer.south.title", lines) == 14
    assert line_of("nowhere", lines) is None
    assert line_of("", lines) is None
