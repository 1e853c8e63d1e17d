"""Drawing pages with poppler's pdftoppm through pdf2image; a crash or endless loop stays in its process."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pdf2image import convert_from_path
from pdf2image.exceptions import (
    PDFInfoNotInstalledError,
    PDFPageCountError,
    PDFPopplerTimeoutError,
    PDFSyntaxError,
)

from dossier.errors import PermanentError
from ocr.intake.render import RenderingFailed
from ocr.intake.source import Pixels


class PopplerRenderer:
    """``Renderer`` over pdftoppm (apt package poppler-utils)."""

    def render(self, file: Path, page: int, *, dpi: int, seconds: int) -> Pixels:
        """Draw one page; the process is killed after ``seconds``."""
        try:
            images = convert_from_path(
                file, dpi=dpi, first_page=page, last_page=page, use_cropbox=True, timeout=seconds
            )
        except PDFInfoNotInstalledError as error:
            raise PermanentError(
                "The program pdftoppm is missing.", remedy="Install it: apt-get install poppler-utils"
            ) from error
        except (PDFPopplerTimeoutError, PDFPageCountError, PDFSyntaxError, OSError, ValueError) as error:
            raise RenderingFailed(type(error).__name__) from error
        if not images:
            raise RenderingFailed("pdftoppm drew nothing")
        return np.ascontiguousarray(np.asarray(images[0].convert("RGB"), dtype=np.uint8)[:, :, ::-1])
