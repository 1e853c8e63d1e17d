"""A whole PDF, judged: each of its signatures, and the file."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

from dossier.judgement import FileJudgement, Indication, Reason, SignatureJudgement, Verdict, verdict_of, worst
from signing.judge.later_changes import Coverage, Later, Modification, Revisions
from signing.judge.malformed import Malformed
from signing.judge.parts import size_of
from signing.judge.pdf_signatures import FoundSignature, Gap, Origin, find_signatures, gap_of
from signing.judge.reasons import reason
from signing.judge.signature import CmsJudgement, judge_cms
from signing.judge.timestamp import judge_token
from signing.judge.trust import TrustStore

_PADES = "ETSI.CAdES.detached"
_KNOWN = {_PADES, "adbe.pkcs7.detached"}
_LINE_ENDS = {b"", b"\n", b"\r", b"\r\n"}
_DATE = re.compile(r"D:(\d{14})(?:([+\-Z])(\d{2})?'?(\d{2})?)?")


@dataclass(frozen=True, slots=True)
class _File:
    """What all signatures of a file share; ``covered_until``: the end of the last one whose mark hides something."""

    data: bytes
    revisions: Revisions
    covered_until: int


def judge_pdf(data: bytes, trust: TrustStore, *, file: str, now: datetime) -> FileJudgement:
    """Judge every signature of a PDF; a file that cannot be opened is ``refused`` with the reason."""
    try:
        found = find_signatures(data)
    except Malformed as error:
        return FileJudgement(file, "pdf", Verdict.REFUSED, reasons=(reason("malformed", detail=str(error)),))
    shared = _File(data, Revisions(data), max((each.end for each in found if each.covers), default=0))
    signatures = tuple(_judge(shared, each, trust, now) for each in found)
    development = any(each.development for each in signatures)
    trailing = _trailing(data, found)
    verdict = verdict_of(signatures)
    if trailing:
        verdict = worst((verdict, Verdict.INVALID))
    return FileJudgement(file, "pdf", verdict, signatures, None, trailing, development)


def _judge(shared: _File, found: FoundSignature, trust: TrustStore, now: datetime) -> SignatureJudgement:
    if found.origin is Origin.BYTES:
        return _unreadable(found, reason("rewritten"))
    try:
        gap = gap_of(shared.data, found)
        size = size_of(gap.contents)
    except Malformed as error:
        return _unreadable(found, reason("byte_range", detail=str(error)))
    if found.is_timestamp:
        return _document_timestamp(shared, found, gap, size, trust, now)
    if found.sub_filter not in _KNOWN:
        return _unreadable(found, reason("unknown_sub_filter", detail=found.sub_filter or "none"))
    judged = judge_cms(gap.contents[:size], (gap.before, gap.after), trust, now)
    return _combined(found, judged, _later(shared, found), _container_faults(found, gap, size))


def _later(shared: _File, found: FoundSignature) -> Later:
    """A dictionary that no field shows was taken from view, which is a change whatever else was done."""
    if found.origin is not Origin.FIELD:
        return Later(Coverage.UNCLEAR, Modification.FORBIDDEN)
    later = shared.revisions.after(found.byte_range, found.name)
    if later.modification is Modification.PERMITTED and found.end < shared.covered_until:
        return replace(later, modification=Modification.FORBIDDEN, covered=True)
    return later


def _container_faults(found: FoundSignature, gap: Gap, size: int) -> tuple[Reason, ...]:
    """Padding must be zero (our policy: bytes there are in nobody's signature), and the gap hold what is shown."""
    faults = []
    if gap.contents[size:].strip(b"\x00"):
        faults.append(reason("padding"))
    if found.contents.rstrip(b"\x00") != gap.contents.rstrip(b"\x00"):
        faults.append(reason("contents_differ"))
    if found.origin is Origin.NO_FIELD:
        faults.append(reason("not_shown"))
    if found.origin is Origin.SHARED:
        faults.append(reason("shared"))
    return tuple(faults)


def _combined(
    found: FoundSignature, judged: CmsJudgement, later: Later, faults: tuple[Reason, ...]
) -> SignatureJudgement:
    indication, sub = judged.indication, judged.sub_indication
    reasons = (*judged.reasons, *faults, *_later_reasons(later))
    if later.modification is Modification.FORBIDDEN and judged.intact:
        known = later.understood and not later.covered
        indication = Indication.TOTAL_FAILED if known else _worse(indication)
        sub = "FORMAT_FAILURE"
    if later.coverage is Coverage.PARTIAL or faults:
        indication, sub = Indication.TOTAL_FAILED, sub or "FORMAT_FAILURE"
    parts = judged.parts
    signer = parts.signer if parts else None
    return SignatureJudgement(
        field=found.name,
        kind="certification" if found.certifies else "signature",
        indication=indication,
        sub_indication=sub,
        intact=judged.intact,
        coverage=later.coverage.value,
        modification=later.modification.value,
        level=_level(found, judged),
        sub_filter=found.sub_filter,
        signer=signer.subject.rfc4514_string() if signer else None,
        issuer=signer.issuer.rfc4514_string() if signer else None,
        signed_at=_claimed(found, judged),
        timestamped_at=_rfc3339(judged.timestamp.at) if judged.timestamp else None,
        algorithms=judged.algorithms,
        reasons=reasons,
        development=judged.development,
    )


def _worse(indication: Indication) -> Indication:
    return Indication.INDETERMINATE if indication is Indication.TOTAL_PASSED else indication


def _later_reasons(later: Later) -> tuple[Reason, ...]:
    if not later.understood:
        return (reason("unread_structure"),)
    if later.covered:
        return (reason("covered"),)
    if later.modification is Modification.FORBIDDEN or later.coverage is Coverage.PARTIAL:
        return (reason("changed_after_signing"),)
    return (reason("signed_again"),) if later.modification is Modification.PERMITTED else ()


def _level(found: FoundSignature, judged: CmsJudgement) -> str:
    if judged.parts is None:
        return "unknown"
    if found.sub_filter != _PADES or not judged.level:
        return "CMS"
    return f"PAdES-{judged.level}"


def _claimed(found: FoundSignature, judged: CmsJudgement) -> str | None:
    """The signer's own word on the time: /M where it can be read, else the signed attribute."""
    said = _pdf_date(found.date) if found.date else None
    if said is None and judged.parts is not None:
        said = judged.parts.signing_time
    return _rfc3339(said)


def _pdf_date(text: str) -> datetime | None:
    """ISO 32000-1, 7.9.4; a date without zone is taken as UTC."""
    match = _DATE.match(text)
    if match is None:
        return None
    digits, sign, hours, minutes = match.groups()
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    try:
        zone = timezone(-offset if sign == "-" else offset)
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=zone)
    except ValueError:
        return None


def _rfc3339(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")


def _unreadable(found: FoundSignature, why: Reason) -> SignatureJudgement:
    """Listed all the same: what is not understood is never valid."""
    return SignatureJudgement(
        field=found.name,
        kind="timestamp" if found.is_timestamp else "signature",
        indication=Indication.INDETERMINATE,
        sub_indication="FORMAT_FAILURE",
        intact=False,
        coverage=Coverage.UNCLEAR.value,
        modification=Modification.FORBIDDEN.value,
        level="unknown",
        sub_filter=found.sub_filter,
        signer=None,
        issuer=None,
        signed_at=_rfc3339(_pdf_date(found.date)) if found.date else None,
        timestamped_at=None,
        algorithms=None,
        reasons=(why,),
    )


def _document_timestamp(
    shared: _File, found: FoundSignature, gap: Gap, size: int, trust: TrustStore, now: datetime
) -> SignatureJudgement:
    judged = judge_token(gap.contents[:size], b"".join((gap.before, gap.after)), trust, now)
    later = _later(shared, found)
    faults = _container_faults(found, gap, size)
    indication, sub = judged.indication, judged.sub_indication
    if faults or later.modification is Modification.FORBIDDEN or later.coverage is Coverage.PARTIAL:
        known = faults or (later.understood and not later.covered)
        indication, sub = Indication.TOTAL_FAILED if known else _worse(indication), sub or "FORMAT_FAILURE"
    authority = judged.authority
    return SignatureJudgement(
        field=found.name,
        kind="timestamp",
        indication=indication,
        sub_indication=sub,
        intact=judged.indication is not Indication.TOTAL_FAILED,
        coverage=later.coverage.value,
        modification=later.modification.value,
        level="unknown",
        sub_filter=found.sub_filter,
        signer=authority.subject.rfc4514_string() if authority else None,
        issuer=authority.issuer.rfc4514_string() if authority else None,
        signed_at=None,
        timestamped_at=_rfc3339(judged.at),
        algorithms=None,
        reasons=(*judged.reasons, *faults, *_later_reasons(later)),
        development=judged.development,
    )


def _trailing(data: bytes, found: tuple[FoundSignature, ...]) -> tuple[Reason, ...]:
    """Bytes behind the last %%EOF, but for one end of line, belong to no revision and to no signature."""
    tail = data[data.rfind(b"%%EOF") + len(b"%%EOF") :]
    return (reason("trailing_data"),) if found and tail not in _LINE_ENDS else ()
