"""The Stockholm example holds what its source says, and shows it; every other amount in it is made up."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from atcost.core.glossary import TERMS
from atcost.core.model import CRITERIA
from atcost.core.period import Window, month
from atcost.core.price_list import price_list
from atcost.inputs.model_folder import priced_before, read_year
from atcost.outputs.charge_table import volume_text
from atcost.outputs.model_page import model_page
from atcost.outputs.price_page import price_page
from atcost.outputs.price_table import account_table
from atcost.outputs.service_table import FROM_NOON
from atcost.outputs.text_table import laid_out

if TYPE_CHECKING:
    from atcost.core.words import Language

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "examples" / "stockholm" / "2023"
YEAR, BEFORE = read_year(FOLDER), read_year(FOLDER.parent / "2022")
MODEL, OLD = YEAR.documents()[0], BEFORE.documents()[0]
PRICED = price_list(YEAR.price(), priced_before(FOLDER, MODEL)[0])
PAGE = list(laid_out(price_page(PRICED, "en")))
WEIGHTS = {
    "payable": {"supplier_invoices": 50, "faulty_invoices": 25, "claims": 25},
    "receivable": {"customer_invoices": 90, "refunds": 10},
    "bookkeeping": {"unidentified_items": 70, "ledger_transactions": 30},
    "rent": {"active_contracts": 100},
    "fees": {"families": 34, "families_max_fee": 66},
}
CHANGES = {
    ("none", "base"): 4,  # suppliers that invoice wrongly, object numbers, instalment plans, standard postings
    ("add_on", "base"): 6,  # disputed payment orders, internal balances, and four of the fee system's
    ("base", "hourly"): 2,  # control of representation and rents, permissions
    ("base", "none"): 1,  # mailing lists of unapproved invoices
}


def shown() -> str:
    return "\n".join(laid_out(model_page(MODEL, YEAR.checked.used, "en")))


def test_areas_keys_and_weights_are_the_sources() -> None:
    assert {name: {key.measure: key.weight for key in area.keys} for name, area in MODEL.areas.items()} == WEIGHTS


def test_the_year_before_had_unit_prices_in_three_areas() -> None:
    assert [name for name, area in OLD.areas.items() if area.is_tariff] == ["payable", "receivable", "rent"]
    assert [key.weight for key in OLD.areas["bookkeeping"].keys] == [100]
    assert [key.weight for key in OLD.areas["fees"].keys] == [34, 66]


def test_every_area_has_add_ons_and_bookkeeping_charges_by_the_hour() -> None:
    kinds = {name: {service.kind for service in area.services.values()} for name, area in MODEL.areas.items()}
    assert all("add_on" in of_area for of_area in kinds.values())
    assert "hourly" in kinds["bookkeeping"]


def test_assignment_changes_are_the_sources_each_with_its_comment() -> None:
    changed = [service for area in MODEL.areas.values() for service in area.services.values() if service.before]
    found = [(service.before, service.kind) for service in changed]
    assert {pair: found.count(pair) for pair in found} == CHANGES
    assert all(service.note and service.note.en in shown() for service in changed)


def test_what_changes_cost_is_shown_apart() -> None:
    changes = PRICED.pricing.changes
    assert PRICED.pricing.total_ore - PRICED.pricing.total_excluding_changes_ore == changes.total.difference_ore
    assert sum(change.formerly_by_the_hour_ore for change in changes.services) == 198_855_000
    assert all(MODEL.areas[each.area].services[each.service].title.en in "\n".join(PAGE) for each in changes.services)


def test_one_customers_services_are_borne_by_it_alone() -> None:
    direct = [charge for charge in PRICED.pricing.charges if charge.kind == "direct"]
    assert {(charge.area, charge.customer) for charge in direct} == {("fees", "education")}
    assert len(direct) == 5


def test_activities_and_focus_are_the_sources() -> None:
    activities = [*MODEL.activities, *(each for area in MODEL.areas.values() for each in area.activities)]
    assert len(activities) == 16
    assert all(activity.title.en in shown() for activity in activities)
    assert all(effect.en in shown() for each in activities for effect in (each.expected, each.realised) if effect)
    assert [name for name, area in MODEL.areas.items() if not area.focus] == ["receivable", "fees"]
    said = [text.en for whole in (MODEL, *MODEL.areas.values()) for text in (*whole.focus, *whole.lately)]
    assert all(text in shown() for text in said)


def test_departments_take_three_areas_and_companies_payable() -> None:
    for name in MODEL.listed_customers():
        customer = MODEL.customers[name]
        taken = {area for area in MODEL.areas if customer.takes_area(area)}
        assert taken == {"payable"} if customer.kind == "company" else taken >= {"payable", "receivable", "bookkeeping"}


def test_fte_and_all_costs_are_shown() -> None:
    assert re.search(r"Incoming invoices +base service +synthetic +9\.40 +0\.50 +9\.90 +7,355,000\.00\n", shown())
    assert re.search(r"Accounts payable +24\.45 +3\.70 +0\.00 +28\.15\n", shown())
    titles = [row[0] for row in account_table(PRICED.pricing, "en").rows]
    assert titles[:5] == ["FTE", "Staff", "Other costs", "Internal overhead", "Organisation-wide overhead"]


def test_volumes_cover_july_to_june_and_the_fee_system_its_own_months() -> None:
    year = Window(month(2021, 7), month(2022, 6))
    windows = {name: MODEL.window(name) for name in MODEL.measures}
    assert {name for name, window in windows.items() if window != year} == {"families", "families_max_fee"}
    assert windows["families"] == year.moved(-1)


def test_the_raw_volume_is_shown_beside_an_adjusted_one() -> None:
    assert volume_text(PRICED.pricing, "claims", "education", "en") == "3,721 (counted 3,871)"


def test_sources_are_judged_by_seven_criteria_and_for_behaviour() -> None:
    judged = {name: source for name, source in MODEL.sources.items() if source.behaviour_suitability}
    assert {name: source.behaviour_suitability.grade for name, source in judged.items()} == {
        "agresso": "less",
        "time_reporting": "more",
        "case_management": "less",
    }
    assert all(tuple(source.criteria or ()) == CRITERIA for source in MODEL.sources.values())
    assert all(key.behaviour is not None for area in MODEL.areas.values() for key in area.keys)


def test_ten_lead_times_are_promised_in_days() -> None:
    promised = [each for area in MODEL.areas.values() for each in area.lead_times.values()]
    assert len(promised) == 10
    assert {(each.days, each.source) for each in promised} == {(1, "assumption"), (3, "assumption")}
    assert all(each.title.en in shown() for each in promised)


def test_cost_falls_as_in_the_source() -> None:
    (said,) = [line for line in PAGE if line.startswith("Against the year before:")]
    assert "−2.6 % excluding" in said
    assert "−1.1 % including" in said


def test_last_years_prices_stand_on_this_years_customers() -> None:
    assert PRICED.previous_total_ore == BEFORE.price().total_ore
    assert {customer for _, customer in PRICED.previous} <= set(MODEL.listed_customers())


def test_todays_price_is_the_same_cost_on_other_volumes() -> None:
    today = read_year(FOLDER, FOLDER / "today.csv", Window(month(2022, 1), month(2022, 12))).price()
    assert today.total_ore == PRICED.pricing.total_ore
    assert today.prices != PRICED.pricing.prices


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_printed_list_says_what_is_made_up(language: str) -> None:
    said: Language = "sv" if language == "sv" else "en"
    one = next(iter(PRICED.customers))
    for page in (
        price_page(PRICED, said),
        price_page(PRICED, said, customer=one),
        model_page(MODEL, YEAR.checked.used, said),
    ):
        told = [block for block in page if isinstance(block, str)]
        assert any("synthetic" in sentence for sentence in told)
        assert any("assumption" in sentence for sentence in told)


def test_the_readme_says_how_many_findings_there_are() -> None:
    numbers = {"Three": 3, "Four": 4, "Five": 5, "Six": 6}
    (said,) = re.findall(r"(\w+) findings of level \*info\*", (FOLDER.parent / "README.md").read_text(encoding="utf-8"))
    assert [finding.level for finding in YEAR.findings] == ["info"] * numbers[said]


def test_what_comes_in_at_noon_is_in_time() -> None:
    """The source: at twelve at the latest, not before twelve."""
    for text in (FROM_NOON, TERMS["lead_time"].meaning):
        assert "senast 12:00" in text.sv
        assert "by 12:00" in text.en
