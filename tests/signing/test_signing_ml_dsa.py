"""ML-DSA-65 as a second seal."""

from __future__ import annotations

import asyncio
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import cms as asn1_cms
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.asymmetric import mldsa
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_detached_cms, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from signing_office import AT, Office
from signing_papers import blank_page

from dossier.errors import PermanentError
from signing.authority.development import KeyKind, open_authority
from signing.cades import sign_detached
from signing.cms.algorithms import is_signature
from signing.keys.files import pem_signer
from signing.keys.local import LocalSigner
from signing.keys.port import Scheme
from signing.levels import Level
from signing.pades.sign import sign_pdf
from signing.wanted import Wanted

CONTENT = b"checkpoint"


@pytest.fixture(scope="module")
def second(office: Office) -> LocalSigner:
    return office.authority.second_seal()


def context(office: Office) -> ValidationContext:
    return ValidationContext(
        trust_roots=[asn1_x509.Certificate.load(office.trust.anchors[0].public_bytes(Encoding.DER))]
    )


def test_the_development_authority_has_a_key_for_it(second: LocalSigner, office: Office) -> None:
    assert second.scheme is Scheme.ML_DSA_65
    assert isinstance(second.chain[0].public_key(), mldsa.MLDSA65PublicKey)
    assert office.authority.second_seal().chain == second.chain


def test_pyhanko_calls_a_detached_seal_valid(second: LocalSigner, office: Office) -> None:
    done = sign_detached(CONTENT, second, office.stamper, at=AT, wanted=Wanted(Level.B_T))
    signed = asn1_cms.ContentInfo.load(done.cms)["content"]
    checked = async_validate_detached_cms(
        CONTENT, signed, signer_validation_context=context(office), ts_validation_context=context(office)
    )
    assert asyncio.run(checked).bottom_line


def test_pyhanko_calls_a_signed_file_valid(second: LocalSigner, office: Office) -> None:
    done = sign_pdf(blank_page(), second, office.stamper, appearance=None, at=AT, wanted=Wanted(Level.B_T))
    (found,) = PdfFileReader(BytesIO(done.data)).embedded_signatures
    status = validate_pdf_signature(found, context(office), ts_validation_context=context(office))
    assert status.bottom_line


def test_a_seal_over_other_content_is_not_taken(second: LocalSigner, office: Office) -> None:
    value = second.sign(CONTENT)
    assert is_signature(second.chain[0], value, CONTENT)
    assert not is_signature(second.chain[0], value, CONTENT + b"x")


def test_the_content_is_hashed_with_sha_512(second: LocalSigner, office: Office) -> None:
    """RFC 9882, 3.3."""
    done = sign_detached(CONTENT, second, office.stamper, at=AT, wanted=Wanted(Level.B_B))
    (signer,) = asn1_cms.ContentInfo.load(done.cms)["content"]["signer_infos"]
    assert signer["digest_algorithm"]["algorithm"].native == "sha512"


def test_a_key_in_a_pem_file_is_opened(office: Office, second: LocalSigner) -> None:
    signer = pem_signer(office.authority.folder / "agency-ml-dsa.pem", lambda: None)
    assert is_signature(second.chain[0], signer.sign(CONTENT), CONTENT)


def test_a_whole_authority_can_be_made_of_it(tmp_path: Path) -> None:
    authority = open_authority(tmp_path / "development", KeyKind.ML_DSA_65)
    officer = authority.officer("canbo")
    officer.chain[0].verify_directly_issued_by(officer.chain[1])


def test_another_ml_dsa_key_is_refused(second: LocalSigner) -> None:
    with pytest.raises(PermanentError, match="does not belong"):
        LocalSigner(mldsa.MLDSA65PrivateKey.generate(), second.chain)
