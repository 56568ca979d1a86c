"""A workbook is read back: what was changed and nothing else, from any program that saved it."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from atcost.core.cell_values import Documents
from atcost.core.cells import cells, with_cell
from atcost.core.checks import check
from atcost.core.finding import Faulty, errors
from atcost.core.references import reference
from atcost.core.seal import digest
from atcost.core.words import Text
from atcost.inputs.model_folder import read_year
from atcost.inputs.workbook.read import ReadBack, read_workbook
from tests.models import year_of_seed
from tests.plain_workbook import INPUTS, WIDE, Plain, is_used_volume, plain_workbook
from tests.workbook_files import packed, parts
from tests.workbooks import Workbook, place

if TYPE_CHECKING:
    from atcost.core.model import Model, Volumes
    from tests.office import Office

EXAMPLES = Path(__file__).parents[1] / "examples"
NAMES = ("small", "linked", "stockholm/2022", "stockholm/2023")
SEEDS = range(20)
ADJUSTED = ("bills", "Skolan", -12.5, "@SUM", "=A1", date(2024, 8, 15))


def example(name: str = "small") -> tuple[Model, Volumes]:
    return read_year(EXAMPLES / name).documents()


SMALL = Documents(*example())


def read(plain: Plain, folder: Path) -> ReadBack:
    file = folder / "year.xlsx"
    file.write_bytes(plain.content)
    return read_workbook(file)


def read_with(documents: Documents, typed: dict[str, Any], folder: Path) -> ReadBack:
    """Read a year's workbook with other contents in cells: of the year by their addresses, else as ``Nytt!B2``."""

    def edit(sheets: dict[str, dict[str, Any]]) -> None:
        for at, content in typed.items():
            sheet, _, reference = at.partition("!")
            sheets[sheet if reference else INPUTS][reference or places[at]] = content

    places = plain_workbook(*documents.both()).places
    return read(plain_workbook(*documents.both(), edit), folder)


@pytest.mark.parametrize("documents", [*NAMES, *SEEDS])
def test_what_nobody_changed_has_the_same_digest(documents: str | int, tmp_path: Path) -> None:
    model, volumes = example(documents) if isinstance(documents, str) else year_of_seed(documents)
    found = read(plain_workbook(model, volumes), tmp_path)
    assert found.changes.all() == []
    assert digest(*found.after.both()) == digest(model, volumes)
    assert found.after.model.previous == model.previous


@pytest.mark.parametrize("documents", [*NAMES, 1, 2, 3])
def test_also_when_libreoffice_saved_it(documents: str | int, office: Office, tmp_path: Path) -> None:
    model, volumes = example(documents) if isinstance(documents, str) else year_of_seed(documents)
    file, saved = tmp_path / "year.xlsx", tmp_path / "saved.xlsx"
    file.write_bytes(plain_workbook(model, volumes).content)
    with office.opened(file) as book:
        book.save(saved)
    found = read_workbook(saved)
    assert found.changes.all() == []
    assert digest(*found.after.both()) == digest(model, volumes)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_cell_that_is_changed_is_set_and_no_other(seed: int, tmp_path: Path) -> None:
    """Every number of a random year in turn, a few at a time: what is read is what ``with_cell`` gives."""
    documents = Documents(*year_of_seed(seed))
    numbers = [cell for cell in cells(documents) if cell.takes.what == "number" and not is_used_volume(cell)]
    for cell in numbers[seed % 7 :: len(numbers) // 4 + 1]:
        value = int(cell.value) + Fraction(1, 8)
        expected = with_cell(documents, cell.address, value)
        if not errors(check(*expected.both()).findings):
            typed = {cell.address: float(value / 100 if cell.address.endswith(".weight") else value)}
            found = read_with(documents, typed, tmp_path)
            assert [(each.after.address, each.after.value) for each in found.changes.all()] == [(cell.address, value)]
            assert digest(*found.after.both()) == digest(*expected.both())


def told(found: ReadBack) -> dict[str, object]:
    return {change.after.address: change.after.value for change in found.changes.all()}


def test_a_number_is_the_decimal_that_a_spreadsheet_shows(tmp_path: Path) -> None:
    found = read_with(SMALL, {"staff.clerk.rate": 0.1 + 0.2}, tmp_path)
    assert told(found) == {"staff.clerk.rate": Fraction("0.3")}


def test_an_emptied_number_is_zero(tmp_path: Path) -> None:
    assert told(read_with(SMALL, {"fte.invoices.entry.clerk": None}, tmp_path)) == {"fte.invoices.entry.clerk": 0}


def test_an_emptied_count_is_none(tmp_path: Path) -> None:
    found = read_with(SMALL, {"volume.bills.school.2024-05": None}, tmp_path)
    assert told(found) == {"volume.bills.school.2024-05": None}
    assert len(found.after.volumes.rows) == len(SMALL.volumes.rows) - 1
    assert "flow_months_missing" in {finding.rule for finding in found.findings}


ODD_CONTENTS = {
    b"<v>NaN</v>": "cell_not_a_number",
    b"<v>-INF</v>": "cell_not_a_number",
    b"<v>1E+400</v>": "cell_not_a_number",
    b"<v>1e308</v>": "number_too_long",
    b"<v>1e-300</v>": "number_too_long",
    b"<f>1+1</f><v>1350</v>": "cell_is_formula",
    b"<x:f>1+1</x:f><v>1350</v>": "cell_is_formula",
    b" <f>1+1</f><v>1350</v>": "cell_is_formula",
}


@pytest.mark.parametrize(("content", "rule"), ODD_CONTENTS.items())
def test_what_is_no_number_is_a_finding(content: bytes, rule: str, tmp_path: Path) -> None:
    """What spreadsheets don't write, or not so."""
    plain = plain_workbook(*SMALL.both())
    at = plain.places["volume.bills.school.2024-05"]
    found, sheet = parts(plain.content), "xl/worksheets/sheet1.xml"
    found[sheet] = re.sub(rb'(r="%s"[^>]*>)<v>1350</v>' % at.encode(), lambda cell: cell[1] + content, found[sheet])
    file = tmp_path / "year.xlsx"
    file.write_bytes(packed(found))
    with pytest.raises(Faulty) as caught:
        read_workbook(file)
    assert [(finding.rule, finding.path) for finding in caught.value.findings] == [(rule, f"{INPUTS}!{at}")]


@pytest.mark.parametrize("content", [True, date(1850, 1, 1), date(2024, 5, 1), "=cmd()", "1 350", "-"])
def test_what_is_typed_otherwise_is_a_finding(content: object, tmp_path: Path) -> None:
    with pytest.raises(Faulty) as caught:
        read_with(SMALL, {"volume.bills.school.2024-05": content}, tmp_path)
    due = "cell_is_date" if isinstance(content, date) else "cell_not_a_number"
    assert [finding.rule for finding in caught.value.findings] == [due]


def test_a_key_in_a_spare_column_is_a_key(tmp_path: Path) -> None:
    typed = {"Nytt!B2": "Anställda", "Nytt!C2": 0.1, "area.invoices.key.bills.weight": 0.5}
    model = read_with(SMALL, typed, tmp_path).after.model
    keys = [(key.measure, key.weight) for key in model.areas["invoices"].keys]
    assert keys == [("bills", 50), ("reminders", 40), ("employees", 10)]


def test_an_adjustment_in_a_spare_row_is_one(tmp_path: Path) -> None:
    typed = dict(zip((f"Nytt!{column}20" for column in "BCDEFG"), ADJUSTED, strict=True))
    found = read_with(SMALL, typed, tmp_path)
    assert told(found) == {"adjustment.1.quantity": Fraction("-12.5")}
    (made,) = found.after.model.adjustments
    assert (made.measure, made.customer, made.quantity, made.by) == ("bills", "school", Fraction("-12.5"), "=A1")
    assert (made.on, made.reason) == (date(2024, 8, 15), Text("@SUM", "@SUM"))


WIDE_FORMS = {
    "the measure beside the months": [
        ["bills", "2024-04", date(2024, 5, 1)],
        ["Skolan", 1, 2.5],
        ["care", None, 3],
    ],
    "the measure in a column of its own": [
        [None, "Kund", 202404, "2024-05"],
        ["Fakturor", "school", 1, 2.5],
        [None, "care", None, 3],
    ],
    "titles above, totals beside and below": [
        ["Volymer", 2024],
        ["Uttaget", date(2024, 6, 3)],
        ["Fakturor", "April 2024", "maj", "Summa"],
        ["School", 1, 2.5, 3.5],
        ["Vården", None, 3, 3],
        ["Totalt:", 1, 5.5, 6.5],
    ],
    "measures as headings": [
        [None, None, "apr", "2024-05-01"],
        ["Fakturor"],
        [None, "Skolan", 1, 2.5],
        [None, "Parkerna"],
        [None, "Vården", None, 3],
        ["Summa", None, 1, 5.5],
    ],
    "two tables under each other": [
        ["bills", "2024-04"],
        ["school", 1],
        *[[]] * 80,
        ["bills", "2024-05"],
        ["school", 2.5],
        ["care", 3],
    ],
}
"""The same volumes again and again, with ids and titles, and months as texts, dates and numbers."""
IN_WIDE_FORM = {
    "volume.bills.school.2024-04": 1,
    "volume.bills.school.2024-05": Fraction("2.5"),
    "volume.bills.care.2024-05": 3,
}


def test_what_stands_beyond_the_tables_is_told_of(tmp_path: Path) -> None:
    for at, content in {f"{INPUTS}!A999": "Ny tjänst", f"{INPUTS}!Z3": 17}.items():
        found = read_with(SMALL, {at: content, f"{INPUTS}!Y7": " ", "staff.clerk.rate": 7}, tmp_path)
        assert told(found) == {"staff.clerk.rate": 7}
        assert [(each.rule, each.path) for each in found.findings if each.file == "year.xlsx"] == [
            ("cell_not_read", at)
        ]


@pytest.mark.parametrize("name", ["juli", "ju", "sommaren", "apr-24", "april 9999"])
def test_a_month_that_a_name_does_not_tell_is_asked_for(name: str, tmp_path: Path) -> None:
    with pytest.raises(Faulty) as caught:
        read_with(SMALL, laid([["bills", "2024-04", name], ["school", 1, 2]], WIDE, 2, 1), tmp_path)
    assert [finding.path for finding in caught.value.findings] == [f"{WIDE}!D3"]


def laid(rows: list[list[Any]], sheet: str, row: int, column: int) -> dict[str, Any]:
    """Return rows by the cells that they stand in."""
    return {
        f"{sheet}!{reference(row + down, column + across)}": content
        for down, contents in enumerate(rows)
        for across, content in enumerate(contents)
        if content is not None
    }


@pytest.mark.parametrize("form", WIDE_FORMS.values(), ids=WIDE_FORMS)
def test_volumes_in_wide_form_are_read(form: list[list[Any]], tmp_path: Path) -> None:
    assert told(read_with(SMALL, laid(form, WIDE, 2, 1), tmp_path)) == IN_WIDE_FORM


@pytest.mark.parametrize("form", WIDE_FORMS.values(), ids=WIDE_FORMS)
def test_also_on_a_sheet_of_their_own_under_a_heading(form: list[list[Any]], tmp_path: Path) -> None:
    def edit(sheets: dict[str, dict[str, Any]]) -> None:
        sheets["Mina"] = {"A1": "Volymer 2024", "B1": 2024} | {
            at.partition("!")[2]: content for at, content in laid(form, "Mina", 4, 0).items()
        }
        sheets["Anteckningar"] = {"A1": "att göra", "B7": 17}

    assert told(read(plain_workbook(*SMALL.both(), edit), tmp_path)) == IN_WIDE_FORM


def test_what_is_wrong_in_several_areas_by_one_cell_is_said_once(tmp_path: Path) -> None:
    documents = Documents(*example("stockholm/2023"))
    typed = {f"staff.{name}.hours": 0 for name in documents.model.staff}
    with pytest.raises(Faulty) as caught:
        read_with(documents, typed, tmp_path)
    first, *_ = caught.value.findings
    assert len(caught.value.findings) == len({finding.path for finding in caught.value.findings}) == 2
    assert first.message("sv").endswith("Leverantörsreskontra, Kundreskontra, Hyresadministration, Avgiftshantering.")


def test_what_a_person_adds_in_a_spreadsheet_is_read(office: Office, tmp_path: Path) -> None:
    """Both spare keys of an area, an adjustment, and volumes pasted under a title with a row of totals."""
    workbook, edited = Workbook(SMALL, tmp_path / "year.xlsx"), tmp_path / "edited.xlsx"
    rows = [["Volymer 2024"], ["Fakturor", "april 2024", "maj"], ["Skolan", 1, 2.5], ["care", "", 3], ["Summa", 1, 5.5]]
    first, second = (each for each in workbook.book.spare_keys if each.area == "payslips")
    row = workbook.book.spare_adjustments[0]
    block = workbook.book.wide[0].first
    with office.opened(workbook.file) as opened:
        opened.put({place(cell): content for cell, content in zip(row, [*ADJUSTED[:5], "2024-08-15"], strict=True)})
        opened.put({place(first.measure): "bills", place(first.weight): 0.2})
        opened.put({place(second.measure): "Påminnelser", place(second.weight): 0.1})
        opened.put({place(workbook.book.inputs["area.payslips.key.employees.weight"]): 0.7})
        for at, content in laid(rows, block.sheet.name, block.row, block.column).items():
            sheet, _, where = at.partition("!")
            opened.put({(sheet, where): content})
        opened.recalculated()
        opened.save(edited)
    found = read_workbook(edited)
    weights = {"bills": 20, "reminders": 10, "employees": 70}
    added = {f"area.payslips.key.{measure}.weight": weight for measure, weight in weights.items()}
    assert told(found) == {**IN_WIDE_FORM, **added, "adjustment.1.quantity": Fraction("-12.5")}
    assert [each.on for each in found.after.model.adjustments] == [date(2024, 8, 15)]
