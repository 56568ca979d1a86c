"""What a document is made of, and how the layout is told: plain data, each text as the typeface can show it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from atcost.outputs.document.grids import grids
from atcost.outputs.pictures.picture import WIDTH
from atcost.outputs.pictures.typeface import spelled, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from atcost.outputs.pictures.picture import Picture
    from atcost.outputs.text_table import Table

Look = Literal["plain", "lead", "note", "notice"]
MOST_ACROSS, GUTTER, LARGE = 4, 14.0, 17.0
"""How many facts stand beside each other, what is between them, and how large their numbers are at most."""
WHOLE = 300.0
"""Up to which height, in points, a table stands on one page whole."""


class Heading(NamedTuple):
    """A heading: 1 is a chapter, on a new page; those that are listed stand among the contents."""

    text: str
    level: int = 3
    new_page: bool = False
    listed: bool = False


class Paragraph(NamedTuple):
    """A paragraph: as it is, larger, smaller, or as a notice that nobody misses."""

    text: str
    look: Look = "plain"


class Bullets(NamedTuple):
    """A list of short texts."""

    texts: Sequence[str]


class Steps(NamedTuple):
    """What follows on each other: a name and a text each."""

    steps: Sequence[tuple[str, str]]


class Facts(NamedTuple):
    """Figures that are seen first: a number each, and what it is."""

    facts: Sequence[tuple[str, str]]


class Grid(NamedTuple):
    """A table, with its title, and a note that stands below it."""

    table: Table
    note: str = ""


class Figure(NamedTuple):
    """A picture, with its title."""

    picture: Picture


class Lines(NamedTuple):
    """Small pictures, each beside what it is about."""

    lines: Sequence[tuple[str, Picture]]


class Beside(NamedTuple):
    """Blocks on the left, and on the right."""

    left: Sequence[Block]
    right: Sequence[Block]


Block = Heading | Paragraph | Bullets | Steps | Facts | Grid | Figure | Lines | Beside


def notice(sentences: Sequence[str]) -> Iterator[Block]:
    """Yield sentences that nobody may miss, where there are any."""
    if sentences:
        yield Paragraph(" ".join(sentences), "notice")


def headed(table: Table, level: int = 3, note: str = "") -> Iterator[Block]:
    """Yield a table under its title as a heading."""
    yield Heading(table.title, level)
    yield Grid(replace(table, title=""), note)


def plain(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Return blocks as the layout reads them."""
    return [each for block in blocks for each in _plain(block)]


def _plain(block: Block) -> list[dict[str, Any]]:
    """Return a block as its kind, and what the layout asks of that kind."""
    match block:
        case Grid(table, note):
            return _grids(table, note)
        case Facts(facts):
            found = _facts(facts)
        case Figure(picture):
            found = {"title": spelled(picture.title), **_image(picture)}
        case Lines(lines):
            found = {"lines": [{"what": spelled(what), **_image(picture)} for what, picture in lines]}
        case Beside(left, right):
            found = {"left": plain(left), "right": plain(right)}
        case _:
            found = {name: _said(value) for name, value in block._asdict().items()}
    return [{"kind": type(block).__name__.lower(), **found}]


def _said(value: object) -> object:
    """Return a value with all texts in it as they are set."""
    if isinstance(value, str):
        return spelled(value)
    return value if isinstance(value, int) else [_said(each) for each in value]  # type: ignore[attr-defined] # a list


def _facts(facts: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return facts, at most so many beside each other, and how large their numbers may be."""
    across = -(-len(facts) // -(-len(facts) // MOST_ACROSS))
    room = (WIDTH - (across - 1) * GUTTER) / across
    widest = max(width(spelled(number), LARGE, bold=True) for number, _ in facts)
    size = min(LARGE, LARGE * room / widest)
    return {"facts": _said(facts), "across": across, "gutter": GUTTER, "size": size}


def _image(picture: Picture) -> dict[str, Any]:
    alt = f"{picture.title}. {picture.description}".strip()
    return {"svg": picture.svg, "alt": alt, "width": picture.width}


def _grids(table: Table, note: str) -> list[dict[str, Any]]:
    """Return a table as the layout reads it: in parts below each other where it is too wide for a page."""
    found = [
        {
            "kind": "grid",
            "title": spelled(grid.title),
            "size": grid.size,
            "widths": grid.widths,
            "texts": grid.texts,
            "heads": grid.set_texts(grid.heads, bold=True),
            "rows": [grid.set_texts(row) for row in grid.rows],
            "foot": [grid.set_texts(row, bold=True) for row in grid.foot],
            "note": "",
            "together": grid.height <= WHOLE,
        }
        for grid in grids(table)
    ]
    found[-1]["note"] = spelled(note)
    return found
