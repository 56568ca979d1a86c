"""The examples' price lists, as JSON and as a page: golden files, rewritten only by ``make golden``."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from atcost.core.checks import check
from atcost.core.price_list import PriceList, price_list
from atcost.inputs.engine import Engine
from atcost.inputs.model_folder import priced_before, read_year
from atcost.outputs import content
from atcost.outputs.open_data import price_json
from atcost.outputs.price_page import price_page
from atcost.outputs.text_table import UNBOUNDED, laid_out
from tests.golden import assert_golden

if TYPE_CHECKING:
    from atcost.core.assignment import Column
    from atcost.core.model import Method
    from atcost.core.words import Language

EXAMPLES = Path(__file__).parents[1] / "examples"
GOLDEN = Path(__file__).parent / "golden"


class List(NamedTuple):
    """Which example, in which column, by which method where it is another than the example's."""

    folder: str
    column: Column = "kind"
    method: Method | None = None


LISTS = {
    "small": List("small"),
    "linked-direct": List("linked", method="direct"),
    "linked-step_down": List("linked", method="step_down"),
    "linked-reciprocal": List("linked", method="reciprocal"),
    "stockholm-2022": List("stockholm/2022"),
    "stockholm-2023-including": List("stockholm/2023"),
    "stockholm-2023-excluding": List("stockholm/2023", "before"),
}


def priced(asked: List) -> PriceList:
    folder = EXAMPLES / asked.folder
    year = read_year(folder)
    model, volumes = year.documents()
    before, findings = priced_before(folder, model)
    if asked.method is not None:
        other = replace(model, method=asked.method)
        year = year._replace(model=other, checked=check(other, volumes))
    return price_list(year.price(asked.column, findings), before)


def page(listed: PriceList, language: Language, room: int = UNBOUNDED, customer: str | None = None) -> str:
    return "\n".join([*laid_out(price_page(listed, language, customer), room), ""])


@pytest.mark.parametrize("name", LISTS)
def test_a_price_list_is_golden(name: str) -> None:
    listed = priced(LISTS[name])
    assert_golden(GOLDEN / f"{name}.json", price_json(listed, "en"))
    assert_golden(GOLDEN / f"{name}.txt", page(listed, "sv"))


def test_a_page_in_english_a_customers_a_narrow_one_and_a_table_are_golden() -> None:
    listed = priced(LISTS["stockholm-2023-including"])
    assert_golden(GOLDEN / "stockholm-2023.en.txt", page(listed, "en"))
    assert_golden(GOLDEN / "stockholm-2023.education.txt", page(listed, "sv", customer="education"))
    assert_golden(GOLDEN / "stockholm-2023.80.txt", page(listed, "sv", 80))
    for format_ in ("csv", "csv-plain"):
        made = content(listed, format_, "prices", "sv", None, Engine).decode()
        assert_golden(GOLDEN / f"stockholm-2023.{format_}", made)


def test_tables_and_sentences_name_the_models_own_currency(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(EXAMPLES / "small", tmp_path / "small"))
    model = (folder / "model.toml").read_text(encoding="utf-8")
    (folder / "model.toml").write_text(model.replace('"SEK"', '"EUR"'), encoding="utf-8")
    shown = page(price_list(read_year(folder).price(), None), "sv")
    assert "EUR" in shown
    assert not re.search(r"\b(SEK|kr)\b", shown)
