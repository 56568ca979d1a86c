"""JSON from a file that nobody vouches for, as plain data: bounded in size, depth and numbers, and no floats."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from atcost.core.finding import Faulty, Finding
from atcost.core.seal import canonical_line
from atcost.core.words import Text, shown
from atcost.inputs.decoding import refusal
from atcost.inputs.numbers import MOST_DIGITS, Unreadable

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 64 * 2**20
"""Two hundred times the list of a large city; a file beyond it is none."""
MOST_DEEP = 20
"""How many lists and tables may stand inside each other; a sealed list has seven."""

TOO_LARGE = Text("den är större än 64 MB", "it is larger than 64 MB")
NOT_UTF_8 = Text("den är inte UTF-8, från byte {place}", "it is not UTF-8, from byte {place} on")
NOT_JSON = Text(
    "den är avbruten, eller ingen JSON, vid tecken {place}", "it is cut off, or no JSON, at character {place}"
)
NO_NUMBER = Text("talet {found} kan inte stå i en", "the number {found} can't stand in one")
NO_LETTER = Text("den har tecken som inte finns", "it has characters that do not exist")
NESTED = Text("för många parenteser inuti varandra", "too many brackets inside each other")


def read_plain(path: Path) -> tuple[str, Any]:
    """Return a file's text, and what it says.

    Raises:
        Faulty: it is no JSON in UTF-8, or larger or deeper than any sealed list, or has numbers that none has.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as fault:
        reason = refusal(fault)
        raise unreadable(path.name, reason if isinstance(reason, Text) else Text(reason, reason)) from None
    if len(content) > MOST_BYTES:
        raise unreadable(path.name, TOO_LARGE)
    try:
        text = content.decode()
        found = json.loads(text, parse_int=_whole, parse_float=_no_number, parse_constant=_no_number)
        _bound_depth(found)
        canonical_line(found).encode()
    except UnicodeDecodeError as fault:
        raise unreadable(path.name, NOT_UTF_8, place=fault.start + 1) from None
    except UnicodeEncodeError:
        raise unreadable(path.name, NO_LETTER) from None
    except json.JSONDecodeError as fault:
        raise unreadable(path.name, NOT_JSON, place=fault.pos + 1) from None
    except Unreadable as fault:
        raise unreadable(path.name, NO_NUMBER, **fault.values) from None
    except RecursionError:
        raise unreadable(path.name, NESTED) from None
    return text, found


def _bound_depth(found: Any) -> None:  # noqa: ANN401 -- any plain data
    """Refuse what is nested deeper than any sealed list, without nesting calls for it."""
    level = [found]
    for _ in range(MOST_DEEP):
        inside = (each.values() if isinstance(each, dict) else each for each in level if isinstance(each, dict | list))
        level = [entry for entries in inside for entry in entries]
    if level:
        raise RecursionError


def _whole(text: str) -> int:
    if len(text) > MOST_DIGITS:
        _no_number(text)
    return int(text)


def _no_number(text: str) -> None:
    raise Unreadable("seal_unreadable", found=shown(text))


def unreadable(file: str, reason: Text, **values: object) -> Faulty:
    """Return what to raise where a file is no sealed list."""
    return Faulty([Finding("seal_unreadable", file, values={"reason": _filled(reason, **values)})])


def _filled(text: Text, **values: object) -> Text:
    return Text(*(words.format(**values) for words in text))
