"""Signatures by keys that this system cannot reach: prepared here, made at the signer's desk, put in here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.errors import UsageError
from dossier.pipeline import Position, State
from dossier.record import Copy, CopySignature, Document, Event, Record, Status
from hoso.clock import rfc3339
from hoso.digitise import carry, held
from hoso.drafts import with_event
from hoso.key_secrets import Role
from hoso.marks import Look
from hoso.office import Office
from hoso.signing_request import InDossier, Request
from hoso.steps.sign import SIGNING
from signing.before import checked_cautions
from signing.keys.outside import Certified
from signing.keys.port import Scheme
from signing.levels import Level
from signing.pades.appearance import officer_appearance
from signing.pades.prepare import Prepared, reopened
from signing.pades.sign import SignedPdf, common_name, finish_pdf, prepare_pdf
from signing.wanted import Wanted

_STEP = "sign"
_REMEDY = "Prepare it anew: `hoso sign prepare`."


@dataclass(frozen=True, slots=True)
class PreparedFile:
    """A file with its gap, and what is to be signed."""

    data: bytes
    request: Request


def prepare_file(
    office: Office, data: bytes, identity: Certified, *, name: str, file: str, role: Role, look: Look, level: Level
) -> PreparedFile:
    """The first step for a PDF that is no dossier's; ``file`` is where its prepared form will lie."""
    at = office.clock()
    checked_cautions(identity, office.signatures.gatherer(), at)
    mark = look.appearance(role, common_name(identity), at, office.settings.font)
    prepared = prepare_pdf(data, identity, office.signatures.timestamper, appearance=mark, at=at, level=level)
    return PreparedFile(prepared.gap.pdf, _request(prepared, name=name, at=at, level=level, file=file))


def prepare_dossier(office: Office, code: DossierCode) -> tuple[Request, ...]:
    """The first step for every copy of a dossier that waits for its officer's signature."""
    with held(office, code):
        record = office.drafts.load(_waiting(office, code).record)
        identity = office.signatures.outside(record.head.profile, record.head.officer)
        if identity is None:
            raise UsageError(f"The key of {code} is in reach: run the dossier again.")
        return tuple(_of_copy(office, record, each, identity) for each in record.documents if _unsigned(each))


def _of_copy(office: Office, record: Record, document: Document, identity: Certified) -> Request:
    at, copy = office.clock(), document.copy
    if copy is None:
        raise UsageError(f"{record.head.code} has a paper without a copy.")
    checked_cautions(identity, office.signatures.gatherer(), at)
    prepared = prepare_pdf(
        office.drafts.blobs.get(copy.sha256),
        identity,
        office.signatures.timestamper,
        appearance=officer_appearance(common_name(identity), at, office.settings.font),
        at=at,
        level=office.signatures.level,
    )
    kept = office.drafts.blobs.put(prepared.gap.pdf)
    place = InDossier(
        code=str(record.head.code), ordinal=document.ordinal, copy_sha256=str(copy.sha256), prepared=str(kept)
    )
    return _request(prepared, name=copy.file, at=at, level=office.signatures.level, dossier=place)


def _request(
    prepared: Prepared,
    *,
    name: str,
    at: datetime,
    level: Level,
    file: str | None = None,
    dossier: InDossier | None = None,
) -> Request:
    return Request(
        name=name,
        dossier=dossier,
        file=file,
        level=level,
        prepared_at=at,
        scheme="ecdsa" if prepared.identity.scheme is Scheme.ECDSA else "rsassa_pss",
        signer=common_name(prepared.identity),
        digest=prepared.digest,
        to_sign=prepared.attributes,
        ticket=prepared.ticket(),
    )


def finish_file(office: Office, request: Request, folder: Path) -> SignedPdf:
    """The second step: the value is put in, if it is the certificate's own over this very file."""
    path = folder / Path(request.file or "").name
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"The prepared file of {request.name} is not beside the list.", remedy=_REMEDY) from error
    return _finished(office, request, reopened(data, request.ticket), request.level)


def _finished(office: Office, request: Request, prepared: Prepared, level: Level) -> SignedPdf:
    if request.value is None:
        raise UsageError(f"{request.name} has no value yet.", remedy="Sign its digest and fill in `value`.")
    signatures, at = office.signatures, office.clock()
    gatherer = signatures.gatherer()
    checked_cautions(prepared.identity, gatherer, at)
    wanted = Wanted(level, gatherer, degrade=True)
    return finish_pdf(prepared, request.value, signatures.timestamper, at=at, wanted=wanted)


def finish_dossier(office: Office, code: DossierCode, requests: Sequence[Request]) -> Record:
    """Put the signatures into the dossier's copies; when none is missing any more, it goes on."""
    with held(office, code) as lease:
        position = _waiting(office, code)
        record = _signed(office, office.drafts.load(position.record), requests)
        complete = not any(_unsigned(each) for each in record.documents)
        event = Event(SIGNING, rfc3339(office.clock()), record.head.officer, "success", {"copies": len(requests)})
        record = with_event(record, event)
        if complete:
            record = replace(record, review=(), status=Status.IN_PROGRESS)
        after = Position("copy", State.READ, office.drafts.keep(record))
        waiting = replace(position, record=after.record)
        office.journal.under(lease).advance(code, after if complete else waiting)
    return carry(office, code, entering=lambda _code, _step: None) if complete else record


def _signed(office: Office, record: Record, requests: Iterable[Request]) -> Record:
    for request in requests:
        place = request.dossier
        number = next((n for n, each in enumerate(record.documents) if place and each.ordinal == place.ordinal), -1)
        copy = record.documents[number].copy if number >= 0 else None
        if place is None or copy is None or str(copy.sha256) != place.copy_sha256 or not _unsigned_copy(copy):
            raise _not_it(request)
        prepared = _prepared_of(office, record, copy, request, place)
        done = _finished(office, request, prepared, office.signatures.level)
        facts = CopySignature(done.level, done.signer, rfc3339(request.prepared_at))
        signed = replace(copy, sha256=office.drafts.blobs.put(done.data), signature=facts)
        documents = [replace(each, copy=signed) if n == number else each for n, each in enumerate(record.documents)]
        record = replace(record, documents=tuple(documents))
    return record


def _prepared_of(office: Office, record: Record, copy: Copy, request: Request, place: InDossier) -> Prepared:
    """What was prepared of this very copy for this very officer: lists come back from other people's machines."""
    blobs = office.drafts.blobs
    data = blobs.get(Digest.parse(place.prepared))
    prepared = reopened(data, request.ticket)
    identity = office.signatures.outside(record.head.profile, record.head.officer)
    if identity is None or prepared.identity.chain[0] != identity.chain[0]:
        raise UsageError(f"{request.name} waits for another signer.", remedy=_REMEDY)
    if not data.startswith(blobs.get(copy.sha256)):
        raise _not_it(request)
    return prepared


def _not_it(request: Request) -> UsageError:
    return UsageError(f"{request.name} is not what waits for this signature.", remedy=_REMEDY)


def _waiting(office: Office, code: DossierCode) -> Position:
    position = office.journal.position(code)
    if (position.step, position.state) != (_STEP, State.IN_REVIEW):
        raise UsageError(f"{code} does not wait for a signature.", remedy="`hoso show` says how far it has come.")
    return position


def _unsigned(document: Document) -> bool:
    return document.copy is not None and _unsigned_copy(document.copy)


def _unsigned_copy(copy: Copy) -> bool:
    return copy.signature is None
