"""Does the store keep its locks? Asked of the actual server: several have accepted locks and not enforced them."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from storage.objects.port import CannotLockError, Created, Lock, LockedError, LockMode, NotThereError, VersionedStore

PREFIX = "probe/"
_SECONDS = 5


class LockProbe(StrEnum):
    """What trying to delete a locked object came to."""

    ENFORCED = "enforced"
    NOT_ENFORCED = "not_enforced"
    NO_LOCK = "no_lock"


def probe_lock(store: VersionedStore, *, now: datetime, token: str) -> LockProbe:
    """Lock a small object for five seconds from ``now`` and try to delete it. ``token``: random letters and digits.

    ``ENFORCED`` also stands for an identity that may not delete at all. The object outlives the probe; the next probe
    clears away those whose lock has run out.
    """
    _clear(store)
    key = f"{PREFIX}{token}"
    lock = Lock(LockMode.COMPLIANCE, now + timedelta(seconds=_SECONDS))
    try:
        result = store.put_new(key, b"hoso: does this store keep its locks?\n", lock=lock)
    except CannotLockError:
        return LockProbe.NO_LOCK
    version_id = result.version_id if isinstance(result, Created) else None
    try:
        store.remove(key, version_id)
    except LockedError:
        return LockProbe.ENFORCED
    return LockProbe.NOT_ENFORCED


def _clear(store: VersionedStore) -> None:
    for key in list(store.keys(PREFIX)):
        for version in store.history(key):
            try:
                store.remove(key, version.version_id)
            except (LockedError, NotThereError):
                continue  # its turn comes with the next probe
