"""The workbook calculates as the engine does: as exported, and after any input has been changed."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from fractions import Fraction
from functools import cache
from random import Random
from typing import TYPE_CHECKING

import pytest

from atcost import price
from atcost.core.cell_values import Documents
from atcost.core.cells import cells
from atcost.core.finding import Faulty
from atcost.core.price_list import price_list
from atcost.core.words import Text, number_text
from atcost.inputs.model_folder import priced_year, read_year
from atcost.outputs.workbook import area_charges
from atcost.outputs.workbook.book import Sheet
from atcost.outputs.workbook.calculation import calculated, workbook
from atcost.outputs.workbook.checks import RIGHT
from atcost.outputs.workbook.formula import call
from atcost.outputs.workbook.whole import whole_book
from tests.console import EXAMPLES
from tests.models import year_of_seed
from tests.recalculated import changes, held, new_adjustment, new_key, priced, recalculate, shown
from tests.workbooks import too_much

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.core.model import Model, Volumes
    from atcost.core.price_list import PriceList
    from atcost.outputs.workbook.book import Book

YEARS = 1000 if os.environ.get("ATCOST_PROVE") == "1" else 40
CHANGED = YEARS // 2
FOLDERS = ["small", "linked", "stockholm/2022", "stockholm/2023"]
KINDS = ("fte.", "amount.", "staff.", "overhead.", "index.", "adjustment.")
LONGEST_FORMULA = 8192


@cache
def documents(folder: str) -> tuple[Model, Volumes]:
    return read_year(EXAMPLES / folder).documents()


@cache
def listed(folder: str) -> PriceList:
    previous = priced_year(EXAMPLES / "stockholm" / "2022") if folder == "stockholm/2023" else None
    return price_list(price(*documents(folder)), previous)


def is_input(address: str) -> bool:
    """Tell whether a cell of a year is an input of the workbook: numbers, but those of customers and measures."""
    counted = address.startswith("volume.") and address.count(".") == 3
    of_area = address.startswith("area.") and address.endswith((".weight", ".unit_price", ".amount"))
    return counted or of_area or address.startswith(KINDS)


def verdict(book: Book) -> object:
    return book.names["checks"].exact


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_workbook_of_an_example_has_the_prices_and_every_check_is_right(folder, language):
    found = listed(folder)
    book = workbook(found, language)
    assert shown(book) == priced(found.pricing)
    assert verdict(book) == RIGHT
    assert book.unreached() == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_number_that_a_price_depends_on_is_an_input(folder):
    model, volumes = documents(folder)
    book = workbook(listed(folder), "sv")
    wanted = {cell.address: cell.value for cell in cells(Documents(model, volumes)) if is_input(cell.address)}
    holds = {address: book.inputs[address] for address in wanted}
    assert {
        address: cell.exact * (100 if address.endswith("weight") else 1) for address, cell in holds.items()
    } == wanted
    assert all(cell.look.startswith("input") and cell.formula is None for cell in holds.values())
    assert all(cell.is_empty for address, cell in book.inputs.items() if address not in wanted)


@pytest.mark.parametrize("folder", FOLDERS)
def test_formulas_are_as_long_as_spreadsheets_take(folder):
    book = workbook(listed(folder), "sv")
    assert max(len(cell.formula.text(cell.sheet.name)) for cell in book.calculated) < LONGEST_FORMULA


@pytest.mark.parametrize("column", ["kind", "before"])
@pytest.mark.parametrize("seed", range(YEARS))
def test_the_workbook_of_a_random_year_has_the_prices_and_every_check_is_right(seed, column):
    model, volumes = year_of_seed(seed)
    pricing = price(model, volumes, column)
    book = workbook(price_list(pricing, None), "sv")
    assert shown(book) == priced(pricing)
    assert verdict(book) == RIGHT


@pytest.mark.parametrize("seed", range(CHANGED))
def test_changed_inputs_give_what_the_engine_gives_for_the_same_change(seed):
    model, volumes = year_of_seed(seed)
    if model.method == "reciprocal":
        model = replace(model, method="step_down", order=())
    year, rng = Documents(model, volumes), Random(seed)  # noqa: S311 -- chance that can be repeated
    book = workbook(price_list(price(model, volumes), None), "sv")
    for name, contents, changed in changes(rng, year, book, 2):
        before = held(contents)
        try:
            pricing = price(changed.model, changed.volumes)
        except Faulty:  # such as a volume below zero
            continue
        recalculate(book, contents)
        assert (name, shown(book)) == (name, priced(pricing))
        assert verdict(book) == RIGHT
        assert all(abs(cell.double - float(cell.exact)) < 0.015 for cell in book.prices.values())
        recalculate(book, before)


@pytest.mark.parametrize("seed", range(CHANGED))
def test_new_adjustments_and_keys_count_at_once(seed):
    model, volumes = year_of_seed(seed)
    if model.method == "reciprocal":
        model = replace(model, method="direct")
    try:
        found = calculated(price_list(price(model, volumes), None), "sv")
    except Faulty:  # a key that only areas use
        return
    year, book, rng = Documents(model, volumes), found.year.book, Random(seed)  # noqa: S311 -- as above
    labels = found.year.measure_labels, found.year.user_labels
    added = [new_adjustment(rng, year, row, labels) for row in book.spare_adjustments[-2:]]
    added += filter(None, (new_key(rng, year, book, spare, labels[0]) for spare in book.spare_keys))
    for contents, changed in added:
        before = held(contents)
        try:
            pricing = price(changed.model, changed.volumes)
        except Faulty:  # such as a key that nobody uses
            continue
        recalculate(book, contents)
        assert shown(book) == priced(pricing)
        assert verdict(book) == RIGHT
        recalculate(book, before)


def test_a_wrong_formula_is_a_fault_and_no_workbook(monkeypatch):
    monkeypatch.setattr(area_charges, "round_to", lambda formula, _=0: formula)
    with pytest.raises(ValueError, match="gives"):
        workbook(listed("small"), "sv")


def test_a_formula_that_is_not_the_engines_is_a_fault_on_every_sheet(monkeypatch):
    found, calculate = listed("stockholm/2023"), Sheet.calculate
    for name in {cell.sheet.name for cell in whole_book(found, "sv").calculated}:

        def wrong(sheet, row, column, formula, *given, name=name):
            other = call("IF", formula.equals(0), 1, 0) if sheet.name == name else formula
            return calculate(sheet, row, column, other, *given)

        monkeypatch.setattr(Sheet, "calculate", wrong)
        with pytest.raises(ValueError, match=f"{re.escape(name)}!.* gives"):
            whole_book(found, "sv")


@pytest.mark.parametrize("place", range(8))
def test_a_charge_that_is_not_the_engines_is_a_fault_and_no_workbook(place):
    pricing = listed("small").pricing
    charges = list(pricing.charges)
    charges[place] = charges[place]._replace(amount_ore=charges[place].amount_ore + 1)
    with pytest.raises(ValueError, match="gives"):
        workbook(price_list(replace(pricing, charges=tuple(charges)), None), "sv")


def wrong(book: Book) -> list[str]:
    """Return the checks that are not right."""
    sheet = book.names["checks"].sheet
    return [sheet.cells[row, 0].exact for (row, _), cell in sheet.cells.items() if cell.exact == "FEL" and row > 2]


def test_weights_that_are_not_a_hundred_turn_their_check_red():
    book = workbook(listed("small"), "sv")
    recalculate(book, {book.inputs["area.invoices.key.bills.weight"]: Fraction("0.5")})
    assert verdict(book) == "FEL"
    assert wrong(book) == ["Fakturor: nycklarnas vikter = 100 %"]


@pytest.mark.parametrize(("chosen", "weight"), [("Fakturor", 0), (None, Fraction("0.1")), ("Okänt", Fraction("0.1"))])
def test_a_new_key_that_is_there_already_or_has_no_measure_turns_its_check_red(chosen, weight):
    book = workbook(listed("small"), "sv")
    spare = book.spare_keys[0]
    recalculate(book, {spare.measure: chosen, spare.weight: weight})
    assert "Fakturor: nya nycklar som inte kan räknas: 0" in wrong(book)


def test_areas_that_serve_each_other_stay_as_exported_and_the_checks_say_so():
    book = workbook(listed("linked"), "sv")
    sheet = book.names["checks"].sheet
    assert any("löst som ett system" in str(cell.exact) for cell in sheet.cells.values())
    recalculate(book, {book.inputs["staff.officer.rate"]: 600_000})
    assert any("debiterat och skickat" in name for name in wrong(book))


def test_prices_that_go_further_than_their_unit_turn_checks_red():
    model, volumes = documents("small")
    book = workbook(price_list(price(replace(model, unit=1000), volumes), None), "sv")
    cell = book.prices["price.invoices.care"]
    cell.formula = cell.formula + 2000
    recalculate(book, {})
    assert {name.removeprefix("Fakturor: ") for name in wrong(book)} >= {
        "avrundning till prisenhet, högst en halv enhet (500 SEK)",
        "största avrundning av ett pris, högst en enhet (1\xa0000 SEK)",
    }


@pytest.mark.parametrize("language", ["sv", "en"])
def test_cells_that_doubles_do_not_reach_are_named(language):
    book = workbook(price_list(price(*too_much().both()), None), language)
    rows = {tuple(sheet_row(book.names["checks"].sheet, row)) for row in range(1000)}
    unreached = book.unreached()
    assert unreached
    for cell in unreached:
        told = [
            each if isinstance(each, str) else number_text(Fraction(str(each)), language)
            for each in (cell.exact, cell.double)
        ]
        assert (cell.sheet.name, cell.reference, *told) in rows


def sheet_row(sheet: Sheet, row: int) -> Iterator[object]:
    return (sheet.cells[row, column].exact for column in range(4) if (row, column) in sheet.cells)


def test_names_in_lists_are_titles_unless_a_spreadsheet_would_take_them_for_something_else():
    model, volumes = documents("small")
    titles = {"bills": "Antal*", "reminders": "=A1", "employees": "Anställda"}
    measures = {name: replace(each, title=Text(titles[name], "x")) for name, each in model.measures.items()}
    pricing = price(replace(model, measures=measures), volumes)
    found = [calculated(price_list(pricing, None), language) for language in ("sv", "en")]
    swedish, english = (each.year.measure_labels for each in found)
    assert swedish == {"bills": "bills", "reminders": "reminders", "employees": "Anställda"}
    assert set(english.values()) == set(titles)
