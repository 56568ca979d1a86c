"""Cells: every address reads what it sets, leads somewhere, and is answered with the nearest where it doesn't."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import atcost
from atcost import price
from atcost.core.cell_values import Documents
from atcost.core.cells import CELLS, Cell, begun, cell_at, cells, kind_at, near, with_cell
from atcost.core.model import BudgetRow, VolumeRow
from atcost.core.period import month
from atcost.core.seal import digest
from atcost.inputs.model_folder import read_year
from tests.console import EXAMPLES, ROOT
from tests.models import year_of_seed
from tests.test_errors import CASES, findings_of, laid_out
from tests.whole_year import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = (ROOT / "docs" / "interface.md").read_text(encoding="utf-8")
OTHER = {
    "number": Fraction("7.5"),
    "whole": 7,
    "month": month(2022, 5),
    "date": date(2022, 5, 1),
    "name": "somebody",
    "names": ("one", "two"),
}
NO_MONTHS = re.compile(r"volume\.\w+\.\w+\.")


def documents(folder: Path) -> Documents:
    return Documents(atcost.read_model(folder), atcost.read_volumes(folder))


SMALL, STOCKHOLM = documents(EXAMPLES / "small"), documents(EXAMPLES / "stockholm" / "2023")
YEARS = {
    "small": SMALL,
    "linked": documents(EXAMPLES / "linked"),
    "stockholm": STOCKHOLM,
    "tariffs": documents(EXAMPLES / "stockholm" / "2022"),
    "whole": documents(WHOLE),
}


def other(cell: Cell) -> Any:
    """Return another value that the cell takes."""
    choices = [choice for choice in cell.takes.choices if choice != cell.value]
    return choices[0] if choices else OTHER[cell.takes.what]


def some_cells(year: Documents) -> Iterator[Cell]:
    """Yield every cell but the most of the months, which are as one another."""
    for number, cell in enumerate(cells(year)):
        if not NO_MONTHS.match(cell.address) or number % 50 == 0:
            yield cell


@pytest.mark.parametrize("year", YEARS.values(), ids=YEARS)
def test_every_cell_reads_what_it_is_set_to(year: Documents) -> None:
    for cell in some_cells(year):
        if cell.address.startswith(("volume.claims.", "volume.weighed.")):
            continue  # combined; below
        changed = with_cell(year, cell.address, other(cell))
        assert cell_at(changed, cell.address) == cell._replace(value=other(cell)), cell


@pytest.mark.parametrize("year", YEARS.values(), ids=YEARS)
def test_setting_a_cell_to_what_it_holds_changes_nothing(year: Documents) -> None:
    before, some = digest(year.model, year.volumes), list(some_cells(year))
    for cell in Random(1).sample(some, min(40, len(some))):  # noqa: S311 -- chance that can be repeated is what is wanted
        same = with_cell(year, cell.address, cell.value)
        assert digest(same.model, same.volumes) == before, cell.address


def test_setting_a_cell_to_what_it_holds_changes_no_random_years_price() -> None:
    """Where a value stands on several rows, they become one."""
    for seed in range(20):
        year = Documents(*year_of_seed(seed))
        prices = price(year.model, year.volumes).prices
        for cell in Random(seed).sample(list(cells(year)), 5):  # noqa: S311 -- chance that can be repeated is what is wanted
            same = with_cell(year, cell.address, cell.value)
            assert price(same.model, same.volumes).prices == prices, (seed, cell)


def test_setting_changes_nothing_in_place() -> None:
    before = digest(SMALL.model, SMALL.volumes)
    for cell in cells(SMALL):
        with_cell(SMALL, cell.address, other(cell))
    assert digest(SMALL.model, SMALL.volumes) == before


def test_a_combined_volume_is_set_by_its_parts_in_proportion() -> None:
    changed = with_cell(STOCKHOLM, "volume.claims.culture", Fraction(100))
    for part in ("reminders", "collection_cases"):
        then, now = (year.used[part].quantities["culture"] for year in (STOCKHOLM, changed))
        assert Fraction(now) / then == Fraction(100) / STOCKHOLM.used["claims"].quantities["culture"]
    assert changed.used["claims"].quantities["culture"] == 100


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("fte.invoices.school_reports.clerk", Fraction("0.5")),
        ("amount.payslips.paying", 1000),
        ("area.payslips.key.bills.weight", 10),
        ("area.invoices.service.entry.only_for", "school"),
        ("area.invoices.service.entry.from", month(2025, 3)),
        ("overhead.common.amount", 5),
        ("customer.school.takes", ("invoices",)),
        ("customer.school.to", date(2025, 6, 30)),
        ("volume.bills.invoices", 12),
        ("volume.bills.payslips.2024-05", 12),
    ],
)
def test_what_the_documents_dont_say_can_be_set(address: str, value: Any) -> None:
    empty = SMALL
    if address.startswith("amount"):
        empty = replace(SMALL, model=replace(SMALL.model, budget=SMALL.model.budget[:1]))
    cell = cell_at(empty, address)
    assert cell
    assert cell.value is None
    assert address not in {each.address for each in cells(empty)}
    changed = cell_at(with_cell(empty, address, value), address)
    assert changed
    assert changed.value == value


def test_what_may_be_left_out_can_be_emptied() -> None:
    priced = with_cell(SMALL, "customer.school.takes", ("invoices",))
    assert with_cell(priced, "customer.school.takes", None) == SMALL


def test_a_value_on_several_rows_is_their_sum() -> None:
    rows = (
        BudgetRow("invoices", "entry", "clerk", 1, None, "a"),
        BudgetRow("invoices", "entry", "clerk", 2, None, "b"),
    )
    year = replace(SMALL, model=replace(SMALL.model, budget=(*SMALL.model.budget, *rows)))
    cell = cell_at(year, "fte.invoices.entry.clerk")
    assert cell
    assert cell.value == Fraction("5.5")
    (row,) = (row for row in with_cell(year, cell.address, 4).model.budget if row[:3] == rows[0][:3])
    assert row.fte == 4


def test_a_month_is_set_in_its_row() -> None:
    changed = with_cell(SMALL, "volume.bills.school.2024-05", 7)
    assert VolumeRow("bills", "school", month(2024, 5), 7, 3) in changed.volumes.rows
    assert len(changed.volumes.rows) == len(SMALL.volumes.rows)


def test_every_kind_of_cell_is_seen() -> None:
    """No row of the table is idle: a year with every entry that there can be has cells of each."""
    year = YEARS["whole"]
    kinds = {kind_at(year, cell.address) for cell in cells(year)}
    assert [kind.pattern for kind in CELLS if kind not in kinds] == []


def test_the_page_has_every_kind_of_cell() -> None:
    listed = re.findall(r"^\| `([\w.]+)` \|", PAGE, re.MULTILINE)
    assert [kind.pattern for kind in CELLS if kind.pattern not in listed] == []


@pytest.mark.parametrize(
    ("address", "nearest"),
    [
        ("volume.claim.education", ["volume.claims.education"]),
        ("volume.claims.educaton", ["volume.claims.education"]),
        ("volumes.claims.education", ["volume.claims.education"]),
        ("claims.education", ["volume.claims.education"]),
        ("volume.claims.Utbildningsförvaltningen", ["volume.claims.education"]),
        ("volume.reminders.education.2021-06", ["volume.reminders.education.2022-06"]),
        ("fte.payable.support.accountants", ["fte.payable.support.accountant"]),
        ("fte.payable.accountant", ["fte.payable.incoming_invoices.accountant"]),
        ("staff.accountant", ["staff.accountant.rate", "staff.accountant.hours"]),
        ("staff.accountant.rate.now", ["staff.accountant.rate"]),
        ("overhead.intern.per_fte", ["overhead.internal.per_fte"]),
        ("area.payable.key.claims", ["area.payable.key.claims.weight", "area.payable.key.claims.unit_price"]),
        ("area.payabel.key.claim.wieght", ["area.payable.key.claims.weight"]),
        ("", ["volume.supplier_invoices.rinkeby_kista"]),
        ("x" * 5_000, ["volume.supplier_invoices.rinkeby_kista"]),
        ("." * 5_000, ["volume.supplier_invoices.rinkeby_kista.2021-07"]),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_wrong_address_is_answered_with_the_nearest(address: str, nearest: list[str]) -> None:
    assert cell_at(STOCKHOLM, address) is None
    found = near(STOCKHOLM, address)
    assert found[: len(nearest)] == nearest
    assert all(cell_at(STOCKHOLM, each) for each in found)
    with pytest.raises(KeyError):
        with_cell(STOCKHOLM, address, 1)


@given(
    st.lists(st.sampled_from(["area", "payable", "carried", "1", "amount", "key", "claims", "adjustment", "volume"]))
)
def test_every_answer_to_a_wrong_address_leads_somewhere(parts: list[str]) -> None:
    for year in (SMALL, STOCKHOLM):
        assert [name for name in near(year, ".".join(parts)) if cell_at(year, name) is None] == []


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("fte.invoices.e", ["fte.invoices.entry.clerk", "fte.invoices.entry.specialist"]),
        ("area.pay", ["area.payslips.key.", "area.payslips.service."]),
        ("index", ["index.staff", "index.other"]),
        ("volume.bills.school", ["volume.bills.school", "volume.bills.school."]),
        ("volume.bills.school.2024-04", ["volume.bills.school.2024-04"]),
        ("volume.bill.school", []),
        ("nothing", []),
    ],
)
def test_what_is_typed_goes_on_as_cells(typed: str, completed: list[str]) -> None:
    assert begun(SMALL, typed) == completed


@pytest.mark.parametrize("case", CASES)
def test_a_findings_cell_leads_somewhere(case: str, tmp_path: Path) -> None:
    folder = laid_out(case, tmp_path / "year")
    year, cells_named = read_year(folder), {finding.cell for finding in findings_of(folder)} - {""}
    if cells_named:
        assert year.model
        assert [cell for cell in cells_named if not kind_at(Documents(year.model, year.volumes), cell)] == []
