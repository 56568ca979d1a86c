"""The Swedish words of click: their catalogue is made from its source, and holds what click says today."""

from __future__ import annotations

import ast
import gettext
import io
import os
from pathlib import Path

import click

from tests.catalogue import compiled, read_po
from tests.console import ROOT

CATALOGUE = ROOT / "src" / "atcost" / "cli" / "locale" / "sv" / "LC_MESSAGES" / "click"
SOURCE = CATALOGUE.with_suffix(".po")


def said_by_click() -> set[str]:
    """Return every text in click's source."""
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in Path(click.__file__).parent.glob("*.py"))
    return {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_the_compiled_catalogue_is_golden() -> None:
    made = compiled(read_po(SOURCE.read_text(encoding="utf-8")))
    if os.environ.get("ATCOST_GOLDEN") == "1":
        CATALOGUE.with_suffix(".mo").write_bytes(made)
    assert CATALOGUE.with_suffix(".mo").read_bytes() == made


def test_click_says_each_of_its_words() -> None:
    entries = [key for key in read_po(SOURCE.read_text(encoding="utf-8")) if key]
    said = said_by_click()
    assert [key for key in entries if not set(key.split("\0")) <= said] == []


def test_gettext_reads_the_catalogue() -> None:
    entries = read_po(SOURCE.read_text(encoding="utf-8"))
    catalogue = gettext.GNUTranslations(io.BytesIO(compiled(entries)))
    assert catalogue.gettext("Usage:") == "Användning:"
    for key, words in entries.items():
        one, _, many = key.partition("\0")
        if many:
            assert [catalogue.ngettext(one, many, number) for number in (1, 2)] == words.split("\0")
        elif key:
            assert catalogue.gettext(key) == words
            assert {*_fields(key)} == {*_fields(words)}


def _fields(text: str) -> list[str]:
    return [part.partition("}")[0] for part in text.split("{")[1:]]
