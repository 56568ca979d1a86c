"""The whole workbook: the sheets that calculate, and those that tell what they are, in the order of reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.seal import digest
from atcost.core.version import __version__
from atcost.core.words import Text
from atcost.outputs.workbook import (
    adjustments,
    cells,
    changes,
    checks,
    costs,
    fte,
    hourly,
    read_back,
    sources,
    start,
    summary,
    used,
    volumes,
    why,
    words,
)
from atcost.outputs.workbook.calculation import NAMES, calculated
from atcost.outputs.workbook.write import Imprint, written

if TYPE_CHECKING:
    from atcost.core.price_list import PriceList
    from atcost.core.words import Language
    from atcost.outputs.workbook.book import Book

CELLS = Text(cells.NAME, cells.NAME)
AREA = Text(
    "tjänster, kostnad, nycklar, volymer, andelar och pris per kund",
    "services, cost, keys, volumes, shares and the price by customer",
)
SHOWS = {
    fte.NAME: Text("årsarbetare per tjänst och personalkategori", "FTE by service and staff category"),
    costs.NAME: Text(
        "schabloner, overhead, andra kostnader och vad varje tjänst kostar",
        "rates, overheads, other costs and what every service costs",
    ),
    volumes.NAME: Text(
        "alla volymer, en rad per mätetal, kund och månad", "all volumes, a row a measure, customer and month"
    ),
    adjustments.NAME: Text(
        "kända kommande ändringar av volymer, med skäl", "known coming changes of volumes, with reasons"
    ),
    used.NAME: Text("volymerna som nycklar räknar på", "the volumes that keys count on"),
    changes.NAME: Text(
        "vad som tillkommit och utgått, och kostnaden utan och med det",
        "what came and went, and the cost without and with it",
    ),
    summary.NAME: Text(
        "priser per område och kund bredvid förra årets", "prices by area and customer beside last year's"
    ),
    why.NAME: Text(
        "varje ändrings skäl, och ett diagram för en kund i taget",
        "the reasons of every change, and a chart a customer",
    ),
    hourly.NAME: Text("timpriser per område och personalkategori", "hourly prices by area and staff category"),
    checks.NAME: Text(
        "summor som ska vara lika, och vad ett kalkylprogram inte når",
        "sums to be equal, and what a spreadsheet can't reach",
    ),
    sources.NAME: Text(
        "varifrån volymer kommer, och hur bra källorna är", "where volumes come from, and how good it is"
    ),
    words.NAME: Text("vad orden betyder, på svenska och engelska", "what words mean, in English and Swedish"),
    CELLS: Text(
        "varje gul cell och varje pris med sin adress, och vilka som är ändrade",
        "every yellow cell and every price by its address, and which are changed",
    ),
}
"""What is on each sheet but those of areas, in the order in which they stand."""


def workbook(priced: PriceList, language: Language) -> bytes:
    """Return a price list's workbook as the bytes of a file.

    Raises:
        Faulty: the year before can't be compared with.
    """
    model = priced.pricing.model
    imprint = Imprint(
        title=model.title.say(language),
        author=model.provider.say(language),
        version=__version__,
        digest=digest(model, priced.pricing.volumes),
        year=model.year,
        language=language,
    )
    return written(whole_book(priced, language), imprint)


def whole_book(priced: PriceList, language: Language) -> Book:
    """Return all sheets of a price list's workbook.

    Raises:
        Faulty: the year before can't be compared with.
    """
    found = calculated(priced, language)
    year, book = found.year, found.year.book
    count = len(year.model.areas)
    areas, sheets = book.sheets[:count], dict(zip((*NAMES, CELLS), book.sheets[count:], strict=True))
    for name in (start.NAME, changes.NAME, why.NAME, sources.NAME, words.NAME):
        sheets[name] = book.sheet(year.say(name))
    changes.changes_sheet(year, sheets[changes.NAME], found.costing)
    sources.sources_sheet(year, sheets[sources.NAME])
    words.words_sheet(year, sheets[words.NAME])
    why.why_sheet(year, sheets[why.NAME], found.changed)
    shows = [*((sheet.name, AREA) for sheet in areas), *((sheets[name].name, text) for name, text in SHOWS.items())]
    start.start_sheet(year, sheets[start.NAME], found, __version__, shows)
    checks.list_unreached(year, found.checks.sheet)
    book.sheets = [sheets[start.NAME], *areas, *(sheets[name] for name in SHOWS)]
    read_back.read_back_sheet(year, book.named_sheet(read_back.NAME), __version__)
    return book
