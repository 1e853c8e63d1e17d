"""Verdicts about what lies in this archive: the package as judged anywhere, and what register, log and store say of it."""

from __future__ import annotations

from dataclasses import replace

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.errors import PermanentError, UsageError
from dossier.judgement import FileJudgement, PackageFindings, Reason, Verdict, worst
from hoso.office import Office
from signing.judge.trust import TrustStore
from storage.database import ArchivedPackage
from storage.objects import NotThereError, Version
from storage.package import PackageContents
from storage.tlog import Inclusion, Leaf, verify_inclusion

INCLUDED, NOT_INCLUDED, NOT_CHECKED = "included", "not_included", "not_checked"
NO_LOCK = "none"


def judge_file(
    office: Office, data: bytes, *, file: str, trust: TrustStore | None = None, content: bytes | None = None
) -> FileJudgement:
    """Anything from anywhere. The log is asked whether a package is ours, also under other anchors.

    ``content``: what a signature or time stamp is over that does not hold it.
    """
    return office.judges.file(
        data, file=file, trust=trust, log=lambda found, digest: in_log(office, found, digest), content=content
    )


def judge_dossier(office: Office, code: DossierCode, *, trust: TrustStore | None = None) -> FileJudgement:
    """The latest archived version of a dossier; one that is not archived is a ``UsageError``."""
    packages = office.holdings.packages(code)
    if not packages:
        raise UsageError(f"{code} is not archived.", remedy="`hoso show` says how far it has come.")
    return replace(judge_archived(office, packages[-1], trust=trust), kind="dossier", file=str(code))


def archived_bytes(office: Office, code: DossierCode) -> bytes:
    """The latest package as it lies in the store; nothing for one that is missing."""
    try:
        return office.store.get(office.holdings.packages(code)[-1].key)
    except NotThereError:
        return b""


def judge_archived(office: Office, package: ArchivedPackage, *, trust: TrustStore | None = None) -> FileJudgement:
    """The package that lies in the store under the register's key, held against the register, the log and its lock."""
    lock = lock_of(package, office.store.history(package.key))
    try:
        data = office.store.get(package.key)
    except NotThereError:
        found = PackageFindings("missing", "missing", in_log(office, package, package.sha256), lock)
        return FileJudgement(package.key, "package", Verdict.INVALID, package=found, reasons=(_MISSING,))
    judged = office.judges.package(
        data,
        file=package.key,
        trust=trust,
        log=lambda contents, digest: in_log(office, contents, digest),
        lock=lock,
    )
    if Digest.of(data) == package.sha256:
        return judged
    return replace(judged, verdict=worst((judged.verdict, Verdict.INVALID)), reasons=(*judged.reasons, _OTHER_BYTES))


def lock_of(package: ArchivedPackage, versions: tuple[Version, ...]) -> str:
    """The lock of the version that was archived, as ``COMPLIANCE until 2036-11-22T…``."""
    own = (version for version in versions if version.version_id == package.version_id)
    return next((str(version.lock) for version in own if version.lock is not None), NO_LOCK)


def in_log(office: Office, package: PackageContents | ArchivedPackage, digest: Digest) -> str:
    """Whether a package of these bytes is in our log: a proof is made and checked. ``not_checked``: it is none of ours.

    A log that contradicts itself proves nothing and counts as ``not_included``; a store that does not answer goes up.
    """
    view = office.log.view
    size = view.head().size
    leaf = Leaf(package.code, package.version, digest)
    entered = {each.version: each.sha256 for each in office.holdings.packages(package.code)}.get(package.version)
    if entered not in (None, digest):
        return NOT_INCLUDED
    try:
        index = view.find(leaf)
        if index is None:
            return NOT_CHECKED if entered is None else NOT_INCLUDED
        if index >= size:
            return NOT_INCLUDED
        included = verify_inclusion(view.prove(index), leaf, view.key) is Inclusion.INCLUDED
    except PermanentError:
        return NOT_INCLUDED
    return INCLUDED if included else NOT_INCLUDED


_MISSING = Reason("package_missing", "The package is not in the store.", "Gói không còn trong kho.")
_OTHER_BYTES = Reason(
    "package_replaced",
    "The package is not the one that was entered in the register.",
    "Gói không phải gói đã ghi trong sổ.",
)
