"""The object store in a folder: the default, for a single office.

Objects are read-only files. That keeps programs from changing them by mistake, not people from deleting them: no
lock is claimed, and one that is asked for is refused.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from storage import disk
from storage.objects.port import (
    AlreadyThere,
    CannotLockError,
    Created,
    Lock,
    NotThereError,
    PutResult,
    Version,
    checked,
)

_SPOOL = ".incoming"


class FolderStore:
    """Each object a file below ``folder``, which is made when it is first written to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._spool = folder / _SPOOL
        disk.sweep(self._spool)

    def put_new(self, key: str, data: bytes, *, lock: Lock | None = None) -> PutResult:
        if lock is not None:
            raise CannotLockError
        path = self._path(key)
        with disk.translated("Writing to the archive folder"):
            return Created(None) if disk.create(path, data, spool=self._spool) else AlreadyThere()

    def overwrite(self, key: str, data: bytes) -> None:
        with disk.translated("Writing to the archive folder"):
            disk.replace(self._path(key), data, spool=self._spool)

    def get(self, key: str) -> bytes:
        with disk.translated("Reading from the archive folder"):
            try:
                return self._path(key).read_bytes()
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                raise NotThereError(key) from None

    def keys(self, prefix: str) -> Iterator[str]:
        # Whole folders are passed over when no key in them can begin with the prefix.
        start = self._folder / prefix.rpartition("/")[0]
        found = (self._key(path) for path in self._files(start))
        return iter(sorted(key for key in found if key.startswith(prefix)))

    def history(self, key: str) -> tuple[Version, ...]:
        with disk.translated("Reading from the archive folder"):
            path = self._path(key)
            return (Version(None, path.stat().st_size),) if path.is_file() else ()

    def remove(self, key: str, version_id: str | None) -> None:
        with disk.translated("Deleting from the archive folder"):
            if version_id is not None or not self._path(key).is_file():
                raise NotThereError(key)
            self._path(key).unlink()

    def _path(self, key: str) -> Path:
        return self._folder / checked(key)

    def _key(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()

    def _files(self, start: Path) -> Iterator[Path]:
        for folder, subfolders, names in os.walk(start):
            if Path(folder) == self._folder and _SPOOL in subfolders:
                subfolders.remove(_SPOOL)
            yield from (Path(folder, name) for name in names)
