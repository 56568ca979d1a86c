"""docs/interface.md says what is: its document reads, and its entries, commands and JSON are all that there are."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import is_dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest

from atcost.cli import COMMANDS
from atcost.core.comparison import REASONS, compare
from atcost.core.counting import MeasureCount
from atcost.core.explanation.node import Formula
from atcost.core.finding import Finding
from atcost.core.model import Model
from atcost.core.price_list import price_list
from atcost.core.seal import Seal, sealed
from atcost.inputs.documents import load_document
from atcost.inputs.model_folder import priced_before, read_year
from atcost.inputs.strict import entry_hints
from atcost.outputs.comparison_json import comparison_json
from atcost.outputs.count_report import count_view
from atcost.outputs.open_data import price_json
from atcost.outputs.seal_page import verified_json
from tests.console import atcost

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "interface.md").read_text(encoding="utf-8")
DOCUMENT = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)[0]
VIEWS = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]
PRICED, EXPLAINED, COMPARED, COUNTED, VERIFIED = (
    next(view for view in VIEWS if name in view) for name in ("charges", "formula", "parted", "sources", "equal")
)
BY_NAME = {"reasons", "areas", "customers", "overhead", "excluded", "refused", "nobody", "changes_by_area"}
"""What in JSON is keyed by names of the user's."""


def tables(hint: Any) -> Iterator[Any]:
    """Yield the types of a document's tables."""
    if is_dataclass(hint):
        yield hint
        for _, entry, _ in entry_hints(hint).values():
            yield from tables(entry)
    for part in get_args(hint):
        yield from tables(part)


def keys(view: Any, path: str = "") -> set[str]:
    """Return the paths of a JSON view's keys."""
    if isinstance(view, list):
        return {key for item in view for key in keys(item, f"{path}[]")}
    if not isinstance(view, dict):
        return {path}
    named = path.rpartition(".")[2] in BY_NAME
    return {key for name, value in view.items() for key in keys(value, f"{path}.{'*' if named else name}")}


def priced(example: str) -> Any:
    read = read_year(ROOT / "examples" / example)
    before, _ = priced_before(ROOT / "examples" / example, read.documents()[0])
    return json.loads(price_json(price_list(read.price(), before), "en"))


def test_the_document_reads(tmp_path: Path) -> None:
    (tmp_path / "model.toml").write_text(DOCUMENT, encoding="utf-8")
    _, findings = load_document(tmp_path / "model.toml")
    assert findings == []


@pytest.mark.parametrize("table", dict.fromkeys(tables(Model)), ids=lambda table: table.__name__)
def test_the_document_has_every_entry(table: Any) -> None:
    assert [name for name in entry_hints(table) if not re.search(rf"\b{name}\b", DOCUMENT)] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_stands_there_with_its_options(name: str) -> None:
    (line,) = (line for line in PAGE.splitlines() if line.startswith(f"| `atcost {name} "))
    options = {option for parameter in COMMANDS[name].params for option in parameter.opts if option.startswith("-")}
    assert options - {"--lang", "--json", "--output"} == set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", line))


def test_the_json_of_a_price_list_has_these_keys() -> None:
    found = keys(priced("stockholm/2023")) | keys(priced("linked"))
    assert {key for key in found if not key.endswith("[]")} == keys(PRICED)


def test_the_json_of_an_explanation_has_these_keys(tmp_path: Path) -> None:
    folder = shutil.copytree(ROOT / "examples" / "small", tmp_path / "small")
    (folder / "measures" / "ledger").mkdir(parents=True)
    (folder / "measures" / "ledger" / "bills.sql").touch()
    found = nodes(json.loads(atcost("explain", folder, "--customer", "school", "--json").out))
    assert {frozenset(node) for node in found} == {frozenset(node) for node in nodes(EXPLAINED)}


def test_the_formulas_of_an_explanation_stand_there() -> None:
    assert all(f"`{formula}`" in PAGE for formula in get_args(Formula))


def nodes(view: Any) -> list[Any]:
    """Return the nodes of an explanation."""
    return [view, *(node for part in view["parts"] for node in nodes(part))]


def test_the_json_of_a_comparison_has_these_keys() -> None:
    folders = ("stockholm/2022", "stockholm/2023")
    compared = compare(*(read_year(ROOT / "examples" / folder).price() for folder in folders))
    finding = Finding("previous_other_year", "2022", values={"path": "", "before": "", "now": ""})
    found = keys(json.loads(comparison_json(compared, [finding], "en")))
    assert {key for key in found if not key.startswith(".findings")} == keys(COMPARED) - {".findings"}
    assert all(f"`{reason}`" in PAGE for reason in REASONS)


def test_the_json_of_a_sealed_list_has_these_keys() -> None:
    pricing = read_year(ROOT / "examples" / "small").price()
    said = {"version": "0.1.0", "digest": "", "on": None, "previous_digest": None}
    assert keys(json.loads(verified_json(Seal(format=1, arithmetic=1, **said), pricing, "en"))) == keys(VERIFIED)


def test_a_sealed_list_has_these_entries() -> None:
    section = PAGE.partition("## Sealed price lists")[2].partition("\n## ")[0]
    named = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (.*?) \|", section, re.MULTILINE))))
    pricing = read_year(ROOT / "examples" / "small").price()
    on, previous = date(2024, 11, 15), "sha256:…"
    seal = Seal(format=1, arithmetic=1, version="0.1.0", digest="", on=on, proposal=True, previous_digest=previous)
    assert sealed(pricing, seal).keys() == named


def test_the_json_of_a_count_has_these_keys() -> None:
    count = {"source": "a", "measure": "b", "in_files": 9, "read": 9, "counted": 9, "without_thing": 0, "outside": 0}
    maps = {"excluded": {"not_a": 1}, "refused": {"date": 1}, "nobody": {"999": 1}}
    assert keys(count_view([MeasureCount(**count, **maps, quantity=9)])) == keys(COUNTED["sources"])
