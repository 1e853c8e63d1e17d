"""The versions of the tables, run by Alembic at first use."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, text

from dossier.errors import PermanentError

_HERE = Path(__file__).parent
# Any number will do as long as no other program on the same database takes it: "hoso" in ASCII.
_ADVISORY_LOCK = 0x686F736F


def upgrade(connection: Connection) -> None:
    """Bring the tables to the newest version within the caller's transaction; others who try meanwhile wait and find it done.

    SQLite's write lock is already held (``BEGIN IMMEDIATE``); PostgreSQL takes an advisory lock.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
    try:
        command.upgrade(alembic_config(connection), "head")
    except CommandError as error:
        raise PermanentError(
            "The database was written by a newer version of this program.", remedy="Update the program."
        ) from error


def alembic_config(connection: Connection) -> Config:
    """What Alembic needs to know; ``env.py`` works on ``connection``."""
    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
