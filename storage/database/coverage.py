"""Which batch of evidence is about which package: looked up here, kept in the archive (``storage.evidence``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, select

from dossier.digest import Digest
from storage.database import schema
from storage.database.engine import Database
from storage.database.holdings import ArchivedPackage, archived_package
from storage.database.upsert import insert_into

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Cover:
    """A batch about a package, and the package's place in the batch's list."""

    batch: str
    place: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """One row for each package of each batch. A database that was lost learns them anew from the archive."""

    database: Database

    def of(self, key: str, sha256: Digest) -> tuple[Cover, ...]:
        """The batches about a package, by their ids."""
        row = schema.covered.c
        query = select(row.batch, row.place).where(row.package == str(sha256), row.key == key).order_by(row.batch)
        with self.database.read() as connection:
            return tuple(Cover(each.batch, each.place) for each in connection.execute(query))

    def batches(self) -> Mapping[str, int]:
        """The batches that are known, and of how many packages each is."""
        row = schema.covered.c
        with self.database.read() as connection:
            return dict(connection.execute(select(row.batch, func.count()).group_by(row.batch)).all())

    def note(self, batch: str, members: Sequence[tuple[str, Digest]]) -> None:
        """Enter keys and digests in the order of a batch's list; entering them twice changes nothing."""
        rows = [
            {"batch": batch, "place": place, "key": key, "package": str(digest)}
            for place, (key, digest) in enumerate(members)
        ]
        with self.database.write() as connection:
            for at in range(0, len(rows), _AT_ONCE):
                insert = insert_into(connection, schema.covered).values(rows[at : at + _AT_ONCE])
                connection.execute(insert.on_conflict_do_nothing())

    def uncovered(self) -> Iterator[ArchivedPackage]:
        """Every package in no batch, in the order of their entry."""
        row, package = schema.covered.c, schema.package
        about = and_(row.package == package.c.sha256, row.key == package.c.key)
        query = select(package).outerjoin(schema.covered, about).where(row.batch.is_(None)).order_by(package.c.id)
        after = 0
        while True:
            with self.database.read() as connection:
                found = connection.execute(query.where(package.c.id > after).limit(_AT_ONCE)).all()
            yield from map(archived_package, found)
            if len(found) < _AT_ONCE:
                return
            after = found[-1].id
