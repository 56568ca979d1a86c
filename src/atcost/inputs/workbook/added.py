"""What a person added to a workbook: keys in the spare columns of an area, adjustments in the spare rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from atcost.core.cells import NUMBER, Cell, cell_at
from atcost.core.model import HUNDRED, Adjustment
from atcost.core.naming import CUSTOMER, MEASURE
from atcost.core.words import Text
from atcost.inputs.workbook import values
from atcost.inputs.workbook.changes import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from atcost.inputs.workbook.changes import Reader
    from atcost.inputs.workbook.layout import Place, SpareKey

CALLED = {
    "measure": MEASURE,
    "customer": CUSTOMER,
    "quantity": Text("Antalet", "The quantity"),
    "reason": Text("Skälet", "The reason"),
    "by": Text("Vem som bestämde det", "Who decided it"),
    "on": Text("Datumet", "The date"),
    "weight": Text("Vikten eller styckpriset", "The weight or unit price"),
}


def spare_keys(reader: Reader, sheets: set[str]) -> Iterator[Change]:
    """Yield the keys that were put in spare columns, each by its weight or, in a tariff area, its unit price."""
    for spare in reader.layout.spare_keys:
        places = {"measure": spare.measure, "weight": spare.weight}
        if spare.weight[0] in sheets and _is_whole(reader, places):
            yield from _key(reader, spare)


def _key(reader: Reader, spare: SpareKey) -> Iterator[Change]:
    area = reader.documents.model.areas[spare.area]
    field, times = ("unit_price", 1) if area.is_tariff else ("weight", HUNDRED)
    measure = reader.read(spare.measure, reader.measures.find)
    address = f"area.{spare.area}.key.{measure}.{field}"
    value = reader.read(spare.weight, values.number, address)
    cell = cell_at(reader.documents, address)
    if measure is None or value is None or cell is None:
        return
    if any(key.measure == measure for key in area.keys):
        title = reader.documents.model.measures[measure].title
        reader.add(spare.measure, "key_there_already", area=area.title, measure=title)
        return
    yield Change(cell, cell._replace(value=value * times), spare.weight)


def spare_adjustments(reader: Reader, sheets: set[str]) -> Iterator[tuple[Change, Adjustment]]:
    """Yield the adjustments that were put in spare rows, each with the change that it is."""
    number = len(reader.documents.model.adjustments)
    for places in reader.layout.spare_adjustments:
        quantity = places["quantity"]
        if quantity[0] not in sheets or not _is_whole(reader, places):
            continue
        before = len(reader.findings)
        read = {name: reader.read(places[name], how) for name, how in _readers(reader).items()}
        if len(reader.findings) == before:
            number += 1
            cell = Cell(f"adjustment.{number}.quantity", NUMBER, None)
            made = Adjustment(**read)  # type: ignore[arg-type] # each was read as its name asks for
            yield Change(cell, cell._replace(value=made.quantity), quantity), made


def _readers(reader: Reader) -> Mapping[str, Any]:
    return {
        "measure": reader.measures.find,
        "customer": reader.users.find,
        "quantity": values.number,
        "reason": lambda cell: Text(values.text(cell), values.text(cell)),
        "by": values.text,
        "on": values.day,
    }


def _is_whole(reader: Reader, places: Mapping[str, Place]) -> bool:
    """Tell whether all cells are filled; where only some are there is a finding, in the first that is not."""
    empty = [name for name, place in places.items() if _is_empty(reader, place)]
    if empty and len(empty) < len(places):
        reader.add(places[empty[0]], "cells_incomplete", missing=CALLED[empty[0]])
    return not empty


def _is_empty(reader: Reader, place: Place) -> bool:
    page, reference = reader.page(place), place[1]
    return page.cell(reference).is_empty and reference not in page.unsound
