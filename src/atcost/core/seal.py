"""The seal: a price list with all that it came from, frozen as one canonical text (docs/arithmetic.md, seal).

Numbers and amounts stand in it as text, rationals as ``n/d``; months, names and entries as the documents have them.
What says no more than its default is left out: a later version, whose documents can say more, then writes the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from atcost.core.model import called, name_in_document
from atcost.core.period import month_text
from atcost.core.words import Text, kronor_plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from dataclasses import Field

    from atcost.core.hourly import HourlyPrice
    from atcost.core.model import Model, Volumes
    from atcost.core.pricing import Pricing

FORMAT = 1
"""The form of a sealed list: which entries it has, and how they are written."""
IN_MODEL_ORDER = frozenset({"customer", "area", "service", "overhead"})
"""Tables whose order decides who gets an odd öre; keys are a list already."""
NOT_SEALED = frozenset({"previous"})

CHARGE = ("area", "customer", "kind", "key", "service", "amount_ore", "quantity", "total_quantity")
TRANSFER = ("sender", "receiver", "key", "amount_ore")
HOURLY = ("area", "staff", "amount_ore", "hours", "income_ore")
PER_UNIT = ("area", "key", "amount_ore")
CHANGE = ("area", "service", "before", "after", "cost_ore", "formerly_by_the_hour_ore")
CHANGES = ("excluding_ore", "came_ore", "went_ore", "months_moved_ore", "overhead_moved_ore", "including_ore")
ACCOUNT = (
    *("fte", "staff_ore", "other_ore", "carried_ore", "by_the_hour_ore", "by_the_hour_income_ore", "own_cost_ore"),
    *("received_ore", "sent_ore", "self_cost_ore", "rounding_ore", "over_recovery_ore", "unit_rounding_ore"),
)
"""What is sealed of each part of the result: named one by one, so that a new attribute changes no sealed list."""


@dataclass(frozen=True, kw_only=True)
class Seal:
    """What a sealed list says of itself; ``previous_digest`` is that of the list that it was shown beside."""

    format: int
    arithmetic: int
    version: str
    digest: str
    on: date | None = called("date", default=None)
    proposal: bool = False
    previous_digest: str | None = None


def digest(model: Model, volumes: Volumes) -> str:
    """Return ``sha256:`` and the SHA-256 of the canonical form of a model and its volumes.

    The order of customers, areas, services, keys and overheads counts, since it decides who gets an odd öre; that of
    CSV rows and measures does not. Where a row stands in its file, and where the year before lies, is left out.
    """
    return checksum(documents(model, volumes))


def sealed(pricing: Pricing, seal: Seal) -> dict[str, Any]:
    """Return a sealed list as plain data: what it says of itself, its documents, its result, and checksums of each."""
    found = {**canonical(seal), **documents(pricing.model, pricing.volumes), "result": result(pricing)}
    return {**found, "checksums": checksums(found)}


def documents(model: Model, volumes: Volumes) -> dict[str, Any]:
    """Return the model, its budget and its volumes as canonical JSON has them; rows without their place in the file."""
    budget = (
        [row.area, row.service, row.staff, _optional(row.fte), _optional(row.amount), row.source, row.evidence]
        for row in model.budget
    )
    used = ([row.measure, row.customer, month_text(row.month), _rational(row.quantity)] for row in volumes.rows)
    return {"model": canonical(model), "budget": sorted(map(_without_end, budget)), "volumes": sorted(used)}


def result(pricing: Pricing) -> dict[str, Any]:
    """Return every amount that a price list shows of its own year, in kronor, and what each came from."""
    return {
        "areas": [
            {"id": area, **_amounts(account, ACCOUNT), "overhead": _kronor_by_id(account.overhead_ore)}
            for area, account in pricing.areas.items()
        ],
        "charges": [_amounts(charge, CHARGE) for charge in pricing.charges],
        "prices": [
            {"area": area, "customer": customer, "amount": kronor_plain(amount_ore)}
            for (area, customer), amount_ore in pricing.prices.items()
        ],
        "customers": _kronor_by_id(pricing.customer_totals()),
        "transfers": [_amounts(transfer, TRANSFER) for transfer in pricing.transfers],
        "hourly": [_amounts(price, HOURLY) for area in pricing.areas for price in _hourly(pricing, area)],
        "per_unit": [_amounts(price, PER_UNIT) for price in pricing.per_unit],
        "changes": [_amounts(change, CHANGE) for change in pricing.changes.services],
        "changes_by_area": [{"id": area, **_amounts(of, CHANGES)} for area, of in pricing.changes.areas.items()],
        "total": kronor_plain(pricing.total_ore),
        "total_excluding_changes": kronor_plain(pricing.total_excluding_changes_ore),
    }


def checksums(parts: Mapping[str, Any]) -> dict[str, str]:
    """Return the checksum of each part, so that one that is altered can be named."""
    return {name: checksum(part) for name, part in parts.items()}


def checksum(plain: Any) -> str:  # noqa: ANN401 -- any plain data
    """Return ``sha256:`` and the SHA-256 of plain data as canonical JSON."""
    return "sha256:" + hashlib.sha256(canonical_text(plain).encode()).hexdigest()


def canonical_text(plain: Any) -> str:  # noqa: ANN401 -- any plain data
    """Write plain data as canonical JSON: sorted keys, no blanks, letters as they are."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical_line(plain: Any) -> str:  # noqa: ANN401 -- any plain data
    """Return the whole text of a file: canonical JSON and a line feed."""
    return canonical_text(plain) + "\n"


def canonical(value: Any) -> Any:  # noqa: ANN401 -- any value of a document
    """Return a document's value as plain data, called as the document calls it."""
    if is_dataclass(value):
        entries = ((field, getattr(value, field.name)) for field in fields(value))
        return {name_in_document(field): _entry(field, entry) for field, entry in entries if _says(field, entry)}
    if isinstance(value, bool | str):
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


def _hourly(pricing: Pricing, area: str) -> list[HourlyPrice]:
    """Return an area's hourly prices in the order of their names: that of staff categories is not sealed."""
    return sorted(price for price in pricing.hourly if price.area == area)


def _amounts(value: object, names: Iterable[str]) -> dict[str, Any]:
    """Return the attributes of a part of the result: amounts in kronor, what it does not have left out."""
    found = {name: getattr(value, name) for name in names}
    return {
        name.removesuffix("_ore"): kronor_plain(entry) if name.endswith("_ore") else canonical(entry)
        for name, entry in found.items()
        if entry is not None
    }


def _kronor_by_id(amounts_ore: Mapping[str, int]) -> list[dict[str, str]]:
    return [{"id": name, "amount": kronor_plain(amount_ore)} for name, amount_ore in amounts_ore.items()]


def _optional(value: int | Fraction | None) -> str:
    return "" if value is None else _rational(value)


def _rational(value: int | Fraction) -> str:
    return f"{value.numerator}/{value.denominator}" if value.denominator != 1 else str(value.numerator)
