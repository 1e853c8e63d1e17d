"""Everything that an auditor needs to check one archived version offline, put into one file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from dossier.digest import Digest
from dossier.errors import PermanentError
from dossier.judgement import Indication
from hoso.bundle_readme import readme
from hoso.office import Office
from hoso.package_chains import chains_of_package
from hoso.proving import covering, validation_of
from signing.evidence.batch import record_of
from signing.judge.records import read_record
from signing.judge.timestamp import judge_token
from signing.judge.trust import TrustStore
from signing.status.gather import ValidationData
from signing.tsa.token import chain_of
from storage import bundle
from storage.bundle import LogPart, Parts, Proof, Revocation
from storage.database import ArchivedPackage
from storage.tlog import Leaf

_REMEDY = "Run `hoso audit --all`."


@dataclass(frozen=True, slots=True)
class Bundle:
    """The file, and what it could not be given: ``evidence`` and ``revocation`` say whether all of that is in it."""

    data: bytes
    evidence: bool
    revocation: bool


def make_bundle(office: Office, archived: ArchivedPackage, data: bytes) -> Bundle:
    """The bundle of an archived package whose bytes are ``data``, sealed by the agency.

    A package that is not in the log is a ``PermanentError``; without a time stamp there is no seal.
    """
    log = _log_part(office, Leaf(archived.code, archived.version, Digest.of(data)))
    proof = _proof(office, archived)
    gatherer = office.signatures.gatherer()
    proven = [] if proof is None else [chain_of(each.token) for each in read_record(proof.record).stamps]
    known = gatherer.gather([*chains_of_package(data), chain_of(log.stamp), *proven], office.clock())
    anchors, others = _sorted(known, gatherer.trust)
    parts = Parts(
        package=data,
        log=log,
        anchors=anchors,
        others=others,
        revocation=Revocation(_lists(known.revocation_lists), known.responses),
        readme=readme(archived.code, archived.version, evidence=proof is not None).encode("utf-8"),
        proof=proof,
    )
    made = bundle.build(
        archived.code, archived.version, parts, lambda listed: office.signatures.seal_list(listed, office.clock())
    )
    return Bundle(made, proof is not None, known.complete)


def _proof(office: Office, archived: ArchivedPackage) -> Proof | None:
    found = covering(office, archived)
    if found is None:
        return None
    held = validation_of(office, found) or (None, None)
    return Proof(record_of(found.batch, found.place), *held)


def _log_part(office: Office, leaf: Leaf) -> LogPart:
    view = office.log.view
    index = view.find(leaf)
    size = view.head().size
    if index is None or index >= size:
        raise PermanentError("The transparency log does not have this package.", remedy=_REMEDY)
    proof = view.prove(index)
    checkpoint = proof.checkpoint.encode()
    public = Ed25519PublicKey.from_public_bytes(view.key.public)
    return LogPart(
        proof=proof.encoded().encode(),
        checkpoint=checkpoint,
        stamp=_stamp(office, checkpoint, view.timestamp(size)),
        leaf=leaf.encoded(),
        key=f"{view.key.encoded()}\n".encode(),
        key_pem=public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    )


def _stamp(office: Office, checkpoint: bytes, kept: bytes | None) -> bytes:
    """The time stamp that the log keeps, while it is believed; else a new one."""
    if kept is not None:
        judged = judge_token(kept, checkpoint, office.judges.trust(), office.clock())
        if judged.indication is Indication.TOTAL_PASSED:
            return kept
    return office.signatures.timestamper.stamp(checkpoint)


def _sorted(known: ValidationData, trust: TrustStore) -> tuple[bytes, bytes]:
    """Anchors and the others, as PEM."""
    found = [x509.load_der_x509_certificate(each) for each in known.certificates]
    return _pem(each for each in found if trust.trusts(each)), _pem(each for each in found if not trust.trusts(each))


def _pem(certificates: Iterable[x509.Certificate]) -> bytes:
    return b"".join(each.public_bytes(Encoding.PEM) for each in certificates)


def _lists(found: Iterable[bytes]) -> bytes:
    return b"".join(x509.load_der_x509_crl(each).public_bytes(Encoding.PEM) for each in found)
