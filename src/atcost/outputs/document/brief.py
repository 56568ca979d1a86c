"""The first chapter: the price list in brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.glossary import term
from atcost.core.words import NO_BREAK_SPACE, Text
from atcost.outputs.comparison_page import WHOLE
from atcost.outputs.document.blocks import Beside, Bullets, Facts, Figure, Heading, Paragraph, headed
from atcost.outputs.document.grids import without_first
from atcost.outputs.explanation_sentences import explanation_sentences
from atcost.outputs.offer_table import activity_table
from atcost.outputs.pictures.heat import percent_change
from atcost.outputs.pictures.stacked import Bar, stacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from atcost.core.model import Area, Model
    from atcost.core.pricing import AreaPricing
    from atcost.outputs.document.blocks import Block
    from atcost.outputs.document.told import Told
    from atcost.outputs.pictures.picture import Picture

IN_BRIEF = Text("Prislistan i korthet", "The price list in brief")
IN_ALL, CHANGE_SINCE = Text("Kunderna betalar {0}", "Customers pay in {0}"), Text("Ändring mot {0}", "Change from {0}")
CUSTOMERS, AREAS, FTE = Text("Kunder", "Customers"), Text("Tjänsteområden", "Service areas"), term("fte")
COSTS = Text("Vad områdenas tjänster kostar", "What the areas' services cost")
STAFF, OTHER = Text("Personal", "Staff"), Text("Andra kostnader", "Other costs")
FOCUS, LATELY = Text("I fokus {0}", "In focus in {0}"), Text("Gjort på senare tid", "Done lately")
BESIDE = Text("Utöver bilden: {0} {1} ({2}).", "Beside the picture: {0} {1} ({2}).")
PERCENT_SIGN = NO_BREAK_SPACE + "%"


def brief(told: Told) -> Iterator[Block]:
    """Tell what the customers pay in all, what changed, and what the year is about."""
    yield Heading(told.say(IN_BRIEF), 1, listed=True)
    yield from lead(told, told.model.text)
    yield Facts(list(_facts(told)))
    yield from map(Paragraph, explanation_sentences(told.pricing, told.language))
    if told.compared and told.teller:
        yield Paragraph(told.teller.change(told.compared, WHOLE))
        if percents := told.teller.percents():
            yield Paragraph(percents)
    yield Figure(_costs(told))
    yield from beside_the_picture(told)
    yield from plans(told, told.model, 2)
    if (activities := without_first(activity_table(told.model, told.language))).rows and told.model.activities:
        own = activities.rows[: len(told.model.activities)]
        activities.rows = own
        yield from headed(activities.without_empty(), 2)


def lead(told: Told, text: Text | None) -> Iterator[Block]:
    """Say first what is described, where that is done."""
    if text and (said := told.say(text).strip()):
        yield Paragraph(said, "lead")


def plans(told: Told, of: Model | Area, level: int) -> Iterator[Block]:
    """Tell what the year has in focus and what was done lately, of the whole or of an area."""
    sides: list[list[Block]] = [
        [Heading(told.say(head, told.model.year), level), Bullets([told.say(text) for text in texts])]
        for head, texts in ((FOCUS, of.focus), (LATELY, of.lately))
        if texts
    ]
    if len(sides) > 1:
        yield Beside(*sides)
    else:
        yield from (block for side in sides for block in side)


def beside_the_picture(told: Told) -> Iterator[Block]:
    """Say what pictures of cost leave out: what earlier years left to give back."""
    for name, account in told.pricing.areas.items():
        if account.carried_ore < 0:
            carried = told.say(term("carried")).lower()
            area = told.say(told.model.areas[name].title)
            yield Paragraph(told.say(BESIDE, carried, told.about(account.carried_ore), area), "note")


def _facts(told: Told) -> Iterator[tuple[str, str]]:
    yield told.about(told.pricing.total_ore), told.say(IN_ALL, told.model.year)
    if told.compared:
        percent = told.compared.total().percent
        change = percent_change(percent, told.language) + (PERCENT_SIGN if percent is not None else "")
        yield change, told.say(CHANGE_SINCE, told.compared.old.model.year)
    yield str(len(told.pricing.customer_totals())), told.say(CUSTOMERS)
    yield str(len(told.model.areas)), told.say(AREAS)


def _costs(told: Told) -> Picture:
    """Draw what the areas' base services cost, by kind of cost."""
    overheads = told.model.overheads
    kinds = [told.say(STAFF), told.say(OTHER), *(told.say(overhead.title) for overhead in overheads.values())]
    bars = [
        Bar(told.say(told.model.areas[name].title), _parts(account, list(overheads)))
        for name, account in told.pricing.areas.items()
    ]
    currency, language = told.model.currency, told.language
    return stacked(told.say(COSTS), told.say(term("area")), kinds, bars, currency=currency, language=language)


def _parts(account: AreaPricing, overheads: Sequence[str]) -> list[int]:
    amounts = [account.staff_ore, account.other_ore, *(account.overhead_ore[name] for name in overheads)]
    return [max(0, ore) for ore in amounts]
