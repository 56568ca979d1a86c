"""Names that a document uses: which ones they lead to, and the nearest where they lead nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from atcost.core.finding import Finding
from atcost.core.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from atcost.core.money import Exact

MODEL, BUDGET = "model.toml", "budget.csv"
LEAST_HELD = 3
"""A name of so few letters is a part of too many titles to mean one."""
LONGEST = 200
"""How much of a name is compared; one of millions of letters would take long, and is like none."""
AREA, CUSTOMER = Text("Tjänsteområdet", "The service area"), Text("Kunden", "The customer")
MEASURE, SERVICE = Text("Mätetalet", "The measure"), Text("Tjänsten", "The service")
STAFF = Text("Personalkategorin", "The staff category")


def nearest(name: str, known: Iterable[str], most: int = 5) -> list[str]:
    """Return the known names that are most like a name, by themselves or by their titles; the first few if none is.

    Where nothing is known it is a dash.

    >>> nearest("educaton", ["culture", "education"])
    ['education']
    """
    name = name[:LONGEST]
    spoken = {word.lower(): each for each in known for word in (each, *_titles_of(known, each))}
    close = [spoken[word] for word in get_close_matches(name.lower(), spoken, most)]
    holding = [each for word, each in spoken.items() if len(name) > LEAST_HELD and name.lower() in word]
    names = list(known)
    found = list(dict.fromkeys([*close, *holding]))[:most]
    return found or names[:most] + ["…"] * (len(names) > most) or ["–"]


def known_name(what: Text, name: str, known: Iterable[str], path: str, row: int | None = None) -> Iterator[Finding]:
    """Yield a finding where a name leads nowhere; with ``row`` it stands in the budget."""
    if name not in known:
        file = MODEL if row is None else BUDGET
        yield Finding(
            "unknown_name", file, row, path, values={"what": what, "name": name, "names": nearest(name, known)}
        )


def not_negative(path: str, value: Exact) -> Iterator[Finding]:
    """Yield a finding where a number of the model is below zero."""
    if value < 0:
        yield Finding("negative_number", MODEL, path=path, cell=path, values={"value": value})


def _titles_of(known: Iterable[str], name: str) -> Text | tuple[()]:
    title = getattr(known[name], "title", ()) if isinstance(known, Mapping) else ()
    return title if isinstance(title, Text) else ()
