"""Rounding and splitting: the two places where an öre is decided."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from atcost.core.money import rounded, rounded_steps, split, to_ore, whole_numbers

exact = st.one_of(st.integers(-(10**12), 10**12), st.fractions(max_denominator=1000))
weights = st.lists(st.one_of(st.integers(0, 10**6), st.fractions(0, 1000, max_denominator=97)), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1/2", 1), ("-1/2", -1), ("3/2", 2), ("5/2", 3), ("-5/2", -3), ("49/100", 0), ("-49/100", 0), ("7", 7)],
)
def test_halves_go_away_from_zero(value: str, expected: int) -> None:
    assert rounded(Fraction(value)) == expected


@given(exact)
def test_a_rounded_value_is_the_nearest_and_odd(value: int | Fraction) -> None:
    assert abs(rounded(value) - value) <= Fraction(1, 2)
    assert rounded(-value) == -rounded(value)


@given(st.fractions())
def test_a_half_is_never_rounded_towards_zero(value: Fraction) -> None:
    half = int(value) + Fraction(1 if value >= 0 else -1, 2)
    assert abs(rounded(half)) == abs(half) + Fraction(1, 2)


@given(exact)
def test_kronor_become_whole_ore(kronor: int | Fraction) -> None:
    assert to_ore(kronor) == rounded(kronor * 100)


@given(st.integers(-(10**9), 10**9), weights)
def test_parts_sum_to_the_total_and_none_is_off_by_more_than_one(total: int, of_parts: list[int | Fraction]) -> None:
    whole = sum(of_parts)
    assume(whole)
    parts = split(total, of_parts)
    assert sum(parts) == total
    assert all(abs(part - total * Fraction(weight) / whole) <= 1 for part, weight in zip(parts, of_parts, strict=True))
    assert all(part == 0 for part, weight in zip(parts, of_parts, strict=True) if weight == 0)


@given(st.integers(-(10**9), 10**9), weights, st.fractions(Fraction(1, 50), 50, max_denominator=50))
def test_only_the_proportions_of_weights_count(total: int, of_parts: list[int | Fraction], factor: Fraction) -> None:
    assume(sum(of_parts))
    assert split(total, of_parts) == split(total, [weight * factor for weight in of_parts])


@given(st.integers(-(10**9), 10**9), weights)
def test_a_split_is_the_differences_of_rounded_running_totals(total: int, of_parts: list[int | Fraction]) -> None:
    whole = sum(of_parts)
    assume(whole)
    running = [rounded(total * Fraction(each) / whole) for each in accumulate(of_parts)]
    assert list(accumulate(split(total, of_parts))) == running


@given(st.integers(-(10**6), 10**6), st.lists(st.integers(-50, 50), min_size=1, max_size=6))
def test_weights_may_be_negative(total: int, of_parts: list[int]) -> None:
    assume(sum(of_parts))
    assert sum(split(total, of_parts)) == total


def test_a_split_by_nothing_is_refused() -> None:
    for of_parts in ([0], [0, 0], [1, -1]):
        with pytest.raises(ZeroDivisionError):
            split(100, of_parts)


@given(st.lists(exact, max_size=8))
def test_whole_numbers_keep_their_proportions(values: list[int | Fraction]) -> None:
    whole = whole_numbers(values)
    assert all(isinstance(value, int) for value in whole)
    pairs = list(zip(values, whole, strict=True))
    assert all(one * other_whole == other * one_whole for one, one_whole in pairs for other, other_whole in pairs)


@given(st.lists(exact, max_size=8))
def test_rounded_steps_sum_to_the_rounded_sum(values: list[int | Fraction]) -> None:
    assert list(accumulate(rounded_steps(values))) == [
        rounded(running) for running in accumulate(map(Fraction, values))
    ]
