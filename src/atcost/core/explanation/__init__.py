"""Explanation: why a price is what it is, as a second walk over what pricing made (docs/flow.md; B4, D3).

The amounts are those that pricing holds; none is calculated again, so that a fault of pricing shows.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from atcost.core.explanation.distribution import DistributionExplanation
from atcost.core.explanation.hourly import HourlyExplanation
from atcost.core.explanation.node import (
    NOTHING,
    NUMBER,
    Node,
    constant,
    given,
    in_kronor,
    less,
    made,
    of_one,
    standing_before,
)
from atcost.core.naming import AREA, CUSTOMER, STAFF, nearest
from atcost.core.words import Text, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from atcost.core.allocation import Charge
    from atcost.core.model import Area, Customer, Measure, Model, StaffCategory
    from atcost.core.pricing import Pricing

    Asked = tuple[Text, str | None, Mapping[str, Customer | Area | Measure | StaffCategory]]

SELF_COST, CHARGED = Text("Självkostnad", "Self-cost"), Text("Före avrundning", "Before rounding")
KEY, UNITS = Text("Nyckeln", "The key"), Text("Hela enheter", "Whole units")
MOST_NAMED = 10
ROUNDING, OVER_RECOVERY = Text("Avrundning", "Rounding"), Text("Överuttag (tariff)", "Over-recovery (tariff)")


class NotPriced(LookupError):  # noqa: N818 -- it is not an error of the program: it answers a question
    """A price list has no such amount; ``text`` says so, and what it has."""

    def __init__(self, text: Text) -> None:
        """Carry the text; as an exception it is Swedish."""
        self.text = text
        super().__init__(text.sv)


def explain(pricing: Pricing, customer: str | None = None, area: str | None = None, key: str | None = None) -> Node:
    """Explain an amount of a price list: a price, a customer's or an area's, the total, or what came through a key.

    Its parts lead down to FTE, rates, overheads, weights and months' volumes, each with its source and cell.

    Raises:
        NotPriced: there is no such amount.
    """
    return Explanation(pricing).of(customer, area, key)


class Explanation:
    """The amounts of a pricing as nodes; what several questions share is made once."""

    def __init__(self, pricing: Pricing) -> None:
        """Explain a pricing."""
        self.pricing, self.model = pricing, pricing.model
        self.distribution = DistributionExplanation(pricing)
        self.kr = self.distribution.kr

    def of(self, customer: str | None = None, area: str | None = None, key: str | None = None) -> Node:
        """Explain a price, a customer's or an area's, the total, or what came through a key, as ``explain`` does.

        Raises:
            NotPriced: there is no such amount.
        """
        charges = _asked(self.pricing, customer, area, key)
        if key is not None:
            return self._through_key(key, customer, list(dict.fromkeys(charge.area for charge in charges)))
        if customer is not None:
            return self._price(area, customer) if area is not None else self._bill(customer)
        return self._account(area) if area is not None else self._total()

    def of_hour(self, area: str, staff: str) -> Node:
        """Explain the hourly price of a staff category in an area.

        Raises:
            NotPriced: there is no such price.
        """
        _known([(AREA, area, self.model.areas), (STAFF, staff, self.model.staff)])
        title = _joined(self.model.areas[area].title, self.model.staff[staff].title)
        for price in self.pricing.hourly:
            if (price.area, price.staff) == (area, staff):
                return HourlyExplanation(self.model, self.distribution.costs).price(price, title)
        raise NotPriced(_without_price(title, [price.staff for price in self.pricing.hourly if price.area == area]))

    def _total(self) -> Node:
        """Explain the sum of all prices, area by area."""
        areas = dict.fromkeys(area for area, _ in self.pricing.prices)
        parts = tuple(self._account(area) for area in areas)
        return Node(self.model.title, in_kronor(self.pricing.total_ore), self.kr, "sum", parts)

    def _bill(self, customer: str) -> Node:
        """Explain all that a customer pays."""
        areas = [area for area, name in self.pricing.prices if name == customer]
        parts = tuple(self._price(area, customer).called(self.model.areas[area].title) for area in areas)
        amount = in_kronor(self.pricing.customer_totals()[customer])
        return Node(self.model.customers[customer].title, amount, self.kr, "sum", parts)

    def _price(self, area: str, customer: str) -> Node:
        """Explain what a customer pays for an area: its charges, and what they were rounded by."""
        charges = self.distribution.charges(area, {customer})
        parts = (*charges, *self._rounded(area, customer, charges))
        label = _joined(self.model.customers[customer].title, self.model.areas[area].title)
        amount = in_kronor(self.pricing.prices[area, customer])
        return Node(label, amount, self.kr, "sum", parts, cell=f"price.{area}.{customer}")

    def _through_key(self, key: str, customer: str | None, areas: list[str]) -> Node:
        """Explain what a customer, or all, are charged through a key, in an area or in all that have it."""
        customers = self.model.customers if customer is None else {customer}
        titles = [self.model.areas[area].title for area in areas]
        parts = [self.distribution.charge(area, key, customers) for area in areas]
        who = () if customer is None else (self.model.customers[customer].title,)
        label = _joined(*who, self.model.measures[key].title, *(titles if len(areas) == 1 else ()))
        named = [part.called(title) for part, title in zip(parts, titles, strict=True)]
        return of_one(made(label, self.kr, "sum", named))

    def _account(self, area: str) -> Node:
        """Explain what an area's customers pay: its self-cost less what it sent, and what rounding or a tariff left."""
        account, sent = self.pricing.areas[area], self.distribution.sent(area)
        costs = (*self.distribution.costs.own(area), *self.distribution.received(area))
        self_cost = Node(SELF_COST, in_kronor(account.self_cost_ore), self.kr, "sum", costs)
        cost = [self_cost] if costs or account.self_cost_ore else []  # a tariff area may have none
        parts = [*cost, *(less(node) for node in sent)]
        for label, left_ore in ((ROUNDING, account.rounding_ore), (OVER_RECOVERY, account.over_recovery_ore)):
            if left_ore:
                difference = (*self._charged(area), *sent, *(less(node) for node in cost))
                parts.append(Node(label, in_kronor(left_ore), self.kr, "sum", difference))
        paid_ore = sum(price_ore for (name, _), price_ore in self.pricing.prices.items() if name == area)
        if account.unit_rounding_ore:
            nobody = standing_before([], self.kr, "customer")
            parts.append(self._rounding(account.unit_rounding_ore, self._charged(area), nobody, paid_ore))
        return of_one(Node(self.model.areas[area].title, in_kronor(paid_ore), self.kr, "sum", tuple(parts)))

    def _charged(self, area: str) -> list[Node]:
        """Explain what all customers of an area are charged."""
        return self.distribution.charges(area, self.model.customers)

    def _rounded(self, area: str, customer: str, charged: list[Node]) -> Iterator[Node]:
        """Explain what a customer's charges were rounded by, to the unit of the list."""
        for charge in self.pricing.charges:
            if charge[:3] == (area, customer, "rounding"):
                names = list(self.model.customers)
                earlier = self.distribution.charges(area, names[: names.index(customer)])
                before = standing_before(earlier, self.kr, "customer")
                yield self._rounding(charge.amount_ore, charged, before, self.pricing.prices[area, customer])

    def _rounding(self, amount_ore: int, charged: list[Node], before: Node, paid_ore: int) -> Node:
        """Explain a rounding: the running total of charges in whole units, less the charges."""
        unit = given(Text("Prisernas enhet", "The unit of prices"), self.model.unit, self.kr, "unit")
        exact = made(CHARGED, self.kr, "sum", charged)
        one = constant(1, Text("En enhet", "One unit"))
        paid = Fraction(in_kronor(paid_ore)) / unit.value
        units = Node(UNITS, paid, NUMBER, "running_split", (one, exact, before, unit))
        rounded = made(Text("I hela enheter", "In whole units"), self.kr, "product", (units, unit))
        return Node(ROUNDING, in_kronor(amount_ore), self.kr, "sum", (rounded, less(exact)))


def _asked(pricing: Pricing, customer: str | None, area: str | None, key: str | None) -> list[Charge]:
    """Return the charges that a question is about.

    Raises:
        NotPriced: a name leads nowhere, or there are none.
    """
    model = pricing.model
    keys = {entry.measure: model.measures[entry.measure] for each in model.areas.values() for entry in each.keys}
    if key is not None and key not in keys and (whole := [name for name in keys if _holds(model, name, key)]):
        raise NotPriced(_part_of(model, key, whole[0]))
    asked: list[Asked] = [(CUSTOMER, customer, model.customers), (AREA, area, model.areas), (KEY, key, keys)]
    _known(asked)
    found = list(_charges(pricing, customer, area, key))
    if not found:
        title = _joined(*(names[name].title for _, name, names in asked if name is not None))
        raise NotPriced(_without_price(title, _instead(pricing, customer, area, key)))
    return found


def _holds(model: Model, key: str, measure: str) -> bool:
    return measure in (model.measures[key].combines or {})


def _part_of(model: Model, measure: str, key: str) -> Text:
    part, whole = model.measures[measure].title, model.measures[key].title
    return Text(
        f"{part.sv} är ingen nyckel, men ingår i nyckeln {whole.sv} ({key})",
        f"{part.en} is no key, but a part of the key {whole.en} ({key})",
    )


def _known(asked: list[Asked]) -> None:
    """Tell the nearest names where one leads nowhere.

    Raises:
        NotPriced: one does.
    """
    for what, name, names in asked:
        if name is not None and name not in names:
            near, said = ", ".join(nearest(name, names)), shown(name)
            text = Text(f"{what.sv} ”{said}” finns inte. Närmast: ", f"{what.en} “{said}” does not exist. Nearest: ")
            raise NotPriced(Text(f"{text.sv}{near}", f"{text.en}{near}"))


def _charges(pricing: Pricing, customer: str | None, area: str | None, key: str | None) -> Iterator[Charge]:
    for charge in pricing.charges:
        if customer in {None, charge.customer} and area in {None, charge.area} and key in {None, charge.key}:
            yield charge


def _instead(pricing: Pricing, customer: str | None, area: str | None, key: str | None) -> list[str | None]:
    """Return what could be asked for in place of the last name."""
    if key is not None:
        names = [charge.key for charge in _charges(pricing, customer, area, None)]
    elif customer is not None and area is not None:
        names = [charge.area for charge in _charges(pricing, customer, None, None)]
    else:
        names = [charge.customer if area is None else charge.area for charge in pricing.charges]
    return list(dict.fromkeys(names))


def _without_price(title: Text, instead: Sequence[str | None]) -> Text:
    names = [name for name in instead if name]
    known = ", ".join([*names[:MOST_NAMED], *(["…"] if names[MOST_NAMED:] else [])]) or "–"
    return Text(
        f"Det finns inget pris för: {title.sv}. Pris finns för: {known}",
        f"There is no price for: {title.en}. There are prices for: {known}",
    )


def _joined(*titles: Text) -> Text:
    return Text(*(", ".join(each) for each in zip(*titles, strict=True))) if titles else NOTHING
