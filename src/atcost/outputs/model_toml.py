"""A price model as model.toml: written whole, or with some of its values changed in their places."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from atcost.core.model import name_in_document
from atcost.core.period import month_text
from atcost.core.words import Text, decimal_text
from atcost.outputs.toml_edit import append, edited, number, table, tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from dataclasses import Field

    from atcost.core.cells import Cell
    from atcost.core.model import Adjustment, Model

LISTS_OF_TABLES = frozenset({"key", "carried", "activity", "adjustment"})
"""Lists whose entries are tables with headings of their own; those of other lists stand on one line."""
NUMBERS = ("number", "whole")


def model_toml(model: Model) -> str:
    """Return model.toml, written whole."""
    return "\n".join(_table("", model)).strip() + "\n"


def changed_model(document: str, cells: Iterable[Cell], adjustments: Iterable[Adjustment]) -> str:
    """Return model.toml with other values in some cells and adjustments added, its comments and order kept.

    Raises:
        Faulty: the document's tables are so mixed that they can't be rewritten in their places.
    """

    def edit(new: Any) -> None:  # noqa: ANN401 -- tomlkit's tables have no useful type
        for cell in cells:
            *way, last = cell.address.split(".")
            _put(_entry(new, way), last, cell)
        for adjustment in adjustments:
            if "adjustment" not in new:
                new["adjustment"] = tables()
            append(new["adjustment"], _plain_adjustment(adjustment))

    return edited(document, edit)


def _entry(found: Any, way: Sequence[str]) -> Any:  # noqa: ANN401 -- tomlkit's tables have no useful type
    """Return the table at the end of a way; what is not there yet is added."""
    for name in way:
        if isinstance(found, list):
            found = _item(found, name)
        else:
            if name not in found:
                found[name] = tables() if name in LISTS_OF_TABLES else table({})
            found = found[name]
    return found


def _item(items: Any, name: str) -> Any:  # noqa: ANN401 -- as above
    """Return the entry of a list: by its number, or a key by its measure, which is added where it is new."""
    if name.isdecimal():
        return items[int(name) - 1]
    for item in items:
        if item["measure"] == name:
            return item
    append(items, {"measure": name})
    return items[-1]


def _put(found: Any, name: str, cell: Cell) -> None:  # noqa: ANN401 -- as above
    if cell.value is None:
        found.pop(name, None)
    elif cell.takes.what in NUMBERS:
        found[name] = number(cell.value)
    elif cell.takes.what == "month":
        found[name] = month_text(cell.value)
    else:
        found[name] = list(cell.value) if isinstance(cell.value, tuple) else cell.value


def _plain_adjustment(adjustment: Adjustment) -> dict[str, Any]:
    return {
        "measure": adjustment.measure,
        "customer": adjustment.customer,
        "quantity": number(adjustment.quantity),
        "reason": adjustment.reason.sv,
        "by": adjustment.by,
        "on": adjustment.on,
    }


# Written whole: first what stands on one line, then tables, then lists of tables.


def _table(path: str, entry: Any) -> Iterator[str]:  # noqa: ANN401 -- any dataclass of the model
    said = [(field, getattr(entry, field.name)) for field in fields(entry)]
    told = [(name_in_document(field), field, value) for field, value in said if _says(field, value)]
    tables_below = [(name, value) for name, _, value in told if _is_tables(name, value)]
    for name, field, value in told:
        if not _is_tables(name, value):
            yield f"{name} = {_value(month_text(value) if _is_month(field) else value)}"
    for name, value in tables_below:
        for key, each in value.items() if isinstance(value, Mapping) else enumerate(value):
            is_list = not isinstance(value, Mapping)
            way = f"{path}{name}" if is_list else f"{path}{name}.{key}"
            yield ""
            yield f"[[{way}]]" if is_list else f"[{way}]"
            yield from _table(f"{way}.", each)


def _is_tables(name: str, value: Any) -> bool:  # noqa: ANN401 -- any value of a document
    if isinstance(value, Mapping):
        return any(is_dataclass(entry) for entry in value.values())
    return name in LISTS_OF_TABLES and isinstance(value, tuple)


def _says(field: Field[Any], value: object) -> bool:
    """Tell whether a field belongs in the document and says more than its default."""
    default = field.default if field.default_factory is MISSING else field.default_factory()
    return name_in_document(field) != "" and value != default


def _is_month(field: Field[Any]) -> bool:
    """Tell whether a whole number is a month: its field's type says so."""
    return str(field.type).startswith("Month")


def _value(value: Any) -> str:  # noqa: ANN401 -- any value of a document
    """Return a value as it stands on one line."""
    if isinstance(value, Text):
        return _text(value.sv) if value.sv == value.en else f"{{ sv = {_text(value.sv)}, en = {_text(value.en)} }}"
    if is_dataclass(value):
        entries = [(each, getattr(value, each.name)) for each in fields(value)]
        told = {
            name_in_document(each): month_text(entry) if _is_month(each) else entry
            for each, entry in entries
            if _says(each, entry)
        }
        return _value(told)
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{name} = {_value(entry)}' for name, entry in value.items())} }}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        text = decimal_text(value)
        return _text(text) if "/" in text else text
    return value.isoformat() if isinstance(value, date) else _text(value)


def _text(text: str) -> str:
    """Return a text in quotation marks, as JSON writes it but for a mark that TOML does not let stand."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
