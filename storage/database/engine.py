"""The connection: SQLite in a file by default, PostgreSQL by URL; foreign errors become ours here and nowhere else."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry

from dossier.errors import HosoError, PermanentError, TransientError, UsageError
from storage.database.version import is_current

BUSY_MILLISECONDS = 30_000

_TRANSIENT_SQLITE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_INTERRUPT,
}
# SQLSTATE classes: connection, transaction rollback, resources, operator intervention, lock not available.
_TRANSIENT_SQLSTATE = ("08", "40", "53", "57", "55P03")


def utc_now() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Database:
    """A migrated database. ``read`` and ``write`` are one transaction each; errors leave them as ours."""

    engine: Engine
    clock: Callable[[], datetime] = utc_now

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that may change things; committed at the end, rolled back on any error."""
        with translated(), self.engine.connect().execution_options(hoso_write=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only looks; on SQLite it neither waits for writers nor holds them up."""
        with translated(), self.engine.connect() as connection, connection.begin():
            yield connection

    def now(self) -> str:
        """RFC 3339 in UTC to the microsecond; such texts sort as the times do."""
        return self.clock().astimezone(UTC).isoformat(timespec="microseconds")

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def connect(url: str, *, clock: Callable[[], datetime] = utc_now) -> Database:
    """Open a database and bring its tables to this program's version, safely beside other processes that do the same.

    ``sqlite:////folder/register.db`` (folders are made) or ``postgresql://user@host/name``.
    """
    with translated():
        engine = _engine(_parse(url))
        database = Database(engine, clock)
        with database.read() as connection:
            current = is_current(connection)
        if not current:
            from storage.database.migrations import upgrade  # noqa: PLC0415  half a second that only first use needs

            with database.write() as connection:
                upgrade(connection)
    return database


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise UsageError("The database URL cannot be read.", remedy=_URL_REMEDY) from error
    match parsed.get_backend_name():
        case "sqlite" if parsed.database and parsed.database != ":memory:":
            return parsed.set(drivername="sqlite+pysqlite")
        case "postgresql":
            return parsed.set(drivername="postgresql+psycopg")
    raise UsageError("The database is neither a SQLite file nor PostgreSQL.", remedy=_URL_REMEDY)


_URL_REMEDY = "Write sqlite:////folder/register.db or postgresql://user@host/name."
_AWAY_REMEDY = "Try again later; if it stays so, check the database URL."


def _engine(url: URL) -> Engine:
    # Parameters hold personal data and must not reach a log by way of an error message.
    if url.get_backend_name() == "postgresql":
        return create_engine(url, hide_parameters=True, pool_pre_ping=True)
    Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_MILLISECONDS / 1000})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions are begun by _begin_sqlite, not by the driver
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    _enter_wal(connection)
    # A register of records does not lose a committed row to a power cut.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _enter_wal(connection: sqlite3.Connection) -> None:
    """Switching to WAL does not wait for the busy time-out, so processes that start together try again."""
    for pause in (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 0.0):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if not pause:
                raise
            time.sleep(pause)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    # Taking the write lock at once: a reader that turns writer would fail instead of waiting.
    writes = connection.get_execution_options().get("hoso_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def translated() -> Iterator[None]:
    """Turn errors of the driver and of SQLAlchemy into transient or permanent ones, without their texts."""
    try:
        yield
    except SQLAlchemyError as error:
        raise _ours(error) from error
    except OSError as error:
        raise PermanentError(
            f"The database's folder cannot be used ({type(error).__name__}).", remedy="Check the database URL."
        ) from error


def _ours(error: SQLAlchemyError) -> HosoError:
    if isinstance(error, PoolTimeout):
        return TransientError("All database connections are in use.", remedy="Try again later.")
    if not isinstance(error, DBAPIError):
        return PermanentError(f"The database cannot be used ({type(error).__name__}).")
    code = _code(error)
    if error.connection_invalidated or _is_transient(error.orig):
        return TransientError(f"The database is busy or away ({code}).", remedy=_AWAY_REMEDY)
    return PermanentError(f"The database refused a statement ({code}).", remedy="Run `hoso doctor`.")


def _code(error: DBAPIError) -> str:
    state = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None)
    return str(state or type(error.orig).__name__)


def _is_transient(error: BaseException | None) -> bool:
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", 0) & 0xFF in _TRANSIENT_SQLITE
    state = getattr(error, "sqlstate", None)
    # psycopg gives no SQLSTATE when it could not even connect.
    return state.startswith(_TRANSIENT_SQLSTATE) if state else type(error).__name__ == "OperationalError"
