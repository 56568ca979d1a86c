"""Checks of the volumes: rows that mean something, months that are all there, keys that reach somebody (C3, C4)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from atcost.core import transfers
from atcost.core.finding import Finding
from atcost.core.model import HUNDRED
from atcost.core.model_checks import MODEL, nearest
from atcost.core.money import rounded, summable, to_ore
from atcost.core.period import Window, month_text
from atcost.core.shares import receiving_areas
from atcost.core.volumes import final_parts
from atcost.core.words import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from atcost.core.model import Area, Customer, Measure, Model, VolumeRow, Volumes
    from atcost.core.period import Month
    from atcost.core.shares import Shares
    from atcost.core.volumes import UsedVolumes


MOST_COMPARED = 200
"""For how many unknown names the nearest known one is sought: a wrong column has thousands, and none is meant."""


def names(model: Model, volumes: Volumes) -> Iterator[Finding]:
    """Rows name plain measures and customers that the model has; one finding a name."""
    users: dict[str, Customer | Area] = {**model.customers, **model.areas}
    measures = {measure for measure, _ in volumes.by_month}
    unknown = measures.difference(model.measures)
    combined = {name for name in measures - unknown if model.measures[name].combines is not None}
    strangers = {row.customer for row in volumes.rows}.difference(users)
    for number, (name, rows) in enumerate(_rows_naming("measure", unknown, volumes)):
        near = nearest(name if number < MOST_COMPARED else "", model.measures)
        yield _unknown("unknown_measure", name, rows, volumes.file, near)
    for number, (name, rows) in enumerate(_rows_naming("customer", strangers, volumes)):
        near = nearest(name if number < MOST_COMPARED else "", users)
        yield _unknown("unknown_customer", name, rows, volumes.file, near)
    for name, rows in _rows_naming("measure", combined, volumes):
        values = {"name": name, "rows": len(rows), "names": list(model.measures[name].combines or ())}
        yield Finding("combined_has_rows", volumes.file, rows[0], "measure", values=values)


def rows(_: Model, volumes: Volumes) -> Iterator[Finding]:
    """A measure, customer and month stand once, with a quantity that is not negative."""
    for of_month in volumes.by_month.values():
        if len({row.customer for row in of_month}) < len(of_month):
            yield from _twice(of_month, volumes.file)
        if min(row.quantity for row in of_month) < 0:
            for row in of_month:
                if row.quantity < 0:
                    values = {"quantity": row.quantity}
                    yield Finding("negative_quantity", volumes.file, row.row, "quantity", _cell(row), values)


def denominators(model: Model, volumes: Volumes) -> Iterator[Finding]:
    """A measure's quantities have a sum that can be written."""
    of_measure: dict[str, set[int]] = {}
    for (name, _), of_month in volumes.by_month.items():
        of_measure.setdefault(name, set()).update(row.quantity.denominator for row in of_month)
    for name in model.measures:
        if not summable(of_measure.get(name, ())):
            values = {"what": model.measures[name].title}
            yield Finding("denominators_too_large", volumes.file, path=name, values=values)


def windows(model: Model, volumes: Volumes) -> Iterator[Finding]:
    """Every month of a used measure's window has rows; rows outside it are told of."""
    keyed = _keyed_measures(model)
    for name, measure in model.measures.items():
        window = model.window(name)
        months = {month: len(rows) for (named, month), rows in volumes.by_month.items() if named == name}
        outside = sum(count for month, count in months.items() if month not in window)
        if outside and measure.combines is None:
            values = {"rows": outside, "measure": measure.title, "window": str(window)}
            yield Finding("outside_window", volumes.file, path=name, values=values)
        missing = [month for month in window.months() if month not in months]
        if missing and name in keyed:
            values = {"measure": measure.title, "months": _in_runs(missing)}
            yield Finding("month_missing", volumes.file, path=name, values=values)


def users(model: Model, volumes: Volumes, found: UsedVolumes, _: Shares) -> Iterator[Finding]:
    """Users without a place on the list, customers without rows, and what a customer does not take, are told of."""
    ends = final_parts(model)
    lost = {name: left for name in model.customers if (left := 1 - sum(part for _, part in ends[name]))}
    rows = Counter(
        row.customer for row in (volumes.rows if lost else ()) if row.customer in lost and _is_counted(model, row)
    )
    for name, customer in model.customers.items():
        if rows[name]:
            percent = rounded(lost[name] * HUNDRED)
            values = {"customer": customer.title, "rows": rows[name], "percent": percent, "year": str(model.year)}
            yield Finding("left_out", volumes.file, path=name, values=values)
    listed = model.listed_customers()
    not_taking = {area: model.not_taking(area) for area in model.areas}
    for measure, areas in _areas_by_measure(model).items():
        quantities = found[measure].quantities
        taking_none = set.intersection(*(not_taking[area] for area in areas))
        takers = [name for name in listed if name not in taking_none]
        without = [model.customers[name].title for name in takers if name not in quantities]
        if without and len(without) < len(takers):
            values = {"measure": model.measures[measure].title, "customers": without}
            yield Finding("customers_without_rows", volumes.file, path=measure, values=values)
        for area in areas:
            for name in listed:
                if name in not_taking[area] and quantities.get(name):
                    yield Finding("not_taken", volumes.file, path=measure, values=_titles(model, measure, area, name))
            using = [user for user in model.areas if user in quantities]
            yield from _area_use(model, volumes, measure, area, using)


def used(model: Model, _: Volumes, found: UsedVolumes, __: Shares) -> Iterator[Finding]:
    """No used volume is below zero."""
    for measure, volume in found.items():
        if model.measures[measure].combines is None:
            for user, adjustment in volume.adjustments.items():
                quantity, raw = volume.quantities[user], volume.raw.get(user, 0)
                if quantity < 0 <= raw:
                    values = {
                        "measure": model.measures[measure].title,
                        "customer": _title(model, user),
                        "used": quantity,
                        "adjustment": adjustment,
                        "raw": raw,
                    }
                    path = f"adjustment.{_lowering(model, measure, user)}"
                    yield Finding("below_zero", MODEL, path=path, cell=f"volume.{measure}.{user}", values=values)


def receivers(model: Model, _: Volumes, found: UsedVolumes, shared: Shares) -> Iterator[Finding]:
    """Every key has volume and reaches somebody; an area with a cost has keys that do."""
    for area_id, area in model.areas.items():
        empty, reached, unreached = [], [], []
        reaching = {key.measure for key in shared[area_id]}
        for key in area.keys:
            if not any(found[key.measure].quantities.values()):
                empty.append(key)
            elif key.measure in reaching:
                reached.append(key)
            else:
                unreached.append(key)
        reaches = area.is_tariff or sum(key.weight or 0 for key in reached) != 0
        told = [("key_without_volume", key) for key in empty if len(model.window(key.measure))]
        told += [("key_without_receiver", key) for key in unreached if reaches]
        for rule, key in told:
            values = {"measure": model.measures[key.measure].title, "area": area.title}
            yield Finding(rule, MODEL, path=f"area.{area_id}.key.{key.measure}", values=values)
        if area.keys and not reaches and not empty:
            yield Finding("area_without_receiver", MODEL, path=f"area.{area_id}.key", values={"area": area.title})
        if not area.keys and (_has_keyed_cost(model, area_id) or _receives(area_id, shared)):
            yield Finding(
                "area_without_keys", MODEL, path=f"area.{area_id}", values={"area": area.title, "name": area_id}
            )


def closed_groups(model: Model, _: Volumes, found: UsedVolumes, shared: Shares) -> Iterator[Finding]:
    """Areas that serve each other reach customers, too."""
    if model.method != "reciprocal":
        return
    if not any(quantity < 0 for volume in found.values() for quantity in volume.quantities.values()):
        for group in transfers.closed_groups(shared):
            titles = [model.areas[area].title for area in group]
            yield Finding("closed_group", MODEL, path=f"area.{group[0]}", values={"names": titles})


def _rows_naming(field: str, names: Collection[str], volumes: Volumes) -> Iterable[tuple[str, list[int]]]:
    """Return names with the rows that they stand in, in the order of the file."""
    found: dict[str, list[int]] = {}
    for row in volumes.rows if names else ():
        if (name := getattr(row, field)) in names:
            found.setdefault(name, []).append(row.row)
    return found.items()


def _unknown(rule: str, name: str, rows: list[int], file: str, near: list[str]) -> Finding:
    values = {"name": name, "rows": len(rows), "names": near}
    return Finding(rule, file, rows[0], rule.removeprefix("unknown_"), values=values)


def _twice(of_month: Iterable[VolumeRow], file: str) -> Iterator[Finding]:
    first: dict[str, VolumeRow] = {}
    for row in of_month:
        before = first.setdefault(row.customer, row)
        if before is not row:
            names = {"measure": row.measure, "customer": row.customer, "month": month_text(row.month)}
            values = {**names, "first": str(before.row)}
            yield Finding("volume_twice", file, row.row, cell=_cell(row), values=values)


def _lowering(model: Model, measure: str, user: str) -> int:
    """Return the number of the adjustment that lowers a volume most."""
    adjusted = {
        entry.quantity: number
        for number, entry in enumerate(model.adjustments, start=1)
        if (entry.measure, entry.customer) == (measure, user)
    }
    return adjusted[min(adjusted)]


def _is_counted(model: Model, row: VolumeRow) -> bool:
    return row.measure in model.measures and row.month in model.window(row.measure)


def _area_use(model: Model, volumes: Volumes, measure: str, area: str, using: list[str]) -> Iterator[Finding]:
    for user in using:
        values = {**_titles(model, measure, area, user), "user": _title(model, user), "method": model.method}
        if user == area:
            yield Finding("own_use", volumes.file, path=measure, values=values)
        elif user not in receiving_areas(model, area):
            yield Finding("area_use_left_out", volumes.file, path=measure, values=values)


def gaps(model: Model, volumes: Volumes) -> Iterator[Finding]:
    """A customer that has rows of a measure has them for every month that it exists; one finding a measure."""
    keyed = _keyed_measures(model)
    for name, measure in model.measures.items():
        if name in keyed and (without := _without_rows(model, volumes, name)):
            rule = "flow_months_missing" if measure.over_window == "sum" else "stock_months_missing"
            yield Finding(rule, volumes.file, path=name, values={"measure": measure.title, "customers": without})


def _without_rows(model: Model, volumes: Volumes, measure: str) -> list[Text]:
    """Return each customer that has rows in some months and not in others, with those months."""
    months = [month for month in model.window(measure).months() if (measure, month) in volumes.by_month]
    having = {month: {row.customer for row in volumes.by_month[measure, month]} for month in months}
    ever = set[str]().union(*having.values())
    not_always = set[str]().union(*(ever - of_month for of_month in having.values()))
    found = []
    for name, customer in model.customers.items():
        if name not in not_always:
            continue
        if missing := [month for month in months if name not in having[month] and customer.exists_in(month)]:
            runs = ", ".join(_in_runs(missing))
            found.append(Text(f"{customer.title.sv} {runs}", f"{customer.title.en} {runs}"))
    return found


def _in_runs(months: Iterable[Month]) -> list[str]:
    """Return months as texts, those that follow each other as one."""
    runs: list[Window] = []
    for month in months:
        if runs and month == runs[-1].to + 1:
            runs[-1] = Window(runs[-1].from_, month)
        else:
            runs.append(Window(month, month))
    return [str(run) if len(run) > 1 else month_text(run.to) for run in runs]


def _keyed_measures(model: Model) -> set[str]:
    """Return the plain measures that some key counts, by itself or combined."""
    keyed = {key.measure for area in model.areas.values() for key in area.keys if key.measure in model.measures}
    combined: list[Measure] = [model.measures[name] for name in keyed if model.measures[name].combines is not None]
    return {name for name in keyed if model.measures[name].combines is None} | {
        part for measure in combined for part in measure.combines or ()
    }


def _areas_by_measure(model: Model) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for area_id, area in model.areas.items():
        for key in area.keys:
            found.setdefault(key.measure, []).append(area_id)
    return {measure: found[measure] for measure in model.measures if measure in found}


def _has_keyed_cost(model: Model, area_id: str) -> bool:
    area = model.areas[area_id]
    shared = {
        name
        for name, service in area.services.items()
        if "base" in (service.kind, service.before) and not service.only_for
    }
    budgeted = any(row.area == area_id and row.service in shared and (row.fte or row.amount) for row in model.budget)
    return budgeted or sum(to_ore(entry.amount) for entry in area.carried) != 0


def _receives(area_id: str, shared: Shares) -> bool:
    return any(area_id in key.receivers[: key.first_customer] for of_area in shared.values() for key in of_area)


def _title(model: Model, user: str) -> Text:
    return model.areas[user].title if user in model.areas else model.customers[user].title


def _titles(model: Model, measure: str, area: str, user: str) -> dict[str, object]:
    return {
        "measure": model.measures[measure].title,
        "area": model.areas[area].title,
        "customer": _title(model, user),
    }


def _cell(row: VolumeRow) -> str:
    return f"volume.{row.measure}.{row.customer}.{month_text(row.month)}"
