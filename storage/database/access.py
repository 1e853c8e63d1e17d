"""Who looked at what and why: an append-only, hash-chained log (personal-data law: every access leaves a trace)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from dossier.codes import DossierCode
from storage.database import chain, schema
from storage.database.chain import ORIGIN, ChainReport, Link
from storage.database.engine import Database


@dataclass(frozen=True, slots=True)
class Access:
    """One look. ``at`` is RFC 3339 in UTC; ``code`` is None when no single dossier was looked at."""

    sequence: int
    at: str
    who: str
    purpose: str
    code: DossierCode | None


@dataclass(frozen=True, slots=True)
class AccessLog:
    """The log of looks at dossiers and of questions to the citizen register."""

    database: Database

    def record_access(
        self, *, who: str, purpose: str, code: DossierCode | None = None, subject: str | None = None
    ) -> None:
        """Remember that ``who`` looked, and why. ``purpose`` names a reason of the trade, never a citizen.

        ``subject``: a keyed token of the person that the look was about, where it was about one.
        """
        row = {"at": self.database.now(), "who": who, "purpose": purpose, "code": str(code) if code else None}
        row["subject"] = subject
        with self.database.write() as connection:
            chain.append(connection, schema.access, row)

    def of(self, code: DossierCode) -> tuple[Access, ...]:
        """Every look at a dossier, oldest first."""
        row = schema.access.c
        query = select(row.sequence, row.at, row.who, row.purpose).where(row.code == str(code)).order_by(row.sequence)
        with self.database.read() as connection:
            return tuple(Access(*found, code) for found in connection.execute(query))

    def about(self, subject: str) -> tuple[Access, ...]:
        """Every look at a person, oldest first: questions about them, and looks at dossiers that a question was put for."""
        row = schema.access.c
        theirs = select(row.code).where(row.subject == subject, row.code.is_not(None))
        wanted = or_(row.subject == subject, and_(row.subject.is_(None), row.code.in_(theirs)))
        query = select(row.sequence, row.at, row.who, row.purpose, row.code).where(wanted).order_by(row.sequence)
        with self.database.read() as connection:
            rows = connection.execute(query).all()
        return tuple(Access(*found[:4], DossierCode(found[4]) if found[4] else None) for found in rows)

    def head(self) -> Link:
        """The last link. Keep it elsewhere now and then: nobody can cut the log back behind it unseen."""
        with self.database.read() as connection:
            return chain.head_of(connection, schema.access)

    def verify_chain(self, start: Link = ORIGIN) -> ChainReport:
        """Follow the log from ``start`` (a link kept earlier) to its head."""
        with self.database.read() as connection:
            return chain.verify(connection, schema.access, start)
