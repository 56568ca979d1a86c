"""Every entry of a model is shown by ``check``: a walk over the types, with values that stand nowhere else."""

from __future__ import annotations

import re
from dataclasses import MISSING, fields, is_dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from atcost.core.model import BudgetRow, Model
from atcost.core.period import Window, month_text
from atcost.core.words import MINUS, NO_BREAK_SPACE, Text, number_text
from atcost.inputs.model_folder import read_year
from atcost.outputs.budget_table import CARRIED_KINDS
from atcost.outputs.change_table import KINDS
from atcost.outputs.measure_table import ANSWERS, OVER_WINDOW, SUITS
from atcost.outputs.model_page import ALL, CUSTOMER_KINDS, METHODS
from atcost.outputs.offer_table import AIMS
from atcost.outputs.service_table import service_tables
from tests.console import EXAMPLES, STOCKHOLM, atcost
from tests.whole_year import MARK, WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from atcost.core.words import Language

MODEL = read_year(WHOLE).documents()[0]
CHOICES = {**METHODS, **KINDS, **CUSTOMER_KINDS, **CARRIED_KINDS, **OVER_WINDOW, **SUITS, **ANSWERS, **AIMS}
"""What the screen calls the choices of a document."""
TITLES = {
    name: entry.title
    for entries in (MODEL.staff, MODEL.customers, MODEL.sources, MODEL.measures, MODEL.areas)
    for name, entry in entries.items()
} | {name: service.title for area in MODEL.areas.values() for name, service in area.services.items()}


def parts(value: Any) -> dict[str, Any] | None:
    """Return what a value of a model is made of, by name; None of one that is said whole."""
    if is_dataclass(value) and not isinstance(value, Window):
        return {each.name: getattr(value, each.name) for each in fields(value)}
    if isinstance(value, BudgetRow):
        return {name: part for name, part in value._asdict().items() if name != "row"}
    if isinstance(value, tuple) and not isinstance(value, Text):
        return dict(enumerate(value))
    return dict(value) if isinstance(value, dict) else None


def walk(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield a value and all that it is made of, with the path to each."""
    yield path, value
    for name, part in (parts(value) or {}).items():
        yield from walk(part, (*path, name))


def entries(value: Any) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield all that is said in a model, with its path; months and years as they are written."""
    for path, part in walk(value):
        if parts(part) is None and part not in (None, ""):
            is_month = path[-1] in ("from_", "to") and isinstance(part, int)
            yield path, month_text(part) if is_month else str(part) if path[-1] == "year" else part


def said(value: object, language: Language) -> str:
    """Return what the screen says of a value: a choice in words, what an id names by its title, a number in digits."""
    if isinstance(value, Text):
        return value.say(language)
    if isinstance(value, int | Fraction):
        return number_text(value, language)
    text = str(value)
    return {**TITLES, **CHOICES}.get(text, Text(text, text)).say(language)


def missing(page: str, language: Language) -> list[str]:
    """Return what of the model does not stand on a page by itself."""
    return [
        f"{path}: {value}"
        for path, value in entries(MODEL)
        if not re.search(rf"(?<!\w){re.escape(said(value, language))}0*(?!\d)", page)
    ]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_check_shows_every_entry(language: Language) -> None:
    page = atcost("check", WHOLE, language=language).out
    assert missing(page, language) == []
    assert ALL.say(language) in page


def test_an_entry_that_is_not_shown_is_seen() -> None:
    page = atcost("check", WHOLE).out
    for gone in ("§082", "§005", "1 100 023", "2022-06-29", "2021-09..2021-12", "uppskattning", "old_entry"):
        assert len(missing(page.replace(gone.replace(" ", NO_BREAK_SPACE), ""), "sv")) == 1


def test_the_year_has_every_entry_that_a_model_can_have() -> None:
    """Each field of each table says something else than its default somewhere, so that a new one must be added."""
    told: dict[type, dict[str, bool]] = {}
    for table in (value for _, value in walk(MODEL) if is_dataclass(value)):
        of_type = told.setdefault(type(table), {})
        for each in fields(table):
            value = getattr(table, each.name)
            default = each.default_factory() if each.default_factory is not MISSING else each.default
            of_type[each.name] = of_type.get(each.name, False) or (value not in (None, (), {}) and value != default)
    exceptions = {"arithmetic"}  # there is one so far
    assert [(kind, name) for kind, names in told.items() for name, is_told in names.items() if not is_told] == [
        (Model, name) for name in exceptions
    ]
    assert all(any(row[column] for row in MODEL.budget) for column in range(len(BudgetRow._fields)))


def test_every_text_of_a_person_carries_a_mark_of_its_own() -> None:
    marks = [
        MARK.match(value.sv if isinstance(value, Text) else value)
        for path, value in entries(MODEL)
        if isinstance(value, Text) or (path[-1] in ("source", "evidence", "by") and value not in TITLES)
    ]
    assert all(marks)
    assert len({mark[0] for mark in marks if mark}) == len(marks)


@pytest.mark.parametrize(
    "folder", [WHOLE, EXAMPLES / "small", EXAMPLES / "linked", STOCKHOLM], ids=lambda each: each.name
)
def test_the_services_costs_sum_to_their_areas_own_cost(folder: Path) -> None:
    pricing = read_year(folder).price()
    for (area, account), table in zip(pricing.areas.items(), service_tables(pricing.model, "sv"), strict=True):
        of_each = [amount(row[table.heads.index("Kostnad i årspriset")]) for row in table.rows]
        assert sum(of_each) == account.own_cost_ore, area
        assert amount(table.foot[0][table.heads.index("Kostnad i årspriset")]) == account.own_cost_ore
        if account.by_the_hour_ore:
            by_the_hour = table.heads.index("Kostnad per timme")
            assert sum(amount(row[by_the_hour]) for row in table.rows) == account.by_the_hour_ore
            assert amount(table.foot[0][by_the_hour]) == account.by_the_hour_ore


def amount(cell: str) -> int:
    return int(cell.replace(NO_BREAK_SPACE, "").replace(MINUS, "-").replace(",", "") or 0)
