"""What lies beside a file that is missing: often the file itself, under another name or as a workbook."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".ods", ".numbers"}
LIKE = 0.7
"""How much of two names is the same where one may be meant for the other, such as ``budget (1)`` for ``budget``."""


def missing(path: Path) -> tuple[str, dict[str, str]]:
    """Return the rule that a missing file breaks, and what its message names: the file beside that is most like it."""
    near = _most_like(path, _files_beside(path))
    if near is None:
        return "file_missing", {}
    rule = "file_is_workbook" if near.suffix.lower() in WORKBOOKS else "file_misnamed"
    return rule, {"found": near.name, "name": path.name}


def _files_beside(path: Path) -> list[Path]:
    try:
        return sorted(file for file in path.parent.iterdir() if file.is_file() and not file.name.startswith((".", "~")))
    except OSError:
        return []


def _most_like(path: Path, files: Iterable[Path]) -> Path | None:
    endings = {path.suffix, ".txt", "", *(WORKBOOKS if path.suffix == ".csv" else ())}
    likeness = {file: _likeness(path.name, file.name) for file in files if file.suffix.lower() in endings}
    near = max(likeness, key=lambda file: likeness[file], default=None)
    return near if near and likeness[near] >= LIKE else None


def _likeness(name: str, other: str) -> float:
    """Compare two names without their endings: ``budget.csv.txt`` is as like ``budget.csv`` as can be."""
    one, two = (each.lower().partition(".")[0] for each in (name, other))
    return SequenceMatcher(None, one, two).ratio()
