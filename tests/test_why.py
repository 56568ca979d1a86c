"""``atcost explain``: sentences and trees that somebody has read, JSON that follows, and answers to wrong questions."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from atcost.core.words import NO_BREAK_SPACE
from tests.console import ROOT, SMALL, STOCKHOLM, atcost, broken, copied
from tests.explaining import json_faults
from tests.golden import assert_golden

if TYPE_CHECKING:
    from pathlib import Path

GOLDEN = ROOT / "tests" / "golden" / "explanations"
YEAR_2022, YEAR_2023 = "examples/stockholm/2022", "examples/stockholm/2023"
QUESTIONS: dict[str, tuple[str, ...]] = {
    "total": (YEAR_2023,),
    "area": (YEAR_2023, "--area", "payable", "--depth", "3"),
    "customer": (YEAR_2023, "--customer", "education"),
    "price": (YEAR_2023, "--customer", "education", "--area", "payable"),
    "key": (YEAR_2023, "--customer", "education", "--area", "payable", "--key", "claims", "--depth", "3"),
    "key-of-all": (YEAR_2023, "--key", "claims"),
    "reorganised": (YEAR_2023, "--customer", "culture", "--key", "refunds", "--depth", "2"),
    "company": (YEAR_2023, "--customer", "globe_arena"),
    "hour": (YEAR_2023, "--area", "bookkeeping", "--staff", "accountant", "--depth", "5"),
    "excluding-changes": (YEAR_2023, "--area", "payable", "--excluding-changes", "--depth", "1"),
    "tariff": (YEAR_2022, "--customer", "education", "--area", "payable"),
    "tariff-area": (YEAR_2022, "--area", "payable"),
    "tariff-key": (YEAR_2022, "--customer", "education", "--key", "claims"),
    "small": ("examples/small", "--customer", "school"),
    "linked": ("examples/linked", "--customer", "care", "--area", "it", "--depth", "3"),
    "linked-area": ("examples/linked", "--area", "it"),
}


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", QUESTIONS)
def test_an_explanation_is_golden(name: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    run = atcost("explain", *QUESTIONS[name], "--lang", language)
    assert (run.code, run.err) == (0, "")
    assert_golden(GOLDEN / f"{name}.{language}.txt", run.out)


@pytest.mark.parametrize("name", [name for name in QUESTIONS if name != "area"])
def test_json_follows_by_the_formulas_of_the_interface(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    view = json.loads(atcost("explain", *QUESTIONS[name], "--json", "--lang", "en").out)
    assert list(json_faults(view, "SEK")) == []


def test_json_is_the_price_asked_for_and_a_volume_names_what_shows_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    view = json.loads(atcost("explain", *QUESTIONS["price"], "--json", "--lang", "en").out)
    assert {name: view[name] for name in view if name not in {"parts", "findings"}} == {
        "label": "Education department, Accounts payable",
        "value": "6353664.70",
        "unit": "SEK",
        "formula": "sum",
        "source": "",
        "cell": "price.payable.education",
    }
    _, own, *_ = view["parts"][0]["parts"]
    assert own["parts"][0] == {
        "label": "2021-07",
        "value": "20415",
        "unit": "invoice",
        "formula": "input",
        "source": "volumes.csv:134, Agresso (Unit4 ERP), the finance system",
        "cell": "volume.supplier_invoices.education.2021-07",
        "rows": "atcost rows examples/stockholm/2023 --source agresso=PATH --measure supplier_invoices "
        "--customer education --month 2021-07",
        "parts": [],
    }


def test_what_a_year_lacks_is_told_of_with_its_explanation(tmp_path: Path) -> None:
    folder = broken(tmp_path / "year", "month_missing")
    asked = ("--customer", "school", "--area", "payable")
    assert "VARNING  volumes.csv, invoices\n" in atcost("explain", folder, *asked).out
    told = json.loads(atcost("explain", folder, *asked, "--json").out)["findings"]
    assert "month_missing" in {finding["rule"] for finding in told}


def test_a_part_of_a_key_is_answered_with_its_key() -> None:
    run = atcost("explain", STOCKHOLM, "--key", "reminders")
    assert run.code == 2
    assert run.err == (
        "Betalningspåminnelser är ingen nyckel, men ingår i nyckeln Krav (påminnelser och inkasso) (claims)\n"
    )


def test_a_folder_without_measures_names_no_command(tmp_path: Path) -> None:
    folder = copied(tmp_path / "a year", SMALL)
    assert "atcost rows" not in atcost("explain", folder, "--customer", "school", "--json").out
    (folder / "measures" / "ledger").mkdir(parents=True)
    (folder / "measures" / "ledger" / "bills.sql").write_text("SELECT 1", encoding="utf-8")
    shown = atcost("explain", folder, "--customer", "school", "--key", "bills").out
    assert f"atcost rows '{folder}' --source ledger=SÖKVÄG --measure bills --customer school\n" in shown
    assert f"atcost rows '{folder}' --source ledger=SÖKVÄG --measure bills --customer school --month 2024-04" in shown
    assert "--customer care" not in shown


def test_the_command_of_a_volume_of_another_window_names_it() -> None:
    asked = ("--customer", "traffic", "--area", "payable")
    whole = "--measure supplier_invoices --customer traffic"
    assert f"{whole}\n" in atcost("explain", STOCKHOLM, *asked).out
    other = atcost("explain", STOCKHOLM, *asked, "--window", "2021-08..2022-06").out
    assert f"{whole}\n" not in other
    assert f"{whole} --window 2021-08..2022-06\n" in other
    assert other.startswith("Dagens pris, inte prislistan.\n")


def test_other_volumes_and_another_window_are_explained() -> None:
    today = atcost("explain", STOCKHOLM, "--customer", "education", "--volumes", STOCKHOLM / "today.csv")
    assert (
        "today.csv:"
        in atcost("explain", STOCKHOLM, "--key", "refunds", "--volumes", STOCKHOLM / "today.csv", "--json").out
    )
    assert today.out != atcost("explain", STOCKHOLM, "--customer", "education").out
    window = json.loads(atcost("explain", SMALL, "--customer", "school", "--window", "2024-05..2024-06", "--json").out)
    priced = json.loads(atcost("price", SMALL, "--customer", "school", "--window", "2024-05..2024-06", "--json").out)
    assert window["value"] == priced["customers"]["school"]


def test_the_tree_opens_as_deep_as_asked() -> None:
    trees = [atcost("explain", STOCKHOLM, "--depth", depth).out.rpartition("\n\n")[2] for depth in (0, 1, 2, 3)]
    lines = [len(tree.splitlines()) for tree in trees]
    assert lines[:2] == [1 + 1, 6 + 1]
    assert lines == sorted(lines)
    assert "Mer: --depth 3; allt: --json\n" in atcost("explain", STOCKHOLM).out
    assert "Mer:" not in atcost("explain", SMALL, "--depth", "30").out


def test_the_tree_opens_no_deeper_than_the_window_has_room_for() -> None:
    asked = ("--customer", "education", "--area", "payable", "--depth", "30")
    seen = atcost("explain", STOCKHOLM, *asked, columns=40).out
    assert "│   " * 5 + "├── " in seen
    assert not re.search("^(?:│   |    ){6}[├└]", seen, re.MULTILINE)
    assert seen.endswith("Mer: i ett bredare fönster; allt: --json\n")


def test_numbers_stand_under_each_other_or_where_a_window_is_narrow_below_their_labels() -> None:
    asked = ("explain", STOCKHOLM, "--customer", "education", "--area", "payable", "--depth", "1")
    wide, narrow = (atcost(*asked, columns=columns).out.replace(NO_BREAK_SPACE, " ") for columns in (80, 40))
    assert f"\n├── Leverantörsfakturor{' ' * 25}2 938 093,93 kr\n│   " in wide
    assert "\n├── Leverantörsfakturor\n│   2 938 093,93 kr\n│   " in narrow


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--customer", "skool"), "Kunden ”skool” finns inte. Närmast: school\n"),
        (("--area", "invoces"), "Tjänsteområdet ”invoces” finns inte. Närmast: invoices\n"),
        (("--key", "reminder"), "Nyckeln ”reminder” finns inte. Närmast: reminders\n"),
        (
            ("--area", "payslips", "--staff", "specalist"),
            "Personalkategorin ”specalist” finns inte. Närmast: specialist\n",
        ),
        (
            ("--area", "payslips", "--staff", "clerk"),
            "Det finns inget pris för: Löner, Handläggare. Pris finns för: specialist\n",
        ),
        (("--staff", "specialist"), "Ett timpris är ett områdes: --area och --staff\n"),
        (
            ("--staff", "specialist", "--area", "payslips", "--key", "bills"),
            "Ett timpris är ett områdes: --area och --staff\n",
        ),
        (("--depth", "-1"), "Skriv djupet som ett helt tal, inte -1\n"),
        (("--depth", "²"), "Skriv djupet som ett helt tal, inte ²\n"),
        (("--window", "2024"), "Skriv perioden som 2022-01..2022-12, inte 2024\n"),
    ],
)
@pytest.mark.parametrize("json_too", [(), ("--json",)])
def test_a_wrong_question_is_answered_with_the_nearest(
    asked: tuple[str, ...], said: str, json_too: tuple[str, ...]
) -> None:
    run = atcost("explain", SMALL, *asked, *json_too)
    assert (run.code, run.out, run.err) == (2, "", said)


def test_findings_are_all_that_is_printed(tmp_path: Path) -> None:
    for more in ((), ("--json",)):
        run = atcost("explain", broken(tmp_path / f"year{len(more)}"), *more)
        assert run.code == 1
        assert "Nycklarnas vikter" in run.out
        assert "├" not in run.out


def test_an_explanation_without_end_is_no_json(tmp_path: Path) -> None:
    """Areas that each send to all after them open each other over and over; the tree stops where nobody reads on."""
    folder = copied(tmp_path / "year", SMALL)
    areas = [f"area_{number}" for number in range(30)]
    head, _, _ = (folder / "model.toml").read_text(encoding="utf-8").partition("[measure]")
    head = head.replace("[staff]", f'method = "step_down"\norder = {json.dumps(areas)}\n[staff]')
    texts = [
        f'[measure.of_{area}]\ntitle = "{area}"\nunit = "x"\nsource = "ledger"\n'
        f'[area.{area}]\ntitle = "{area}"\nkey = [{{ measure = "of_{area}", weight = 100 }}]\n'
        f'service.work = {{ kind = "base", title = "Arbete" }}\n'
        for area in areas
    ]
    (folder / "model.toml").write_text(head + "".join(texts), encoding="utf-8")
    rows = [f"{area},work,clerk,1,,synthetic\n" for area in areas]
    (folder / "budget.csv").write_text("area,service,staff,fte,amount,source\n" + "".join(rows), encoding="utf-8")
    users = {area: ["school", *areas[place + 1 :]] for place, area in enumerate(areas)}
    rows = [f"of_{area},{user},2024-06,1\n" for area in areas for user in users[area]]
    (folder / "volumes.csv").write_text("measure,customer,month,quantity\n" + "".join(rows), encoding="utf-8")
    run = atcost("explain", folder, "--customer", "school", "--area", "area_29", "--json")
    assert (run.code, run.out) == (2, "")
    assert run.err == "Förklaringen har över 3000000 delar: fråga om mindre, eller utan --json\n"
    tree = atcost("explain", folder, "--customer", "school", "--area", "area_29", "--depth", "200")
    assert tree.code == 0
    drawn, _, told = tree.out.partition("VARNING")
    assert len(drawn.splitlines()) < 5_010
    assert drawn.splitlines()[-1] == "└── …"
    assert told
