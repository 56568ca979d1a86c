"""What an input takes: a value of a list, or a number between bounds; and what a reader is told who types another."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from atcost.core.words import Text, number_text
from atcost.outputs.workbook.places import Range, fixed

if TYPE_CHECKING:
    from atcost.core.words import Language

HUNDRED = 100
MOST = 10**15
"""What numbers stay below where nothing else bounds them: beyond, a spreadsheet shows them rounded."""
Bound = float | date | None
"""The least or most that a cell takes: a number, a day, or nothing that bounds it."""
WRONG = Text("Det går inte här", "Not here")
CHOOSE = Text("Välj ett av värdena i cellens lista.", "Choose one of the values in the cell's list.")
WRITE = Text("Skriv ett tal utan enhet", "Write a number without a unit")
DATE = Text("Skriv ett datum, såsom 2022-08-15.", "Write a date, such as 2022-08-15.")
BETWEEN = Text("{write} från {least} till {most}.", "{write} from {least} to {most}.")
AT_LEAST = Text("{write}, minst {least}.", "{write}, at least {least}.")
AT_MOST = Text("{write}, högst {most}.", "{write}, at most {most}.")
ANY = Text("{write}.", "{write}.")


def chosen(choices: Range | tuple[str, ...], language: Language) -> dict[str, Any]:
    """Return the rule of cells that take one of a list."""
    source = fixed(choices) if isinstance(choices, Range) else [*choices]
    return {"validate": "list", "source": source, **_told(CHOOSE.say(language), language)}


def bounded(cells: Range, least: Bound, most: Bound, language: Language) -> dict[str, Any]:
    """Return the rule of cells that take a number, or a day; a bound of percent cells is told in percent."""
    if isinstance(least, date) or isinstance(most, date):
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": least,
            "maximum": most,
            **_told(DATE.say(language), language),
        }
    percent = cells.first.look.endswith("percent")
    told = {"least": _bound(least, language, percent=percent), "most": _bound(most, language, percent=percent)}
    sentence = {(True, True): ANY, (False, True): AT_LEAST, (True, False): AT_MOST}.get(
        (least is None, most is None), BETWEEN
    )
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -MOST if least is None else least,
        "maximum": MOST if most is None else most,
        **_told(sentence.say(language).format(write=WRITE.say(language), **told), language),
    }


def _bound(bound: float | None, language: Language, *, percent: bool) -> str:
    if bound is None:
        return ""
    value = Fraction(bound)
    return f"{number_text(HUNDRED * value, language)} %" if percent else number_text(value, language)


def _told(sentence: str, language: Language) -> dict[str, Any]:
    return {"ignore_blank": True, "error_title": WRONG.say(language), "error_message": sentence}
