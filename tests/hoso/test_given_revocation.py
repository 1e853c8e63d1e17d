"""Revocation lists and OCSP answers given to ``hoso verify`` as files."""

from __future__ import annotations

import base64
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cli_desk import ARCHIVED, Hoso, alter
from cryptography import x509

from signing.authority.development import DevelopmentAuthority, open_authority
from signing.authority.ocsp import OcspResponder
from signing.status.ocsp import question

OFFICER = "can-bo-01"


@pytest.fixture
def copy(hoso: Hoso, tmp_path: Path) -> Path:
    """A signed copy, as somebody elsewhere gets it."""
    assert hoso("export", ARCHIVED, "--out", "p.zip").status == 0
    with zipfile.ZipFile(tmp_path / "p.zip") as held:
        name = next(each for each in held.namelist() if "/data/copy/" in each)
        (tmp_path / "copy.pdf").write_bytes(held.read(name))
    return tmp_path / "copy.pdf"


@pytest.fixture
def authority(home: Path) -> DevelopmentAuthority:
    return open_authority(home / "development")


@pytest.fixture
def root(authority: DevelopmentAuthority, tmp_path: Path) -> Path:
    """The root alone."""
    folder = tmp_path / "root"
    folder.mkdir()
    (folder / "root.pem").write_bytes(authority.root.read_bytes())
    return folder


@pytest.fixture
def answers(authority: DevelopmentAuthority, tmp_path: Path) -> Path:
    """OCSP answers about the officer and the time-stamp authority, and the root's list about the issuing authority."""
    folder = tmp_path / "answers"
    folder.mkdir()
    (folder / "root.crl").write_bytes((authority.folder / "root.crl").read_bytes())
    for name, signer in (("officer", authority.officer(OFFICER)), ("tsa", authority.time_stamper())):
        (folder / f"{name}.ocsp").write_bytes(answer(authority, signer.chain[0], signer.chain[1]))
    return folder


def answer(authority: DevelopmentAuthority, certificate: x509.Certificate, issuer: x509.Certificate) -> bytes:
    def listed() -> x509.CertificateRevocationList:
        return x509.load_pem_x509_crl((authority.folder / "issuing.crl").read_bytes())

    return OcspResponder(issuer, authority.responder(), listed).answer(question(certificate, issuer))


def verdict(hoso: Hoso, copy: Path, root: Path, *given: Path) -> str:
    told = hoso("verify", copy, "--trust", root, *(one for each in given for one in ("--revocation", each)), "--json")
    return str(told.json["verdict"])


def test_without_them_revocation_cannot_be_told(hoso: Hoso, copy: Path, root: Path) -> None:
    assert verdict(hoso, copy, root) == "indeterminate"


def test_lists_given_as_files_make_a_verdict(
    hoso: Hoso, copy: Path, root: Path, authority: DevelopmentAuthority
) -> None:
    assert verdict(hoso, copy, root, *authority.revocation_lists) == "valid"


def test_ocsp_answers_given_as_a_folder_make_a_verdict(hoso: Hoso, copy: Path, root: Path, answers: Path) -> None:
    assert verdict(hoso, copy, root, answers) == "valid"


def test_an_answer_in_pem_is_the_same(hoso: Hoso, copy: Path, root: Path, answers: Path) -> None:
    for path in answers.glob("*.ocsp"):
        text = base64.encodebytes(path.read_bytes()).decode()
        path.write_text(f"-----BEGIN OCSP RESPONSE-----\n{text}-----END OCSP RESPONSE-----\n", encoding="ascii")
    assert verdict(hoso, copy, root, answers) == "valid"


@pytest.mark.parametrize("lacking", ["officer.ocsp", "tsa.ocsp", "root.crl"])
def test_what_no_answer_is_about_stays_open(hoso: Hoso, copy: Path, root: Path, answers: Path, lacking: str) -> None:
    (answers / lacking).unlink()
    assert verdict(hoso, copy, root, answers) == "indeterminate"


def test_an_answer_that_says_revoked_counts(
    hoso: Hoso, copy: Path, root: Path, answers: Path, authority: DevelopmentAuthority
) -> None:
    officer = authority.officer(OFFICER).chain
    authority.revoke(officer[0], datetime.now(UTC) - timedelta(days=1))
    (answers / "officer.ocsp").write_bytes(answer(authority, officer[0], officer[1]))
    assert verdict(hoso, copy, root, answers) != "valid"


def test_an_altered_answer_proves_nothing(hoso: Hoso, copy: Path, root: Path, answers: Path) -> None:
    data = (answers / "officer.ocsp").read_bytes()
    alter(answers / "officer.ocsp", data.index(b"\x18\x0f") + 4)
    assert verdict(hoso, copy, root, answers) == "indeterminate"


def test_they_stand_beside_the_offices_own_anchors(hoso: Hoso, copy: Path, answers: Path) -> None:
    assert hoso("verify", copy, "--revocation", answers).status == 0


@pytest.mark.parametrize("content", [b"", b"rubbish", b"-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n"])
def test_a_file_that_is_neither_is_wrong_usage(hoso: Hoso, copy: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "wrong.crl").write_bytes(content)
    told = hoso("verify", copy, "--revocation", "wrong.crl")
    assert told.status == 2
    assert "wrong.crl" in told.err


def test_a_file_that_is_not_there_is_wrong_usage(hoso: Hoso, copy: Path) -> None:
    assert hoso("verify", copy, "--revocation", "nowhere.crl").status == 2
