"""A price list for programs: JSON (docs/interface.md); and texts made harmless to programs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from atcost.core.finding import concerning
from atcost.core.seal import digest
from atcost.core.words import decimal_text, is_hidden, kronor_plain
from atcost.outputs.origins import ORIGINS, named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atcost.core.allocation import Charge, Transfer
    from atcost.core.changes import AreaChanges
    from atcost.core.finding import Finding
    from atcost.core.price_list import PriceList
    from atcost.core.pricing import AreaPricing, Pricing
    from atcost.core.words import Language

FORMULA_STARTS = ("=", "+", "-", "@")
"""What begins a formula to a spreadsheet, behind blanks too."""
BREAKS = ("\t", "\r", "\n")
NUMBER = re.compile(r"[+-]?\d[\d.,\xa0\u202f ]*(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
NOT_PLAIN = re.compile(r"[^\n -~]")


def price_json(priced: PriceList, language: Language, customer: str | None = None) -> str:
    """Return a price list, or one customer's, as JSON: amounts are strings in kronor, quantities exact."""
    return to_json(price_view(priced, language, customer))


def to_json(view: dict[str, Any]) -> str:
    """Write plain data as JSON, its text readable and what can't be seen in it escaped."""
    return escaped(json.dumps(view, ensure_ascii=False, indent=1)) + "\n"


def escaped(text: str) -> str:
    r"""Escape in JSON what can't be seen.

    >>> escaped('"Krav\u202e"')
    '"Krav\\u202e"'
    """
    return NOT_PLAIN.sub(lambda mark: json.dumps(mark[0])[1:-1] if is_hidden(mark[0]) else mark[0], text)


def findings_json(findings: Iterable[Finding], language: Language) -> str:
    """Return findings as JSON."""
    return to_json({"findings": finding_views(findings, language)})


def harmless(text: str) -> str:
    """Return a text that a spreadsheet does not take for a formula, its line breaks such that a CSV writer quotes them.

    >>> harmless("=1+1"), harmless(" @SUM(A1)"), harmless("-1,5"), harmless("Rent")
    ("'=1+1", "' @SUM(A1)", '-1,5', 'Rent')
    """
    is_formula = text.startswith(BREAKS) or text.lstrip().startswith(FORMULA_STARTS)
    safe = "'" + text if is_formula and not NUMBER.fullmatch(text) else text
    return safe.replace("\r\n", "\n").replace("\r", "\n")


def price_view(priced: PriceList, language: Language, customer: str | None = None) -> dict[str, Any]:
    """Return a price list, or one customer's, as plain data (docs/interface.md, ``atcost price --json``)."""
    pricing = priced.pricing
    model = pricing.model
    view = {
        "model": {
            "id": model.id,
            "year": model.year,
            "currency": model.currency,
            "digest": digest(model, pricing.volumes),
            "arithmetic": model.arithmetic,
            "window": str(model.volumes),
            "column": "including" if pricing.column == "kind" else "excluding",
            **({"todays_price": True} if priced.is_todays else {}),
        },
        "origins": [{"source": word, "means": ORIGINS[word].say(language)} for word in named(model)],
        "areas": {area: _area(account) for area, account in pricing.areas.items()},
        "charges": [_charge(charge, pricing) for charge in pricing.charges],
        "prices": _prices(priced),
        "previous": [
            {"area": area, "customer": customer, "amount": kronor_plain(amount_ore)}
            for (area, customer), amount_ore in priced.previous.items()
        ],
        "customers": {name: kronor_plain(amount_ore) for name, amount_ore in pricing.customer_totals().items()},
        "transfers": _transfers(pricing.transfers),
        "hourly": [
            {
                "area": price.area,
                "staff": price.staff,
                "amount": kronor_plain(price.amount_ore),
                "hours": decimal_text(price.hours),
            }
            for price in pricing.hourly
        ],
        "per_unit": [
            {"area": price.area, "key": price.key, "amount": kronor_plain(price.amount_ore)}
            for price in pricing.per_unit
        ],
        **_changes(pricing),
        "total": kronor_plain(pricing.total_ore),
        "total_excluding_changes": kronor_plain(pricing.total_excluding_changes_ore),
        "previous_total": kronor_plain(priced.previous_total_ore) if priced.previous else None,
        "findings": finding_views(concerning(pricing.findings, customer), language),
    }
    return view if customer is None else _of_customer(view, customer)


def _of_customer(view: dict[str, Any], customer: str) -> dict[str, Any]:
    """Return what of a price list is one customer's: its own charges and prices, the areas as they are."""
    own = {
        name: [entry for entry in view[name] if entry["customer"] == customer]
        for name in ("charges", "prices", "previous")
    }
    customers = {name: amount for name, amount in view["customers"].items() if name == customer}
    return {**view, **own, "customers": customers}


def finding_views(findings: Iterable[Finding], language: Language) -> list[dict[str, Any]]:
    """Return findings as plain data."""
    return [
        {
            "rule": finding.rule,
            "level": finding.level,
            "place": finding.place(language),
            "cell": finding.cell,
            "message": finding.message(language),
            "remedy": finding.remedy(language),
        }
        for finding in findings
    ]


def _area(account: AreaPricing) -> dict[str, Any]:
    return {
        "fte": decimal_text(account.fte),
        "staff": kronor_plain(account.staff_ore),
        "other": kronor_plain(account.other_ore),
        "overhead": {name: kronor_plain(amount_ore) for name, amount_ore in account.overhead_ore.items()},
        "carried": kronor_plain(account.carried_ore),
        **({"released": kronor_plain(account.released_ore)} if account.released_ore else {}),
        "by_the_hour": kronor_plain(account.by_the_hour_ore),
        "by_the_hour_income": kronor_plain(account.by_the_hour_income_ore),
        "own_cost": kronor_plain(account.own_cost_ore),
        "received": kronor_plain(account.received_ore),
        "self_cost": kronor_plain(account.self_cost_ore),
        "rounding": kronor_plain(account.rounding_ore),
        "over_recovery": kronor_plain(account.over_recovery_ore),
        "unit_rounding": kronor_plain(account.unit_rounding_ore),
    }


def _charge(charge: Charge, pricing: Pricing) -> dict[str, Any]:
    view: dict[str, Any] = {
        "area": charge.area,
        "customer": charge.customer,
        "kind": charge.kind,
        "key": charge.key,
        "service": charge.service,
        "amount": kronor_plain(charge.amount_ore),
        "quantity": None if charge.quantity is None else decimal_text(charge.quantity),
        "total_quantity": None if charge.total_quantity is None else decimal_text(charge.total_quantity),
    }
    used = None if charge.key is None else pricing.used[charge.key]
    if used and (adjustment := used.adjustments.get(charge.customer)):
        view["raw_quantity"] = decimal_text(used.raw.get(charge.customer, 0))
        view["adjustment"] = decimal_text(adjustment)
    if charge.key and charge.total_quantity is not None and (moved := pricing.adjusted(charge.area, charge.key)):
        view["raw_total_quantity"] = decimal_text(charge.total_quantity - moved)
    return view


def _prices(priced: PriceList) -> list[dict[str, Any]]:
    found = []
    for (area, customer), amount_ore in priced.pricing.prices.items():
        before = priced.previous.get((area, customer))
        previous = kronor_plain(before or 0) if priced.previous else None
        found.append({"area": area, "customer": customer, "amount": kronor_plain(amount_ore), "previous": previous})
    return found


def _transfers(transfers: Iterable[Transfer]) -> list[dict[str, Any]]:
    sums: dict[tuple[str, str], int] = {}
    for transfer in transfers:
        pair = (transfer.sender, transfer.receiver)
        sums[pair] = sums.get(pair, 0) + transfer.amount_ore
    return [{"from": sender, "to": to, "amount": kronor_plain(ore)} for (sender, to), ore in sums.items()]


def _changes(pricing: Pricing) -> dict[str, Any]:
    return {
        "changes": [
            {
                "area": change.area,
                "service": change.service,
                "before": change.before,
                "after": change.after,
                "cost": kronor_plain(change.cost_ore),
                "formerly_by_the_hour": kronor_plain(change.formerly_by_the_hour_ore),
            }
            for change in pricing.changes.services
        ],
        "changes_by_area": {area: _reasons(reasons) for area, reasons in pricing.changes.areas.items()},
        "overhead_moved": kronor_plain(pricing.changes.total.overhead_moved_ore),
        "months_moved": kronor_plain(pricing.changes.total.months_moved_ore),
    }


def _reasons(reasons: AreaChanges) -> dict[str, str]:
    return {
        "excluding": kronor_plain(reasons.excluding_ore),
        "came": kronor_plain(reasons.came_ore),
        "went": kronor_plain(reasons.went_ore),
        "months_moved": kronor_plain(reasons.months_moved_ore),
        "overhead_moved": kronor_plain(reasons.overhead_moved_ore),
        "including": kronor_plain(reasons.including_ore),
    }
