"""The sheet *Sources*: where volumes come from, and how good each source is by the seven criteria (C5 to C7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.glossary import as_head, term
from atcost.core.model import CRITERIA
from atcost.core.words import Text
from atcost.outputs.measure_table import ANSWERS, CRITERION_TITLES, SUITS
from atcost.outputs.price_table import AREA, KEY
from atcost.outputs.workbook.year import percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from atcost.core.money import Exact
    from atcost.outputs.workbook.book import Sheet
    from atcost.outputs.workbook.looks import Look
    from atcost.outputs.workbook.year import Year

    Row = Sequence[Text | Exact | str | None]

NAME = Text("Källor", "Sources")
QUALITY = Text("Källornas kvalitet", "Quality of the sources")
PRINCIPLES = Text(
    "Sju krav på en källa till nycklar, bedömda på kort och på lång sikt: ja, delvis, nej eller varierar.",
    "Seven demands on a source of keys, judged for the short and for the long term: yes, partly, no or varies.",
)
TERM, TERMS = Text("Sikt", "Term"), (Text("kort", "short"), Text("lång", "long"))
BEHAVIOUR = Text("Beteendeprissättning", "Behaviour pricing")
STEERS = Text(
    "En nyckel på det som ett arbetssätt orsakar belönar att det ändras: färre påminnelser, lägre pris.",
    "A key on what a way of working causes rewards changing it: fewer reminders, a lower price.",
)
SUITABLE, BECAUSE, ABOUT = Text("Lämplig", "Suitable"), Text("Därför att", "Because"), Text("Om källan", "About it")
COUNTED = Text("Vad källorna räknar", "What the sources count")
UNIT, INFLUENCE = Text("Enhet", "Unit"), Text("Kunden kan påverka", "A customer can influence")
NOTE = Text("Anmärkning", "Note")


def sources_sheet(year: Year, sheet: Sheet) -> None:
    """Fill the sheet: quality of each source, its fitness for behaviour pricing, and the keys that it counts for."""
    sheet.put(0, 0, year.say(NAME), "title")
    row = _table(year, sheet, 2, (QUALITY, PRINCIPLES), _quality(year))
    row = _table(year, sheet, row, (BEHAVIOUR, STEERS), _behaviour(year))
    _table(year, sheet, row, (COUNTED, None), _keys(year))
    sheet.widths = {0: 38, 1: 26, 2: 38, 3: 44, **dict.fromkeys(range(4, 2 + len(CRITERIA)), 17)}


def _table(year: Year, sheet: Sheet, row: int, titles: tuple[Text, Text | None], rows: Iterable[Row]) -> int:
    """Put a table, its first row being heads, and return the row after it; nothing where there are only heads."""
    heads, *lines = rows
    if not lines:
        return row
    title, about = titles
    sheet.put(row, 0, year.say(title), "sum_label")
    sheet.put(row + 1, 0, year.say(about) if about else "", "note")
    sheet.put_row(row + 2, 0, [year.say(head) for head in heads if isinstance(head, Text)])
    for place, line in enumerate(lines, start=row + 3):
        for column, entry in enumerate(line):
            look: Look = "wrapped" if entry is None or isinstance(entry, str | tuple) else "percent"
            sheet.put(place, column, year.say(entry) if isinstance(entry, Text) else entry, look)
    return row + 4 + len(lines)


def _quality(year: Year) -> Iterable[Row]:
    yield [term("source"), TERM, *(as_head(CRITERION_TITLES[criterion]) for criterion in CRITERIA)]
    for source in year.model.sources.values():
        if criteria := source.criteria:
            for place, name in enumerate(TERMS):
                yield [source.title, name, *(ANSWERS[criteria[criterion][place]] for criterion in CRITERIA)]


def _behaviour(year: Year) -> Iterable[Row]:
    yield [term("source"), SUITABLE, BECAUSE, ABOUT]
    for source in year.model.sources.values():
        fit = source.behaviour_suitability
        if fit or source.note:
            yield [source.title, SUITS[fit.grade] if fit else None, fit.note if fit else None, source.note]


def _keys(year: Year) -> Iterable[Row]:
    model = year.model
    yield [term("source"), AREA, KEY, NOTE, INFLUENCE, UNIT]
    for area in model.areas.values():
        for key in area.keys:
            measure = model.measures[key.measure]
            source = model.sources[measure.source].title if measure.source in model.sources else measure.source
            behaviour = None if key.behaviour is None else percent(key.behaviour)
            yield [source, area.title, measure.title, key.note or measure.note, behaviour, measure.unit]
