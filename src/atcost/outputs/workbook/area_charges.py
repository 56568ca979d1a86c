"""What each receiver bears through the keys of an area, to the öre, and what one unit of a key weighs (C1, D3)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from atcost.core.model import HUNDRED
from atcost.outputs.workbook.area import (
    DIVISOR,
    KEYS,
    ORE,
    RUNNING_WEIGHT,
    UNIT_PRICE,
    VOLUME,
    WEIGHT,
    WHOLE_WEIGHT,
    AreaSheet,
)
from atcost.outputs.workbook.formula import Formula, call, differences, round_to
from atcost.outputs.workbook.places import Cell, Range, added, sum_between
from atcost.outputs.workbook.year import kronor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atcost.outputs.workbook.area_keys import KeyColumn


def through_keys(area: AreaSheet, found: list[KeyColumn], pool: Cell) -> None:
    """Split the pool over the keys by weight, and each key's öre over its receivers by volume.

    Where areas serve each other at once, the pool is what reaches the area's customers.
    """
    before: Cell | None = None
    expected = Fraction()
    for key in found:
        weight = _weight_to_customers(key) if area.is_solved else key.cell(WHOLE_WEIGHT)
        expected += key.cell(WHOLE_WEIGHT).number * added(key.received) / (added(key.block.whole.values()) or 1)
        before = key.put(RUNNING_WEIGHT, before + weight if before else weight, expected)
    if before is None:
        return
    row, divided = area.row(RUNNING_WEIGHT), call("IF", before.equals(0), 1, before)
    divisor = area.sheet.calculate(row, KEYS - 1, divided, "quantity", expected or 1)
    charged = charges_of(area)
    running = (round_to(pool * key.cell(RUNNING_WEIGHT) / divisor) for key in found)
    for key, ore in zip(found, differences(running), strict=True):
        key.put(ORE, ore, sum(charged.get((key.measure, name), 0) for name in key.receivers))
        _split(key, charged)


def _weight_to_customers(key: KeyColumn) -> Formula:
    """Return the key's weight times the customers' part of its volume."""
    part = key.cell(WHOLE_WEIGHT) * key.cell(DIVISOR) / key.cell(VOLUME)
    return call("IF", call("OR", key.cell(VOLUME).equals(0), sum_between(key.received).equals(0)), 0, part)


def _split(key: KeyColumn, expected: Mapping[tuple[str, str], int]) -> None:
    """Put what each receiver bears through the key: rounded running totals, each less the one before."""
    running = (round_to(key.cell(ORE) * _running(key, name) / key.cell(DIVISOR)) for name in key.receivers)
    for name, ore in zip(key.receivers, differences(running), strict=True):
        due = kronor(expected.get((key.measure, name), 0))
        key.area.sheet.calculate(key.area.rows[name], key.column, ore / HUNDRED, "money", due)


def _running(key: KeyColumn, name: str) -> Formula:
    """Return the running total of volumes at a receiver, of those alone who are given parts of the key."""
    running = key.area.sheet.cells[key.area.rows[name], key.block.running]
    return running - key.cell(VOLUME) + key.cell(DIVISOR) if key.area.is_solved and key.area.areas else running


def charges_of(area: AreaSheet) -> dict[tuple[str, str], int]:
    """Return what the engine charges and sends through each key."""
    pricing = area.year.pricing
    charges = {
        (each.key or "", each.customer): each.amount_ore
        for each in pricing.charges
        if each.area == area.name and each.kind in ("key", "tariff")
    }
    return charges | {
        (each.key or "", each.receiver): each.amount_ore for each in pricing.transfers if each.sender == area.name
    }


def by_tariff(area: AreaSheet, found: list[KeyColumn]) -> None:
    """Charge everybody its volumes at their unit prices."""
    expected, scale = charges_of(area), area.weight_scale or 1
    for key in found:
        for name, cell in key.block.whole.items():
            amount = round_to(cell * key.cell(WHOLE_WEIGHT) / (key.denominator * scale)) / HUNDRED
            area.sheet.calculate(cell.row, key.column, amount, "money", kronor(expected.get((key.measure, name), 0)))


def unit_prices(area: AreaSheet, found: list[KeyColumn]) -> None:
    """Put what one unit of each key weighs: its öre by its volume, or the tariff itself."""
    expected = {each.key: each.amount_ore for each in area.year.pricing.per_unit if each.area == area.name}
    for key in found:
        price = _tariff(key) if area.area.is_tariff else _unit_price(key, found)
        area.sheet.calculate(UNIT_PRICE, key.column, price, "money", kronor(expected.get(key.measure, 0)))


def _tariff(key: KeyColumn) -> Formula:
    return call("IF", key.cell(VOLUME).equals(0), 0, round_to(key.cell(WEIGHT), 2))


def _unit_price(key: KeyColumn, found: list[KeyColumn]) -> Formula:
    area, volume, weight = key.area, key.cell(VOLUME), key.cell(WHOLE_WEIGHT)
    if not area.is_solved:
        return round_to(key.cell(ORE) * key.denominator / key.cell(DIVISOR)) / HUNDRED
    all_weights = call("SUM", Range(found[0].cell(WHOLE_WEIGHT), found[-1].cell(WHOLE_WEIGHT)))
    ore = area.cells["gross"] * HUNDRED * weight / all_weights
    without = call("OR", volume.equals(0), weight.equals(0))
    return call("IF", without, 0, round_to(ore * key.denominator / volume) / HUNDRED)
