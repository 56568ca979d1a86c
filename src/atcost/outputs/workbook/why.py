"""The sheet *Why*: the reasons of every change since the year before, and a waterfall of the customer that is chosen.

The reasons are values of the list as exported: a spreadsheet can't recompute the year before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.comparison import REASONS, compare
from atcost.core.glossary import REASONS as WORDS
from atcost.core.glossary import as_head, term
from atcost.core.words import Text
from atcost.outputs.cells import NOTHING
from atcost.outputs.comparison_table import year_labels
from atcost.outputs.price_table import AREA, CHANGE, PERCENT
from atcost.outputs.workbook import waterfall
from atcost.outputs.workbook.book import Chart, Part
from atcost.outputs.workbook.formula import call
from atcost.outputs.workbook.places import Range
from atcost.outputs.workbook.year import kronor, labels, percent

if TYPE_CHECKING:
    from atcost.core.comparison import Change, Comparison
    from atcost.outputs.workbook.book import Sheet
    from atcost.outputs.workbook.cells import Changed
    from atcost.outputs.workbook.year import Year

NAME = Text("Varför", "Why")
TITLE = Text("Varför priserna ändrades", "Why prices changed")
NO_YEAR_BEFORE = Text("Det finns inget år före att jämföra med.", "There is no year before to compare with.")
AS_EXPORTED = Text(
    "Skälen är värden ur prislistan som den exporterades. De räknas inte om när en gul cell ändras.",
    "The reasons are values of the price list as exported. They are not recomputed when a yellow cell is changed.",
)
FIT, UNFIT = (
    Text("OK: inget är ändrat sedan exporten.", "OK: nothing has changed since the export."),
    Text(
        "ÄNDRAT sedan exporten: skälen stämmer inte längre. Läs tillbaka arbetsboken och exportera på nytt.",
        "CHANGED since the export: the reasons no longer fit. Read the workbook back and export again.",
    ),
)
CHOOSE, ALL_CUSTOMERS = Text("Välj kund", "Choose a customer"), Text("Alla kunder", "All customers")
ALL_AREAS = Text("Alla områden", "All areas")
STEP, BEGINS = Text("Steg", "Step"), Text("Staplarna börjar vid", "Bars begin at")
TABLE = Text("Per kund, och per område och kund", "By customer, and by area and customer")
DRAWN_FROM = Text("Underlag för diagrammet", "What the chart is drawn from")
CHOICE, FIRST, CHART_ROWS = 4, 7, 20
"""The rows of the customer that is chosen and of the first step and line, and how many the chart takes."""
LEVEL, BARS, UNDER_CHART = 3, range(4, 10), 16
"""The columns of the cells that the chart covers, from which it is drawn: levels, then the parts of bars; how wide."""
TABLE_AT = 11
"""The first column of the table beside the chart, whose heads stay in sight: areas."""
CUSTOMERS, STEPS = TABLE_AT + 1, TABLE_AT + 2
"""The columns of the lines' customers and of their first step."""


def why_sheet(year: Year, sheet: Sheet, changed: Changed) -> None:
    """Fill the sheet, which comes after *Cells*: ``changed`` is what has been.

    Raises:
        Faulty: the years can't be compared.
    """
    sheet.put(0, 0, year.say(TITLE), "title")
    if year.priced.before is None:
        sheet.put(1, 0, year.say(NO_YEAR_BEFORE), "note")
        return
    sheet.put(1, 0, year.say(AS_EXPORTED), "note")
    told = call("IF", changed.nothing, year.say(FIT), year.say(UNFIT))
    sheet.calculate(2, 0, told, "check", year.say(FIT))
    reasons = Reasons(year, sheet, compare(year.priced.before, year.pricing))
    reasons.put_table()
    reasons.put_waterfall()
    sheet.frozen, sheet.repeated_from, sheet.repeated_rows = (FIRST, 0), FIRST - 1, 1
    sheet.repeated_columns = range(TABLE_AT, STEPS)
    sheet.widths = dict.fromkeys(range(LEVEL, TABLE_AT), UNDER_CHART)
    last, columns = max(row for row, _ in sheet.cells), max(column for _, column in sheet.cells)
    sheet.printed = [Part(0, 0, FIRST + CHART_ROWS, TABLE_AT - 1), Part(FIRST - 2, TABLE_AT, last, columns)]


class Reasons:
    """The waterfall of the line that is chosen, and beside it the table of all changes with their reasons."""

    def __init__(self, year: Year, sheet: Sheet, compared: Comparison) -> None:
        """Lay out two years: the old price, the reasons that there are, and the new price are the steps of a line."""
        self.year, self.sheet, self.compared = year, sheet, compared
        changes = compared.cells.values()
        self.reasons = [name for name in REASONS if any(name in change.reasons_ore for change in changes)]
        before, after = year_labels(compared)
        names = (before, *(as_head(WORDS[name].word) for name in self.reasons), after)
        self.steps = [year.say(name) for name in names]
        self.last = FIRST + len(self.steps) - 1
        customers = {name: year.say(compared.customer_title(name)) for name in compared.of_customers()}
        everybody = year.say(ALL_CUSTOMERS)
        self.labels = labels({everybody: everybody, **customers})

    def put_table(self) -> None:
        """Put all changes: of all customers, of each, and of each area and customer."""
        year, sheet = self.year, self.sheet
        sheet.put(FIRST - 2, TABLE_AT, year.say(TABLE), "sum_label")
        heads = [*map(year.say, (AREA, term("customer"))), *self.steps, *map(year.say, (CHANGE, PERCENT))]
        sheet.put_row(FIRST - 1, TABLE_AT, heads)
        everywhere = year.say(ALL_AREAS)
        of_customers = [self.compared.total(), *self.compared.of_customers().values()]
        lines = [((everywhere, name), change) for name, change in zip(self.labels.values(), of_customers, strict=True)]
        for (area, customer), change in self.compared.cells.items():
            lines.append(((year.say(self.compared.area_title(area)), self.labels[customer]), change))
        for row, (names, change) in enumerate(lines, start=FIRST):
            self._put_line(row, names, change)

    def _put_line(self, row: int, names: tuple[str, str], change: Change) -> None:
        """Put one change."""
        self.sheet.put_row(row, TABLE_AT, names, "label")
        parts = (change.reasons_ore.get(name, 0) for name in self.reasons)
        amounts = [kronor(ore) for ore in (change.old_ore, *parts, change.new_ore, change.change_ore)]
        self.sheet.put_row(row, STEPS, amounts, "money")
        share, place = change.percent, STEPS + len(amounts)
        if share is None:
            self.sheet.put(row, place, NOTHING, "missing")
        else:
            self.sheet.put(row, place, percent(share), "percent")

    def put_waterfall(self) -> None:
        """Put the steps of the chosen line, and their chart over the cells that it is drawn from."""
        year, sheet, last = self.year, self.sheet, self.last
        sheet.put(CHOICE, 0, year.say(CHOOSE), "sum_label")
        chosen = sheet.put(CHOICE, 1, year.say(ALL_CUSTOMERS), "input_choice")
        choices = self._column(CUSTOMERS)
        sheet.choices.append((Range(chosen, chosen), choices))
        place = call("MATCH", chosen, choices, 0)
        sheet.put_row(FIRST - 1, 0, (year.say(STEP), year.pricing.model.currency))
        sheet.put(FIRST - 1, LEVEL, year.say(DRAWN_FROM), "note")
        for row, name in enumerate(self.steps, start=FIRST):
            sheet.put(row, 0, name, "label")
            steps = self._column(STEPS + row - FIRST)
            amount = sheet.calculate(row, 1, call("INDEX", steps, place), "money", steps.first.exact)
            below = None if row in (FIRST, last) else sheet.cells[row - 1, LEVEL]
            level = amount.number + (below.number if below else 0)
            sheet.calculate(row, LEVEL, below + amount if below else amount, "money", level)
        self._draw()

    def _draw(self) -> None:
        """Put what the chart's bars are drawn from, and the chart over it."""
        sheet, cells = self.sheet, [self.sheet.cells[row, LEVEL] for row in range(FIRST, self.last + 1)]
        sheet.put(self.last + 2, 0, self.year.say(BEGINS), "note")
        begins = waterfall.begins([cell.number for cell in cells])
        zero = sheet.calculate(self.last + 2, 1, waterfall.begin(self._steps(LEVEL)), "money", begins)
        for level, before in zip(cells, [None, *cells[:-2], None], strict=True):
            parts = waterfall.bar(before - zero if before else None, level - zero)
            due = waterfall.drawn(before.number - zero.number if before else None, level.number - zero.number)
            for column, part, number in zip(BARS, parts, due, strict=True):
                sheet.calculate(level.row, column, part, "money", number)
        series = tuple(("", self._steps(0), self._steps(column)) for column in BARS)
        sheet.charts.append(Chart(FIRST - 1, LEVEL, "waterfall", self.year.say(TITLE), series))

    def _column(self, column: int) -> Range:
        """Return a column of the lines to choose from."""
        return Range(self.sheet.cells[FIRST, column], self.sheet.cells[FIRST + len(self.labels) - 1, column])

    def _steps(self, column: int) -> Range:
        """Return a column of the chosen line's steps."""
        return Range(self.sheet.cells[FIRST, column], self.sheet.cells[self.last, column])
