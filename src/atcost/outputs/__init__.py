"""Core types into foreign bytes: every format that a price list is exported to, in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from atcost.outputs.open_data import price_json
from atcost.outputs.tidy import TABLES, tidy
from atcost.outputs.tidy_files import excel_csv, parquet, plain_csv

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from atcost.core.price_list import PriceList
    from atcost.core.words import Language
    from atcost.outputs.tidy import Tidy
    from atcost.outputs.tidy_files import Engines


class Format(NamedTuple):
    """A row of the table: what a list is in a language, for all customers or one; and how its file's name ends.

    Either ``written`` writes the whole list, or ``table`` one of its tables; that may ask for an engine.
    ``tells_publication``: it says whether the list is published or a proposal.
    """

    written: Callable[[PriceList, Language, str | None], bytes] | None = None
    ending: str = ""
    of_one: bool = True
    table: Callable[[Tidy, Language, Engines], bytes] | None = None
    tells_publication: bool = False


def _json(priced: PriceList, language: Language, customer: str | None) -> bytes:
    return price_json(priced, language, customer).encode()


def _workbook(priced: PriceList, language: Language, _: str | None) -> bytes:
    from atcost.outputs.workbook.whole import workbook

    return workbook(priced, language)


def _document(priced: PriceList, language: Language, customer: str | None) -> bytes:
    from atcost.core.comparison import compare
    from atcost.outputs.document import document

    compared = compare(priced.before, priced.pricing) if priced.before else None
    return document(priced, compared, language, customer)


FORMATS: dict[str, Format] = {
    "csv": Format(table=excel_csv),
    "csv-plain": Format(table=plain_csv),
    "json": Format(_json),
    "document": Format(_document, ending=".pdf", tells_publication=True),
    "parquet": Format(ending=".parquet", table=parquet),
    "workbook": Format(_workbook, ending=".xlsx", of_one=False),
}
"""What a price list is exported to. A format that needs a library loads it when it is asked for."""


def places(name: str, output: Path) -> dict[Path, str]:
    """Return the files that a list is in a format, with the table that each is: one file, or in a folder one a table.

    A folder is one that is there, or a name without an ending.

    >>> from pathlib import Path
    >>> places("csv-plain", Path("list.csv"))
    {PosixPath('list.csv'): 'prices'}
    >>> [str(file) for file in places("parquet", Path("tables"))][:2]
    ['tables/prices.parquet', 'tables/charges.parquet']
    """
    if FORMATS[name].table and (output.is_dir() or not output.suffix):
        ending = name.partition("-")[0]
        return {output / f"{table}.{ending}": table for table in TABLES}
    return {output: "prices" if FORMATS[name].table else ""}


def content(  # noqa: PLR0913, PLR0917 -- what is written, how, in which language, of whom, and with what
    priced: PriceList, name: str, table: str, language: Language, customer: str | None, engines: Engines
) -> bytes:
    """Return what a file holds: a whole list in a format, or a table of it.

    Raises:
        Faulty: the year before can't be compared with.
    """
    chosen = FORMATS[name]
    if chosen.table:
        return chosen.table(tidy(table, priced, customer), language, engines)
    return chosen.written(priced, language, customer) if chosen.written else b""
