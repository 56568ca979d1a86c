"""What became of every row that was read, by source and measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from atcost.core.counting import REASONS, code_text
from atcost.core.glossary import term
from atcost.core.words import Text, decimal_text, number_text
from atcost.outputs.cells import quantity, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from atcost.core.counting import Behind, MeasureCount
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
THINGS_TO_VOLUME = Text(
    "rader {0}, saker räknade en gång per kund och månad {1}, × del {2} = {volume} {3}",
    "rows {0}, things counted once a customer and month {1}, × part {2} = {volume} {3}",
)
QUANTITIES_TO_VOLUME = Text(
    "rader {0}, antal i dem {1}, × del {2} = {volume} {3}", "rows {0}, quantity in them {1}, × part {2} = {volume} {3}"
)
VOLUME = Text("Volym, alla månader", "Volume, all months")
"""What is counted in all: a stock's used volume is the mean of these months, or the last of them."""
MONTHS_VOLUME = Text("månadens volym", "the month's volume")
ALL_MONTHS_VOLUME = Text("alla månaders volym", "all months' volume")
MOST_CODES = 10
NO_THING = Text("utan något att räkna (thing)", "without a thing to count")


def count_page(model: Model, counts: Sequence[MeasureCount], language: Language) -> Iterator[Block]:
    """Yield what became of all rows: by which rule they were excluded, why refused, and which codes are nobody's."""
    yield _table(model, counts, language)
    for count in counts:
        if parts := _notes(count, language):
            yield f"{model.measures[count.measure].title.say(language)}: " + "; ".join(parts)


def volume_lines(
    model: Model, behind: Sequence[Behind], language: Language, *, counts_things: bool, of_month: bool
) -> Iterator[str]:
    """Say how the rows behind a volume make it: for each customer whose codes brought some, and in all."""
    words = THINGS_TO_VOLUME if counts_things else QUANTITIES_TO_VOLUME
    volume = (MONTHS_VOLUME if of_month else ALL_MONTHS_VOLUME).say(language)
    having = [each for each in behind if each.rows]
    for each in having:
        rows, counted, made = (quantity(number, language) for number in (each.rows, each.counted, each.volume))
        numbers = rows, counted, number_text(each.part, language), made
        title = model.customers[each.customer].title.say(language)
        yield f"{title}: {words.say(language).format(*numbers, volume=volume)}"
    if len(having) > 1:
        yield f"{volume.capitalize()}: {quantity(sum(each.volume for each in having), language)}"


def _table(model: Model, counts: Iterable[MeasureCount], language: Language) -> Table:
    """Return the account of all rows: read = counted + excluded + refused + of nobody + outside."""
    columns = [term("source"), term("measure"), *ROWS, VOLUME]
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
    named = [code_text(code, rows).say(language) for code, rows in list(nobody.items())[:MOST_CODES]]
    more = len(nobody) - len(named)
    return [f"{words}: {', '.join(named)}" + (f" +{more}" if more else "")]
