"""The sheet *Assignment changes*: what came and went, its cost, and the way from one cost to the other (A3, A4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.words import Text
from atcost.outputs.change_table import (
    BEFORE,
    CHANGED_SERVICE,
    COST,
    FORMERLY,
    IN_PRICE,
    KINDS,
    LEADS_TO,
    MONTHS,
    NOW,
    OTHERS,
    STEPS,
    WAY,
    in_force,
)
from atcost.outputs.price_table import AREA, TOTAL
from atcost.outputs.service_table import NOTE
from atcost.outputs.workbook.formula import Constant, round_to, total
from atcost.outputs.workbook.places import Range, sum_between
from atcost.outputs.workbook.year import COLUMNS, kronor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atcost.core.assignment import Column
    from atcost.core.changes import Change
    from atcost.outputs.workbook.book import Sheet
    from atcost.outputs.workbook.costs import Costing
    from atcost.outputs.workbook.formula import Formula
    from atcost.outputs.workbook.places import Cell
    from atcost.outputs.workbook.service_costs import ServiceLine
    from atcost.outputs.workbook.year import ServiceName, Year

NAME = Text("Förändrade uppdrag", "Assignment changes")
NONE = Text("Inga uppdrag är förändrade.", "No assignments have changed.")
IN_FOLDER = Text(
    "Tjänsternas slag och månader ändras i årets mapp; kostnaden följer gula celler på andra blad.",
    "Kinds and months of services are changed in the year's folder; cost follows yellow cells of other sheets.",
)
DIFFERENCE = Text("Skillnad, ska vara 0", "Difference, to be 0")
SERVICES = 3
"""The row of the changed services' heads."""
NET, COMMENT = 6, 9
"""The columns of the net of an area's changes, and of comments, beside those of the table below."""


def changes_sheet(year: Year, sheet: Sheet, costing: Costing) -> None:
    """Fill the sheet: every changed service, then every area's way from cost without the changes to cost with them."""
    sheet.put(0, 0, year.say(NAME), "title")
    sheet.put(1, 0, year.say(IN_FOLDER if year.pricing.changes.services else NONE), "note")
    changed = len(year.pricing.changes.services)
    net = _bridge(year, sheet, SERVICES + (changed + 4 if changed else 1), costing)
    if changed:
        _services(year, sheet, costing)
        _others(year, sheet, SERVICES + 1 + changed, net)
    sheet.widths = {COMMENT: 60}


def _services(year: Year, sheet: Sheet, costing: Costing) -> None:
    """Put the changed services: what each costs, and what it moves the yearly price by."""
    heads = (AREA, CHANGED_SERVICE, BEFORE, NOW, MONTHS, COST, IN_PRICE, FORMERLY)
    sheet.put_row(SERVICES, 0, map(year.say, heads))
    sheet.put(SERVICES, COMMENT, year.say(NOTE), "head")
    for place, change in enumerate(year.pricing.changes.services, start=SERVICES + 1):
        service = year.services[change.area, change.service]
        months = in_force(service) or ""
        texts = (year.title(change.area), *map(year.say, (service.title, KINDS[change.before], KINDS[change.after])))
        sheet.put_row(place, 0, (*texts, months if isinstance(months, str) else year.say(months)), "label")
        cost = sheet.calculate(place, 5, _cost(year, change, costing), "money", kronor(change.cost_ore))
        name = (change.area, change.service)
        now, before = (_yearly(year, name, column, costing) for column in COLUMNS)
        sheet.calculate(place, 6, now - before, "money", kronor(change.moved_ore))
        formerly = cost if change.formerly_by_the_hour_ore else cost * 0
        sheet.calculate(place, 7, formerly, "money", kronor(change.formerly_by_the_hour_ore))
        sheet.put(place, COMMENT, year.say(service.note) if service.note else "", "wrapped")


def _others(year: Year, sheet: Sheet, row: int, net: Cell) -> None:
    """Put what other services bear of overhead that moved, so that the sum below is the net of all changes."""
    changes = year.pricing.changes
    moved = sum_between([sheet.cells[place, 6] for place in range(SERVICES + 1, row)])
    left_ore = changes.total.difference_ore - sum(change.moved_ore for change in changes.services)
    sheet.put(row, 1, year.say(OTHERS), "label")
    sheet.calculate(row, 6, round_to(net - moved, 2), "money", kronor(left_ore))
    sheet.put(row, 7, None, "money")
    sheet.put_row(row + 1, 0, (year.say(TOTAL), *[""] * 5), "sum_label")
    for column in (6, 7):
        _sum(sheet, range(SERVICES + 1, row + 1), column)


def _yearly(year: Year, name: ServiceName, column: Column, costing: Costing) -> Formula:
    """Return what of a service's cost the yearly price bears in a column."""
    entry = year.in_force[column].get(name)
    return costing.services[column][name].total if entry and entry.kind == "base" else Constant(0)


def _cost(year: Year, change: Change, costing: Costing) -> Cell:
    """Return a changed service's own cost: last year's way, where it left the yearly price or is no longer offered."""
    name = (change.area, change.service)
    left = change.before == "base" != change.after
    return costing.services["before" if left or name not in year.in_force["kind"] else "kind"][name].total


def _bridge(year: Year, sheet: Sheet, row: int, costing: Costing) -> Cell:
    """Put what leads from each area's own cost excluding changes to that including them (docs/arithmetic.md, 13).

    Return the net of all areas.
    """
    sheet.put(row, 0, year.say(WAY), "sum_label")
    sheet.put(row + 1, 0, year.say(LEADS_TO), "note")
    sheet.put_row(row + 2, 0, map(year.say, (AREA, *STEPS[:-1], DIFFERENCE)))
    first = row + 3
    for place, (area, found) in enumerate(year.pricing.changes.areas.items(), start=first):
        sheet.put(place, 0, year.title(area), "label")
        expected = (
            found.excluding_ore,
            found.came_ore,
            -found.went_ore,
            found.months_moved_ore,
            found.overhead_moved_ore,
        )
        steps = [
            sheet.calculate(place, column, formula, "money", kronor(ore))
            for column, (formula, ore) in enumerate(zip(_steps(year, area, costing), expected, strict=True), start=1)
        ]
        net = sheet.calculate(place, NET, total([Range(steps[1], steps[-1])]), "money", kronor(found.difference_ore))
        own = _own(year, area, "kind", costing)
        including = sheet.calculate(place, 7, own, "money", kronor(found.including_ore))
        sheet.calculate(place, 8, round_to(steps[0] + net - including, 2), "money", 0)
    last = first + len(year.pricing.changes.areas) - 1
    sheet.put(last + 1, 0, year.say(TOTAL), "sum_label")
    for column in range(1, 9):
        _sum(sheet, range(first, last + 1), column)
    return sheet.cells[last + 1, NET]


def _steps(year: Year, area: str, costing: Costing) -> tuple[Formula, ...]:
    """Return an area's cost excluding changes, what came, what went, and what base services in both differ by."""
    new, old = (_base(year, area, column, costing) for column in COLUMNS)
    both = [(new[name], old[name]) for name in new if name in old]
    return (
        _own(year, area, "before", costing),
        total(line.total for name, line in new.items() if name not in old),
        Constant(0) - total(line.total for name, line in old.items() if name not in new),
        _moved((line for now, before in both for line in ((now.staff, before.staff), (now.other, before.other)))),
        _moved(
            (
                pair
                for now, before in both
                for pair in zip(now.overheads.values(), before.overheads.values(), strict=True)
            )
        ),
    )


def _moved(pairs: Iterable[tuple[Cell, Cell]]) -> Formula:
    """Return what cells of both columns differ by."""
    found = list(pairs)
    return total(now for now, _ in found) - total(before for _, before in found)


def _own(year: Year, area: str, column: Column, costing: Costing) -> Formula:
    """Return an area's own cost: its base services and what is carried, each entry rounded by itself."""
    entries = len(year.model.areas[area].carried)
    carried = (year.book.inputs[f"area.{area}.carried.{number}.amount"] for number in range(1, entries + 1))
    lines = (line.total for line in _base(year, area, column, costing).values())
    return total([*lines, *(round_to(cell, 2) for cell in carried)])


def _base(year: Year, area: str, column: Column, costing: Costing) -> dict[str, ServiceLine]:
    """Return an area's base services in force."""
    return {
        service: costing.services[column][area, service]
        for (of_area, service), entry in year.in_force[column].items()
        if of_area == area and entry.kind == "base"
    }


def _sum(sheet: Sheet, rows: range, column: int) -> None:
    """Put the sum of some rows below them."""
    sheet.add_up(rows.stop, column, [sheet.cells[row, column] for row in rows], "money_sum")
