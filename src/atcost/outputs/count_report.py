"""What became of every row that was read, by source and measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from atcost.core.counting import REASONS
from atcost.core.glossary import heads
from atcost.core.words import Text, decimal_text
from atcost.outputs.price_table import quantity
from atcost.outputs.text_table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from atcost.core.counting import MeasureCount
    from atcost.core.model import Model
    from atcost.core.words import Language

ROWS = Text(
    "Lästa rader|Räknade|Undantagna|Avvisade|Utan kund|Utanför perioden",
    "Rows read|Counted|Excluded|Refused|Of nobody|Outside the window",
)
MOST_CODES = 10
NO_THING = Text("utan något att räkna (thing)", "without a thing to count")


def count_table(model: Model, counts: Iterable[MeasureCount], language: Language) -> Table:
    """Return the account of all rows: read = counted + excluded + refused + of nobody + outside."""
    ends = ROWS.say(language).split("|")
    table = Table([*heads(language, "source", "measure"), *ends, *heads(language, "volume")], texts=2)
    for count in counts:
        rows = (
            count.read,
            count.counted,
            sum(count.excluded.values()) + count.without_thing,
            sum(count.refused.values()),
            sum(count.nobody.values()),
            count.outside,
        )
        numbers = [quantity(number, language) for number in (*rows, count.quantity)]
        table.rows.append([count.source, model.measures[count.measure].title.say(language), *numbers])
    return table


def count_notes(counts: Iterable[MeasureCount], language: Language) -> list[str]:
    """Say by which rule rows were excluded, why they were refused, and which codes map to nobody."""
    found = []
    for count in counts:
        parts = [
            *(f"{rule}: {quantity(rows, language)}" for rule, rows in count.excluded.items()),
            *([f"{NO_THING.say(language)}: {quantity(count.without_thing, language)}"] if count.without_thing else []),
            *(f"{REASONS[reason].say(language)}: {quantity(rows, language)}" for reason, rows in count.refused.items()),
            *_codes(count.nobody, language),
        ]
        if parts:
            found.append(f"{count.measure}: " + "; ".join(parts))
    return found


def count_view(counts: Iterable[MeasureCount]) -> list[dict[str, Any]]:
    """Return the account of all rows as plain data."""
    return [
        {
            "source": count.source,
            "measure": count.measure,
            "read": count.read,
            "counted": count.counted,
            "excluded": dict(count.excluded),
            "refused": dict(count.refused),
            "without_thing": count.without_thing,
            "outside": count.outside,
            "nobody": dict(count.nobody),
            "quantity": decimal_text(count.quantity),
        }
        for count in counts
    ]


def _codes(nobody: Mapping[str, int], language: Language) -> list[str]:
    if not nobody:
        return []
    words = Text("koder utan kund", "codes of nobody").say(language)
    shown = [f"{code or '–'} ({quantity(rows, language)})" for code, rows in list(nobody.items())[:MOST_CODES]]
    more = len(nobody) - len(shown)
    return [f"{words}: {', '.join(shown)}" + (f" +{more}" if more else "")]
