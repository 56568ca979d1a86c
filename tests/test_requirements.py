"""docs/requirements.md is true: every id stands there, and the code and the tests that it names exist."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from atcost.inputs.documents import load_budget

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8")
IDS = [
    *("A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8"),
    *("B1", "B2", "B3", "B4"),
    *("C1", "C2", "C3", "C4", "C5", "C6", "C7"),
    *("D1", "D2", "D3", "D4", "D5"),
    *("E1", "E2"),
    *("F1", "F2", "F3"),
    *("G1", "G2", "G3", "G4", "G5", "G6", "G7"),
    *("I1", "I2", "I3", "I4", "I5", "I6", "I7"),
]
LATER = {"why", "documents", "governance", "billing", "web"}


class Row(NamedTuple):
    """A requirement, and the names in its cells."""

    id: str
    code: list[str]
    tests: list[str]
    later: list[str]


def rows(page: str) -> list[Row]:
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in page.splitlines() if line.startswith("| ")]
    return [
        Row(name, re.findall(r"`(.+?)`", code), re.findall(r"`(.+?)`", tests), re.findall(r"\w+", later))
        for name, _, code, tests, later in cells[2:]
    ]


def faults(page: str) -> Iterator[str]:
    """Yield what of a page is not so."""
    found = rows(page)
    if [row.id for row in found] != IDS:
        yield "the ids are others"
    for row in found:
        yield from (f"{row.id}: there is no {name}" for name in row.code if not is_code(name))
        yield from (f"{row.id}: there is no test {name}" for name in row.tests if not is_test(name))
        yield from (f"{row.id}: later with {name}?" for name in row.later if name not in LATER)
        if bool(row.code) != bool(row.tests) or not (row.code or row.later):
            yield f"{row.id}: code and tests, or later"


def is_code(name: str) -> bool:
    """Tell whether a name leads to code, such as ``core.model.Area``, or to a file."""
    if "/" in name:
        return (ROOT / name).is_file()
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: object = import_module(".".join(["atcost", *parts[:length]]))
        except ModuleNotFoundError:
            continue
        for attribute in parts[length:]:
            found = getattr(found, attribute, None)
        return found is not None
    return False


def is_test(name: str) -> bool:
    """Tell whether a name leads to a test, such as ``test_models.py::test_a_seed…``, or to a page with examples."""
    file, _, function = name.partition("::")
    if not function:
        return (ROOT / file).is_file() and ">>> " in (ROOT / file).read_text(encoding="utf-8")
    path = ROOT / "tests" / file
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.is_file() else ast.Module([], [])
    return function.startswith("test_") and function in {
        node.name for node in tree.body if isinstance(node, ast.FunctionDef)
    }


def test_the_page_is_true() -> None:
    assert list(faults(PAGE)) == []


@pytest.mark.parametrize(
    ("find", "put"),
    [
        ("| A1 |", "| A9 |"),
        ("`core.costing.costs`", "`core.costing.cost`"),
        ("`core.model.Model.window`", "`core.model.Model.windows`"),
        ("`core.hourly.hourly_prices`", "`core.hour.hourly_prices`"),
        ("`examples/stockholm/2023/model.toml`", "`examples/stockholm/2021/model.toml`"),
        ("test_ten_lead_times_are_promised_in_days", "test_nine_lead_times_are_promised_in_days"),
        ("`docs/arithmetic.md`", "`docs/requirements.md`"),
        ("| documents, web |", "| soon |"),
        ("| billing |", "| |"),
        ("`test_stockholm.py::test_one_customers_services_are_borne_by_it_alone`", ""),
    ],
)
def test_a_wrong_row_is_seen(find: str, put: str) -> None:
    assert find in PAGE
    assert list(faults(PAGE.replace(find, put)))


def test_evidence_is_read(tmp_path: Path) -> None:
    budget = tmp_path / "budget.csv"
    budget.write_text(
        "area,service,staff,fte,amount,source,evidence\na,s,clerk,1.5,,Budget,Time study 2022\n", encoding="utf-8"
    )
    (row,), findings = load_budget(budget)
    assert (row.evidence, findings) == ("Time study 2022", [])
