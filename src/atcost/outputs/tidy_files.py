"""Tidy tables as files: CSV for programs, CSV that a spreadsheet opens by a double click, and Parquet."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from atcost.core.money import rounded
from atcost.core.period import first_day, month_text
from atcost.core.words import Text, decimal_text, kronor_plain
from atcost.outputs.open_data import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path
    from typing import Any

    from atcost.core.words import Language
    from atcost.outputs.tidy import Column, Kind, Tidy

DECIMALS = 6
"""Of a number that has no end, as a spreadsheet and Parquet get it."""
TYPES: Mapping[Kind, str] = {
    "text": "VARCHAR",
    "word": "VARCHAR",
    "money": "DECIMAL(18, 2)",
    "number": "DECIMAL(30, 6)",
    "month": "DATE",
}


class SqlEngine(Protocol):
    """What writing Parquet asks of an engine; the command line gives DuckDB."""

    folder: Path

    def load(self, table: str, columns: Mapping[str, str], rows: Iterable[Sequence[object]]) -> None:
        """Create a table from values; ``columns`` gives each name its SQL type."""

    def write_parquet(self, sql: str, path: Path, file: str) -> None:
        """Write a SELECT as Parquet."""


Engines = Callable[[], "AbstractContextManager[SqlEngine]"]
"""What opens an engine, where one is needed."""


def plain_csv(tidy: Tidy, language: Language, _engines: Engines) -> bytes:
    """Return a table as CSV for programs: comma, decimal point, exact numbers, months as 2021-07."""
    heads = [column.name for column in tidy.columns]
    return _csv(heads, _rows(tidy, language, _exact), ",", "\n")


def excel_csv(tidy: Tidy, language: Language, _engines: Engines) -> bytes:
    """Return a table as CSV that a spreadsheet of the reader's language opens by a double click.

    In Swedish with semicolons and decimal commas. A month is its first day, which no spreadsheet takes for another.
    """

    def written(column: Column, value: Any) -> str:  # noqa: ANN401 -- öre, a number, a month or a word's name
        if column.kind == "word":
            return column.words[value].say(language)
        return _ended(column, value).replace(".", mark)

    mark, separator = (".", ",") if language == "en" else (",", ";")
    heads = [column.head.say(language) for column in tidy.columns]
    return BOM_UTF8 + _csv(heads, _rows(tidy, language, written), separator, "\r\n")


def parquet(tidy: Tidy, language: Language, engines: Engines) -> bytes:
    """Return a table as Parquet: amounts and numbers as decimals, months as the dates of their first days."""
    with engines() as engine:
        engine.load("tidy", {column.name: TYPES[column.kind] for column in tidy.columns}, _rows(tidy, language, _ended))
        made = engine.folder / "tidy.parquet"
        engine.write_parquet("SELECT * FROM tidy", made, made.name)
        return made.read_bytes()


def _csv(heads: Sequence[str], rows: Iterable[Sequence[str | None]], separator: str, line_end: str) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator=line_end)
    writer.writerow(heads)
    writer.writerows([harmless(field or "") for field in row] for row in rows)
    return text.getvalue().encode()


def _rows(tidy: Tidy, language: Language, written: Callable[[Column, Any], str]) -> Iterator[list[str | None]]:
    """Yield the rows as texts, what is no text written by ``written``."""
    for row in tidy.rows:
        yield [
            None if value is None else _said(value, language) if column.kind == "text" else written(column, value)
            for column, value in zip(tidy.columns, row, strict=True)
        ]


def _said(value: Any, language: Language) -> str:  # noqa: ANN401 -- a text in one language or both
    return value.say(language) if isinstance(value, Text) else str(value)


def _exact(column: Column, value: Any) -> str:  # noqa: ANN401 -- as above
    """Write a value as programs read it."""
    match column.kind:
        case "month":
            return month_text(value)
        case "money":
            return kronor_plain(value)
        case "word":
            return str(value)
        case _:
            return decimal_text(value)


def _ended(column: Column, value: Any) -> str:  # noqa: ANN401 -- as above
    """Write a value as spreadsheets and Parquet know it: a number that has no end is cut, a month is a day."""
    if column.kind == "month":
        return first_day(value).isoformat()
    if column.kind == "number":
        return decimal_text(Fraction(rounded(Fraction(value) * 10**DECIMALS), 10**DECIMALS))
    return _exact(column, value)
