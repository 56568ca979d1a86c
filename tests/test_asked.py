"""The gallery of what is asked and can't be done, ``tests/asked/``: for every rule that no folder breaks alone."""

from __future__ import annotations

import re
import shlex
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from tomlkit.exceptions import TOMLKitError

from atcost.core import balance, comparison, pricing
from atcost.core.finding import Finding
from atcost.inputs import engine
from atcost.outputs import new_year
from tests.console import atcost
from tests.golden import assert_golden
from tests.test_errors import ELSEWHERE, ERRORS, GOLDEN, rule_of, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from atcost.core.words import Language

ASKED = Path(__file__).parent / "asked"
CASES = sorted(folder.name for folder in ASKED.iterdir() if folder.is_dir() and folder.name != "base")
COMMAND = "command"
ELSEWHERE_GOLDEN = [
    *(ASKED.parent / "golden" / name for name in ("bad-seals.txt", "hostile-workbooks.txt", "what-if-errors.txt")),
    *(ASKED.parent / "workbook_errors").iterdir(),
]
"""Where sealed lists, what-if and workbooks are golden (tests/test_seal_alterations.py, tests/test_settings.py,
tests/test_workbook_parts.py, tests/test_workbook_errors.py and tests/test_cli_read_workbook.py)."""
IN_GOLDEN = re.compile(r"^([a-z_]+)(?: \((?:error|warning|info)\).*)?$", re.MULTILINE)


def little_time(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(engine, "LONGEST", 0.3)


def little_room(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(engine, "MEMORY", "100MB")
    patch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=200_000_000))


def scattered(patch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise TOMLKitError

    patch.setattr(new_year, "_settle_year", fails)


def charged_less(patch: pytest.MonkeyPatch) -> None:
    def spoil(distribution: Any) -> Any:
        charges = next(iter(distribution.charges.values()))
        charges[0] = charges[0]._replace(amount_ore=charges[0].amount_ore - 1)
        return distribution

    spoiled(patch, pricing, "distribute", spoil)


def charged_less_within_what_is_allowed(patch: pytest.MonkeyPatch) -> None:
    charged_less(patch)
    patch.setattr(balance, "_allowed", lambda *_: (-1, 1))


def came_more(patch: pytest.MonkeyPatch) -> None:
    def spoil(found: Any) -> Any:
        areas = {name: area._replace(came_ore=area.came_ore + 1) for name, area in found.areas.items()}
        return replace(found, areas=areas)

    spoiled(patch, pricing, "changes", spoil)


def without_rates(patch: pytest.MonkeyPatch) -> None:
    def spoil(found: Any) -> Any:
        exact, parted = found
        return {name: cells for name, cells in exact.items() if name != "rate"}, parted

    spoiled(patch, comparison, "reasons", spoil)


def spoiled(patch: pytest.MonkeyPatch, module: Any, name: str, spoil: Callable[[Any], Any]) -> None:
    """Let a step of the calculation give something else than it does."""
    step = getattr(module, name)
    patch.setattr(module, name, lambda *given, **more: spoil(step(*given, **more)))


PLANTED = {
    "sql_too_long": little_time,
    "sql_too_large": little_room,
    "tables_scattered": scattered,
    "income_is_not_cost": charged_less,
    "total_is_not_cost": charged_less_within_what_is_allowed,
    "changes_do_not_add_up": came_more,
    "reasons_do_not_add_up": without_rates,
}
"""What no file brings about: a limit that is reached, or a fault of the program."""


def laid_out(case: str, folder: Path) -> Path:
    """Lay the files of a case over those of ``base``."""
    shutil.copytree(ASKED / "base", folder)
    for absent in (ASKED / case).rglob("*.absent"):
        (folder / absent.relative_to(ASKED / case).with_suffix("")).unlink()
    return shutil.copytree(ASKED / case, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.absent", GOLDEN))


def answer(folder: Path, patch: pytest.MonkeyPatch) -> tuple[int, list[Finding]]:
    """Ask what a case asks; return the exit code and the findings that were printed, in their order."""
    printed: list[Finding] = []
    place = Finding.place

    def noted(finding: Finding, language: Language) -> str:
        if finding not in printed:  # a Faulty says them, too
            printed.append(finding)
        return place(finding, language)

    patch.chdir(folder)
    with patch.context() as while_asked:
        while_asked.setattr(Finding, "place", noted)
        run = atcost(*shlex.split((folder / COMMAND).read_text(encoding="utf-8")))
    return run.code, printed


def golden_rules(files: Iterable[Path]) -> set[str]:
    return {name for file in files for name in IN_GOLDEN.findall(file.read_text(encoding="utf-8"))}


def test_in_the_base_all_is_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for command in ("count year --source ledger=ledger", "sample year -o out", "new-year year next", "price year"):
        folder = shutil.copytree(ASKED / "base", tmp_path / command.split()[0])
        (folder / COMMAND).write_text(command, encoding="utf-8")
        code, printed = answer(folder, monkeypatch)
        assert (code, printed) == (0, [])


@pytest.mark.parametrize("case", CASES)
def test_what_is_said_to_a_case_is_golden(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    PLANTED.get(case, lambda _: None)(monkeypatch)
    code, printed = answer(laid_out(case, tmp_path / "asked"), monkeypatch)
    assert rule_of(case) in {finding.rule for finding in printed}
    assert_golden(ASKED / case / GOLDEN, f"exit {code}\n\n{told(printed)}")


def test_every_rule_that_no_folder_breaks_alone_is_golden_somewhere() -> None:
    files = [*ASKED.glob(f"*/{GOLDEN}"), *ERRORS.glob(f"*/{GOLDEN}"), *ELSEWHERE_GOLDEN]
    assert {rule for theme in ELSEWHERE for rule in theme.RULES} - golden_rules(files) == set()


def test_a_rule_that_is_golden_nowhere_is_seen(tmp_path: Path) -> None:
    (tmp_path / GOLDEN).write_text("exit 1\n\nplanted (error) x.y\n  sv  other (error)\n", encoding="utf-8")
    assert golden_rules([tmp_path / GOLDEN]) == {"planted"}
