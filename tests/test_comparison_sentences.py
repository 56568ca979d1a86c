"""Changes in words: what a finance head reads, in both languages, and that its figures are those of the change."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atcost.core.comparison import Change, Comparison, compare, percent
from atcost.core.words import MINUS, NO_BREAK_SPACE, Text
from atcost.inputs.model_folder import read_year
from atcost.outputs.comparison_sentences import Teller
from atcost.outputs.phrases import in_a_sentence
from tests.console import EXAMPLES, LINKED, changed, copied
from tests.edited_pairs import BILLS, CLERK_RATE, PAIRS, VOLUMES, Edit, compared, now
from tests.golden import assert_golden

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from atcost.core.words import Language

GOLDEN = Path(__file__).parent / "golden" / "compare-sentences.txt"
ALL = Text("Totalt", "In all")
NAMED = ["assignment", "fte", "rate", "other_cost", "overhead", "carried", "keys", "own_volume", "others_volume"]
NUMBER = rf"{MINUS}?\d[\d{NO_BREAK_SPACE}]*(?:,\d+)?"
CHANGE = re.compile(
    rf"Totalt (ökar|minskar) priset med ({NUMBER}){NO_BREAK_SPACE}(?:mn)?kr(?: \(.*? ?%\))?(?:: (.*))?\."
)
PART = re.compile(rf"(.*\D) \(\+?({NUMBER})\)")
ROUNDED = "; beloppen är avrundade"


@cache
def school() -> Comparison:
    """Return what more invoices, others' fewer and a raised rate do to the price of the small example's school."""
    with TemporaryDirectory() as folder:
        fewer = Edit(VOLUMES, "bills,care,2024-04,900", "bills,care,2024-04,700")
        return compared(now(BILLS, CLERK_RATE, fewer), Path(folder)).only("invoices", "school")


def said(reasons_ore: Mapping[str, int], old_ore: int = 10**9, language: Language = "sv") -> str:
    """Say what a price of ten million would be changed by, if it were by these reasons."""
    change = Change(
        old_ore, old_ore + sum(reasons_ore.values()), {name: ore for name, ore in reasons_ore.items() if ore}
    )
    return Teller(school(), language).change(replace(school(), cells={("invoices", "school"): change}), ALL)


def number(text: str) -> Fraction:
    return Fraction(text.replace(NO_BREAK_SPACE, "").replace(MINUS, "-").replace(",", "."))


def plain(text: str) -> str:
    return text.replace(NO_BREAK_SPACE, " ")


def told(found: Comparison, language: Language) -> Iterator[str]:
    """Yield the sentences about all and about every customer."""
    teller = Teller(found, language)
    yield teller.change(found, ALL)
    for customer in found.of_customers():
        title = found.customer_title(customer)
        yield teller.change(found.only(customer=customer), Text(f"För {title.sv}", f"For {title.en}"))


def test_sentences_are_golden(tmp_path: Path) -> None:
    lines = []
    for number_, (name, pair) in enumerate(PAIRS.items()):
        found = compared(pair, tmp_path / str(number_))
        lines += ["", name, *(f"  {line}" for language in ("sv", "en") for line in told(found, language))]
    assert_golden(GOLDEN, "\n".join([*lines[1:], ""]))


def test_a_sentence_as_a_finance_head_writes_it() -> None:
    reasons = {"own_volume": 14_000_000, "rate": 9_500_000, "others_volume": 1_200_000, "rounding": -50_000}
    reasons |= dict.fromkeys(["assignment", "fte", "overhead", "carried", "keys"], -690_000)
    assert plain(said(reasons)) == (
        "Totalt ökar priset med 212 000 kr (2,1 %): fler egna fakturor (+140 000), höjd schablon (+95 000), "
        "andras minskning (+12 000), övrigt (−35 000)."
    )
    assert plain(said(reasons, language="en")) == (
        "In all, the price rises by SEK 212,000 (2.1 %): more of its own invoices (+140,000), raised rate (+95,000), "
        "less use by others (+12,000), the rest (−35,000)."
    )


@pytest.mark.parametrize(
    ("reasons", "swedish"),
    [
        ({}, "Totalt är priset oförändrat."),
        ({"rounding": 49}, "Totalt är priset oförändrat."),
        ({"rounding": -50}, "Totalt minskar priset med 1 kr: avrundning."),
        ({"rate": 123_45}, "Totalt ökar priset med 123 kr: höjd schablon."),
        ({"rate": 99_950_000}, "Totalt ökar priset med 1 000 000 kr (10,0 %): höjd schablon."),
        ({"rate": 1_234_567_800}, "Totalt ökar priset med 12,3 mnkr (123,5 %): höjd schablon."),
        ({"rate": 123_456_789_000}, "Totalt ökar priset med 1 230 mnkr (12 345,7 %): höjd schablon."),
        (
            {"overhead": 14_000_000, "carried": -14_000_000},
            "Totalt är priset oförändrat: höjd overhead (+140 000 kr), överfört från tidigare år (−140 000 kr).",
        ),
        (
            {"overhead": 14_950, "carried": 5_050},
            (
                "Totalt ökar priset med 200 kr: höjd overhead (+150), överfört från tidigare år (+51); "
                "beloppen är avrundade."
            ),
        ),
    ],
)  # fmt: skip -- a case each
def test_what_is_said_of_a_change(reasons: dict[str, int], swedish: str) -> None:
    assert plain(said(reasons)) == swedish


@pytest.mark.parametrize(
    ("reasons", "swedish"),
    [
        ({"rate": 2_654_960, "rounding": 40}, "Totalt ökar priset med 26 600 kr (0,3 %): höjd schablon."),
        ({"rate": 2_655_200, "rounding": -300}, "Totalt ökar priset med 26 500 kr (0,3 %): höjd schablon."),
        ({"rate": 60, "rounding": -40}, "Totalt är priset oförändrat."),
        ({"rate": 40, "overhead": 40, "carried": 40}, "Totalt ökar priset med 1 kr."),
    ],
)  # fmt: skip -- a case each
def test_one_cause_is_told_without_a_number(reasons: dict[str, int], swedish: str) -> None:
    assert plain(said(reasons)) == swedish


@pytest.mark.parametrize(
    ("excluding_ore", "including_ore", "swedish", "english"),
    [
        (
            *(1000, 1000),
            "Både exklusive och inklusive förändrade uppdrag är priset oförändrat.",
            "Both excluding and including assignment changes, the price is unchanged.",
        ),
        (
            *(1010, 1010),
            "Både exklusive och inklusive förändrade uppdrag ökar priset med 1,0 %.",
            "Both excluding and including assignment changes, the price rises by 1.0 %.",
        ),
        (
            *(990, 1010),
            "Exklusive förändrade uppdrag minskar priset med 1,0 %, inklusive dem ökar det med 1,0 %.",
            "Excluding assignment changes, the price falls by 1.0 %; including them, it rises by 1.0 %.",
        ),
    ],
)
def test_percentages_that_are_the_same_are_told_once(
    excluding_ore: int, including_ore: int, swedish: str, english: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = (percent(ore - 1000, 1000) for ore in (excluding_ore, including_ore))
    monkeypatch.setattr(Comparison, "percents", lambda _, found=tuple(parts): found)
    assert [plain(Teller(school(), language).percents()) for language in ("sv", "en")] == [swedish, english]


def test_a_number_in_a_measures_name_stands_apart_from_its_amount() -> None:
    years = (read_year(EXAMPLES / "stockholm" / year).price() for year in ("2022", "2023"))
    cell = compare(*years).only("bookkeeping", "traffic")
    told_ = [plain(Teller(cell, language).change(cell, ALL)) for language in ("sv", "en")]
    assert "färre egna oidentifierade poster på konto 9894 (−236 000), " in told_[0]
    assert "fewer of its own unidentified items on account 9894 (−236,000), " in told_[1]


def test_where_areas_serve_each_other_less_is_said_only_where_less_is_used(tmp_path: Path) -> None:
    years = copied(tmp_path / "old", LINKED), copied(tmp_path / "new", LINKED)
    changed(years[1] / "volumes.csv", "square_metres,education,2024-06,14600", "square_metres,education,2024-06,29000")
    found = compare(*(read_year(year).price() for year in years))
    parts = [
        found.only(area, customer) for area in (None, *found.of_areas()) for customer in (None, *found.of_customers())
    ]
    told_ = [Teller(part, "sv").change(part, ALL) for part in parts if part.cells]
    assert any("ändrade volymer" in each for each in told_)
    assert any("fler egna kvadratmeter" in each for each in told_)
    assert [each for each in told_ if re.search("mindre|minskning|färre", each)] == []


def test_a_price_that_comes_or_ends() -> None:
    assert plain(said({"assignment": 50_000_000}, 0)) == "Totalt är priset nytt, 500 000 kr: förändrade uppdrag."
    assert plain(said({"keys": -(10**9)})) == "Totalt upphör priset på 10,0 mnkr: ändrade vikter."


@given(st.dictionaries(st.sampled_from(NAMED), st.integers(-(10**11), 10**11)), st.integers(-300, 300))
def test_what_is_listed_sums_to_the_change_or_is_said_to_be_rounded(reasons: dict[str, int], rounding: int) -> None:
    text = said({**reasons, "rounding": rounding})
    found = CHANGE.fullmatch(text)
    if not found or not found[3]:
        assert found or "är priset oförändrat" in text
        return
    change = number(found[2]) * (1 if found[1] == "ökar" else -1)
    parts = [PART.fullmatch(part) for part in found[3].removesuffix(ROUNDED).split(", ")]
    if parts == [None]:  # a single one is not told twice
        return
    numbers = [number(part[2]) for part in parts if part]
    assert len(numbers) == len(parts) <= 7
    assert 0 not in numbers
    assert (sum(numbers) == change) != found[3].endswith(ROUNDED)
    named = [number(part[2]) for part in parts if part and part[1] not in ("övrigt", "avrundning")]
    assert named == sorted(named, key=lambda each: -abs(each))


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Leverantörsfakturor", "leverantörsfakturor"),
        ("Ärenden", "ärenden"),
        ("Antal fakturor", "fakturor"),
        ("Number of invoices", "invoices"),
        ("Familjer, totalt", "familjer"),
        ("Krav (påminnelser och inkasso)", "krav"),
        ("SMS", "SMS"),
        ("(x)", "(x)"),
        ("", ""),
    ],
)
def test_a_measures_title_within_a_sentence(title: str, words: str) -> None:
    assert in_a_sentence(title) == words
