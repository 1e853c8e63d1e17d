"""How far each dossier has come: state, event and outbox message in one transaction (``dossier.pipeline.Journal``)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection, insert, select, update

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.errors import HosoError, TransientError, UsageError
from dossier.pipeline import Position, State
from storage.database import chain, schema
from storage.database.engine import Database
from storage.database.lease import Lease

# Reaching one of these is told to the outside.
_TOLD = (State.ARCHIVED, State.REFUSED, State.IN_REVIEW)
_LAST_STEP = "release"


@dataclass(frozen=True, slots=True)
class DatabaseJournal:
    """The journal in the register. ``lease``: writes fail once somebody else has taken the dossier over."""

    database: Database
    lease: Lease | None = None

    def under(self, lease: Lease) -> DatabaseJournal:
        """The same journal for the holder of ``lease`` only."""
        return replace(self, lease=lease)

    def position(self, code: DossierCode) -> Position:
        """Where the dossier stands; an unknown or not yet received code is a ``UsageError``."""
        with self.database.read() as connection:
            position = position_of(connection, code)
        if position is None:
            raise UsageError(f"The papers of dossier {code} were never received.", remedy="Hand them in again.")
        return position

    def advance(self, code: DossierCode, position: Position) -> None:
        """Remember that the dossier stands there now; an earlier failure is forgotten."""
        with self.database.write() as connection:
            self._check_lease(connection, code)
            move(self.database, connection, code, position)

    def fail(self, code: DossierCode, step: str, error: HosoError) -> None:
        """Remember that the system failed in ``step``; the position stays, the next run goes on from it."""
        now = self.database.now()
        table = schema.dossier
        failure = {"failed_step": step, "failure": str(error), "attempts": table.c.attempts + 1}
        with self.database.write() as connection:
            self._check_lease(connection, code)
            if not connection.execute(update(table).where(table.c.code == str(code)).values(failure)).rowcount:
                raise UsageError(f"There is no dossier {code}.", remedy="Check the code.")
            # Only the kind of the error: the chain can never be cleaned of what it holds.
            seen = {"type": "failed", "code": str(code), "step": step, "outcome": type(error).__name__}
            chain.append(connection, schema.event, {"at": now, "record": None, **seen})

    def _check_lease(self, connection: Connection, code: DossierCode) -> None:
        if self.lease is None:
            return
        row = schema.lease.c
        # FOR UPDATE (PostgreSQL): nobody takes the dossier over between this look and our commit.
        query = select(row.token).where(row.code == str(code)).with_for_update()
        if connection.scalar(query) != self.lease.token:
            raise TransientError(f"Dossier {code} is in other hands now.", remedy="It goes on there.")


def position_of(connection: Connection, code: DossierCode) -> Position | None:
    """The dossier's position, None between allocation and reception; an unknown code is a ``UsageError``."""
    row = schema.dossier.c
    found = connection.execute(select(row.step, row.state, row.record).where(row.code == str(code))).one_or_none()
    if found is None:
        raise UsageError(f"There is no dossier {code}.", remedy="Check the code.")
    return Position(found.step, State(found.state), Digest(found.record)) if found.step else None


def move(database: Database, connection: Connection, code: DossierCode, position: Position) -> None:
    """Set the position within the caller's transaction, with its event and, where it is told, its message."""
    now, table = database.now(), schema.dossier
    before = connection.execute(
        select(table.c.state, table.c.since).where(table.c.code == str(code)).with_for_update()
    ).one_or_none()
    if before is None:
        raise UsageError(f"There is no dossier {code}.", remedy="Check the code.")
    is_change = before.state != position.state
    place = {"step": position.step, "state": position.state.value, "record": position.record.hex}
    settled = {"open": _is_open(position), "failed_step": None, "failure": None, "attempts": 0}
    since = now if is_change else before.since
    connection.execute(update(table).where(table.c.code == str(code)).values(**place, **settled, since=since))
    if is_change and position.state in _TOLD:
        message = {"topic": position.state.value, "code": str(code), "record": position.record.hex, "at": now}
        connection.execute(insert(schema.outbox).values(message))
    seen = {"type": "advanced", "code": str(code), "step": position.step, "outcome": position.state.value}
    chain.append(connection, schema.event, {"at": now, "record": position.record.hex, **seen})


def _is_open(position: Position) -> bool:
    """Whether a run would go on: an archived dossier still does until it was released."""
    return position.state not in (State.REFUSED, State.IN_REVIEW) and position.step != _LAST_STEP
