"""Succession: who a customer becomes when customers are merged, split or renamed, through chains (A7)."""

from __future__ import annotations

from contextlib import suppress
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from atcost.core.money import Exact

Part = tuple[str, "Exact"]
Followers = dict[str, list[Part]]
"""Customer, then who takes over which part of it; nobody where it goes on."""


def ends(followers: Followers) -> dict[str, dict[str, Exact]]:
    """Return where every customer ends, with exact parts; one that nobody follows ends in itself.

    Each is worked out once, after those that follow it. One that leads into a circle ends nowhere and is left out.

    >>> ends({"a": [("b", 1)], "b": [("c", 1)], "c": []})["a"]
    {'c': 1}
    """
    found: dict[str, dict[str, Exact]] = {}
    order = TopologicalSorter({name: [follower for follower, _ in of_name] for name, of_name in followers.items()})
    with suppress(CycleError):
        order.prepare()
    while ready := order.get_ready():
        for name in ready:
            found[name] = _ends_of(name, followers.get(name, []), found)
        order.done(*ready)
    return found


def circles(followers: Followers) -> list[list[str]]:
    """Return ways on which customers follow themselves, each from a customer back to it.

    >>> circles({"a": [("b", 1)], "b": [("a", 1)], "c": [("a", 1)]})
    [['a', 'b', 'a']]
    """
    settled, seen, found = ends(followers).keys(), set[str](), list[list[str]]()
    for name in followers:
        way: list[str] = []
        while name not in settled and name not in seen:
            seen.add(name)
            way.append(name)
            name = next(follower for follower, _ in followers[name] if follower not in settled)  # noqa: PLW2901
        if name in way:
            found.append([*way[way.index(name) :], name])
    return found


def _ends_of(name: str, followers: list[Part], known: dict[str, dict[str, Exact]]) -> dict[str, Exact]:
    parts: dict[str, Exact] = {} if followers else {name: 1}
    for follower, part in followers:
        for end, of_follower in known[follower].items():
            parts[end] = parts.get(end, 0) + part * of_follower
    return parts
