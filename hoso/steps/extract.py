"""Documents become fields, with where on the page each was read and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dossier.codes import DossierCode
from dossier.digest import Digest
from dossier.doctype import Catalogue
from dossier.page import PageReading
from dossier.pipeline import Advanced, Outcome
from dossier.record import Document, Event, Field, Record, Source, SourceFile
from hoso.card_codes import with_codes, with_zones
from hoso.cards import machine_channels, runs_out, supported, without_expiry
from hoso.chip_files import ChipFiles, paired
from hoso.clock import Clock, rfc3339
from hoso.drafts import Drafts, with_event
from hoso.numbering import ResultCodes
from hoso.persons import CARD, PASSPORT
from hoso.pictures import Pictures
from hoso.reader import Reader
from hoso.second_look import looks, places_of
from hoso.small_expiry import with_small_expiry
from hoso.unread import lines_of
from identity.channel import Channel
from ocr.fields import CropReader, ExtractedField, PageAt, Reread, attributes, extract
from ocr.layout import Layouts


@dataclass(frozen=True, slots=True)
class ExtractStep:
    """Extracts the fields of each document that has none yet, and gives it its attributes and result code."""

    drafts: Drafts
    catalogue: Catalogue
    layouts: Layouts
    reader: Reader
    codes: ResultCodes
    chips: ChipFiles
    clock: Clock

    def __call__(self, code: DossierCode, digest: Digest) -> Outcome:  # noqa: ARG002
        """The record with fields."""
        record = self.drafts.load(digest)
        files: list[Sequence[PageReading]] = [self.drafts.readings(file) for file in record.files]
        with Pictures(record, self.drafts, self.reader) as pictures:
            files = self._with_card_codes(record, files, pictures)
            record = self._kept(record, files)
            work = _Work(record, files, CropReader(self.reader.engine, pictures), pictures, self._chips(record, files))
            documents = tuple(self._with_fields(document, work) for document in record.documents)
        count = sum(len(document.fields) for document in documents)
        event = Event("extraction", rfc3339(self.clock()), "hoso", "success", {"fields": count})
        return Advanced(self.drafts.keep(with_event(replace(record, documents=documents), event)))

    def _with_card_codes(
        self, record: Record, files: list[Sequence[PageReading]], pictures: Pictures
    ) -> list[Sequence[PageReading]]:
        for document in record.documents:
            if document.fields or document.type not in (CARD, PASSPORT):
                continue
            pages = page_places(record, document)
            coded = with_codes(files, pages, pictures) if document.type == CARD else files
            files = [*with_zones(coded, pages, pictures, self.reader.engine)]
        return files

    def _kept(self, record: Record, files: Sequence[Sequence[PageReading]]) -> Record:
        """The record whose files name the readings as they are now."""
        return replace(record, files=tuple(map(self._with_words, record.files, files)))

    def _with_words(self, file: SourceFile, pages: Sequence[PageReading]) -> SourceFile:
        if tuple(pages) == self.drafts.readings(file):
            return file
        return replace(file, words=self.drafts.keep_readings(tuple(pages)))

    def _chips(self, record: Record, files: Sequence[Sequence[PageReading]]) -> Mapping[int, tuple[Channel, ...]]:
        """The chips' channels by the ordinal of the card that each belongs to, as its code or zone tells."""
        chips = self.chips.of(record)
        if not chips:
            return {}
        cards = [document for document in record.documents if document.type == CARD]
        said = [machine_channels(_pages(files, page_places(record, each))) for each in cards]
        found = paired([_number(channels) for channels in said], chips).of_card
        return {cards[index].ordinal: channels for index, channels in found.items()}

    def _with_fields(self, document: Document, work: _Work) -> Document:
        if document.fields:
            return self._with_attributes(work.record, document)
        pages = page_places(work.record, document)
        extracted = extract(
            document.type, pages, files=work.files, catalogue=self.catalogue, layouts=self.layouts, reread=work.reread
        )
        readings = _pages(work.files, pages)
        if document.type == CARD:
            extracted = with_small_expiry(extracted, pages, readings, work.pictures, self.reader.engine)
        fields = {each.key: _field(work.record, each) for each in extracted}
        if document.type == CARD:
            machine = (*work.chips.get(document.ordinal, ()), *machine_channels(readings))
            places = places_of(extracted)
            lines = lines_of(readings, work.reread, places)
            fields = supported(fields, machine, looks(work.reread, places), lines)
            fields = fields if runs_out(readings) else without_expiry(fields)
        return self._with_attributes(work.record, replace(document, fields=fields))

    def _with_attributes(self, record: Record, document: Document) -> Document:
        values = {key: field.value for key, field in document.fields.items()}
        about = attributes(self.catalogue[document.type], self.layouts[document.type], values)
        return replace(document, attributes=self.codes.numbered(about, record, document))


@dataclass(frozen=True, slots=True)
class _Work:
    """What the documents of one record are read from; ``chips`` by the ordinal of their card."""

    record: Record
    files: Sequence[Sequence[PageReading]]
    reread: Reread
    pictures: Pictures
    chips: Mapping[int, tuple[Channel, ...]]


def _pages(files: Sequence[Sequence[PageReading]], pages: Sequence[PageAt]) -> list[PageReading]:
    return [files[at.file][at.page - 1] for at in pages]


def _number(channels: Sequence[Channel]) -> str | None:
    return next((number for each in channels if (number := each.value("id_number"))), None)


def page_places(record: Record, document: Document) -> tuple[PageAt, ...]:
    """The document's pages by the index of their file."""
    index = {file.file: number for number, file in enumerate(record.files)}
    return tuple(PageAt(index[page.file], page.page) for page in document.pages)


def _field(record: Record, found: ExtractedField) -> Field:
    file = None if found.at is None else record.files[found.at.file].file
    page = None if found.at is None else found.at.page
    return Field(found.value, found.text, found.confidence, file, page, found.box, Source.PRINT)
