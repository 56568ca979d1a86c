"""Formulas: the text that a spreadsheet reads, and what they come to exactly and in doubles."""

from __future__ import annotations

from fractions import Fraction

import pytest

from atcost.outputs.workbook.book import Book
from atcost.outputs.workbook.formula import Constant, call, round_to, times, total
from atcost.outputs.workbook.places import Range


@pytest.fixture
def sheet():
    return Book().sheet("Blad 1")


def both(formula):
    return formula.value(exact=True), formula.value(exact=False)


def test_brackets_stand_where_a_spreadsheet_needs_them(sheet):
    one, two = sheet.put(0, 0, 6), sheet.put(0, 1, 4)
    texts = {
        "A1-(B1-A1)": 8,
        "A1-B1-A1": -4,
        "(A1+B1)*B1": 40,
        "A1+B1*B1": 22,
        "A1/(B1*B1)": Fraction(3, 8),
        "A1/(B1/A1)": 9,
    }
    formulas = [
        one - (two - one),
        one - two - one,
        (one + two) * two,
        one + two * two,
        one / (two * two),
        one / (two / one),
    ]
    assert {formula.text("Blad 1"): formula.value(exact=True) for formula in formulas} == texts
    assert [formula.value(exact=False) for formula in formulas] == [float(value) for value in texts.values()]


def test_a_cell_of_another_sheet_is_called_by_its_sheet(sheet):
    assert (sheet.put(9, 27, 1) * 2).text("Annat blad") == "'Blad 1'!AB10*2"


def test_texts_in_formulas_keep_their_quotes():
    assert Constant('säg "ja"').text("") == '"säg ""ja"""'


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (Fraction(1, 2), 0, 1),
        (Fraction(-1, 2), 0, -1),
        (Fraction(5, 2), 0, 3),
        (Fraction("0.49999999999999994"), 0, 0),
        (Fraction("700.0000000000001"), 6, 700),
        (Fraction("12.345"), 1, Fraction("12.3")),
        (2**60 + 1, 2, 2**60 + 1),
    ],
)
def test_halves_are_rounded_away_from_zero(sheet, value, decimals, expected):
    exact, double = both(round_to(sheet.put(0, 0, value), decimals))
    assert (exact, double) == (expected, float(expected))


def test_empty_cells_count_as_nothing_and_keep_their_place(sheet):
    cells = [sheet.put(row, 0, value) for row, value in enumerate([5, None, 7])]
    sheet.put(0, 1, 2)
    sheet.put(2, 1, 3)
    column, other = Range(cells[0], cells[-1]), Range(sheet.cells[0, 1], sheet.cells[2, 1])
    assert both(total([column])) == (12, 12.0)
    assert both(call("SUMPRODUCT", column, other)) == (31, 31.0)
    assert both(call("MATCH", 7, column, 0)) == (3, 3)
    assert both(call("INDEX", column, 2)) == (0, 0)
    assert both(cells[1] + 1) == (1, 1.0)


def test_sums_with_conditions_find_texts_in_any_case(sheet):
    rows = [("a", "x", 1), ("A", "x", Fraction(1, 4)), ("a", "y", 4), (None, "x", 8)]
    for row, contents in enumerate(rows):
        sheet.put_row(row, 0, contents, "text")
    names, kinds, numbers = (Range(sheet.cells[0, column], sheet.cells[3, column]) for column in range(3))
    formula = call("SUMIFS", numbers, names, "a", kinds, "x")
    assert formula.text("Blad 1") == 'SUMIFS(C1:C4,A1:A4,"a",B1:B4,"x")'
    assert both(formula) == (Fraction(5, 4), 1.25)
    assert both(call("COUNTIF", names, "a")) == (3, 3)


def test_of_a_choice_only_what_is_chosen_is_calculated(sheet):
    nothing = sheet.put(0, 0, 0)
    assert both(call("IF", nothing.equals(0), 0, Constant(1) / nothing)) == (0, 0.0)


def test_many_parts_are_summed_in_sums_that_spreadsheets_take(sheet):
    cells = [sheet.put(row, 0, 1) for row in range(1000)]
    formula = total(cells)
    assert both(formula) == (1000, 1000.0)
    assert max(text.count(",") for text in formula.text("Blad 1").split("SUM(")) < 255


def test_exact_factors_are_a_product_and_one_quotient(sheet):
    cell = sheet.put(0, 0, 10)
    assert times(cell, Fraction(2, 3)).text("Blad 1") == "A1*2/3"
    assert times(cell, Fraction(2, 3)).value(exact=True) == Fraction(20, 3)


@pytest.mark.parametrize(
    ("look", "double", "is_reached"),
    [
        ("money", 10.004, True),
        ("money", 10.006, False),
        ("whole", 10.4, True),
        ("whole", 10.6, False),
        ("quantity", 10.0001, False),
    ],
)
def test_money_is_reached_to_the_ore_and_whole_numbers_as_such(sheet, look, double, is_reached):
    cell = sheet.put(0, 0, 10, look)
    cell.double = double
    assert cell.is_reached is is_reached
