"""What the disk says becomes transient or permanent, without the file's name."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from dossier.errors import HosoError, PermanentError, TransientError
from storage import disk


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, TransientError),
        (errno.EIO, TransientError),
        (errno.EACCES, PermanentError),
        (errno.EROFS, PermanentError),
    ],
)
def test_a_full_disk_passes_and_a_forbidden_folder_does_not(number: int, kind: type[HosoError]) -> None:
    with pytest.raises(kind) as caught, disk.translated("Writing"):
        raise OSError(number, "said", "/srv/Nguyễn Thị Ánh.pdf")
    assert "Ánh" not in str(caught.value)


def test_a_new_file_is_made_once_and_keeps_its_first_content(tmp_path: Path) -> None:
    target, spool = tmp_path / "a/b/c", tmp_path / ".incoming"
    assert disk.create(target, b"first", spool=spool)
    assert not disk.create(target, b"second", spool=spool)
    assert target.read_bytes() == b"first"
    assert list(spool.iterdir()) == []


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "a"
    for content in (b"first", b"second"):
        disk.replace(target, content, spool=tmp_path / ".incoming")
    assert target.read_bytes() == b"second"
