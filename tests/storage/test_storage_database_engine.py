"""Opening: the migration makes what the models say, errors are ours and tell no secrets."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from dossier.errors import PermanentError, TransientError, UsageError
from storage.database import Database, connect
from storage.database.migrations import alembic_config
from storage.database.schema import metadata
from storage.database.version import HEAD


def test_the_migration_makes_what_the_models_say(database: Database) -> None:
    with database.read() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    # The text index and what FTS5 keeps it in are known to the migration alone.
    own = [each for each in differences if "search_index" not in str(each[1:2])]
    assert own == []


def test_the_newest_version_is_the_one_the_program_expects(database: Database) -> None:
    with database.read() as connection:
        assert ScriptDirectory.from_config(alembic_config(connection)).get_current_head() == HEAD


def test_the_migration_can_be_taken_back(database: Database) -> None:
    with database.write() as connection:
        command.downgrade(alembic_config(connection), "base")
    with database.read() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]


def test_opening_again_changes_nothing(database: Database, database_url: str) -> None:
    again = connect(database_url)
    with again.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM chain")) == 2
    again.close()


def test_a_newer_database_is_left_alone(database: Database, database_url: str) -> None:
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(PermanentError, match="newer"):
        connect(database_url)


def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as connection:
        connection.execute(text("INSERT INTO series VALUES ('H29-261122', 1)"))
        _ = 1 / 0
    with database.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM series")) == 0


def test_an_error_tells_neither_parameters_nor_values(database: Database) -> None:
    bad = text("INSERT INTO field VALUES ('Nguyen', 1, 'k', 0, 'Nguyen', 1, 'print')")
    with pytest.raises(PermanentError) as caught, database.write() as connection:
        connection.execute(bad)
    assert "Nguyen" not in str(caught.value)


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://u:secret@h/x", "sqlite://", "sqlite:///:memory:"])
def test_other_urls_are_refused_without_repeating_them(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        connect(url)
    assert "secret" not in str(caught.value)


def test_a_folder_is_made_for_sqlite(tmp_path: Path) -> None:
    connect(f"sqlite:///{tmp_path}/new/folder/register.db").close()
    assert (tmp_path / "new/folder/register.db").exists()


def test_a_file_that_is_no_database_is_a_permanent_error(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(PermanentError):
        connect(f"sqlite:///{tmp_path}/x.db")


def test_a_server_that_is_away_is_a_transient_error(tmp_path: Path) -> None:
    with pytest.raises(TransientError):
        connect(f"postgresql://nobody@/x?host={tmp_path}")


def test_a_locked_sqlite_file_is_a_transient_error(tmp_path: Path) -> None:
    database = connect(f"sqlite:///{tmp_path}/x.db")
    with database.read() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 10")
    with closing(sqlite3.connect(tmp_path / "x.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(TransientError), database.write():
            pass
    database.close()
