"""What was moved on a sheet: where texts no longer stand as exported, and whether rows or columns came or went."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from atcost.core.references import reference
from atcost.core.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from atcost.inputs.workbook.layout import Anchor
    from atcost.inputs.workbook.pages import Page

    At = tuple[int, int]
    """A row and a column."""

ROWS, COLUMNS = Text("Rader", "Rows"), Text("Kolumner", "Columns")
MOST = 50
"""By how many rows or columns texts are looked for."""


class Moved(NamedTuple):
    """Where another text stood, and that text; the rule that is broken, of rows or columns, and where it stands now."""

    reference: str
    due: str
    rule: str
    what: Text = ROWS
    now: str = ""


def first_moved(page: Page, anchors: Iterable[Anchor]) -> Moved | None:
    """Return the first that was moved on a sheet; None where all stands as it did.

    That is the first column that gave way to others, or else the first row.
    """
    anchors = list(anchors)
    others = [at for anchor in anchors for at in _first_other(page, anchor)]
    if not others:
        return None
    texts = {(row + n, column): text for row, column, below in anchors for n, text in enumerate(below)}
    left, top = min(others, key=lambda at: at[::-1]), min(others)
    beside = {at: text for at, text in texts.items() if at[0] == left[0] and at[1] >= left[1]}
    below = {at: text for at, text in texts.items() if at[1] == top[1] and at[0] >= top[0]}
    for first, along, step, what in ((left, beside, (0, 1), COLUMNS), (top, below, (1, 0), ROWS)):
        if by := _inserted(page, along, step):
            now = reference(first[0] + by * step[0], first[1] + by * step[1])
            return Moved(reference(*first), texts[first], "lines_inserted", what, now)
        if _are_removed(page, first, along, step):
            return Moved(reference(*first), texts[first], "lines_removed", what)
    return Moved(reference(*top), texts[top], "cell_moved")


def _first_other(page: Page, anchor: Anchor) -> Iterator[At]:
    """Yield the first cell of an anchor in which another text stands, if there is one."""
    row, column, texts = anchor
    found = page.column(row, column, len(texts))
    if found != texts:
        other = next((n for n, text in enumerate(texts) if str(found[n]).strip() != text), None)
        if other is not None:
            yield row + other, column


def _inserted(page: Page, texts: dict[At, str], step: At) -> int:
    """Return by how many rows or columns all of some texts stand further on; 0 where they don't."""
    return next((by for by in range(1, MOST) if _stand(page, texts, step, by)), 0)


def _are_removed(page: Page, first: At, texts: dict[At, str], step: At) -> bool:
    """Tell whether most of some texts stand further back, where the first few of them stood."""
    for by in range(1, MOST):
        left = {at: text for at, text in texts.items() if (at[0] - first[0]) + (at[1] - first[1]) >= by}
        if len(left) < by:
            return False
        if _stand(page, left, step, -by):
            return True
    return False


def _stand(page: Page, texts: dict[At, str], step: At, by: int) -> bool:
    return all(
        str(page.at(row + by * step[0], column + by * step[1])).strip() == text for (row, column), text in texts.items()
    )
