"""A what-if on a terminal: what was changed, the prices before and after, and who pays what others save."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.words import Text
from atcost.outputs.origins import origins
from atcost.outputs.phrases import inside
from atcost.outputs.price_page import ground, heading
from atcost.outputs.price_table import account_table
from atcost.outputs.what_if_sentences import meaning
from atcost.outputs.what_if_table import areas_table, changed_table, customers_table, hours_table, value_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.core.what_if import WhatIf
    from atcost.core.words import Language
    from atcost.outputs.text_table import Block

WHAT_IF = Text("Tänk om", "What if")
WEIGHTS_FOLLOW = Text(
    "Övriga vikter i {area} räknas om, så att alla summerar till 100: {weights}.",
    "The other weights of {area} are scaled, so that all sum to 100: {weights}.",
)


def what_if_page(found: WhatIf, language: Language, customer: str | None = None) -> Iterator[Block]:
    """Yield a what-if: what was changed, the prices of all customers or of one's areas, and what that means."""
    model = found.after.model
    yield f"{WHAT_IF.say(language)} · {heading(model, language)}"
    yield ground(found.before, language, customer)
    yield from origins(model, language)
    yield changed_table(found, language)
    yield from _weights(found, language)
    yield customers_table(found, language) if customer is None else areas_table(found, customer, language)
    if customer is None and any(account.released_ore for account in found.after.areas.values()):
        yield account_table(found.after, language)
    if (hours := hours_table(found, language, customer)).rows:
        yield hours
    yield from meaning(found, language, customer)


def _weights(found: WhatIf, language: Language) -> Iterator[str]:
    """Say which weights followed those that were set."""
    model = found.after.model
    for area_id, area in model.areas.items():
        weights = [
            f"{model.measures[after.address.split('.')[3]].title.say(language)} "
            f"{value_text(before, language)} → {value_text(after, language)}"
            for before, after in found.scaled
            if after.address.startswith(f"area.{area_id}.")
        ]
        if weights:
            yield WEIGHTS_FOLLOW.say(language).format(area=inside(area.title.say(language)), weights=", ".join(weights))
