"""What the workbook says by itself of what a person typed or pasted: on *Checks*, *Start* and *Why*."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from atcost.core.cell_values import Documents
from atcost.core.price_list import price_list
from atcost.inputs.model_folder import read_year
from atcost.outputs.workbook import area_adjustments, checks, start, sums, why
from atcost.outputs.workbook.adjustments import NAME as ADJUSTMENTS
from atcost.outputs.workbook.checks import HEADS, RIGHT
from atcost.outputs.workbook.volumes import NAME as VOLUMES
from atcost.outputs.workbook.whole import whole_book
from tests.console import LINKED, SMALL
from tests.recalculated import held, recalculate
from tests.workbooks import Workbook, pricing

if TYPE_CHECKING:
    from pathlib import Path

    from atcost.core.words import Language
    from atcost.outputs.workbook.book import Book, Sheet
    from tests.office import Office

LANGUAGES: list[Language] = ["sv", "en"]
CAUSE = len(HEADS) - 1


def book_of(folder: Path, language: Language) -> Book:
    return whole_book(price_list(pricing(Documents(*read_year(folder).documents())), None), language)


def sheet_of(book: Book, name: str) -> Sheet:
    return next(sheet for sheet in book.sheets if sheet.name == name)


def wrong(book: Book) -> dict[str, str]:
    """Return the checks that are not right, each with its cause."""
    sheet = book.names["checks"].sheet  # type: ignore[union-attr] # it is a cell
    return {
        str(sheet.cells[row, 0].exact): str(sheet.cells[row, CAUSE].exact) if (row, CAUSE) in sheet.cells else ""
        for (row, column), cell in sheet.cells.items()
        if row >= checks.FIRST and column == CAUSE - 1 and cell.exact != RIGHT
    }


def told(book: Book) -> list[object]:
    """Return what *Start* says: whether anything was changed, and whether checks are right."""
    return [cell.exact for cell in book.sheets[0].cells.values() if cell.look == "check" and cell.formula]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_or_a_number_below_zero_is_named_by_its_cell(language: Language) -> None:
    book, volumes = book_of(SMALL, language), VOLUMES.say(language)
    cells = [cell for address, cell in book.inputs.items() if address.startswith("volume.")]
    texts, below = (sums.head(language, sums.FAULTS[fault]) for fault in sums.FAULTS)
    assert (wrong(book), told(book)) == ({}, [start.UNCHANGED.say(language), RIGHT])
    changes: dict[Any, Any] = {cells[1]: "1 945", cells[2]: -5, cells[4]: "x"}
    before = held(changes)
    recalculate(book, changes)
    assert {what: cause for what, cause in wrong(book).items() if cause} == {
        texts: f"{volumes}!D6",
        below: f"{volumes}!D7",
    }
    assert told(book) == [
        start.IS_CHANGED.say(language),
        start.WRONG.say(language).format(sheet=checks.NAME.say(language)),
    ]
    recalculate(book, before)
    assert wrong(book) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_adjustment_that_does_not_count_is_named(language: Language) -> None:
    book, name = book_of(SMALL, language), ADJUSTMENTS.say(language)
    _, row, *_ = book.spare_adjustments
    measure_of, customer_of = (choices for _, choices in sheet_of(book, name).choices)
    bills, school = measure_of.first.exact, customer_of.last.exact
    for measure, customer, quantity, counts in (
        (bills, school, 5, True),
        (bills, school, "5 st", False),
        ("?", school, 5, False),
        (bills, None, 5, False),
        (None, None, None, True),
    ):
        recalculate(book, {row.measure: measure, row.customer: customer, row.quantity: quantity})
        cause = None if counts else f"{name}!A{row.measure.row + 1}"
        assert wrong(book).get(sums.head(language, sums.UNCOUNTED)) == cause


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_adjustment_shows_on_the_sheets_of_its_areas(language: Language) -> None:
    book, name = book_of(SMALL, language), ADJUSTMENTS.say(language)
    row = book.spare_adjustments[0]
    measures, customers = (choices for _, choices in sheet_of(book, name).choices)
    note = area_adjustments.NOTE.say(language).format(sheet=name)
    said: dict[Any, Any] = {row.measure: measures.first.exact, row.customer: customers.last.exact, row.quantity: 5}
    for reason in (None, "skäl"):
        recalculate(book, {**said, row.reason: reason})
        listed = []
        for sheet in book.sheets[1:3]:  # of invoices, of payslips
            first = next(at for (at, _), cell in sheet.cells.items() if cell.exact == note) + 2
            listed.append([sheet.cells[first, column].exact for column in range(6)])
        assert listed == [[customers.last.exact, 5, measures.first.exact, "", "", reason or ""], [""] * 6]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pasted_volumes_are_told_of_until_they_are_read_back(language: Language) -> None:
    book = book_of(SMALL, language)
    (block,) = book.wide
    recalculate(book, {block.first: "2024-04"})
    assert told(book)[0] == start.PASTED.say(language)
    assert wrong(book) == {sums.head(language, sums.NOT_PASTED): f"{VOLUMES.say(language)}!{block.reference}"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_pasted_volumes_let_reasons_be_doubted(language: Language) -> None:
    listed = price_list(
        pricing(Documents(*read_year(SMALL).documents())), pricing(Documents(*read_year(SMALL).documents()))
    )
    book = whole_book(listed, language)
    recalculate(book, {book.wide[0].last: 12})
    assert why.UNFIT.say(language) in [cell.exact for cell in sheet_of(book, why.NAME.say(language)).cells.values()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_any_change_where_areas_serve_each_other_says_what_to_do(language: Language) -> None:
    book = book_of(LINKED, language)
    cell = next(cell for address, cell in book.inputs.items() if address.startswith("volume."))
    recalculate(book, {cell: cell.exact + 1})
    assert wrong(book)[sums.head(language, sums.STALE)] == sums.OLD.say(language)
    recalculate(book, {cell: cell.exact - 1, book.inputs["staff.officer.rate"]: Fraction(600_000)})
    assert set(wrong(book).values()) == {sums.OLD.say(language)}


@pytest.mark.parametrize(
    ("sheet", "reference", "content"),
    [("Volymer", "D6", "1 945"), ("Årsarbetare", "G6", "2,5 åa"), ("Kostnader", "B7", ["=1/0"])],
)
def test_a_spreadsheet_names_the_cell_and_says_that_something_is_changed(
    office: Office, tmp_path: Path, sheet: str, reference: str, content: str | list[str]
) -> None:
    book = Workbook(Documents(*read_year(SMALL).documents()), tmp_path / "year.xlsx")
    first = book.book.sheets[0]
    with office.opened(book.file) as opened:
        opened.put({(sheet, reference): content})
        found = opened.recalculated()
    said = [found[first.name, cell.reference] for cell in first.cells.values() if cell.formula]
    assert said == [start.IS_CHANGED.sv, start.WRONG.sv.format(sheet="Kontroller")]
    assert found["Kontroller", "E6"] == f"{sheet}!{reference}"
