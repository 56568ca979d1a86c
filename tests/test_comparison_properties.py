"""What holds of every comparison, on random pairs of years."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from atcost import price, read_model, read_volumes
from atcost.core.comparison import compare
from atcost.core.finding import Faulty
from atcost.core.model import Customer
from tests import changes_of_cost, changes_of_use
from tests.chance import NAME, QUANTITIES
from tests.console import SMALL
from tests.pairs import Pair, in_year, moved, pair_of_seed, small_year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from atcost.core.comparison import Comparison
    from atcost.core.model import Model
    from atcost.core.pricing import Pricing
    from tests.pairs import Change
    from tests.variations import Year

PAIRS = 400 if os.environ.get("ATCOST_PROVE") == "1" else 40
OF_ONE_FACTOR = 200 if os.environ.get("ATCOST_PROVE") == "1" else 12


def pairs() -> Iterator[Pair]:
    return map(pair_of_seed, range(PAIRS))


def exactly(found: Comparison) -> dict[tuple[str, str, str], object]:
    """Return every reason's part of every change, before anything is rounded."""
    return {(reason, *cell): ore for reason, cells in found.exact.items() for cell, ore in cells.items() if ore}


def in_ore(found: Comparison) -> dict[tuple[str, str, str], int]:
    """Return every reason's part of every change in whole öre, rounding included."""
    return {(reason, *cell): ore for cell, change in found.cells.items() for reason, ore in change.reasons_ore.items()}


def nobody_is_another(pair: Pair) -> bool:
    """Tell whether the years have no customer that became another, and no service by another name."""
    models = (pair.old.model, pair.new.model)
    entries = [entry for model in models for area in model.areas.values() for entry in area.services.values()]
    customers = [entry for model in models for entry in model.customers.values()]
    renamed = any(entry.renamed_from for entry in (*entries, *customers))
    return not renamed and not any(entry.successors for entry in customers)


def test_swapping_the_years_negates_every_reason() -> None:
    swapped = 0
    for pair in filter(nobody_is_another, pairs()):
        forth, back = compare(*pair), compare(pair.new, pair.old)
        assert exactly(back) == {place: -ore for place, ore in exactly(forth).items()}
        assert in_ore(back) == {place: -ore for place, ore in in_ore(forth).items()}
        swapped += 1
    assert swapped > PAIRS // 5


def test_two_equal_years_give_no_reason() -> None:
    for pair in pairs():
        for pricing in pair:
            assert in_ore(compare(pricing, pricing)) == {}


def test_reasons_sum_to_the_change_of_every_cell_area_customer_and_the_total() -> None:
    for pair in pairs():
        found = compare(*pair)
        total = found.total()
        for changes in (found.cells, found.of_areas(), found.of_customers()):
            for change in changes.values():
                assert change.change_ore == sum(change.reasons_ore.values())
            assert sum(change.old_ore for change in changes.values()) == total.old_ore == pair.old.total_ore
            assert sum(change.new_ore for change in changes.values()) == total.new_ore == pair.new.total_ore
            assert +summed(changes) == +Counter(total.reasons_ore)
            assert -summed(changes) == -Counter(total.reasons_ore)
        renamed = {entry.renamed_from for entry in pair.new.model.customers.values()}
        assert found.cells.keys() >= {cell for cell in pair.old.prices if cell[1] not in renamed}
        assert found.cells.keys() >= pair.new.prices.keys()


def summed(changes: Mapping[object, object]) -> Counter[str]:
    found: Counter[str] = Counter()
    for change in changes.values():
        found.update(change.reasons_ore)
    return found


def test_of_areas_that_share_all_their_cost_keys_and_volumes_only_move_it() -> None:
    """In two years of method direct, of an area without tariff: what one pays less, others pay more."""
    held = 0
    for pair in pairs():
        direct = Pair(*(repriced(pricing, "direct") for pricing in pair))
        if None in direct or not (found := compare(*direct)).parted:
            continue
        tariffs = {name for pricing in direct for name, area in pricing.model.areas.items() if area.is_tariff}
        moved_ore: Counter[str] = Counter()
        for (reason, area, _), ore in exactly(found).items():
            if reason in {"keys", "own_volume", "others_volume"} and area not in tariffs:
                moved_ore[area] += ore
                held += 1
            assert reason != "transfers"
        assert not any(moved_ore.values())
    assert held


def repriced(pricing: Pricing, method: str) -> Pricing | None:
    try:
        return price(replace(pricing.model, method=method, order=()), pricing.volumes)
    except Faulty:
        return None


def test_a_customer_without_use_changes_nobodys_reasons() -> None:
    newcomer = {"newcomer": Customer(title=NAME, kind="department")}
    for pair in pairs():
        with_newcomer = replace(pair.new.model, customers=pair.new.model.customers | newcomer)
        found = compare(pair.old, price(with_newcomer, pair.new.volumes))
        before = compare(*pair)
        assert (exactly(found), found.cells) == (exactly(before), before.cells)


# One factor alone


def customers_use_other_amounts(rng: Random, year: Year) -> Year:
    model, volumes = year
    rows = (
        row._replace(quantity=rng.choice(QUANTITIES)) if row.customer in model.customers else row
        for row in volumes.rows
    )
    return model, replace(volumes, rows=tuple(rows))


def areas_use_other_amounts(rng: Random, year: Year) -> Year:
    """Let areas use more; a measure that nobody had used would be one that this year lacks."""
    model, volumes = year
    rows = (
        row._replace(quantity=row.quantity * rng.choice([1, 2, 7])) if row.customer in model.areas else row
        for row in volumes.rows
    )
    return model, replace(volumes, rows=tuple(rows))


def of_model(change: Change) -> Callable[[Random, Year], Year]:
    return lambda rng, year: (change(rng, year[0]), year[1])


def index_of(**percents: int) -> Change:
    return lambda _, model: replace(model, index=replace(model.index, **percents))


OWN_AND_OTHERS = {"own_volume", "others_volume"}
ALONE: dict[str, tuple[Callable[[Random, Year], Year], set[str]]] = {
    "another kind, part of the year, or bearer": (of_model(changes_of_cost.service_is_another), {"assignment"}),
    "a service more": (of_model(changes_of_cost.service_comes), {"assignment"}),
    "other fte": (of_model(changes_of_cost.fte_changes), {"fte"}),
    "other rates": (of_model(changes_of_cost.rates_change), {"rate"}),
    "other index of rates": (of_model(index_of(staff=7)), {"rate"}),
    "other index of the rest": (of_model(index_of(other=7)), {"other_cost", "overhead"}),
    "other costs": (of_model(changes_of_cost.other_costs_change), {"other_cost"}),
    "other overheads": (of_model(changes_of_cost.overheads_change), {"overhead"}),
    "other carried amounts": (of_model(changes_of_cost.carried_changes), {"carried"}),
    "a tariff or back": (of_model(changes_of_use.keys_turn), {"keys"}),
    "other keys": (of_model(changes_of_use.keys_change), {"keys"}),
    "other customers' volumes": (customers_use_other_amounts, OWN_AND_OTHERS),
    "other areas taken": (of_model(changes_of_use.customer_takes_others), OWN_AND_OTHERS),
    "another method": (of_model(changes_of_use.method_changes), {"transfers"}),
    "other areas' volumes": (areas_use_other_amounts, {"transfers"}),
    "another unit": (of_model(changes_of_use.unit_changes), set()),
}


@pytest.mark.parametrize(("change", "reasons"), ALONE.values(), ids=ALONE)
def test_what_changes_one_factor_gives_that_reason_alone(
    change: Callable[[Random, Year], Year], reasons: set[str]
) -> None:
    rng = Random(1)  # noqa: S311 -- chance that can be repeated is what is wanted
    seen: set[str] = set()
    changed = 0
    while changed < OF_ONE_FACTOR or not seen >= reasons:
        found = compared(rng, change)
        if found is not None:
            told = {reason for reason, *_ in exactly(found)}
            assert told <= (reasons if found.parted or not reasons & DISTRIBUTED else {"distribution"})
            assert {reason for reason, *_ in in_ore(found)} <= told | {"rounding"}
            seen |= told
            changed += 1


DISTRIBUTED = {"keys", "transfers", *OWN_AND_OTHERS}


def compared(rng: Random, change: Callable[[Random, Year], Year]) -> Comparison | None:
    """Compare a random year with itself a year later, changed; none where one of them can't be priced."""
    model, volumes = stays(*small_year(rng))
    later = in_year(model, model.year + 1), moved(volumes, 1)
    try:
        return compare(price(model, volumes), price(*change(rng, later)))
    except Faulty as fault:
        if any(finding.rule == "reasons_do_not_add_up" for finding in fault.findings):
            raise
        return None


def stays(model: Model, volumes: object) -> Year:
    """Return the year with those customers only that are on the list and stay on it."""
    customers = {name: entry for name, entry in model.customers.items() if name in model.listed_customers()}
    customers = {name: replace(entry, from_=None, to=None, successors=()) for name, entry in customers.items()}
    rows = tuple(row for row in volumes.rows if row.customer in customers or row.customer in model.areas)
    return replace(model, customers=customers), replace(volumes, rows=rows)


def test_another_name_is_no_reorganisation() -> None:
    model, volumes = read_model(SMALL), read_volumes(SMALL)
    customers = {
        "green" if name == "parks" else name: replace(entry, renamed_from="parks") if name == "parks" else entry
        for name, entry in model.customers.items()
    }
    rows = tuple(row._replace(customer="green") if row.customer == "parks" else row for row in volumes.rows)
    renamed = price(replace(model, customers=customers), replace(volumes, rows=rows))
    compared = compare(price(model, volumes), renamed)
    assert compared.of_customers().keys() == customers.keys()
    assert not any(change.reasons_ore or change.change_ore for change in compared.cells.values())
