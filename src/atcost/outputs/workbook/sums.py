"""What must be equal in a workbook that calculates: both sides of every check, each from cells of its own."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.model import HUNDRED
from atcost.core.words import Text, number_text
from atcost.outputs.workbook.adjustments import DOES_NOT_COUNT
from atcost.outputs.workbook.area import DIRECT, HEAD, MEASURE, ORE, PLACE, PRICE, VOLUME, WEIGHT
from atcost.outputs.workbook.cells import BELOW_ZERO, NOT_A_NUMBER
from atcost.outputs.workbook.costs import OF_COLUMN
from atcost.outputs.workbook.formula import Constant, call, times, total
from atcost.outputs.workbook.places import Range, count
from atcost.outputs.workbook.summary import BEFORE, CHANGED, NOW
from atcost.outputs.workbook.volumes import divisor
from atcost.outputs.workbook.year import COLUMNS, kronor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from atcost.core.words import Language
    from atcost.outputs.workbook.adjustments import Adjusting
    from atcost.outputs.workbook.area import AreaSheet
    from atcost.outputs.workbook.area_keys import KeyColumn
    from atcost.outputs.workbook.cells import Changed
    from atcost.outputs.workbook.costs import Costing
    from atcost.outputs.workbook.formula import Formula
    from atcost.outputs.workbook.looks import Look
    from atcost.outputs.workbook.summary import Summary
    from atcost.outputs.workbook.used import UsedTable, Uses
    from atcost.outputs.workbook.year import Year

BALANCE = Text("debiterat och skickat = självkostnad", "charged and sent = self-cost")
TARIFFS = Text("debiterat = styckpriser och egna tjänster", "charged = unit prices and services of its own")
UNITS = Text("priser = debiterat och avrundning till prisenhet", "prices = charged and rounding to units")
UNIT_OF_AREA = Text(
    "avrundning till prisenhet, högst en halv enhet ({bound})",
    "rounding to units, at most half a unit ({bound})",
)
UNIT_OF_PRICE = Text(
    "största avrundning av ett pris, högst en enhet ({bound})", "most rounding of a price, at most a unit ({bound})"
)
WEIGHTS = Text("nycklarnas vikter = 100 %", "weights of the keys = 100 %")
POOL = Text("nycklarnas öre = att fördela", "öre of the keys = to distribute")
PARTS = Text("delarna = nyckelns öre", "parts = öre of the key")
SHARES = Text("andelarna = 100 %", "shares = 100 %")
SPARES = Text("nya nycklar som inte kan räknas: 0", "new keys that can't be counted: 0")
LINES = Text(
    "tjänsternas summa = personal, andra kostnader och overhead", "sum of services = staff, other costs and overheads"
)
SPREAD = Text("fördelat = beloppet", "spread = the amount")
BY_AREA = Text("tjänsternas kostnad = områdenas", "cost of services = that of areas")
USED = Text("använda volymer = räknade och justerade", "used volumes = counted and adjusted")
SUCCESSORS = Text("delarna till efterföljare = 1", "parts to successors = 1")
PRICES = Text("Kundernas priser = områdenas priser", "Customers' prices = areas' prices")
CHANGES = Text("Ändringen = priser − föregående års priser", "Change = prices − last year's prices")
TRANSFERS = Text("Skickat = mottaget", "Sent = received")
FAULTS = {
    NOT_A_NUMBER: Text("gula celler som inte är tal: 0", "yellow cells that are not numbers: 0"),
    BELOW_ZERO: Text("gula celler under noll, som inte kan vara det: 0", "yellow cells below zero that can't be: 0"),
}
UNCOUNTED = Text("nya justeringar som inte räknas: 0", "new adjustments that do not count: 0")
NOT_PASTED = Text(
    "inklistrade volymer, som räknas först vid inläsning: 0", "pasted volumes, which count only when read back: 0"
)
STALE = Text("ändringar som lila värden inte följer: 0", "changes that purple values do not follow: 0")
OLD = Text(
    "lila värden är gamla: läs tillbaka och exportera på nytt", "purple values are stale: read back and export again"
)
NEGATIVE = Text("Lägsta använda volym under noll: 0", "Least used volume below zero: 0")


class Check(NamedTuple):
    """What must be equal, and how both sides are shown."""

    what: str
    left: Formula
    right: Formula
    look: Look = "money"
    cause: Formula | None = None
    """What is to be seen beside it where the two differ."""


def of_inputs(year: Year, changed: Changed, adjusting: Adjusting) -> Iterator[Check]:
    """Yield the checks of what was typed or pasted, each with the first cell that is to be seen."""
    for fault, what in FAULTS.items():
        said = year.say(fault)
        yield _none(head(year.language, what), call("COUNTIF", changed.faults, said), changed.first(said))
    wrong = year.say(DOES_NOT_COUNT)
    yield _none(head(year.language, UNCOUNTED), call("COUNTIF", adjusting.verdicts, wrong), adjusting.first(wrong))
    if year.book.wide:
        yield _none(head(year.language, NOT_PASTED), changed.pasted, _named(*year.book.wide))
    if year.model.method == "reciprocal":
        yield _none(head(year.language, STALE), changed.inputs, Constant(year.say(OLD)))


def _none(what: str, number: Formula, cause: Formula) -> Check:
    """Return the check that a number of cells is 0."""
    return Check(what, number, Constant(0), "whole", cause)


def head(language: Language, what: Text) -> str:
    """Return what a check is called that is about no area."""
    said = what.say(language)
    return said[0].upper() + said[1:]


def _named(place: Range) -> Formula:
    """Return a text that names cells with their sheet."""
    return Constant(f"{place.first.sheet.name}!{place.reference}")


def of_area(area: AreaSheet) -> Iterator[Check]:
    """Yield the checks of an area: its balance, its keys and their parts."""
    say, name, cells = area.year.say, area.year.title(area.name), area.cells
    balance = total([cells["charged"], cells["sent"]])
    beyond = [cells["beyond"]] if area.is_solved or area.area.is_tariff else []
    cause = Constant(say(OLD)) if area.is_solved else None
    yield Check(f"{name}: {say(BALANCE)}", balance, total([cells["self_cost"], *beyond]), cause=cause)
    if area.unit_ore != 1:
        yield from _units(area)
    if area.area.is_tariff:
        yield Check(f"{name}: {say(TARIFFS)}", cells["charged"], _columns(area))
    else:
        yield from _shared(area)
    for key in area.keys:
        whole = call("IF", key.cell(VOLUME).equals(0), 0, 1)
        yield Check(f"{_key(area, key)}: {say(SHARES)}", area.sum_of(key.block.share), whole, "percent")
    if area.spares:
        spares = [key for key in area.keys if key.key is None]
        place = _named(Range(spares[0].cell(MEASURE), spares[-1].cell(WEIGHT)))
        yield _none(f"{name}: {say(SPARES)}", _wrong_spares(area, spares), place)


def _units(area: AreaSheet) -> Iterator[Check]:
    """Yield the checks of prices in coarse units: what rounding leaves, and how far it goes."""
    say, name, roundings = area.year.say, area.year.title(area.name), area.column(area.charges + 1)
    if roundings is None:
        return
    left = total([roundings])
    yield Check(f"{name}: {say(UNITS)}", area.sum_of(PRICE), total([area.cells["charged"], left]))
    most = call("MAX", roundings, Constant(0) - call("MIN", roundings))
    for text, size, parts in ((UNIT_OF_AREA, call("ABS", left), 2), (UNIT_OF_PRICE, most, 1)):
        bound = kronor(area.unit_ore) / parts
        what = say(text).format(bound=f"{number_text(bound, area.year.language)} {area.year.model.currency}")
        least = call("MIN", size, Constant(bound.numerator) / bound.denominator)
        yield Check(f"{name}: {what}", size, least)


def _shared(area: AreaSheet) -> Iterator[Check]:
    """Yield the checks of an area that is shared by weights."""
    say, name = area.year.say, area.year.title(area.name)
    if area.area.keys:
        weights = total(key.cell(WEIGHT) for key in area.keys)
        yield Check(f"{name}: {say(WEIGHTS)}", weights, Constant(1), "percent")
        ore = total([Range(area.keys[0].cell(ORE), area.keys[-1].cell(ORE))])
        yield Check(f"{name}: {say(POOL)}", ore, area.cells["pool"], "whole")
    for key in area.keys:
        yield Check(f"{_key(area, key)}: {say(PARTS)}", area.sum_of(key.column), key.cell(ORE) / HUNDRED)


def _columns(area: AreaSheet) -> Formula:
    """Return what stands in the columns of direct services and keys."""
    return total(column for place in range(DIRECT, area.charges) if (column := area.column(place)))


def _key(area: AreaSheet, key: KeyColumn) -> str:
    head = area.sheet.cells[HEAD, key.column].exact
    return f"{area.year.title(area.name)}, {head}"


def _wrong_spares(area: AreaSheet, spares: Sequence[KeyColumn]) -> Formula:
    """Return how many new keys are not on the list, there already, there twice, or without a measure or a number."""
    known = [key.cell(MEASURE) for key in area.keys if key.key]
    wrong = [call("IF", call("AND", key.cell(PLACE).equals(0), key.cell(WEIGHT).exceeds(0)), 1, 0) for key in spares]
    wrong += [count(key.cell(WEIGHT), "COUNTA") - count(key.cell(WEIGHT)) for key in spares]
    if known:
        wrong += [call("COUNTIF", Range(known[0], known[-1]), key.cell(MEASURE)) for key in spares]
    for one, other in combinations(spares, 2):
        same = call("AND", one.cell(PLACE).exceeds(0), one.cell(PLACE).equals(other.cell(PLACE)))
        wrong.append(call("IF", same, 1, 0))
    return total(wrong)


def of_costs(year: Year, costing: Costing, areas: dict[str, AreaSheet]) -> Iterator[Check]:
    """Yield the checks of both tables of cost, and that every service's cost is some area's."""
    for column in COLUMNS:
        name, sums = year.say(OF_COLUMN[column]), costing.tables[column].sums
        parts = total(cell for each, cell in sums.items() if each != "total")
        yield Check(f"{name}: {year.say(LINES)}", sums["total"], parts)
        for overhead, entry in year.model.overheads.items():
            if entry.per_fte is None:
                what = f"{year.say(entry.title)}, {name}: {year.say(SPREAD)}"
                yield Check(what, sums[f"overhead.{overhead}"], costing.rates.overhead[overhead] / HUNDRED)
    costs = total(area.cells[name] for area in areas.values() for name in ("shared", "direct", "by_the_hour"))
    yield Check(year.say(BY_AREA), costing.tables[year.pricing.column].sums["total"], costs)


def of_volumes(uses: Uses, table: UsedTable) -> Iterator[Check]:
    """Yield the checks of every counted measure, and of the parts of customers that ended."""
    year = uses.year
    for measure, (counts, parts) in uses.counted.blocks.items():
        cells = [table.cells[measure, user] for user in year.users]
        used = total([Range(cells[0], cells[-1])]) / uses.denominator(measure)
        counted = call("SUMPRODUCT", counts, parts) / divisor(year.model, measure)
        adjusted = call("SUMIFS", uses.adjusting.quantities, uses.adjusting.measures, uses.names.measures[measure])
        what = f"{year.say(year.model.measures[measure].title)}: {year.say(USED)}"
        yield Check(what, used, counted + adjusted, "quantity")
    for name, customer in year.model.customers.items():
        if customer.successors:
            parts_of = total(times(Constant(1), Fraction(each.part)) for each in customer.successors)
            yield Check(f"{year.title(name)}: {year.say(SUCCESSORS)}", parts_of, Constant(1), "quantity")
    everything = list(table.cells.values())
    if everything:
        least = call("MIN", 0, Range(everything[0], everything[-1]))
        yield Check(year.say(NEGATIVE), least, Constant(0), "quantity")


def of_summary(year: Year, summary: Summary, areas: dict[str, AreaSheet]) -> Iterator[Check]:
    """Yield the checks of all areas together."""
    of_areas = total(area.sum_of(PRICE) for area in areas.values())
    yield Check(year.say(PRICES), summary.total(NOW), of_areas)
    if BEFORE in summary.blocks:
        yield Check(year.say(CHANGES), summary.total(CHANGED), summary.total(NOW) - summary.total(BEFORE))
    if year.model.method != "direct":
        sent, received = (total(area.cells[name] for area in areas.values()) for name in ("sent", "received"))
        yield Check(year.say(TRANSFERS), sent, received)
