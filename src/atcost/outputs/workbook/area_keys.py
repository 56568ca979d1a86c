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
from atcost.outputs.workbook.book import SpareKey
from atcost.outputs.workbook.formula import Formula, call, made
from atcost.outputs.workbook.places import Range, added, sum_between
from atcost.outputs.workbook.year import percent, whole

if TYPE_CHECKING:
    from atcost.core.model import Key
    from atcost.core.money import Exact
    from atcost.outputs.workbook.places import Cell
    from atcost.outputs.workbook.used import UsedTable

KEY, SPARE = Text("Nyckel", "Key"), Text("Ny nyckel", "New key")
TARIFF = Text("Styckpris, kronor", "Unit price, kronor")
ONLY_COUNTED = Text("Så räknas nycklarna", "How keys are counted")
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
        return self.area.sheet.calculate(self.area.row(row), self.column, formula, "whole", expected)

    def cell(self, row: int) -> Cell:
        """Return a cell of the key."""
        return self.area.sheet.cells[self.area.row(row), self.column]

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
    area.sheet.put(area.counting, NAME, area.year.say(ONLY_COUNTED), "sum_label")
    for row, text in LABELS.items():
        label = TARIFF if row == WEIGHT and area.area.is_tariff else text
        area.sheet.put(area.row(row), NAME, area.year.say(label), "note")
    found = [
        KeyColumn(area, column, key, area.blocks[key.measure], made(area.uses.denominator(key.measure)))
        for key, column in area.key_columns.items()
    ]
    found += [_spare(area, number, table) for number in range(area.spares)]
    for key in found:
        _head(key)
        _volumes(key)
        _weight(key)
    if found:
        area.year.book.names[f"weights.{area.name}"] = Range(found[0].cell(WEIGHT), found[-1].cell(WEIGHT))
    return found


def _head(key: KeyColumn) -> None:
    year, sheet = key.area.year, key.area.sheet
    spare = key.key is None
    sheet.put(HEAD, key.column, year.say(SPARE) if spare else year.say(year.model.measures[key.measure].title), "head")
    if spare:
        return
    sheet.put(MEASURE, key.column, year.measure_labels[key.measure], "wrapped")


def _spare(area: AreaSheet, number: int, table: UsedTable) -> KeyColumn:
    """Put room for a key: its measure is chosen from a list, its volumes looked up."""
    year, sheet, names = area.year, area.sheet, area.uses.names
    column = KEYS + len(area.area.keys) + number
    chosen = sheet.put(MEASURE, column, None, "input_choice")
    sheet.choices.append((Range(chosen, chosen), names.all_measures))
    known = call("COUNTIF", names.all_measures, chosen).equals(0)
    looked_up = call("IF", known, 0, call("MATCH", chosen, names.all_measures, 0))
    place = sheet.calculate(area.row(PLACE), column, looked_up, "whole", 0)
    block = Block(area.end)
    sheet.put(BLOCKS, block.share, f"{year.say(SPARE)} {number + 1}", "text")
    sheet.put(HEAD, block.column, year.say(WHOLE), "head")
    for user, row in area.rows.items():
        volume = call("IF", place.equals(0), 0, call("INDEX", table.rows[user], place))
        block.whole[user] = sheet.calculate(row, block.column, volume, "whole", 0)
    area.end = block.running + 2
    denominator = call("IF", place.equals(0), 1, call("INDEX", table.denominators, place))
    return KeyColumn(area, column, None, block, denominator)


def _volumes(key: KeyColumn) -> None:
    """Put the key's volume over all receivers, running totals of it, and everybody's share."""
    year, sheet, block = key.area.year, key.area.sheet, key.block
    cells = list(block.whole.values())
    used, running = added(cells), Fraction()
    volume = sheet.add_up(key.area.row(VOLUME), key.column, cells, "whole")
    divided = sum_between(key.received) if key.area.is_solved else volume
    key.put(DIVISOR, call("IF", divided.equals(0), 1, divided), added(key.received) or 1)
    sheet.put(HEAD, block.share, year.say(SHARE), "head")
    sheet.put(HEAD, block.running, year.say(RUNNING), "head")
    before: Cell | None = None
    for cell in cells:
        running += cell.number
        before = sheet.calculate(cell.row, block.running, before + cell if before else cell, "whole", running)
        share = call("IF", volume.equals(0), 0, cell / volume)
        sheet.calculate(cell.row, block.share, share, "percent", cell.number / (used or 1))
    key.area.sum_below(block.share, "percent_sum")


def _weight(key: KeyColumn) -> None:
    """Put the input of a weight or tariff, and it as a whole number: 0 where nobody receives by the key."""
    area, sheet, scale = key.area, key.area.sheet, key.area.weight_scale
    name = f"area.{key.area.name}.key.{key.measure}"
    if area.area.is_tariff:
        tariff = sheet.put(WEIGHT, key.column, key.key.unit_price if key.key else None, "input_money")
        sheet.bounds.append((Range(tariff, tariff), 0, None))
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
