"""Checks of the customers: who they are, by which codes, what they take, and who follows whom (A7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.finding import Finding
from atcost.core.naming import AREA, CUSTOMER, MODEL, known_name, not_negative
from atcost.core.succession import circles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from atcost.core.model import Customer, Model, Service, Volumes
    from atcost.core.words import Text


def ids(model: Model, _: Volumes) -> Iterator[Finding]:
    """Customers and areas share one namespace."""
    for name in model.customers:
        if name in model.areas:
            yield Finding("shared_id", MODEL, path=f"customer.{name}", values={"name": name})


def customers(model: Model, _: Volumes) -> Iterator[Finding]:
    """Customers take areas that exist (A7)."""
    for name, customer in model.customers.items():
        for area in customer.takes or ():
            yield from known_name(AREA, area, model.areas, f"customer.{name}.takes")


def successors(model: Model, _: Volumes) -> Iterator[Finding]:
    """A customer that ends is followed by customers that exist, in parts that sum to 1, and never in a circle."""
    for name, customer in model.customers.items():
        path = f"customer.{name}.successors"
        for number, successor in enumerate(customer.successors, start=1):
            yield from known_name(CUSTOMER, successor.to, model.customers, path)
            yield from not_negative(f"{path}.{number}.part", successor.part)
        if customer.successors and customer.to is None:
            yield Finding("successors_without_end", MODEL, path=path, values={"customer": customer.title})
        parts = sum(successor.part for successor in customer.successors)
        if customer.successors and parts != 1:
            yield Finding("parts_sum", MODEL, path=path, values={"sum": parts})
    for circle in circles({name: entry.followers() for name, entry in model.customers.items() if entry.successors}):
        yield Finding("successor_cycle", MODEL, path=f"customer.{circle[0]}.successors", values={"names": circle})


def codes(model: Model, _: Volumes) -> Iterator[Finding]:
    """A source system's code means one customer on any day."""
    owners: dict[str, list[Customer]] = {}
    for name, customer in model.customers.items():
        path = f"customer.{name}.codes"
        for code in dict.fromkeys(code.strip() for code in customer.codes):
            if not code:
                yield Finding("empty_code", MODEL, path=path, values={"customer": customer.title})
            for owner in owners.setdefault(code, []):
                if _overlap(customer, owner):
                    values = {"code": code, "first": owner.title, "second": customer.title}
                    yield Finding("code_shared", MODEL, path=path, values=values)
            owners[code].append(customer)


def renamed(model: Model, _: Volumes) -> Iterator[Finding]:
    """A customer or service is renamed from one that is gone, and no two from the same."""
    yield from _renamed(model.customers, "customer")
    for area_id, area in model.areas.items():
        yield from _renamed(area.services, f"area.{area_id}.service")


def _renamed(entries: Mapping[str, Customer] | Mapping[str, Service], path: str) -> Iterator[Finding]:
    first: dict[str, Text] = {}
    for name, entry in entries.items():
        if entry.renamed_from is None:
            continue
        place = f"{path}.{name}.renamed_from"
        if entry.renamed_from in entries:
            values = {"name": entry.renamed_from, "title": entry.title}
            yield Finding("renamed_still_there", MODEL, path=place, values=values)
        if (other := first.setdefault(entry.renamed_from, entry.title)) is not entry.title:
            values = {"name": entry.renamed_from, "first": other, "second": entry.title}
            yield Finding("renamed_twice", MODEL, path=place, values=values)


def _overlap(one: Customer, other: Customer) -> bool:
    def before(end: date | None, start: date | None) -> bool:
        return end is not None and start is not None and end < start

    return not before(one.to, other.from_) and not before(other.to, one.from_)
