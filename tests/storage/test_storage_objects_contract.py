"""The contract of the object store, held against memory, a folder and a real S3 server."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from dossier.errors import UsageError
from storage.envelope import Envelope
from storage.objects.folder import FolderStore
from storage.objects.memory import MemoryStore
from storage.objects.port import AlreadyThere, Created, NotThereError, PutResult, VersionedStore
from storage.objects.s3 import S3Store
from storage.objects.sealed import SealedStore


@pytest.fixture(params=["memory", "folder", "sealed", "s3", "s3-versioned"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> VersionedStore:
    if request.param == "memory":
        return MemoryStore()
    if request.param == "folder":
        return FolderStore(tmp_path / "archive")
    if request.param == "sealed":
        return SealedStore(FolderStore(tmp_path / "archive"), Envelope(bytes(32)), lambda _key: True)
    seaweed = request.getfixturevalue("seaweed")
    bucket = seaweed.new_bucket(lock=request.param == "s3-versioned")
    return S3Store(seaweed.client(), bucket, prefix="office/1")


@pytest.mark.parametrize("size", [0, 1_000, 6_000_000])
def test_what_is_put_is_got(store: VersionedStore, size: int) -> None:
    data = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    assert isinstance(store.put_new("H29.12-261122-0001/v1.zip", data), Created)
    assert store.get("H29.12-261122-0001/v1.zip") == data


def test_a_second_put_writes_nothing(store: VersionedStore) -> None:
    store.put_new("a/b", b"first")
    assert store.put_new("a/b", b"second") == AlreadyThere()
    assert store.get("a/b") == b"first"


def test_of_eight_writers_exactly_one_wins(store: VersionedStore) -> None:
    for number in range(2):
        results: list[tuple[int, PutResult]] = []
        _race(store, f"race/{number}", results)
        winners = [writer for writer, result in results if isinstance(result, Created)]
        assert len(results) == 8 and len(winners) == 1
        assert store.get(f"race/{number}") == str(winners[0]).encode() * 1000


def _race(store: VersionedStore, key: str, results: list[tuple[int, PutResult]]) -> None:
    ready = threading.Barrier(8)

    def write(writer: int) -> None:
        ready.wait()
        results.append((writer, store.put_new(key, str(writer).encode() * 1000)))

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_nothing_is_there_before_the_first_put(store: VersionedStore) -> None:
    with pytest.raises(NotThereError):
        store.get("a/b")
    assert store.history("a/b") == ()
    assert list(store.keys("")) == []


def test_overwriting_replaces_and_makes_anew(store: VersionedStore) -> None:
    store.overwrite("log/checkpoint", b"1")
    store.overwrite("log/checkpoint", b"2")
    assert store.get("log/checkpoint") == b"2"
    assert store.put_new("log/checkpoint", b"3") == AlreadyThere()


def test_keys_are_listed_by_any_prefix_in_order(store: VersionedStore) -> None:
    for key in ("b/2", "b/10", "b.c", "a/b/c", "b/1.p/3"):
        store.put_new(key, b"x")
    assert list(store.keys("")) == ["a/b/c", "b.c", "b/1.p/3", "b/10", "b/2"]
    assert list(store.keys("b/1")) == ["b/1.p/3", "b/10"]
    assert list(store.keys("b/")) == ["b/1.p/3", "b/10", "b/2"]
    assert list(store.keys("c/")) == []


def test_history_tells_the_version_that_put_returned(store: VersionedStore) -> None:
    result = store.put_new("a/b", b"four")
    store.put_new("a/bc", b"another key with the same beginning")
    assert isinstance(result, Created)
    (version,) = store.history("a/b")
    assert (version.version_id, version.deleted, version.lock) == (result.version_id, False, None)
    assert (version.size == 4) or isinstance(store, SealedStore)


def test_a_removed_version_is_gone_and_its_place_free(store: VersionedStore) -> None:
    result = store.put_new("a/b", b"x")
    assert isinstance(result, Created)
    store.remove("a/b", result.version_id)
    with pytest.raises(NotThereError):
        store.get("a/b")
    with pytest.raises(NotThereError):
        store.remove("a/b", result.version_id)
    assert isinstance(store.put_new("a/b", b"y"), Created)


@pytest.mark.parametrize("key", ["", "/a", "a/", "../a", "a/../b", "a//b", ".incoming/a", "a b", "đ", "a" * 901, "a\n"])
def test_what_is_no_key_is_a_usage_error(store: VersionedStore, key: str) -> None:
    with pytest.raises(UsageError):
        store.put_new(key, b"x")
    with pytest.raises(UsageError):
        store.get(key)
