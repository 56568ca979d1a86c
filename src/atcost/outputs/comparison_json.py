"""A comparison for programs: JSON (docs/interface.md, ``atcost compare --json``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from atcost.core.money import rounded
from atcost.core.seal import digest
from atcost.core.words import kronor_plain
from atcost.outputs.open_data import finding_views, to_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atcost.core.comparison import Change, Comparison
    from atcost.core.finding import Finding
    from atcost.core.money import Exact
    from atcost.core.pricing import Pricing
    from atcost.core.words import Language


def comparison_json(
    compared: Comparison,
    findings: Iterable[Finding],
    language: Language,
    customer: str | None = None,
    area: str | None = None,
) -> str:
    """Return a comparison as JSON; areas, customers and cells are of what is asked for, the total is of all."""
    part = compared.only(area, customer)
    excluding, including = compared.percents()
    percents = {"excluding": percent_plain(excluding), "including": percent_plain(including)}
    return to_json(
        {
            "old": _year(compared.old),
            "new": _year(compared.new),
            "parted": compared.parted,
            "areas": {name: _change(change) for name, change in part.of_areas().items()},
            "customers": {name: _change(change) for name, change in part.of_customers().items()},
            "cells": [
                {"area": name, "customer": payer, **_change(change)} for (name, payer), change in part.cells.items()
            ],
            "total": {**_change(compared.total()), "change_percent": percents},
            "findings": finding_views(findings, language),
        }
    )


def percent_plain(percent: Exact | None) -> str | None:
    """Write a percentage as programs read it: one decimal, a point.

    >>> percent_plain(-2), percent_plain(None)
    ('-2.0', None)
    """
    if percent is None:
        return None
    tenths = rounded(10 * percent)
    return f"{'-' if tenths < 0 else ''}{abs(tenths) // 10}.{abs(tenths) % 10}"


def _year(pricing: Pricing) -> dict[str, Any]:
    model = pricing.model
    return {
        "id": model.id,
        "year": model.year,
        "currency": model.currency,
        "digest": digest(model, pricing.volumes),
        "arithmetic": model.arithmetic,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "old": kronor_plain(change.old_ore),
        "new": kronor_plain(change.new_ore),
        "change": kronor_plain(change.change_ore),
        "change_percent": percent_plain(change.percent),
        "reasons": {reason: kronor_plain(ore) for reason, ore in change.reasons_ore.items()},
    }
