"""An empty register, once on SQLite and once on PostgreSQL."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url
from sqlalchemy.schema import CreateSchema

from storage.database import Database, connect

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def new_postgres_database(postgres_url: str) -> Callable[[], str]:
    """Makes an empty place on the test server and gives its URL: a schema, for a whole database takes 8 MB of disk."""

    def make() -> str:
        name = f"test_{next(_NUMBERS)}"
        engine = create_engine(postgres_url)
        with engine.begin() as connection:
            connection.execute(CreateSchema(name))
        engine.dispose()
        within = make_url(postgres_url).update_query_dict({"options": f"-csearch_path={name}"})
        return within.render_as_string(hide_password=False)

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of an empty database, once for each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'register.db'}"
    make: Callable[[], str] = request.getfixturevalue("new_postgres_database")
    return make()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty, migrated register, once for each kind."""
    opened = connect(database_url)
    yield opened
    opened.close()
