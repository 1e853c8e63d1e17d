"""Copies that were signed while the time-stamp server or the revocation service was silent get what they lack."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from dossier.record import Document, Event, Record
from hoso.clock import rfc3339
from hoso.drafts import Drafts, with_event
from hoso.signatures import Signatures
from signing.levels import Level


def lacking(record: Record, level: Level) -> tuple[Document, ...]:
    """The documents whose copy bears a signature of ours below ``level``."""
    return tuple(each for each in record.documents if _reached(each) is not None and not _holds(each, level))


def raised(drafts: Drafts, signatures: Signatures, record: Record, at: datetime) -> Record:
    """The record with every copy at the level that copies are to have; it is the same when none lacks anything.

    Transient when that cannot be had now: what is sealed has proof of its time.
    """
    poor = lacking(record, signatures.level)
    if not poor:
        return record
    documents = tuple(_raised(drafts, signatures, each, at) if each in poor else each for each in record.documents)
    event = Event("signature upgrade", rfc3339(at), "hoso", "success", {"copies": len(poor)})
    return with_event(replace(record, documents=documents), event)


def _raised(drafts: Drafts, signatures: Signatures, document: Document, at: datetime) -> Document:
    copy = document.copy
    if copy is None or copy.signature is None:
        return document
    data = signatures.raise_copy(drafts.blobs.get(copy.sha256), at)
    signature = replace(copy.signature, level=f"PAdES-{signatures.level}")
    return replace(document, copy=replace(copy, sha256=drafts.blobs.put(data), signature=signature))


def _holds(document: Document, level: Level) -> bool:
    reached = _reached(document)
    return reached is not None and reached.holds(level)


def _reached(document: Document) -> Level | None:
    """The level of our own signature; None where there is none, or one of others' kinds."""
    signature = document.copy.signature if document.copy is not None else None
    name = signature.level.removeprefix("PAdES-") if signature is not None else ""
    return Level(name) if name in set(Level) else None
