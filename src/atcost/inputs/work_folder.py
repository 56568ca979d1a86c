"""A folder for what an engine keeps on disk while it works.

Who works holds its lock, which ends with the process however that ends. A folder that nobody holds was left by a
process that was killed: the next to work beside it removes it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = ".atcost-work-"


@contextmanager
def work_folder(parent: Path | None = None) -> Iterator[Path]:
    """Yield a new folder in ``parent``, or where the system has such folders; it is removed in the end."""
    parent = parent or Path(tempfile.gettempdir())
    for left in parent.glob(f"{PREFIX}*"):
        with suppress(OSError):
            _removed(left, _held(left, fcntl.LOCK_EX | fcntl.LOCK_NB))
    folder, handle = _new(parent)
    try:
        yield folder
    finally:
        _removed(folder, handle)


def _new(parent: Path) -> tuple[Path, int]:
    """Make a folder and hold it; another one where somebody took it for left before it was held."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
        with suppress(FileNotFoundError):
            handle = _held(folder, fcntl.LOCK_EX)
            if folder.exists():
                return folder, handle
            os.close(handle)


def _held(folder: Path, lock: int) -> int:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, lock)
    except BaseException:
        os.close(handle)
        raise
    return handle


def _removed(folder: Path, handle: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    os.close(handle)
