"""The auditor's walk over the archive: objects, seals, time stamps, log, locks and registers, each against the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import SystemRandom

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.errors import HosoError, InputRefused
from dossier.judgement import FileJudgement, Verdict
from hoso.office import Office
from storage.database import ArchivedPackage
from storage.objects import NotThereError, Version
from storage.package import PackageContents
from storage.tlog import Inclusion, InclusionProof, Leaf, verify_inclusion

_PAGE = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was archived; ``code`` is None when it is about no single dossier."""

    code: DossierCode | None
    what: str
    message: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What was looked at and what was found. ``open_codes``: given out and not archived (in work, waiting, refused)."""

    checked: int
    findings: tuple[Finding, ...]
    development: bool
    open_codes: int = 0
    log_size: int = 0


def audit(office: Office, *, sample: int | None, looked: Callable[[int], None] = lambda _count: None) -> AuditReport:
    """Audit ``sample`` packages drawn by lot, or with None all of them and everything around them.

    ``looked`` is told after each package. An error of the system (a store that does not answer) goes up.
    """
    findings: list[Finding] = []
    checked, development = 0, False
    for package in _walk(office, sample):
        found, of_development = _package(office, package)
        findings += found
        development = development or of_development
        checked += 1
        looked(1)
    size = office.log.view.head().size
    if sample is not None:
        return AuditReport(checked, tuple(findings), development, log_size=size)
    around, open_codes = _around(office, checked, size)
    return AuditReport(checked, (*findings, *around), development, open_codes, size)


def archive_size(office: Office, sample: int | None) -> int | None:
    """How many packages an audit will look at; None when that is not known beforehand."""
    return sample if sample is not None else office.log.view.head().size


def _walk(office: Office, sample: int | None) -> Iterator[ArchivedPackage]:
    if sample is not None:
        yield from office.holdings.sample(sample, SystemRandom())
        return
    after = 0
    while page := office.holdings.archived(after=after, limit=_PAGE):
        yield from page
        after = page[-1].id


def _package(office: Office, package: ArchivedPackage) -> tuple[list[Finding], bool]:
    def finding(what: str, message: str) -> Finding:
        return Finding(package.code, what, message)

    found = [finding("store", each) for each in _history(office.store.history(package.key), package)]
    try:
        data = office.store.get(package.key)
    except NotThereError:
        return [*found, finding("missing", "The package is not in the store.")], False
    if Digest.of(data) != package.sha256:
        found.append(finding("digest", "The package is not the one that was entered in the register."))
    judged = judge_archived(office, data, file=package.key)
    if judged.verdict is not Verdict.VALID:
        why = [reason.message for reason in judged.reasons]
        why += [reason.message for each in judged.signatures for reason in each.reasons if reason.code != "development"]
        found.append(finding("verdict", f"{judged.verdict}: {' '.join(dict.fromkeys(why))}"))
    return found, judged.development


def _history(versions: tuple[Version, ...], package: ArchivedPackage) -> Iterator[str]:
    if versions and versions[0].deleted:
        yield "The package was deleted: a delete marker hides it."
    if package.version_id is not None and versions and versions[0].version_id != package.version_id:
        yield "Another version of the object stands over the archived one."


def judge_archived(office: Office, data: bytes, *, file: str) -> FileJudgement:
    """The verdict about a package of this archive, its place in the log and its lock looked up."""
    versions = office.store.history(file)
    lock = next((str(version.lock) for version in versions if version.lock is not None), "none")
    return office.judges.package(
        data, file=file, log=lambda contents, digest: in_log(office, contents, digest), lock=lock
    )


def in_log(office: Office, contents: PackageContents, digest: Digest) -> str:
    """Whether the log of this installation has the package: a proof is made and checked."""
    leaf = Leaf(contents.code, contents.version, digest)
    view = office.log.view
    try:
        index = view.find(leaf)
        if index is None:
            return "not_included"
        proof: InclusionProof = view.prove(index)
        included = verify_inclusion(proof, leaf, view.key) is Inclusion.INCLUDED
    except (HosoError, InputRefused):
        return "not_included"
    return "included" if included else "not_included"


def _around(office: Office, archived: int, size: int) -> tuple[list[Finding], int]:
    """The log as a whole, the hash chains, and the series of codes against what was archived."""
    found: list[Finding] = []
    try:
        office.log.view.audit()
    except HosoError as error:
        found.append(Finding(None, "log", error.message))
    if size != archived:
        found.append(Finding(None, "log", f"The log has {size} leaves, the register {archived} packages."))
    for name, chain in (("events", office.events), ("access", office.access)):
        report = chain.verify_chain()
        if not report.ok:
            found.append(Finding(None, name, f"The chain of {name} is broken at row {report.broken_at}."))
    open_codes = 0
    for series in _series(office):
        report_of = office.holdings.codes_in_series(series)
        open_codes += len(report_of.not_archived)
        found += [
            Finding(None, "series", f"{series}: numbers {first} to {last} were given out and are gone.")
            for first, last in report_of.absent
        ]
    return found, open_codes


def _series(office: Office) -> Iterator[str]:
    after = ""
    while page := office.holdings.series(after=after):
        yield from page
        after = page[-1]
