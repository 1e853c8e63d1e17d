"""An opened page and what was read on it → a page of the copy."""

from __future__ import annotations

from dossier.page import PageReading
from ocr.copy.image import can_carry, page_image
from ocr.copy.page import CopyPage
from ocr.intake.source import SourcePage, StoredPage


def copy_page(source: SourcePage, reading: PageReading) -> CopyPage:
    """The scan's own stream where there is one and PDF/A-2 admits it, else the page's pixels without loss."""
    image = page_image(source.raw, source.pixels)
    return CopyPage(image, dpi=source.dpi, rotation=reading.image.rotation, words=reading.words)


def copy_stored(stored: StoredPage | None, reading: PageReading) -> CopyPage | None:
    """The scan as it lies in the file, when PDF/A-2 admits it: nothing has to be decoded for such a copy."""
    if stored is None or not can_carry(stored.image):
        return None
    return CopyPage(stored.image, dpi=stored.dpi, rotation=reading.image.rotation, words=reading.words)
