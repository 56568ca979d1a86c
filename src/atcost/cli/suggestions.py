"""What the shell completes beside commands and paths: names, formats and cells, of the folder that is typed before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import click

    from atcost.core.model import Model
    from atcost.inputs.model_folder import Year

    Suggest = Callable[[click.Context, click.Parameter, str], list[str]]


def names(of: Callable[[Model], Iterable[str]]) -> Suggest:
    """Return what offers names of a year's model; none where it can't be read."""

    def begun(context: click.Context, _: click.Parameter, typed: str) -> list[str]:
        read = typed_year(context)
        known = of(read.model) if read and read.model else ()
        return [name for name in dict.fromkeys(known) if name.startswith(typed)]

    return begun


def formats(_: click.Context, __: click.Parameter, typed: str) -> list[str]:
    """Return the formats that begin as typed."""
    from atcost.outputs import FORMATS

    return [name for name in FORMATS if name.startswith(typed)]


def cells(context: click.Context, _: click.Parameter, typed: str) -> list[str]:
    """Return the cells that begin as typed; none where the year has errors."""
    from atcost.core.cell_values import Documents
    from atcost.core.cells import begun
    from atcost.core.finding import errors

    read = typed_year(context)
    return begun(Documents(*read.documents()), typed) if read and not errors(read.findings) else []


def typed_year(context: click.Context) -> Year | None:
    """Return the typed folder's year, the newer of two; click leaves it unparsed where an option lacks a value."""
    from atcost.inputs.model_folder import read_year

    typed = [*(context.params.get(name) for name in ("year", "new", "old")), *reversed(context.args)]
    folder = next((Path(each) for each in typed if each and Path(each).is_dir()), None)
    return read_year(folder) if folder else None


customers = names(lambda model: model.customers)
areas = names(lambda model: model.areas)
keys = names(lambda model: [key.measure for area in model.areas.values() for key in area.keys])
staff = names(lambda model: model.staff)
measures = names(lambda model: [name for name, measure in model.measures.items() if measure.combines is None])
sources = names(lambda model: [f"{measure.source}=" for measure in model.measures.values() if measure.source])
