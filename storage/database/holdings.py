"""What an audit walks: the archived packages, a random sample of them, and the series they came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from sqlalchemy import Row, Select, func, select

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.errors import UsageError
from dossier.pipeline import State
from storage.database import schema
from storage.database.engine import Database

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class ArchivedPackage:
    """A package version. ``id`` counts upwards in the order of entry; a walk goes on behind the last one seen."""

    id: int
    code: DossierCode
    version: int
    key: str
    sha256: Digest
    version_id: str | None
    log_index: int | None


@dataclass(frozen=True, slots=True)
class SeriesReport:
    """Codes of a series. ``absent``: ranges (first, last) of numbers up to ``last_number`` that no dossier bears.

    An office that numbers by itself leaves gaps; in a series that we numbered, an absent number was deleted.
    """

    name: str
    last_number: int
    archived: tuple[DossierCode, ...]
    not_archived: tuple[tuple[DossierCode, State | None], ...]
    absent: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Holdings:
    """Reads what is archived."""

    database: Database

    def archived(self, *, after: int = 0, limit: int = 500) -> tuple[ArchivedPackage, ...]:
        """Package versions behind the one with id ``after``, in the order of their entry."""
        row = schema.package.c
        with self.database.read() as connection:
            query = select(schema.package).where(row.id > after).order_by(row.id).limit(limit)
            return tuple(archived_package(each) for each in connection.execute(query))

    def packages(self, code: DossierCode) -> tuple[ArchivedPackage, ...]:
        """Every version of a dossier's package, first to last."""
        row = schema.package.c
        with self.database.read() as connection:
            query = select(schema.package).where(row.code == str(code)).order_by(row.version)
            return tuple(archived_package(each) for each in connection.execute(query))

    def sample(self, count: int, random: Random) -> tuple[ArchivedPackage, ...]:
        """``count`` dossiers drawn evenly (their latest versions), fewer only if there are fewer; reads no others.

        Row numbers are drawn; those that fall on a superseded version or into a gap are replaced.
        """
        with self.database.read() as connection:
            last = connection.scalar(select(func.max(schema.package.c.id))) or 0
            found: dict[int, ArchivedPackage] = {}
            drawn: set[int] = set()
            while len(found) < count and len(drawn) < last:
                fresh = _draw(random, last, drawn, min(_AT_ONCE, 2 * (count - len(found))))
                drawn |= set(fresh)
                rows = {each.id: archived_package(each) for each in connection.execute(_latest(fresh))}
                found |= {number: rows[number] for number in fresh if number in rows}
        return tuple(list(found.values())[:count])

    def series(self, *, after: str = "", limit: int = 500) -> tuple[str, ...]:
        """Names of the series (office and day) behind ``after``."""
        name = schema.series.c.name
        with self.database.read() as connection:
            return tuple(connection.scalars(select(name).where(name > after).order_by(name).limit(limit)))

    def codes_in_series(self, series: str) -> SeriesReport:
        """Every code that a series gave out, and which of them were never archived."""
        row = schema.dossier.c
        query = select(row.code, row.number, row.state).where(row.series == series).order_by(row.number, row.code)
        with self.database.read() as connection:
            last = connection.scalar(select(schema.series.c.last_number).where(schema.series.c.name == series))
            rows = connection.execute(query).all()
        if last is None:
            raise UsageError(f"There is no series {series}.", remedy="A series looks like H29.12-261122.")
        states = [(DossierCode(each.code), State(each.state) if each.state else None) for each in rows]
        archived = tuple(code for code, state in states if state is State.ARCHIVED)
        others = tuple((code, state) for code, state in states if state is not State.ARCHIVED)
        return SeriesReport(series, last, archived, others, _gaps((each.number for each in rows), last))


def archived_package(row: Row[tuple[object, ...]]) -> ArchivedPackage:
    return ArchivedPackage(
        id=row.id,
        code=DossierCode(row.code),
        version=row.version,
        key=row.key,
        sha256=Digest(row.sha256),
        version_id=row.version_id,
        log_index=row.log_index,
    )


def _draw(random: Random, last: int, drawn: set[int], wanted: int) -> list[int]:
    """Row numbers that were not drawn before, in the order of the lot."""
    if last - len(drawn) <= wanted:
        rest = sorted(set(range(1, last + 1)) - drawn)
        random.shuffle(rest)
        return rest
    fresh: dict[int, None] = {}
    while len(fresh) < wanted:
        number = random.randint(1, last)
        if number not in drawn:
            fresh[number] = None
    return list(fresh)


def _latest(numbers: list[int]) -> Select[tuple[object, ...]]:
    """Those of the numbered packages that no later version supersedes."""
    row, later = schema.package.c, schema.package.alias("later").c
    newer = select(later.id).where(later.code == row.code, later.version > row.version).exists()
    return select(schema.package).where(row.id.in_(numbers), ~newer)


def _gaps(numbers: Iterable[int], last: int) -> tuple[tuple[int, int], ...]:
    found, expected = [], 1
    for number in [*numbers, last + 1]:
        if number > expected:
            found.append((expected, number - 1))
        expected = max(expected, number + 1)
    return tuple(found)
