"""Why a part of a cost is what it is where areas serve each other at once: from the solved equations on."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from atcost.core.explanation.node import NUMBER, PERCENT, Node, constant, in_kronor, less, made, standing_before
from atcost.core.transfers import links
from atcost.core.words import Text, number_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atcost.core.explanation.costs import CostExplanation
    from atcost.core.explanation.shares import ShareExplanation
    from atcost.core.pricing import Pricing
    from atcost.core.shares import KeyShares
    from atcost.core.words import Language

AREA_GIVES = Text("Områdets del till kunderna", "The area's part to the customers")
KEY_GIVES = Text("Nyckelns del till kunderna", "The key's part to the customers")
CUSTOMERS_PART = Text("Kundernas del", "The customers' part")
AREAS_PART = Text("Del av området", "Part of the area")
GROSS = Text("Hela kostnaden, med det som andra områden sänder", "Gross cost, with what other areas send")
EVENED = Text("Utjämning", "Evening out")
LEFT = Text("det som avrundade överföringar lämnade över", "what rounded transfers left over")


class LinkedExplanation:
    """The distribution of areas that serve each other as nodes (docs/arithmetic.md, 7).

    ``charged`` are the charges in öre, by area and key, then customer.
    """

    def __init__(
        self,
        pricing: Pricing,
        costs: CostExplanation,
        shares: ShareExplanation,
        charged: Mapping[tuple[str, str], Mapping[str, int]],
    ) -> None:
        """Explain what was solved for the areas of a pricing."""
        self.pricing, self.costs, self.shares, self.charged = pricing, costs, shares, charged
        self.kr, self.exact = costs.kr, costs.kr.unrounded

    def transfer(self, sender: str, receiver: str, amount_ore: int) -> Node:
        """Explain a transfer: the sender's gross cost × the receiver's part of it."""
        to = self.pricing.model.areas[receiver].title
        label = Text(f"Till {to.sv}", f"To {to.en}")
        parts = (self._gross(sender), self.shares.part_of_area(sender, {receiver}, AREAS_PART))
        return Node(label, in_kronor(amount_ore), self.kr, "product", parts)

    @cached_property
    def through_keys(self) -> dict[tuple[str, str], Node]:
        """Return what each key gives to customers: of what its area gives, by weight × the customers' part."""
        found = {}
        for area, amount in self._to_customers.items():
            parts = {key.measure: self._of_key(area, key) for key in self._reaching(area)}
            weights = made(Text("Alla nycklar", "All keys"), PERCENT, "sum", list(parts.values()))
            for number, (measure, own) in enumerate(parts.items()):
                before = standing_before(list(parts.values())[:number], PERCENT, f"area.{area}.key")
                ore = sum(self.charged.get((area, measure), {}).values())
                split = (amount, own, before, weights)
                found[area, measure] = Node(KEY_GIVES, in_kronor(ore), self.kr, "running_split", split)
        return found

    @cached_property
    def _to_customers(self) -> dict[str, Node]:
        """Return what each area gives to customers: of all areas' cost, by gross cost × the customers' part."""
        exact = {area: self._exactly(area) for area in self.pricing.linked if self._reaching(area)}
        weights = made(Text("Alla områden", "All areas"), self.exact, "sum", list(exact.values()))
        total = self._total()
        if not weights.value:  # costs that cancel out are nothing to split: the running totals are rounded as they are
            total = weights = constant(1)
        found: dict[str, Node] = {}
        for number, (area, own) in enumerate(exact.items()):
            amount_ore = sum(sum(self.charged.get((area, key.measure), {}).values()) for key in self._reaching(area))
            before = standing_before(list(exact.values())[:number], self.exact, "area")
            split = (total, own, before, weights)
            found[area] = Node(AREA_GIVES, in_kronor(amount_ore), self.kr, "running_split", split)
        return found

    def _reaching(self, area: str) -> list[KeyShares]:
        """Return the keys that give to customers."""
        return [key for key in self.shares.keys[area] if key.weight and key.customers_part]

    def _of_key(self, area: str, key: KeyShares) -> Node:
        weight = self.shares.weight(area, key.measure)
        part = self.shares.part(area, key.measure, key.receivers[key.first_customer :]).called(CUSTOMERS_PART)
        return made(weight.label, PERCENT, "product", (weight, part))

    def _exactly(self, area: str) -> Node:
        """Explain an area's exact amount to customers, which they all together pay to the öre."""
        parts = [self._gross(area), self.shares.part_of_area(area, self.pricing.model.customers, CUSTOMERS_PART)]
        amount = in_kronor(self.pricing.linked[area].to_customers_ore)
        title = self.pricing.model.areas[area].title
        product = made(title, self.exact, "product", parts)
        if product.value not in {0, amount}:
            parts.append(Node(EVENED, Fraction(amount) / product.value, NUMBER, "system", source=LEFT))
        return Node(title, amount, self.exact, "product", tuple(parts))

    def _total(self) -> Node:
        """Explain what all areas together give to their customers: their cost less what tariff areas received."""
        model, parts = self.pricing.model, []
        for area in self.pricing.linked:
            keyed = self.costs.keyed(area)
            if keyed:
                amount = in_kronor(self.pricing.costs[area].keyed_ore)
                parts.append(Node(model.areas[area].title, amount, self.kr, "sum", tuple(keyed)))
        parts += (
            less(self.transfer(sender, receiver, amount_ore))
            for sender, receiver, _, amount_ore in self.pricing.transfers
            if receiver not in self.pricing.linked
        )
        return made(Text("Alla områdens kostnad att fördela", "All areas' cost to share"), self.kr, "sum", parts)

    def _gross(self, area: str) -> Node:
        """Return the leaf for an area's gross cost, with its equation in words."""
        source = Text(self._equation(area, "sv"), self._equation(area, "en"))
        gross = in_kronor(self.pricing.linked[area].gross_ore)
        return Node(GROSS, gross, self.exact, "system", source=source)

    def _equation(self, area: str, language: Language) -> str:
        titles = {name: entry.title.say(language) for name, entry in self.pricing.model.areas.items()}
        own = number_text(in_kronor(self.pricing.costs[area].keyed_ore), language, 2)
        sent = [
            f"{number_text(100 * part, language, 2)} % × {titles[sender]}"
            for sender, parts in self._links.items()
            if (part := parts.get(area))
        ]
        right = " + ".join([f"{own} {self.kr.say(language)}", *sent])
        solved = Text("löst för alla områden på en gång", "solved for all areas at once")
        return f"{titles[area]} = {right}, {solved.say(language)}"

    @cached_property
    def _links(self) -> Mapping[str, Mapping[str, Fraction]]:
        return links({area: self.shares.keys[area] for area in self.pricing.linked})
