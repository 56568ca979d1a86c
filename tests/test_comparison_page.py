"""A comparison on a screen: tables that add up before one's eyes, and waterfalls that lead from old to new."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from atcost.core import comparison
from atcost.core.comparison import Change, compare
from atcost.core.glossary import REASONS
from atcost.core.words import MINUS, NO_BREAK_SPACE, kronor_text, number_text
from atcost.inputs.model_folder import read_year
from atcost.outputs.comparison_page import UNPARTED, comparison_page
from atcost.outputs.comparison_sentences import Teller
from atcost.outputs.comparison_table import area_table, customer_table
from atcost.outputs.text_table import UNBOUNDED, Table, laid_out, width
from atcost.outputs.waterfall import MOST_BARS, waterfall
from tests.console import EXAMPLES, STOCKHOLM
from tests.edited_pairs import PAIRS, compared
from tests.golden import assert_golden

if TYPE_CHECKING:
    from atcost.core.comparison import Comparison
    from atcost.core.words import Language

GOLDEN = Path(__file__).parent / "golden"
GROWS, SHRINKS, DIVIDED, MERGED, ENDED, COMPANY = (
    *("education", "traffic", "farsta", "culture", "libraries"),
    "globe_arena",
)


@cache
def stockholm() -> Comparison:
    return compare(*(read_year(folder).price() for folder in (EXAMPLES / "stockholm" / "2022", STOCKHOLM)))


def page(
    found: Comparison,
    language: Language,
    room: int = UNBOUNDED,
    customer: str | None = None,
    area: str | None = None,
) -> str:
    return "\n".join([*laid_out(comparison_page(found, language, room, customer, area), room), ""])


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("customer", [None, GROWS, SHRINKS, DIVIDED, MERGED, ENDED, COMPANY])
def test_a_page_is_golden(customer: str | None, language: Language) -> None:
    assert_golden(
        GOLDEN / f"compare-{customer or 'all'}.{language}.txt", page(stockholm(), language, customer=customer)
    )


def test_an_area_a_cell_a_narrow_page_and_an_unparted_one_are_golden(tmp_path: Path) -> None:
    assert_golden(GOLDEN / "compare-receivable.sv.txt", page(stockholm(), "sv", area="receivable"))
    assert_golden(GOLDEN / "compare-cell.en.txt", page(stockholm(), "en", customer=GROWS, area="fees"))
    assert_golden(GOLDEN / "compare-education.60.txt", page(stockholm(), "sv", 60, GROWS))
    unparted = compared(PAIRS["what only a newcomer uses"], tmp_path)
    assert_golden(GOLDEN / "compare-unparted.sv.txt", page(unparted, "sv"))
    assert not unparted.parted
    assert UNPARTED.sv in page(unparted, "sv")
    assert UNPARTED.sv not in page(stockholm(), "sv")


def number(cell: str) -> Fraction:
    return Fraction(cell.replace(NO_BREAK_SPACE, "").replace(MINUS, "-").replace(",", ".") or 0)


def tables(found: Comparison) -> list[Table]:
    return [area_table(found, "sv"), customer_table(found, "sv")]


@pytest.mark.parametrize("part", [{}, {"customer": GROWS}, {"area": "payable"}], ids=str)
def test_tables_add_up_down_and_across(part: dict[str, str]) -> None:
    for table in tables(stockholm().only(**part)):
        assert table.heads[4] == "%"
        for row in [*table.rows, *table.foot]:
            old, new, change, _, *reasons = row[1:]
            assert number(old) + number(change) == number(new)
            assert sum(map(number, reasons)) == number(change)
        for column in (1, 2, 3, *range(5, len(table.heads))):
            assert sum(number(row[column]) for row in table.rows) == number(table.foot[0][column]), table.heads[column]


def test_the_largest_change_stands_first() -> None:
    for table in tables(stockholm()):
        changes = [abs(number(row[3])) for row in table.rows]
        assert len(changes) > 4
        assert changes == sorted(changes, reverse=True)


@pytest.mark.parametrize(
    ("language", "volumes", "own"), [("sv", "Volymer", "Egen volym"), ("en", "Volumes", "Own volume")]
)
def test_volumes_of_several_customers_together_are_one_column(language: Language, volumes: str, own: str) -> None:
    whole, one = area_table(stockholm(), language), area_table(stockholm().only(customer=GROWS), language)
    assert (volumes in whole.heads, own in whole.heads) == (True, False)
    assert (volumes in one.heads, own in one.heads) == (False, True)
    assert own in customer_table(stockholm(), language).heads
    column = whole.heads.index(volumes)
    assert {row[0]: row[column] for row in whole.rows}[
        "Ekonomiservice" if language == "sv" else "Bookkeeping services"
    ] == (number_text(Fraction(-3, 100), language, 2))


def test_reasons_that_nothing_has_take_no_column() -> None:
    whole, company = (customer_table(stockholm().only(customer=name), "sv") for name in (None, COMPANY))
    assert "Överfört från tidigare år" in whole.heads
    assert "Mellan områden" not in whole.heads
    assert "Överfört från tidigare år" not in company.heads


def bars(found: Comparison, room: int = UNBOUNDED, language: Language = "sv") -> tuple[Table, str]:
    table, *notes = waterfall(found, Teller(found, language).causes.of(found).values(), language, room)
    assert isinstance(table, Table)
    return table, "".join(map(str, notes))


@pytest.mark.parametrize("customer", [GROWS, SHRINKS, DIVIDED, MERGED, ENDED, COMPANY])
def test_a_waterfall_leads_from_the_old_price_to_the_new(customer: str) -> None:
    table, _ = bars(stockholm().only(customer=customer))
    first, *causes = table.rows
    (last,) = table.foot
    change = stockholm().of_customers()[customer]
    assert (first[1], last[1]) == (kronor_text(change.old_ore, "sv"), kronor_text(change.new_ore, "sv"))
    assert number(first[1]) + sum(number(cause[1]) for cause in causes) == number(last[1])
    assert len(causes) == len(change.reasons_ore)
    for _, amount, bar in causes:
        assert set(bar) - {" ", "|"} <= {"+" if number(amount) > 0 else "-"}
    assert all(set(bar) <= {" ", "=", "|"} for _, _, bar in (first, last))


def test_a_bar_begins_where_the_one_before_ended() -> None:
    table, _ = bars(stockholm().only(customer=GROWS))
    at = len(table.rows[0][2].rstrip())
    for _, amount, bar in table.rows[1:]:
        begin, end = len(bar) - len(bar.lstrip()), len(bar.rstrip())
        if "|" in bar:
            assert abs(begin - at) <= 1
        else:
            assert at == (begin if number(amount) > 0 else end)
            at = end if number(amount) > 0 else begin
    assert at == len(table.foot[0][2].rstrip()) == MOST_BARS


def test_bars_begin_near_prices_that_change_little_and_say_so() -> None:
    _, note = bars(stockholm().only(customer=GROWS))
    assert note == f"Staplarna börjar vid 27{NO_BREAK_SPACE}000{NO_BREAK_SPACE}000 SEK, inte vid noll."
    ended, silence = bars(stockholm().only(customer=ENDED))
    assert (ended.rows[0][2], ended.foot[0][2].strip(), silence) == ("=" * MOST_BARS, "|", "")


@pytest.mark.parametrize(
    ("change", "drawn"),
    [
        (Change(0, 0, {}), ["|", "|"]),
        (Change(0, 500, {"fte": 500}), ["|", "+" * 40, "=" * 40]),
        (Change(-100, 300, {"keys": 400}), ["=" * 10, "+" * 40, " " * 10 + "=" * 30]),
        (Change(300, -100, {"keys": -400}), [" " * 10 + "=" * 30, "-" * 40, "=" * 10]),
    ],
)
def test_no_price_and_prices_below_zero_have_bars(change: Change, drawn: list[str]) -> None:
    table, note = bars(replace(stockholm(), cells={("payable", GROWS): change}))
    assert [row[2].rstrip() for row in [*table.rows, *table.foot]] == drawn
    assert note == ""


def test_where_bars_do_not_fit_amounts_stand_alone() -> None:
    found = stockholm().only(customer=GROWS)
    assert len(bars(found, 60)[0].heads) == 3
    table, note = bars(found, 48)
    assert (table.heads, note) == (["", "SEK"], "")
    assert number(table.foot[0][1]) * 100 == found.total().new_ore


@pytest.mark.parametrize("room", [200, 120, 80, 60, 40, 24])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_pages_fit_the_window(room: int, language: Language) -> None:
    for asked in ({}, {"customer": GROWS}, {"customer": DIVIDED, "area": "rent"}, {"area": "bookkeeping"}):
        lines = page(stockholm(), language, room, **asked).splitlines()
        assert [line for line in lines if width(line) > room] == []


@pytest.mark.parametrize(
    ("language", "of_area", "of_both"),
    [
        ("sv", "För leverantörsreskontra minskar", "För Trafikkontoret i leverantörsreskontra minskar"),
        ("en", "For accounts payable, ", "For Traffic office in accounts payable, "),
    ],
)
def test_areas_stand_in_sentences_as_words_do(language: Language, of_area: str, of_both: str) -> None:
    assert f"\n{of_area}" in page(stockholm(), language)
    assert f"\n{of_both}" in page(stockholm(), language, customer=SHRINKS, area="payable")


def test_every_reason_has_a_word() -> None:
    assert tuple(REASONS) == comparison.REASONS
