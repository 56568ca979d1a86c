"""Measures: a year's SQL texts run over its sources and counted for customers, and the rows behind a volume.

A measure is ``measures/<source>/<measure>.sql`` in the year's folder, one SELECT that yields rows: ``code``, ``date``,
``quantity``, ``source_row``; ``thing`` where things are counted once; and exclusions as columns ``not_…``, true in a
row that is not what the measure counts, such as ``type = 'K' AS not_an_invoice``.
"""

from __future__ import annotations

import csv
import tempfile
import weakref
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from atcost.core import customer_checks
from atcost.core.counting import (
    REASONS,
    REMEDIES,
    Behind,
    Codes,
    Extent,
    MeasureCount,
    RefusedRow,
    code_text,
    codes_of,
    mapped,
)
from atcost.core.finding import Faulty, Finding
from atcost.core.model import Model, VolumeRow, Volumes
from atcost.core.period import Month, Window
from atcost.core.words import Text, decimal_text
from atcost.inputs.engine import Engine
from atcost.inputs.measure_texts import MeasureText, codes_asked, tables_given, text_behind, texts_of
from atcost.inputs.yielded import Yielded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from atcost.inputs.tables import Tables

WHOSE = ("at_customer", "at_part")
"""The columns that say whose code brought a row, and what part of it is the customer's."""
MOST_SHOWN = 1_000  # characters of a field that is refused; a longer one is no value but a fault in the file
LISTED = 5  # codes of nobody that a finding names; the count has them all


class Refusals:
    """Rows that can't be read, kept on disk since they may be many; iterate as often as you like."""

    def __init__(self) -> None:
        """Begin without any."""
        self._file = tempfile.TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115 -- closed by finalize
        weakref.finalize(self, self._file.close)
        self._number = 0

    def __len__(self) -> int:
        """Return how many there are."""
        return self._number

    def __iter__(self) -> Iterator[RefusedRow]:
        """Yield them in the order in which they were found."""
        self._file.seek(0)
        for record in csv.reader(self._file):
            yield RefusedRow(*record)

    def add(self, rows: Iterable[RefusedRow]) -> None:
        """Add rows behind the others."""
        self._file.seek(0, 2)
        writer = csv.writer(self._file)
        for row in rows:
            writer.writerow(field[:MOST_SHOWN] for field in row)
            self._number += 1


def refused_before(file: Path, now: set[str]) -> Iterator[RefusedRow]:
    """Yield the rows of an earlier list, as they stand there, of the measures that are not counted now."""
    with suppress(FileNotFoundError, csv.Error), file.open(encoding="utf-8", errors="replace", newline="") as lines:
        for record in islice(csv.reader(lines), 1, None):
            if len(record) == len(RefusedRow._fields) and record[0] not in now:
                yield RefusedRow(*record)


@dataclass(frozen=True, slots=True)
class Counting:
    """What was counted: volumes in model order, an account of every measure, what is wrong, and the rows refused.

    Volumes hold the measures in ``counts`` and no others; a measure that failed is among the findings alone.
    """

    rows: list[VolumeRow] = field(default_factory=list)
    counts: list[MeasureCount] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    refused: Refusals = field(default_factory=Refusals)


class Transactions(NamedTuple):
    """The rows behind a volume: the columns that the measure yields, and its rows as texts, which may be many.

    ``behind`` says what they come to, by whose codes brought them; with ``counts_things`` that is things, else
    quantities.
    """

    columns: tuple[str, ...]
    rows: Iterator[tuple[str | None, ...]]
    behind: list[Behind]
    counts_things: bool


def count(folder: Path, model: Model, sources: Mapping[str, Path], progress: Callable[[str], None]) -> Counting:
    """Count the measures of sources, each given as a file or folder; ``progress`` is told each measure as it begins."""
    counting, codes = Counting(), codes_of(model.customers)
    counting.findings.extend(customer_checks.codes(model, Volumes(())))
    for source in sources:
        texts, findings = texts_of(folder, model, source)
        counting.findings.extend(findings)
        try:
            tables = tables_given(sources, source)
        except Faulty as fault:
            counting.findings.extend(fault.findings)
            continue
        with _engine(tables) as engine:
            engine.begin(_files_named(texts, engine, tables))
            for text in texts:
                progress(text.measure)
                try:
                    yielded = Yielded(engine, tables, text.sql, text.file)
                    _count(counting, yielded, _asked(source, text, model, codes))
                except Faulty as fault:
                    counting.findings.extend(fault.findings)
    order = {name: place for place, name in enumerate(model.measures)}
    counting.rows.sort(key=lambda row: order[row.measure])
    counting.counts.sort(key=lambda one: order[one.measure])
    return counting


@contextmanager
def rows(  # noqa: PLR0913, PLR0917 -- what names a volume, and where its rows are
    folder: Path, model: Model, sources: Mapping[str, Path], measure: str, customer: str, month: Month | None = None
) -> Iterator[Transactions]:
    """Give the rows behind a customer's volume of a measure, over its window or in a month, to be read inside ``with``.

    The first two columns say by whose code a row came and what part of it is the customer's: all, unless the customer
    took over from another.

    Raises:
        Faulty: there is no such measure or customer, the measure combines others, its source isn't given, its text
            fails.
    """
    asked = codes_asked(model, customer)
    source, text = text_behind(folder, model, measure)
    tables = tables_given(sources, source)
    window = model.window(measure) if month is None else Window(month, month)
    with _engine(tables) as engine:
        yielded = Yielded(engine, tables, text.sql, text.file)
        yielded.read_days()
        behind = [
            Behind(origin.customer, origin.part, *yielded.behind(origin.codes, *origin.days(window)))
            for origin in asked
        ]
        found = (
            (origin.customer, decimal_text(origin.part), *row)
            for origin in asked
            for row in yielded.of_customer(origin.codes, *origin.days(window))
        )
        yield Transactions((*WHOSE, *yielded.shape.columns), found, behind, yielded.shape.counts_things)


class Asked(NamedTuple):
    """What is to be counted: a text of a source, what the measure is called, in which months, for whose codes."""

    source: str
    text: MeasureText
    title: Text
    window: Window
    codes: Codes


def _asked(source: str, text: MeasureText, model: Model, codes: Codes) -> Asked:
    return Asked(source, text, model.measures[text.measure].title, model.window(text.measure), codes)


def _files_named(texts: Iterable[MeasureText], engine: Engine, tables: Tables) -> Iterator[Path]:
    """Yield the files that texts read, in the order in which they will be opened."""
    for text in texts:
        with suppress(Faulty):  # which is told when the text is counted
            for name in sorted(engine.names_in(text.sql, text.file).read & set(tables)):
                yield from tables[name]


def _engine(tables: Tables) -> Engine:
    return Engine(file for files in tables.values() for file in files)


def _count(counting: Counting, yielded: Yielded, asked: Asked) -> None:
    number = yielded.count(asked.codes.cut_months())
    extent = Extent(asked.source, asked.text.measure, yielded.in_files, number, yielded.bad_records)
    counted, volumes = mapped(extent, asked.window, asked.codes, yielded.groups(), yielded.things())
    counting.rows.extend(volumes)
    counting.counts.append(counted)
    if counted.refused:
        counting.refused.add(yielded.refused(asked.text.measure))
    counting.findings.extend(_told(counted, asked))


def _told(counted: MeasureCount, asked: Asked) -> Iterator[Finding]:
    """Tell what of a measure's rows doesn't count, so that nothing is left out in silence."""
    file = asked.text.file
    for reason, number in counted.refused.items():
        values = {"rows": number, "reason": REASONS[reason], "remedy": REMEDIES[reason]}
        yield Finding("rows_refused", file, values=values)
    if counted.without_thing:
        yield Finding("rows_without_thing", file, values={"rows": counted.without_thing})
    if counted.outside:
        values = {"rows": counted.outside, "measure": asked.title, "window": f"{asked.window}"}
        yield Finding("outside_window", file, values=values)
    if counted.nobody:
        codes = [code_text(code, number) for code, number in list(counted.nobody.items())[:LISTED]]
        more = ["…"] if len(counted.nobody) > LISTED else []
        yield Finding("codes_of_nobody", file, values={"rows": sum(counted.nobody.values()), "codes": [*codes, *more]})
