"""Charts as XlsxWriter is told them: the cells that a series shows, its colour, and what a reader can do without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from atcost.outputs.workbook.looks import GREY, ORANGE, PALETTE, RULE, SKY, STEEL
from atcost.outputs.workbook.places import fixed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.outputs.workbook.book import Chart

FONT = {"color": GREY, "size": 9, "bold": False}
WIDTH, HEIGHT, BAR, AROUND = 860, 400, 22, 120
"""Pixels: a chart's size, what a lying bar takes, and the room around the bars."""
KINDS = {
    "bar": {"type": "bar"},
    "column": {"type": "column"},
    "stacked": {"type": "bar", "subtype": "stacked"},
    "waterfall": {"type": "column", "subtype": "stacked"},
}
UP, DOWN = '[>=0.5]"+"#,##0;;', '[>=0.5]"−"#,##0;;'
UP_BELOW, DOWN_BELOW = ';"+"#,##0;', ';"−"#,##0;'
"""How steps are labelled above and below zero, with their signs; what is 0 is not."""


def _step(colour: str, form: str) -> dict[str, Any]:
    return {"fill": {"color": colour}, "data_labels": {"value": True, "num_format": form, "font": {"size": 8}}}


STEPS: tuple[dict[str, Any], ...] = (
    {"fill": {"none": True}, "border": {"none": True}},
    {"fill": {"color": STEEL}},
    *(_step(ORANGE, UP), _step(ORANGE, UP_BELOW)),
    *(_step(SKY, DOWN), _step(SKY, DOWN_BELOW)),
)
"""How a waterfall's bars look: what carries them, prices, what rises above and below zero, what falls there."""


def kind(chart: Chart) -> dict[str, str]:
    """Return what kind of chart it is."""
    return KINDS[chart.kind]


def bars(chart: Chart) -> Iterator[dict[str, Any]]:
    """Yield the series."""
    looks = STEPS if chart.kind == "waterfall" else [{"fill": {"color": colour}} for colour in PALETTE]
    for number, (name, labels, values) in enumerate(chart.series):
        cells = {"name": name, "categories": fixed(labels), "values": fixed(values)}
        yield {**cells, "gap": 40, **looks[number % len(looks)]}


def settings(chart: Chart) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what is set of the whole: each part of the chart and what it is told.

    A waterfall has no scale: its bars need not begin at zero, and its steps are labelled.
    """
    lies, steps = chart.kind in ("bar", "stacked"), chart.kind == "waterfall"
    count = sum(1 for _ in chart.series[0][1].cells())
    yield "title", {"name": chart.title, "name_font": {"size": 12, "bold": True}, "overlay": False}
    yield "size", {"width": WIDTH, "height": AROUND + BAR * count if lies else HEIGHT}
    yield "legend", {"none": True} if steps or len(chart.series) == 1 else {"position": "bottom"}
    yield "x_axis", {"num_font": FONT, "reverse": lies, "label_position": "low", "major_gridlines": {"visible": False}}
    lines = {"visible": not steps, "line": {"color": RULE, "width": 0.5}}
    yield "y_axis", {"num_font": FONT, "visible": not steps, "major_gridlines": lines}
