"""One CMS signature over given bytes, judged in the order of EN 319 102-1: integrity, signer, path, time, revocation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from dossier.judgement import Algorithms, Indication, Reason
from signing.judge import crypto
from signing.judge.certificates import signs_documents
from signing.judge.malformed import Malformed
from signing.judge.parts import Parts, take_apart
from signing.judge.path import Path, find_path, outside_validity
from signing.judge.reasons import reason
from signing.judge.revocation import Question, Standing, standing_of
from signing.judge.timestamp import TokenJudgement, judge_token
from signing.judge.trust import TrustStore

# A signer's clock and a time-stamp server's differ by seconds; more is worth telling.
_TOLERATED = timedelta(minutes=10)


Piece = bytes | memoryview


@dataclass(frozen=True, slots=True)
class CmsJudgement:
    """What is said of the signature itself; ``sub_indication`` as in EN 319 102-1, None when passed."""

    indication: Indication
    sub_indication: str | None
    intact: bool
    reasons: tuple[Reason, ...]
    parts: Parts | None = None
    timestamp: TokenJudgement | None = None
    development: bool = False

    @property
    def algorithms(self) -> Algorithms | None:
        """Hash and scheme; None when the signature could not be read."""
        return Algorithms(self.parts.digest, self.parts.scheme.name) if self.parts else None

    @property
    def level(self) -> str:
        """``B-T`` with a time stamp that is right, ``B-B`` with the signer's certificate named, else nothing."""
        if self.parts is None or self.parts.certificate_hash is None:
            return ""
        stamped = self.timestamp is not None and self.timestamp.indication is not Indication.TOTAL_FAILED
        return "B-T" if stamped else "B-B"


def judge_cms(cms: bytes, pieces: Sequence[Piece], trust: TrustStore, now: datetime) -> CmsJudgement:
    """Judge a detached signature over the pieces, one after the other."""
    try:
        parts = take_apart(cms)
        broken = _broken(parts, pieces)
    except Malformed as error:
        reasons = (reason("malformed", detail=str(error)),)
        return CmsJudgement(Indication.INDETERMINATE, "FORMAT_FAILURE", False, reasons)
    if broken is not None:
        code, sub = broken
        return CmsJudgement(Indication.TOTAL_FAILED, sub, False, (reason(code),), parts)
    if parts.signer is None:
        missing = (reason("certificate_missing"),)
        return CmsJudgement(Indication.INDETERMINATE, "NO_SIGNING_CERTIFICATE_FOUND", False, missing, parts)
    return _judged(parts, parts.signer, trust, now)


def _broken(parts: Parts, pieces: Sequence[Piece]) -> tuple[str, str] | None:
    """The reason and sub-indication of a signature that is not intact; None when it is (or has no certificate)."""
    if parts.signed_bytes is None:
        signed = b"".join(pieces)
    else:
        if parts.message_digest != crypto.digest(parts.digest, *pieces):
            return "digest_differs", "HASH_FAILURE"
        signed = parts.signed_bytes
    if parts.signer is None:
        return None
    if not crypto.verifies(parts.signer, parts.scheme, parts.signature, signed):
        return "signature_wrong", "SIG_CRYPTO_FAILURE"
    if parts.certificate_hash is not None:
        name, expected = parts.certificate_hash
        if crypto.digest(name, parts.signer.public_bytes(Encoding.DER)) != expected:
            return "certificate_mismatch", "FORMAT_FAILURE"
    return None


def _judged(parts: Parts, signer: x509.Certificate, trust: TrustStore, now: datetime) -> CmsJudgement:
    token = _token(parts, trust, now)
    notes = [*_weak(parts, signer), *(token.reasons if token else ()), *_disagreement(parts, token), *_form(parts)]
    failed = token is not None and token.indication is Indication.TOTAL_FAILED
    at = token.at if token is not None and token.at is not None else now
    path = find_path(signer, parts.certificates, trust, at)
    indication, sub, more, development = _standing(parts, signer, path, token, trust, now)
    if indication is Indication.TOTAL_PASSED and (failed or (token is not None and token.reasons)):
        indication, sub = Indication.INDETERMINATE, "SIG_CONSTRAINTS_FAILURE"
    development = development or (token is not None and token.development)
    return CmsJudgement(indication, sub, True, (*more, *notes), parts, token, development)


def _token(parts: Parts, trust: TrustStore, now: datetime) -> TokenJudgement | None:
    """The first time stamp over the signature value, if there is one; one that fails is told, not passed over."""
    judged = [judge_token(each, parts.signature, trust, now) for each in parts.timestamps]
    passed = [each for each in judged if each.indication is Indication.TOTAL_PASSED]
    return next(iter(passed or judged), None)


def _weak(parts: Parts, signer: x509.Certificate) -> tuple[Reason, ...]:
    names = crypto.weaknesses(signer, parts.scheme, parts.digest)
    return (reason("weak_algorithm", detail=", ".join(names)),) if names else ()


def _form(parts: Parts) -> tuple[Reason, ...]:
    """Other verifiers encode the attributes anew before they hash them, and so come to another answer."""
    return () if parts.canonical else (reason("not_der"),)


def _disagreement(parts: Parts, token: TokenJudgement | None) -> tuple[Reason, ...]:
    """Government signatures often state local time as UTC: said, not held against them."""
    if token is None or token.at is None or parts.signing_time is None:
        return ()
    off = abs(token.at - parts.signing_time)
    return (reason("time_disagrees", detail=str(off)),) if off > _TOLERATED else ()


def _standing(
    parts: Parts,
    signer: x509.Certificate,
    path: Path | None,
    token: TokenJudgement | None,
    trust: TrustStore,
    now: datetime,
) -> tuple[Indication, str | None, tuple[Reason, ...], bool]:
    """Path, purpose, algorithms, time and revocation, the first doubt deciding."""
    doubt = Indication.INDETERMINATE
    if path is None:
        return doubt, "NO_CERTIFICATE_CHAIN_FOUND", (reason("no_chain", detail=_issuer(signer)),), False
    development = trust.is_development(path.anchor)
    told = (reason("development"),) if development else ()
    proven = token.at if token is not None and token.indication is Indication.TOTAL_PASSED else None
    at = proven or now
    if not signs_documents(signer) or not path.understood:
        return doubt, "CHAIN_CONSTRAINTS_FAILURE", (*told, reason("usage")), development
    if crypto.weaknesses(signer, parts.scheme, parts.digest):
        return doubt, "CRYPTO_CONSTRAINTS_FAILURE_NO_POE", told, development
    if outside_validity(path, at) is not None:
        expired = reason("expired", detail=at.isoformat(timespec="seconds"))
        return doubt, "OUT_OF_BOUNDS_NO_POE", (*told, expired), development
    match standing_of(path, Question(trust.revocation_lists, now, proven)):
        case Standing.REVOKED:
            return _revoked(proven is not None, told, development)
        case Standing.UNKNOWN:
            return doubt, "TRY_LATER", (*told, reason("revocation_unknown")), development
    return Indication.TOTAL_PASSED, None, told, development


def _revoked(
    proven: bool, told: tuple[Reason, ...], development: bool
) -> tuple[Indication, str, tuple[Reason, ...], bool]:
    """A signature proven to be younger than the revocation has failed; without proof of its time it is in doubt."""
    if proven:
        return Indication.TOTAL_FAILED, "REVOKED", (*told, reason("revoked")), development
    return Indication.INDETERMINATE, "REVOKED_NO_POE", (*told, reason("revoked")), development


def _issuer(certificate: x509.Certificate) -> str:
    names = certificate.issuer.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(names[0].value) if names else ""
