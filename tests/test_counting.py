from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from atcost.core.counting import REASONS, REMEDIES, Extent, RowGroup, ThingGroup, codes_of, mapped, merged
from atcost.core.model import Area, Customer, Measure, VolumeRow
from atcost.core.period import Window, month
from tests.counting import NAME, model_of

JULY, AUGUST = date(2021, 7, 1), date(2021, 8, 1)
WINDOW = Window(month(2021, 7), month(2022, 6))


def customer(*codes: str, from_: date | None = None, to: date | None = None) -> Customer:
    return Customer(title=NAME, kind="department", codes=codes, from_=from_, to=to)


def group(code: str, day: date | None, rows: int = 1, **more: Any) -> RowGroup:
    settled = {"rule": "", "reason": "", "has_thing": False} | more
    return RowGroup(code=code, day=day, rows=rows, quantity=Fraction(rows, 2), **settled)


def extent(rows: int, bad_records: int = 0) -> Extent:
    return Extent("erp", "invoices", rows, rows, bad_records)


def test_every_row_ends_in_one_place() -> None:
    groups = [
        group("1", JULY, rows=3),
        group("1", None, rule="not_mine", rows=5),
        group("1", None, reason="date", rows=7),
        group("1", JULY, reason="quantity", rows=11),
        group("1", date(2022, 7, 1), rows=13),
        group("9", JULY, rows=17),
    ]
    count, rows = mapped(extent(56, 2), WINDOW, codes_of({"a": customer("1")}), groups, None)
    assert (count.read, count.counted, count.outside) == (58, 3, 13)
    assert count.excluded == {"not_mine": 5}
    assert count.refused == {"quantity": 11, "date": 7, "record": 2}
    assert count.refused.keys() <= REASONS.keys()
    assert count.nobody == {"9": 17}
    assert count.accounted_for == count.read
    assert [(row.customer, row.quantity) for row in rows] == [("a", Fraction(3, 2))]
    assert count.quantity == Fraction(3, 2)


def test_a_lost_row_is_the_engines_fault() -> None:
    with pytest.raises(AssertionError, match="invoices: 2 rows read, 1 accounted for"):
        mapped(extent(2), WINDOW, codes_of({"a": customer("1")}), [group("1", JULY)], None)


def test_a_code_passes_from_one_customer_to_another_inside_a_month() -> None:
    codes = codes_of(
        {
            "old": customer("1", to=date(2021, 7, 14)),
            "new": customer("1", from_=date(2021, 7, 15)),
            "other": customer("2"),
        }
    )
    assert codes.cut_months() == [JULY]
    groups = [group("1", date(2021, 7, 14)), group("1", date(2021, 7, 15)), group("1", AUGUST), group("2", JULY)]
    _, rows = mapped(extent(4), WINDOW, codes, groups, None)
    assert [(row.customer, row.month) for row in rows] == [
        ("old", month(2021, 7)),
        ("new", month(2021, 7)),
        ("new", month(2021, 8)),
        ("other", month(2021, 7)),
    ]


def test_a_month_is_cut_only_where_the_day_matters() -> None:
    codes = codes_of({"a": customer("1", from_=date(2021, 7, 1), to=date(2021, 12, 31)), "b": customer("2")})
    assert codes.cut_months() == []
    assert codes_of({"a": customer("1", to=date(2021, 7, 14))}).cut_months() == [JULY]
    assert codes_of({"a": customer("1", from_=date(2021, 7, 15))}).cut_months() == [JULY]
    assert codes_of({"a": customer("1", to=date(2021, 7, 30))}).cut_months() == [JULY]
    assert codes.customer("1", date(2021, 12, 31)) == "a"
    assert codes.customer("1", date(2022, 1, 1)) is None


def test_what_was_not_counted_now_stays() -> None:
    """Rows of other measures, of areas, which have no codes, and of measures that the model has no more."""
    measures = {name: Measure(title=NAME, unit=NAME, source="erp") for name in ("homes", "invoices")}
    model = replace(model_of(), measures=measures, areas={"rent": Area(title=NAME)})
    before = [
        VolumeRow("gone", "schools", WINDOW.from_, 1),
        VolumeRow("invoices", "schools", WINDOW.from_, 2),
        VolumeRow("invoices", "culture", WINDOW.from_, 3),
        VolumeRow("invoices", "rent", WINDOW.from_, 4),
        VolumeRow("homes", "schools", WINDOW.from_, 5),
    ]
    count, rows = mapped(extent(1), WINDOW, codes_of(model.customers), [group("110", JULY)], None)
    assert [row[:2] + row[3:4] for row in merged(model, before, [count], rows)] == [
        ("homes", "schools", 5),
        ("invoices", "rent", 4),
        ("invoices", "schools", Fraction(1, 2)),
        ("gone", "schools", 1),
    ]


def test_a_thing_counts_once_for_a_customer_and_month() -> None:
    codes = codes_of({"a": customer("1", "2"), "b": customer("3")})
    things = [
        ThingGroup((("1", JULY), ("2", JULY)), 4),
        ThingGroup((("1", JULY), ("3", JULY)), 5),
        ThingGroup((("1", AUGUST),), 6),
        ThingGroup((("9", AUGUST),), 7),
        ThingGroup((("1", date(2020, 1, 1)),), 8),
    ]
    groups = [group(code, JULY, rows=20, has_thing=True) for code in "123"] + [group("1", JULY, rows=2)]
    count, rows = mapped(extent(62), WINDOW, codes, groups, things)
    assert [(row.customer, row.month, row.quantity) for row in rows] == [
        ("a", month(2021, 7), 9),
        ("a", month(2021, 8), 6),
        ("b", month(2021, 7), 5),
    ]
    assert (count.counted, count.without_thing, count.quantity) == (60, 2, 20)


def test_every_reason_of_a_refusal_has_its_remedy() -> None:
    assert REMEDIES.keys() == REASONS.keys()
