"""A year's folder into core: its documents, checked together, with the line of everything that is wrong in them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.assignment import undeclared
from atcost.core.checks import Checked, check, names_and_values
from atcost.core.finding import Faulty, Finding, errors
from atcost.core.model import Volumes
from atcost.core.pricing import priced
from atcost.core.seal import digest
from atcost.core.volume_checks import tariff_windows
from atcost.inputs.decoding import read_text
from atcost.inputs.documents import BUDGET, MODEL, load_budget, load_document, load_volumes, volumes_file
from atcost.inputs.toml_lines import line_of, toml_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from atcost.core.assignment import Column
    from atcost.core.model import Model
    from atcost.core.period import Window
    from atcost.core.pricing import Pricing

ENTRY = 2
"""How many parts of a path name an entry of its own, such as ``area.payable``."""
WHOLE = ("volumes", "index")
"""Tables that are one entry, on which all the rest hangs."""


class Year(NamedTuple):
    """A year's two documents as far as they could be read, and what checking them found.

    ``is_todays``: another window or other volumes than the year's price list has, so that the price is today's (D5).
    """

    model: Model | None
    volumes: Volumes
    checked: Checked
    is_todays: bool = False

    @property
    def findings(self) -> list[Finding]:
        """Return every finding."""
        return self.checked.findings

    def documents(self) -> tuple[Model, Volumes]:
        """Return both documents.

        Raises:
            Faulty: they have errors.
        """
        if self.model is None or errors(self.findings):
            raise Faulty(self.findings)
        return self.model, self.volumes

    def price(self, column: Column = "kind", beside: Sequence[Finding] = ()) -> Pricing:
        """Price the year; ``beside`` are findings from elsewhere that the list shall show too.

        Raises:
            Faulty: the documents have errors.
        """
        checked = self.checked._replace(findings=[*self.findings, *beside])
        return priced(*self.documents(), checked, column)


def read_year(folder: Path, given_volumes: Path | None = None, window: Window | None = None) -> Year:
    """Read and check a year's folder, with other volumes or another window if given; findings name their lines.

    What can't be read hides nothing else: the rest is checked for names and values all the same.
    """
    if found := _no_year(folder):
        return Year(None, Volumes(()), Checked(found, {}, {}))
    model, findings = load_model(folder)
    volumes, more = load_volumes(given_volumes or volumes_file(folder))
    findings = [*findings, *more]
    own, is_todays = model, False
    if model and own and (given_volumes or window):
        model = model.counted_over(window or model.volumes)
        is_todays = _differ(folder, own, model, volumes)
    checked = Checked([], {}, {})
    if model and errors(findings):
        findings += _beside(findings, model, volumes)
    elif model and own:
        checked = check(model, volumes)
        findings += [] if errors(checked.findings) else tariff_windows(model, own)
    findings = with_lines(folder, [*findings, *checked.findings])
    return Year(model, volumes, checked._replace(findings=findings), is_todays)


def read_model(folder: str | Path) -> Model:
    """Read a year's price model and budget.

    Raises:
        Faulty: the documents have errors.
    """
    model, findings = load_model(Path(folder))
    if model is None or errors(findings):
        raise Faulty(with_lines(Path(folder), findings))
    return model


def read_volumes(path: str | Path) -> Volumes:
    """Read a volumes file, or the one of a year's folder.

    Raises:
        Faulty: the file has errors.
    """
    path = Path(path)
    volumes, findings = load_volumes(volumes_file(path) if path.is_dir() else path)
    if errors(findings):
        raise Faulty(findings)
    return volumes


def load_model(folder: Path) -> tuple[Model | None, list[Finding]]:
    """Return the model with its budget as far as they can be read, and the findings of reading."""
    if found := _no_year(folder):
        return None, found
    model, findings = load_document(folder / MODEL)
    rows, more = load_budget(folder / BUDGET)
    return model and replace(model, budget=rows), [*findings, *more]


def priced_year(place: Path) -> Pricing:
    """Price a year wherever it is: in its folder, or in a sealed price list.

    Raises:
        Faulty: its documents have errors, or the sealed list does not verify.
    """
    if place.is_dir():
        return read_year(place).price()
    from atcost.inputs.sealed import unsealed  # noqa: PLC0415 -- few years need it

    return unsealed(place).pricing


def priced_before(
    folder: Path, model: Model, given: Path | None = None, *, is_todays: bool = False
) -> tuple[Pricing | None, list[Finding]]:
    """Return the prices of the year before, from what is given or what the model names as ``previous``.

    Beside today's price the year's own price list may stand, too. Where it can't be priced the list stands without it,
    and a finding says why.
    """
    if given is None and model.previous is None:
        return None, []
    path = str(given or model.previous)
    before, found = _compared(model, folder, given or folder / path, is_todays=is_todays)
    file, entry = (MODEL, "previous") if given is None else ("--previous", "")
    told = [Finding(rule, file, path=entry, values={"path": path, **values}) for rule, values in found]
    return before, with_lines(folder, [*told, *(undeclared(before.model, model) if before else [])])


def _compared(
    model: Model, folder: Path, previous: Path, *, is_todays: bool
) -> tuple[Pricing | None, list[tuple[str, dict[str, object]]]]:
    """Return the prices of another folder, and the rules that are broken by comparing with them, with their values."""
    if not _is_there(previous):
        return None, [("no_previous", {})]
    if previous.samefile(folder) and not is_todays:
        return None, [("previous_is_itself", {})]
    try:
        before = priced_year(previous)
    except Faulty as fault:
        rule = "previous_has_errors" if previous.is_dir() else "previous_seal_fails"
        return None, [(rule, {"errors": len(errors(fault.findings))})]
    if before.model.currency != model.currency:
        return None, [("previous_other_currency", {"before": before.model.currency, "now": model.currency})]
    told: list[tuple[str, dict[str, object]]] = [
        ("is_proposal", {}) for finding in before.findings if finding.rule == "is_proposal"
    ]
    if before.model.year != model.year - 1 and not (is_todays and before.model.year == model.year):
        told.append(("previous_other_year", {"before": str(before.model.year), "now": str(model.year)}))
    return before, told


def with_lines(folder: Path, findings: Iterable[Finding]) -> list[Finding]:
    """Give findings about model.toml the line that an editor shows, and the address of the value where it has one."""
    findings = [_addressed(finding) for finding in findings]
    if not any(_lacks_line(finding) for finding in findings):
        return findings
    text, _ = read_text(folder / MODEL)
    lines = toml_lines(text or "")
    return [finding.at_row(line_of(finding.path, lines)) if _lacks_line(finding) else finding for finding in findings]


def _differ(folder: Path, own: Model, model: Model, volumes: Volumes) -> bool:
    """Tell whether documents are others than the year's own; the same volumes in another file are no others."""
    listed, _ = load_volumes(volumes_file(folder))
    return digest(model, volumes) != digest(own, listed)


def _no_year(folder: Path) -> list[Finding]:
    """Return the finding about a folder that holds years and is none itself."""
    if (folder / MODEL).exists():
        return []
    years = sorted(document.parent.name for document in folder.glob(f"*/{MODEL}"))
    return [Finding("folder_of_years", folder.resolve().name, values={"names": years})] if years else []


def _addressed(finding: Finding) -> Finding:
    if finding.file != MODEL or finding.cell:
        return finding
    from atcost.core.cells import address_of  # noqa: PLC0415 -- few years need it

    return replace(finding, cell=address_of(finding.path))


def _lacks_line(finding: Finding) -> bool:
    return finding.file == MODEL and finding.row is None and finding.path != ""


def _beside(found: Sequence[Finding], model: Model, volumes: Volumes) -> list[Finding]:
    """Return the errors of what could be read, less those about an entry that could not: they may follow from it."""
    unread = {_entry(finding) for finding in found if finding.file == MODEL}
    if any(len(entry) < ENTRY or entry[0] in WHOLE for entry in unread):
        return []
    return [finding for finding in errors(names_and_values(model, volumes)) if _entry(finding) not in unread]


def _entry(finding: Finding) -> tuple[str, ...]:
    return tuple(finding.path.split(".")[:ENTRY]) if finding.file == MODEL else (finding.file, "")


def _is_there(path: Path) -> bool:
    """Tell whether a path leads to a folder or a file, and to nothing that never ends."""
    try:
        return path.is_dir() or path.is_file()
    except OSError:  # a name that is too long for the disk
        return False
