"""Keys, measures and their sources as tables (C1 to C7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.glossary import term
from atcost.core.model import CRITERIA
from atcost.core.words import Text, number_text
from atcost.outputs.cells import listed, quantity, table, two_decimals
from atcost.outputs.charge_table import CHANGED, COUNTED, USED
from atcost.outputs.price_table import AREA, KEY
from atcost.outputs.rate_table import UNIT
from atcost.outputs.service_table import NOTE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from atcost.core.model import Key, Measure, Model
    from atcost.core.money import Exact
    from atcost.core.volumes import Used, UsedVolumes
    from atcost.core.words import Language
    from atcost.outputs.text_table import Table

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
SUITS = {"more": Text("mer lämplig", "more"), "less": Text("mindre lämplig", "less")}


def key_table(model: Model, language: Language) -> Table:
    """Return keys with weight or unit price, source, and how much of each a customer can influence (C1, C7)."""
    columns = [
        *(AREA, KEY, term("source"), NOTE, Text("Vikt %", "Weight %")),
        *(Text(f"Styckpris, {model.currency}", f"Unit price, {model.currency}"), Text("Påverkbart %", "Behaviour %")),
    ]
    rows = [_key(model, area.title, key, language) for area in model.areas.values() for key in area.keys]
    return table(language, Text("Fördelningsnycklar", "Allocation keys"), columns, rows, numbers=3).without_empty()


def measure_table(model: Model, used: UsedVolumes, language: Language) -> Table:
    """Return measures with unit, source, window and volume, the raw beside the adjusted (C3, C4, C5)."""
    columns = [
        *(term("measure"), UNIT, term("source"), Text("Räknas som", "Counted as"), term("window")),
        *(Text("Sammansatt av", "Combines"), NOTE, COUNTED, CHANGED, USED),
    ]
    rows = [
        [*_measure(model, name, measure, language), *_volumes(used[name], language)]
        for name, measure in model.measures.items()
    ]
    title = Text("Mätetal och volymer", "Measures and volumes")
    return table(language, title, columns, rows, numbers=3).without_empty()


def source_table(model: Model, language: Language) -> Table:
    """Return the seven criteria of each source, for the short and the long term (C6)."""
    columns = [Text("Källa, kort–lång sikt", "Source, short–long term"), *CRITERION_TITLES.values()]
    rows = [
        [source.title, *(_terms(source.criteria[criterion], language) for criterion in CRITERIA)]
        for source in model.sources.values()
        if source.criteria
    ]
    return table(language, Text("Källornas kvalitet", "Quality of the sources"), columns, rows)


def source_note_table(model: Model, language: Language) -> Table:
    """Return how well sources suit behaviour pricing and why (C7), and what else is said about them."""
    suits = Text("För beteendeprissättning", "For behaviour pricing")
    rows: list[list[object]] = []
    for source in model.sources.values():
        fit = source.behaviour_suitability
        rows.append([source.title, SUITS[fit.grade] if fit else None, fit.note if fit else None, source.note])
    columns = [term("source"), suits, Text("Därför att", "Because"), NOTE]
    return table(language, Text("Om källorna", "About the sources"), columns, rows).without_empty()


def _key(model: Model, area: Text, key: Key, language: Language) -> list[object]:
    measure = model.measures[key.measure]
    unit_price = None if key.unit_price is None else two_decimals(key.unit_price, language)
    return [area, measure.title, _source(model, measure), key.note, key.weight, unit_price, key.behaviour]


def _measure(model: Model, name: str, measure: Measure, language: Language) -> list[object]:
    said = [measure.title, measure.unit, _source(model, measure)]
    if measure.combines is None:
        return [*said, OVER_WINDOW[measure.over_window], model.window(name), None, measure.note]
    return [*said, None, None, _parts(model, measure.combines, language), measure.note]


def _parts(model: Model, combines: Mapping[str, Exact], language: Language) -> str:
    parts = [
        f"{number_text(each, language)} × {model.measures[part].title.say(language)}" for part, each in combines.items()
    ]
    return listed(parts, language)


def _volumes(used: Used, language: Language) -> list[str]:
    """Return the sums of what was counted and of its adjustments, where there are any, and of what is used."""
    sums = [sum(part.values()) for part in (used.raw, used.adjustments, used.quantities)]
    raw, adjusted, total = (quantity(number, language) for number in sums)
    return [raw, adjusted, total] if used.adjustments else ["", "", total]


def _terms(answers: Sequence[str], language: Language) -> str:
    return "–".join(dict.fromkeys(ANSWERS[answer].say(language) for answer in answers))


def _source(model: Model, measure: Measure) -> Text | str:
    return model.sources[measure.source].title if measure.source in model.sources else measure.source
