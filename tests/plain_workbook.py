"""A workbook as docs/workbook.md says that it is read back, and nothing more: every cell of a year, one under another.

It is written from that page alone, so that reading is not tried only on what our own writer does.
"""

from __future__ import annotations

import io
import json
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

import xlsxwriter

from atcost.core.cell_values import Documents
from atcost.core.cells import cells
from atcost.core.seal import checksum, digest, documents

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from atcost.core.cells import Cell
    from atcost.core.model import Model, Volumes

INPUTS, WIDE, SPARE = "Indata", "Volymer", "Nytt"
PIECE = 32_000
ADJUSTMENT = ("measure", "customer", "quantity", "reason", "by", "on")
WIDE_FIRST = "B3"


class Plain(NamedTuple):
    """A workbook: its bytes, and where each cell of the year stands on the sheet of inputs."""

    content: bytes
    places: dict[str, str]


def plain_workbook(
    model: Model, volumes: Volumes, edit: Callable[[dict[str, dict[str, Any]]], object] = lambda _: None
) -> Plain:
    """Return a year's workbook; ``edit`` changes its cells, by sheet and reference, before they are written."""
    found = [cell for cell in cells(Documents(model, volumes)) if not is_used_volume(cell)]
    places = {cell.address: f"B{row}" for row, cell in enumerate(found, start=2)}
    layout = {
        "inputs": [
            {
                "sheet": INPUTS,
                "first": places[block[0].address],
                "times": factor,
                "cells": [cell.address for cell in block],
                "holds": [shown(cell) for cell in block],
            }
            for factor, block in ((factor, list(block)) for factor, block in groupby(found, times))
        ],
        "spare_keys": [
            {"area": area, "measure": [SPARE, f"B{row}"], "weight": [SPARE, f"C{row}"]}
            for row, area in enumerate(model.areas, start=2)
        ],
        "spare_adjustments": [
            {name: [SPARE, f"{column}{row}"] for name, column in zip(ADJUSTMENT, "BCDEFG", strict=True)}
            for row in range(20, 24)
        ],
        "wide": [{"sheet": WIDE, "first": WIDE_FIRST}],
        "anchors": {
            INPUTS: {"A1": ["cell", *(cell.address for cell in found)]},
            WIDE: {"A1": ["Klistra in"], "C1": ["Samma", None]},
            SPARE: {"A1": ["Nytt"]},
        },
        "sheets": {INPUTS: f"B{len(found) + 1}", WIDE: "O60", SPARE: "G23", "atcost": "B60"},
    }
    if model.previous:
        layout["previous"] = model.previous
    sheets: dict[str, dict[str, Any]] = {
        INPUTS: {"A1": "cell"}
        | {f"A{row}": cell.address for row, cell in enumerate(found, start=2)}
        | {f"B{row}": shown(cell) for row, cell in enumerate(found, start=2)},
        WIDE: {"A1": "Klistra in", "C1": "Samma", "C2": "Samma"},
        SPARE: {"A1": "Nytt"},
        "atcost": dict(hidden(model, volumes, layout)),
    }
    edit(sheets)
    return Plain(written(sheets), places)


def is_used_volume(cell: Cell) -> bool:
    return cell.address.startswith("volume.") and cell.address.count(".") == 2


def times(cell: Cell) -> int:
    return 100 if cell.address.endswith(".weight") else 1


def shown(cell: Cell) -> float | str:
    """Return what stands in a cell, as a spreadsheet has it."""
    return float(Fraction(cell.value) / times(cell)) if is_number(cell) else cell.text()


def is_number(cell: Cell) -> bool:
    return cell.takes.what in ("number", "whole")


def hidden(model: Model, volumes: Volumes, layout: dict[str, Any]) -> list[tuple[str, str]]:
    texts = {
        "format": "1",
        "version": "0.1.0",
        "language": "sv",
        "digest": digest(model, volumes),
        "documents": json.dumps(documents(model, volumes)),
        "layout": json.dumps(layout),
        "layout_digest": checksum(json.dumps(layout)),
    }
    rows = [(name, text[start : start + PIECE]) for name, text in texts.items() for start in range(0, len(text), PIECE)]
    return [
        (f"{column}{row}", part) for row, pair in enumerate(rows, 1) for column, part in zip("AB", pair, strict=True)
    ]


def written(sheets: dict[str, dict[str, Any]]) -> bytes:
    """Return a workbook of cells: texts, numbers, dates, and formulas, which stand in a list with what they give."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        dated = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, contents in sheets.items():
            sheet = book.add_worksheet(name)
            for reference, content in contents.items():
                if isinstance(content, list):
                    sheet.write_formula(reference, content[0], None, content[1])
                elif isinstance(content, bool):
                    sheet.write_boolean(reference, content)
                elif isinstance(content, date):
                    sheet.write_datetime(reference, content, dated)
                elif isinstance(content, str):
                    sheet.write_string(reference, content)
                elif content is not None:
                    sheet.write_number(reference, content)
    return file.getvalue()


def saved(plain: Plain, folder: Path) -> Path:
    file = folder / "year.xlsx"
    file.write_bytes(plain.content)
    return file
