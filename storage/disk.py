"""Files that are either whole and on the disk, or not there: temporary file, fsync, rename."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dossier.errors import PermanentError, TransientError

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
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = _written(data, spool, mode)
    try:
        target.hardlink_to(temporary)
    except FileExistsError:
        return False
    finally:
        temporary.unlink()
    _sync_folders(target.parent, spool.parent)
    return True


def replace(target: Path, data: bytes, *, spool: Path, mode: int = 0o644) -> None:
    """Write ``data`` under ``target``, replacing at one stroke what is there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = _written(data, spool, mode)
    try:
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folders(target.parent, spool.parent)


def _written(data: bytes, spool: Path, mode: int) -> Path:
    spool.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=spool)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        os.fchmod(file.fileno(), mode)
        file.flush()
        os.fsync(file.fileno())
    return Path(name)


def _sync_folders(folder: Path, top: Path) -> None:
    """Make the names durable: of the file in its folder, and of each new folder in the one above, up to ``top``."""
    while True:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        if folder in (top, folder.parent):
            return
        folder = folder.parent
