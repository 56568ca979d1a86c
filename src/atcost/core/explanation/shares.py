"""Why a share is what it is: weights of keys, and the volumes of those who receive through them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.explanation.node import NUMBER, PERCENT, Node, given, made, of_one, standing_before
from atcost.core.explanation.volumes import VolumeExplanation
from atcost.core.words import Text

if TYPE_CHECKING:
    from collections.abc import Collection

    from atcost.core.pricing import Pricing
    from atcost.core.shares import KeyShares

OWN, ALL = Text("Egen volym", "Own volume"), Text("Hela volymen", "All volume")
TOGETHER = Text("Volym tillsammans", "Volume together")


class ShareExplanation:
    """The shares of a pricing as nodes."""

    def __init__(self, pricing: Pricing) -> None:
        """Explain the shares of a pricing."""
        self.model, self.keys = pricing.model, pricing.shares
        self.volumes = VolumeExplanation(pricing)
        self._all: dict[tuple[str, str, int], Node] = {}

    def key(self, area: str, measure: str) -> KeyShares:
        """Return a key of an area that has receivers."""
        return next(key for key in self.keys[area] if key.measure == measure)

    def weight(self, area: str, measure: str) -> Node:
        """Return the leaf of a key's weight."""
        weight = next(key.weight for key in self.model.areas[area].keys if key.measure == measure) or 0
        cell = f"area.{area}.key.{measure}.weight"
        return given(self.model.measures[measure].title, weight, PERCENT, cell)

    def by_weight(self, area: str, measure: str) -> tuple[Node, Node, Node]:
        """Return a key's weight, the weights before it and all weights, of the keys that reach somebody."""
        weights = {key.measure: self.weight(area, key.measure) for key in self.keys[area]}
        before = list(weights.values())[: list(weights).index(measure)]
        own = weights[measure].called(Text("Nyckelns vikt", "The key's weight"))
        return own, standing_before(before, PERCENT, f"area.{area}.key"), self._all_weights(area)

    def by_volume(self, area: str, measure: str, users: Collection[str], first: int = 0) -> tuple[Node, Node, Node]:
        """Return the volume of users who follow each other, the volume before them and all, of those from ``first``."""
        receivers = self.key(area, measure).receivers[first:]
        unit = self.model.measures[measure].unit
        own = [user for user in receivers if user in users]
        before = [self.volumes.of(measure)[user] for user in receivers[: receivers.index(own[0])]]
        everyone = self.all_volume(area, measure, first)
        return self.volume(measure, own), standing_before(before, unit, "customer"), everyone

    def volume(self, measure: str, users: Collection[str]) -> Node:
        """Return the volume of one user, or of several together."""
        of_users = [node for user, node in self.volumes.of(measure).items() if user in users]
        label = OWN if len(of_users) == 1 else TOGETHER
        return of_one(made(label, self.model.measures[measure].unit, "sum", of_users))

    def all_volume(self, area: str, measure: str, first: int = 0) -> Node:
        """Return the volume of all who receive through a key, from the first on."""
        if (area, measure, first) not in self._all:
            receivers = set(self.key(area, measure).receivers[first:])
            self._all[area, measure, first] = self.volume(measure, receivers).called(ALL)
        return self._all[area, measure, first]

    def part(self, area: str, measure: str, users: Collection[str]) -> Node:
        """Return the part of a key that users receive."""
        parts = (self.volume(measure, users), self.all_volume(area, measure))
        return made(self.model.measures[measure].title, NUMBER, "quotient", parts)

    def part_of_area(self, area: str, users: Collection[str], label: Text) -> Node:
        """Return the part of an area that users receive through its keys: the sum of weights × parts."""
        parts = []
        for key in self.keys[area]:
            if key.weight and not set(users).isdisjoint(key.receivers):
                weights = (self.weight(area, key.measure), self._all_weights(area))
                weight = made(Text("Vikt", "Weight"), NUMBER, "quotient", weights)
                part = self.part(area, key.measure, users)
                parts.append(made(part.label, NUMBER, "product", (weight, part)))
        return of_one(made(label, NUMBER, "sum", parts))

    def _all_weights(self, area: str) -> Node:
        weights = [self.weight(area, key.measure) for key in self.keys[area]]
        return made(Text("Alla nycklars vikt", "All keys' weight"), PERCENT, "sum", weights)
