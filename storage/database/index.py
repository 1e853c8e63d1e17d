"""What is found of a dossier once it waits for a person or is archived: documents, fields, owners, text, package."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.errors import PermanentError, UsageError
from dossier.record import Document, Package, Record
from storage.database import schema, words
from storage.database.engine import Database
from storage.database.search import text_index
from storage.database.upsert import insert_into


@dataclass(frozen=True, slots=True)
class IndexedField:
    """A value in normal form; a field with several values is several of these."""

    key: str
    value: str
    confidence: float
    source: str


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A paper of the dossier; ``owners`` are personal numbers."""

    ordinal: int
    type: str
    confidence: float
    title: str | None = None
    number: str | None = None
    issued_on: str | None = None
    issuer: str | None = None
    result_code: str | None = None
    owners: tuple[str, ...] = ()
    fields: tuple[IndexedField, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexedReview:
    """Something a person must look at; ``document`` counts from 0."""

    reason: str
    document: int | None
    field: str | None


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """Everything that is indexed of a dossier. ``words`` is what the machine read, page after page."""

    documents: tuple[IndexedDocument, ...]
    review: tuple[IndexedReview, ...]
    package: Package | None
    words: str


@dataclass(frozen=True, slots=True)
class DossierIndex:
    """Writes index entries."""

    database: Database

    def index(self, code: DossierCode, entry: IndexEntry) -> bool:
        """Make ``entry`` what is found of the dossier; False when it already was. Packages are only ever added."""
        digest = _digest(entry)
        with self.database.write() as connection:
            if _indexed(connection, code) == digest:
                return False
            _clear(connection, code)
            _enter(connection, code, entry)
            _mark(connection, code, digest)
        return True

    def forget(self, code: DossierCode) -> None:
        """Take documents, fields, owners and text out again; packages stay. For what proves to be secret."""
        with self.database.write() as connection:
            _indexed(connection, code)
            _clear(connection, code)
            _mark(connection, code, None)


def entry_of(record: Record, words_read: str) -> IndexEntry:
    """What is indexed of a record and of the text the machine read."""
    return IndexEntry(
        tuple(_document(document) for document in record.documents),
        tuple(IndexedReview(item.code, item.document, item.field) for item in record.review),
        record.package,
        words_read,
    )


def _document(document: Document) -> IndexedDocument:
    about = document.attributes
    return IndexedDocument(
        ordinal=document.ordinal,
        type=document.type,
        confidence=document.confidence,
        title=about.title,
        number=about.number,
        issued_on=about.issued_on,
        issuer=about.issuer,
        result_code=about.result_code,
        owners=(about.owner_id,) if about.owner_id else (),
        fields=tuple(_fields(document)),
    )


def _fields(document: Document) -> Iterator[IndexedField]:
    for key, field in document.fields.items():
        values = (field.value,) if isinstance(field.value, str) else field.value or ()
        for value in values:
            yield IndexedField(key, value, field.confidence, field.source.value)


def _digest(entry: IndexEntry) -> str:
    return Digest.of(json.dumps([words.VERSION, asdict(entry)], sort_keys=True).encode()).hex


def _indexed(connection: Connection, code: DossierCode) -> str | None:
    """The digest of what is indexed; the row stays locked, so that one writer follows the other."""
    row = schema.dossier.c
    query = select(row.code, row.indexed).where(row.code == str(code)).with_for_update()
    found = connection.execute(query).one_or_none()
    if found is None:
        raise UsageError(f"There is no dossier {code}.", remedy="Check the code.")
    indexed: str | None = found.indexed
    return indexed


def _mark(connection: Connection, code: DossierCode, digest: str | None) -> None:
    connection.execute(update(schema.dossier).where(schema.dossier.c.code == str(code)).values(indexed=digest))


def _clear(connection: Connection, code: DossierCode) -> None:
    text = schema.search_text.c
    rows = connection.scalars(select(text.id).where(text.code == str(code))).all()
    text_index(connection).remove(connection, rows)
    children = (schema.search_text, schema.field, schema.document_owner, schema.document, schema.review_item)
    for table in children:
        connection.execute(delete(table).where(table.c.code == str(code)))


def _enter(connection: Connection, code: DossierCode, entry: IndexEntry) -> None:
    for document in entry.documents:
        _enter_document(connection, str(code), document)
    for place, item in enumerate(entry.review):
        connection.execute(insert(schema.review_item).values(code=str(code), place=place, **asdict(item)))
    if entry.package:
        _enter_package(connection, str(code), entry.package)
    values = (field.value for document in entry.documents for field in document.fields)
    titles = (document.title or "" for document in entry.documents)
    for part in words.parts_of("\n".join([str(code), *titles, *values, entry.words])):
        row = connection.scalar(insert(schema.search_text).values(code=str(code), body=part).returning(_ROW))
        text_index(connection).put(connection, row or 0, words.words_of(part))


_ROW = schema.search_text.c.id


def _enter_document(connection: Connection, code: str, document: IndexedDocument) -> None:
    own = {key: value for key, value in asdict(document).items() if key not in ("owners", "fields")}
    connection.execute(insert(schema.document).values(code=code, **own))
    within = {"code": code, "ordinal": document.ordinal}
    for owner in sorted(set(document.owners)):
        connection.execute(insert(schema.document_owner).values(**within, owner_id=owner))
    for place, field in enumerate(document.fields):
        connection.execute(insert(schema.field).values(**within, place=place, **asdict(field)))


def _enter_package(connection: Connection, code: str, package: Package) -> None:
    table = schema.package
    row: Mapping[str, str | int | None] = {
        "code": code,
        "version": package.version,
        "key": package.key,
        "sha256": package.sha256.hex,
        "version_id": package.version_id,
        "log_index": package.log.index if package.log else None,
    }
    entry = insert_into(connection, table).values(row)
    added = {name: func.coalesce(table.c[name], entry.excluded[name]) for name in ("version_id", "log_index")}
    kept = entry.on_conflict_do_update(index_elements=["code", "version"], set_=added).returning(table.c.sha256)
    if connection.scalar(kept) != package.sha256.hex:
        raise PermanentError(
            f"Version {package.version} of dossier {code} is already entered with another digest.",
            remedy="Run `hoso audit`.",
        )
