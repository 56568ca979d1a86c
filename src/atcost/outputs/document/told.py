"""What a document tells, in which language: a price list, and where there is a year before, what changed since."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from atcost.core.period import month_text
from atcost.core.words import NO_BREAK_SPACE, Text, kronor_text
from atcost.outputs.comparison_sentences import Teller
from atcost.outputs.phrases import about

if TYPE_CHECKING:
    from datetime import date

    from atcost.core.comparison import Comparison
    from atcost.core.model import Model
    from atcost.core.period import Month, Window
    from atcost.core.price_list import PriceList
    from atcost.core.pricing import Pricing
    from atcost.core.words import Language

MONTHS = (
    *(Text("januari", "January"), Text("februari", "February"), Text("mars", "March"), Text("april", "April")),
    *(Text("maj", "May"), Text("juni", "June"), Text("juli", "July"), Text("augusti", "August")),
    *(Text("september", "September"), Text("oktober", "October"), Text("november", "November")),
    Text("december", "December"),
)
BETWEEN = Text("{0} till {1}", "{0} to {1}")


@dataclass(frozen=True)
class Told:
    """A price list and its comparison with the year before, told in a language."""

    priced: PriceList
    compared: Comparison | None
    language: Language

    @property
    def pricing(self) -> Pricing:
        """Return the year priced."""
        return self.priced.pricing

    @property
    def model(self) -> Model:
        """Return the year's model."""
        return self.priced.pricing.model

    @cached_property
    def teller(self) -> Teller | None:
        """Return who tells of changes, where there are any to tell of."""
        return Teller(self.compared, self.language) if self.compared else None

    def say(self, text: Text, *values: object) -> str:
        """Return a text in the document's language, filled with values."""
        said = (value.say(self.language) if isinstance(value, Text) else value for value in values)
        return text.say(self.language).format(*said) if values else text.say(self.language)

    def about(self, ore: int) -> str:
        """Return an amount as a sentence says it."""
        return about(ore, self.model.currency, self.language)

    def money(self, ore: int) -> str:
        """Return an amount to the öre, with its currency."""
        amount, currency = kronor_text(ore, self.language), self.model.currency
        return NO_BREAK_SPACE.join([currency, amount] if self.language == "en" else [amount, currency])

    def months(self, window: Window) -> str:
        """Return a window of months in words."""
        first, last = self._month(window.from_), self._month(window.to)
        return first if window.from_ == window.to else self.say(BETWEEN, first, last)

    def day(self, day: date) -> str:
        """Return a day in words."""
        return f"{day.day} {self.say(MONTHS[day.month - 1])} {day.year}"

    def _month(self, month: Month) -> str:
        year, number = month_text(month).split("-")
        return f"{self.say(MONTHS[int(number) - 1])} {year}"
