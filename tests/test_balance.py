"""The checks that always run on a price list, proved by planted faults: each is a finding, and no list is made."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

import atcost
from atcost.core import pricing
from atcost.core.allocation import distribute
from atcost.core.assignment import assignment
from atcost.core.balance import balances, imbalances
from atcost.core.changes import changes, unexplained
from atcost.core.costing import costs
from atcost.core.finding import Faulty
from atcost.core.shares import shares
from atcost.core.volumes import used_volumes
from tests.models import year_of_seed

if TYPE_CHECKING:
    from collections.abc import Callable

    from atcost.core.allocation import Charge, Distribution
    from atcost.core.assignment import Column
    from atcost.core.balance import Balance
    from atcost.core.changes import Changes
    from atcost.core.costing import Costs
    from atcost.core.model import Model, Volumes

EXAMPLES = Path(__file__).parents[1] / "examples"
FOLDERS = ("small", "linked", "stockholm/2022", "stockholm/2023")  # shares, linked areas, tariffs, changes


class Steps(NamedTuple):
    """A year's steps up to where it is audited, of which a test spoils one."""

    model: Model
    volumes: Volumes
    costs: Costs
    distribution: Distribution


def steps(folder: str, column: Column = "kind") -> Steps:
    model, volumes = atcost.read_model(EXAMPLES / folder), atcost.read_volumes(EXAMPLES / folder)
    used = used_volumes(model, volumes)
    of_services = costs(model, assignment(model, column))
    return Steps(model, volumes, of_services, pricing.distribute(model, of_services, shares(model, used)))


def both_sides(found: Steps) -> dict[str, Balance]:
    return balances(found.model, assignment(found.model, "kind"), found.distribution)


def audited(found: Steps) -> list[tuple[str, str]]:
    """Return the rules that the steps break, with their places."""
    used = used_volumes(found.model, found.volumes)
    wrong = imbalances(found.model, both_sides(found), found.distribution, used)
    return [(finding.rule, finding.path) for finding in wrong]


def first_charges(distribution: Distribution) -> list[Charge]:
    """Return the charges of the first area that has any."""
    return next(of_area for of_area in distribution.charges.values() if of_area)


def with_charge(found: Steps, more_ore: int) -> tuple[Steps, str]:
    charge, *_ = of_area = first_charges(found.distribution)
    of_area[0] = charge._replace(amount_ore=charge.amount_ore + more_ore)
    return found, charge.area


def without_charge(found: Steps) -> tuple[Steps, str]:
    return found, first_charges(found.distribution).pop().area


def with_charge_twice(found: Steps) -> tuple[Steps, str]:
    of_area = first_charges(found.distribution)
    of_area.append(of_area[0])
    return found, of_area[0].area


def without_budget_row(found: Steps) -> tuple[Steps, str]:
    row = next(row for row in found.model.budget if found.model.areas[row.area].services[row.service].kind == "base")
    model = replace(found.model, budget=tuple(other for other in found.model.budget if other is not row))
    return found._replace(model=model), row.area


def with_dearer_overhead(found: Steps) -> tuple[Steps, str]:
    """Spoil a service's cost line before it is distributed."""
    area, cost = next((area, cost) for area, cost in found.costs.items() if cost.base and not cost.direct)
    dearer = {name: amount_ore + 100_000 for name, amount_ore in cost.base[0].overhead_ore.items()}
    lines = tuple(replace(line, overhead_ore=dearer) if line is cost.base[0] else line for line in cost.services)
    spoiled = found.costs | {area: replace(cost, services=lines)}
    shared = shares(found.model, used_volumes(found.model, found.volumes))
    return found._replace(costs=spoiled, distribution=distribute(found.model, spoiled, shared)), area


SPOILED: list[Callable[[Steps], tuple[Steps, str]]] = [
    lambda found: with_charge(found, 100_000),
    lambda found: with_charge(found, -100_000),
    without_charge,
    with_charge_twice,
    without_budget_row,
    with_dearer_overhead,
]
NAMES = ["dearer", "cheaper", "charge lost", "charge twice", "budget row lost", "overhead"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_is_calculated_balances(folder: str) -> None:
    assert audited(steps(folder)) == []


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("spoil", SPOILED, ids=NAMES)
def test_a_planted_fault_is_found_in_its_area(folder: str, spoil: Callable[[Steps], tuple[Steps, str]]) -> None:
    spoiled, area = spoil(steps(folder))
    if spoiled.model.areas[area].is_tariff and spoil in (without_budget_row, with_dearer_overhead):
        assert audited(spoiled) == []  # its over-recovery takes it up; its cost is held against the budget below
    else:
        assert ("income_is_not_cost", f"area.{area}") in audited(spoiled)


def test_one_ore_is_found_where_nothing_may_be_rounded() -> None:
    for folder in ("small", "stockholm/2022", "stockholm/2023"):
        spoiled, area = with_charge(steps(folder), 1)
        assert audited(spoiled) == [("income_is_not_cost", f"area.{area}")]


def test_one_ore_of_all_areas_is_found_where_each_may_be_rounded() -> None:
    spoiled, _ = with_charge(steps("linked"), 1)
    assert audited(spoiled) == [("total_is_not_cost", "")]


def test_a_transfer_that_goes_astray_is_found_at_both_ends() -> None:
    found = steps("linked")
    transfer = max(found.distribution.transfers, key=lambda transfer: transfer.amount_ore)
    astray = next(area for area in found.model.areas if area not in (transfer.sender, transfer.receiver))
    found.distribution.transfers.remove(transfer)
    found.distribution.transfers.append(transfer._replace(receiver=astray))
    assert audited(found) == [
        ("income_is_not_cost", f"area.{area}") for area in found.model.areas if area in (transfer.receiver, astray)
    ]


def test_a_lost_service_for_one_customer_is_found_in_a_tariff_area_too() -> None:
    found = steps("stockholm/2022")
    area, service = next(
        (name, each)
        for name, entry in found.model.areas.items()
        if entry.is_tariff
        for each in entry.services
        if entry.services[each].kind == "base"
    )
    entry = found.model.areas[area]
    alone = entry.services | {service: replace(entry.services[service], only_for="education")}
    model = replace(found.model, areas=found.model.areas | {area: replace(entry, services=alone)})
    cost = costs(model, assignment(model, "kind"))
    distribution = distribute(model, cost, shares(model, used_volumes(model, found.volumes)))
    assert audited(Steps(model, found.volumes, cost, distribution)) == []
    distribution.charges[area] = [charge for charge in distribution.charges[area] if charge.kind != "direct"]
    assert audited(Steps(model, found.volumes, cost, distribution)) == [("income_is_not_cost", f"area.{area}")]


def test_a_wrong_unit_price_is_found() -> None:
    found = steps("stockholm/2022")
    area = next(area for area in found.model.areas.values() if area.is_tariff)
    dearer = replace(area, keys=tuple(replace(key, unit_price=key.unit_price * 2) for key in area.keys))
    name = next(name for name, other in found.model.areas.items() if other is area)
    spoiled = found._replace(model=replace(found.model, areas=found.model.areas | {name: dearer}))
    assert audited(spoiled) == [("income_is_not_cost", f"area.{name}")]


def changed_and_sides() -> tuple[Changes, dict[str, Balance], dict[str, Balance]]:
    including, excluding = steps("stockholm/2023"), steps("stockholm/2023", "before")
    services = assignment(excluding.model, "before")
    return (
        changes(including.model, including.costs, excluding.costs),
        both_sides(including),
        balances(excluding.model, services, excluding.distribution),
    )


def test_changes_lead_from_one_total_to_the_other() -> None:
    changed, including, excluding = changed_and_sides()
    assert changed.total.difference_ore != 0
    assert unexplained(changed, including, excluding) == []


@pytest.mark.parametrize("reason", ["excluding_ore", "came_ore", "went_ore", "months_moved_ore", "overhead_moved_ore"])
def test_an_ore_lost_among_the_changes_is_found(reason: str) -> None:
    changed, including, excluding = changed_and_sides()
    spoiled = with_ore(changed, "receivable", reason)
    (finding,) = unexplained(spoiled, including, excluding)
    assert (finding.rule, finding.path) == ("changes_do_not_add_up", "area.receivable")


def test_an_ore_moved_between_areas_is_found_in_both() -> None:
    changed, including, excluding = changed_and_sides()
    spoiled = with_ore(with_ore(changed, "receivable", "came_ore"), "fees", "came_ore", -1)
    assert spoiled.total == changed.total
    found = [finding.path for finding in unexplained(spoiled, including, excluding)]
    assert found == ["area.receivable", "area.fees"]


def with_ore(changed: Changes, area: str, reason: str, more_ore: int = 1) -> Changes:
    reasons = changed.areas[area]
    spoiled = reasons._replace(**{reason: getattr(reasons, reason) + more_ore})
    return replace(changed, areas=changed.areas | {area: spoiled})


def test_an_ore_lost_of_either_total_is_found() -> None:
    changed, including, excluding = changed_and_sides()
    area, side = next(iter(including.items()))
    spoiled = including | {area: side._replace(own_ore=side.own_ore - 1)}
    for sides in ((spoiled, excluding), (excluding, spoiled)):
        assert f"area.{area}" in [finding.path for finding in unexplained(changed, *sides)]


@pytest.mark.parametrize("column", ["kind", "before"])
@pytest.mark.parametrize("spoiled_column", [0, 1])
def test_no_list_is_made_of_what_does_not_balance(
    column: Column, spoiled_column: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither where the column asked for is wrong, nor where the other is, whose total stands beside it."""
    made: list[Distribution] = []

    def spoiled(*documents: object) -> Distribution:
        distribution = distribute(*documents)  # type: ignore[arg-type] # what the engine hands on
        if len(made) == spoiled_column:
            first_charges(distribution).pop()
        made.append(distribution)
        return distribution

    distribute = pricing.distribute
    model, volumes = atcost.read_model(EXAMPLES / "stockholm/2023"), atcost.read_volumes(EXAMPLES / "stockholm/2023")
    monkeypatch.setattr(pricing, "distribute", spoiled)
    with pytest.raises(Faulty) as caught:
        atcost.price(model, volumes, column)
    assert "income_is_not_cost" in {finding.rule for finding in caught.value.findings}


@pytest.mark.parametrize("column", ["kind", "before"])
@pytest.mark.parametrize("spoil", [without_budget_row, with_dearer_overhead], ids=["budget row lost", "overhead"])
def test_no_list_is_made_of_a_tariff_area_whose_cost_is_not_its_budgets(
    spoil: Callable[[Steps], tuple[Steps, str]], column: Column, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its income does not follow its cost, so that income and cost may differ; the budget's rows tell all the same."""
    found, area = spoil(steps("stockholm/2022", column))
    assert found.model.areas[area].is_tariff
    wrong = costs(found.model, assignment(found.model, column)) if spoil is without_budget_row else found.costs
    model, volumes = atcost.read_model(EXAMPLES / "stockholm/2022"), found.volumes
    monkeypatch.setattr(pricing, "costs", lambda *_: wrong)
    with pytest.raises(Faulty) as caught:
        atcost.price(model, volumes, column)
    (finding,) = [each for each in caught.value.findings if each.level == "error"]
    assert (finding.rule, finding.path) == ("changes_do_not_add_up", f"area.{area}")
    cost, budget = (re.findall(r"-?[0-9]+\.[0-9]{2}", part) for part in finding.message("sv").split("men"))
    assert len(cost) == len(budget) == 2
    assert cost != budget


def test_no_list_is_made_of_changes_that_do_not_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    model, volumes = year_of_seed(1)

    def spoiled(*documents: object) -> Changes:
        found = changes(*documents)  # type: ignore[arg-type] # what the engine hands on
        return with_ore(found, next(iter(found.areas)), "came_ore")

    monkeypatch.setattr(pricing, "changes", spoiled)
    with pytest.raises(Faulty) as caught:
        atcost.price(model, volumes)
    assert [finding.rule for finding in caught.value.findings][-1] == "changes_do_not_add_up"


def test_what_a_program_fault_says_names_both_sides() -> None:
    spoiled, _ = with_charge(steps("small"), 7)
    used = used_volumes(spoiled.model, spoiled.volumes)
    (finding,) = imbalances(spoiled.model, both_sides(spoiled), spoiled.distribution, used)
    assert finding.values["difference"] == "0.07"
    assert Fraction(finding.values["income"]) - Fraction(finding.values["cost"]) == Fraction("0.07")
