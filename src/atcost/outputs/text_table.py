"""A table as text: heads that wrap, numbers to the right, columns as wide as they need to be.

Our own: a library that draws tables takes longer to load than a price list takes to calculate (docs/decisions/0002).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import combining, east_asian_width

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = "  "


@dataclass(slots=True)
class Table:
    """Heads, the number of columns that hold texts and stand first, rows, and a last row that sums."""

    heads: Sequence[str]
    texts: int = 1
    rows: list[list[str]] = field(default_factory=list)
    foot: Sequence[str] | None = None

    def lines(self) -> list[str]:
        r"""Return the table's lines.

        >>> print("\n".join(Table(["Area", "SEK"], rows=[["Rent", "10.00"]], foot=["Total", "10.00"]).lines()))
        Area     SEK
        ─────  ─────
        Rent   10.00
        ─────  ─────
        Total  10.00
        """
        body = [*self.rows, *([self.foot] if self.foot else [])]
        bodies = [max((width(row[column]) for row in body), default=0) for column in range(len(self.heads))]
        heads = [wrapped(head, room) for head, room in zip(self.heads, bodies, strict=True)]
        widths = [max(room, *map(width, lines)) for room, lines in zip(bodies, heads, strict=True)]
        rule = GAP.join("─" * room for room in widths)
        height = max(map(len, heads))
        padded = [[""] * (height - len(lines)) + lines for lines in heads]
        found = [self._line(row, widths) for row in zip(*padded, strict=True)]
        found += [rule, *(self._line(row, widths) for row in self.rows)]
        return [*found, rule, self._line(self.foot, widths)] if self.foot else found

    def _line(self, cells: Sequence[str], widths: Sequence[int]) -> str:
        placed = [
            cell + " " * (room - width(cell)) if column < self.texts else " " * (room - width(cell)) + cell
            for column, (cell, room) in enumerate(zip(cells, widths, strict=True))
        ]
        return GAP.join(placed).rstrip()


def wrapped(text: str, room: int) -> list[str]:
    """Break a head at its blanks into lines no wider than its column, or than its longest word."""
    words = text.split(" ")
    room = max(room, *map(width, words))
    lines = [words[0]]
    for word in words[1:]:
        if width(lines[-1]) + 1 + width(word) <= room:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(mark) else 2 if east_asian_width(mark) in "WF" else 1 for mark in text)
