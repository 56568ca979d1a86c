"""How the price is made: a page that a finance head understands, with the flow from cost to customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.glossary import term
from atcost.core.words import Text, number_text
from atcost.outputs.budget_table import carried_table, overhead_table, staff_table
from atcost.outputs.document.blocks import Figure, Grid, Heading, Paragraph, Steps
from atcost.outputs.document.brief import OTHER, STAFF, beside_the_picture
from atcost.outputs.phrases import with_and
from atcost.outputs.pictures.flow import Stage, flow
from atcost.outputs.price_table import account_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.outputs.document.blocks import Block
    from atcost.outputs.document.told import Told
    from atcost.outputs.pictures.flow import Links
    from atcost.outputs.pictures.picture import Picture

MAKING = Text("Så blir priset", "How the price is made")
LEAD = Text(
    "Kunderna betalar vad tjänsterna kostar, varken mer eller mindre. Så går det från kostnad till pris.",
    "Customers pay what the services cost, neither more nor less. This is the way from cost to price.",
)
LEAD_TARIFF = Text("Så här går det från kostnad till pris.", "This is the way from cost to price.")
COST = (
    Text("Kostnad.", "Cost."),
    Text(
        "Varje tjänst kostar sina årsarbetare gånger en kostnadsschablon, sina andra kostnader och sin del av "
        "overhead. För {1} är det {0} årsarbetare i bastjänsterna.",
        "Every service costs its FTE times a standard rate, its other costs and its part of the overheads. For {1} "
        "there are {0} FTE in the base services.",
    ),
)
OWN = (
    Text("Område.", "Area."),
    Text(
        "Kostnaden räknas för varje tjänsteområde för sig; inget område betalar för ett annat.",
        "The cost is computed for every service area by itself; no area pays for another.",
    ),
)
LINKED = Text(
    "Kostnaden räknas för varje tjänsteområde för sig. Områden som arbetar åt varandra bär sin del av varandras "
    "kostnad.",
    "The cost is computed for every service area by itself. Areas that work for each other bear their part of each "
    "other's cost.",
)
KEY = (
    Text("Nyckel.", "Key."),
    Text(
        "Områdets kostnad delas efter fördelningsnycklar: mätetal som visar vad kunderna använder, vart och ett med en "
        "vikt i procent.",
        "The area's cost is shared by allocation keys: measures of what customers use, each with a weight in percent.",
    ),
)
TARIFF = Text(" I {0} betalar kunderna i stället styckpriser.", " In {0}, customers pay unit prices instead.")
SHARE = (
    Text("Andel.", "Share."),
    Text(
        "En kunds andel är dess volym av allas. Volymerna är räknade {0}.",
        "A customer's share is its volume of everybody's. Volumes are counted from {0}.",
    ),
)
PRICE = (
    Text("Pris.", "Price."),
    Text(
        "Kundens pris är summan av andelarna och av tjänster som bara den använder. Att priserna tillsammans är lika "
        "med kostnaden prövas till öret varje gång listan räknas.",
        "The customer's price is the sum of the shares, and of services that it uses alone. That all prices together "
        "equal the cost is checked to the öre whenever the list is computed.",
    ),
)
PRICE_TARIFF = Text(
    "Kundens pris är summan av andelarna, styckpriserna och det som bara den använder. Styckpriser kan ge ett över- "
    "eller underuttag, som redovisas; i övrigt är priserna tillsammans lika med kostnaden, vilket prövas till öret.",
    "The customer's price is the sum of the shares, of the unit prices and of what it uses alone. Unit prices may "
    "bring an over- or under-recovery, which is told; otherwise all prices together equal the cost, to the öre.",
)
ROUNDED = Text(" Priserna är avrundade till {0} {1}.", " Prices are rounded to {1} {0}.")
BY_THE_HOUR = (
    Text("Utanför årspriset.", "Outside the yearly price."),
    Text(
        "Tjänster per timme och tilläggstjänster betalar den som beställer dem, efter timpris.",
        "Services by the hour and add-ons are paid by whoever orders them, at hourly prices.",
    ),
)
FROM_COST = Text("Från kostnad till kund {0}", "From cost to customer in {0}")
KIND, RECEIVED, SENT = (
    Text("Kostnad", "Cost"),
    Text("Från andra områden", "From other areas"),
    Text("Till andra områden", "To other areas"),
)
IN_FIGURES = Text("Kostnaden i siffror", "The cost in figures")
SENT_ID = "*"
"""Where amounts go that other areas bear; no customer has such an id."""


def making(told: Told) -> Iterator[Block]:
    """Tell how the price is made, and what the cost consists of."""
    tariff = any(area.is_tariff for area in told.model.areas.values())
    yield Heading(told.say(MAKING), 1, listed=True)
    yield Paragraph(told.say(LEAD_TARIFF if tariff else LEAD), "lead")
    yield steps(told)
    yield Figure(cost_flow(told))
    yield from beside_the_picture(told)
    yield Heading(told.say(IN_FIGURES), 2, new_page=True, listed=True)
    yield Grid(account_table(told.pricing, told.language))
    rest = (staff_table, overhead_table, carried_table)
    yield from (Grid(made) for table in rest if (made := table(told.model, told.language)).rows)


def steps(told: Told) -> Steps:
    """Return the steps from cost to price, as this year's model takes them."""
    fte = sum(account.fte for account in told.pricing.areas.values())
    tariffs = [told.say(area.title) for area in told.model.areas.values() if area.is_tariff]
    keys = told.say(KEY[1]) + (told.say(TARIFF, with_and(tariffs, told.language)) if tariffs else "")
    unit, currency = told.model.unit, told.model.currency
    rounded = told.say(ROUNDED, number_text(unit, told.language), currency) if unit >= 1 else ""
    found = [
        (told.say(COST[0]), told.say(COST[1], number_text(fte, told.language, 1), told.model.year)),
        (told.say(OWN[0]), told.say(LINKED if told.pricing.transfers else OWN[1])),
        (told.say(KEY[0]), keys),
        (told.say(SHARE[0]), told.say(SHARE[1], told.months(told.model.volumes))),
        (told.say(PRICE[0]), told.say(PRICE_TARIFF if tariffs else PRICE[1]) + rounded),
    ]
    if told.pricing.hourly:
        found.append((told.say(BY_THE_HOUR[0]), told.say(BY_THE_HOUR[1])))
    return Steps(found)


def cost_flow(told: Told) -> Picture:
    """Draw the flow from kinds of cost through areas to customers, those that pay most first."""
    totals = told.pricing.customer_totals()
    customers = {name: told.say(told.priced.customer_title(name)) for name in sorted(totals, key=lambda n: -totals[n])}
    kinds = {
        "staff": told.say(STAFF),
        "other": told.say(OTHER),
        **{f"overhead.{name}": told.say(overhead.title) for name, overhead in told.model.overheads.items()},
        "carried": told.say(term("carried")),
        "received": told.say(RECEIVED),
    }
    areas = {name: told.say(area.title) for name, area in told.model.areas.items()}
    stages = (
        Stage(told.say(KIND), kinds),
        Stage(told.say(term("area")), areas),
        Stage(told.say(term("customer")), customers | {SENT_ID: told.say(SENT)}),
    )
    title = told.say(FROM_COST, told.model.year)
    return flow(title, stages, _incoming(told), _outgoing(told), currency=told.model.currency, language=told.language)


def _incoming(told: Told) -> Links:
    found: Links = {}
    for area, account in told.pricing.areas.items():
        amounts = {
            "staff": account.staff_ore,
            "other": account.other_ore,
            **{f"overhead.{name}": ore for name, ore in account.overhead_ore.items()},
            "carried": account.carried_ore,
            "received": account.received_ore,
        }
        found |= {(kind, area): ore for kind, ore in amounts.items() if ore > 0}
    return found


def _outgoing(told: Told) -> Links:
    found = {cell: ore for cell, ore in told.pricing.prices.items() if ore > 0}
    return found | {(area, SENT_ID): each.sent_ore for area, each in told.pricing.areas.items() if each.sent_ore > 0}
