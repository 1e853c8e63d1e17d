"""What is particular to the folder."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dossier.errors import PermanentError
from storage.objects.folder import FolderStore
from storage.objects.port import CannotLockError, Lock, LockMode


def test_objects_are_read_only_and_nothing_else_is_left(tmp_path: Path) -> None:
    FolderStore(tmp_path).put_new("a/b.zip", b"x")
    FolderStore(tmp_path).put_new("a/b.zip", b"y")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files == [tmp_path / "a/b.zip"]
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o444


def test_a_lock_is_refused_because_a_folder_has_none(tmp_path: Path) -> None:
    with pytest.raises(CannotLockError):
        FolderStore(tmp_path).put_new("a", b"x", lock=Lock(LockMode.COMPLIANCE, datetime.now(UTC)))


def test_a_file_in_the_way_is_a_permanent_error(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put_new("a", b"x")
    with pytest.raises(PermanentError, match="archive folder"):
        store.put_new("a/b", b"y")


def test_the_spool_is_no_part_of_the_archive(tmp_path: Path) -> None:
    FolderStore(tmp_path).put_new("a", b"x")
    (tmp_path / ".incoming" / "left-by-a-killed-run").write_bytes(b"half")
    assert list(FolderStore(tmp_path).keys("")) == ["a"]
