"""Files that ``-o`` names, refused before any work where writing them would fail or destroy what was given."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from atcost.cli.screen import said, wrong_usage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

DOCUMENTS = ("model.toml", "budget.csv", "volumes.csv", "volumes.parquet", "measures")
"""What a year's folder holds; ``count`` alone writes its volumes."""


def target(output: Path, given: Iterable[Path], ending: str = "") -> Path:
    """Return a file that can be written, or stop with exit code 2; ``given`` are files and folders to leave alone."""
    if ending and output.suffix.lower() != ending:
        wrong_usage(said(f"Filen ska sluta på {ending}: {output}", f"The file shall end in {ending}: {output}"))
    if output.is_dir():
        wrong_usage(
            said(f"Det är en mapp: {output}. Ange en fil i den.", f"It is a folder: {output}. Give a file in it.")
        )
    folder = next(each for each in output.absolute().parents if each.exists())
    can_be = folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)
    if not can_be or (output.exists() and not output.is_file()):
        wrong_usage(said(f"Här kan ingen fil skrivas: {output}", f"No file can be written here: {output}"))
    if any(output.resolve().is_relative_to(each.resolve()) for each in given):
        wrong_usage(said(f"Underlag skrivs aldrig över: {output}", f"What is read is never written over: {output}"))
    return output


def documents(year: Path) -> list[Path]:
    """Return what a year's folder holds."""
    return [year / name for name in DOCUMENTS]
