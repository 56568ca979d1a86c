"""Files written whole or not at all: beside, synced, then renamed over what was there.

Who writes holds the folder's lock, which ends with the process however that ends. What stands beside while nobody holds
it was left by a process that was killed: the next writer of the same name removes it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def replacing(*paths: Path) -> Iterator[list[Path]]:
    """Yield a path beside each to write to; they take the places of ``paths`` when all went well, else are removed.

    Several take their places together: at no time do files of two runs stand there. One that is removed in between is
    not to be there.
    """
    targets = [path.resolve() for path in paths]  # a link stays one, to what is written
    besides = [_beside(target) for target in targets]
    targets[0].parent.mkdir(parents=True, exist_ok=True)
    with _alone_in(targets[0].parent):
        try:
            for beside in besides:
                beside.unlink(missing_ok=True)
                beside.touch(0o600, exist_ok=False)
            yield besides
            _put_in_place([*zip(besides, targets, strict=True)])
        except OSError as fault:  # a full disk does not say of what
            fault.filename = fault.filename or str(paths[0])
            raise
        finally:
            for beside in besides:
                beside.unlink(missing_ok=True)


@contextmanager
def making_folder(path: Path) -> Iterator[Path]:
    """Yield a folder beside to fill; it gets its name when all went well, else it is removed."""
    beside = _beside(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone_in(path.parent):
        shutil.rmtree(beside, ignore_errors=True)
        try:
            beside.mkdir()
            yield beside
            for made in [*beside.rglob("*"), beside]:
                _sync(made)
            beside.rename(path)
            _sync(path.parent)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def write_text(path: Path, text: str) -> None:
    """Write a text as UTF-8, whole or not at all."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all."""
    with replacing(path) as (beside,):
        beside.write_bytes(content)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.atcost")


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _put_in_place(written: list[tuple[Path, Path]]) -> None:
    made = [(beside, target) for beside, target in written if beside.exists()]
    for beside, target in made:
        _sync(beside)
        beside.chmod(_mode(target))
    for _, target in written[1:]:
        target.unlink(missing_ok=True)
    for beside, target in made:
        beside.replace(target)
    for folder in {target.parent for _, target in written}:
        _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _mode(path: Path) -> int:
    """Return the mode of the file replaced, or that of a new one."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
