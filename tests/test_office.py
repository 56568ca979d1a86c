"""The real spreadsheet proves something: it believes no value that a file gives, and sees what is locked or broken."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from tests.office import Fault, Refused, running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.office import Office

PLANTED = 999


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """Write a workbook in which every formula has a wrong value beside it."""
    file = tmp_path / "planted å.xlsx"
    with xlsxwriter.Workbook(file) as book:
        first, second = book.add_worksheet("Två ord"), book.add_worksheet("Second")
        first.write_number("A1", 2, book.add_format({"locked": False}))
        first.write_number("C1", 1)
        first.write_formula("B1", "=A1*3", None, PLANTED)
        first.write_formula("B2", '="x"&A1', None, "planted")
        first.write_formula("B3", "=1/0", None, PLANTED)
        second.write_formula("AB10", "='Två ord'!B1+1", None, PLANTED)
        first.protect()
    return file


def test_a_planted_value_is_corrected(office: Office, planted: Path) -> None:
    with office.opened(planted) as book:
        assert book.recalculated() == {
            ("Två ord", "B1"): 6,
            ("Två ord", "B2"): "x2",
            ("Två ord", "B3"): Fault("#DIV/0!"),
            ("Second", "AB10"): 7,
        }


def test_a_changed_cell_is_followed_also_in_what_is_saved(office: Office, planted: Path, tmp_path: Path) -> None:
    with office.opened(planted) as book:
        book.put({("Två ord", "A1"): 7.5})
        changed = book.recalculated()
        book.save(tmp_path / "saved.xlsx")
    assert changed["Second", "AB10"] == 23.5
    with office.opened(tmp_path / "saved.xlsx") as book:
        assert book.recalculated() == changed


def test_an_error_is_told_from_its_text(office: Office, planted: Path) -> None:
    with office.opened(planted) as book:
        assert isinstance(book.recalculated()["Två ord", "B3"], Fault)


def test_a_locked_cell_is_refused(office: Office, planted: Path) -> None:
    with office.opened(planted) as book, pytest.raises(Refused, match=r"PermissionError.*C1.*locked"):
        book.put({("Två ord", "C1"): 5})


def test_a_file_that_is_not_there_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Refused), office.opened(tmp_path / "none.xlsx"):
        pass


def test_nothing_is_left_running() -> None:
    with running() as office:
        assert any(office.folder.name in command for command in commands())
    assert not any(office.folder.name in command for command in commands())
    assert not office.folder.exists()


def commands() -> Iterator[str]:
    """Yield the command line of every process."""
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # one that has just ended
            yield file.read_text(encoding="utf-8", errors="replace")
