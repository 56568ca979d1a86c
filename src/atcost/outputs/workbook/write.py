"""A book as a file that spreadsheet programs open: the one door of XlsxWriter.

The same book gives the same bytes: nothing here reads a clock, a place or a language but the book's own.
"""

from __future__ import annotations

import warnings
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from xlsxwriter import Workbook

from atcost.core.words import legible
from atcost.outputs.workbook import charts, looks
from atcost.outputs.workbook.entry import bounded, chosen
from atcost.outputs.workbook.paper import broken_notes, laid
from atcost.outputs.workbook.places import fixed, fixed_part, quoted
from atcost.outputs.workbook.sizes import LINE, heights, widths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from atcost.core.words import Language
    from atcost.outputs.workbook.book import Book, Chart, Sheet
    from atcost.outputs.workbook.looks import Look
    from atcost.outputs.workbook.paper import Paper
    from atcost.outputs.workbook.places import Cell

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
ALLOWED = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
}
"""What a protected sheet lets its reader do, beside changing inputs."""
LONGEST = 32_767
"""How many units of UTF-16 a cell holds."""
A4 = 9
FOOT = 80
"""How much of a title the foot of a page has room for."""


class Imprint(NamedTuple):
    """What a file says of itself, on every printed page and in its properties."""

    title: str
    author: str
    version: str
    digest: str
    year: int
    language: Language


def written(book: Book, imprint: Imprint) -> bytes:
    """Return the book as the bytes of an xlsx file.

    Raises:
        UserWarning: a name, a list or a link is none that spreadsheets take; XlsxWriter would leave it out.
    """
    file = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with Workbook(file, OPTIONS) as target:
            _describe(target, imprint)
            formats = _Formats(target)
            for sheet in book.sheets:
                page = target.add_worksheet(sheet.name)
                _fill(page, sheet, formats)
                columns = widths(sheet)
                rows = heights(sheet, columns)
                paper = laid(sheet, columns, rows)
                _lay_out(page, sheet, columns, rows)
                _break_notes(page, sheet, formats, broken_notes(sheet, columns, paper.parts[0]), paper.parts[0].right)
                _guard(page, sheet, imprint.language)
                _colour(page, sheet, formats)
                _set_up_printing(page, sheet, paper)
                _sign(page, imprint)
            for sheet, page in zip(book.sheets, target.worksheets(), strict=True):
                for chart in sheet.charts:
                    _draw(target, page, chart)
            for name, place in book.names.items():
                target.define_name(name, fixed(place))
    return file.getvalue()


class _Formats:
    """The formats of a file, each made once."""

    def __init__(self, target: Workbook) -> None:
        self._target = target
        self.good, self.bad = target.add_format(looks.GOOD), target.add_format(looks.BAD)
        self.broken_note = target.add_format({**looks.properties("note"), **looks.WRAPPED})
        self._made: dict[tuple[Look, str, bool], Format] = {}

    def of(self, cell: Cell) -> Format:
        """Return the format of a cell."""
        key = cell.look, looks.number_form(cell), looks.heads_numbers(cell)
        if key not in self._made:
            look, form, to_the_right = key
            aligned = {"align": "right", "indent": 1} if to_the_right else {}
            properties = {**looks.properties(look), **aligned, "num_format": form or "General"}
            self._made[key] = self._target.add_format(properties)
        return self._made[key]


def _describe(target: Workbook, imprint: Imprint) -> None:
    made = f"atcost {imprint.version}, {imprint.digest}"
    first_day = datetime(imprint.year, 1, 1, tzinfo=UTC)
    target.set_properties(
        {
            "title": legible(imprint.title),
            "author": legible(imprint.author),
            "subject": str(imprint.year),
            "comments": made,
            "created": first_day,
        }
    )


def _fill(page: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    for (row, column), cell in sheet.cells.items():
        look, content = formats.of(cell), cell.double
        if cell.formula:
            page.write_formula(row, column, f"={cell.formula.text(sheet.name)}", look, _shown(cell))
        elif cell.is_empty:
            page.write_blank(row, column, None, look)
        elif not isinstance(content, str):
            page.write_number(row, column, content, look)
        elif cell.look == "link":
            page.write_url(row, column, f"internal:{quoted(content)}!A1", look, content)
        else:
            _write_text(page, cell, look)


def _shown(cell: Cell) -> float | str:
    """Return what stands in a formula's cell before anything calculates: what is exact, as a double."""
    return cell.exact if isinstance(cell.exact, str | bool) else float(cell.exact)


def _write_text(page: Worksheet, cell: Cell, look: Format) -> None:
    """Write a text as text, cut where no cell holds it; what XlsxWriter would take for XML of its own, in parts."""
    text = fitting(str(cell.exact))
    if text.startswith("<r>") and text.endswith("</r>"):
        page.write_rich_string(cell.row, cell.column, text[:1], text[1:2], text[2:], look)
    else:
        page.write_string(cell.row, cell.column, text, look)


def fitting(text: str) -> str:
    """Return a text as long as a cell holds, counted as spreadsheets count: some marks for two."""
    if len(text) <= LONGEST // 2:
        return text
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * LONGEST else units[: 2 * LONGEST - 2].decode("utf-16-le", "ignore") + "…"


def _lay_out(page: Worksheet, sheet: Sheet, columns: Mapping[int, float], rows: Mapping[int, int]) -> None:
    grouped = {column for first, last in sheet.folded for column in range(first, last + 1)}
    for column, width in columns.items():
        page.set_column(column, column, width, None, {"level": 1 if column in grouped else 0})
    for row, height in rows.items():
        page.set_row(row, height)
    if any(sheet.frozen):
        page.freeze_panes(*sheet.frozen)
    if sheet.filtered:
        page.autofilter(*sheet.filtered)
    page.hide_gridlines(2)
    if sheet.hidden:
        page.hide()


def _break_notes(page: Worksheet, sheet: Sheet, formats: _Formats, lines: Mapping[int, int], last: int) -> None:
    """Break notes that are longer than a page is wide: their cell takes in the empty ones beside it."""
    for row, number in lines.items():
        page.merge_range(row, 0, row, last, "", formats.broken_note)
        _write_text(page, sheet.cells[row, 0], formats.broken_note)
        page.set_row(row, number * LINE)


def _guard(page: Worksheet, sheet: Sheet, language: Language) -> None:
    """Lock all but inputs, without a password: it keeps from slips, not from people; and say what inputs take."""
    page.protect("", ALLOWED)
    for cells, choices in sheet.choices:
        page.data_validation(cells.reference, chosen(choices, language))
    for cells, least, most in sheet.bounds:
        page.data_validation(cells.reference, bounded(cells, least, most, language))


def _colour(page: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    for cells in sheet.scales:
        page.conditional_format(cells.reference, dict(looks.scale(cells)))
    checks = [sheet.cells[at].reference for at in sorted(sheet.cells) if sheet.cells[at].look == "check"]
    if checks:
        begins = f'IFERROR(LEFT({checks[0]},{len(looks.RIGHT)})="{looks.RIGHT}",FALSE)'
        for criteria, look in ((f"={begins}", formats.good), (f"=NOT({begins})", formats.bad)):
            rule = {"type": "formula", "criteria": criteria, "format": look, "multi_range": " ".join(checks)}
            page.conditional_format(checks[0], rule)


def _set_up_printing(page: Worksheet, sheet: Sheet, paper: Paper) -> None:
    """Print on A4, each part as wide as a page, with heads repeated where a page would lack them."""
    if not sheet.hidden:
        page.print_area_range = ",".join(fixed_part(sheet.name, part) for part in paper.parts)
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    if not paper.on_end:
        page.set_landscape()
    if paper.repeats_columns:
        page.repeat_columns(sheet.names.start, sheet.names.stop - 1)
    if paper.repeats_rows and sheet.repeated_rows:
        page.repeat_rows(sheet.repeated_from, sheet.repeated_from + sheet.repeated_rows - 1)


def _sign(page: Worksheet, imprint: Imprint) -> None:
    """Let every page say which sheet of which list it is, and by which version and documents."""
    title = legible(imprint.title)[:FOOT].replace("&", "&&")
    page.set_header("&L&A")
    page.set_footer(f"&L{title}&Catcost {imprint.version} · {imprint.digest[:19]}&R&P (&N)")


def _draw(target: Workbook, page: Worksheet, chart: Chart) -> None:
    drawn: Any = target.add_chart(charts.kind(chart))
    for each in charts.bars(chart):
        drawn.add_series(each)
    for part, told in charts.settings(chart):
        getattr(drawn, f"set_{part}")(told)
    page.insert_chart(chart.row, chart.column, drawn, {"description": chart.title})
