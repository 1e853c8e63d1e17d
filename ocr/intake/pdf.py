"""PDF files through pikepdf: scans are lifted out, everything else is drawn."""

from __future__ import annotations

import contextlib
import math
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

import pikepdf
from pikepdf import Name
from pikepdf.models.image import PdfImage
from PIL import Image

from dossier.errors import InputRefused
from dossier.page import PageSource, Word
from ocr.intake.extract import extracted
from ocr.intake.jpeg import quick_pixels
from ocr.intake.limits import Limits
from ocr.intake.media import MediaType
from ocr.intake.pdf_content import Drawn, drawn_on
from ocr.intake.pdf_scan import Scan, coding, is_stencil, only_scan, page_box, page_rotation, raw_scan
from ocr.intake.pdf_text import legible, page_text
from ocr.intake.raster import as_pixels
from ocr.intake.render import Renderer, RenderingFailed
from ocr.intake.source import PDF_DPI, DamagedPage, Pixels, SourcePage, StoredPage
from ocr.stored_image import StoredImage

_LEAST_DPI = 72
_LARGE_IMAGE = 0.5
_BAD_OBJECTS = (pikepdf.PikepdfError, ValueError, TypeError, KeyError, AttributeError, OverflowError, IndexError)
"""What a malformed dictionary makes pikepdf raise: a wrong type where a number or stream should be."""

_PLAIN_COLOURS = frozenset({"DeviceGray", "DeviceRGB", "CalGray", "CalRGB"})

Lifted = tuple[Pixels, StoredImage | None, bool]
"""The pixels of a scan, its stream where nothing is seen through it, whether it is of two levels."""


class PdfSource:
    """``SourceDocument`` over a PDF. Poppler needs a file, so bytes are put into a temporary one."""

    def __init__(self, file: Path | bytes, limits: Limits, renderer: Renderer) -> None:
        self.media_type = MediaType.PDF
        self._limits, self._renderer = limits, renderer
        self._cleanup = contextlib.ExitStack()
        try:
            self._path = file if isinstance(file, Path) else self._spool(file)
            self._pdf = self._cleanup.enter_context(_open(self._path, limits))
            self.page_count = _count(self._pdf, limits)
        except BaseException:
            self._cleanup.close()
            raise

    def _spool(self, data: bytes) -> Path:
        path = Path(self._cleanup.enter_context(tempfile.TemporaryDirectory(prefix="intake-"))) / "source.pdf"
        path.write_bytes(data)
        return path

    def page(self, number: int) -> SourcePage | DamagedPage:
        """Lift the scan of page ``number`` out, or draw the page."""
        try:
            page = self._pdf.pages[number - 1]
            drawn = drawn_on(page, self._limits)
            scan = only_scan(page, drawn)
            lifted = self._lift(number, page, scan) if scan else None
            return lifted or self._draw(number, page, drawn, truncated=scan is not None)
        except (RenderingFailed, *_BAD_OBJECTS) as error:
            return DamagedPage(number, f"The page cannot be opened ({type(error).__name__}).")

    def stored(self, number: int) -> StoredPage | None:
        """The embedded image of a page that could be lifted; one with a mask is judged by its decoded opacity."""
        try:
            page = self._pdf.pages[number - 1]
            scan = only_scan(page, drawn_on(page, self._limits))
            return StoredPage(raw_scan(scan.image), scan.dpi) if scan and Name.SMask not in scan.image else None
        except _BAD_OBJECTS:
            return None

    def _lift(self, number: int, page: pikepdf.Page, scan: Scan) -> SourcePage | None:
        """The embedded image; ``None`` when it cannot be decoded, for poppler may still show a part of it."""
        self._limits.check_pixels(int(scan.image.Width), int(scan.image.Height))
        try:
            pixels, raw, bilevel = _quick(scan) or self._carefully(number, scan)
        except (OSError, SyntaxError, RenderingFailed, *_BAD_OBJECTS):
            return None
        return SourcePage(
            number=number,
            pixels=pixels,
            dpi=scan.dpi,
            dpi_known=True,
            rotation=(scan.rotation + page_rotation(page)) % 360,
            source=PageSource.EMBEDDED,
            bilevel=bilevel,
            raw=raw,
        )

    def _carefully(self, number: int, scan: Scan) -> Lifted:
        image = self._decoded(number, scan)
        self._limits.check_pixels(*image.size)
        pixels = as_pixels(image)  # what shines through becomes white paper
        return pixels, raw_scan(scan.image) if _opaque(image) else None, image.mode == "1"

    def _decoded(self, number: int, scan: Scan) -> Image.Image:
        if coding(scan.image) == "JBIG2Decode":
            return extracted(self._path, number, seconds=self._limits.render_seconds)
        return PdfImage(_as_grey(self._pdf, scan.image) if is_stencil(scan.image) else scan.image).as_pil_image()

    def _draw(self, number: int, page: pikepdf.Page, drawn: Drawn, *, truncated: bool) -> SourcePage:
        """The page as poppler shows it; ``truncated`` when that is what is left of a damaged scan."""
        dpi = self._drawing_dpi(page)
        pixels = self._renderer.render(self._path, number, dpi=dpi, seconds=self._limits.render_seconds)
        return SourcePage(
            number=number,
            pixels=pixels,
            dpi=dpi,
            dpi_known=True,
            rotation=0,
            source=PageSource.RENDERED,
            own_words=self._own_words(number, page, drawn, dpi),
            truncated=truncated,
        )

    def _drawing_dpi(self, page: pikepdf.Page) -> int:
        """300, or as much of it as the pixel limit leaves to a poster."""
        x0, y0, x1, y1 = page_box(page)
        unit = float(page.obj.get(Name.UserUnit, 1)) / 72
        width, height = (x1 - x0) * unit, (y1 - y0) * unit
        if width <= 0 or height <= 0:
            raise RenderingFailed("the page has no area")
        dpi = min(PDF_DPI, int(math.sqrt(self._limits.max_pixels / (width * height))))
        if dpi < _LEAST_DPI:
            self._limits.check_pixels(math.ceil(width * _LEAST_DPI), math.ceil(height * _LEAST_DPI))
        return max(dpi, 1)

    def _own_words(self, number: int, page: pikepdf.Page, drawn: Drawn, dpi: int) -> tuple[Word, ...]:
        if not drawn.visible_text or _picture_share(page, drawn) > _LARGE_IMAGE:
            return ()
        words = page_text(self._path, number, dpi=dpi, seconds=self._limits.render_seconds)
        return words if legible(words) else ()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._cleanup.close()


def _as_grey(pdf: pikepdf.Pdf, stencil: pikepdf.Stream) -> pikepdf.Stream:
    """A stencil that is painted black, as the grey image that looks the same."""
    grey = pikepdf.Stream(pdf, stencil.read_raw_bytes())
    for key in (Name.Width, Name.Height, Name.Filter, Name.DecodeParms, Name.Decode):
        if key in stencil:
            grey[key] = stencil[key]
    grey.Subtype, grey.ColorSpace, grey.BitsPerComponent = Name.Image, Name.DeviceGray, 1
    return grey


def _quick(scan: Scan) -> Lifted | None:
    """A plain JPEG, which most scanners write."""
    if coding(scan.image) != "DCTDecode" or Name.SMask in scan.image or Name.Decode in scan.image:
        return None
    raw = raw_scan(scan.image)
    if raw.colour_space not in _PLAIN_COLOURS or raw.parameters:
        return None
    pixels = quick_pixels(raw.data, raw.width, raw.height)
    return None if pixels is None else (pixels, raw, False)


def _opaque(image: Image.Image) -> bool:
    """Whether nothing is seen through the picture: it has no soft mask, or one that is solid everywhere."""
    return "A" not in image.getbands() or image.getchannel("A").getextrema() == (255, 255)


def _open(path: Path, limits: Limits) -> pikepdf.Pdf:
    # qpdf keeps these per process; they stop a small stream from unpacking to gigabytes.
    most = 4 * limits.max_pixels
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=most, png_max_memory=most, tiff_max_memory=most, run_length_max_memory=most
    )
    try:
        return pikepdf.open(path)
    except pikepdf.PasswordError as error:
        raise InputRefused(
            "encrypted",
            "The PDF is protected by a password; hand it in without one.",
            "Tệp PDF có đặt mật khẩu; hãy nộp tệp không đặt mật khẩu.",
        ) from error
    except (pikepdf.PikepdfError, ValueError, RuntimeError) as error:
        raise _damaged() from error


def _count(pdf: pikepdf.Pdf, limits: Limits) -> int:
    try:
        count = len(pdf.pages)
    except (*_BAD_OBJECTS, RuntimeError) as error:
        raise _damaged() from error
    limits.check_pages(count)
    return count


def _damaged() -> InputRefused:
    return InputRefused(
        "damaged_file",
        "The PDF is damaged and cannot be opened; scan the paper again.",
        "Tệp PDF bị hỏng, không mở được; hãy quét lại giấy tờ.",
    )


def _picture_share(page: pikepdf.Page, drawn: Drawn) -> float:
    x0, y0, x1, y1 = page_box(page)
    shares = [
        max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, top) - max(y0, bottom))
        for left, bottom, right, top in (placed.box for placed in drawn.images)
    ]
    return max(shares, default=0.0) / ((x1 - x0) * (y1 - y0))
