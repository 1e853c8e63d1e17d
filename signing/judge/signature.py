"""One CMS signature over given bytes, judged in the order of EN 319 102-1: integrity, signer, path, time, revocation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from dossier.judgement import Algorithms, Indication, Reason
from signing.judge import crypto
from signing.judge.certificates import signs_documents
from signing.judge.evidence import Evidence, readable_certificates
from signing.judge.malformed import Malformed
from signing.judge.parts import Parts, take_all_apart
from signing.judge.path import Path, find_path, outside_validity, unexplained
from signing.judge.reasons import reason
from signing.judge.revocation import Pairs, Question, Standing, standing_of, unanswered
from signing.judge.sunsets import sunsets
from signing.judge.surroundings import NOTHING, Surroundings
from signing.judge.timestamp import TokenJudgement, judge_token
from signing.judge.trust import TrustStore

# A signer's clock and a time-stamp server's differ by seconds; more is worth telling.
_TOLERATED = timedelta(minutes=10)
_VIETNAM = timedelta(hours=7)


Piece = bytes | memoryview
_GRAVITY = [Indication.TOTAL_PASSED, Indication.INDETERMINATE, Indication.TOTAL_FAILED]


@dataclass(frozen=True, slots=True)
class CmsJudgement:
    """What is said of the signature itself; ``sub_indication`` as in EN 319 102-1, None when passed.

    ``proven``: the earliest time at which it is proven to have existed. ``supported``: what came with it tells about
    revocation, of all that is not an anchor when the path is known.
    """

    indication: Indication
    sub_indication: str | None
    intact: bool
    reasons: tuple[Reason, ...]
    parts: Parts | None = None
    timestamp: TokenJudgement | None = None
    development: bool = False
    standing: Standing | None = None
    path: Path | None = None
    proven: datetime | None = None
    supported: bool = False
    unanswered: Pairs = ()

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


def judge_cms(
    cms: bytes, pieces: Sequence[Piece], trust: TrustStore, now: datetime, around: Surroundings = NOTHING
) -> CmsJudgement:
    """Judge a detached signature over the pieces, one after the other. Of several signers the worst counts."""
    try:
        found = take_all_apart(cms)
    except Malformed as error:
        return _malformed(error)
    judged = [judge_parts(each, pieces, trust, now, around) for each in found]
    worst = max(judged, key=lambda each: (not each.intact, _GRAVITY.index(each.indication)))
    if len(found) == 1:
        return worst
    # EN 319 142-1, 5.3: one signer in one signature; what several mean together nobody has said.
    more = (*worst.reasons, reason("several_signers", detail=str(len(found))))
    if worst.indication is Indication.TOTAL_PASSED:
        return replace(worst, indication=Indication.INDETERMINATE, sub_indication="FORMAT_FAILURE", reasons=more)
    return replace(worst, reasons=more)


def _malformed(error: Malformed) -> CmsJudgement:
    return CmsJudgement(Indication.INDETERMINATE, "FORMAT_FAILURE", False, (reason("malformed", detail=str(error)),))


def judge_parts(
    parts: Parts, pieces: Sequence[Piece], trust: TrustStore, now: datetime, around: Surroundings = NOTHING
) -> CmsJudgement:
    """Judge one signer's part."""
    if parts.signer is None:
        parts = replace(parts, signer=parts.signer_among(readable_certificates(around.evidence)))
    try:
        broken = _broken(parts, pieces)
    except Malformed as error:
        return _malformed(error)
    if broken is not None:
        code, sub = broken
        return CmsJudgement(Indication.TOTAL_FAILED, sub, False, (reason(code),), parts)
    if parts.signer is None:
        missing = (reason("certificate_missing"),)
        return CmsJudgement(Indication.INDETERMINATE, "NO_SIGNING_CERTIFICATE_FOUND", False, missing, parts)
    return _judged(parts, parts.signer, trust, now, around)


def _broken(parts: Parts, pieces: Sequence[Piece]) -> tuple[str, str] | None:
    """The reason and sub-indication of a signature that is not intact; None when it is (or has no certificate)."""
    if parts.signed_bytes is None:
        signed = b"".join(pieces)
    else:
        if parts.message_digest != crypto.digest(parts.digest, *pieces):
            return "digest_differs", "HASH_FAILURE"
        if parts.content is not None and parts.message_digest != crypto.digest(parts.digest, parts.content):
            return "encloses_other", "HASH_FAILURE"  # RFC 5652, 5.4: what it encloses is what it is over
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


def _judged(
    parts: Parts, signer: x509.Certificate, trust: TrustStore, now: datetime, around: Surroundings
) -> CmsJudgement:
    evidence = around.evidence.joined(parts.evidence, trust.evidence)
    token = _token(parts, trust, now, Surroundings(evidence, around.proven))
    passed = token is not None and token.indication is Indication.TOTAL_PASSED
    known = [each for each in (token.at if token and passed else None, around.proven) if each is not None]
    proven = min(known, default=None)
    notes = [*_weak(parts, signer), *(token.reasons if token else ()), *_disagreement(parts, token), *_form(parts)]
    at = proven or (token.at if token is not None and token.at is not None else now)
    path = find_path(signer, (*parts.certificates, *readable_certificates(evidence)), trust, at)
    question = Question(trust.revocation_lists, now, proven, evidence)
    stood = _standing(parts, signer, path, trust, question)
    indication, sub = stood.indication, stood.sub
    if path is not None and unexplained(
        parts.certificates, (*parts.certificates, *readable_certificates(evidence)), trust
    ):
        parts = replace(parts, strange=(*parts.strange, "a certificate that nobody has issued"))
        notes += [each for each in _form(parts) if each.code == "strange_attribute"]
    if indication is Indication.TOTAL_PASSED and (parts.strange or (token is not None and token.reasons)):
        indication, sub = Indication.INDETERMINATE, "SIG_CONSTRAINTS_FAILURE"
    development = stood.development or (token is not None and token.development)
    return CmsJudgement(
        indication,
        sub,
        True,
        (*stood.reasons, *notes),
        parts,
        token,
        development,
        stood.standing,
        path,
        proven,
        _is_supported(path, around.evidence.joined(parts.evidence), now, proven),
        (*(unanswered(path, question) if path else ()), *(token.unanswered if token else ())),
    )


def _is_supported(path: Path | None, evidence: Evidence, now: datetime, proven: datetime | None) -> bool:
    """Whether what came with the signature is enough to tell about revocation (level B-LT)."""
    if path is None:
        return evidence.revocation
    return standing_of(path, Question((), now, proven, evidence)) is not Standing.UNKNOWN and evidence.revocation


def _token(parts: Parts, trust: TrustStore, now: datetime, around: Surroundings) -> TokenJudgement | None:
    """The first time stamp over the signature value, if there is one; one that fails is told, not passed over."""
    judged = [judge_token(each, parts.signature, trust, now, around) for each in parts.timestamps]
    passed = [each for each in judged if each.indication is Indication.TOTAL_PASSED]
    return next(iter(passed or judged), None)


def _weak(parts: Parts, signer: x509.Certificate) -> tuple[Reason, ...]:
    names = sunsets(signer, parts.scheme, parts.digest)
    return (reason("weak_algorithm", detail=", ".join(names)),) if names else ()


def _form(parts: Parts) -> tuple[Reason, ...]:
    """Other verifiers encode the attributes anew before they hash them, and so come to another answer."""
    said = () if parts.canonical else (reason("not_der"),)
    return (*said, reason("strange_attribute", detail=", ".join(parts.strange))) if parts.strange else said


def _disagreement(parts: Parts, token: TokenJudgement | None) -> tuple[Reason, ...]:
    """Government signatures often state local time as UTC: said, not held against them."""
    if token is None or token.at is None or parts.signing_time is None:
        return ()
    off = parts.signing_time - token.at
    if abs(off) <= _TOLERATED:
        return ()
    if abs(off - _VIETNAM) <= _TOLERATED:
        return (reason("time_disagrees", detail=str(abs(off))), reason("local_time_as_utc"))
    return (reason("time_disagrees", detail=str(abs(off))),)


@dataclass(frozen=True, slots=True)
class _Stood:
    """How far a signature stands."""

    indication: Indication
    sub: str | None
    reasons: tuple[Reason, ...] = ()
    development: bool = False
    standing: Standing | None = None


def _standing(
    parts: Parts, signer: x509.Certificate, path: Path | None, trust: TrustStore, question: Question
) -> _Stood:
    """Path, purpose, algorithms, time and revocation, the first doubt deciding."""
    doubt, proven = Indication.INDETERMINATE, question.proven
    if path is None:
        return _Stood(doubt, "NO_CERTIFICATE_CHAIN_FOUND", (reason("no_chain", detail=_issuer(signer)),))
    development = trust.is_development(path.anchor)
    told = (reason("development"),) if development else ()
    at = proven or question.now
    standing = standing_of(path, question)
    if not signs_documents(signer) or not path.understood:
        return _Stood(doubt, "CHAIN_CONSTRAINTS_FAILURE", (*told, reason("usage")), development, standing)
    if any(at >= end for end in sunsets(signer, parts.scheme, parts.digest).values()):
        return _Stood(doubt, "CRYPTO_CONSTRAINTS_FAILURE_NO_POE", told, development, standing)
    if outside_validity(path, at) is not None:
        expired = reason("expired", detail=at.isoformat(timespec="seconds"))
        return _Stood(doubt, "OUT_OF_BOUNDS_NO_POE", (*told, expired), development, standing)
    match standing:
        case Standing.REVOKED if proven is not None:
            # Proven to be younger than the revocation: it has failed; without proof of its time it is in doubt.
            return _Stood(Indication.TOTAL_FAILED, "REVOKED", (*told, reason("revoked")), development, standing)
        case Standing.REVOKED:
            return _Stood(doubt, "REVOKED_NO_POE", (*told, reason("revoked")), development, standing)
        case Standing.UNKNOWN:
            return _Stood(doubt, "TRY_LATER", (*told, reason("revocation_unknown")), development, standing)
    return _Stood(Indication.TOTAL_PASSED, None, told, development, standing)


def _issuer(certificate: x509.Certificate) -> str:
    names = certificate.issuer.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(names[0].value) if names else ""
