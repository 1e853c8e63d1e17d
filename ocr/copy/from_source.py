"""An opened page and what was read on it → a page of the copy."""

from __future__ import annotations

from dossier.page import PageReading
from ocr.copy.image import page_image
from ocr.copy.page import CopyPage, StoredImage
from ocr.intake.source import RawScan, SourcePage


def copy_page(source: SourcePage, reading: PageReading) -> CopyPage:
    """The scan's own stream where there is one and PDF/A-2 admits it, else the page's pixels without loss."""
    stored = _stored(source.raw) if source.raw is not None else None
    image = page_image(stored, source.pixels)
    return CopyPage(image, dpi=source.dpi, rotation=reading.image.rotation, words=reading.words)


def _stored(raw: RawScan) -> StoredImage:
    return StoredImage(
        raw.filter,
        raw.data,
        raw.width,
        raw.height,
        raw.bits,
        raw.colour_space,
        parameters=raw.parameters,
        decode=raw.decode,
        profile=raw.profile,
        palette=raw.palette,
        palette_base=raw.palette_base,
    )
