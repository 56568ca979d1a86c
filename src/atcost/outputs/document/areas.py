"""The service areas: what each does, how fast, by which keys its cost is shared, and what is new and what is gone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from atcost.core.glossary import as_head, term
from atcost.core.period import Window
from atcost.core.volumes import month_by_month
from atcost.core.words import Text, number_text
from atcost.outputs.cells import cell, quantity, table
from atcost.outputs.change_table import KINDS, MONTHS, in_force
from atcost.outputs.comparison_page import start
from atcost.outputs.document.blocks import Facts, Heading, Lines, Paragraph, headed
from atcost.outputs.document.brief import PERCENT_SIGN, lead, plans
from atcost.outputs.document.grids import without_first
from atcost.outputs.explanation_sentences import explanation_sentences
from atcost.outputs.measure_table import key_table
from atcost.outputs.offer_table import activity_table
from atcost.outputs.pictures.sparkline import numbers_room, sparkline
from atcost.outputs.service_table import CONTENT, FROM_NOON, comment_table, lead_time_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.core.model import Area, Figure, Model, Service
    from atcost.core.money import Exact
    from atcost.core.shares import KeyShares
    from atcost.core.words import Language
    from atcost.outputs.document.blocks import Block
    from atcost.outputs.document.told import Told
    from atcost.outputs.text_table import Table

AREAS = Text("Tjänsteområden", "Service areas")
SERVICES, KIND, ONLY_FOR = Text("Tjänster", "Services"), Text("Slag", "Kind"), Text("Bara för", "Only for")
NEW_AND_GONE = Text("Nytt och borttaget", "What is new and what is gone")
COST = Text("Kostnad och pris", "Cost and price")
VOLUMES = Text("Allas volymer månad för månad, {0}", "Everybody's volumes month by month, {0}")
PERCENT = Text("procent", "percent")
LINE_WIDTH = 260.0


def areas(told: Told) -> Iterator[Block]:
    """Tell of every area; an area begins where the one before ends, since some have little to tell."""
    yield Heading(told.say(AREAS), 1, listed=True)
    for name, described in told.model.areas.items():
        yield Heading(told.say(described.title), 2, listed=True)
        yield from area(told, name)


def area(told: Told, name: str) -> Iterator[Block]:
    """Tell of an area: its assignment and figures, cost, services, lead times, keys, plans and activities."""
    model, language, described = told.model, told.language, told.model.areas[name]
    alone = replace(model, areas={name: described}, activities=(), focus=(), lately=())
    yield from lead(told, described.text)
    figures = [_figure(told, figure) for figure in described.figures]
    if figures:
        yield Facts(figures)
        yield from _sources(told, described)
    yield Heading(told.say(COST))
    yield Paragraph(" ".join(explanation_sentences(told.pricing, language, area=name)))
    if told.compared and told.teller and (part := told.compared.only(name)).cells:
        yield Paragraph(told.teller.change(part, start(told.compared, None, name)))
    if (offered := service_table(model, name, language)).rows:
        yield from headed(offered)
    if (changed := changed_table(alone, language)).rows:
        yield from headed(changed)
    if (promised := without_first(lead_time_table(alone, language))).rows:
        yield from headed(promised, note=told.say(FROM_NOON))
    yield from _keys(told, alone, name)
    yield from plans(told, described, 3)
    if (activities := without_first(activity_table(alone, language)).without_empty()).rows:
        yield from headed(activities)


def service_table(model: Model, area_id: str, language: Language) -> Table:
    """Return the services on offer, those in the yearly price first, with what is said about them."""
    offered = [service for service in model.areas[area_id].services.values() if service.kind != "none"]
    offered.sort(key=lambda service: list(KINDS).index(service.kind))
    rows = [
        [
            service.title,
            as_head(KINDS[service.kind]),
            in_force(service),
            model.customers[service.only_for].title if service.only_for else None,
            _content(service, language),
        ]
        for service in offered
    ]
    columns = [term("service"), KIND, MONTHS, ONLY_FOR, CONTENT]
    return table(language, SERVICES, columns, rows).without_empty()


def changed_table(alone: Model, language: Language) -> Table:
    """Return the services of an area that are new, gone or of another kind, with the comment on why (A3)."""
    services = [service for each in alone.areas.values() for service in each.services.values()]
    kept = {service.title.say(language) for service in services if service.before not in (None, service.kind)}
    comments = without_first(comment_table(alone, language))
    comments.rows = [row for row in comments.rows if row[0] in kept]
    comments.title = NEW_AND_GONE.say(language)
    return comments.without_empty()


def _figure(told: Told, figure: Figure) -> tuple[str, str]:
    """Return a figure and what it is, with its unit where the title does not say it."""
    number, title, unit = number_text(figure.value, told.language), told.say(figure.title), told.say(figure.unit)
    if unit == told.say(PERCENT):
        return number + PERCENT_SIGN, title
    return number, title if unit.casefold() in title.casefold() else f"{title}, {unit}"


def _sources(told: Told, described: Area) -> Iterator[Block]:
    sources = dict.fromkeys(figure.source for figure in described.figures if figure.source)
    if sources:
        yield Paragraph(f"{told.say(term('source'))}: {', '.join(sources)}", "note")


def _content(service: Service, language: Language) -> str:
    """Return what is said of a service, less the comment on a change, which stands with the changes."""
    unchanged = service.before in (None, service.kind)
    said = (cell(text, language) for text in (service.text, service.note if unchanged else None))
    return " ".join(filter(None, said))


def _keys(told: Told, alone: Model, name: str) -> Iterator[Block]:
    """Tell by which keys an area's cost is shared, and how their volumes went month by month."""
    keys = without_first(key_table(alone, told.language))
    if not keys.rows:
        return
    yield from headed(_with_volumes(told, keys, name))
    volumes = [_monthly(told, key) for key in told.pricing.shares[name]]
    room = max((numbers_room(months, told.language) for _, months in volumes), default=0)
    lines = [(title, sparkline(title, months, told.language, LINE_WIDTH, room)) for title, months in volumes]
    if lines:
        yield from (Heading(told.say(VOLUMES, told.months(told.model.volumes))), Lines(lines))


def _with_volumes(told: Told, keys: Table, name: str) -> Table:
    """Return keys with everybody's volume of each, which stands first of the numbers."""
    volumes = {key.measure: quantity(key.total, told.language) for key in told.pricing.shares[name]}
    at = keys.texts
    rows = [
        [*row[:at], volumes.get(key.measure, ""), *row[at:]]
        for key, row in zip(told.model.areas[name].keys, keys.rows, strict=True)
    ]
    heads = [*keys.heads[:at], as_head(term("volume")).say(told.language), *keys.heads[at:]]
    return replace(keys, heads=heads, rows=rows)


def _monthly(told: Told, key: KeyShares) -> tuple[str, dict[str, Exact]]:
    """Return a key's measure, with its window where that is its own, and what all had of it in each month."""
    months = month_by_month(told.model, told.pricing.volumes, key.measure, key.receivers)
    named = {told.months(Window(month, month)): number for month, number in months.items()}
    measure = told.model.measures[key.measure]
    return told.say(measure.title) + (f" ({told.months(measure.volumes)})" if measure.volumes else ""), named
