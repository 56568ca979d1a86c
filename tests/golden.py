"""Golden files: what atcost said when somebody last read it; ``make golden`` rewrites them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def assert_golden(file: Path, text: str) -> None:
    """Hold a text against its golden file, or write the file where ATCOST_GOLDEN=1 asks for it."""
    if os.environ.get("ATCOST_GOLDEN") == "1":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    assert file.is_file(), f"{file.name} is missing: run make golden and read it"
    assert text == file.read_bytes().decode()
