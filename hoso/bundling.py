"""Everything that an auditor needs to check one archived version offline, put into one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from dossier.digest import Digest
from dossier.errors import HosoError, PermanentError
from hoso.bundle_readme import readme
from hoso.office import Office
from hoso.renewing import evidence_of
from signing.cms.archive import tokens
from signing.cms.build import SIGNATURE_TIME_STAMP
from signing.cms.envelope import take_apart
from signing.judge.malformed import Malformed, reading
from signing.judge.records import read_record
from signing.judge.trust import TrustStore
from signing.pades.raise_level import chains_in
from signing.status.gather import ValidationData
from signing.tsa.token import chain_of
from storage import bundle, package
from storage.bundle import LogPart, Parts, Revocation
from storage.database import ArchivedPackage
from storage.package import PackageContents
from storage.tlog import Leaf, LogView

_REMEDY = "Run `hoso audit --all`."
Chain = tuple[x509.Certificate, ...]


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
    contents = package.read(data)
    log = _log_part(office.log.view, Leaf(archived.code, archived.version, Digest.of(data)))
    record = evidence_of(office, archived)
    gatherer = office.signatures.gatherer()
    proven = [] if record is None else [chain_of(each.token) for each in read_record(record).stamps]
    known = gatherer.gather([*_chains(contents, log), *proven], office.clock())
    anchors, others = _sorted(known, gatherer.trust)
    parts = Parts(
        package=data,
        log=log,
        anchors=anchors,
        others=others,
        revocation=Revocation(_lists(known.revocation_lists), known.responses),
        readme=readme(archived.code, archived.version, evidence=record is not None).encode("utf-8"),
        evidence=record,
    )
    made = bundle.build(
        archived.code, archived.version, parts, lambda listed: office.signatures.seal_list(listed, office.clock())
    )
    return Bundle(made, record is not None, known.complete)


def _log_part(view: LogView, leaf: Leaf) -> LogPart:
    index = view.find(leaf)
    size = view.head().size
    if index is None or index >= size:
        raise PermanentError("The transparency log does not have this package.", remedy=_REMEDY)
    proof = view.prove(index)
    stamp = view.timestamp(size)
    if stamp is None:
        raise PermanentError("The log's checkpoint has no time stamp.", remedy=_REMEDY)
    public = Ed25519PublicKey.from_public_bytes(view.key.public)
    return LogPart(
        proof=proof.encoded().encode(),
        checkpoint=proof.checkpoint.encode(),
        stamp=stamp,
        leaf=leaf.encoded(),
        key=f"{view.key.encoded()}\n".encode(),
        key_pem=public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    )


def _chains(contents: PackageContents, log: LogPart) -> Iterator[Chain]:
    """Of the seal, of all time stamps, and of the copies' signatures, also those of other people."""
    payload = contents.payload
    seal = payload["data/record.p7s"]
    for cms in (seal, *tokens(take_apart(seal), SIGNATURE_TIME_STAMP), log.stamp):
        yield chain_of(cms)
    for path in sorted(payload):
        if path.startswith("data/copy/"):
            yield from _of_copy(payload[path])


def _of_copy(pdf: bytes) -> Sequence[Chain]:
    """Nothing of a stranger's file that cannot be read: what is not in the bundle the auditor looks for himself."""
    try:
        with reading("a signed copy"):
            return chains_in(pdf)
    except (Malformed, HosoError):
        return ()


def _sorted(known: ValidationData, trust: TrustStore) -> tuple[bytes, bytes]:
    """Anchors and the others, as PEM."""
    found = [x509.load_der_x509_certificate(each) for each in known.certificates]
    return _pem(each for each in found if trust.trusts(each)), _pem(each for each in found if not trust.trusts(each))


def _pem(certificates: Iterable[x509.Certificate]) -> bytes:
    return b"".join(each.public_bytes(Encoding.PEM) for each in certificates)


def _lists(found: Iterable[bytes]) -> bytes:
    return b"".join(x509.load_der_x509_crl(each).public_bytes(Encoding.PEM) for each in found)
