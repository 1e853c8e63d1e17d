"""Drawing pages with PDFium in this process: about four times as fast as poppler, without its isolation."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2 as pdfium

from dossier.pdfium import PDFIUM
from ocr.intake.render import RenderingFailed
from ocr.intake.source import Pixels


class PdfiumRenderer:
    """``Renderer`` over pypdfium2. PDFium cannot be stopped, so ``seconds`` has no effect here;
    one page at a time in the process."""

    def render(self, file: Path, page: int, *, dpi: int, seconds: int) -> Pixels:  # noqa: ARG002
        """Draw one page with its form fields and annotations."""
        with PDFIUM:
            try:
                document = pdfium.PdfDocument(file)
            except pdfium.PdfiumError as error:
                raise RenderingFailed("PDFium cannot open the file") from error
            try:
                return _drawn(document, page, dpi)
            except pdfium.PdfiumError as error:
                raise RenderingFailed("PDFium cannot draw the page") from error
            finally:
                document.close()


def _drawn(document: pdfium.PdfDocument, page: int, dpi: int) -> Pixels:
    document.init_forms()
    bitmap = document[page - 1].render(scale=dpi / 72, draw_annots=True, may_draw_forms=True)
    try:
        return np.array(bitmap.to_numpy()[:, :, :3], dtype=np.uint8)
    finally:
        bitmap.close()
