"""Findings: what is wrong in a user's document or data, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from atcost.core.rules import RULES
from atcost.core.words import Text, number_text, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from atcost.core.rules import Level
    from atcost.core.words import Language

LONGEST = 300
"""How many characters a message gives to one value: what an engine says of a query, or a path, is long."""


class ByCustomer(dict[str, Text]):
    """A value of a finding that tells of customers: each by its id, with what a message says of it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken rule, its place, and the values that its message names.

    ``row`` is the line of the file (as an editor and a spreadsheet number it), ``path`` the key or column,
    ``cell`` the address of the value in the year where it has one.
    """

    rule: str
    file: str
    row: int | None = None
    path: str = ""
    cell: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def level(self) -> Level:
        """Return error, warning or info."""
        return RULES[self.rule].level

    def message(self, language: Language) -> str:
        """Return what is wrong."""
        return self._filled(RULES[self.rule].message, language)

    def remedy(self, language: Language) -> str:
        """Return what to do."""
        return self._filled(RULES[self.rule].remedy, language)

    def place(self, language: Language) -> str:
        """Return file, row and path, such as ``budget.csv, rad 7, fte``."""
        row = None if self.row is None else f"{'rad' if language == 'sv' else 'row'} {self.row}"
        return ", ".join(shown(part, LONGEST) for part in (self.file, row, self.path) if part)

    def at_row(self, row: int | None) -> Finding:
        """Return the finding with its row in the file."""
        return replace(self, row=row)

    def concerns(self, customer: str) -> Finding | None:
        """Return the finding as one customer reads it: nothing of the others, and None where it is about them alone."""
        told = [value for value in self.values.values() if isinstance(value, ByCustomer)]
        if any(customer not in value for value in told):
            return None
        own = {
            name: ByCustomer({customer: value[customer]}) if isinstance(value, ByCustomer) else value
            for name, value in self.values.items()
        }
        return replace(self, values=own) if told else self

    def _filled(self, text: Text, language: Language) -> str:
        return text.say(language).format_map({name: _said(value, language) for name, value in self.values.items()})


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that forbid a price."""
    return [finding for finding in findings if finding.level == "error"]


def concerning(findings: Iterable[Finding], customer: str | None) -> list[Finding]:
    """Return the findings that one customer may read, or all of them without one."""
    if customer is None:
        return list(findings)
    return [own for finding in findings if (own := finding.concerns(customer))]


class Faulty(Exception):  # noqa: N818 -- it is not an error of the program: it carries findings about a document
    """Documents can't be priced: all findings, as one value to catch."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Carry the findings; the text lists them in Swedish."""
        self.findings = tuple(findings)
        super().__init__("\n".join(f"{f.place('sv')}: {f.message('sv')} {f.remedy('sv')}" for f in self.findings))


def _said(value: object, language: Language) -> str:
    if isinstance(value, Text):
        return value.say(language)
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return number_text(value, language)
    if isinstance(value, ByCustomer):
        return "; ".join(_said(told, language) for told in value.values())
    if isinstance(value, list | tuple):
        return ", ".join(_said(part, language) for part in value)
    return shown(value, LONGEST)
