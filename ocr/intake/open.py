"""Opening a file, whatever it is."""

from __future__ import annotations

from pathlib import Path

from ocr.intake.limits import Limits
from ocr.intake.media import MediaType, sniff
from ocr.intake.pdf import PdfSource
from ocr.intake.raster import RasterSource
from ocr.intake.render import Renderer
from ocr.intake.source import SourceDocument

_HEAD = 1024


def open_source(file: Path | bytes, limits: Limits, renderer: Renderer) -> SourceDocument:
    """Open a file by its content; use the result as a context manager.

    ``InputRefused``: empty_file, unsupported_type, limit_exceeded, no_pages, encrypted, damaged_file.
    """
    size = len(file) if isinstance(file, bytes) else file.stat().st_size
    media_type = sniff(_head(file))
    limits.check_bytes(size)
    if media_type is MediaType.PDF:
        return PdfSource(file, limits, renderer)
    return RasterSource(file, media_type, limits)


def _head(file: Path | bytes) -> bytes:
    if isinstance(file, bytes):
        return file[:_HEAD]
    with file.open("rb") as stream:
        return stream.read(_HEAD)
