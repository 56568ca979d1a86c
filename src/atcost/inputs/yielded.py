"""What a measure yields, run in DuckDB: its rows grouped, its things, the rows refused, the rows of a customer."""

from __future__ import annotations

from fractions import Fraction
from itertools import compress
from typing import TYPE_CHECKING

from atcost.core.counting import RefusedRow, RowGroup, ThingGroup
from atcost.core.dates import first_shown, read_day, why_unread
from atcost.core.finding import Faulty, Finding
from atcost.inputs import count_sql
from atcost.inputs.engine import failing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal
    from pathlib import Path
    from typing import Any

    from atcost.core.dates import First
    from atcost.core.money import Exact
    from atcost.inputs.engine import Engine, OpenTable


class Yielded:
    """The rows that a measure's text yields over a source's tables."""

    def __init__(self, engine: Engine, tables: Mapping[str, Sequence[Path]], sql: str, file: str) -> None:
        """Check the text, and open the tables that it names; ``file`` is where the text stands, for findings.

        Raises:
            Faulty: the text is not one SELECT, names what is not there, fails or lacks columns; a file can't be read.
        """
        self._engine, self._file = engine, file
        names = engine.names_in(sql, file)
        there = sorted(tables) or ["–"]
        if missing := sorted(names.read - names.defined - set(tables)):
            raise Faulty([Finding("table_missing", file, values={"name": name, "names": there}) for name in missing])
        named = sorted(names.read & set(tables))
        self._tables: list[OpenTable] = [engine.open_table(name, tables[name]) for name in named]
        self.shape, findings = count_sql.shape_of(engine.define("_measure", sql, file), file)
        if findings:
            raise Faulty(findings)
        self._judge()

    def _judge(self) -> None:
        """Make the view of judged rows; a column of texts is first asked what it shows to be its decimal mark."""
        marks: list[str] = []
        if self.shape.quantity_is_text:
            with failing("sql_fails", self._file):
                (shown,) = self._engine.run(count_sql.marks_shown(self.shape))
            marks = list(compress(count_sql.MARKS, shown))
        self._engine.run(count_sql.judged(self.shape, marks))

    @property
    def in_files(self) -> int:
        """Return the rows of the tables that the text names."""
        return sum(table.rows for table in self._tables)

    @property
    def bad_records(self) -> int:
        """Return the rows of those tables that can't be told apart into columns: no text can yield them."""
        return sum(table.refused_rows for table in self._tables)

    def count(self, cut_months: Sequence[date]) -> int:
        """Pass over the rows once, and return how many were yielded; ``groups`` and ``things`` then know them.

        Raises:
            Faulty: the text fails on a row.
        """
        with failing("sql_fails", self._file):
            self._engine.run(count_sql.grouped(self.shape))
        if self.shape.day_is_text:
            self._read_days("SELECT DISTINCT day FROM _grouped WHERE at_rule = 0")
        self._engine.run(count_sql.placed(self.shape, cut_months))
        ((number,),) = self._engine.run("SELECT coalesce(sum(number), 0) FROM _grouped")
        return int(number)

    def groups(self) -> Iterator[RowGroup]:
        """Yield the rows counted, by code, day or month, exclusion and refusal."""
        rules = ("", *self.shape.rules)
        for code, day, rule, reason, has_thing, rows, quantity in self._stream(count_sql.GROUPS):
            yield RowGroup(code, day, rules[rule], reason, has_thing, int(rows), _exact(quantity))

    def things(self) -> Iterator[ThingGroup] | None:
        """Yield the things counted, by month and the codes that they stand under; None where rows are counted."""
        if not self.shape.counts_things:
            return None
        return (ThingGroup(tuple(places), number) for places, number in self._stream(count_sql.THINGS))

    def refused(self, measure: str) -> Iterator[RefusedRow]:
        """Yield the rows that can't be read; counting has found that there are some."""
        for table in self._tables:
            for name, listed in table.refused:
                with listed.open(encoding="ascii") as rows:
                    yield from (RefusedRow(measure, f"{name}:{row.strip()}", "record", "", "", "") for row in rows)
        for source_row, reason, code, day, quantity in self._stream(count_sql.refused(self.shape)):
            yield RefusedRow(measure, f"{source_row}", reason, code, day, quantity)

    def read_days(self) -> None:
        """Read the days of all rows, by which ``behind`` and ``of_customer`` find theirs.

        Raises:
            Faulty: the text fails on a row.
        """
        if self.shape.day_is_text:
            with failing("sql_fails", self._file):
                self._read_days("SELECT DISTINCT at_written FROM _judged WHERE at_rule = 0")

    def behind(self, codes: Iterable[str], first: date, last: date) -> tuple[int, Exact]:
        """Return how many rows count for codes between two days, and what they count to."""
        with failing("sql_fails", self._file):
            ((rows, counted),) = self._engine.run(count_sql.behind(self.shape, codes, first, last))
        return int(rows), _exact(counted)

    def of_customer(self, codes: Iterable[str], first: date, last: date) -> Iterator[tuple[str | None, ...]]:
        """Yield those rows by day and place, each column as text."""
        return self._stream(count_sql.of_customer(self.shape, codes, first, last))

    def _stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        with failing("sql_fails", self._file):
            yield from self._engine.stream(sql)

    def _read_days(self, written: str) -> None:
        shown = first_shown(text for (text,) in self._engine.stream(written))
        days = (_reading(text, shown) for (text,) in self._engine.stream(written))
        self._engine.load("_readings", count_sql.READINGS, days)


def _reading(text: str, shown: set[First]) -> tuple[str, str | None, str | None]:
    day = read_day(text, shown)
    return (text, None, why_unread(text, shown)) if day is None else (text, day.isoformat(), None)


def _exact(value: int | Decimal) -> Exact:
    exact = Fraction(value)
    return exact.numerator if exact.denominator == 1 else exact
