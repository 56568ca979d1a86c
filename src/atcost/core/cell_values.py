"""The values of cells: how each kind is read from a year's two documents, and how it is set in them.

A value is reached by the parts of its address (``core/cells.py``). What the documents don't say reads as None. Nothing
is changed in place: setting a value gives other documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from atcost.core.model import Adjustment, BudgetRow, Key, VolumeRow, name_in_document
from atcost.core.money import Exact
from atcost.core.period import month_text
from atcost.core.volumes import used_volumes
from atcost.core.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from atcost.core.model import Model, Volumes
    from atcost.core.period import Month
    from atcost.core.volumes import UsedVolumes

Value = Exact | date | str | tuple[str, ...] | None
"""A number (a month too), a date, a name or a choice, names."""
WHAT_IF = Text("Tänk om", "What if")


@dataclass(frozen=True)
class Documents:
    """A year's two documents, and what cells are read from beside them."""

    model: Model
    volumes: Volumes

    def both(self) -> tuple[Model, Volumes]:
        """Return the two."""
        return self.model, self.volumes

    @cached_property
    def used(self) -> UsedVolumes:
        """Return the used volumes."""
        return used_volumes(self.model, self.volumes)

    @cached_property
    def months(self) -> Mapping[str, Mapping[str, Month]]:
        """Return the months of each measure's window, and those that it has rows of, by their texts."""
        found = {name: set(self.model.window(name).months()) for name in self.model.measures}
        for measure, month in self.volumes.by_month:
            found.setdefault(measure, set()).add(month)
        return {name: {month_text(month): month for month in sorted(months)} for name, months in found.items()}


# Entries of model.toml: the address is the entry's path in the document.


def entry(documents: Documents, parts: Sequence[str]) -> Any:  # noqa: ANN401 -- any value of a document
    """Return the value of an entry of the model, or a table or list of it."""
    found: Any = documents.model
    for name in parts:
        found = named(found).get(name) if isinstance(found, Mapping | tuple) else _attribute(found, name)
    return found


def named(entries: Mapping[str, Any] | tuple[Any, ...]) -> Mapping[str, Any]:
    """Return a table's entries, or a list's by name: keys by their measure, all else by number."""
    if isinstance(entries, Mapping):
        return entries
    return {item.measure if isinstance(item, Key) else str(n): item for n, item in enumerate(entries, start=1)}


def put_entry(documents: Documents, parts: Sequence[str], value: Any) -> Documents:  # noqa: ANN401 -- as above
    """Set an entry of the model."""
    return replace(documents, model=_changed(documents.model, parts, value))


def put_key(documents: Documents, parts: Sequence[str], value: Value) -> Documents:
    """Set a key's weight or unit price; an area without a key on the measure gets one, behind the others (C1)."""
    of_area, measure = ["area", parts[1], "key"], parts[3]
    keys = entry(documents, of_area)
    if measure not in named(keys):
        documents = put_entry(documents, of_area, (*keys, Key(measure=measure)))
    return put_entry(documents, parts, value)


def _attribute(found: Any, name: str) -> Any:  # noqa: ANN401 -- any dataclass of the model
    return None if found is None else getattr(found, _field(found, name))


def _field(found: Any, name: str) -> str:  # noqa: ANN401 -- any dataclass of the model
    return next(field.name for field in fields(found) if name_in_document(field) == name)


def _changed(found: Any, parts: Sequence[str], value: Any) -> Any:  # noqa: ANN401 -- any value of a document
    if not parts:
        return value
    name, *rest = parts
    if isinstance(found, Mapping | tuple):
        changed = {**named(found), name: _changed(named(found)[name], rest, value)}
        return changed if isinstance(found, Mapping) else tuple(changed.values())
    field = _field(found, name)
    return replace(found, **{field: _changed(getattr(found, field), rest, value)})


# Rows of budget.csv: what a service has of a staff category, or of other costs, is one value over all its rows.


def fte(documents: Documents, parts: Sequence[str]) -> Value:
    """Return a service's FTE of a staff category."""
    return _sum(row.fte for row in _budget_rows(documents, parts))


def amount(documents: Documents, parts: Sequence[str]) -> Value:
    """Return a service's other costs, in SEK."""
    return _sum(row.amount for row in _budget_rows(documents, parts))


def put_fte(documents: Documents, parts: Sequence[str], value: Exact) -> Documents:
    """Set a service's FTE of a staff category."""
    return _with_budget_row(documents, parts, {"fte": value})


def put_amount(documents: Documents, parts: Sequence[str], value: Exact) -> Documents:
    """Set a service's other costs."""
    return _with_budget_row(documents, parts, {"amount": value})


def _budget_rows(documents: Documents, parts: Sequence[str]) -> list[BudgetRow]:
    return [row for row in documents.model.budget if row[:3] == _place(parts)]


def _place(parts: Sequence[str]) -> tuple[str, str, str]:
    """Return area, service and staff category of an address; rows of other costs have no category."""
    _, area, service, *staff = parts
    return area, service, staff[0] if staff else ""


def _with_budget_row(documents: Documents, parts: Sequence[str], value: dict[str, Any]) -> Documents:
    """Let the first row of a value hold all of it; where there is none, add one."""
    rows = _budget_rows(documents, parts) or [BudgetRow(*_place(parts), None, None, WHAT_IF.en)]
    others = [row for row in documents.model.budget if row not in rows]
    return replace(documents, model=replace(documents.model, budget=(*others, rows[0]._replace(**value))))


# Volumes: a month's count is a row of volumes.csv; a used volume is set by an adjustment (docs/arithmetic.md, 14).


def counted(documents: Documents, parts: Sequence[str]) -> Value:
    """Return a month's count."""
    return _sum(row.quantity for row in _volume_rows(documents, parts))


def put_counted(documents: Documents, parts: Sequence[str], value: Exact) -> Documents:
    """Set a month's count."""
    _, measure, user, month = parts
    return put_counts(documents, {(measure, user, documents.months[measure][month]): value})


def put_counts(documents: Documents, counts: Mapping[tuple[str, str, Month], Exact | None]) -> Documents:
    """Set the counts of some measures, users and months: in its first row where there is one, else in a new one.

    One that is None has no row any more.
    """
    kept: list[VolumeRow] = []
    left = {place: quantity for place, quantity in counts.items() if quantity is not None}
    for row in documents.volumes.rows:
        place = row.measure, row.customer, row.month
        if place in left:
            kept.append(row._replace(quantity=left.pop(place)))
        elif place not in counts:
            kept.append(row)
    new = (VolumeRow(*place, quantity) for place, quantity in left.items())
    return replace(documents, volumes=replace(documents.volumes, rows=(*kept, *new)))


def used(documents: Documents, parts: Sequence[str]) -> Value:
    """Return a used volume."""
    _, measure, user = parts
    return documents.used[measure].quantities.get(user)


def put_used(documents: Documents, parts: Sequence[str], value: Exact) -> Documents:
    """Adjust a used volume; of a combined measure each part, in proportion (nothing, where they have no volume)."""
    _, measure, user = parts
    old = documents.used[measure].quantities.get(user, 0)
    combined = documents.model.measures[measure].combines
    part = Fraction(value - old) / old if old else Fraction(0)
    changes = (
        {measure: value - old}
        if combined is None
        else {name: documents.used[name].quantities.get(user, 0) * part for name in combined}
    )
    model = documents.model
    more = [_adjustment(model, name, user, quantity) for name, quantity in changes.items() if quantity]
    return replace(documents, model=replace(model, adjustments=(*model.adjustments, *more)))


def _volume_rows(documents: Documents, parts: Sequence[str]) -> list[VolumeRow]:
    _, measure, user, month = parts
    rows = documents.volumes.by_month.get((measure, documents.months[measure][month]), ())
    return [row for row in rows if row.customer == user]


def _adjustment(model: Model, measure: str, user: str, quantity: Exact) -> Adjustment:
    return Adjustment(
        measure=measure, customer=user, quantity=quantity, reason=WHAT_IF, by="atcost", on=model.first_day
    )


def _sum(values: Iterable[Exact | None]) -> Value:
    """Add up what there is; None where there is nothing."""
    there = [value for value in values if value is not None]
    return sum(there) if there else None
