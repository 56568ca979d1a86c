"""References: how spreadsheets name a cell of a sheet, such as C7; rows and columns are counted from 0 here."""

from __future__ import annotations

import re

FORM = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)
LETTERS = 26


def reference(row: int, column: int) -> str:
    """Return the reference of a cell.

    >>> reference(6, 2), reference(0, 27)
    ('C7', 'AB1')
    """
    return f"{column_letters(column)}{row + 1}"


def place(reference: str) -> tuple[int, int]:
    """Return the row and column that a reference names.

    >>> place("C7"), place("AB1")
    ((6, 2), (0, 27))

    Raises:
        ValueError: it is none.
    """
    found = FORM.fullmatch(reference)
    if not found:
        raise ValueError(reference)
    column = 0
    for letter in found[1]:
        column = column * LETTERS + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def column_letters(column: int) -> str:
    """Return the letters of a column.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    column += 1
    while column:
        column, at = divmod(column - 1, LETTERS)
        letters = chr(ord("A") + at) + letters
    return letters
