"""The last chapter: the words that the document uses, and how anybody checks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.glossary import REASONS, TERMS, as_head
from atcost.core.seal import digest
from atcost.core.version import __version__
from atcost.core.words import Text
from atcost.outputs.cells import table
from atcost.outputs.document.blocks import Grid, Heading, Paragraph, notice
from atcost.outputs.document.standing import notices
from atcost.outputs.price_page import ground

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.core.glossary import Term
    from atcost.outputs.document.blocks import Block
    from atcost.outputs.document.told import Told
    from atcost.outputs.text_table import Table

WORDS, WORD, MEANING = Text("Ord", "Words"), Text("Ord", "Word"), Text("Betydelse", "Meaning")
WHY = Text("Skäl till att ett pris ändras", "Reasons why a price changes")
USED = (
    *("area", "service", "base", "hourly", "add_on", "assignment_change", "lead_time", "self_cost", "fte", "rate"),
    *("internal_overhead", "organisation_overhead", "carried", "key", "weight", "measure", "volume", "window", "flow"),
    *("stock", "adjustment", "price_list", "hourly_price", "unit_price", "tariff_area", "over_recovery", "digest"),
)
ABOUT = Text("Om dokumentet", "About this document")
CHECKED = Text(
    "Dokumentet är gjort med atcost {0}. Samma modell, budget och volymer ger alltid samma priser och samma "
    "kontrollsumma; den som har årets mapp räknar om listan med atcost price och jämför.",
    "This document was made with atcost {0}. The same model, budget and volumes always give the same prices and the "
    "same digest; whoever has the year's folder computes the list again with atcost price and compares.",
)
BEFORE = Text("Kontrollsumma för {0}: {1}.", "Digest of {0}: {1}.")


def about(told: Told) -> Iterator[Block]:
    """Say what words mean, and what the document stands on."""
    yield Heading(told.say(WORDS), 1, listed=True)
    yield Grid(_words(told, {name: TERMS[name] for name in USED}))
    if told.compared:
        yield Heading(told.say(WHY), 2, listed=True)
        yield Grid(_words(told, REASONS))
    yield Heading(told.say(ABOUT), 2, listed=True)
    yield Paragraph(told.say(CHECKED, __version__))
    yield Paragraph(ground(told.pricing, told.language))
    if told.compared:
        old = told.compared.old
        yield Paragraph(told.say(BEFORE, old.model.year, digest(old.model, old.volumes)))
    yield from notice(notices(told))


def _words(told: Told, terms: dict[str, Term]) -> Table:
    rows = [[as_head(each.word), each.meaning] for each in terms.values()]
    return table(told.language, None, [WORD, MEANING], rows)
