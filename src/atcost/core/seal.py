"""The digest: one short name for exactly this model, budget and volumes (docs/arithmetic.md, seal)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from atcost.core.model import BudgetRow, Model, VolumeRow, Volumes

IN_MODEL_ORDER = frozenset({"customers", "areas", "services", "keys", "overheads"})
NOT_SEALED = frozenset({"previous"})


def digest(model: Model, volumes: Volumes) -> str:
    """Return ``sha256:`` and the SHA-256 of the canonical form of a model and its volumes.

    The order of customers, areas, services, keys and overheads counts, since it decides who gets an odd öre; that of
    CSV rows and measures does not. Where a row stands in its file, and where the year before lies, is left out.
    """
    sealed = {"model": canonical(model), "volumes": _rows(volumes.rows)}
    text = json.dumps(sealed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def canonical(value: Any) -> Any:  # noqa: ANN401 -- any value of a document
    """Return a document's value as canonical JSON has it: rationals as ``n/d``, ordered tables as arrays."""
    if is_dataclass(value):
        return {
            field.name: _entry(field.name, getattr(value, field.name))
            for field in fields(value)
            if field.name not in NOT_SEALED
        }
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int | Fraction):
        return _rational(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: canonical(entry) for key, entry in value.items()}
    return [canonical(entry) for entry in value]


def _entry(name: str, value: Any) -> Any:  # noqa: ANN401 -- any value of a document
    if name == "budget":
        return _rows(value)
    if name in IN_MODEL_ORDER and isinstance(value, dict):
        return [{"id": key, **canonical(entry)} for key, entry in value.items()]
    return canonical(value)


def _rows(rows: tuple[BudgetRow, ...] | tuple[VolumeRow, ...]) -> list[list[str]]:
    """Return rows without their place in the file, sorted, so that the file's order does not count."""
    return sorted([_text(value) for value in row[:-1]] for row in rows)


def _text(value: str | int | Fraction | None) -> str:
    return value if isinstance(value, str) else "" if value is None else _rational(value)


def _rational(value: int | Fraction) -> str:
    return f"{value.numerator}/{value.denominator}" if value.denominator != 1 else str(value.numerator)
