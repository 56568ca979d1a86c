"""A model written as model.toml is the model again, whole or changed in its places."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from atcost.core.cell_values import Documents
from atcost.core.cells import cell_at, cells, with_cell
from atcost.core.model import Adjustment
from atcost.core.seal import digest
from atcost.core.words import Text
from atcost.inputs.documents import load_document
from atcost.inputs.model_folder import read_year
from atcost.outputs.model_toml import changed_model, model_toml
from atcost.outputs.year_folder import OF_BUDGET, OF_VOLUMES
from tests.models import year_of_seed

if TYPE_CHECKING:
    from atcost.core.model import Model

EXAMPLES = Path(__file__).parents[1] / "examples"
NAMES = ["small", "linked", "stockholm/2022", "stockholm/2023"]
ADDED = Adjustment(
    measure="bills", customer="school", quantity=-3, reason=Text("=1+1", "=1+1"), by="Ann", on=date(2024, 8, 15)
)


def again(text: str, model: Model, folder: Path) -> Model:
    file = folder / "model.toml"
    file.write_text(text, encoding="utf-8")
    found, findings = load_document(file)
    assert findings == []
    return replace(found, budget=model.budget)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_written_whole_is_the_same(name: str, tmp_path: Path) -> None:
    model, _ = read_year(EXAMPLES / name).documents()
    assert again(model_toml(model), model, tmp_path) == model


@pytest.mark.parametrize("seed", range(60))
def test_a_random_model_written_whole_is_the_same(seed: int, tmp_path: Path) -> None:
    model, _ = year_of_seed(seed)
    assert again(model_toml(model), model, tmp_path) == model


def test_what_toml_does_not_let_stand_is_escaped(tmp_path: Path) -> None:
    model, _ = read_year(EXAMPLES / "small").documents()
    odd = replace(model, title=Text('å "\\ \x7f\x01\n', "\t{sv}'''"), previous="../2024 \u2028")
    assert again(model_toml(odd), odd, tmp_path) == odd


@pytest.mark.parametrize("name", NAMES)
def test_each_cell_changed_in_its_place_changes_nothing_else(name: str, tmp_path: Path) -> None:
    documents = Documents(*read_year(EXAMPLES / name).documents())
    text = (EXAMPLES / name / "model.toml").read_text(encoding="utf-8")
    elsewhere = (*OF_BUDGET, *OF_VOLUMES)
    numbers = [
        cell for cell in cells(documents) if cell.takes.what == "number" and not cell.address.startswith(elsewhere)
    ]
    for cell in numbers[:: len(numbers) // 15 + 1]:
        if not cell.address.startswith(("index", "unit", "hourly_unit")):  # these are not there where they are usual
            expected = with_cell(documents, cell.address, cell.value + 1)
            changed = changed_model(text, [cell_at(expected, cell.address)], [])
            found = again(changed, expected.model, tmp_path)
            assert digest(found, documents.volumes) == digest(*expected.both()), cell.address
            lines = zip(text.splitlines(), changed.splitlines(), strict=True)
            assert sum(before != after for before, after in lines) == 1, cell.address


def test_what_is_new_is_added(tmp_path: Path) -> None:
    documents = Documents(*read_year(EXAMPLES / "small").documents())
    text = (EXAMPLES / "small" / "model.toml").read_text(encoding="utf-8")
    addresses, expected = ["area.payslips.key.bills.weight", "index.staff", "overhead.common.amount"], documents
    for address in addresses:
        expected = with_cell(expected, address, 5)
    model = replace(expected.model, adjustments=(ADDED, ADDED))
    changed = changed_model(text, [cell_at(expected, at) for at in addresses], [ADDED, ADDED])
    assert again(changed, model, tmp_path) == model
    assert "# Tre kunder" in changed


def test_what_is_emptied_is_left_out(tmp_path: Path) -> None:
    documents = Documents(*read_year(EXAMPLES / "small").documents())
    text = (EXAMPLES / "small" / "model.toml").read_text(encoding="utf-8")
    expected = with_cell(documents, "overhead.common.per_fte", None)
    changed = changed_model(text, [cell_at(expected, "overhead.common.per_fte")], [])
    assert again(changed, expected.model, tmp_path) == expected.model
