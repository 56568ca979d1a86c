"""The sentences of an explanation: every figure in them is one of its tree, or a sum or share of such."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from atcost.core.checks import check
from atcost.core.explanation import Explanation
from atcost.core.explanation.node import Money, Node, nodes
from atcost.core.money import to_ore
from atcost.core.words import NO_BREAK_SPACE, Text, number_text
from atcost.inputs.model_folder import read_year
from atcost.outputs.cells import quantity
from atcost.outputs.explanation_sentences import explanation_sentences, hour_sentences
from atcost.outputs.phrases import about, inside, share_text, spoken, with_and
from tests.explaining import Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.core.model import Method
    from atcost.core.money import Exact
    from atcost.core.pricing import Pricing
    from atcost.core.words import Language

ROOT = Path(__file__).parents[1]
NB = NO_BREAK_SPACE
AMOUNT = rf"(?:SEK{NB}−?\d[\d,.]*(?:{NB}(?:million|thousand))?|−?\d[\d,{NB}]*{NB}(?:mnkr|tkr|kr))"
PERCENT = rf"\d[\d{NB},.]*{NB}%"
NUMBER = rf"−?\d+(?:[{NB},.]\d+)*"
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


class Figures:
    """What the figures of trees look like in sentences."""

    def __init__(self, language: Language, *roots: Node) -> None:
        self.language = language
        self.known: set[str] = set()
        for node in nodes(*roots):
            self._add(node.value, node.unit)
            if node.formula in {"running_split", "quotient"} and node.parts[-1].value > 0:
                self._share(node.parts[-3 if node.parts[2:] else 0].value, node.parts[-1].value)
            self._sums(node)

    def _add(self, value: Exact, unit: Text) -> None:
        if isinstance(unit, Money) or unit.en.startswith("SEK"):
            self.known |= {about(sign * to_ore(value), "SEK", self.language) for sign in (1, -1)}
            number = quantity(value, self.language)
            self.known.add(f"SEK{NB}{number}" if self.language == "en" else f"{number}{NB}kr")
        self.known |= {quantity(value, self.language), number_text(value, self.language, 1)}

    def _share(self, part: Exact, whole: Exact) -> None:
        share = Fraction(100 * part) / whole
        self.known |= {share_text(part, whole, self.language).split(" ")[-1]}
        self.known |= {f"{number_text(share, self.language, decimals)}{NB}%" for decimals in (0, 1)}

    def _sums(self, node: Node) -> None:
        """Add what the parts of a sum have in common: cost by kind over services, FTE, services of its own."""
        below = [part for each in node.parts for part in each.parts] if node.formula == "sum" else []
        groups: dict[object, list[Node]] = {}
        for part in below:
            is_staff = part.formula == "product" and part.parts[-1].label.en == "Standard rate"
            groups.setdefault("staff" if is_staff else part.label, []).append(part)
        for parts in groups.values():
            self._add(sum(part.value for part in parts), parts[0].unit)
        self._add(sum(part.parts[0].value for part in groups.get("staff", ())), Text("", ""))
        self._add(sum(part.value for part in node.parts if part.formula == "sum"), node.unit)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(("folder", "method"), YEARS)
def test_every_figure_is_the_trees(folder: str, method: Method | None, language: Language) -> None:
    pricing = priced(folder, method)
    explanation = Explanation(pricing)
    for question in questions(pricing, every=13 if len(pricing.model.customers) > 13 else 1):
        trees = [explanation.of(*question)]
        if question.area and not question.customer and not question.key:  # its keys' weights stand in their trees
            keys = [key.measure for key in pricing.shares[question.area]]
            trees += [explanation.of(area=question.area, key=key) for key in keys]
        figures = Figures(language, *trees)
        known = figures.known | behaviours(pricing, language)
        text = " ".join(explanation_sentences(pricing, language, *question))
        assert [figure for figure in said_figures(text, pricing) if figure not in known] == [], (question, text)


def behaviours(pricing: Pricing, language: Language) -> set[str]:
    keys = (key for area in pricing.model.areas.values() for key in area.keys)
    return {f"{quantity(key.behaviour, language)}{NB}%" for key in keys if key.behaviour}


def test_another_figure_would_be_seen() -> None:
    pricing = priced("stockholm/2023")
    tree = Explanation(pricing).of("education", "payable")
    known = Figures("sv", tree).known
    text = explanation_sentences(pricing, "sv", "education", "payable")[0]
    assert all(figure in known for figure in said_figures(text, pricing))
    for wrong in (text.replace("6,4", "8,8"), text.replace("29,8", "77,7"), text.replace("1,7", "0,3")):
        assert not all(figure in known for figure in said_figures(wrong, pricing))


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
