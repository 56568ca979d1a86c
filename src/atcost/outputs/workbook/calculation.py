"""The sheets that calculate, from inputs to prices, in the order in which formulas need each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.allocation import sending_order
from atcost.outputs.workbook import adjustments, costs, fte, used, volumes
from atcost.outputs.workbook.area import AreaSheet, area_frame
from atcost.outputs.workbook.area_account import account
from atcost.outputs.workbook.area_keys import by_tariff, keys, through_keys, unit_prices
from atcost.outputs.workbook.area_prices import prices, transfers
from atcost.outputs.workbook.area_volumes import volume_blocks
from atcost.outputs.workbook.book import Book
from atcost.outputs.workbook.year import Year

if TYPE_CHECKING:
    from atcost.core.price_list import PriceList
    from atcost.core.words import Language
    from atcost.outputs.workbook.book import Cell
    from atcost.outputs.workbook.costs import Costing
    from atcost.outputs.workbook.fte import Staffing
    from atcost.outputs.workbook.used import UsedTable


def calculated(priced: PriceList, language: Language) -> Book:
    """Return a book of the sheets that calculate a price list."""
    year = Year(priced, language, Book())
    areas = {name: year.book.sheet(year.title(name)) for name in year.model.areas}
    names = [fte.NAME, costs.NAME, volumes.NAME, adjustments.NAME, used.NAME]
    sheets = {name: year.book.sheet(year.say(name)) for name in names}
    staffing = fte.fte_sheet(year, sheets[fte.NAME])
    costing = costs.costs_sheet(year, sheets[costs.NAME], staffing)
    counted = volumes.volumes_sheet(year, sheets[volumes.NAME])
    called = used.used_names(year, sheets[used.NAME])
    adjusting = adjustments.adjustments_sheet(year, sheets[adjustments.NAME], called)
    uses = used.Uses(year, counted, adjusting, called)
    of_areas = {name: AreaSheet(year, sheet, name, uses) for name, sheet in areas.items()}
    for area in of_areas.values():
        area_frame(area)
        volume_blocks(area)
    table = used.used_table(uses, sheets[used.NAME])
    distribute(of_areas, staffing, costing, table)
    return year.book


def distribute(areas: dict[str, AreaSheet], staffing: Staffing, costing: Costing, table: UsedTable) -> None:
    """Put accounts, keys and prices: an area that has received all that it will sends on."""
    received: dict[str, list[tuple[str, Cell]]] = {name: [] for name in areas}
    for area in areas.values():
        if area.is_solved:
            transfers(area)
            _send(area, received)
    model = next(iter(areas.values())).year.model
    for name in sending_order(model):
        area = areas[name]
        account(area, staffing, costing, received[name])
        found = keys(area, table)
        if area.area.is_tariff:
            by_tariff(area, found)
        else:
            through_keys(area, found, area.cells["pool"])
        unit_prices(area, found)
        prices(area, costing)
        if not area.is_solved:
            _send(area, received)


def _send(area: AreaSheet, received: dict[str, list[tuple[str, Cell]]]) -> None:
    for name in area.areas:
        received[name].append((area.name, area.charged[name]))
