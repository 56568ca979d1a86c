"""Changes of cells as a person types them: ``CELL=40``, ``CELL+=2``, ``CELL*=0,5``."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, cast

from atcost.core.cells import cell_at, unknown_cell
from atcost.core.finding import Finding
from atcost.core.what_if import Setting
from atcost.core.words import shown
from atcost.inputs.numbers import Unreadable, either_mark, read_date, read_month
from atcost.inputs.strict import WHOLE_NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atcost.core.cell_values import Documents, Value
    from atcost.core.cells import Takes
    from atcost.core.money import Exact
    from atcost.core.what_if import How

FORM = re.compile(r"\s*([^\s=+*]+)\s*(=|\+=|\*=)(.*)", re.DOTALL)
OTHER_SIGNS = ("-", "/")
"""What people write before ``=`` as programs do, and what no address ends with."""
NUMBERS = ("number", "whole")


def read_settings(texts: Iterable[str], documents: Documents) -> tuple[list[Setting], list[Finding]]:
    """Read changes of a year's cells; those that can't be read are findings, placed by what was typed."""
    read = [_setting(text, documents) for text in texts]
    settings = [each for each in read if isinstance(each, Setting)]
    times = Counter(each.address for each in settings)
    twice = [
        Finding("set_twice", address, cell=address, values={"name": address}) for address in times if times[address] > 1
    ]
    return settings, [*(each for each in read if isinstance(each, Finding)), *twice]


def _setting(text: str, documents: Documents) -> Setting | Finding:
    found = FORM.fullmatch(text)
    if not found or found[1].endswith(OTHER_SIGNS):
        return Finding("not_a_setting", text, values={"found": text})
    address, how, written = found.groups()
    cell = cell_at(documents, address)
    if cell is None:
        return unknown_cell(documents, address)
    if how != "=" and cell.takes.what not in NUMBERS:
        return Finding("only_a_number_changes", text, cell=address, values={"name": address})
    try:
        return Setting(address, cast("How", how), read_value(cell.takes, written.strip()))
    except Unreadable as fault:
        return Finding(fault.rule, text, cell=address, values=fault.values)


def read_value(takes: Takes, text: str) -> Value:
    """Read what a cell takes; nothing, where the document may leave it out.

    Raises:
        Unreadable: it is no such value.
    """
    if not text and takes.may_be_empty:
        return None
    if takes.what == "choice" and text not in takes.choices:
        raise Unreadable("wrong_choice", found=shown(text), names=takes.choices)
    read = READ.get(takes.what)
    return read(text) if read else text


def _whole(text: str) -> Exact:
    number = either_mark(text)
    if not isinstance(number, int):
        raise Unreadable("wrong_type", expected=WHOLE_NUMBER, found=shown(text))
    return number


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


READ = {"number": either_mark, "whole": _whole, "month": read_month, "date": read_date, "names": _names}
"""How each kind of value is read; names and choices are what they are."""
