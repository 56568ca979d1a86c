"""What makes a drawn year invalid by the arithmetic page: the errors that need calculating to be seen.

Everything else that the page calls an error (weights beside 100, unknown names, cycles …) is never drawn.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.oracle import answer, shares_of_areas
from tests.oracle_cost import Column, hours_by_staff, service_costs
from tests.oracle_volumes import kept_keys, used_volumes

if TYPE_CHECKING:
    from atcost.core.model import Model, Volumes
    from tests.oracle_volumes import Used

COLUMNS: tuple[Column, ...] = ("kind", "before")


def faults(model: Model, volumes: Volumes) -> list[str]:
    """Return why a year can't be priced, in both columns."""
    used = used_volumes(model, volumes)
    found = _volume_faults(model, used) or _closed_groups(model, used)
    return found or [fault for column in COLUMNS for fault in _cost_faults(model, volumes, column)]


def _volume_faults(model: Model, used: Used) -> list[str]:
    found = [f"{measure} below zero" for measure, users in used.items() if min(users.values(), default=0) < 0]
    for area, entry in model.areas.items():
        found += [f"{area} {key.measure} is zero" for key in entry.keys if sum(used[key.measure].values()) == 0]
        if entry.keys and not kept_keys(model, used, area):
            found.append(f"{area} has no receiver")
    return found


def _closed_groups(model: Model, used: Used) -> list[str]:
    """Name the areas whose cost never reaches a customer by weights.

    Reading: a tariff area is no way out, since the page shares what is left of the areas' cost by their customers'
    parts, and there would be none.
    """
    keys = {area: kept_keys(model, used, area) for area in model.areas}
    reach = {area for area in model.areas if any(key.weight and key.customers(model) for key in keys[area])}
    sends = [pair for pair, share in shares_of_areas(model, keys).items() if share != 0]
    for _ in model.areas:
        reach |= {sender for sender, receiver in sends if receiver in reach}
    return [
        f"{area} is in a closed group"
        for area, entry in model.areas.items()
        if entry.keys and not entry.is_tariff and area not in reach
    ]


def _cost_faults(model: Model, volumes: Volumes, column: Column) -> list[str]:
    spreads = any(overhead.amount is not None for overhead in model.overheads.values())
    if spreads and not sum(cost.fte for cost in service_costs(replace(model, overheads={}), column)):
        return ["an overhead amount without FTE"]
    result = answer(model, volumes, column)
    found = []
    for area, entry in model.areas.items():
        costs = [cost for cost in result.costs if cost.area == area]
        if any(cost.is_by_the_hour for cost in costs) and not sum(hours_by_staff(area, costs).values()):
            found.append(f"{area} sells by the hour and has no hours")
        to_share = any(cost.is_keyed for cost in costs) or result.keyed[area] or result.received(area)
        if to_share and not entry.keys:
            found.append(f"{area} has no keys and something to share")
    return found
