"""The auditor's walk over the archive: objects, seals, time stamps, log, locks and registers, each against the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random, SystemRandom
from typing import Protocol

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.errors import PermanentError, UsageError
from dossier.judgement import FileJudgement, PackageFindings, Verdict
from dossier.pipeline import State
from hoso.audit_memory import AuditMemory, circumstances_of
from hoso.fast_lane import is_unbroken
from hoso.office import Office
from hoso.verifying import INCLUDED, NO_LOCK, NOT_CHECKED, in_log, judge_archived, lock_of
from signing.judge.trust import TrustStore
from storage.database import ArchivedPackage, ChainReport, SeriesReport
from storage.objects import NotThereError, Version
from storage.tlog import Leaf

_PAGE = 200
_AGAIN = 0.02
"""Share of the packages judged in full before that are judged so again, by lot."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was archived; ``code`` is None when it is about no single dossier.

    ``what``: missing, replaced, verdict, deleted, versions, lock, log, events, access, series.
    """

    code: DossierCode | None
    what: str
    message: str
    message_vi: str


@dataclass(frozen=True, slots=True)
class NotArchived:
    """A code that was given out and never archived, and how far its dossier came: for information."""

    code: DossierCode
    state: State | None


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What was looked at and what was found. ``whole``: log, chains and series were gone through as well.

    ``in_full``: how many packages were judged in full; of the others, judged so before, the bytes and signature values.
    """

    checked: int
    findings: tuple[Finding, ...]
    development: bool
    whole: bool
    log_size: int
    not_archived: tuple[NotArchived, ...] = ()
    in_full: int = 0


@dataclass(frozen=True, slots=True)
class _Lanes:
    """How packages are judged: ``again`` says whether one that was judged in full before is judged so again."""

    office: Office
    trust: TrustStore
    memory: AuditMemory
    again: Callable[[], bool]

    def judged(self, package: ArchivedPackage) -> tuple[FileJudgement, bool]:
        """The verdict, and whether it is a full one."""
        noted = self.memory.noted(package.sha256)
        if noted is not None and not self.again() and self._is_unbroken(package):
            lock = lock_of(package, self.office.store.history(package.key))
            found = PackageFindings("ok", "ok", NOT_CHECKED, lock)
            return FileJudgement(
                package.key, "package", Verdict.VALID, package=found, development=noted.development
            ), False
        judged = judge_archived(self.office, package, trust=self.trust)
        valid = judged.verdict is Verdict.VALID
        self.memory.judged(package.sha256, valid=valid, development=judged.development)
        return judged, True

    def _is_unbroken(self, package: ArchivedPackage) -> bool:
        try:
            data = self.office.store.get(package.key)
        except NotThereError:
            return False
        return Digest.of(data) == package.sha256 and is_unbroken(data)


def audit(
    office: Office,
    *,
    sample: int | None,
    full: bool = False,
    draw: Random | None = None,
    looked: Callable[[int], None] = lambda _count: None,
) -> AuditReport:
    """Audit ``sample`` packages drawn by lot, or with None all of them and everything around them.

    What is drawn is judged in full. Of all, those are that were not within a month, those in a share drawn by lot, and
    with ``full`` every one. ``draw`` is the lot (default: one that nobody can foresee); ``looked`` is told after each
    package. An error of the system (a store that does not answer) goes up.
    """
    lot = draw or SystemRandom()
    report = _packages(office, sample, full=full, lot=lot, looked=looked)
    if sample is not None:
        return report
    size, of_log = _log(office)
    series = [office.holdings.codes_in_series(name) for name in _series(office)]
    gone = [each for found in series for each in _gone(office, found)]
    waiting = tuple(NotArchived(code, state) for found in series for code, state in found.not_archived)
    findings = (*report.findings, *of_log, *_chains(office), *gone)
    return replace(report, findings=findings, whole=True, log_size=size, not_archived=waiting)


def _packages(
    office: Office, sample: int | None, *, full: bool, lot: Random, looked: Callable[[int], None]
) -> AuditReport:
    trust = office.judges.trust()
    memory = AuditMemory(office.audits, circumstances_of(office.settings, trust), office.clock().date())
    lanes = _Lanes(office, trust, memory, lambda: full or sample is not None or lot.random() < _AGAIN)
    findings: list[Finding] = []
    checked, in_full, development = 0, 0, False
    for package in _walk(office, sample, lot):
        judged, fully = lanes.judged(package)
        findings += _package(office, package, judged)
        development = development or judged.development
        checked, in_full = checked + 1, in_full + fully
        looked(1)
    size = office.log.view.head().size if sample is not None else 0
    return AuditReport(checked, tuple(findings), development, whole=False, log_size=size, in_full=in_full)


def archive_size(office: Office, sample: int | None) -> int:
    """How many packages an audit will look at, at most."""
    size = office.log.view.head().size
    return size if sample is None else min(sample, size)


def _walk(office: Office, sample: int | None, draw: Random) -> Iterator[ArchivedPackage]:
    if sample is not None:
        yield from office.holdings.sample(sample, draw)
        return
    after = 0
    while page := office.holdings.archived(after=after, limit=_PAGE):
        yield from page
        after = page[-1].id


def _package(office: Office, package: ArchivedPackage, judged: FileJudgement) -> Iterator[Finding]:
    versions = office.store.history(package.key)
    yield from _history(package, versions)
    if judged.package is not None and judged.package.lock == NO_LOCK and office.settings.lock_days and versions:
        yield Finding(
            package.code, "lock", "The package has no lock in the store.", "Gói không được khóa trong kho lưu trữ."
        )
    if judged.verdict is not Verdict.VALID:
        yield _verdict(package, judged)
    # Of altered bytes the verdict says that they are not in the log; whether those entered are is another question.
    if in_log(office, package, package.sha256) != INCLUDED:
        yield Finding(
            package.code,
            "log",
            "The package entered in the register is not in the transparency log.",
            "Gói ghi trong sổ không có trong nhật ký minh bạch.",
        )


_KINDS = {"package_missing": "missing", "package_replaced": "replaced"}


def _verdict(package: ArchivedPackage, judged: FileJudgement) -> Finding:
    """Why the package is not valid: its own reasons first, then those of its signatures that did not pass."""
    reasons = [*judged.reasons]
    reasons += [reason for each in judged.signatures for reason in each.reasons if reason.code != "development"]
    what = next((_KINDS[each.code] for each in judged.reasons if each.code in _KINDS), "verdict")
    told = " ".join(dict.fromkeys(each.message for each in reasons))
    told_vi = " ".join(dict.fromkeys(each.message_vi for each in reasons))
    return Finding(package.code, what, f"{judged.verdict}: {told}", f"{judged.verdict.vi}: {told_vi}")


def _history(package: ArchivedPackage, versions: tuple[Version, ...]) -> Iterator[Finding]:
    """Delete markers, and versions that nobody of us put there: the archive writes each key once."""
    if any(version.deleted for version in versions):
        yield Finding(
            package.code,
            "deleted",
            "Somebody deleted the package: a delete marker stands in its history.",
            "Gói đã bị xóa: lịch sử có dấu xóa.",
        )
    foreign = [each for each in versions if not each.deleted and each.version_id != package.version_id]
    if foreign:
        yield Finding(
            package.code,
            "versions",
            f"{len(foreign)} versions of the object are not the archived one.",
            f"Có {len(foreign)} phiên bản đối tượng không phải bản đã lưu trữ.",
        )
    if versions and all(each.version_id != package.version_id for each in versions):
        yield Finding(
            package.code,
            "versions",
            "The archived version of the object is gone.",
            "Phiên bản đã lưu trữ của đối tượng không còn.",
        )


def _log(office: Office) -> tuple[int, list[Finding]]:
    """The whole log computed anew, and every leaf held against the register."""
    view = office.log.view
    try:
        head = view.audit()
        return head.size, [_leaf_of_nobody(leaf) for leaf in view.leaves() if not _is_entered(office, leaf)]
    except PermanentError as error:
        altered = Finding(None, "log", error.message, "Nhật ký minh bạch không còn nguyên vẹn.")
        return 0, [altered]


def _is_entered(office: Office, leaf: Leaf) -> bool:
    """Entered, or about to be: the run that archived it was stopped, and the next one goes on."""
    packages = office.holdings.packages(leaf.code)
    if (leaf.version, leaf.package) in {(each.version, each.sha256) for each in packages}:
        return True
    try:
        return office.journal.position(leaf.code).step in ("seal", "archive")
    except UsageError:
        return False


def _leaf_of_nobody(leaf: Leaf) -> Finding:
    return Finding(
        leaf.code,
        "log",
        f"Version {leaf.version} is in the log and the register does not have it.",
        f"Phiên bản {leaf.version} có trong nhật ký nhưng không có trong sổ.",
    )


class _Chain(Protocol):
    def verify_chain(self) -> ChainReport: ...


def _chains(office: Office) -> Iterator[Finding]:
    chains: tuple[tuple[str, _Chain], ...] = (("events", office.events), ("access", office.access))
    for name, chain in chains:
        report = chain.verify_chain()
        if not report.ok:
            yield Finding(
                None,
                name,
                f"The chain of {name} is broken at row {report.broken_at}.",
                f"Chuỗi {name} bị đứt ở dòng {report.broken_at}.",
            )


def _series(office: Office) -> Iterator[str]:
    after = ""
    while page := office.holdings.series(after=after):
        yield from page
        after = page[-1]


def _gone(office: Office, report: SeriesReport) -> Iterator[Finding]:
    """Codes that were given out and are no longer in the register: nothing of ours ever takes one out.

    A number that was never given out is no finding: an office that numbers by itself leaves such gaps.
    """
    given = office.events.allocated(report.name) if report.absent else frozenset[DossierCode]()
    for code in sorted(given):
        if any(first <= code.number <= last for first, last in report.absent):
            yield Finding(
                code, "series", "The code was given out and the register has lost it.", "Mã đã cấp nhưng sổ không còn."
            )
