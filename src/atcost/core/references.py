"""References: how spreadsheets name a cell of a sheet, such as C7; rows and columns are counted from 0 here."""

from __future__ import annotations

from functools import cache
from string import ascii_uppercase, digits

MOST_ROWS, MOST_LETTERS = 2**20, 3


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
    letters = reference.rstrip(digits)
    row = int(reference[len(letters) :])
    if not 0 < row <= MOST_ROWS:
        raise ValueError(reference)
    return row - 1, _column(letters)


@cache
def _column(letters: str) -> int:
    if not 0 < len(letters) <= MOST_LETTERS or not set(letters) <= set(ascii_uppercase):
        raise ValueError(letters)
    column = 0
    for letter in letters:
        column = column * len(ascii_uppercase) + ascii_uppercase.index(letter) + 1
    return column - 1


@cache
def column_letters(column: int) -> str:
    """Return the letters of a column.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    column += 1
    while column:
        column, at = divmod(column - 1, len(ascii_uppercase))
        letters = ascii_uppercase[at] + letters
    return letters
