"""Income equals cost: the check that always runs, for every area, to the öre (docs/arithmetic.md, 9; B3).

Charges are summed from the distribution, cost from the budget's rows, so that a fault in either shows.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.costing import NOTHING, indexed, rate
from atcost.core.finding import Finding
from atcost.core.money import rounded, to_ore
from atcost.core.words import kronor_plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atcost.core.allocation import Distribution
    from atcost.core.assignment import InForce
    from atcost.core.costing import Released
    from atcost.core.model import Model, Overhead
    from atcost.core.money import Exact
    from atcost.core.volumes import UsedVolumes


class Balance(NamedTuple):
    """An area's two sides before units, in öre: charges and transfers out; own cost and what it received.

    ``direct_ore`` is the part of its own cost that services for one customer alone have.
    """

    charged_ore: int
    sent_ore: int
    own_ore: int
    received_ore: int
    direct_ore: int

    @property
    def difference_ore(self) -> int:
        """Return what is charged and sent beyond what it cost."""
        return self.charged_ore + self.sent_ore - self.own_ore - self.received_ore


def balances(
    model: Model, services: Sequence[InForce], distribution: Distribution, released: Released = NOTHING
) -> dict[str, Balance]:
    """Return both sides for every area, each summed from its own source; what is released is no cost any more."""
    charged = {area: sum(charge.amount_ore for charge in distribution.charges[area]) for area in model.areas}
    sent, received = dict.fromkeys(model.areas, 0), dict.fromkeys(model.areas, 0)
    for transfer in distribution.transfers:
        sent[transfer.sender] += transfer.amount_ore
        received[transfer.receiver] += transfer.amount_ore
    own = {
        name: sum(to_ore(entry.amount) for entry in area.carried) - released.get(name, 0)
        for name, area in model.areas.items()
    }
    direct = dict.fromkeys(model.areas, 0)
    for service, cost_ore in zip(services, _budgeted(model, services), strict=True):
        if service.kind == "base":
            own[service.area] += cost_ore
            direct[service.area] += cost_ore if service.only_for else 0
    return {area: Balance(charged[area], sent[area], own[area], received[area], direct[area]) for area in model.areas}


def imbalances(model: Model, found: dict[str, Balance], distribution: Distribution, used: UsedVolumes) -> list[Finding]:
    """Return a finding for each area whose income and cost differ by more than its method allows."""
    allowed = {area: _allowed(model, area, found[area], distribution, used) for area in model.areas}
    wrong = [area for area in model.areas if not allowed[area][0] <= found[area].difference_ore <= allowed[area][1]]
    findings = [
        Finding("income_is_not_cost", "model.toml", path=f"area.{area}", values=_values(model, area, found[area]))
        for area in wrong
    ]
    keyed = [area for area in model.areas if not model.areas[area].is_tariff]
    total = sum(found[area].difference_ore for area in keyed)
    if total and not wrong:
        findings.append(Finding("total_is_not_cost", "model.toml", values={"difference": kronor_plain(total)}))
    return findings


def _budgeted(model: Model, services: Sequence[InForce]) -> list[int]:
    """Return the cost of every service in force, summed anew from the budget's rows and the model's overheads."""
    fte = {(each.area, each.service): dict.fromkeys(model.staff, Fraction(0)) for each in services}
    amount = dict.fromkeys(fte, Fraction(0))
    for row in model.budget:
        if (name := (row.area, row.service)) in fte:
            amount[name] += row.amount or 0
            if row.staff:
                fte[name][row.staff] += row.fte or 0
    found, all_fte = [], []
    for service, of_staff, other in zip(services, fte.values(), amount.values(), strict=True):
        part = service.part_of_year
        staff_ore = sum(to_ore(number * part * rate(model, staff)) for staff, number in of_staff.items())
        found.append(staff_ore + to_ore(indexed(other * part, model.index.other)))
        all_fte.append(sum(of_staff.values()) * part)
    for overhead in model.overheads.values():
        parts = _spread(model, overhead, all_fte)
        found = [cost_ore + part_ore for cost_ore, part_ore in zip(found, parts, strict=True)]
    return found


def _spread(model: Model, overhead: Overhead, fte: list[Exact]) -> list[int]:
    """Return an overhead's part of every service: by FTE, an amount as differences of rounded running totals."""
    if overhead.amount is None:
        return [to_ore(number * indexed(overhead.per_fte or 0, model.index.other)) for number in fte]
    total_ore = to_ore(indexed(overhead.amount, model.index.other))
    all_fte = sum(fte)
    running = [rounded(Fraction(total_ore * before) / all_fte) for before in accumulate(fte, initial=Fraction(0))]
    return [after - before for before, after in pairwise(running)]


def _allowed(
    model: Model, area: str, balance: Balance, distribution: Distribution, used: UsedVolumes
) -> tuple[Fraction | int, Fraction | int]:
    """Return the least and the greatest difference that the area's method allows."""
    if model.areas[area].is_tariff:
        expected = _tariff_income(model, area, balance.direct_ore, used) - balance.own_ore - balance.received_ore
        return expected, expected
    if model.method != "reciprocal":
        return 0, 0
    transfers = [
        transfer
        for transfer in distribution.transfers
        if area in (transfer.sender, transfer.receiver) or model.areas[transfer.receiver].is_tariff
    ]
    bound = Fraction(len(transfers), 2) + 1
    return -bound, bound


def _tariff_income(model: Model, area: str, direct_ore: int, used: UsedVolumes) -> int:
    """Sum volume x unit price anew from the volumes, beside the direct services."""
    takers = model.customers.keys() - model.not_taking(area)
    return direct_ore + sum(
        to_ore(quantity * (key.unit_price or 0))
        for key in model.areas[area].keys
        for name, quantity in used[key.measure].quantities.items()
        if name in takers
    )


def _values(model: Model, area: str, balance: Balance) -> dict[str, object]:
    return {
        "area": model.areas[area].title,
        "income": kronor_plain(balance.charged_ore + balance.sent_ore),
        "cost": kronor_plain(balance.own_ore + balance.received_ore),
        "difference": kronor_plain(balance.difference_ore),
    }
