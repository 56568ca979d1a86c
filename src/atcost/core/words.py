"""Words and numbers as the reader writes them, Swedish first: the glossary, and the form of an amount."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Literal, NamedTuple

Language = Literal["sv", "en"]
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
BLANKS = NO_BREAK_SPACE + "\N{NARROW NO-BREAK SPACE}"
BREAKS = "\t\n\r"
HIDDEN = "·"
"""What stands where a text holds a mark that a reader can't see."""
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Marks that Unicode calls printable and that take no room or show nothing."""


class Text(NamedTuple):
    """The same text in Swedish and English."""

    sv: str
    en: str

    def say(self, language: Language) -> str:
        """Return the text in one language."""
        return self.sv if language == "sv" else self.en


def number_text(value: int | Fraction, language: Language, decimals: int | None = None) -> str:
    r"""Write a number in the reader's locale; without ``decimals`` exactly, as a fraction if it must be.

    >>> number_text(Fraction("-1234.5"), "sv", 2)
    '−1\xa0234,50'
    >>> number_text(Fraction(1, 3), "en"), number_text(Fraction("1234.5"), "en")
    ('1/3', '1,234.5')
    """
    text = decimal_text(value) if decimals is None else _fixed(value, decimals)
    if "/" in text:
        return text.replace("-", MINUS)
    whole, _, part = text.lstrip("-").partition(".")
    grouped = f"{Decimal(whole):,f}"
    if language == "sv":
        grouped = grouped.replace(",", NO_BREAK_SPACE)
    mark = "," if language == "sv" else "."
    return (MINUS if text.startswith("-") else "") + grouped + (mark + part if part else "")


def kronor_text(ore: int, language: Language) -> str:
    """Write öre as kronor with two decimals in the reader's locale.

    >>> kronor_text(123456789, "en")
    '1,234,567.89'
    """
    return number_text(Fraction(ore, 100), language, 2)


def shown(value: object, most: int = 40) -> str:
    """Return what stands in a document as a message shows it: short, and on one line.

    >>> shown("a" * 50)
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…'
    """
    text = str(value).lower() if isinstance(value, bool) else str(value)
    text = "".join(HIDDEN if is_hidden(mark) else " " if mark in BLANKS else mark for mark in text[: most + 1])
    return text if len(text) <= most else text[: most - 1] + "…"


@cache
def is_hidden(mark: str) -> bool:
    r"""Tell whether a reader can't see a mark: it steers a terminal, turns the text's direction, or has no width.

    >>> [is_hidden(mark) for mark in ("\x1b", "\u202e", "\u200b", "å", NO_BREAK_SPACE)]
    [True, True, True, False, False]
    """
    return not (mark.isprintable() or mark in BLANKS) or _INVISIBLE.match(mark) is not None


def legible(text: str) -> str:
    r"""Return a text as one line that says what it seems to say: breaks become blanks, hidden marks dots.

    >>> legible("Krav\x1b[31m\noch avgifter")
    'Krav·[31m och avgifter'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(" " if mark in BREAKS else HIDDEN if is_hidden(mark) else mark for mark in text)


def decimal_text(value: int | Fraction) -> str:
    """Write an exact number as programs read it: a decimal where it ends, else ``n/d``.

    >>> decimal_text(Fraction(47, 2)), decimal_text(Fraction(-1, 3)), decimal_text(7)
    ('23.5', '-1/3', '7')
    """
    denominator, digits = value.denominator, 0
    while denominator % 10 == 0:
        denominator, digits = denominator // 10, digits + 1
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator, digits = denominator // prime, digits + 1
    if denominator == 1:
        return _fixed(value, digits)
    return ("-" if value < 0 else "") + f"{_digits(abs(value.numerator))}/{_digits(value.denominator)}"


def kronor_plain(ore: int) -> str:
    """Write öre as kronor as programs read them: two decimals, a point.

    >>> kronor_plain(-5), kronor_plain(123456)
    ('-0.05', '1234.56')
    """
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100}.{abs(ore) % 100:02d}"


def _digits(whole: int) -> str:
    """Write a whole number however long: Python's own way stops at 4 300 digits."""
    return f"{Decimal(whole):f}"


def _fixed(value: int | Fraction, decimals: int) -> str:
    scaled = abs(value) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    text = _digits(whole).rjust(decimals + 1, "0")
    sign = "-" if value < 0 and whole else ""
    return sign + (f"{text[:-decimals]}.{text[-decimals:]}" if decimals else text)
