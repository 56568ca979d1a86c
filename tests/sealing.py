"""Sealed lists for tests: made of an example, altered as plain data, sealed again by someone who knows how."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from atcost.core.finding import Faulty
from atcost.core.seal import FORMAT, Seal, canonical_line, checksum, checksums, digest, sealed
from atcost.core.words import is_hidden
from atcost.inputs.sealed import unsealed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from atcost.core.finding import Finding
    from atcost.core.pricing import Pricing

KEPT = Path(__file__).parent / "kept"
SMALL_SEAL = KEPT / "small.json"
VERSION, DAY = "0.1.0", date(2024, 11, 15)


def seal_of(pricing: Pricing, **said: Any) -> Seal:
    """Return what a list says of itself, with other values where they are given."""
    given = {"format": FORMAT, "arithmetic": 1, "version": VERSION, "on": DAY} | said
    return Seal(**given, digest=digest(pricing.model, pricing.volumes))


def line(pricing: Pricing, **said: Any) -> str:
    """Return the whole text of a sealed list."""
    return canonical_line(sealed(pricing, seal_of(pricing, **said)))


def plain(file: Path = SMALL_SEAL) -> dict[str, Any]:
    """Return a sealed list as plain data that may be altered."""
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def forged(found: dict[str, Any]) -> dict[str, Any]:
    """Return plain data with digest and checksums made anew, as by someone who knows how."""
    documents = {name: found.get(name) for name in ("model", "budget", "volumes")}
    return with_checksums({**found, "digest": checksum(documents)})


def with_checksums(found: dict[str, Any]) -> dict[str, Any]:
    """Return plain data with its checksums made anew."""
    rest = {name: part for name, part in found.items() if name != "checksums"}
    return {**rest, "checksums": checksums(rest)}


def put(found: Any, path: tuple[Any, ...], value: object) -> None:
    """Put a value at a path of plain data."""
    for name in path[:-1]:
        found = found[name]
    found[path[-1]] = value


def altered(change: Callable[[dict[str, Any]], object], *, forge: bool = False, file: Path = SMALL_SEAL) -> str:
    """Return the text of a sealed list with its data changed, by one who knows how to seal or not."""
    found = deepcopy(plain(file))
    change(found)
    return canonical_line(forged(found) if forge else found)


def wrong(content: str | bytes, folder: Path) -> list[Finding]:
    """Return what is found wrong with a file of this content, which must be something, and can be said."""
    file = folder / "list.json"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(Faulty) as caught:
        unsealed(file)
    assert_told(caught.value.findings)
    return list(caught.value.findings)


def assert_told(findings: Iterable[Finding]) -> None:
    """Hold findings: there are some, all errors in the file, said in both languages on lines of their own."""
    findings = list(findings)
    assert findings
    for finding in findings:
        assert (finding.level, finding.file, finding.row) == ("error", "list.json", None)
        for language in ("sv", "en"):
            said = [finding.place(language), finding.message(language), finding.remedy(language)]
            assert all(text and not any(map(is_hidden, text)) for text in said)


def rules(findings: Iterable[Finding]) -> set[str]:
    return {finding.rule for finding in findings}
