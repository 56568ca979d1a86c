"""The colours of pictures: told apart by the colour-blind, and by their lightness where there is no colour."""

from __future__ import annotations

INK, QUIET, RULE, PAPER = "#1d2733", "#55606d", "#c9d0d8", "#ffffff"
"""Text, quiet text, lines, and what all stands on."""
SERIES = ("#1b3a5f", "#9a4a1e", "#4c9c93", "#d9a441", "#a8cbe6", "#e9e2d0")
"""What parts of a whole are drawn in, the darkest first: each a step lighter than the one before."""
PRICE, RISE, FALL = "#1b3a5f", "#b4592b", "#8fc4ba"
"""A price, and what raises or lowers it; what lowers it is hatched, too."""
HOTTEST, COLDEST = "#f0b48c", "#9cc9dd"
"""The strongest rise and fall of a heat table, light enough for dark text."""


def channels(colour: str) -> tuple[int, int, int]:
    """Return a colour's red, green and blue, 0 to 255."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def mixed(colour: str, part: float, ground: str = PAPER) -> str:
    """Return so much of a colour on its ground.

    >>> mixed("#000000", 0.25)
    '#bfbfbf'
    """
    both = zip(channels(colour), channels(ground), strict=True)
    return "#" + "".join(f"{round(part * over + (1 - part) * under):02x}" for over, under in both)


def lightness(colour: str) -> float:
    """Return how light a colour is where colours are lost: its relative luminance, 0 to 1 (WCAG 2.1).

    >>> lightness("#000000"), lightness("#ffffff")
    (0.0, 1.0)
    """
    red, green, blue = (linear(channel) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(channel: int) -> float:
    """Return the light of a channel of sRGB, 0 to 1."""
    part = channel / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 -- sRGB's own numbers


def contrast(one: str, other: str) -> float:
    """Return how well a colour is read on another, 1 to 21 (WCAG 2.1).

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    darker, lighter = sorted((lightness(one), lightness(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable_on(colour: str) -> str:
    """Return what text is written in on a colour: dark or white, whichever is read better."""
    return max((INK, PAPER), key=lambda text: contrast(text, colour))
