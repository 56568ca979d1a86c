"""A what-if on a terminal: what was changed, the prices before and after, and who pays what others save."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.model import HUNDRED
from atcost.core.money import to_ore
from atcost.core.what_if import saved_ore
from atcost.core.words import Text, kronor_text, number_text
from atcost.outputs.origins import origins
from atcost.outputs.price_page import ground
from atcost.outputs.price_table import account_table
from atcost.outputs.what_if_table import areas_table, changed_table, customers_table, hours_table, value_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.core.model import Model
    from atcost.core.pricing import Pricing
    from atcost.core.what_if import Release, WhatIf
    from atcost.core.words import Language
    from atcost.outputs.text_table import Block

WHAT_IF = Text("Tänk om", "What if")
THOSE = Text("de vars volymer ändras", "those whose volumes change")
THE_ONE = Text("den vars volymer ändras", "the one whose volumes change")
THE_OTHERS, CUSTOMERS = Text("de andra", "the others"), Text("kunderna", "the customers")
SAVES = Text("{who} sparar {amount}", "{who} would save {amount}")
PAYS_MORE = Text("{who} betalar {amount} mer", "{who} would pay {amount} more")
RISES, FALLS = Text("ökar med {amount}", "rises by {amount}"), Text("minskar med {amount}", "falls by {amount}")
WEIGHTS_FOLLOW = Text(
    "Övriga vikter i {area} räknas om, så att alla summerar till 100: {weights}.",
    "The other weights of {area} are scaled, so that all sum to 100: {weights}.",
)
COST = Text("Kostnaden {moves}.", "The cost {moves}.")
OVER_RECOVERY = Text(
    "{area} är ett tariffområde, där priset inte följer kostnaden: överuttaget {moves}.",
    "{area} is a tariff area, where the price does not follow the cost: the over-recovery {moves}.",
)
OTHERS_PAY = Text(
    "Med oförändrad kostnad betalar andra det som {who} sparar: {amount}.",
    "With the cost unchanged, others would pay what {who} would save: {amount}.",
)
OTHERS_SAVE = Text(
    "Med oförändrad kostnad sparar andra det som {who} betalar mer: {amount}.",
    "With the cost unchanged, others would save what {who} would pay more: {amount}.",
)
CHANGE_PAYER = Text(
    "Kostnaden är oförändrad: {amount} byter betalare, så att andra betalar det som några sparar.",
    "The cost is unchanged: {amount} would change payer, so that others would pay what some would save.",
)
NO_PRICE = Text("Inget årspris ändras.", "No yearly price changes.")
RELEASED = Text(
    "Frigörs {percent} % av personalkostnaden bakom volymen: kostnaden {moves}; {savings}.",
    "With {percent} % of the staff cost behind the volume released: the cost {moves}; {savings}.",
)
NOT_RELEASED = Text("Frigörs inget: {savings}.", "With nothing released: {savings}.")
NO_VOLUME = Text(
    "Ingen volym bakom en vikt ändras, så inget frigörs.", "No volume behind a weight changes, so nothing is released."
)
BEFORE_UNITS = Text("Räknat före avrundningen till {unit}.", "Calculated before rounding to {unit}.")


def what_if_page(found: WhatIf, language: Language, customer: str | None = None) -> Iterator[Block]:
    """Yield a what-if: what was changed, the prices of all customers or of one's areas, and what that means."""
    model = found.after.model
    yield f"{WHAT_IF.say(language)} · {model.title.say(language)} · {model.provider.say(language)}"
    yield ground(found.before, language, customer)
    yield from origins(model, language)
    yield changed_table(found, language)
    yield from _weights(found, language)
    yield customers_table(found, language) if customer is None else areas_table(found, customer, language)
    if customer is None and any(account.released_ore for account in found.after.areas.values()):
        yield account_table(found.after, language)
    if (hours := hours_table(found, language, customer)).rows:
        yield hours
    yield from _meaning(found, language, _who(found, customer).say(language))


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
            yield WEIGHTS_FOLLOW.say(language).format(area=area.title.say(language), weights=", ".join(weights))


def _meaning(found: WhatIf, language: Language, who: str) -> Iterator[str]:
    """Say who pays what others save, and what becomes of the cost; ``who`` are those whose volumes change."""
    yield from _of_release(found, found.release, language, who) if found.release else _of_prices(found, language, who)
    if to_ore(found.after.model.unit) > 1:
        unit = _kronor(to_ore(found.after.model.unit), found.after.model, language)
        yield BEFORE_UNITS.say(language).format(unit=unit)


def _of_prices(found: WhatIf, language: Language, who: str) -> Iterator[str]:
    savings, saved = found.savings(found.after), saved_ore(found.before, found.after)
    if savings.real_ore:
        yield COST.say(language).format(moves=_moves(-savings.real_ore, found, language))
    yield from (tariffs := list(_of_tariffs(found, language)))
    if savings.real_ore or tariffs:
        return
    if savings.own_ore:
        words = OTHERS_PAY if savings.own_ore > 0 else OTHERS_SAVE
        amount = _kronor(abs(savings.own_ore), found.after.model, language)
        yield words.say(language).format(who=who, amount=amount)
    elif moved_ore := sum(max(0, ore) for ore in saved.values()):
        yield CHANGE_PAYER.say(language).format(amount=_kronor(moved_ore, found.after.model, language))
    else:
        yield NO_PRICE.say(language)


def _of_tariffs(found: WhatIf, language: Language) -> Iterator[str]:
    for area, account in found.after.areas.items():
        if moved_ore := account.over_recovery_ore - found.before.areas[area].over_recovery_ore:
            title = found.after.model.areas[area].title.say(language)
            yield OVER_RECOVERY.say(language).format(area=title, moves=_moves(moved_ore, found, language))


def _of_release(found: WhatIf, release: Release, language: Language, who: str) -> Iterator[str]:
    if not any(each.amount_ore for each in release.released):
        yield from () if release.released else [NO_VOLUME.say(language)]
        yield from _of_prices(found, language, who)
        return
    percent = number_text(release.part * HUNDRED, language)
    moves = _moves(-found.savings(found.after).real_ore, found, language)
    freed, fixed = (_savings(found, after, language, who) for after in (found.after, release.without))
    yield RELEASED.say(language).format(percent=percent, moves=moves, savings=freed)
    yield NOT_RELEASED.say(language).format(savings=fixed)


def _savings(found: WhatIf, after: Pricing, language: Language, who: str) -> str:
    """Say what those who change save, and what the others do."""
    savings = found.savings(after)
    others = THE_OTHERS if found.changing else CUSTOMERS
    said = [(who, savings.own_ore), (others.say(language), savings.others_ore)]
    return ", ".join(_saves(each, ore, found.after.model, language) for each, ore in said if ore)


def _saves(who: str, saving_ore: int, model: Model, language: Language) -> str:
    words = SAVES if saving_ore > 0 else PAYS_MORE
    return words.say(language).format(who=who, amount=_kronor(abs(saving_ore), model, language))


def _who(found: WhatIf, customer: str | None) -> Text:
    """Name the one customer whose volumes change, but no other where the page is one customer's."""
    changing = found.changing
    if len(changing) != 1:
        return THOSE
    return found.after.model.customers[changing[0]].title if customer in (None, *changing) else THE_ONE


def _moves(rise_ore: int, found: WhatIf, language: Language) -> str:
    words = RISES if rise_ore >= 0 else FALLS
    return words.say(language).format(amount=_kronor(abs(rise_ore), found.after.model, language))


def _kronor(ore: int, model: Model, language: Language) -> str:
    """Write an amount with what a Swede calls the currency in a sentence, or its code."""
    currency = "kr" if (model.currency, language) == ("SEK", "sv") else model.currency
    return f"{kronor_text(ore, language)} {currency}"
