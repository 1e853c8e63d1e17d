"""The development authority in its folder."""

from __future__ import annotations

import multiprocessing
import stat
import time
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from dossier.errors import PermanentError, UsageError
from signing.authority.certificates import NO_LEGAL_VALUE
from signing.authority.development import open_authority

RUNS = 8


def first_run(folder: Path) -> tuple[bytes, int]:
    """What one of several processes sees: the root, and an officer's certificate of that run."""
    authority = open_authority(folder)
    return authority.root.read_bytes(), authority.officer("canbo").chain[0].serial_number


def test_several_first_runs_at_once_agree_on_one_authority(tmp_path: Path) -> None:
    with multiprocessing.get_context("fork").Pool(RUNS) as pool:
        seen = pool.map(first_run, [tmp_path / "development"] * RUNS)
    assert len(set(seen)) == 1


def test_a_first_run_leaves_nothing_beside_the_folder(tmp_path: Path) -> None:
    open_authority(tmp_path / "development").officer("canbo")
    assert [path.name for path in tmp_path.iterdir()] == ["development"]
    assert not [path for path in (tmp_path / "development").iterdir() if path.name.startswith(".")]


def test_a_run_that_was_killed_half_way_does_not_stand_in_the_way(tmp_path: Path) -> None:
    (tmp_path / ".development.0123456789abcdef").mkdir()
    (tmp_path / ".development.0123456789abcdef" / "root-key.pem").write_text("half")
    assert open_authority(tmp_path / "development").root.exists()


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "development").mkdir()
    assert open_authority(tmp_path / "development").root.exists()


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "development"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")
    with pytest.raises(PermanentError):
        open_authority(folder)
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]


def test_keys_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    authority = open_authority(tmp_path / "development")
    authority.officer("canbo"), authority.agency(), authority.time_stamper()
    keys = [path for path in authority.folder.iterdir() if b"PRIVATE" in path.read_bytes()]
    assert len(keys) == 5
    assert {stat.S_IMODE(path.stat().st_mode) for path in keys} == {0o600}


def test_an_officers_key_stays(tmp_path: Path) -> None:
    first = open_authority(tmp_path / "development").officer("canbo")
    again = open_authority(tmp_path / "development").officer("canbo")
    assert again.chain == first.chain
    assert again.key.private_numbers() == first.key.private_numbers()


def test_each_officer_has_a_key_of_their_own(tmp_path: Path) -> None:
    authority = open_authority(tmp_path / "development")
    assert authority.officer("an").chain[0] != authority.officer("binh").chain[0]


@pytest.mark.parametrize("account", ["", "../agency", "a/b", ".hidden", "a" * 65, "cán bộ"])
def test_an_account_that_could_leave_the_folder_is_refused(tmp_path: Path, account: str) -> None:
    with pytest.raises(UsageError):
        open_authority(tmp_path / "development").officer(account)


def test_every_name_says_that_it_has_no_legal_value(tmp_path: Path) -> None:
    authority = open_authority(tmp_path / "development")
    chains = (authority.officer("canbo").chain, authority.agency().chain, authority.time_stamper().chain)
    root = x509.load_pem_x509_certificate(authority.root.read_bytes())
    for certificate in {root, *(each for chain in chains for each in chain)}:
        units = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
        assert [unit.value for unit in units] == [NO_LEGAL_VALUE]


def test_the_time_stampers_certificate_is_for_that_alone(tmp_path: Path) -> None:
    leaf = open_authority(tmp_path / "development").time_stamper().chain[0]
    usage = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    assert usage.critical
    assert list(usage.value) == [ExtendedKeyUsageOID.TIME_STAMPING]


def test_the_root_key_can_sign_a_new_revocation_list(tmp_path: Path) -> None:
    authority = open_authority(tmp_path / "development")
    lists = [x509.load_pem_x509_crl(path.read_bytes()) for path in authority.revocation_lists]
    root = x509.load_pem_x509_certificate(authority.root.read_bytes())
    issuing = authority.agency().chain[1]
    assert [each.issuer for each in lists] == [root.subject, issuing.subject]
    assert root.public_bytes(Encoding.PEM) in (authority.folder / "root-key.pem").read_bytes()


def test_a_broken_issuing_key_is_told_as_such(tmp_path: Path) -> None:
    authority = open_authority(tmp_path / "development")
    (authority.folder / "issuing.pem").write_text("rubbish")
    with pytest.raises(PermanentError):
        authority.officer("canbo")


def test_no_certificate_is_younger_than_the_list_that_vouches_for_it(tmp_path: Path) -> None:
    """A list says nothing of what was not there when it was made (RFC 5280, 5.3)."""
    authority = open_authority(tmp_path / "development")
    listing = x509.load_pem_x509_crl(authority.revocation_lists[1].read_bytes())
    time.sleep(1.1)
    for each in (authority.agency(), authority.time_stamper(), authority.officer("canbo")):
        assert each.chain[0].not_valid_before_utc <= listing.last_update_utc
