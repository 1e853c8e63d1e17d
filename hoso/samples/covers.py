"""Separator sheets as an office prints them, to be scanned between drawn papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pdf2image import convert_from_bytes
from PIL.Image import Image

from dossier.cover import Sheet
from hoso.catalogue import load_catalogue
from hoso.covers import cover_pdf
from hoso.samples.form import Drawn
from hoso.samples.sheet import Sheet as Page

SEPARATOR = "separator"
_PRINTED = datetime(2026, 11, 20, 8, 0, 0)


def printed(sheets: Sequence[Sheet], key: bytes, *, font: Path, dpi: int = 300) -> list[Drawn]:
    """Each sheet as a drawn page of its own; no document type, and nothing on it is a field."""
    pdf = cover_pdf(sheets, load_catalogue(), key=key, font=font, at=_PRINTED)
    return [_drawn(image, dpi) for image in convert_from_bytes(pdf, dpi=dpi)]


def _drawn(image: Image, dpi: int) -> Drawn:
    page = Page(dpi=dpi)
    page.image.paste(image.convert("RGB").resize(page.image.size))
    return Drawn(SEPARATOR, "", (page,), {})
