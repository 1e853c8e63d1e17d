"""The port of the object store. Transient and permanent are part of it: a method raises one or the other.

A key is a relative path of segments ``A-Z a-z 0-9 . _ -``, none beginning with a dot, joined by ``/``. An object is
whole or not there, and what ``put_new`` has returned from is durable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from dossier.errors import PermanentError, UsageError

_SEGMENT = r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}"
_KEY = re.compile(rf"{_SEGMENT}(?:/{_SEGMENT})*")
_MAX_KEY = 900  # S3 allows 1024 bytes, the bucket's prefix included


class LockMode(StrEnum):
    """The two retention modes of S3 object lock; nobody can shorten or lift ``COMPLIANCE``."""

    GOVERNANCE = "GOVERNANCE"
    COMPLIANCE = "COMPLIANCE"


@dataclass(frozen=True, slots=True)
class Lock:
    """Until when (with time zone) an object version may not be deleted."""

    mode: LockMode
    until: datetime

    def __str__(self) -> str:
        return f"{self.mode} until {self.until.isoformat(timespec='seconds')}"


@dataclass(frozen=True, slots=True)
class Created:
    """The object was written. ``version_id`` is None where the store keeps no versions."""

    version_id: str | None


@dataclass(frozen=True, slots=True)
class AlreadyThere:
    """Somebody was first; nothing was written. Read it, and adopt it if it is what was to be written."""


PutResult = Created | AlreadyThere


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an object, or the delete marker that hides the earlier ones; ``size`` in bytes as it lies there."""

    version_id: str | None
    size: int
    deleted: bool = False
    lock: Lock | None = None


class NotThereError(PermanentError):
    """Nothing lies under this key."""

    def __init__(self, key: str) -> None:
        super().__init__(f"The object store has nothing under {key}.", remedy="Check the store and the key.")


class DeletedBeforeError(PermanentError):
    """Something lay under this key and was deleted: an archive does not quietly fill such a gap."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"The object {key} was deleted from the archive.",
            remedy="Have the deletion looked into; earlier versions may still be there.",
        )


class LockedError(PermanentError):
    """A lock forbids it."""

    def __init__(self, key: str) -> None:
        super().__init__(f"The object {key} is locked.", remedy="Wait until the lock has run out.")


class CannotLockError(PermanentError):
    """The store was asked for a lock it does not have."""

    def __init__(self) -> None:
        super().__init__(
            "This object store has no object lock.",
            remedy="Set HOSO_LOCK_DAYS=0, or use a bucket made with object lock.",
        )


class ObjectStore(Protocol):
    """Objects under keys; new ones are written only where nothing is."""

    def put_new(self, key: str, data: bytes, *, lock: Lock | None = None) -> PutResult:
        """Write ``data`` if nothing is there: of several at once, exactly one gets ``Created``."""
        ...

    def overwrite(self, key: str, data: bytes) -> None:
        """Write one of the few objects that change (the log's checkpoint), replacing what is there."""
        ...

    def get(self, key: str) -> bytes:
        """The object's bytes; ``NotThereError`` when there is none."""
        ...

    def keys(self, prefix: str) -> Iterator[str]:
        """All keys that begin with ``prefix`` (not a folder name: any string), in order."""
        ...


class VersionedStore(ObjectStore, Protocol):
    """What the auditor and ``hoso doctor`` ask besides."""

    def history(self, key: str) -> tuple[Version, ...]:
        """All versions of an object, newest first; empty when there never was one."""
        ...

    def remove(self, key: str, version_id: str | None) -> None:
        """Delete one version for good; ``LockedError`` when a lock forbids it, ``NotThereError`` when it is not there."""
        ...


def checked(key: str) -> str:
    """The key, if it is one; anything that could leave the store is a ``UsageError``."""
    if len(key) > _MAX_KEY or not _KEY.fullmatch(key):
        raise UsageError("This is not a key of the object store.")
    return key
