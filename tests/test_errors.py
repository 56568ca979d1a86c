"""The gallery of bad folders, ``tests/errors/``: for every rule at least one, with what atcost says about it.

A case is named after its rule (and after what is special, behind a hyphen). It holds only the files that differ from
``base``, which is faultless: files that it lacks come from there, and ``NAME.absent`` takes one away. ``findings.txt``
is golden: what atcost says, in both languages.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from atcost.core.checks import CALCULATED, CHECKS, NOT_CALCULABLE, check
from atcost.core.finding import Faulty, errors
from atcost.core.rules import (
    RULES,
    audits,
    comparing,
    counting,
    new_year,
    samples,
    seals,
    what_if,
    workbook_files,
    workbooks,
)
from atcost.inputs.model_folder import Year, priced_before, read_year
from tests.golden import assert_golden

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from atcost.core.finding import Finding
    from atcost.core.words import Language

ERRORS = Path(__file__).parent / "errors"
CASES = sorted(folder.name for folder in ERRORS.iterdir() if folder.is_dir() and folder.name != "base")
GOLDEN = "findings.txt"

# No folder breaks these: they audit the calculation itself (tests/test_balance.py), or are about two years, a source's
# transactions or the year after (tests/test_asked.py), a setting (tests/test_settings.py), a window
# (tests/test_model_folder.py), a sealed list (tests/test_seal_alterations.py; a folder may well name a proposal) or a
# workbook (tests/test_workbook_errors.py).
ELSEWHERE = (audits, comparing, counting, samples, new_year, seals, what_if, workbook_files, workbooks)
NOT_OF_A_FOLDER = {rule for theme in ELSEWHERE for rule in theme.RULES} - {"is_proposal"} | {"tariff_window"}


def rule_of(case: str) -> str:
    return case.partition("-")[0]


def laid_out(case: str, folder: Path) -> Path:
    """Lay the files of a case over those of ``base``."""
    shutil.copytree(ERRORS / "base", folder)
    bad = ERRORS / case
    for file in bad.iterdir():
        (folder / file.name.removesuffix(".absent")).unlink(missing_ok=True)
    ignored = shutil.ignore_patterns("*.absent", GOLDEN)
    shutil.copytree(bad, folder, dirs_exist_ok=True, ignore=ignored)
    return folder


def findings_of(folder: Path) -> list[Finding]:
    """Return all that is found about a folder, its year before included."""
    year = read_year(folder)
    return [*year.findings, *(priced_before(folder, year.model)[1] if year.model else [])]


def told(findings: Iterable[Finding]) -> str:
    """Write findings as their golden file has them."""
    return "\n".join(line for finding in findings for line in lines_of(finding))


def lines_of(finding: Finding) -> Iterable[str]:
    languages: list[Language] = ["sv", "en"]
    yield f"{finding.rule} ({finding.level}) {finding.cell}".rstrip()
    for language in languages:
        yield f"  {language}  {finding.place(language)}"
        yield f"      {finding.message(language)}"
        yield f"      → {finding.remedy(language)}"
    yield ""


def without_case(rules: Iterable[str], cases: Iterable[str]) -> set[str]:
    return {*rules} - {rule_of(case) for case in cases} - NOT_OF_A_FOLDER


def never_finds(checks: Iterable[Callable[..., Iterable[Finding]]], years: Iterable[Year]) -> list[str]:
    """Name the checks that find nothing in any of the years that can be checked so far."""
    readable = [(year.model, year.volumes) for year in years if year.model is not None]
    checked = [(*each, check(*each)) for each in readable]
    sound = [
        (model, volumes, found.used, found.shares)
        for model, volumes, found in checked
        if NOT_CALCULABLE.isdisjoint(finding.rule for finding in found.findings)
    ]
    return [
        each.__name__
        for each in checks
        if not any(list(each(*documents)) for documents in (sound if each in CALCULATED else readable))
    ]


def test_the_base_folder_is_faultless(tmp_path: Path) -> None:
    assert read_year(shutil.copytree(ERRORS / "base", tmp_path / "base")).findings == []


@pytest.mark.parametrize("case", CASES)
def test_a_bad_folder_says_what_is_golden(case: str, tmp_path: Path) -> None:
    findings = findings_of(laid_out(case, tmp_path / "year"))
    assert rule_of(case) in {finding.rule for finding in findings}
    assert_golden(ERRORS / case / GOLDEN, told(findings))


@pytest.mark.parametrize("case", CASES)
def test_a_bad_folder_is_priced_only_without_errors(case: str, tmp_path: Path) -> None:
    year = read_year(laid_out(case, tmp_path / "year"))
    if errors(year.findings):
        with pytest.raises(Faulty):
            year.price()
    else:
        assert year.price().total_ore > 0


def test_every_rule_of_a_folder_has_a_case() -> None:
    assert without_case(RULES, CASES) == set()
    assert {rule_of(case) for case in CASES} <= RULES.keys()


def test_a_rule_without_a_case_is_seen() -> None:
    assert without_case({*RULES, "planted"}, CASES) == {"planted"}


def test_every_check_finds_something_in_the_gallery(tmp_path: Path) -> None:
    years = [read_year(laid_out(case, tmp_path / case)) for case in CASES]
    assert never_finds([*CHECKS, *CALCULATED], years) == []


def test_a_check_that_never_finds_anything_is_seen(tmp_path: Path) -> None:
    def planted(*_: object) -> Iterable[Finding]:
        return []

    assert never_finds([planted], [read_year(laid_out("weights_sum", tmp_path / "year"))]) == ["planted"]
