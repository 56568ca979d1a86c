"""The volumes on an area's sheet: months of every measure that its keys need, and what they come to (C2 to C5)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.glossary import term
from atcost.core.period import month_text
from atcost.core.words import Text
from atcost.outputs.workbook.area import BLOCKS, HEAD, AreaSheet, Block
from atcost.outputs.workbook.book import Part
from atcost.outputs.workbook.formula import times, total
from atcost.outputs.workbook.places import Range
from atcost.outputs.workbook.used import UsedCells
from atcost.outputs.workbook.volumes import counted_months, divisor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from atcost.core.money import Exact
    from atcost.core.period import Month
    from atcost.outputs.workbook.formula import Formula
    from atcost.outputs.workbook.places import Cell

SUM = {
    "sum": Text("Summa", "Sum"),
    "mean": Text("Summa (medel räknas)", "Sum (averaged)"),
    "last": Text("Sista månad", "Last month"),
}
TAKEN = Text("Övertaget", "Taken over")
RAW, USED = Text("Oförändrad volym", "Raw volume"), Text("Använd volym", "Used volume")
WHOLE, RUNNING, SHARE = Text("Som heltal", "As whole number"), Text("Löpande", "Running"), Text("Andel", "Share")
OF_USED = (RAW, term("adjustment"), USED)


class Place(NamedTuple):
    """A user's row in a measure's block, from a column on."""

    measure: str
    user: str
    row: int
    column: int


def volume_blocks(area: AreaSheet) -> None:
    """Put a block for every measure that the area's keys need, parts of combined ones before them."""
    column = area.first_block
    keys = {key.measure for key in area.area.keys}
    for measure in _needed(area):
        area.sheet.put(BLOCKS, column, area.year.say(area.year.model.measures[measure].title), "text")
        combines = area.year.model.measures[measure].combines
        put = _counted if combines is None else partial(_combined, combines=combines)
        block = area.blocks[measure] = put(area, measure, column)
        last = block.share if measure in keys else block.share - 1
        months = column + (len(area.year.model.window(measure).months()) if combines is None else 0)
        parts = (column, months - 1), (months, last)
        area.printed += [Part(BLOCKS, left, area.counting - 1, right) for left, right in parts if left <= right]
        column = block.running + 2
    area.end = column


def _needed(area: AreaSheet) -> list[str]:
    found: dict[str, None] = {}
    for key in area.area.keys:
        found |= dict.fromkeys([*(area.year.model.measures[key.measure].combines or ()), key.measure])
    return list(found)


def _counted(area: AreaSheet, measure: str, column: int) -> Block:
    """Put a counted measure's months, their sum, what is taken over, adjusted and used."""
    year, sheet, uses = area.year, area.sheet, area.uses
    months = year.model.window(measure).months()
    takes = any(uses.taken_over(measure, user) for user in area.customers)
    heads = [SUM[year.model.measures[measure].over_window], *([TAKEN] if takes else []), *OF_USED]
    place = column + len(months)
    sheet.put_row(HEAD, column, [*map(month_text, months), *map(year.say, heads)])
    if months:
        sheet.folded.append((column, place - 1))
    for user, row in (area.gone | area.rows).items():
        if (measure, user) in uses.counted.months:
            _months(area, Place(measure, user, row, column), months)
    block = Block(place + len(heads))
    for user, row in area.rows.items():
        volume: Formula = sheet.cells[row, place]
        if takes:
            parts = uses.taken_over(measure, user)
            taken = total(times(uses.sums[measure, gone], part) for gone, part in parts)
            expected = sum(uses.summed(measure, gone) * part for gone, part in parts)
            volume = volume + sheet.calculate(row, place + 1, taken, "quantity", expected)
        formulas = volume / divisor(year.model, measure), uses.adjusted(measure, user)
        whole = partial(uses.whole, measure, volume)
        block.whole[user] = _used(area, Place(measure, user, row, place + 1 + takes), *formulas, whole)
    _sums(area, block, range(place, block.share))
    return block


def _months(area: AreaSheet, place: Place, months: list[Month]) -> None:
    """Refer to a user's counts on the sheet of volumes, and put what they come to over the window.

    What another area's sheet has summed is summed there.
    """
    year, name, calculate = area.year, (place.measure, place.user), area.sheet.calculate
    counts, counted = area.uses.counted.months[name], counted_months(year.model, place.measure)
    cells = {
        month: calculate(place.row, column, counts[month], "quantity", year.counts.get((*name, month), 0))
        for column, month in enumerate(months, start=place.column)
    }
    formula = area.uses.sums.get(name) or total([Range(cells[counted[0]], cells[counted[-1]])])
    cell = calculate(place.row, place.column + len(months), formula, "quantity", area.uses.summed(*name))
    area.uses.sums.setdefault(name, cell)


def _combined(area: AreaSheet, measure: str, column: int, combines: Mapping[str, Exact]) -> Block:
    """Put what a combined measure's parts come to together."""
    uses = area.uses
    area.sheet.put_row(HEAD, column, map(area.year.say, OF_USED))
    block = Block(column + len(OF_USED))
    for user, row in area.rows.items():
        parts = {part: uses.cells[part, user] for part in combines}
        raw = total(times(parts[part].raw, factor) for part, factor in combines.items())
        adjusted = total(times(parts[part].adjusted, factor) for part, factor in combines.items())
        whole = uses.combined(measure, {part: cells.whole for part, cells in parts.items()})
        block.whole[user] = _used(area, Place(measure, user, row, column), raw, adjusted, partial(_given, whole))
    _sums(area, block, range(column, block.share))
    return block


def _used(area: AreaSheet, place: Place, raw: Formula, adjusted: Formula, whole: Callable[[Formula], Formula]) -> Cell:
    """Put a raw volume, what adjustments add, what is used, and that as a whole number; return that.

    What another area's sheet has is calculated there. ``whole`` is given what adjustments add.
    """
    measure, user, row, column = place
    uses, put, expected = area.uses, area.sheet.calculate, area.year.pricing.used[measure]
    known = uses.cells.get((measure, user))
    if known:
        raw, adjusted, whole = known.raw, known.adjusted, partial(_given, known.whole)
    of_raw = put(row, column, raw, "quantity", expected.raw.get(user, 0))
    of_adjusted = put(row, column + 1, adjusted, "quantity", expected.adjustments.get(user, 0))
    of_whole = put(row, column + 4, whole(of_adjusted), "whole", uses.expected(measure, user))
    used = of_whole / uses.denominator(measure)
    of_used = put(row, column + 2, used, "quantity", expected.quantities.get(user, 0))
    uses.cells.setdefault((measure, user), UsedCells(of_raw, of_adjusted, of_used, of_whole))
    return of_whole


def _given(whole: Formula, _: Formula) -> Formula:
    """Return what is calculated already, adjustments in it."""
    return whole


def _sums(area: AreaSheet, block: Block, columns: Iterable[int]) -> None:
    area.sheet.put(HEAD, block.column, area.year.say(WHOLE), "head")
    for column in (*columns, block.column):
        area.sum_below(column, "quantity_sum")
