"""The command compare: what programs read of it, and when it refuses two years."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

import atcost as api
from atcost.core.comparison import REASONS
from atcost.core.finding import Faulty
from tests.console import EXAMPLES, LINKED, SMALL, STOCKHOLM, atcost, broken, changed, copied
from tests.edited_pairs import PAIRS, compared, edited

if TYPE_CHECKING:
    from pathlib import Path

BEFORE = EXAMPLES / "stockholm" / "2022"
CHANGE = {"old", "new", "change", "change_percent", "reasons"}
AMOUNT, PERCENT = re.compile(r"-?\d+\.\d\d"), re.compile(r"-?\d+\.\d")


def view(old: Path, new: Path, *asked: str) -> Any:
    run = atcost("compare", old, new, "--json", *asked)
    assert (run.code, run.err) == (0, "")
    return json.loads(run.out)


def ore(amount: str) -> int:
    assert AMOUNT.fullmatch(amount), amount
    return int(amount.replace(".", ""))


def sums(changes: list[dict[str, Any]]) -> dict[str, int]:
    """Return the sums of some changes' amounts and reasons, without zeros."""
    found: dict[str, int] = {}
    for change in changes:
        for name, amount in [*change["reasons"].items(), *((name, change[name]) for name in ("old", "new", "change"))]:
            found[name] = found.get(name, 0) + ore(amount)
    return {name: amount for name, amount in found.items() if amount}


@pytest.mark.parametrize(("old", "new"), [(BEFORE, STOCKHOLM), (STOCKHOLM, BEFORE), (SMALL, LINKED)])
def test_the_json_adds_up_to_the_ore(old: Path, new: Path) -> None:
    found = view(old, new)
    changes = [*found["areas"].values(), *found["customers"].values(), *found["cells"], found["total"]]
    for change in changes:
        assert change.keys() - {"area", "customer"} == CHANGE
        assert ore(change["new"]) - ore(change["old"]) == ore(change["change"])
        assert sum(map(ore, change["reasons"].values())) == ore(change["change"])
        assert change["reasons"].keys() <= set(REASONS)
        assert 0 not in map(ore, change["reasons"].values())
    for kind, name in (("areas", "area"), ("customers", "customer")):
        assert sums([found["total"]]) == sums(list(found[kind].values())) == sums(found["cells"])
        for key, change in found[kind].items():
            assert sums([change]) == sums([cell for cell in found["cells"] if cell[name] == key])


def test_percentages_have_one_decimal_and_none_where_old_is_zero() -> None:
    found = view(BEFORE, STOCKHOLM)
    for change in [*found["areas"].values(), *found["customers"].values(), *found["cells"]]:
        percent = change["change_percent"]
        assert (percent is None) == (ore(change["old"]) == 0)
        if percent is not None:
            assert PERCENT.fullmatch(percent)
            assert abs(ore(f"{percent}0") * ore(change["old"]) - 10_000 * ore(change["change"])) <= 5 * ore(
                change["old"]
            )
    assert found["customers"]["education"]["change_percent"] == "5.5"
    assert found["customers"]["farsta"]["change_percent"] is None
    assert found["customers"]["libraries"]["change_percent"] == "-100.0"
    assert found["total"]["change_percent"] == {"excluding": "-2.6", "including": "-1.1"}


def test_the_json_says_what_was_compared() -> None:
    found = view(BEFORE, STOCKHOLM)
    own = json.loads(atcost("price", STOCKHOLM, "--json").out)
    assert found["new"] == {name: own["model"][name] for name in ("id", "year", "currency", "digest", "arithmetic")}
    assert (found["old"]["year"], found["parted"], found["findings"]) == (2022, True, [])
    assert found["total"]["new"] == own["total"]


def test_one_customer_one_area_and_both() -> None:
    whole = view(BEFORE, STOCKHOLM)
    customer = view(BEFORE, STOCKHOLM, "--customer", "culture")
    assert customer["cells"] == [cell for cell in whole["cells"] if cell["customer"] == "culture"]
    assert customer["customers"] == {"culture": whole["customers"]["culture"]}
    assert sums(list(customer["areas"].values())) == sums([whole["customers"]["culture"]])
    assert customer["total"] == whole["total"]
    area = view(BEFORE, STOCKHOLM, "--area", "rent")
    assert area["areas"] == {"rent": whole["areas"]["rent"]}
    assert sums(list(area["customers"].values())) == sums([whole["areas"]["rent"]])
    (cell,) = view(BEFORE, STOCKHOLM, "--area", "fees", "--customer", "education")["cells"]
    assert cell in whole["cells"]


def test_one_customers_page_names_nobody_it_has_nothing_to_do_with() -> None:
    said = atcost("compare", BEFORE, STOCKHOLM, "--customer", "culture").out
    assert {name for name in ("Biblioteks", "Musei", "Utbildnings", "Trafik") if name in said} == {
        "Biblioteks",
        "Musei",
    }


def test_a_service_that_is_not_said_to_be_new_is_told_of(tmp_path: Path) -> None:
    """Without it *excluding changes* would be said of what is changed."""
    new = copied(tmp_path / "2023", STOCKHOLM)
    changed(new / "model.toml", 'before = "none"', "")
    (told,) = view(BEFORE, new)["findings"]
    assert (told["rule"], told["place"]) == ("change_not_declared", f"{new}/model.toml, area.payable")
    assert view(BEFORE, STOCKHOLM)["findings"] == []


def test_the_languages() -> None:
    swedish, english = (atcost("compare", BEFORE, STOCKHOLM, language=language).out for language in ("sv", "en"))
    assert "Totalt minskar priset med" in swedish
    assert "In all, the price falls by" in english
    assert view(BEFORE, STOCKHOLM, "--lang", "en") == view(BEFORE, STOCKHOLM, "--lang", "sv")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_help_explains_every_reason(language: str) -> None:
    from atcost.core import glossary  # noqa: PLC0415 -- beside what it checks

    said = " ".join(atcost("compare", "--help", language=language).out.split())
    for reason in glossary.REASONS.values():
        assert f"{reason.word.say(language)} {reason.meaning.say(language)}" in said


@pytest.mark.parametrize(
    ("language", "said"),
    [("sv", "ett nytt namn är ingen omorganisation"), ("en", "a new name is no reorganisation")],
)
def test_another_name_is_no_reorganisation_and_help_says_so(language: str, said: str, tmp_path: Path) -> None:
    assert not any(change.reasons_ore for change in compared(PAIRS["a customer is renamed"], tmp_path).cells.values())
    assert said in " ".join(atcost("compare", "--help", language=language).out.split())


def test_errors_of_both_years_are_all_that_is_said_each_with_its_folder(tmp_path: Path) -> None:
    old, new = broken(tmp_path / "old"), broken(tmp_path / "new", "wrong_heading-missing")
    for asked in ((), ("--json",)):
        run = atcost("compare", old, new, *asked)
        assert run.code == 1
        assert f"{old}/model.toml, rad 38, area.payable.key" in run.out
        assert f"{new}/volumes.csv, rad 1" in run.out
    assert {each["level"] for each in json.loads(run.out)["findings"]} <= {"error", "warning"}
    assert json.loads(run.out).keys() == {"findings"}
    one = atcost("compare", old, SMALL)
    assert (one.code, one.out.count("FEL  ")) == (1, 1)
    assert one.out.splitlines()[-1] == "fel: 1, varningar: 0, uppgifter: 0"


def test_warnings_are_told_with_their_folder_and_infos_are_not(tmp_path: Path) -> None:
    year = broken(tmp_path / "year", "month_missing")
    before = copied(tmp_path / "before", year)
    changed(before / "model.toml", "2023", "2022")
    run = atcost("compare", before, year)
    assert run.code == 0
    assert f"VARNING  {before}/volumes.csv, invoices" in run.out
    assert f"VARNING  {year}/volumes.csv, invoices" in run.out
    assert "UPPGIFT" not in run.out + atcost("compare", BEFORE, STOCKHOLM).out
    rules = [finding["rule"] for finding in view(before, year)["findings"]]
    assert set(rules) == {"month_missing"}


def test_a_folder_beside_itself_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(SMALL)
    run = atcost("compare", SMALL, link)
    assert (run.code, run.err) == (1, "")
    assert f"FEL  {link}\n    Båda mapparna är samma" in run.out
    (finding,) = json.loads(atcost("compare", SMALL, SMALL, "--json").out)["findings"]
    assert finding["rule"] == "compared_with_itself"


def test_other_currencies_are_refused(tmp_path: Path) -> None:
    other = copied(tmp_path / "euro")
    changed(other / "model.toml", '"SEK"', '"EUR"')
    run = atcost("compare", SMALL, other)
    assert run.code == 1
    assert "Det ena året är i SEK, det andra i EUR" in run.out
    with pytest.raises(Faulty, match="SEK"):
        api.compare(*(api.price(api.read_model(each), api.read_volumes(each)) for each in (SMALL, other)))


def test_years_that_do_not_follow_each_other_are_compared_with_a_warning() -> None:
    run = atcost("compare", STOCKHOLM, BEFORE)
    assert run.code == 0
    assert f"VARNING  {STOCKHOLM}\n    Det som jämförs med" in run.out
    assert "är 2023, inte året före 2022." in run.out
    assert view(STOCKHOLM, BEFORE)["findings"][0]["rule"] == "previous_other_year"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((SMALL, "nowhere"), "Mappen eller filen finns inte: nowhere"),
        (("nowhere", SMALL), "Mappen eller filen finns inte: nowhere"),
        ((BEFORE, STOCKHOLM, "--customer", "nobody"), "Kunden ”nobody” har inget pris. Finns: rinkeby_kista, "),
        ((BEFORE, STOCKHOLM, "--area", "nowhere"), "Området ”nowhere” har inget pris. Finns: payable, receivable, "),
        ((BEFORE, STOCKHOLM, "--area", "rent", "--customer", "stadshus"), "Kunden ”stadshus” har inget pris. Finns: "),
    ],
)
def test_what_is_not_there(asked: tuple[object, ...], said: str) -> None:
    run = atcost("compare", *asked)
    assert (run.code, run.out) == (2, "")
    assert said in run.err


def test_what_cannot_be_parted_is_one_reason(tmp_path: Path) -> None:
    pair = PAIRS["what only a newcomer uses"]
    old, new = (edited(tmp_path / name, edits) for name, edits in zip(("old", "new"), pair, strict=True))
    found = view(old, new)
    assert found["parted"] is False
    assert found["customers"]["zoo"]["reasons"].keys() == {"distribution"}


def test_the_api_compares() -> None:
    old, new = (api.price(api.read_model(each), api.read_volumes(each)) for each in (BEFORE, STOCKHOLM))
    assert api.compare(old, new).total().change_ore == new.total_ore - old.total_ore
