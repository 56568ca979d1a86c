"""A what-if for programs (docs/interface.md, ``atcost what-if --json``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from atcost.core.price_list import price_list
from atcost.core.words import decimal_text, kronor_plain
from atcost.outputs.open_data import price_view, to_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atcost.core.pricing import Pricing
    from atcost.core.what_if import Moved, Savings, WhatIf
    from atcost.core.words import Language


def what_if_json(found: WhatIf, previous: Pricing | None, language: Language, customer: str | None = None) -> str:
    """Return a what-if as JSON, or one customer's; both price lists stand beside the same year before."""
    before, after = (
        price_view(price_list(pricing, previous), language, customer) for pricing in (found.before, found.after)
    )
    view = {
        "set": _moved(found.moved),
        "scaled": _moved(found.scaled),
        "customers": _customers(found, [customer] if customer else found.customers),
        "total": _change(found.before.total_ore, found.after.total_ore),
        **_release(found),
        "before": before,
        "after": after,
    }
    return to_json(view)


def _moved(moved: Iterable[Moved]) -> list[dict[str, Any]]:
    return [
        {"cell": after.address, "before": before.text() or None, "after": after.text() or None}
        for before, after in moved
    ]


def _customers(found: WhatIf, names: Iterable[str]) -> dict[str, Any]:
    then, now = found.before.customer_totals(), found.after.customer_totals()
    return {name: _change(then.get(name, 0), now.get(name, 0)) for name in names}


def _change(before_ore: int, after_ore: int) -> dict[str, str]:
    ores = {"before": before_ore, "after": after_ore, "saving": before_ore - after_ore}
    return {name: kronor_plain(ore) for name, ore in ores.items()}


def _release(found: WhatIf) -> dict[str, Any]:
    if found.release is None:
        return {}
    released = found.release.released
    return {
        **_savings(found.savings(found.after)),
        "without_release": _savings(found.savings(found.release.without)),
        "release": decimal_text(found.release.part),
        "released": [
            {"area": each.area, "key": each.measure, "amount": kronor_plain(each.amount_ore)} for each in released
        ],
    }


def _savings(savings: Savings) -> dict[str, str]:
    ores = {"own": savings.own_ore, "others": savings.others_ore, "real": savings.real_ore}
    return {name: kronor_plain(ore) for name, ore in ores.items()}
