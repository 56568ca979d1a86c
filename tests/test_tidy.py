"""The house's own rules, read from the source itself; each is shown what it forbids, so that it can't fall asleep."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "atcost"
FILES = sorted(SOURCE.rglob("*.py"))
SCREEN = SOURCE / "cli" / "screen.py"
CORE = sorted((SOURCE / "core").rglob("*.py"))
DOORS = [file for room in ("inputs", "outputs") for file in sorted((SOURCE / room).rglob("*.py"))]
PINS = sorted((ROOT / "requirements").glob("*.txt"))

# What core may have of the standard library: nothing here reads a clock, a disk, a network, chance or the environment.
PURE = {
    *("__future__", "abc", "collections", "contextlib", "dataclasses", "enum", "functools", "itertools", "operator"),
    *("datetime", "decimal", "difflib", "fractions", "graphlib", "hashlib", "json", "math", "re", "string", "typing"),
    "unicodedata",
}
PRINTS = re.compile(r"print|click\.s?echo|sys\.std(out|err)\.write")
OUTSIDE_NAMES = {"__import__", "breakpoint", "eval", "exec", "input", "open", "print"}
CLOCK = {"now", "today", "utcnow"}
FLOAT_NAMES = {"complex", "float", "round"}  # round(x, 2) is a float, and round() takes halves to even
FLOAT_METHODS = {"fromtimestamp", "timestamp", "total_seconds"}
EXACT_MATH = {"ceil", "comb", "factorial", "floor", "gcd", "isqrt", "lcm", "perm", "prod", "trunc"}


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield f"{node.module}"


def libraries(tree: ast.AST) -> set[str]:
    ours = {*sys.stdlib_module_names, "atcost"}
    return {name.split(".")[0] for name in imported(tree)} - ours


def outside(tree: ast.AST) -> Iterator[str]:
    """Yield what in core would reach outside its arguments."""
    yield from (name for name in imported(tree) if name.split(".")[0] not in {*PURE, "atcost"})
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in OUTSIDE_NAMES:
            yield at(node, node.id)
        if isinstance(node, ast.Attribute) and node.attr in CLOCK:
            yield at(node, f".{node.attr}")


def inexact(tree: ast.AST) -> Iterator[str]:
    """Yield what in core is a float, or may make one; a division is exact where a side of it says Fraction(…)."""
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=float() | complex()):
                yield at(node, f"float {node.value}")
            case ast.Name(id=name) if name in FLOAT_NAMES:
                yield at(node, name)
            case ast.Attribute(value=ast.Name(id="math"), attr=name) if name not in EXACT_MATH:
                yield at(node, f"float math.{name}")
            case ast.ImportFrom(module="math", names=names) if any(name.name not in EXACT_MATH for name in names):
                yield at(node, "float from math")
            case ast.Attribute(attr=name) if name in FLOAT_METHODS:
                yield at(node, f"float .{name}()")
            case ast.BinOp(op=ast.Div(), left=left, right=right) if not (is_fraction(left) or is_fraction(right)):
                yield at(node, "float by /: write Fraction(a, b)")
            case ast.AugAssign(op=ast.Div(), value=value) if not is_fraction(value):
                yield at(node, "float by /=: write Fraction(a, b)")
            case ast.BinOp(op=ast.Pow(), right=ast.UnaryOp(op=ast.USub())):
                yield at(node, "float by a negative power")


def is_fraction(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Fraction"


def at(node: ast.stmt | ast.expr, what: str) -> str:
    return f"line {node.lineno}: {what}"


def parsed(file: Path) -> ast.AST:
    return ast.parse(file.read_text(encoding="utf-8"))


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def unlocked(pins: str) -> Iterator[str]:
    """Yield what is not a pin with hashes, such as an address."""
    pin = re.compile(r"#[^/]*|[\w.-]+==[\w.]+( ; [\w. '!=<>]+)?( +--hash=sha256:\w{64})+")
    yield from (line for line in pins.replace("\\\n", " ").splitlines() if not pin.fullmatch(line))


@pytest.mark.parametrize("file", CORE, ids=name_of)
def test_core_reaches_nothing_outside_its_arguments(file: Path) -> None:
    assert list(outside(parsed(file))) == []


@pytest.mark.parametrize("file", CORE, ids=name_of)
def test_core_has_no_float(file: Path) -> None:
    assert list(inexact(parsed(file))) == []


def prints(tree: ast.AST) -> Iterator[str]:
    """Yield what prints past the one place where text becomes screen."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and PRINTS.fullmatch(ast.unparse(node.func)):
            yield at(node, "print by show, tell or give of cli/screen.py")


@pytest.mark.parametrize("file", [file for file in FILES if file != SCREEN], ids=name_of)
def test_text_becomes_screen_in_one_place(file: Path) -> None:
    assert list(prints(parsed(file))) == []


@pytest.mark.parametrize("line", ["click.echo(title)", "click.secho(title)", "print(title)", "sys.stdout.write(title)"])
def test_what_prints_elsewhere_is_seen(line: str) -> None:
    assert list(prints(ast.parse(line)))


def test_each_library_has_one_door() -> None:
    assert {name: files for name, files in doors(FILES).items() if len(files) > 1} == {}


@pytest.mark.parametrize("file", DOORS, ids=name_of)
def test_a_door_opens_to_one_library(file: Path) -> None:
    assert len(libraries(parsed(file))) <= 1


def test_every_dependency_is_used_and_every_library_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(doors(FILES)) == {
        re.split(r"[^\w-]", dependency)[0].replace("-", "_") for dependency in project["dependencies"]
    }


@pytest.mark.parametrize("file", PINS, ids=name_of)
def test_pins_carry_hashes_and_no_address(file: Path) -> None:
    assert list(unlocked(file.read_text(encoding="utf-8"))) == []


def test_what_is_tested_is_what_runs() -> None:
    run, dev = ((ROOT / "requirements" / name).read_text(encoding="utf-8") for name in ("run.txt", "dev.txt"))
    assert set(re.findall(r"^\S+==\S+", run, re.MULTILINE)) <= set(re.findall(r"^\S+==\S+", dev, re.MULTILINE))


def doors(files: Iterable[Path]) -> dict[str, set[str]]:
    """Return through which files each library comes in; the commands of cli are one door together."""
    found: dict[str, set[str]] = {}
    for file in files:
        door = file.parent if file.parent.name == "cli" else file
        for library in libraries(parsed(file)):
            found.setdefault(library, set()).add(name_of(door))
    return found


@pytest.mark.parametrize(
    "line",
    [
        "import os",
        "from pathlib import Path",
        "import random",
        "import time",
        "import urllib.request",
        "import duckdb",
        "from datetime import date\nday = date.today()",
        "text = open('model.toml').read()",
    ],
)
def test_what_reaches_outside_is_seen(line: str) -> None:
    assert list(outside(ast.parse(line)))


@pytest.mark.parametrize(
    "line",
    [
        "rate = 0.5",
        "rate = 1e3",
        "def share(part: float) -> int: ...",
        "amount = float(text)",
        "amount = round(amount)",
        "part = cost / total",
        "cost /= 12",
        "scale = 10 ** -digits",
        "from math import sqrt",
        "import math\nroot = math.sqrt(2)",
        "hours = (end - start).total_seconds()",
    ],
)
def test_a_float_is_seen(line: str) -> None:
    assert list(inexact(ast.parse(line)))


@pytest.mark.parametrize("line", ["part = Fraction(cost) / total", "whole = cost // 12", "from math import lcm"])
def test_exact_arithmetic_is_let_through(line: str) -> None:
    assert not list(inexact(ast.parse(line)))


def test_a_second_door_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    files = [tmp_path / "engine.py", tmp_path / "table.py"]
    for file in files:
        file.write_text("import duckdb\n", encoding="utf-8")
    assert doors(files) == {"duckdb": {"engine.py", "table.py"}}


@pytest.mark.parametrize(
    "pin", ["rich==15.0.0", "rich>=14 --hash=sha256:" + 64 * "0", "--index-url https://packages.example/simple"]
)
def test_an_open_pin_is_seen(pin: str) -> None:
    assert list(unlocked(pin))
