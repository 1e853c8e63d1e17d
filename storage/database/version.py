"""Which version of the tables this program works with. Apart from the migrations: Alembic takes long to import."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

HEAD = "0004"


def is_current(connection: Connection) -> bool:
    """Whether the tables are those of this program's version."""
    if not inspect(connection).has_table("alembic_version"):
        return False
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == HEAD
