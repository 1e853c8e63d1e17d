"""The two statements that a register lives by, straight on the database driver: a layer above it costs most of a look-up.

One connection for each thread, in autocommit: a question is one statement.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine

from dossier.errors import PermanentError, TransientError

Row = tuple[str, ...]


class Direct:
    """Reads and writes rows of one table; ``columns`` in order, the first is its key."""

    def __init__(self, engine: Engine, table: str, columns: Sequence[str]) -> None:
        self._engine = engine
        driver = engine.dialect.loaded_dbapi
        self._down = (driver.OperationalError, driver.InterfaceError)
        self._wrong = driver.Error
        self._postgresql = engine.dialect.name == "postgresql"
        self._mark = "%s" if self._postgresql else "?"
        self._local = threading.local()
        self._opened: list[Any] = []
        self._lock = threading.Lock()
        key, names = columns[0], ", ".join(columns)
        self._table, self._names = table, names
        self._select = f"SELECT {names} FROM {table} WHERE {key}"  # noqa: S608  names of our own
        others = ", ".join(f"{name} = excluded.{name}" for name in columns[1:])
        self._conflict = f" ON CONFLICT ({key}) DO UPDATE SET {others}"
        marks = ", ".join([self._mark] * len(columns))
        self._insert = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608

    def one(self, key: str) -> Row | None:
        """The row of this key."""
        rows = self._rows(f"{self._select} = {self._mark}", (key,))
        return rows[0] if rows else None

    def some(self, keys: Sequence[str], column: str, value: str) -> list[Row]:
        """The rows of these keys in which ``column`` holds ``value``, by key."""
        if not keys:
            return []
        marks = ", ".join([self._mark] * len(keys))
        return self._rows(f"{self._select} IN ({marks}) AND {column} = {self._mark} ORDER BY 1", (*keys, value))

    def put(self, rows: Sequence[Row]) -> None:
        """Add or replace, all or none; no key twice among ``rows``."""
        with self._translated(), self._engine.begin() as connection:
            driver = connection.connection.driver_connection
            if driver is None:
                raise TransientError("The citizen register does not answer.")
            if self._postgresql:
                self._copy(driver, rows)
            else:
                driver.executemany(self._insert + self._conflict, rows)

    def _copy(self, driver: Any, rows: Sequence[Row]) -> None:
        with driver.cursor() as cursor:
            cursor.execute(f"CREATE TEMP TABLE incoming (LIKE {self._table}) ON COMMIT DROP")
            with cursor.copy(f"COPY incoming ({self._names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            moved = f"INSERT INTO {self._table} ({self._names}) SELECT {self._names} FROM incoming"  # noqa: S608
            cursor.execute(moved + self._conflict)

    def _rows(self, statement: str, values: Sequence[str]) -> list[Row]:
        """Ask; a connection that broke since it was last used is replaced once."""
        used = getattr(self._local, "connection", None) is not None
        try:
            return self._asked(statement, values)
        except TransientError:
            if not used:
                raise
            return self._asked(statement, values)

    def _asked(self, statement: str, values: Sequence[str]) -> list[Row]:
        with self._translated():
            try:
                found: list[Row] = self._connection().execute(statement, values).fetchall()
            except self._down:
                self._let_go()
                raise
        return found

    def _connection(self) -> Any:
        kept = getattr(self._local, "connection", None)
        if kept is None:
            fresh = self._engine.raw_connection()
            connection: Any = fresh.driver_connection
            fresh.detach()  # it is this thread's until the register closes, and no part of the pool
            if self._postgresql:
                connection.autocommit = True
            else:
                connection.isolation_level = None
            self._local.connection = connection
            with self._lock:
                self._opened.append(connection)
            return connection
        return kept

    def _let_go(self) -> None:
        connection = getattr(self._local, "connection", None)
        self._local.connection = None
        if connection is not None:
            with self._lock:
                self._opened.remove(connection)
            connection.close()

    def close(self) -> None:
        """Close every thread's connection."""
        with self._lock:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
        self._local = threading.local()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Foreign errors become ours; their text may hold values and stays behind."""
        try:
            yield
        except self._down as error:
            raise TransientError(
                "The citizen register does not answer.", remedy="Check the database and run again."
            ) from error
        except self._wrong as error:
            raise PermanentError(
                "The citizen register refuses the request.", remedy="Check its table and the rights of its account."
            ) from error
