"""Writing key files: whole or not at all, and never over one that is there."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

PRIVATE, PUBLIC = 0o600, 0o644


def write_new(path: Path, data: bytes, mode: int = PRIVATE) -> None:
    """A whole file or none; a file that somebody else made meanwhile stays."""
    partial = _written(path, data, mode)
    try:
        path.hardlink_to(partial)
    except FileExistsError:
        return
    finally:
        partial.unlink()


def replace_file(path: Path, data: bytes, mode: int = PRIVATE) -> None:
    """A whole new file in the place of the old one."""
    _written(path, data, mode).replace(path)


def _written(path: Path, data: bytes, mode: int) -> Path:
    """A file beside the place, on the disk; nothing is left of one that could not be written."""
    partial = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        partial.unlink()
        raise
    return partial
