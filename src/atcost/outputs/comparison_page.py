"""A comparison on a terminal: what changed by how much and why, in sentences, as a waterfall and as tables (D2, D3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.seal import digest
from atcost.core.words import Text
from atcost.outputs.comparison_sentences import Teller
from atcost.outputs.comparison_table import area_table, customer_table, largest_first, year_labels
from atcost.outputs.origins import origins
from atcost.outputs.phrases import inside
from atcost.outputs.waterfall import waterfall

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.core.comparison import Comparison
    from atcost.core.words import Language
    from atcost.outputs.text_table import Block

COMPARED = Text("{0} jämfört med {1} · {2}", "{0} compared with {1} · {2}")
GROUND = Text(
    "{currency}, utan moms, inklusive förändrade uppdrag. Kontrollsumma {digests}",
    "{currency}, without VAT, including assignment changes. Digest {digests}",
)
UNPARTED = Text(
    "Nycklar, volymer och det mellan områden går här inte att skilja åt och står som ett skäl, fördelning: med det ena "
    "årets nycklar och det andra årets volymer skulle någon kostnad inte nå någon kund.",
    "Keys, volumes and what is between areas can't be told apart here and stand as one reason, distribution: by the "
    "keys of one year and the volumes of the other, some cost would reach no customer.",
)
WHOLE = Text("Totalt", "In all")


def comparison_page(
    compared: Comparison, language: Language, room: int, customer: str | None = None, area: str | None = None
) -> Iterator[Block]:
    """Yield a comparison, or what of it is about a customer, an area, or both, in reading order."""
    part, teller = compared.only(area, customer), Teller(compared, language)
    yield from _ground(compared, language)
    yield ""
    yield teller.change(part, start(compared, customer, area))
    if customer is None and area is None:
        yield teller.percents()
    if not compared.parted:
        yield UNPARTED.say(language)
    if customer is not None:
        yield from waterfall(part, teller.causes.of(part).values(), language, room)
    if area is None:
        yield area_table(part, language)
        areas = [name for name, _ in largest_first(part.of_areas())]
        for name in areas if len(areas) > 1 else ():
            yield teller.change(part.only(name), start(compared, None, name))
    if customer is None:
        yield customer_table(part, language)


def _ground(compared: Comparison, language: Language) -> Iterator[str]:
    """Say what is compared, and what of it is made up."""
    years = (compared.old, compared.new)
    (old, new), provider = [year.model.title.say(language) for year in years], compared.new.model.provider
    yield COMPARED.say(language).format(new, old, provider.say(language))
    labels = (label.say(language) for label in year_labels(compared))
    digests = [f"{digest(year.model, year.volumes)} ({label})" for year, label in zip(years, labels, strict=True)]
    yield GROUND.say(language).format(currency=compared.new.model.currency, digests=", ".join(digests))
    yield from dict.fromkeys(sentence for year in years for sentence in origins(year.model, language))


def start(compared: Comparison, customer: str | None, area: str | None) -> Text:
    """Return how a sentence about a customer, an area, or all begins."""
    titles = [compared.customer_title(customer)] if customer is not None else []
    titles += [Text(*map(inside, compared.area_title(area)))] if area is not None else []
    if not titles:
        return WHOLE
    return Text("För " + " i ".join(title.sv for title in titles), "For " + " in ".join(title.en for title in titles))
