"""A TOML text with stand-ins for what can't be read, so that all that is wrong is told at once, and the rest read.

Numbers as people write them (``60,5`` and ``512 300``) are sought in all of it; other faults are met one by one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from atcost.core.finding import Finding
from atcost.inputs.numbers import Unreadable, exact
from atcost.inputs.strict import Told
from atcost.inputs.toml_lines import TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

WRITTEN = re.compile(
    r"""
    (?: (?<=[=\[,])[ \t]*+ (?P<parted>[+\-\u2212]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?)
      | (?<==)[ \t]*+ (?P<comma>[+\-\u2212]?\d[\d_]*+,\d++)
    )(?=[ \t]*+(?:[,}\]\n]|\Z))
    """,
    re.VERBOSE | re.ASCII,
)
"""Numbers that no TOML holds: with blanks between thousands, or a comma before decimals."""
STATEMENT = re.compile(r"[ \t]*+([\w-]++(?:[ \t]*+\.[ \t]*+[\w-]++)*+)(?=[ \t]*+=|[ \t:]|\Z)", re.ASCII)
ENTRY_TWICE, HEADING_TWICE = re.compile("Cannot (?:overwrite|mutate|redefine)"), re.compile("Cannot declare")
STAND_IN = re.compile(r"0\.0e0+")


def masked(text: str) -> str:
    """Return a text of the same length and lines without what stands in its comments and texts.

    >>> masked('a = "1,5" # b')
    'a = -----    '
    """
    return TEXT.sub(lambda found: _blank(found[0], " " if found[0].startswith("#") else "-"), text)


def row_of(text: str, position: int) -> int:
    """Return the line of a place in a text, as an editor numbers it."""
    return text.count("\n", 0, position) + 1


class Slips:
    """A text that is being mended: its lines stay where they are, and what stands in are numbers that it lacks.

    ``found`` tells what was wrong in it, ``told`` holds what a stand-in means.
    """

    def __init__(self, file: str, text: str) -> None:
        """Begin with the text as it is."""
        self.file, self.text, self.plain = file, text, masked(text)
        self.found: list[Finding] = []
        self.told: dict[str, Told] = {}
        self._rows: set[int] = set()
        self._stand_in = max(STAND_IN.findall(self.plain), key=len, default="0.0e") + "0"

    def take_numbers(self) -> bool:
        """Tell of numbers as people write them, and let others stand in; False where there are none."""
        pieces, end = [], 0
        for number, unreadable in _numbers(masked(self.text)):
            start, stop = number.span(number.lastgroup or 0)
            row = row_of(self.text, start)
            stand_in = self._telling(Finding(unreadable.rule, self.file, row, values=unreadable.values))
            pieces += [self.text[end:start], stand_in]
            end = stop
        self.text = "".join([*pieces, self.text[end:]])
        return end > 0

    def take(self, finding: Finding, reason: str) -> bool:
        """Tell of what the parser stumbled at for a reason, and let it read on behind.

        False where it can't: the fault may lie in another line.
        """
        row, lines = finding.row or 0, self.text.split("\n")
        if row in self._rows:
            return False
        self._rows.add(row)
        if HEADING_TWICE.match(reason):
            self.found.append(finding)
            lines[row - 1 :] = self._without_table(lines, row)
        elif ENTRY_TWICE.match(reason):
            self.found.append(finding)
            lines[row - 1] = ""
        elif statement := self._statement(lines, row):
            lines[row - 1] = f"{statement} = {self._telling(finding)}"
        else:
            self.found.append(finding)
            return False
        self.text = "\n".join(lines)
        return True

    def _telling(self, finding: Finding) -> str:
        """Tell of a finding, and return the number that stands for what it is about."""
        stand_in = f"{self._stand_in}{len(self.told)}"
        self.found.append(finding)
        self.told[stand_in] = Told.of(finding)
        return stand_in

    def _statement(self, lines: list[str], row: int) -> str | None:
        """Return the name of the entry that a line holds whole; None where it does not."""
        line, plain = lines[row - 1], masked(self.text).split("\n")[row - 1]
        found = STATEMENT.match(line)
        is_whole = plain.count("[") == plain.count("]") and '"""' not in line and "'''" not in line
        return found[1] if found and is_whole and plain.startswith(found[0]) else None

    def _without_table(self, lines: list[str], row: int) -> list[str]:
        """Return the lines from a heading on, without those up to the next one."""
        plain = masked(self.text).split("\n")
        end = next((number for number in range(row, len(lines)) if plain[number].lstrip().startswith("[")), len(lines))
        return [*[""] * (end - row + 1), *lines[end:]]


def _numbers(plain: str) -> Iterator[tuple[re.Match[str], Unreadable]]:
    """Yield numbers as people write them, with what is wrong with each."""
    for number in WRITTEN.finditer(plain):
        try:
            exact(number[number.lastgroup or 0].replace("_", ""))
        except Unreadable as unreadable:
            yield number, unreadable


def _blank(text: str, mark: str) -> str:
    return "\n".join(mark * len(line) for line in text.split("\n"))
