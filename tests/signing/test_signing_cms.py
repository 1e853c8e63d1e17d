"""Our CMS, its signature value and its time stamp, in the eyes of openssl."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from asn1crypto import cms as asn1_cms
from signing_office import AT, Office

from signing.cades import OPENSSL_CMS, OPENSSL_TIMESTAMP, DetachedSeal, seal
from signing.cms import der
from signing.cms.build import container_size

RECORD = '{"contract":"hoso.record/1","ghi chú":"hồ sơ mẫu"}'.encode()


@pytest.fixture(params=["office", "rsa_office"])
def any_office(request: pytest.FixtureRequest) -> Office:
    found: Office = request.getfixturevalue(request.param)
    return found


def laid_out(folder: Path, office: Office) -> DetachedSeal:
    """The files of an archived package as an auditor has them, beside the root."""
    sealed = seal(RECORD, office.agency, office.stamper, at=AT)
    files = {"record.json": RECORD, "record.p7s": sealed.cms, "record.sig": sealed.signature}
    files |= {"record.tst": sealed.timestamp, "root.pem": office.authority.root.read_bytes()}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return sealed


def openssl(command: str, folder: Path) -> bool:
    return subprocess.run(command.split(), cwd=folder, capture_output=True, check=False).returncode == 0


def test_openssl_verifies_the_seal_with_the_root_alone(any_office: Office, tmp_path: Path) -> None:
    laid_out(tmp_path, any_office)
    assert openssl(OPENSSL_CMS, tmp_path)


def test_openssl_verifies_the_time_stamp_with_the_root_alone(any_office: Office, tmp_path: Path) -> None:
    laid_out(tmp_path, any_office)
    assert openssl(OPENSSL_TIMESTAMP, tmp_path)


@pytest.mark.parametrize(
    ("file", "command"),
    [("record.json", OPENSSL_CMS), ("record.sig", OPENSSL_TIMESTAMP), ("record.tst", OPENSSL_TIMESTAMP)],
)
def test_openssl_refuses_a_changed_byte(office: Office, tmp_path: Path, file: str, command: str) -> None:
    laid_out(tmp_path, office)
    data = bytearray((tmp_path / file).read_bytes())
    data[-5] ^= 1
    (tmp_path / file).write_bytes(data)
    assert not openssl(command, tmp_path)


def test_openssl_refuses_another_root(office: Office, rsa_office: Office, tmp_path: Path) -> None:
    laid_out(tmp_path, office)
    (tmp_path / "root.pem").write_bytes(rsa_office.authority.root.read_bytes())
    assert not openssl(OPENSSL_CMS, tmp_path)
    assert not openssl(OPENSSL_TIMESTAMP, tmp_path)


def test_the_value_and_the_token_beside_the_seal_are_the_ones_inside(office: Office, tmp_path: Path) -> None:
    sealed = laid_out(tmp_path, office)
    signer = asn1_cms.ContentInfo.load(sealed.cms)["content"]["signer_infos"][0]
    assert signer["signature"].native == sealed.signature
    assert [value.dump() for value in signer["unsigned_attrs"][0]["values"]] == [sealed.timestamp]


def test_a_seal_carries_its_signing_time(office: Office, tmp_path: Path) -> None:
    signer = asn1_cms.ContentInfo.load(laid_out(tmp_path, office).cms)["content"]["signer_infos"][0]
    times = [each["values"][0].native for each in signer["signed_attrs"] if each["type"].native == "signing_time"]
    assert times == [AT]


def test_sets_are_in_the_order_of_der(any_office: Office, tmp_path: Path) -> None:
    signed = asn1_cms.ContentInfo.load(laid_out(tmp_path, any_office).cms)["content"]
    for elements in (signed["certificates"], signed["signer_infos"][0]["signed_attrs"]):
        encoded = [bytes(each.dump()) for each in elements]
        assert encoded == sorted(encoded)


def test_the_computed_size_is_never_too_small(any_office: Office, tmp_path: Path) -> None:
    sealed = laid_out(tmp_path, any_office)
    assert len(sealed.cms) <= container_size(any_office.agency, len(sealed.timestamp)) < len(sealed.cms) + 1500


@pytest.mark.parametrize(
    ("value", "encoded"),
    [(0, "020100"), (127, "02017f"), (128, "02020080"), (256, "02020100"), (-1, "0201ff"), (-129, "0202ff7f")],
)
def test_integers_take_as_few_bytes_as_they_need(value: int, encoded: str) -> None:
    assert der.integer(value).hex() == encoded


@pytest.mark.parametrize(("size", "head"), [(127, "047f"), (128, "048180"), (256, "04820100"), (65536, "0483010000")])
def test_lengths_take_as_few_bytes_as_they_need(size: int, head: str) -> None:
    assert der.octets(bytes(size)).hex().startswith(head)


def test_object_identifiers_above_the_second_arc_are_encoded() -> None:
    assert der.oid("2.999.1.1").hex() == "060488370101"
