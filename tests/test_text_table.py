"""Tables and sentences as text: columns line up, nothing of a cell is lost, and no line is wider than its window."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from atcost.outputs.text_table import UNBOUNDED, Table, laid_out, width, wrapped

words = st.text("abc åäö−12\u4e2d\u0301", min_size=1, max_size=12).map(lambda text: f"x{text}x")
texts = st.lists(words, min_size=1, max_size=5).map(" ".join)
numbers = st.integers(-(10**10), 10**10).map(lambda number: f"{number:,}".replace(",", "\N{NO-BREAK SPACE}"))


def tables_of(text: st.SearchStrategy[str]) -> st.SearchStrategy[Table]:
    def of(columns: int, texts: int) -> st.SearchStrategy[Table]:
        row = st.tuples(*[text] * texts, *[numbers] * (columns - texts)).map(list)
        heads = st.lists(text, min_size=columns, max_size=columns)
        return st.builds(
            Table, heads, st.just(texts), rows=st.lists(row, max_size=4), foot=st.lists(row, max_size=2), title=text
        )

    return st.tuples(st.integers(1, 5), st.integers(0, 5)).flatmap(lambda sizes: of(sizes[0], min(sizes)))


tables = tables_of(words)
rooms = st.integers(24, 120)


def letters(text: str) -> str:
    return "".join(text.split())


@given(tables)
def test_columns_line_up_and_hold_their_cells(table: Table) -> None:
    _, _, *lines = table.lines()
    (rule, *_) = [line for line in lines if set(line) <= {"─", " "} and line]
    rooms = [len(room) for room in rule.split("  ")]
    body = [*table.rows, *table.foot]
    assert [line for line in lines if line != line.rstrip()] == []
    shown = [line for line in lines[lines.index(rule) + 1 :] if line != rule]
    for row, line in zip(body, shown, strict=True):
        assert width(line) <= width(rule)
        assert [cell for cell in row if cell not in line] == []
    for column, room in enumerate(rooms):
        assert room >= max(map(width, [row[column] for row in body]), default=0)
    if len(table.heads) > table.texts and body:
        assert all(width(line) == width(rule) for line in shown)
    assert len(table.heads) == len(rooms)


@given(tables)
def test_a_head_is_no_wider_than_it_must_be(table: Table) -> None:
    _, _, *lines = table.lines()
    head = lines[: lines.index(next(line for line in lines if "─" in line))]
    words = " ".join(head).split()
    assert sorted(words) == sorted(word for head in table.heads for word in head.split())


@given(tables_of(texts), rooms)
def test_no_line_is_wider_than_the_window_and_no_cell_is_lost(table: Table, room: int) -> None:
    lines = table.lines(room)
    assert [line for line in lines if width(line) > room] == []
    for row in [*table.rows, *table.foot]:
        for cell in row[table.texts :]:
            assert cell in "\n".join(lines)
    shown, told = Counter("".join(lines)), Counter("".join(cell for row in table.rows for cell in row))
    assert [mark for mark in told if told[mark] > shown[mark] and mark != " "] == []


STEPS = {
    UNBOUNDED: """
                       This
Area                   year  Change
─────────────────  ────────  ──────
Rent and premises  1 000,00  −10,00
─────────────────  ────────  ──────
All                    9,00       1
""",
    34: """
                      This
Area                  year  Change
────────────────  ────────  ──────
Rent and          1 000,00  −10,00
  premises
────────────────  ────────  ──────
All                   9,00       1
""",
    30: """
                       This
Area                   year
─────────────────  ────────
Rent and premises  1 000,00
─────────────────  ────────
All                    9,00

Area               Change
─────────────────  ──────
Rent and premises  −10,00
─────────────────  ──────
All                     1
""",
    24: """
Area       Rent and
             premises
This year  1 000,00
Change       −10,00

Area       All
This year      9,00
Change            1
""",
}


@pytest.mark.parametrize("room", STEPS)
def test_a_table_gives_way_step_by_step(room: int) -> None:
    table = Table(
        ["Area", "This year", "Change"], rows=[["Rent and premises", "1 000,00", "−10,00"]], foot=[["All", "9,00", "1"]]
    )
    assert table.lines(room) == STEPS[room].strip("\n").split("\n")


def test_columns_that_belong_together_stand_in_one_part_where_they_fit() -> None:
    heads = ["Area", "First", "Second", "Total", "Change"]
    table = Table(heads, rows=[["Rent", "1 000", "2 000", "3 000", "−10"]], foot=[["2022", "900", "", "", ""]])
    table.together = 2
    assert [line.split() for line in table.lines(32) if "T" in line or "F" in line] == [
        ["Area", "First", "Second"],
        ["Area", "Total", "Change"],
    ]
    assert sum("2022" in line for line in table.lines(32)) == 1
    assert [line.split() for line in table.lines(18) if "Area" in line][2:] == [["Area", "Total"], ["Area", "Change"]]


def test_columns_without_cells_are_left_out() -> None:
    table = Table(["a", "b", "c", "d"], texts=2, rows=[["1", "", "", "2"]], foot=[["5", "6", "7", "8"]], title="t")
    assert table.without_empty() == Table(["a", "d"], texts=1, rows=[["1", "2"]], foot=[["5", "8"]], title="t")


def test_a_page_has_blank_lines_around_tables() -> None:
    table = Table(["a"], rows=[["1"]])
    assert list(laid_out(["one", "two", table, table, "three", ""])) == [
        *("one", "two", "", *table.lines(), "", *table.lines(), "", "three", ""),
    ]
    assert list(laid_out([table, ""])) == [*table.lines(), ""]


@given(st.lists(words, min_size=1, max_size=6), st.integers(16, 60), st.sampled_from(["", "  "]))
def test_wrapped_lines_hold_the_words_in_order(words: list[str], room: int, indent: str) -> None:
    assume(all(width(word) <= room - len(indent) for word in words))  # a wider one is broken, below
    lines = wrapped(" ".join(words), room, indent)
    assert " ".join(line.removeprefix(indent) if number else line for number, line in enumerate(lines)) == " ".join(
        words
    )
    assert all(width(line) <= room for line in lines)
    for line, later in pairwise(lines):
        assert width(line) + 1 + width(later.removeprefix(indent).split(" ")[0]) > room


@pytest.mark.parametrize(("word", "room"), [("x" * 1000, 30), ("中" * 50, 7), ("a\u0301" * 40, 10)])
def test_a_word_that_is_wider_than_its_room_is_broken(word: str, room: int) -> None:
    lines = wrapped(f"one {word} two", room, "  ")
    assert all(width(line) <= room for line in lines)
    assert letters("".join(lines)) == f"one{word}two"


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("åäö", 3), ("a\u030a", 1), ("中", 2), ("", 0), ("−1\u00a0000", 6), ("a\u200bb", 3), ("\u034f", 1)],
)
def test_how_many_columns_a_text_takes(text: str, columns: int) -> None:
    assert width(text) == columns


def test_a_table_without_rows_has_its_heads() -> None:
    assert Table(["Område", "kr"]).lines() == ["Område  kr", "──────  ──"]
