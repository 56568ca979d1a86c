"""A source's files as tables: which files there are, what table each belongs to, and what is wrong with them."""

from __future__ import annotations

import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from atcost.core.finding import Faulty
from atcost.inputs.decoding import BadText
from atcost.inputs.text_files import Heading, as_utf8, heading_of

if TYPE_CHECKING:
    from concurrent.futures import Future

TEXT_ENDINGS = {".csv", ".txt", ".tsv"}
ENDINGS = {*TEXT_ENDINGS, ".parquet"}
_DATE = r"(?:19|20)\d\d[-_]?(?:0[1-9]|1[0-2])(?:[-_]?(?:0[1-9]|[12]\d|3[01]))?"
_DATED = re.compile(rf"(?:{_DATE}(?!\d)[-_ ]*)?(.*?)(?:[-_ ]*(?<!\d){_DATE})?", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text file that an engine can open: its name as the user has it, its text in UTF-8, and its heading."""

    name: str
    path: Path
    heading: Heading
    has_odd_lines: bool


Tables = dict[str, list[Path]]
"""A source's tables by name, each with its files in order of name."""


def tables_of(source: str, path: Path) -> Tables:
    """Return the tables of a file or folder, each with its files in order of name.

    Files whose names differ in a date alone are one table; a file that is named by a date alone belongs to the table
    that is called as the source. A file given by itself is also the table that is called as the source.
    """
    files = [path] if path.is_file() else sorted(file for file in path.iterdir() if _is_data(file))
    tables: Tables = {}
    for file in files:
        tables.setdefault(table_name(file.stem, source), []).append(file)
    if path.is_file():
        tables[source] = files
    return tables


def table_name(stem: str, source: str) -> str:
    """Return the table of a file: its name without date, in small letters, digits and underscores, without accents.

    >>> table_name("Leverantörsfakturor 2021-07", "agresso"), table_name("2021-07", "agresso")
    ('leverantorsfakturor', 'agresso')
    """
    found = _DATED.fullmatch(stem)
    plain = unicodedata.normalize("NFKD", found[1] if found else stem).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"\W+", "_", plain).strip("_")
    return name or source


class Ahead:
    """Text files made ready to be opened, one by one in a thread of their own, while an engine counts those before."""

    def __init__(self, folder: Path) -> None:
        """Begin without any; texts that are not in UTF-8 are copied to ``folder``."""
        self._folder = folder
        self._begun: dict[Path, Future[Prepared]] = {}
        self._worker, self._stopped = ThreadPoolExecutor(1), Event()

    def begin(self, file: Path) -> Future[Prepared]:
        """Let a file be made ready behind those begun before it.

        Raises:
            Faulty: from the future, when it turns out to be no text with a heading.
        """
        if file not in self._begun:
            copy = self._folder / f"{len(self._begun)}.utf8"
            self._begun[file] = self._worker.submit(_prepared, file, copy, self._stopped)
        return self._begun[file]

    def stop(self) -> None:
        """End the file at work, and begin no other."""
        self._stopped.set()
        self._worker.shutdown(cancel_futures=True)


def _prepared(file: Path, copy: Path, stopped: Event) -> Prepared:
    try:
        text = as_utf8(file, copy, stopped)
        return Prepared(file.name, text.path, heading_of(text.path), text.has_odd_lines)
    except BadText as fault:
        raise Faulty([fault.finding(file.name)]) from None


def _is_data(file: Path) -> bool:
    return file.suffix.lower() in ENDINGS and not file.name.startswith((".", "~")) and file.is_file()
