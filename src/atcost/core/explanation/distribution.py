"""Why a part of a cost is what it is: through keys by weight and volume, by a tariff, directly, between areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.allocation import sending_order
from atcost.core.explanation.costs import CostExplanation
from atcost.core.explanation.linked import LinkedExplanation
from atcost.core.explanation.node import Node, given, in_kronor, made, of_one
from atcost.core.explanation.shares import ShareExplanation
from atcost.core.words import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from atcost.core.allocation import Charge, Transfer
    from atcost.core.pricing import Pricing

POOL = Text("Områdets kostnad att fördela", "The area's cost to share")
BY_KEY = Text("Att fördela med nyckeln", "To share by the key")


class DistributionExplanation:
    """The charges and transfers of a pricing, before units, as nodes."""

    def __init__(self, pricing: Pricing) -> None:
        """Explain the distribution of a pricing."""
        self.pricing, self.model = pricing, pricing.model
        self.costs, self.shares = CostExplanation(pricing), ShareExplanation(pricing)
        self.kr = self.costs.kr
        self.charged: dict[tuple[str, str], dict[str, int]] = {}
        self.direct: dict[str, list[Charge]] = {area: [] for area in self.model.areas}
        for charge in pricing.charges:
            if charge.key:
                self.charged.setdefault((charge.area, charge.key), {})[charge.customer] = charge.amount_ore
            elif charge.service:
                self.direct[charge.area].append(charge)
        self.transfers: dict[tuple[str, str], list[Transfer]] = {}
        for transfer in pricing.transfers:
            self.transfers.setdefault((transfer.sender, transfer.receiver), []).append(transfer)
        self.linked = LinkedExplanation(pricing, self.costs, self.shares, self.charged)
        self._pools: dict[str, Node] = {}
        self._keys: dict[tuple[str, str], Node] = {}

    def charges(self, area: str, customers: Collection[str]) -> list[Node]:
        """Return what customers who follow each other are charged in an area: direct services, then its keys."""
        direct = [self._direct(charge) for charge in self.direct[area] if charge.customer in customers]
        keys = [key.measure for key in self.shares.keys[area]]
        charged = (key for key in keys if not self.charged.get((area, key), {}).keys().isdisjoint(customers))
        return [*direct, *(self.charge(area, key, customers) for key in charged)]

    def charge(self, area: str, key: str, customers: Collection[str]) -> Node:
        """Return what customers who follow each other are charged through a key."""
        charged = {name: ore for name, ore in self.charged[area, key].items() if name in customers}
        amount, title = in_kronor(sum(charged.values())), self.model.measures[key].title
        if self.model.areas[area].is_tariff:
            return of_one(Node(title, amount, self.kr, "sum", tuple(self._tariffs(area, key, charged))))
        if self.model.method == "reciprocal":
            first, total = self.shares.key(area, key).first_customer, self.linked.through_keys[area, key]
        else:
            first, total = 0, self._of_key(area, key)
        split = (total, *self.shares.by_volume(area, key, customers, first))
        return Node(title, amount, self.kr, "running_split", split)

    def received(self, area: str) -> list[Node]:
        """Return what other areas sent to an area, by sender."""
        titles = {sender: self.model.areas[sender].title for sender, receiver in self.transfers if receiver == area}
        return [self.transfer(sender, area, Text(f"Från {of.sv}", f"From {of.en}")) for sender, of in titles.items()]

    def sent(self, area: str) -> list[Node]:
        """Return what an area sent to other areas, by receiver."""
        titles = {receiver: self.model.areas[receiver].title for sender, receiver in self.transfers if sender == area}
        return [self.transfer(area, receiver, Text(f"Till {to.sv}", f"To {to.en}")) for receiver, to in titles.items()]

    def transfer(self, sender: str, receiver: str, label: Text) -> Node:
        """Return what an area sent to another, over all keys."""
        parts = [self._transfer(transfer) for transfer in self.transfers[sender, receiver]]
        return of_one(made(label, self.kr, "sum", parts))

    def _transfer(self, transfer: Transfer) -> Node:
        sender, receiver, key, amount_ore = transfer
        if key is None:
            return self.linked.transfer(sender, receiver, amount_ore)
        split = (self._of_key(sender, key), *self.shares.by_volume(sender, key, {receiver}))
        return Node(self.model.measures[key].title, in_kronor(amount_ore), self.kr, "running_split", split)

    def _direct(self, charge: Charge) -> Node:
        """Explain a service that one customer bears alone (A5)."""
        service = self.costs.services[charge.area, str(charge.service)]
        return of_one(Node(service.label, in_kronor(charge.amount_ore), self.kr, "sum", (service,)))

    def _tariffs(self, area: str, key: str, charged: dict[str, int]) -> Iterator[Node]:
        """Explain the charges of a tariff: volume × unit price."""
        price = next(entry.unit_price for entry in self.model.areas[area].keys if entry.measure == key) or 0
        unit = self.kr.per(self.model.measures[key].unit)
        tariff = given(Text("Styckpris", "Unit price"), price, unit, f"area.{area}.key.{key}.unit_price")
        for customer, amount_ore in charged.items():
            volume, title = self.shares.volume(key, {customer}), self.model.customers[customer].title
            yield Node(title, in_kronor(amount_ore), self.kr, "product", (volume, tariff))

    def _of_key(self, area: str, key: str) -> Node:
        """Explain what a key distributes: of the area's cost, by weight (C1)."""
        if (area, key) not in self._keys:
            amount = in_kronor(self.pricing.key_ore[area, key])
            split = (self._pool(area), *self.shares.by_weight(area, key))
            self._keys[area, key] = Node(BY_KEY, amount, self.kr, "running_split", split)
        return self._keys[area, key]

    def _pool(self, area: str) -> Node:
        """Explain what an area's keys distribute: its cost, and what areas that sent before it gave it."""
        if not self._pools:
            for each in sending_order(self.model):  # senders stand before receivers, so that a long row is no deep one
                amount_ore = self.pricing.costs[each].keyed_ore + self.pricing.areas[each].received_ore
                parts = (*self.costs.keyed(each), *self.received(each))
                self._pools[each] = Node(POOL, in_kronor(amount_ore), self.kr, "sum", parts)
        return self._pools[area]
