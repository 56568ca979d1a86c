"""Next year's folder from this one's: windows shifted, kinds settled, volumes to come."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from atcost.core.period import Month, month_text
from atcost.core.words import Text
from atcost.outputs.budget_csv import budget_csv
from atcost.outputs.toml_edit import edited, inline

if TYPE_CHECKING:
    from pathlib import Path

    from atcost.core.model import Area, Model, Service
    from atcost.core.period import Window

MONTHS_OF_A_YEAR = 12
OF_ONE_YEAR = ("before", "from", "to", "renamed_from")
"""What a service says of its change this year, which next year is no change any more."""


def next_model(document: str, model: Model, previous: str) -> str:
    """Return model.toml of the year after, its comments and order kept.

    ``previous`` is the path from the new folder to the old one. Adjustments, what was carried and comments on changes
    belong to their year and are dropped; services that ended are gone, with their lead times.

    Raises:
        Faulty: the document's tables are so mixed that they can't be rewritten in their places.
    """
    return edited(document, lambda new: _settle_year(new, model, previous))


def _settle_year(new: Any, model: Model, previous: str) -> None:  # noqa: ANN401 -- tomlkit's tables have no useful type
    new["year"] = model.year + 1
    new["previous"] = previous
    for name in ("id", "title"):
        new[name] = _next_text(new[name], model.year)
    new["volumes"] = _shifted(model.volumes)
    for name, measure in model.measures.items():
        if measure.volumes:
            new["measure"][name]["volumes"] = _shifted(measure.volumes)
    new.pop("adjustment", None)
    for area_id, area in model.areas.items():
        _settle(new["area"][area_id], area)
    for customer in new.get("customer", {}).values():
        customer.pop("renamed_from", None)


def next_budget(model: Model) -> str:
    """Return budget.csv of the year after: this year's rows of the services that go on, to be changed."""
    return budget_csv(row for row in model.budget if not is_ended(model.areas[row.area].services[row.service]))


def copy_texts(old: Path, new: Path) -> list[str]:
    """Copy the SQL texts of a year's measures; return what else stands there, links too, which may lead anywhere."""
    left = []
    for path in sorted(old.rglob("*")):
        place = path.relative_to(old)
        if path.suffix == ".sql" and path.is_file() and not path.is_symlink():
            (new / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, new / place)
        elif path.is_symlink() or not path.is_dir():
            left.append(place.as_posix())
    return left


def left_behind(model: Model) -> list[Text]:
    """Say what belongs to the old year and does not go on."""
    ended = [service for area in model.areas.values() for service in area.services.values() if is_ended(service)]
    carried = sum(len(area.carried) for area in model.areas.values())
    counted = (
        (Text("Tjänster som upphör: {0}.", "Services that end: {0}."), len(ended)),
        (Text("Justeringar som inte följer med: {0}.", "Adjustments left behind: {0}."), len(model.adjustments)),
        (Text("Överfört som inte följer med, antal poster: {0}.", "Carried entries left behind: {0}."), carried),
    )
    return [Text(text.sv.format(number), text.en.format(number)) for text, number in counted if number]


def is_ended(service: Service) -> bool:
    """Tell whether a service is not offered the year after."""
    return service.kind == "none" or service.to is not None


def _settle(table: Any, area: Area) -> None:  # noqa: ANN401 -- tomlkit's tables have no useful type
    table.pop("carried", None)
    for name, service in area.services.items():
        if is_ended(service):
            table["service"].pop(name)
        else:
            for entry in OF_ONE_YEAR if service.before is None else (*OF_ONE_YEAR, "note"):
                table["service"][name].pop(entry, None)
    for name, promised in area.lead_times.items():
        if is_ended(area.services[promised.service]):
            table["lead_time"].pop(name)


def _shifted(window: Window) -> Any:  # noqa: ANN401 -- tomlkit's tables have no useful type
    first, last = (month_text(Month(month + MONTHS_OF_A_YEAR)) for month in (window.from_, window.to))
    return inline({"from": first, "to": last})


def _next_text(value: Any, year: int) -> Any:  # noqa: ANN401 -- a string or a table of two
    if isinstance(value, str):
        return value.replace(str(year), str(year + 1))
    for language in value:
        value[language] = value[language].replace(str(year), str(year + 1))
    return value
