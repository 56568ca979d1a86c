"""The service offering and price list as a document for customers, a PDF (D1); a chapter a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from atcost.core.seal import digest
from atcost.core.version import __version__
from atcost.core.words import Text
from atcost.outputs.document.about import about
from atcost.outputs.document.areas import areas
from atcost.outputs.document.blocks import Facts, Paragraph, notice, plain
from atcost.outputs.document.brief import IN_ALL, brief
from atcost.outputs.document.changes import changes
from atcost.outputs.document.customers import customers
from atcost.outputs.document.letter import letter
from atcost.outputs.document.making import making
from atcost.outputs.document.pdf import typeset
from atcost.outputs.document.prices import prices
from atcost.outputs.document.standing import notices, standing
from atcost.outputs.document.told import Told
from atcost.outputs.origins import origins
from atcost.outputs.pictures.picture import WIDTH
from atcost.outputs.pictures.typeface import spelled, width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.core.comparison import Comparison
    from atcost.core.price_list import PriceList
    from atcost.core.words import Language
    from atcost.outputs.document.blocks import Block

MADE_WITH = Text("atcost {0} · Kontrollsumma {1}", "atcost {0} · Digest {1}")
WINDOW, PUBLISHED_ON = Text("Volymer", "Volumes"), Text("Publicerad", "Published")
LARGEST, SMALLEST = 34.0, 24.0
"""Sizes of the cover's title, in points."""
WITHOUT_VAT = Text("Alla belopp är utan moms.", "All amounts are without VAT.")
WORDS = {"contents": Text("Innehåll", "Contents"), "page": Text("Sida {0} av {1}", "Page {0} of {1}")}


def document(priced: PriceList, compared: Comparison | None, language: Language, customer: str | None = None) -> bytes:
    """Return the document of a price list as a PDF, or one customer's letter; the same list gives the same bytes.

    ``compared`` sets the year beside the one before, where there is one.
    """
    return typeset(content(priced, compared, language, customer))


def content(
    priced: PriceList, compared: Comparison | None, language: Language, customer: str | None = None
) -> dict[str, Any]:
    """Return what a document or letter holds, as ``layout/document.typ`` sets it."""
    told = Told(priced, compared, language)
    model = told.model
    named = standing(priced)
    title = told.say(named.offering, model.year)
    if customer is not None:
        title = told.say(named.letter, model.year, priced.customer_title(customer))
    found = {
        "language": language,
        "year": model.year,
        "title": spelled(told.say(model.title)),
        "subtitle": spelled(title),
        "provider": spelled(told.say(model.provider)),
        "footer": [spelled(line) for line in _footer(told, title)],
        "words": {name: told.say(word) for name, word in WORDS.items()},
    }
    if customer is not None:
        return found | {"blocks": plain(letter(told, customer))}
    size = _title_size(told.say(model.title))
    return found | {"title_size": size, "cover": plain(_cover(told)), "blocks": plain(_chapters(told))}


def _title_size(title: str) -> float:
    """Return in which size a title stands on one line of the cover; a long one takes several, in the smallest."""
    return max(SMALLEST, min(LARGEST, LARGEST * WIDTH / width(spelled(title), LARGEST, bold=True)))


def _chapters(told: Told) -> Iterator[Block]:
    yield from brief(told)
    yield from making(told)
    yield from areas(told)
    yield from prices(told)
    if told.compared and told.teller:
        yield from changes(told, told.compared, told.teller)
    yield from customers(told)
    yield from about(told)


def _cover(told: Told) -> Iterator[Block]:
    """Yield what stands at the foot of the title page."""
    published = told.priced.published
    facts = [
        (told.money(told.pricing.total_ore), told.say(IN_ALL, told.model.year)),
        (told.months(told.model.volumes), told.say(WINDOW)),
    ]
    if published and published.on:
        facts.append((told.day(published.on), told.say(PUBLISHED_ON)))
    yield Facts(facts)
    yield Paragraph(told.say(WITHOUT_VAT), "note")
    yield from notice(notices(told))


def _footer(told: Told, title: str) -> Iterator[str]:
    """Yield the lines at the foot of every page: what it is, by what it was made from what, and what is made up."""
    yield f"{told.say(told.model.title)} · {title} · {told.say(told.model.provider)}"
    yield told.say(MADE_WITH, __version__, digest(told.model, told.pricing.volumes))
    if made_up := origins(told.model, told.language):
        yield " ".join(made_up)
