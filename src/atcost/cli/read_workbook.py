"""The command read-workbook: a workbook that a person edited, back to a year's folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from atcost.cli.prices import engine, read_folder
from atcost.cli.screen import (
    FOLDER,
    LANGUAGE,
    as_json,
    command,
    counted,
    give,
    in_language,
    print_findings,
    said,
    show,
    stop_on_errors,
    wrong_usage,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atcost.inputs.workbook.read import ReadBack


@command(
    said(
        "Läs tillbaka en ändrad arbetsbok till ett års mapp: visa vad som ändrats, och skriv det.",
        "Read an edited workbook back to a year's folder: show what was changed, and write it.",
    )
)
@click.argument("file", metavar=said("FIL", "FILE"), type=FOLDER)
@click.option(
    "-o",
    "--output",
    metavar=said("ÅR", "YEAR"),
    type=FOLDER,
    required=True,
    help=said(
        "Årets mapp: den som arbetsboken skrevs ur, eller en ny.",
        "The year's folder: the one that the workbook was written from, or a new one.",
    ),
)
@as_json
@in_language
def read_workbook(file: Path, *, output: Path, as_json: bool) -> None:
    """Show what was changed in a workbook and write it to a folder, or only the findings where any is an error."""
    from atcost.core.finding import Faulty
    from atcost.inputs.workbook.read import read_workbook as read_back

    if not file.exists():
        wrong_usage(said(f"Filen finns inte: {file}", f"There is no such file: {file}"))
    try:
        read = read_back(file)
        written = into_folder(read, output) if (output / "model.toml").exists() else new_folder(read, output)
    except Faulty as fault:
        stop_on_errors(fault.findings, as_json=as_json)
        raise
    tell(read, output, written, as_json=as_json)


def tell(read: ReadBack, output: Path, written: list[str], *, as_json: bool) -> None:
    """Say what was changed and written, and what is found about the year as it is now."""
    from atcost.core.seal import digest
    from atcost.outputs.edits import edits_json, edits_table

    edits = read.changes.all()
    before, after = (digest(*documents.both()) for documents in (read.before, read.after))
    if as_json:
        give(edits_json(edits, read.after, (before, after), (read.findings, read.known), LANGUAGE))
        return
    if edits:
        show(edits_table(edits, read.after, LANGUAGE), "")
    print_findings(read.findings)
    if read.findings:
        show(counted(read.findings), "")
    if read.known:
        show(said("Som före ändringarna, ", "As before the changes, ") + counted(read.known))
    show(said(f"Ändringar: {len(edits)}.", f"Changes: {len(edits)}."))
    if written:
        names = ", ".join(written)
        show(said(f"Skrev {names} i {output}", f"Wrote {names} in {output}"))
    else:
        show(said(f"{output} är som den var", f"{output} is as it was"))
    show(said(f"Kontrollsumma: {after}", f"Digest: {after}"))


def into_folder(read: ReadBack, output: Path) -> list[str]:
    """Write what was changed to the folder that the workbook was written from; return the files' names.

    Raises:
        Faulty: the folder has something else by now, or its model.toml can't be changed in its places.
    """
    from atcost.core.cell_values import Documents
    from atcost.core.finding import Faulty, Finding
    from atcost.core.seal import digest
    from atcost.inputs.decoding import read_text
    from atcost.inputs.documents import volumes_file
    from atcost.outputs.files import replacing
    from atcost.outputs.year_folder import changed_files, changed_volumes

    year = read_folder(output)
    stop_on_errors(year.findings)
    found, after = (digest(*documents) for documents in (year.documents(), read.after.both()))
    if found == after:
        return []
    if found != digest(*read.before.both()):
        raise Faulty([Finding("folder_has_other_documents", output.name)])
    documents = read.changes.made(Documents(*year.documents()))
    cells = [change.after for change in read.changes.cells]
    text, _ = read_text(output / "model.toml")
    files = changed_files(documents, text or "", cells, [adjustment for _, adjustment in read.changes.adjustments])
    files |= changed_volumes(documents, cells, volumes_file(output).name, engine)
    if digest_with(output, files) != after:
        raise Faulty([Finding("folder_not_kept", "model.toml")])
    with replacing(*(output / name for name in files)) as besides:
        for beside, content in zip(besides, files.values(), strict=True):
            beside.write_bytes(content)
    return list(files)


def digest_with(folder: Path, files: Mapping[str, bytes]) -> str | None:
    """Return the digest of a folder with something else in some of its files; None where there is no model then."""
    from atcost.cli.targets import documents
    from atcost.core.seal import digest
    from atcost.inputs.model_folder import read_year

    with TemporaryDirectory() as name:
        tried = Path(name)
        for path in documents(folder):
            if path.is_file() and path.name not in files:
                shutil.copyfile(path, tried / path.name)
        for file, content in files.items():
            (tried / file).write_bytes(content)
        year = read_year(tried)
    return digest(year.model, year.volumes) if year.model else None


def new_folder(read: ReadBack, output: Path) -> list[str]:
    """Write all of a year to a new folder; return the files' names."""
    from atcost.outputs.files import making_folder
    from atcost.outputs.year_folder import year_files

    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        wrong_usage(
            said(f"Här ligger något annat än ett år: {output}", f"This is something else than a year: {output}")
        )
    files = year_files(read.after)
    with making_folder(output) as folder:
        for name, content in files.items():
            (folder / name).write_bytes(content)
    return list(files)
