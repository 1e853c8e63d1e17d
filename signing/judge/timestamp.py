"""A time-stamp token, judged: what time it proves for which bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from dossier.judgement import Indication, Reason
from signing.judge import crypto
from signing.judge.certificates import stamps_time
from signing.judge.evidence import readable_certificates
from signing.judge.malformed import Malformed, reading
from signing.judge.parts import Parts, take_apart
from signing.judge.path import Path, find_path, outside_validity, unexplained
from signing.judge.reasons import reason
from signing.judge.revocation import Pairs, Question, Standing, standing_of, unanswered
from signing.judge.schemes import hash_name
from signing.judge.sunsets import sunset_of_hash, sunsets
from signing.judge.surroundings import NOTHING, Surroundings
from signing.judge.trust import TrustStore

_TST_INFO = "1.2.840.113549.1.9.16.1.4"
# Clocks differ by seconds; a token from further ahead says that one of them is wrong.
_AHEAD = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class TokenJudgement:
    """``at`` is what the token says, believed only when ``indication`` is TOTAL_PASSED. ``imprint``: its hash's name."""

    indication: Indication
    sub_indication: str | None
    at: datetime | None
    authority: x509.Certificate | None
    development: bool = False
    reasons: tuple[Reason, ...] = ()
    imprint: str = ""
    parts: Parts | None = None
    unanswered: Pairs = ()


@dataclass(frozen=True, slots=True)
class _Token:
    """A token read to its end; ``imprint`` is the hash's name and value."""

    parts: Parts
    signer: x509.Certificate
    at: datetime
    imprint: tuple[str, bytes]


def judge_token(
    token: bytes, data: bytes, trust: TrustStore, now: datetime, around: Surroundings = NOTHING
) -> TokenJudgement:
    """Judge a token over ``data``: imprint, signature, purpose of the certificate, path and revocation."""
    try:
        read = _read(token, around)
        wrong = _wrong(read, data)
    except Malformed as error:
        failed = (reason("timestamp_invalid", detail=str(error)),)
        return TokenJudgement(Indication.TOTAL_FAILED, "FORMAT_FAILURE", None, None, reasons=failed)
    if wrong is not None:
        sub, detail = wrong
        failed = (reason("timestamp_invalid", detail=detail),)
        return TokenJudgement(Indication.TOTAL_FAILED, sub, read.at, read.signer, reasons=failed)
    return _trusted(read, trust, now, around)


def imprint_of(token: bytes) -> str:
    """The name of the hash that a token is over; ``Malformed`` for what is no token."""
    parts = take_apart(token)
    with reading("time-stamp information"):
        return hash_name(tsp.TSTInfo.load(parts.content or b"")["message_imprint"]["hash_algorithm"])


def _read(token: bytes, around: Surroundings) -> _Token:
    parts = take_apart(token)
    if parts.content_type != _TST_INFO or parts.content is None:
        raise Malformed("no time-stamp information")
    signer = parts.signer or parts.signer_among(readable_certificates(around.evidence))
    if signer is None:
        raise Malformed("no certificate")
    with reading("time-stamp information"):
        info = tsp.TSTInfo.load(parts.content, strict=True)
        at, imprint = info["gen_time"].native, info["message_imprint"]
        described = (hash_name(imprint["hash_algorithm"]), imprint["hashed_message"].native)
    if at.tzinfo is None:
        raise Malformed("a time without zone")
    return _Token(parts, signer, at, described)


def _wrong(token: _Token, data: bytes) -> tuple[str, str] | None:
    """What makes the token worthless, as sub-indication and in words; None when it is sound."""
    parts = token.parts
    name, expected = token.imprint
    if crypto.digest(name, data) != expected:
        return "HASH_FAILURE", "it is about other bytes"
    if parts.signed_bytes is None or parts.content is None:
        return "FORMAT_FAILURE", "no signed attributes"
    if crypto.digest(parts.digest, parts.content) != parts.message_digest:
        return "HASH_FAILURE", "its content was changed"
    if not crypto.verifies(token.signer, parts.scheme, parts.signature, parts.signed_bytes):
        return "SIG_CRYPTO_FAILURE", "its signature value is wrong"
    if not _names(parts, token.signer):
        return "FORMAT_FAILURE", "it names another certificate"
    if not stamps_time(token.signer):
        return "CHAIN_CONSTRAINTS_FAILURE", "its certificate is not for time stamps"
    return None


def _names(parts: Parts, signer: x509.Certificate) -> bool:
    """RFC 3161, 2.4.2 wants the certificate named in the signed attributes; where it is, it must be this one."""
    if parts.certificate_hash is None:
        return True
    name, expected = parts.certificate_hash
    return crypto.digest(name, signer.public_bytes(Encoding.DER)) == expected


def _trusted(token: _Token, trust: TrustStore, now: datetime, around: Surroundings) -> TokenJudgement:
    evidence = around.evidence.joined(token.parts.evidence, trust.evidence)
    helpers = (*token.parts.certificates, *readable_certificates(evidence))
    path = find_path(token.signer, helpers, trust, token.at)
    if path is None:
        doubts = (reason("timestamp_untrusted"),)
        return _doubtful(token, "NO_CERTIFICATE_CHAIN_FOUND", doubts, development=False)
    development = trust.is_development(path.anchor)
    question = Question(trust.revocation_lists, now, around.proven, evidence)
    found = list(_doubts(token, path, question))
    if unexplained(token.parts.certificates, helpers, trust):
        found.append(("SIG_CONSTRAINTS_FAILURE", "it holds a certificate that nobody has issued"))
    if found:
        reasons = tuple(reason("timestamp_untrusted", detail=detail) for _, detail in found)
        doubtful = _doubtful(token, found[0][0], reasons, development=development)
        return replace(doubtful, unanswered=unanswered(path, question))
    name = token.imprint[0]
    return TokenJudgement(
        Indication.TOTAL_PASSED, None, token.at, token.signer, development, imprint=name, parts=token.parts
    )


def _doubtful(token: _Token, sub: str, reasons: tuple[Reason, ...], *, development: bool) -> TokenJudgement:
    name = token.imprint[0]
    return TokenJudgement(
        Indication.INDETERMINATE, sub, token.at, token.signer, development, reasons, name, token.parts
    )


def _doubts(token: _Token, path: Path, question: Question) -> Iterator[tuple[str, str]]:
    """All that speaks against it, gravest first, as sub-indications and in words."""
    if not path.understood:
        yield "CHAIN_CONSTRAINTS_FAILURE", "a certificate has conditions that are not understood"
    weak = _weak(token, question.proven or question.now)
    if weak:
        yield "CRYPTO_CONSTRAINTS_FAILURE_NO_POE", ", ".join(weak)
    if outside_validity(path, token.at) is not None:
        yield "OUT_OF_BOUNDS_NO_POE", "its certificate was not valid then"
    if token.at > question.now + _AHEAD:
        yield "SIG_CONSTRAINTS_FAILURE", "its time is yet to come"
    if token.parts.strange:
        yield "SIG_CONSTRAINTS_FAILURE", "it holds attributes that are not understood"
    # Unless a later time stamp proves that the token is older than a revocation, any revocation counts.
    match standing_of(path, question):
        case Standing.REVOKED:
            yield "REVOKED_NO_POE", "its certificate was revoked"
        case Standing.UNKNOWN:
            yield "TRY_LATER", "revocation of its certificate cannot be told"


def _weak(token: _Token, at: datetime) -> list[str]:
    """What was not believed any more when the token is first proven to have existed."""
    parts = token.parts
    ends = sunsets(token.signer, parts.scheme, parts.digest)
    until = sunset_of_hash(token.imprint[0])
    if until is not None:
        ends[token.imprint[0]] = until
    return [name for name, end in ends.items() if at >= end]
