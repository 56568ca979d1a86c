"""Every rule that a finding can name, with its level, message and remedy: literal tables, one a theme.

``docs/findings.md`` is made from them.
"""

from __future__ import annotations

from atcost.core.rules import (
    audits,
    comparing,
    counting,
    files,
    model,
    new_year,
    samples,
    seals,
    volumes,
    what_if,
    workbook_files,
    workbooks,
)
from atcost.core.rules.rule import Level, Rule

THEMES = (
    *(files, model, volumes, audits, comparing, counting, samples, new_year, seals, what_if),
    *(workbook_files, workbooks),
)
RULES: dict[str, Rule] = {name: rule for theme in THEMES for name, rule in theme.RULES.items()}

__all__ = ["RULES", "Level", "Rule"]
