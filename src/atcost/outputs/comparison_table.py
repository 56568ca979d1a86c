"""Two years side by side as a table: old, new, change, percent, and each reason's part of the change (D3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.glossary import REASONS, as_head, term
from atcost.core.words import Text
from atcost.outputs.cells import Ore, as_it_is, table
from atcost.outputs.price_table import AREA, CHANGE, PERCENT, TOTAL, percent_text
from atcost.outputs.volume_causes import VOLUMES, together

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from atcost.core.comparison import Change, Comparison
    from atcost.core.words import Language
    from atcost.outputs.text_table import Table

COLUMNS = [each for name in REASONS for each in ([VOLUMES, name] if name == "own_volume" else [name])]
HEADS = {name: as_head(REASONS[name].word if name in REASONS else Text("volymer", "volumes")) for name in COLUMNS}
"""What each reason is called over its column, in their order."""


def area_table(part: Comparison, language: Language) -> Table:
    """Return the change of every area; of several customers together, volumes are one reason."""
    changes, total = part.of_areas(), part.total()
    if len({customer for _, customer in part.cells}) > 1:
        changes, total = {name: _together(change) for name, change in changes.items()}, _together(total)
    rows = [(part.area_title(name), change) for name, change in largest_first(changes)]
    return _table(Text("Per område", "By area"), [AREA, *year_labels(part)], rows, total, language)


def customer_table(part: Comparison, language: Language) -> Table:
    """Return the change of every customer."""
    rows = [(part.customer_title(name), change) for name, change in largest_first(part.of_customers())]
    heads = [term("customer"), *year_labels(part)]
    return _table(Text("Per kund", "By customer"), heads, rows, part.total(), language)


def largest_first(changes: Mapping[str, Change]) -> list[tuple[str, Change]]:
    """Return changes in the order in which one asks about them."""
    return sorted(changes.items(), key=lambda each: -abs(each[1].change_ore))


def year_labels(compared: Comparison) -> tuple[Text, Text]:
    """Return what the old and the new prices are called: by their years, where these differ."""
    old, new = compared.old.model.year, compared.new.model.year
    if old == new:
        return Text("Före", "Before"), Text("Efter", "After")
    return as_it_is(str(old)), as_it_is(str(new))


def _together(change: Change) -> Change:
    return change._replace(reasons_ore=together(change.reasons_ore))


def _table(
    title: Text, heads: Sequence[Text], changes: Sequence[tuple[Text, Change]], total: Change, language: Language
) -> Table:
    """Return changes and their sum; reasons of none are left out."""
    reasons = [name for name in HEADS if any(name in change.reasons_ore for _, change in changes)]
    columns = [*heads, CHANGE, PERCENT, *(HEADS[name] for name in reasons)]
    rows = [[named, *_amounts(change, reasons, language)] for named, change in changes]
    foot = [TOTAL, *_amounts(total, reasons, language)]
    return table(language, title, columns, rows, numbers=len(columns) - 1, foot=[foot])


def _amounts(change: Change, reasons: Iterable[str], language: Language) -> list[object]:
    found = change.reasons_ore
    return [
        *(Ore(change.old_ore), Ore(change.new_ore), Ore(change.change_ore)),
        percent_text(change.new_ore, change.old_ore, language),
        *(Ore(found[name]) if name in found else "" for name in reasons),
    ]
