"""Locks and deletions: in memory and on a real S3 server."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dossier.errors import PermanentError
from storage.objects.folder import FolderStore
from storage.objects.memory import MemoryStore
from storage.objects.port import (
    CannotLockError,
    Created,
    DeletedBeforeError,
    Lock,
    LockedError,
    LockMode,
    ObjectStore,
    Version,
    VersionedStore,
)
from storage.objects.probe import LockProbe, probe_lock
from storage.objects.s3 import S3Store


@dataclass(slots=True)
class _Clock:
    """The time that a store in memory goes by; a server has its own."""

    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


@pytest.fixture(params=["memory", "s3"])
def store(request: pytest.FixtureRequest, clock: _Clock) -> VersionedStore:
    if request.param == "memory":
        return MemoryStore(now=clock.now)
    seaweed = request.getfixturevalue("seaweed")
    return S3Store(seaweed.client(), seaweed.new_bucket(lock=True))


def _wait(seconds: float, store: VersionedStore, clock: _Clock) -> None:
    if isinstance(store, MemoryStore):
        clock.ahead += timedelta(seconds=seconds)
    else:
        time.sleep(seconds)


def _soon(seconds: float = 3600) -> datetime:
    return datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=seconds)


def _put(store: ObjectStore, lock: Lock) -> str | None:
    result = store.put_new("a/v1.zip", b"package", lock=lock)
    assert isinstance(result, Created)
    return result.version_id


@pytest.mark.parametrize("mode", LockMode)
def test_a_locked_version_cannot_be_deleted_and_tells_its_lock(store: VersionedStore, mode: LockMode) -> None:
    lock = Lock(mode, _soon())
    version_id = _put(store, lock)
    with pytest.raises(LockedError):
        store.remove("a/v1.zip", version_id)
    assert store.history("a/v1.zip") == (Version(version_id, 7, lock=lock),)
    assert store.get("a/v1.zip") == b"package"


def test_after_its_term_a_version_can_be_deleted(store: VersionedStore, clock: _Clock) -> None:
    version_id = _put(store, Lock(LockMode.COMPLIANCE, _soon(2)))
    _wait(2.5, store, clock)
    store.remove("a/v1.zip", version_id)
    assert store.history("a/v1.zip") == ()


def test_an_object_behind_a_delete_marker_is_not_written_anew(store: VersionedStore) -> None:
    version_id = _put(store, Lock(LockMode.COMPLIANCE, _soon()))
    _hide(store)
    with pytest.raises(DeletedBeforeError):
        store.put_new("a/v1.zip", b"another")
    marker, version = store.history("a/v1.zip")
    assert marker.deleted and version.version_id == version_id and version.lock


def _hide(store: VersionedStore) -> None:
    if isinstance(store, MemoryStore):
        store.hide("a/v1.zip")
    elif isinstance(store, S3Store):
        store._client.remove_object(store._bucket, "a/v1.zip")


def test_the_probe_finds_locks_enforced_and_clears_up_after_itself(store: VersionedStore, clock: _Clock) -> None:
    assert probe_lock(store, now=datetime.now(UTC), token="one") is LockProbe.ENFORCED
    _wait(5.5, store, clock)
    assert probe_lock(store, now=datetime.now(UTC) + clock.ahead, token="two") is LockProbe.ENFORCED
    assert list(store.keys("")) == ["probe/two"]


def test_the_probe_finds_a_store_that_forgets_its_locks() -> None:
    forgetful = MemoryStore(now=lambda: datetime(9999, 1, 1, tzinfo=UTC))
    assert probe_lock(forgetful, now=datetime.now(UTC), token="x") is LockProbe.NOT_ENFORCED
    assert list(forgetful.keys("")) == []


def test_the_probe_finds_a_folder_without_locks(tmp_path: Path) -> None:
    assert probe_lock(FolderStore(tmp_path), now=datetime.now(UTC), token="x") is LockProbe.NO_LOCK


def test_a_lock_on_a_bucket_without_locks_is_refused(request: pytest.FixtureRequest) -> None:
    seaweed = request.getfixturevalue("seaweed")
    plain = S3Store(seaweed.client(), seaweed.new_bucket(lock=False))
    with pytest.raises(CannotLockError):
        _put(plain, Lock(LockMode.COMPLIANCE, _soon()))
    assert probe_lock(plain, now=datetime.now(UTC), token="x") is LockProbe.NO_LOCK


def test_a_lock_reads_as_mode_and_term() -> None:
    lock = Lock(LockMode.COMPLIANCE, datetime(2036, 11, 22, tzinfo=UTC))
    assert str(lock) == "COMPLIANCE until 2036-11-22T00:00:00+00:00"
    assert issubclass(LockedError, PermanentError)
