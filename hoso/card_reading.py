"""One identity paper by itself: pictures of its sides in, what its print, QR code and zone say out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from dossier.doctype import Catalogue
from dossier.page import PageReading
from dossier.text import fold
from hoso.card_codes import with_codes, with_zones
from hoso.cards import cards_of, machine_channels
from hoso.other_papers import OLD_CARD_FAULT
from hoso.persons import CARD, OLD_CARD, OWN_PAPERS, PASSPORT
from hoso.reader import Reader
from hoso.second_look import looks, places_of, settled
from hoso.small_expiry import with_small_expiry
from hoso.unread import lines_of, with_found
from identity.channel import FIELDS, Channel, Reading, print_channel
from identity.mrz import Mrz, parse_mrz
from identity.mrz_lines import Layout as ZoneLayout
from identity.qr import CardQr
from ocr.fields import CropReader, ExtractedField, PageAt, extract
from ocr.intake.source import DamagedPage, Pixels, SourceDocument
from ocr.layout import Layouts
from ocr.read import read_page
from ocr.sort import sort_pages


class CardLayout(StrEnum):
    """Which paper it is (contract: command line)."""

    CHIP_2021 = "2021"
    CARD_2024 = "2024"
    OLD = "old"
    PASSPORT = "passport"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CardReading:
    """What was read: ``fields`` as extracted from the print, then each channel that spoke."""

    layout: CardLayout
    fields: Mapping[str, ExtractedField]
    printed: Channel
    machine: tuple[Channel, ...]
    qr: CardQr | None
    mrz: Mrz | None

    @property
    def channels(self) -> tuple[Channel, ...]:
        """Print, where it says anything, and what machines read."""
        return (*((self.printed,) if self.printed.readings else ()), *self.machine)


@dataclass(frozen=True, slots=True)
class CardReader:
    """Reads the sides of one card. ``InputRefused`` for a file that cannot be taken."""

    reader: Reader
    catalogue: Catalogue
    layouts: Layouts

    def __call__(self, files: Sequence[bytes]) -> CardReading:
        """Read every page of every file as belonging to one card; which side is which is found."""
        with ExitStack() as stack:
            pictures = _Pictures([stack.enter_context(self.reader.open(each)) for each in files])
            readings = [self._pages(source) for source in pictures.sources]
            pictures.rotations = [[page.image.rotation for page in file] for file in readings]
            readings = with_codes(readings, _places(readings), pictures)
            readings = with_zones(readings, _places(readings), pictures, self.reader.engine)
            paper = self._paper(readings)
            reread = CropReader(self.reader.engine, pictures)
            found = extract(
                paper,
                _places(readings),
                files=readings,
                catalogue=self.catalogue,
                layouts=self.layouts,
                reread=reread,
            )
            pages = [page for file in readings for page in file]
            if paper == CARD:
                found = with_small_expiry(found, _places(readings), pages, pictures, self.reader.engine)
            machine, places = machine_channels(pages), places_of(found)
            printed = with_found(_printed(found), machine, lines_of(pages, reread, places))
            printed = settled(printed, machine, looks(reread, places))
        return _assembled(paper, found, printed, pages)

    def _pages(self, source: SourceDocument) -> list[PageReading]:
        return [read_page(source.page(n), self.reader.engine)[0] for n in range(1, source.page_count + 1)]

    def _paper(self, readings: Sequence[Sequence[PageReading]]) -> str:
        """The likeliest of the three papers; a card where nothing says another."""
        found = sort_pages(readings, self.catalogue, self.layouts)
        known = [each for each in found if each.type in OWN_PAPERS]
        return max(known, key=lambda each: each.confidence).type if known else CARD


def _places(readings: Sequence[Sequence[PageReading]]) -> list[PageAt]:
    return [PageAt(number, page.image.page) for number, file in enumerate(readings) for page in file]


class _Pictures:
    """The upright pictures of opened files."""

    def __init__(self, sources: list[SourceDocument]) -> None:
        self.sources = sources
        self.rotations: list[list[int]] = []

    def __call__(self, at: PageAt) -> tuple[Pixels, int]:
        page = self.sources[at.file].page(at.page)
        if isinstance(page, DamagedPage):
            return np.zeros((0, 0), np.uint8), 1
        turn = self.rotations[at.file][at.page - 1]
        return np.ascontiguousarray(np.rot90(page.pixels, k=-(turn // 90))), page.dpi


def _printed(found: Sequence[ExtractedField]) -> Channel:
    return print_channel(
        {
            each.key: Reading(each.value, each.confidence)
            for each in found
            if each.key in FIELDS and isinstance(each.value, str)
        }
    )


def _assembled(
    paper: str, found: Sequence[ExtractedField], printed: Channel, pages: Sequence[PageReading]
) -> CardReading:
    if paper == OLD_CARD:
        printed = replace(printed, faults=(OLD_CARD_FAULT,))
    qr = next((each for each in cards_of(pages) if isinstance(each, CardQr)), None)
    zones = [zone for page in pages if page.mrz and (zone := parse_mrz(page.mrz))]
    mrz = zones[0] if zones else None
    fields = {each.key: each for each in found}
    return CardReading(_layout(paper, pages, mrz), fields, printed, machine_channels(pages), qr, mrz)


_SAID_ON = {
    CardLayout.CHIP_2021: ("can cuoc cong dan", "citizen identity", "que quan", "left index", "right index", "personal identification:"),
    CardLayout.CARD_2024: ("dinh danh ca nhan", "noi dang ky khai sinh", "noi cu tru", "ministry of public", "place of birth"),
}  # fmt: skip


def _layout(paper: str, pages: Sequence[PageReading], mrz: Mrz | None) -> CardLayout:
    if paper == OLD_CARD:
        return CardLayout.OLD
    if paper == PASSPORT or (mrz is not None and mrz.layout is ZoneLayout.TD3):
        return CardLayout.PASSPORT
    text = fold(" ".join(page.text for page in pages))
    votes = {layout: sum(phrase in text for phrase in phrases) for layout, phrases in _SAID_ON.items()}
    best = max(votes, key=lambda layout: votes[layout])
    return best if votes[best] > min(votes.values()) else CardLayout.UNKNOWN
