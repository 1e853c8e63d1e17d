"""Files that are either whole and on the disk, or not there: temporary file, fsync, rename."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from dossier.errors import PermanentError, TransientError

_PIECE = 1 << 20
_ABANDONED_SECONDS = 3600
_UNFINISHED = ".hoso-"
"""How the names of files begin that are not whole yet; folders that others look into hide them."""

# What clears up by itself or by a person making room; everything else needs somebody to change something.
_PASSING = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EAGAIN, errno.EBUSY, errno.EMFILE, errno.ENFILE, errno.ESTALE}
)


@contextmanager
def translated(what: str) -> Iterator[None]:
    """Turn an ``OSError`` into a transient or permanent error that says ``what`` failed, without naming the file."""
    try:
        yield
    except OSError as error:
        kind = TransientError if error.errno in _PASSING else PermanentError
        reason = os.strerror(error.errno) if error.errno else type(error).__name__
        raise kind(f"{what} failed: {reason}.", remedy="Check the disk and the folder's permissions.") from error


def create(target: Path, data: bytes, *, spool: Path, mode: int = 0o444) -> bool:
    """Write ``data`` as a new file; False when something is already there. ``spool`` is on the same file system.

    A hard link either succeeds or finds the name taken, also between processes.
    """
    changed = _made(target.parent)
    temporary = _written(data, spool, mode)
    try:
        target.hardlink_to(temporary)
    except FileExistsError:
        return False
    finally:
        temporary.unlink()
    _sync_folders(changed)
    return True


def replace(target: Path, data: bytes, *, spool: Path, mode: int = 0o644) -> None:
    """Write ``data`` under ``target``, replacing at one stroke what is there."""
    changed = _made(target.parent)
    temporary = _written(data, spool, mode)
    try:
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folders(changed)


def copied(
    source: Path, *, spool: Path, mode: int = 0o444, through: Callable[[Iterable[bytes]], Iterable[bytes]] | None = None
) -> tuple[Path, str, int]:
    """Copy ``source`` into ``spool`` piece by piece; the copy's path, and the source's SHA-256 in hexadecimal and size.

    ``through`` turns the pieces into what is written.
    """
    spool.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=_UNFINISHED, dir=spool)
    hasher, size = hashlib.sha256(), 0

    def pieces(stream: IO[bytes]) -> Iterator[bytes]:
        nonlocal size
        while piece := stream.read(_PIECE):
            hasher.update(piece)
            size += len(piece)
            yield piece

    with os.fdopen(handle, "wb") as file, source.open("rb") as stream:
        for piece in through(pieces(stream)) if through else pieces(stream):
            file.write(piece)
        os.fchmod(file.fileno(), mode)
        file.flush()
        os.fsync(file.fileno())
    return Path(name), hasher.hexdigest(), size


def moved(temporary: Path, target: Path) -> None:
    """Give a file in the spool its name, replacing at one stroke what is there."""
    changed = _made(target.parent)
    temporary.replace(target)
    _sync_folders(changed)


def sweep(spool: Path) -> None:
    """Delete what killed processes left in ``spool``: unfinished files that nobody has written to for an hour.

    ``spool`` may be any folder that was one of ``create``, ``replace`` or ``copied``; other files in it stay.
    """
    with translated("Clearing the spool"):
        for left in spool.glob(f"{_UNFINISHED}*"):
            if left.lstat().st_mtime < time.time() - _ABANDONED_SECONDS:
                left.unlink(missing_ok=True)


def _written(data: bytes, spool: Path, mode: int) -> Path:
    spool.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=_UNFINISHED, dir=spool)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        os.fchmod(file.fileno(), mode)
        file.flush()
        os.fsync(file.fileno())
    return Path(name)


def _made(folder: Path) -> list[Path]:
    """Make ``folder`` with all above it; the folders in which a name is new once a file is put in ``folder``."""
    changed = [folder]
    while not changed[-1].exists():
        changed.append(changed[-1].parent)
    folder.mkdir(parents=True, exist_ok=True)
    return changed


def _sync_folders(folders: list[Path]) -> None:
    """Make the names durable: a file that was synced is lost all the same when its folder's entry is."""
    for folder in folders:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
