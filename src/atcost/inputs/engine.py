"""DuckDB: the one door to it. It reads the files that it was opened for and nothing else, and runs users' SELECTs.

A user's text is data until it has been parsed: it must be one SELECT. It then lives as a view, so that it can't write
(a view takes no INSERT, COPY or the like in its WITH), and it finds as tables only what was opened for it. The database
is in memory, has no way to the network, to extensions, to Python's variables or to other files, and its settings are
locked; what doesn't fit in its memory goes to a temporary folder, and what fits in neither, or takes too long, is a
finding.
"""

from __future__ import annotations

import contextlib
import re
import shutil
from concurrent.futures import ThreadPoolExecutor, wait
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeVar

import duckdb

from atcost.core.finding import Faulty, Finding
from atcost.core.words import Text, shown
from atcost.inputs.sql_names import Names, is_nested_deeply, names_of
from atcost.inputs.sql_text import identifier, literal, read_csv
from atcost.inputs.tables import TEXT_ENDINGS, Ahead, Prepared
from atcost.inputs.text_files import SOURCE_ROW, tidy_copy
from atcost.inputs.work_folder import work_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path

MEMORY = "1GB"
DISK_PART = 2  # of what is free on the disk, a half is ours
LONGEST = 3_600  # seconds that a step of a query may take
BATCH = 10_000  # rows handed over at a time
ROW_IN_PARQUET = "file_row_number"
NESTED = Text("den är nästlad i för många led.", "too much of it is nested.")
ODD_NAME = Text(
    "dess namn har tecken som inte är UTF-8; döp om den eller dess mapp",
    "its name has characters that are not UTF-8; rename it or its folder",
)
Result = TypeVar("Result")
MOST_LISTED = 20
"""How many columns of a table a finding names."""
_ROW = re.compile(r"^LINE (\d+):", re.MULTILINE)
_NO_COLUMN = re.compile(r'Referenced column "(.*)" not found|does not have a column named "(.*)"')


class OpenTable(NamedTuple):
    """A table that was opened: its files' rows, those of them that are no records, and a list of these in each file."""

    rows: int
    refused_rows: int
    refused: tuple[tuple[str, Path], ...]


class Engine:
    """A DuckDB of its own over some files; ``with`` closes it and removes its temporary folder."""

    def __init__(self, readable: Iterable[Path] = (), work: Path | None = None) -> None:
        """Open an engine that may read the given files; ``work`` is where its temporary folder is made.

        Raises:
            Faulty: the path of ``work`` is not in UTF-8.
        """
        if work and not _in_utf8(work):
            raise _oddly_named(work)
        self._closing = contextlib.ExitStack()
        self.folder = self._closing.enter_context(work_folder(work))
        self._opened: dict[str, OpenTable] = {}
        self._connection = duckdb.connect(
            config={
                "python_enable_replacements": "false",
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "allow_community_extensions": "false",
                "memory_limit": MEMORY,
                "temp_directory": str(self.folder / "spilled"),
            }
        )
        self._closing.callback(self._connection.close)
        self._working = self._connection
        self._worker = self._closing.enter_context(ThreadPoolExecutor(1))
        self._worker.submit(bool).result()  # its thread runs before any work that Ctrl-C may cut off from it
        self._closing.callback(self._stop)
        self._ahead = Ahead(self.folder)
        self._closing.callback(self._ahead.stop)
        paths = ", ".join(literal(str(path.resolve())) for path in readable if _in_utf8(path))
        for setting in (
            f"max_temp_directory_size = '{shutil.disk_usage(self.folder).free // DISK_PART}B'",  # in config it is lost
            f"allowed_directories = [{literal(f'{self.folder.resolve()}/')}]",
            f"allowed_paths = [{paths}]",
            "enable_external_access = false",
            "lock_configuration = true",
        ):
            self._connection.execute(f"SET {setting}")

    def __enter__(self) -> Self:
        """Return the engine."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the engine and remove its temporary folder."""
        self._closing.close()

    def run(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run our own SQL and return all of its rows, which are few."""
        return self._awaited(self._connection, lambda: self._connection.execute(sql, values).fetchall())

    def stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Run our own SQL and yield its rows, which may be many."""
        cursor = self._connection.cursor()
        try:
            self._awaited(cursor, lambda: cursor.execute(sql))
            while batch := self._awaited(cursor, lambda: cursor.fetchmany(BATCH)):
                yield from batch
        finally:
            self._stop()
            self._working = self._connection
            cursor.close()

    def _awaited(self, connection: duckdb.DuckDBPyConnection, work: Callable[[], Result]) -> Result:
        """Let DuckDB work in its thread, so that ours hears Ctrl-C; then, or when the time is up, it is interrupted."""
        self._working = connection
        working = self._worker.submit(work)
        try:
            return working.result(LONGEST)
        finally:
            self._interrupt_until(working)

    def _stop(self) -> None:
        """End whatever is at work, also where Ctrl-C came before anybody waited for it."""
        self._interrupt_until(self._worker.submit(bool))

    def _interrupt_until(self, done: Future[Any]) -> None:
        while wait([done], 0.1).not_done:
            self._working.interrupt()

    def load(self, table: str, columns: Mapping[str, str], rows: Iterable[Sequence[object]]) -> None:
        """Create a table of our own from values; ``columns`` gives each name its SQL type."""
        declared = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        self.run(f"CREATE OR REPLACE TABLE {table} ({declared})")
        unnested = ", ".join(f"unnest(${place}::{kind}[])" for place, kind in enumerate(columns.values(), 1))
        waiting = iter(rows)
        while batch := list(islice(waiting, BATCH)):
            by_column = [list(column) for column in zip(*batch, strict=True)]
            self.run(f"INSERT INTO {table} SELECT {unnested}", by_column)

    def names_in(self, sql: str, file: str) -> Names:
        """Return what a user's SQL reads.

        Raises:
            Faulty: it is not one SELECT.
        """
        if is_nested_deeply(sql):
            raise _too_nested(file)
        with failing("sql_fails", file):
            statements = self._connection.extract_statements(sql)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise Faulty([Finding("sql_not_select", file)])
            ((parsed,),) = self.run("SELECT json_serialize_sql($1)", [sql])
        try:
            return names_of(parsed)
        except RecursionError:
            raise _too_nested(file) from None

    def define(self, view: str, sql: str, file: str) -> dict[str, str]:
        """Make a view of a user's SQL, checked by ``names_in``; return its columns in small letters, with their types.

        Raises:
            Faulty: DuckDB can't run it; where it asks for a column that isn't there, the finding names those that are.
        """
        with failing("sql_fails", file):
            try:
                self.run(f"CREATE OR REPLACE VIEW {view} AS {sql}")
            except duckdb.BinderException as fault:
                if found := _NO_COLUMN.search(str(fault)):
                    raise self._without_column(found[1] or found[2], _row_in(fault), sql, file) from None
                raise
            return {name.lower(): kind for name, kind in self._columns(view)}

    def _columns(self, table: str) -> list[tuple[str, str]]:
        return [(name, kind) for name, kind, *_ in self.run(f"DESCRIBE {identifier(table)}")]

    def _without_column(self, name: str, row: int | None, sql: str, file: str) -> Faulty:
        """Return the finding of a column that isn't there, with the headings of the tables that the SQL reads."""
        names = self.names_in(sql, file)
        headings = []
        for table in sorted(names.read - names.defined):
            columns = [shown(column) for column, _ in self._columns(table)]
            more = ["…"] if len(columns) > MOST_LISTED else []
            headings.append(f"{table} ({'; '.join([*columns[:MOST_LISTED], *more])})")
        return Faulty([Finding("sql_column_unknown", file, row, values={"name": name, "tables": headings or ["–"]})])

    def begin(self, files: Iterable[Path]) -> None:
        """Let files be made ready in this order while others are counted; each is opened by ``open_table``."""
        for file in files:
            if file.suffix.lower() in TEXT_ENDINGS:
                self._ahead.begin(file)

    def open_table(self, name: str, files: Sequence[Path]) -> OpenTable:
        """Open files as one table, united by the names of their columns, with ``source_row`` such as ``file.csv:123``.

        Columns of text files are text. ``source_row`` costs nothing where it isn't asked for.

        Raises:
            Faulty: a file can't be read, with a finding for each.
        """
        if name in self._opened:
            return self._opened[name]
        parts: list[_Part] = []
        findings: list[Finding] = []
        for number, file in enumerate(files):
            try:
                parts.append(self._part(file, self.folder / f"{len(self._opened)}_{number}"))
            except Faulty as fault:
                findings += fault.findings
        if findings:
            raise Faulty(findings)
        united = " UNION ALL BY NAME ".join(part.select for part in parts)
        self.run(f"CREATE VIEW {identifier(name)} AS {united}")
        refused = tuple((part.name, part.refused) for part in parts if part.refused_rows)
        rows, refused_rows = sum(part.rows for part in parts), sum(part.refused_rows for part in parts)
        self._opened[name] = OpenTable(rows + refused_rows, refused_rows, refused)
        return self._opened[name]

    def write_csv(self, sql: str, path: Path, file: str) -> None:
        """Write a user's SELECT, checked, as CSV in UTF-8 with semicolons to a path in the engine's folder."""
        self._copy(sql, path, file, "FORMAT csv, HEADER, DELIMITER ';'")

    def write_parquet(self, sql: str, path: Path, file: str) -> None:
        """Write a user's SELECT, checked, as Parquet to a path in the engine's folder."""
        self._copy(sql, path, file, "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 1_000_000")

    def _copy(self, sql: str, path: Path, file: str, options: str) -> None:
        self.names_in(sql, file)
        self.define("_written", sql, file)
        with failing("sql_fails", file):
            self.run(f"COPY (FROM _written) TO {literal(str(path))} ({options})")

    def _part(self, file: Path, place: Path) -> _Part:
        if not _in_utf8(file):
            raise _oddly_named(file)
        if file.suffix.lower() in TEXT_ENDINGS:
            return self._text_part(self._ahead.begin(file).result(), place)
        link = place.with_suffix(".parquet")
        link.symlink_to(file.resolve())
        with failing("unreadable_parquet", file.name, link):
            of_file = f"read_parquet({literal(str(link))})"
            columns = {name.lower() for name, *_ in self.run(f"DESCRIBE FROM {of_file}")}
            if taken := columns & {SOURCE_ROW, ROW_IN_PARQUET}:
                raise Faulty([Finding("heading_twice", file.name, values={"name": min(taken)})])
            ((rows,),) = self.run(f"SELECT count(*) FROM {of_file}")
        numbered = f"{literal(f'{file.name}:')} || ({ROW_IN_PARQUET} + 1) AS {SOURCE_ROW}"
        return _Part(file.name, f"SELECT *, {numbered} FROM {of_file}", rows, place, 0)

    def _text_part(self, text: Prepared, place: Path) -> _Part:
        """Open a text file as it is if DuckDB finds nothing amiss in it, else a tidied copy."""
        name = literal(f"{text.name}:")
        link, refused = place.with_suffix(".csv"), place.with_suffix(".refused")
        link.symlink_to(text.path.resolve())
        of_file = read_csv(link, text.heading.separator, text.heading.columns)
        rows = None if text.has_odd_lines else self._rows_if_regular(of_file)
        if rows is not None:
            # Rows are numbered before any is filtered out, so the number is the place in the file, below its heading.
            numbered = f"{name} || (row_number() OVER () + 1) AS {SOURCE_ROW}"
            return _Part(text.name, f"SELECT *, {numbered} FROM {of_file}", rows, refused, 0)
        tidied = place.with_suffix(".tidy")
        refused_rows = tidy_copy(text.path, text.heading, tidied, refused)
        of_file = read_csv(tidied, ",", (*text.heading.columns, SOURCE_ROW))
        with failing("unreadable_file", text.name, tidied):
            ((rows,),) = self.run(f"SELECT count(*) FROM {of_file}")
        numbered = f"{name} || {SOURCE_ROW} AS {SOURCE_ROW}"
        return _Part(text.name, f"SELECT * REPLACE ({numbered}) FROM {of_file}", rows, refused, refused_rows)

    def _rows_if_regular(self, of_file: str) -> int | None:
        try:
            ((rows,),) = self.run(f"SELECT count(*) FROM {of_file}")
        except duckdb.InvalidInputException:
            return None
        return int(rows)


class _Part(NamedTuple):
    """A file of a table: the SELECT that reads it, and the rows that were refused, listed in a file."""

    name: str
    select: str
    rows: int
    refused: Path
    refused_rows: int


def _too_nested(file: str) -> Faulty:
    return Faulty([Finding("sql_fails", file, values={"reason": NESTED})])


def _in_utf8(path: Path) -> bool:
    """Tell whether a path is in UTF-8, as not all are on a disk; DuckDB knows no others."""
    return not any("\ud800" <= mark <= "\udfff" for mark in str(path.resolve()))


def _oddly_named(path: Path) -> Faulty:
    return Faulty([Finding("unreadable_file", path.name, values={"reason": ODD_NAME})])


@contextlib.contextmanager
def failing(rule: str, file: str, opened: Path | None = None) -> Iterator[None]:
    """Turn DuckDB's complaint about a user's text or file into a finding with its first line, and the text's row.

    ``opened`` is where the file was opened, which says nothing to its owner.
    """
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise Faulty([Finding("sql_too_large", file, values={"memory": MEMORY})]) from None
    except TimeoutError:
        raise Faulty([Finding("sql_too_long", file, values={"minutes": LONGEST // 60})]) from None
    except duckdb.Error as fault:
        said = str(fault) if opened is None else str(fault).replace(f"{opened}", file)
        row = _row_in(fault) if rule == "sql_fails" else None
        raise Faulty([Finding(rule, file, row, values={"reason": said.split("\n", 1)[0]})]) from None


def _row_in(fault: duckdb.Error) -> int | None:
    row = _ROW.search(str(fault))
    return int(row[1]) if row else None
