"""A whole PDF, judged: each of its signatures, and the file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

from dossier.judgement import FileJudgement, Indication, Reason, SignatureJudgement, Verdict, verdict_of, worst
from signing.judge.changes.kinds import Change, Kind
from signing.judge.embedded import judge_embedded
from signing.judge.later_changes import Coverage, Later, Modification, Revisions
from signing.judge.malformed import Encrypted, Malformed
from signing.judge.parts import size_of
from signing.judge.pdf_signatures import FoundSignature, Gap, Origin, find_signatures, gap_of
from signing.judge.reasons import reason
from signing.judge.revocation import plain_pairs
from signing.judge.signature import CmsJudgement
from signing.judge.store import evidence_in
from signing.judge.surroundings import NOTHING, Surroundings, known_around
from signing.judge.timestamp import TokenJudgement, judge_token
from signing.judge.trust import TrustStore

_PADES = "ETSI.CAdES.detached"
_LINE_ENDS = {b"", b"\n", b"\r", b"\r\n"}
_MOST_PLACES = 8
_DATE = re.compile(r"D:(\d{14})(?:([+\-Z])(\d{2})?'?(\d{2})?)?")


@dataclass(frozen=True, slots=True)
class _Judged:
    """A signature with its own judgement, before anybody asks what came after it. ``fault``: why there is none."""

    found: FoundSignature
    gap: Gap | None = None
    size: int = 0
    cms: CmsJudgement | None = None
    token: TokenJudgement | None = None
    fault: Reason | None = None
    around: Surroundings = NOTHING

    @property
    def intact(self) -> bool:
        """Whether digest and signature value are right."""
        if self.token is not None:
            return self.token.indication is not Indication.TOTAL_FAILED
        return self.cms is not None and self.cms.intact


def judge_pdf(data: bytes, trust: TrustStore, *, file: str, now: datetime) -> FileJudgement:
    """Judge every signature of a PDF; a file that cannot be opened is ``refused`` with the reason."""
    try:
        findings = find_signatures(data)
    except Encrypted:
        return FileJudgement(file, "pdf", Verdict.REFUSED, reasons=(reason("encrypted"),))
    except Malformed as error:
        return FileJudgement(file, "pdf", Verdict.REFUSED, reasons=(reason("malformed", detail=str(error)),))
    found = findings.signatures
    revisions = Revisions.of(data, findings.newest, found)
    judged = _all_judged(data, found, revisions, trust, now)
    untrue = frozenset(each.found.name for each in judged if not each.intact)
    signatures = tuple(_judge(each, revisions, untrue) for each in judged)
    development = any(each.development for each in signatures)
    trailing = _trailing(data, found)
    verdict = verdict_of(signatures)
    if trailing:
        verdict = worst((verdict, Verdict.INVALID))
    return FileJudgement(file, "pdf", verdict, signatures, None, trailing, development)


def _all_judged(
    data: bytes, found: tuple[FoundSignature, ...], revisions: Revisions, trust: TrustStore, now: datetime
) -> list[_Judged]:
    """The latest first, for what a document time stamp proves, it proves of all that it covers."""
    around = known_around(data, evidence_in(revisions.newest), trust.evidence)
    judged: dict[int, _Judged] = {}
    for place, each in sorted(enumerate(found), key=lambda pair: pair[1].end, reverse=True):
        judged[place] = _judged(data, each, trust, now, around)
        around = _proving(judged[place], revisions, around)
    return [judged[place] for place in range(len(found))]


def _proving(judged: _Judged, revisions: Revisions, around: Surroundings) -> Surroundings:
    """What is known about all that lies before a signature, once it is judged."""
    token = judged.token
    if token is None or token.at is None or token.indication is Indication.TOTAL_FAILED:
        return around
    held = revisions.evidence_at(judged.found.end)
    # A time stamp in doubt proves nothing, but it shows that its maker meant to keep what it covers.
    archived = around.archived or held.revocation
    if token.indication is not Indication.TOTAL_PASSED:
        return replace(around, archived=archived, stamped=True)
    proven = token.at if around.proven is None else min(around.proven, token.at)
    return Surroundings(around.evidence.joined(held.known_at(token.at)), proven, archived=archived, stamped=True)


def _judged(data: bytes, found: FoundSignature, trust: TrustStore, now: datetime, around: Surroundings) -> _Judged:
    if found.origin is Origin.BYTES:
        return _Judged(found, fault=reason("rewritten"))
    try:
        gap = gap_of(data, found)
        size = size_of(gap.contents)
    except Malformed as error:
        return _Judged(found, fault=reason("byte_range", detail=str(error)))
    contents = gap.contents[:size]
    if found.is_timestamp:
        token = judge_token(contents, b"".join((gap.before, gap.after)), trust, now, around)
        return _Judged(found, gap, size, token=token, around=around)
    cms = judge_embedded(found, contents, (gap.before, gap.after), trust, now, around)
    return _Judged(found, gap, size, cms, around=around)


def _judge(judged: _Judged, revisions: Revisions, untrue: frozenset[str]) -> SignatureJudgement:
    found = judged.found
    if judged.gap is None:
        return _unreadable(found, judged.fault or reason("malformed"))
    later = _later(revisions, found, untrue)
    faults = _container_faults(found, judged.gap, judged.size, revisions)
    if judged.token is not None:
        return _document_timestamp(found, judged.token, later, faults)
    if judged.cms is None:
        return _unreadable(found, reason("malformed"))
    return _combined(judged, judged.cms, later, faults)


def _later(revisions: Revisions, found: FoundSignature, untrue: frozenset[str]) -> Later:
    """A dictionary that no field shows was taken from view, which is a change whatever else was done."""
    if found.origin is Origin.FIELD or (found.origin is Origin.SHARED and revisions.was_shared(found)):
        return revisions.after(found, untrue)
    return Later(Coverage.UNCLEAR, Modification.FORBIDDEN)


def _container_faults(found: FoundSignature, gap: Gap, size: int, revisions: Revisions) -> tuple[Reason, ...]:
    """Padding must be zero (our policy: bytes there are in nobody's signature), and the gap hold what is shown."""
    faults = []
    if gap.contents[size:].strip(b"\x00"):
        faults.append(reason("padding"))
    if found.contents.rstrip(b"\x00") != gap.contents.rstrip(b"\x00") and not revisions.shows_gap(found):
        faults.append(reason("contents_differ"))
    if found.origin is Origin.NO_FIELD:
        faults.append(reason("not_shown"))
    if found.origin is Origin.SHARED and not revisions.was_shared(found):
        faults.append(reason("shared"))
    return tuple(faults)


def _combined(whole: _Judged, judged: CmsJudgement, later: Later, faults: tuple[Reason, ...]) -> SignatureJudgement:
    found = whole.found
    indication, sub = judged.indication, judged.sub_indication
    reasons = (*judged.reasons, *faults, *_later_reasons(later))
    if later.modification is Modification.FORBIDDEN and judged.intact:
        known = later.understood and not later.is_open
        indication = Indication.TOTAL_FAILED if known else _worse(indication)
        sub = "FORMAT_FAILURE"
    if later.unforeseen and indication is Indication.TOTAL_PASSED:
        indication, sub = Indication.INDETERMINATE, "SIG_CONSTRAINTS_FAILURE"
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
        level=_level(whole, judged),
        sub_filter=found.sub_filter,
        signer=signer.subject.rfc4514_string() if signer else None,
        issuer=signer.issuer.rfc4514_string() if signer else None,
        signed_at=_claimed(found, judged),
        timestamped_at=_rfc3339(judged.timestamp.at) if judged.timestamp else None,
        algorithms=judged.algorithms,
        reasons=reasons,
        development=judged.development,
        certificate_from=_rfc3339(signer.not_valid_before_utc) if signer else None,
        certificate_until=_rfc3339(signer.not_valid_after_utc) if signer else None,
        signed_until=found.end,
        pages=_pages(later),
        unanswered=plain_pairs(judged.unanswered),
    )


def _pages(later: Later) -> tuple[int, ...]:
    """Pages on which something was changed, by their numbers."""
    told = {each.where for each in later.changes if each.where.isdigit()}
    told |= {str(each.mark[0] + 1) for each in later.changes if each.mark is not None}
    return tuple(sorted(map(int, told)))


def _worse(indication: Indication) -> Indication:
    return Indication.INDETERMINATE if indication is Indication.TOTAL_PASSED else indication


def _later_reasons(later: Later) -> tuple[Reason, ...]:
    """What was done, in words: each kind of breach once, with the places."""
    if not later.understood:
        return (reason("unread_structure"),)
    if later.modification is Modification.FORBIDDEN or later.coverage is Coverage.PARTIAL:
        general = () if later.is_open else (reason("changed_after_signing"),)
        return (*general, *_named(later.breaches))
    told = (*_named(later.unforeseen),)
    if later.modification is Modification.PERMITTED:
        kinds = {each.kind for each in later.changes}
        code = "signed_again" if kinds & {Kind.FURTHER_SIGNATURE, Kind.DOCUMENT_TIMESTAMP} else "updated"
        return (*told, reason(code))
    return told


def _named(changes: Iterable[Change]) -> tuple[Reason, ...]:
    """One reason for each kind; places are page numbers and keys of the file format, never what a field says."""
    places: dict[str, list[str]] = {}
    for each in changes:
        listed = places.setdefault(each.kind.value, [])
        if each.where and each.where not in listed and len(listed) < _MOST_PLACES:
            listed.append(each.where)
    return tuple(reason(code, detail=", ".join(listed)) for code, listed in places.items())


def _level(whole: _Judged, judged: CmsJudgement) -> str:
    """The highest level whose conditions are all met (EN 319 142-1, table 1)."""
    if judged.parts is None:
        return "unknown"
    if whole.found.sub_filter != _PADES or judged.parts.certificate_hash is None:
        return "CMS"
    own = judged.timestamp
    stamped = whole.around.stamped or (own is not None and own.indication is not Indication.TOTAL_FAILED)
    if not stamped:
        return "PAdES-B-B"
    if not judged.supported:
        return "PAdES-B-T"
    return "PAdES-B-LTA" if whole.around.archived else "PAdES-B-LT"


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
    found: FoundSignature, judged: TokenJudgement, later: Later, faults: tuple[Reason, ...]
) -> SignatureJudgement:
    indication, sub = judged.indication, judged.sub_indication
    if faults or later.modification is Modification.FORBIDDEN or later.coverage is Coverage.PARTIAL:
        known = faults or (later.understood and not later.is_open)
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
        certificate_from=_rfc3339(authority.not_valid_before_utc) if authority else None,
        certificate_until=_rfc3339(authority.not_valid_after_utc) if authority else None,
        signed_until=found.end,
        pages=_pages(later),
        unanswered=plain_pairs(judged.unanswered),
    )


def _trailing(data: bytes, found: tuple[FoundSignature, ...]) -> tuple[Reason, ...]:
    """Bytes behind the last %%EOF, but for one end of line, belong to no revision and to no signature."""
    if not found or data[max(each.end for each in found) :] in _LINE_ENDS:
        return ()
    tail = data[data.rfind(b"%%EOF") + len(b"%%EOF") :]
    return () if tail in _LINE_ENDS else (reason("trailing_data"),)
