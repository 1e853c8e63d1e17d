"""Hash chains over the append-only tables: nobody changes, drops or slips in a row without breaking what follows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Table, insert, select, update

from dossier.errors import PermanentError
from storage.database import schema

_GENESIS = "0" * 64
_BATCH = 1000
_ADDED_LATER = frozenset({"subject"})


@dataclass(frozen=True, slots=True)
class Link:
    """A point of a chain. Kept outside the database (log, paper), it proves that what came before is unchanged."""

    sequence: int
    hash: str


ORIGIN = Link(0, _GENESIS)


@dataclass(frozen=True, slots=True)
class ChainReport:
    """How many rows were followed, and the sequence number of the first one that does not fit, if any."""

    rows: int
    broken_at: int | None

    @property
    def ok(self) -> bool:
        """Whether every row fits."""
        return self.broken_at is None


def append(connection: Connection, table: Table, row: Mapping[str, str | None]) -> None:
    """Add ``row`` at the end of the table's chain, within the caller's transaction.

    Call it last in the transaction: writers of a chain wait for each other from here to the commit.
    """
    ours = schema.chain.c.name == table.name
    step = update(schema.chain).where(ours).values(sequence=schema.chain.c.sequence + 1)
    head = connection.execute(step.returning(schema.chain.c.sequence, schema.chain.c.hash)).one_or_none()
    if head is None:
        raise PermanentError(f"The head of the chain of {table.name} is gone.", remedy="Restore the database.")
    full = {**row, "sequence": head.sequence, "previous": head.hash}
    digest = _hash(full)
    connection.execute(insert(table).values(**full, hash=digest))
    connection.execute(update(schema.chain).where(ours).values(hash=digest))


def head_of(connection: Connection, table: Table) -> Link:
    """The last link that the chain claims to have."""
    row = connection.execute(select(schema.chain).where(schema.chain.c.name == table.name)).one_or_none()
    return Link(row.sequence, row.hash) if row else ORIGIN


def verify(connection: Connection, table: Table, start: Link = ORIGIN) -> ChainReport:
    """Follow the chain from ``start`` to its head and name the first row that does not fit."""
    head = head_of(connection, table)
    last = start
    while last.sequence < head.sequence:
        query = select(table).where(table.c.sequence > last.sequence, table.c.sequence <= head.sequence)
        rows = connection.execute(query.order_by(table.c.sequence).limit(_BATCH)).mappings().all()
        for row in rows:
            if not _fits(dict(row), last):
                return ChainReport(last.sequence - start.sequence, last.sequence + 1)
            last = Link(row["sequence"], row["hash"])
        if not rows:
            return ChainReport(last.sequence - start.sequence, last.sequence + 1)
    if head.sequence < start.sequence:  # cut back
        return ChainReport(0, head.sequence + 1)
    return ChainReport(last.sequence - start.sequence, None if last == head else head.sequence)


def _fits(row: Mapping[str, str | int | None], last: Link) -> bool:
    content = {key: value for key, value in row.items() if key != "hash"}
    follows = row["sequence"] == last.sequence + 1 and row["previous"] == last.hash
    return follows and row["hash"] == _hash(content)


def _hash(content: Mapping[str, str | int | None]) -> str:
    """SHA-256 over the row as sorted JSON; it includes the hash of the row before.

    Rows written before a column was added hash as they did: the column is left out where it is empty.
    """
    said = {key: value for key, value in content.items() if value is not None or key not in _ADDED_LATER}
    canonical = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
