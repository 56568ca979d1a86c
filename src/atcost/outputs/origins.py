"""Where a model's data come from, as every page says it: what is made up, and what is a reading of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.core.model import Model
    from atcost.core.words import Language

ORIGINS = {
    "synthetic": Text(
        "Exempel: det vars källa är ”synthetic” är påhittat, och därmed priserna.",
        "Example: what has the source “synthetic” is made up, and so are the prices.",
    ),
    "assumption": Text(
        "Det vars källa är ”assumption” är vår tolkning.", "What has the source “assumption” is our reading."
    ),
}


def origins(model: Model, language: Language) -> list[str]:
    """Say what is made up and what is assumed, where a source says so."""
    return [ORIGINS[word].say(language) for word in named(model)]


def named(model: Model) -> list[str]:
    """Return the words of ``ORIGINS`` that the model's sources have."""
    sources = list(_sources(model))
    return [word for word in ORIGINS if any(word in source for source in sources)]


def _sources(model: Model) -> Iterator[str]:
    for row in model.budget:
        yield from (row.source, row.evidence)
    yield from (staff.source for staff in model.staff.values())
    yield from (overhead.source for overhead in model.overheads.values())
    yield from (entry.by for entry in model.adjustments)
    yield from (activity.source or "" for activity in model.activities)
    for area in model.areas.values():
        yield from (entry.source for entry in area.carried)
        yield from (promised.source for promised in area.lead_times.values())
        yield from (figure.source or "" for figure in area.figures)
        yield from (activity.source or "" for activity in area.activities)
