"""Cells: the one address of every value that a price depends on (docs/interface.md, cells).

``CELLS`` is the table of them. A part of a pattern in capitals stands for a name; ``NAMES`` says which there are.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from atcost.core import cell_values as values
from atcost.core.finding import Finding
from atcost.core.model import Kind, Method, OverWindow
from atcost.core.naming import nearest
from atcost.core.period import month_text
from atcost.core.words import decimal_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from atcost.core.cell_values import Documents, Value
    from atcost.core.money import Exact

    Parts = Sequence[str]
    Options = Mapping[str, object]


class Takes(NamedTuple):
    """What a cell takes: a kind of value, which choices there are, and whether it may be empty, as if left out."""

    what: Literal["number", "whole", "month", "date", "name", "names", "choice"]
    choices: tuple[str, ...] = ()
    may_be_empty: bool = False

    def or_nothing(self) -> Takes:
        """Return the same for an entry that may be left out."""
        return self._replace(may_be_empty=True)


class Cell(NamedTuple):
    """A value of a year: its address, what it takes, and what it holds (None: the documents don't say)."""

    address: str
    takes: Takes
    value: Any

    def text(self, number: Callable[[Exact], str] = decimal_text) -> str:
        """Return what the cell holds as it is typed, numbers written by ``number``; empty where it holds nothing."""
        if isinstance(self.value, tuple):
            return ",".join(self.value)
        if self.value is None or self.takes.what not in ("number", "whole", "month"):
            return str(self.value or "")
        return month_text(self.value) if self.takes.what == "month" else number(self.value)


class CellKind(NamedTuple):
    """A row of the table: the pattern of an address, what such a cell takes, and how it is read and set."""

    pattern: str
    takes: Takes
    read: Callable[[Documents, Parts], Value] = values.entry
    put: Callable[[Documents, Parts, Any], Documents] = values.put_entry

    @property
    def parts(self) -> list[str]:
        """Return the parts of the pattern."""
        return self.pattern.split(".")

    def options(self, documents: Documents, before: Parts) -> Options:
        """Return what may stand behind parts that lead somewhere; names with their entries, which have titles."""
        part = self.parts[len(before)]
        return NAMES[part](documents, before) if part in NAMES else {part: None}

    def leads(self, documents: Documents, parts: Parts) -> bool:
        """Tell whether an address may begin so."""
        return len(parts) <= len(self.parts) and all(
            part in self.options(documents, parts[:place]) for place, part in enumerate(parts)
        )


IN_ADDRESS = re.compile(r"[a-z0-9_-]+")
"""What a name, a number of an item or a month is made of."""
NUMBER, WHOLE = Takes("number"), Takes("whole")
NAME, NAMED = Takes("name"), Takes("names")
MONTH, DATE = Takes("month"), Takes("date")
KIND = Takes("choice", get_args(Kind))

CELLS: tuple[CellKind, ...] = (
    CellKind("volume.MEASURE.USER", NUMBER, values.used, values.put_used),
    CellKind("volume.COUNTED.ANYONE.MONTH", NUMBER, values.counted, values.put_counted),
    CellKind("area.AREA.key.MEASURE.weight", NUMBER.or_nothing(), put=values.put_key),
    CellKind("area.AREA.key.MEASURE.unit_price", NUMBER.or_nothing(), put=values.put_key),
    CellKind("area.AREA.service.SERVICE.kind", KIND),
    CellKind("area.AREA.service.SERVICE.before", KIND.or_nothing()),
    CellKind("area.AREA.service.SERVICE.only_for", NAME.or_nothing()),
    CellKind("area.AREA.service.SERVICE.from", MONTH.or_nothing()),
    CellKind("area.AREA.service.SERVICE.to", MONTH.or_nothing()),
    CellKind("area.AREA.carried.ENTRY.amount", NUMBER),
    CellKind("area.AREA.lead_time.ENTRY.days", WHOLE),
    CellKind("fte.AREA.SERVICE.STAFF", NUMBER, values.fte, values.put_fte),
    CellKind("amount.AREA.SERVICE", NUMBER, values.amount, values.put_amount),
    CellKind("staff.STAFF.rate", NUMBER),
    CellKind("staff.STAFF.hours", NUMBER),
    CellKind("overhead.OVERHEAD.per_fte", NUMBER.or_nothing()),
    CellKind("overhead.OVERHEAD.amount", NUMBER.or_nothing()),
    CellKind("index.staff", NUMBER),
    CellKind("index.other", NUMBER),
    CellKind("adjustment.ENTRY.quantity", NUMBER),
    CellKind("measure.MEASURE.over_window", Takes("choice", get_args(OverWindow))),
    CellKind("measure.MEASURE.combines.ENTRY", NUMBER),
    CellKind("customer.CUSTOMER.takes", NAMED.or_nothing()),
    CellKind("customer.CUSTOMER.from", DATE.or_nothing()),
    CellKind("customer.CUSTOMER.to", DATE.or_nothing()),
    CellKind("customer.CUSTOMER.successors.ENTRY.part", NUMBER),
    CellKind("volumes.from", MONTH),
    CellKind("volumes.to", MONTH),
    CellKind("measure.WINDOWED.volumes.from", MONTH),
    CellKind("measure.WINDOWED.volumes.to", MONTH),
    CellKind("method", Takes("choice", get_args(Method))),
    CellKind("order", NAMED),
    CellKind("unit", NUMBER),
    CellKind("hourly_unit", NUMBER),
)

NAMES: Mapping[str, Callable[[Documents, Parts], Options]] = {
    "AREA": lambda documents, _: documents.model.areas,
    "SERVICE": lambda documents, before: documents.model.areas[before[1]].services,
    "STAFF": lambda documents, _: documents.model.staff,
    "OVERHEAD": lambda documents, _: documents.model.overheads,
    "CUSTOMER": lambda documents, _: documents.model.customers,
    "MEASURE": lambda documents, _: documents.model.measures,
    "COUNTED": lambda documents, _: {
        name: measure for name, measure in documents.model.measures.items() if measure.combines is None
    },
    "WINDOWED": lambda documents, _: {
        name: measure for name, measure in documents.model.measures.items() if measure.volumes is not None
    },
    "USER": lambda documents, _: {
        **{name: documents.model.customers[name] for name in documents.model.listed_customers()},
        **documents.model.areas,
    },
    "ANYONE": lambda documents, _: {**documents.model.customers, **documents.model.areas},
    "MONTH": lambda documents, before: documents.months[before[1]],
    "ENTRY": lambda documents, before: values.named(values.entry(documents, before) or ()),
}
"""What a part in capitals stands for, behind the parts before it; ENTRY for those of the list or table there."""


def address_of(path: str) -> str:
    """Return the path of a value as its address; empty where there is no cell of that form.

    >>> address_of("staff.clerk.rate"), address_of("staff.clerk.title"), address_of("staff.Clerk.rate")
    ('staff.clerk.rate', '', '')
    """
    parts = path.split(".")
    return path if any(_has_form(kind.parts, parts) for kind in CELLS if len(kind.parts) == len(parts)) else ""


def cell_at(documents: Documents, address: str) -> Cell | None:
    """Return the cell of an address; None where it leads nowhere."""
    kind = kind_at(documents, address)
    return kind and Cell(address, kind.takes, kind.read(documents, address.split(".")))


def kind_at(documents: Documents, address: str) -> CellKind | None:
    """Return the row of the table that an address belongs to; None where it leads nowhere."""
    parts = address.split(".")
    return next((kind for kind in CELLS if len(kind.parts) == len(parts) and kind.leads(documents, parts)), None)


def with_cell(documents: Documents, address: str, value: Value) -> Documents:
    """Return the documents with another value in a cell.

    Raises:
        KeyError: the address leads nowhere.
    """
    kind = kind_at(documents, address)
    if kind is None:
        raise KeyError(address)
    return kind.put(documents, address.split("."), value)


def unknown_cell(documents: Documents, address: str) -> Finding:
    """Return the finding of an address that leads nowhere, with the nearest that lead somewhere."""
    if names := near(documents, address):
        return Finding("unknown_cell", address, values={"name": address, "names": names})
    return Finding("nothing_to_set", address, values={"name": address})


def cells(documents: Documents) -> Iterator[Cell]:
    """Yield every cell of a year that holds something."""
    for kind in CELLS:
        for parts in _addresses(documents, kind, []):
            if (value := kind.read(documents, parts)) is not None:
                yield Cell(".".join(parts), kind.takes, value)


def near(documents: Documents, address: str, most: int = 5) -> list[str]:
    """Return the cells that are most like an address that leads nowhere: right from where it first goes wrong.

    There a part is left out, where it leads on from the next; or else it is another; or else the first part is. None,
    where the year has no entry of that kind.
    """
    before: list[str] = []
    wanted = address.split(".")
    while wanted and wanted[0] in _next(documents, before):
        before.append(wanted.pop(0))
    options = _next(documents, before)
    left_out = [name for name in options if wanted and wanted[0] in _next(documents, [*before, name])][:most]
    likely = [name for name in nearest(wanted[0] if wanted else "", options, most) if name in options]
    found = [_completed(documents, [*before, name], wanted if left_out else wanted[1:]) for name in left_out or likely]
    if len(before) == 1 and wanted and not get_close_matches(wanted[0], options):
        others = [name for name in get_close_matches(before[0], _next(documents, [])) if name != before[0]]
        found = [*(_completed(documents, [name], wanted) for name in others), *found]
    addresses = dict.fromkeys(".".join(parts) for parts in found or [before])
    return [name for name in addresses if kind_at(documents, name)]


def begun(documents: Documents, text: str) -> list[str]:
    """Return the cells that begin so, as far as their next part; with a point at the end where more follow."""
    *before, last = text.split(".")
    found: list[str] = []
    for name in _next(documents, before):
        if name.startswith(last):
            address = ".".join([*before, name])
            found += [address] if kind_at(documents, address) else []
            found += [f"{address}."] if _next(documents, [*before, name]) else []
    return begun(documents, found[0]) if len(found) == 1 and found[0].endswith(".") else found


def _has_form(pattern: Parts, parts: Parts) -> bool:
    return all(
        IN_ADDRESS.fullmatch(part) if form.isupper() else part == form
        for form, part in zip(pattern, parts, strict=True)
    )


def _next(documents: Documents, before: Parts) -> dict[str, object]:
    """Return what may stand behind the parts of an address; nothing where they lead nowhere or are all."""
    found: dict[str, object] = {}
    for kind in CELLS:
        if len(before) < len(kind.parts) and kind.leads(documents, before):
            found |= kind.options(documents, before)
    return found


def _completed(documents: Documents, before: list[str], wanted: list[str]) -> list[str]:
    """Return a whole address: as wanted as far as that leads, then what is most like it, else the first there is."""
    options = _next(documents, before)
    if not options or (not wanted and kind_at(documents, ".".join(before))):
        return before
    likely = nearest(wanted[0], options, 1) if wanted else list(options)
    return _completed(documents, [*before, likely[0]], wanted[1:])


def _addresses(documents: Documents, kind: CellKind, before: list[str]) -> Iterator[list[str]]:
    if len(before) == len(kind.parts):
        yield before
        return
    for name in kind.options(documents, before):
        yield from _addresses(documents, kind, [*before, name])
