"""An area's services as tables: what they are, who does them, what changed, and how fast they are promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.assignment import assignment, kind_in
from atcost.core.costing import costs
from atcost.core.glossary import term
from atcost.core.words import Text
from atcost.outputs.cells import Ore, listed, table, two_decimals
from atcost.outputs.change_table import BEFORE, KINDS, MONTHS, NOW, in_force
from atcost.outputs.price_table import AREA, TOTAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from atcost.core.costing import AreaCost
    from atcost.core.model import BudgetRow, Model, Service
    from atcost.core.words import Language
    from atcost.outputs.text_table import Table

NOTE, CONTENT = Text("Kommentar", "Comment"), Text("Innehåll", "Content")
FROM_NOON = Text(
    "Ledtider är arbetsdagar. Det som kommer in senast 12:00 räknar dagen som dag 1.",
    "Lead times are working days. What comes in by 12:00 counts the day as day 1.",
)


def area_table(model: Model, language: Language) -> Table:
    """Return what each area does."""
    rows = [[area.title, area.text] for area in model.areas.values() if area.text]
    return table(language, Text("Tjänsteområden", "Service areas"), [AREA, CONTENT], rows)


def service_tables(model: Model, language: Language) -> Iterator[Table]:
    """Yield for each area the services on offer, with kind, staff and other costs for a full year (B4), and their cost.

    The cost is that of the year, overheads and part years included (B1); what the yearly price bears sums, with what is
    carried from earlier years, to the area's own cost.
    """
    found = costs(model, assignment(model, "kind"))
    for name, area in model.areas.items():
        title = Text(f"{area.title.sv}: tjänster och bemanning", f"{area.title.en}: services and staff")
        offered = [(name, *entry) for entry in area.services.items() if entry[1].kind != "none"]
        yield _staffed(model, title, offered, language, found[name])


def ended_table(model: Model, language: Language) -> Table:
    """Return services that are no longer offered, with their staff the year before."""
    title = Text("Erbjuds inte längre: bemanning året före", "No longer offered: staff the year before")
    return _staffed(model, title, [entry for entry in _services(model) if entry[2].kind == "none"], language)


def comment_table(model: Model, language: Language) -> Table:
    """Return what changed with services and why (A3), and what else is said about them."""
    rows = []
    for area, _, service in _services(model):
        before = kind_in(service, "before")
        if before != service.kind or service.note or service.text:
            kinds = [KINDS[kind] for kind in (before, service.kind)]
            rows.append([model.areas[area].title, service.title, *kinds, service.note, service.text])
    columns = [AREA, term("service"), BEFORE, NOW, NOTE, CONTENT]
    title = Text("Om tjänsterna: förändringar och kommentarer", "About the services: changes and comments")
    return table(language, title, columns, rows).without_empty()


def lead_time_table(model: Model, language: Language) -> Table:
    """Return promised lead times in working days (F1)."""
    columns = [
        AREA,
        Text("Ledtid för", "Lead time of"),
        term("service"),
        term("source"),
        Text("Arbetsdagar", "Working days"),
    ]
    rows = [
        [area.title, promised.title, area.services[promised.service].title, promised.source, promised.days]
        for area in model.areas.values()
        for promised in area.lead_times.values()
    ]
    return table(language, Text("Ledtider", "Lead times"), columns, rows, numbers=1)


def _services(model: Model) -> Iterator[tuple[str, str, Service]]:
    return (
        (area_id, name, service) for area_id, area in model.areas.items() for name, service in area.services.items()
    )


def _staffed(
    model: Model,
    title: Text,
    entries: list[tuple[str, str, Service]],
    language: Language,
    cost: AreaCost | None = None,
) -> Table:
    """Return services with their budget, FTE by staff category and other costs, and with what they cost if given."""
    columns = [
        *(term("service"), Text("Slag", "Kind"), MONTHS, Text("Bara för", "Only for"), Text("Hette förut", "Formerly")),
        *(term("source"), Text("Underlag", "Evidence")),
        *(staff.title for staff in model.staff.values()),
        *(Text("Summa årsarbetare", "Total FTE"), Text("Andra kostnader", "Other costs")),
        *(Text("Kostnad i årspriset", "Cost in the yearly price"), Text("Kostnad per timme", "Cost by the hour")),
    ]
    budgets = [[row for row in model.budget if (row.area, row.service) == entry[:2]] for entry in entries]
    rows = [
        [*_said(model, service, budget, language), *_budgeted(model, budget, language), *_costing(cost, name)]
        for (_, name, service), budget in zip(entries, budgets, strict=True)
    ]
    if cost and cost.carried:
        rows.append([term("carried"), *[""] * (len(columns) - 3), Ore(cost.carried_ore), ""])
    budgeted = _budgeted(model, [row for budget in budgets for row in budget], language)
    foot = [TOTAL, *[""] * 6, *budgeted, *_costing(cost)]
    numbers = len(model.staff) + 4
    return table(language, title, columns, rows, numbers=numbers, foot=[foot]).without_empty()


def _costing(cost: AreaCost | None, service: str = "") -> list[object]:
    """Return what the yearly price bears and what is paid by the hour, of a service or an area; blanks for nothing."""
    if cost is None:
        return ["", ""]
    lines = [line for line in cost.services if service in ("", line.service.service)]
    yearly_ore = sum(line.total_ore for line in lines if line.service.kind == "base")
    by_the_hour_ore = sum(line.total_ore for line in lines) - yearly_ore
    carried_ore = 0 if service else cost.carried_ore
    return [Ore(ore) if ore else "" for ore in (yearly_ore + carried_ore, by_the_hour_ore)]


def _said(model: Model, service: Service, budget: list[BudgetRow], language: Language) -> list[object]:
    """Return what a model says of a service, and where its budget comes from."""
    only_for = model.customers[service.only_for].title if service.only_for else None
    told = [service.title, KINDS[service.kind], in_force(service), only_for, service.renamed_from]
    return [*told, *(_distinct(budget, part, language) for part in (lambda row: row.source, lambda row: row.evidence))]


def _distinct(budget: list[BudgetRow], part: Callable[[BudgetRow], str], language: Language) -> str:
    return listed(dict.fromkeys(filter(None, map(part, budget))), language)


def _budgeted(model: Model, budget: list[BudgetRow], language: Language) -> list[object]:
    """Return the FTE of each staff category, all of it, and other costs; blanks where there is none."""
    found = [sum(row.fte or 0 for row in budget if row.staff == staff) for staff in model.staff]
    other = sum(row.amount or 0 for row in budget)
    return [*(two_decimals(fte, language) if fte else "" for fte in [*found, sum(found)]), other or ""]
