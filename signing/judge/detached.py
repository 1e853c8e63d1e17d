"""A CMS signature that lies beside what it signs, and the time-stamp token beside that."""

from __future__ import annotations

from datetime import datetime

from dossier.judgement import Indication, SignatureJudgement
from signing.judge.malformed import Malformed
from signing.judge.parts import size_of
from signing.judge.reasons import reason
from signing.judge.signature import judge_cms
from signing.judge.trust import TrustStore


def judge_detached(cms: bytes, content: bytes, trust: TrustStore, *, name: str, now: datetime) -> SignatureJudgement:
    """Judge ``cms`` over ``content``; ``name`` says in the verdict which signature it is."""
    judged = judge_cms(cms, (content,), trust, now)
    parts = judged.parts
    signer = parts.signer if parts else None
    stamped = judged.timestamp.at if judged.timestamp else None
    claimed = parts.signing_time if parts else None
    indication, sub, reasons = judged.indication, judged.sub_indication, judged.reasons
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
        level=f"CAdES-{judged.level}" if judged.level else "CMS",
        sub_filter=None,
        signer=signer.subject.rfc4514_string() if signer else None,
        issuer=signer.issuer.rfc4514_string() if signer else None,
        signed_at=claimed.isoformat(timespec="seconds") if claimed else None,
        timestamped_at=stamped.isoformat(timespec="seconds") if stamped else None,
        algorithms=judged.algorithms,
        reasons=reasons,
        development=judged.development,
    )


def _nothing_behind(cms: bytes) -> bool:
    try:
        return size_of(cms) == len(cms)
    except Malformed:
        return False
