"""Reception: the same papers find their dossier again, new ones get the next number of their series."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import Connection, case, insert, select
from sqlalchemy.exc import IntegrityError

from dossier.codes import DossierCode, UnitCode
from dossier.digest import Digest
from dossier.errors import TransientError, UsageError
from dossier.pipeline import Position
from dossier.record import Policy, Profile
from storage.database import chain, schema
from storage.database.engine import Database
from storage.database.journal import move, position_of
from storage.database.upsert import insert_into

_ATTEMPTS = 3
_LONGEST_NUMBER = 15


@dataclass(frozen=True, slots=True)
class IntakeHead:
    """What is said at intake and kept with the dossier; ``received_at`` is RFC 3339 with offset."""

    procedure: str | None
    officer: str
    profile: Profile
    policy: Policy
    name: str
    received_at: str


@dataclass(frozen=True, slots=True)
class Allocation:
    """A dossier's code. ``position`` is None until ``Intake.received`` was called: then reception is still to do."""

    code: DossierCode
    is_new: bool
    position: Position | None


@dataclass(frozen=True, slots=True)
class Intake:
    """Gives dossiers their codes."""

    database: Database

    def find_or_allocate(
        self, *, intake_key: Digest, unit: UnitCode, day: date, code: DossierCode | None, head: IntakeHead
    ) -> Allocation:
        """The dossier of ``intake_key``, else a new one: under ``code`` if given, else under the next free number.

        A code that belongs to other papers, or papers that have another code, are a ``UsageError``.
        """
        row = {**asdict(head), "intake_key": intake_key.hex, "unit": str(unit)}
        for _ in range(_ATTEMPTS):
            try:
                with self.database.write() as connection:
                    found = _find(connection, intake_key, code)
                    if found:
                        return found
                    new = _reserve(connection, code) if code else _next(connection, unit, day)
                    return self._enter(connection, new, row)
            except _LostRaceError:
                continue
        raise TransientError("The same papers are being taken in elsewhere.", remedy="Try again.")

    def received(self, code: DossierCode, position: Position, files: tuple[Digest, ...]) -> None:
        """Remember that the originals are kept: the dossier's files and its first position. Harmless when repeated."""
        with self.database.write() as connection:
            for digest in sorted(set(files)):
                row = insert_into(connection, schema.dossier_file).values(code=str(code), sha256=digest.hex)
                connection.execute(row.on_conflict_do_nothing())
            if position_of(connection, code) is None:
                move(self.database, connection, code, position)

    def dossiers_with(self, file: Digest) -> tuple[DossierCode, ...]:
        """Every dossier that a file belongs to."""
        files = schema.dossier_file.c
        with self.database.read() as connection:
            found = connection.scalars(select(files.code).where(files.sha256 == file.hex).order_by(files.code))
            return tuple(DossierCode(text) for text in found)

    def _enter(self, connection: Connection, code: DossierCode, row: dict[str, str | None]) -> Allocation:
        now = self.database.now()
        own = {"code": str(code), "series": code.series, "number": code.number, "since": now}
        try:
            connection.execute(insert(schema.dossier).values(**row, **own, open=False, attempts=0))
        except IntegrityError as error:
            raise _LostRaceError from error
        seen = {"type": "allocated", "code": str(code), "step": "receive", "outcome": "allocated", "record": None}
        chain.append(connection, schema.event, {"at": now, **seen})
        return Allocation(code, True, None)


class _LostRaceError(Exception):
    """Another process took the same key or code between our look and our entry."""


def _find(connection: Connection, key: Digest, code: DossierCode | None) -> Allocation | None:
    table = schema.dossier.c
    found = connection.scalar(select(table.code).where(table.intake_key == key.hex))
    if found is not None:
        if code is not None and found != str(code):
            raise UsageError(
                f"The same papers are already dossier {found}.", remedy=f"Leave --code out or say {found}."
            )
        return Allocation(DossierCode(found), False, position_of(connection, DossierCode(found)))
    if code is not None and connection.scalar(select(table.code).where(table.code == str(code))):
        raise UsageError(f"Dossier code {code} already belongs to other papers.", remedy="Give another code.")
    return None


def _next(connection: Connection, unit: UnitCode, day: date) -> DossierCode:
    """The number after the highest one given in the series, by us or by an office that numbers by itself."""
    series = DossierCode.build(unit, day, 1).series
    return DossierCode.build(unit, day, _raise_series(connection, series, None))


def _reserve(connection: Connection, code: DossierCode) -> DossierCode:
    if len(str(code.number)) > _LONGEST_NUMBER:
        raise UsageError(f"The last part of a dossier code has at most {_LONGEST_NUMBER} digits.")
    _raise_series(connection, code.series, code.number)
    return code


def _raise_series(connection: Connection, series: str, at_least: int | None) -> int:
    """Take the next number of a series, or lift its count to ``at_least``; the row's lock puts allocations in line."""
    last = schema.series.c.last_number
    lifted = case((last < at_least, at_least), else_=last) if at_least else last + 1
    entry = insert_into(connection, schema.series).values(name=series, last_number=at_least or 1)
    raised = entry.on_conflict_do_update(index_elements=["name"], set_={"last_number": lifted})
    return int(connection.execute(raised.returning(last)).scalar_one())
