"""What a document stands for: the published price list, a proposal, or today's price; said where nobody misses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from atcost.core.words import Text
from atcost.outputs.origins import origins
from atcost.outputs.price_page import TODAYS

if TYPE_CHECKING:
    from atcost.core.price_list import PriceList
    from atcost.outputs.document.told import Told


class Standing(NamedTuple):
    """How the document is called, and one customer's letter, its heading, and what nobody may miss of it."""

    offering: Text
    letter: Text
    heading: Text
    notice: Text | None


PUBLISHED = Standing(
    Text("Tjänsteutbud och prislista {0}", "Service offering and price list {0}"),
    Text("Prislista {0} för {1}", "Price list {0} for {1}"),
    Text("Priser {0} för {1}", "Prices in {0} for {1}"),
    None,
)
PROPOSAL = Standing(
    Text("Förslag till tjänsteutbud och prislista {0}", "Proposed service offering and price list {0}"),
    Text("Förslag till prislista {0} för {1}", "Proposed price list {0} for {1}"),
    PUBLISHED.heading,
    Text(
        "Förslag: prislistan är inte publicerad, och priserna kan ändras.",
        "Proposal: the price list is not published, and prices may change.",
    ),
)
TODAY = Standing(
    Text("Tjänsteutbud och dagens pris {0}", "Service offering and today's price {0}"),
    Text("Dagens pris {0} för {1}", "Today's price in {0} for {1}"),
    Text("Dagens pris {0} för {1}", "Today's price in {0} for {1}"),
    TODAYS,
)


def standing(priced: PriceList) -> Standing:
    """Return what a price list's document stands for."""
    if priced.is_todays:
        return TODAY
    return PUBLISHED if priced.published else PROPOSAL


def notices(told: Told) -> list[str]:
    """Return what nobody may miss: that it is no published list, and what in it is made up."""
    missing = standing(told.priced).notice
    return [*([told.say(missing)] if missing else []), *origins(told.model, told.language)]
