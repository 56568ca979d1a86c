"""The oracle held against published textbook cases of allocating support departments, and against itself.

A support department is an area, an operating department a customer; costs are in whole units of the book's currency.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from atcost.core.model import Area, BudgetRow, Customer, Key, Measure, Model, Service, VolumeRow, Volumes
from atcost.core.period import Window, month
from tests.chance import NAME, SOURCE
from tests.models import year_of_seed
from tests.oracle import Answer, answer
from tests.oracle_bounds import bounds, customers_amounts, split_errors
from tests.oracle_cost import ORE, nearest, running_split

if TYPE_CHECKING:
    from atcost.core.model import Method

JUNE = month(2022, 6)
Case = dict[str, tuple[int, dict[str, int]]]
"""Each support department's cost, and who uses how much of it."""


@dataclass(frozen=True)
class Published:
    """What a book says that operating departments bear, and what support departments cost with what they receive."""

    case: Case
    method: Method
    order: tuple[str, ...]
    borne: dict[str, int]
    gross: dict[str, int]


# Datar and Rajan, Horngren's Cost Accounting: A Managerial Emphasis, the chapter on support-department costs (Robinson
# Company in late editions): plant maintenance by labour hours, information systems by computer hours.
ROBINSON: Case = {
    "maintenance": (6_300_000, {"systems": 1_600, "machining": 2_400, "assembly": 4_000}),
    "systems": (1_452_150, {"maintenance": 200, "machining": 1_600, "assembly": 200}),
}

# Horngren, Foster and Datar, Cost Accounting, earlier editions of the same chapter, Castleford Engineering: the same
# use, other costs; the book rounds to whole dollars.
CASTLEFORD: Case = {
    "maintenance": (600_000, {"systems": 1_600, "machining": 2_400, "assembly": 4_000}),
    "systems": (116_000, {"maintenance": 200, "machining": 1_600, "assembly": 200}),
}

# Garrison, Noreen and Brewer, Managerial Accounting, the appendix on service departments, Mountain View Hospital:
# administration by employee hours, custodial services by space.
MOUNTAIN_VIEW: Case = {
    "administration": (360_000, {"custodial": 6_000, "laboratory": 18_000, "patient_care": 30_000}),
    "custodial": (90_000, {"laboratory": 5_000, "patient_care": 45_000}),
}

# Lanen, Anderson and Maher, Fundamentals of Cost Accounting, the chapter on service departments, Midland Resources:
# three support departments, in percentages of use.
MIDLAND: Case = {
    "engineering": (42_000, {"administration": 40, "fabrication": 15, "assembly": 45}),
    "administration": (248_550, {"engineering": 20, "maintenance": 25, "fabrication": 45, "assembly": 10}),
    "maintenance": (45_000, {"administration": 30, "fabrication": 15, "assembly": 55}),
}

BOOKS = {
    "Robinson direct": Published(
        ROBINSON,
        "direct",
        (),
        {"machining": 2_362_500 + 1_290_800, "assembly": 3_937_500 + 161_350},
        {"maintenance": 6_300_000, "systems": 1_452_150},
    ),
    "Robinson step-down": Published(
        ROBINSON,
        "step_down",
        ("maintenance", "systems"),
        {"machining": 1_890_000 + 2_410_800, "assembly": 3_150_000 + 301_350},
        {"maintenance": 6_300_000, "systems": 2_712_150},
    ),
    "Robinson reciprocal": Published(
        ROBINSON,
        "reciprocal",
        (),
        {"machining": 1_973_025 + 2_214_000, "assembly": 3_288_375 + 276_750},
        {"maintenance": 6_576_750, "systems": 2_767_500},
    ),
    "Castleford direct": Published(
        CASTLEFORD,
        "direct",
        (),
        {"machining": 225_000 + 103_111, "assembly": 375_000 + 12_889},
        {"maintenance": 600_000, "systems": 116_000},
    ),
    "Castleford step-down": Published(
        CASTLEFORD,
        "step_down",
        ("maintenance", "systems"),
        {"machining": 180_000 + 209_778, "assembly": 300_000 + 26_222},
        {"maintenance": 600_000, "systems": 236_000},
    ),
    "Castleford reciprocal": Published(
        CASTLEFORD,
        "reciprocal",
        (),
        {"machining": 379_878, "assembly": 336_122},
        {"maintenance": 624_082, "systems": 240_816},
    ),
    "Mountain View direct": Published(
        MOUNTAIN_VIEW,
        "direct",
        (),
        {"laboratory": 405_000 - 261_000, "patient_care": 995_000 - 689_000},
        {"administration": 360_000, "custodial": 90_000},
    ),
    "Mountain View step-down": Published(
        MOUNTAIN_VIEW,
        "step_down",
        ("administration", "custodial"),
        {"laboratory": 394_000 - 261_000, "patient_care": 1_006_000 - 689_000},
        {"administration": 360_000, "custodial": 130_000},
    ),
    "Midland reciprocal": Published(
        MIDLAND,
        "reciprocal",
        (),
        {"fabrication": 16_200 + 148_500 + 19_125, "assembly": 48_600 + 33_000 + 70_125},
        {"engineering": 108_000, "administration": 330_000, "maintenance": 127_500},
    ),
}


def year_of(book: Published) -> tuple[Model, Volumes]:
    """Write a book's case as a year: each support department an area with one service and one key."""
    users = {user for _, use in book.case.values() for user in use}
    customers = sorted(users - book.case.keys())
    model = Model(
        format=1,
        id="book",
        year=2023,
        currency="USD",
        title=NAME,
        provider=NAME,
        volumes=Window(JUNE, JUNE),
        method=book.method,
        order=book.order,
        customers={name: Customer(title=NAME, kind="department") for name in customers},
        measures={f"{area}_use": Measure(title=NAME, unit=NAME, source=SOURCE) for area in book.case},
        areas={
            area: Area(
                title=NAME,
                services={"all": Service(title=NAME, kind="base")},
                keys=(Key(measure=f"{area}_use", weight=100),),
            )
            for area in book.case
        },
        budget=tuple(BudgetRow(area, "all", "", None, cost, SOURCE) for area, (cost, _) in book.case.items()),
    )
    rows = [
        VolumeRow(f"{area}_use", user, JUNE, quantity)
        for area, (_, use) in book.case.items()
        for user, quantity in use.items()
    ]
    return model, Volumes(rows=tuple(rows))


def borne(result: Answer, customer: str) -> Fraction:
    """Return what a customer pays in all, in the book's currency."""
    return sum((price for (_, payer), price in result.prices().items() if payer == customer), Fraction(0)) / ORE


@pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)
def test_the_oracle_gives_the_books_answers(book: Published) -> None:
    """To the whole dollar, as the books print them."""
    result = answer(*year_of(book))
    for customer, amount in book.borne.items():
        assert nearest(borne(result, customer)) == amount
    for area, amount in book.gross.items():
        assert nearest(result.gross[area] / ORE) == amount


@pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)
def test_the_books_answers_add_up(book: Published) -> None:
    """A misprint in the table above would show here: what is borne is what the support departments cost."""
    assert sum(book.borne.values()) == sum(cost for cost, _ in book.case.values())


def test_a_split_is_the_rounded_running_total() -> None:
    """The page's definition on numbers that a person can follow: 33.3, 66.7, 100, and halves away from zero."""
    thirds = [Fraction(1)] * 3
    assert running_split(100, thirds) == [33, 34, 33]
    assert running_split(-1, [Fraction(1)] * 2) == [-1, 0]
    assert [nearest(Fraction(half, 2)) for half in (1, -1, 3, -3)] == [1, -1, 2, -2]
    assert split_errors(thirds) == [Fraction(1, 2), 1, Fraction(1, 2)]


@pytest.mark.parametrize("seed", range(100))
def test_the_oracle_is_exact(seed: int) -> None:
    """Its own sums leave nothing over, and its bounds are no wider than the page's."""
    model, volumes = year_of_seed(seed)
    result = answer(model, volumes)
    limit = bounds(model, result)
    weighted = [area for area, entry in model.areas.items() if not entry.is_tariff]
    assert all(result.over_recovery(area) == 0 for area in weighted)
    assert sum(result.prices().values()) == sum(
        result.own_cost(area) + result.over_recovery(area) for area in model.areas
    )
    if min(customers_amounts(model, result).values(), default=Fraction(0)) >= 0:
        for area in weighted:
            assert limit.rounding[area] <= 1 + Fraction(transfers_at(model, result, area), 2)


def transfers_at(model: Model, result: Answer, area: str) -> int:
    """Count the transfers that an area's rounding may come from: its own, and those to tariff areas."""
    return len([pair for pair in result.transfers if area in pair or model.areas[pair[1]].is_tariff])
