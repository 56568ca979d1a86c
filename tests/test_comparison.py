"""Comparison against the oracle's plain enumeration, on examples done by hand, and with faults planted in it."""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from itertools import permutations, product
from random import Random
from typing import TYPE_CHECKING

import pytest

from atcost import price
from atcost.core import comparison
from atcost.core.comparison import REASONS, compare, roundings
from atcost.core.finding import Faulty
from atcost.core.model import (
    Area,
    BudgetRow,
    Customer,
    Key,
    Measure,
    Model,
    Service,
    Source,
    StaffCategory,
    VolumeRow,
    Volumes,
)
from atcost.core.period import Window, month
from tests.chance import NAME
from tests.oracle import answer
from tests.oracle_reasons import owen, reasons, shapley
from tests.oracle_sides import ends_of
from tests.pairs import pair_of_seed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atcost.core.comparison import Comparison
    from atcost.core.model import Method
    from atcost.core.pricing import Pricing
    from atcost.core.reasons import Exactly
    from tests.oracle_states import Amounts, State
    from tests.pairs import Pair
    from tests.variations import Year

PAIRS = 2_000 if os.environ.get("ATCOST_PROVE") == "1" else 200
BLOCK = 10
JUNE = month(2024, 6)


def year(pricing: Pricing) -> Year:
    return pricing.model, pricing.volumes


def without_zeros(exact: Mapping[str, Mapping[tuple[str, str], Fraction]]) -> dict[str, Amounts]:
    found = {reason: {cell: ore for cell, ore in cells.items() if ore} for reason, cells in exact.items()}
    return {reason: cells for reason, cells in found.items() if cells}


def compared(seed: int, pair: Pair) -> Comparison:
    """Compare a pair; what fails says of which seed."""
    try:
        return compare(*pair)
    except Exception as error:
        error.add_note(f"tests.pairs.pair_of_seed({seed}), methods {pair.old.model.method}, {pair.new.model.method}")
        raise


@pytest.mark.parametrize("first", range(0, PAIRS, BLOCK))
def test_engine_and_oracle_agree(first: int) -> None:
    for seed in range(first, min(first + BLOCK, PAIRS)):
        pair = pair_of_seed(seed)
        expected = without_zeros(reasons(year(pair.old), year(pair.new), pair.old.prices))
        assert without_zeros(compared(seed, pair).exact) == expected, f"tests.pairs.pair_of_seed({seed})"
        assert sum_of(expected) == difference(pair), f"tests.pairs.pair_of_seed({seed})"


def sum_of(exact: Mapping[str, Amounts]) -> Amounts:
    """Add all reasons up, but for reorganisation: what tells the newer year's exact prices from the older's."""
    found: Amounts = defaultdict(Fraction)
    for reason, cells in exact.items():
        for cell, ore in cells.items() if reason != "reorganisation" else ():
            found[cell] += ore
    return {cell: ore for cell, ore in found.items() if ore}


def difference(pair: Pair) -> Amounts:
    """Return the newer year's exact prices less the older's, restated, as the oracle of one year has them."""
    found: Amounts = defaultdict(Fraction, answer(*year(pair.new)).prices())
    for (area, customer), ore in answer(*year(pair.old)).prices().items():
        for end, part in ends_of(pair.old.model, pair.new.model, customer).items():
            found[area, end] -= ore * part
    return {cell: ore for cell, ore in found.items() if ore}


@pytest.mark.parametrize("seed", range(0, PAIRS, BLOCK))
def test_engine_and_oracle_agree_excluding_changes(seed: int) -> None:
    old, new = (price(*year(each), "before") for each in pair_of_seed(seed))
    expected = reasons(year(old), year(new), old.prices, "before")
    assert without_zeros(compare(old, new).exact) == without_zeros(expected)


def test_the_pairs_have_every_reason() -> None:
    missing = set(REASONS)
    for seed in range(PAIRS):
        missing -= {reason for change in compare(*pair_of_seed(seed)).cells.values() for reason in change.reasons_ore}
        if not missing:
            return
    pytest.fail(f"no pair has {missing}")


# The oracle's formulas against the definition that they come from: all orders.


def random_game(count: int) -> dict[State, Amounts]:
    rng = Random(count)  # noqa: S311 -- chance that can be repeated is what is wanted
    return {state: {("a", "c"): Fraction(rng.randint(-9, 9), 7)} for state in product((0, 1), repeat=count)}


def effect(game: Mapping[State, Amounts], order: tuple[int, ...], player: int) -> Fraction:
    """Return what a player's change does after those that come before it in an order."""
    earlier = order[: order.index(player)]
    before, after = (
        tuple(int(place in changed) for place in range(len(order))) for changed in (earlier, (*earlier, player))
    )
    return game[after]["a", "c"] - game[before]["a", "c"]


def test_the_shapley_value_is_the_mean_over_all_orders() -> None:
    game = random_game(6)
    orders = list(permutations(range(6)))
    found = shapley("abcdef", lambda state: game[state])
    for player, name in enumerate("abcdef"):
        assert found[name]["a", "c"] == sum(effect(game, order, player) for order in orders) / len(orders)


def test_the_owen_value_is_the_mean_over_the_orders_that_keep_both_together() -> None:
    game = random_game(6)
    orders = [order for order in permutations(range(6)) if abs(order.index(2) - order.index(3)) == 1]
    found = owen(5, 2, lambda state: game[state])
    assert found["a", "c"] == sum(effect(game, order, 2) for order in orders) / len(orders)


# By hand


def plain_year(
    fte: int, used: Mapping[str, Mapping[str, int]], method: Method = "direct", keys: Mapping[str, str] | None = None
) -> Pricing:
    """Price areas with one service of so many FTE, at 100 kr, and one key each; ``keys`` says what each counts by."""
    areas = keys or {"a": "m"}
    users = {user for users in used.values() for user in users} - areas.keys()
    model = Model(
        format=1,
        id="plain",
        year=2025,
        currency="SEK",
        title=NAME,
        provider=NAME,
        volumes=Window(JUNE, JUNE),
        method=method,
        staff={"s": StaffCategory(title=NAME, rate=100, hours=1, source="s")},
        sources={"s": Source(title=NAME)},
        customers={name: Customer(title=NAME, kind="department") for name in sorted(users)},
        measures={name: Measure(title=NAME, unit=NAME, source="s") for name in used},
        areas={
            area: Area(
                title=NAME, services={"w": Service(title=NAME, kind="base")}, keys=(Key(measure=measure, weight=100),)
            )
            for area, measure in areas.items()
        },
        budget=tuple(BudgetRow(area, "w", "s", fte, None, "s") for area in areas),
    )
    rows = [VolumeRow(name, user, JUNE, number) for name, users in used.items() for user, number in users.items()]
    return price(model, Volumes(rows=tuple(rows)))


def test_more_cost_and_another_share_by_hand() -> None:
    """100 kr shared 1:1 become 200 kr shared 3:1.

    p's half of it becomes three quarters: 50, by FTE first and then volumes 50 + 50, the other way round 75 + 25.
    """
    found = compare(plain_year(1, {"m": {"p": 1, "q": 1}}), plain_year(2, {"m": {"p": 3, "q": 1}}))
    assert found.cells["a", "p"] == (5_000, 15_000, {"fte": 6_250, "own_volume": 3_750})
    assert found.cells["a", "q"] == (5_000, 5_000, {"fte": 3_750, "others_volume": -3_750})


def test_own_and_others_volumes_by_hand() -> None:
    """100 kr shared 1:1 are shared 3:5; p's own step alone gives 3 of 4, the others' alone 1 of 6.

    p's own volume: 3/4 - 1/2 first, or 3/8 - 1/6 last, 11/48 in the mean.
    """
    found = compare(plain_year(1, {"m": {"p": 1, "q": 1}}), plain_year(1, {"m": {"p": 3, "q": 5}}))
    own = Fraction(11, 48) * 10_000
    assert without_zeros(found.exact)["own_volume"]["a", "p"] == own
    assert without_zeros(found.exact)["others_volume"]["a", "p"] == (Fraction(3, 8) - Fraction(1, 2)) * 10_000 - own


def test_areas_that_serve_only_each_other_in_between_charge_nobody() -> None:
    """Two areas use each other's keys. p uses them in one year and q in the other: in between, nobody does.

    p pays 200 kr less by its own volume if it goes first, and 100 kr less if it goes last (q pays the other half then).
    """
    linked = {"a": "m", "b": "n"}
    used = {"m": {"b": 1}, "n": {"a": 1}}
    old, new = (
        plain_year(1, {name: {**users, customer: 1} for name, users in used.items()}, "reciprocal", linked)
        for customer in ("p", "q")
    )
    found = without_zeros(compare(with_both(old), with_both(new)).exact)
    assert found.keys() == {"own_volume", "others_volume"}
    assert sum(found["own_volume"][area, "p"] for area in linked) == Fraction(-15_000)
    assert sum(found["others_volume"][area, "p"] for area in linked) == Fraction(-5_000)
    assert found == without_zeros(reasons(year(with_both(old)), year(with_both(new)), with_both(old).prices))


def with_both(pricing: Pricing) -> Pricing:
    """Price a year in which both customers are on the list."""
    customers = {name: Customer(title=NAME, kind="department") for name in ("p", "q")}
    return price(replace(pricing.model, customers=customers), pricing.volumes)


# Faults planted in what is compared, which the check of the reasons' sum must see.


def first_pair() -> Pair:
    return pair_of_seed(0)


def without_reason(exact: Exactly, reason: str) -> Exactly:
    return {name: cells for name, cells in exact.items() if name != reason}


def faulty_cells(pair: Pair) -> list[tuple[str, str]]:
    """Return the cells, as area and customer, that the check names."""
    with pytest.raises(Faulty) as caught:
        compare(*pair)
    assert {finding.rule for finding in caught.value.findings} == {"reasons_do_not_add_up"}
    return [(finding.path.removeprefix("area."), str(finding.values["customer"])) for finding in caught.value.findings]


@pytest.mark.parametrize("place", ["old", "new"])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_price_that_is_not_what_its_year_says_is_seen(place: str, sign: int) -> None:
    pair = first_pair()
    pricing = getattr(pair, place)
    (area, customer), ore = next(iter(pricing.prices.items()))
    ends = ends_of(pair.old.model, pair.new.model, customer) if place == "old" else {customer: 1}
    more = sign * 1_000_000
    wrong = replace(pricing, prices={**pricing.prices, (area, customer): ore + more})
    assert faulty_cells(pair._replace(**{place: wrong})) == [(area, end) for end in ends]


@pytest.mark.parametrize("reason", ["assignment", "own_volume"])
def test_a_reason_that_is_left_out_is_seen(reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pair = next(pair for pair in map(pair_of_seed, range(PAIRS)) if reason in without_zeros(compare(*pair).exact))
    right = comparison.reasons
    monkeypatch.setattr(
        comparison, "reasons", lambda sides: (found := right(sides))._replace(exact=without_reason(found.exact, reason))
    )
    assert faulty_cells(pair)


def test_the_check_allows_no_more_than_the_roundings_on_the_way() -> None:
    """An öre beyond what roundings of either year and of the reasons allow is a fault; up to it, it is rounding."""
    pricing = plain_year(1, {"m": {"p": 1, "q": 1}})
    allowed = len(REASONS) + 2 * roundings(pricing)["a"] + 1
    for more, is_fault in ((allowed, False), (allowed + 1, True)):
        wrong = replace(pricing, prices={**pricing.prices, ("a", "p"): 5_000 + more})
        if is_fault:
            with pytest.raises(Faulty):
                compare(pricing, wrong)
        else:
            assert compare(pricing, wrong).cells["a", "p"].reasons_ore == {"rounding": more}
