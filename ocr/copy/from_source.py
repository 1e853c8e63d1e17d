"""An opened page and what was read on it → a page of the copy."""

from __future__ import annotations

from dossier.page import PageReading
from ocr.copy.image import page_image
from ocr.copy.page import CopyPage
from ocr.intake.source import SourcePage


def copy_page(source: SourcePage, reading: PageReading) -> CopyPage:
    """The scan's own stream where there is one and PDF/A-2 admits it, else the page's pixels without loss."""
    image = page_image(source.raw, source.pixels)
    return CopyPage(image, dpi=source.dpi, rotation=reading.image.rotation, words=reading.words)
