"""One split by single keys, done by atcost and by cloud-cost-allocation: each side from the same rows to amounts.

Run as ``python _single_keys.py ours|theirs AREAS CUSTOMERS`` it does one side in a process of its own and prints a
report as JSON: the processor's seconds for each step, the bytes by which the peak lies above what the process had
before, and how many areas' amounts, in whole öre, do not sum to the area's cost.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import Counter
from configparser import ConfigParser
from fractions import Fraction
from typing import TYPE_CHECKING

from cloud_cost_allocation.cloud_cost_allocator import CloudCostAllocator
from cloud_cost_allocation.config import Config
from cloud_cost_allocation.cost_items import CostItemFactory

from atcost.core.checks import check
from atcost.core.model import Area, BudgetRow, Customer, Key, Measure, Model, Service, Source, VolumeRow, Volumes
from atcost.core.period import Window, month
from atcost.core.pricing import priced
from atcost.core.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Step = Callable[[str], None]
    Rows = list[tuple[str, str, int]]
    Side = Callable[[Mapping[str, int], Rows, Step], list[tuple[str, int]]]

KIBIBYTE = 1 << 10
DECEMBER = month(2022, 12)


def costs_of(areas: int) -> dict[str, int]:
    """Return what each area costs, in öre."""
    return {f"area_{number}": 123_456_789 + 9_876_543 * number for number in range(areas)}


def use_of(areas: int, customers: int) -> Rows:
    """Return each customer's use of each area; the numbers divide nothing evenly."""
    area_names, customer_names = list(costs_of(areas)), [f"customer_{number}" for number in range(customers)]
    return [
        (area, customer, (7_919 * row + 104_729 * column) % 9_973 + 1)
        for row, area in enumerate(area_names)
        for column, customer in enumerate(customer_names)
    ]


def ours(costs_ore: Mapping[str, int], use: Rows, step: Step) -> list[tuple[str, int]]:
    """Price a model with an area and a measure each, and read its charges."""
    name = Text("Namn", "Name")
    model = Model(
        format=1,
        id="single_keys",
        year=2023,
        currency="SEK",
        title=name,
        provider=name,
        volumes=Window(DECEMBER, DECEMBER),
        customers={
            customer: Customer(title=name, kind="department") for customer in dict.fromkeys(row[1] for row in use)
        },
        sources={"source": Source(title=name)},
        measures={f"use_of_{area}": Measure(title=name, unit=name, source="source") for area in costs_ore},
        areas={
            area: Area(
                title=name,
                services={"service": Service(title=name, kind="base")},
                keys=(Key(measure=f"use_of_{area}", weight=100),),
            )
            for area in costs_ore
        },
        budget=tuple(
            BudgetRow(area, "service", "", None, Fraction(cost_ore, 100), "budget")
            for area, cost_ore in costs_ore.items()
        ),
    )
    measures = {area: f"use_of_{area}" for area in costs_ore}
    volumes = Volumes(tuple(VolumeRow(measures[area], customer, DECEMBER, number) for area, customer, number in use))
    step("making")
    checked = check(model, volumes)
    step("checks")
    pricing = priced(model, volumes, checked)  # with the checks, this is what ``atcost.price`` does
    step("split")
    return [(charge.area, charge.amount_ore) for charge in pricing.charges]


def theirs(costs_ore: Mapping[str, int], use: Rows, step: Step) -> list[tuple[str, int]]:
    """Allocate cost items to consumers by allocation keys, and read what each consumer's item was given."""
    settings = ConfigParser()
    settings["General"] = {
        "DateFormat": "%%Y-%%m-%%d",
        "Amounts": "Cost",
        "AllocationKeys": "Use",
        "AmountAllocationKeys": "Cost:Use",
    }
    factory = CostItemFactory(Config(settings))
    items, consumers = [], []
    for area, cost_ore in costs_ore.items():
        item = factory.create_cloud_cost_item()
        item.date_str, item.currency, item.service, item.instance = "2023-01-01", "SEK", area, area
        item.amounts[0] = cost_ore / 100
        items.append(item)
    for area, customer, number in use:
        consumer = factory.create_consumer_cost_item()
        consumer.date_str, consumer.currency = "2023-01-01", "SEK"
        consumer.service = consumer.instance = customer
        consumer.provider_service = consumer.provider_instance = area
        consumer.provider_cost_allocation_type = "Key"
        consumer.allocation_keys[0] = float(number)
        consumers.append(consumer)
    step("making")
    allocator = CloudCostAllocator(factory)
    allocator.date_str, allocator.currency = "2023-01-01", "SEK"
    if not allocator.allocate(consumers, items, ["Cost"]):
        raise SystemExit(1)
    step("split")
    return [(consumer.provider_service, round(100 * consumer.amounts[0])) for consumer in consumers]


def report(side: Side, areas: int, customers: int) -> dict[str, float]:
    """Do one side, timed step by step."""
    costs_ore, use = costs_of(areas), use_of(areas, customers)
    before, clock = _peak_bytes(), Clock()
    amounts = side(costs_ore, use, clock.step)
    clock.step("reading")
    peak, sums = _peak_bytes() - before, Counter[str]()
    for area, amount_ore in amounts:
        sums[area] += amount_ore
    missed = sum(sums[area] != cost_ore for area, cost_ore in costs_ore.items())
    return {**clock.seconds, "all": sum(clock.seconds.values()), "bytes": peak, "missed": missed}


class Clock:
    """The processor's time by step: what else the machine does counts less in it than in the time on the wall."""

    def __init__(self) -> None:
        """Begin."""
        self.seconds: dict[str, float] = {}
        self._last = time.process_time()

    def step(self, name: str) -> None:
        """End a step."""
        now = time.process_time()
        self.seconds[name], self._last = now - self._last, now


def _peak_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIBIBYTE


if __name__ == "__main__":
    print(json.dumps(report({"ours": ours, "theirs": theirs}[sys.argv[1]], int(sys.argv[2]), int(sys.argv[3]))))
