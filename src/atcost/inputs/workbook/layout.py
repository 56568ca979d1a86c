"""What a workbook says of itself on its hidden sheet: the documents that it was written from, and where things stand.

docs/workbook.md, *Read back*, has its form. It is believed only as far as its digests bear it out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from atcost.core.cell_values import Documents
from atcost.core.finding import Faulty, Finding
from atcost.core.references import place, reference
from atcost.core.seal import checksum
from atcost.core.words import Text, shown
from atcost.inputs.sealed import unsealed_documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from atcost.core.words import Language
    from atcost.inputs.workbook.pages import Pages

SHEET, FORMAT = "atcost", "1"
Place = tuple[str, str]
"""A sheet and a reference on it."""
ADJUSTMENT = ("measure", "customer", "quantity", "reason", "by", "on")


class Block(NamedTuple):
    """Cells that stand below each other and that a person may change: where the first stands, and what they are.

    Each has its address and what it held as exported, nothing as an empty text; ``times`` is what their numbers are
    multiplied by.
    """

    sheet: str
    row: int
    column: int
    times: int
    cells: tuple[tuple[str, float | str], ...]

    def place(self, number: int) -> Place:
        """Return where a cell of the block stands, the first as 0."""
        return self.sheet, reference(self.row + number, self.column)


class SpareKey(NamedTuple):
    """Cells for a key that an area does not have yet."""

    area: str
    measure: Place
    weight: Place


class Wide(NamedTuple):
    """Where volumes in wide form may stand on a sheet: to the right of this row and column and below."""

    sheet: str
    row: int
    column: int


class Anchor(NamedTuple):
    """Texts that stand below each other: the row and column of the first, and all of them."""

    row: int
    column: int
    texts: list[str]


class Layout(NamedTuple):
    """Where things stand in a workbook."""

    inputs: tuple[Block, ...]
    spare_keys: tuple[SpareKey, ...]
    spare_adjustments: tuple[Mapping[str, Place], ...]
    wide: tuple[Wide, ...]
    anchors: Mapping[str, list[Anchor]]
    sheets: Mapping[str, tuple[int, int]]
    """All that there were as exported, and the last row and column of each."""
    previous: str | None

    def places(self) -> dict[str, Place]:
        """Return where each input stands, by its address."""
        return {
            address: block.place(number) for block in self.inputs for number, (address, _) in enumerate(block.cells)
        }


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
    except (
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
        OverflowError,
    ):  # someone gave it another form and its digest anew
        raise _altered(pages.file, "layout") from None


def _plain(file: str, told: Mapping[str, str], name: str) -> Any:  # noqa: ANN401 -- any plain data
    try:
        return json.loads(told[name])
    except (KeyError, ValueError, RecursionError):
        raise _altered(file, name) from None


def _altered(file: str, part: str) -> Faulty:
    return Faulty([Finding("workbook_altered", file, values={"part": Text(part, part)})])


def _layout(found: Mapping[str, Any]) -> Layout:
    """Return the layout that plain data say.

    Raises:
        ValueError: they say none, as other errors of what is built in.
    """
    if not found["anchors"].keys() <= found["sheets"].keys():
        raise ValueError(found["sheets"])
    return Layout(
        inputs=tuple(map(_block, found["inputs"])),
        spare_keys=tuple(
            SpareKey(each["area"], _place(each["measure"]), _place(each["weight"])) for each in found["spare_keys"]
        ),
        spare_adjustments=tuple(
            {name: _place(each[name]) for name in ADJUSTMENT} for each in found["spare_adjustments"]
        ),
        wide=tuple(Wide(each["sheet"], *place(each["first"])) for each in found["wide"]),
        anchors={
            sheet: [_anchor(at, texts) for at, texts in columns.items()] for sheet, columns in found["anchors"].items()
        },
        sheets={sheet: place(last) for sheet, last in found["sheets"].items()},
        previous=found.get("previous"),
    )


def _block(found: Mapping[str, Any]) -> Block:
    held = (each if isinstance(each, str) else float(each) for each in found["holds"])
    cells = tuple(zip(map(str, found["cells"]), held, strict=True))
    return Block(found["sheet"], *place(found["first"]), int(found["times"]), cells)


def _anchor(reference: str, texts: Iterable[str | None]) -> Anchor:
    """Return texts below each other; None is the same as above."""
    whole: list[str] = []
    for text in texts:
        whole.append(whole[-1] if text is None else text)
    return Anchor(*place(reference), whole)


def _place(found: list[str]) -> Place:
    sheet, reference = found
    place(reference)
    return sheet, reference
