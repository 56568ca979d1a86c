"""What a what-if means, in sentences: what becomes of the cost, and who pays what others save."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.glossary import released
from atcost.core.model import HUNDRED
from atcost.core.money import to_ore
from atcost.core.what_if import saved_ore
from atcost.core.words import Text, kronor_text, number_text
from atcost.outputs.phrases import inside, with_and

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from atcost.core.what_if import Release, Savings, WhatIf
    from atcost.core.words import Language

THOSE = Text("de vars volymer ändras", "those whose volumes change")
THE_ONE = Text("den vars volymer ändras", "the one whose volumes change")
THE_OTHERS, CUSTOMERS = Text("de andra", "the others"), Text("kunderna", "the customers")
SAVES = Text("{who} sparar {amount}", "{who} would save {amount}")
PAYS_MORE = Text("{who} betalar {amount} mer", "{who} would pay {amount} more")
RISES, FALLS = Text("ökar med {amount}", "rises by {amount}"), Text("minskar med {amount}", "falls by {amount}")
COST = Text("Kostnaden {moves}.", "The cost {moves}.")
OF_TARIFF = Text(
    "{area} är ett tariffområde, där priset inte följer kostnaden: {becomes}.",
    "{area} is a tariff area, where the price does not follow the cost: {becomes}.",
)
OVER, UNDER = Text("överuttag", "over-recovery"), Text("underuttag", "under-recovery")
STAYS = Text("{before}et {moves}", "the {before} {moves}")
TURNS = Text(
    "{before}et på {amount} blir ett {after} på {left}", "the {before} of {amount} becomes an {after} of {left}"
)
ENDS = Text("{before}et på {amount} försvinner", "the {before} of {amount} disappears")
COMES = Text("det blir ett {after} på {left}", "there is an {after} of {left}")
OTHERS_PAY = Text(
    "Med oförändrad kostnad betalar andra det som {who} sparar: {amount}.",
    "With the cost unchanged, others would pay what {who} would save: {amount}.",
)
OTHERS_SAVE = Text(
    "Med oförändrad kostnad sparar andra det som {who} betalar mer: {amount}.",
    "With the cost unchanged, others would save what {who} would pay more: {amount}.",
)
OF_AREAS = Text("I {areas} är kostnaden oförändrad: {savings}.", "In {areas}, the cost is unchanged: {savings}.")
MOVED = Text("{amount} byter betalare", "{amount} would change payer")
CHANGE_PAYER = Text(
    "Kostnaden är oförändrad: {amount} byter betalare, så att andra betalar det som några sparar.",
    "The cost is unchanged: {amount} would change payer, so that others would pay what some would save.",
)
NO_PRICE = Text("Inget årspris ändras.", "No yearly price changes.")
ONLY_ROUNDED = Text(
    "Kostnaden är oförändrad; priserna ändras bara genom avrundning till {unit}.",
    "The cost is unchanged; prices change by rounding to {unit} alone.",
)
RELEASED = Text(
    "{follows} {percent} % av personalkostnaden bakom volymen: kostnaden {moves}; {savings}.",
    "With {percent} % of the staff cost behind the volume {follows}: the cost {moves}; {savings}.",
)
NOT_RELEASED = Text("{follows} inget: {savings}.", "With nothing {follows}: {savings}.")
NO_VOLUME = Text(
    "Ingen volym bakom en vikt ändras, så inget frigörs.", "No volume behind a weight changes, so nothing is released."
)
BEFORE_UNITS = Text("Räknat före avrundningen till {unit}.", "Calculated before rounding to {unit}.")


def meaning(found: WhatIf, language: Language, customer: str | None) -> Iterator[str]:
    """Say who pays what others save, and what becomes of the cost; to one customer, by no other's name."""
    teller = _Teller(found, language, customer)
    yield from teller.of_release(found.release) if found.release else teller.of_prices()
    if to_ore(found.after.model.unit) > 1 and teller.says_amounts:
        yield teller.told(BEFORE_UNITS, unit=teller.unit)


class _Teller:
    """Tells of a what-if in a language."""

    def __init__(self, found: WhatIf, language: Language, customer: str | None) -> None:
        self.found, self.model, self.language = found, found.after.model, language
        self.who = _who(found, customer)

    def of_prices(self) -> Iterator[str]:
        """Say what becomes of the cost, and of a tariff's over-recovery; where the cost stays, who pays for whom."""
        real_ore = self.found.savings(self.found.after).real_ore
        if real_ore:
            yield self.told(COST, moves=self._moves(-real_ore))
        tariffs = dict(self._of_tariffs())
        yield from tariffs.values()
        if not real_ore:
            yield from self._beside_tariffs(tariffs) if tariffs else [self._of_payers()]

    def _of_payers(self) -> str:
        """Say who pays what others save, where the cost stays and no tariff moves."""
        own_ore = self.found.savings(self.found.after).own_ore
        if own_ore:
            words = OTHERS_PAY if own_ore > 0 else OTHERS_SAVE
            return self.told(words, who=self.who, amount=self.kronor(abs(own_ore)))
        if saved := self._saved_ore(self.found.after.areas):
            return self.told(CHANGE_PAYER, amount=self.kronor(sum(ore for ore in saved if ore > 0)))
        rounded = self.found.before.prices != self.found.after.prices
        return self.told(ONLY_ROUNDED, unit=self.unit) if rounded else self.told(NO_PRICE)

    def _beside_tariffs(self, tariffs: Collection[str]) -> Iterator[str]:
        """Say who saves and who pays in the areas that distribute their cost, where tariffs move as well."""
        areas = [area for area in self.found.after.areas if area not in tariffs and self._saved_ore([area])]
        if areas:
            titles = [inside(self.model.areas[area].title.say(self.language)) for area in areas]
            savings = self._savings(self.found.savings(self.found.after, areas))
            moved = self.told(MOVED, amount=self.kronor(sum(ore for ore in self._saved_ore(areas) if ore > 0)))
            yield self.told(OF_AREAS, areas=with_and(titles, self.language), savings=savings or moved)

    def _saved_ore(self, areas: Collection[str]) -> list[int]:
        """Return what customers save in some areas, or below zero pay more; who does neither is left out."""
        return [ore for ore in saved_ore(self.found.before, self.found.after, areas).values() if ore]

    def _of_tariffs(self) -> Iterator[tuple[str, str]]:
        """Yield each tariff area whose over-recovery moves, and what becomes of it."""
        for area, account in self.found.after.areas.items():
            before_ore, after_ore = self.found.before.areas[area].over_recovery_ore, account.over_recovery_ore
            if before_ore != after_ore:
                becomes = self._recovered(before_ore, after_ore)
                yield area, self.told(OF_TARIFF, area=self.model.areas[area].title, becomes=becomes)

    def _recovered(self, before_ore: int, after_ore: int) -> str:
        """Say what becomes of what a tariff takes beyond its cost, or too little."""
        names = {"before": OVER if before_ore > 0 else UNDER, "after": OVER if after_ore > 0 else UNDER}
        if before_ore * after_ore > 0:
            return self.told(STAYS, **names, moves=self._moves(abs(after_ore) - abs(before_ore)))
        words = ENDS if not after_ore else TURNS if before_ore else COMES
        return self.told(words, **names, amount=self.kronor(abs(before_ore)), left=self.kronor(abs(after_ore)))

    def of_release(self, release: Release) -> Iterator[str]:
        """Say what the cost falls by with the volume, and who saves what then; beside it, what if none of it left."""
        if not any(each.amount_ore for each in release.released):
            yield from () if release.released else [self.told(NO_VOLUME)]
            yield from self.of_prices()
            return
        percent = number_text(release.part * HUNDRED, self.language)
        freed, fixed = (self.found.savings(after) for after in (self.found.after, release.without))
        follows, moves = released([each.amount_ore for each in release.released]), self._moves(-freed.real_ore)
        yield self.told(RELEASED, follows=follows, percent=percent, moves=moves, savings=self._savings(freed))
        yield self.told(NOT_RELEASED, follows=follows, savings=self._savings(fixed))

    def _savings(self, savings: Savings) -> str:
        """Say what those who change save, and what the others do."""
        others = THE_OTHERS if self.found.changing else CUSTOMERS
        said = [(self.who, savings.own_ore), (others, savings.others_ore)]
        return ", ".join(
            self.told(SAVES if ore > 0 else PAYS_MORE, who=who, amount=self.kronor(abs(ore)))
            for who, ore in said
            if ore
        )

    def _moves(self, rise_ore: int) -> str:
        return self.told(RISES if rise_ore >= 0 else FALLS, amount=self.kronor(abs(rise_ore)))

    @property
    def says_amounts(self) -> bool:
        """Tell whether a customer pays another amount before units, or the cost is another."""
        moved = self._saved_ore(self.found.after.areas) or self.found.savings(self.found.after).real_ore
        return bool(moved)

    @property
    def unit(self) -> str:
        """Return what prices are rounded to."""
        return f"{number_text(self.model.unit, self.language)} {self._currency}"

    @property
    def _currency(self) -> str:
        """Return what a Swede calls the currency in a sentence, or its code."""
        return "kr" if (self.model.currency, self.language) == ("SEK", "sv") else self.model.currency

    def kronor(self, ore: int) -> str:
        """Write an amount with its currency."""
        return f"{kronor_text(ore, self.language)} {self._currency}"

    def told(self, text: Text, **values: Text | str) -> str:
        """Fill a text in the language."""
        said = {name: value.say(self.language) if isinstance(value, Text) else value for name, value in values.items()}
        return text.say(self.language).format(**said)


def _who(found: WhatIf, customer: str | None) -> Text:
    """Name the one customer whose volumes change, but no other where the page is one customer's."""
    changing = found.changing
    if len(changing) != 1:
        return THOSE
    return found.after.model.customers[changing[0]].title if customer in (None, *changing) else THE_ONE
