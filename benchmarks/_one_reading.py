"""A workbook read back by atcost, or every sheet of it by calamine alone: each in a process of its own.

Run as ``python _one_reading.py ours|bare FILE`` it prints the processor's seconds, the best of three, and the cells as
JSON. Ours judges the file, reads values, formulas and errors, and holds every input to what it was.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from python_calamine import CalamineWorkbook

from atcost.inputs.workbook.read import read_workbook

ROUNDS = 3


def bare(file: Path) -> int:
    """Read every sheet, and return the number of cells."""
    book = CalamineWorkbook.from_path(file)
    sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    return sum(len(row) for sheet in sheets for row in sheet)


def main() -> None:
    """Read, and report."""
    side, file = sys.argv[1], Path(sys.argv[2])
    read = read_workbook if side == "ours" else bare
    found = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        read(file)
        found.append(time.process_time() - begin)
    print(json.dumps({"seconds": min(found), "cells": bare(file)}))


if __name__ == "__main__":
    main()
