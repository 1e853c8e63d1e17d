"""The working store on a real disk."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from dossier.digest import Digest
from dossier.errors import PermanentError
from storage.blobs import Blobs


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "work")


def _only_file(tmp_path: Path) -> Path:
    return next(path for path in tmp_path.rglob("*") if path.is_file())


def test_what_is_put_is_got_under_its_digest(blobs: Blobs) -> None:
    assert blobs.put(b"scan") == Digest.of(b"scan")
    assert blobs.get(Digest.of(b"scan")) == b"scan"
    assert blobs.has(Digest.of(b"scan"))


def test_a_second_put_changes_nothing_and_leaves_nothing_behind(blobs: Blobs, tmp_path: Path) -> None:
    blobs.put(b"scan")
    before = _only_file(tmp_path).stat().st_mtime_ns
    blobs.put(b"scan")
    assert [p.stat().st_mtime_ns for p in tmp_path.rglob("*") if p.is_file()] == [before]


def test_missing_and_discarded_objects_are_permanent_errors(blobs: Blobs) -> None:
    blobs.discard(Digest.of(b"never"))
    blobs.discard(blobs.put(b"scan"))
    assert not blobs.has(Digest.of(b"scan"))
    with pytest.raises(PermanentError, match="no object"):
        blobs.get(Digest.of(b"scan"))


def test_an_altered_object_is_noticed_on_reading_and_mended_by_a_put(blobs: Blobs, tmp_path: Path) -> None:
    digest = blobs.put(b"scan")
    file = _only_file(tmp_path)
    file.chmod(0o644)
    file.write_bytes(b"sc4n")
    with pytest.raises(PermanentError, match="altered"):
        blobs.get(digest)
    blobs.put(b"scan")
    assert blobs.get(digest) == b"scan"


def test_many_writers_of_the_same_bytes_agree(blobs: Blobs) -> None:
    data = os.urandom(200_000)
    threads = [threading.Thread(target=blobs.put, args=(data,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert blobs.get(Digest.of(data)) == data


def test_a_folder_that_cannot_be_one_is_a_permanent_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(PermanentError, match="working store"):
        Blobs(tmp_path / "file").put(b"scan")
