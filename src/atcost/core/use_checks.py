"""Checks of what is used: who has a place on the list, and keys that reach somebody (C3, C4)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from atcost.core import transfers
from atcost.core.finding import ByCustomer, Finding
from atcost.core.model import HUNDRED
from atcost.core.money import rounded, to_ore
from atcost.core.naming import MODEL
from atcost.core.shares import receiving_areas
from atcost.core.volumes import final_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.core.model import Model, VolumeRow, Volumes
    from atcost.core.shares import Shares
    from atcost.core.volumes import UsedVolumes
    from atcost.core.words import Text


def users(model: Model, volumes: Volumes, found: UsedVolumes, _: Shares) -> Iterator[Finding]:
    """Users without a place on the list, customers without rows, and what a customer does not take, are told of."""
    ends = final_parts(model)
    lost = {name: left for name in model.customers if (left := 1 - sum(part for _, part in ends[name]))}
    rows = Counter(
        row.customer for row in (volumes.rows if lost else ()) if row.customer in lost and _is_counted(model, row)
    )
    for name, customer in model.customers.items():
        if rows[name]:
            percent = rounded(lost[name] * HUNDRED)
            who = ByCustomer({name: customer.title})
            values = {"customer": who, "rows": rows[name], "percent": percent, "year": str(model.year)}
            yield Finding("left_out", volumes.file, path=name, values=values)
    listed = model.listed_customers()
    not_taking = {area: model.not_taking(area) for area in model.areas}
    for measure, areas in _areas_by_measure(model).items():
        quantities = found[measure].quantities
        taking_none = set.intersection(*(not_taking[area] for area in areas))
        takers = [name for name in listed if name not in taking_none]
        without = ByCustomer({name: model.customers[name].title for name in takers if name not in quantities})
        if without and len(without) < len(takers):
            values = {"measure": model.measures[measure].title, "customers": without}
            yield Finding("customers_without_rows", volumes.file, path=measure, values=values)
        for area in areas:
            for name in listed:
                if name in not_taking[area] and quantities.get(name):
                    who = ByCustomer({name: model.customers[name].title})
                    values = {**_titles(model, measure, area), "customer": who}
                    yield Finding("not_taken", volumes.file, path=measure, values=values)
            using = [user for user in model.areas if user in quantities]
            yield from _area_use(model, volumes, measure, area, using)


def used(model: Model, _: Volumes, found: UsedVolumes, __: Shares) -> Iterator[Finding]:
    """No used volume is below zero."""
    for measure, volume in found.items():
        if model.measures[measure].combines is None:
            for user, adjustment in volume.adjustments.items():
                quantity, raw = volume.quantities[user], volume.raw.get(user, 0)
                if quantity < 0 <= raw:
                    values = {
                        "measure": model.measures[measure].title,
                        "customer": _title(model, user),
                        "used": quantity,
                        "adjustment": adjustment,
                        "raw": raw,
                    }
                    path = f"adjustment.{_lowering(model, measure, user)}"
                    yield Finding("below_zero", MODEL, path=path, cell=f"volume.{measure}.{user}", values=values)


def any_volumes(model: Model, volumes: Volumes, found: UsedVolumes, _: Shares) -> Iterator[Finding]:
    """A year with keys has volumes; where it has none yet, that says it all."""
    if _is_to_come(model, volumes, found):
        yield Finding("no_volumes", volumes.file, values={"window": model.volumes})


def receivers(model: Model, volumes: Volumes, found: UsedVolumes, shared: Shares) -> Iterator[Finding]:
    """Every key has volume and reaches somebody; an area with a cost has keys that do."""
    to_come = _is_to_come(model, volumes, found)
    for area_id, area in model.areas.items():
        empty, reached, unreached = [], [], []
        reaching = {key.measure for key in shared[area_id]}
        for key in area.keys:
            if not any(found[key.measure].quantities.values()):
                empty.append(key)
            elif key.measure in reaching:
                reached.append(key)
            else:
                unreached.append(key)
        reaches = area.is_tariff or sum(key.weight or 0 for key in reached) != 0
        told = [("key_without_volume", key) for key in empty if len(model.window(key.measure)) and not to_come]
        told += [("key_without_receiver", key) for key in unreached if reaches]
        for rule, key in told:
            values = {"measure": model.measures[key.measure].title, "area": area.title}
            yield Finding(rule, MODEL, path=f"area.{area_id}.key.{key.measure}", values=values)
        if area.keys and not reaches and not empty:
            yield Finding("area_without_receiver", MODEL, path=f"area.{area_id}.key", values={"area": area.title})
        if not area.keys and (_has_keyed_cost(model, area_id) or _receives(area_id, shared)):
            yield Finding(
                "area_without_keys", MODEL, path=f"area.{area_id}", values={"area": area.title, "name": area_id}
            )


def closed_groups(model: Model, _: Volumes, found: UsedVolumes, shared: Shares) -> Iterator[Finding]:
    """Areas that serve each other reach customers, too."""
    if model.method != "reciprocal":
        return
    if not any(quantity < 0 for volume in found.values() for quantity in volume.quantities.values()):
        for group in transfers.closed_groups(shared):
            titles = [model.areas[area].title for area in group]
            yield Finding("closed_group", MODEL, path=f"area.{group[0]}", values={"names": titles})


def _is_to_come(model: Model, volumes: Volumes, found: UsedVolumes) -> bool:
    """Tell whether there is no volume at all, neither in a row nor by an adjustment."""
    counted = any(key.measure in found for area in model.areas.values() for key in area.keys)
    return counted and not volumes.rows and not model.adjustments


def _lowering(model: Model, measure: str, user: str) -> int:
    """Return the number of the adjustment that lowers a volume most."""
    adjusted = {
        entry.quantity: number
        for number, entry in enumerate(model.adjustments, start=1)
        if (entry.measure, entry.customer) == (measure, user)
    }
    return adjusted[min(adjusted)]


def _is_counted(model: Model, row: VolumeRow) -> bool:
    return row.measure in model.measures and row.month in model.window(row.measure)


def _area_use(model: Model, volumes: Volumes, measure: str, area: str, using: list[str]) -> Iterator[Finding]:
    for user in using:
        values = {**_titles(model, measure, area), "user": model.areas[user].title, "method": model.method}
        if user == area:
            yield Finding("own_use", volumes.file, path=measure, values=values)
        elif user not in receiving_areas(model, area):
            yield Finding("area_use_left_out", volumes.file, path=measure, values=values)


def _areas_by_measure(model: Model) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for area_id, area in model.areas.items():
        for key in area.keys:
            found.setdefault(key.measure, []).append(area_id)
    return {measure: found[measure] for measure in model.measures if measure in found}


def _has_keyed_cost(model: Model, area_id: str) -> bool:
    area = model.areas[area_id]
    shared = {
        name
        for name, service in area.services.items()
        if "base" in (service.kind, service.before) and not service.only_for
    }
    budgeted = any(row.area == area_id and row.service in shared and (row.fte or row.amount) for row in model.budget)
    return budgeted or sum(to_ore(entry.amount) for entry in area.carried) != 0


def _receives(area_id: str, shared: Shares) -> bool:
    return any(area_id in key.receivers[: key.first_customer] for of_area in shared.values() for key in of_area)


def _title(model: Model, user: str) -> Text:
    return model.areas[user].title if user in model.areas else model.customers[user].title


def _titles(model: Model, measure: str, area: str) -> dict[str, object]:
    return {"measure": model.measures[measure].title, "area": model.areas[area].title}
