"""Pages become documents; every page is in exactly one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.doctype import Catalogue
from dossier.pipeline import Advanced, Outcome
from dossier.record import Document, Event, PageRef, Record
from hoso.clock import Clock, rfc3339
from hoso.drafts import Drafts, with_event
from ocr.fields import PageAt
from ocr.layout import Layouts
from ocr.sort import SortedDocument, sort_covered


@dataclass(frozen=True, slots=True)
class SortStep:
    """Types and splits; ``cover_key`` is that of the separator sheets this office prints."""

    drafts: Drafts
    catalogue: Catalogue
    layouts: Layouts
    cover_key: bytes
    clock: Clock

    def __call__(self, code: DossierCode, digest: Digest) -> Outcome:  # noqa: ARG002
        """The record with its documents, numbered from 1."""
        record = self.drafts.load(digest)
        files = [self.drafts.readings(file) for file in record.files]
        blank = {PageAt(number, page) for number, file in enumerate(record.files) for page in file.blank_pages}
        found = sort_covered(files, self.catalogue, self.layouts, key=self.cover_key, blank=blank)
        documents = tuple(_document(record, each, ordinal) for ordinal, each in enumerate(found.documents, start=1))
        described = tuple(
            replace(file, covers=tuple(cover for at, cover in found.covers if at == number))
            for number, file in enumerate(record.files)
        )
        detail: dict[str, str | int] = {"documents": len(documents)}
        detail |= {"covers": len(found.covers)} if found.covers else {}
        event = Event("sorting", rfc3339(self.clock()), "hoso", "success", detail)
        sorted_ = replace(record, documents=documents, files=described)
        return Advanced(self.drafts.keep(with_event(sorted_, event)))


def _document(record: Record, found: SortedDocument, ordinal: int) -> Document:
    pages = tuple(PageRef(record.files[at.file].file, at.page) for at in found.pages)
    return Document(found.type, found.confidence, pages, ordinal)
