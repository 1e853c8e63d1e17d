"""Scans become files: PDF with one image per page, TIFF, JPEG, PNG; every file says its true resolution."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import img2pdf
from pikepdf import Pdf
from PIL import Image

from hoso.samples.degrade import Scan

_EPOCH = datetime(2026, 11, 20, 8, 0, 0)


def picture(scan: Scan) -> Image.Image:
    """The scan as an image: mode 1 where it is bilevel, else RGB or L."""
    image = Image.fromarray(scan.pixels)
    return image.convert("1", dither=Image.Dither.NONE) if scan.bilevel else image


def jpeg(scan: Scan) -> bytes:
    """JPEG at the scan's quality."""
    return _saved(picture(scan).convert("RGB"), "JPEG", quality=scan.quality, dpi=(scan.dpi, scan.dpi))


def png(scan: Scan) -> bytes:
    """PNG, its pHYs chunk holding the resolution."""
    return _saved(picture(scan), "PNG", dpi=(scan.dpi, scan.dpi), compress_level=4)


def tiff(scans: Sequence[Scan], compression: str) -> bytes:
    """A TIFF of all pages; ``compression``: ``group4`` (bilevel pages only), ``jpeg`` or ``tiff_lzw``."""
    first, *rest = [picture(scan) for scan in scans]
    dpi = (scans[0].dpi, scans[0].dpi)
    return _saved(first, "TIFF", save_all=True, append_images=rest, compression=compression, dpi=dpi)


def pdf(scans: Sequence[Scan]) -> bytes:
    """A scan PDF: one image per page, JPEG or G4, the page as large as the paper was."""
    pages = [_tiff_g4(scan) if scan.bilevel else jpeg(scan) for scan in scans]
    made: bytes = img2pdf.convert(pages, creationdate=_EPOCH, moddate=_EPOCH, producer="scanner")
    with Pdf.open(io.BytesIO(made)) as document:
        return saved(document)


def saved(document: Pdf) -> bytes:
    """The bytes of a PDF, the same each time."""
    if "/ID" in document.trailer:
        del document.trailer["/ID"]  # its first half would be kept, and img2pdf drew that from the clock
    target = io.BytesIO()
    document.save(target, deterministic_id=True)
    return target.getvalue()


def _tiff_g4(scan: Scan) -> bytes:
    return _saved(picture(scan), "TIFF", compression="group4", dpi=(scan.dpi, scan.dpi))


def _saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def write(path: Path, data: bytes) -> Path:
    """Write ``data``, the folders above it made as needed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
