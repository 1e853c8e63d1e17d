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
from ocr.layout import Layouts
from ocr.sort import SortedDocument, sort_pages


@dataclass(frozen=True, slots=True)
class SortStep:
    """Types and splits."""

    drafts: Drafts
    catalogue: Catalogue
    layouts: Layouts
    clock: Clock

    def __call__(self, code: DossierCode, digest: Digest) -> Outcome:  # noqa: ARG002
        """The record with its documents, numbered from 1."""
        record = self.drafts.load(digest)
        files = [self.drafts.readings(file) for file in record.files]
        found = sort_pages(files, self.catalogue, self.layouts)
        documents = tuple(_document(record, each, ordinal) for ordinal, each in enumerate(found, start=1))
        event = Event("sorting", rfc3339(self.clock()), "hoso", "success", {"documents": len(documents)})
        return Advanced(self.drafts.keep(with_event(replace(record, documents=documents), event)))


def _document(record: Record, found: SortedDocument, ordinal: int) -> Document:
    pages = tuple(PageRef(record.files[at.file].file, at.page) for at in found.pages)
    return Document(found.type, found.confidence, pages, ordinal)
