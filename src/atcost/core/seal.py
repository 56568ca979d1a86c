"""The digest: one short name for exactly this model, budget and volumes (docs/arithmetic.md, seal).

Numbers and amounts stand in it as text, rationals as ``n/d``; months, names and entries as the documents have them.
What says no more than its default is left out: a later version, whose documents can say more, then writes the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from atcost.core.model import name_in_document
from atcost.core.period import month_text
from atcost.core.words import Text

if TYPE_CHECKING:
    from dataclasses import Field

    from atcost.core.model import Model, Volumes

IN_MODEL_ORDER = frozenset({"customer", "area", "service", "overhead"})
"""Tables whose order decides who gets an odd öre; keys are a list already."""
NOT_SEALED = frozenset({"previous"})


def digest(model: Model, volumes: Volumes) -> str:
    """Return ``sha256:`` and the SHA-256 of the canonical form of a model and its volumes.

    The order of customers, areas, services, keys and overheads counts, since it decides who gets an odd öre; that of
    CSV rows and measures does not. Where a row stands in its file, and where the year before lies, is left out.
    """
    return checksum(documents(model, volumes))


def documents(model: Model, volumes: Volumes) -> dict[str, Any]:
    """Return the model, its budget and its volumes as canonical JSON has them; rows without their place in the file."""
    budget = (
        [row.area, row.service, row.staff, _optional(row.fte), _optional(row.amount), row.source, row.evidence]
        for row in model.budget
    )
    used = ([row.measure, row.customer, month_text(row.month), _rational(row.quantity)] for row in volumes.rows)
    return {"model": canonical(model), "budget": sorted(map(_without_end, budget)), "volumes": sorted(used)}


def checksum(plain: Any) -> str:  # noqa: ANN401 -- any plain data
    """Return ``sha256:`` and the SHA-256 of plain data as canonical JSON."""
    return "sha256:" + hashlib.sha256(canonical_text(plain).encode()).hexdigest()


def canonical_text(plain: Any) -> str:  # noqa: ANN401 -- any plain data
    """Write plain data as canonical JSON: sorted keys, no blanks, letters as they are."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: Any) -> Any:  # noqa: ANN401 -- any value of a document
    """Return a document's value as plain data, called as the document calls it."""
    if is_dataclass(value):
        entries = ((field, getattr(value, field.name)) for field in fields(value))
        return {name_in_document(field): _entry(field, entry) for field, entry in entries if _says(field, entry)}
    if isinstance(value, str):
        return value
    if isinstance(value, int | Fraction):
        return _rational(value)
    if isinstance(value, date):
        return value.isoformat()
    value = value._asdict() if isinstance(value, Text) else value
    if isinstance(value, Mapping):
        return {key: canonical(entry) for key, entry in value.items()}
    return [canonical(entry) for entry in value]


def _says(field: Field[Any], entry: object) -> bool:
    """Tell whether a field belongs in the seal and says more than its default."""
    default = field.default if field.default_factory is MISSING else field.default_factory()
    return name_in_document(field) not in {"", *NOT_SEALED} and entry != default


def _entry(field: Field[Any], entry: Any) -> Any:  # noqa: ANN401 -- any value of a document
    """Return a field's value; where its type says more than the value (a month is a whole number), by its type."""
    if name_in_document(field) in IN_MODEL_ORDER and isinstance(entry, Mapping):
        return [{"id": key, **canonical(of_key)} for key, of_key in entry.items()]
    if str(field.type).startswith("Month"):
        return month_text(entry)
    return entry if field.type == "int" else canonical(entry)


def _without_end(row: list[str]) -> list[str]:
    """Return a row without the empty fields at its end."""
    return row[: max((number for number, field in enumerate(row, start=1) if field), default=0)]


def _optional(value: int | Fraction | None) -> str:
    return "" if value is None else _rational(value)


def _rational(value: int | Fraction) -> str:
    return f"{value.numerator}/{value.denominator}" if value.denominator != 1 else str(value.numerator)
