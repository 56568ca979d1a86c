"""A picture as SVG: what it is drawn with, and what it comes with.

One unit is a point, so that texts of all pictures are of one size where pictures stand at their own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Literal

from atcost.outputs.pictures.colours import FALL, INK, PAPER
from atcost.outputs.pictures.typeface import FAMILY, spelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atcost.outputs.text_table import Table

WIDTH = 482.0
"""How wide a picture is where nothing else is asked for: the text of an A4 page."""
SIZE, SMALL = 8.5, 7.5
"""Sizes of text."""
LEADING = 1.2
"""A line's height, in sizes of its text."""
HATCH = "hatch"
HATCHED = (
    f'<defs><pattern id="{HATCH}" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="4" height="4" fill="{FALL}"/><rect width="1.2" height="4" fill="{PAPER}"/></pattern></defs>'
)
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG of so many points, its title, what it shows in words, and the same as a table."""

    svg: str
    width: float
    height: float
    title: str
    description: str
    table: Table


@dataclass(slots=True)
class Canvas:
    """What a picture is drawn on; places and sizes are points from the upper left."""

    width: float = WIDTH
    parts: list[str] = field(default_factory=list)

    def box(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        """Draw a filled rectangle; ``HATCH`` fills it with stripes."""
        fill = f"url(#{HATCH})" if fill == HATCH else fill
        self.parts.append(
            f'<rect x="{_at(x)}" y="{_at(y)}" width="{_at(width)}" height="{_at(height)}" fill="{fill}"/>'
        )

    def line(self, points: Sequence[tuple[float, float]], stroke: str, width: float = 0.6) -> None:
        """Draw a line through points."""
        places = " ".join(f"{_at(x)},{_at(y)}" for x, y in points)
        self.parts.append(f'<polyline points="{places}" fill="none" stroke="{stroke}" stroke-width="{_at(width)}"/>')

    def dot(self, x: float, y: float, radius: float, fill: str) -> None:
        """Draw a dot."""
        self.parts.append(f'<circle cx="{_at(x)}" cy="{_at(y)}" r="{_at(radius)}" fill="{fill}"/>')

    def band(self, begin: tuple[float, float], end: tuple[float, float], thickness: float, fill: str) -> None:
        """Draw a band from one upper corner to another, bent so that it leaves and arrives level."""
        (left, top), (right, end_top) = begin, end
        middle = (left + right) / 2
        upper = f"M{_at(left)},{_at(top)}C{_at(middle)},{_at(top)} {_at(middle)},{_at(end_top)} "
        low, end_low = top + thickness, end_top + thickness
        under = f"L{_at(right)},{_at(end_low)}C{_at(middle)},{_at(end_low)} {_at(middle)},{_at(low)} "
        path = f"{upper}{_at(right)},{_at(end_top)}{under}{_at(left)},{_at(low)}Z"
        self.parts.append(f'<path d="{path}" fill="{fill}"/>')

    def text(  # noqa: PLR0913 -- what a text has
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = SIZE,
        anchor: Anchor = "start",
        bold: bool = False,
        fill: str = INK,
    ) -> None:
        """Write a text on the line at ``y``."""
        look = ' font-weight="600"' if bold else ""
        look += f' text-anchor="{anchor}"' if anchor != "start" else ""
        place = f'x="{_at(x)}" y="{_at(y)}" font-size="{_at(size)}" fill="{fill}"'
        self.parts.append(f"<text {place}{look}>{escape(text)}</text>")

    def picture(self, height: float, title: str, description: str, table: Table) -> Picture:
        """Return what was drawn, as a picture of a height."""
        title, description = spelled(title), spelled(description)
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(title)}" '
            f'viewBox="0 0 {_at(self.width)} {_at(height)}" width="{_at(self.width)}" height="{_at(height)}" '
            f'font-family="{FAMILY}, sans-serif"><title>{escape(title)}</title><desc>{escape(description)}</desc>'
        )
        body = "".join(self.parts)
        svg = head + (HATCHED if f"#{HATCH}" in body else "") + body + "</svg>"
        return Picture(svg, self.width, height, title, description, table)


def _at(number: float) -> str:
    """Write a place or a size: two decimals, without what says nothing.

    >>> _at(120.0), _at(-0.001), _at(3.456)
    ('120', '0', '3.46')
    """
    return f"{number:z.2f}".rstrip("0").rstrip(".")
