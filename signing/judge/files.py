"""Signatures, time stamps and evidence records that are files of their own."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from datetime import datetime

from asn1crypto import tsp

from dossier.judgement import FileJudgement, Indication, Reason, SignatureJudgement, Verdict, verdict_of
from signing.judge.detached import judge_detached
from signing.judge.frame import elements
from signing.judge.malformed import Malformed, reading
from signing.judge.parts import Parts, take_all_apart
from signing.judge.reasons import reason
from signing.judge.records import judge_record, read_record
from signing.judge.revocation import plain_pairs
from signing.judge.timestamp import judge_token
from signing.judge.trust import TrustStore

_PEM = re.compile(rb"-----BEGIN [A-Z0-9 #]+-----\s+([A-Za-z0-9+/=\s]+?)-----END [A-Z0-9 #]+-----\s*")
_TST_INFO = "1.2.840.113549.1.9.16.1.4"


def judge_der(
    data: bytes, content: bytes | None, trust: TrustStore, *, file: str, now: datetime
) -> FileJudgement | None:
    """A CMS, an RFC 3161 token or answer, or an evidence record over ``content``; None for anything else."""
    encoded = _from_pem(data)
    token = _token_in(encoded)
    if token is not None:
        return _over(content, "timestamp", file, lambda found: judge_stamp(token, found, trust, name="token", now=now))
    if _is_record(encoded):
        return _over(
            content, "evidence_record", file, lambda found: judge_record(encoded, found, trust, name=file, now=now)
        )
    parts = _parts(encoded)
    if parts is None:
        return None
    held = parts.content if content is None else content
    return _over(held, "cms", file, lambda found: judge_detached(encoded, found, trust, name=file, now=now))


def _from_pem(data: bytes) -> bytes:
    match = _PEM.fullmatch(data.strip() + b"\n") if data.lstrip().startswith(b"-----BEGIN") else None
    if match is None:
        return data
    try:
        return base64.b64decode(b"".join(match[1].split()), validate=True)
    except binascii.Error:
        return data


def _parts(data: bytes) -> Parts | None:
    try:
        return take_all_apart(data)[0]
    except Malformed:
        return None


def _is_record(data: bytes) -> bool:
    try:
        read_record(data)
    except Malformed:
        return False
    return True


def _token_in(data: bytes) -> bytes | None:
    """The token itself, or the one in a TimeStampResp."""
    parts = _parts(data)
    if parts is not None:
        return data if parts.content_type == _TST_INFO else None
    try:
        with reading("an answer"):
            answer = tsp.TimeStampResp.load(data, strict=True)
            if answer["status"]["status"].native not in {"granted", "granted_with_mods"}:
                return None
            whole = [each for _, each, _ in elements(next(elements(data))[2])]
            found = whole[1]
    except (Malformed, StopIteration):
        return None
    inner = _parts(found)
    return found if inner is not None and inner.content_type == _TST_INFO else None


def _over(content: bytes | None, kind: str, file: str, judge: Callable[[bytes], SignatureJudgement]) -> FileJudgement:
    if content is None:
        return FileJudgement(file, kind, Verdict.REFUSED, reasons=(reason("content_missing"),))
    judged = judge(content)
    return FileJudgement(file, kind, verdict_of((judged,)), (judged,), development=judged.development)


def judge_stamp(token: bytes, content: bytes, trust: TrustStore, *, name: str, now: datetime) -> SignatureJudgement:
    """An RFC 3161 token over ``content``; ``name`` says in the verdict which it is."""
    judged = judge_token(token, content, trust, now)
    authority = judged.authority
    told: tuple[Reason, ...] = (reason("development"),) if judged.development else ()
    return SignatureJudgement(
        field=name,
        kind="timestamp",
        indication=judged.indication,
        sub_indication=judged.sub_indication,
        intact=judged.indication is not Indication.TOTAL_FAILED,
        coverage="whole_file",
        modification="none",
        level="unknown",
        sub_filter=None,
        signer=authority.subject.rfc4514_string() if authority else None,
        issuer=authority.issuer.rfc4514_string() if authority else None,
        signed_at=None,
        timestamped_at=judged.at.isoformat(timespec="seconds") if judged.at else None,
        algorithms=None,
        reasons=(*told, *judged.reasons),
        development=judged.development,
        unanswered=plain_pairs(judged.unanswered),
    )
