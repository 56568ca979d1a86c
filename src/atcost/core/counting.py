"""Counting: groups of a source's rows become volumes of customers, and no row is left unaccounted for.

An engine (DuckDB, Spark) reduces millions of rows to a few thousand ``RowGroup``; what a code means on a day is
settled here, once for all engines. Every row ends in one place: *excluded* by a rule of the measure, *refused* since it
can't be read, *without a thing* where things are counted, *outside* the window, of a code that maps to *nobody*, or
*counted*; the first of these, in this order.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.model import VolumeRow
from atcost.core.period import month_of
from atcost.core.words import Text, number_text, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from atcost.core.model import Customer, Model
    from atcost.core.money import Exact
    from atcost.core.period import Month, Window

DAY = timedelta(days=1)

REASONS: dict[str, Text] = {
    "record": Text(
        "raden har inte lika många fält som rubriken, ett citattecken som inte stängs, eller är för lång",
        "the row has not as many fields as the heading, a quotation mark that is not closed, or is too long",
    ),
    "date": Text("datumet kan inte läsas", "the date can't be read"),
    "ambiguous_date": Text(
        "datumet kan läsas på två sätt, dag eller månad först",
        "the date can be read in two ways, day or month first",
    ),
    "mixed_dates": Text(
        "kolumnen har datum både med dag och med månad först",
        "the column has dates both with the day and with the month first",
    ),
    "quantity": Text("antalet kan inte läsas", "the quantity can't be read"),
    "ambiguous_quantity": Text(
        "antalet kan läsas på två sätt, tusental eller decimaler",
        "the quantity can be read in two ways, thousands or decimals",
    ),
    "mixed_marks": Text(
        "kolumnen har både punkt och komma i sina antal", "the column has both points and commas in its quantities"
    ),
}
"""Why a row is refused."""
_ANEW = Text("Rätta dem i filen, eller ta ut den på nytt.", "Correct them in the file, or extract it anew.")
_FIRST = Text(
    "Säg i mätetalets SQL vad som står först: try_strptime(KOLUMN, '%d/%m/%Y') AS date, eller %m/%d/%Y.",
    "Say in the measure's SQL what stands first: try_strptime(COLUMN, '%d/%m/%Y') AS date, or %m/%d/%Y.",
)
_MARK = Text(
    "Säg i mätetalets SQL vad tecknet är: replace(KOLUMN, '.', '') AS quantity där det skiljer tusental, "
    "CAST(KOLUMN AS DECIMAL(18, 3)) AS quantity där det är decimaltecknet.",
    "Say in the measure's SQL what the mark is: replace(COLUMN, '.', '') AS quantity where it parts thousands, "
    "CAST(COLUMN AS DECIMAL(18, 3)) AS quantity where it is the decimal mark.",
)
REMEDIES: dict[str, Text] = {
    "record": _ANEW,
    "date": Text(
        "Skriv om dem i mätetalets SQL till datum, t.ex. try_strptime(KOLUMN, '%y%m%d') AS date.",
        "Turn them into dates in the measure's SQL, such as try_strptime(COLUMN, '%y%m%d') AS date.",
    ),
    "ambiguous_date": _FIRST,
    "mixed_dates": _FIRST,
    "quantity": _ANEW,
    "ambiguous_quantity": _MARK,
    "mixed_marks": _MARK,
}
"""What to do about rows that are refused."""


def code_text(code: str, rows: int) -> Text:
    """Name a code that maps to nobody, with its number of rows; an empty one stands out.

    >>> code_text("999", 250).sv, code_text("", 7).en
    ('999 (250)', 'empty code (7)')
    """
    return Text(
        f"{shown(code) or 'tom kod'} ({number_text(rows, 'sv')})",
        f"{shown(code) or 'empty code'} ({number_text(rows, 'en')})",
    )


class RowGroup(NamedTuple):
    """Rows that are alike in all that counting asks; ``rows`` of them, with a quantity in all.

    ``day`` is the first of the month, or the day itself in a month that validity cuts; None in a refused row.
    ``rule`` is the exclusion and ``reason`` the refusal that the rows met, or empty.
    """

    code: str
    day: date | None
    rule: str
    reason: str
    has_thing: bool
    rows: int
    quantity: Exact


class ThingGroup(NamedTuple):
    """Things of one month that stand under the same codes: their codes and days as in ``RowGroup``, and how many."""

    places: tuple[tuple[str, date], ...]
    things: int


class RefusedRow(NamedTuple):
    """A row that can't be read: its place in the source's file, why, and what it holds, as it stands."""

    measure: str
    source_row: str
    reason: str
    code: str
    date: str
    quantity: str


class Behind(NamedTuple):
    """What stands behind a volume: rows that a customer's codes brought, what they count to, and the part of it.

    ``part`` is all, 1, unless the customer asked about took over from this one.
    """

    customer: str
    part: Exact
    rows: int
    counted: Exact

    @property
    def volume(self) -> Exact:
        """Return what of it is the volume of the customer asked about."""
        return self.counted * self.part


class Span(NamedTuple):
    """A customer's code is valid from and to these days, both included."""

    customer: str
    from_: date
    to: date


@dataclass(frozen=True, slots=True)
class Codes:
    """Whose a source system's code is, and when; ``customers`` in model order."""

    customers: tuple[str, ...]
    spans: Mapping[str, tuple[Span, ...]]

    def customer(self, code: str, day: date) -> str | None:
        """Return whose the code is on a day, or None where it maps to nobody."""
        return next((span.customer for span in self.spans.get(code, ()) if span.from_ <= day <= span.to), None)

    def cut_months(self) -> list[date]:
        """Return the first day of each month inside which a code begins or ends: there the day matters."""
        spans = [span for of_code in self.spans.values() for span in of_code]
        begins = {span.from_ for span in spans} | {span.to + DAY for span in spans if span.to < date.max}
        return sorted({begin.replace(day=1) for begin in begins if begin.day != 1})


def codes_of(customers: Mapping[str, Customer]) -> Codes:
    """Return the codes of customers; blanks around a code mean nothing.

    A code may pass from one customer to another; that it has one owner a day is checked with the model.
    """
    spans: dict[str, tuple[Span, ...]] = {}
    for name, customer in customers.items():
        span = Span(name, customer.from_ or date.min, customer.to or date.max)
        for code in customer.codes:
            spans[code.strip()] = (*spans.get(code.strip(), ()), span)
    return Codes(tuple(customers), spans)


class Extent(NamedTuple):
    """A measure's rows before they are mapped: those in its tables' files, those that it yields, those that are none.

    ``bad_records`` stand in the files but can't be told apart into columns, so no measure can yield them.
    """

    source: str
    measure: str
    in_files: int
    yielded: int
    bad_records: int


@dataclass(frozen=True, kw_only=True)
class MeasureCount:
    """What became of a measure's rows. ``excluded`` by rule, ``refused`` by reason, ``nobody`` by code; all in rows.

    ``in_files`` are the rows of the tables that the measure reads, which its text may narrow or join. ``read`` is the
    engine's count, and the rest are summed apart from it. ``quantity`` is what the counted rows count to.
    """

    source: str
    measure: str
    in_files: int
    read: int
    counted: int
    excluded: Mapping[str, int]
    refused: Mapping[str, int]
    without_thing: int
    outside: int
    nobody: Mapping[str, int]
    quantity: Exact

    @property
    def file(self) -> str:
        """Return where the measure's text stands in the year's folder."""
        return f"measures/{self.source}/{self.measure}.sql"

    @property
    def accounted_for(self) -> int:
        """Return the rows whose end is known, which must be all that were read."""
        apart = sum(self.excluded.values()) + sum(self.refused.values()) + sum(self.nobody.values())
        return self.counted + apart + self.without_thing + self.outside


def mapped(
    extent: Extent, window: Window, codes: Codes, groups: Iterable[RowGroup], things: Iterable[ThingGroup] | None
) -> tuple[MeasureCount, list[VolumeRow]]:
    """Map groups of rows to customers: the account of all rows, and the volumes by customer and month, in model order.

    With ``things`` each counts as one for a customer and month, also under two of its codes; without, quantities are
    added.

    Raises:
        AssertionError: rows were lost on the way, which is a fault of the engine.
    """
    ends: Counter[tuple[str, str]] = Counter()
    volumes: dict[tuple[str, Month], Exact] = {}
    for group in groups:
        end, name = _end(group, window, codes, counts_things=things is not None)
        ends[end, name] += group.rows
        if end == "counted" and group.day is not None and things is None:
            place = name, month_of(group.day)
            volumes[place] = volumes.get(place, 0) + group.quantity
    for place, number in _placed(things or (), window, codes):
        volumes[place] = volumes.get(place, 0) + number
    if extent.bad_records:
        ends["refused", "record"] += extent.bad_records
    count = _account(extent, ends, sum(volumes.values()))
    if count.accounted_for != count.read:
        message = f"{extent.measure}: {count.read} rows read, {count.accounted_for} accounted for"
        raise AssertionError(message)
    order = {name: number for number, name in enumerate(codes.customers)}
    in_order = sorted(volumes.items(), key=lambda item: (order[item[0][0]], item[0][1]))
    return count, [VolumeRow(extent.measure, customer, month, part) for (customer, month), part in in_order]


def merged(
    model: Model, before: Iterable[VolumeRow], counts: Iterable[MeasureCount], rows: Iterable[VolumeRow]
) -> list[VolumeRow]:
    """Return a year's volumes after a count, in model order: what was counted, and what of those before was not.

    Not counted are the measures without an account, and what areas use, who have no codes.
    """
    now, order = {count.measure for count in counts}, {name: place for place, name in enumerate(model.measures)}
    kept = (row for row in before if row.measure not in now or row.customer in model.areas)
    return sorted([*kept, *rows], key=lambda row: order.get(row.measure, len(order)))


def _end(group: RowGroup, window: Window, codes: Codes, *, counts_things: bool) -> tuple[str, str]:
    if group.rule:
        return "excluded", group.rule
    if group.reason or group.day is None:
        return "refused", group.reason
    if counts_things and not group.has_thing:
        return "without_thing", ""
    if month_of(group.day) not in window:
        return "outside", ""
    customer = codes.customer(group.code, group.day)
    return ("nobody", group.code) if customer is None else ("counted", customer)


def _placed(things: Iterable[ThingGroup], window: Window, codes: Codes) -> Iterator[tuple[tuple[str, Month], int]]:
    for places, number in things:
        month = month_of(places[0][1])
        if month in window:
            owners = {codes.customer(code, day) for code, day in places}
            yield from (((customer, month), number) for customer in owners if customer is not None)


def _account(extent: Extent, ends: Counter[tuple[str, str]], quantity: Exact) -> MeasureCount:
    def by_name(wanted: str) -> dict[str, int]:
        """Return what ended there, the most rows first, and the same whatever order the engine gave."""
        in_order = sorted(ends.items(), key=lambda item: (-item[1], item[0]))
        return {name: rows for (end, name), rows in in_order if end == wanted}

    return MeasureCount(
        source=extent.source,
        measure=extent.measure,
        in_files=extent.in_files,
        read=extent.yielded + extent.bad_records,
        counted=sum(by_name("counted").values()),
        excluded=by_name("excluded"),
        refused=by_name("refused"),
        without_thing=ends["without_thing", ""],
        outside=ends["outside", ""],
        nobody=by_name("nobody"),
        quantity=quantity,
    )
