"""Verdicts about what lies in this archive: the package as judged anywhere, and what register, log and store say of it."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterable
from dataclasses import replace

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.errors import PermanentError, UsageError
from dossier.judgement import FileJudgement, PackageFindings, Reason, Verdict, worst
from hoso.bundle_judging import judge_bundle
from hoso.judging import is_container
from hoso.office import Office
from hoso.proving import with_evidence
from signing.judge.evidence import Evidence
from signing.judge.revocation import Standing
from signing.judge.trust import TrustStore
from signing.status.port import Answer
from storage.bundle import looks_like_bundle
from storage.database import ArchivedPackage
from storage.objects import NotThereError, Version
from storage.package import PackageContents
from storage.tlog import Inclusion, Leaf, verify_inclusion

Asked = Callable[[x509.Certificate, x509.Certificate], Answer]
"""Asks about a certificate, given with its issuer's."""
_ROUNDS, _MOST_ASKED = 2, 32
INCLUDED, NOT_INCLUDED, NOT_CHECKED = "included", "not_included", "not_checked"
NO_LOCK = "none"


def judge_file(
    office: Office, data: bytes, *, file: str, trust: TrustStore | None = None, content: bytes | None = None
) -> FileJudgement:
    """Anything from anywhere. The log is asked whether a package is ours, also under other anchors.

    ``content``: what a signature or time stamp is over that does not hold it.
    """

    def log(found: PackageContents, digest: Digest) -> str:
        return in_log(office, found, digest)

    data = office.store.opened(data)
    if is_container(data) and looks_like_bundle(data):
        return judge_bundle(office.judges, data, file=file, trust=trust, log=log)
    return office.judges.file(data, file=file, trust=trust, log=log, content=content)


def judge_online(judge: Callable[[TrustStore], FileJudgement], trust: TrustStore, asked: Asked) -> FileJudgement:
    """Judge; where revocation is not to be told from what is at hand, ask, and judge with the answers.

    The answers are checked like those that come with a signature. Twice at most: a time stamp that is believed after the
    first round may lead to certificates nobody had asked about.
    """
    judged = judge(trust)
    for _ in range(_ROUNDS):
        pairs = dict.fromkeys(pair for each in judged.signatures for pair in each.unanswered)
        found = [asked(*map(_certificate, pair)) for pair in list(pairs)[:_MOST_ASKED]]
        told = [each for each in found if each.standing is not Standing.UNKNOWN]
        if not told:
            return judged
        trust = trust.joined(TrustStore(evidence=_evidence(told)))
        judged = judge(trust)
    return judged


def _evidence(answers: Iterable[Answer]) -> Evidence:
    answers = tuple(answers)
    return Evidence(
        certificates=tuple(each.public_bytes(Encoding.DER) for answer in answers for each in answer.certificates),
        lists=tuple(each.revocation_list for each in answers if each.revocation_list is not None),
        responses=tuple(each.response for each in answers if each.response is not None),
    )


def _certificate(plain: str) -> x509.Certificate:
    return x509.load_der_x509_certificate(b64decode(plain))


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

    def judge(store: TrustStore) -> FileJudgement:
        return office.judges.package(
            data,
            file=package.key,
            trust=store,
            log=lambda contents, digest: in_log(office, contents, digest),
            lock=lock,
        )

    believed = office.judges.trust() if trust is None else trust
    if Digest.of(data) == package.sha256:
        return with_evidence(office, package, data, believed, judge)
    judged = judge(believed)
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
