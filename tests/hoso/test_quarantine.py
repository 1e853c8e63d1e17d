"""Where papers with a secrecy marking go."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_records import CODE

from dossier.codes import DossierCode
from dossier.digest import Digest
from hoso.quarantine import Quarantine
from storage.blobs import Blobs

OTHER = DossierCode("H29.12-261122-0002")


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "work")


def quarantine(tmp_path: Path, blobs: Blobs, *holders: DossierCode) -> Quarantine:
    return Quarantine(tmp_path / "quarantine", blobs, lambda _digest: holders)


def test_a_secret_original_leaves_the_working_store_for_a_private_file(tmp_path: Path, blobs: Blobs) -> None:
    secret = blobs.put(b"secret")
    quarantine(tmp_path, blobs, CODE).take(CODE, [secret], {secret: "MẬT"})
    assert not blobs.has(secret)
    kept = tmp_path / "quarantine" / str(CODE) / "1.original"
    assert kept.read_bytes() == b"secret"
    assert kept.stat().st_mode & 0o077 == 0
    assert kept.parent.stat().st_mode & 0o077 == 0


def test_taking_again_after_a_crash_loses_nothing(tmp_path: Path, blobs: Blobs) -> None:
    secret = blobs.put(b"secret")
    place = quarantine(tmp_path, blobs, CODE)
    for _ in range(2):
        place.take(CODE, [secret], {secret: "MẬT"})
    assert (tmp_path / "quarantine" / str(CODE) / "1.original").read_bytes() == b"secret"


def test_an_unmarked_paper_stays_where_another_dossier_needs_it(tmp_path: Path, blobs: Blobs) -> None:
    secret, shared = blobs.put(b"secret"), blobs.put(b"shared")
    quarantine(tmp_path, blobs, CODE, OTHER).take(CODE, [secret, shared], {secret: "MẬT"})
    assert blobs.has(shared)
    assert not blobs.has(secret)


def test_a_marking_is_remembered_for_whoever_hands_the_paper_in_again(tmp_path: Path, blobs: Blobs) -> None:
    secret = blobs.put(b"secret")
    place = quarantine(tmp_path, blobs, CODE)
    place.take(CODE, [secret], {secret: "TỐI MẬT"})
    assert place.markings([secret, Digest.of(b"plain")]) == {secret: "TỐI MẬT"}
