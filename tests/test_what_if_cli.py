"""``atcost what-if``: what it prints, in both languages and as JSON, and what a shell completes."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from atcost import read_model
from atcost.outputs.origins import ORIGINS
from tests.console import SMALL, STOCKHOLM, atcost, broken, changed, copied, environment, in_process
from tests.test_interface import PAGE

if TYPE_CHECKING:
    from pathlib import Path

HALVED = ("--set", "volume.reminders.education*=0.5")
SCHOOL_HALVED = ("--set", "volume.bills.school*=0.5")
ENTRY = re.compile(r"`atcost what-if --json`: .*?\n\n", re.DOTALL)


def customer(name: str) -> tuple[str, str]:
    return "--customer", name


def view(*arguments: object) -> Any:
    run = atcost("what-if", *arguments, "--json")
    assert (run.code, run.err) == (0, "")
    return json.loads(run.out)


def ore(amount: str) -> int:
    return int(Fraction(amount) * 100)


def test_before_and_after_are_price_lists(tmp_path: Path) -> None:
    found = view(STOCKHOLM, *HALVED)
    assert found["before"] == json.loads(atcost("price", STOCKHOLM, "--json").out)
    assert found["after"].keys() == found["before"].keys()
    year = copied(tmp_path / "stockholm" / "2023", STOCKHOLM)
    copied(tmp_path / "stockholm" / "2022", STOCKHOLM.parent / "2022")
    changed(
        year / "budget.csv", "payable,claims_handling,administrator,4.0", "payable,claims_handling,administrator,5.5"
    )
    by_hand = json.loads(atcost("price", year, "--json").out)
    assert view(STOCKHOLM, "--set", "fte.payable.claims_handling.administrator+=1,5")["after"] == by_hand


def test_the_json_is_as_the_interface_says() -> None:
    found = view(STOCKHOLM, *HALVED, "--set", "area.payable.key.claims.weight=30", "--release", "40%")
    (entry,) = ENTRY.findall(PAGE)
    assert [name for name in found if f'"{name}"' not in entry and f"`{name}`" not in entry] == []
    assert found["set"] == [
        {"cell": "volume.reminders.education", "before": "2769", "after": "1384.5"},
        {"cell": "area.payable.key.claims.weight", "before": "25", "after": "30"},
    ]
    assert [each["after"] for each in found["scaled"]] == ["140/3", "70/3"]
    for name, customer in found["customers"].items():
        before, after = (found[part]["customers"].get(name, "0.00") for part in ("before", "after"))
        assert customer == {"before": before, "after": after, "saving": customer["saving"]}
        assert ore(customer["saving"]) == ore(before) - ore(after)
    assert sum(ore(each["saving"]) for each in found["customers"].values()) == ore(found["total"]["saving"])


def test_the_json_of_a_release() -> None:
    found = view(STOCKHOLM, *HALVED, "--release", "40%")
    assert ore(found["own"]) + ore(found["others"]) == ore(found["real"]) > 0
    assert found["own"] == found["customers"]["education"]["saving"]
    without = found["without_release"]
    assert (ore(without["own"]), without["real"]) == (-ore(without["others"]), "0.00")
    assert found["release"] == "0.4"
    assert [(each["area"], each["key"]) for each in found["released"]] == [("payable", "claims")]
    assert found["after"]["areas"]["payable"]["released"] == found["real"] == found["released"][0]["amount"]
    assert "released" not in found["after"]["areas"]["fees"]
    account = found["after"]["areas"]["payable"]
    parts = [account["staff"], account["other"], account["carried"], *account["overhead"].values()]
    assert ore(account["own_cost"]) == sum(map(ore, parts)) - ore(account["released"])
    plain = view(STOCKHOLM, *HALVED)
    assert plain.keys() & {"own", "others", "real", "release", "without_release", "released"} == set()


@pytest.mark.parametrize("part", ["40%", "40 %", "0.4", "0,4", "2/5"])
def test_a_release_is_a_percentage_or_a_part(part: str) -> None:
    assert view(SMALL, "--set", "volume.bills.school=1", "--release", part)["release"] == "0.4"


def test_all_customers_stand_there_the_largest_difference_first() -> None:
    run = atcost("what-if", SMALL, "--set", "volume.reminders.care*=2")
    assert ORIGINS["synthetic"].sv in run.out
    rows = [line.split("  ")[0] for line in run.out.splitlines()]
    start = rows.index("Kund")
    assert rows[start + 2 : start + 5] == ["Vården", "Skolan", "Parkerna"]
    assert run.out.splitlines()[-1].startswith("Med oförändrad kostnad sparar andra det som Vården betalar mer: ")


def test_one_customer() -> None:
    run = atcost("what-if", STOCKHOLM, *HALVED, "--customer", "culture")
    assert "Kulturförvaltningen" in run.out
    assert "Kundreskontra" in run.out
    assert "Socialförvaltningen" not in run.out
    found, whole = view(STOCKHOLM, *HALVED, "--customer", "culture"), view(STOCKHOLM, *HALVED)
    assert found["customers"] == {"culture": whole["customers"]["culture"]}
    assert found["total"] == whole["total"]
    assert {price["customer"] for part in ("before", "after") for price in found[part]["prices"]} == {"culture"}


SENTENCES = [
    (["volume.bills.school*=0.5"], ["Med oförändrad kostnad betalar andra det som Skolan sparar: 227 813,99 kr."]),
    (["volume.bills.school*=2", "volume.bills.care*=2"], ["det som de vars volymer ändras betalar mer: "]),
    (
        ["area.invoices.key.reminders.weight=0"],
        ["Övriga vikter i fakturor räknas om, så att alla summerar till 100: Fakturor 60 → 100.", "byter betalare"],
    ),
    (["staff.clerk.rate*=1.1"], ["Kostnaden ökar med "]),
    (["overhead.common.per_fte=0"], ["Kostnaden minskar med ", "Löner   Specialist        498,00  433,00"]),
    (["hourly_unit=100"], ["Inget årspris ändras.", "Löner   Specialist        498,00  500,00"]),
    (["volume.bills.school*=0.5", "unit=1000"], ["Räknat före avrundningen till 1 000 kr."]),
    (["fte.payslips.paying.clerk=1,5"], ["Inget årspris ändras."]),
]


@pytest.mark.parametrize(("settings", "said"), SENTENCES, ids=str)
def test_what_it_means_is_said(settings: list[str], said: list[str]) -> None:
    run = atcost("what-if", SMALL, *(part for setting in settings for part in ("--set", setting)))
    out = run.out.replace("\N{NO-BREAK SPACE}", " ")
    assert run.code == 0
    assert [sentence for sentence in said if sentence not in out] == []
    assert " 0,00 kr" not in out


RELEASES = [
    (
        ["volume.bills.school*=0.5"],
        "40%",
        ["With 40 % of the staff cost behind the volume released: the cost falls by "],
    ),
    (["volume.bills.school*=0.5"], "40%", ["School would save ", "With nothing released: ", "the others would pay "]),
    (
        ["volume.bills.school*=2"],
        "40%",
        ["volume added: the cost rises by ", "With nothing added: School would pay ", "Added with the volume"],
    ),
    (["volume.bills.school*=0.5"], "0%", ["others would pay what School would save"]),
    (
        ["staff.clerk.rate=1"],
        "40%",
        ["No volume behind a weight changes, so nothing is released.", "The cost falls by "],
    ),
]


@pytest.mark.parametrize(("settings", "part", "said"), RELEASES, ids=str)
def test_a_release_is_said_beside_none(settings: list[str], part: str, said: list[str]) -> None:
    run = atcost("what-if", SMALL, *(p for each in settings for p in ("--set", each)), "--release", part, language="en")
    assert [sentence for sentence in said if sentence not in run.out] == []


def test_a_tariff_areas_price_does_not_follow_its_cost() -> None:
    before = STOCKHOLM.parent / "2022"
    run = atcost("what-if", before, "--set", "volume.supplier_invoices.education*=0.5")
    assert "Leverantörsreskontra är ett tariffområde, där priset inte följer kostnaden: överuttaget på 97" in run.out
    run = atcost("what-if", before, "--set", "volume.supplier_invoices.education*=0.5", "--release", "40%")
    assert run.code == 1
    assert re.search(r"FEL  model.toml, rad \d+, area.payable\n    Ändringen når Leverantörsreskontra", run.out)
    assert "Summa" not in run.out


def test_errors_of_the_changed_year_are_all_that_is_printed() -> None:
    run = atcost("what-if", SMALL, "--set", "area.payslips.key.employees.weight=50")
    assert run.code == 1
    assert "summerar till 50 %: 50 fattas." in run.out
    assert "Summa" not in run.out
    run = atcost("what-if", SMALL, "--set", "area.payslips.key.employees.weight=50", "--json")
    assert run.code == 1
    assert [finding["rule"] for finding in json.loads(run.out)["findings"]] == ["weights_sum"]


def test_a_year_with_errors_is_asked_nothing(tmp_path: Path) -> None:
    run = atcost("what-if", broken(tmp_path / "year"), "--set", "unit=1")
    assert run.code == 1
    assert "area.payable.key" in run.out


def test_new_findings_are_told_of() -> None:
    run = atcost("what-if", STOCKHOLM, "--set", "customer.culture.takes=receivable")
    told = [line for line in run.out.splitlines() if line.startswith("UPPGIFT")]
    assert told
    assert "Revisionskontoret 2021-07" not in run.out  # of the year as it is


@pytest.mark.parametrize("asked", [(), ("--json",), ("--release", "40%")], ids=str)
def test_one_customers_what_if_names_no_other(asked: tuple[str, ...]) -> None:
    titles = {name: customer.title.sv for name, customer in read_model(STOCKHOLM).customers.items()}
    for customer in ("culture", "audit", "stadshus", "education"):
        run = atcost("what-if", STOCKHOLM, *HALVED, "--customer", customer, *asked)
        assert run.code == 0
        assert [title for name, title in titles.items() if name != customer and title in run.out] == []
        assert asked == ("--json",) or ("den vars volymer ändras" in run.out) == (customer != "education")


def test_one_customer_is_told_what_concerns_it_or_everyone() -> None:
    """What is without rows is news to who joins, and none to who stood in the finding before."""
    joins = ("what-if", STOCKHOLM, "--set", "customer.stadshus.takes=payable,receivable")
    of_all, joining, there_before = (
        atcost(*joins, *asked).out for asked in ((), *map(customer, ("stadshus", "audit")))
    )
    assert "Återbetalningar, räknas som noll: Revisionskontoret; Valnämndens kansli; Stockholms Stadshus AB." in of_all
    assert "Återbetalningar, räknas som noll: Stockholms Stadshus AB." in joining
    assert "UPPGIFT" not in there_before
    found = json.loads(atcost(*joins, "--customer", "audit", "--json").out)
    for part in ("before", "after"):
        told = [finding["rule"] for finding in found[part]["findings"]]
        assert told == ["flow_months_missing", "customers_without_rows"]


def test_hourly_prices_are_those_of_areas_that_the_customer_takes() -> None:
    raised = ("what-if", STOCKHOLM, "--set", "staff.accountant.rate*=1.1", "--customer")
    assert "Timpriser" in atcost(*raised, "education").out
    of_one = atcost(*raised, "stadshus").out.partition("Timpriser")[2]
    assert "Leverantörsreskontra" in of_one
    assert "Ekonomiservice" not in of_one


def test_a_release_shows_what_areas_cost() -> None:
    freed, fixed = (atcost("what-if", SMALL, *SCHOOL_HALVED, "--release", part).out for part in ("40%", "0%"))
    assert "Frigörs med volymen" in freed
    assert "Självkostnad" not in fixed


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_narrow_window_breaks_no_value(columns: int) -> None:
    takes = "customer.culture.takes=payable,receivable,bookkeeping,rent,fees"
    out = atcost("what-if", STOCKHOLM, "--set", takes, columns=columns).out
    assert takes.partition("=")[2] in out


def test_a_wrong_cell_is_answered_with_the_nearest() -> None:
    run = atcost("what-if", STOCKHOLM, "--set", "volume.claim.education=1", "--set", "unit=x")
    assert (run.code, run.out) == (2, "")
    assert "Cellen ”volume.claim.education” finns inte.\n    → Närmast är: volume.claims.education." in run.err
    assert "”x” är inget tal." in run.err


def test_help_answers_questions() -> None:
    for language, asked in (("sv", "vi halverar våra påminnelser"), ("en", "if we halve our reminders")):
        out = atcost("what-if", "--help", language=language).out
        assert asked in out
        answer = atcost("what-if", STOCKHOLM, *HALVED, "--customer", "education", language=language).out
        assert answer.splitlines()[-1] in " ".join(out.split(" ")).replace("\n  ", " ")
        assert "```" not in out


def test_a_shell_completes_cells(tmp_path: Path) -> None:
    def completed(year: object, typed: str) -> list[str]:
        words = f"atcost what-if {year} --set {typed}"
        asked = environment(_ATCOST_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD="4")
        return [line.partition(",")[2] for line in in_process(env=asked).stdout.splitlines() if line]

    assert completed(SMALL, "staff.clerk.") == ["staff.clerk.rate", "staff.clerk.hours"]
    assert completed(SMALL, "volume.bills.sch") == ["volume.bills.school", "volume.bills.school."]
    assert completed(broken(tmp_path / "year"), "staff.") == []
    assert completed(tmp_path / "nowhere", "staff.") == []
