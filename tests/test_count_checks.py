from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from atcost.core.count_checks import LISTED, check_count
from atcost.core.counting import MeasureCount
from atcost.core.model import Area, Customer, VolumeRow
from atcost.core.period import Month
from tests.counting import CUSTOMERS, JULY, NAME, model_of

if TYPE_CHECKING:
    from atcost.core.finding import Finding

NOBODY = CUSTOMERS | {"parks": Customer(title=NAME, kind="company")}


def checked(before: list[VolumeRow], rows: list[VolumeRow], measures: tuple[str, ...] = ("invoices",)) -> list[Finding]:
    model = replace(model_of(NOBODY), areas={"rent": Area(title=NAME)})
    none: dict[str, Any] = {"excluded": {}, "refused": {}, "without_thing": 0, "outside": 0, "nobody": {}}
    counts = [
        MeasureCount(source="erp", measure=name, in_files=0, read=9, counted=0, quantity=0, **none) for name in measures
    ]
    return list(check_count(model, before, counts, rows))


def row(customer: str, months: int = 0, quantity: int = 1, measure: str = "invoices") -> VolumeRow:
    return VolumeRow(measure, customer, Month(JULY + months), quantity)


YEAR = [row("schools", months) for months in range(12)]


def test_a_whole_count_has_no_findings() -> None:
    assert checked([], YEAR) == []


@pytest.mark.parametrize("number", [1, LISTED, LISTED + 1])
def test_months_below_zero_are_named(number: int) -> None:
    below = [row("culture", months, -2) for months in range(number)]
    (finding,) = checked([], [*YEAR, *below])
    assert (finding.rule, finding.level, finding.file) == ("counted_below_zero", "error", "measures/erp/invoices.sql")
    assert len(finding.values["places"]) == min(number, LISTED + 1)
    assert "2021-07" in finding.message("en")


def test_months_without_rows_are_named() -> None:
    (finding,) = checked([], YEAR[2:])
    assert (finding.rule, finding.values["months"]) == ("month_missing", ["2021-07..2021-08"])


def test_a_measure_that_is_emptied_says_what_it_had() -> None:
    """An area, which has no codes, keeps its rows."""
    before = [row("schools"), row("culture"), row("schools", measure="homes"), row("rent")]
    found = checked(before, [])
    assert [(finding.rule, finding.values["rows"]) for finding in found] == [("nothing_counted", 2)]


def test_customers_without_codes_are_named_where_they_had_rows_of_what_is_counted() -> None:
    before = [row("parks"), row("parks", 1), row("schools"), row("parks", measure="homes")]
    (finding,) = checked(before, YEAR)
    assert (finding.rule, finding.values["rows"]) == ("rows_without_codes", 2)
    assert list(finding.values["customers"]) == ["parks"]
    assert checked([row("parks", measure="homes")], YEAR) == []
