"""Every document becomes one PDF/A-2u: the scan's own pixels, what was read under them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.doctype import Catalogue
from dossier.page import PageReading
from dossier.pipeline import Advanced, Outcome
from dossier.record import Copy, Document, Event, PageRef, Record
from hoso.clock import Clock, rfc3339
from hoso.drafts import Drafts, with_event
from hoso.reader import Reader
from hoso.regrouping import copy_name
from hoso.steps.read import page_readings
from ocr.copy import CopyMeta, CopyPage, copy_page, write_copy
from ocr.intake.source import DamagedPage, SourceDocument

Readings = dict[tuple[str, int], PageReading]


@dataclass(frozen=True, slots=True)
class CopyStep:
    """Copies each document that has no copy yet; a paper that came in signed is archived as it is."""

    drafts: Drafts
    reader: Reader
    catalogue: Catalogue
    clock: Clock

    def __call__(self, code: DossierCode, digest: Digest) -> Outcome:  # noqa: ARG002
        """The record with a copy, not yet signed, for every document."""
        record = self.drafts.load(digest)
        readings = page_readings(self.drafts, record)
        documents = tuple(self._with_copy(record, document, readings) for document in record.documents)
        made = sum(1 for before, after in zip(record.documents, documents, strict=True) if before.copy != after.copy)
        event = Event("copy", rfc3339(self.clock()), "hoso", "success", {"copies": made})
        return Advanced(self.drafts.keep(with_event(replace(record, documents=documents), event)))

    def _with_copy(self, record: Record, document: Document, readings: Readings) -> Document:
        signed = {file.file for file in record.files if file.signatures}
        shown = [page for page in document.pages if readings[page.file, page.page].image.width > 0]
        if document.copy is not None or not shown or any(page.file in signed for page in shown):
            return document
        name = copy_name(record, document.ordinal)
        meta = CopyMeta(self.catalogue[document.type].name_vi, name.removesuffix(".pdf"), self.clock())
        data = write_copy(self._pages(record, shown, readings), meta)
        return replace(document, copy=Copy(name, self.drafts.blobs.put(data)))

    def _pages(self, record: Record, pages: list[PageRef], readings: Readings) -> Iterator[CopyPage]:
        """One page at a time; a file stays open as long as its pages follow each other."""
        digests = {file.file: file.sha256 for file in record.files}
        opened: tuple[str, SourceDocument] | None = None
        try:
            for page in pages:
                if opened is None or opened[0] != page.file:
                    _close(opened)
                    source = self.reader.open(self.drafts.blobs.get(digests[page.file]))
                    opened = (page.file, source.__enter__())
                yield from _copied(opened[1], page, readings[page.file, page.page])
        finally:
            _close(opened)


def _close(opened: tuple[str, SourceDocument] | None) -> None:
    if opened is not None:
        opened[1].__exit__(None, None, None)


def _copied(source: SourceDocument, page: PageRef, reading: PageReading) -> Iterator[CopyPage]:
    found = source.page(page.page)
    if isinstance(found, DamagedPage):
        return
    yield copy_page(found, reading)
