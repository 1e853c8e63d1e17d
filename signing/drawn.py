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
_CELL = 5
LEAST_INK = 4
"""Pixels of ink in a square of five by five, about 1.3 mm: most strokes of a letter of ten points lie in two to four."""
LEAST_HIDDEN = 3
"""Squares whose ink is no more to be seen before something is hidden."""
Mask = NDArray[np.bool_]


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


def cells(mask: Mask) -> NDArray[np.int64]:
    """How many pixels of each square of five by five are set; the last that fill no square are padded."""
    height, width = mask.shape
    padded = np.pad(mask, ((0, -height % _CELL), (0, -width % _CELL)))
    tall, wide = padded.shape
    return np.asarray(padded.reshape(tall // _CELL, _CELL, wide // _CELL, _CELL).sum(axis=(1, 3)), dtype=np.int64)
