"""A book as an xlsx file: what stands in it, what is locked, what inputs take; and the same book is the same file."""

from __future__ import annotations

import os
import time
import warnings
import zipfile
from datetime import date
from fractions import Fraction
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from python_calamine import load_workbook

from atcost.outputs.workbook.book import Book, Chart, Part, Sheet
from atcost.outputs.workbook.formula import call
from atcost.outputs.workbook.looks import heads_numbers
from atcost.outputs.workbook.places import Range
from atcost.outputs.workbook.write import LONGEST, Imprint, fitting, written

IMPRINT = Imprint("Ekonomi & annat 2023", "Serviceförvaltningen", "0.1", "sha256:" + "ab" * 32, 2023, "sv")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TEXTS = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "'x", "{=1}", "=cmd|' /C calc'!A0"),
    *("\x00\x1b[31m", "\x0b\x1f", "_x0041_", "  both ends  ", "two\nlines", "<r>a</r>", "<r></r>", "&amp;<>\"'"),
    *("http://example.org", "mailto:a@example.org", "123", "#N/A", "TRUE", "", "😀 é e\u0301"),
]


def of(sheet: Sheet, *others: Sheet) -> Book:
    return Book([sheet, *others])


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def page(content: bytes, number: int = 1) -> ET.Element:
    return ET.fromstring(parts(content)[f"xl/worksheets/sheet{number}.xml"])  # noqa: S314 -- we wrote it ourselves


def values(content: bytes, number: int = 0) -> list[list[object]]:
    return load_workbook(BytesIO(content)).get_sheet_by_index(number).to_python(skip_empty_area=False)


@pytest.mark.parametrize("look", ["text", "wrapped", "head", "title", "input_text", "link"])
def test_a_text_is_that_text_and_nothing_else(look: str) -> None:
    sheet = Sheet("A")
    texts = [text for text in TEXTS if look != "link" or text == "http://example.org"]
    for row, text in enumerate(texts):
        sheet.put(row, 0, text, look)  # type: ignore[arg-type]
    content = written(of(sheet), IMPRINT)
    assert [row[0] for row in values(content)] == texts
    assert not list(page(content).iter(f"{MAIN}f"))


def test_a_text_is_as_long_as_a_cell_holds() -> None:
    assert fitting("x" * LONGEST) == "x" * LONGEST
    assert fitting("x" * 40_000) == "x" * (LONGEST - 1) + "…"
    assert fitting("😀" * 20_000) == "😀" * (LONGEST // 2) + "…"
    sheet = Sheet("A")
    sheet.put(0, 0, "x" * 40_000)
    assert values(written(of(sheet), IMPRINT)) == [["x" * (LONGEST - 1) + "…"]]


def test_a_formula_carries_what_is_exact() -> None:
    sheet, other = Sheet("Ö & 'b"), Sheet("B")
    third = sheet.put(0, 0, Fraction(1, 3), "input_quantity")
    other.calculate(0, 0, call("ROUND", third * 3, 2), "money", Fraction(1))
    other.calculate(1, 0, call("IF", third.equals(0), "=inget", "något"), "text", "något")
    content = written(of(sheet, other), IMPRINT)
    cells = list(page(content, 2).iter(f"{MAIN}c"))
    assert [cell.findtext(f"{MAIN}f") for cell in cells] == [
        "ROUND('Ö & ''b'!A1*3,2)",
        "IF('Ö & ''b'!A1=0,\"=inget\",\"något\")",
    ]
    assert values(content, 1) == [[1.0], ["något"]]


def test_only_inputs_are_unlocked() -> None:
    sheet = Sheet("A")
    sheet.put(0, 0, 5, "input_quantity")
    sheet.put(0, 1, None, "input_text")
    sheet.put(0, 2, 5, "quantity")
    sheet.put(0, 3, "text")
    content = written(of(sheet), IMPRINT)
    protection = page(content).find(f"{MAIN}sheetProtection")
    assert protection is not None
    allowed = {"formatColumns": "0", "formatRows": "0", "autoFilter": "0"}
    assert protection.attrib == {"sheet": "1", "objects": "1", "scenarios": "1", **allowed}
    styles = ET.fromstring(parts(content)["xl/styles.xml"])  # noqa: S314 -- we wrote it ourselves
    xfs = list(styles.find(f"{MAIN}cellXfs") or [])
    locks = [xfs[int(cell.get("s", 0))].find(f"{MAIN}protection") for cell in page(content).iter(f"{MAIN}c")]
    assert [lock is not None and lock.get("locked") == "0" for lock in locks] == [True, True, False, False]


def test_inputs_say_what_they_take() -> None:
    sheet = Sheet("Vikter ='1")
    weight, other = sheet.put(0, 0, Fraction(1, 4), "input_percent"), sheet.put(1, 0, Fraction(3, 4), "input_percent")
    listed = [sheet.put(row, 3, f"kund, {row}" * 30) for row in range(9)]
    choice, measure = sheet.put(2, 0, "a", "input_choice"), sheet.put(3, 0, None, "input_choice")
    sheet.bounds = [(Range(weight, other), 0, 1), (Range(other, other), 0, None), (Range(other, other), None, 2.5)]
    sheet.choices = [(Range(choice, choice), ("a", "b")), (Range(measure, measure), Range(listed[0], listed[-1]))]
    content = written(of(sheet), IMPRINT)
    rules = list(page(content).iter(f"{MAIN}dataValidation"))
    assert [(rule.get("sqref"), rule.findtext(f"{MAIN}formula1"), rule.get("error")) for rule in rules] == [
        ("A3", '"a,b"', "Välj ett av värdena i cellens lista."),
        ("A4", "'Vikter = 1'!$D$1:$D$9".replace(" 1", "''1"), "Välj ett av värdena i cellens lista."),
        ("A1:A2", "0", "Skriv ett tal utan enhet från 0 % till 100 %."),
        ("A2", "0", "Skriv ett tal utan enhet, minst 0 %."),
        ("A2", "-1000000000000000", "Skriv ett tal utan enhet, högst 250 %."),
    ]


def test_what_a_spreadsheet_would_not_take_is_never_left_out_silently() -> None:
    sheet = Sheet("A")
    cell = sheet.put(0, 0, "a", "input_choice")
    sheet.choices = [(Range(cell, cell), tuple(f"{number:0200}" for number in range(9)))]
    with pytest.raises(UserWarning, match="255"):
        written(of(sheet), IMPRINT)
    named = Book([Sheet("A")], names={"A1": cell})
    with pytest.raises(UserWarning, match="cell name"):
        written(named, IMPRINT)


def test_a_sheet_is_laid_out_to_be_read_and_printed() -> None:
    narrow, wide = Sheet("A", frozen=(2, 1), repeated_rows=2), Sheet("B", hidden=True)
    narrow.put(0, 0, "Rubrik")
    for column in range(20):
        wide.put(0, column, 10**9, "money")
    book = of(narrow, wide)
    book.names["Summa"] = narrow.put(1, 1, 5, "money_sum")
    content = written(book, IMPRINT)
    first, second = page(content), page(content, 2)
    pane = first.find(f".//{MAIN}pane")
    assert pane is not None
    assert (pane.get("xSplit"), pane.get("ySplit"), pane.get("state")) == ("1", "2", "frozen")
    assert second.find(f".//{MAIN}pane") is None
    setups = [sheet.find(f"{MAIN}pageSetup") for sheet in (first, second)]
    told = [
        (setup.get("paperSize"), setup.get("orientation"), setup.get("fitToHeight"))
        for setup in setups
        if setup is not None
    ]
    assert told == [("9", "portrait", "0"), ("9", "landscape", "0")]
    foot = first.findtext(f".//{MAIN}oddFooter")
    assert foot == "&LEkonomi && annat 2023&Catcost 0.1 · sha256:abababababab&R&P (&N)"
    workbook = parts(content)["xl/workbook.xml"].decode()
    assert "<definedName name=\"Summa\">'A'!$B$2</definedName>" in workbook
    assert "Print_Titles" not in workbook
    assert '<sheet name="B" sheetId="2" state="hidden"' in workbook


def test_a_date_is_asked_for_as_one() -> None:
    sheet = Sheet("A")
    cell = sheet.put(0, 0, None, "input_text")
    sheet.bounds = [(Range(cell, cell), date(1901, 1, 1), date(2199, 12, 31))]
    (rule,) = page(written(of(sheet), IMPRINT)).iter(f"{MAIN}dataValidation")
    bounds = [rule.findtext(f"{MAIN}formula{number}") for number in (1, 2)]
    assert (rule.get("type"), rule.get("error")) == ("date", "Skriv ett datum, såsom 2022-08-15.")
    assert bounds == ["367", "109574"]


def test_a_check_is_green_where_it_begins_with_ok_and_else_red() -> None:
    """Also where the word stands further on, as in workbook, and where it is an error."""
    sheet = Sheet("A")
    for row in (7, 2):
        sheet.put(row, 1, "OK", "check")
    told = page(written(of(sheet), IMPRINT)).find(f"{MAIN}conditionalFormatting")
    assert told is not None
    assert told.get("sqref") == "B3 B8"
    begins = 'IFERROR(LEFT(B3,2)="OK",FALSE)'
    assert [rule.findtext(f"{MAIN}formula") for rule in told] == [begins, f"NOT({begins})"]


def printed(sheet: Sheet) -> tuple[list[str], list[str]]:
    """Return what is printed of a sheet, and what is repeated on every page."""
    names = ET.fromstring(parts(written(of(sheet), IMPRINT))["xl/workbook.xml"]).iter(f"{MAIN}definedName")  # noqa: S314
    found = {str(name.get("name")): str(name.text).replace("'A'!", "").replace("A!", "").split(",") for name in names}
    return found["_xlnm.Print_Area"], found.get("_xlnm.Print_Titles", [])


def test_what_is_too_broad_is_cut_between_columns_and_keeps_its_names() -> None:
    sheet = Sheet("A", frozen=(1, 1), repeated_rows=1, widths=dict.fromkeys(range(10), 40))
    sheet.put_row(0, 0, map(str, range(10)))
    assert printed(sheet) == (["$A$1:$E$1", "$F$1:$I$1", "$J$1"], ["$A:$A"])


def test_parts_are_printed_alone_but_together_where_a_page_shows_them() -> None:
    sheet = Sheet("A", frozen=(1, 1), repeated_rows=1, widths=dict.fromkeys(range(10), 40))
    sheet.put_row(0, 0, map(str, range(10)))
    sheet.printed = [Part(0, 0, 0, 1), Part(0, 2, 0, 3), Part(0, 5, 0, 6), Part(0, 7, 0, 9)]
    assert printed(sheet) == (["$A$1:$D$1", "$F$1:$G$1", "$H$1:$J$1"], ["$A:$A"])


def test_heads_stand_on_every_page_of_what_goes_on() -> None:
    sheet = Sheet("A", frozen=(3, 0), repeated_from=2, repeated_rows=1)
    sheet.put_row(2, 0, ["Kund", "Pris"])
    sheet.put(20, 0, "a")
    assert printed(sheet) == (["$A$1:$B$21"], [])
    sheet.put(200, 0, "b")
    assert printed(sheet) == (["$A$1:$B$201"], ["$3:$3"])


def test_rows_can_be_filtered_but_not_sorted() -> None:
    sheet = Sheet("A", filtered=Part(0, 0, 2, 1))
    sheet.put_row(0, 0, ["Kund", "Antal"])
    first = page(written(of(sheet), IMPRINT))
    (found,) = first.iter(f"{MAIN}autoFilter")
    protection = first.find(f"{MAIN}sheetProtection")
    assert protection is not None
    assert (found.get("ref"), protection.get("autoFilter"), protection.get("sort")) == ("A1:B3", "0", None)


def test_heads_stand_to_the_right_over_their_own_tables_numbers() -> None:
    sheet = Sheet("A")
    source, amount = sheet.put(0, 0, "Källa", "head"), sheet.put(0, 1, "Belopp", "head")
    sheet.put_row(1, 0, ["budget", None], "text")
    sheet.put(2, 1, 5, "money")
    sheet.put(4, 0, "Personal", "head")
    sheet.put(5, 0, 5, "money")
    assert (heads_numbers(source), heads_numbers(amount)) == (False, True)


def test_a_note_is_broken_where_no_page_is_as_broad() -> None:
    sheet = Sheet("A", widths={0: 20, 1: 20})
    sheet.put(0, 0, "Rubrik", "title")
    sheet.put(1, 0, "ord " * 30, "note")
    sheet.put(2, 0, "kort", "note")
    sheet.put(3, 1, "b")
    first = page(written(of(sheet), IMPRINT))
    assert [cell.get("ref") for cell in first.iter(f"{MAIN}mergeCell")] == ["A2:I2"]
    assert [row.get("ht") for row in first.iter(f"{MAIN}row")] == ["24", "30", None, None]


def test_charts_show_cells() -> None:
    sheet = Sheet("Diagram")
    names = [sheet.put(row, 0, name) for row, name in enumerate(("en", "två"))]
    numbers = [sheet.put(row, 1, row, "money") for row in (0, 1)]
    labels, shown = Range(*names), Range(*numbers)
    sheet.charts = [
        Chart(3, 0, "bar", "Staplar", (("kr", labels, shown),)),
        Chart(9, 0, "waterfall", "Trappa", 6 * (("", labels, shown),)),
    ]
    drawn = [text.decode() for name, text in parts(written(of(sheet), IMPRINT)).items() if "charts/chart" in name]
    assert ["barChart" in text for text in drawn] == [True, True]
    assert "<c:f>Diagram!$B$1:$B$2</c:f>" in drawn[0] or "<c:f>'Diagram'!$B$1:$B$2</c:f>" in drawn[0]
    assert drawn[1].count("<c:ser>") == 6


def test_the_same_book_is_the_same_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def content() -> bytes:
        sheet = Sheet("A")
        sheet.put(0, 0, 1, "input_quantity")
        return written(of(sheet), IMPRINT)

    first = content()
    for zone in ("Pacific/Auckland", "America/Los_Angeles"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        assert content() == first
    monkeypatch.delenv("TZ")
    time.tzset()
    assert b"2023-01-01T00:00:00Z" in parts(first)["docProps/core.xml"]
    assert os.environ.get("TZ") is None


def test_a_file_leads_nowhere_outside_itself() -> None:
    sheet = Sheet("A")
    for row, text in enumerate(TEXTS):
        sheet.put(row, 0, text)
    sheet.put(30, 0, "A", "link")
    found = parts(written(of(sheet), IMPRINT))
    assert not [name for name in found if "external" in name.lower() or "vba" in name.lower()]
    assert not [name for name, text in found.items() if name.endswith(".rels") and b"External" in text]
    assert b"location=\"'A'!A1\"" in found["xl/worksheets/sheet1.xml"]


def test_warnings_are_put_back() -> None:
    before = list(warnings.filters)
    written(of(Sheet("A")), IMPRINT)
    assert warnings.filters == before


def test_any_title_can_name_a_sheet() -> None:
    book = Book()
    titles = ["Cells", "History", "a/b:c*[d]?", "'(", "", "\x1b\n", "😀" * 40, "x" * 40, "X" * 40, "cells", "ATCOST"]
    for title in titles:
        book.sheet(title)
    names = [sheet.name for sheet in book.sheets]
    assert names[:6] == ["Cells 2", "History 2", "a b c d", "-", "- 2", "·"]
    assert len(set(map(str.casefold, names))) == len(titles)
    assert book.sheet("Visa SORT(a), LET(b)").name == "Visa SORT a , LET b"
    assert [sheet.name for sheet in book.sheets] == load_workbook(BytesIO(written(book, IMPRINT))).sheet_names
