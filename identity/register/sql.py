"""The citizen register in a database of our own: SQLite or PostgreSQL, by SQLAlchemy URL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import (
    Column,
    Engine,
    MetaData,
    String,
    Table,
    create_engine,
    func,
    make_url,
    select,
)
from sqlalchemy.exc import ArgumentError, InterfaceError, NoSuchModuleError, OperationalError, SQLAlchemyError

from dossier.codes import IdNumber
from dossier.errors import PermanentError, TransientError, UsageError
from identity.register.direct import Direct, Row
from identity.register.interface import (
    Citizen,
    CitizenRegister,
    CitizenStatus,
    CitizenStore,
    Claim,
    Purpose,
    RegisterDescription,
)

_TEXTS = (
    "full_name",
    "date_of_birth",
    "sex",
    "nationality",
    "ethnicity",
    "place_of_origin",
    "place_of_residence",
    "card_date_of_issue",
    "card_date_of_expiry",
)
_citizen = Table(
    "citizen",
    MetaData(),
    Column("id_number", String(12), primary_key=True),
    *(Column(name, String, nullable=False) for name in _TEXTS),
    Column("status", String(16), nullable=False),
)
_COLUMNS = ("id_number", *_TEXTS, "status")
_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}


class SqlRegister(CitizenRegister, CitizenStore):
    """One table ``citizen`` keyed by number. The purpose is not the database's business; ``LoggedRegister`` keeps it."""

    def __init__(self, url: str) -> None:
        """Connect to ``sqlite:///file`` or ``postgresql://…`` and make the table where it is missing."""
        self._engine = _engine(url)
        with _translated():
            _citizen.metadata.create_all(self._engine)
        self._direct = Direct(self._engine, _citizen.name, _COLUMNS)

    @property
    def source(self) -> str:
        """``sql``."""
        return "sql"

    def lookup(  # the port's purpose and claim are not the database's business
        self,
        number: IdNumber,
        *,
        purpose: Purpose,  # noqa: ARG002
        claim: Claim | None = None,  # noqa: ARG002
    ) -> Citizen | None:
        """Read one entry by its key."""
        with _translated():
            row = self._direct.one(number.digits)
        return None if row is None else _citizen_of(row)

    def among(
        self,
        numbers: Sequence[IdNumber],
        *,
        purpose: Purpose,  # noqa: ARG002
        claim: Claim,
    ) -> tuple[Citizen, ...]:
        """One query by keys; the date of birth is compared as text."""
        with _translated():
            rows = self._direct.some([each.digits for each in numbers], "date_of_birth", claim.date_of_birth)
        return tuple(map(_citizen_of, rows))

    def describe(self) -> RegisterDescription:
        """Kind of database and number of entries."""
        with _translated(), self._engine.connect() as connection:
            entries = connection.execute(select(func.count()).select_from(_citizen)).scalar_one()
        return RegisterDescription(self._engine.dialect.name, entries)

    def put(self, citizens: Sequence[Citizen]) -> None:
        """Write a batch in one transaction, replacing by number."""
        rows = {each.id_number.digits: _row(each) for each in citizens}
        if rows:
            with _translated():
                self._direct.put(list(rows.values()))

    def close(self) -> None:
        """Let the connections go."""
        self._direct.close()
        self._engine.dispose()


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        driver = _DRIVERS[parsed.get_backend_name()]
        return create_engine(parsed.set(drivername=driver), pool_pre_ping=driver != "sqlite")
    except (ArgumentError, NoSuchModuleError, KeyError) as error:
        raise UsageError("The citizen register is a sqlite:/// or postgresql:// URL.") from error


@contextmanager
def _translated() -> Iterator[None]:
    """Foreign errors become ours; their text may hold values and stays behind."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise TransientError(
            "The citizen register does not answer.", remedy="Check the database and run again."
        ) from error
    except SQLAlchemyError as error:
        raise PermanentError(
            "The citizen register refuses the request.", remedy="Check its table and the rights of its account."
        ) from error


def _citizen_of(row: Row) -> Citizen:
    number, *texts, status = row
    return Citizen(IdNumber(number), **dict(zip(_TEXTS, texts, strict=True)), status=CitizenStatus(status))


def _row(citizen: Citizen) -> Row:
    return (citizen.id_number.digits, *(getattr(citizen, name) for name in _TEXTS), citizen.status.value)
