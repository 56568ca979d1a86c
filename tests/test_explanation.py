"""Explanation: every value follows from its parts down to inputs with their source, and a fault of pricing shows."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from atcost import explain, price
from atcost.core import allocation
from atcost.core.cell_values import Documents
from atcost.core.cells import kind_at
from atcost.core.checks import check
from atcost.core.explanation import Explanation, NotPriced
from atcost.core.explanation.node import NUMBER, Node, given, money, size
from atcost.core.model import Area, BudgetRow, Customer, Key, Measure, Model, Service, VolumeRow, Volumes
from atcost.core.period import Window, month
from atcost.core.what_if import Setting, what_if
from atcost.core.words import Text
from atcost.inputs.model_folder import read_year
from tests.explaining import Standing, explanations, faults, follows, nodes
from tests.models import year_of_seed

if TYPE_CHECKING:
    from collections.abc import Callable

    from atcost.core.costing import ServiceCost
    from atcost.core.model import Method
    from atcost.core.money import Exact
    from atcost.core.pricing import Pricing

    Tampering = Callable[[Pricing], Pricing | None]

ROOT = Path(__file__).parents[1]
YEARS = 10_000 if os.environ.get("ATCOST_PROVE") == "1" else 500
BLOCK, A_KRONA = 50, 100
KR, NAME = money("SEK"), Text("namn", "name")
EXAMPLES = ["small", "linked", "stockholm/2022", "stockholm/2023"]


def example(folder: str, method: Method | None = None, column: Any = "kind") -> Pricing:
    year = read_year(ROOT / "examples" / folder)
    model, volumes = year.documents()
    model = replace(model, method=method or model.method)
    return year._replace(model=model, checked=check(model, volumes)).price(column)


def random_pricing(seed: int) -> Pricing:
    """Price a random year, every other one excluding changes."""
    return price(*year_of_seed(seed), "before" if seed % 2 else "kind")


def leaf(value: Exact) -> Node:
    return given(NAME, value, NUMBER, "cell")


# The law that a value follows from its parts.


@pytest.mark.parametrize(
    ("formula", "unit", "values", "value"),
    [
        ("sum", NUMBER, [1, Fraction(1, 3)], Fraction(4, 3)),
        ("sum", KR, [Fraction("0.005")], Fraction("0.01")),
        ("product", NUMBER, [Fraction(1, 3), 2, 2], Fraction(4, 3)),
        ("product", KR, [Fraction(1, 3), -1], Fraction("-0.33")),
        ("quotient", NUMBER, [1, 3], Fraction(1, 3)),
        ("quotient", KR, [2, 3], Fraction("0.67")),
        ("running_split", KR, [1, 1, 0, 3], Fraction("0.33")),
        ("running_split", KR, [1, 1, 1, 3], Fraction("0.34")),
        ("running_split", NUMBER, [1, 7, 4, 10], 1),
    ],
)
def test_a_value_follows(formula: Any, unit: Text, values: list[Exact], value: Exact) -> None:
    node = Node(NAME, value, unit, formula, tuple(map(leaf, values)))
    assert follows(node)
    assert not follows(replace(node, value=value + Fraction(1, 100)))
    assert not follows(replace(node, parts=()))


def test_what_can_not_be_calculated_does_not_follow() -> None:
    assert not follows(Node(NAME, 1, NUMBER, "quotient", (leaf(1), leaf(0))))
    assert not follows(Node(NAME, 1, NUMBER, "quotient", (leaf(1),)))
    assert not follows(Node(NAME, 0, KR, "running_split", (leaf(1), leaf(0), leaf(0), leaf(0))))


def test_a_leaf_has_a_source_and_no_parts() -> None:
    assert follows(leaf(1))
    assert not follows(replace(leaf(1), source=Text("", "")))
    assert not follows(replace(leaf(1), parts=(leaf(1),)))


def test_a_part_of_several_counts_in_each() -> None:
    shared = Node(NAME, 2, NUMBER, "sum", (leaf(1), leaf(1)))
    root = Node(NAME, 4, NUMBER, "sum", (shared, shared))
    assert size(root) == 7
    assert len(list(nodes(root))) == 4


# All price lists.


@pytest.mark.parametrize("first", range(0, YEARS, BLOCK))
def test_all_of_a_random_year_follows_from_its_inputs(first: int) -> None:
    for seed in range(first, min(first + BLOCK, YEARS)):
        pricing = random_pricing(seed)
        found = faults(*explanations(pricing))
        assert not found, (f"tests.test_explanation.random_pricing({seed})", *found[:5])


@pytest.mark.parametrize("column", ["kind", "before"])
@pytest.mark.parametrize("folder", EXAMPLES)
def test_all_of_an_example_follows_from_its_inputs(folder: str, column: str) -> None:
    pricing = example(folder, column=column)
    assert faults(*explanations(pricing)) == []


@pytest.mark.parametrize("method", ["direct", "step_down", "reciprocal"])
def test_all_of_areas_that_serve_each_other_follows_from_its_inputs(method: Method) -> None:
    assert faults(*explanations(example("linked", method))) == []


@pytest.mark.parametrize("seed", range(20))
def test_what_is_explained_is_what_is_priced(seed: int) -> None:
    pricing = random_pricing(seed)
    for (area, customer), price_ore in pricing.prices.items():
        assert explain(pricing, customer, area).value * 100 == price_ore
    for customer, total_ore in pricing.customer_totals().items():
        assert explain(pricing, customer).value * 100 == total_ore
    for charge in pricing.charges:
        if charge.key:
            assert explain(pricing, charge.customer, charge.area, charge.key).value * 100 == charge.amount_ore
    for area in {area for area, _ in pricing.prices}:
        paid_ore = sum(price_ore for (name, _), price_ore in pricing.prices.items() if name == area)
        assert explain(pricing, area=area).value * 100 == paid_ore
    for hour in pricing.hourly:
        assert Explanation(pricing).of_hour(hour.area, hour.staff).value * 100 == hour.amount_ore
    if pricing.prices:
        assert explain(pricing).value * 100 == pricing.total_ore


@pytest.mark.parametrize("priced", [*EXAMPLES, *range(40)], ids=str)
def test_a_leaf_is_what_stands_at_its_cell(priced: str | int) -> None:
    pricing = example(priced) if isinstance(priced, str) else random_pricing(priced)
    stands = Standing(pricing)
    for node in nodes(*explanations(pricing)):
        if node.formula == "input":
            assert node.value in stands.at(node.cell), node.cell


@pytest.mark.parametrize("priced", [*EXAMPLES, *range(40)], ids=str)
def test_a_leaf_has_the_address_that_a_what_if_sets_it_by(priced: str | int) -> None:
    """But for windows, the order of entries, and the arithmetic's own numbers, which are no single values."""
    pricing = example(priced) if isinstance(priced, str) else random_pricing(priced)
    documents = Documents(pricing.model, pricing.volumes)
    no_values = re.compile(r"(measure\.\w+\.)?volumes|area|customer|area\.\w+\.key|arithmetic")
    found = {node.cell for node in nodes(*explanations(pricing)) if node.formula == "input"}
    assert [cell for cell in found if not no_values.fullmatch(cell) and not kind_at(documents, cell)] == []


@pytest.mark.parametrize("method", ["direct", "step_down", "reciprocal"])
def test_what_a_what_if_releases_is_explained(method: Method) -> None:
    pricing = example("linked", method)
    measure = next(key.measure for keys in pricing.shares.values() for key in keys)
    customer = next(iter(pricing.customer_totals()))
    released = what_if(pricing, [Setting(f"volume.{measure}.{customer}", "*=", Fraction(1, 2))], Fraction(2, 5)).after
    assert any(cost.released_ore for cost in released.costs.values())
    assert faults(*explanations(released)) == []


def test_a_price_opens_down_to_everything_that_it_came_from() -> None:
    """One price of the example with a combined, adjusted measure and reorganised customers."""
    root = explain(example("stockholm/2023"), "education", "payable")
    cells = {node.cell for node in nodes(root)}
    assert cells >= {
        "price.payable.education",
        "fte.payable.incoming_invoices.administrator",
        "staff.administrator.rate",
        "overhead.internal.per_fte",
        "area.payable.key.claims.weight",
        "volume.claims.education",
        "volume.reminders.education.2021-07",
        "adjustment.1.quantity",
        "customer.libraries.successors.1.part",
        "volume.supplier_invoices.libraries.2021-07",
    }
    (months,) = (node for node in nodes(root) if node.cell == "volume.supplier_invoices.education.2021-07")
    assert (months.value, months.source.en) == (20_415, "volumes.csv:134, Agresso (Unit4 ERP), the finance system")


# Areas that send to each other in a long row.


def stepping_down(number: int, reach: int) -> Pricing:
    """Price areas of which each sends a half to its customer and the rest to so many after it."""
    areas, june = [f"area_{each}" for each in range(number)], month(2024, 6)
    service = {"work": Service(title=NAME, kind="base")}
    model = Model(
        format=1,
        id="stepping_down",
        year=2025,
        currency="SEK",
        title=NAME,
        provider=NAME,
        volumes=Window(june, june),
        method="step_down",
        order=tuple(areas),
        customers={"customer": Customer(title=NAME, kind="department")},
        measures={f"of_{area}": Measure(title=NAME, unit=NAME, source="s") for area in areas},
        areas={
            area: Area(title=NAME, services=service, keys=(Key(measure=f"of_{area}", weight=100),)) for area in areas
        },
        budget=tuple(BudgetRow(area, "work", "", None, 1_000_000, "s") for area in areas),
    )
    users = {area: areas[place + 1 : place + 1 + reach] for place, area in enumerate(areas)}
    rows = [VolumeRow(f"of_{area}", user, june, 1) for area in areas for user in users[area]]
    rows += [VolumeRow(f"of_{area}", "customer", june, max(1, len(users[area]))) for area in areas]
    return price(model, Volumes(tuple(rows)))


def test_a_long_row_of_areas_is_explained() -> None:
    """No deeper than Python lets a function call itself."""
    root = explain(stepping_down(500, reach=1), "customer", "area_499")
    assert faults(root) == []
    assert len(list(nodes(root))) > 500


def test_what_many_areas_send_to_all_after_them_is_explained_once() -> None:
    """Written out it would have no end: each area opens all before it, in each of those after it."""
    root = explain(stepping_down(40, reach=40), "customer", "area_39")
    assert faults(root) == []
    assert len(list(nodes(root))) < 10_000 < 10**9 < size(root)


# Faults planted in a right price list.


def charge_raised(pricing: Pricing) -> Pricing | None:
    charges = [each._replace(amount_ore=each.amount_ore + A_KRONA) for each in pricing.charges[:1]]
    return replace(pricing, charges=(*charges, *pricing.charges[1:])) if charges else None


def price_raised(pricing: Pricing) -> Pricing | None:
    raised = {place: price_ore + A_KRONA for place, price_ore in list(pricing.prices.items())[:1]}
    return replace(pricing, prices=pricing.prices | raised) if raised else None


def transfer_raised(pricing: Pricing) -> Pricing | None:
    sent = [each._replace(amount_ore=each.amount_ore + 1) for each in pricing.transfers[:1]]
    return replace(pricing, transfers=(*sent, *pricing.transfers[1:])) if sent else None


def key_raised(pricing: Pricing) -> Pricing | None:
    keys = [(c.area, c.key) for c in pricing.charges if c.kind == "key" and c.key and not pricing.linked]
    return replace(pricing, key_ore={**pricing.key_ore, keys[0]: pricing.key_ore[keys[0]] + A_KRONA}) if keys else None


def gross_raised(pricing: Pricing) -> Pricing | None:
    linked = {area: each._replace(gross_ore=each.gross_ore + A_KRONA) for area, each in pricing.linked.items()}
    sending = any(charge.kind == "key" for charge in pricing.charges)
    return replace(pricing, linked=linked) if linked and sending else None


def used_raised(pricing: Pricing) -> Pricing | None:
    key = next((charge.key for charge in pricing.charges if charge.key), None)
    if key is None:
        return None
    raised = {user: quantity + 1 for user, quantity in pricing.used[key].quantities.items()}
    return replace(pricing, used={**pricing.used, key: pricing.used[key]._replace(quantities=raised)})


def account_raised(entry: str) -> Tampering:
    def tampered(pricing: Pricing) -> Pricing | None:
        for area in dict.fromkeys(area for area, _ in pricing.prices):
            if getattr(pricing.areas[area], entry):
                raised = replace(pricing.areas[area], **{entry: getattr(pricing.areas[area], entry) + 1})
                return replace(pricing, areas=pricing.areas | {area: raised})
        return None

    return tampered


def line_raised(change: Callable[[ServiceCost], ServiceCost | None]) -> Tampering:
    def tampered(pricing: Pricing) -> Pricing | None:
        for area in dict.fromkeys(area for area, _ in pricing.prices):
            cost = pricing.costs[area]
            for number, line in enumerate(cost.services):
                if line.service.kind == "base" and (raised := change(line)):
                    services = (*cost.services[:number], raised, *cost.services[number + 1 :])
                    return replace(pricing, costs={**pricing.costs, area: replace(cost, services=services)})
        return None

    return tampered


def staff_raised(entry: str, by: Exact) -> Tampering:
    def change(line: ServiceCost) -> ServiceCost | None:
        first, *others = line.staff or (None,)
        raised = first and first._replace(**{entry: getattr(first, entry) + by})
        return replace(line, staff=(raised, *others)) if raised else None

    return line_raised(change)


def overhead_raised(line: ServiceCost) -> ServiceCost | None:
    raised = {name: ore + 1 for name, ore in line.overhead_ore.items()}
    return replace(line, overhead_ore=raised) if raised else None


def carried_raised(pricing: Pricing) -> Pricing | None:
    for area in dict.fromkeys(area for area, _ in pricing.prices):
        cost = pricing.costs[area]
        if cost.carried:
            raised = tuple(each._replace(amount_ore=each.amount_ore + 1) for each in cost.carried)
            return replace(pricing, costs={**pricing.costs, area: replace(cost, carried=raised)})
    return None


def hour_raised(pricing: Pricing) -> Pricing | None:
    hours = [each._replace(amount_ore=each.amount_ore + A_KRONA) for each in pricing.hourly[:1]]
    return replace(pricing, hourly=(*hours, *pricing.hourly[1:])) if hours else None


FAULTS: dict[str, Tampering] = {
    "a charge": charge_raised,
    "a price": price_raised,
    "a transfer": transfer_raised,
    "a key's amount": key_raised,
    "a solved gross cost": gross_raised,
    "a used volume": used_raised,
    "an area's own cost": account_raised("own_cost_ore"),
    "what an area received": account_raised("received_ore"),
    "an area's rounding": account_raised("rounding_ore"),
    "an area's over-recovery": account_raised("over_recovery_ore"),
    "an area's rounding to units": account_raised("unit_rounding_ore"),
    "a staff cost": staff_raised("amount_ore", 1),
    "FTE": staff_raised("fte", Fraction(1, 10)),
    "a rate": staff_raised("rate", 1),
    "another cost": line_raised(lambda line: replace(line, other_ore=line.other_ore + 1)),
    "an overhead": line_raised(overhead_raised),
    "what is carried": carried_raised,
    "an hourly price": hour_raised,
}


@pytest.mark.parametrize("plant", FAULTS.values(), ids=FAULTS)
def test_a_fault_of_pricing_shows(plant: Tampering) -> None:
    pricing, wrong = next((each, wrong) for each in map(random_pricing, range(YEARS)) if (wrong := plant(each)))
    assert faults(*explanations(pricing)) == []
    assert faults(*explanations(wrong)) != []


def test_a_fault_in_the_code_of_pricing_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A krona from one customer to another, which no sum gives away: the explanation tells of what is charged."""
    right = allocation.key_charges

    def wrong(*given: Any) -> list[allocation.Charge]:
        first, second, *others = right(*given)
        moved = ((first, A_KRONA), (second, -A_KRONA))
        return [*(charge._replace(amount_ore=charge.amount_ore + ore) for charge, ore in moved), *others]

    before = explain(example("small"), "school", "payslips")
    monkeypatch.setattr(allocation, "key_charges", wrong)
    root = explain(example("small"), "school", "payslips")
    assert root.value == before.value + 1
    assert faults(before) == []
    assert [fault.partition(":")[0] for fault in faults(root)] == ["Employees"]


# What is not there.


@pytest.mark.parametrize(
    ("question", "swedish", "english"),
    [
        (
            {"customer": "skool"},
            "Kunden ”skool” finns inte. Närmast: school",
            "The customer “skool” does not exist. Nearest: school",
        ),
        (
            {"area": "Löner"},
            "Tjänsteområdet ”Löner” finns inte. Närmast: payslips",
            "The service area “Löner” does not exist. Nearest: payslips",
        ),
        ({"key": "bill"}, "Nyckeln ”bill” finns inte. Närmast: bills", "The key “bill” does not exist. Nearest: bills"),
        (
            {"area": "payslips", "key": "bills"},
            "Det finns inget pris för: Löner, Fakturor. Pris finns för: employees",
            "There is no price for: Payslips, Invoices. There are prices for: employees",
        ),
    ],
)
def test_what_is_not_there_answers_with_what_is(question: dict[str, str], swedish: str, english: str) -> None:
    with pytest.raises(NotPriced) as answer:
        explain(example("small"), **question)
    assert answer.value.text == Text(swedish, english)
    assert str(answer.value) == swedish


def test_who_pays_nothing_is_told_what_others_pay_for() -> None:
    pricing = example("stockholm/2023")
    with pytest.raises(NotPriced, match=r"Hyresadministration. Pris finns för: payable, receivable, bookkeeping, fees"):
        explain(pricing, "education", "rent")
    with pytest.raises(NotPriced, match=r"Biblioteksförvaltningen \(påhittad\). Pris finns för: rinkeby_kista, .*, …$"):
        explain(pricing, "libraries")
    with pytest.raises(NotPriced, match=r"Avgiftshantering, Ekonom. Pris finns för: administrator"):
        Explanation(pricing).of_hour("fees", "accountant")
    with pytest.raises(NotPriced, match="Personalkategorin ”clerk” finns inte"):
        Explanation(pricing).of_hour("fees", "clerk")
