"""A page as text: sentences that wrap, tables that fold; heads wrap, numbers stand to the right.

Our own: a library that draws tables takes longer to load than a price list takes to calculate (docs/decisions/0002).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING
from unicodedata import category, east_asian_width

from atcost.core.words import is_hidden

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

GAP = "  "
INDENT = "  "
UNBOUNDED = sys.maxsize
"""Columns where no window limits a line: a pipe or a file."""
LEAST_TEXT, LONGEST_WORD = 16, 30
"""How narrow a column of texts may get, and how long a word it must hold whole."""
LEAST_LABEL = 6


@dataclass(slots=True)
class Table:
    """Heads, the number of columns that hold texts and stand first, rows, last rows that sum, and a title.

    ``together`` is how many of the last columns belong together, so that they stand in one part of a folded table.
    """

    heads: Sequence[str]
    texts: int = 1
    rows: list[list[str]] = field(default_factory=list)
    foot: list[list[str]] = field(default_factory=list)
    title: str = ""
    together: int = 0

    def lines(self, room: int = UNBOUNDED) -> list[str]:
        r"""Return the table's lines, none longer than ``room``.

        Too wide a table wraps its texts; then its numbers stand in parts below each other, each beside the texts and
        with the sums that it has; where not even one does, every row is a list of heads and cells.

        >>> print("\n".join(Table(["Area", "SEK"], rows=[["Rent", "10.00"]], foot=[["Total", "10.00"]]).lines()))
        Area     SEK
        ─────  ─────
        Rent   10.00
        ─────  ─────
        Total  10.00
        """
        titled = [wrapped(self.title, room)] if self.title else []
        return [line for part in [*titled, *self._folded(room)] for line in ["", *part]][1:]

    def without_empty(self) -> Table:
        """Return the table without the columns that no row has a cell in."""
        kept = [column for column in range(len(self.heads)) if any(row[column] for row in self.rows)]
        rows, foot = ([[row[column] for column in kept] for row in part] for part in (self.rows, self.foot))
        texts = sum(column < self.texts for column in kept)
        together = sum(column >= len(self.heads) - self.together for column in kept)
        return Table([self.heads[column] for column in kept], texts, rows, foot, self.title, together)

    @property
    def _body(self) -> list[list[str]]:
        return [*self.rows, *self.foot]

    def _folded(self, room: int) -> list[list[str]]:
        """Return the table whole, in parts below each other, or as lists."""
        most = [self._most(column) for column in range(len(self.heads))]
        if sum(most) + len(GAP) * (len(most) - 1) <= room:
            return [self._drawn(dict(enumerate(most)))]
        least = [self._least(column, room) for column, room in enumerate(most)]
        parts = self._parts(least, room)
        widths = [fitted({column: (least[column], most[column]) for column in part}, room) for part in parts]
        return list(map(self._drawn, widths)) if parts else self._listed(room)

    def _parts(self, least: Sequence[int], room: int) -> list[list[int]]:
        """Return which columns stand beside each other: all texts, and as many numbers as fit; none where none fits."""
        texts, numbers = range(self.texts), range(self.texts, len(self.heads))
        needed = [columns + len(GAP) for columns in least]
        free = room + len(GAP) - sum(needed[: self.texts])
        if any(needed[column] > free for column in numbers) or free < 0:
            return []
        parts, left = [[*texts]], free
        for columns in self._joined(numbers, needed, free):
            wanted = sum(needed[column] for column in columns)
            if wanted > left and len(parts[-1]) > self.texts:
                parts.append([*texts])
                left = free
            parts[-1] += columns
            left -= wanted
        return parts

    def _joined(self, numbers: Sequence[int], needed: Sequence[int], free: int) -> list[Sequence[int]]:
        """Return the columns of numbers one by one, those that belong together as one where they fit."""
        alone = len(numbers) - self.together
        last = numbers[alone:]
        fit = last and sum(needed[column] for column in last) <= free
        return [*([column] for column in numbers[:alone]), *([last] if fit else ([column] for column in last))]

    def _most(self, column: int) -> int:
        """Return the width that a column has where nothing limits it."""
        return max(map(width, [*self.heads[column].split(" "), *(row[column] for row in self._body)]))

    def _least(self, column: int, most: int) -> int:
        """Return the least width of a column: a number's is its own, a text's that of its longest word, indented."""
        if column >= self.texts:
            return most
        starts, later = [], self.heads[column].split(" ")
        for row in self._body:
            start, *words = row[column].split(" ")
            starts.append(width(start))
            later += words
        longest = max([*starts, *(width(word) + len(INDENT) for word in later)])
        return min(most, max(LEAST_TEXT, min(LONGEST_WORD, longest)))

    def _drawn(self, widths: Mapping[int, int]) -> list[str]:
        """Draw some of the columns beside each other."""
        heads = [wrapped(self.heads[column], room) for column, room in widths.items()]
        height = max(map(len, heads))
        padded_heads = [[""] * (height - len(lines)) + lines for lines in heads]
        found = [self._line(row, widths) for row in zip(*padded_heads, strict=True)]
        rule = GAP.join("─" * room for room in widths.values())
        numbers = [column for column in widths if column >= self.texts]
        sums = [row for row in self.foot if not numbers or any(row[column] for column in numbers)]
        rows, foot = ([line for row in part for line in self._row(row, widths)] for part in (self.rows, sums))
        return [*found, rule, *rows, *([rule, *foot] if foot else [])]

    def _row(self, row: Sequence[str], widths: Mapping[int, int]) -> Iterator[str]:
        """Yield a row's lines: texts wrap, numbers stand in the first."""
        cells = [wrapped(row[column], room, INDENT) for column, room in widths.items()]
        return (self._line(line, widths) for line in zip_longest(*cells, fillvalue=""))

    def _line(self, cells: Iterable[str], widths: Mapping[int, int]) -> str:
        placed = (
            padded(cell, room, right=column >= self.texts)
            for cell, (column, room) in zip(cells, widths.items(), strict=True)
        )
        return GAP.join(placed).rstrip()

    def _listed(self, room: int) -> list[list[str]]:
        """Return every row as a list of heads and cells, numbers to the right of the widest."""
        free = room - len(GAP)
        number = max((width(cell) for row in self._body for cell in row[self.texts :]), default=0)
        label = min(max(map(width, self.heads)), free // 2, max(LEAST_LABEL, free - number))
        free -= label
        return [self._entry(row, label, free, min(number, free)) for row in self._body]

    def _entry(self, row: Sequence[str], label: int, free: int, number: int) -> list[str]:
        found = []
        for column, (head, cell) in enumerate(zip(self.heads, row, strict=True)):
            if cell:
                value = padded(cell, number, right=True) if column >= self.texts else cell
                lines = zip_longest(wrapped(head, label, INDENT), wrapped(value, free, INDENT), fillvalue="")
                found += [(padded(left, label) + GAP + right).rstrip() for left, right in lines]
        return found


def fitted(columns: Mapping[int, tuple[int, int]], room: int) -> dict[int, int]:
    """Return how wide columns are, of the least and the most that each may be: the widest give way until all fit."""
    free = room - len(GAP) * (len(columns) - 1)
    cap, widths = free, {column: most for column, (_, most) in columns.items()}
    while cap and sum(widths.values()) > free:
        widths = {column: max(least, min(most, cap)) for column, (least, most) in columns.items()}
        cap -= 1
    return widths


Block = Table | str
"""What a page is made of: a table, or a sentence."""


def laid_out(blocks: Iterable[Block], room: int = UNBOUNDED) -> Iterator[str]:
    """Yield the lines of a page: sentences, a blank line around every table, and one where an empty sentence is."""
    before: Block = ""
    for block in blocks:
        if block and before and (isinstance(block, Table) or isinstance(before, Table)):
            yield ""
        yield from block.lines(room) if isinstance(block, Table) else wrapped(block, room)
        before = block


def wrapped(text: str, room: int, indent: str = "") -> list[str]:
    """Break a text at its blanks into lines of ``room`` columns; a word that is longer is broken, too.

    >>> wrapped("What a unit weighs is a share", 12, "  ")
    ['What a unit', '  weighs is', '  a share']
    """
    if width(text) <= room:
        return [text]
    indent = indent if len(indent) < room // 2 else ""
    first, *pieces = [piece for word in text.split(" ") for piece in broken(word, room - len(indent))]
    lines = [first]
    for piece in pieces:
        if width(lines[-1]) + 1 + width(piece) <= room:
            lines[-1] += " " + piece
        else:
            lines.append(indent + piece)
    return lines


def broken(word: str, room: int) -> list[str]:
    """Break a word into pieces of at most ``room`` columns, and at least one mark."""
    pieces = [""]
    for mark in word if width(word) > room else ():
        if pieces[-1] and width(pieces[-1] + mark) > room:
            pieces.append("")
        pieces[-1] += mark
    return pieces if pieces[-1] else [word]


def padded(text: str, room: int, *, right: bool = False) -> str:
    """Fill a text up with blanks to a width, at its end or, for numbers, before it."""
    blanks = " " * (room - width(text))
    return blanks + text if right else text + blanks


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


@cache
def _columns(mark: str) -> int:
    if is_hidden(mark):
        return 1  # it is shown as a dot
    return 0 if category(mark) in ("Mn", "Me") else 2 if east_asian_width(mark) in "WF" else 1
