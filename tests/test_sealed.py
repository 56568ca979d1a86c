"""Sealed lists: nothing of the documents is lost, what was sealed verifies in every later version."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atcost.core.finding import Faulty
from atcost.core.pricing import price
from atcost.core.seal import digest, result
from atcost.inputs.model_folder import priced_year, read_year
from atcost.inputs.sealed import unsealed
from tests.console import EXAMPLES, LINKED, SMALL
from tests.models import year_of_seed
from tests.sealing import DAY, KEPT, SMALL_SEAL, VERSION, line, plain, seal_of
from tests.whole_year import WHOLE, whole_year

if TYPE_CHECKING:
    from pathlib import Path

    from atcost.core.model import Model
    from atcost.core.pricing import Pricing

OTHER_DIGEST = "sha256:" + "0" * 64
FOLDERS = [SMALL, LINKED, EXAMPLES / "stockholm" / "2022", EXAMPLES / "stockholm" / "2023", WHOLE]


def through_a_file(pricing: Pricing, folder: Path, **said: Any) -> Pricing:
    """Seal a list, and return what comes back."""
    file = folder / "list.json"
    file.write_bytes(line(pricing, **said).encode())
    seal, found, _ = unsealed(file)
    assert seal == seal_of(pricing, **said)
    return found


def assert_same(found: Pricing, pricing: Pricing) -> None:
    """Hold what came back to what was sealed: both documents, but for where rows stand, and every amount."""
    assert without_places(found.model) == without_places(pricing.model)
    assert in_order(found.model) == in_order(pricing.model)
    volumes = [sorted(row[:-1] for row in each.volumes.rows) for each in (found, pricing)]
    assert volumes[0] == volumes[1]
    assert result(found) == result(pricing)
    for name in ("areas", "charges", "transfers", "prices", "per_unit", "changes", "total_excluding_changes_ore"):
        assert getattr(found, name) == getattr(pricing, name)


def without_places(model: Model) -> Model:
    rows = sorted((row._replace(row=0) for row in model.budget), key=str)
    return replace(model, previous=None, budget=tuple(rows))


def in_order(model: Model) -> list[list[str]]:
    areas = model.areas.values()
    return [list(each) for each in (model.customers, model.areas, model.overheads, *(area.services for area in areas))]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_nothing_is_lost(folder: Path, tmp_path: Path) -> None:
    pricing = read_year(folder).price()
    assert_same(through_a_file(pricing, tmp_path), pricing)


def test_nothing_is_lost_of_texts_that_look_like_something_else(tmp_path: Path) -> None:
    pricing = read_year(whole_year(tmp_path / "year", "\x1b\\n\u2028\ufeff{0}'1/2å")).price()
    assert_same(through_a_file(pricing, tmp_path), pricing)


@given(seed=st.integers(0, 2**32))
def test_nothing_is_lost_of_random_years(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    pricing = price(*year_of_seed(seed))
    assert_same(through_a_file(pricing, tmp_path_factory.mktemp("list")), pricing)


@pytest.mark.parametrize("said", [{}, {"on": None}, {"proposal": True}, {"previous_digest": OTHER_DIGEST}], ids=str)
def test_what_a_list_says_of_itself_comes_back(said: dict[str, Any], tmp_path: Path) -> None:
    through_a_file(read_year(SMALL).price(), tmp_path, **said)


@pytest.mark.parametrize("digest", ["hello", "", "sha256:0", OTHER_DIGEST.upper(), f"{OTHER_DIGEST}\n"])
def test_what_is_no_digest_is_no_year_before(digest: str, tmp_path: Path) -> None:
    """Whoever alters it can write fitting checksums, too."""
    with pytest.raises(Faulty) as fault:
        through_a_file(read_year(SMALL).price(), tmp_path, previous_digest=digest)
    assert {(finding.rule, finding.path) for finding in fault.value.findings} == {
        ("seal_impossible", "previous_digest")
    }


@pytest.mark.parametrize("name", ["small", "linked"])
def test_what_was_sealed_once_verifies(name: str) -> None:
    """These files are kept as version 0.1.0 wrote them: who must change one breaks every published list."""
    seal, pricing, _ = unsealed(KEPT / f"{name}.json")
    assert (seal.version, seal.arithmetic, seal.on) == (VERSION, 1, DAY)
    assert pricing.total_ore == {"small": 373129517, "linked": 2195000000}[name]
    assert line(pricing) == (KEPT / f"{name}.json").read_text(encoding="utf-8")


def test_the_form_of_a_sealed_list() -> None:
    text = SMALL_SEAL.read_text(encoding="utf-8")
    assert text.count("\n") == 1
    assert text.endswith("}\n")
    found = plain()
    assert [area["id"] for area in found["model"]["area"]] == ["invoices", "payslips"]
    assert [customer["id"] for customer in found["model"]["customer"]] == ["school", "care", "parks"]
    assert [key["measure"] for key in found["model"]["area"][0]["key"]] == ["bills", "reminders"]
    assert found["model"]["volumes"] == {"from": "2024-04", "to": "2024-06"}
    assert found["budget"] == sorted(found["budget"])
    assert found["volumes"][0] == ["bills", "care", "2024-04", "900"]
    assert found["result"]["prices"][0] == {"area": "invoices", "customer": "school", "amount": "1466558.84"}
    assert found["result"]["charges"][-1]["quantity"] == "37/3"


def test_another_order_of_staff_and_measures_is_the_same_list() -> None:
    year = read_year(EXAMPLES / "stockholm" / "2023")
    model, volumes = year.documents()
    turned = {name: dict(reversed(getattr(model, name).items())) for name in ("staff", "measures", "sources")}
    assert line(price(replace(model, **turned), volumes)) == line(year.price())


@pytest.mark.parametrize("name", ["customers", "areas", "overheads"])
def test_another_order_of_entries_is_another_list(name: str, tmp_path: Path) -> None:
    model, volumes = read_year(EXAMPLES / "stockholm" / "2023").documents()
    turned = price(replace(model, **{name: dict(reversed(getattr(model, name).items()))}), volumes)
    assert seal_of(turned).digest != digest(model, volumes)
    assert_same(through_a_file(turned, tmp_path), turned)


def test_a_year_is_priced_wherever_it_is() -> None:
    assert priced_year(SMALL).prices == priced_year(SMALL_SEAL).prices


def test_findings_of_a_sealed_list_stand_in_its_file(tmp_path: Path) -> None:
    found = through_a_file(read_year(EXAMPLES / "stockholm" / "2023").price(), tmp_path, proposal=True)
    assert {(finding.file, finding.row) for finding in found.findings} == {("list.json", None)}
    assert found.findings[-1].rule == "is_proposal"
