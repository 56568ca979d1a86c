"""A year's measure texts, ``measures/<source>/<measure>.sql``: found, and held against model and sources given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.counting import DAY
from atcost.core.finding import Faulty, Finding
from atcost.core.naming import MODEL, nearest
from atcost.core.period import Month, first_day
from atcost.core.volumes import origins
from atcost.core.words import Text
from atcost.inputs.decoding import read_text, refusal
from atcost.inputs.tables import Tables, tables_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from atcost.core.model import Model
    from atcost.core.money import Exact
    from atcost.core.period import Window

FOLDER = "measures"
SAMPLE_ENDINGS = (".csv", ".parquet")
SOURCE, MEASURE, CUSTOMER = (
    Text("Källan", "The source"),
    Text("Mätetalet", "The measure"),
    Text("Kunden", "The customer"),
)


class MeasureText(NamedTuple):
    """A measure's SQL; ``file`` is its place in the year's folder."""

    measure: str
    file: str
    sql: str


def texts_of(folder: Path, model: Model, source: str) -> tuple[list[MeasureText], list[Finding]]:
    """Return the texts of a source's measures in model order, and what is wrong with its folder.

    A measure without a text is not counted, which is a warning.
    """
    of_source = [name for name, measure in model.measures.items() if measure.source == source]
    if not of_source and source not in model.sources:
        known = {*model.sources, *(measure.source for measure in model.measures.values())}
        return [], [_unknown(SOURCE, source, sorted(known))]
    files = {file.stem for file in (folder / FOLDER / source).glob("*.sql")}
    if not files:
        return [], [Finding("source_without_texts", f"{FOLDER}/{source}", values={"source": source})]
    findings = [_misplaced(model, source, name) for name in sorted(files - set(of_source))]
    texts = []
    for name in of_source:
        file, combines = f"{FOLDER}/{source}/{name}.sql", model.measures[name].combines
        if combines is not None and name in files:
            findings.append(_combines(model, name, file))
        elif combines is None and name not in files:
            findings.append(Finding("measure_without_text", file, values={"measure": model.measures[name].title}))
        elif combines is None:
            text, faults = _read(folder, file)
            findings += faults
            texts += [MeasureText(name, file, text)] if text is not None else []
    return texts, findings


def text_behind(folder: Path, model: Model, measure: str) -> tuple[str, MeasureText]:
    """Return the source and text of a measure that has rows of its own.

    Raises:
        Faulty: there is no such measure, it combines others, or it has no text.
    """
    if measure not in model.measures:
        raise Faulty([_unknown(MEASURE, measure, model.measures)])
    source, combines = model.measures[measure].source, model.measures[measure].combines
    file = f"{FOLDER}/{source}/{measure}.sql"
    if combines is not None:
        raise Faulty([_combines(model, measure, file)])
    text, faults = _read(folder, file)
    if text is None:
        raise Faulty(faults)
    return source, MeasureText(measure, file, text)


def tables_given(sources: Mapping[str, Path], source: str) -> Tables:
    """Return the tables of a source that is given as a file or folder.

    Raises:
        Faulty: it is not given, or not there.
    """
    if source not in sources:
        raise Faulty([Finding("source_not_given", f"{FOLDER}/{source}", values={"source": source})])
    try:
        return tables_of(source, sources[source])
    except OSError as fault:
        values = {"source": source, "reason": refusal(fault)}
        raise Faulty([Finding("source_not_there", f"{sources[source]}", values=values)]) from None


def sample_texts(folder: Path) -> dict[str, str]:
    """Return the texts that make transactions up, by their places in a year's folder.

    Raises:
        Faulty: there are none, one can't be read, or its name has another ending than the files that it can write.
    """
    files = [file.relative_to(folder).as_posix() for file in sorted(folder.glob(f"{FOLDER}/*/sample/*.sql"))]
    if not files:
        raise Faulty([Finding("sample_without_texts", FOLDER)])
    read = {file: _read(folder, file) for file in files}
    findings = [finding for _, found in read.values() for finding in found]
    endings = tuple(f"{ending}.sql" for ending in SAMPLE_ENDINGS)
    findings += (Finding("sample_ending", file) for file in files if not file.endswith(endings))
    if findings:
        raise Faulty(findings)
    return {file: text or "" for file, (text, _) in read.items()}


class Origin(NamedTuple):
    """Whose codes bring a customer's rows, the part that is the customer's, the codes, and when they are valid."""

    customer: str
    part: Exact
    codes: tuple[str, ...]
    from_: date
    to: date

    def days(self, window: Window) -> tuple[date, date]:
        """Return the first and the last day of a window on which the codes are valid."""
        return max(first_day(window.from_), self.from_), min(first_day(Month(window.to + 1)) - DAY, self.to)


def codes_asked(model: Model, customer: str) -> list[Origin]:
    """Return the codes of a customer, and of those that it took over from.

    Raises:
        Faulty: there is no such customer, or none of them has codes.
    """
    if customer not in model.customers:
        raise Faulty([_unknown(CUSTOMER, customer, model.customers)])
    found = []
    for name, part in origins(model, customer):
        entry = model.customers[name]
        codes = tuple(code.strip() for code in entry.codes)
        if codes:
            found.append(Origin(name, part, codes, entry.from_ or date.min, entry.to or date.max))
    if not found:
        path = f"customer.{customer}.codes"
        values = {"customer": model.customers[customer].title}
        raise Faulty([Finding("customer_without_codes", MODEL, path=path, values=values)])
    return found


def _combines(model: Model, measure: str, file: str) -> Finding:
    values = {"measure": model.measures[measure].title, "names": list(model.measures[measure].combines or ())}
    return Finding("measure_combines", file, values=values)


def _read(folder: Path, file: str) -> tuple[str | None, list[Finding]]:
    text, findings = read_text(folder / file)
    return text, [replace(finding, file=file) for finding in findings]


def _misplaced(model: Model, source: str, name: str) -> Finding:
    file = f"{FOLDER}/{source}/{name}.sql"
    if name not in model.measures:
        values = {"what": MEASURE, "name": name, "names": nearest(name, model.measures)}
        return Finding("unknown_name", file, values=values)
    values = {"measure": model.measures[name].title, "source": model.measures[name].source}
    return Finding("measure_elsewhere", file, values=values)


def _unknown(what: Text, name: str, known: Mapping[str, object] | list[str]) -> Finding:
    return Finding("unknown_name", MODEL, values={"what": what, "name": name, "names": nearest(name, known)})
