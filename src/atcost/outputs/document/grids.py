"""Tables as a page holds them: how wide each column is, measured, and in parts where all are too wide together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from atcost.core.words import NO_BREAK_SPACE
from atcost.outputs.pictures.picture import LEADING, WIDTH
from atcost.outputs.pictures.typeface import hyphenated, least_width, lines, spelled, width
from atcost.outputs.text_table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SIZES = (8.5, 7.5)
"""Sizes of a table's text: the larger where its columns fit."""
LONG, LOWER = 12, 1.12
"""A table of so many rows is set in the smaller size where it is lower by more than that, since fewer texts wrap."""
PAD, SLACK = 9.6, 0.5
"""What stands between two columns, with some slack for how letters are set."""
NAMES, PROSE, PROSE_ROOM, LEAST_TEXT = (200.0, 130.0), 160.0, 115.0, 74.0
"""From which width on a name, which stands first, or another text wraps; what room it is given, and any at least."""
WRAPPED = 1.05
"""By how much a table must be lower for names to wrap that need not."""
HEAD = 80.0
"""How much of a head a column of numbers makes room for at most."""
ROW_PAD, MOST_LINES = 6.0, 50
STEPS = 16


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on a page: its text's size, its columns' widths in points, and how many of them hold texts."""

    title: str
    size: float
    widths: Sequence[float]
    texts: int
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    foot: Sequence[Sequence[str]]

    @property
    def height(self) -> float:
        """Return about how high the table is, in points."""
        texts = [row[: self.texts] for row in (*self.rows, *self.foot)]
        return sum(map(self._row_height, (self.heads, *texts)))

    @property
    def is_flat(self) -> bool:
        """Tell whether every row below the heads stands on one line."""
        flat = self._line + ROW_PAD
        return all(self._row_height(row[: self.texts]) <= flat for row in (*self.rows, *self.foot))

    @property
    def _line(self) -> float:
        return self.size * LEADING

    def set_texts(self, row: Sequence[str], *, bold: bool = False) -> list[str]:
        """Return a row as it is set: words that are wider than their column with soft hyphens."""
        return [
            hyphenated(spelled(text), wide - PAD + SLACK, self.size, bold=bold)
            for text, wide in zip(row, self.widths, strict=True)
        ]

    def _row_height(self, row: Sequence[str]) -> float:
        """Return how high a row is by its texts; numbers stand on one line."""
        wrapped = (
            len(lines(text, wide - PAD, self.size, MOST_LINES))
            for text, wide in zip(map(spelled, row), self.widths, strict=False)
            if width(text, self.size) > wide - PAD
        )
        return max(wrapped, default=1) * self._line + ROW_PAD


def grids(table: Table, room: float = WIDTH) -> Iterator[Grid]:
    """Yield a table as a page holds it; too many columns of numbers follow in parts, each beside the texts."""
    table = replace(table, heads=[head.replace(" %", NO_BREAK_SPACE + "%") for head in table.heads])
    for sizes in [SIZES] if len(table.rows) >= LONG else [SIZES[:1], SIZES[1:]]:
        if whole := list(_whole(table, sizes, room)):
            yield min(whole, key=lambda each: each[0])[1]
            return
    size = SIZES[-1]
    bounds = [_bounds(table, column, size, NAMES[0], LEAST_TEXT) for column in range(len(table.heads))]
    for part in _parts([least for least, _ in bounds], table.texts, room):
        yield _grid(table, part, _fitted([bounds[each] for each in part], table.texts, room), size)


def _whole(table: Table, sizes: Sequence[float], room: float) -> Iterator[tuple[float, Grid]]:
    """Yield a table with all its columns beside each other, in the ways that fit, and how high each is, all told.

    What is flat in the first way that fits is no lower in another.
    """
    for size, name in product(sizes, NAMES):
        bounds = [_bounds(table, column, size, name) for column in range(len(table.heads))]
        if sum(least for least, _ in bounds) <= room:
            grid = _grid(table, range(len(bounds)), _fitted(bounds, table.texts, room), size)
            yield grid.height * (LOWER if size < SIZES[0] else 1) * (WRAPPED if name < NAMES[0] else 1), grid
            if grid.is_flat:
                return


def transposed(table: Table) -> Table:
    """Return a table with its rows as columns: what stood across stands down, and its sums to the right."""
    head, *others = table.heads
    across = [*table.rows, *table.foot]
    rows = [[name, *(row[column] for row in across)] for column, name in enumerate(others, 1)]
    return Table([head, *(row[0] for row in across)], 1, rows, title=table.title)


def columns(table: Table, kept: Iterable[int]) -> Table:
    """Return a table with some of its columns."""
    kept = list(kept)
    rows, foot = ([[row[column] for column in kept] for row in part] for part in (table.rows, table.foot))
    texts = sum(column < table.texts for column in kept)
    return Table([table.heads[column] for column in kept], texts, rows, foot, table.title)


def without_first(table: Table) -> Table:
    """Return a table without its first column."""
    return columns(table, range(1, len(table.heads)))


def _bounds(
    table: Table, column: int, size: float, name: float, least_text: float | None = None
) -> tuple[float, float]:
    """Return how wide a column must and may be; texts that are no prose stand on one line, unless they must not."""
    cells = [width(spelled(row[column]), size) for row in table.rows]
    cells += [width(spelled(row[column]), size, bold=True) for row in table.foot]
    head = spelled(table.heads[column])
    words = max(width(word, size, bold=True) for word in head.split(" "))
    if column >= table.texts:
        parts = max(least_width(word, size, bold=True) for word in head.split(" "))
        least, most = min(HEAD, parts), min(HEAD, width(head, size, bold=True))
        return max([least, *cells]) + PAD, max([least, most, *cells]) + PAD
    most = max([words, *cells]) + PAD
    on_one_line = most <= (PROSE if column else name)
    return min(most, least_text or (most if on_one_line else PROSE_ROOM)), most


def _parts(least: Sequence[float], texts: int, room: float) -> list[list[int]]:
    """Return which columns stand beside each other: the texts, and as many numbers as fit, at least one."""
    needed = sum(least[:texts])
    parts, left = [[*range(texts)]], room - needed
    for column in range(texts, len(least)):
        if least[column] > left and len(parts[-1]) > texts:
            parts.append([*range(texts)])
            left = room - needed
        parts[-1].append(column)
        left -= least[column]
    return parts


def _fitted(bounds: Sequence[tuple[float, float]], texts: int, room: float) -> list[float]:
    """Return widths that fill the room: texts as wide as they may be, the widest giving way; then heads of numbers.

    Beyond all bounds, all give way alike.
    """
    smallest = sum(least for least, _ in bounds)
    if smallest > room:
        return [least * room / smallest for least, _ in bounds]
    numbers = sum(least for least, _ in bounds[texts:])
    found = [*_capped(bounds[:texts], room - numbers), *(least for least, _ in bounds[texts:])]
    found[texts:] = _capped(bounds[texts:], room - sum(found[:texts]))
    free, receivers = room - sum(found), texts or len(found)
    return [wide + (free / receivers if column < receivers else 0) for column, wide in enumerate(found)]


def _capped(bounds: Sequence[tuple[float, float]], room: float) -> list[float]:
    """Return widths within bounds that fit a room, the widest giving way."""
    low, high = 0.0, room
    for _ in range(STEPS):
        cap = (low + high) / 2
        fits = sum(max(least, min(most, cap)) for least, most in bounds) <= room
        low, high = (cap, high) if fits else (low, cap)
    return [max(least, min(most, low)) for least, most in bounds]


def _grid(table: Table, kept: Iterable[int], widths: Sequence[float], size: float) -> Grid:
    part = columns(table, kept)
    return Grid(part.title, size, widths, part.texts, part.heads, part.rows, part.foot)
