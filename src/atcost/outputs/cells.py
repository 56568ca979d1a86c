"""Values as cells of a table: whatever a model holds, as the reader writes it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from atcost.core.words import Text, kronor_text, number_text
from atcost.outputs.text_table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from atcost.core.money import Exact
    from atcost.core.words import Language

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Ore:
    """An amount in öre, which stands in a cell as kronor."""

    amount_ore: int


def table(  # noqa: PLR0913 -- what a table has
    language: Language,
    title: Text | None,
    columns: Sequence[Text],
    rows: Iterable[Iterable[object]],
    *,
    numbers: int = 0,
    foot: Iterable[Iterable[object]] = (),
    together: int = 0,
) -> Table:
    """Return a table of values, the last columns being numbers, of which some of the last belong together."""
    heads = [column.say(language) for column in columns]
    body, sums = ([[cell(value, language) for value in row] for row in part] for part in (rows, foot))
    return Table(heads, len(heads) - numbers, body, sums, title.say(language) if title else "", together)


def cell(value: object, language: Language) -> str:
    """Return a value as the reader writes it; nothing where there is none."""
    if value is None:
        return ""
    if isinstance(value, Text):
        return value.say(language)
    if isinstance(value, Ore):
        return kronor_text(value.amount_ore, language)
    if isinstance(value, int | Fraction):
        return number_text(value, language)
    return str(value)


def as_it_is(text: str) -> Text:
    """Return what is the same in both languages."""
    return Text(text, text)


def quantity(value: Exact, language: Language) -> str:
    """Return a quantity for the eye: whole, or with two decimals."""
    return number_text(value, language, 0 if value.denominator == 1 else 2)


def two_decimals(value: Exact, language: Language) -> str:
    """Return a number with two decimals, so that columns line up, or exactly where these are not enough."""
    return number_text(value, language, 2 if 100 % value.denominator == 0 else None)


def months(first: str | None, last: str | None) -> Text | str | None:
    """Return the part of the year that something is for, by its first and last month where it has them.

    >>> months("2023-04", None), months("2023-04", "2023-09"), months(None, None)
    (Text(sv='från 2023-04', en='from 2023-04'), '2023-04..2023-09', None)
    """
    if first and last:
        return f"{first}..{last}"
    if first:
        return Text(f"från {first}", f"from {first}")
    return Text(f"till {last}", f"until {last}") if last else None


def listed(values: Iterable[object], language: Language) -> str:
    """Return several values as one text."""
    return ", ".join(cell(value, language) for value in values)
