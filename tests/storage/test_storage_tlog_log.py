"""The log over tile borders, killed in the middle, raced, altered; in memory, in a folder and on a real S3 server."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.errors import PermanentError, TransientError, UsageError
from dossier.merkle import leaf_hash, nodes_of, root
from storage.objects.folder import FolderStore
from storage.objects.memory import MemoryStore
from storage.objects.port import Lock, ObjectStore, PutResult, VersionedStore
from storage.objects.s3 import S3Store
from storage.tlog.checkpoint import Checkpoint
from storage.tlog.leaf import Leaf
from storage.tlog.lockfile import lock_file
from storage.tlog.log import TransparencyLog as Log
from storage.tlog.note import NoteKey, NoteSigner
from storage.tlog.proof import Inclusion, InclusionProof, verify_consistency, verify_inclusion
from storage.tlog.view import LogView

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = NoteKey("hoso.example/h29.12", PRIVATE.public_key().public_bytes_raw())
SIGNER = NoteSigner(KEY, PRIVATE.sign)
MANY = 620
T = TypeVar("T")


def _leaf(number: int, version: int = 1) -> Leaf:
    code = DossierCode.parse(f"H29.12-261122-{number + 1:04d}")
    return Leaf(code, version, Digest.of(f"package {number} {version}".encode()))


LEAVES = [_leaf(number) for number in range(MANY)]


@dataclass(frozen=True)
class _Grown:
    """A log of many leaves and every checkpoint it ever had."""

    store: MemoryStore
    checkpoints: list[Checkpoint]


@pytest.fixture(scope="module")
def grown() -> _Grown:
    store, checkpoints = MemoryStore(), []
    for leaf in LEAVES:
        entry = Log(store, SIGNER).append(leaf)
        checkpoint = Checkpoint.open(entry.checkpoint, KEY)
        assert checkpoint is not None and entry.index == len(checkpoints)
        checkpoints.append(checkpoint)
    return _Grown(store, checkpoints)


def _copy(store: MemoryStore) -> MemoryStore:
    copied = MemoryStore()
    for key in store.keys(""):
        copied.overwrite(key, store.get(key))
    return copied


def test_every_checkpoint_is_the_root_of_rfc_6962(grown: _Grown) -> None:
    nodes = nodes_of([leaf_hash(leaf.encoded()) for leaf in LEAVES])
    for size in (1, 2, 255, 256, 257, 511, 512, 513, MANY):
        assert grown.checkpoints[size - 1].root == root(size, nodes)
        assert grown.checkpoints[size - 1].size == size


def test_the_layout_is_c2sp_tlog_tiles(grown: _Grown) -> None:
    keys = set(grown.store.keys("log/tile/"))
    assert {"log/tile/0/000", "log/tile/0/001", "log/tile/0/002.p/108", "log/tile/1/000.p/2"} < keys
    assert {"log/tile/entries/000", "log/tile/entries/001", "log/tile/entries/002.p/108"} < keys
    assert "log/tile/1/000.p/3" not in keys and "log/tile/0/000.p/256" not in keys
    assert len(grown.store.get("log/tile/0/000")) == 8192
    bundle = grown.store.get("log/tile/entries/000")
    length = int.from_bytes(bundle[:2], "big")
    assert bundle[2 : 2 + length] == LEAVES[0].encoded()
    assert grown.store.get("log/tile/0/000")[:32] == hashlib.sha256(b"\x00" + LEAVES[0].encoded()).digest()


def test_every_leaf_is_proved_offline(grown: _Grown) -> None:
    view = LogView(grown.store, KEY)
    for index in (*range(0, MANY, 37), 255, 256, 511, 512, MANY - 1):
        proof = InclusionProof.parse(view.prove(index).encoded())
        assert verify_inclusion(proof, LEAVES[index], KEY) is Inclusion.INCLUDED
        assert verify_inclusion(proof, LEAVES[index - 1], KEY) is Inclusion.NOT_INCLUDED


def test_every_earlier_checkpoint_is_proved_consistent(grown: _Grown) -> None:
    view, head = LogView(grown.store, KEY), grown.checkpoints[-1]
    for size in (1, 2, 100, 255, 256, 257, 511, 512, 513, MANY - 1, MANY):
        old = grown.checkpoints[size - 1]
        assert verify_consistency(old, head, view.consistency(size))
        assert not verify_consistency(Checkpoint(size, bytes(32), ""), head, view.consistency(size))
    assert verify_consistency(Checkpoint(0, b"", ""), head, view.consistency(0))


def test_leaves_are_read_back_in_order_and_the_audit_agrees(grown: _Grown) -> None:
    view = LogView(grown.store, KEY)
    assert list(view.leaves()) == LEAVES
    assert list(view.leaves(300)) == LEAVES[300:]
    assert list(view.leaves(MANY)) == []
    assert view.audit() == grown.checkpoints[-1]


def test_appending_again_returns_the_index_it_has(grown: _Grown) -> None:
    before = list(grown.store.keys(""))
    entry = Log(grown.store, SIGNER).append(LEAVES[300])
    assert (entry.index, entry.checkpoint) == (300, grown.checkpoints[-1].note)
    assert list(grown.store.keys("")) == before


def test_another_package_for_an_archived_version_is_refused(grown: _Grown) -> None:
    other = Leaf(LEAVES[5].code, 1, Digest.of(b"forged"))
    with pytest.raises(PermanentError, match="another package"):
        Log(grown.store, SIGNER).append(other)


def test_the_next_version_is_a_leaf_of_its_own(grown: _Grown) -> None:
    store = _copy(grown.store)
    assert Log(store, SIGNER).append(_leaf(5, version=2)).index == MANY


def test_deleted_partial_tiles_are_not_missed(grown: _Grown) -> None:
    store = _copy(grown.store)
    for key in [key for key in store.keys("log/tile/") if "/000.p/" in key and "tile/1/" not in key]:
        store.remove(key, store.history(key)[0].version_id)
    assert LogView(store, KEY).audit().size == MANY
    assert Log(store, SIGNER).append(_leaf(MANY)).index == MANY


@dataclass(slots=True)
class _Counting:
    """How often a store is asked, and how much is read and written."""

    inner: ObjectStore
    calls: int = 0
    octets: int = 0

    def put_new(self, key: str, data: bytes, *, lock: Lock | None = None) -> PutResult:
        self.calls, self.octets = self.calls + 1, self.octets + len(data)
        return self.inner.put_new(key, data, lock=lock)

    def overwrite(self, key: str, data: bytes) -> None:
        self.calls, self.octets = self.calls + 1, self.octets + len(data)
        self.inner.overwrite(key, data)

    def get(self, key: str) -> bytes:
        self.calls += 1
        data = self.inner.get(key)
        self.octets += len(data)
        return data

    def keys(self, prefix: str) -> Iterator[str]:
        raise AssertionError("appending must not list the archive")


def test_appending_costs_the_same_at_any_size(grown: _Grown) -> None:
    counting = _Counting(_copy(grown.store))
    Log(counting, SIGNER).append(_leaf(MANY))
    assert counting.calls < 25 and counting.octets < 120_000


@dataclass(slots=True)
class _Killed:
    """A store whose process is killed at write number ``after``: before it is done, or just after."""

    inner: ObjectStore
    after: int
    done_first: bool
    writes: int = 0

    def put_new(self, key: str, data: bytes, *, lock: Lock | None = None) -> PutResult:
        return self._write(lambda: self.inner.put_new(key, data, lock=lock))

    def overwrite(self, key: str, data: bytes) -> None:
        self._write(lambda: self.inner.overwrite(key, data))

    def get(self, key: str) -> bytes:
        return self.inner.get(key)

    def keys(self, prefix: str) -> Iterator[str]:
        return self.inner.keys(prefix)

    def _write(self, write: Callable[[], T]) -> T:
        self.writes += 1
        if self.writes == self.after and not self.done_first:
            raise _KilledError
        result = write()
        if self.writes == self.after:
            raise _KilledError
        return result


class _KilledError(Exception):
    pass


@pytest.mark.parametrize("done_first", [False, True])
@pytest.mark.parametrize("size", [0, 1, 254, 255, 256, 511, 512])
def test_an_append_killed_anywhere_is_finished_by_the_next(size: int, done_first: bool) -> None:
    start = MemoryStore()
    for leaf in LEAVES[:size]:
        Log(start, SIGNER).append(leaf)
    kills = 0
    for after in range(1, 12):
        store = _copy(start)
        try:
            Log(_Killed(store, after, done_first), SIGNER, stamp=lambda _: b"token").append(LEAVES[size])
        except _KilledError:
            kills += 1
        _resumed(store, size)
    assert kills >= 4


def _resumed(store: MemoryStore, size: int) -> None:
    """Another leaf first, then the interrupted one: both are in, once each, and everything agrees."""
    log = Log(store, SIGNER)
    other = log.append(_leaf(size + 1)).index
    again = log.append(LEAVES[size]).index
    assert {other, again} == {size, size + 1}
    assert log.view.audit().size == size + 2
    assert len(set(log.view.leaves())) == size + 2


def test_of_many_unguarded_writers_none_loses_a_leaf() -> None:
    store = MemoryStore()
    errors: list[BaseException] = []

    def write(first: int) -> None:
        for number in range(first, first + 15):
            try:
                Log(store, SIGNER).append(_leaf(number))
            except TransientError as error:
                errors.append(error)

    _all_at_once([lambda first=first: write(first) for first in (0, 15, 30, 15)])  # type: ignore[misc]
    assert not errors
    log = Log(store, SIGNER)
    indices = [log.append(_leaf(number)).index for number in range(45)]
    assert sorted(indices) == list(range(45))
    assert log.view.audit().size == 45


def _all_at_once(calls: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.fixture(params=["folder", "s3"])
def real_store(request: pytest.FixtureRequest, tmp_path: Path) -> VersionedStore:
    if request.param == "folder":
        return FolderStore(tmp_path / "archive")
    seaweed = request.getfixturevalue("seaweed")
    return S3Store(seaweed.client(), seaweed.new_bucket(lock=True), prefix="h29")


def test_real_stores_hold_a_log_that_guarded_writers_share(real_store: VersionedStore, tmp_path: Path) -> None:
    guard = lock_file(tmp_path / "log.lock")

    def write(first: int) -> None:
        for number in range(first, first + 6):
            Log(real_store, SIGNER, guard).append(_leaf(number))

    _all_at_once([lambda: write(0), lambda: write(3), lambda: write(6)])
    view = LogView(real_store, KEY)
    assert view.audit().size == 12
    assert {leaf.code for leaf in view.leaves()} == {leaf.code for leaf in LEAVES[:12]}
    assert verify_inclusion(view.prove(11), list(view.leaves())[11], KEY) is Inclusion.INCLUDED


def test_each_checkpoint_is_time_stamped_before_it_is_published() -> None:
    store, stamped = MemoryStore(), list[bytes]()

    def stamp(note: bytes) -> bytes:
        stamped.append(note)
        return b"token over " + note

    entry = Log(store, SIGNER, stamp=stamp).append(_leaf(0))
    assert stamped == [entry.checkpoint.encode()]
    assert LogView(store, KEY).timestamp(1) == b"token over " + entry.checkpoint.encode()
    assert LogView(store, KEY).timestamp(2) is None


def _no_stamp(note: bytes) -> bytes:
    raise TransientError("The time-stamp authority does not answer.")


def test_without_a_time_stamp_no_checkpoint_is_published_and_the_leaf_waits() -> None:
    store = MemoryStore()
    with pytest.raises(TransientError):
        Log(store, SIGNER, stamp=_no_stamp).append(_leaf(0))
    assert LogView(store, KEY).head().size == 0
    assert Log(store, SIGNER).append(_leaf(0)).index == 0


def test_an_empty_log_has_nothing_to_prove() -> None:
    view = LogView(MemoryStore(), KEY)
    assert (view.head().size, list(view.leaves()), view.audit().size) == (0, [], 0)
    with pytest.raises(UsageError):
        view.prove(0)
    with pytest.raises(UsageError):
        view.consistency(1)


def _overwrite(store: MemoryStore, key: str, change: Callable[[bytes], bytes]) -> None:
    store.overwrite(key, change(store.get(key)))


def _flip(data: bytes) -> bytes:
    return bytes([data[0] ^ 1]) + data[1:]


@pytest.mark.parametrize(
    "key", ["log/checkpoint", "log/tile/0/002.p/108", "log/tile/1/000.p/2", "log/tile/entries/002.p/108"]
)
def test_an_altered_part_is_noticed_before_the_log_grows(grown: _Grown, key: str) -> None:
    store = _copy(grown.store)
    _overwrite(store, key, _flip)
    with pytest.raises(PermanentError):
        Log(store, SIGNER).append(_leaf(MANY))


def test_an_altered_tile_is_noticed_by_proofs_and_an_altered_entry_by_the_audit(grown: _Grown) -> None:
    store = _copy(grown.store)
    _overwrite(store, "log/tile/0/000", _flip)
    with pytest.raises(PermanentError, match="do not lead"):
        LogView(store, KEY).prove(1)
    _overwrite(store, "log/tile/entries/001", lambda data: data.replace(b"v1 ", b"v7 ", 1))
    with pytest.raises(PermanentError, match="do not lead"):
        LogView(store, KEY).audit()


def test_a_damaged_lookup_is_a_permanent_error(grown: _Grown) -> None:
    store = _copy(grown.store)
    store.overwrite("log/index/H29.12-261122-0001/v1", b"nonsense")
    with pytest.raises(PermanentError, match="lookup"):
        Log(store, SIGNER).append(LEAVES[0])


def test_a_checkpoint_of_another_key_is_refused(grown: _Grown) -> None:
    store = _copy(grown.store)
    other = Ed25519PrivateKey.generate()
    signer = NoteSigner(NoteKey(KEY.name, other.public_key().public_bytes_raw()), other.sign)
    store.overwrite("log/checkpoint", Checkpoint.sign(1, bytes(32), signer).note.encode())
    with pytest.raises(PermanentError, match="not signed"):
        LogView(store, KEY).head()


def test_an_older_checkpoint_put_back_is_outgrown_again(grown: _Grown) -> None:
    store = _copy(grown.store)
    store.overwrite("log/checkpoint", grown.checkpoints[254].note.encode())
    assert Log(store, SIGNER).append(_leaf(MANY)).index == MANY
    assert LogView(store, KEY).audit().size == MANY + 1
