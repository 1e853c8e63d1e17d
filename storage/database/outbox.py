"""Messages for other systems, written with the change they tell of and sent at least once."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update

from dossier.codes import DossierCode
from dossier.digest import Digest
from storage.database import schema
from storage.database.engine import Database


@dataclass(frozen=True, slots=True)
class Message:
    """A dossier reached a state: ``topic`` is archived, refused or in_review. ``id`` tells repeated sendings apart."""

    id: int
    topic: str
    code: DossierCode
    record: Digest
    at: str


@dataclass(frozen=True, slots=True)
class Outbox:
    """What is still to be told."""

    database: Database

    def pending(self, limit: int = 100) -> tuple[Message, ...]:
        """The oldest messages that were not sent yet."""
        row = schema.outbox.c
        query = select(row.id, row.topic, row.code, row.record, row.at).where(row.sent_at.is_(None))
        with self.database.read() as connection:
            found = connection.execute(query.order_by(row.id).limit(limit)).all()
        return tuple(
            Message(each.id, each.topic, DossierCode(each.code), Digest(each.record), each.at) for each in found
        )

    def sent(self, message: Message) -> None:
        """Remember that the receiver confirmed a message. Call it after sending, never before."""
        row = schema.outbox.c
        done = update(schema.outbox).where(row.id == message.id, row.sent_at.is_(None))
        with self.database.write() as connection:
            connection.execute(done.values(sent_at=self.database.now()))
