"""Names, values and files as SQL has them, whatever letters they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def literal(text: str) -> str:
    """Write a text as SQL does.

    >>> literal("l'eau")
    "'l''eau'"
    """
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """Write a name as SQL does where it may be any text."""
    return '"' + name.replace('"', '""') + '"'


def read_csv(path: Path, separator: str, columns: Iterable[str]) -> str:
    """Write what reads a text file, of the given heading, every column as text."""
    texts = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in columns)
    shape = f"delim = {literal(separator)}, quote = '\"', escape = '\"', header = true, auto_detect = false"
    return f"read_csv({literal(str(path))}, {shape}, columns = {{{texts}}})"
