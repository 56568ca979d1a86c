"""``atcost new-year``: next year's folder, settled, and priced when its volumes come."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from atcost.core.period import Month, month_text
from atcost.inputs.model_folder import read_year
from atcost.inputs.numbers import read_month
from tests.console import (
    ERRORS,
    EXAMPLES,
    STOCKHOLM,
    atcost,
    changed,
    copied,
)

if TYPE_CHECKING:
    from pathlib import Path


def with_volumes_of(old: Path, new: Path) -> None:
    """Put the volumes of the old year into the new one, twelve months on."""
    heading, *rows = (old / "volumes.csv").read_text(encoding="utf-8").splitlines()
    moved = [",".join([*row.split(",")[:2], _next(row.split(",")[2]), row.split(",")[3]]) for row in rows]
    (new / "volumes.csv").write_text("\n".join([heading, *moved, ""]), encoding="utf-8")


def _next(text: str) -> str:
    return month_text(Month(read_month(text) + 12))


@pytest.mark.parametrize("example", ["small", "linked", "stockholm/2022", "stockholm/2023"])
def test_the_next_year_prices_on_volumes_to_come(example: str, tmp_path: Path) -> None:
    old, new = copied(tmp_path / "old", EXAMPLES / example), tmp_path / "new"
    assert atcost("new-year", old, new).code == 0
    (volumes,) = (new / "volumes.csv").read_text(encoding="utf-8").splitlines()
    assert volumes == "measure,customer,month,quantity"
    checked = atcost("check", new)
    assert checked.code == 1
    assert "Inga volymer än" in checked.out
    assert "fel: 1, varningar: 0" in checked.out
    with_volumes_of(old, new)
    run = atcost("price", new, "--json")
    assert run.code == 0, run.out
    view, before = json.loads(run.out), json.loads(atcost("price", old, "--json").out)
    assert view["model"]["year"] == before["model"]["year"] + 1
    assert view["previous_total"] == before["total"]
    assert view["changes"] == []


def test_the_next_year_settles_what_changed(tmp_path: Path) -> None:
    old, new = STOCKHOLM, tmp_path / "next"
    atcost("new-year", old, new)
    before, model = read_year(old).documents()[0], read_year(new).model
    assert model
    assert (model.year, model.id, model.title.sv) == (2024, "stockholm_ekonomi_2024", "Ekonomi 2024")
    assert (str(model.volumes), str(model.measures["families"].volumes)) == ("2022-07..2023-06", "2022-06..2023-05")
    assert (new / str(model.previous)).resolve() == old.resolve()
    assert model.adjustments == ()
    for name, area in model.areas.items():
        was = before.areas[name]
        assert list(area.services) == [each for each, service in was.services.items() if service.kind != "none"]
        assert area.carried == ()
        for each, service in area.services.items():
            assert (service.kind, service.before) == (was.services[each].kind, None)
            assert service.note == (was.services[each].note if was.services[each].before is None else None)
    gone = {
        (area, name)
        for area, was in before.areas.items()
        for name in was.services
        if name not in model.areas[area].services
    }
    assert gone
    kept = [row[:7] for row in before.budget if row[:2] not in gone]
    assert [row[:7] for row in model.budget] == kept


def test_the_next_year_keeps_comments_notes_and_measures(tmp_path: Path) -> None:
    old, new = copied(tmp_path / "old", STOCKHOLM), tmp_path / "new"
    changed(old / "model.toml", "incoming_invoices              = {", 'incoming_invoices = { note = "kept",')
    atcost("new-year", old, new)
    text, was = ((folder / "model.toml").read_text(encoding="utf-8") for folder in (new, old))
    assert 'incoming_invoices = { note = "kept",' in text
    heads = [line for line in was.splitlines() if line.startswith("#")]
    assert heads
    assert [line for line in text.splitlines() if line.startswith("#")] == heads
    measures = [path.relative_to(old) for path in sorted((old / "measures").rglob("*.sql"))]
    assert measures == [path.relative_to(new) for path in sorted((new / "measures").rglob("*.sql"))]


def test_the_next_year_drops_the_lead_time_of_a_service_that_ends(tmp_path: Path) -> None:
    old, new = copied(tmp_path / "old", ERRORS / "base"), tmp_path / "new"
    more = '\n[area.payable.service.mail]\ntitle = "Post"\nkind = "base"\nto = "2023-06"\n'
    more += '\n[area.payable.lead_time.post]\ntitle = "Post"\nservice = "mail"\ndays = 1\nsource = "Avtal"\n'
    text = (old / "model.toml").read_text(encoding="utf-8") + more
    (old / "model.toml").write_text(text, encoding="utf-8")
    changed(old / "budget.csv", "payable,payment,,,", "payable,mail,clerk,0.5,,Budget 2022\npayable,payment,,,")
    assert atcost("new-year", old, new).code == 0
    with_volumes_of(old, new)
    assert atcost("price", new).code == 0
    assert "mail" not in (new / "model.toml").read_text(encoding="utf-8")


def test_the_next_year_forgets_what_was_renamed_this_year(tmp_path: Path) -> None:
    old, new = copied(tmp_path / "old", ERRORS / "base"), tmp_path / "new"
    changed(old / "model.toml", 'title = "Betalning"', 'title = "Betalning"\nrenamed_from = "paying"\nfrom = "2023-03"')
    changed(old / "model.toml", 'title = "Vården"', 'title = "Vården"\nrenamed_from = "nursing"')
    assert atcost("new-year", old, new).code == 0
    text = (new / "model.toml").read_text(encoding="utf-8")
    assert 'title = "Betalning"' in text
    assert "renamed_from" not in text
    assert 'from = "2023-03"' not in text


def test_the_next_year_takes_texts_and_nothing_else_of_the_measures(tmp_path: Path) -> None:
    old, new = copied(tmp_path / "old"), tmp_path / "new"
    source, secret = old / "measures" / "ledger", tmp_path / "secret"
    source.mkdir(parents=True)
    secret.mkdir()
    (secret / "a.sql").write_text("SELECT 1", encoding="utf-8")
    (source / "bills.sql").write_text("SELECT 2", encoding="utf-8")
    (source / "extract.csv").write_text("x", encoding="utf-8")
    (source / "linked.sql").symlink_to(secret / "a.sql")
    (old / "measures" / "linked").symlink_to(secret)
    os.mkfifo(source / "pipe.sql")
    run = atcost("new-year", old, new)
    assert run.code == 0
    assert [path.relative_to(new).as_posix() for path in (new / "measures").rglob("*")] == [
        "measures/ledger",
        "measures/ledger/bills.sql",
    ]
    assert "Följer inte med ur measures: ledger/extract.csv, ledger/linked.sql, ledger/pipe.sql, linked" in run.out


def test_tables_that_are_too_far_apart_are_told(tmp_path: Path) -> None:
    """TOML lets an area be written around others; the library that keeps comments does not."""
    old = copied(tmp_path / "old", ERRORS / "base")
    head, area = (old / "model.toml").read_text(encoding="utf-8").split("[area.payable]\n")
    title, service, key = area.split("\n\n")
    document = "\n\n".join([head + service, "[area.payable]", title, "[area]", key])
    (old / "model.toml").write_text(document, encoding="utf-8")
    assert atcost("check", old).code == 0
    run = atcost("new-year", old, tmp_path / "new")
    assert run.code == 1
    assert "Delar av samma tabell står för långt isär" in run.out
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


def test_the_next_year_of_a_windows_file(tmp_path: Path) -> None:
    old, new = copied(tmp_path / "old"), tmp_path / "new"
    text = (old / "model.toml").read_text(encoding="utf-8").replace("\n", "\r\n")
    (old / "model.toml").write_bytes(text.encode("cp1252"))
    assert atcost("new-year", old, new).code == 0
    assert "Vården" in (new / "model.toml").read_text(encoding="utf-8")
