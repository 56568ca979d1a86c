"""``atcost read-workbook``: what was changed is shown and written, and nothing where anything is wrong."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from atcost.cli.read_workbook import into_folder
from atcost.core.cell_values import Documents
from atcost.core.cells import cell_at
from atcost.core.finding import Faulty
from atcost.core.seal import digest
from atcost.inputs.model_folder import read_year
from atcost.inputs.workbook.read import read_workbook as read_back
from atcost.outputs import year_folder
from tests.console import SMALL, atcost
from tests.golden import assert_golden
from tests.plain_workbook import INPUTS, plain_workbook
from tests.test_errors import told
from tests.test_workbook_errors import GALLERY

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = ("model.toml", "budget.csv", "volumes.csv")
GAPS = ("bills,care,2024-05", "employees,care")
"""Rows without which two customers are told of, before and after any change."""
ADJUSTED = """
[[adjustment]]
measure = "bills"
customer = "school"
quantity = -5
reason = { sv = "ny butik", en = "new shop" }
by = "A"
on = 2024-08-15
"""
CHANGED = {
    "area.invoices.key.bills.weight": 0.55,
    "area.invoices.key.reminders.weight": 0.45,
    "fte.invoices.entry.clerk": 3.25,
    "volume.bills.care.2024-05": 17,
}


@pytest.fixture
def year(tmp_path: Path) -> Path:
    """Return a copy of the small example's folder."""
    return shutil.copytree(SMALL, tmp_path / "year")


def workbook(folder: Path, typed: dict[str, Any]) -> Path:
    """Write the small example's workbook with other contents in cells."""
    model, volumes = read_year(SMALL).documents()
    places = plain_workbook(model, volumes).places
    cells = {places[address]: content for address, content in typed.items()}
    file = folder / "edited.xlsx"
    file.write_bytes(plain_workbook(model, volumes, lambda sheets: sheets[INPUTS].update(cells)).content)
    return file


def digest_of(folder: Path) -> str:
    return digest(*read_year(folder).documents())


def test_changes_are_shown_and_written_in_their_places(year: Path, tmp_path: Path) -> None:
    before = {name: (year / name).read_text(encoding="utf-8") for name in DOCUMENTS}
    done = atcost("read-workbook", workbook(tmp_path, CHANGED), "-o", year)
    assert done.code == 0, done.out + done.err
    titled = (
        "Fakturor, Fakturor: vikt, %",
        "Fakturor, Vården, 2024-05: volym",
        "Registrera fakturor, Handläggare: årsarb",
    )
    for text in (*titled, "area.invoices.key.bills.weight", "Indata!B", "60", "55", "Ändringar: 4", digest_of(year)):
        assert text in done.out
    model = (year / "model.toml").read_text(encoding="utf-8")
    expected = before["model.toml"].replace('"bills", weight = 60', '"bills", weight = 55')
    assert model == expected.replace('"reminders", weight = 40', '"reminders", weight = 45')
    for name, new in (("budget.csv", "invoices,entry,clerk,3.25"), ("volumes.csv", "bills,care,2024-05,17")):
        lines = [*zip(before[name].splitlines(), (year / name).read_text(encoding="utf-8").splitlines(), strict=True)]
        assert [after.startswith(new) for was, after in lines if was != after] == [True]


@pytest.mark.parametrize("quantity", [17, 17.25, 0.0000001])
def test_volumes_in_parquet_are_written_so_again(quantity: float, year: Path, tmp_path: Path) -> None:
    """The last is finer than a decimal there has places for."""
    file = year / "volumes.parquet"
    duckdb.sql(f"COPY (FROM read_csv('{year / 'volumes.csv'}', all_varchar = true)) TO '{file}'")
    (year / "volumes.csv").unlink()
    before = {path.name for path in year.iterdir()}
    edited = workbook(tmp_path, {"volume.bills.care.2024-05": quantity})
    assert atcost("read-workbook", edited, "-o", year).code == 0
    assert {path.name for path in year.iterdir()} == before
    documents = Documents(*read_year(year).documents())
    assert cell_at(documents, "volume.bills.care.2024-05").value == Fraction(Decimal(str(quantity)))
    assert digest(*documents.both()) == digest(*read_back(edited).after.both())


def test_a_new_folder_is_written_whole(year: Path, tmp_path: Path) -> None:
    file = workbook(tmp_path, CHANGED)
    assert atcost("read-workbook", file, "-o", year).code == 0
    assert atcost("read-workbook", file, "-o", tmp_path / "new").code == 0
    assert digest_of(tmp_path / "new") == digest_of(year)
    assert {path.name for path in (tmp_path / "new").iterdir()} == {*DOCUMENTS}


def test_where_nothing_was_changed_the_folder_is_as_it_was(year: Path, tmp_path: Path) -> None:
    done = atcost("read-workbook", workbook(tmp_path, {}), "-o", year, "--lang", "en")
    assert (done.code, "Changes: 0" in done.out) == (0, True)
    assert all((year / name).read_bytes() == (SMALL / name).read_bytes() for name in DOCUMENTS)
    assert atcost("read-workbook", workbook(tmp_path, {}), "-o", tmp_path / "new").code == 0
    assert digest_of(tmp_path / "new") == digest_of(SMALL)


def test_reading_it_twice_is_no_fault(year: Path, tmp_path: Path) -> None:
    file = workbook(tmp_path, CHANGED)
    assert atcost("read-workbook", file, "-o", year).code == 0
    assert atcost("read-workbook", file, "-o", year).code == 0


def test_a_folder_that_was_changed_since_is_left_alone(year: Path, tmp_path: Path) -> None:
    text = (year / "model.toml").read_text(encoding="utf-8").replace("512_300", "512_301")
    (year / "model.toml").write_text(text, encoding="utf-8")
    done = atcost("read-workbook", workbook(tmp_path, CHANGED), "-o", year)
    assert (done.code, "Ange en ny mapp" in done.out) == (1, True)
    assert (year / "model.toml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("case", ["folder_has_other_documents", "folder_not_kept"])
def test_what_is_said_of_a_folder_is_golden(
    case: str, year: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = read_back(workbook(tmp_path, CHANGED))
    if case == "folder_not_kept":
        monkeypatch.setattr(year_folder, "changed_files", lambda *_: {})  # no document that is known brings it about
    else:
        (year / "budget.csv").write_text((year / "budget.csv").read_text("utf-8").replace("3", "4"), encoding="utf-8")
    with pytest.raises(Faulty) as caught:
        into_folder(read, year)
    assert_golden(GALLERY / f"{case}.txt", told(caught.value.findings))


def test_what_is_wrong_is_said_and_nothing_is_written(year: Path, tmp_path: Path) -> None:
    done = atcost("read-workbook", workbook(tmp_path, CHANGED | {"area.invoices.key.bills.weight": 0.54}), "-o", year)
    assert done.code == 1
    assert "99" in done.out
    assert all((year / name).read_bytes() == (SMALL / name).read_bytes() for name in DOCUMENTS)
    assert atcost("read-workbook", SMALL / "model.toml", "-o", tmp_path / "new").code == 1
    assert not (tmp_path / "new").exists()


def test_wrong_usage(year: Path, tmp_path: Path) -> None:
    assert atcost("read-workbook", tmp_path / "none.xlsx", "-o", year).code == 2
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "notes.txt").write_text("hej", encoding="utf-8")
    assert atcost("read-workbook", workbook(tmp_path, {}), "-o", tmp_path / "other").code == 2
    assert atcost("read-workbook", workbook(tmp_path, {}), "-o", tmp_path / "other" / "notes.txt").code == 2


def test_before_and_after_stand_together_in_a_window(tmp_path: Path) -> None:
    done = atcost("read-workbook", workbook(tmp_path, CHANGED), "-o", tmp_path / "new", columns=60)
    assert done.out.count("Före") == 1


def test_what_comes_with_a_change_stands_where_that_was_made(tmp_path: Path) -> None:
    """The measure's first cell is another customer's."""
    address = "volume.bills.care.2024-05"
    model, volumes = read_year(SMALL).documents()
    done = atcost("read-workbook", workbook(tmp_path, {address: None}), "-o", tmp_path / "new")
    assert f"UPPGIFT  edited.xlsx, {INPUTS}!{plain_workbook(model, volumes).places[address]}\n" in done.out


def test_what_was_so_before_is_summed_up_in_a_line(year: Path, tmp_path: Path) -> None:
    volumes = year / "volumes.csv"
    lines = volumes.read_text(encoding="utf-8").splitlines(keepends=True)
    volumes.write_text("".join(line for line in lines if not line.startswith(GAPS)), encoding="utf-8")
    with (year / "model.toml").open("a", encoding="utf-8") as model:
        model.write(ADJUSTED)
    documents = read_year(year).documents()
    at = plain_workbook(*documents).places["adjustment.1.quantity"]
    for name, quantity in (("edited", -7), ("too_much", -50_000)):
        content = plain_workbook(*documents, lambda sheets, typed=quantity: sheets[INPUTS].update({at: typed})).content
        (tmp_path / f"{name}.xlsx").write_bytes(content)
    done = atcost("read-workbook", tmp_path / "edited.xlsx", "-o", tmp_path / "new")
    assert "Justering: Fakturor, Skolan, ”ny butik” (adjustment.1.quantity)" in done.out
    assert "Som före ändringarna, fel: 0, varningar: 0, uppgifter: 2" in done.out
    assert "saknar rader" not in done.out
    found = json.loads(atcost("read-workbook", tmp_path / "edited.xlsx", "-o", tmp_path / "other", "--json").out)
    assert (found["findings"], len(found["findings_before"])) == ([], 2)
    wrong = atcost("read-workbook", tmp_path / "too_much.xlsx", "-o", tmp_path / "none")
    assert f"too_much.xlsx, {INPUTS}!{at}" in wrong.out
    assert "fel: 1, varningar: 0, uppgifter: 0" in wrong.out


def test_programs_read_json(tmp_path: Path) -> None:
    done = atcost("read-workbook", workbook(tmp_path, {"staff.clerk.rate": 600000.5}), "-o", tmp_path / "new", "--json")
    found = json.loads(done.out)
    (change,) = found["changes"]
    assert change.pop("reference").startswith("B")
    what = {"cell": "staff.clerk.rate", "what": "Handläggare: schablon"}
    assert change == {**what, "sheet": INPUTS, "before": "512300", "after": "600000.5"}
    assert (found["findings"], found["findings_before"]) == ([], [])
    assert (found["before"], found["digest"]) == (digest_of(SMALL), digest_of(tmp_path / "new"))
    wrong = atcost("read-workbook", workbook(tmp_path, {"staff.clerk.rate": "x"}), "-o", tmp_path / "other", "--json")
    (finding,) = json.loads(wrong.out)["findings"]
    assert (wrong.code, finding["rule"], finding["cell"]) == (1, "cell_not_a_number", "staff.clerk.rate")
    assert finding["place"].startswith(f"edited.xlsx, {INPUTS}!B")
