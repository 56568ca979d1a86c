"""A year with every entry that a model can have; its texts carry marks (§ and three digits) and may be planted in."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parent
WHOLE = ROOT / "whole_year"
MARK = re.compile(r"§\d{3}")
CONTROLS = "\x1b[35m\x1b]0;title\x07\x9b35m\u202e\u2066\u200b\ufeff\u2028\u034f\n\t\r"
"""What steers a terminal, turns a text's direction, has no width, or begins a line."""
SOURCE = """Kund;Datum;Text;Typ
§021;2021-11-03;{plant}§200;F
§022;2021-12-04;{plant}§201;F
{plant}§202;2022-01-05;x;F
§021;{plant}§203;x;F
§026;2022-01-05;x;K
"""


def whole_year(folder: Path, plant: str = "") -> Path:
    """Copy the year, with something planted before every mark but those of codes, which are the source's."""
    shutil.copytree(WHOLE, folder)
    model, budget = folder / "model.toml", folder / "budget.csv"
    codes = re.compile(r"(?<=codes)( +=.*)")
    escaped = json.dumps(plant)[1:-1]
    kept = codes.sub(lambda found: found[0].replace("§", "CODE"), model.read_text(encoding="utf-8"))
    model.write_text(kept.replace("§", f"{escaped}§").replace("CODE", "§"), encoding="utf-8")
    rows = re.sub(r"§\d+", lambda found: f'"{plant}{found[0]}"', budget.read_text(encoding="utf-8"))
    budget.write_text(rows, encoding="utf-8", newline="")
    return folder


def source(file: Path, plant: str = "") -> Path:
    """Write transactions with something planted in what people write."""
    text = SOURCE.format(plant=plant.translate({ord(mark): None for mark in "\n\r;"}))
    file.write_text(text, encoding="utf-8", newline="")
    return file
