"""Parts of sentences as a finance head writes them: amounts by size, shares, lists, and names inside a sentence."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.words import NO_BREAK_SPACE, Text, number_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from atcost.core.money import Exact
    from atcost.core.words import Language


class Size(NamedTuple):
    """From how many öre an amount is said in a unit of so many, with how many decimals; kronor have short words."""

    least_ore: int
    unit_ore: int
    decimals: int
    word: Text
    short: str


SIZES = (
    Size(99_950_000, 10**8, 1, Text("miljoner", "million"), "mnkr"),
    Size(999_950, 10**5, 0, Text("tusen", "thousand"), "tkr"),
    Size(0, 10**2, 0, Text("", ""), "kr"),
)
LEAST_SHARE = Fraction(1, 2000)
COUNTS = "(?:Antal|Number of) "
TITLE = re.compile(f"(?:{COUNTS})?([^,(]*[^,( ])")
"""What of a measure's title stands in a sentence: "Antal familjer, totalt" are families."""
AND = Text(" och ", " and ")


def about(ore: int, currency: str, language: Language) -> str:
    """Say an amount by its size: in millions with a decimal, in whole thousands, or in whole kronor.

    >>> [about(ore, "SEK", "sv").replace(NO_BREAK_SPACE, " ") for ore in (635_366_470, -21_200_000, 51_249)]
    ['6,4 mnkr', '−212 tkr', '512 kr']
    >>> [about(635_366_470, "EUR", language).replace(NO_BREAK_SPACE, " ") for language in ("sv", "en")]
    ['6,4 miljoner EUR', 'EUR 6.4 million']
    """
    size = next(size for size in SIZES if abs(ore) >= size.least_ore)
    number, word = number_text(Fraction(ore, size.unit_ore), language, size.decimals), size.word.say(language)
    if language == "en":
        words = [currency, number, word]
    else:
        words = [number, size.short] if currency == "SEK" else [number, word, currency]
    return NO_BREAK_SPACE.join(each for each in words if each)


def share_text(part: Exact, whole: Exact, language: Language) -> str:
    """Say a part in percent with one decimal, or that it is less than can be said so.

    >>> share_text(329_316, 1_104_318, "en").replace(NO_BREAK_SPACE, " "), share_text(1, 10_000, "sv")[:6]
    ('29.8 %', 'mindre')
    """
    share = Fraction(part) / whole
    said = f"{number_text(100 * max(share, 2 * LEAST_SHARE), language, 1)}{NO_BREAK_SPACE}%"
    return said if share >= LEAST_SHARE else Text(f"mindre än {said}", f"less than {said}").say(language)


def with_and(parts: Sequence[str], language: Language) -> str:
    """Join parts as a sentence does.

    >>> with_and(["a", "b", "c"], "sv"), with_and(["a"], "en")
    ('a, b och c', 'a')
    """
    return AND.say(language).join([*([", ".join(parts[:-1])] if parts[1:] else []), *parts[-1:]])


def inside(name: str) -> str:
    """Write a name as it stands inside a sentence, unless its capitals are its own.

    >>> inside("Leverantörsreskontra"), inside("IT-drift")
    ('leverantörsreskontra', 'IT-drift')
    """
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def in_a_sentence(title: str) -> str:
    """Return what a measure counts as it stands within a sentence, without a bracket or addition.

    >>> in_a_sentence("Antal familjer, totalt"), in_a_sentence("Krav (påminnelser)"), in_a_sentence("SMS")
    ('familjer', 'krav', 'SMS')
    """
    found = TITLE.match(title)
    return inside(found[1] if found else title)


def spoken(title: Text, others: Iterable[Text], language: Language) -> str:
    """Return what a measure counts as ``in_a_sentence`` does, or whole where another is called the same without.

    >>> spoken(Text("Krav (alla)", "Claims (all)"), [Text("Krav, inkasso", "Claims, collection")], "sv")
    'krav (alla)'
    """
    short = in_a_sentence(title.say(language))
    same = any(in_a_sentence(other.say(language)) == short for other in others if other != title)
    return inside(re.sub(f"^{COUNTS}", "", title.say(language))) if same else short
