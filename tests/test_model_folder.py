"""A year's folder into core: what is read of it, what is told, and on which line."""

from __future__ import annotations

import json
import shutil
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

import atcost
from atcost.core.finding import Faulty
from atcost.core.period import Window, month
from atcost.inputs.model_folder import priced_before, read_year
from tests.console import ERRORS, EXAMPLES
from tests.console import atcost as atcost_run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SMALL, STOCKHOLM = EXAMPLES / "small", EXAMPLES / "stockholm" / "2023"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(ERRORS / "base", tmp_path / "year")


def change(file: Path, find: str, put: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(find) == 1
    file.write_text(text.replace(find, put), encoding="utf-8")


def told(folder: Path) -> list[tuple[str, str, int | None]]:
    return [(finding.rule, finding.file, finding.row) for finding in read_year(folder).findings]


def test_what_the_parser_stumbles_at_hides_nothing_else_and_nothing_follows_from_it(folder: Path) -> None:
    change(folder / "model.toml", "rate   = 600_000", "rate   = 600 000")
    change(folder / "model.toml", "weight  = 100", "weight  = 60,5")
    change(folder / "model.toml", 'kind  = "base"', "kind  = base")
    change(folder / "budget.csv", "payable,payment,clerk,2,", "payable,payment,clerk,-2,")
    change(folder / "volumes.csv", "invoices,care,2022-05", "invoices,cares,2022-05")
    assert told(folder) == [
        ("thousands_mark", "model.toml", 11),
        ("not_toml", "model.toml", 36),
        ("other_decimal_mark", "model.toml", 40),
        ("negative_number", "budget.csv", 2),
        ("unknown_customer", "volumes.csv", 4),
    ]


def test_a_folder_is_read_whole() -> None:
    model, volumes = read_year(SMALL).documents()
    assert (model.year, list(model.customers), list(model.areas)) == (
        2025,
        ["school", "care", "parks"],
        ["invoices", "payslips"],
    )
    assert model.budget[0] == ("invoices", "entry", "clerk", Fraction(5, 2), None, "synthetic", "", 2)
    assert model.budget[8][4] == Fraction("12345.67")
    assert volumes.rows[0] == ("bills", "school", month(2024, 4), 1200, 2)
    assert (len(model.budget), len(volumes.rows), volumes.file) == (10, 27, "volumes.csv")


def test_the_words_of_the_api_read_the_same() -> None:
    model, volumes = read_year(SMALL).documents()
    assert atcost.read_model(SMALL) == atcost.read_model(str(SMALL)) == model
    assert atcost.read_volumes(SMALL) == atcost.read_volumes(str(SMALL / "volumes.csv")) == volumes
    assert atcost.price(model, volumes).prices == read_year(SMALL).price().prices


@pytest.mark.parametrize("read", [atcost.read_model, lambda folder: read_year(folder).documents()])
def test_a_model_with_errors_is_refused_with_their_lines(read: Callable[[Path], object], folder: Path) -> None:
    change(folder / "model.toml", "600_000", '"x"')
    with pytest.raises(Faulty) as caught:
        read(folder)
    assert [(finding.rule, finding.row) for finding in caught.value.findings] == [("not_a_number", 11)]
    assert "model.toml, rad 11, staff.clerk.rate: ”x” är inget tal." in str(caught.value)


def test_volumes_with_errors_are_refused(folder: Path) -> None:
    change(folder / "volumes.csv", "60", "x")
    for place in (folder, folder / "volumes.csv"):
        with pytest.raises(Faulty) as caught:
            atcost.read_volumes(place)
        assert [(finding.rule, finding.row) for finding in caught.value.findings] == [("not_a_number", 5)]


def test_no_fault_hides_another(folder: Path) -> None:
    """What can't be read in one file, and what is wrong by name and value in the others, are told together."""
    change(folder / "model.toml", "1_600", "true")
    change(folder / "model.toml", "weight  = 100", "weight  = 90")
    change(folder / "budget.csv", "50000", "x")
    change(folder / "budget.csv", "clerk,2", "clrk,2")
    change(folder / "volumes.csv", "care,2022-06", "care,jul-22")
    change(folder / "volumes.csv", "school,2022-06", "scool,2022-06")
    assert {(rule, row) for rule, _, row in told(folder)} == {
        ("wrong_type", 12),
        ("weights_sum", 38),
        ("not_a_number", 3),
        ("unknown_name", 2),
        ("spoiled_month", 5),
        ("unknown_customer", 3),
    }


def test_what_follows_from_a_fault_is_not_told(folder: Path) -> None:
    """A customer that can't be read is no unknown customer; an area of which nothing is known has no wrong weights."""
    change(folder / "model.toml", '[customer.care]\ntitle = "Vården"\nkind  = "department"', "[customer]\ncare = 1")
    assert told(folder) == [("wrong_type", "model.toml", 20)]


def test_a_budget_row_is_on_its_line_though_lines_are_empty_or_long(folder: Path) -> None:
    text = (
        'area,service,staff,fte,amount,source\n\npayable,payment,clerk,2,,"two\nlines"\n\npayable,paymnt,clerk,1,,x\n'
    )
    (folder / "budget.csv").write_text(text, encoding="utf-8")
    assert told(folder) == [("unknown_name", "budget.csv", 6)]


def test_evidence_may_stand_in_the_budget(folder: Path) -> None:
    text = "evidence;source;amount;fte;staff;service;area\nstudie;x;;1,5;clerk;payment;payable\n"
    (folder / "budget.csv").write_text(text, encoding="utf-8")
    (row,) = atcost.read_model(folder).budget
    assert (row.fte, row.evidence, row.source, row.row) == (Fraction(3, 2), "studie", "x", 2)


def test_other_volumes_and_another_window() -> None:
    window = Window(month(2022, 1), month(2022, 12))
    year = read_year(STOCKHOLM, STOCKHOLM / "today.csv", window)
    model, volumes = year.documents()
    assert (model.volumes, volumes.file) == (window, "today.csv")
    assert str(model.measures["families"].volumes) == "2021-12..2022-11"  # its own window moves along


@pytest.mark.parametrize(
    ("file", "find", "put", "cell"),
    [
        ("model.toml", "600_000", '"x"', "staff.clerk.rate"),
        ("model.toml", "600_000", "512 300", "staff.clerk.rate"),
        ("model.toml", "weight  = 100", 'weight = "60,5"', "area.payable.key.invoices.weight"),
        ("model.toml", 'kind  = "base"', 'kind = "bas"', "area.payable.service.payment.kind"),
        ("model.toml", 'kind  = "base"', 'kind = "base"\nfrom = "2022-01"', "area.payable.service.payment.from"),
        ("model.toml", "hours  = 1_600", "hours = -1", "staff.clerk.hours"),
        ("model.toml", 'title = "Skolan"', "title = 1", ""),
        ("budget.csv", "clerk,2,", "clerk,x,", "fte.payable.payment.clerk"),
        ("budget.csv", ",50000", ",x", "amount.payable.payment"),
        ("volumes.csv", "care,2022-05,40", "care,2022-05,x", "volume.invoices.care.2022-05"),
        ("volumes.csv", "care,2022-05,40", "Care x,2022-05,x", ""),
        ("volumes.csv", "care,2022-05,40", "care,maj,40", ""),
    ],
)
def test_a_finding_about_a_cell_has_its_address(file: str, find: str, put: str, cell: str, folder: Path) -> None:
    change(folder / file, find, put)
    (finding,) = read_year(folder).findings
    assert (finding.file, finding.cell) == (file, cell)


@pytest.mark.parametrize(("method", "likely"), [("direct", ["school", "care"]), ("step_down", ["payable"])])
def test_areas_are_no_likely_customers_where_none_can_be(method: str, likely: list[str], folder: Path) -> None:
    change(folder / "model.toml", "year     = 2023", f'year     = 2023\nmethod = "{method}"')
    change(folder / "volumes.csv", "care,2022-05", "payabel,2022-05")
    found = {finding.rule: finding.values for finding in read_year(folder).findings}
    assert found["unknown_customer"]["names"] == likely


def test_a_tariff_area_on_a_window_of_another_length_is_told_of() -> None:
    half, whole = (Window(month(2020, 7), month(*last)) for last in ((2020, 12), (2021, 6)))
    before = EXAMPLES / "stockholm" / "2022"
    told = [finding for finding in read_year(before, window=half).findings if finding.rule == "tariff_window"]
    assert [(finding.level, finding.place("sv")) for finding in told] == [
        ("warning", f"--window, area.{area}") for area in ("payable", "receivable", "rent")
    ]
    assert told[0].message("sv") == (
        "Leverantörsreskontra tar betalt per enhet: på 2020-07..2020-12 (6 månader) är intäkten så många månaders, men "
        "kostnaden hela årets."
    )
    assert told[0].remedy("en") == "Give a window of 12 months."
    for folder, window in ((before, whole), (before, None), (STOCKHOLM, half)):
        assert "tariff_window" not in {finding.rule for finding in read_year(folder, window=window).findings}


def test_a_window_leaves_adjustments_as_they_are_written() -> None:
    """docs/arithmetic.md, Readings: in full, whichever months are counted."""
    for window in (Window(month(2022, 1), month(2022, 6)), None):
        year = read_year(STOCKHOLM, window=window)
        model, _ = year.documents()
        for entry in model.adjustments:
            used = year.checked.used[entry.measure]
            assert used.adjustments[entry.customer] == entry.quantity
            assert used.quantities[entry.customer] == used.raw.get(entry.customer, 0) + entry.quantity


def test_the_year_before_is_the_one_that_the_model_names_or_the_one_given() -> None:
    model = atcost.read_model(STOCKHOLM)
    named, findings = priced_before(STOCKHOLM, model)
    assert named
    assert (named.model.year, findings) == (2022, [])
    given, _ = priced_before(STOCKHOLM, model, SMALL)
    assert given
    assert given.model.id == "small_2025"
    assert priced_before(SMALL, atcost.read_model(SMALL)) == (None, [])


@pytest.mark.parametrize("spoiled", ["model.toml", "budget.csv", "volumes.csv"])
def test_a_year_before_that_can_not_be_priced_is_told_of(spoiled: str, folder: Path, tmp_path: Path) -> None:
    change(folder / "model.toml", "year     = 2023", 'year     = 2023\nprevious = "../before"')
    before = shutil.copytree(ERRORS / "base", tmp_path / "before")
    (before / spoiled).write_bytes(b"\0")
    none, (finding,) = priced_before(folder, atcost.read_model(folder))
    assert none is None
    assert (finding.rule, finding.row, finding.level) == ("previous_has_errors", 4, "warning")


@pytest.mark.parametrize(
    ("previous", "rule"), [("../none", "no_previous"), (".", "previous_is_itself"), ("../wrong", "previous_has_errors")]
)
def test_check_and_price_tell_the_same_about_the_year_before(
    previous: str, rule: str, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "wrong").mkdir()
    change(folder / "model.toml", "year     = 2023", f'year     = 2023\nprevious = "{previous}"')
    for form in ((), ("--json",)):
        checked, listed = (atcost_run(command, folder, *form) for command in ("check", "price"))
        assert (checked.code, listed.code) == (0, 0)
    told = [json.loads(run.out)["findings"] for run in (checked, listed)]
    assert told[0] == told[1]
    assert [(finding["rule"], finding["place"]) for finding in told[0]] == [(rule, "model.toml, rad 4, previous")]
    assert told[0][0]["message"] in atcost_run("check", folder).out
    assert "varningar: 1" in atcost_run("check", folder).out


def test_check_tells_of_an_undeclared_change(tmp_path: Path) -> None:
    examples = shutil.copytree(EXAMPLES / "stockholm", tmp_path / "stockholm")
    model = examples / "2023" / "model.toml"
    model.write_text(
        model.read_text(encoding="utf-8").replace('before = "base"', 'before = "add_on"', 1), encoding="utf-8"
    )
    told = {finding["rule"] for finding in json.loads(atcost_run("check", examples / "2023", "--json").out)["findings"]}
    assert "change_not_declared" in told


def test_a_year_before_that_is_given_is_placed_where_it_was_given(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    _, (finding,) = priced_before(SMALL, atcost.read_model(SMALL), tmp_path / "empty")
    assert (finding.rule, finding.place("sv"), finding.cell) == ("previous_has_errors", "--previous", "")


def test_a_folder_of_years_is_told_by_their_names(tmp_path: Path) -> None:
    for name in ("2023", "2022"):
        shutil.copytree(ERRORS / "base", tmp_path / name)
    (tmp_path / "records").mkdir()
    findings = read_year(tmp_path).findings
    assert [(finding.rule, finding.values) for finding in findings] == [
        ("folder_of_years", {"names": ["2022", "2023"]})
    ]
    with pytest.raises(Faulty) as caught:
        atcost.read_model(tmp_path)
    assert list(caught.value.findings) == findings


def test_windows_files_are_read_as_any(folder: Path) -> None:
    expected = read_year(folder).price().prices
    for file in ("model.toml", "budget.csv", "volumes.csv"):
        text = (folder / file).read_text(encoding="utf-8")
        separated = text if file == "model.toml" else text.replace(",", ";")
        (folder / file).write_bytes(separated.replace("\n", "\r\n").encode("cp1252"))
    year = read_year(folder)
    assert year.findings == []
    assert year.price().prices == expected
    assert year.documents()[0].customers["care"].title.sv == "Vården"
