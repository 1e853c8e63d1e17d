"""Who works on a dossier. A killed process's lease runs out and is taken by the next one."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, Double, delete, literal_column, select, update

from dossier.codes import DossierCode
from dossier.errors import UsageError
from storage.database import schema
from storage.database.engine import Database
from storage.database.upsert import insert_into


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on a dossier until ``expires`` (seconds since 1970 by the database's clock)."""

    code: DossierCode
    owner: str
    token: str
    expires: float


@dataclass(frozen=True, slots=True)
class Leases:
    """Hands out leases; each call is one atomic statement."""

    database: Database

    def claim(self, code: DossierCode, owner: str, seconds: float) -> Lease | None:
        """The lease of a dossier, None while somebody else holds it. An unknown code is a ``UsageError``."""
        row, token = schema.lease.c, secrets.token_hex(16)
        with self.database.write() as connection:
            if not connection.scalar(select(schema.dossier.c.code).where(schema.dossier.c.code == str(code))):
                raise UsageError(f"There is no dossier {code}.", remedy="Check the code.")
            now = _now(connection)
            taken = {"owner": owner, "token": token, "expires": now + seconds}
            entry = insert_into(connection, schema.lease).values(code=str(code), **taken)
            claim = entry.on_conflict_do_update(index_elements=["code"], set_=taken, where=row.expires <= now)
            expires = connection.scalar(claim.returning(row.expires))
        return None if expires is None else Lease(code, owner, token, expires)

    def holder(self, code: DossierCode) -> Lease | None:
        """The lease of a dossier, run out or not; None when nobody holds one."""
        row = schema.lease.c
        with self.database.read() as connection:
            found = connection.execute(
                select(row.owner, row.token, row.expires).where(row.code == str(code))
            ).one_or_none()
        return Lease(code, found.owner, found.token, found.expires) if found else None

    def renew(self, lease: Lease, seconds: float) -> Lease | None:
        """The lease prolonged from now on, None when it was lost to somebody else meanwhile."""
        with self.database.write() as connection:
            later = update(schema.lease).where(*_held(lease)).values(expires=_now(connection) + seconds)
            expires = connection.scalar(later.returning(schema.lease.c.expires))
        return None if expires is None else replace(lease, expires=expires)

    def release(self, lease: Lease) -> None:
        """Let the dossier go; a lease that was lost meanwhile is left to its new holder."""
        with self.database.write() as connection:
            connection.execute(delete(schema.lease).where(*_held(lease)))


def _held(lease: Lease) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return schema.lease.c.code == str(lease.code), schema.lease.c.token == lease.token


def _now(connection: Connection) -> ColumnElement[float]:
    """Seconds since 1970 by the database's clock: machines that share it need not agree on the time."""
    if connection.dialect.name == "postgresql":
        return literal_column("extract(epoch FROM clock_timestamp())::float8", Double)
    return literal_column("(julianday('now') - 2440587.5) * 86400.0", Double)
