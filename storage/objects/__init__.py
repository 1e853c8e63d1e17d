"""The object store: where archived packages and the transparency log lie."""

from storage.objects.port import (
    AlreadyThere,
    CannotLockError,
    Created,
    DeletedBeforeError,
    Lock,
    LockedError,
    LockMode,
    NotThereError,
    ObjectStore,
    PutResult,
    Version,
    VersionedStore,
)
from storage.objects.probe import LockProbe, probe_lock
from storage.objects.sealed import SealedStore
from storage.objects.uri import Credentials, open_store

__all__ = [
    "AlreadyThere",
    "CannotLockError",
    "Created",
    "Credentials",
    "DeletedBeforeError",
    "Lock",
    "LockMode",
    "LockProbe",
    "LockedError",
    "NotThereError",
    "ObjectStore",
    "PutResult",
    "SealedStore",
    "Version",
    "VersionedStore",
    "open_store",
    "probe_lock",
]
