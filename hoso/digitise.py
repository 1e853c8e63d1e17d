"""One dossier through the path: taken in, then carried as far as it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dossier import pipeline
from dossier.codes import DossierCode, ProcedureCode, UnitCode
from dossier.digest import Digest
from dossier.errors import TransientError
from dossier.pipeline import Position, State
from dossier.record import Event, Head, Record, SourceFile, Status
from hoso.clock import rfc3339
from hoso.heartbeat import beating
from hoso.intake import Entry, IntakeOptions, intake_key
from hoso.office import Office
from storage.database import IntakeHead, Lease

Entering = Callable[[DossierCode, str], None]


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it lies in the working store."""

    label: str
    digest: Digest
    size: int


def digitise(office: Office, entry: Entry, options: IntakeOptions, *, entering: Entering) -> Record:
    """Take one dossier in and carry it as far as it goes; the record says how far that was."""
    return carry(office, take_in(office, entry, options), entering=entering)


def take_in(office: Office, entry: Entry, options: IntakeOptions) -> DossierCode:
    """Keep the originals byte for byte and give the dossier its code; the same papers get the code they have."""
    entry.check(office.settings.max_bytes)
    originals = tuple(_keep(office, label, path) for label, path in zip(entry.labels(), entry.files, strict=True))
    procedure = ProcedureCode.parse(options.procedure).text if options.procedure else None
    key = intake_key((original.digest for original in originals), procedure)
    now = office.clock()
    allocation = office.intake.find_or_allocate(
        intake_key=key,
        unit=UnitCode.parse(options.unit),
        day=now.date(),
        code=DossierCode.parse(options.code) if options.code else None,
        head=IntakeHead(procedure, options.officer, options.profile, options.policy, entry.shown, rfc3339(now)),
    )
    if allocation.position is None:
        record = _first_record(
            allocation.code, entry, options, procedure=procedure, at=rfc3339(now), originals=originals
        )
        position = Position("receive", State.RECEIVED, office.drafts.keep(record))
        office.intake.received(allocation.code, position, tuple(original.digest for original in originals))
    elif allocation.position.state is State.REFUSED:
        _withhold(office, allocation.code, originals)
    return allocation.code


def _withhold(office: Office, code: DossierCode, originals: tuple[Original, ...]) -> None:
    """Secret papers that were handed in again go back to quarantine at once: nothing will read them."""
    digests = tuple(original.digest for original in originals)
    if markings := office.quarantine.markings(digests):
        office.quarantine.take(code, digests, markings)


def _keep(office: Office, label: str, path: Path) -> Original:
    digest, size = office.drafts.blobs.put_file(path)
    return Original(label, digest, size)


def _first_record(
    code: DossierCode,
    entry: Entry,
    options: IntakeOptions,
    *,
    procedure: str | None,
    at: str,
    originals: tuple[Original, ...],
) -> Record:
    head = Head(
        code=code,
        procedure=procedure,
        unit=options.unit,
        officer=options.officer,
        profile=options.profile,
        policy=options.policy,
        received_at=at,
        name=entry.shown,
        archive=options.archive,
    )
    files = tuple(SourceFile(each.label, each.digest, "application/octet-stream", each.size) for each in originals)
    capture = Event("capture", at, options.officer, "success", {"files": len(files)})
    return Record(head, Status.IN_PROGRESS, files, events=(capture,))


def carry(office: Office, code: DossierCode, *, entering: Entering) -> Record:
    """Carry a dossier on from its last step. Somebody else at work on it is a ``TransientError``."""
    with held(office, code) as lease:
        position = pipeline.run(
            office.steps, office.journal.under(lease), code, entering=lambda step: entering(code, step)
        )
    return office.drafts.load(position.record)


@contextmanager
def held(office: Office, code: DossierCode) -> Iterator[Lease]:
    """The lease of a dossier, kept alive while the context lasts; ``TransientError`` when somebody else has it.

    That of a process that was killed is taken over at once where its end can be seen, else when it has run out.
    """
    seconds = office.settings.lease_seconds
    lease = office.leases.claim(code, office.worker(), seconds) or _taken_over(office, code)
    if lease is None:
        raise TransientError(
            f"{code} is being worked on by another process.", remedy="Wait for it, or run again later."
        )
    try:
        with beating(lambda: office.leases.renew(lease, seconds), seconds / 3):
            yield lease
    finally:
        office.leases.release(lease)


def _taken_over(office: Office, code: DossierCode) -> Lease | None:
    holder = office.leases.holder(code)
    if holder is None or not office.presence.is_gone(holder.owner):
        return None
    office.leases.release(holder)
    return office.leases.claim(code, office.worker(), office.settings.lease_seconds)


def record_of(office: Office, code: DossierCode) -> Record:
    """The record of a dossier as far as it has come; a code that was never received is a ``UsageError``."""
    return office.drafts.load(office.journal.position(code).record)
