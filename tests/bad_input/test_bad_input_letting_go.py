"""An input is let go only when every byte and every file of it is in the archive."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.record import Head, Policy, Profile, Record, SourceFile, Status
from hoso.batch import Done, Item, Processed, let_go
from hoso.intake import entries_of

CODE = DossierCode.parse("H29.12-261122-0001")
HEAD = Head(CODE, None, "H29.12", "can-bo-01", Profile.COUNTER, Policy.BATCH, "2026-11-22T08:15:30+07:00", "hs")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A batch of one dossier of one file."""
    (tmp_path / "in" / "hs").mkdir(parents=True)
    (tmp_path / "in" / "hs" / "a.pdf").write_bytes(b"scan")
    return tmp_path / "in"


def _archived(folder: Path) -> Item:
    (entry,) = entries_of(folder)
    file = SourceFile("a.pdf", Digest.of(b"scan"), "application/pdf", 4)
    return Item(entry, Processed(CODE, Record(HEAD, Status.ARCHIVED, (file,))))


@pytest.mark.parametrize("done", [Done.MOVE, Done.DELETE])
def test_an_archived_input_goes(done: Done, folder: Path) -> None:
    """Moved beside the folder, or deleted."""
    let_go(folder, _archived(folder), done)
    assert not (folder / "hs").exists()
    assert (folder.with_name("in.done") / "hs" / "a.pdf").exists() == (done is Done.MOVE)


@pytest.mark.parametrize("done", [Done.MOVE, Done.DELETE])
@pytest.mark.parametrize("name", ["a.pdf", "b.pdf"])
def test_an_input_that_was_changed_or_added_to_since_stays(name: str, done: Done, folder: Path) -> None:
    """A page that the scanner wrote after reception is in no archive."""
    item = _archived(folder)
    (folder / "hs" / name).write_bytes(b"later")
    let_go(folder, item, done)
    assert (folder / "hs" / name).read_bytes() == b"later"


def test_hidden_files_are_never_deleted(folder: Path) -> None:
    """They were not archived."""
    (folder / "hs" / ".notes").write_bytes(b"x")
    let_go(folder, _archived(folder), Done.DELETE)
    assert (folder / "hs" / "a.pdf").exists()


@pytest.mark.parametrize("status", [Status.IN_REVIEW, Status.REFUSED])
def test_what_is_not_archived_stays(status: Status, folder: Path) -> None:
    """Whatever was asked for."""
    item = _archived(folder)
    assert item.processed and item.processed.record
    waiting = replace(item, processed=replace(item.processed, record=replace(item.processed.record, status=status)))
    let_go(folder, waiting, Done.DELETE)
    assert (folder / "hs" / "a.pdf").exists()
