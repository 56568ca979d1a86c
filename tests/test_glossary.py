"""Screens use the glossary's words: what says a term in English says it in Swedish too, wherever a text has both."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from atcost.core.glossary import TERMS
from atcost.core.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "src").rglob("*.py"))
SHORT = {"key": "key"}
"""What screens call a term for short in English."""
STEMS = {
    "adjustment": "juster",
    "area": "tjänsteområd",
    "assignment_change": "förändra(t|de) uppdrag",
    "carried": "överför",
    "customer": "kund",
    "hours": "debiterbara tim",
    "key": "nyck(el|lar)",
    "rate": "kostnadsschablon",
    "source": "käll",
    "successor": "efterföljar",
    "window": "period|fönst",
}
"""What a Swedish word's forms share, where it isn't the word itself; a screen's window is another word."""


def texts(tree: ast.AST) -> Iterator[tuple[int, Text]]:
    """Yield the texts in both languages, and the line that each stands in."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"Text", "said"}:
            parts = [literal(argument) for argument in node.args]
            if len(parts) == 2 and None not in parts:
                yield node.lineno, Text(*map(str, parts))


def literal(node: ast.expr) -> str | None:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def unlike(text: Text) -> Iterator[str]:
    """Yield the terms that the English text says and the Swedish does not; names of entries are the same in both."""
    swedish, english = (re.sub(r"\{.*?\}|\[\[.*?\]\]", "", part) for part in text)
    for name, term in TERMS.items():
        said = re.escape(SHORT.get(name, term.word.en)).removesuffix("y")
        found = re.search(rf"\b{said}(ys?|ies|s)?\b(?!\.\w)", english, re.IGNORECASE)
        stem = STEMS.get(name, term.word.sv)
        if found and not re.search(stem, swedish, re.IGNORECASE) and found[0] not in swedish:
            yield f"{found[0]}: {stem}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_texts_use_the_words_of_the_glossary(file: Path) -> None:
    found = texts(ast.parse(file.read_text(encoding="utf-8")))
    assert [(line, text.sv, list(unlike(text))) for line, text in found if list(unlike(text))] == []


@pytest.mark.parametrize(("name", "stem"), STEMS.items())
def test_a_stem_is_of_its_term(name: str, stem: str) -> None:
    assert re.search(stem, TERMS[name].word.sv, re.IGNORECASE)


@pytest.mark.parametrize(
    "text",
    [
        Text("Måttet saknar rader.", "The measure has no rows."),
        Text("Vikterna på nyttan summerar till {sum}.", "The weights of the keys sum to {sum}."),
        Text("Heltidstjänster", "FTE"),
        Text("Lägg till aktivitetslistan.", "Add the development activities."),
    ],
)
def test_another_word_is_seen(text: Text) -> None:
    assert list(unlike(text))


def test_texts_are_found() -> None:
    source = 'ONE = Text("Vikt", "Weight")\nclick.echo(said(f"Kund {name}", f"Customer {name}"))'
    assert [text.en for _, text in texts(ast.parse(source))] == ["Weight", "Customer "]
