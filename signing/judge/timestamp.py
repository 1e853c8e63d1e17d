"""A time-stamp token, judged: what time it proves for which bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from dossier.judgement import Indication, Reason
from signing.judge import crypto
from signing.judge.certificates import stamps_time
from signing.judge.malformed import Malformed, reading
from signing.judge.parts import Parts, take_apart
from signing.judge.path import Path, find_path, outside_validity
from signing.judge.reasons import reason
from signing.judge.revocation import Question, Standing, standing_of
from signing.judge.trust import TrustStore

_TST_INFO = "1.2.840.113549.1.9.16.1.4"
# Clocks differ by seconds; a token from further ahead says that one of them is wrong.
_AHEAD = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class TokenJudgement:
    """``at`` is what the token says, believed only when ``indication`` is TOTAL_PASSED."""

    indication: Indication
    sub_indication: str | None
    at: datetime | None
    authority: x509.Certificate | None
    development: bool = False
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class _Token:
    """A token read to its end; ``imprint`` is the hash's name and value."""

    parts: Parts
    signer: x509.Certificate
    at: datetime
    imprint: tuple[str, bytes]


def judge_token(token: bytes, data: bytes, trust: TrustStore, now: datetime) -> TokenJudgement:
    """Judge a token over ``data``: imprint, signature, purpose of the certificate, path and revocation."""
    try:
        read = _read(token)
        wrong = _wrong(read, data)
    except Malformed as error:
        failed = (reason("timestamp_invalid", detail=str(error)),)
        return TokenJudgement(Indication.TOTAL_FAILED, "FORMAT_FAILURE", None, None, reasons=failed)
    if wrong is not None:
        sub, detail = wrong
        failed = (reason("timestamp_invalid", detail=detail),)
        return TokenJudgement(Indication.TOTAL_FAILED, sub, read.at, read.signer, reasons=failed)
    return _trusted(read, trust, now)


def _read(token: bytes) -> _Token:
    parts = take_apart(token)
    if parts.content_type != _TST_INFO or parts.content is None:
        raise Malformed("no time-stamp information")
    if parts.signer is None:
        raise Malformed("no certificate")
    with reading("time-stamp information"):
        info = tsp.TSTInfo.load(parts.content, strict=True)
        at, imprint = info["gen_time"].native, info["message_imprint"]
        described = (imprint["hash_algorithm"]["algorithm"].native, imprint["hashed_message"].native)
    if at.tzinfo is None:
        raise Malformed("a time without zone")
    return _Token(parts, parts.signer, at, described)


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


def _trusted(token: _Token, trust: TrustStore, now: datetime) -> TokenJudgement:
    path = find_path(token.signer, token.parts.certificates, trust, token.at)
    if path is None:
        doubts = (reason("timestamp_untrusted"),)
        return _doubtful(token, "NO_CERTIFICATE_CHAIN_FOUND", doubts, development=False)
    development = trust.is_development(path.anchor)
    found = list(_doubts(token, path, trust, now))
    if found:
        reasons = tuple(reason("timestamp_untrusted", detail=detail) for _, detail in found)
        return _doubtful(token, found[0][0], reasons, development=development)
    return TokenJudgement(Indication.TOTAL_PASSED, None, token.at, token.signer, development)


def _doubtful(token: _Token, sub: str, reasons: tuple[Reason, ...], *, development: bool) -> TokenJudgement:
    return TokenJudgement(Indication.INDETERMINATE, sub, token.at, token.signer, development, reasons)


def _doubts(token: _Token, path: Path, trust: TrustStore, now: datetime) -> Iterator[tuple[str, str]]:
    """All that speaks against it, gravest first, as sub-indications and in words."""
    parts = token.parts
    if not path.understood:
        yield "CHAIN_CONSTRAINTS_FAILURE", "a certificate has conditions that are not understood"
    weak = [*crypto.weaknesses(token.signer, parts.scheme, parts.digest)]
    if crypto.is_weak(token.imprint[0]):
        weak.append(token.imprint[0])
    if weak:
        yield "CRYPTO_CONSTRAINTS_FAILURE_NO_POE", ", ".join(dict.fromkeys(weak))
    if outside_validity(path, token.at) is not None:
        yield "OUT_OF_BOUNDS_NO_POE", "its certificate was not valid then"
    if token.at > now + _AHEAD:
        yield "SIG_CONSTRAINTS_FAILURE", "its time is yet to come"
    # Nothing proves that the token is older than a revocation: any revocation counts.
    match standing_of(path, Question(trust.revocation_lists, now, None)):
        case Standing.REVOKED:
            yield "REVOKED_NO_POE", "its certificate was revoked"
        case Standing.UNKNOWN:
            yield "TRY_LATER", "revocation of its certificate cannot be told"
