"""The object store in memory, with versions and locks: a fake that passes the contract suite."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

from storage.objects.port import (
    AlreadyThere,
    Created,
    DeletedBeforeError,
    Lock,
    LockedError,
    NotThereError,
    PutResult,
    Version,
    checked,
)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class MemoryStore:
    """Versions newest first under each key; a data of None is a delete marker."""

    now: Callable[[], datetime] = _now
    _objects: dict[str, list[tuple[Version, bytes | None]]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _mutex: threading.Lock = field(default_factory=threading.Lock)

    def put_new(self, key: str, data: bytes, *, lock: Lock | None = None) -> PutResult:
        with self._mutex:
            versions = self._objects.get(checked(key), [])
            if versions and versions[0][0].deleted:
                raise DeletedBeforeError(key)
            if versions:
                return AlreadyThere()
            return Created(self._add(key, data, lock))

    def overwrite(self, key: str, data: bytes) -> None:
        with self._mutex:
            self._add(checked(key), data, None)

    def get(self, key: str) -> bytes:
        versions = self._objects.get(checked(key))
        if not versions or versions[0][1] is None:
            raise NotThereError(key)
        return versions[0][1]

    def keys(self, prefix: str) -> Iterator[str]:
        return iter(
            sorted(key for key, found in self._objects.items() if key.startswith(prefix) and found[0][1] is not None)
        )

    def history(self, key: str) -> tuple[Version, ...]:
        return tuple(version for version, _ in self._objects.get(checked(key), []))

    def remove(self, key: str, version_id: str | None) -> None:
        with self._mutex:
            versions = self._objects.get(checked(key), [])
            found = next((item for item in versions if item[0].version_id == version_id), None)
            if found is None:
                raise NotThereError(key)
            if found[0].lock and found[0].lock.until > self.now():
                raise LockedError(key)
            versions.remove(found)
            if not versions:
                del self._objects[key]

    def hide(self, key: str) -> None:
        """Put a delete marker before what is there, as a plain DELETE does in a versioned bucket."""
        marker = Version(f"m{next(self._numbers)}", 0, deleted=True)
        self._objects[key].insert(0, (marker, None))

    def _add(self, key: str, data: bytes, lock: Lock | None) -> str:
        version = Version(f"m{next(self._numbers)}", len(data), lock=lock)
        self._objects.setdefault(key, []).insert(0, (version, data))
        return str(version.version_id)
