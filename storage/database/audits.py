"""What audits judged in full and found valid, by the digest of the package."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select

from dossier.digest import Digest
from storage.database import schema
from storage.database.engine import Database
from storage.database.upsert import insert_into


@dataclass(frozen=True, slots=True)
class FullJudgement:
    """The day of a full judgement that came to "valid", and whether that rested on the development authority."""

    day: date
    development: bool


@dataclass(frozen=True, slots=True)
class Audits:
    """One row a package; ``circumstances`` stand for all that a judgement rests on besides the package's bytes."""

    database: Database

    def last(self, package: Digest, circumstances: str) -> FullJudgement | None:
        """The last full judgement of these very bytes under these very circumstances."""
        row = schema.audited.c
        query = select(row.judged_on, row.development).where(
            row.package == str(package), row.circumstances == circumstances
        )
        with self.database.read() as connection:
            found = connection.execute(query).one_or_none()
        return None if found is None else FullJudgement(date.fromisoformat(found.judged_on), found.development)

    def note(self, package: Digest, circumstances: str, judgement: FullJudgement) -> None:
        """Put a judgement in the place of an earlier one."""
        values = {
            "circumstances": circumstances,
            "judged_on": judgement.day.isoformat(),
            "development": judgement.development,
        }
        with self.database.write() as connection:
            insert = insert_into(connection, schema.audited).values(package=str(package), **values)
            connection.execute(insert.on_conflict_do_update(index_elements=["package"], set_=values))

    def forget(self, package: Digest) -> None:
        """What is not valid any more is judged in full every time."""
        with self.database.write() as connection:
            connection.execute(delete(schema.audited).where(schema.audited.c.package == str(package)))
