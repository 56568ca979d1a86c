"""The typeface that ships with atcost: how wide a text is in it, and which characters it has.

Widths are read from the font files themselves (OpenType: cmap, hmtx), without kerning, so that a text that fits here
fits on paper.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import accumulate, pairwise, takewhile
from pathlib import Path
from struct import unpack_from
from typing import TYPE_CHECKING
from unicodedata import name, normalize

from atcost.core.words import legible

if TYPE_CHECKING:
    from collections.abc import Iterator

FONTS = Path(__file__).parents[1] / "fonts"
"""The fonts' folder, with their licence."""
FAMILY = "Source Sans 3"
REGULAR, BOLD = "SourceSans3-Regular.otf", "SourceSans3-Semibold.otf"
WIDE = 1000
"""How wide a character counts that the typeface does not have, in thousandths of the size."""
REMEMBERED = 4096
"""How many texts' widths are remembered: most stand in several places."""
MORE, HYPHEN, SOFT_HYPHEN = "…", "-", "\u00ad"
SYLLABLE = re.compile(r"(?i)(?<=[aeiouyåäö])[bcdfghjklmnpqrstvwxz]*(?=[bcdfghjklmnpqrstvwxz][aeiouyåäö])")
"""What stands before the last consonant before a vowel."""
LAST_PARTS = (
    *("administration", "avdelning", "avgift", "avtal", "enhet", "faktur", "fastighet", "förvaltning", "grupp"),
    *("hantering", "kontor", "kostnad", "ledning", "leverantör", "nämnd", "område", "redovisning", "register"),
    *("reskontra", "schablon", "service", "styrelse", "system", "tjänst", "transaktion", "underhåll", "uppdrag"),
    *("utbildning", "utveckling", "verksamhet", "överföring", "övergripande"),
)
"""What Swedish compounds of the domain end in."""
JOINT = re.compile(rf"(?i)(?:ing|het|tion|skap|tör)s(?=[a-zåäö]{{4}})|(?<=[a-zåäö]{{3}})(?={'|'.join(LAST_PARTS)})")
"""Where a Swedish compound is joined: after the s that joins, or before a known last part."""
JOINED = 99
LEAST_PART, MOST_ON_A_LINE = 3, 200
"""How many letters of a word must stand together, and how many are looked at to part it."""


@lru_cache(maxsize=REMEMBERED)
def spelled(text: str) -> str:
    r"""Return a text as the typeface can show it: on one line, and what it has no character for by its name.

    >>> spelled("Krav 😀\t#eval"), spelled("å")
    ('Krav [grinning face] #eval', 'å')
    """
    text = normalize("NFC", legible(text))
    known = _advances(REGULAR)
    if all(map(known.__contains__, map(ord, text))):
        return text
    return "".join(mark if ord(mark) in known else f"[{_called(mark)}]" for mark in text)


@lru_cache(maxsize=REMEMBERED)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is, in the unit of its size.

    >>> round(width("0000", 10), 2)
    19.88
    """
    advances = _advances(BOLD if bold else REGULAR)
    return sum(map(advances.__getitem__, map(ord, text))) * size / WIDE


def lines(text: str, room: float, size: float, most: int, *, bold: bool = False) -> list[str]:
    """Break a text into at most so many lines that fit; what is left out then is told by an ellipsis.

    >>> lines("Leverantörsreskontra och kundreskontra", 80, 8, 3)
    ['Leverantörsreskontra', 'och kundreskontra']
    >>> lines("Leverantörsreskontra och kundreskontra", 80, 8, 1)
    ['Leverantörsreskontra…']
    >>> lines("Avgiftshantering", 50, 8, 3), lines("Ekonomiservice", 50, 8, 3)
    (['Avgifts-', 'hantering'], ['Ekonomi-', 'service'])
    """
    found = [""]
    for word in _pieces(text, room, size, bold=bold):
        joined = f"{found[-1]} {word}".lstrip()
        if width(joined, size, bold=bold) <= room:
            found[-1] = joined
        else:
            found.append(word)
        if len(found) > most:
            break
    if len(found) <= most:
        return found
    last = found[most - 1].removesuffix(HYPHEN) + MORE
    while len(last) > 1 and width(last, size, bold=bold) > room:
        last = last[:-2].rstrip() + MORE
    return [*found[: most - 1], last]


def hyphenated(text: str, room: float, size: float, *, bold: bool = False) -> str:
    r"""Return a text with soft hyphens in the words that are wider than a room, where they may be parted.

    >>> hyphenated("Ny hyresadministration", 60, 8)
    'Ny hyres\xadadministration'
    """
    if width(text, size, bold=bold) <= room:
        return text
    return " ".join(
        "".join(part + (SOFT_HYPHEN if hyphen else "") for part, hyphen in _parts(word, room, size, bold=bold))
        for word in text.split(" ")
    )


def least_width(word: str, size: float, *, bold: bool = False) -> float:
    """Return how wide the widest part of a word is that a good typesetter would not part."""
    joints = sorted(end for end, strength in _between_syllables(word[:MOST_ON_A_LINE]).items() if strength == JOINED)
    parts = (word[begin:end] for begin, end in pairwise([0, *joints, len(word)]))
    return max(width(part + HYPHEN, size, bold=bold) for part in parts) if joints else width(word, size, bold=bold)


def _pieces(text: str, room: float, size: float, *, bold: bool) -> Iterator[str]:
    """Yield the words of a text; those that are wider than the room are parted."""
    for word in text.split(" "):
        for part, hyphen in _parts(word, room, size, bold=bold):
            yield part + hyphen


def _parts(word: str, room: float, size: float, *, bold: bool) -> Iterator[tuple[str, str]]:
    """Yield the parts of a word that fit a room, and the hyphen that follows each, if any."""
    rest = word
    while len(rest) > 1 and width(rest, size, bold=bold) > room:
        end, hyphen = _parted(rest, room, size, bold=bold)
        yield rest[:end], hyphen
        rest = rest[end:]
    yield rest, ""


def _parted(word: str, room: float, size: float, *, bold: bool) -> tuple[int, str]:
    """Return how many letters of a word stand on a line: to a syllable's end with a hyphen, or as many as fit.

    Where most consonants meet, a compound is likeliest joined: Avgifts-hantering.
    """
    ends = _between_syllables(word[:MOST_ON_A_LINE])
    fitting = [end for end in ends if width(word[:end] + HYPHEN, size, bold=bold) <= room]
    if fitting:
        return max(fitting, key=lambda end: (ends[end], end)), HYPHEN
    running = accumulate(width(mark, size, bold=bold) for mark in word)
    return max(1, sum(1 for _ in takewhile(lambda wide: wide <= room, running))), ""


def _between_syllables(word: str) -> dict[int, int]:
    """Return where a word may be parted, before the last consonant before a vowel, and how many are before that."""
    ends = {found.end(): len(found[0]) for found in SYLLABLE.finditer(word)}
    ends |= {found.end(): JOINED for found in JOINT.finditer(word)}
    return {end: before for end, before in ends.items() if LEAST_PART <= end <= len(word) - LEAST_PART}


def _called(mark: str) -> str:
    return name(mark, f"U+{ord(mark):04X}").lower()


class _Advances(dict[int, int]):
    """How far each character moves the pen, in thousandths of the size."""

    def __missing__(self, character: int) -> int:
        return WIDE


@cache
def _advances(file: str) -> _Advances:
    """Return how far each character of a font moves the pen, in thousandths of the size."""
    data = (FONTS / file).read_bytes()
    tables = {
        data[at : at + 4]: unpack_from(">I", data, at + 8)[0]
        for at in range(12, 12 + 16 * unpack_from(">H", data, 4)[0], 16)
    }
    units: int = unpack_from(">H", data, tables[b"head"] + 18)[0]
    measured: int = unpack_from(">H", data, tables[b"hhea"] + 34)[0]
    metrics = unpack_from(">" + "Hh" * measured, data, tables[b"hmtx"])[::2]
    return _Advances(
        (character, metrics[min(glyph, measured - 1)] * WIDE // units)
        for character, glyph in _glyphs(data, tables[b"cmap"])
    )


def _glyphs(data: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    """Yield characters with their glyphs, from the table of a font that holds all of Unicode (format 12)."""
    subtables = (
        cmap + unpack_from(">I", data, cmap + 8 + 8 * each)[0] for each in range(unpack_from(">H", data, cmap + 2)[0])
    )
    start = next(at for at in subtables if unpack_from(">H", data, at)[0] == 12)  # noqa: PLR2004 -- as the docstring
    for group in range(unpack_from(">I", data, start + 12)[0]):
        first, last, glyph = unpack_from(">III", data, start + 16 + 12 * group)
        yield from ((character, glyph + character - first) for character in range(first, last + 1))
