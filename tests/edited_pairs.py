"""Pairs of years made of the small example by edits as a person makes them: what changes, and what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from atcost.core.comparison import compare
from atcost.inputs.model_folder import read_year
from tests.console import SMALL, copied

if TYPE_CHECKING:
    from pathlib import Path

    from atcost.core.comparison import Comparison

MODEL, BUDGET, VOLUMES = "model.toml", "budget.csv", "volumes.csv"


class Edit(NamedTuple):
    """A change of a document, wherever it says this."""

    file: str
    find: str
    put: str


class Pair(NamedTuple):
    """What the older year and the newer one have of edits."""

    old: tuple[Edit, ...]
    new: tuple[Edit, ...]


def now(*edits: Edit) -> Pair:
    return Pair((), edits)


def always(edit: Edit, *edits: Edit) -> Pair:
    return Pair((edit,), (edit, *edits))


def swapped(pair: Pair) -> Pair:
    return Pair(pair.new, pair.old)


WEIGHTS = '{ measure = "bills", weight = 60 }, { measure = "reminders", weight = 40 }'
OTHER_WEIGHTS = WEIGHTS.replace("60", "50").replace("40", "50")
ANOTHER_KEY = WEIGHTS.replace("60", "50") + ', { measure = "employees", weight = 10 }'
PRICES = '{ measure = "bills", unit_price = 150 }, { measure = "reminders", unit_price = 4_000 }'
PARKS = 'parks  = { title = { sv = "Parkerna", en = "Parks" }'
GARDENS = 'gardens = { renamed_from = "parks", title = { sv = "Trädgårdarna", en = "Gardens" }'
CEASED = 'to = {}-12-31, successors = [{{ to = "care", part = 1 }}]'
SURPLUS = '[[area.payslips.carried]]\namount = -50_000\nyear = 2023\nkind = "true_up"\nsource = "Decision"\n\n'

FTE = Edit(BUDGET, "entry,clerk,2.5", "entry,clerk,3.5")
CLERK_RATE = Edit(MODEL, "rate = 512_300", "rate = 524_000")
SPECIALIST_RATE = Edit(MODEL, "rate = 648_750", "rate = 660_000")
TARIFF = Edit(MODEL, WEIGHTS, PRICES)
BILLS = Edit(VOLUMES, "bills,school,2024-04,1200", "bills,school,2024-04,2200")
SORTING = (
    Edit(MODEL, "advice = {", 'sorting = { kind = "base", title = "Sortering" }\nadvice = {'),
    Edit(BUDGET, "payslips,advice", "payslips,sorting,clerk,0.5,,synthetic\npayslips,advice"),
)
ZOO = (
    Edit(MODEL, PARKS, f'zoo = {{ title = {{ sv = "Djurparken", en = "Zoo" }}, kind = "company" }}\n{PARKS}'),
    Edit(VOLUMES, "bills,school,2024-04", "bills,zoo,2024-04,700\nbills,school,2024-04"),
)
NO_INVOICES = Edit(MODEL, PARKS, PARKS.replace("= {", '= { takes = ["payslips"],', 1))

PAIRS = {
    "nothing": now(),
    "more FTE": now(FTE),
    "fewer FTE": swapped(now(FTE)),
    "other staff": now(
        Edit(BUDGET, "entry,clerk,2.5", "entry,clerk,2"),
        Edit(BUDGET, "entry,specialist,0.25", "entry,specialist,0.75"),
    ),
    "a raised rate": now(CLERK_RATE),
    "raised rates": now(CLERK_RATE, SPECIALIST_RATE),
    "a lowered rate": swapped(now(CLERK_RATE)),
    "an index": now(Edit(MODEL, "[staff]", "index = { staff = 2 }\n\n[staff]")),
    "one rate up, one down": Pair((SPECIALIST_RATE,), (CLERK_RATE,)),
    "more overhead": now(Edit(MODEL, "per_fte = 98_765", "per_fte = 104_000")),
    "less of other costs": now(Edit(BUDGET, "31500", "21500")),
    "a service comes": now(Edit(MODEL, 'advice = { kind = "hourly",', 'advice = { kind = "base", before = "hourly",')),
    "a service comes undeclared": now(*SORTING),
    "a service goes": swapped(now(*SORTING)),
    "a service becomes all customers'": now(Edit(MODEL, ', only_for = "school"', "")),
    "two services come": now(
        Edit(MODEL, 'advice = { kind = "hourly",', 'advice = { kind = "base", before = "hourly",'), *SORTING
    ),
    "a surplus is given back": now(Edit(MODEL, "[area.payslips.service]", f"{SURPLUS}[area.payslips.service]")),
    "other weights": now(Edit(MODEL, WEIGHTS, OTHER_WEIGHTS)),
    "another key": now(Edit(MODEL, WEIGHTS, ANOTHER_KEY)),
    "from unit prices to weights": swapped(now(TARIFF)),
    "from weights to unit prices": now(TARIFF),
    "a raised unit price": Pair((TARIFF,), (TARIFF._replace(put=PRICES.replace("150", "155")),)),
    "unit prices up and down": Pair(
        (TARIFF,), (TARIFF._replace(put=PRICES.replace("150", "155").replace("4_000", "3_900")),)
    ),
    "more of a measure": now(BILLS),
    "more of a measure in a tariff area": always(TARIFF, BILLS),
    "less of a measure in a tariff area": swapped(always(TARIFF, BILLS)),
    "less of two measures": now(
        Edit(VOLUMES, "bills,school,2024-04,1200", "bills,school,2024-04,200"),
        Edit(VOLUMES, "reminders,school,2024-05,70", "reminders,school,2024-05,50"),
    ),
    "a unit of 1 000 kronor": now(Edit(MODEL, "[staff]", "unit = 1000\n\n[staff]")),
    "a new customer": now(*ZOO),
    "a customer leaves": swapped(now(*ZOO)),
    "a customer takes an area no longer": now(NO_INVOICES),
    "a customer takes an area": swapped(now(NO_INVOICES)),
    "more of what lowers the price": always(Edit(BUDGET, "31500", "-9000000"), BILLS),
    "a customer is renamed": now(Edit(MODEL, PARKS, GARDENS), Edit(VOLUMES, ",parks,", ",gardens,")),
    "customers are merged": now(
        Edit(MODEL, PARKS, f'mill = {{ {CEASED.format(2019)}, title = "Mill", kind = "company" }}\n{PARKS}'),
        Edit(MODEL, PARKS, PARKS.replace("= {", f"= {{ {CEASED.format(2024)},", 1)),
    ),
    "in euro": always(Edit(MODEL, '"SEK"', '"EUR"'), Edit(BUDGET, "entry,clerk,2.5", "entry,clerk,4.5")),
    "what only a newcomer uses": now(
        *ZOO,
        Edit(MODEL, "[measure]", '[measure]\nanimals = { title = "Djur", unit = "djur", source = "ledger" }'),
        Edit(MODEL, 'measure = "employees", weight', 'measure = "animals", weight'),
        Edit(VOLUMES, "reminders,school,2024-04", "animals,zoo,2024-04,7\nreminders,school,2024-04"),
    ),
}


def compared(pair: Pair, folder: Path) -> Comparison:
    """Return the comparison of the two years that a pair's edits make."""
    old, new = (
        read_year(edited(folder / name, edits)).price() for name, edits in zip(("old", "new"), pair, strict=True)
    )
    return compare(old, new)


def edited(folder: Path, edits: tuple[Edit, ...]) -> Path:
    """Copy the small example and edit it."""
    copied(folder, SMALL)
    for file, find, put in edits:
        text = (folder / file).read_text(encoding="utf-8")
        assert find in text, find
        (folder / file).write_text(text.replace(find, put), encoding="utf-8", newline="")
    return folder
