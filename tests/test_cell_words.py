"""Cells in words: every input of a workbook has them, in both languages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from atcost.core.cell_values import Documents
from atcost.core.cells import CELLS
from atcost.inputs.model_folder import read_year
from atcost.outputs.cell_words import WORDS, cell_words
from tests.console import SMALL
from tests.models import year_of_seed
from tests.workbooks import Workbook

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("seed", range(6))
def test_every_input_of_a_workbook_has_words(seed: int, tmp_path: Path) -> None:
    documents = Documents(*year_of_seed(seed))
    inputs = Workbook(documents, tmp_path / "year.xlsx").book.inputs
    assert [at for at in inputs if at in {cell_words(documents, at, "sv"), cell_words(documents, at, "en")}] == []


def test_words_are_of_cells() -> None:
    assert WORDS.keys() <= {kind.pattern for kind in CELLS}


def test_titles_tell_what_a_cell_is() -> None:
    documents = Documents(*read_year(SMALL).documents())
    assert cell_words(documents, "fte.payslips.advice.clerk", "en") == "Payslips, Advice, by the hour, Clerk: FTE"
    assert cell_words(documents, "volume.bills.school.2024-04", "sv") == "Fakturor, Skolan, 2024-04: volym"
    assert cell_words(documents, "area.invoices.key.bills.weight", "sv") == "Fakturor, Fakturor: vikt, %"
    assert cell_words(documents, "method", "sv") == "method"
    braces = replace(documents.model.staff["clerk"], title=documents.model.staff["clerk"].title._replace(sv="{STAFF}"))
    model = replace(documents.model, staff={**documents.model.staff, "clerk": braces})
    assert cell_words(replace(documents, model=model), "staff.clerk.rate", "sv") == "{STAFF}: schablon"
