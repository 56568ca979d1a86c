"""Used volumes: what a key counts for each customer, after reorganisation, window, adjustment and combination."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from atcost.core.succession import Part, ends

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from atcost.core.model import Measure, Model, Volumes
    from atcost.core.money import Exact
    from atcost.core.period import Month, Window


class Used(NamedTuple):
    """A measure's volumes over its window by user: as counted, what is known to change (C4), and what pricing uses."""

    raw: Mapping[str, Exact]
    adjustments: Mapping[str, Exact]
    quantities: Mapping[str, Exact]


UsedVolumes = dict[str, Used]
"""Every measure's volumes; users (customers on the list, and areas) in model order."""


def used_volumes(model: Model, volumes: Volumes) -> UsedVolumes:
    """Return every measure's used volume for each customer on the list and each area that has any.

    A flow is summed over its window, a stock is averaged or taken in the last month (C3). What users that have no place
    on the list used is left out here and told of by the checks.
    """
    users = [*model.areas, *model.listed_customers()]
    raw, adjustments = _over_windows(model, volumes), _adjustments(model)
    plain = {
        name: _used(users, raw[name], adjustments.get(name, {}))
        for name, measure in model.measures.items()
        if measure.combines is None
    }
    return {
        name: plain[name] if measure.combines is None else _combined(users, measure.combines, plain)
        for name, measure in model.measures.items()
    }


def final_parts(model: Model) -> dict[str, tuple[Part, ...]]:
    """Return where each user's volume ends: itself, or its successors on 1 January, through chains.

    A customer reorganised later stays whole; one that is not on the list and has no successor there ends nowhere. Each
    list holds (user, part), parts exact.
    """
    listed = set(model.listed_customers())
    gone = [name for name in model.customers if name not in listed]
    ended = ends({name: model.customers[name].followers() for name in gone if model.reorganised_by_first_day(name)})
    moved = {name: tuple((end, part) for end, part in ended.get(name, {}).items() if end in listed) for name in gone}
    return {user: moved.get(user, ((user, 1),)) for user in (*model.areas, *model.customers)}


def origins(model: Model, customer: str) -> list[Part]:
    """Return whose volumes reach a customer, with the part that does: its own, and those of customers it took over."""
    parts = final_parts(model)
    found = [(name, dict(parts[name]).get(customer, 0)) for name in model.customers]
    return [(name, part) for name, part in found if part] or [(customer, 1)]


def month_by_month(model: Model, volumes: Volumes, measure: str, users: Collection[str]) -> dict[Month, Exact]:
    """Return what some users together have of a measure in each month of its window, as counted.

    What a customer used that has ended counts where its successors are among them.
    """
    combined = model.measures[measure].combines or {measure: 1}
    parts = {name: sum(part for user, part in of_user if user in users) for name, of_user in final_parts(model).items()}
    return {
        month: sum(
            factor * row.quantity * parts.get(row.customer, 0)
            for name, factor in combined.items()
            for row in volumes.by_month.get((name, month), ())
        )
        for month in model.window(measure).months()
    }


def _over_windows(model: Model, volumes: Volumes) -> dict[str, dict[str, Exact]]:
    parts = final_parts(model)
    staying = {user for user, of_user in parts.items() if of_user == ((user, 1),)}
    raw: dict[str, dict[str, Exact]] = {}
    for name, measure in model.measures.items():
        window = model.window(name)
        of_measure = _totals(volumes, name, _counted_months(window, measure))
        for moved in of_measure.keys() - staying:
            total = of_measure.pop(moved)
            for user, part in parts.get(moved, ()):
                of_measure[user] = of_measure.get(user, 0) + total * part
        if measure.over_window == "mean":
            months = max(1, len(window))
            of_measure = {user: Fraction(total) / months for user, total in of_measure.items()}
        raw[name] = of_measure
    return raw


def _totals(volumes: Volumes, measure: str, months: frozenset[Month]) -> dict[str, Exact]:
    """Return the sum over months of each user that the rows name."""
    totals: dict[str, Exact] = {}
    for month in months:
        for row in volumes.by_month.get((measure, month), ()):
            user = row.customer
            totals[user] = totals[user] + row.quantity if user in totals else row.quantity
    return totals


def _counted_months(window: Window, measure: Measure) -> frozenset[Month]:
    return frozenset([window.to] if measure.over_window == "last" else window.months())


def _adjustments(model: Model) -> dict[str, dict[str, Exact]]:
    found: dict[str, dict[str, Exact]] = {}
    for adjustment in model.adjustments:
        of_measure = found.setdefault(adjustment.measure, {})
        of_measure[adjustment.customer] = of_measure.get(adjustment.customer, 0) + adjustment.quantity
    return found


def _used(users: Sequence[str], raw: Mapping[str, Exact], adjustments: Mapping[str, Exact]) -> Used:
    raw = {user: raw[user] for user in users if user in raw}
    if not adjustments:
        return Used(raw, {}, raw)
    return Used(raw, _summed(users, [(1, adjustments)]), _summed(users, [(1, raw), (1, adjustments)]))


def _combined(users: Sequence[str], factors: Mapping[str, Exact], plain: UsedVolumes) -> Used:
    parts = [(factor, plain[name]) for name, factor in factors.items() if name in plain]
    return Used(
        raw=_summed(users, [(factor, used.raw) for factor, used in parts]),
        adjustments=_summed(users, [(factor, used.adjustments) for factor, used in parts]),
        quantities=_summed(users, [(factor, used.quantities) for factor, used in parts]),
    )


def _summed(users: Sequence[str], parts: Sequence[tuple[Exact, Mapping[str, Exact]]]) -> dict[str, Exact]:
    """Add parts up, each times its factor, for the users that have any, in model order."""
    return {
        user: sum(factor * part[user] for factor, part in parts if user in part)
        for user in users
        if any(user in part for _, part in parts)
    }
