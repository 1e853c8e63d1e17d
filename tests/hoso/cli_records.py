"""Records out of thin air, for what needs no reading."""

from __future__ import annotations

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.identification import Identification, IdentityVerdict
from dossier.page import Box
from dossier.record import (
    Copy,
    CopySignature,
    Document,
    Field,
    Head,
    PageRef,
    Policy,
    Profile,
    Record,
    Source,
    SourceFile,
    Status,
)

CODE = DossierCode("H29.12-261122-0001")
_AT = "2026-11-22T08:15:30+07:00"


def record(*documents: Document) -> Record:
    """A dossier of one file with as many pages as its documents have."""
    head = Head(CODE, None, "H29.12", "can-bo-01", Profile.COUNTER, Policy.BATCH, _AT, "ho-so")
    pages = sum(len(each.pages) for each in documents)
    file = SourceFile("scan.pdf", Digest.of(b"scan"), "application/pdf", 4, pages=pages)
    return Record(head, Status.IN_PROGRESS, (file,), documents)


def document(*pages: int, ordinal: int = 1, **fields: Field) -> Document:
    """A birth certificate on these pages (page 1 if none are named), its copy signed."""
    name = f"{CODE}.{ordinal}.pdf"
    copy = Copy(name, Digest.of(name.encode()), CopySignature("PAdES-B-T", "can-bo-01", _AT))
    refs = tuple(PageRef("scan.pdf", page) for page in pages or (1,))
    return Document("birth_certificate", 0.99, refs, ordinal, copy=copy, fields=fields)


def field(value: str | None, confidence: float) -> Field:
    """A field as it was read."""
    return Field(value, value or "", confidence, "scan.pdf", 1, Box(1, 2, 3, 4), Source.PRINT)


def person(verdict: IdentityVerdict) -> Identification:
    """Somebody with that verdict."""
    return Identification("079190123456", "owner", verdict, None, ())
