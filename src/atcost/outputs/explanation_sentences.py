"""Why a price is what it is, in plain sentences, as a finance head would write them; their figures are the tree's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.explanation.node import money
from atcost.core.glossary import TERMS, with_the_volume
from atcost.core.money import rounded, to_ore
from atcost.core.words import NO_BREAK_SPACE, Text, number_text
from atcost.outputs.cells import quantity
from atcost.outputs.phrases import about, inside, share_text, spoken, with_and

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Literal

    from atcost.core.allocation import Charge
    from atcost.core.costing import ServiceCost
    from atcost.core.explanation.node import Node
    from atcost.core.money import Exact
    from atcost.core.pricing import Pricing
    from atcost.core.words import Language

LEAST_ORE, MOST_NAMED = 50, 3
"""What is less than half a krona is no part of a sentence; of many services the dearest are named."""
TOTAL = Text("Kunderna betalar {amount} för {name}: {parts}.", "The customers pay {amount} for {name}: {parts}.")
BILL = Text("{customer} betalar {amount}: {parts}.", "{customer} pays {amount}: {parts}.")
PRICE = Text("{customer} betalar {amount} för {area}: {parts}.", "{customer} pays {amount} for {area}: {parts}.")
COST = Text("{title} kostar {amount}: {parts}.", "The cost of {area} is {amount}: {parts}.")
FOR, WITH = Text("{amount} för {name}", "{amount} for {name}"), Text("{name} ({amount})", "{name} ({amount})")
BY_KEY = Text("{share} av alla {counted}", "{share} of all {counted}")
BY_KEY_LINKED = Text("{share} av kundernas {counted}", "{share} of the customers' {counted}")
BY_TARIFF = Text("{quantity} {counted} à {price}", "{quantity} {counted} at {price} each")
OF_ITS_OWN = Text("egna tjänster", "services of its own")
ALONE = Text("{customer} bär ensam kostnaden för {parts}.", "{customer} alone bears the cost of {parts}.")
ROUNDING, OTHER = Text("avrundning", "rounding"), Text("andra kostnader", "other costs")
FROM = Text("från {area}", "from {area}")
POOL = Text("Kostnaden som fördelas är {amount}: {parts}.", "The cost that is shared is {amount}: {parts}.")
LINKED = Text(
    "Med det som andra områden sänder kostar {area} {amount}.",
    "With what other areas send, the cost of {area} is {amount}.",
)
SENT = Text("Andra områden bär en del: {parts}.", "Other areas bear a part: {parts}.")
SHARED = Text("Fördelningen görs efter {parts}.", "The cost is shared by {parts}.")
OVER = Text("Styckpriserna ger ett överuttag på {amount}.", "The unit prices bring an over-recovery of {amount}.")
UNDER = Text("Styckpriserna ger ett underuttag på {amount}.", "The unit prices bring an under-recovery of {amount}.")
DEAREST = Text("Mest kostar {parts}.", "What costs most is {parts}.")
NEW = Text("Nytt bland bastjänsterna: {parts}.", "New among the base services: {parts}.")
USED = Text(
    "{customer} har {own} av {all} {counted}, {share}, och betalar därför {amount} i {area}.",
    "{customer} has {own} of {all} {counted}, {share}, and therefore pays {amount} in {area}.",
)
USED_LINKED = Text(
    "{customer} har {own} av kundernas {all} {counted}, {share}, och betalar därför {amount} i {area}.",
    "{customer} has {own} of the customers' {all} {counted}, {share}, and therefore pays {amount} in {area}.",
)
CHARGED = Text(
    "{customer} betalar {amount} i {area} för {quantity} {counted} à {price}.",
    "{customer} pays {amount} in {area} for {quantity} {counted} at {price} each.",
)
ALL_CHARGED = Text(
    "Kunderna betalar {amount} i {area} för {quantity} {counted}.",
    "The customers pay {amount} in {area} for {quantity} {counted}.",
)
WEIGHT = Text("Nyckeln fördelar {what} av områdets kostnad.", "The key shares {what} of the area's cost.")
ADJUSTED = Text(
    "I volymen ingår en justering på {quantity}: {reason} ({by}, {on}).",
    "The volume includes an adjustment of {quantity}: {reason} ({by}, {on}).",
)
INFLUENCE = Text(
    "Omkring {part} av nyckeln kan en kund själv påverka.", "A customer can itself influence about {part} of the key."
)
HOUR = Text(
    "Timpriset för {staff} i {area} är {price}: {rate} i kostnadsschablon och {overhead} i overhead "
    "delas med {hours} debiterbara timmar.",
    "The hourly price of {staff} in {area} is {price}: a standard rate of {rate} and overhead of {overhead} "
    "are divided by {hours} chargeable hours.",
)
HOUR_ALSO = Text("Därtill kommer andra kostnader, {price} per timme.", "Other costs add {price} an hour.")


def explanation_sentences(
    pricing: Pricing, language: Language, customer: str | None = None, area: str | None = None, key: str | None = None
) -> list[str]:
    """Say why an amount is what it is: of the question that ``core.explanation.explain`` answers with a tree."""
    teller = _Teller(pricing, language)
    if key is not None:
        charged = dict.fromkeys(charge.area for charge in pricing.charges if charge.key == key)
        areas = [name for name in charged if area in {None, name}]
        return [said for name in areas for said in teller.through_key(name, key, customer)]
    if customer is not None:
        return list(teller.bill(customer) if area is None else [*teller.price(area, customer), *teller.shared(area)])
    return list(teller.total() if area is None else [*teller.cost(area), *teller.services(area)])


def hour_sentences(root: Node, pricing: Pricing, language: Language, area: str, staff: str) -> list[str]:
    """Say why an hour costs what it costs, from the tree that ``core.explanation.explain_hour`` gives."""
    teller = _Teller(pricing, language)
    units, _ = root.parts
    of_staff, *others = units.parts[1].parts
    year, hours = of_staff.parts
    rate, *overheads = year.parts
    numbers = {
        "price": teller.money(root.value),
        "rate": about(to_ore(rate.value), pricing.model.currency, language),
        "overhead": about(to_ore(sum(each.value for each in overheads)), pricing.model.currency, language),
        "hours": quantity(hours.value, language),
    }
    names = {"staff": inside(pricing.model.staff[staff].title.say(language)), "area": teller.inside(area)}
    more = (each.value for each in others if to_ore(each.value) >= LEAST_ORE)
    also = [teller.told(HOUR_ALSO, price=teller.money(kronor)) for kronor in more]
    return [teller.told(HOUR, **names, **numbers), *also]


class _Teller:
    """Tells of a pricing in a language."""

    def __init__(self, pricing: Pricing, language: Language) -> None:
        self.pricing, self.model, self.language = pricing, pricing.model, language

    def total(self) -> Iterator[str]:
        """Say what all costs the customers, area by area."""
        paid: dict[str, int] = {}
        for (area, _), price_ore in self.pricing.prices.items():
            paid[area] = paid.get(area, 0) + price_ore
        yield self.told(TOTAL, self._for(paid), name=self.model.title, amount=self.pricing.total_ore)

    def bill(self, customer: str) -> Iterator[str]:
        """Say what a customer pays, and why in each area, the dearest first."""
        paid = {area: price_ore for (area, name), price_ore in self.pricing.prices.items() if name == customer}
        if len(paid) > 1:
            yield self.told(BILL, self._for(paid), customer=self._title(customer), amount=sum(paid.values()))
        for area in _dearest(paid):
            yield from self.price(area, customer)

    def price(self, area: str, customer: str) -> Iterator[str]:
        """Say what a customer pays for an area: its shares of keys or its tariffs, and services of its own."""
        charges = [charge for charge in self.pricing.charges if charge[:2] == (area, customer)]
        own = [(self._service(area, charge.service), charge.amount_ore) for charge in charges if charge.service]
        amounts = [(self._charge(charge), charge.amount_ore) for charge in charges if charge.key]
        amounts.append((self.told(OF_ITS_OWN), sum(ore for _, ore in own)))
        amounts += ((self.told(ROUNDING), charge.amount_ore) for charge in charges if charge.kind == "rounding")
        who, price_ore = self._title(customer), self.pricing.prices[area, customer]
        yield self.told(PRICE, self._amounts(WITH, amounts), customer=who, amount=price_ore, area=self.inside(area))
        if services := self._amounts(WITH, own):
            yield self.told(ALONE, services, customer=who)

    def cost(self, area: str) -> Iterator[str]:
        """Say what an area costs, who else bears it, and by which keys it is shared."""
        account, costs = self.pricing.areas[area], self.pricing.costs[area]
        parts = self._costs(area, costs.base)
        names = {"title": self._title(area), "area": self.inside(area)}
        yield self.told(COST, parts, amount=account.self_cost_ore, **names)
        if sent := self._amounts(WITH, ((self.inside(name), ore) for name, ore in self._sums(area, "sender"))):
            yield self.told(SENT, sent)
        if abs(account.over_recovery_ore) >= LEAST_ORE:
            left = OVER if account.over_recovery_ore > 0 else UNDER
            yield self.told(left, amount=abs(account.over_recovery_ore))
        yield from self._weights(area)

    def shared(self, area: str) -> Iterator[str]:
        """Say what of an area's cost its keys share, and by which; a tariff's charges do not come of its cost."""
        costs, linked = self.pricing.costs[area], self.pricing.linked.get(area)
        weights = list(self._weights(area))
        if weights and linked:
            yield self.told(LINKED, area=self.inside(area), amount=rounded(linked.gross_ore))
        elif weights:
            pool_ore = costs.keyed_ore + self.pricing.areas[area].received_ore
            parts = self._costs(area, [line for line in costs.base if not line.service.only_for])
            yield self.told(POOL, parts, amount=pool_ore)
        yield from weights

    def _costs(self, area: str, lines: Sequence[ServiceCost]) -> list[str]:
        """Return what services cost by kind, and what the area carries and received."""
        fte = sum(line.fte for line in lines)
        number = number_text(fte, self.language, 0 if fte.denominator == 1 else 1)
        costs = [(f"{number} {self.told(TERMS['fte'].word)}", sum(line.staff_ore for line in lines))]
        costs.append((self.told(OTHER), sum(line.other_ore for line in lines)))
        overheads = self.model.overheads
        costs += ((self.inside(name), sum(line.overhead_ore[name] for line in lines)) for name in overheads)
        costs.append((self.told(TERMS["carried"].word), self.pricing.costs[area].carried_ore))
        released_ore = self.pricing.costs[area].released_ore
        costs.append((inside(self.told(with_the_volume([released_ore]))), -released_ore))
        costs += ((self.told(FROM, area=self.inside(name)), ore) for name, ore in self._sums(area, "receiver"))
        return self._amounts(WITH, costs)

    def _weights(self, area: str) -> Iterator[str]:
        """Say by which keys an area's cost is shared."""
        shares = self.pricing.shares[area]
        if weights := {self._counted(key.measure): self._percent(100 * key.weight) for key in shares if key.weight}:
            keys = [f"{key} ({weight})" for key, weight in weights.items()]
            yield self.told(SHARED, keys if keys[1:] else list(weights))

    def services(self, area: str) -> Iterator[str]:
        """Say which services of an area cost most, and which are new among its base services (A4)."""
        costs = {line.service.service: line.total_ore for line in self.pricing.costs[area].base}
        if len(costs) > MOST_NAMED:
            dearest = _dearest(costs)[:MOST_NAMED]
            yield self.told(
                DEAREST, self._amounts(WITH, ((self._service(area, name), costs[name]) for name in dearest))
            )
        changed = (change for change in self.pricing.changes.services if change.area == area)
        new = [change.service for change in changed if change.before != "base" and change.service in costs]
        if parts := self._amounts(WITH, ((self._service(area, name), costs[name]) for name in new)):
            yield self.told(NEW, parts)

    def through_key(self, area: str, key: str, customer: str | None) -> Iterator[str]:
        """Say what a customer, or all, pay through a key of an area, and what is known of the key."""
        charges = [charge for charge in self.pricing.charges if (charge.area, charge.key) == (area, key)]
        if customer is None:
            of_key = next(share for share in self.pricing.shares[area] if share.measure == key)
            used, paid_ore = sum(of_key.quantities[of_key.first_customer :]), sum(each.amount_ore for each in charges)
            numbers = {"quantity": self._number(used), "counted": self._counted(key, used)}
            yield self.told(ALL_CHARGED, amount=paid_ore, area=self.inside(area), **numbers)
        yield from (self._used(charge) for charge in charges if charge.customer == customer)
        for share in self.pricing.shares[area]:
            if share.measure == key and share.weight:
                weight, amount_ore = self._percent(100 * share.weight), self.pricing.key_ore[area, key]
                amount = about(rounded(amount_ore), self.model.currency, self.language)
                yield self.told(WEIGHT, what=weight if self.pricing.linked else f"{amount}, {weight}")
        yield from self._adjustments(key, customer)
        for entry in self.model.areas[area].keys:
            if entry.measure == key and entry.behaviour:
                yield self.told(INFLUENCE, part=self._percent(entry.behaviour))

    def _used(self, charge: Charge) -> str:
        """Say what a customer pays through a key for what it used."""
        own, key, where = charge.quantity or 0, str(charge.key), self.inside(charge.area)
        who, amount_ore = self._title(charge.customer), charge.amount_ore
        if charge.kind == "tariff":
            numbers = self._tariff(charge.area, key, own)
            return self.told(CHARGED, customer=who, amount=amount_ore, area=where, **numbers)
        of_all = self._everyone(charge)
        numbers = {"own": self._number(own), "all": self._number(of_all), "counted": self._counted(key, of_all)}
        numbers["share"] = share_text(own, of_all, self.language)
        text = USED_LINKED if self.pricing.linked else USED
        return self.told(text, customer=who, amount=amount_ore, area=where, **numbers)

    def _charge(self, charge: Charge) -> str:
        """Say what a charge is for: a share of a key, or a volume at its price."""
        own, key = charge.quantity or 0, str(charge.key)
        if charge.kind == "tariff":
            return self.told(BY_TARIFF, **self._tariff(charge.area, key, own))
        share = share_text(own, self._everyone(charge), self.language)
        return self.told(BY_KEY_LINKED if self.pricing.linked else BY_KEY, share=share, counted=self._counted(key))

    def _everyone(self, charge: Charge) -> Exact:
        """Return the volume that an amount is split by: of a key's receivers, where areas are linked its customers."""
        if not self.pricing.linked:
            return charge.total_quantity or 0
        of_key = next(share for share in self.pricing.shares[charge.area] if share.measure == charge.key)
        return sum(of_key.quantities[of_key.first_customer :])

    def _tariff(self, area: str, key: str, used: Exact) -> dict[str, str]:
        price = next(entry.unit_price for entry in self.model.areas[area].keys if entry.measure == key) or 0
        return {"quantity": self._number(used), "counted": self._counted(key, used), "price": self.money(price)}

    def _adjustments(self, key: str, customer: str | None) -> Iterator[str]:
        """Say what was adjusted of a customer's volume, or of the measures that a combined one is made of (C4)."""
        measures = {key, *(self.model.measures[key].combines or {})}
        for entry in self.model.adjustments:
            if entry.customer == customer and entry.measure in measures:
                adjusted = self._number(entry.quantity)
                yield self.told(ADJUSTED, quantity=adjusted, reason=entry.reason, by=entry.by, on=str(entry.on))

    def _sums(self, area: str, end: Literal["sender", "receiver"]) -> Iterable[tuple[str, int]]:
        """Return what an area sent to others as sender, or received from them as receiver."""
        sums: dict[str, int] = {}
        for transfer in self.pricing.transfers:
            if getattr(transfer, end) == area:
                other = transfer.receiver if end == "sender" else transfer.sender
                sums[other] = sums.get(other, 0) + transfer.amount_ore
        return sums.items()

    def _for(self, paid: Mapping[str, int]) -> list[str]:
        return self._amounts(FOR, ((self.inside(area), paid[area]) for area in _dearest(paid)))

    def _amounts(self, text: Text, amounts: Iterable[tuple[str, int]]) -> list[str]:
        """Return names with their amounts, where they are any."""
        return [self.told(text, name=name, amount=ore) for name, ore in amounts if abs(ore) >= LEAST_ORE]

    def told(self, text: Text, parts: Sequence[str] | None = None, **values: object) -> str:
        """Fill a text: an amount in öre as it is said, texts in the language; without parts there is no colon."""
        said = {name: value.say(self.language) if isinstance(value, Text) else value for name, value in values.items()}
        if isinstance(amount_ore := said.get("amount"), int):
            said["amount"] = about(amount_ore, self.model.currency, self.language)
        template = (
            text.say(self.language) if parts or parts is None else text.say(self.language).replace(": {parts}", "")
        )
        return template.format(parts=with_and(parts or [], self.language), **said)

    def money(self, kronor: Exact) -> str:
        """Write a price of one, whole or with two decimals."""
        number, unit = quantity(kronor, self.language), money(self.model.currency).say(self.language)
        return NO_BREAK_SPACE.join([unit, number] if self.language == "en" else [number, unit])

    def _title(self, name: str) -> Text:
        known = self.model.areas.get(name) or self.model.overheads.get(name) or self.model.customers[name]
        return known.title

    def inside(self, name: str) -> str:
        return inside(self._title(name).say(self.language))

    def _service(self, area: str, service: str | None) -> str:
        return inside(self.model.areas[area].services[str(service)].title.say(self.language))

    def _number(self, value: Exact) -> str:
        return quantity(value, self.language)

    def _percent(self, value: Exact) -> str:
        return f"{number_text(value, self.language, 0 if value.denominator == 1 else 1)}{NO_BREAK_SPACE}%"

    def _counted(self, key: str, number: Exact = 0) -> str:
        """Return what a key counts: as many of it, or one."""
        measure, keys = (
            self.model.measures[key],
            {each.measure for area in self.model.areas.values() for each in area.keys},
        )
        if number == 1:
            return inside(measure.unit.say(self.language))
        return spoken(measure.title, [self.model.measures[each].title for each in keys], self.language)


def _dearest(amounts: Mapping[str, int]) -> list[str]:
    """Return names, those with the largest amounts first."""
    return sorted(amounts, key=lambda name: -amounts[name])
