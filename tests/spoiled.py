"""Spoiled folders: each is told of in both languages, or priced so that all sums balance, and in a bound of time."""

from __future__ import annotations

import shutil
import signal
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from atcost.core.finding import Faulty, errors
from atcost.inputs.model_folder import priced_before, read_year
from atcost.outputs.open_data import finding_views

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.core.finding import Finding
    from atcost.core.pricing import Pricing

TESTS = Path(__file__).parent
FOLDERS = {
    "base": TESTS / "errors" / "base",
    "small": TESTS.parent / "examples" / "small",
    "linked": TESTS.parent / "examples" / "linked",
    "stockholm": TESTS.parent / "examples" / "stockholm" / "2023",
}
SMALL = ("base", "small", "linked")
FILES = ("model.toml", "budget.csv", "volumes.csv")
TABLES = FILES[1:]
BOUND_SECONDS = 20
"""Far above what any of these takes on a slow machine, far below a hang."""

TOLD = 100
"""How many findings of a folder are looked at; some have tens of thousands."""


@contextmanager
def bounded(seconds: int) -> Iterator[None]:
    """Fail what takes longer, wherever it hangs."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def held(folder: Path) -> Pricing | None:
    """Read and price a folder, and hold it to what this file says; None where it has errors."""
    with bounded(BOUND_SECONDS):
        year = read_year(folder)
        for finding in year.findings[:TOLD]:
            assert_told(finding, folder)
        if errors(year.findings):
            with pytest.raises(Faulty):
                year.price()
            return None
        model, _ = year.documents()
        priced_before(folder, model)
        pricing = year.price()
    assert_balanced(pricing)
    return pricing


def assert_told(finding: Finding, folder: Path) -> None:
    """Hold a finding: it can be said in both languages, on lines of its own, and its row is in its file."""
    for language in ("sv", "en"):
        said = [finding.place(language), finding.message(language), finding.remedy(language)]
        assert all(text and "\n" not in text and "\x1b" not in text for text in said)
        (view,) = finding_views([finding], language)
        assert view["rule"] == finding.rule
    if finding.row is not None:
        content = (folder / finding.file).read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        assert 1 <= finding.row <= content.count(b"\n") + 1


def assert_balanced(pricing: Pricing) -> None:
    """Hold a price list: its charges sum to its prices, and every area's income to its cost."""
    assert pricing.total_ore == sum(charge.amount_ore for charge in pricing.charges)
    for area, account in pricing.areas.items():
        paid = sum(amount_ore for (priced, _), amount_ore in pricing.prices.items() if priced == area)
        left = account.rounding_ore + account.over_recovery_ore + account.unit_rounding_ore
        assert paid + account.sent_ore == account.self_cost_ore + left
    rounding_ore = sum(account.rounding_ore for account in pricing.areas.values())
    assert rounding_ore == 0


@contextmanager
def spoiled(name: str, file: str, content: bytes) -> Iterator[Path]:
    """Give a copy of a folder with one file spoiled."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "year"
        folder.mkdir()
        for each in FILES:
            shutil.copy(FOLDERS[name] / each, folder / each)
        (folder / file).write_bytes(content)
        yield folder
