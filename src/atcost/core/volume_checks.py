"""Checks of the volumes: rows that mean something, and months that are all there (C3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.finding import ByCustomer, Finding
from atcost.core.money import summable
from atcost.core.naming import nearest
from atcost.core.period import Window, month_text
from atcost.core.words import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from atcost.core.model import Area, Customer, Measure, Model, VolumeRow, Volumes
    from atcost.core.period import Month

MOST_COMPARED = 200
"""For how many unknown names the nearest known one is sought: a wrong column has thousands, and none is meant."""


def names(model: Model, volumes: Volumes) -> Iterator[Finding]:
    """Rows name plain measures and customers that the model has; one finding a name."""
    users: dict[str, Customer | Area] = {**model.customers, **model.areas}
    likely = model.customers if model.method == "direct" else users
    measures = {measure for measure, _ in volumes.by_month}
    unknown = measures.difference(model.measures)
    combined = {name for name in measures - unknown if model.measures[name].combines is not None}
    strangers = {row.customer for row in volumes.rows}.difference(users)
    for number, (name, rows) in enumerate(_rows_naming("measure", unknown, volumes)):
        near = nearest(name if number < MOST_COMPARED else "", model.measures)
        yield _unknown("unknown_measure", name, rows, volumes.file, near)
    for number, (name, rows) in enumerate(_rows_naming("customer", strangers, volumes)):
        near = nearest(name if number < MOST_COMPARED else "", likely)
        yield _unknown("unknown_customer", name, rows, volumes.file, near)
    for name, rows in _rows_naming("measure", combined, volumes):
        values = {"name": name, "rows": len(rows), "names": list(model.measures[name].combines or ())}
        yield Finding("combined_has_rows", volumes.file, rows[0], "measure", values=values)


def rows(_: Model, volumes: Volumes) -> Iterator[Finding]:
    """A measure, customer and month stand once, with a quantity that is not negative; told in the order of the file."""
    yield from sorted(_of_rows(volumes), key=lambda finding: finding.row or 0)


def _of_rows(volumes: Volumes) -> Iterator[Finding]:
    for of_month in volumes.by_month.values():
        if len({row.customer for row in of_month}) < len(of_month):
            yield from _twice(of_month, volumes.file)
        if min(row.quantity for row in of_month) < 0:
            for row in of_month:
                if row.quantity < 0:
                    values = {"quantity": row.quantity}
                    yield Finding("negative_quantity", volumes.file, row.row, "quantity", _cell(row), values)


def tariff_windows(asked: Model, own: Model) -> Iterator[Finding]:
    """A tariff area charges for a whole window: one of another length changes its income, but not its cost (D5)."""
    for area_id, area in asked.areas.items():
        keys = [key.measure for key in area.keys] if area.is_tariff else []
        plain = {name for key in keys for name in asked.measures[key].combines or [key]}
        for name in sorted(plain):
            window, due = asked.window(name), len(own.window(name))
            if asked.measures[name].over_window == "sum" and len(window) != due:
                values = {"area": area.title, "window": window, "months": len(window), "due": due}
                yield Finding("tariff_window", "--window", path=f"area.{area_id}", values=values)
                break


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
    """Every month of a used measure's window has rows, if any volume has; rows outside it are told of."""
    keyed = _keyed_measures(model) if volumes.rows or model.adjustments else set()
    for name, measure in model.measures.items():
        window = model.window(name)
        months = {month: len(rows) for (named, month), rows in volumes.by_month.items() if named == name}
        outside = sum(count for month, count in months.items() if month not in window)
        if outside and measure.combines is None:
            values = {"rows": outside, "measure": measure.title, "window": str(window)}
            yield Finding("outside_window", volumes.file, path=name, values=values)
        missing = [month for month in window.months() if month not in months]
        if missing and name in keyed:
            values = {"measure": measure.title, "months": in_runs(missing)}
            yield Finding("month_missing", volumes.file, path=name, values=values)


def gaps(model: Model, volumes: Volumes) -> Iterator[Finding]:
    """A customer that has rows of a measure has them for every month that it exists; one finding a measure."""
    keyed = _keyed_measures(model)
    for name, measure in model.measures.items():
        if name in keyed and (without := _without_rows(model, volumes, name)):
            rule = "flow_months_missing" if measure.over_window == "sum" else "stock_months_missing"
            yield Finding(rule, volumes.file, path=name, values={"measure": measure.title, "customers": without})


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


def _without_rows(model: Model, volumes: Volumes, measure: str) -> ByCustomer:
    """Return each customer that has rows in some months and not in others, with those months."""
    months = [month for month in model.window(measure).months() if (measure, month) in volumes.by_month]
    having = {month: {row.customer for row in volumes.by_month[measure, month]} for month in months}
    ever = set[str]().union(*having.values())
    not_always = set[str]().union(*(ever - of_month for of_month in having.values()))
    found = ByCustomer()
    for name, customer in model.customers.items():
        if name not in not_always:
            continue
        if missing := [month for month in months if name not in having[month] and customer.exists_in(month)]:
            runs = ", ".join(in_runs(missing))
            found[name] = Text(f"{customer.title.sv} {runs}", f"{customer.title.en} {runs}")
    return found


def in_runs(months: Iterable[Month]) -> list[str]:
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


def _cell(row: VolumeRow) -> str:
    return f"volume.{row.measure}.{row.customer}.{month_text(row.month)}"
