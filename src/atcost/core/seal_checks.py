"""Checks of a sealed list: which part was altered, and what differs from the list that its documents give again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from atcost.core.finding import Finding
from atcost.core.seal import canonical_text, checksums
from atcost.core.words import Text, kronor_text, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.core.model import Model

    Differing = dict[tuple[str, ...], tuple[str, str]]

PARTS = {
    "format": Text("formatet", "the format"),
    "arithmetic": Text("räknesättet", "the arithmetic"),
    "version": Text("programmets version", "the program's version"),
    "digest": Text("listans kontrollsumma", "the list's digest"),
    "date": Text("datumet", "the date"),
    "proposal": Text("om den är ett förslag", "whether it is a proposal"),
    "previous_digest": Text("kontrollsumman för året före", "the digest of the year before"),
    "model": Text("prismodellen", "the price model"),
    "budget": Text("budgeten", "the budget"),
    "volumes": Text("volymerna", "the volumes"),
    "result": Text("resultatet", "the result"),
}
RESULTS: dict[str, tuple[Text, tuple[str, ...]]] = {
    "areas": (Text("tjänsteområdenas konton", "the areas' accounts"), ("id",)),
    "charges": (Text("prisernas delar", "the parts of prices"), ("area", "customer", "kind", "key", "service")),
    "prices": (Text("priserna", "the prices"), ("area", "customer")),
    "customers": (Text("kundernas summor", "the customers' totals"), ("id",)),
    "transfers": (Text("överföringarna mellan områden", "the transfers between areas"), ("sender", "receiver", "key")),
    "hourly": (Text("timpriserna", "the hourly prices"), ("area", "staff")),
    "per_unit": (Text("vad enheter väger", "what units weigh"), ("area", "key")),
    "changes": (Text("de förändrade uppdragen", "the assignment changes"), ("area", "service")),
    "changes_by_area": (Text("förändringarna per område", "the changes by area"), ("id",)),
    "total": (Text("summan", "the total"), ()),
    "total_excluding_changes": (Text("summan utan förändrade uppdrag", "the total without assignment changes"), ()),
}
"""Each part of the result: what it is called, and the entries that say which amount it is; the rest is compared."""
AMOUNT = re.compile(r"-?\d{1,30}\.\d\d", re.ASCII)
ABSENT = Text("(saknas)", "(missing)")


def altered(file: str, found: Mapping[str, Any]) -> list[Finding]:
    """Return a finding for each part of a sealed list whose checksum is not its own."""
    due = checksums({name: part for name, part in found.items() if name != "checksums"})
    given = found["checksums"] if isinstance(found["checksums"], Mapping) else {}
    return [
        Finding("seal_altered", file, path=shown(name), values={"part": PARTS.get(name, shown(name))})
        for name in {**due, **given}
        if due.get(name) != given.get(name)
    ]


def differences(file: str, found: Mapping[str, Any], again: Mapping[str, Any], model: Model) -> Iterator[Finding]:
    """Yield what of a sealed list is not as its own documents give it again: the documents, prices, the rest."""
    said = [part for part in again if part not in {"digest", "result", "checksums"}]
    written = [place for part in said if (place := first_difference(found[part], again[part], part))]
    yield from (rewritten(file, place) for place in written)
    if found["digest"] != again["digest"] and not written:
        yield Finding("seal_digest_differs", file, path="digest", values=_both(found["digest"], again["digest"]))
    given = found["result"] if isinstance(found["result"], Mapping) else {}
    for part in ("prices", *(part for part in again["result"] if part != "prices")):
        if differing := _differing(part, given.get(part), again["result"][part]):
            yield from _prices(file, differing, model) if part == "prices" else [_of_part(file, part, differing)]


def rewritten(file: str, place: str) -> Finding:
    """Return the finding of a list that says the same in another way, from a place on."""
    return Finding("seal_rewritten", file, path=place, values={"place": place})


def first_difference(found: Any, again: Any, path: str = "") -> str | None:  # noqa: ANN401 -- any plain data
    """Return the path of the first entry in which plain data differ, or None.

    >>> first_difference({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]})
    'a.2.b'
    """
    if isinstance(found, dict) and isinstance(again, dict):
        pairs = [(name, found.get(name), again.get(name)) for name in sorted({*found, *again})]
    elif isinstance(found, list) and isinstance(again, list):
        pairs = [(str(place), *both) for place, both in enumerate(zip_longest(found, again), start=1)]
    else:
        return None if found == again else path
    below = (first_difference(old, new, f"{path}.{shown(name)}".lstrip(".")) for name, old, new in pairs)
    return next((place for place in below if place is not None), None)


def _prices(file: str, differing: Differing, model: Model) -> Iterator[Finding]:
    """Yield a finding for each price, so that all who are concerned are named."""
    titles = {name: area.title for name, area in model.areas.items()}
    titles |= {name: customer.title for name, customer in model.customers.items()}
    for names, both in differing.items():
        area, customer = (*names[:-1], "", "")[:2]
        values = {"area": titles.get(area, shown(area)), "customer": titles.get(customer, shown(customer))}
        place = f"{shown(area)}.{shown(customer)}"
        yield Finding(
            "seal_price_differs", file, None, f"result.prices.{place}", f"price.{place}", values | _both(*both)
        )


def _of_part(file: str, part: str, differing: Differing) -> Finding:
    """Return one finding for all that differs in a part: where a volume differs, each amount of its key does."""
    (where, both), *_ = differing.items()
    title, _ = RESULTS[part]
    values = {"part": title, "count": len(differing), "where": " ".join(map(shown, where)) or part}
    return Finding("seal_result_differs", file, path=f"result.{part}", values=values | _both(*both))


def _differing(part: str, found: Any, again: Any) -> Differing:  # noqa: ANN401 -- any plain data
    """Return what differs between two parts of a result: of each amount its names, then both sides."""
    theirs, ours = _entries(part, found), _entries(part, again)
    sides = {names: (theirs.get(names, ""), ours.get(names, "")) for names in {**ours, **theirs}}
    return {names: both for names, both in sides.items() if both[0] != both[1]}


def _entries(part: str, items: Any) -> dict[tuple[str, ...], str]:  # noqa: ANN401 -- any plain data
    """Return the amounts of a part of a result, each by its names."""
    found: dict[tuple[str, ...], str] = {}
    _, naming = RESULTS[part]
    for item in items if isinstance(items, list) else [items]:
        if isinstance(item, dict):
            names = tuple(_text(item[name]) for name in naming if name in item)
            found |= {(*names, name): _text(entry) for name, entry in item.items() if name not in naming}
        else:
            found[()] = _text(item)
    return found


def _both(found: object, again: object) -> dict[str, Any]:
    return {"file": _side(found), "computed": _side(again)}


def _side(value: object) -> Text | str:
    """Return a side of a comparison as the reader writes it: an amount, or what stands there."""
    text = _text(value)
    if not text:
        return ABSENT
    if not AMOUNT.fullmatch(text):
        return text
    amount_ore = int(Fraction(text) * 100)
    return Text(kronor_text(amount_ore, "sv"), kronor_text(amount_ore, "en"))


def _text(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else canonical_text(value)
