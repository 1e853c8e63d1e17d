"""A time-stamp token, judged: what time it proves for which bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from asn1crypto import tsp
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from dossier.judgement import Indication, Reason
from signing.judge import crypto
from signing.judge.parts import Malformed, Parts, take_apart
from signing.judge.path import find_path, outside_validity
from signing.judge.reasons import reason
from signing.judge.revocation import Standing, standing_of
from signing.judge.trust import TrustStore

_TST_INFO = "1.2.840.113549.1.9.16.1.4"


@dataclass(frozen=True, slots=True)
class TokenJudgement:
    """``at`` is what the token says, believed only when ``indication`` is TOTAL_PASSED."""

    indication: Indication
    at: datetime | None
    authority: x509.Certificate | None
    development: bool = False
    reasons: tuple[Reason, ...] = ()


def judge_token(token: bytes, data: bytes, trust: TrustStore, now: datetime) -> TokenJudgement:
    """Judge a token over ``data``: imprint, signature, purpose of the certificate, path and revocation."""
    try:
        parts = take_apart(token)
        info = _info(parts)
        wrong = _wrong(parts, info, data)
    except Malformed as error:
        return TokenJudgement(
            Indication.TOTAL_FAILED, None, None, reasons=(reason("timestamp_invalid", detail=str(error)),)
        )
    at = info["gen_time"].native
    if wrong is not None or parts.signer is None:
        failed = (reason("timestamp_invalid", detail=wrong or "no certificate"),)
        return TokenJudgement(Indication.TOTAL_FAILED, at, parts.signer, reasons=failed)
    return _trusted(parts, parts.signer, at, trust, now)


def _info(parts: Parts) -> tsp.TSTInfo:
    if parts.content_type != _TST_INFO or parts.content is None:
        raise Malformed("no time-stamp information")
    try:
        info = tsp.TSTInfo.load(parts.content, strict=True)
        if info["gen_time"].native.tzinfo is None:
            raise Malformed("a time without zone")
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Malformed("time-stamp information that cannot be read") from error
    return info


def _wrong(parts: Parts, info: tsp.TSTInfo, data: bytes) -> str | None:
    """What makes the token worthless; None when it is sound."""
    imprint = info["message_imprint"]
    if crypto.digest(imprint["hash_algorithm"]["algorithm"].native, data) != imprint["hashed_message"].native:
        return "it is about other bytes"
    if parts.signer is None or parts.signed_bytes is None or parts.content is None:
        return "no certificate" if parts.signer is None else "no signed attributes"
    if crypto.digest(parts.digest, parts.content) != parts.message_digest:
        return "its content was changed"
    if not crypto.verifies(parts.signer, parts.scheme, parts.signature, parts.signed_bytes):
        return "its signature value is wrong"
    if not _stamps_time(parts.signer):
        return "its certificate is not for time stamps"
    return None


def _stamps_time(certificate: x509.Certificate) -> bool:
    """RFC 3161, 2.3: the one extended key usage, critical; old authorities leave the flag out, so it is not asked."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    return list(usage) == [ExtendedKeyUsageOID.TIME_STAMPING]


def _trusted(
    parts: Parts, authority: x509.Certificate, at: datetime, trust: TrustStore, now: datetime
) -> TokenJudgement:
    path = find_path(authority, parts.certificates, trust)
    if path is None:
        return TokenJudgement(Indication.INDETERMINATE, at, authority, reasons=(reason("timestamp_untrusted"),))
    development = trust.is_development(path.anchor)
    weak = crypto.weaknesses(authority, parts.scheme, parts.digest)
    doubts = []
    if outside_validity(path, at) is not None:
        doubts.append("its certificate was not valid then")
    if weak:
        doubts.append(", ".join(weak))
    standing = standing_of(path, trust.revocation_lists, now).standing
    if standing is not Standing.GOOD:
        doubts.append("revocation of its certificate cannot be told" if standing is Standing.UNKNOWN else "revoked")
    if doubts:
        reasons = tuple(reason("timestamp_untrusted", detail=doubt) for doubt in doubts)
        return TokenJudgement(Indication.INDETERMINATE, at, authority, development, reasons)
    return TokenJudgement(Indication.TOTAL_PASSED, at, authority, development)
