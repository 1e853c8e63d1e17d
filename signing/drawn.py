"""A PDF opened with PDFium: by one thread at a time, and closed before another one has its turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from dossier.pdfium import PDFIUM

_SCALE = 96 / 72  # a printed digit is about eight pixels wide and twelve high
_MOST_PIXELS = 40_000_000


@contextmanager
def drawable(pdf: bytes, *, forms: bool = False) -> Iterator[pdfium.PdfDocument]:
    """The document while the context lasts; nothing of it may be kept. ``forms``: fields can be drawn.

    ``pdfium.PdfiumError`` when it cannot be opened.
    """
    with PDFIUM:
        document = pdfium.PdfDocument(pdf)
        try:
            if forms:
                document.init_forms()
            yield document
        finally:
            document.close()


def is_too_large(page: pdfium.PdfPage) -> bool:
    """Whether nobody should draw it at 96 dpi."""
    width, height = page.get_size()
    return bool(width * height * _SCALE * _SCALE > _MOST_PIXELS)


def grey(page: pdfium.PdfPage, *, marks: bool) -> NDArray[np.uint8]:
    """The page (rows, columns) at 96 dpi, with or without its annotations and form fields."""
    drawn = page.render(scale=_SCALE, grayscale=True, draw_annots=marks, may_draw_forms=marks)
    try:
        array = np.array(drawn.to_numpy())
    finally:
        drawn.close()
    return array.reshape(array.shape[0], array.shape[1])


def png(page: pdfium.PdfPage) -> bytes:
    """The page in colour at 96 dpi, with its annotations and form fields."""
    out = BytesIO()
    drawn = page.render(scale=_SCALE, draw_annots=True, may_draw_forms=True)
    try:
        drawn.to_pil().save(out, "PNG")
    finally:
        drawn.close()
    return out.getvalue()
