"""What-if: a changed year is priced as if its folder had been edited, and what is saved is somebody's to the öre."""

from __future__ import annotations

import os
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import atcost
from atcost.core.cell_values import Documents
from atcost.core.cells import Cell, cell_at, cells
from atcost.core.finding import Faulty
from atcost.core.model import Adjustment
from atcost.core.period import month, month_text
from atcost.core.pricing import price
from atcost.core.what_if import KeyRelease, Setting, WhatIf, cost_ore, saved_ore, what_if
from atcost.core.words import kronor_text
from atcost.inputs.model_folder import read_year
from atcost.outputs.price_table import account_table
from tests.chance import NAME, SOURCE
from tests.console import EXAMPLES
from tests.edited import edited, is_used
from tests.models import year_of_seed
from tests.spoiled import assert_balanced
from tests.test_properties import amounts, many, seeds
from tests.whole_year import WHOLE

if TYPE_CHECKING:
    from atcost.core.model import Model, Volumes
    from atcost.core.pricing import Pricing

FOLDERS = ("small", "linked", "stockholm/2023", "stockholm/2022", WHOLE)
CELLS = 20 if os.environ.get("ATCOST_PROVE") == "1" else 8
PARTS = st.sampled_from([Fraction(0), Fraction(2, 5), Fraction(1, 3), Fraction(1)])
FACTORS = st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(2, 3), Fraction("0.97"), Fraction(3)])
BEGUN = month(2025, 4)


def priced(folder: str | Path) -> Pricing:
    return read_year(EXAMPLES / folder).price()


def outcome(found: Pricing | Faulty) -> object:
    """Return all amounts of a price list, or the rules that forbid one; a set volume is refused before it adjusts."""
    if isinstance(found, Faulty):
        return {finding.rule.removeprefix("volume_") for finding in found.findings if finding.level == "error"}
    return amounts(found)


def asked(before: Pricing, settings: list[Setting]) -> Pricing | Faulty:
    try:
        return what_if(before, settings).after
    except Faulty as fault:
        return fault


def edited_price(folder: str | Path, to: Path, values: dict[str, Any]) -> Pricing | Faulty:
    try:
        return edited(EXAMPLES / folder, to, values).price()
    except Faulty as fault:
        return fault


def random_value(rng: Random, cell: Cell, before: Pricing) -> Any:
    match cell.takes.what:
        case "number" | "whole":
            factor = rng.choice([Fraction(0), Fraction(1, 2), Fraction(7, 3), Fraction(-1)])
            return Fraction(cell.value) * factor if cell.takes.what == "number" else cell.value + 1
        case "choice":
            return rng.choice(cell.takes.choices)
        case "name":
            return rng.choice(list(before.model.customers))
        case "names":
            return tuple(rng.sample(list(before.model.areas), min(2, len(before.model.areas))))
        case "date":
            return before.model.first_day
    return month(before.model.year, 4)


def with_whole_weights(year: Documents, values: dict[str, Any]) -> dict[str, Any]:
    """Add the other weights of an area, so that all sum to 100, as a controller with a calculator does."""
    (address, value), *_ = values.items()
    if not address.endswith(".weight"):
        return values
    _, area, _, measure, _ = address.split(".")
    others = {key.measure: key.weight for key in year.model.areas[area].keys if key.measure != measure}
    left = sum(weight for weight in others.values() if weight)
    if not left or value > 100:
        return values
    scaled = {f"area.{area}.key.{name}.weight": weight * (100 - value) / left for name, weight in others.items()}
    return values | scaled


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_what_if_is_the_price_of_the_edited_folder(folder: str | Path, tmp_path: Path) -> None:
    """For cells of every kind that the folder has, and some at random."""
    before, rng = priced(folder), Random(Path(folder).name)  # noqa: S311 -- chance that can be repeated is what is wanted
    year = Documents(before.model, before.volumes)
    known = list(cells(year))
    kinds = {
        cell.address.split(".")[0] + "." + cell.address.split(".")[-1]: cell for cell in rng.sample(known, len(known))
    }
    of_entries = [cell for name, cell in kinds.items() if not name.startswith("volume")]
    volumes = [cell for cell in known if cell.address.startswith("volume.")]
    combined = [cell for cell in known if not is_plain(year, cell) and cell.value]
    chosen = [*of_entries[:CELLS], *rng.sample(known, CELLS), *rng.sample(volumes, CELLS), *combined[:CELLS]]
    tried = {cell.address: cell for cell in chosen}
    priced_now = 0
    for number, cell in enumerate(cell for cell in tried.values() if is_plain(year, cell) or cell.value):
        value = random_value(rng, cell, before)
        by_cell = asked(before, [Setting(cell.address, "=", value)])
        typed = month_text(value) if cell.takes.what == "month" else value
        by_hand = edited_price(folder, tmp_path / str(number), with_whole_weights(year, {cell.address: typed}))
        assert outcome(by_cell) == outcome(by_hand), (cell, value)
        priced_now += not isinstance(by_cell, Faulty)
    assert priced_now > len(tried) // 3


def is_plain(year: Documents, cell: Cell) -> bool:
    return not is_used(cell.address) or year.model.measures[cell.address.split(".")[1]].combines is None


def test_several_changes_at_once_are_one_edited_folder(tmp_path: Path) -> None:
    values = {
        "volume.bills.school.2024-05": 10,
        "volume.bills.school": 3000,
        "fte.invoices.chasing.clerk": 2,
        "staff.clerk.rate": 500_000,
        "amount.invoices.entry": -5,
        "area.invoices.service.entry.from": "2025-04",
        "unit": 10,
    }
    settings = [Setting(address, "=", BEGUN if "from" in address else value) for address, value in values.items()]
    by_hand = edited(EXAMPLES / "small", tmp_path / "year", values).price()
    for order in (settings, settings[::-1]):
        found = what_if(priced("small"), order)
        assert amounts(found.after) == amounts(by_hand)
        assert found.after.used["bills"].quantities["school"] == 3000


def test_a_cell_is_set_raised_or_multiplied() -> None:
    before = priced("small")
    settings = [
        Setting("staff.clerk.rate", "=", 600_000),
        Setting("fte.invoices.entry.clerk", "+=", Fraction(-1, 2)),
        Setting("fte.payslips.advice.clerk", "+=", 2),
        Setting("volume.reminders.school", "*=", Fraction(1, 2)),
    ]
    found = what_if(before, settings)
    assert [(old.value, new.value) for old, new in found.moved] == [
        (512_300, 600_000),
        (Fraction(5, 2), 2),
        (None, 2),
        (160, 80),
    ]


@many
@given(seeds, FACTORS)
def test_a_set_volume_is_the_adjustment_that_it_is(seed: int, factor: Fraction) -> None:
    model, volumes = year_of_seed(seed)
    address, quantity = random_volume(seed)
    assume(address is not None)
    _, measure, user = str(address).split(".")
    more = Adjustment(
        measure=measure, customer=user, quantity=quantity * (factor - 1), reason=NAME, by=SOURCE, on=model.first_day
    )
    by_hand = replace(model, adjustments=(*model.adjustments, more))
    found = asked(price(model, volumes), [Setting(str(address), "*=", factor)])
    assert outcome(found) == outcome(priced_or_not(by_hand, volumes))


def priced_or_not(model: Model, volumes: Volumes) -> Pricing | Faulty:
    try:
        return price(model, volumes)
    except Faulty as fault:
        return fault


def random_volume(seed: int) -> tuple[str | None, Any]:
    """Return a used volume of a random year, of a measure that has rows."""
    year = Documents(*year_of_seed(seed))
    known = [cell for cell in cells(year) if is_used(cell.address) and is_plain(year, cell) and cell.value]
    cell = Random(seed).choice(known) if known else None  # noqa: S311 -- chance that can be repeated is what is wanted
    return (cell.address, cell.value) if cell else (None, 0)


@many
@given(seeds, FACTORS, PARTS)
def test_what_is_saved_is_real_to_the_ore(seed: int, factor: Fraction, part: Fraction) -> None:
    """Own + others = real where no tariff is reached, else it is refused; the cost falls by what is released alone."""
    before = price(*year_of_seed(seed))
    address, _ = random_volume(seed)
    assume(address is not None)
    settings = [Setting(str(address), "*=", factor)]
    without = asked(before, settings)
    assume(not isinstance(without, Faulty))
    found = asked_with_release(before, settings, part)
    if isinstance(found, Faulty):
        assert {finding.rule for finding in found.findings} == {"release_of_tariff_area"}
        assert any(area.is_tariff for area in before.model.areas.values())
        return
    assert_real(found)
    assert found.release
    assert_real(found, found.release.without)
    released_ore = sum(each.amount_ore for each in found.release.released)
    assert found.savings(found.after).real_ore == released_ore
    assert found.savings(found.release.without).real_ore == 0
    assert part or amounts(found.after) == amounts(found.release.without)


def asked_with_release(before: Pricing, settings: list[Setting], part: Fraction) -> WhatIf | Faulty:
    try:
        return what_if(before, settings, part)
    except Faulty as fault:
        return fault


def assert_real(found: WhatIf, after: Pricing | None = None) -> None:
    areas = found.before.areas
    own, others, real = found.savings(after or found.after)
    assert own + others == real == cost_ore(found.before, areas) - cost_ore(after or found.after, areas)
    assert sum(saved_ore(found.before, after or found.after, areas).values()) == real


def test_release_takes_its_part_of_the_keyed_staff_cost() -> None:
    """By hand: the school halves its 160 of 230 reminders; what it alone has does not count."""
    before = priced("small")
    found = what_if(before, [Setting("volume.reminders.school", "*=", Fraction(1, 2))], Fraction(2, 5))
    staff_ore = 144_293_750 + 44_910_000
    released_ore = round(Fraction(2, 5) * Fraction(80, 230) * Fraction(40, 100) * staff_ore)
    assert found.release
    assert found.release.released == (KeyRelease("invoices", "reminders", released_ore),)
    assert found.after.areas["invoices"].released_ore == released_ore
    assert found.after.areas["invoices"].own_cost_ore == before.areas["invoices"].own_cost_ore - released_ore
    assert found.after.areas["payslips"] == before.areas["payslips"]
    assert found.changing == ["school"]
    own, others, _ = found.savings(found.release.without)
    assert own == -others > 0


def test_an_account_shows_what_is_released() -> None:
    found = what_if(priced("small"), [Setting("volume.reminders.school", "*=", Fraction(1, 2))], Fraction(2, 5))
    lines = {row[0]: row[1] for row in account_table(found.after, "en").rows}
    assert (
        lines["Released with the volume"] == f"\N{MINUS SIGN}{kronor_text(found.savings(found.after).real_ore, 'en')}"
    )
    assert "Released with the volume" not in {row[0] for row in account_table(found.before, "en").rows}


def test_release_is_symmetric() -> None:
    down, up = (
        what_if(priced("small"), [Setting("volume.bills.care", "+=", by)], Fraction(1, 2)).release for by in (-303, 303)
    )
    assert down
    assert up
    assert [each.amount_ore for each in down.released] == [-each.amount_ore for each in up.released]


def test_release_keeps_income_at_cost_in_both_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """A release that only one side saw would be a fault that the check finds (B3)."""
    settings = [Setting("volume.reminders.culture", "*=", Fraction(1, 2))]
    before = priced("stockholm/2023")
    freed = what_if(before, settings, Fraction(2, 5)).after
    assert freed.areas["payable"].released_ore > 0
    assert freed.changes.services == before.changes.services
    for area, reasons in before.changes.areas.items():
        excluding_ore = reasons.excluding_ore - freed.areas[area].released_ore
        assert freed.changes.areas[area] == reasons._replace(excluding_ore=excluding_ore)
    monkeypatch.setattr("atcost.core.pricing.balances", lambda *given: BALANCES(*given[:3]))
    with pytest.raises(Faulty) as fault:
        what_if(before, settings, Fraction(2, 5))
    assert {finding.rule for finding in fault.value.findings if finding.level == "error"} == {"income_is_not_cost"}


BALANCES = atcost.core.pricing.balances


@pytest.mark.parametrize(
    ("folder", "setting", "rules"),
    [
        ("small", Setting("volume.bill.school", "=", 1), {"unknown_cell"}),
        ("small", Setting("area.invoices.key.bills.weight", "=", 101), {"weights_sum"}),
        ("small", Setting("area.payslips.key.employees.weight", "=", 99), {"weights_sum"}),
        ("small", Setting("fte.invoices.entry.clerk", "=", -1), {"negative_number"}),
        ("small", Setting("volume.bills.school", "=", -1), {"below_zero"}),
        ("small", Setting("volume.bills.school.2024-05", "=", -1), {"negative_quantity"}),
        ("small", Setting("area.payslips.key.employees.unit_price", "=", 5), {"weight_or_unit_price"}),
        ("small", Setting("area.invoices.service.entry.only_for", "=", "nobody"), {"unknown_name"}),
        ("small", Setting("unit", "=", 7), {"not_a_unit"}),
        ("stockholm/2023", Setting("volume.claims.forsakring", "=", 5), {"cell_not_reached"}),
    ],
    ids=str,
)
def test_a_changed_year_with_errors_is_refused(folder: str, setting: Setting, rules: set[str]) -> None:
    assert outcome(asked(priced(folder), [setting])) == rules


@pytest.mark.parametrize(
    "settings",
    [
        [Setting("staff.clerk.rate", "=", 1), Setting("staff.clerk.rate", "=", 2)],  # settings as typed say it sooner
        [Setting("volume.bills.school", "=", 1), Setting("volume.bills.school", "+=", 2)],
    ],
)
def test_changes_that_contradict_each_other_are_refused(settings: list[Setting]) -> None:
    assert outcome(asked(priced("small"), settings)) == {"cell_not_reached"}


def test_a_part_and_the_whole_of_a_combined_volume_contradict_each_other() -> None:
    settings = [Setting("volume.claims.culture", "=", 100), Setting("volume.reminders.culture", "=", 1)]
    assert outcome(asked(priced("stockholm/2023"), settings)) == {"cell_not_reached"}


def test_a_volume_of_who_leaves_the_list_is_refused() -> None:
    before = priced("small")
    settings = [
        Setting("customer.parks.to", "=", before.model.first_day.replace(2024)),
        Setting("volume.bills.parks", "=", 1),
    ]
    assert outcome(asked(before, settings)) == {"unknown_cell"}


@pytest.mark.parametrize(
    ("settings", "weights"),
    [
        ({"claims": 0}, {"supplier_invoices": Fraction(200, 3), "faulty_invoices": Fraction(100, 3), "claims": 0}),
        ({"claims": 100}, {"supplier_invoices": 0, "faulty_invoices": 0, "claims": 100}),
        ({"claims": 25}, {"supplier_invoices": 50, "faulty_invoices": 25, "claims": 25}),
        ({"claims": 10, "faulty_invoices": 30}, {"supplier_invoices": 60, "faulty_invoices": 30, "claims": 10}),
        ({"refunds": 20}, {"supplier_invoices": 40, "faulty_invoices": 20, "claims": 20, "refunds": 20}),
    ],
)
def test_the_other_weights_sum_to_100(settings: dict[str, int], weights: dict[str, Fraction]) -> None:
    given = [Setting(f"area.payable.key.{name}.weight", "=", weight) for name, weight in settings.items()]
    found = what_if(priced("stockholm/2023"), given)
    assert {key.measure: key.weight for key in found.after.model.areas["payable"].keys} == weights
    moved = {after.address.split(".")[3]: after.value for _, after in found.scaled}
    assert moved == {
        name: weight for name, weight in weights.items() if name not in settings and settings != {"claims": 25}
    }


def test_all_weights_that_are_set_are_what_they_are_set_to() -> None:
    settings = [
        Setting(f"area.invoices.key.{name}.weight", "=", weight) for name, weight in (("bills", 55), ("reminders", 40))
    ]
    assert outcome(asked(priced("small"), settings)) == {"weights_sum"}


def test_only_customers_whose_used_volumes_change_are_own() -> None:
    before = priced("stockholm/2023")
    of_two = what_if(before, [Setting("volume.reminders.farsta_skarpnack.2021-09", "+=", 100)])
    assert of_two.changing == ["skarpnack", "farsta"]
    assert what_if(before, [Setting("staff.accountant.rate", "+=", 1)]).changing == []


def test_release_stops_at_a_tariff_area_alone() -> None:
    before = priced("stockholm/2022")
    keyed = next(name for name, area in before.model.areas.items() if not area.is_tariff)
    measure = before.model.areas[keyed].keys[0].measure
    found = what_if(before, [Setting(f"volume.{measure}.education", "*=", Fraction(1, 2))], Fraction(2, 5))
    assert_real(found)
    assert found.release
    assert {each.area for each in found.release.released} == {keyed}
    with pytest.raises(Faulty) as fault:
        what_if(before, [Setting("volume.supplier_invoices.education", "*=", Fraction(1, 2))], Fraction(2, 5))
    (finding,) = fault.value.findings
    assert (finding.rule, finding.path) == ("release_of_tariff_area", "area.payable")


@many
@given(seeds, st.integers(min_value=1, max_value=4))
def test_any_changes_give_a_list_that_balances_or_findings(seed: int, number: int) -> None:
    before, rng = price(*year_of_seed(seed)), Random(seed)  # noqa: S311 -- chance that can be repeated is what is wanted
    known = list(cells(Documents(before.model, before.volumes)))
    chosen = rng.sample(known, min(number, len(known)))
    settings = [Setting(cell.address, "=", random_value(rng, cell, before)) for cell in chosen]
    for found in (asked(before, settings), asked_with_release(before, settings, Fraction(1, 3))):
        if isinstance(found, Faulty):
            assert found.findings
        else:
            assert_balanced(found.after if isinstance(found, WhatIf) else found)


def test_what_was_there_before_is_not_told_again() -> None:
    before = priced("stockholm/2023")
    found = what_if(before, [Setting("volume.refunds.culture", "=", 0)])
    assert before.findings
    assert found.new_findings() == []
    cell = cell_at(Documents(before.model, before.volumes), "volume.refunds.culture.2021-07")
    assert cell
    (told,) = what_if(before, [Setting("customer.culture.takes", "=", ("payable",))]).new_findings()[:1]
    assert told.rule == "not_taken"
