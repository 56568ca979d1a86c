"""A TOML document edited in its places, its comments and order kept: the one door of tomlkit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT

from atcost.core.finding import Faulty, Finding
from atcost.core.words import decimal_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tomlkit import TOMLDocument

    from atcost.core.money import Exact


def edited(document: str, edit: Callable[[TOMLDocument], object]) -> str:
    """Return model.toml with what ``edit`` changes in it.

    Raises:
        Faulty: the document's tables are so mixed that they can't be rewritten in their places.
    """
    try:
        new = tomlkit.parse(document)
        edit(new)
        return tomlkit.dumps(new)
    except TOMLKitError:
        raise Faulty([Finding("tables_scattered", "model.toml")]) from None


def inline(entries: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- tomlkit's items have no useful type
    """Return a table that stands on one line."""
    table = tomlkit.inline_table()
    table.update(entries)
    return table


def number(value: Exact) -> Any:  # noqa: ANN401 -- as above
    """Return a number as the document has it: a decimal, or a text such as 1/3."""
    text = decimal_text(value)
    return text if "/" in text else tomlkit.value(text)


def table(entries: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- as above
    """Return a table of entries."""
    return tomlkit.item(dict(entries))


def append(entries: Any, entry: Mapping[str, Any]) -> None:  # noqa: ANN401 -- as above
    """Put an entry behind those of a list: under a heading of its own, or on the line where they stand."""
    entries.append(table(entry) if isinstance(entries, AoT) else inline(entry))


def tables() -> Any:  # noqa: ANN401 -- as above
    """Return a list of tables, empty so far."""
    return tomlkit.aot()
