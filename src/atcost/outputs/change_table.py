"""Assignment changes as tables: the services, and what leads from one cost to the other in every area (A4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.glossary import TERMS
from atcost.core.period import month_text
from atcost.core.words import Text
from atcost.outputs.cells import Ore, months, table
from atcost.outputs.price_table import AREA, TOTAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atcost.core.changes import AreaChanges, Change
    from atcost.core.model import Service
    from atcost.core.pricing import Pricing
    from atcost.core.words import Language
    from atcost.outputs.text_table import Table

BEFORE, NOW, MONTHS = Text("Förut", "Before"), Text("Nu", "Now"), Text("Månader", "Months")
CHANGED_SERVICE = Text("Förändrad tjänst", "Changed service")
COST, FORMERLY = Text("Kostnad", "Cost"), Text("Varav förut betalt per timme", "Of it paid by the hour before")
IN_PRICE = Text("Ändrar årspriset", "Moves the yearly price")
OTHERS = Text("Overhead som flyttas på övriga tjänster", "Overhead that moves on the other services")
KINDS = {
    **{kind: TERMS[kind].word for kind in ("base", "hourly", "add_on")},
    "none": Text("erbjuds inte", "not offered"),
}
WAY = Text("Kostnad exklusive och inklusive förändrade uppdrag", "Cost excluding and including assignment changes")
STEPS = (
    *(Text("Exklusive", "Excluding"), Text("Tillkommer", "Came"), Text("Utgår", "Went")),
    *(Text("Delar av år", "Part years"), Text("Flyttad overhead", "Overhead moved"), Text("Netto", "Net")),
    *(Text("Inklusive", "Including"), FORMERLY),
)
LEADS_TO = Text(
    "Exklusive + tillkommer + utgår + delar av år + flyttad overhead = inklusive. Egna kostnader, före avrundning.",
    "Excluding + came + went + part years + overhead moved = including. Own costs, before rounding.",
)


def change_table(pricing: Pricing, changes: Sequence[Change], language: Language) -> Table:
    """Return changed services with months and cost, what they move the yearly price by, and what was paid before.

    What the other services of an area bear of overhead that moved is a row of its own, so that the sum is the net of
    all changes.
    """
    columns = [AREA, CHANGED_SERVICE, BEFORE, NOW, MONTHS, COST, IN_PRICE, FORMERLY]
    rows: list[list[object]] = []
    for change in changes:
        area = pricing.model.areas[change.area]
        service = area.services[change.service]
        texts = (area.title, service.title, KINDS[change.before], KINDS[change.after], in_force(service))
        amounts = (change.cost_ore, change.moved_ore, change.formerly_by_the_hour_ore)
        rows.append([*texts, *(Ore(ore) if ore else "" for ore in amounts)])
    for area_id, reasons in pricing.changes.areas.items():
        moved_ore = sum(change.moved_ore for change in changes if change.area == area_id)
        if left_ore := reasons.difference_ore - moved_ore:
            rows.append([pricing.model.areas[area_id].title, OTHERS, *[""] * 4, Ore(left_ore), ""])
    formerly_ore = sum(change.formerly_by_the_hour_ore for change in changes)
    sums = (pricing.changes.total.difference_ore, formerly_ore)
    foot = [TOTAL, *[""] * 5, *map(Ore, sums)]
    title = Text("Förändrade uppdrag", "Assignment changes")
    return table(language, title, columns, rows, numbers=3, foot=[foot]).without_empty()


def bridge_table(pricing: Pricing, language: Language) -> Table:
    """Return what leads from the cost excluding assignment changes to that including them, in every area."""
    changes = pricing.changes
    formerly = dict.fromkeys(changes.areas, 0)
    for change in changes.services:
        formerly[change.area] += change.formerly_by_the_hour_ore
    rows = [
        [pricing.model.areas[area].title, *_steps(reasons, formerly[area])] for area, reasons in changes.areas.items()
    ]
    foot = [TOTAL, *_steps(changes.total, sum(formerly.values()))]
    return table(language, WAY, [AREA, *STEPS], rows, numbers=len(STEPS), foot=[foot])


def in_force(service: Service) -> Text | str | None:
    """Return the months that a service is for, where it is not the whole year."""
    return months(*(None if month is None else month_text(month) for month in (service.from_, service.to)))


def _steps(reasons: AreaChanges, formerly_ore: int) -> list[Ore]:
    moved = (reasons.months_moved_ore, reasons.overhead_moved_ore, reasons.difference_ore)
    steps = (reasons.excluding_ore, reasons.came_ore, -reasons.went_ore, *moved, reasons.including_ore, formerly_ore)
    return [Ore(ore) for ore in steps]
