"""What happened to dossiers: the append-only, hash-chained log that the journal and the intake write."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from dossier.codes import DossierCode
from dossier.digest import Digest
from storage.database import chain, schema
from storage.database.chain import ORIGIN, ChainReport, Link
from storage.database.engine import Database


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """One event. ``type``: allocated, advanced, failed. ``outcome``: the state reached or the kind of the error."""

    sequence: int
    at: str
    type: str
    step: str
    outcome: str
    record: Digest | None


@dataclass(frozen=True, slots=True)
class EventLog:
    """Reads the log."""

    database: Database

    def of(self, code: DossierCode) -> tuple[LoggedEvent, ...]:
        """Everything that happened to a dossier, oldest first."""
        row = schema.event.c
        query = select(row.sequence, row.at, row.type, row.step, row.outcome, row.record)
        with self.database.read() as connection:
            found = connection.execute(query.where(row.code == str(code)).order_by(row.sequence)).all()
        return tuple(LoggedEvent(*each[:5], Digest(each.record) if each.record else None) for each in found)

    def allocated(self, series: str) -> frozenset[DossierCode]:
        """Every code of a series that was ever given out, whatever the register still knows of it."""
        row = schema.event.c
        query = select(row.code).where(row.type == "allocated", row.code.startswith(f"{series}-", autoescape=True))
        with self.database.read() as connection:
            return frozenset(DossierCode(code) for code in connection.scalars(query))

    def head(self) -> Link:
        """The last link. Keep it elsewhere now and then: nobody can cut the log back behind it unseen."""
        with self.database.read() as connection:
            return chain.head_of(connection, schema.event)

    def verify_chain(self, start: Link = ORIGIN) -> ChainReport:
        """Follow the log from ``start`` (a link kept earlier) to its head."""
        with self.database.read() as connection:
            return chain.verify(connection, schema.event, start)
