"""Documents that are made from the code are current."""

from __future__ import annotations

import pytest

from tests.golden import assert_golden
from tests.made_docs import PAGES, ROOT


@pytest.mark.parametrize("name", PAGES)
def test_a_made_document_is_golden(name: str) -> None:
    assert_golden(ROOT / "docs" / name, PAGES[name]())
