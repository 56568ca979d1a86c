"""The sentences of an explanation: every figure in them is one of its tree, or a sum or share of such."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from atcost.core.checks import check
from atcost.core.explanation import Explanation
from atcost.core.words import NO_BREAK_SPACE, Text
from atcost.inputs.model_folder import read_year
from atcost.outputs.cells import quantity
from atcost.outputs.explanation_sentences import explanation_sentences, hour_sentences
from atcost.outputs.phrases import about, inside, spoken, with_and
from tests.explaining import Question
from tests.figures import Figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from atcost.core.model import Method
    from atcost.core.pricing import Pricing
    from atcost.core.words import Language

ROOT = Path(__file__).parents[1]
NB = NO_BREAK_SPACE
AMOUNT = rf"(?:SEK{NB}−?\d[\d,.]*(?:{NB}(?:million|thousand))?|−?\d[\d,{NB}]*{NB}(?:mnkr|tkr|kr))"
PERCENT = rf"\d[\d{NB},.]*{NB}%"
NUMBER = rf"−?\d+(?:[{NB},.]\d+)*"
FIGURE = rf"{AMOUNT}|{PERCENT}"
BESIDE = re.compile(rf"\((?:{FIGURE})\)|(?:{FIGURE}) (?:för|for|av|of) ")
BESIDE_KEY = re.compile(rf"{NUMBER} (?:av|of|à|at) ")
"""Figures that say what a name has."""
DATES = r"\d{4}-\d\d-\d\d"
YEARS: list[tuple[str, Method | None]] = [
    ("small", None),
    ("linked", "direct"),
    ("linked", "step_down"),
    ("linked", "reciprocal"),
    ("stockholm/2022", None),
    ("stockholm/2023", None),
]


def priced(folder: str, method: Method | None = None) -> Pricing:
    year = read_year(ROOT / "examples" / folder)
    model, volumes = year.documents()
    model = replace(model, method=method or model.method)
    return year._replace(model=model, checked=check(model, volumes)).price()


def questions(pricing: Pricing, every: int = 1) -> Iterator[Question]:
    """Yield every kind of question, about every so many of the customers."""
    yield Question()
    yield from (Question(area=area) for area in dict.fromkeys(area for area, _ in pricing.prices))
    yield from (Question(area=area, key=key) for area, key in {(c.area, c.key) for c in pricing.charges if c.key})
    asked = list(pricing.customer_totals())[::every]
    yield from (Question(customer=customer) for customer in asked)
    yield from (Question(customer=customer, area=area) for area, customer in pricing.prices if customer in asked)
    charges = (charge for charge in pricing.charges if charge.key and charge.customer in asked)
    yield from (Question(charge.customer, charge.area, charge.key) for charge in charges)


def said_figures(sentences: str, pricing: Pricing) -> Iterator[str]:
    """Yield amounts, percents and numbers of sentences; those in names and dates are no figures."""
    model = pricing.model
    named = [model, *model.measures.values(), *model.areas.values(), *model.customers.values()]
    titles = [form for entry in named for form in entry.title]
    titles += [form for entry in model.adjustments for form in entry.reason]
    for title in sorted({*titles, *map(inside, titles)}, key=len, reverse=True):
        sentences = sentences.replace(title, "") if re.search(r"\d", title) else sentences
    for pattern in (DATES, AMOUNT, PERCENT, NUMBER):
        yield from re.findall(pattern, sentences) if pattern != DATES else ()
        sentences = re.sub(pattern, "", sentences)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(("folder", "method"), YEARS)
def test_every_figure_is_its_nodes(folder: str, method: Method | None, language: Language) -> None:
    pricing = priced(folder, method)
    explanation = Explanation(pricing)
    for question in questions(pricing, every=13 if len(pricing.model.customers) > 13 else 1):
        said = explanation_sentences(pricing, language, *question)
        assert strangers(said, question, figures(explanation, question, language), pricing) == [], (question, said)


def figures(explanation: Explanation, question: Question, language: Language) -> Figures:
    """Return the figures of a question's tree, and of the keys' trees where its sentences tell of their weights."""
    pricing = explanation.pricing
    trees = [explanation.of(*question)]
    if question.area and not question.key:
        keys = [key.measure for key in pricing.shares[question.area]]
        trees += [explanation.of(area=question.area, key=key) for key in keys] if not question.customer else []
    return Figures(language, pricing.model, *trees)


def strangers(said: Iterable[str], question: Question, found: Figures, pricing: Pricing) -> list[str]:
    """Return the figures that are not those of the node that they stand beside, or of none at all."""
    known = found.known | behaviours(pricing, found.language)
    left = [found.without_bound(sentence) for sentence in said]
    beside = BESIDE if question.key is None else BESIDE_KEY
    named = [stranger for sentence in left for stranger in beside.findall(sentence)]
    return [*named, *(figure for figure in said_figures(" ".join(left), pricing) if figure not in known)]


def behaviours(pricing: Pricing, language: Language) -> set[str]:
    keys = (key for area in pricing.model.areas.values() for key in area.keys)
    return {f"{quantity(key.behaviour, language)}{NB}%" for key in keys if key.behaviour}


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    "question",
    [
        Question(),
        Question("education"),
        Question("education", "payable"),
        Question("education", "fees"),
        Question(area="payable"),
        Question("education", "payable", "claims"),
    ],
    ids=str,
)
def test_figures_that_change_places_are_seen(question: Question, language: Language) -> None:
    """Each figure of a sentence put in the place of another of its kind: an amount for an amount, a share for one."""
    pricing = priced("stockholm/2023")
    found = figures(Explanation(pricing), question, language)
    swapped = 0
    for sentence in explanation_sentences(pricing, language, *question)[: 1 if question.key else None]:
        assert strangers([sentence], question, found, pricing) == []
        for pattern in (NUMBER,) if question.key else (AMOUNT, PERCENT):
            places = list(re.finditer(pattern, sentence))
            for one, other in combinations(places, 2):
                if one[0] != other[0]:
                    wrong = sentence[: one.start()] + other[0] + sentence[one.end() : other.start()] + one[0]
                    wrong += sentence[other.end() :]
                    assert strangers([wrong], question, found, pricing), wrong
                    swapped += 1
    assert swapped


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_sentence_has_an_empty_part(language: Language) -> None:
    nothing = re.compile(rf"(?<![\d,.{NB}])0{NB}kr|SEK{NB}0(?![.,\d])|:\s*\.|  |\(\)|None")
    for folder, method in YEARS:
        pricing = priced(folder, method)
        for question in questions(pricing):
            for sentence in explanation_sentences(pricing, language, *question):
                assert not nothing.search(sentence), sentence
                assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("ore", "swedish", "english"),
    [
        (0, "0 kr", "SEK 0"),
        (-4_900, "−49 kr", "SEK −49"),
        (999_949, "9 999 kr", "SEK 9,999"),
        (999_950, "10 tkr", "SEK 10 thousand"),
        (-21_249_900, "−212 tkr", "SEK −212 thousand"),
        (99_949_999, "999 tkr", "SEK 999 thousand"),
        (99_950_000, "1,0 mnkr", "SEK 1.0 million"),
        (123_456_789_000, "1 234,6 mnkr", "SEK 1,234.6 million"),
    ],
)
def test_an_amount_is_said_by_its_size(ore: int, swedish: str, english: str) -> None:
    assert [about(ore, "SEK", language).replace(NB, " ") for language in ("sv", "en")] == [swedish, english]


def test_a_measure_is_called_short_where_no_other_is_called_so() -> None:
    claims, others = Text("Krav (alla)", "Claims (all)"), [Text("Krav, inkasso", "Claims, collection"), Text("X", "X")]
    assert spoken(claims, [claims, others[1]], "sv") == "krav"
    assert spoken(claims, [claims, *others], "sv") == "krav (alla)"
    assert spoken(claims, [claims, *others], "en") == "claims (all)"


@pytest.mark.parametrize(
    ("parts", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a och b"), (["a", "b", "c"], "a, b och c")]
)
def test_a_list_has_an_and_before_its_end(parts: list[str], said: str) -> None:
    assert with_and(parts, "sv") == said


def test_one_is_one_and_several_are_several() -> None:
    pricing = priced("stockholm/2022")
    one = next(c for c in pricing.charges if c.kind == "tariff" and c.key == "refunds" and c.quantity)
    charges = tuple(each._replace(quantity=1) if each is one else each for each in pricing.charges)
    said = explanation_sentences(replace(pricing, charges=charges), "sv", one.customer, one.area, one.key)
    assert "1 återbetalning à 245" in said[0].replace(NB, " ")
    assert "återbetalningar à" in explanation_sentences(pricing, "sv", one.customer, one.area, one.key)[0]


def test_an_hour_is_told_with_what_it_is_made_of() -> None:
    pricing = priced("small")
    root = Explanation(pricing).of_hour("payslips", "specialist")
    (said,) = hour_sentences(root, pricing, "sv", "payslips", "specialist")
    assert said.replace(NB, " ") == (
        "Timpriset för specialist i löner är 498 kr: 649 tkr i kostnadsschablon och 99 tkr i overhead delas med "
        "1 500 debiterbara timmar."
    )
