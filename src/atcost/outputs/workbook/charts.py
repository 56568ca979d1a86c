"""Charts as XlsxWriter is told them: the cells that a series shows, its colour, and what a reader can do without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from atcost.outputs.workbook.looks import BLUE, GREY, ORANGE, PALETTE, RULE, STEEL
from atcost.outputs.workbook.places import fixed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.outputs.workbook.book import Chart, Range

FONT = {"color": GREY, "size": 9, "bold": False}
WIDTH, HEIGHT, BAR, AROUND = 860, 400, 22, 120
"""Pixels: a chart's size, what a lying bar takes, and the room around the bars."""
KINDS = {
    "bar": {"type": "bar"},
    "column": {"type": "column"},
    "stacked": {"type": "bar", "subtype": "stacked"},
    "waterfall": {"type": "column", "subtype": "stacked"},
}
UNSEEN = {"fill": {"none": True}, "border": {"none": True}}
RISES, FALLS = {"fill": {"color": ORANGE}}, {"fill": {"color": BLUE}}
STEPS: tuple[dict[str, Any], ...] = (UNSEEN, {"fill": {"color": STEEL}}, RISES, RISES, FALLS, FALLS)
"""How a waterfall's bars look: what carries them, prices, what rises above and below zero, what falls there."""


def kind(chart: Chart) -> dict[str, str]:
    """Return what kind of chart it is."""
    return KINDS[chart.kind]


def bars(chart: Chart) -> Iterator[dict[str, Any]]:
    """Yield the series that are drawn as bars."""
    looks = STEPS if chart.kind == "waterfall" else [{"fill": {"color": colour}} for colour in PALETTE]
    for number, (name, labels, values) in enumerate(chart.series[: len(STEPS)] if chart.labels else chart.series):
        yield {**_series(name, labels, values), "gap": 40, **looks[number % len(looks)]}


def tops(chart: Chart) -> Iterator[dict[str, Any]]:
    """Yield the unseen line over a waterfall's bars that carries what stands above them."""
    if chart.labels:
        texts = [{"value": fixed(cell)} for cell in chart.labels.cells()]
        shown = {"value": True, "position": "above", "font": {"size": 8}, "custom": texts}
        yield {**_series(*chart.series[-1]), "line": {"none": True}, "data_labels": shown}


def settings(chart: Chart) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what is set of the whole: each part of the chart and what it is told."""
    long = chart.kind in ("bar", "stacked")
    count = sum(1 for _ in chart.series[0][1].cells())
    yield "title", {"name": chart.title, "name_font": {"size": 12, "bold": True}, "overlay": False}
    yield "size", {"width": WIDTH, "height": AROUND + BAR * count if long else HEIGHT}
    yield "legend", {"none": True} if chart.labels or len(chart.series) == 1 else {"position": "bottom"}
    yield "x_axis", {"num_font": FONT, "reverse": long, "label_position": "low", "major_gridlines": {"visible": False}}
    yield "y_axis", {"num_font": FONT, "visible": not chart.labels, "major_gridlines": _lines(seen=not chart.labels)}


def _series(name: str, labels: Range, values: Range) -> dict[str, Any]:
    return {"name": name, "categories": fixed(labels), "values": fixed(values)}


def _lines(*, seen: bool) -> dict[str, Any]:
    return {"visible": seen, "line": {"color": RULE, "width": 0.5}}
