"""What costs are made of, as a model says it: standard rates, overheads, what is carried, and FTE by area (B1, B2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.glossary import term
from atcost.core.words import Text
from atcost.outputs.cells import table, two_decimals
from atcost.outputs.price_table import AREA, TOTAL

if TYPE_CHECKING:
    from atcost.core.model import Model
    from atcost.core.words import Language
    from atcost.outputs.text_table import Table

CARRIED_KINDS = {"estimate": Text("uppskattning", "estimate"), "true_up": Text("slutlig", "true-up")}


def fte_table(model: Model, language: Language) -> Table:
    """Return the FTE of the services on offer by area and staff category, for a full year (B4)."""
    offered = [row for row in model.budget if model.areas[row.area].services[row.service].kind != "none"]
    columns = [AREA, *(staff.title for staff in model.staff.values()), TOTAL]
    found = [
        [sum(row.fte or 0 for row in offered if (row.area, row.staff) == (name, staff)) for staff in model.staff]
        for name in model.areas
    ]
    sums = [sum(column) for column in zip(*found, strict=True)]
    titles = [*(area.title for area in model.areas.values()), TOTAL]
    *rows, foot = [
        [title, *(two_decimals(fte, language) for fte in [*of_staff, sum(of_staff)])]
        for title, of_staff in zip(titles, [*found, sums], strict=True)
    ]
    title = Text("Årsarbetare per område, alla slags tjänster", "FTE by area, services of every kind")
    return table(language, title, columns, rows, numbers=len(columns) - 1, foot=[foot])


def staff_table(model: Model, language: Language) -> Table:
    """Return the standard rate and the chargeable hours of each staff category (B1)."""
    columns = [term("staff"), term("source"), term("rate"), term("hours")]
    rows = [[staff.title, staff.source, staff.rate, staff.hours] for staff in model.staff.values()]
    title = Text(f"Kostnadsschabloner, {model.currency} per årsarbetare", f"Standard rates, {model.currency} per FTE")
    return table(language, title, columns, rows, numbers=2)


def overhead_table(model: Model, language: Language) -> Table:
    """Return the overheads: so much per FTE, or an amount (B2)."""
    columns = [
        Text("Overhead", "Overhead"),
        term("source"),
        Text("Per årsarbetare", "Per FTE"),
        Text("Belopp", "Amount"),
    ]
    rows = [[each.title, each.source, each.per_fte, each.amount] for each in model.overheads.values()]
    title = Text(f"Overhead, {model.currency}", f"Overheads, {model.currency}")
    return table(language, title, columns, rows, numbers=2).without_empty()


def carried_table(model: Model, language: Language) -> Table:
    """Return what earlier years left: over-recovery below zero, under-recovery above."""
    columns = [AREA, Text("Avser år", "Of year"), Text("Slag", "Kind"), term("source"), Text("Belopp", "Amount")]
    entries = [(area, entry) for area in model.areas.values() for entry in area.carried]
    rows = [
        [area.title, str(entry.year), CARRIED_KINDS[entry.kind], entry.source, entry.amount] for area, entry in entries
    ]
    foot = [TOTAL, "", "", "", sum(entry.amount for _, entry in entries)]
    title = Text(f"Överfört från tidigare år, {model.currency}", f"Carried from earlier years, {model.currency}")
    return table(language, title, columns, rows, numbers=1, foot=[foot])
