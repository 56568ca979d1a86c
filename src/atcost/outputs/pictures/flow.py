"""A cost-flow (Sankey): from kinds of cost to what they pay for, and on to who bears it; the tail is folded.

Bands are as thick as their amounts, on one scale. Names stand where no band goes: outside, and on cards in the middle.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.words import Text
from atcost.outputs.phrases import about
from atcost.outputs.pictures.colours import INK, PAPER, PRICE, QUIET, SERIES, mixed
from atcost.outputs.pictures.picture import LEADING, SIZE, SMALL, Canvas
from atcost.outputs.pictures.typeface import lines, spelled
from atcost.outputs.text_table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from atcost.core.words import Language
    from atcost.outputs.pictures.picture import Anchor, Picture

HEIGHT, LABEL, CARD, NODE = 350.0, 106.0, 104.0, 7.0
"""How high the picture is at most where its names allow it; how wide names, cards and nodes are."""
ROOM = 60.0
"""How much of the height a name of the longest column takes: few and high bands would be pinched where they bend."""
GAP, INSET = 6.0, 5.0
MOST = 6
"""How many of a column are named; the others stand together."""
MOST_LINES = 3
STEPS = 40
OTHERS = Text("{0} andra", "{0} others")
FROM, TO, AMOUNT = Text("Från", "From"), Text("Till", "To"), Text("Belopp", "Amount")


class Stage(NamedTuple):
    """A column: what it holds, and the names of those that may stand in it."""

    head: str
    names: Mapping[str, str]


Links = dict[tuple[str, str], int]
"""From whom to whom, then öre above zero."""


@dataclass(slots=True)
class _Node:
    """A name in its column: what comes in or goes out of it, and where it stands."""

    name: list[str]
    amount: str
    ore: int
    top: float = 0.0
    height: float = 0.0
    used: dict[str, float] = field(default_factory=lambda: {"in": 0.0, "out": 0.0})

    @property
    def text_height(self) -> float:
        """Return how high the name is with its amount below."""
        return (len(self.name) * SIZE + SMALL) * LEADING

    def slot(self, scale: float) -> float:
        """Return how high the node's place is on a scale."""
        return max(self.ore * scale, self.text_height)


def flow(  # noqa: PLR0913 -- what a flow has
    title: str,
    stages: tuple[Stage, Stage, Stage],
    incoming: Links,
    outgoing: Links,
    *,
    currency: str,
    language: Language,
) -> Picture:
    """Draw amounts that flow from a first column through a second to a third, in the order of their names."""
    incoming, outgoing = _folded(incoming, outgoing, language)
    columns = _columns(stages, incoming, outgoing, currency, language)
    head = SMALL * LEADING * 1.8
    height = min(HEIGHT, head + ROOM * max(map(len, columns)))
    scale = _scale(columns, height - head)
    bottom = max(_place(column, scale, head, height) for column in columns)
    canvas = Canvas()
    first, cards, last = LABEL + GAP, (canvas.width - CARD) / 2, canvas.width - LABEL - GAP - NODE
    _heads(canvas, stages, cards)
    tints = [mixed(colour, 0.4) for colour in SERIES[:-1]]
    colours = dict(zip(columns[0], (tints[number % len(tints)] for number in range(len(columns[0]))), strict=True))
    _bands(canvas, incoming, columns[:2], (first + NODE, cards), scale=scale, colours=colours)
    _bands(
        canvas,
        outgoing,
        columns[1:],
        (cards + CARD, last),
        scale=scale,
        colours=dict.fromkeys(columns[1], mixed(PRICE, 0.22)),
    )
    _bars(canvas, columns[0], scale, first, (LABEL, "end"))
    _bars(canvas, columns[2], scale, last, (canvas.width - LABEL, "start"))
    for node in columns[1].values():
        canvas.box(cards, node.top - 1, CARD, node.height + 2, PRICE)
        canvas.box(cards + 2, node.top, CARD - 4, node.height, PAPER)
        _label(canvas, node, cards + CARD / 2, "middle")
    return canvas.picture(
        bottom, title, _said(columns, stages), _table(title, stages, (incoming, outgoing), currency, language)
    )


def _columns(
    stages: tuple[Stage, Stage, Stage], incoming: Links, outgoing: Links, currency: str, language: Language
) -> list[dict[str, _Node]]:
    """Return the nodes of each column; those of the middle tell what goes on from them."""
    going = _sums(outgoing, 0)
    sums = (_sums(incoming, 0), _largest(_sums(incoming, 1), going), _sums(outgoing, 1))
    rooms = (LABEL, CARD - 2 * INSET, LABEL)
    columns = [
        _nodes(stage, of_column, room, currency, language)
        for stage, of_column, room in zip(stages, sums, rooms, strict=True)
    ]
    for name, node in columns[1].items():
        node.amount = about(going.get(name, node.ore), currency, language)
    return columns


def _bars(canvas: Canvas, column: Mapping[str, _Node], scale: float, left: float, label: tuple[float, Anchor]) -> None:
    """Draw the nodes of an outer column as bars, their labels beside them."""
    for node in column.values():
        canvas.box(left, node.top + (node.height - node.ore * scale) / 2, NODE, node.ore * scale, PRICE)
        _label(canvas, node, *label)


def _folded(incoming: Links, outgoing: Links, language: Language) -> tuple[Links, Links]:
    """Return the links with the small ends of every column together."""
    kinds = _kept(_sums(incoming, 0), language)
    middles = _kept(_largest(_sums(incoming, 1), _sums(outgoing, 0)), language)
    customers = _kept(_sums(outgoing, 1), language)
    return _renamed(incoming, kinds, middles), _renamed(outgoing, middles, customers)


def _kept(sums: Mapping[str, int], language: Language) -> dict[str, str]:
    """Return by what name each end stands: the largest by their own."""
    largest = sorted(sums, key=lambda name: -sums[name])[: MOST if len(sums) > MOST + 1 else None]
    others = OTHERS.say(language).format(len(sums) - len(largest))
    return {name: name if name in largest else others for name in sums}


def _renamed(links: Links, begins: Mapping[str, str], ends: Mapping[str, str]) -> Links:
    found: Links = {}
    for (begin, end), ore in links.items():
        link = begins[begin], ends[end]
        found[link] = found.get(link, 0) + ore
    return found


def _sums(links: Links, end: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for link, ore in links.items():
        found[link[end]] = found.get(link[end], 0) + ore
    return found


def _largest(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return {
        name: max(one.get(name, 0), other.get(name, 0)) for name in [*one, *(each for each in other if each not in one)]
    }


def _nodes(stage: Stage, sums: Mapping[str, int], room: float, currency: str, language: Language) -> dict[str, _Node]:
    """Return a column's nodes in the order of its names, what is folded last."""
    order = [name for name in stage.names if name in sums] + [name for name in sums if name not in stage.names]
    return {
        name: _Node(
            lines(spelled(stage.names.get(name, name)), room, SIZE, MOST_LINES),
            about(sums[name], currency, language),
            sums[name],
        )
        for name in order
    }


def _scale(columns: Sequence[Mapping[str, _Node]], room: float) -> float:
    """Return how many points an öre is high, so that every column fits its room where its names do."""
    low, high = 0.0, room / max(1, *(sum(node.ore for node in column.values()) for column in columns))
    for _ in range(STEPS):
        middle = (low + high) / 2
        fits = all(_height(column.values(), middle) <= room for column in columns)
        low, high = (middle, high) if fits else (low, middle)
    return low or high


def _height(nodes: Iterable[_Node], scale: float) -> float:
    slots = [node.slot(scale) for node in nodes]
    return sum(slots) + GAP * (len(slots) - 1)


def _place(column: Mapping[str, _Node], scale: float, top: float, bottom: float) -> float:
    """Give the nodes of a column their places, spread over the height; return where the last one ends."""
    free = max(0.0, bottom - top - _height(column.values(), scale))
    gap = GAP + (free / (len(column) - 1) if len(column) > 1 else 0.0)
    at = top
    for node in column.values():
        node.top, node.height = at, node.slot(scale)
        at += node.height + gap
    return at - gap


def _bands(  # noqa: PLR0913 -- what bands go between
    canvas: Canvas,
    links: Links,
    columns: Sequence[Mapping[str, _Node]],
    edges: tuple[float, float],
    *,
    scale: float,
    colours: Mapping[str, str],
) -> None:
    """Draw the links of two columns, in the order of both."""
    begins, ends = columns
    going, coming = _sums(links, 0), _sums(links, 1)
    for begin in begins:
        for end in ends:
            if ore := links.get((begin, end)):
                left, right, thick = begins[begin], ends[end], ore * scale
                out = left.top + (left.height - going[begin] * scale) / 2 + left.used["out"]
                into = right.top + (right.height - coming[end] * scale) / 2 + right.used["in"]
                canvas.band((edges[0], out), (edges[1], into), thick, colours[begin])
                left.used["out"] += thick
                right.used["in"] += thick


def _heads(canvas: Canvas, stages: tuple[Stage, Stage, Stage], cards: float) -> None:
    places: list[tuple[float, float, Anchor]] = [
        (LABEL + GAP + NODE, LABEL + GAP + NODE, "end"),
        (cards + CARD / 2, CARD, "middle"),
        (canvas.width - LABEL - GAP - NODE, LABEL + GAP + NODE, "start"),
    ]
    for stage, (x, room, anchor) in zip(stages, places, strict=True):
        text = lines(spelled(stage.head), room, SMALL, 1, bold=True)[0]
        canvas.text(x, SMALL, text, size=SMALL, anchor=anchor, bold=True, fill=QUIET)


def _label(canvas: Canvas, node: _Node, x: float, anchor: Anchor) -> None:
    """Write a node's name and amount in the middle of its place."""
    base = node.top + (node.height - node.text_height) / 2 + SIZE * 0.92
    for line in node.name:
        canvas.text(x, base, line, anchor=anchor, fill=INK)
        base += SIZE * LEADING
    canvas.text(x, base - (SIZE - SMALL) * 0.5, node.amount, size=SMALL, anchor=anchor, fill=QUIET)


def _said(columns: Sequence[Mapping[str, _Node]], stages: tuple[Stage, Stage, Stage]) -> str:
    """Say what stands in each column, as a list."""
    return " ".join(
        f"{stage.head}: "
        + ", ".join(f"{stage.names.get(name, name)} {node.amount}" for name, node in column.items())
        + "."
        for stage, column in zip(stages, columns, strict=True)
    )


def _table(
    title: str, stages: tuple[Stage, Stage, Stage], links: Sequence[Links], currency: str, language: Language
) -> Table:
    """Return every band with its amount."""
    rows = [
        [stages[number].names.get(begin, begin), stages[number + 1].names.get(end, end), about(ore, currency, language)]
        for number, of_stage in enumerate(links)
        for (begin, end), ore in of_stage.items()
    ]
    return Table([FROM.say(language), TO.say(language), AMOUNT.say(language)], 2, rows, title=title)
