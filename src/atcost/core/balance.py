"""Income equals cost: the check that always runs, for every area, to the öre (docs/arithmetic.md, 9; B3).

Charges are summed from the distribution, cost from the budget's rows, so that a fault in either shows.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.costing import indexed, rate
from atcost.core.finding import Finding
from atcost.core.money import to_ore
from atcost.core.words import kronor_plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atcost.core.allocation import Distribution
    from atcost.core.assignment import InForce
    from atcost.core.costing import Costs
    from atcost.core.model import Model
    from atcost.core.volumes import UsedVolumes


class Balance(NamedTuple):
    """An area's two sides before units, in öre: charges and transfers out; own cost and what it received."""

    charged_ore: int
    sent_ore: int
    own_ore: int
    received_ore: int

    @property
    def difference_ore(self) -> int:
        """Return what is charged and sent beyond what it cost."""
        return self.charged_ore + self.sent_ore - self.own_ore - self.received_ore


def balances(model: Model, services: Sequence[InForce], costs: Costs, distribution: Distribution) -> dict[str, Balance]:
    """Return both sides for every area, each summed from its own source."""
    charged, sent, received = (dict.fromkeys(model.areas, 0) for _ in range(3))
    for charge in distribution.charges:
        charged[charge.area] += charge.amount_ore
    for transfer in distribution.transfers:
        sent[transfer.sender] += transfer.amount_ore
        received[transfer.receiver] += transfer.amount_ore
    own = _budgeted(model, services)
    for area, cost in costs.items():
        own[area] += sum(sum(line.overhead_ore.values()) for line in cost.base)
    return {area: Balance(charged[area], sent[area], own[area], received[area]) for area in model.areas}


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


def _budgeted(model: Model, services: Sequence[InForce]) -> dict[str, int]:
    """Sum the budget's rows anew: staff by service and category, other costs by service, and what is carried."""
    base = {(service.area, service.service): service for service in services if service.kind == "base"}
    fte: dict[tuple[str, str, str], Fraction] = {}
    amount: dict[tuple[str, str], Fraction] = {}
    for row in model.budget:
        if service := base.get((row.area, row.service)):
            line = (row.area, row.service, row.staff)
            fte[line] = fte.get(line, Fraction(0)) + (row.fte or 0) * service.part_of_year
            amount[line[:2]] = amount.get(line[:2], Fraction(0)) + (row.amount or 0) * service.part_of_year
    own = {area_id: sum(to_ore(entry.amount) for entry in area.carried) for area_id, area in model.areas.items()}
    for (area, _, staff), of_staff in fte.items():
        own[area] += to_ore(of_staff * rate(model, staff)) if staff else 0
    for (area, _), other in amount.items():
        own[area] += to_ore(indexed(other, model.index.other))
    return own


def _allowed(
    model: Model, area: str, balance: Balance, distribution: Distribution, used: UsedVolumes
) -> tuple[Fraction | int, Fraction | int]:
    """Return the least and the greatest difference that the area's method allows."""
    if model.areas[area].is_tariff:
        expected = _tariff_income(model, area, distribution, used) - balance.own_ore - balance.received_ore
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


def _tariff_income(model: Model, area: str, distribution: Distribution, used: UsedVolumes) -> int:
    """Sum volume x unit price anew from the volumes, beside the direct services."""
    direct = sum(
        charge.amount_ore for charge in distribution.charges if charge.area == area and charge.kind == "direct"
    )
    takers = model.customers.keys() - model.not_taking(area)
    return direct + sum(
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
