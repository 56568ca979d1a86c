"""What a model says, on a terminal: services, keys, sources, lead times and activities, as ``check`` shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.assignment import kind_in
from atcost.core.glossary import heads
from atcost.core.model import CRITERIA
from atcost.core.words import Text, number_text
from atcost.outputs.price_table import AREA, BEFORE, CHANGED_SERVICE, KEY, KINDS, NOW
from atcost.outputs.text_table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from atcost.core.model import Model
    from atcost.core.words import Language

ANSWERS = {
    "yes": Text("ja", "yes"),
    "partly": Text("delvis", "partly"),
    "no": Text("nej", "no"),
    "varies": Text("varierar", "varies"),
}
CRITERION_TITLES = dict(
    zip(
        CRITERIA,
        (
            Text("rättvisande", "fair"),
            Text("begriplig", "understandable"),
            Text("kommunicerbar", "communicable"),
            Text("mätbar", "measurable"),
            Text("tillförlitlig", "reliable"),
            Text("datakvalitet", "data quality"),
            Text("enkel", "simple"),
        ),
        strict=True,
    )
)
OVER_WINDOW = {
    "sum": Text("summa", "sum"),
    "mean": Text("medel", "mean"),
    "last": Text("sista månaden", "last month"),
}
AIMS = {"quality": Text("kvalitet", "quality"), "efficiency": Text("effektivitet", "efficiency")}


def model_tables(model: Model, language: Language) -> Iterator[Table]:
    """Yield the tables of a model that have rows: FTE, services, changes, keys, sources, lead times, activities."""
    for table in (_fte, _changes, _keys, _sources, _lead_times, _activities):
        made = table(model, language)
        if made.rows:
            yield made


def _headed(language: Language, *columns: str | Text) -> Table:
    titles = heads(language, *columns)
    return Table(titles, texts=len(titles))


def _fte(model: Model, language: Language) -> Table:
    """FTE per service and staff category, as budgeted for a full year (B4)."""
    table = _headed(language, AREA, "service", Text("Slag", "Kind"), "fte")
    for area_id, area in model.areas.items():
        for service_id, service in area.services.items():
            rows = [row for row in model.budget if (row.area, row.service) == (area_id, service_id) and row.fte]
            fte = ", ".join(
                f"{number_text(row.fte or 0, language)} {_staff(model, row.staff, language)}" for row in rows
            )
            table.rows.append(
                [area.title.say(language), service.title.say(language), KINDS[service.kind].say(language), fte]
            )
    return table


def _changes(model: Model, language: Language) -> Table:
    """Assignment changes with their comments (A3)."""
    table = _headed(language, CHANGED_SERVICE, BEFORE, NOW, Text("Kommentar", "Comment"))
    for area in model.areas.values():
        for service in area.services.values():
            before = kind_in(service, "before")
            if before != service.kind:
                kinds = (KINDS[kind].say(language) for kind in (before, service.kind))
                note = service.note.say(language) if service.note else ""
                table.rows.append([service.title.say(language), *kinds, note])
    return table


def _keys(model: Model, language: Language) -> Table:
    """Keys with weight, source, window, and how much of each a customer can influence (C1, C3, C7)."""
    counted, behaviour = Text("Räknas som", "Counted as"), Text("Beteende", "Behaviour")
    table = _headed(language, AREA, KEY, "weight", "source", "window", counted, behaviour)
    for area in model.areas.values():
        for key in area.keys:
            measure = model.measures[key.measure]
            weight = f"{number_text(key.weight or 0, language)} %"
            unit_price = f"{number_text(key.unit_price or 0, language, 2)} kr/{measure.unit.say(language)}"
            table.rows.append(
                [
                    area.title.say(language),
                    measure.title.say(language),
                    weight if key.unit_price is None else unit_price,
                    _source(model, measure.source, language),
                    str(model.window(key.measure)),
                    OVER_WINDOW[measure.over_window].say(language),
                    "" if key.behaviour is None else f"{number_text(key.behaviour, language)} %",
                ]
            )
    return table


def _sources(model: Model, language: Language) -> Table:
    """The seven criteria of each source, short and long term, and how it suits behaviour pricing (C6, C7)."""
    ends = (Text("Källa, kort–lång sikt", "Source, short–long term"), Text("för beteende", "for behaviour"))
    titles = [ends[0], *(CRITERION_TITLES[criterion] for criterion in CRITERIA), ends[1]]
    table = Table([title.say(language) for title in titles], texts=len(titles))
    for source in model.sources.values():
        answers = source.criteria or {}
        cells = (_terms(answers.get(criterion, ()), language) for criterion in CRITERIA)
        suits = source.behaviour_suitability
        grade = {"more": Text("mer lämplig", "more"), "less": Text("mindre lämplig", "less")}
        table.rows.append([source.title.say(language), *cells, grade[suits.grade].say(language) if suits else ""])
    return table


def _lead_times(model: Model, language: Language) -> Table:
    """Promised lead times in working days (F1)."""
    table = _headed(language, AREA, Text("Ledtid för", "Lead time of"), Text("Arbetsdagar", "Working days"), "source")
    for area in model.areas.values():
        for promised in area.lead_times.values():
            table.rows.append(
                [area.title.say(language), promised.title.say(language), str(promised.days), promised.source]
            )
    return table


def _activities(model: Model, language: Language) -> Table:
    """Development activities with year and aims (A6)."""
    table = _headed(language, AREA, "activity", Text("År", "Year"), Text("Mål", "Aims"))
    whole = [(model.title, activity) for activity in model.activities]
    for title, activity in [
        *whole,
        *((area.title, activity) for area in model.areas.values() for activity in area.activities),
    ]:
        aims = ", ".join(AIMS[aim].say(language) for aim in activity.aims)
        table.rows.append([title.say(language), activity.title.say(language), str(activity.year), aims])
    return table


def _terms(answers: Sequence[str], language: Language) -> str:
    return "–".join(dict.fromkeys(ANSWERS[answer].say(language) for answer in answers))


def _staff(model: Model, staff: str, language: Language) -> str:
    return model.staff[staff].title.say(language).lower() if staff in model.staff else staff


def _source(model: Model, source: str, language: Language) -> str:
    return model.sources[source].title.say(language) if source in model.sources else source
