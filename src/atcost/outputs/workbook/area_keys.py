"""The keys on an area's sheet: weights, and what each receiver bears through each key, to the öre (C1, C2)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from atcost.core.glossary import term
from atcost.core.model import HUNDRED
from atcost.core.words import Text
from atcost.outputs.workbook.area import (
    BLOCKS,
    DIVISOR,
    HEAD,
    KEYS,
    MEASURE,
    NAME,
    ORE,
    PLACE,
    RUNNING_WEIGHT,
    UNIT_PRICE,
    VOLUME,
    WEIGHT,
    WHOLE_WEIGHT,
    AreaSheet,
    Block,
)
from atcost.outputs.workbook.area_volumes import RUNNING, SHARE, WHOLE
from atcost.outputs.workbook.book import Range, SpareKey, sum_between
from atcost.outputs.workbook.formula import Formula, call, made, round_to
from atcost.outputs.workbook.year import WEIGHT_SCALE, kronor, percent, scale_of, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from atcost.core.model import Key
    from atcost.core.money import Exact
    from atcost.outputs.workbook.book import Cell
    from atcost.outputs.workbook.used import UsedTable

KEY, SPARE = Text("Nyckel", "Key"), Text("Ny nyckel", "New key")
TARIFF = Text("Styckpris, kronor", "Unit price, kronor")
LABELS = {
    MEASURE: term("measure"),
    WEIGHT: term("weight"),
    WHOLE_WEIGHT: Text("Vikt som heltal", "Weight as whole number"),
    RUNNING_WEIGHT: Text("Löpande vikt", "Running weight"),
    ORE: Text("Nyckelns öre", "Öre of the key"),
    VOLUME: Text("Volym som heltal", "Volume as whole number"),
    DIVISOR: Text("Delare", "Divisor"),
    UNIT_PRICE: Text("Pris per enhet", "Price per unit"),
    PLACE: Text("Mätetalets plats i listan", "Place of the measure in the list"),
}


@dataclass
class KeyColumn:
    """A key of an area, or room for one: its column, its volumes, and its cells."""

    area: AreaSheet
    column: int
    key: Key | None
    block: Block
    denominator: Formula
    """What whole numbers of its measure are divided by to be volumes."""

    def put(self, row: int, formula: Formula, expected: Exact) -> Cell:
        """Put one of the key's whole numbers."""
        return self.area.sheet.calculate(row, self.column, formula, "whole", expected)

    def cell(self, row: int) -> Cell:
        """Return a cell of the key."""
        return self.area.sheet.cells[row, self.column]

    @property
    def receivers(self) -> list[str]:
        """Return who is given parts of the key: customers only, where what areas send each other is solved."""
        return self.area.customers if self.area.is_solved else list(self.area.rows)

    @property
    def received(self) -> list[Cell]:
        """Return their volumes as whole numbers."""
        return [self.block.whole[name] for name in self.receivers]

    @property
    def measure(self) -> str:
        """Return the key's measure; nothing where there is only room for one."""
        return self.key.measure if self.key else ""


def keys(area: AreaSheet, table: UsedTable) -> list[KeyColumn]:
    """Put the area's keys and room for new ones: measures, weights or tariffs, and volumes."""
    for row, text in LABELS.items():
        label = TARIFF if row == WEIGHT and area.area.is_tariff else text
        area.sheet.put(row, NAME, area.year.say(label), "note")
    found = [
        KeyColumn(area, column, key, area.blocks[key.measure], made(area.uses.denominator(key.measure)))
        for key, column in area.key_columns.items()
    ]
    found += [_spare(area, number, table) for number in range(area.spares)]
    scale = _scale(area)
    for key in found:
        _head(key)
        _volumes(key)
        _weight(key, scale)
    return found


def _head(key: KeyColumn) -> None:
    year, sheet = key.area.year, key.area.sheet
    spare = key.key is None
    sheet.put(HEAD, key.column, year.say(SPARE) if spare else year.say(year.model.measures[key.measure].title), "head")
    if spare:
        return
    sheet.put(MEASURE, key.column, year.measure_labels[key.measure], "label")


def _spare(area: AreaSheet, number: int, table: UsedTable) -> KeyColumn:
    """Put room for a key: its measure is chosen from a list, its volumes looked up."""
    year, sheet, names = area.year, area.sheet, area.uses.names
    column = KEYS + len(area.area.keys) + number
    chosen = sheet.put(MEASURE, column, None, "input_choice")
    sheet.choices.append((Range(chosen, chosen), names.all_measures))
    known = call("COUNTIF", names.all_measures, chosen).equals(0)
    looked_up = call("IF", known, 0, call("MATCH", chosen, names.all_measures, 0))
    place = sheet.calculate(PLACE, column, looked_up, "whole", 0)
    block = Block(area.end + 1)
    sheet.put(BLOCKS, area.end, f"{year.say(SPARE)} {number + 1}", "label")
    sheet.put(HEAD, area.end, year.say(WHOLE), "head")
    for user, row in area.rows.items():
        volume = call("IF", place.equals(0), 0, call("INDEX", table.rows[user], place))
        block.whole[user] = sheet.calculate(row, area.end, volume, "whole", 0)
    area.end += 4
    denominator = call("IF", place.equals(0), 1, call("INDEX", table.denominators, place))
    return KeyColumn(area, column, None, block, denominator)


def _volumes(key: KeyColumn) -> None:
    """Put the key's volume over all receivers, running totals of it, and everybody's share."""
    year, sheet, block = key.area.year, key.area.sheet, key.block
    cells = list(block.whole.values())
    used, running = _sum(cells), Fraction()
    volume = key.put(VOLUME, sum_between(cells), used)
    divided = sum_between(key.received) if key.area.is_solved else volume
    key.put(DIVISOR, call("IF", divided.equals(0), 1, divided), _sum(key.received) or 1)
    sheet.put_row(HEAD, block.running, [year.say(RUNNING), year.say(SHARE)])
    before: Cell | None = None
    for cell in cells:
        running += cell.number
        before = sheet.calculate(cell.row, block.running, before + cell if before else cell, "whole", running)
        share = call("IF", volume.equals(0), 0, cell / volume)
        sheet.calculate(cell.row, block.share, share, "percent", cell.number / (used or 1))
    key.area.sum_below(block.share, "percent_sum")


def _scale(area: AreaSheet) -> int:
    """Return what makes weights, or tariffs in öre, whole."""
    if area.area.is_tariff:
        return scale_of(HUNDRED * (key.unit_price or 0) for key in area.area.keys)
    return scale_of((percent(key.weight or 0) for key in area.area.keys), WEIGHT_SCALE)


def _weight(key: KeyColumn, scale: int) -> None:
    """Put the input of a weight or tariff, and it as a whole number: 0 where nobody receives by the key."""
    area, sheet, name = key.area, key.area.sheet, f"area.{key.area.name}.key.{key.measure}"
    if area.area.is_tariff:
        tariff = sheet.put(WEIGHT, key.column, key.key.unit_price if key.key else None, "input_money")
        key.put(WHOLE_WEIGHT, whole(tariff * HUNDRED, scale, "money"), tariff.number * HUNDRED * (scale or 1))
        name += ".unit_price"
    else:
        weight = key.key.weight if key.key else None
        content = None if weight is None else percent(weight)
        tariff = sheet.put(WEIGHT, key.column, content, "input_percent")
        sheet.bounds.append((Range(tariff, tariff), 0, 1))
        expected = tariff.number * (scale or 1) if key.cell(VOLUME).exact else 0
        key.put(WHOLE_WEIGHT, call("IF", key.cell(VOLUME).equals(0), 0, whole(tariff, scale)), expected)
        name += ".weight"
    if key.key:
        area.year.book.inputs[name] = tariff
    else:
        area.year.book.spare_keys.append(SpareKey(area.name, key.cell(MEASURE), tariff))


def _sum(cells: Iterable[Cell]) -> Fraction:
    return sum((cell.number for cell in cells), Fraction())


def through_keys(area: AreaSheet, found: list[KeyColumn], pool: Cell) -> None:
    """Split the pool over the keys by weight, and each key's öre over its receivers by volume.

    Where areas serve each other at once, the pool is what reaches the area's customers.
    """
    before: Cell | None = None
    expected = Fraction()
    for key in found:
        weight = _weight_to_customers(key) if area.is_solved else key.cell(WHOLE_WEIGHT)
        expected += key.cell(WHOLE_WEIGHT).number * _sum(key.received) / (_sum(key.block.whole.values()) or 1)
        before = key.put(RUNNING_WEIGHT, before + weight if before else weight, expected)
    if before is None:
        return
    nothing = before.equals(0)
    divisor = area.sheet.calculate(RUNNING_WEIGHT, KEYS - 1, call("IF", nothing, 1, before), "quantity", expected or 1)
    running: Formula | None = None
    charged = charges_of(area)
    for key in found:
        after = round_to(pool * key.cell(RUNNING_WEIGHT) / divisor)
        ore = sum(charged.get((key.measure, name), 0) for name in key.receivers)
        key.put(ORE, after - running if running else after, ore)
        _split(key, charged)
        running = after


def _weight_to_customers(key: KeyColumn) -> Formula:
    """Return the key's weight times the customers' part of its volume."""
    part = key.cell(WHOLE_WEIGHT) * key.cell(DIVISOR) / key.cell(VOLUME)
    return call("IF", call("OR", key.cell(VOLUME).equals(0), sum_between(key.received).equals(0)), 0, part)


def _split(key: KeyColumn, expected: Mapping[tuple[str, str], int]) -> None:
    """Put what each receiver bears through the key: rounded running totals, each less the one before."""
    area, sheet, ore, divisor = key.area, key.area.sheet, key.cell(ORE), key.cell(DIVISOR)
    before: Formula | None = None
    for name in key.receivers:
        row = area.rows[name]
        running: Formula = sheet.cells[row, key.block.running]
        if area.is_solved and area.areas:
            running = running - key.cell(VOLUME) + divisor
        after = round_to(ore * running / divisor)
        amount = (after - before if before else after) / HUNDRED
        sheet.calculate(row, key.column, amount, "money", kronor(expected.get((key.measure, name), 0)))
        before = after


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
    expected, scale = charges_of(area), _scale(area) or 1
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
