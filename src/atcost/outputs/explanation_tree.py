"""An explanation as a tree: folded to what is asked for, fitted to the room, its numbers under each other."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.explanation.node import CONSTANTS, ORE, Money, Price
from atcost.core.words import Text, decimal_text, number_text
from atcost.outputs.text_table import GAP, INDENT, LEAST_TEXT, LONGEST_WORD, padded, width, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from atcost.core.explanation.node import Node
    from atcost.core.words import Language

GUIDE = 4
"""The columns that a tree moves each level in by."""
MOST_ROWS, MOST_PARTS, MOST_DECIMALS = 5_000, 12, 4
MORE, SHARE = Text("… och {0} till", "… and {0} more"), Text("{0} % av {1}", "{0} % of {1}")


class Branch(NamedTuple):
    """A branch as it is drawn: its level, its lines, and whether more is folded under it.

    A line is a text, and a note in a lower voice; without the guides that lead to it, it fits the room.
    """

    level: int
    lines: list[tuple[str, str]]
    folded: bool


class _Row(NamedTuple):
    level: int
    label: str
    number: str = ""
    unit: str = ""
    note: str = ""
    folded: bool = False


def branches(root: Node, language: Language, command: Callable[[Node], str], depth: int, room: int) -> list[Branch]:
    """Return an explanation as branches, opened so many levels deep.

    Numbers stand under each other beside the labels, or where the room is too narrow for that, below them. ``command``
    shows the transactions behind a volume.
    """
    rows = list(islice(_rows(root, language, command, depth), MOST_ROWS + 1))
    rows[MOST_ROWS:] = [_Row(1, "…")] if rows[MOST_ROWS:] else []
    numbers, units = max(width(row.number) for row in rows), max(width(row.unit) for row in rows)
    labels = room - numbers - units - len(GAP) - 1
    if labels < max(GUIDE * row.level + _least(row.label) for row in rows):
        return [Branch(row.level, _stacked(row, room), row.folded) for row in rows]
    labels = min(labels, max(GUIDE * row.level + width(row.label) for row in rows))
    return [Branch(row.level, _beside(row, (labels, numbers, units), room), row.folded) for row in rows]


def deepest(room: int) -> int:
    """Return how many levels deep a tree can be opened and leave room for texts."""
    return (room - LEAST_TEXT) // GUIDE


def _least(label: str) -> int:
    """Return the least columns that a label needs, its later lines moved in."""
    return min(width(label), LONGEST_WORD, len(INDENT) + max(map(width, label.split(" "))))


def _beside(row: _Row, columns: tuple[int, int, int], room: int) -> list[tuple[str, str]]:
    """Return a row whose number and unit stand in columns beside its label, and if it fits its note beside these."""
    labels, numbers, units = columns
    label, free = labels - GUIDE * row.level, room - GUIDE * row.level
    first, *later = wrapped(row.label, label, INDENT)
    text = f"{padded(first, label)}{GAP}{padded(row.number, numbers, right=True)} {padded(row.unit, units)}"
    if row.note and not later and width(text + GAP + row.note) <= free:
        return [(text + GAP, row.note)]
    return [(text.rstrip(), ""), *((line, "") for line in later), *_noted(row, free)]


def _stacked(row: _Row, room: int) -> list[tuple[str, str]]:
    """Return a row whose number and unit stand below its label."""
    free = room - GUIDE * row.level
    texts = filter(None, (row.label, f"{row.number} {row.unit}".strip()))
    return [*((line, "") for text in texts for line in wrapped(text, free, INDENT)), *_noted(row, free)]


def _noted(row: _Row, room: int) -> Iterator[tuple[str, str]]:
    """Yield a row's note, if it has one, on lines of its own."""
    yield from (("", line) for line in wrapped(row.note, room, INDENT) if row.note)


def value_text(node: Node, language: Language) -> str:
    """Write a value for the eye: money to the öre, other numbers exactly where they are short."""
    whole_ore, whole = (ORE * node.value).denominator == 1, node.value.denominator == 1
    if whole_ore and (isinstance(node.unit, Money) or (isinstance(node.unit, Price) and not whole)):
        return number_text(node.value, language, 2)
    _, _, decimals = decimal_text(node.value).partition(".")
    exact = len(decimals) <= MOST_DECIMALS if decimals else whole
    return number_text(node.value, language, None if exact else MOST_DECIMALS)


def _rows(root: Node, language: Language, command: Callable[[Node], str], depth: int) -> Iterator[_Row]:
    """Yield the rows of a tree from the top; of many parts the last are only counted."""
    waiting: list[tuple[int, Node | int]] = [(0, root)]
    while waiting:
        level, node = waiting.pop()
        if isinstance(node, int):
            yield _Row(level, MORE.say(language).format(node))
            continue
        parts, note = _shown(node), _note(node, language, command(node))
        texts = (node.label.say(language), value_text(node, language), node.unit.say(language))
        yield _Row(level, *texts, note, folded=bool(parts) and level >= depth)
        if level < depth:
            waiting += [(level + 1, len(parts) - MOST_PARTS)] if len(parts) > MOST_PARTS else []
            waiting += [(level + 1, part) for part in reversed(parts[:MOST_PARTS])]


def _shown(node: Node) -> list[Node]:
    """Return the parts that a reader asks for: not what only places an odd öre, and for what is taken away its own."""
    parts = node.parts
    if node.formula == "running_split":
        total, own, _, everything = parts
        parts = (total, own) if own.value == everything.value else (total, own, everything)
    shown = [part for part in parts if part.cell != CONSTANTS]
    return _shown(shown[0]) if node.formula == "product" and len(shown) == 1 else shown


def _note(node: Node, language: Language, command: str) -> str:
    """Say how a value comes about, and of a leaf where it stands; of a volume what shows its transactions."""
    if not node.parts:
        return " · ".join(said for said in (node.source.say(language), command or node.cell) if said)
    shown = [part for part in node.parts if part.cell != CONSTANTS]
    if command or not shown[1:]:
        return command
    if node.formula == "running_split" and node.parts[0] in shown:
        total, own, _, everything = node.parts
        share = number_text(Fraction(100 * own.value) / everything.value, language, 2)
        return SHARE.say(language).format(share, f"{value_text(total, language)} {total.unit.say(language)}")
    mark = {"product": " × ", "quotient": " / "}.get(node.formula)
    return mark.join(value_text(part, language) for part in shown) if mark else ""
