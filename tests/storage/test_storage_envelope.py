"""Sealed envelopes: opened by us and by openssl under the key, by nobody otherwise."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from storage.envelope import KEY_BYTES, Envelope, UnknownKeyError, is_sealed, key_id
from storage.objects import Created, SealedStore
from storage.objects.memory import MemoryStore
from storage.package import is_package_key

KEY, FORMER = bytes(range(KEY_BYTES)), bytes(KEY_BYTES)
PACKAGE = "H29.12-261122-0001/v1.zip"


@pytest.mark.parametrize("size", [0, 1, 17, 1 << 20, 5_000_001])
def test_what_was_sealed_is_opened_whatever_its_size(size: int) -> None:
    data = os.urandom(size)
    sealed = Envelope(KEY).sealed(data)
    assert is_sealed(sealed)
    assert Envelope(KEY).opened(sealed) == data


def test_openssl_opens_it_with_the_key_alone(tmp_path: Path) -> None:
    data = os.urandom(100_000)
    (tmp_path / "v1.zip").write_bytes(Envelope(KEY).sealed(data))
    command = ["openssl", "cms", "-decrypt", "-binary", "-inform", "DER", "-in", "v1.zip", "-out", "package.zip"]
    key = ["-secretkey", KEY.hex(), "-secretkeyid", key_id(KEY).hex()]
    subprocess.run([*command, *key], cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "package.zip").read_bytes() == data


def test_nothing_of_the_content_shows_and_no_two_envelopes_are_alike() -> None:
    data = b"Nguyen Thi Anh 001190123456 " * 100
    one, other = (Envelope(KEY).sealed(data) for _ in range(2))
    assert one != other
    assert b"001190123456" not in one


def test_no_changed_byte_opens() -> None:
    sealed = Envelope(KEY).sealed(os.urandom(40))
    for at in range(len(sealed)):
        changed = bytearray(sealed)
        changed[at] ^= 1
        try:
            assert Envelope(KEY).opened(bytes(changed)) is None
        except UnknownKeyError:
            assert key_id(KEY) not in changed


def test_what_was_cut_off_or_added_to_does_not_open() -> None:
    sealed = Envelope(KEY).sealed(b"scan")
    for altered in (sealed[:-1], sealed + b"\x00", sealed[: len(sealed) // 2], b""):
        assert Envelope(KEY).opened(altered) is None


def test_a_key_that_is_not_held_is_named() -> None:
    with pytest.raises(UnknownKeyError, match=key_id(KEY).hex()):
        Envelope(FORMER).opened(Envelope(KEY).sealed(b"scan"))


def test_former_keys_open_what_they_sealed_and_the_first_seals() -> None:
    both = Envelope(KEY, FORMER)
    assert both.opened(Envelope(FORMER).sealed(b"scan")) == b"scan"
    assert Envelope(KEY).opened(both.sealed(b"scan")) == b"scan"


def sealed_store(inner: MemoryStore) -> SealedStore:
    return SealedStore(inner, Envelope(KEY), is_package_key)


def test_a_sealed_store_seals_packages_and_leaves_the_log_open() -> None:
    inner = MemoryStore()
    store = sealed_store(inner)
    assert isinstance(store.put_new(PACKAGE, b"PK"), Created)
    store.overwrite("log/checkpoint", b"note")
    assert (is_sealed(inner.get(PACKAGE)), inner.get("log/checkpoint")) == (True, b"note")
    assert (store.get(PACKAGE), store.get("log/checkpoint")) == (b"PK", b"note")


def test_packages_of_before_are_given_as_they_are() -> None:
    inner = MemoryStore()
    inner.put_new(PACKAGE, b"PK\x03\x04 of before")
    assert sealed_store(inner).get(PACKAGE) == b"PK\x03\x04 of before"


def test_an_altered_envelope_is_given_as_it_lies_so_that_it_fits_no_digest() -> None:
    inner = MemoryStore()
    altered = bytearray(Envelope(KEY).sealed(b"PK"))
    altered[-1] ^= 1
    inner.put_new(PACKAGE, bytes(altered))
    assert sealed_store(inner).get(PACKAGE) == bytes(altered)
