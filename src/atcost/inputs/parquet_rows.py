"""The rows of a Parquet file as the texts of a table, so that they are read by the same rules as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.finding import Faulty, Finding
from atcost.core.words import Text
from atcost.inputs.csv_rows import Table, heading_faults
from atcost.inputs.decoding import BadText, opened
from atcost.inputs.engine import Engine, failing
from atcost.inputs.sql_text import identifier
from atcost.inputs.text_files import SOURCE_ROW

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MOST_ROWS = 1_000_000
"""About as many as a CSV file of the size that is read may hold; packed, a small file may hold any number."""
TOO_MANY = Text(f"den har fler än {MOST_ROWS} rader.", f"it has more than {MOST_ROWS} rows.")


def read_parquet(path: Path, columns: Sequence[str]) -> tuple[Table | None, list[Finding]]:
    """Read the columns of a Parquet file as texts, whatever their types; rows are numbered from 1."""
    try:
        with opened(path), Engine([path]) as engine:
            return _read(path, columns, engine)
    except BadText as fault:
        return None, [fault.finding(path.name)]
    except Faulty as fault:
        return None, list(fault.findings)


def _read(path: Path, columns: Sequence[str], engine: Engine) -> tuple[Table | None, list[Finding]]:
    if engine.open_table("rows", [path]).rows > MOST_ROWS:
        return None, [Finding("unreadable_parquet", path.name, values={"reason": TOO_MANY})]
    there = [name.lower() for name, *_ in engine.run("DESCRIBE rows") if name != SOURCE_ROW]
    if not set(columns).issubset(there):
        return None, heading_faults(path.name, None, there, columns)
    texts = ", ".join(f"coalesce(CAST({identifier(name)} AS VARCHAR), '')" for name in columns)
    with failing("unreadable_parquet", path.name):
        found = engine.stream(f"SELECT {texts} FROM rows")  # noqa: S608 -- our own names
        rows = tuple((number, list(row)) for number, row in enumerate(found, 1))
    return Table(path.name, tuple(columns), rows, decimal_mark=".", may_be_thousands=False), []
