"""Numbers, months and dates as people and their programs write them, into exact values."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from atcost.core.period import YEARS, Month, month
from atcost.core.words import Text, shown

if TYPE_CHECKING:
    from atcost.core.money import Exact

MOST_DIGITS = 30
MARKS = {".": Text("punkt", "a point"), ",": Text("komma", "a comma")}
MARKS_SWAPPED = str.maketrans(",.", ".,")
DECIMAL = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
RATIO = re.compile(r"([+-]?\d+)/(\d+)", re.ASCII)
OTHER_MARK = re.compile(r"[+-]?\d+,\d+", re.ASCII)
LIKE_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
THOUSANDS = re.compile(
    r"""[+-]?\d{1,3} (?:
        (?:[\x20'\u00a0\u202f]\d{3})+ (?:[.,]\d+)?
        | (?:\.\d{3})+,\d+ | (?:\.\d{3}){2,}
        | (?:,\d{3})+\.\d+ | (?:,\d{3}){2,}
    )""",
    re.ASCII | re.VERBOSE,
)
MONTH = re.compile(r"(\d{4})(?:[-/](\d{1,2})|(\d{2}))(?:[-/](?:0?[1-9]|[12]\d|3[01])(?:[ T]00:00(?::00(?:\.0+)?)?)?)?")
NAMED_MONTH = re.compile(r"(?i)[a-zåäö]{3,9}\.?[- /]?\d{2,4}|\d{1,2}[- /][a-zåäö]{3,9}\.?(?:[- /]\d{2,4})?|\d{5}")


class Unreadable(Exception):  # noqa: N818 -- what is unreadable is the user's text, not a state of the program
    """A text that is no value of its kind: the rule that it breaks, and what the rule's message names."""

    def __init__(self, rule: str, **values: Any) -> None:  # noqa: ANN401 -- whatever a message names
        """Carry the rule and its values."""
        self.rule, self.values = rule, values
        super().__init__(rule)


def exact(text: str, decimal_mark: str = ".") -> Exact:
    """Read a decimal, or a ratio of whole numbers, exactly.

    >>> exact("12.50"), exact("1/3"), exact("1100000"), exact("12,5", ",")
    (Fraction(25, 2), Fraction(1, 3), 1100000, Fraction(25, 2))

    Raises:
        Unreadable: no number, another decimal mark, thousands marks, or more than 30 digits.
    """
    text = text.strip().replace("\N{MINUS SIGN}", "-")
    if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS:
        return int(text)
    plain = text if decimal_mark == "." else text.translate(MARKS_SWAPPED)
    if (ratio := RATIO.fullmatch(plain)) and int(ratio[2][:MOST_DIGITS]):
        return _whole(Fraction(*(int(_bounded(part)) for part in ratio.groups())))
    if DECIMAL.fullmatch(plain):
        return _whole(Fraction(_bounded(plain)))
    if THOUSANDS.fullmatch(plain):
        raise Unreadable("thousands_mark", found=shown(text), without=shown(_without_thousands(text, decimal_mark)))
    if OTHER_MARK.fullmatch(plain):
        swapped = shown(text.translate(MARKS_SWAPPED))
        raise Unreadable("other_decimal_mark", found=shown(text), due=MARKS[decimal_mark], swapped=swapped)
    raise Unreadable("not_a_number", found=shown(text))


def either_mark(text: str) -> Exact:
    """Read a number that a person types, with a decimal point or comma.

    >>> either_mark("0,5"), either_mark("0.5"), either_mark("-1/3")
    (Fraction(1, 2), Fraction(1, 2), Fraction(-1, 3))

    Raises:
        Unreadable: no number, thousands marks, a comma before three digits, or more than 30 digits.
    """
    typed = text.strip()
    if "," in typed and LIKE_THOUSANDS.fullmatch(typed):
        raise Unreadable("two_readings", found=shown(text), whole=typed.replace(",", ""), decimal=typed + "0")
    return exact(typed, "," if OTHER_MARK.fullmatch(typed.replace("\N{MINUS SIGN}", "-")) else ".")


def read_month(text: str) -> Month:
    """Read a month as 2021-07, 202107, 2021-07-01 or with the midnight that spreadsheets add.

    >>> read_month("202107") == read_month("2021-07-01 00:00:00") == read_month("2021/7")
    True

    Raises:
        Unreadable: no month, one that a spreadsheet rewrote, or of a year that can't be priced.
    """
    found = MONTH.fullmatch(text.strip())
    number = int(found[2] or found[3]) if found else 0
    if found and text.isascii() and 1 <= number <= 12:  # noqa: PLR2004 -- the months of a year
        if int(found[1]) not in YEARS:
            raise Unreadable("year_out_of_range", year=found[1])
        return month(int(found[1]), number)
    rule = "spoiled_month" if NAMED_MONTH.fullmatch(text.strip()) else "bad_month"
    raise Unreadable(rule, found=shown(text))


def read_date(text: str) -> date:
    """Read a date as 2022-08-15.

    Raises:
        Unreadable: no date.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Unreadable("bad_date", found=shown(text)) from None


def _without_thousands(text: str, decimal_mark: str) -> str:
    """Return a number whose first mark parts thousands without them, its decimals behind the mark that is due."""
    first = next(mark for mark in text[1:] if not mark.isdigit())
    return text.replace(first, "").replace(".", decimal_mark).replace(",", decimal_mark)


def _bounded(text: str) -> str:
    digits = sum(mark.isdigit() for mark in text)
    if digits > MOST_DIGITS:
        raise Unreadable("number_too_long", digits=digits)
    return text


def _whole(value: Fraction) -> Exact:
    return value.numerator if value.denominator == 1 else value
