"""What is typed behind ``--set``: read exactly, or told of in both languages."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from atcost.core.cell_values import Documents
from atcost.core.finding import Faulty
from atcost.core.period import month
from atcost.core.rules import what_if as rules
from atcost.core.what_if import Setting, what_if
from atcost.inputs.model_folder import read_year
from atcost.inputs.settings import read_settings
from tests.console import EXAMPLES
from tests.golden import assert_golden
from tests.test_errors import lines_of
from tests.test_golden import GOLDEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atcost.core.finding import Finding

SMALL, NEW, OLD = "small", "stockholm/2023", "stockholm/2022"
WRONG = {
    "no sign": (SMALL, ["staff.clerk.rate"]),
    "another sign": (SMALL, ["staff.clerk.rate/2"]),
    "nothing": (SMALL, [""]),
    "a measure in the plural": (NEW, ["volume.claim.education*=0,5"]),
    "a part left out": (NEW, ["fte.payable.accountant+=2"]),
    "another word": (NEW, ["salary.accountant=700000"]),
    "an entry that the year has none of": (SMALL, ["area.invoices.carried.1.amount=5"]),
    "a division": (SMALL, ["staff.clerk.rate/=2"]),
    "a volume below zero": (SMALL, ["volume.bills.school=-5"]),
    "half an address": (SMALL, ["area.invoices.key=60"]),
    "a subtraction": (SMALL, ["fte.invoices.entry.clerk-=1"]),
    "no number": (SMALL, ["staff.clerk.rate=a lot"]),
    "no value": (SMALL, ["staff.clerk.rate="]),
    "a unit": (SMALL, ["area.invoices.key.bills.weight=50 %"]),
    "thousands": (SMALL, ["staff.clerk.rate=512 300"]),
    "two readings": (SMALL, ["staff.clerk.rate=1,500"]),
    "endless": (SMALL, ["staff.clerk.rate=" + "1" * 31]),
    "no choice": (SMALL, ["method=fair"]),
    "a choice raised": (SMALL, ["method+=direct"]),
    "no month": (SMALL, ["area.invoices.service.entry.from=april"]),
    "no date": (SMALL, ["customer.school.to=soon"]),
    "half a day": (NEW, ["area.payable.lead_time.stop_invoice.days=1,5"]),
    "a combined volume that is zero": (NEW, ["volume.claims.forsakring=5"]),
    "twice": (SMALL, ["unit=1", "unit=10"]),
    "all at once": (SMALL, ["unit", "units=1", "unit=much"]),
}
RELEASED = (OLD, ["volume.supplier_invoices.education*=0.5"])


def read(typed: Sequence[str], folder: str = SMALL) -> tuple[list[Setting], list[Finding]]:
    return read_settings(typed, Documents(*read_year(EXAMPLES / folder).documents()))


@pytest.mark.parametrize(
    ("typed", "setting"),
    [
        ("staff.clerk.rate=40", ("staff.clerk.rate", "=", 40)),
        ("staff.clerk.rate += 2", ("staff.clerk.rate", "+=", 2)),
        ("staff.clerk.rate+=-2", ("staff.clerk.rate", "+=", -2)),
        ("staff.clerk.rate+=\N{MINUS SIGN}2,5", ("staff.clerk.rate", "+=", Fraction("-2.5"))),
        ("staff.clerk.rate*=0.5", ("staff.clerk.rate", "*=", Fraction(1, 2))),
        ("staff.clerk.rate*=0,5", ("staff.clerk.rate", "*=", Fraction(1, 2))),
        ("staff.clerk.rate*=1/3", ("staff.clerk.rate", "*=", Fraction(1, 3))),
        ("staff.clerk.rate=1.500", ("staff.clerk.rate", "=", Fraction("1.5"))),
        ("volume.bills.school.2024-05=7", ("volume.bills.school.2024-05", "=", 7)),
        ("method=reciprocal", ("method", "=", "reciprocal")),
        ("order=invoices, payslips", ("order", "=", ("invoices", "payslips"))),
        ("order=", ("order", "=", ())),
        ("customer.school.takes=", ("customer.school.takes", "=", None)),
        ("customer.school.to=2025-06-30", ("customer.school.to", "=", date(2025, 6, 30))),
        ("area.invoices.service.entry.from=2025-04", ("area.invoices.service.entry.from", "=", month(2025, 4))),
        ("area.invoices.service.entry.kind=hourly", ("area.invoices.service.entry.kind", "=", "hourly")),
        ("area.invoices.service.entry.only_for=school", ("area.invoices.service.entry.only_for", "=", "school")),
        (
            "area.invoices.service.school_reports.only_for=",
            ("area.invoices.service.school_reports.only_for", "=", None),
        ),
    ],
)
def test_what_is_typed_is_read(typed: str, setting: tuple[str, str, Any]) -> None:
    assert read([typed]) == ([setting], [])


def test_what_can_be_read_is_read_beside_what_cant() -> None:
    settings, findings = read(["unit=10", "units=10"])
    assert (settings, [finding.rule for finding in findings]) == ([("unit", "=", 10)], ["unknown_cell"])


def findings_of(folder: str, typed: Sequence[str], release: Fraction | None = None) -> Sequence[Finding]:
    settings, findings = read(typed, folder)
    if findings:
        return findings
    with pytest.raises(Faulty) as fault:
        what_if(read_year(EXAMPLES / folder).price(), settings, release)
    return fault.value.findings


def test_what_is_wrongly_typed_is_golden() -> None:
    cases = {name: findings_of(*case) for name, case in WRONG.items()}
    cases["a release in a tariff area"] = findings_of(*RELEASED, Fraction(2, 5))
    assert {*rules.RULES} <= {finding.rule for findings in cases.values() for finding in findings}
    text = [line for name, findings in cases.items() for line in [f"== {name} ==", *told(findings)]]
    assert_golden(GOLDEN / "what-if-errors.txt", "\n".join(text))


def told(findings: Sequence[Finding]) -> list[str]:
    return [line for finding in findings for line in lines_of(finding)]


def test_a_long_text_is_told_of_in_short() -> None:
    for typed in ("x" * 10_000, "x" * 10_000 + "=1", "unit=" + "x" * 10_000, "unit=1\n\x1b[31m"):
        _, findings = read([typed])
        assert findings
        assert all(len(line) < 400 and not re.search(r"[\n\x1b]", line) for line in told(findings))
