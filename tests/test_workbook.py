"""The whole workbook of the examples: what its sheets tell, what a program finds, and what hostile texts come to."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from functools import cache
from io import BytesIO
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import load_workbook

from atcost.core import comparison
from atcost.core.comparison import compare
from atcost.core.finding import Finding
from atcost.core.glossary import REASONS, TERMS
from atcost.core.price_list import PriceList, price_list
from atcost.core.pricing import price
from atcost.core.references import place as place_of
from atcost.core.seal import canonical_text, checksum, digest, documents
from atcost.core.words import Language, Text
from atcost.inputs.model_folder import priced_before, read_year
from atcost.outputs.price_table import CHANGE as CHANGED
from atcost.outputs.price_table import TOTAL
from atcost.outputs.workbook import cells, changes, fte, read_back, sources, start, waterfall, why, words
from atcost.outputs.workbook.area import CHANGE, HEAD, PERCENT, PREVIOUS
from atcost.outputs.workbook.area_account import COST
from atcost.outputs.workbook.area_prices import IN_PERCENT, LAST_YEAR
from atcost.outputs.workbook.formula import Constant
from atcost.outputs.workbook.functions import FUNCTIONS
from atcost.outputs.workbook.places import Range
from atcost.outputs.workbook.whole import SHOWS, whole_book, workbook
from atcost.outputs.workbook.write import written
from tests.console import LINKED, SMALL, STOCKHOLM, atcost, environment
from tests.test_workbook_file import IMPRINT, parts

if TYPE_CHECKING:
    from atcost.outputs.workbook.book import Book, Sheet
    from atcost.outputs.workbook.places import Cell


@cache
def priced(folder: Path) -> PriceList:
    read = read_year(folder)
    return price_list(read.price(), priced_before(folder, read.documents()[0])[0])


@cache
def book_of(folder: Path, language: Language = "sv") -> Book:
    return whole_book(priced(folder), language)


def sheet_of(book: Book, name: str) -> Sheet:
    return next(sheet for sheet in book.sheets if sheet.name == name)


def texts(sheet: Sheet) -> list[str]:
    return [str(cell.exact) for cell in sheet.cells.values() if isinstance(cell.exact, str)]


def hidden(book: Book) -> dict[str, str]:
    found: dict[str, str] = {}
    sheet = sheet_of(book, read_back.NAME)
    for row in sorted({row for row, _ in sheet.cells}):
        name, piece = (str(sheet.cells[row, column].exact) for column in (0, 1))
        found[name] = found.get(name, "") + piece
    return found


def test_the_sheets_stand_in_the_order_of_reading() -> None:
    areas = [area.title for area in priced(STOCKHOLM).pricing.model.areas.values()]
    names = [start.NAME, *areas, *SHOWS, Text("atcost", "atcost")]
    for language in ("sv", "en"):
        book = book_of(STOCKHOLM, language)
        assert [sheet.name for sheet in book.sheets] == [name.say(language) for name in names]
        assert [sheet.hidden for sheet in book.sheets] == [*[False] * (len(names) - 1), True]


def test_start_leads_to_every_sheet_and_says_what_is_made_up() -> None:
    book = book_of(STOCKHOLM)
    first = book.sheets[0]
    links = [cell.exact for cell in first.cells.values() if cell.look == "link"]
    assert links == [sheet.name for sheet in book.sheets[1:-1]]
    said = texts(first)
    model = priced(STOCKHOLM).pricing.model
    assert digest(model, priced(STOCKHOLM).pricing.volumes) in said
    assert any("påhittat" in text for text in said)


@pytest.mark.parametrize("folder", [SMALL, LINKED, STOCKHOLM])
def test_cells_lists_every_input_and_every_price(folder: Path) -> None:
    book = book_of(folder)
    rows = load_workbook(BytesIO(workbook(priced(folder), "sv"))).get_sheet_by_name("Cells").to_python()
    assert tuple(rows[0][:4]) == cells.HEADS
    listed = {row[0]: row[1:4] for row in rows[1:]}
    for kind, found in (("input", book.inputs), ("price", book.prices)):
        for address, cell in found.items():
            assert listed[address] == [cell.sheet.name, cell.reference, kind]
    assert len(listed) == len(rows) - 1 == len(book.inputs) + len(book.prices)
    prices = {f"price.{area}.{customer}": ore for (area, customer), ore in priced(folder).pricing.prices.items()}
    for row in rows[1:]:
        if row[3] == "price":
            assert round(100 * row[4]) == round(100 * row[5]) == prices.get(row[0], 0)
        assert row[6] == 0


def test_whatever_is_changed_is_told() -> None:
    """A rate, a weight, a reason in an empty row: each is told at once, and no longer when it is taken back."""
    book = whole_book(priced(STOCKHOLM), "sv")
    told = [
        next(cell for cell in sheet.cells.values() if cell.formula and cell.look == "check")
        for sheet in (book.sheets[0], sheet_of(book, why.NAME.sv))
    ]
    for cell, content in (
        (book.inputs["staff.accountant.rate"], Fraction(1)),
        (book.inputs["area.payable.key.supplier_invoices.weight"], Fraction(1, 3)),
        (book.spare_adjustments[0].reason, "ett skäl"),
    ):
        assert [each.exact for each in told] == [start.UNCHANGED.sv, why.FIT.sv]
        before = None if cell.is_empty else cell.exact
        for holds in (content, before):
            cell.hold(holds)
            for each in book.calculated:
                each.calculate()
            if holds == content:
                assert [each.exact for each in told] == [start.IS_CHANGED.sv, why.UNFIT.sv]


@pytest.mark.parametrize("folder", [SMALL, LINKED, STOCKHOLM])
def test_only_what_can_be_read_back_is_unlocked(folder: Path) -> None:
    """But for the customer that *Why* shows."""
    book = book_of(folder)
    changeable = {*book.inputs.values(), *chain.from_iterable(book.spare_adjustments), *why_choice(book)}
    changeable |= {cell for each in book.spare_keys for cell in (each.measure, each.weight)}
    changeable |= {cell for block in book.wide for cell in block.cells() if cell}
    unlocked = {cell for sheet in book.sheets for cell in sheet.cells.values() if cell.look.startswith("input")}
    assert unlocked == changeable


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(("folder", "is_compared"), [(SMALL, False), (LINKED, False), (STOCKHOLM, True)])
def test_areas_compare_with_last_year_only_where_there_is_one(
    folder: Path, language: Language, *, is_compared: bool
) -> None:
    book, model = book_of(folder, language), priced(folder).pricing.model
    heads = [text.say(language) for text in (LAST_YEAR, CHANGED, IN_PERCENT)]
    for area in model.areas.values():
        sheet = sheet_of(book, area.title.say(language))
        end = next(row for (row, _), cell in sorted(sheet.cells.items()) if cell.exact == TOTAL.say(language))
        said = [cell.exact for (row, _), cell in sorted(sheet.cells.items()) if row == HEAD and cell.exact in heads]
        cells = (
            sheet.cells.get((row, column)) for row in range(HEAD, end + 1) for column in (PREVIOUS, CHANGE, PERCENT)
        )
        assert said == (heads if is_compared else [])
        assert any(cell and not cell.is_empty for cell in cells) == is_compared


@pytest.mark.parametrize("folder", [SMALL, LINKED, STOCKHOLM])
def test_every_number_and_date_is_validated_as_it_is_typed(folder: Path) -> None:
    """Amounts too; what is pasted in wide form is read by the program alone."""
    book = book_of(folder)
    bounded = {cell for sheet in book.sheets for cells, *_ in sheet.bounds for cell in cells.cells()}
    typed = {*book.inputs.values(), *(cell for row in book.spare_adjustments for cell in (row.quantity, row.on))}
    assert typed | {each.weight for each in book.spare_keys} <= bounded


def why_choice(book: Book) -> list[Cell]:
    sheet = sheet_of(book, why.NAME.sv)
    return [cell for cell in sheet.cells.values() if cell.look == "input_choice"]


@pytest.mark.parametrize("folder", [SMALL, LINKED, STOCKHOLM])
def test_every_formula_is_one_that_spreadsheets_take(folder: Path) -> None:
    """Excel's limits: 8 192 letters, constants of 255, 255 parts of a call, and functions that it knows."""
    for cell in book_of(folder).calculated:
        assert cell.formula is not None
        text = cell.formula.text(cell.sheet.name)
        assert len(text) < 8_192
        assert all(len(constant) <= 255 for constant in re.findall(r'"((?:[^"]|"")*)"', text))
        plain = re.sub(r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'", "", text)
        assert set(re.findall(r"([A-Z]+)\(", plain)) <= {"IF", *FUNCTIONS}
        assert plain.count(",") < 255


def test_assignment_changes_lead_from_one_cost_to_the_other() -> None:
    pricing = priced(STOCKHOLM).pricing
    sheet = sheet_of(book_of(STOCKHOLM), changes.NAME.sv)
    rows: dict[int, list[object]] = {}
    for (row, _), cell in sorted(sheet.cells.items()):
        rows.setdefault(row, []).append(cell.exact)
    for area, found in pricing.changes.areas.items():
        line = next(row for row in reversed(rows.values()) if row[0] == pricing.model.areas[area].title.sv)
        assert [line[1], line[6], line[7], line[8]] == [
            *(Fraction(ore, 100) for ore in (found.excluding_ore, found.difference_ore, found.including_ore)),
            0,
        ]
    live = [cell for cell in sheet.cells.values() if cell.formula]
    assert len(live) >= 3 * len(pricing.changes.services) + 8 * len(pricing.changes.areas)


@pytest.mark.parametrize("folder", [SMALL, STOCKHOLM])
def test_cost_without_changes_is_not_taken_for_last_years(folder: Path) -> None:
    """Both columns are this year's cost: with, and without, its assignment changes."""
    for language, last_year in (("sv", ("förut", "Föregående")), ("en", ("before", "Last"))):
        book = book_of(folder, language)
        accounts = [sheet_of(book, area.title.say(language)) for area in priced(folder).pricing.model.areas.values()]
        for sheet in (*accounts, sheet_of(book, fte.NAME.say(language))):
            heads = [str(cell.exact) for cell in sheet.cells.values() if cell.look == "head"]
            assert not [
                head for head in heads if any(word in head for word in last_year) and LAST_YEAR.say(language) != head
            ]
        assert COST["before"].say(language) in texts(accounts[0])


def test_inputs_have_names() -> None:
    book = book_of(STOCKHOLM)
    named = {
        name: [cell for cell in place.cells() if cell] for name, place in book.names.items() if isinstance(place, Range)
    }
    counts = [cell for address, cell in book.inputs.items() if address.startswith("volume.")]
    assert set(counts) == set(named["volumes"])
    assert {cell for address, cell in book.inputs.items() if address.startswith("fte.")} == set(named["fte"])
    weight = book.inputs["area.payable.key.claims.weight"]
    assert weight in named["weights.payable"]


def test_why_has_the_reasons_of_every_change() -> None:
    listed = priced(STOCKHOLM)
    assert listed.before is not None
    compared = compare(listed.before, listed.pricing)
    sheet = sheet_of(book_of(STOCKHOLM), why.NAME.sv)
    rows: dict[tuple[object, ...], list[Any]] = {}
    for row in range(why.FIRST, 1 + max(row for row, _ in sheet.cells)):
        area, customer, *amounts = (
            sheet.cells[place].exact for place in sorted(sheet.cells) if place[0] == row and place[1] >= why.TABLE_AT
        )
        rows[area, customer] = amounts
    for (area, customer), change in compared.cells.items():
        names = compared.area_title(area).sv, compared.customer_title(customer).sv
        amounts = rows[names]
        shown = [Fraction(ore, 100) for ore in (change.old_ore, *change.reasons_ore.values(), change.new_ore)]
        assert [amount for amount in amounts[:-2] if amount] == [amount for amount in shown if amount]
        assert sum(amounts[1:-3]) == amounts[-2] == Fraction(change.change_ore, 100)


@pytest.mark.parametrize("customer", [None, "Kulturförvaltningen", "Farsta-Skarpnäcks stadsdelsförvaltning (påhittad)"])
def test_the_waterfall_follows_the_choice(customer: str | None) -> None:
    listed = priced(STOCKHOLM)
    assert listed.before is not None
    compared = compare(listed.before, listed.pricing)
    sheet = sheet_of(book_of(STOCKHOLM), why.NAME.sv)
    sheet.cells[why.CHOICE, 1].hold(customer or why.ALL_CUSTOMERS.sv)
    for cell in sheet.cells.values():
        cell.calculate()
    change = compared.total()
    if customer:
        change = next(
            of for name, of in compared.of_customers().items() if compared.customer_title(name).sv == customer
        )
    (chart,) = sheet.charts
    last = why.FIRST + sum(1 for _ in chart.series[0][1].cells()) - 1
    assert sheet.cells[why.FIRST, 1].exact * 100 == change.old_ore
    assert sheet.cells[last, 1].exact * 100 == sheet.cells[last, why.LEVEL].exact * 100 == change.new_ore
    begin = sheet.cells[last + 2, 1].exact
    level = sheet.cells[why.FIRST, 1].exact - begin
    for row in range(why.FIRST + 1, last):
        carried, step, *moves = (sheet.cells[row, column].exact for column in why.BARS)
        amount = sheet.cells[row, 1].exact
        up_above, up_below, down_above, down_below = moves
        assert step == 0
        assert up_above - up_below - down_above + down_below == amount
        assert (amount > 0) >= bool(up_above or up_below)
        assert min(abs(level), abs(level + amount)) == abs(carried) or carried == 0
        level += amount


def test_steps_across_zero_are_drawn_on_both_sides() -> None:
    def drawn(before: int | None, level: int) -> list[int]:
        bar = waterfall.bar(None if before is None else Constant(before), Constant(level))
        found = [part.value(exact=True) for part in bar]
        assert found == [*waterfall.drawn(before, level)]
        return found

    assert drawn(None, 7) == [0, 7, 0, 0, 0, 0]
    assert drawn(2, 5) == [2, 0, 3, 0, 0, 0]
    assert drawn(5, 2) == [2, 0, 0, 0, 3, 0]
    assert drawn(-2, 5) == [0, 0, 5, -2, 0, 0]
    assert drawn(5, -2) == [0, 0, 0, 0, 5, -2]
    assert drawn(-5, -2) == [-2, 0, 0, -3, 0, 0]
    assert drawn(-2, -5) == [-2, 0, 0, 0, 0, -3]
    assert drawn(3, 3) == [3, 0, 0, 0, 0, 0]


def test_without_a_year_before_why_says_so() -> None:
    sheet = sheet_of(book_of(SMALL), why.NAME.sv)
    assert why.NO_YEAR_BEFORE.sv in texts(sheet)
    assert not sheet.charts


def test_sources_are_judged_and_words_explained() -> None:
    for language in ("sv", "en"):
        book = book_of(STOCKHOLM, language)
        said = texts(sheet_of(book, sources.NAME.say(language)))
        model = priced(STOCKHOLM).pricing.model
        judged = [source for source in model.sources.values() if source.criteria]
        assert judged
        for source in judged:
            assert said.count(source.title.say(language)) >= 2
            if source.behaviour_suitability:
                assert source.behaviour_suitability.note.say(language) in said
        meanings = texts(sheet_of(book, words.NAME.say(language)))
        for term in [*TERMS.values(), *REASONS.values()]:
            assert term.meaning.say(language) in meanings


@pytest.mark.parametrize("folder", [SMALL, LINKED, STOCKHOLM])
def test_a_program_finds_the_documents_and_where_things_stand(folder: Path) -> None:
    book, pricing = book_of(folder), priced(folder).pricing
    found = hidden(book)
    assert list(found) == ["format", "version", "language", "digest", "documents", "layout", "layout_digest"]
    plain = json.loads(found["documents"])
    assert canonical_text(plain) == canonical_text(documents(pricing.model, pricing.volumes))
    assert checksum(plain) == found["digest"] == digest(pricing.model, pricing.volumes)
    layout = json.loads(found["layout"])
    assert checksum(found["layout"]) == found["layout_digest"]
    told = [told for block in layout["inputs"] for told in inputs_of(block)]
    assert sorted(address for address, *_ in told) == sorted(book.inputs)
    for address, place, times, holds in told:
        cell = book.inputs[address]
        assert place == (cell.sheet.name, cell.row, cell.column)
        assert holds == ("" if cell.is_empty else float(cell.exact))
        assert times == (100 if address.endswith(".weight") else 1)
    assert layout.get("previous") == pricing.model.previous
    for name, anchors in layout["anchors"].items():
        cells = sheet_of(book, name).cells
        for first, texts in anchors.items():
            row, column = place_of(first)
            standing = [cells[each, column].exact for each in range(row, row + len(texts))]
            assert texts == [None if text == above else text for above, text in pairwise(["", *standing])]
    changeable = {cell.sheet.name for cell in book.inputs.values()}
    assert changeable <= layout["anchors"].keys()
    assert all(layout["anchors"].values())


def inputs_of(block: dict[str, Any]) -> list[tuple[str, tuple[str, int, int], int, float | str]]:
    """Return the inputs of a block of the layout: address, place, what it is multiplied by, what it holds."""
    row, column = place_of(block["first"])
    return [
        (address, (block["sheet"], row + number, column), block["times"], holds)
        for number, (address, holds) in enumerate(zip(block["cells"], block["holds"], strict=True))
    ]


def test_the_hidden_texts_stand_in_cells_that_hold_them() -> None:
    sheet = sheet_of(book_of(STOCKHOLM), read_back.NAME)
    assert all(text.isascii() and len(text) <= 32_000 for text in texts(sheet))
    assert not any("_x" in text for text in texts(sheet))


HOSTILE = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "\tflik", "\rretur", "<r>a</r>", "_x0041_", '=HYPERLINK("http://x")', "'a'"),
    *("\x00\x1b[31m", "😀" * 20, "Alla kunder", "*", "a?b~", "Cells", "History", "“”", "x" * 40_000, "#N/A", " "),
]


def test_hostile_texts_are_texts() -> None:
    """Every title, note, reason and source is one of them, and the same texts are read back."""
    read = read_year(STOCKHOLM)
    model, volumes = read.documents()
    many = iter(HOSTILE * 200)

    def hostile() -> Text:
        text = next(many)
        return Text(text, text)

    model = replace(
        model,
        title=hostile(),
        provider=hostile(),
        customers={name: replace(entry, title=hostile()) for name, entry in model.customers.items()},
        measures={name: replace(entry, title=hostile(), unit=hostile()) for name, entry in model.measures.items()},
        sources={name: replace(entry, title=hostile(), note=hostile()) for name, entry in model.sources.items()},
        staff={name: replace(entry, title=hostile(), source=next(many)) for name, entry in model.staff.items()},
        overheads={name: replace(entry, title=hostile(), source=next(many)) for name, entry in model.overheads.items()},
        adjustments=tuple(replace(entry, reason=hostile(), by=next(many)) for entry in model.adjustments),
        areas={
            name: replace(
                area,
                title=hostile(),
                services={
                    of: replace(service, title=hostile(), note=hostile()) for of, service in area.services.items()
                },
            )
            for name, area in model.areas.items()
        },
    )
    before = priced_before(STOCKHOLM, model)[0]
    listed = price_list(price(model, volumes), before)
    book = whole_book(listed, "sv")
    content = written(book, IMPRINT)
    read_again = load_workbook(BytesIO(content))
    formulas = sum(text.count(b"<f>") for name, text in parts(content).items() if "worksheets/sheet" in name)
    assert formulas == len(book.calculated)
    for sheet in book.sheets:
        rows = read_again.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        for (row, column), cell in sheet.cells.items():
            if isinstance(cell.exact, str) and not cell.formula and len(cell.exact) < 40_000:
                assert rows[row][column] == cell.exact
    found = hidden(book)
    assert checksum(json.loads(found["documents"])) == digest(model, volumes)


def test_the_command_writes_it(tmp_path: Path) -> None:
    file = tmp_path / "new" / "list.xlsx"
    run = atcost("export", STOCKHOLM, "workbook", "-o", file)
    assert (run.code, run.out, run.err) == (0, f"Skrev {file}\n", "")
    assert file.read_bytes() == workbook(priced(STOCKHOLM), "sv")
    assert atcost("export", SMALL, "workbook", "-o", file, "--lang", "en").code == 0
    assert load_workbook(file).sheet_names[-3:] == ["Words", "Cells", "atcost"]


def test_the_bytes_are_the_same_elsewhere(tmp_path: Path) -> None:
    """In another process, time zone and locale, and with sets and tables in another order of memory."""
    for seed, zone in enumerate(("Pacific/Auckland", "America/Los_Angeles")):
        elsewhere = {**environment(), "PYTHONHASHSEED": str(seed), "TZ": zone, "LC_ALL": "C", "LANG": "C"}
        file = tmp_path / f"{seed}.xlsx"
        command = [sys.executable, "-m", "atcost.cli", "export", LINKED, "workbook", "-o", file]
        subprocess.run(command, env=elsewhere, capture_output=True, check=True)
        assert file.read_bytes() == workbook(priced(LINKED), "sv")


def test_the_command_refuses_what_makes_no_workbook(tmp_path: Path) -> None:
    run = atcost("export", STOCKHOLM, "workbook", "-o", tmp_path / "list.xlsx", "--customer", "culture")
    assert run.code == 2
    assert "--customer" in run.err
    run = atcost("export", STOCKHOLM, "workbook", "-o", tmp_path / "list.xls")
    assert run.code == 2
    assert ".xlsx" in run.err
    assert not list(tmp_path.iterdir())


def test_an_interrupted_export_leaves_the_old_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    file = tmp_path / "list.xlsx"
    file.write_bytes(b"old")
    for step in ("replace", "write_bytes"):
        with monkeypatch.context() as patched:
            patched.setattr(Path, step, interrupted)
            assert atcost("export", SMALL, "workbook", "-o", file).code == 130
        assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("list.xlsx", b"old")]


def test_reasons_that_do_not_add_up_are_never_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = {"customer": "culture", "left": "9.00"}
    fault = Finding("reasons_do_not_add_up", "model.toml", path="area.payable", values=left)
    monkeypatch.setattr(comparison, "_beyond", lambda *_: [fault])
    run = atcost("export", STOCKHOLM, "workbook", "-o", tmp_path / "list.xlsx")
    assert run.code == 1
    assert "culture" in run.out
    assert not list(tmp_path.iterdir())


def test_only_the_workbook_loads_its_library() -> None:
    script = """
import sys
from atcost.cli import main
sys.argv = ["atcost", "price", sys.argv[1], "--json"]
try:
    main()
finally:
    print("xlsxwriter" in sys.modules, file=sys.stderr)
"""
    run = subprocess.run(
        [sys.executable, "-c", script, SMALL], env=environment(), capture_output=True, text=True, check=True
    )
    assert run.stderr == "False\n"
