"""A real spreadsheet for tests: LibreOffice opens a workbook, calculates it anew, changes cells and saves it.

One process serves a whole test session (the fixture ``office``). What a file says that its formulas come to counts for
nothing.
"""

from __future__ import annotations

import json
import subprocess
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from atcost.core.references import reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PYTHON = Path("/usr/bin/python3")
"""Debian's own, for which python3-uno is installed."""
PROCESS = Path(__file__).with_name("office_process.py")
MISSING = "LibreOffice does not answer. Where it is missing, `make test` installs it or says how. It said:\n"

Place = tuple[str, str]
"""A sheet and a reference on it, such as ("Start", "B7")."""


class Fault(str):
    """What a cell shows whose formula can't be calculated, such as #REF!."""

    __slots__ = ()


class Refused(Exception):  # noqa: N818 -- what LibreOffice says, not a fault of the test
    """LibreOffice would not do what it was asked."""


class Office:
    """LibreOffice, which has one workbook open at a time; ``folder`` has its profile and what it says."""

    def __init__(self, folder: Path) -> None:
        """Start it."""
        self.folder = folder
        with self._said.open("w") as said:
            self._process = subprocess.Popen(
                [PYTHON, "-I", PROCESS, folder],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
                env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8"},
            )

    @contextmanager
    def opened(self, file: Path) -> Iterator[Office]:
        """Open a workbook, and close it in the end."""
        self._ask("open", str(file.absolute()))
        try:
            yield self
        finally:
            self._ask("close")

    def recalculated(self) -> dict[Place, float | str]:
        """Return every formula cell, calculated anew."""
        found: Mapping[str, list[tuple[int, int, Any]]] = self._ask("recalculate")
        return {
            (sheet, reference(row, column)): Fault(value[0]) if isinstance(value, list) else value
            for sheet, cells in found.items()
            for row, column, value in cells
        }

    def put(self, contents: Mapping[Place, float | str | list[str]]) -> None:
        """Put numbers, texts, or formulas (a list of one) in cells.

        Raises:
            Refused: a cell is locked, or not there.
        """
        self._ask("put", [(*place, content) for place, content in contents.items()])

    def change(self, *changes: tuple[object, ...]) -> None:
        """Do to sheets, whose protection goes, what a person may: ("remove", SHEET), ("insert row", SHEET, 4) …."""
        self._ask("change", changes)

    def save(self, file: Path) -> None:
        """Save the workbook as xlsx, as LibreOffice writes it."""
        self._ask("save", str(file.absolute()))

    def end(self) -> None:
        """End it."""
        with suppress(BrokenPipeError):
            self._process.communicate()

    def _ask(self, *request: object) -> Any:
        """Return the answer to a request."""
        answer = ""
        with suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(MISSING + self._said.read_text())
        reply = json.loads(answer)
        if "fault" in reply:
            raise Refused(reply["fault"])
        return reply["is"]

    @property
    def _said(self) -> Path:
        return self.folder / "said"


@contextmanager
def running() -> Iterator[Office]:
    """Run LibreOffice until the end; it ends too where this process is killed."""
    with TemporaryDirectory(prefix="atcost-office-") as folder:
        office = Office(Path(folder))
        try:
            yield office
        finally:
            office.end()
