"""What became of every row that was read, by source and measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from atcost.core.counting import REASONS
from atcost.core.glossary import term
from atcost.core.words import Text, decimal_text
from atcost.outputs.cells import quantity, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from atcost.core.counting import MeasureCount
    from atcost.core.model import Model
    from atcost.core.words import Language
    from atcost.outputs.text_table import Block, Table

ROWS = (
    Text("Lästa rader", "Rows read"),
    Text("Räknade", "Counted"),
    Text("Undantagna", "Excluded"),
    Text("Avvisade", "Refused"),
    Text("Utan kund", "Of nobody"),
    Text("Utanför perioden", "Outside the window"),
)
MOST_CODES = 10
NO_THING = Text("utan något att räkna (thing)", "without a thing to count")


def count_page(model: Model, counts: Sequence[MeasureCount], language: Language) -> Iterator[Block]:
    """Yield what became of all rows: by which rule they were excluded, why refused, and which codes are nobody's."""
    yield _table(model, counts, language)
    for count in counts:
        if parts := _notes(count, language):
            yield f"{model.measures[count.measure].title.say(language)}: " + "; ".join(parts)


def _table(model: Model, counts: Iterable[MeasureCount], language: Language) -> Table:
    """Return the account of all rows: read = counted + excluded + refused + of nobody + outside."""
    columns = [term("source"), term("measure"), *ROWS, term("volume")]
    rows = []
    for count in counts:
        numbers = (
            count.read,
            count.counted,
            sum(count.excluded.values()) + count.without_thing,
            sum(count.refused.values()),
            sum(count.nobody.values()),
            count.outside,
            count.quantity,
        )
        source = model.sources[count.source].title if count.source in model.sources else count.source
        texts = [source, model.measures[count.measure].title]
        rows.append([*texts, *(quantity(number, language) for number in numbers)])
    return table(language, None, columns, rows, numbers=len(ROWS) + 1)


def _notes(count: MeasureCount, language: Language) -> list[str]:
    return [
        *(f"{rule}: {quantity(rows, language)}" for rule, rows in count.excluded.items()),
        *([f"{NO_THING.say(language)}: {quantity(count.without_thing, language)}"] if count.without_thing else []),
        *(f"{REASONS[reason].say(language)}: {quantity(rows, language)}" for reason, rows in count.refused.items()),
        *_codes(count.nobody, language),
    ]


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
    named = [f"{code or '–'} ({quantity(rows, language)})" for code, rows in list(nobody.items())[:MOST_CODES]]
    more = len(nobody) - len(named)
    return [f"{words}: {', '.join(named)}" + (f" +{more}" if more else "")]
