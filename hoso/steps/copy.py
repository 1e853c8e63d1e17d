"""Every document becomes one PDF/A-2u: the scan's own pixels, what was read under them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.doctype import Catalogue
from dossier.errors import TransientError
from dossier.page import PageReading, PageSource
from dossier.pipeline import Advanced, Outcome
from dossier.record import Copy, Document, Event, PageRef, Record
from hoso.clock import Clock, rfc3339
from hoso.drafts import Drafts, with_event
from hoso.packing import original_name
from hoso.reader import Reader
from hoso.regrouping import copy_name
from hoso.steps.read import page_readings
from ocr.copy import CopyMeta, CopyPage, copy_page, copy_stored, notice_page, write_copy
from ocr.intake.source import DamagedPage, SourceDocument

Readings = dict[tuple[str, int], PageReading]


@dataclass(frozen=True, slots=True)
class CopyStep:
    """Copies each document that has no copy yet; a paper that came in signed is archived as it is.

    A copy has a page for every page of its document: one that could not be opened is a notice in ``font`` that says so.
    """

    drafts: Drafts
    reader: Reader
    catalogue: Catalogue
    font: Path
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
        shown = any(readings[page.file, page.page].image.width > 0 for page in document.pages)
        if document.copy is not None or not shown or any(page.file in signed for page in document.pages):
            return document
        name = copy_name(record, document.ordinal)
        meta = CopyMeta(self.catalogue[document.type].name_vi, name.removesuffix(".pdf"), self.clock())
        data = write_copy(self._pages(record, document.pages, readings), meta)
        return replace(document, copy=Copy(name, self.drafts.blobs.put(data)))

    def _pages(self, record: Record, pages: tuple[PageRef, ...], readings: Readings) -> Iterator[CopyPage]:
        """One page at a time; a file stays open as long as its pages follow each other."""
        digests = {file.file: file.sha256 for file in record.files}
        opened: tuple[str, SourceDocument] | None = None
        try:
            for page in pages:
                reading = readings[page.file, page.page]
                if reading.image.width == 0:
                    yield notice_page(_notice(record, page), self.font)
                    continue
                if opened is None or opened[0] != page.file:
                    _close(opened)
                    source = self.reader.open(self.drafts.blobs.get(digests[page.file]))
                    opened = (page.file, source.__enter__())
                yield _copied(opened[1], page, reading)
        finally:
            _close(opened)


def _close(opened: tuple[str, SourceDocument] | None) -> None:
    if opened is not None:
        opened[1].__exit__(None, None, None)


def _copied(source: SourceDocument, page: PageRef, reading: PageReading) -> CopyPage:
    lifted = reading.image.source is PageSource.EMBEDDED
    kept = copy_stored(source.stored(page.page), reading) if lifted else None
    return kept or _decoded(source, page, reading)


def _decoded(source: SourceDocument, page: PageRef, reading: PageReading) -> CopyPage:
    found = source.page(page.page)
    if isinstance(found, DamagedPage):
        raise TransientError("A page that was read before cannot be opened for its copy.", remedy="Run again.")
    return copy_page(found, reading)


def _notice(record: Record, page: PageRef) -> tuple[str, ...]:
    """What stands in place of a page; the file by its number and place in the package, for its name may be a person's."""
    number = next(n for n, file in enumerate(record.files, start=1) if file.file == page.file)
    place = f"data/{original_name(number, record.files[number - 1])}"
    return (
        "TRANG NÀY KHÔNG MỞ ĐƯỢC",
        "",
        f"Trang {page.page} của tệp gốc số {number} bị hỏng nên không có hình trong bản sao này.",
        f"Tệp gốc được lưu nguyên vẹn trong gói lưu trữ: {place}",
        "Hãy quét lại giấy tờ nếu còn bản giấy.",
        "",
        "THIS PAGE COULD NOT BE OPENED",
        "",
        f"Page {page.page} of original file {number} is damaged; this copy has no picture of it.",
        f"The original file is kept unchanged in the package: {place}",
    )
