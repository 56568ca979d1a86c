"""What a provider tells of its areas: figures of a year, focus, what was done lately, development activities (A6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.glossary import term
from atcost.core.words import Text
from atcost.outputs.cells import listed, table
from atcost.outputs.price_table import AREA
from atcost.outputs.service_table import NOTE

if TYPE_CHECKING:
    from atcost.core.model import Activity, Area, Model
    from atcost.core.words import Language
    from atcost.outputs.text_table import Table

AIMS = {"quality": Text("kvalitet", "quality"), "efficiency": Text("effektivitet", "efficiency")}


def figure_table(model: Model, language: Language) -> Table:
    """Return what a year holds, in figures."""
    columns = [AREA, Text("Uppgift", "Figure"), Text("Enhet", "Unit"), term("source"), Text("Per år", "A year")]
    rows = [
        [area.title, figure.title, figure.unit, figure.source, figure.value]
        for area in model.areas.values()
        for figure in area.figures
    ]
    return table(language, Text("Året i siffror", "The year in figures"), columns, rows, numbers=1).without_empty()


def focus_table(model: Model, language: Language) -> Table:
    """Return what the coming year has in focus, of the whole and of each area."""
    focus = Text("I fokus", "In focus")
    rows = [[told.title, text] for told in _wholes(model) for text in told.focus]
    return table(language, focus, [AREA, Text(f"{model.year}", f"{model.year}")], rows)


def lately_table(model: Model, language: Language) -> Table:
    """Return what was done lately, of the whole and of each area."""
    rows = [[told.title, text] for told in _wholes(model) for text in told.lately]
    return table(language, Text("Gjort på senare tid", "Done lately"), [AREA, Text("Vad", "What")], rows)


def activity_table(model: Model, language: Language) -> Table:
    """Return development activities with year, aims, expected and realised effect (A6)."""
    columns = [
        *(AREA, term("activity"), Text("År", "Year"), Text("Mål", "Aims")),
        *(Text("Väntad effekt", "Expected effect"), Text("Uppnådd effekt", "Realised effect"), NOTE, term("source")),
    ]
    rows = [_activity(told.title, activity, language) for told in _wholes(model) for activity in told.activities]
    return table(language, Text("Utvecklingsaktiviteter", "Development activities"), columns, rows).without_empty()


def _wholes(model: Model) -> list[Model | Area]:
    """Return what texts may be about: the business area, then each of its areas."""
    return [model, *model.areas.values()]


def _activity(title: Text, activity: Activity, language: Language) -> list[object]:
    aims = listed((AIMS[aim] for aim in activity.aims), language)
    effects = (activity.expected, activity.realised)
    return [title, activity.title, str(activity.year), aims, *effects, activity.note, activity.source]
