"""The gallery of broken workbooks, ``tests/workbook_errors/``: what a person did to one, and what is then said of it.

The workbook is the small example's, edited and saved in LibreOffice. A case is named after the rule that it breaks (and
after what is special, behind a hyphen); its file is golden: what atcost says, in both languages.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from atcost.core.cell_values import Documents
from atcost.core.finding import Faulty
from atcost.core.rules import workbooks
from atcost.inputs.model_folder import read_year
from atcost.inputs.workbook.read import read_workbook
from tests.console import SMALL
from tests.golden import assert_golden
from tests.test_errors import rule_of, told
from tests.workbooks import Workbook

if TYPE_CHECKING:
    from tests.office import Office

GALLERY = Path(__file__).parent / "workbook_errors"
OF_A_FOLDER = {"folder_has_other_documents", "folder_not_kept"}
"""Rules that tests/test_cli_read_workbook.py breaks."""

Edits = list[tuple[Any, ...]]


def adjustment(quantity: float, on: str) -> Edits:
    """Return what puts a new adjustment in the first yellow row."""
    contents = zip("ABCDEF", ("bills", "Skolan", quantity, "Nytt", "A", on), strict=True)
    return [("put", "Justeringar", f"{column}5", content) for column, content in contents]


CASES: dict[str, Edits] = {
    "workbook_not_ours": [("remove", "atcost")],
    "workbook_altered": [("put", "atcost", "B4", "sha256:0")],
    "workbook_other_format": [("put", "atcost", "B1", "2")],
    "sheet_missing": [("remove", "Årsarbetare")],
    "sheet_missing-renamed": [("rename", "Löner", "Lön")],
    "cell_moved-sorted": [("sort", "Volymer", "A5:D31", 2)],
    "sheet_missing-calculated": [("remove", "Kontroller"), ("remove", "Källor")],
    "lines_inserted-column": [("insert column", "Kostnader", 1)],
    "lines_inserted-row": [("insert row", "Årsarbetare", 6)],
    "lines_inserted-customer": [("insert row", "Fakturor", 9), ("put", "Fakturor", "A10", "Museet")],
    "lines_removed-row": [("remove row", "Årsarbetare", 6)],
    "lines_removed-last": [("remove row", "Fakturor", 9)],
    "lines_removed-column": [("remove column", "Årsarbetare", 4)],
    "cell_not_a_number": [("put", "Kostnader", "B7", "600 tkr"), ("put", "Volymer", "D5", "1 200")],
    "cell_is_formula": [("put", "Årsarbetare", "G6", ["=2+0.5"])],
    "cell_is_error": [("put", "Årsarbetare", "G6", ["=#REF!"])],
    "cell_is_date": [("date", "Volymer", "D6", 45292)],
    "cell_unknown_name": [("put", "Fakturor", "I5", "Fakturo"), ("put", "Fakturor", "I6", 0.1)],
    "cell_is_empty": [
        *(("put", "Volymer", "I4", "bills"), ("put", "Volymer", "J4", "2024-04")),
        ("put", "Volymer", "J5", 12),
    ],
    "cell_not_read": [
        *(("put", "Årsarbetare", "A40", "Ny tjänst"), ("put", "Årsarbetare", "C40", 1)),
        ("put", "Kostnader", "B7", "600 tkr"),
    ],
    "cell_unknown_name-customer": [
        *(("put", "Volymer", "I4", "bills"), ("put", "Volymer", "J4", "2024-04")),
        *(("put", "Volymer", "I5", "Museet"), ("put", "Volymer", "J5", 12)),
    ],
    "head_no_month": [
        *(("put", "Volymer", "I4", "bills"), ("put", "Volymer", "J4", "april 2024"), ("put", "Volymer", "K4", "Andel")),
        *(("put", "Volymer", "I5", "Skolan"), ("put", "Volymer", "J5", 12), ("put", "Volymer", "K5", 0.5)),
    ],
    "cells_incomplete-key": [("put", "Fakturor", "I5", "Anställda")],
    "cells_incomplete-adjustment": [("put", "Justeringar", "A5", "bills"), ("put", "Justeringar", "C5", 12)],
    "key_there_already": [("put", "Fakturor", "I5", "bills"), ("put", "Fakturor", "I6", 0.1)],
    "no_months_above": [("put", "Volymer", "J5", "Skolan"), ("put", "Volymer", "K5", 12)],
    "volume_given_twice": [
        *(("put", "Volymer", "I4", "bills"), ("put", "Volymer", "J4", "2024-04")),
        *(("put", "Volymer", "I5", "Skolan"), ("put", "Volymer", "J5", 12)),
        *(("put", "Volymer", "I6", "school"), ("put", "Volymer", "J6", 13)),
        ("put", "Volymer", "D5", 14),
    ],
    "spoiled_month": [
        *(("put", "Volymer", "I4", "bills"), ("put", "Volymer", "J4", "jul-21"), ("date", "Volymer", "K4", 44398)),
        *(("put", "Volymer", "I5", "Skolan"), ("put", "Volymer", "J5", 12)),
    ],
    "weights_sum": [("put", "Fakturor", "G6", 0.59)],
    "volume_negative": [("put", "Volymer", "D9", -3)],
    "hours_missing": [("put", "Kostnader", "C8", 0)],
    "key_unused": [("put", "Volymer", f"D{row}", 0) for row in range(14, 23)],
    "below_zero": adjustment(-50_000, "2024-08-15"),
    "bad_date": adjustment(5, "i år"),
}


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return Workbook(Documents(*read_year(SMALL).documents()), tmp_path_factory.mktemp("small") / "small.xlsx")


@pytest.mark.parametrize("case", CASES)
def test_a_broken_workbook_says_what_is_golden(case: str, workbook: Workbook, office: Office, tmp_path: Path) -> None:
    edited = tmp_path / "small.xlsx"
    with office.opened(workbook.file) as opened:
        for what, *given in CASES[case]:
            if what == "put":
                sheet, reference, content = given
                opened.change(("unprotect", sheet))
                opened.put({(sheet, reference): content})
            else:
                opened.change((what, *given))
        opened.recalculated()
        opened.save(edited)
    with pytest.raises(Faulty) as caught:
        read_workbook(edited)
    assert rule_of(case) in {finding.rule for finding in caught.value.findings}
    assert_golden(GALLERY / f"{case}.txt", told(caught.value.findings))


def test_every_rule_has_a_case() -> None:
    assert workbooks.RULES.keys() - {rule_of(case) for case in CASES} == OF_A_FOLDER


def test_every_golden_file_is_a_case() -> None:
    assert {file.stem for file in GALLERY.iterdir()} == CASES.keys() | OF_A_FOLDER
