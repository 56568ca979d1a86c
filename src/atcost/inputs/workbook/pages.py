"""The sheets of a workbook as cells: the one door of calamine, which reads values; the XML has formulas and errors."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineWorkbook

from atcost.core.finding import Faulty, Finding
from atcost.core.references import place, reference
from atcost.core.words import Text, shown
from atcost.inputs.numbers import Unreadable
from atcost.inputs.workbook.elements import elements
from atcost.inputs.workbook.extent import far_corner

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, time, timedelta
    from pathlib import Path

    Content = float | str | bool | date | time | timedelta
    """What a cell holds; an empty text where it is empty."""

FORMULA = re.compile(rb' r="([A-Z]++[0-9]++)"[^<>]*+>(?:<f|\s+<f|<\w+:f)\b')
"""A cell in which a formula begins."""
ERROR = re.compile(rb'<c\b([^<>]*\bt="e"[^<>]*)>(.*?)</c>', re.DOTALL)
NAME, ERROR_TEXT = re.compile(rb'\br="([A-Z]+[0-9]+)"'), re.compile(rb"<v>([^<]*)</v>")
BOOK = "xl/workbook.xml"
UNREAD = "Cells"
"""A sheet for other programs, the longest of all, which says nothing that the layout does not."""


class Cell(NamedTuple):
    """A cell of a sheet and what it holds."""

    sheet: str
    reference: str
    content: Content

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing stands in it, or blanks."""
        return isinstance(self.content, str) and not self.content.strip()


class Page:
    """A sheet: what its cells hold, and which of them have formulas or show errors."""

    def __init__(self, name: str, rows: list[list[Content]], xml: bytes) -> None:
        """Hold the rows from the first on."""
        self.name, self.rows = name, rows
        self.formulas = {name.decode() for name in FORMULA.findall(xml)}
        self.errors = dict(_errors(xml))
        self.unsound = self.formulas.union(self.errors)

    @property
    def width(self) -> int:
        """Return how many columns there are."""
        return max(map(len, self.rows), default=0)

    def at(self, row: int, column: int) -> Content:
        """Return what stands in a row and column; beyond the last it is nothing."""
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else ""

    def column(self, row: int, column: int, number: int) -> list[Content]:
        """Return what stands in so many cells from one downwards."""
        found = [each[column] if column < len(each) else "" for each in self.rows[row : row + number]]
        return found + [""] * (number - len(found))

    def cell(self, reference: str) -> Cell:
        """Return the cell of a reference."""
        return Cell(self.name, reference, self.at(*place(reference)))

    def beyond(self, top: int, left: int) -> Iterator[list[Cell]]:
        """Yield the rows of cells from a row and column on where anything stands."""
        for row, contents in enumerate(self.rows[top:], start=top):
            if any(content != "" for content in contents[left:]):
                yield [self.cell(reference(row, column)) for column in range(left, len(contents))]

    def sound(self, reference: str) -> Cell:
        """Return the cell of a reference where a value is due.

        Raises:
            Unreadable: it shows an error, or has a formula.
        """
        if reference in self.errors:
            raise Unreadable("cell_is_error", found=shown(self.errors[reference]))
        if reference in self.formulas:
            raise Unreadable("cell_is_formula")
        return self.cell(reference)


class Pages:
    """The sheets of a workbook, each read when it is asked for."""

    def __init__(self, path: Path, parts: Mapping[str, bytes]) -> None:
        """Open a workbook whose parts are safe; nothing else is read than what is judged here.

        Raises:
            Faulty: it is damaged, or has sheets that go too far.
        """
        self.file = path.name
        try:
            self._sheets = sheet_parts(parts)
            self._parts = {name: xml for name, xml in parts.items() if name != self._sheets.get(UNREAD)}
            self._refuse_far()
            self._book = CalamineWorkbook.from_filelike(_packed(self._parts))
            if {*self._sheets} != {*self.names}:
                raise self._damaged(ValueError(BOOK))
        except (CalamineError, ValueError) as fault:
            raise self._damaged(fault) from None
        self.page = cache(self._page)

    @property
    def names(self) -> list[str]:
        """Return the names of the sheets, hidden ones too."""
        return list(self._book.sheet_names)

    def _page(self, name: str) -> Page:
        """Return a sheet."""
        try:
            rows = self._book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        except CalamineError as fault:
            raise self._damaged(fault) from None
        return Page(name, rows, self._parts.get(self._sheets.get(name, ""), b""))

    def _refuse_far(self) -> None:
        """Refuse a workbook with a sheet that goes too far.

        Raises:
            Faulty: there is one.
            ValueError: cells don't say where they stand.
        """
        names = {part: name for name, part in self._sheets.items()}
        for part, xml in self._parts.items():
            if corner := far_corner(xml):
                told = {"name": shown(names.get(part, part)), "found": corner}
                raise Faulty([Finding("sheet_too_wide", self.file, values=told)])

    def _damaged(self, fault: Exception) -> Faulty:
        reason = Text(f"den är skadad ({shown(fault)})", f"it is damaged ({shown(fault)})")
        return Faulty([Finding("workbook_unreadable", self.file, values={"reason": reason})])


def _packed(parts: Mapping[str, bytes]) -> io.BytesIO:
    """Return parts as a file of their own."""
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        for name, xml in parts.items():
            archive.writestr(name, xml)
    file.seek(0)
    return file


def sheet_parts(xml: Mapping[str, bytes]) -> dict[str, str]:
    """Return the part that each sheet is, by its name, which workbook.xml gives it by way of its relations.

    Raises:
        ValueError: they are no XML.
    """
    relations = elements(xml.get("xl/_rels/workbook.xml.rels", b"<none/>"), "Relationship")
    targets = {link.get("Id"): link.get("Target", "") for link in relations}
    found = {}
    for sheet in elements(xml.get(BOOK, b"<none/>"), "sheet"):
        target = targets.get(next((entry for name, entry in sheet.items() if name.endswith(":id")), None), "")
        found[sheet.get("name", "")] = target[1:] if target.startswith("/") else f"xl/{target}"
    return found


def _errors(xml: bytes) -> Iterator[tuple[str, str]]:
    if b't="e"' in xml:
        for attributes, inside in ERROR.findall(xml):
            name, text = NAME.search(attributes), ERROR_TEXT.search(inside)
            if name:
                yield name[1].decode(), text[1].decode(errors="replace") if text else ""
