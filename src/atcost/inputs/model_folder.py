"""A year's folder into core: its documents, checked together, with the line of everything that is wrong in them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.checks import Checked, check, names_and_values
from atcost.core.finding import Faulty, Finding, errors
from atcost.core.pricing import priced
from atcost.inputs.csv_rows import read_text
from atcost.inputs.documents import BUDGET, MODEL, load_budget, load_document, load_volumes, volumes_file
from atcost.inputs.toml_lines import line_of, toml_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from atcost.core.assignment import Column
    from atcost.core.model import Model, Volumes
    from atcost.core.period import Window
    from atcost.core.pricing import Pricing
    from atcost.core.volumes import UsedVolumes

ENTRY = 2
"""How many parts of a path name an entry of its own, such as ``area.payable``."""
WHOLE = ("volumes", "index")
"""Tables that are one entry, on which all the rest hangs."""


class Year(NamedTuple):
    """A year's two documents as far as they could be read, and every finding about them."""

    model: Model | None
    volumes: Volumes
    findings: list[Finding]
    used: UsedVolumes

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
        return priced(*self.documents(), Checked([*self.findings, *beside], self.used), column)


def read_year(folder: Path, given_volumes: Path | None = None, window: Window | None = None) -> Year:
    """Read and check a year's folder, with other volumes or another window if given; findings name their lines.

    What can't be read hides nothing else: the rest is checked for names and values all the same.
    """
    model, findings = load_model(folder)
    volumes, more = load_volumes(given_volumes or volumes_file(folder))
    findings = [*findings, *more]
    if model and window:
        model = model.counted_over(window)
    used: UsedVolumes = {}
    if model and errors(findings):
        findings += _beside(findings, model, volumes)
    elif model:
        found, used = check(model, volumes)
        findings += found
    return Year(model, volumes, with_lines(folder, findings), used)


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
    model, findings = load_document(folder / MODEL)
    rows, more = load_budget(folder / BUDGET)
    return model and replace(model, budget=rows), [*findings, *more]


def priced_before(folder: Path, model: Model, given: Path | None = None) -> tuple[Pricing | None, list[Finding]]:
    """Return the prices of the year before, from the folder that is given or that the model names as ``previous``.

    Where it can't be priced the list stands without it, and a finding says why.
    """
    if given is None and model.previous is None:
        return None, []
    previous = given or folder / str(model.previous)
    if not _is_folder(previous):
        return None, with_lines(folder, [_about_previous("no_previous", path=str(model.previous))])
    try:
        return read_year(previous).price(), []
    except Faulty as fault:
        number = len(errors(fault.findings))
        found = _about_previous("previous_has_errors", path=str(given or model.previous), errors=number)
        return None, with_lines(folder, [found])


def with_lines(folder: Path, findings: Iterable[Finding]) -> list[Finding]:
    """Give findings about model.toml the line that an editor shows."""
    findings = list(findings)
    if not any(_lacks_line(finding) for finding in findings):
        return findings
    text, _ = read_text(folder / MODEL)
    lines = toml_lines(text or "")
    return [finding.at_row(line_of(finding.path, lines)) if _lacks_line(finding) else finding for finding in findings]


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


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long for the disk
        return False


def _about_previous(rule: str, **values: object) -> Finding:
    return Finding(rule, MODEL, path="previous", values=values)
