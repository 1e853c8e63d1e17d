"""Questions to the register: one dossier, what is unfinished, what waits for a person, what belongs to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Row, func, select, tuple_

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.errors import UsageError
from dossier.pipeline import Position, State
from dossier.record import Policy, Profile
from storage.database import schema
from storage.database.engine import Database
from storage.database.intake import IntakeHead


@dataclass(frozen=True, slots=True)
class Failure:
    """The system's last failure with a dossier; ``attempts`` counts failures since it last got on."""

    step: str
    message: str
    attempts: int


@dataclass(frozen=True, slots=True)
class DossierRow:
    """A dossier as the register knows it. ``since`` (RFC 3339, UTC) is when the state was reached."""

    code: DossierCode
    unit: str
    head: IntakeHead
    files: tuple[Digest, ...]
    position: Position | None
    since: str
    failure: Failure | None

    @property
    def state(self) -> State | None:
        """``failed`` while the last run ended by a fault of the system; None until the papers were received."""
        if self.failure:
            return State.FAILED
        return self.position.state if self.position else None


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the review queue: the next page begins behind it."""

    since: str
    code: DossierCode


@dataclass(frozen=True, slots=True)
class Waiting:
    """A dossier in the review queue and how many items of which reason a person has to look at."""

    place: Place
    unit: str
    procedure: str | None
    name: str
    reasons: tuple[tuple[str, int], ...]

    @property
    def items(self) -> int:
        """How many items in all."""
        return sum(count for _, count in self.reasons)


@dataclass(frozen=True, slots=True)
class OwnedDocument:
    """A paper that belongs to a person."""

    code: DossierCode
    ordinal: int
    type: str
    title: str | None
    number: str | None
    issued_on: str | None


@dataclass(frozen=True, slots=True)
class Register:
    """Reads the register; every question but the whole queue touches only the rows it returns."""

    database: Database

    def dossier(self, code: DossierCode) -> DossierRow:
        """One dossier; an unknown code is a ``UsageError``."""
        files = schema.dossier_file.c
        with self.database.read() as connection:
            found = connection.execute(select(schema.dossier).where(schema.dossier.c.code == str(code))).one_or_none()
            digests = connection.scalars(select(files.sha256).where(files.code == str(code)).order_by(files.sha256))
            if found is None:
                raise UsageError(f"There is no dossier {code}.", remedy="Check the code.")
            return _dossier(found, tuple(Digest(text) for text in digests))

    def unfinished(self, *, after: DossierCode | None = None, limit: int = 1000) -> tuple[DossierCode, ...]:
        """Dossiers on which a run would go on, by code: not refused, not waiting for a person, not yet released."""
        row = schema.dossier.c
        query = select(row.code).where(row.open, row.code > str(after or "")).order_by(row.code).limit(limit)
        with self.database.read() as connection:
            return tuple(DossierCode(text) for text in connection.scalars(query))

    def review_queue(self, *, limit: int = 50, after: Place | None = None) -> tuple[Waiting, ...]:
        """Dossiers that wait for a person, the longest waiting first."""
        row = schema.dossier.c
        query = select(row.code, row.since, row.unit, row.procedure, row.name).where(row.state == schema.IN_REVIEW)
        if after:
            query = query.where(tuple_(row.since, row.code) > tuple_(after.since, str(after.code)))
        with self.database.read() as connection:
            found = connection.execute(query.order_by(row.since, row.code).limit(limit)).all()
            reasons = _reasons(connection, [each.code for each in found])
        return tuple(
            Waiting(Place(each.since, DossierCode(each.code)), each.unit, each.procedure, each.name, reasons[each.code])
            for each in found
        )

    def waiting_count(self) -> int:
        """How many dossiers wait for a person; counts the queue, not the archive."""
        query = select(func.count()).select_from(schema.dossier).where(schema.dossier.c.state == schema.IN_REVIEW)
        with self.database.read() as connection:
            return connection.scalar(query) or 0

    def documents_of(self, owner_id: str) -> tuple[OwnedDocument, ...]:
        """Every indexed paper of a person, by code and ordinal."""
        owner, paper = schema.document_owner.c, schema.document.c
        query = select(paper.code, paper.ordinal, paper.type, paper.title, paper.number, paper.issued_on)
        joined = query.join(schema.document_owner, (owner.code == paper.code) & (owner.ordinal == paper.ordinal))
        with self.database.read() as connection:
            rows = connection.execute(joined.where(owner.owner_id == owner_id).order_by(owner.code, owner.ordinal))
            return tuple(OwnedDocument(DossierCode(each.code), *each[1:]) for each in rows)


def _dossier(row: Row[tuple[object, ...]], files: tuple[Digest, ...]) -> DossierRow:
    head = IntakeHead(
        procedure=row.procedure,
        officer=row.officer,
        profile=Profile(row.profile),
        policy=Policy(row.policy),
        name=row.name,
        received_at=row.received_at,
    )
    position = Position(row.step, State(row.state), Digest(row.record)) if row.step else None
    failure = Failure(row.failed_step, row.failure, row.attempts) if row.failed_step else None
    return DossierRow(DossierCode(row.code), row.unit, head, files, position, row.since, failure)


def _reasons(connection: Connection, codes: Sequence[str]) -> defaultdict[str, tuple[tuple[str, int], ...]]:
    item = schema.review_item.c
    query = select(item.code, item.reason, func.count()).where(item.code.in_(codes))
    found: defaultdict[str, tuple[tuple[str, int], ...]] = defaultdict(tuple)
    for code, reason, count in connection.execute(query.group_by(item.code, item.reason).order_by(item.reason)):
        found[code] += ((reason, count),)
    return found
