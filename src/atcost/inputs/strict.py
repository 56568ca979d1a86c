"""Documents into types: each value of a TOML document checked against core's dataclasses, all faults collected.

Our own, not a library: with the rest of a command's start, those that fit would break its bound (docs/decisions/0002).
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from fractions import Fraction
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from atcost.core.finding import Finding
from atcost.core.model import Id, name_in_document
from atcost.core.naming import nearest
from atcost.core.period import Month
from atcost.core.words import Text, shown
from atcost.inputs.numbers import MOST_DIGITS, Unreadable, exact, read_date, read_month

ID = re.compile(r"[a-z][a-z0-9_]*")
MOST_COMPARED = 5
"""For how many entries of a table the name that is meant is sought."""
UNREAD = object()
"""Stands for a value that can't be read."""


class DecimalText(str):
    """A number of a document, kept as it is written until its place says what it is."""

    __slots__ = ()


class Told(DecimalText):
    """Stands for a value that can't be read, which a finding tells of already."""

    finding: Finding

    @classmethod
    def of(cls, finding: Finding) -> Told:
        """Return what stands for the value of a finding."""
        told = cls(finding.rule)
        told.finding = finding
        return told


class Faults:
    """The findings of one document, each added where it is met."""

    def __init__(self, file: str) -> None:
        """Begin without any."""
        self.file = file
        self.found: list[Finding] = []

    def add(self, rule: str, path: str, **values: object) -> None:
        """Note a broken rule at a path of the document."""
        self.found.append(Finding(rule, self.file, path=path, values=values))


def structured(hint: Any, value: Any, path: str, faults: Faults) -> Any:  # noqa: ANN401 -- any type of core, by its hint
    """Return a document's value as the type that core asks for, or UNREAD with its faults noted."""
    if isinstance(value, Told):
        faults.found.append(replace(value.finding, path=path))
        return UNREAD
    if is_dataclass(hint):
        return _table(hint, value, path, faults)
    if get_origin(hint) is Mapping:
        return _entries(get_args(hint)[1], value, path, faults)
    if get_origin(hint) is tuple:
        return _items(get_args(hint)[0], value, path, faults)
    try:
        return _plain(hint, value)
    except Unreadable as fault:
        faults.add(fault.rule, path, **fault.values)
        return UNREAD


def stand_in(hint: Any) -> Any:  # noqa: ANN401 -- any type of core, by its hint
    """Return a value to hold the place of what can't be read, so that the rest of the document can be checked."""
    if isinstance(hint, type) and is_dataclass(hint):
        required = {name: entry for name, entry, is_required in entry_hints(hint).values() if is_required}
        return hint(**{name: stand_in(entry) for name, entry in required.items()})
    kind = get_origin(hint)
    if kind is Literal:
        return get_args(hint)[0]
    return {} if kind is Mapping else () if kind is tuple else STAND_INS.get(hint, 0)


def _plain(hint: Any, value: Any) -> Any:  # noqa: ANN401 -- any type of core, by its hint
    kinds = {kind for kind in get_args(hint) if kind is not types.NoneType} if _is_union(hint) else {hint}
    if kinds == {int, Fraction}:
        return _exact(value)
    (kind,) = kinds
    if get_origin(kind) is Literal:
        if value not in get_args(kind) or not isinstance(value, str):
            raise Unreadable("wrong_choice", found=shown(value), names=get_args(kind))
        return value
    return PLAIN[kind](value)


def _exact(value: object) -> int | Fraction:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise Unreadable("wrong_type", expected=NUMBER, found=_named(value))
    return exact(value) if isinstance(value, str) else _bounded(value)


def _integer(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Unreadable("wrong_type", expected=WHOLE_NUMBER, found=_named(value))
    return _bounded(value)


def _bounded(value: int) -> int:
    """Return a whole number of at most 30 digits; a hexadecimal one may have come with more than can be written."""
    if abs(value) >= 10**MOST_DIGITS:
        raise Unreadable("number_too_long", digits=value.bit_length() * 30103 // 100000 + 1)
    return value


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise Unreadable("wrong_type", expected=TRUTH, found=_named(value))
    return value


def _string(value: object) -> str:
    if not isinstance(value, str) or isinstance(value, DecimalText):
        raise Unreadable("wrong_type", expected=STRING, found=_named(value))
    return value


def _id(value: object) -> str:
    name = _string(value)
    if not ID.fullmatch(name):
        raise Unreadable("bad_id", found=shown(name))
    return name


def _text(value: object) -> Text:
    if isinstance(value, Mapping) and value.keys() == {"sv", "en"}:
        return Text(_string(value["sv"]), _string(value["en"]))
    if isinstance(value, Mapping):
        raise Unreadable("wrong_type", expected=TEXT, found=_named(value))
    return Text(_string(value), _string(value))


def _date(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise Unreadable("bad_date", found=shown(value))
    return read_date(value)


def _month(value: object) -> Month:
    if isinstance(value, bool) or not isinstance(value, str | int | date):
        raise Unreadable("bad_month", found=shown(value))
    return read_month(str(value))


def _is_union(hint: Any) -> bool:  # noqa: ANN401 -- any type of core, by its hint
    return get_origin(hint) in (Union, types.UnionType)


def _table(hint: Any, value: Any, path: str, faults: Faults) -> Any:  # noqa: ANN401 -- any dataclass of core
    if not isinstance(value, Mapping):
        faults.add("wrong_type", path, expected=TABLE, found=_named(value))
        return UNREAD
    known = entry_hints(hint)
    for name in value:
        if name not in known:
            faults.add("unknown_entry", joined(path, shown(name)), name=shown(name), names=nearest(name, known))
    read = {}
    for name, (attribute, entry_hint, required) in known.items():
        entry = structured(entry_hint, value[name], joined(path, name), faults) if name in value else UNREAD
        if required and name not in value:
            faults.add("missing_entry", joined(path, name), name=name)
        if entry is not UNREAD or required:
            read[attribute] = stand_in(entry_hint) if entry is UNREAD else entry
    return hint(**read)


@cache
def entry_hints(hint: Any) -> dict[str, tuple[str, Any, bool]]:  # noqa: ANN401 -- any dataclass of core
    """Return a table's entries: name in the document, then attribute, type, and whether it must be there."""
    hints = typing.get_type_hints(hint, include_extras=True)
    return {
        name_in_document(field): (
            field.name,
            _without_none(hints[field.name]),
            field.default is MISSING and field.default_factory is MISSING,
        )
        for field in fields(hint)
        if name_in_document(field)
    }


def _without_none(hint: Any) -> Any:  # noqa: ANN401 -- any type of core
    kinds = [kind for kind in get_args(hint) if kind is not types.NoneType] if _is_union(hint) else []
    return kinds[0] if len(kinds) == 1 else hint


def _entries(hint: Any, value: Any, path: str, faults: Faults) -> Any:  # noqa: ANN401 -- a table of any type
    if not isinstance(value, Mapping):
        faults.add("wrong_type", path, expected=TABLE, found=_named(value))
        return UNREAD
    for name in value:
        if not ID.fullmatch(name):
            faults.add("bad_id", joined(path, shown(name)), found=shown(name))
    entries = dict(value)
    for name, near in _misspelt(hint, value).items():
        values = {"name": shown(name), "near": shown(near), "missing": _required(hint)}
        faults.add("misspelt_entry", joined(path, shown(name)), **values)
        entries[near] = {**entries.pop(name), **entries[near]}
    read = {name: structured(hint, entry, joined(path, shown(name)), faults) for name, entry in entries.items()}
    return {name: stand_in(hint) if entry is UNREAD else entry for name, entry in read.items()}


def _misspelt(hint: Any, value: Mapping[str, Any]) -> dict[str, str]:  # noqa: ANN401 -- any type of core, by its hint
    """Return the tables that have nothing of what they must have, by the one beside whose name each is much like."""
    due = _required(hint) if is_dataclass(hint) else []
    tables = [name for name, entry in value.items() if due and isinstance(entry, Mapping)]
    bare = [name for name in tables if value[name].keys().isdisjoint(due)]
    proper = [name for name in tables if name not in bare]
    near = {name: get_close_matches(name, proper, 1) for name in bare[:MOST_COMPARED]}
    return {name: names[0] for name, names in near.items() if names}


def _required(hint: Any) -> list[str]:  # noqa: ANN401 -- any dataclass of core
    return [name for name, (_, _, is_required) in entry_hints(hint).items() if is_required]


def _items(hint: Any, value: Any, path: str, faults: Faults) -> Any:  # noqa: ANN401 -- a list of any type
    if not isinstance(value, list):
        faults.add("wrong_type", path, expected=LIST, found=_named(value))
        return UNREAD
    read = [
        structured(hint, item, joined(path, _item_name(item, number)), faults)
        for number, item in enumerate(value, start=1)
    ]
    return tuple(item for item in read if item is not UNREAD)


def _item_name(item: object, number: int) -> str:
    """Name an item of a list by its measure where it has one, as a cell does; else by its number."""
    name = item.get("measure") if isinstance(item, Mapping) and "customer" not in item else None
    return shown(name) if isinstance(name, str) and not isinstance(name, DecimalText) else str(number)


def joined(path: str, name: str) -> str:
    """Join a key to the path of its table."""
    return f"{path}.{name}" if path else name


def _named(value: object) -> Text:
    for kinds, text in NAMES:
        if isinstance(value, kinds):
            return text
    return Text(shown(value), shown(value))


TRUTH = Text("sant eller falskt", "true or false")
NUMBER, WHOLE_NUMBER = Text("ett tal", "a number"), Text("ett heltal", "a whole number")
STRING, TABLE, LIST = Text("en text", "a text"), Text("en tabell", "a table"), Text("en lista", "a list")
TEXT = Text('en text, eller { sv = "…", en = "…" }', 'a text, or { sv = "…", en = "…" }')
NAMES: tuple[tuple[type | tuple[type, ...], Text], ...] = (
    (bool, TRUTH),
    (date, Text("ett datum", "a date")),
    ((int, DecimalText), NUMBER),
    (str, STRING),
    (Mapping, TABLE),
    (list, LIST),
)
PLAIN: dict[Any, Any] = {bool: _boolean, int: _integer, str: _string, Id: _id, Text: _text, date: _date, Month: _month}
STAND_INS: dict[Any, Any] = {str: "", Id: "", Text: Text("", ""), date: date.min}
