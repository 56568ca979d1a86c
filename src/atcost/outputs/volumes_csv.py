"""Volumes, the rows that counting refused, and the rows behind a volume, as CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from atcost.core.counting import REASONS, RefusedRow
from atcost.core.period import month_text
from atcost.core.words import decimal_text
from atcost.outputs.files import replacing
from atcost.outputs.open_data import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from atcost.core.model import VolumeRow
    from atcost.core.words import Language


def volumes_csv(rows: Iterable[VolumeRow]) -> str:
    """Return volumes.csv, in the order of the rows."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("measure", "customer", "month", "quantity"))
    writer.writerows((row.measure, row.customer, month_text(row.month), decimal_text(row.quantity)) for row in rows)
    return text.getvalue()


def refused_file(volumes: Path) -> Path:
    """Return where the rows stand that were refused when volumes were counted."""
    return volumes.with_suffix(".refused.csv")


def write_counted(
    output: Path,
    volumes: Callable[[], Iterable[VolumeRow]],
    refused: Callable[[], Iterable[RefusedRow]],
    language: Language,
) -> Path | None:
    """Write volumes, and the refused rows beside them; return where those are, if there are any.

    Both are asked for while nobody else writes there, so that they can keep what the files hold. They take their places
    together: a list of refused rows never stands beside volumes of another count.
    """
    listed = refused_file(output)
    with replacing(output, listed) as (volumes_beside, refused_beside):
        volumes_beside.write_text(volumes_csv(volumes()), encoding="utf-8", newline="")
        in_words = (
            row._replace(reason=REASONS[row.reason].say(language)) if row.reason in REASONS else row
            for row in refused()
        )
        number = write_rows(refused_beside, RefusedRow._fields, in_words)
        if not number:
            refused_beside.unlink()
    return listed if number else None


def write_rows(path: Path, columns: Iterable[str], rows: Iterable[Iterable[str | None]]) -> int:
    """Write rows of texts one at a time, since they may be many, formulas made harmless; return how many there are."""
    number = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(map(harmless, columns))
        for row in rows:
            writer.writerow(harmless(field or "") for field in row)
            number += 1
    return number
