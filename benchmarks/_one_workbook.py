"""A workbook written by atcost, or the same cells and formats by XlsxWriter alone: each in a process of its own.

Run as ``python _one_workbook.py ours|bare YEAR TIMES`` it prints the processor's seconds of writing, the cells and the
bytes as JSON. The year's customers are there so many times, each with the volumes of the first.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from atcost.core.price_list import price_list
from atcost.core.pricing import price
from atcost.inputs.model_folder import priced_before, read_year
from atcost.outputs.workbook.looks import heads_numbers, number_form, properties
from atcost.outputs.workbook.sizes import widths
from atcost.outputs.workbook.whole import whole_book
from atcost.outputs.workbook.write import OPTIONS, Imprint, written

if TYPE_CHECKING:
    from atcost.core.model import Model, Volumes
    from atcost.outputs.workbook.book import Book
    from atcost.outputs.workbook.places import Cell

IMPRINT = Imprint("Workbook", "atcost", "0", "sha256:0", 2023, "sv")


def grown(model: Model, volumes: Volumes, times: int) -> tuple[Model, Volumes]:
    """Return a year with its customers so many times."""
    customers = {
        _called(name, number): replace(entry, codes=())
        for number in range(times)
        for name, entry in model.customers.items()
    }
    rows = tuple(
        row._replace(customer=_called(row.customer, number)) for number in range(times) for row in volumes.rows
    )
    return replace(model, customers={**customers, **model.customers}), replace(volumes, rows=rows)


def _called(name: str, number: int) -> str:
    return f"{name}_{number}" if number else name


def bare(book: Book) -> float:
    """Write a book's cells and formats as a script would, and return the seconds that it takes."""
    looks: dict[tuple[object, ...], int] = {}
    sheets = [
        (sheet.name, widths(sheet), [_plain(cell, looks) for cell in sheet.cells.values()]) for sheet in book.sheets
    ]
    begin = time.process_time()
    with Workbook(BytesIO(), OPTIONS) as target:
        formats = [
            target.add_format(
                {**properties(look), "num_format": form or "General", **({"align": "right"} if right else {})}
            )
            for look, form, right in looks
        ]
        for name, columns, cells in sheets:
            page = target.add_worksheet(name)
            for column, width in columns.items():
                page.set_column(column, column, width)
            for row, column, formula, content, number in cells:
                look = formats[number]
                if formula:
                    page.write_formula(row, column, formula, look, content)
                elif content is None:
                    page.write_blank(row, column, None, look)
                elif isinstance(content, str):
                    page.write_string(row, column, content, look)
                else:
                    page.write_number(row, column, content, look)
    return time.process_time() - begin


def _plain(cell: Cell, looks: dict[tuple[object, ...], int]) -> tuple[int, int, str, float | str | None, int]:
    """Return a cell as plain values: its place, its formula, what it holds, and the number of its format."""
    formula = f"={cell.formula.text(cell.sheet.name)}" if cell.formula else ""
    content = cell.exact if isinstance(cell.exact, str) else float(cell.exact)
    number = looks.setdefault((cell.look, number_form(cell), heads_numbers(cell)), len(looks))
    return cell.row, cell.column, formula, None if cell.is_empty else content, number


def main() -> None:
    """Write, and report."""
    side, folder, times = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    model, volumes = read_year(folder).documents()
    before, _ = priced_before(folder, model)
    begin = time.process_time()
    book = whole_book(price_list(price(*grown(model, volumes, times)), before), "sv")
    made = time.process_time() - begin
    if side == "ours":
        begin = time.process_time()
        size = len(written(book, IMPRINT))
        seconds = time.process_time() - begin
    else:
        seconds, size = bare(book), 0
    cells = sum(len(sheet.cells) for sheet in book.sheets)
    print(json.dumps({"seconds": seconds, "made": made, "cells": cells, "size": size}))


if __name__ == "__main__":
    main()
