"""The workbook proved by a real spreadsheet: calculated anew in LibreOffice, as exported and after changes of inputs.

What it finds is held to the engine's exact amounts, cell by cell; and what it saves is read back.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from atcost.core.cell_values import WHAT_IF, Documents
from atcost.core.seal import digest
from atcost.inputs.model_folder import read_year
from atcost.inputs.workbook.read import SOURCE, read_workbook
from atcost.outputs.workbook.formula import Call, call
from tests.models import year_of_seed
from tests.workbooks import Workbook, differing, in_ore, ore, place, pricing, referred, too_much

if TYPE_CHECKING:
    from atcost.core.money import Exact
    from atcost.core.pricing import Pricing
    from atcost.outputs.workbook.places import Cell
    from tests.office import Office
    from tests.workbooks import Found

EXAMPLES = Path(__file__).parents[1] / "examples"
SEEDS = range(50 if os.environ.get("ATCOST_PROVE") == "1" else 8)
YEARS = ["small", "linked", "stockholm/2022", "stockholm/2023", *SEEDS]
MOST_OFF = 1_000
"""Of so many cells one may be off after a change, within an öre for each rounding on its way."""
INPUTS = {
    *("fte.AREA.SERVICE.STAFF", "amount.AREA.SERVICE", "staff.STAFF.rate", "staff.STAFF.hours"),
    *("overhead.OVERHEAD.per_fte", "overhead.OVERHEAD.amount", "index.staff", "index.other"),
    *("volume.COUNTED.ANYONE.MONTH", "adjustment.ENTRY.quantity", "area.AREA.carried.ENTRY.amount"),
    *("area.AREA.key.MEASURE.weight", "area.AREA.key.MEASURE.unit_price"),
}
"""The kinds of inputs that a workbook has."""


def year(name: str | int) -> Documents:
    return Documents(*(read_year(EXAMPLES / name).documents() if isinstance(name, str) else year_of_seed(name)))


def before(name: str | int) -> Pricing | None:
    """Return the year before of an example that has one."""
    return pricing(year("stockholm/2022")) if name == "stockholm/2023" else None


@pytest.mark.parametrize("name", YEARS)
def test_a_spreadsheet_finds_what_the_engine_does(name: str | int, office: Office, tmp_path: Path) -> None:
    """In every formula cell, as exported and after inputs of every kind were changed."""
    workbook = Workbook(year(name), tmp_path / "year.xlsx", before(name))
    values = workbook.changes(Random(1))  # noqa: S311 -- chance that can be repeated is what is wanted
    assert workbook.book.unreached() == []
    with office.opened(workbook.file) as opened:
        assert differing(workbook, opened.recalculated()) == {}
        opened.save(tmp_path / "unchanged.xlsx")
        opened.put(workbook.typed(values))
        found = opened.recalculated()
        opened.save(tmp_path / "changed.xlsx")
    assert_read_back(workbook, workbook.file, {})
    assert_read_back(workbook, tmp_path / "unchanged.xlsx", {})
    assert_read_back(workbook, tmp_path / "changed.xlsx", values)
    workbook.hold(values)
    assert_near(workbook, found)
    if workbook.documents.model.method != "reciprocal":  # what linked areas were solved to are values
        prices = {at: cell.exact * 100 for at, cell in workbook.book.prices.items() if cell.exact}
        priced = pricing(workbook.with_values(values)).prices
        assert prices == {f"price.{area}.{customer}": amount for (area, customer), amount in priced.items() if amount}


def assert_read_back(workbook: Workbook, file: Path, values: dict[str, Exact]) -> None:
    """Hold what is read back to the values that were changed, and the year to the engine's."""
    read = read_workbook(file)
    assert {change.after.address: change.after.value for change in read.changes.all()} == values
    model, volumes = workbook.with_values(values).both()
    budget = tuple(row._replace(source=SOURCE) if row.source == WHAT_IF.en else row for row in model.budget)
    assert digest(*read.after.both()) == digest(replace(model, budget=budget), volumes)


def assert_near(workbook: Workbook, found: Found) -> None:
    """Hold cells to what is exact: few are off, and by no more than their roundings; sums are those of their parts."""
    off = differing(workbook, found)
    assert len(off) <= len(found) / MOST_OFF
    for at in off:
        assert abs(ore(found[at]) - workbook.formulas[at].exact * 100) <= workbook.roundings[at]
    for cell in workbook.book.calculated:
        parts = list(referred(cell.formula)) if is_sum(cell) else []
        if parts and all(map(in_ore, parts)):
            assert ore(found[place(cell)]) == sum(ore(found.get(place(part), part.double)) for part in parts)


def is_sum(cell: Cell) -> bool:
    return isinstance(cell.formula, Call) and cell.formula.name == "SUM" and in_ore(cell)


def test_every_kind_of_input_is_changed_somewhere(tmp_path: Path) -> None:
    kinds = set()
    for name in ["small", "linked", *SEEDS]:
        workbook = Workbook(year(name), tmp_path / "year.xlsx")
        assert workbook.kinds(workbook.book.inputs) <= INPUTS
        kinds |= workbook.kinds(workbook.changes(Random(1)))  # noqa: S311 -- as above
    assert kinds == INPUTS


def test_years_of_every_kind_are_tried() -> None:
    models = [year(name).model for name in YEARS]
    areas = [area for model in models for area in model.areas.values()]
    services = [service for area in areas for service in area.services.values()]
    assert {model.method for model in models} == {"direct", "step_down", "reciprocal"}
    assert any(model.unit > 1 for model in models)
    assert any(area.is_tariff for area in areas)
    assert any(service.only_for for service in services)
    assert any(not row.quantity for name in YEARS for row in year(name).volumes.rows)
    assert any(pricing(year(name)).transfers for name in YEARS)


def test_what_a_spreadsheet_finds_otherwise_is_named_on_checks(office: Office, tmp_path: Path) -> None:
    workbook = Workbook(too_much(), tmp_path / "year.xlsx")
    checks = workbook.book.names["checks"].sheet
    named = {(checks.cells[row, 0].exact, cell.exact) for (row, column), cell in checks.cells.items() if column == 1}
    with office.opened(workbook.file) as opened:
        found = differing(workbook, opened.recalculated())
    assert found
    assert found.keys() <= named


def test_a_wrong_formula_of_any_sheet_is_seen(office: Office, tmp_path: Path) -> None:
    """The file has the right value beside it, and so has whoever believes that."""
    workbook = Workbook(year("stockholm/2023"), tmp_path / "year.xlsx", before("stockholm/2023"))
    planted = {cell.sheet.name: cell for cell in workbook.book.calculated if not isinstance(cell.exact, str)}
    told = {cell.sheet.name: cell for cell in workbook.book.calculated if cell.sheet.name not in planted}
    for cell in planted.values():
        cell.formula = cell.formula + 1
    for cell in told.values():
        cell.formula = call("CONCATENATE", cell.formula, "?")
    workbook.write()
    with office.opened(workbook.file) as opened:
        assert {place(cell) for cell in (planted | told).values()} <= differing(workbook, opened.recalculated()).keys()


def test_a_wrong_value_beside_a_formula_is_corrected(office: Office, tmp_path: Path) -> None:
    """The file says something else of every formula; what is found is calculated, not believed."""
    workbook = Workbook(year("small"), tmp_path / "year.xlsx")
    right = {cell: cell.exact for cell in workbook.book.calculated}
    for cell in right:
        cell.exact = "?" if isinstance(cell.exact, str) else cell.exact + 1
    workbook.write()
    for cell, exact in right.items():
        cell.exact = exact
    with office.opened(workbook.file) as opened:
        assert differing(workbook, opened.recalculated()) == {}
