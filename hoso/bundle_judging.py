"""Verdicts about verification bundles: container, the agency's seal over the list, package, log, time, evidence.

Nothing in a bundle is believed because it is in it: certificates are no anchors, revocation answers are checked like those
that come with a signature, and the log's key counts because whoever sealed the record has sealed the key as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from dossier.digest import Digest
from dossier.errors import InputRefused, UsageError
from dossier.judgement import (
    FileJudgement,
    Indication,
    PackageFindings,
    Reason,
    SignatureJudgement,
    Verdict,
    verdict_of,
    worst,
)
from hoso.judging import Judges, LogCheck
from hoso.proving import judged_as_of, proven_validation, proves
from signing.judge.detached import judge_detached
from signing.judge.evidence import Evidence
from signing.judge.files import judge_stamp
from signing.judge.malformed import Malformed, reading
from signing.judge.records import judge_record
from signing.judge.trust import TrustStore
from storage import bundle
from storage.bundle import BundleContents
from storage.bundle.layout import (
    ANCHORS,
    CHECKPOINT,
    CHECKPOINT_STAMP,
    EVIDENCE,
    KEY,
    LISTS,
    MANIFEST,
    OTHERS,
    PROOF,
    SEAL,
    VALIDATION,
    VALIDATION_EVIDENCE,
)
from storage.package import PackageContents
from storage.tlog import Inclusion, InclusionProof, Leaf, NoteKey, verify_inclusion

_ALTERED = "altered"
_NOT_INCLUDED = "not_included"


def judge_bundle(
    judges: Judges, data: bytes, *, file: str, trust: TrustStore | None = None, log: LogCheck
) -> FileJudgement:
    """Everything in a bundle. ``log``: what the log of this installation says of the package, if it is ours."""
    checked = bundle.check(data)
    reasons = tuple(finding.reason for finding in checked.findings)
    contents = checked.contents
    if contents is None:
        return FileJudgement(file, "bundle", Verdict.REFUSED, reasons=reasons)
    seal, store = _seal(contents, judges.trust() if trust is None else trust, judges.clock())
    beside = tuple(_beside(contents, seal, store, judges.clock()))
    package = _package(judges, contents, store, log, beside)
    doubts = _same_sealer(seal, package)
    verdicts = [verdict_of(beside), package.verdict]
    verdicts += [Verdict.INVALID] * (bool(reasons) or seal is None) + [Verdict.INDETERMINATE] * bool(doubts)
    found = package.package or PackageFindings(_ALTERED, "missing", "not_checked", "not_checked")
    signatures = (*beside, *package.signatures)
    return FileJudgement(
        file,
        "bundle",
        worst(verdicts),
        signatures,
        replace(found, manifest=_ALTERED) if reasons else found,
        tuple(dict.fromkeys((*reasons, *package.reasons, *doubts))),
        any(each.development for each in signatures),
    )


def _package(
    judges: Judges,
    contents: BundleContents,
    trust: TrustStore,
    log: LogCheck,
    beside: tuple[SignatureJudgement, ...],
) -> FileJudgement:
    """The package inside, where need be as of the time that its evidence proves; that it is missing was found already."""
    data = contents.files.get(contents.package)
    if data is None:
        found = PackageFindings("missing", "missing", "not_checked", "not_checked")
        return FileJudgement(contents.package, "package", Verdict.INVALID, package=found)

    def judge(store: TrustStore) -> FileJudgement:
        return judges.package(data, file=contents.package, trust=store, log=_log_check(contents, log))

    judged = judge(trust)
    record = next((each for each in beside if each.field == EVIDENCE and proves(each)), None)
    if judged.verdict is not Verdict.INDETERMINATE or record is None:
        return judged
    files = contents.files
    held = (files.get(VALIDATION, b""), files.get(VALIDATION_EVIDENCE, b""))
    return judged_as_of(judge, data, record, trust, proven_validation(*held, trust, now=judges.clock()))


def _seal(contents: BundleContents, trust: TrustStore, now: datetime) -> tuple[SignatureJudgement | None, TrustStore]:
    """The seal over the manifest, and the trust to judge the rest with: what the seal covers is as old as its time stamp."""
    given = _given(contents)
    store = trust.joined(TrustStore(evidence=given))
    cms, listed = contents.files.get(SEAL), contents.files.get(MANIFEST)
    if cms is None or listed is None:
        return None, store
    seal = judge_detached(cms, listed, store, name=SEAL, now=now)
    if seal.indication is Indication.TOTAL_PASSED and seal.timestamped_at and _listed(contents, listed):
        known = given.known_at(datetime.fromisoformat(seal.timestamped_at))
        store = trust.joined(TrustStore(evidence=known))
    return seal, store


def _listed(contents: BundleContents, listed: bytes) -> bool:
    """Whether the sealed manifest names certificates and revocation data as they are here."""
    named = set(listed.splitlines())
    paths = [path for path in contents.files if path.startswith(("certificates/", "revocation/"))]
    return all(f"{Digest.of(contents.files[path])}  {path}".encode() in named for path in paths)


def _given(contents: BundleContents) -> Evidence:
    """Certificates and revocation answers of the bundle; a part that cannot be read is as good as none."""
    certificates = _pem(contents.files.get(ANCHORS, b"")) + _pem(contents.files.get(OTHERS, b""))
    lists = [*_lists(contents.files.get(LISTS, b""))]
    return Evidence(certificates, tuple(lists), contents.responses)


def _pem(data: bytes) -> tuple[bytes, ...]:
    try:
        with reading("certificates"):
            found = x509.load_pem_x509_certificates(data) if data else []
            return tuple(each.public_bytes(Encoding.DER) for each in found)
    except Malformed:
        return ()


_END_OF_LIST = b"-----END X509 CRL-----"


def _lists(data: bytes) -> tuple[bytes, ...]:
    try:
        with reading("revocation lists"):
            parts = [each + _END_OF_LIST for each in data.split(_END_OF_LIST)[:-1]]
            return tuple(x509.load_pem_x509_crl(each).public_bytes(Encoding.DER) for each in parts)
    except Malformed:
        return ()


def _beside(
    contents: BundleContents, seal: SignatureJudgement | None, trust: TrustStore, now: datetime
) -> Iterator[SignatureJudgement]:
    """The seal over the list, the time stamp over the checkpoint, the evidence record over the package."""
    files = contents.files
    if seal is not None:
        yield seal
    if CHECKPOINT in files and CHECKPOINT_STAMP in files:
        yield judge_stamp(files[CHECKPOINT_STAMP], files[CHECKPOINT], trust, name=CHECKPOINT_STAMP, now=now)
    if EVIDENCE in files and contents.package in files:
        yield judge_record(files[EVIDENCE], files[contents.package], trust, name=EVIDENCE, now=now)


def _log_check(contents: BundleContents, own: LogCheck) -> LogCheck:
    """The bundle's own proof must lead to its checkpoint; a log of ours that says otherwise is believed more."""

    def check(package: PackageContents, digest: Digest) -> str:
        if own(package, digest) == _NOT_INCLUDED:
            return _NOT_INCLUDED
        return "included" if _proven(contents, Leaf(package.code, package.version, digest)) else _NOT_INCLUDED

    return check


def _proven(contents: BundleContents, leaf: Leaf) -> bool:
    try:
        proof = InclusionProof.parse(contents.files[PROOF].decode("utf-8"))
        key = NoteKey.parse(contents.files[KEY].decode("ascii"))
        same = proof.checkpoint.encode() == contents.files[CHECKPOINT]
        return same and verify_inclusion(proof, leaf, key) is Inclusion.INCLUDED
    except (KeyError, UnicodeDecodeError, InputRefused, UsageError):
        return False


def _same_sealer(seal: SignatureJudgement | None, package: FileJudgement) -> tuple[Reason, ...]:
    """Whoever sealed the record vouches for the log's key too; another needs a person's look."""
    record = next((each for each in package.signatures if each.field == "record.p7s"), None)
    if seal is None or record is None or (seal.signer, seal.issuer) == (record.signer, record.issuer):
        return ()
    return (_SEALED_BY_ANOTHER,)


_SEALED_BY_ANOTHER = Reason(
    "bundle_sealed_by_another",
    "The bundle was sealed by another than the record in it: ask who vouches for the log's key.",
    "Bộ kiểm chứng do một bên khác với bên niêm phong bản ghi ký: cần hỏi ai bảo đảm khóa của nhật ký.",
)
