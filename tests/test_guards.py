"""Guards proved: a fault planted in a copy of the project fails the gate that ought to see it, for that reason.

Each gate is a line of the Makefile that `make test` runs, or one of its tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", ".hypothesis", ".*_cache", "__pycache__", "*.egg-info", "out")

LINT, FORMAT, IMPORTS, TYPES = (
    "ruff check --quiet",
    "ruff format --check --quiet",
    "lint-imports --no-cache --no-logo",
    "mypy",
)
TIDY, ORACLE = "pytest -q tests/test_tidy.py", "pytest -q -x tests/test_against_oracle.py"
REASONS = "pytest -q -x tests/test_comparison.py"


class Plant(NamedTuple):
    """A fault: in which file what is replaced by what, the gate that ought to fail, and what it then says."""

    file: str
    find: str
    put: str
    gate: str
    says: str


FUTURE = "from __future__ import annotations\n"
PLANTS = {
    "django_in_core": Plant(
        "pricing.py", FUTURE, FUTURE + "\nimport django\n", IMPORTS, "atcost.core.pricing -> django"
    ),
    "a_lower_file_imports_a_higher": Plant(
        "money.py",
        FUTURE,
        FUTURE + "\nimport atcost.core.pricing\n",
        IMPORTS,
        "atcost.core.money -> atcost.core.pricing",
    ),
    "rounding_each_customer_by_itself": Plant(
        "allocation.py",
        "parts = split(amount_ore, key.whole)",
        "parts = [split(amount_ore, [whole, sum(key.whole) - whole])[0] for whole in key.whole]",
        ORACLE,
        "är inte kostnad",  # income is not cost (B3), said before the oracle has a word
    ),
    "a_third_of_volumes_for_ones_own": Plant(
        "reasons.py", "HALF = Fraction(1, 2)", "HALF = Fraction(1, 3)", REASONS, "tests.pairs.pair_of_seed("
    ),
    "a_float_in_core": Plant("money.py", "kronor * 100)", "kronor * 100.0)", TIDY, "float 100.0"),
    "a_clock_in_core": Plant("pricing.py", FUTURE, FUTURE + "\nimport time\n", TIDY, "'time'"),
    "an_unused_import": Plant("money.py", FUTURE, FUTURE + "\nimport operator\n", LINT, "F401"),
    "a_bent_line": Plant("money.py", FUTURE, FUTURE + "\nTWO=2\n", FORMAT, "money.py"),
    "a_wrong_type": Plant("money.py", FUTURE, FUTURE + '\nTWO: int = "two"\n', TYPES, "Incompatible types"),
}


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_a_planted_fault_fails_its_gate(plant: Plant, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
    file = copy / "src" / "atcost" / "core" / plant.file
    text = file.read_text(encoding="utf-8")
    assert text.count(plant.find) == 1, f"{plant.file} has changed: plant the fault anew"
    file.write_text(text.replace(plant.find, plant.put), encoding="utf-8")
    done = run(plant.gate, copy)
    assert done.returncode == 1, done.stdout + done.stderr
    assert plant.says in done.stdout + done.stderr


@pytest.mark.parametrize("gate", [LINT, FORMAT, IMPORTS, TYPES])
def test_make_test_runs_the_gate(gate: str) -> None:
    assert f"\t@$(BIN)/{gate}\n" in (ROOT / "Makefile").read_text(encoding="utf-8")


def run(gate: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a gate on the copy, whose source comes before the one that is installed."""
    program, *arguments = gate.split()
    environment = os.environ | {"PYTHONPATH": str(folder / "src"), "COLUMNS": "200"}
    return subprocess.run(
        [BIN / program, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
