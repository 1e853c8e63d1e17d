"""Signatures judged long after: revocation from what came with them, and what later time stamps prove."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID
from signing_papers import blank_page
from signing_pki import DAY, NOW, Pki, new_key, unlike

from dossier.judgement import Indication, SignatureJudgement
from signing.authority import certificates
from signing.judge.pdf import judge_pdf
from signing.judge.trust import TrustStore, Window
from signing.keys.local import LocalSigner
from signing.levels import Level
from signing.pades.longterm import with_document_timestamp, with_validation_data
from signing.pades.sign import sign_pdf
from signing.status.gather import ValidationData
from signing.tsa.issuing import IssuingTimeStamper
from signing.wanted import Wanted

LATER = NOW + timedelta(minutes=5)


@pytest.fixture(scope="module")
def pki() -> Pki:
    return Pki.made()


def signed(pki: Pki, signer: LocalSigner, *, at: datetime = NOW, stamper: IssuingTimeStamper | None = None) -> bytes:
    stamper = stamper or pki.stamper(at)
    return sign_pdf(blank_page(), signer, stamper, appearance=None, at=at, wanted=Wanted(Level.B_T)).data


def supplied(pdf: bytes, *, lists=(), responses=()) -> bytes:
    """With revocation data in the security store."""
    encoded = tuple(each.public_bytes(Encoding.DER) for each in lists)
    return with_validation_data(pdf, ValidationData((), tuple(responses), encoded, complete=True))


def judge(pdf: bytes, pki: Pki, now: datetime = LATER, *lists: x509.CertificateRevocationList) -> SignatureJudgement:
    """With the root as the only anchor and no lists but those given."""
    return judge_pdf(pdf, TrustStore((pki.root.certificate,), lists), file="x.pdf", now=now).signatures[0]


def answer(
    pki: Pki,
    certificate: x509.Certificate,
    *,
    revoked: datetime | None = None,
    made: datetime = NOW,
    until: datetime | None = NOW + DAY,
    by: tuple[x509.Certificate, ec.EllipticCurvePrivateKey] | None = None,
    about: x509.Certificate | None = None,
) -> bytes:
    """An OCSP answer, by the issuer unless by somebody else."""
    signer, key = by or (pki.issuing.certificate, pki.issuing.key)
    builder = ocsp.OCSPResponseBuilder().add_response(
        cert=about or certificate,
        issuer=pki.issuing.certificate,
        algorithm=hashes.SHA256(),
        cert_status=ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD,
        this_update=made,
        next_update=until,
        revocation_time=revoked,
        revocation_reason=None,
    )
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, signer)
    if by is not None:
        builder = builder.certificates([signer])
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def delegate(pki: Pki, *more: tuple[x509.ExtensionType, bool]) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    """A responder of the issuing authority."""
    key = new_key()
    like = certificates.document_signer(pki.issuing, key, "Responder", NOW - DAY)
    return unlike(like, pki.issuing, key, *more), key


RESPONDS = (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]), False)


def with_answer(pki: Pki, make: Callable[[x509.Certificate], bytes]) -> SignatureJudgement:
    """A signature whose store holds one answer about its signer; lists tell of everybody else."""
    signer, stamper = pki.signer(), pki.stamper(NOW)
    stamp_answer = answer(pki, stamper.signer.chain[0])
    pdf = signed(pki, signer, stamper=stamper)
    rest = certificates.revocation_list(pki.root, NOW)
    return judge(supplied(pdf, lists=[rest], responses=[make(signer.chain[0]), stamp_answer]), pki)


def test_a_good_answer_in_the_store_is_enough(pki: Pki) -> None:
    found = with_answer(pki, lambda certificate: answer(pki, certificate))
    assert (found.indication, found.level) == (Indication.TOTAL_PASSED, "PAdES-B-LT")


def test_without_it_revocation_cannot_be_told(pki: Pki) -> None:
    found = with_answer(pki, lambda certificate: answer(pki, certificate, about=pki.signer().chain[0]))
    assert (found.indication, found.sub_indication) == (Indication.INDETERMINATE, "TRY_LATER")
    assert found.level == "PAdES-B-T"


def test_a_certificate_revoked_before_it_signed_has_failed(pki: Pki) -> None:
    found = with_answer(pki, lambda certificate: answer(pki, certificate, revoked=NOW - timedelta(hours=1)))
    assert (found.indication, found.sub_indication) == (Indication.TOTAL_FAILED, "REVOKED")


def test_a_certificate_revoked_after_the_time_stamp_was_good_when_it_signed(pki: Pki) -> None:
    found = with_answer(
        pki, lambda certificate: answer(pki, certificate, revoked=NOW + timedelta(minutes=1), made=LATER)
    )
    assert found.indication is Indication.TOTAL_PASSED


def test_a_delegated_responder_is_believed(pki: Pki) -> None:
    responder = delegate(pki, RESPONDS, (x509.OCSPNoCheck(), False))
    found = with_answer(pki, lambda certificate: answer(pki, certificate, by=responder))
    assert found.indication is Indication.TOTAL_PASSED


@pytest.mark.parametrize(
    "more",
    [
        (),
        ((x509.OCSPNoCheck(), False),),
        ((x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), False), (x509.OCSPNoCheck(), False)),
    ],
)
def test_a_responder_without_the_purpose_is_not_believed(pki: Pki, more) -> None:
    responder = delegate(pki, *more)
    found = with_answer(pki, lambda certificate: answer(pki, certificate, by=responder))
    assert (found.indication, found.sub_indication) == (Indication.INDETERMINATE, "TRY_LATER")


def test_a_responder_of_somebody_else_is_not_believed(pki: Pki) -> None:
    responder = delegate(Pki.made(), RESPONDS, (x509.OCSPNoCheck(), False))
    found = with_answer(pki, lambda certificate: answer(pki, certificate, by=responder))
    assert found.sub_indication == "TRY_LATER"


@pytest.mark.parametrize(("made", "until"), [(-9, -8), (-9, None), (30, 40)])
def test_an_answer_of_another_time_is_not_believed(pki: Pki, made: int, until: int | None) -> None:
    """Outdated, without end and too old, or of the future."""
    found = with_answer(
        pki,
        lambda certificate: answer(
            pki, certificate, made=NOW + made * DAY, until=None if until is None else NOW + until * DAY
        ),
    )
    assert found.sub_indication == "TRY_LATER"


def test_a_changed_answer_is_not_believed(pki: Pki) -> None:
    def changed(certificate: x509.Certificate) -> bytes:
        encoded = answer(pki, certificate)
        return encoded[:-1] + bytes((encoded[-1] ^ 1,))

    assert with_answer(pki, changed).sub_indication == "TRY_LATER"


def aged(pki: Pki, *, stamped: bool) -> bytes:
    """Signed by a certificate that has run out since, with lists of that time, under a time stamp of that time or not."""
    then = NOW - 900 * DAY
    old = then - 9.9 * 365 * DAY  # the signer's ten years end a month after the signature
    signer = pki.signer(old)
    pdf = signed(pki, signer, at=then, stamper=pki.stamper(then))
    pdf = supplied(pdf, lists=[*pki.lists(at=then + timedelta(minutes=1))])
    return with_document_timestamp(pdf, pki.stamper(then + DAY)) if stamped else pdf


def test_what_was_proven_in_time_is_good_for_ever(pki: Pki) -> None:
    found = judge(aged(pki, stamped=True), pki, LATER, *pki.lists())
    assert (found.indication, found.level) == (Indication.TOTAL_PASSED, "PAdES-B-LTA")


def test_evidence_of_another_time_proves_nothing_without_a_time(pki: Pki) -> None:
    then = NOW - 900 * DAY
    signer = pki.signer(then - 9.9 * 365 * DAY)
    pdf = sign_pdf(blank_page(), signer, pki.stamper(then), appearance=None, at=then, wanted=Wanted(Level.B_B)).data
    found = judge(supplied(pdf, lists=pki.lists(at=then)), pki)
    assert (found.indication, found.sub_indication) == (Indication.INDETERMINATE, "OUT_OF_BOUNDS_NO_POE")


def test_a_root_counts_only_within_its_window(pki: Pki) -> None:
    pdf, root = signed(pki, pki.signer()), pki.root.certificate
    verdicts = []
    for window in (Window(), Window(until=NOW - DAY), Window(since=NOW + DAY)):
        windows = {root.public_bytes(Encoding.DER): window}
        trust = TrustStore((root,), pki.lists(), windows=windows)
        verdicts.append(judge_pdf(pdf, trust, file="x.pdf", now=LATER).signatures[0].sub_indication)
    assert verdicts == [None, "NO_CERTIFICATE_CHAIN_FOUND", "NO_CERTIFICATE_CHAIN_FOUND"]
