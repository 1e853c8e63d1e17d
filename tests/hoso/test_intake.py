"""Files become dossiers."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.digest import Digest
from dossier.errors import UsageError
from hoso.intake import entries_of, entry_of, intake_key

ONE, TWO = Digest.of(b"1"), Digest.of(b"2")


def write(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(path.name.encode())
    return path


def test_every_subfolder_and_loose_file_is_a_dossier(tmp_path: Path) -> None:
    write(tmp_path / "b" / "2.pdf")
    write(tmp_path / "b" / "1.pdf")
    write(tmp_path / "a.tif")
    write(tmp_path / ".hidden")
    (tmp_path / "empty").mkdir()
    found = entries_of(tmp_path)
    assert [(entry.name, entry.labels()) for entry in found] == [("a.tif", ("a.tif",)), ("b", ("1.pdf", "2.pdf"))]


def test_files_of_the_same_name_get_labels_of_their_own(tmp_path: Path) -> None:
    files = [write(tmp_path / "x" / "scan.pdf"), write(tmp_path / "y" / "scan.pdf")]
    assert entry_of(files).labels() == ("scan.pdf", "scan.pdf (2)")


@pytest.mark.parametrize("name", ["missing.pdf", "empty"])
def test_nothing_to_take_is_wrong_usage(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError):
        entry_of([tmp_path / name])


def test_the_same_papers_in_any_order_have_one_key() -> None:
    assert intake_key([ONE, TWO], "1.001193") == intake_key([TWO, ONE, ONE], "1.001193")


def test_another_procedure_makes_another_dossier() -> None:
    assert intake_key([ONE], "1.001193") != intake_key([ONE], None)
