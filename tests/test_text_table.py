"""Tables as text: every column lines up, and nothing of a cell is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atcost.outputs.text_table import Table, width, wrapped

cells = st.text("abc åäö−12\u4e2d\u0301", min_size=1, max_size=12).map(lambda text: f"x{text}x")
tables = st.integers(1, 5).flatmap(
    lambda columns: st.builds(
        Table,
        st.lists(cells, min_size=columns, max_size=columns),
        texts=st.integers(0, columns),
        rows=st.lists(st.lists(cells, min_size=columns, max_size=columns), max_size=4),
        foot=st.one_of(st.none(), st.lists(cells, min_size=columns, max_size=columns)),
    )
)


@given(tables)
def test_columns_line_up_and_hold_their_cells(table: Table) -> None:
    lines = table.lines()
    (rule, *_) = [line for line in lines if set(line) <= {"─", " "} and line]
    rooms = [len(room) for room in rule.split("  ")]
    body = [*table.rows, *([table.foot] if table.foot else [])]
    assert [line for line in lines if line != line.rstrip()] == []
    shown = [line for line in lines[lines.index(rule) + 1 :] if line != rule]
    for row, line in zip(body, shown, strict=True):
        assert width(line) <= width(rule)
        assert [cell for cell in row if cell not in line] == []
    for column, room in enumerate(rooms):
        assert room >= max(map(width, [row[column] for row in body]), default=0)
    texts, numbers = table.texts, len(table.heads) - table.texts
    if numbers and body:
        assert all(width(line) == width(rule) for line in shown)
    assert texts + numbers == len(rooms)


@given(tables)
def test_a_head_is_no_wider_than_it_must_be(table: Table) -> None:
    head = table.lines()[: table.lines().index(next(line for line in table.lines() if "─" in line))]
    words = " ".join(head).split()
    assert sorted(words) == sorted(word for head in table.heads for word in head.split())


@given(st.lists(st.text("abå", min_size=1, max_size=9), min_size=1, max_size=6), st.integers(1, 30))
def test_wrapped_lines_hold_the_words_in_order(words: list[str], room: int) -> None:
    lines = wrapped(" ".join(words), room)
    assert " ".join(lines).split() == words
    longest = max(map(len, words))
    assert all(len(line) <= max(room, longest) for line in lines)
    assert all(len(one) + 1 + len(other.split()[0]) > max(room, longest) for one, other in pairwise(lines))


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("åäö", 3), ("a\u030a", 1), ("中", 2), ("", 0), ("−1\u00a0000", 6)]
)
def test_how_many_columns_a_text_takes(text: str, columns: int) -> None:
    assert width(text) == columns


def test_a_table_without_rows_has_its_heads() -> None:
    assert Table(["Område", "kr"]).lines() == ["Område  kr", "──────  ──"]
