"""The year beside the last: how much prices changed, and why, by area and by customer (D2, D3)."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from atcost.core.comparison import percent
from atcost.core.glossary import term
from atcost.core.words import Text
from atcost.outputs.change_table import LEADS_TO, bridge_table, change_table
from atcost.outputs.comparison_page import UNPARTED, WHOLE, start
from atcost.outputs.comparison_table import area_table, largest_first
from atcost.outputs.document.blocks import Bullets, Figure, Grid, Heading, Paragraph
from atcost.outputs.document.grids import transposed
from atcost.outputs.pictures.heat import HeatRow, heat
from atcost.outputs.pictures.waterfall import waterfall
from atcost.outputs.price_table import TOTAL, price_table
from atcost.outputs.waterfall import waterfall_steps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from atcost.core.comparison import Comparison
    from atcost.core.price_list import Prices
    from atcost.outputs.comparison_sentences import Teller
    from atcost.outputs.document.blocks import Block
    from atcost.outputs.document.told import Told
    from atcost.outputs.pictures.picture import Picture
    from atcost.outputs.text_table import Table

T = TypeVar("T")
Sums = dict[tuple[str | None, str | None], int]
"""Area or all, customer or all, then öre."""
COMPARED = Text("Jämförelse med {0}", "Comparison with {0}")
REASONS = Text("Skäl för skäl, {0} till {1}", "Reason by reason, {0} to {1}")
BY_AREA, BY_CUSTOMER = Text("Område för område", "Area by area"), Text("Kund för kund", "Customer by customer")
PERCENTS, IN_CURRENCY = Text("Ändring i procent", "Change in percent"), Text("Priser i {0}", "Prices in {0}")
ASSIGNMENT = Text("Förändrade uppdrag", "Assignment changes")
MOST_ROWS, MOST_COLUMNS = 42, 7
"""How many rows and columns a heat table has on a page."""


def changes(told: Told, compared: Comparison, teller: Teller) -> Iterator[Block]:
    """Tell of all changes."""
    language = told.language
    yield Heading(told.say(COMPARED, compared.old.model.year), 1, listed=True)
    yield Paragraph(teller.change(compared, WHOLE), "lead")
    if percents := teller.percents():
        yield Paragraph(percents)
    if not compared.parted:
        yield Paragraph(told.say(UNPARTED))
    yield Figure(reasons(told, compared, teller))
    yield Heading(told.say(BY_AREA), 2, listed=True)
    areas = [name for name, _ in largest_first(compared.of_areas())]
    yield Bullets([teller.change(compared.only(name), start(compared, None, name)) for name in areas])
    yield Grid(_by_area(told, compared))
    if changed := told.pricing.changes.services:
        yield Heading(told.say(ASSIGNMENT), 2, listed=True)
        moved, bridge = change_table(told.pricing, changed, language), bridge_table(told.pricing, language)
        moved.title = ""
        yield from (Grid(moved), Grid(transposed(bridge), told.say(LEADS_TO)))
    yield Heading(told.say(BY_CUSTOMER), 2, new_page=True, listed=True)
    yield from map(Figure, heats(told))
    yield Heading(told.say(IN_CURRENCY, told.model.currency), new_page=True)
    totals = price_table(told.priced, language, [])
    totals.foot = totals.foot[:1]
    yield Grid(totals)


def _by_area(told: Told, compared: Comparison) -> Table:
    """Return the change of every area by reason, the areas across in the order of all other tables."""
    by_area = area_table(compared, told.language)
    order = [told.say(told.priced.area_title(name)) for name in told.priced.areas]
    by_area.rows.sort(key=lambda row: order.index(row[0]))
    by_area.title = f"{by_area.title}, {told.model.currency}"
    return transposed(by_area)


def reasons(told: Told, part: Comparison, teller: Teller) -> Picture:
    """Draw how the old price of a part of the comparison became the new one."""
    causes = list(teller.causes.of(part).values())
    years = (part.old.model.year, part.new.model.year)
    title = told.say(REASONS, *years)
    return waterfall(waterfall_steps(part, causes), title, part.new.model.currency, told.language)


def heats(told: Told) -> Iterator[Picture]:
    """Draw the change in percent of every customer and area, a page's rows and columns at a time.

    Prices of the year before are those restated on this year's customers, as in the price list.
    """
    now, before, areas = _sums(told.pricing.prices), _sums(told.priced.previous), told.priced.areas
    heads = {area: told.say(told.priced.area_title(area)) for area in areas}
    for shown in _parts(areas, MOST_COLUMNS):
        rows = [
            HeatRow(told.say(told.priced.customer_title(name)), _percents(now, before, shown, name))
            for name in told.priced.customers
        ]
        sums = HeatRow(told.say(TOTAL), _percents(now, before, shown, None), is_sum=True)
        for part in _parts([*rows, sums], MOST_ROWS):
            across = [*(heads[area] for area in shown), told.say(TOTAL)]
            yield heat(told.say(PERCENTS), told.say(term("customer")), across, part, told.language)


def _percents(now: Sums, before: Sums, areas: Sequence[str], customer: str | None) -> list[Fraction | None]:
    """Return the change in percent of some areas and of all, for a customer or for all."""
    cells = [(area, customer) for area in (*areas, None)]
    return [percent(now[cell] - before[cell], before[cell]) for cell in cells]


def _sums(prices: Prices) -> Sums:
    """Return the price of every area and customer, of each alone, and of all."""
    found: Sums = defaultdict(int)
    for (area, customer), ore in prices.items():
        for cell in ((area, customer), (area, None), (None, customer), (None, None)):
            found[cell] += ore
    return found


def _parts(each: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    """Yield a sequence in parts of about the same length, none longer than ``most``."""
    number = -(-len(each) // most)
    ends = [len(each) * part // number for part in range(number + 1)]
    return (each[begin:end] for begin, end in pairwise(ends))
