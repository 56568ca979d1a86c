"""Checks of a count: its volumes can be priced, and no volume that was there goes without a word."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from atcost.core.finding import ByCustomer, Finding
from atcost.core.naming import MODEL
from atcost.core.period import month_text
from atcost.core.volume_checks import in_runs
from atcost.core.words import Text, number_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from atcost.core.counting import MeasureCount
    from atcost.core.model import Model, VolumeRow

LISTED = 5
"""How many volumes below zero a finding names."""


def check_count(
    model: Model, before: Sequence[VolumeRow], counts: Iterable[MeasureCount], rows: Sequence[VolumeRow]
) -> Iterator[Finding]:
    """Check what was counted, ``rows`` with an account of each measure, beside the year's volumes before."""
    counted = {count.measure: count for count in counts}
    for measure, count in counted.items():
        of_measure = [row for row in rows if row.measure == measure]
        yield from _below_zero(model, count, of_measure)
        yield from _nothing(model, count, of_measure, before)
    yield from _without_codes(model, [row for row in before if row.measure in counted])


def _below_zero(model: Model, count: MeasureCount, rows: Iterable[VolumeRow]) -> Iterator[Finding]:
    """No month's volume is below zero: a price is refused on it."""
    below = [row for row in rows if row.quantity < 0]
    if below:
        places = [_place(model, row) for row in islice(below, LISTED)]
        more = ["…"] if len(below) > LISTED else []
        values = {"measure": model.measures[count.measure].title, "places": [*places, *more]}
        yield Finding("counted_below_zero", count.file, values=values)


def _nothing(
    model: Model, count: MeasureCount, rows: Sequence[VolumeRow], before: Iterable[VolumeRow]
) -> Iterator[Finding]:
    """A counted measure has rows, in every month of its window."""
    title, window = model.measures[count.measure].title, model.window(count.measure)
    if not rows:
        lost = sum(row.measure == count.measure and row.customer not in model.areas for row in before)
        values = {"measure": title, "window": str(window), "read": count.read, "rows": lost}
        yield Finding("nothing_counted", count.file, values=values)
    elif missing := sorted(set(window.months()) - {row.month for row in rows}):
        yield Finding("month_missing", count.file, values={"measure": title, "months": in_runs(missing)})


def _without_codes(model: Model, before: Iterable[VolumeRow]) -> Iterator[Finding]:
    """A customer that had rows of what is counted has codes, without which it can't get any."""
    lost = [row for row in before if row.customer in model.customers and not any(model.customers[row.customer].codes)]
    if lost:
        who = ByCustomer({row.customer: model.customers[row.customer].title for row in lost})
        yield Finding("rows_without_codes", MODEL, path="customer", values={"customers": who, "rows": len(lost)})


def _place(model: Model, row: VolumeRow) -> Text:
    customer, month = model.customers[row.customer].title, month_text(row.month)
    return Text(
        f"{customer.sv} {month} ({number_text(row.quantity, 'sv')})",
        f"{customer.en} {month} ({number_text(row.quantity, 'en')})",
    )
