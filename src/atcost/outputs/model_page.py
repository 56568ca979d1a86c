"""What a model says, on a terminal, as ``check`` shows it: every entry of the document stands on this page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atcost.core.glossary import term
from atcost.core.words import Text, number_text
from atcost.outputs.budget_table import carried_table, fte_table, overhead_table, staff_table
from atcost.outputs.cells import listed, table
from atcost.outputs.charge_table import adjustment_table
from atcost.outputs.measure_table import key_table, measure_table, source_note_table, source_table
from atcost.outputs.offer_table import activity_table, figure_table, focus_table, lately_table
from atcost.outputs.origins import origins
from atcost.outputs.service_table import (
    FROM_NOON,
    area_table,
    comment_table,
    ended_table,
    lead_time_table,
    service_tables,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atcost.core.model import Customer, Model
    from atcost.core.volumes import UsedVolumes
    from atcost.core.words import Language
    from atcost.outputs.text_table import Block, Table

METHODS = {
    "direct": Text("direkt", "direct"),
    "step_down": Text("stegvis", "step-down"),
    "reciprocal": Text("ömsesidig", "reciprocal"),
}
CUSTOMER_KINDS = {"department": Text("förvaltning", "department"), "company": Text("bolag", "company")}
ALL = Text("alla", "all")


def model_page(model: Model, used: UsedVolumes, language: Language) -> Iterator[Block]:
    """Yield what a model says in reading order: its settings, services, costs, keys, customers, plans."""
    yield f"{model.title.say(language)} · {model.provider.say(language)}"
    if model.text:
        yield model.text.say(language)
    yield from origins(model, language)
    tables = [
        *(_settings(model, language), area_table(model, language)),
        *(*service_tables(model, language), fte_table(model, language)),
        *(ended_table(model, language), comment_table(model, language)),
        *(staff_table(model, language), overhead_table(model, language), carried_table(model, language)),
        *(key_table(model, language), measure_table(model, used, language)),
        *(adjustment_table(model, used, language), source_table(model, language), source_note_table(model, language)),
        *(_customers(model, language), figure_table(model, language)),
        *(focus_table(model, language), lately_table(model, language), activity_table(model, language)),
    ]
    yield from (table for table in tables if table.rows)
    if (promised := lead_time_table(model, language)).rows:
        yield from (promised, FROM_NOON.say(language))


def _settings(model: Model, language: Language) -> Table:
    """Return the entries of the model that are about the whole."""
    rows: list[list[object]] = [
        ["Id", model.id],
        [Text("Prisår", "Price year"), str(model.year)],
        [Text("Året före", "The year before"), model.previous],
        [Text("Volymperiod", "Window of volumes"), model.volumes],
        [Text("Valuta", "Currency"), model.currency],
        [Text(f"Priser avrundas till, {model.currency}", f"Prices are rounded to, {model.currency}"), model.unit],
        [Text(f"Timpriser avrundas till, {model.currency}", f"Hourly prices, {model.currency}"), model.hourly_unit],
        [Text("Metod mellan områden", "Method between areas"), METHODS[model.method]],
        [Text("Ordning", "Order"), listed((model.areas[area].title for area in model.order), language)],
        [Text("Uppräkning av personal, %", "Index of staff, %"), model.index.staff],
        [Text("Uppräkning av annat, %", "Index of other costs, %"), model.index.other],
        [Text("Räkneregler", "Arithmetic"), model.arithmetic],
        [Text("Filformat", "Format"), model.format],
    ]
    columns = [Text("Inställning", "Setting"), Text("Värde", "Value")]
    return table(language, Text("Modellen", "The model"), columns, [row for row in rows if row[1] not in (None, "")])


def _customers(model: Model, language: Language) -> Table:
    """Return who the customers are, what they take (A7), and what became of those that ended."""
    columns = [
        *(term("customer"), Text("Slag", "Kind"), Text("Koder", "Codes"), Text("Tar", "Takes")),
        *(Text("Från", "From"), Text("Till", "To"), Text("Efterföljare", "Successors")),
        Text("Hette förut", "Formerly"),
    ]
    rows = [_customer(model, customer, language) for customer in model.customers.values()]
    return table(language, Text("Kunder", "Customers"), columns, rows).without_empty()


def _customer(model: Model, customer: Customer, language: Language) -> list[object]:
    takes = ALL if customer.takes is None else listed((model.areas[area].title for area in customer.takes), language)
    parts = (
        f"{model.customers[successor.to].title.say(language)} ({number_text(successor.part, language)})"
        for successor in customer.successors
    )
    said = [customer.title, CUSTOMER_KINDS[customer.kind], listed(customer.codes, language), takes]
    return [*said, customer.from_, customer.to, listed(parts, language), customer.renamed_from]
