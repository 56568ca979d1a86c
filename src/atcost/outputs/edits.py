"""What a person changed in a workbook, for people and for programs: what, where, from what, to what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.words import Text
from atcost.outputs.cells import table
from atcost.outputs.open_data import finding_views, to_json
from atcost.outputs.what_if_table import AFTER, BEFORE, CHANGED, value_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from atcost.core.cells import Cell
    from atcost.core.finding import Finding
    from atcost.core.words import Language
    from atcost.outputs.text_table import Table

    Edit = tuple[Cell, Cell, tuple[str, str]]
    """A cell before and after, and the sheet and reference where it was changed."""

PLACE = Text("Var i arbetsboken", "Where in the workbook")


def edits_table(edits: Iterable[Edit], language: Language) -> Table:
    """Return the changes as a table."""
    rows = [
        [after.address, "!".join(place), value_text(before, language), value_text(after, language)]
        for before, after, place in edits
    ]
    return table(language, None, [CHANGED, PLACE, BEFORE, AFTER], rows, numbers=2)


def edits_json(edits: Iterable[Edit], digests: tuple[str, str], findings: Sequence[Finding], language: Language) -> str:
    """Return the changes as JSON (docs/interface.md, ``atcost read-workbook --json``)."""
    changes = [
        {
            "cell": after.address,
            "sheet": place[0],
            "reference": place[1],
            "before": before.text() or None,
            "after": after.text() or None,
        }
        for before, after, place in edits
    ]
    before, after = digests
    return to_json(
        {"changes": changes, "before": before, "digest": after, "findings": finding_views(findings, language)}
    )
