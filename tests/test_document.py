"""The document for customers: archivable, accessible, whole, and with the engine's amounts, whatever texts it holds."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import outloud
import pdfua
import pikepdf
import pytest
from outloud.model import Document as Read

from atcost import __version__, read_model, read_volumes
from atcost.core.comparison import compare
from atcost.core.price_list import Publication, price_list
from atcost.core.pricing import price
from atcost.core.seal import digest
from atcost.core.words import Text, kronor_text
from atcost.outputs.document import content, document
from atcost.outputs.document.customers import sentences
from atcost.outputs.document.grids import grids
from atcost.outputs.document.told import Told
from atcost.outputs.origins import origins
from atcost.outputs.pictures.picture import WIDTH
from atcost.outputs.pictures.typeface import SOFT_HYPHEN, spelled
from atcost.outputs.text_table import Table

from .console import atcost
from .models import year_of_seed
from .pairs import pair_of_seed

if TYPE_CHECKING:
    from atcost.core.comparison import Comparison
    from atcost.core.model import Model
    from atcost.core.price_list import PriceList
    from atcost.core.words import Language

EXAMPLES = Path("examples")
PAGE_WIDTH, TOP, BOTTOM = 595.276, 40, 825
SLACK, EVERYWHERE = 0.5, (-9_999, -9_999, 9_999, 9_999)
"""In points: a page, and how far beyond its edge rounding may put a text."""


class Pdf:
    """A PDF, and what a reader finds in it."""

    def __init__(self, made: bytes, folder: Path) -> None:
        self.path = folder / "document.pdf"
        self.path.write_bytes(made)
        self.pikepdf = pikepdf.open(BytesIO(made))
        self.read = Read(str(self.path))
        self.pages = [page.get_text(clip=EVERYWHERE) for page in self.read.fitz()]

    def tags(self, name: str) -> list[Any]:
        return [element for element in self.read.elements if element.type == name]


@cache
def listed(example: str) -> tuple[PriceList, Comparison | None]:
    """Return an example's price list, and its comparison where it has a year before."""
    if example == "stockholm":
        old, new = (price(read_model(folder), read_volumes(folder)) for folder in years("2022", "2023"))
        return price_list(new, old), compare(old, new)
    folder = EXAMPLES / ("stockholm/2022" if example == "tariffs" else example)
    return price_list(price(read_model(folder), read_volumes(folder)), None), None


def years(*names: str) -> list[Path]:
    return [EXAMPLES / "stockholm" / name for name in names]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Pdf:
    return Pdf(document(*listed("stockholm"), "sv"), tmp_path_factory.mktemp("city"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Pdf:
    return Pdf(document(*listed("small"), "en"), tmp_path_factory.mktemp("small"))


def words_of(text: str) -> str:
    """Return a text without its blanks, which lines and typesetting move."""
    return re.sub(r"\s", "", text)


def test_it_is_archivable_and_accessible_by_its_own_word(city: Pdf) -> None:
    with city.pikepdf.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("2", "A", "1")
        assert xmp["dc:title"] == "Ekonomi 2023"
    root = city.pikepdf.Root
    assert root.Lang == "sv"
    assert root.MarkInfo.Marked
    assert root.ViewerPreferences.DisplayDocTitle
    assert [intent.S for intent in root.OutputIntents] == ["/GTS_PDFA1"]
    assert not {"/JavaScript", "/EmbeddedFiles"} & set(root.get("/Names", {}).keys())


def test_the_checkers_find_nothing_wrong(small: Pdf) -> None:
    assert pdfua.validate(str(small.path)).findings == ()
    checked = outloud.check(str(small.path))
    assert (checked.error, checked.errors) == (None, 0)


def test_the_checkers_see_what_is_wrong(small: Pdf, tmp_path: Path) -> None:
    spoiled = tmp_path / "spoiled.pdf"
    del small.pikepdf.Root.Lang
    small.pikepdf.save(spoiled)
    assert pdfua.validate(str(spoiled)).findings
    assert outloud.check(str(spoiled)).errors


def test_bookmarks_lead_to_every_area_and_customer(city: Pdf) -> None:
    priced, _ = listed("stockholm")
    with city.pikepdf.open_outline() as outline:
        chapters = {str(chapter.title): [str(each.title) for each in chapter.children] for chapter in outline.root}
    areas, customers = (
        [title(name).sv for name in names]
        for title, names in ((priced.area_title, priced.areas), (priced.customer_title, priced.customers))
    )
    assert list(chapters) == [
        *("1 Prislistan i korthet", "2 Så blir priset", "3 Tjänsteområden", "4 Priser"),
        *("5 Jämförelse med 2022", "6 Kunderna", "7 Ord"),
    ]
    assert chapters["3 Tjänsteområden"] == areas
    assert chapters["6 Kunderna"] == customers


def test_every_customer_has_a_page_with_its_price_and_three_sentences(city: Pdf) -> None:
    priced, _ = listed("stockholm")
    totals = priced.pricing.customer_totals()
    for name in priced.customers:
        title = words_of(priced.customer_title(name).sv)
        amount = words_of(kronor_text(totals[name], "sv"))
        pages = [words_of(page) for page in city.pages if words_of(page).count(title) >= 3]
        assert any(amount in page and "Pris2023" in page for page in pages), name


def test_every_page_has_version_and_digest_and_says_what_is_made_up(city: Pdf) -> None:
    pricing = listed("stockholm")[0].pricing
    said = [
        f"atcost {__version__} · Kontrollsumma {digest(pricing.model, pricing.volumes)}",
        *origins(pricing.model, "sv"),
    ]
    for number, page in enumerate(city.pages, 1):
        assert [text for text in said if words_of(text) not in words_of(page)] == [], number
        assert f"Sida {number} av {len(city.pages)}" in page


@pytest.mark.parametrize("customer", [None, "traffic"])
@pytest.mark.parametrize(
    ("priced", "said"),
    [
        ({}, "Förslag till"),
        ({"is_todays": True}, "dagens pris"),
        ({"published": Publication(date(2022, 11, 5))}, "prislista 2023"),
    ],
    ids=["proposal", "today's", "published"],
)
def test_every_page_says_what_it_stands_for(priced: dict, said: str, customer: str | None, tmp_path: Path) -> None:
    listing, compared = listed("stockholm")
    made = Pdf(document(replace(listing, **priced), compared, "sv", customer), tmp_path)
    feet = [page[page.rindex("Ekonomi 2023 ·") :] for page in made.pages]
    assert [number for number, foot in enumerate(feet, 1) if said.lower() not in foot.lower()] == []
    for word, field in (("Förslag", {}), ("Dagens pris", {"is_todays": True})):
        assert (word in made.pages[0]) == (priced == field), word
    assert ("5 november 2022" in made.pages[0]) == ("published" in priced and customer is None)
    if "is_todays" in priced:
        assert not any("Pris 2023" in page or "Summa 2023" in page for page in made.pages)


def test_a_seal_tells_a_published_list_from_a_proposal(tmp_path: Path) -> None:
    year, file, seals = EXAMPLES / "small", tmp_path / "list.pdf", [tmp_path / name for name in ("is.json", "may.json")]
    for seal, more in zip(seals, ([], ["--proposal"]), strict=True):
        assert atcost("publish", year, "-o", seal, "--date", "2024-11-15", *more).code == 0
    asked = ("export", year, "document", "-o", file, "--seal")
    priced, _ = listed("small")
    for seal, published in zip(seals, (Publication(date(2024, 11, 15)), None), strict=True):
        assert atcost(*asked, seal).code == 0
        assert file.read_bytes() == document(replace(priced, published=published), None, "sv")


def test_what_is_no_seal_of_the_list_makes_no_document(tmp_path: Path) -> None:
    seal, file = tmp_path / "small.json", tmp_path / "list.pdf"
    assert atcost("publish", EXAMPLES / "small", "-o", seal).code == 0
    export = ("export", EXAMPLES / "linked", "document", "-o", file, "--seal")
    other, missing = (atcost(*export, path) for path in (seal, tmp_path / "none.json"))
    assert (other.code, missing.code) == (2, 2)
    assert "en annan prislista" in other.err
    seal.write_text(seal.read_text(encoding="utf-8").replace("Skolan", "Skolen"), encoding="utf-8")
    assert atcost("export", EXAMPLES / "small", "document", "-o", file, "--seal", seal).code == 1
    csv = atcost("export", EXAMPLES / "small", "csv", "-o", tmp_path / "list.csv", "--seal", seal)
    assert csv.code == 2
    assert list(tmp_path.iterdir()) == [seal]


def test_every_figure_has_words_and_every_table_heads(city: Pdf) -> None:
    figures = city.tags("Figure")
    assert len(figures) >= 2 + len(listed("stockholm")[0].customers)
    assert [figure for figure in figures if len(figure.alt or "") < 20] == []
    tables = city.tags("Table")
    assert len(tables) > 2 * len(listed("stockholm")[0].customers)
    assert [table for table in tables if not any(each.type == "TH" for each in table.descendants())] == []


def test_the_document_has_the_engine_s_amounts(city: Pdf) -> None:
    pricing = listed("stockholm")[0].pricing
    text = words_of("".join(city.pages))
    amounts = [*pricing.prices.values(), pricing.total_ore, *(charge.amount_ore for charge in pricing.charges)]
    assert [ore for ore in amounts if words_of(kronor_text(ore, "sv")) not in text] == []


@pytest.mark.parametrize(
    ("customer", "notes_due"), [("culture", 1), ("farsta", 1), ("traffic", 0), ("stadsteatern", 0)]
)
def test_three_sentences_explain_a_price_also_after_a_reorganisation(customer: str, notes_due: int) -> None:
    told = Told(*listed("stockholm"), "sv")
    said = sentences(told, customer)
    assert len(re.findall(r"\.(?= |$)", " ".join(said))) == 3
    notes = [block["note"] for block in content(*listed("stockholm"), "sv", customer)["blocks"] if "note" in block]
    assert sum("omräknade till årets kunder" in note for note in notes) == notes_due


def test_amounts_of_a_customer_s_tables_sum_to_its_price() -> None:
    priced, compared = listed("stockholm")
    for name in priced.customers:
        blocks = content(priced, compared, "en", name)["blocks"]
        for grid in [block for block in blocks if block["kind"] == "grid" and block["foot"]][:2]:
            column = -1 if any("Share" in head for head in grid["heads"]) else 1
            amounts = [ore(row[column]) for row in grid["rows"]]
            assert sum(amounts) == ore(grid["foot"][0][column]) == priced.pricing.customer_totals()[name]


def ore(text: str) -> int:
    return int(re.sub(r"[^\d−]", "", text).replace("−", "-"))


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(("example", "customer"), [("linked", None), ("tariffs", None), ("stockholm", "education")])
def test_nothing_reaches_beyond_the_page(
    example: str, customer: str | None, language: Language, tmp_path: Path
) -> None:
    assert beyond(Pdf(document(*listed(example), language, customer), tmp_path)) == []


def test_nothing_of_the_whole_example_reaches_beyond_the_page(city: Pdf) -> None:
    assert beyond(city) == []


def overlapping(made: Pdf) -> list[str]:
    """Return the words that stand on others, as where a column is too narrow for its cells."""
    found = []
    for page in made.read.fitz():
        words = sorted(page.get_text("words", clip=EVERYWHERE), key=lambda word: word[1])
        for number, (left, top, right, bottom, word, *_) in enumerate(words):
            for other in takewhile(lambda each, end=bottom: each[1] < end, words[number + 1 :]):
                across, down = min(right, other[2]) - max(left, other[0]), min(bottom, other[3]) - max(top, other[1])
                if across > SLACK and down > 0.5 * min(bottom - top, other[3] - other[1]):
                    found.append(f"{word} / {other[4]}")
    return found


def test_no_word_stands_on_another(city: Pdf, small: Pdf) -> None:
    assert overlapping(city) + overlapping(small) == []


def test_words_that_stand_on_each_other_are_seen(small: Pdf, tmp_path: Path) -> None:
    crowded = Pdf(small.path.read_bytes(), tmp_path).read.fitz()
    crowded[2].insert_text((80, 78), "The")
    assert any("The" in pair for pair in overlapping(Pdf(crowded.tobytes(), tmp_path)))


HEADING = 11
"""From which size on, in points, a bold text is a heading."""


def ending_in_a_heading(made: Pdf) -> list[str]:
    """Return the headings that stand last on a page, above its foot."""
    found = []
    for page in list(made.read.fitz())[2:]:
        blocks = page.get_text("dict", clip=EVERYWHERE)["blocks"]
        spans = [span for block in blocks for line in block.get("lines", ()) for span in line["spans"]]
        body = [span for span in spans if span["bbox"][3] < BOTTOM - 55]
        last = max(body, key=lambda span: span["bbox"][3])
        if last["size"] > HEADING and "Semibold" in last["font"]:
            found.append(last["text"])
    return found


def test_a_letter_keeps_its_steps_together(tmp_path: Path) -> None:
    made = Pdf(document(*listed("stockholm"), "sv", "sport"), tmp_path)
    steps = [words_of("Kostnad. Varje tjänst"), words_of("Utanför årspriset.")]
    pages = [words_of(page) for page in made.pages]
    assert [number for number, page in enumerate(pages) if steps[0] in page] == [
        number for number, page in enumerate(pages) if steps[1] in page
    ]


def test_no_heading_stands_alone_at_the_foot_of_a_page(city: Pdf, small: Pdf) -> None:
    assert ending_in_a_heading(city) + ending_in_a_heading(small) == []


def test_heads_of_tables_are_parted_where_compounds_are_joined() -> None:
    blocks = content(*listed("stockholm"), "sv")["blocks"]
    heads = {head for block in blocks if block["kind"] == "grid" for head in block["heads"]}
    assert {head for head in heads if SOFT_HYPHEN in head} == {
        head.replace("-", SOFT_HYPHEN)
        for head in ("Leverantörs-reskontra", "Kund-reskontra", "Ekonomi-service", "Hyres-administration")
    } | {"Avgifts\u00adhantering"}


def test_what_reaches_beyond_the_page_is_seen(city: Pdf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.test_document.WIDTH", WIDTH - 40)
    assert beyond(city)


def beyond(made: Pdf) -> list[str]:
    """Return the words that reach beyond the text of their page, or its head or foot."""
    least = (PAGE_WIDTH - WIDTH) / 2 - SLACK
    return [
        word
        for page in made.read.fitz()
        for left, top, right, bottom, word, *_ in page.get_text("words", clip=EVERYWHERE)
        if left < least or right > PAGE_WIDTH - least or top < TOP or bottom > BOTTOM
    ]


HOSTILE = (
    *('#eval("1")', "$x^2$", "*fet* _kursiv_", "\\ \\u{41} \\n", "[inom] <etikett> @ref", "// bort /* borta */"),
    *('"citat"', "😀 glad", "a" * 400, "Ett mycket långt namn som fortsätter, " * 20, "= rubrik", "- punkt"),
    *("مرحبا", "中文标题", "Kund\u200bnoll", "\u202eomvänd", "1. lista", "e\u0301 å\u030a", "a" * 30),
)


def spoiled(model: Model) -> Model:
    """Return a model whose every title is a text that typesetting may take for its own."""
    texts = iter([Text(text, text) for text in HOSTILE] * 30)
    return replace(
        model,
        title=next(texts),
        text=next(texts),
        focus=tuple(next(texts) for _ in range(3)),
        areas={
            name: replace(
                area,
                title=next(texts),
                text=next(texts),
                services={
                    key: replace(each, title=next(texts), note=next(texts)) for key, each in area.services.items()
                },
            )
            for name, area in model.areas.items()
        },
        customers={name: replace(customer, title=next(texts)) for name, customer in model.customers.items()},
        measures={name: replace(each, title=next(texts), unit=next(texts)) for name, each in model.measures.items()},
        staff={name: replace(each, title=next(texts), source=next(texts).sv) for name, each in model.staff.items()},
        overheads={name: replace(each, title=next(texts)) for name, each in model.overheads.items()},
    )


def test_titles_that_look_like_code_come_out_as_text(tmp_path: Path) -> None:
    folder = EXAMPLES / "linked"
    priced = price_list(price(spoiled(read_model(folder)), read_volumes(folder)), None)
    made = Pdf(document(priced, None, "sv"), tmp_path)
    text = words_of("".join(made.pages)).replace("-", "")
    told = [words_of(spelled(title)).replace("-", "") for title in HOSTILE]
    assert [title for title in told if title[:300] not in text] == []
    assert beyond(made) + overlapping(made) + ending_in_a_heading(made) == []
    assert pdfua.validate(str(made.path)).findings == ()


def test_an_area_without_a_word_about_it_has_no_empty_paragraph() -> None:
    priced, _ = listed("small")
    pricing = priced.pricing
    areas = {name: replace(area, text=Text("", " ")) for name, area in pricing.model.areas.items()}
    quiet = replace(pricing, model=replace(pricing.model, areas=areas, text=Text("", "")))
    for language in ("sv", "en"):
        blocks = content(replace(priced, pricing=quiet), None, language)["blocks"]
        assert [block for block in blocks if block.get("text", "x").strip() == ""] == []


def test_an_interrupted_export_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> bytes:
        raise KeyboardInterrupt

    file = tmp_path / "list.pdf"
    file.write_bytes(b"earlier")
    monkeypatch.setattr(Path, "write_bytes", interrupted)
    assert atcost("export", EXAMPLES / "small", "document", "-o", file).code != 0
    monkeypatch.undo()
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir() if path.suffix == ".pdf"] == [
        ("list.pdf", b"earlier")
    ]


@pytest.mark.parametrize("seed", range(4))
def test_random_years_become_documents(seed: int, tmp_path: Path) -> None:
    priced = price_list(price(*year_of_seed(seed)), None)
    assert beyond(Pdf(document(priced, None, "sv"), tmp_path)) == []


@pytest.mark.parametrize("seed", range(4))
def test_random_pairs_of_years_become_documents(seed: int, tmp_path: Path) -> None:
    pair = pair_of_seed(seed)
    made = document(price_list(pair.new, pair.old), compare(pair.old, pair.new), "en")
    assert beyond(Pdf(made, tmp_path)) == []


def test_it_is_exported_beside_the_year_before(tmp_path: Path) -> None:
    file = tmp_path / "price-list.pdf"
    run = atcost("export", EXAMPLES / "stockholm/2023", "document", "-o", file)
    assert (run.code, run.err) == (0, "")
    assert file.read_bytes() == document(*listed("stockholm"), "sv")


def test_a_customer_s_letter_is_exported_in_english(tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    run = atcost("export", EXAMPLES / "small", "document", "-o", file, "--customer", "school", language="en")
    assert (run.code, run.err) == (0, "")
    assert file.read_bytes() == document(*listed("small"), "en", "school")


def test_the_same_list_gives_the_same_bytes() -> None:
    assert document(*listed("small"), "sv") == document(*listed("small"), "sv")


def test_a_table_that_is_too_wide_stands_in_parts_beside_its_texts() -> None:
    heads = ["Kund", *(f"Område {number}" for number in range(20))]
    table = Table(heads, 1, [["Namn", *["12 345 678,90"] * 20]])
    parts = list(grids(table))
    assert len(parts) > 1
    assert [head for part in parts for head in part.heads[1:]] == heads[1:]
    assert {part.heads[0] for part in parts} == {"Kund"}
    assert all(sum(part.widths) <= WIDTH + SLACK for part in parts)
