"""What a person changed in a workbook, for people and for programs: what, where, from what, to what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.words import Text
from atcost.outputs.cell_words import cell_words
from atcost.outputs.cells import table
from atcost.outputs.open_data import finding_views, to_json
from atcost.outputs.what_if_table import AFTER, BEFORE, value_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from atcost.core.cell_values import Documents
    from atcost.core.cells import Cell
    from atcost.core.finding import Finding
    from atcost.core.words import Language
    from atcost.outputs.text_table import Table

    Edit = tuple[Cell, Cell, tuple[str, str]]
    """A cell before and after, and the sheet and reference where it was changed."""

CHANGED = Text("Ändrat (cell)", "Changed (cell)")
PLACE = Text("Var i arbetsboken", "Where in the workbook")


def edits_table(edits: Iterable[Edit], after: Documents, language: Language) -> Table:
    """Return the changes as a table; ``after`` is the year with them, whose titles they are told by."""
    rows = [
        [
            f"{cell_words(after, new.address, language)} ({new.address})",
            "!".join(place),
            *(value_text(cell, language) for cell in (old, new)),
        ]
        for old, new, place in edits
    ]
    return table(language, None, [CHANGED, PLACE, BEFORE, AFTER], rows, numbers=2)


def edits_json(
    edits: Iterable[Edit],
    after: Documents,
    digests: tuple[str, str],
    findings: tuple[Sequence[Finding], Sequence[Finding]],
    language: Language,
) -> str:
    """Return the changes as JSON (docs/interface.md, ``atcost read-workbook --json``).

    ``digests`` are of the year before and after them, ``findings`` what came with them and what was there before.
    """
    changes = [
        {
            "cell": new.address,
            "what": cell_words(after, new.address, language),
            "sheet": place[0],
            "reference": place[1],
            "before": old.text() or None,
            "after": new.text() or None,
        }
        for old, new, place in edits
    ]
    before, digest = digests
    return to_json(
        {
            "changes": changes,
            "before": before,
            "digest": digest,
            "findings": finding_views(findings[0], language),
            "findings_before": finding_views(findings[1], language),
        }
    )
