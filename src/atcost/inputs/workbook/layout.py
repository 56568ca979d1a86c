"""What a workbook says of itself on its hidden sheet: the documents that it was written from, and where things stand.

docs/workbook.md, *Read back*, has its form. It is believed only as far as its digests bear it out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from atcost.core.cell_values import Documents
from atcost.core.finding import Faulty, Finding
from atcost.core.references import place
from atcost.core.seal import checksum
from atcost.core.words import Text, shown
from atcost.inputs.sealed import unsealed_documents

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atcost.core.words import Language
    from atcost.inputs.workbook.pages import Pages

SHEET, FORMAT = "atcost", "1"
Place = tuple[str, str]
"""A sheet and a reference on it."""
ADJUSTMENT = ("measure", "customer", "quantity", "reason", "by", "on")


class Input(NamedTuple):
    """A cell that a person may change: its place, what it held as exported, and what its number is multiplied by."""

    place: Place
    holds: str
    times: int


class SpareKey(NamedTuple):
    """Cells for a key that an area does not have yet."""

    area: str
    measure: Place
    weight: Place


class Wide(NamedTuple):
    """A block for volumes in wide form."""

    sheet: str
    first: str
    last: str


Anchor = tuple[int, int, str]
"""A row and column, and the text that stands there."""


class Layout(NamedTuple):
    """Where things stand in a workbook."""

    inputs: Mapping[str, Input]
    spare_keys: tuple[SpareKey, ...]
    spare_adjustments: tuple[Mapping[str, Place], ...]
    wide: tuple[Wide, ...]
    anchors: Mapping[str, list[Anchor]]
    sheets: frozenset[str]
    """All that there were as exported."""
    previous: str | None


class Origin(NamedTuple):
    """What a workbook was written from, in which language, and its layout."""

    documents: Documents
    language: Language
    layout: Layout


def read_origin(pages: Pages) -> Origin:
    """Return what the hidden sheet says.

    Raises:
        Faulty: it is not there, of another form, or altered.
    """
    if SHEET not in pages.names:
        raise Faulty([Finding("workbook_not_ours", pages.file)])
    told: dict[str, str] = {}
    for row in pages.page(SHEET).rows:
        name, text = (*map(str, row[:2]), "", "")[:2]
        told[name] = told.get(name, "") + text
    if told.get("format") != FORMAT:
        values = {"found": shown(told.get("format", "")), "due": FORMAT}
        raise Faulty([Finding("workbook_other_format", pages.file, values=values)])
    found, layout = _plain(pages.file, told, "documents"), _plain(pages.file, told, "layout")
    for name, said, due in (("documents", found, "digest"), ("layout", told["layout"], "layout_digest")):
        if checksum(said) != told.get(due):
            raise _altered(pages.file, name)
    try:
        model, volumes = unsealed_documents(pages.file, found)
        return Origin(Documents(model, volumes), "en" if told.get("language") == "en" else "sv", _layout(layout))
    except (KeyError, TypeError, ValueError, AttributeError):  # someone gave it another form and its digest anew
        raise _altered(pages.file, "layout") from None


def _plain(file: str, told: Mapping[str, str], name: str) -> Any:  # noqa: ANN401 -- any plain data
    try:
        return json.loads(told[name])
    except (KeyError, ValueError, RecursionError):
        raise _altered(file, name) from None


def _altered(file: str, part: str) -> Faulty:
    return Faulty([Finding("workbook_altered", file, values={"part": Text(part, part)})])


def _layout(found: Mapping[str, Any]) -> Layout:
    return Layout(
        inputs={address: _input(each) for address, each in found["inputs"].items()},
        spare_keys=tuple(
            SpareKey(each["area"], _place(each["measure"]), _place(each["weight"])) for each in found["spare_keys"]
        ),
        spare_adjustments=tuple(
            {name: _place(each[name]) for name in ADJUSTMENT} for each in found["spare_adjustments"]
        ),
        wide=tuple(
            Wide(each["sheet"], *(_place([each["sheet"], each[end]])[1] for end in ("first", "last")))
            for each in found["wide"]
        ),
        anchors={
            sheet: [(*place(at), text) for at, text in texts.items()] for sheet, texts in found["anchors"].items()
        },
        sheets=frozenset(found.get("sheets", ())),
        previous=found.get("previous"),
    )


def _input(found: Mapping[str, Any]) -> Input:
    return Input(_place([found["sheet"], found["reference"]]), str(found["holds"]), int(found["times"]))


def _place(found: list[str]) -> Place:
    sheet, reference = found
    place(reference)
    return sheet, reference
