"""A change of price in sentences that a finance head would sign: by how much, and what did it (D2, D3)."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.comparison import percent
from atcost.core.money import rounded
from atcost.core.price_list import successors_in
from atcost.core.words import MINUS, NO_BREAK_SPACE, Text, number_text
from atcost.outputs.causes import Causes
from atcost.outputs.phrases import with_and

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from atcost.core.comparison import Comparison
    from atcost.core.money import Exact
    from atcost.core.words import Language
    from atcost.outputs.causes import Cause

KRONA, MILLION = 100, 100_000_000
"""In öre."""
DIGITS = 3
"""How many digits of a change are told."""
PLUS = "+"
"""What every amount that is added has before it: English readers take brackets alone for a minus."""
MOST_CAUSES, SMALL = 6, Fraction(1, 20)
"""How many causes are named, and what part of the largest makes one small: small ones are told together."""
APART = ("reorganisation", "rounding")
"""Reasons that have a place of their own in what is said."""

RISES, FALLS = Text("ökar", "rises"), Text("minskar", "falls")
CHANGED = Text("{start} {verb} priset med {amount}{percent}", "{start}, the price {verb} by {amount}{percent}")
STARTED = Text("{start} är priset nytt, {amount}", "{start}, the price is new, {amount}")
ENDED = Text("{start} upphör priset på {amount}", "{start}, the price of {amount} ends")
UNCHANGED = Text("{start} är priset oförändrat", "{start}, the price is unchanged")
TAKEN = Text("{start} tas {amount} över efter {names}.", "{start}, {amount} is taken over from {names}.")
HANDED = Text("{start} lämnas {amount} över till {names}.", "{start}, {amount} is handed over to {names}.")
WITH_THAT = Text("Med det inräknat", "With that counted in")
THE_REST = Text("övrigt", "the rest")
ROUNDED = Text("; beloppen är avrundade", "; amounts are rounded")
EACH = Text(
    "Exklusive förändrade uppdrag {0}, inklusive dem {1}.", "Excluding assignment changes, {0}; including them, {1}."
)
BOTH = Text(
    "Både exklusive och inklusive förändrade uppdrag {0}.", "Both excluding and including assignment changes, {0}."
)
MOVES = Text("{verb} {subject} med {percent}", "{subject} {verb} by {percent}")
STAYS = Text("är {subject} oförändrat", "{subject} is unchanged")
SUBJECTS = (Text("priset", "the price"), Text("det", "it"))


class Scale(NamedTuple):
    """How amounts of some size are told: in steps of so many öre, in kronor or in millions of them."""

    step_ore: int
    unit_ore: int

    def steps(self, ore: int) -> int:
        """Return an amount in whole steps."""
        return rounded(Fraction(ore, self.step_ore))

    def number(self, steps: int, language: Language) -> str:
        """Return steps as a number of kronor, or of millions."""
        decimals = max(0, len(str(self.unit_ore // self.step_ore)) - 1)
        return number_text(Fraction(steps * self.step_ore, self.unit_ore), language, decimals)

    def amount(self, currency: str, steps: int, language: Language) -> str:
        """Return steps as an amount of a currency."""
        millions = self.unit_ore == MILLION
        swedish = [self.number(steps, "sv"), "miljoner" if millions else "", currency]
        if currency == "SEK":
            swedish[1:] = ["mnkr" if millions else "kr"]
        english = [currency, self.number(steps, "en"), "million" if millions else ""]
        return NO_BREAK_SPACE.join(filter(None, swedish if language == "sv" else english))


def scale(ore: int) -> Scale:
    r"""Return how an amount is told: by its first three digits, from a million on in millions.

    >>> [scale(ore).amount("SEK", scale(ore).steps(ore), "sv") for ore in (12_345, 21_234_500, 105_612_800)]
    ['123\xa0kr', '212\xa0000\xa0kr', '1,06\xa0mnkr']
    """
    kronor = rounded(Fraction(abs(ore), KRONA))
    return Scale(KRONA * 10 ** max(0, len(str(kronor)) - DIGITS), MILLION if abs(ore) >= MILLION else KRONA)


class Teller:
    """Tells of the changes between two years, in one language."""

    def __init__(self, compared: Comparison, language: Language) -> None:
        """Find out what happened."""
        self._compared, self._language = compared, language
        self._currency = compared.new.model.currency
        self.causes = Causes(compared)

    def percents(self) -> str:
        """Say by how many percent the total changed, excluding and including assignment changes (D2)."""
        parts = [part for part in self._compared.percents() if part is not None]
        clauses = [self._moves(part, subject) for part, subject in zip(parts, SUBJECTS, strict=False)]
        if len({self._moves(part, SUBJECTS[0]) for part in parts}) == 1:
            return BOTH.say(self._language).format(clauses[0])
        return EACH.say(self._language).format(*clauses) if clauses else ""

    def change(self, part: Comparison, start: Text) -> str:
        """Say how the price of all cells of a comparison together changed and what did it; ``start`` says whose it is.

        What a customer takes over from others, or hands over to them, is told first, and the change beside that.
        """
        total, causes = part.total(), self.causes.of(part)
        if "reorganisation" not in causes:
            return self._change(total.old_ore, total.new_ore, causes, start)
        moved_ore = causes["reorganisation"].ore
        said = self._reorganised(part, moved_ore, start)
        if not total.new_ore and total.old_ore + moved_ore == 0:
            return said
        return f"{said} {self._change(total.old_ore + moved_ore, total.new_ore, causes, WITH_THAT)}"

    def _change(self, before_ore: int, after_ore: int, causes: Mapping[str, Cause], start: Text) -> str:
        change_ore = after_ore - before_ore
        told = scale(change_ore)
        words, whole_ore = CHANGED, abs(change_ore)
        if not told.steps(change_ore):
            words, whole_ore = UNCHANGED, 0
        elif not before_ore:
            words, whole_ore = STARTED, after_ore
        elif not after_ore:
            words, whole_ore = ENDED, before_ore
        part = percent(change_ore, before_ore)
        said = words.say(self._language).format(
            start=start.say(self._language),
            verb=self._verb(change_ore),
            amount=told.amount(self._currency, told.steps(whole_ore), self._language),
            percent=f" ({self._percent(part)})" if part and rounded(10 * part) else "",
        )
        why = self._why(change_ore, causes)
        return f"{said}: {why}." if why else f"{said}."

    def _why(self, change_ore: int, causes: Mapping[str, Cause]) -> str:
        """List what moved a price, in the scale of the change or, where there is none, of the largest cause."""
        named = sorted(
            (cause for reason, cause in causes.items() if reason not in APART), key=lambda each: -abs(each.ore)
        )
        told = scale(change_ore)
        unchanged = not told.steps(change_ore)
        if unchanged and named:
            told = scale(named[0].ore)
        parts, rounded_off = _parts(told, change_ore, named, causes.get("rounding"))
        if len(parts) <= 1:
            return parts[0][0].say(self._language) if parts and not unchanged else ""
        write = partial(told.amount, self._currency) if unchanged else told.number
        listed = ", ".join(
            f"{words.say(self._language)} ({MINUS if steps < 0 else PLUS}{write(abs(steps), self._language)})"
            for words, steps in parts
        )
        return listed + (ROUNDED.say(self._language) if rounded_off else "")

    def _reorganised(self, part: Comparison, moved_ore: int, start: Text) -> str:
        """Say what one customer takes over from others or hands over, and who they are."""
        customer, areas = next(customer for _, customer in part.cells), {area for area, _ in part.cells}
        became = successors_in(part.old.model, part.new.model)
        paid = dict.fromkeys(name for area, name in part.old.prices if area in areas)
        names = became[customer] if moved_ore < 0 else [name for name in paid if customer in became.get(name, ())]
        titles = [part.customer_title(name).say(self._language) for name in names if name != customer]
        told = scale(moved_ore)
        words = TAKEN if moved_ore > 0 else HANDED
        return words.say(self._language).format(
            start=start.say(self._language),
            amount=told.amount(self._currency, abs(told.steps(moved_ore)), self._language),
            names=with_and(titles, self._language),
        )

    def _moves(self, part: Fraction, subject: Text) -> str:
        words = MOVES if rounded(10 * part) else STAYS
        return words.say(self._language).format(
            subject=subject.say(self._language), verb=self._verb(part), percent=self._percent(part)
        )

    def _verb(self, change: Exact) -> str:
        return (FALLS if change < 0 else RISES).say(self._language)

    def _percent(self, part: Fraction) -> str:
        return f"{number_text(abs(part), self._language, 1)}{NO_BREAK_SPACE}%"


def _parts(
    told: Scale, change_ore: int, named: Sequence[Cause], rounding: Cause | None
) -> tuple[list[tuple[Text, int]], bool]:
    """Return what is listed, in steps that sum to the change; and whether they do not, since each is rounded.

    What is too small to be named stands together, with what rounding left.
    """
    large = [cause for cause in named[:MOST_CAUSES] if abs(cause.ore) >= SMALL * abs(named[0].ore)]
    parts = [(cause.words, told.steps(cause.ore)) for cause in large if told.steps(cause.ore)]
    rest = told.steps(change_ore) - sum(steps for _, steps in parts)
    if rest and told.steps(change_ore - sum(cause.ore for cause in large)):
        words = THE_REST if len(large) < len(named) or not rounding else rounding.words
        return [*parts, (words, rest)], False
    return parts, rest != 0
