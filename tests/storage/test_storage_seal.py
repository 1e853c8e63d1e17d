"""Sealed files of the working store: whole again under the key, and nothing without it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dossier.digest import Digest
from dossier.errors import PermanentError
from storage.blobs import Blobs
from storage.seal import KEY_BYTES, Seal

PIECE = 1 << 20
KEY = bytes(range(KEY_BYTES))


def sealed(data: bytes) -> bytes:
    return b"".join(Seal(KEY).sealed([data]))


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 5])
def test_what_was_sealed_is_opened_whatever_its_size(size: int) -> None:
    data = os.urandom(size)
    assert Seal(KEY).opened(sealed(data)) == data


def test_however_a_stream_is_cut_it_is_sealed_whole() -> None:
    data = os.urandom(2 * PIECE + 77)
    pieces = [data[at : at + 300_001] for at in range(0, len(data), 300_001)]
    assert Seal(KEY).opened(b"".join(Seal(KEY).sealed(pieces))) == data


def test_two_sealings_of_the_same_bytes_look_unlike() -> None:
    assert sealed(b"scan") != sealed(b"scan")


def test_another_key_opens_nothing() -> None:
    assert Seal(bytes(KEY_BYTES)).opened(sealed(b"scan")) is None


def test_no_piece_can_be_cut_off_left_out_or_changed() -> None:
    whole = sealed(os.urandom(3 * PIECE))
    start, step = len(whole) - 3 * (PIECE + 16), PIECE + 16
    changed = bytearray(whole)
    changed[start + 5] ^= 1
    for broken in (whole[:-step], whole[:start] + whole[start + step :], bytes(changed), whole[:20], whole[:-1]):
        assert Seal(KEY).opened(broken) is None


def test_the_disk_shows_nothing_of_what_is_kept(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "work", Seal(KEY))
    secret = b"CAN CUOC CONG DAN 001190123456" * 100
    (tmp_path / "in.bin").write_bytes(secret)
    digest, size = blobs.put_file(tmp_path / "in.bin")
    other = blobs.put(secret + b"!")
    assert (digest, size) == (Digest.of(secret), len(secret))
    assert blobs.get(digest) == secret and blobs.get(other) == secret + b"!"
    stored = [path.read_bytes() for path in (tmp_path / "work").rglob("*") if path.is_file()]
    assert len(stored) == 2
    assert not any(b"001190123456" in each for each in stored)


def test_what_lay_there_unsealed_is_still_read(tmp_path: Path) -> None:
    digest = Blobs(tmp_path).put(b"older")
    assert Blobs(tmp_path, Seal(KEY)).get(digest) == b"older"


def test_under_another_key_an_object_is_an_error_and_a_put_mends_it(tmp_path: Path) -> None:
    digest = Blobs(tmp_path, Seal(KEY)).put(b"scan")
    other = Blobs(tmp_path, Seal(bytes(KEY_BYTES)))
    with pytest.raises(PermanentError, match="altered"):
        other.get(digest)
    other.put(b"scan")
    assert other.get(digest) == b"scan"
