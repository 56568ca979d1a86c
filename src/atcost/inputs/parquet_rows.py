"""The rows of a Parquet file as the texts of a table, so that they are read by the same rules as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.finding import Faulty, Finding
from atcost.inputs.csv_rows import Table
from atcost.inputs.engine import Engine, identifier

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def read_parquet(path: Path, columns: Sequence[str]) -> tuple[Table | None, list[Finding]]:
    """Read the columns of a Parquet file; rows are numbered from 1."""
    if not path.is_file():
        return None, [Finding("file_missing", path.name)]
    try:
        with Engine([path]) as engine:
            engine.open_table("rows", [path])
            there = {name.lower() for name, *_ in engine.run("DESCRIBE rows")}
            if missing := [name for name in columns if name not in there]:
                values = {"names": columns}
                return None, [
                    Finding("missing_column", path.name, None, name, values={"name": name, **values})
                    for name in missing
                ]
            select = f"SELECT {', '.join(map(identifier, columns))} FROM rows"  # noqa: S608 -- our own names
            rows = tuple(
                (number, [_text(value) for value in row]) for number, row in enumerate(engine.stream(select), 1)
            )
    except Faulty as fault:
        return None, list(fault.findings)
    return Table(path.name, tuple(columns), rows, decimal_mark=".", may_be_thousands=False), []


def _text(value: object) -> str:
    return "" if value is None else str(value)
