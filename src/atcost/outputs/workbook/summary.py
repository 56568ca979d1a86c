"""The sheet *Summary*: prices by area and customer beside last year's, and every area's account (B4, D3)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from atcost.core.glossary import term
from atcost.core.words import Text
from atcost.outputs.price_table import AREA, CHANGE, TOTAL
from atcost.outputs.workbook.area import PREVIOUS
from atcost.outputs.workbook.area_account import OWN, RECEIVED, SENT
from atcost.outputs.workbook.area_prices import IN_PERCENT, LAST_YEAR, OF_YEAR
from atcost.outputs.workbook.book import Part
from atcost.outputs.workbook.compared import put_change
from atcost.outputs.workbook.formula import round_to, total
from atcost.outputs.workbook.places import Range
from atcost.outputs.workbook.year import kronor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atcost.outputs.workbook.area import AreaSheet
    from atcost.outputs.workbook.book import Sheet
    from atcost.outputs.workbook.formula import Formula
    from atcost.outputs.workbook.looks import Look
    from atcost.outputs.workbook.places import Cell
    from atcost.outputs.workbook.year import Year

NAME = Text("Sammanställning", "Summary")
SELF_COSTS = Text("Självkostnad och priser per område", "Self-cost and prices by area")
OVER = Text("Överuttag och avrundning", "Over-recovery and rounding")
TITLES, HEAD, FIRST = 2, 3, 4
NOW, BEFORE, CHANGED, PERCENT = range(4)
"""The blocks, beside each other: a column an area, and one for all."""
TITLES_OF = {NOW: OF_YEAR, BEFORE: LAST_YEAR, CHANGED: CHANGE, PERCENT: IN_PERCENT}


@dataclass
class Summary:
    """The sheet: its rows are customers, those on the list and those that only had a price last year."""

    year: Year
    sheet: Sheet
    areas: dict[str, AreaSheet]

    def __post_init__(self) -> None:
        """Name who has a row and what has a column."""
        priced, listed = self.year.priced, self.year.listed
        self.customers = [*listed, *(name for name in priced.customers if name not in listed)]
        self.columns = [*self.areas, *(name for name in priced.areas if name not in self.areas)]

    @property
    def blocks(self) -> list[int]:
        """Return the blocks that there are: only prices where there is no last year."""
        return list(TITLES_OF)[: None if self.year.priced.previous else 1]

    @property
    def summed(self) -> list[int]:
        """Return the blocks whose sums are those of their cells."""
        return self.blocks[:2]

    @cached_property
    def due(self) -> dict[int, Counter[tuple[str | None, str | None]]]:
        """Return the prices by the engine of each block, in öre, by area and customer; None stands for all of them."""
        found = {block: Counter[tuple[str | None, str | None]]() for block in (NOW, BEFORE)}
        for block, prices in ((NOW, self.year.pricing.prices), (BEFORE, self.year.priced.previous)):
            for (area, customer), amount_ore in prices.items():
                for name in ((area, customer), (area, None), (None, customer), (None, None)):
                    found[block][name] += amount_ore
        return found

    @property
    def last(self) -> int:
        """Return the row of sums."""
        return FIRST + len(self.customers)

    def place(self, block: int, column: int = 0) -> int:
        """Return a column of a block; the one behind the areas is that of all."""
        return 1 + block * (len(self.columns) + 1) + column

    def total(self, block: int) -> Cell:
        """Return the sum of a block."""
        return self.sheet.cells[self.last, self.place(block, len(self.columns))]

    def row(self, block: int, row: int) -> Range:
        """Return a row of a block, without its sum."""
        first, last = self.place(block), self.place(block, len(self.columns) - 1)
        return Range(self.sheet.cells[row, first], self.sheet.cells[row, last])

    def column(self, block: int, column: int) -> list[Range]:
        """Return a column of a block, without its sum; none where nobody is on it."""
        place, rows = self.place(block, column), range(FIRST, self.last)
        return [Range(self.sheet.cells[rows[0], place], self.sheet.cells[rows[-1], place])] if rows else []


def summary_sheet(year: Year, sheet: Sheet, areas: dict[str, AreaSheet]) -> Summary:
    """Fill the sheet."""
    found = Summary(year, sheet, areas)
    sheet.put(0, 0, year.say(NAME), "title")
    _heads(found)
    for row, customer in enumerate(found.customers, start=FIRST):
        sheet.put(row, 0, year.say(year.priced.customer_title(customer)), "label")
        for column, area in enumerate(found.columns):
            _cell(found, row, column, (area, customer))
        for block in found.summed:
            cells, due = found.row(block, row), kronor(found.due[block][None, customer])
            sheet.calculate(row, found.place(block, len(found.columns)), total([cells]), "money_sum", due)
        _compare(found, row, len(found.columns), "money_sum")
    _sums(found)
    _accounts(found)
    if found.customers and CHANGED in found.blocks:
        sheet.scales += [
            Range(found.row(block, FIRST).first, found.row(block, found.last - 1).last) for block in (CHANGED, PERCENT)
        ]
    sheet.frozen, sheet.repeated_rows = (FIRST, 1), FIRST
    sheet.printed = _printed(found)
    year.book.names["total"] = found.total(NOW)
    return found


def _printed(found: Summary) -> list[Part]:
    """Return what is printed together: each block, and the areas' accounts below."""
    columns = len(found.columns)
    blocks = [Part(0, found.place(block), found.last, found.place(block, columns)) for block in found.blocks]
    accounts = [place for place in found.sheet.cells if place[0] > found.last]
    below = Part(found.last + 2, 0, max(row for row, _ in accounts), max(column for _, column in accounts))
    return [blocks[0]._replace(left=0), *blocks[1:], below]


def _heads(found: Summary) -> None:
    year, titles = found.year, [found.year.say(found.year.priced.area_title(area)) for area in found.columns]
    found.sheet.put(HEAD, 0, year.say(term("customer")), "head")
    for block in found.blocks:
        found.sheet.put(TITLES, found.place(block), year.say(TITLES_OF[block]), "text")
        found.sheet.put_row(HEAD, found.place(block), [*titles, year.say(TOTAL)])


def _cell(found: Summary, row: int, column: int, name: tuple[str, str]) -> None:
    """Put an area's price for a customer, last year's, and the change, where there are any."""
    price = found.year.book.prices.get(f"price.{'.'.join(name)}")
    now = found.place(NOW, column)
    if price:
        found.sheet.calculate(row, now, price, "money", kronor(found.due[NOW][name]))
    else:
        found.sheet.put(row, now, None, "money")
    if BEFORE not in found.blocks:
        return
    previous = found.year.priced.previous.get(name)
    before = found.place(BEFORE, column)
    if price and previous is not None:
        found.sheet.calculate(row, before, price.sheet.cells[price.row, PREVIOUS], "money", kronor(previous))
    else:
        found.sheet.put(row, before, None if previous is None else kronor(previous), "money")
    if price or previous is not None:
        _compare(found, row, column, "money")
    else:
        found.sheet.put(row, found.place(CHANGED, column), None, "money")
        found.sheet.put(row, found.place(PERCENT, column), None, "percent")


def _compare(found: Summary, row: int, column: int, look: Look) -> None:
    """Put the change of a price, where there is a last year."""
    if CHANGED in found.blocks:
        now, before = (found.sheet.cells[row, found.place(block, column)] for block in (NOW, BEFORE))
        put_change(now, before, (found.place(CHANGED, column), found.place(PERCENT, column)), look)


def _sums(found: Summary) -> None:
    found.sheet.put(found.last, 0, found.year.say(TOTAL), "sum_label")
    for column, area in enumerate([*found.columns, None]):
        for block in found.summed:
            place, due = found.place(block, column), kronor(found.due[block][area, None])
            found.sheet.calculate(found.last, place, total(found.column(block, column)), "money_sum", due)
        _compare(found, found.last, column, "money_sum")


def _accounts(found: Summary) -> None:
    """Put every area's account below: what it costs, receives and sends, what is charged, and last year's prices."""
    year, sheet, row = found.year, found.sheet, found.last + 2
    sheet.put(row, 0, year.say(SELF_COSTS), "title")
    heads = [AREA, OWN, RECEIVED, term("self_cost"), SENT, OVER, OF_YEAR]
    heads += [LAST_YEAR, CHANGE, IN_PERCENT] if BEFORE in found.blocks else []
    sheet.put_row(row + 1, 0, [year.say(head) for head in heads])
    first, dues = row + 2, [_due(found, area) for area in found.columns]
    for row, area in enumerate(found.columns, start=first):
        sheet.put(row, 0, year.say(year.priced.area_title(area)), "label")
        prices = [sheet.cells[found.last, found.place(block, row - first)] for block in found.summed]
        _put_row(found, row, [*_of_area(found, area, prices[0]), *prices], dues[row - first], "money")
    row = first + len(dues)
    sheet.put(row, 0, year.say(TOTAL), "sum_label")
    columns = (Range(sheet.cells[first, column], sheet.cells[row - 1, column]) for column in range(1, 1 + len(dues[0])))
    sums = list(map(sum, zip(*dues, strict=True)))
    _put_row(found, row, [total([column]) for column in columns], sums, "money_sum")


def _of_area(found: Summary, area: str, price: Cell) -> list[Formula]:
    """Return an area's cost, what it receives and sends, and what is charged beyond."""
    if area not in found.areas:
        return [total([]) for _ in range(5)]
    cells, sent = found.areas[area].cells, found.areas[area].sent
    over = round_to(total([price, sent]) - cells["self_cost"], 2)
    return [cells["own"], cells["received"], cells["self_cost"], sent, over]


def _due(found: Summary, area: str) -> list[int]:
    """Return the same by the engine, in öre, and behind it the prices."""
    prices, account = [found.due[block][area, None] for block in found.summed], found.year.pricing.areas.get(area)
    if not account:
        return [*5 * [0], *prices]
    beyond = prices[0] + account.sent_ore - account.self_cost_ore
    return [account.own_cost_ore, account.received_ore, account.self_cost_ore, account.sent_ore, beyond, *prices]


def _put_row(found: Summary, row: int, formulas: Sequence[Formula], due: Sequence[int], look: Look) -> None:
    """Put an area's amounts, and behind them how its price changed."""
    columns = enumerate(zip(formulas, due, strict=True), start=1)
    cells = [found.sheet.calculate(row, column, formula, look, kronor(ore)) for column, (formula, ore) in columns]
    if BEFORE in found.blocks:
        now, before = cells[-2:]
        put_change(now, before, (len(cells) + 1, len(cells) + 2), look)
