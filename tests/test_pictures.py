"""Pictures: nothing overlaps or is cut, whatever the titles; colours are told apart; each says what it shows."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import combinations, pairwise
from random import Random
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from atcost import read_model, read_volumes
from atcost.core.comparison import compare
from atcost.core.pricing import price
from atcost.core.words import Text
from atcost.outputs.causes import Causes
from atcost.outputs.pictures import colours
from atcost.outputs.pictures.flow import MOST, Stage, flow
from atcost.outputs.pictures.heat import HeatRow, heat
from atcost.outputs.pictures.sparkline import sparkline
from atcost.outputs.pictures.stacked import Bar, stacked
from atcost.outputs.pictures.typeface import lines, spelled, width
from atcost.outputs.pictures.waterfall import waterfall
from atcost.outputs.waterfall import DOWN, PRICE, UP, Step, waterfall_steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.outputs.pictures.picture import Picture

SVG = "{http://www.w3.org/2000/svg}"
LONG = "Förvaltningsövergripande samordningsuppdragsbeskrivningar för stadsdelsförvaltningarna och bolagen, " * 3
HOSTILE = (
    "<script>alert(1)</script> & \"citat\" 'apostrof'",
    "#eval(1) $x$ *fet* \\ `kod`",
    "😀 中文 \u202e",
    "A" * 500,
)
TITLES = ("Rent", "Leverantörsreskontra", LONG, *HOSTILE)
# Machado, Oliveira and Fernandes 2009, severity 1, on linear light.
BLINDNESS = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
WHITE = (0.9505, 1.0, 1.089)
TOLD_APART, LIGHTNESS_STEP, READABLE = 15, 6, 4.5


def lab(colour: str, blindness: str = "none") -> tuple[float, float, float]:
    """Return a colour in CIELAB as somebody sees it."""
    seen = times(BLINDNESS[blindness], [colours.linear(channel) for channel in colours.channels(colour)])
    parts = (value / white for value, white in zip(times(XYZ, seen), WHITE, strict=True))
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in parts)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def times(matrix: tuple, vector: list) -> list[float]:
    return [max(0.0, sum(a * b for a, b in zip(row, vector, strict=True))) for row in matrix]


def distance(one: str, other: str, blindness: str) -> float:
    return sum((a - b) ** 2 for a, b in zip(lab(one, blindness), lab(other, blindness), strict=True)) ** 0.5


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_the_colour_blind_tell_colours_apart(blindness: str) -> None:
    sets = (colours.SERIES, (colours.PRICE, colours.RISE, colours.FALL), (colours.HOTTEST, colours.COLDEST))
    close = [
        (one, other, distance(one, other, blindness))
        for each in sets
        for one, other in combinations(each, 2)
        if distance(one, other, blindness) < TOLD_APART
    ]
    assert close == []


def test_a_colour_that_the_colour_blind_mistake_is_seen() -> None:
    red, green = "#d62728", "#7a7a00"
    assert distance(red, green, "none") > 3 * TOLD_APART
    assert distance(red, green, "deutan") < TOLD_APART


def test_without_colour_parts_differ_by_lightness() -> None:
    for each in (colours.SERIES, (colours.PRICE, colours.RISE, colours.FALL)):
        steps = [lab(colour)[0] for colour in each]
        assert all(later - earlier >= LIGHTNESS_STEP for earlier, later in pairwise(steps))


def test_text_is_read_on_every_colour() -> None:
    filled = [(colours.readable_on(colour), colour) for colour in colours.SERIES]
    plain = [(colours.INK, ground) for ground in (colours.HOTTEST, colours.COLDEST, colours.PAPER)]
    quiet = [(colours.QUIET, colours.PAPER)]
    assert [pair for pair in [*filled, *plain, *quiet] if colours.contrast(*pair) < READABLE] == []


def drawn(titles: tuple[str, ...], seed: int) -> Iterator[Picture]:
    """Draw every kind of picture of chance numbers under some titles."""
    rng = Random(seed)  # noqa: S311 -- chance that can be repeated is what is wanted
    names = {f"n{number}": rng.choice(titles) for number in range(14)}
    ore = [rng.randrange(1, 10 ** rng.randrange(3, 12)) for _ in range(200)]
    stages = tuple(Stage(rng.choice(titles), names) for _ in range(3))
    links = [{(rng.choice([*names]), rng.choice([*names])): rng.choice(ore) for _ in range(40)} for _ in range(2)]
    yield flow(rng.choice(titles), stages, *links, currency="SEK", language="sv")
    bars = [Bar(rng.choice(titles), [rng.choice([0, *ore]) for _ in range(8)]) for _ in range(5)]
    kinds = [rng.choice(titles) for _ in range(8)]
    yield stacked(rng.choice(titles), "Område", kinds, bars, currency="EUR", language="en")
    columns = [rng.choice(titles) for _ in range(rng.randrange(1, 7))]
    percents = [None, 0, Fraction(-1, 3), Fraction(12345, 7), Fraction(-99)]
    rows = [HeatRow(rng.choice(titles), [rng.choice(percents) for _ in columns], number == 7) for number in range(8)]
    yield heat(rng.choice(titles), rng.choice(titles), columns, rows, "sv")
    months = {f"2021-{number:02d}": Fraction(rng.randrange(10**6), 3) for number in range(1, rng.randrange(2, 13))}
    yield sparkline(rng.choice(titles), months, "sv", 150)
    marks = [PRICE, *(rng.choice((UP, DOWN)) for _ in range(9)), PRICE]
    steps = [Step(Text(*[rng.choice(titles)] * 2), rng.choice(ore), rng.choice(ore), rng.choice(ore), m) for m in marks]
    yield waterfall(steps, rng.choice(titles), "SEK", "sv")


def extremes() -> Iterator[Picture]:
    """Draw what years seldom hold: one area and one customer, many of both, nothing, the least and the largest."""
    for areas, customers, least, most in ((1, 1, 1, 1), (12, 60, 10**8, 10**8), (3, 5, 1, 10**15)):
        columns = (("Kostnad", 2), ("Område", areas), ("Kund", customers))
        names = [{f"{kind}{number}": f"{kind} {number}" for number in range(many)} for kind, many in columns]
        incoming = {(kind, area): most for kind in names[0] for area in names[1]}
        outgoing = {(area, name): most if area == "Område0" else least for area in names[1] for name in names[2]}
        stages = tuple(Stage("Rubrik", each) for each in names)
        yield flow("Flöde", stages, incoming, outgoing, currency="SEK", language="sv")
    for ore in (0, 1, 10**15):
        bars = [Bar("Allt", [ore] * 9), Bar("Inget", [0] * 9)]
        yield stacked("Staplar", "Område", [*"ABCDEFGHI"], bars, currency="SEK", language="sv")
        moved = [Step(Text("Ned", "Down"), -2 * ore, ore, -ore, DOWN), Step(Text("Upp", "Up"), 1, -ore, 1 - ore, UP)]
        ends = [Step(Text(year, year), value, 0, value, PRICE) for year, value in (("2022", ore), ("2023", 1 - ore))]
        yield waterfall([ends[0], *moved, ends[1]], "Skäl", "SEK", "sv")
        yield sparkline("Volym", {"januari": -ore, "februari": ore}, "sv", 150)
        rows = [HeatRow("Kund", [Fraction(ore, 3), -100, None, 0, Fraction(1, 10**9), ore, -ore])]
        yield heat("Procent", "Kund", [f"Område {number}" for number in range(7)], rows, "sv")


def root_of(picture: Picture) -> ET.Element:
    return ET.fromstring(picture.svg)  # noqa: S314 -- it is our own


def boxes(picture: Picture) -> list[tuple[float, float, float, float, str]]:
    """Return where each text of a picture stands: left, top, right, bottom."""
    found = []
    for text in root_of(picture).iter(f"{SVG}text"):
        x, y, size = (float(text.attrib[name]) for name in ("x", "y", "font-size"))
        said = text.text or ""
        wide = width(said, size, bold=text.get("font-weight") == "600")
        left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "start")]
        found.append((left, y - 0.72 * size, left + wide, y + 0.2 * size, said))
    return found


def crowded(picture: Picture) -> list[str]:
    """Return the texts that overlap others, or reach beyond the picture."""
    placed, slack = boxes(picture), 0.3
    outside = [
        said
        for left, top, right, bottom, said in placed
        if left < -slack or top < -slack or right > picture.width + slack or bottom > picture.height + slack
    ]
    return outside + [
        f"{one[4]} / {other[4]}"
        for one, other in combinations(placed, 2)
        if min(one[2], other[2]) - max(one[0], other[0]) > slack
        and min(one[3], other[3]) - max(one[1], other[1]) > slack
    ]


@pytest.mark.parametrize("titles", [("Rent", "Fees"), TITLES, (LONG,)], ids=["short", "all kinds", "long"])
def test_texts_neither_overlap_nor_are_cut(titles: tuple[str, ...]) -> None:
    assert [said for seed in range(6) for picture in drawn(titles, seed) for said in crowded(picture)] == []


def test_extremes_are_drawn_within_the_picture() -> None:
    for picture in extremes():
        assert crowded(picture) == []
        assert [box for box in filled(picture) if not fits(box, picture)] == []


def test_a_box_beyond_the_picture_is_seen() -> None:
    picture = next(extremes())
    assert not fits((0, 0, picture.width + 9, 5), picture)
    assert len(filled(picture)) > 2


def filled(picture: Picture) -> list[tuple[float, float, float, float]]:
    """Return where the boxes of a picture stand: left, top, right, bottom."""
    boxes_of = [rect for rect in root_of(picture).iter(f"{SVG}rect") if "x" in rect.attrib]
    sides = [[float(rect.attrib[name]) for name in ("x", "y", "width", "height")] for rect in boxes_of]
    return [(x, y, x + wide, y + high) for x, y, wide, high in sides]


def fits(box: tuple[float, float, float, float], picture: Picture) -> bool:
    left, top, right, bottom = box
    slack = 2
    upright = left <= right and top <= bottom
    return upright and min(left, top) >= -slack and right <= picture.width + slack and bottom <= picture.height + slack


def test_a_cut_text_ends_in_an_ellipsis_alone() -> None:
    assert lines("Förvaltningsövergripande", 70, 8, 1) == ["Förvaltnings…"]


def test_compounds_are_parted_where_they_are_joined() -> None:
    compounds = (
        "Hyres-administration",
        "Ekonomi-service",
        "Kund-reskontra",
        "Avgifts-hantering",
        "Miljö-förvaltningen",
    )
    for compound in compounds:
        first, _ = compound.split("-")
        room = width(compound.replace("-", ""), 8) - 1
        assert lines(compound.replace("-", ""), room, 8, 2) == [f"{first}-", compound.split("-")[1]]


def test_texts_that_overlap_are_seen() -> None:
    picture = next(drawn(("Rent",), 0))
    moved = picture.svg.replace("</svg>", '<text x="2" y="120" font-size="400">Rent</text></svg>')
    assert crowded(type(picture)(moved, picture.width, picture.height, "", "", picture.table))


def test_every_picture_says_what_it_shows_and_has_a_table() -> None:
    for picture in drawn(TITLES, 1):
        root = root_of(picture)
        assert root.get("role") == "img"
        assert [root[0].tag, root[1].tag] == [f"{SVG}title", f"{SVG}desc"]
        assert root[0].text == root.get("aria-label") == picture.title
        assert root[1].text == picture.description
        assert picture.table.rows
        assert {len(row) for row in picture.table.rows} == {len(picture.table.heads)}


def test_nothing_of_a_title_becomes_markup() -> None:
    known = {"svg", "title", "desc", "defs", "pattern", "rect", "polyline", "circle", "path", "text"}
    for picture in drawn(HOSTILE, 2):
        assert {element.tag.removeprefix(SVG) for element in root_of(picture).iter()} <= known


def test_every_number_of_the_table_stands_in_the_figure() -> None:
    rows = [HeatRow("a", [Fraction(1, 2), None]), HeatRow("b", [-3, 0])]
    picture = heat("t", "h", ["x", "y"], rows, "en")
    assert picture.table.rows == [["a", "+0.5", "–"], ["b", "−3.0", "0.0"]]
    assert {cell for row in picture.table.rows for cell in row} <= {box[4] for box in boxes(picture)}


def test_the_waterfall_of_the_example_has_the_engine_s_amounts() -> None:
    years = [f"examples/stockholm/{year}" for year in (2022, 2023)]
    compared = compare(*(price(read_model(year), read_volumes(year)) for year in years))
    part = compared.only(customer="traffic")
    picture = waterfall(waterfall_steps(part, list(Causes(compared).of(part).values())), "Trafik", "SEK", "sv")
    amounts = [ore(row[1]) for row in picture.table.rows]
    assert amounts[0] == part.total().old_ore
    assert sum(amounts[:-1]) == amounts[-1] == part.total().new_ore
    assert {row[1] for row in picture.table.rows} <= {box[4] for box in boxes(picture)}


def ore(text: str) -> int:
    return int(re.sub(r"[+\s,]", "", text.replace("−", "-")))


def test_the_tail_of_a_flow_is_folded_and_nothing_is_lost() -> None:
    customers = {f"c{number}": f"Customer {number}" for number in range(40)}
    outgoing = {("area", name): 100_000 * (number + 1) for number, name in enumerate(customers)}
    stages = (Stage("Cost", {"staff": "Staff"}), Stage("Area", {"area": "Area"}), Stage("Customer", customers))
    picture = flow("Flow", stages, {("staff", "area"): sum(outgoing.values())}, outgoing, currency="SEK", language="en")
    names = [row[1] for row in picture.table.rows[1:]]
    assert len(names) == MOST + 1
    assert "34 others" in names
    assert "SEK 820 thousand" in {row[2].replace("\xa0", " ") for row in picture.table.rows}


def test_what_the_typeface_lacks_is_named() -> None:
    assert spelled("😀 å\u202e") == "[grinning face] å·"
    assert all(width(line, 8) <= 100 for title in TITLES for line in lines(spelled(title), 100, 8, 30))
    assert "".join(lines("A" * 500, 100, 8, 100)) == "A" * 500
