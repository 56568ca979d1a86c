"""The sheets that calculate, from inputs to prices, in the order in which formulas need each other."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.allocation import sending_order
from atcost.outputs.workbook import adjustments, costs, fte, hourly, sums, used, volumes
from atcost.outputs.workbook.area import AreaSheet, area_frame, lay_on_paper
from atcost.outputs.workbook.area_account import Received, account, close
from atcost.outputs.workbook.area_adjustments import area_adjustments
from atcost.outputs.workbook.area_charges import by_tariff, through_keys, unit_prices
from atcost.outputs.workbook.area_keys import keys
from atcost.outputs.workbook.area_prices import prices, transfers
from atcost.outputs.workbook.area_volumes import volume_blocks
from atcost.outputs.workbook.book import Book
from atcost.outputs.workbook.cells import NAME as CELLS
from atcost.outputs.workbook.cells import Changed, cells_sheet
from atcost.outputs.workbook.checks import NAME as CHECKS
from atcost.outputs.workbook.checks import checks_sheet, list_unreached
from atcost.outputs.workbook.summary import NAME as SUMMARY
from atcost.outputs.workbook.summary import summary_sheet
from atcost.outputs.workbook.year import Year

if TYPE_CHECKING:
    from atcost.core.price_list import PriceList
    from atcost.core.words import Language
    from atcost.outputs.workbook.costs import Costing
    from atcost.outputs.workbook.fte import Staffing
    from atcost.outputs.workbook.places import Cell
    from atcost.outputs.workbook.summary import Summary
    from atcost.outputs.workbook.used import UsedTable

NAMES = (fte.NAME, costs.NAME, volumes.NAME, adjustments.NAME, used.NAME, SUMMARY, hourly.NAME, CHECKS)


class Calculated(NamedTuple):
    """The sheets that calculate: the year with its book, and what other sheets refer to."""

    year: Year
    costing: Costing
    areas: dict[str, AreaSheet]
    summary: Summary
    changed: Changed
    checks: Cell
    """The verdict of all checks."""


def calculated(priced: PriceList, language: Language) -> Calculated:
    """Return a book of the sheets that calculate a price list."""
    year = Year(priced, language, Book())
    of_areas = {name: year.book.sheet(year.title(name)) for name in year.model.areas}
    sheets = {name: year.book.sheet(year.say(name)) for name in NAMES}
    staffing = fte.fte_sheet(year, sheets[fte.NAME])
    costing = costs.costs_sheet(year, sheets[costs.NAME], staffing)
    counted = volumes.volumes_sheet(year, sheets[volumes.NAME])
    called = used.used_names(year, sheets[used.NAME])
    uses = used.Uses(year, counted, adjustments.adjustments_sheet(year, sheets[adjustments.NAME], called), called)
    areas = {name: AreaSheet(year, sheet, name, uses) for name, sheet in of_areas.items()}
    for area in areas.values():
        area_frame(area)
        volume_blocks(area)
    table = used.used_table(uses, sheets[used.NAME])
    distribute(areas, staffing, costing, table)
    summary = summary_sheet(year, sheets[SUMMARY], areas)
    hourly.hourly_sheet(year, sheets[hourly.NAME], areas, staffing, costing)
    changed = cells_sheet(year, year.book.named_sheet(CELLS))
    found = [
        *sums.of_inputs(year, changed, uses.adjusting),
        *sums.of_summary(year, summary, areas),
        *chain.from_iterable(sums.of_area(area) for area in areas.values()),
        *sums.of_costs(year, costing, areas),
        *sums.of_volumes(uses, table),
    ]
    return Calculated(year, costing, areas, summary, changed, checks_sheet(year, sheets[CHECKS], found))


def workbook(priced: PriceList, language: Language) -> Book:
    """Return a price list's book, with what a spreadsheet does not reach named on *Checks*."""
    found = calculated(priced, language)
    list_unreached(found.year, found.checks.sheet)
    return found.year.book


def distribute(areas: dict[str, AreaSheet], staffing: Staffing, costing: Costing, table: UsedTable) -> None:
    """Put accounts, keys and prices: an area that has received all that it will sends on."""
    received: dict[str, Received] = {name: [] for name in areas}
    for area in areas.values():
        if area.is_solved:
            transfers(area)
            _send(area, received)
    model = next(iter(areas.values())).year.model
    for name in sending_order(model):
        area = areas[name]
        account(area, staffing, costing, received[name])
        area.keys = keys(area, table)
        if area.area.is_tariff:
            by_tariff(area, area.keys)
        else:
            through_keys(area, area.keys, area.cells["pool"])
        unit_prices(area, area.keys)
        prices(area, costing)
        area_adjustments(area, close(area) + 1)
        lay_on_paper(area)
        if not area.is_solved:
            _send(area, received)


def _send(area: AreaSheet, received: dict[str, Received]) -> None:
    for name in area.areas:
        received[name].append((area, area.charged[name]))
