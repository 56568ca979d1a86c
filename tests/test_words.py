"""Numbers and texts as the reader writes them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atcost.core.words import BLANKS, MINUS, Text, decimal_text, kronor_plain, kronor_text, number_text, shown

decimals = st.builds(
    lambda whole, digits: Fraction(whole, 10**digits), st.integers(-(10**15), 10**15), st.integers(0, 9)
)
fractions = st.fractions(max_denominator=10**6)


def read_back(text: str, mark: str) -> Fraction:
    """Read what was written for a reader."""
    plain = text.replace(MINUS, "-").replace(mark, ".")
    return Fraction("".join(each for each in plain if each in "-./" or each.isdigit()))


@given(st.one_of(decimals, fractions))
def test_an_exact_number_is_written_exactly(value: Fraction) -> None:
    assert Fraction(decimal_text(value)) == value
    assert read_back(number_text(value, "sv"), ",") == value
    assert read_back(number_text(value, "en").replace(",", ""), ".") == value


@given(decimals)
def test_a_decimal_that_ends_is_no_fraction_and_has_no_more_digits_than_it_needs(value: Fraction) -> None:
    text = decimal_text(value)
    assert "/" not in text
    assert not ("." in text and text.endswith("0"))


@given(fractions, st.integers(0, 6))
def test_a_number_with_decimals_is_rounded_half_away_from_zero(value: Fraction, digits: int) -> None:
    text = number_text(value, "sv", digits)
    found = read_back(text, ",")
    assert abs(found - value) <= Fraction(1, 2 * 10**digits)
    assert len(text.partition(",")[2]) == digits
    assert text.startswith(MINUS) == (found < 0)


@pytest.mark.parametrize(
    ("value", "swedish", "english"),
    [
        (0, "0,00", "0.00"),
        (-1, f"{MINUS}0,01", f"{MINUS}0.01"),
        (123456789, "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567,89", "1,234,567.89"),
        (-100_000, f"{MINUS}1\N{NO-BREAK SPACE}000,00", f"{MINUS}1,000.00"),
    ],
)
def test_kronor(value: int, swedish: str, english: str) -> None:
    assert (kronor_text(value, "sv"), kronor_text(value, "en")) == (swedish, english)


@given(st.integers())
def test_programs_read_kronor_with_two_decimals(ore: int) -> None:
    text = kronor_plain(ore)
    assert Fraction(text) * 100 == ore
    assert text[-3] == "."


def test_a_text_is_said_in_one_language() -> None:
    assert [Text("kund", "customer").say(language) for language in ("sv", "en")] == ["kund", "customer"]


@given(st.text())
def test_what_is_shown_is_short_and_on_one_line(text: str) -> None:
    found = shown(text)
    assert len(found) <= 40
    assert found.isprintable()
    if len(text) <= 40 and text.isprintable():
        assert found == text


def test_what_is_shown_of_what_has_no_print() -> None:
    assert shown("a\nb\x1b[31m") == "a·b·[31m"
    assert shown(f"1{BLANKS}000") == "1  000"
    assert [shown(value) for value in (True, 12, None)] == ["true", "12", "None"]
    assert shown("x" * 99, 10) == "xxxxxxxxx…"
