"""Synthetic transactions: a year's volumes written as the files of its source systems, by SQL in the year's folder.

``measures/<source>/sample/<file name>.sql`` is one SELECT that gives a file's rows in order, over these tables:

- ``volumes``: ``measure, customer, code, month, first, last, quantity``; a customer's volume of a month divided over
  its codes, ``first`` and ``last`` being the days of the month on which the code is the customer's;
- ``setting``: one row of ``scale`` (0 to 1: how much of what may be thinned is written) and ``seed``;
- ``snapshot``: ``month``, where ``{month}`` stands in the file's name; the text then runs for each month of its source.

The name's ending decides the form: ``.csv`` as ERP systems export it (semicolon, Windows-1252, CRLF; a decimal comma is
the text's own work), ``.parquet`` as Parquet.
"""

from __future__ import annotations

import codecs
import shutil
from calendar import monthrange
from typing import TYPE_CHECKING, NamedTuple, Protocol

from atcost.core.finding import Faulty, Finding, errors
from atcost.core.money import rounded, split
from atcost.core.period import first_day, month_text
from atcost.core.words import decimal_text
from atcost.outputs.files import replacing, write_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from fractions import Fraction
    from pathlib import Path

    from atcost.core.model import Model, VolumeRow, Volumes
    from atcost.core.period import Month

CHUNK = 1 << 20
MOST_ROWS = 1_000_000_000
"""What volumes may count to in all: more would rather fill the disk than be wanted."""
SCALE_DECIMALS = 9
VOLUMES = {
    "measure": "VARCHAR",
    "customer": "VARCHAR",
    "code": "VARCHAR",
    "month": "DATE",
    "first": "DATE",
    "last": "DATE",
    "quantity": "BIGINT",
}
MARK = "SYNTHETIC.md"
"""Written first, so that a folder which has it holds nothing but what was made up."""
README = """# Syntetiskt · Synthetic

Allt i den här mappen är påhittat av `atcost sample` (skala {scale}, frö {seed}); ingen rad är en verklig händelse.

Everything in this folder is made up by `atcost sample` (scale {scale}, seed {seed}); no row is a real event.
"""


class SqlEngine(Protocol):
    """What a sample is made with: the command line hands it over, so that its library keeps its one door, in inputs."""

    folder: Path

    def load(self, table: str, columns: Mapping[str, str], rows: Iterable[Sequence[object]]) -> None:
        """Create a table from values."""

    def write_csv(self, sql: str, path: Path, file: str) -> None:
        """Write a SELECT as CSV in UTF-8 with semicolons; ``file`` is where its text stands."""

    def write_parquet(self, sql: str, path: Path, file: str) -> None:
        """Write a SELECT as Parquet; ``file`` is where its text stands."""


class SampleText(NamedTuple):
    """A text of the year's folder, and the file that it writes."""

    source: str
    name: str
    file: str
    sql: str


class Setting(NamedTuple):
    """How much is written of what may be thinned, from 0 to 1, and what chance begins with."""

    scale: Fraction
    seed: int = 1


def write_sample(  # noqa: PLR0913, PLR0917 -- what is written, from what, with what, where to
    engine: SqlEngine,
    sql: Mapping[str, str],
    model: Model,
    volumes: Volumes,
    out: Path,
    setting: Setting,
    progress: Callable[[str], None],
) -> list[Path]:
    """Write a year of synthetic transactions, a folder for each source; return the files in order.

    ``sql`` holds each text by its place in the year's folder. The same texts, volumes and setting give the same bytes.
    ``progress`` is told each file as it begins.

    Raises:
        Faulty: a text fails, or volumes can't be made into rows.
    """
    texts = [_text(file, text) for file, text in sql.items()]
    rows = _fit(model, volumes, out, {text.source for text in texts})
    write_text(out / MARK, README.format(scale=decimal_text(setting.scale), seed=setting.seed))
    engine.load("volumes", VOLUMES, (divided for row in rows for divided in _by_code(model, row)))
    engine.load(
        "setting",
        {"scale": f"DECIMAL(18, {SCALE_DECIMALS})", "seed": "BIGINT"},
        [(_decimal(setting.scale), setting.seed)],
    )
    written = []
    for text in texts:
        months = sorted({row.month for row in rows if _source(model, row) == text.source})
        for name, month in _names(text.name, months):
            progress(f"{text.source}/{name}")
            if month is not None:
                engine.load("snapshot", {"month": "DATE"}, [(f"{first_day(month)}",)])
            written.append(out / text.source / name)
            _write(engine, text, written[-1])
    return written


def _fit(model: Model, volumes: Volumes, out: Path, sources: set[str]) -> list[VolumeRow]:
    """Return the volumes of sources, if they can be made into rows, and these into files of their own."""
    rows = [row for row in volumes.rows if row.quantity and _source(model, row) in sources]
    unfit = [finding for row in rows for finding in _unfit(model, row, volumes.file)]
    found = [Finding("sample_over_others", f"{place}") for place in _real(out, sources)]
    if errors(found := [*found, *(unfit or _too_many(rows, volumes.file))]):
        raise Faulty(found)
    return rows


def _real(out: Path, sources: Iterable[str]) -> list[Path]:
    """Return the folders of sources that hold what somebody else put there."""
    if (out / MARK).exists():
        return []
    return [out / source for source in sorted(sources) if (out / source).is_dir() and any((out / source).iterdir())]


def _text(file: str, sql: str) -> SampleText:
    """Return a text of the year's folder with its source and the file that it writes, which its place names."""
    _, source, _, name = file.rsplit("/", 3)
    return SampleText(source, name.removesuffix(".sql"), file, sql)


def _source(model: Model, row: VolumeRow) -> str | None:
    return model.measures[row.measure].source if row.measure in model.measures else None


def _unfit(model: Model, row: VolumeRow, file: str) -> Iterator[Finding]:
    """Yield why a volume can't be made into rows that count to it."""
    customer = model.customers.get(row.customer)
    if customer is None or not customer.codes:
        name = customer.title if customer else row.customer
        yield Finding("customer_without_codes", file, row.row or None, values={"customer": name})
    elif not _days(model, row):
        values = {"customer": customer.title, "month": month_text(row.month)}
        yield Finding("customer_not_there", file, row.row or None, values=values)
    if row.quantity < 0 or row.quantity.denominator != 1:
        yield Finding("sample_quantity", file, row.row or None, values={"quantity": row.quantity})


def _too_many(rows: list[VolumeRow], file: str) -> list[Finding]:
    """Tell of the largest volume where all of them are more rows than can be written."""
    in_all = sum(row.quantity for row in rows)
    if in_all <= MOST_ROWS:
        return []
    largest = max(rows, key=lambda row: row.quantity)
    values = {"quantity": largest.quantity, "rows": in_all, "most": MOST_ROWS}
    return [Finding("sample_too_large", file, largest.row or None, values=values)]


def _by_code(model: Model, row: VolumeRow) -> Iterator[tuple[object, ...]]:
    """Divide a volume over its customer's codes, the first having most."""
    codes = model.customers[row.customer].codes
    days = [f"{day}" for day in _days(model, row)]
    parts = split(row.quantity.numerator, range(len(codes), 0, -1))
    for code, part in zip(codes, parts, strict=True):
        if part:
            yield row.measure, row.customer, code, f"{first_day(row.month)}", *days, part


def _days(model: Model, row: VolumeRow) -> tuple[date, date] | tuple[()]:
    """Return the first and last day of the row's month on which its customer is there; empty where it is not at all."""
    customer, begin = model.customers[row.customer], first_day(row.month)
    end = begin.replace(day=monthrange(begin.year, begin.month)[1])
    first, last = max(begin, customer.from_ or begin), min(end, customer.to or end)
    return (first, last) if first <= last else ()


def _names(name: str, months: list[Month]) -> Iterator[tuple[str, Month | None]]:
    if "{month}" not in name:
        yield name, None
        return
    yield from ((name.replace("{month}", month_text(month)), month) for month in months)


def _write(engine: SqlEngine, text: SampleText, path: Path) -> None:
    made = engine.folder / f"made{path.suffix}"
    if path.suffix == ".parquet":
        engine.write_parquet(text.sql, made, text.file)
        with replacing(path) as (beside,):
            shutil.move(made, beside)
    else:
        engine.write_csv(text.sql, made, text.file)
        with replacing(path) as (beside,):
            _as_erp_text(made, beside, text.file)
        made.unlink()


def _as_erp_text(utf8: Path, path: Path, file: str) -> None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with utf8.open("rb") as made, path.open("wb") as written:
        while chunk := made.read(CHUNK):
            try:
                written.write(decoder.decode(chunk).replace("\n", "\r\n").encode("cp1252"))
            except UnicodeEncodeError as fault:
                reason = f"Windows-1252: {fault.object[fault.start]}"
                raise Faulty([Finding("sql_fails", file, values={"reason": reason})]) from None


def _decimal(scale: Fraction) -> str:
    whole, part = divmod(rounded(scale * 10**SCALE_DECIMALS), 10**SCALE_DECIMALS)
    return f"{whole}.{part:0{SCALE_DECIMALS}d}"
