"""What a cell of a year is, in words: the titles of what its address names, and what of them it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.cell_values import named
from atcost.core.cells import NAMES, kind_at
from atcost.core.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atcost.core.cell_values import Documents
    from atcost.core.model import Adjustment
    from atcost.core.words import Language

WORDS = {
    "volume.MEASURE.USER": Text("{MEASURE}, {USER}: använd volym", "{MEASURE}, {USER}: used volume"),
    "volume.COUNTED.ANYONE.MONTH": Text("{COUNTED}, {ANYONE}, {MONTH}: volym", "{COUNTED}, {ANYONE}, {MONTH}: volume"),
    "area.AREA.key.MEASURE.weight": Text("{AREA}, {MEASURE}: vikt, %", "{AREA}, {MEASURE}: weight, %"),
    "area.AREA.key.MEASURE.unit_price": Text("{AREA}, {MEASURE}: styckpris", "{AREA}, {MEASURE}: unit price"),
    "area.AREA.carried.ENTRY.amount": Text(
        "{AREA}: över- eller underuttag, nr {ENTRY}", "{AREA}: over- or under-recovery, no. {ENTRY}"
    ),
    "fte.AREA.SERVICE.STAFF": Text("{AREA}, {SERVICE}, {STAFF}: årsarbetare", "{AREA}, {SERVICE}, {STAFF}: FTE"),
    "amount.AREA.SERVICE": Text("{AREA}, {SERVICE}: andra kostnader", "{AREA}, {SERVICE}: other costs"),
    "staff.STAFF.rate": Text("{STAFF}: schablon", "{STAFF}: rate"),
    "staff.STAFF.hours": Text("{STAFF}: debiterbara timmar", "{STAFF}: chargeable hours"),
    "overhead.OVERHEAD.per_fte": Text("{OVERHEAD}: per årsarbetare", "{OVERHEAD}: per FTE"),
    "overhead.OVERHEAD.amount": Text("{OVERHEAD}: belopp", "{OVERHEAD}: amount"),
    "index.staff": Text("Index för personal, %", "Index of staff, %"),
    "index.other": Text("Index för andra kostnader, %", "Index of other costs, %"),
}
"""What workbooks have as inputs, by the pattern of its address."""
ADJUSTMENT = Text("Justering: {measure}, {customer}, ”{reason}”", "Adjustment: {measure}, {customer}, “{reason}”")


def cell_words(documents: Documents, address: str, language: Language) -> str:
    """Return what a cell is; for one that has no words, its address."""
    kind = kind_at(documents, address)
    parts = address.split(".")
    if kind and kind.pattern == "adjustment.ENTRY.quantity":
        return _adjusted(documents, named(documents.model.adjustments)[parts[1]], language)
    if not kind or kind.pattern not in WORDS:
        return address
    called = {
        form: _title(kind.options(documents, parts[:place]), parts[place], language)
        for place, form in enumerate(kind.parts)
        if form in NAMES
    }
    return WORDS[kind.pattern].say(language).format_map(called)


def _adjusted(documents: Documents, adjustment: Adjustment, language: Language) -> str:
    model = documents.model
    return ADJUSTMENT.say(language).format(
        measure=_title(model.measures, adjustment.measure, language),
        customer=_title({**model.areas, **model.customers}, adjustment.customer, language),
        reason=adjustment.reason.say(language),
    )


def _title(entries: Mapping[str, object], name: str, language: Language) -> str:
    title = getattr(entries[name], "title", None)
    return title.say(language) if isinstance(title, Text) else name
