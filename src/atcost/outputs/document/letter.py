"""One customer's letter: its own page, what holds for everybody, and what it can order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.outputs.document.blocks import Heading, Paragraph, notice
from atcost.outputs.document.customers import customer
from atcost.outputs.document.making import MAKING, steps
from atcost.outputs.document.prices import rates
from atcost.outputs.document.standing import notices, standing
from atcost.outputs.price_page import ground

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.outputs.document.blocks import Block
    from atcost.outputs.document.told import Told


def letter(told: Told, name: str) -> Iterator[Block]:
    """Tell one customer its prices."""
    pricing, model = told.pricing, told.model
    yield Heading(told.say(standing(told.priced).heading, model.year, told.priced.customer_title(name)), 1)
    yield from notice(notices(told))
    yield from customer(told, name)
    yield Heading(told.say(MAKING), 2)
    yield steps(told)
    yield Paragraph(ground(pricing, told.language, name), "note")
    taken = {area for area, payer in pricing.prices if payer == name}
    keys = {(charge.area, charge.key) for charge in pricing.charges if charge.customer == name}
    hourly = [price for price in pricing.hourly if price.area in taken]
    yield from rates(told, hourly, [price for price in pricing.per_unit if price[:2] in keys])
