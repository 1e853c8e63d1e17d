"""A CMS signature that lies beside what it signs, and the time-stamp token beside that."""

from __future__ import annotations

from datetime import datetime

from dossier.judgement import Indication, SignatureJudgement
from signing.judge.archive import Archived, judge_archive
from signing.judge.malformed import Malformed
from signing.judge.parts import size_of, take_apart
from signing.judge.reasons import reason
from signing.judge.revocation import plain_pairs
from signing.judge.signature import CmsJudgement, judge_cms
from signing.judge.surroundings import NOTHING, known_around
from signing.judge.trust import TrustStore


def judge_detached(cms: bytes, content: bytes, trust: TrustStore, *, name: str, now: datetime) -> SignatureJudgement:
    """Judge ``cms`` over ``content``; ``name`` says in the verdict which signature it is."""
    archived = _archived(cms, content, trust, now)
    judged = judge_cms(cms, (content,), trust, now, archived.around)
    parts = judged.parts
    signer = parts.signer if parts else None
    stamped = _earliest(judged, archived)
    claimed = parts.signing_time if parts else None
    indication, sub, reasons = judged.indication, judged.sub_indication, judged.reasons
    wrong = [each for each in archived.judged if each.indication is Indication.TOTAL_FAILED]
    if wrong:
        reasons = (*reasons, reason("timestamp_invalid", detail="archive"))
        if indication is Indication.TOTAL_PASSED:
            indication, sub = Indication.INDETERMINATE, "SIG_CONSTRAINTS_FAILURE"
    if not _nothing_behind(cms) and judged.parts is not None:
        indication, sub, reasons = Indication.TOTAL_FAILED, sub or "FORMAT_FAILURE", (*reasons, reason("padding"))
    return SignatureJudgement(
        field=name,
        kind="signature",
        indication=indication,
        sub_indication=sub,
        intact=judged.intact,
        coverage="whole_file",
        modification="none",
        level=_level(judged, archived),
        sub_filter=None,
        signer=signer.subject.rfc4514_string() if signer else None,
        issuer=signer.issuer.rfc4514_string() if signer else None,
        signed_at=claimed.isoformat(timespec="seconds") if claimed else None,
        timestamped_at=stamped.isoformat(timespec="seconds") if stamped else None,
        algorithms=judged.algorithms,
        reasons=reasons,
        development=judged.development,
        certificate_from=signer.not_valid_before_utc.isoformat(timespec="seconds") if signer else None,
        certificate_until=signer.not_valid_after_utc.isoformat(timespec="seconds") if signer else None,
        unanswered=plain_pairs(judged.unanswered),
    )


def _archived(cms: bytes, content: bytes, trust: TrustStore, now: datetime) -> Archived:
    try:
        parts = take_apart(cms)
        return judge_archive(parts, (content,), trust, now, known_around(cms, parts.evidence, trust.evidence))
    except Malformed:
        return Archived(NOTHING)


def _earliest(judged: CmsJudgement, archived: Archived) -> datetime | None:
    """The earliest time that a time stamp says, believed or not."""
    tokens = (judged.timestamp, *archived.judged)
    return min((each.at for each in tokens if each is not None and each.at is not None), default=None)


def _level(judged: CmsJudgement, archived: Archived) -> str:
    """The highest level whose conditions are all met (EN 319 122-1, table 1)."""
    if not judged.level:
        return "CMS"
    if judged.level == "B-B" and not archived.around.stamped:
        return "CAdES-B-B"
    if not judged.supported:
        return "CAdES-B-T"
    return "CAdES-B-LTA" if archived.around.archived else "CAdES-B-LT"


def _nothing_behind(cms: bytes) -> bool:
    try:
        return size_of(cms) == len(cms)
    except Malformed:
        return False
