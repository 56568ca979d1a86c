"""What a measure yields, run in DuckDB: its rows grouped, its things, those that can't be read, those of a customer."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING

from atcost.core.counting import RefusedRow, RowGroup, ThingGroup
from atcost.core.dates import first_shown, is_ambiguous, read_day
from atcost.core.finding import Faulty, Finding
from atcost.inputs import count_sql

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from atcost.core.dates import First
    from atcost.core.money import Exact
    from atcost.inputs.engine import Engine, OpenTable


class Yielded:
    """The rows that a measure's text yields over a source's tables, of which it opens those that it names."""

    def __init__(self, engine: Engine, tables: Mapping[str, Sequence[Path]], sql: str, file: str) -> None:
        """Check the text and open its tables; ``file`` is where it stands, for findings.

        Raises:
            Faulty: the text is not one SELECT, names what is not there, fails, or lacks columns; a file can't be read.
        """
        self._engine, self._file = engine, file
        named = sorted(engine.tables_in(sql, file))
        if missing := [name for name in named if name not in tables]:
            there = sorted(tables) or ["–"]
            raise Faulty([Finding("table_missing", file, values={"name": name, "names": there}) for name in missing])
        self._opened: list[OpenTable] = [engine.open_table(name, tables[name]) for name in named]
        self.shape, findings = count_sql.shape_of(engine.define("measure", sql, file), file)
        if findings:
            raise Faulty(findings)
        engine.run(count_sql.judged(self.shape))

    @property
    def in_files(self) -> int:
        """Return the rows of the tables that the text names."""
        return sum(table.rows for table in self._opened)

    @property
    def bad_records(self) -> int:
        """Return the rows of those tables that are no proper records, and so no table's rows."""
        return sum(table.refused_rows for table in self._opened)

    def group(self, cut_months: Sequence[date]) -> int:
        """Pass over the rows once, and return how many there are; what follows asks the groups."""
        self._engine.execute(count_sql.grouped(self.shape, cut_months), self._file)
        self._engine.run("CREATE OR REPLACE TABLE ...")
        return 0
