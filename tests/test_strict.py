"""Documents into types: each value is read as its type says, and every fault has its path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime, time
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atcost.core.model import Area, Customer, Figure, Key, Measure, Model, Overhead, Service, StaffCategory
from atcost.core.period import Window, month
from atcost.core.words import Text
from atcost.inputs.strict import UNREAD, DecimalText, Faults, entry_hints, stand_in, structured

TITLE = {"title": "x"}
STAFF = {**TITLE, "rate": 1, "hours": 1, "source": "x"}


def read(hint: Any, value: Any) -> tuple[Any, list[tuple[str, str]]]:
    faults = Faults("model.toml")
    found = structured(hint, value, "here", faults)
    return found, [(fault.rule, fault.path) for fault in faults.found]


def test_a_table_by_its_names() -> None:
    customer = {
        **TITLE,
        "kind": "company",
        "codes": ["1"],
        "from": date(2022, 1, 1),
        "successors": [{"to": "b", "part": "1/3"}],
    }
    found, faults = read(Customer, customer)
    assert faults == []
    assert (found.title, found.from_, found.to) == (Text("x", "x"), date(2022, 1, 1), None)
    assert found.successors[0].part == Fraction(1, 3)
    assert (found.codes, found.takes) == (("1",), None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, 1),
        (-7, -7),
        ("1/3", Fraction(1, 3)),
        ("12.5", Fraction(25, 2)),
        (DecimalText("12.50"), Fraction(25, 2)),
        (DecimalText("1e5"), "not_a_number"),
        (DecimalText("nan"), "not_a_number"),
        (DecimalText("inf"), "not_a_number"),
        ("x", "not_a_number"),
        (10**30, "number_too_long"),
        (16**5_000, "number_too_long"),
        (True, "wrong_type"),
        ([1], "wrong_type"),
        ({}, "wrong_type"),
        (date(2022, 1, 1), "wrong_type"),
    ],
    ids=lambda value: str(value)[:20] if not isinstance(value, int) or abs(value) < 10**31 else "hexadecimal",
)
def test_an_exact_number(value: Any, expected: Any) -> None:
    found, faults = read(StaffCategory, {**STAFF, "rate": value})
    if isinstance(expected, str):
        assert faults == [(expected, "here.rate")]
    else:
        assert (found.rate, faults) == (expected, [])


@pytest.mark.parametrize("value", [True, "1", DecimalText("1.0"), [1], {}, 10**30])
def test_a_whole_number_is_no_text(value: Any) -> None:
    _, faults = read(int, value)
    assert len(faults) == 1


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("x", Text("x", "x")),
        ({"sv": "x", "en": "y"}, Text("x", "y")),
        ({"en": "y", "sv": "x"}, Text("x", "y")),
        ({"sv": "x"}, None),
        ({"sv": "x", "en": "y", "de": "z"}, None),
        ({"sv": "x", "en": 1}, None),
        (1, None),
        (DecimalText("1.5"), None),
        (True, None),
        (["x"], None),
    ],
)
def test_a_text(value: Any, expected: Text | None) -> None:
    found, faults = read(Text, value)
    assert (found, faults) == ((expected, []) if expected else (UNREAD, [("wrong_type", "here")]))


@pytest.mark.parametrize(
    ("hint", "value", "expected"),
    [
        (date, date(2022, 8, 15), date(2022, 8, 15)),
        (date, "2022-08-15", date(2022, 8, 15)),
        (date, datetime(2022, 8, 15, tzinfo=UTC), "bad_date"),
        (date, "15/8", "bad_date"),
        (date, 2022, "bad_date"),
        (date, time(12), "bad_date"),
        (Window, {"from": "2021-07", "to": 202206}, Window(month(2021, 7), month(2022, 6))),
        (Window, {"from": date(2021, 7, 1), "to": "2022/06"}, Window(month(2021, 7), month(2022, 6))),
    ],
    ids=repr,
)
def test_dates_and_months(hint: Any, value: Any, expected: Any) -> None:
    found, faults = read(hint, value)
    assert (faults == [(expected, "here")]) if isinstance(expected, str) else (found == expected)


@pytest.mark.parametrize("value", [True, [], {}, "jul-21", 44378, DecimalText("2021.07")])
def test_what_is_no_month(value: Any) -> None:
    _, ((rule, path),) = read(Window, {"from": value, "to": "2022-06"})
    assert rule in {"bad_month", "spoiled_month"}
    assert path == "here.from"


@pytest.mark.parametrize("value", ["bas", "", "Base", 1, True, ["base"], {"base": 1}, DecimalText("1.5")], ids=str)
def test_a_choice(value: Any) -> None:
    _, faults = read(Service, {**TITLE, "kind": value})
    assert faults == [("wrong_choice", "here.kind")]


def test_all_faults_are_told_each_at_its_path() -> None:
    bad = {"titel": "x", "kind": "x", "codes": [1, "2", []], "from": "x", "successors": [{"to": "b"}, 1]}
    found, faults = read(Customer, bad)
    assert set(faults) == {
        ("unknown_entry", "here.titel"),
        ("missing_entry", "here.title"),
        ("wrong_choice", "here.kind"),
        ("wrong_type", "here.codes.1"),
        ("wrong_type", "here.codes.3"),
        ("bad_date", "here.from"),
        ("missing_entry", "here.successors.1.part"),
        ("wrong_type", "here.successors.2"),
    }
    assert found.codes == ("2",)


def test_entries_are_named_by_ids_and_items_by_their_measure() -> None:
    area = {**TITLE, "key": [{"measure": "bills", "weight": True}, {"measure": 1}], "service": {"Å b": {}, "x.y": 1}}
    _, faults = read(Model, {"area": {"rent": area}})
    paths = {path for _, path in faults}
    assert {"here.area.rent.key.bills.weight", "here.area.rent.key.2.measure"} <= paths
    assert {("bad_id", "here.area.rent.service.Å b"), ("bad_id", "here.area.rent.service.x.y")} <= set(faults)


@pytest.mark.parametrize("hint", [Model, Customer, Service, StaffCategory, Overhead, Measure, Key, Figure])
def test_every_required_entry_is_missed_by_name(hint: Any) -> None:
    _, faults = read(hint, {})
    required = {name for name, (_, _, is_required) in entry_hints(hint).items() if is_required}
    assert set(faults) == {("missing_entry", f"here.{name}") for name in required}
    assert len(required) == sum(field.default is MISSING and field.default_factory is MISSING for field in fields(hint))


anything = st.recursive(
    st.one_of(
        *(st.none(), st.booleans(), st.integers(), st.text(max_size=9), st.dates(), st.datetimes(), st.times()),
        st.sampled_from(["nan", "inf", "1e9", "1.5", "-0"]).map(DecimalText),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)),
    max_leaves=10,
)
ENTRIES = sorted({name for hint in (Model, Customer, Service, Key) for name in entry_hints(hint)})


@given(
    st.dictionaries(st.sampled_from(ENTRIES), anything, max_size=8), st.sampled_from([Model, Customer, Service, Key])
)
def test_any_value_is_read_or_told_of(value: dict[str, Any], hint: Any) -> None:
    """Whatever stands there, the rest can be checked: a stand-in holds its place."""
    found, faults = read(hint, value)
    assert isinstance(found, hint)
    assert all(getattr(found, field.name) is not UNREAD for field in fields(hint))
    assert faults or set(value) <= set(entry_hints(hint))


@pytest.mark.parametrize("hint", [*dict.fromkeys(hint for _, hint, _ in entry_hints(Model).values())], ids=str)
def test_a_stand_in_has_the_type_that_it_stands_for(hint: Any) -> None:
    found = stand_in(hint)
    assert found is not None
    if isinstance(hint, type) and is_dataclass(hint):
        assert isinstance(found, hint)


def test_a_table_that_lacks_all_it_must_have_is_read_as_the_one_beside_that_is_meant() -> None:
    area = {"payable": TITLE, "payble": {"key": [{"measure": "x", "weight": 100}]}, "rent": TITLE}
    found, faults = read(Mapping[str, Area], area)
    assert faults == [("misspelt_entry", "here.payble")]
    assert (list(found), found["payable"].keys[0].measure) == (["payable", "rent"], "x")


@pytest.mark.parametrize(
    "area",
    [
        {"payable": TITLE, "payble": {**TITLE, "key": []}},
        {"payable": TITLE, "rent": {"key": []}},
        {"payable": 1, "payble": {"key": []}},
        {"payable": {"key": []}, "payble": {"key": []}},
    ],
)
def test_a_table_that_may_be_meant_is_read_as_it_stands(area: dict[str, Any]) -> None:
    _, faults = read(Mapping[str, Area], area)
    assert "misspelt_entry" not in {rule for rule, _ in faults}


@pytest.mark.parametrize("source", ["..", "a/b", "", "Agresso", "a.b", 1])
def test_a_source_names_a_folder_and_so_is_an_id(source: Any) -> None:
    measure = {**TITLE, "unit": "x"}
    assert read(Measure, {**measure, "source": "agresso_2"})[1] == []
    assert read(Measure, {**measure, "source": source})[1] in (
        [("bad_id", "here.source")],
        [("wrong_type", "here.source")],
    )
