"""A sealed price list back from its file: read without trust, checked and priced again, and held to what it says."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple

from atcost.core.checks import check
from atcost.core.finding import Faulty, Finding
from atcost.core.model import BudgetRow, Model, VolumeRow, Volumes
from atcost.core.pricing import Pricing, priced
from atcost.core.seal import Seal, canonical_line, canonical_text, digest, sealed
from atcost.core.seal_checks import altered, differences, first_difference, rewritten
from atcost.core.words import Text, shown
from atcost.inputs.documents import KNOWN
from atcost.inputs.numbers import Unreadable, exact, read_month
from atcost.inputs.plain_json import read_plain, unreadable
from atcost.inputs.strict import LIST, Faults, structured

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from atcost.core.period import Month

BUDGET_FIELDS, VOLUME_FIELDS = 7, 4
DOCUMENTS = frozenset({"model", "budget", "volumes", "result", "checksums"})
"""What stands in a sealed list beside what it says of itself."""
MOST_FAULTS = 100
OTHER_KIND = Text("den är något annat", "it is something else")
A_ROW = Text("en rad med högst {most} texter", "a row of at most {most} texts")
DIGEST = re.compile(r"sha256:[0-9a-f]{64}", re.ASCII)
A_DIGEST = Text("en kontrollsumma", "a digest")
OTHER = Text("något annat", "something else")


class _FewFaults(Faults):
    """The faults of a file that nobody corrects: after a hundred of them the rest is not read."""

    def add(self, rule: str, path: str, **values: object) -> None:
        """Note a broken rule, and stop where there are too many.

        Raises:
            Faulty: there are.
        """
        super().add(rule, path, **values)
        if len(self.found) >= MOST_FAULTS:
            raise Faulty(_impossible(self.file, self.found))


class Unsealed(NamedTuple):
    """What a sealed list says of itself, its price list computed again, and the text that was read."""

    seal: Seal
    pricing: Pricing
    text: str


def unsealed(path: Path) -> Unsealed:
    """Read a sealed price list, and compute it again from its own documents.

    Raises:
        Faulty: it can't be read, was altered, gives other amounts, or names a format or an arithmetic of another
            version: then nothing is computed.
    """
    text, found = _as_written(path)
    wrong = altered(path.name, found)
    try:
        _refuse_unknown(path.name, _rules_named(found))
        seal, model, volumes = _typed(path.name, found)
        pricing = _priced(path.name, model, volumes)
    except Faulty as fault:
        raise Faulty([*wrong, *fault.findings]) from None
    again = sealed(pricing, replace(seal, digest=digest(model, volumes)))
    if text != canonical_line(again):
        told = [*wrong, *differences(path.name, found, again, model)]
        place = first_difference(found["result"], again["result"], "result") or "checksums"
        raise Faulty(told or [rewritten(path.name, place)])
    return Unsealed(seal, _told(path.name, pricing) if seal.proposal else pricing, text)


def _as_written(path: Path) -> tuple[str, dict[str, Any]]:
    """Return the text of a sealed list and what it says: all that is due is there, and written in the one way."""
    text, found = read_plain(path)
    if not isinstance(found, dict) or "format" not in found:
        raise unreadable(path.name, OTHER_KIND)
    _refuse_unknown(path.name, {"format": found["format"]})
    if not found.keys() >= DOCUMENTS:
        raise unreadable(path.name, OTHER_KIND)
    due = canonical_line(found)
    if text != due:
        place = next(at for at, (mark, other) in enumerate(zip_longest(text, due), start=1) if mark != other)
        said = Text(f"tecken {place}", f"character {place}")
        raise Faulty([Finding("seal_rewritten", path.name, values={"place": said})])
    return text, found


def _rules_named(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the rules that a sealed list and its model say that they go by, with their paths."""
    model = found["model"] if isinstance(found["model"], dict) else {}
    in_model = {f"model.{name}": model[name] for name in ("format", "arithmetic") if name in model}
    return {"arithmetic": found.get("arithmetic"), **in_model}


def _refuse_unknown(file: str, given: Mapping[str, Any]) -> None:
    """Refuse a format or an arithmetic that this version does not know: nothing is computed by other rules."""
    told = [
        Finding(f"unknown_{path.rpartition('.')[2]}", file, path=path, values={"found": shown(canonical_text(value))})
        for path, value in given.items()
        if value != KNOWN
    ]
    if told:
        raise Faulty(told)


def _typed(file: str, found: dict[str, Any]) -> tuple[Seal, Model, Volumes]:
    """Return plain data as core's types: the inverse of ``canonical``."""
    faults = _FewFaults(file)
    seal = structured(Seal, {name: entry for name, entry in found.items() if name not in DOCUMENTS}, "", faults)
    model, volumes = _documents(found, faults)
    if seal is not None and seal.previous_digest is not None and not DIGEST.fullmatch(seal.previous_digest):
        faults.add("wrong_type", "previous_digest", expected=A_DIGEST, found=shown(seal.previous_digest))
    if faults.found:
        raise Faulty(_impossible(file, faults.found))
    return seal, model, volumes


def unsealed_documents(file: str, found: Mapping[str, Any]) -> tuple[Model, Volumes]:
    """Return plain data as the two documents that it was written from; ``file`` is called so in findings.

    Raises:
        Faulty: it is of another version, or can't have been written from any.
    """
    faults = _FewFaults(file)
    _refuse_unknown(file, _rules_named({"arithmetic": KNOWN, **found}))
    documents = _documents(found, faults)
    if faults.found:
        raise Faulty(_impossible(file, faults.found))
    return documents


def _documents(found: Mapping[str, Any], faults: Faults) -> tuple[Any, Volumes]:
    """Return model and volumes; a model that can't be read has faults."""
    model = structured(Model, _with_tables(found["model"]), "model", faults)
    budget = tuple(_budget(found["budget"], faults))
    volumes = tuple(_volumes(found["volumes"], faults))
    return model if faults.found else replace(model, budget=budget), Volumes(volumes, faults.file)


def _with_tables(model: Any) -> Any:  # noqa: ANN401 -- what stands in the file
    """Return the model with its ordered tables as tables again, where they can be."""
    found = _by_id(model, ("customer", "overhead", "area"))
    if isinstance(found, dict) and isinstance(found.get("area"), dict):
        found["area"] = {name: _by_id(area, ("service",)) for name, area in found["area"].items()}
    return found


def _by_id(table: Any, names: Iterable[str]) -> Any:  # noqa: ANN401 -- what stands in the file
    if not isinstance(table, dict):
        return table
    found = dict(table)
    for name in names:
        items = found.get(name)
        if isinstance(items, list) and all(
            isinstance(item, dict) and isinstance(item.get("id"), str) for item in items
        ):
            found[name] = {item["id"]: {key: entry for key, entry in item.items() if key != "id"} for item in items}
    return found


def _budget(rows: Any, faults: Faults) -> Iterator[BudgetRow]:  # noqa: ANN401 -- what stands in the file
    for number, fields in _rows(rows, "budget", BUDGET_FIELDS, faults):
        area, service, staff, fte, amount, source, evidence = fields
        try:
            numbers = [exact(text) if text else None for text in (fte, amount)]
            yield BudgetRow(area, service, staff, numbers[0], numbers[1], source, evidence, number)
        except Unreadable as fault:
            faults.add(fault.rule, f"budget.{number}", **fault.values)


def _volumes(rows: Any, faults: Faults) -> Iterator[VolumeRow]:  # noqa: ANN401 -- what stands in the file
    months: dict[str, Month] = {}
    for number, (measure, customer, month, quantity) in _rows(rows, "volumes", VOLUME_FIELDS, faults):
        try:
            if month not in months:
                months[month] = read_month(month)
            yield VolumeRow(measure, customer, months[month], exact(quantity), number)
        except Unreadable as fault:
            faults.add(fault.rule, f"volumes.{number}", **fault.values)


def _rows(
    rows: Any,  # noqa: ANN401 -- any plain data
    name: str,
    width: int,
    faults: Faults,
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row's number and fields, those that were left out at its end as empty texts."""
    if not isinstance(rows, list):
        faults.add("wrong_type", name, expected=LIST, found=OTHER)
        return
    for number, row in enumerate(rows, start=1):
        if isinstance(row, list) and len(row) <= width and {*map(type, row)} <= {str}:
            yield number, row + [""] * (width - len(row))
        else:
            faults.add(
                "wrong_type",
                f"{name}.{number}",
                expected=Text(*(words.format(most=width) for words in A_ROW)),
                found=OTHER,
            )


def _priced(file: str, model: Model, volumes: Volumes) -> Pricing:
    """Price the documents; what a folder's list would say of them is said of the sealed file."""
    checked = check(model, volumes)
    try:
        found = priced(model, volumes, checked)
    except Faulty as fault:
        raise Faulty(_impossible(file, fault.findings)) from None
    return replace(found, findings=tuple(replace(finding, file=file, row=None) for finding in found.findings))


def _told(file: str, pricing: Pricing) -> Pricing:
    """Return the prices of a proposal with a finding that says so, wherever they are shown."""
    return replace(pricing, findings=(*pricing.findings, Finding("is_proposal", file, values={"path": file})))


def _impossible(file: str, findings: Iterable[Finding]) -> list[Finding]:
    """Say of what a folder would be refused for that it can't have been sealed: nobody corrects a sealed file."""
    return [
        Finding(
            "seal_impossible",
            file,
            path=finding.path,
            cell=finding.cell,
            values={"reason": Text(finding.message("sv"), finding.message("en"))},
        )
        for finding in findings
        if finding.level == "error"
    ]
