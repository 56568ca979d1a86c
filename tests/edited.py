"""A year's folder edited as a person edits it, cell by cell: the files' own text, and nothing of core's cells.

Numbers are written as ``n/d``, which every file reads.
"""

from __future__ import annotations

import csv
import shutil
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import tomlkit

from atcost.inputs.model_folder import read_year

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from atcost.core.money import Exact
    from atcost.inputs.model_folder import Year


def edited(folder: Path, to: Path, values: Mapping[str, Any]) -> Year:
    """Copy a year's folder, set cells in its files, and read it; used volumes last."""
    shutil.copytree(folder, to, ignore=shutil.ignore_patterns("measures"))
    for address, value in sorted(values.items(), key=lambda each: is_used(each[0])):
        kind, *parts = address.split(".")
        EDITS.get(kind, edit_entry)(to, [kind, *parts] if kind not in EDITS else parts, value)
    return read_year(to)


def is_used(address: str) -> bool:
    return address.startswith("volume.") and address.count(".") == 2


def edit_entry(folder: Path, parts: list[str], value: Any) -> None:
    """Set an entry of model.toml by its path; a key that isn't there is added."""

    def set_in(document: Any) -> None:
        table = document
        for part in parts[:-1]:
            table = entered(table, part)
        if value is None:
            table.pop(parts[-1], None)
        else:
            table[parts[-1]] = list(value) if isinstance(value, tuple) else written(value)

    edit_model(folder, set_in)


def entered(table: Any, part: str) -> Any:
    if not isinstance(table, list):
        return table.setdefault(part, {}) if part == "index" else table[part]
    if part.isdigit():
        return table[int(part) - 1]
    if not any(item["measure"] == part for item in table):
        table.append({"measure": part})
    return next(item for item in table if item["measure"] == part)


def edit_model(folder: Path, edit: Callable[[Any], None]) -> None:
    file = folder / "model.toml"
    document = tomlkit.parse(file.read_text(encoding="utf-8")).unwrap()
    edit(document)
    file.write_text(tomlkit.dumps(document), encoding="utf-8")


def edit_fte(folder: Path, parts: list[str], value: Exact) -> None:
    edit_budget(folder, parts, {"fte": str(value)})


def edit_amount(folder: Path, parts: list[str], value: Exact) -> None:
    edit_budget(folder, [*parts, ""], {"amount": str(value)})


def edit_budget(folder: Path, parts: list[str], value: dict[str, str]) -> None:
    """Replace the rows of a service and staff category by one."""
    rows = read_rows(folder / "budget.csv")
    place = dict(zip(("area", "service", "staff"), parts, strict=True))
    kept = [row for row in rows if place.items() - row.items()]
    write_rows(folder / "budget.csv", [*kept, dict.fromkeys(rows[0], "") | place | {"source": "edited"} | value])


def edit_volume(folder: Path, parts: list[str], value: Exact) -> None:
    """Replace a month's row, or adjust a used volume to what it shall be; of a combined one each part in proportion."""
    measure, customer, *months = parts
    if months:
        rows = read_rows(folder / "volumes.csv")
        place = {"measure": measure, "customer": customer, "month": months[0]}
        kept = [row for row in rows if place.items() - row.items()]
        write_rows(folder / "volumes.csv", [*kept, place | {"quantity": str(value)}])
        return
    year = read_year(folder)
    used = {name: of_measure.quantities.get(customer, 0) for name, of_measure in year.checked.used.items()}
    for name in year.documents()[0].measures[measure].combines or [measure]:
        change = value - used[name] if name == measure else used[name] * (Fraction(value) / used[measure] - 1)
        by_hand = {"quantity": str(change), "reason": "edited", "by": "a test", "on": "2020-01-01"}
        adjust(folder, {"measure": name, "customer": customer, **by_hand})


def adjust(folder: Path, adjustment: dict[str, str]) -> None:
    edit_model(folder, lambda document: document.setdefault("adjustment", []).append(adjustment))


def read_rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def write_rows(file: Path, rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def written(value: Any) -> Any:
    return str(value) if isinstance(value, Fraction) else value


EDITS = {"fte": edit_fte, "amount": edit_amount, "volume": edit_volume}
