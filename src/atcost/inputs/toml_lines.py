"""Where a key stands in a TOML file: the line that an editor shows, which the parser does not keep."""

from __future__ import annotations

import re
from typing import NamedTuple

from atcost.core.words import shown

TEXT = re.compile(
    r"""
    \#[^\n]*+                                                                        # a comment
    | "{3}(?:\\.|[^\\])*?(?:"{3}(?!")|\Z) | '{3}.*?(?:'{3}(?!')|\Z) | "(?:\\.|[^"\\\n])*+"?+ | '[^'\n]*+'?+  # a text
    """,
    re.VERBOSE | re.DOTALL,
)
"""What names and numbers do not stand in. A text that never ends goes on as far as the parser reads on in it."""
TOKEN = re.compile(
    TEXT.pattern
    + r"""
    | [\[\]{}=,.\n]                                                             # a mark
    | [^\s\[\]{}=,.\#"']+                                                       # a bare key, or a part of a value
    """,
    re.VERBOSE | re.DOTALL,
)
MARKS = frozenset("[]{}=,.\n")


def toml_lines(text: str) -> dict[str, int]:
    r"""Return the line of each table, list item (by number, and by its measure) and entry, by dotted path.

    Behind a fault that reaches beyond its line they mean little.

    >>> toml_lines('year = 2023\n[[area.rent.key]]\nweight = 1\nmeasure = "items"')["area.rent.key.items.weight"]
    3
    """
    places, line, end = _Places(), 1, 0
    for token in TOKEN.finditer(text):
        line += text.count("\n", end, token.start())
        end = token.start()
        if not token[0].startswith("#"):
            places.take(token[0], line)
    return places.by_measure()


def line_of(path: str, lines: dict[str, int]) -> int | None:
    """Return the line of a path, or of the nearest table around it."""
    while path:
        if path in lines:
            return lines[path]
        path = path.rpartition(".")[0]
    return None


class _Open(NamedTuple):
    """A table or a list that is being read, by its path."""

    path: str
    is_list: bool


class _Places:
    """Lines by path, one piece after the other: what is open, and what is due next.

    ``due`` is ``statement`` at the start of a line outside all brackets, ``header``, ``key``, ``value``, ``item`` (of a
    list), or ``end`` of a value or header, where all but what ends it is passed over.
    """

    def __init__(self) -> None:
        self.lines: dict[str, int] = {}
        self.measures: dict[str, str] = {}
        self.counted: dict[str, int] = {}
        self.open = [_Open("", is_list=False)]
        self.parts: list[str] = []
        self.is_item = False
        self.due = "statement"

    def take(self, piece: str, line: int) -> None:
        """Take the next piece."""
        is_mark = piece in MARKS
        if piece == "\n" and not self.open[-1].is_list:
            self._end_line()
        elif self.due in ("statement", "key", "header") and not is_mark:
            self.parts.append(shown(piece.strip("\"'")))
            self.due = "key" if self.due == "statement" else self.due
        elif self.due == "statement" and piece == "[":
            self.parts, self.is_item, self.due = [], False, "header"
        elif self.due == "header":
            self._header(piece, line)
        elif self.due == "key" and piece == "=":
            self._note_key(line)
            self.due = "value"
        elif self.due in ("value", "item"):
            self._value(piece, line)
        elif self.due in ("end", "key"):
            self._end(piece)

    def by_measure(self) -> dict[str, int]:
        """Return all lines; a list's items that have a measure, and no customer, also by its name."""
        named = {item: name for item, name in self.measures.items() if f"{item}.customer" not in self.lines}
        for path, line in list(self.lines.items()):
            parts = path.split(".")
            for length in range(1, len(parts) + 1):
                item = ".".join(parts[:length])
                if item in named:
                    same = [*parts[: length - 1], named[item], *parts[length:]]
                    self.lines.setdefault(".".join(same), line)
        return self.lines

    def _header(self, piece: str, line: int) -> None:
        if piece == "[":
            self.is_item = True
        elif piece == "]" and self.parts:
            path = ""
            for number, part in enumerate(self.parts, start=1):
                path = self._note(path, part, line)
                if self.is_item and number == len(self.parts):
                    self._count(path)
                if path in self.counted:
                    path = self._note(path, str(self.counted[path]), line)
            self.open, self.parts, self.due = [_Open(path, is_list=False)], [], "end"

    def _note_key(self, line: int) -> None:
        path = self.open[-1].path
        for part in self.parts:
            path = self._note(path, part, line)
        self.parts = [path]

    def _value(self, piece: str, line: int) -> None:
        if self.due == "item":
            if piece in ("\n", ","):
                return
            if piece == "]":
                self._end(piece)
                return
            path = self.open[-1].path
            self.parts = [self._note(path, str(self._count(path)), line)]
        if piece in ("[", "{"):
            self.open.append(_Open(self.parts[0], is_list=piece == "["))
            self.parts, self.due = [], "item" if piece == "[" else "key"
            return
        item, _, entry = self.parts[0].rpartition(".")
        if entry == "measure" and item.rpartition(".")[2].isdigit():
            self.measures[item] = shown(piece.strip("\"'"))
        self.parts, self.due = [], "end"

    def _end(self, piece: str) -> None:
        if piece in ("]", "}") and len(self.open) > 1:
            self.open.pop()
            self.parts, self.due = [], "end"
        elif piece == "," and self.due == "end":
            self.due = "item" if self.open[-1].is_list else "key"

    def _end_line(self) -> None:
        """End what never goes on in the next line: statements and inline tables; a list around them does."""
        while len(self.open) > 1 and not self.open[-1].is_list:
            self.open.pop()
        self.parts, self.due = [], "end" if len(self.open) > 1 else "statement"

    def _count(self, path: str) -> int:
        self.counted[path] = self.counted.get(path, 0) + 1
        return self.counted[path]

    def _note(self, path: str, part: str, line: int) -> str:
        path = f"{path}.{part}" if path else part
        self.lines.setdefault(path, line)
        return path
