"""Pricing 50 areas x 4 000 customers, one key each, beside cloud-cost-allocation; and its growth (benchmarks/README.md)."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import defaultdict
from configparser import ConfigParser
from typing import TYPE_CHECKING

from _pairs import QUICK, machine, pairs, ratio, reported, show, typical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Use = tuple[int, int, int]
"""Area, customer and quantity: what both sides are given."""

AREAS, CUSTOMERS = (50, 400) if QUICK else (50, 4_000)
PAIRS = 3 if QUICK else 7
GROWTH = ((5, 40), (20, 100), (50, 400), (50, 4_000))


def use(areas: int, customers: int) -> Iterator[Use]:
    """Yield every customer's use of every area: uneven numbers, so that nothing divides evenly."""
    for area in range(areas):
        for customer in range(customers):
            yield area, customer, (area * 7_919 + customer * 104_729) % 9_973 + 1


def cost_ore(area: int) -> int:
    """Return an area's cost in öre."""
    return 1_234_567_89 + area * 98_765_43


def ours(areas: int, customers: int) -> Iterator[Iterable[tuple[int, int]]]:
    """Price in atcost: read the documents, then yield (area, öre) of every charge."""
    from atcost import price
    from atcost.core.model import Area, BudgetRow, Customer, Key, Measure, Model, Service, Source, Volumes, VolumeRow
    from atcost.core.period import Window, month
    from atcost.core.words import Text
    from fractions import Fraction

    yield ()
    title, december = Text("Namn", "Name"), month(2022, 12)
    model = Model(
        format=1,
        id="many",
        year=2023,
        currency="SEK",
        title=title,
        provider=title,
        volumes=Window(december, december),
        customers={f"c{customer}": Customer(title=title, kind="department") for customer in range(customers)},
        sources={"system": Source(title=title)},
        measures={f"m{area}": Measure(title=title, unit=title, source="system") for area in range(areas)},
        areas={
            f"a{area}": Area(
                title=title, services={"all": Service(title=title, kind="base")}, keys=(Key(measure=f"m{area}", weight=100),)
            )
            for area in range(areas)
        },
        budget=tuple(
            BudgetRow(f"a{area}", "all", "", None, Fraction(cost_ore(area), 100), "budget") for area in range(areas)
        ),
    )
    volumes = Volumes(
        tuple(VolumeRow(f"m{area}", f"c{customer}", december, quantity) for area, customer, quantity in use(areas, customers))
    )
    yield ()
    priced = price(model, volumes)
    yield ()
    yield ((int(charge.area[1:]), charge.amount_ore) for charge in priced.charges)


def theirs(areas: int, customers: int) -> Iterator[Iterable[tuple[int, int]]]:
    """Allocate in cloud-cost-allocation: make its cost items, then yield (area, öre) of every one that it allocated."""
    from cloud_cost_allocation.cloud_cost_allocator import CloudCostAllocator
    from cloud_cost_allocation.config import Config
    from cloud_cost_allocation.cost_items import CostItemFactory

    yield ()
    settings = ConfigParser()
    settings["General"] = {
        "DateFormat": "%%Y-%%m-%%d",
        "DefaultService": "none",
        "Amounts": "Cost",
        "AllocationKeys": "Quantity",
        "AmountAllocationKeys": "Cost:Quantity",
    }
    factory = CostItemFactory(Config(settings))
    costs, consumers = [], []
    for area in range(areas):
        cost = factory.create_cloud_cost_item()
        cost.date_str, cost.currency, cost.service, cost.instance = "2023-01-01", "SEK", f"a{area}", f"a{area}"
        cost.amounts[0] = cost_ore(area) / 100
        costs.append(cost)
    for area, customer, quantity in use(areas, customers):
        item = factory.create_consumer_cost_item()
        item.date_str, item.currency, item.service, item.instance = "2023-01-01", "SEK", f"c{customer}", f"c{customer}"
        item.provider_service = item.provider_instance = f"a{area}"
        item.provider_cost_allocation_type = "Key"
        item.allocation_keys[0] = float(quantity)
        consumers.append(item)
    yield ()
    allocator = CloudCostAllocator(factory)
    allocator.date_str, allocator.currency = "2023-01-01", "SEK"
    if not allocator.allocate(consumers, costs, ["Cost"]):
        raise SystemExit("cloud-cost-allocation refused")
    yield ()
    yield ((int(item.provider_service[1:]), round(item.amounts[0] * 100)) for item in consumers)

def one(side, areas, customers):
    steps = side(areas, customers)
    next(steps)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin = time.perf_counter()
    next(steps)
    made = time.perf_counter()
    next(steps)
    end = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    totals = defaultdict(int)
    n = 0
    for area, ore in next(steps):
        totals[area] += ore
        n += 1
    missed = sum(totals[a] != cost_ore(a) for a in range(areas))
    print(json.dumps({"made": made-begin, "seconds": end-made, "bytes": 1024*(peak-before), "base": before, "charges": n, "missed": missed}))

if __name__ == "__main__":
    one(globals()[sys.argv[1]], int(sys.argv[2]), int(sys.argv[3]))
