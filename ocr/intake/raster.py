"""TIFF, JPEG and PNG files through Pillow."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

import cv2
import numpy as np
from PIL import ExifTags, Image, ImageFile, UnidentifiedImageError

from dossier.errors import InputRefused
from dossier.page import PageSource
from ocr.intake.file_stream import deep_grey, stored_in
from ocr.intake.limits import Limits
from ocr.intake.media import MediaType
from ocr.intake.paper import assumed_dpi, believable
from ocr.intake.source import DamagedPage, Pixels, SourcePage
from ocr.stored_image import StoredImage

# Limits.check_pixels runs on the header before anything is decoded, and names the limit it enforces.
Image.MAX_IMAGE_PIXELS = None

_STRICTNESS = Lock()

_FORMATS = {MediaType.TIFF: ["TIFF"], MediaType.JPEG: ["JPEG"], MediaType.PNG: ["PNG"]}
_EXIF_TURNS = {1: 0, 3: 180, 6: 90, 8: 270}
_EXIF_MIRRORED = {2: 0, 4: 180, 5: 270, 7: 90}
"""Orientation → clockwise degrees after flipping left-right (Exif 2.32, tag 0x0112)."""
_DECODE_ERRORS = (OSError, SyntaxError, ValueError, EOFError)


class RasterSource:
    """``SourceDocument`` over one image file; a TIFF's frames are its pages."""

    def __init__(self, file: Path | bytes, media_type: MediaType, limits: Limits) -> None:
        self.media_type = media_type
        self._limits = limits
        self._stream = io.BytesIO(file) if isinstance(file, bytes) else file.open("rb")
        try:
            self._image = _open(self._stream, media_type)
            self.page_count = _frames(self._image, limits)
        except BaseException:
            self._stream.close()
            raise

    def page(self, number: int) -> SourcePage | DamagedPage:
        """Decode one frame."""
        try:
            self._image.seek(number - 1)
            width, height = self._image.size
            self._limits.check_pixels(width, height)
            stored = stored_in(self._image, self._stream)  # before decoding, which forgets how a TIFF was turned
            truncated = _load(self._image)
            return self._read(number, stored, truncated=truncated)
        except _DECODE_ERRORS as error:
            return DamagedPage(number, f"The picture cannot be decoded ({type(error).__name__}).")

    def stored(self, number: int) -> None:  # noqa: ARG002
        """Whether a frame may stay as it is shows only when it is decoded."""
        return

    def _read(self, number: int, stored: StoredImage | None, *, truncated: bool) -> SourcePage:
        image = self._image
        orientation = image.getexif().get(ExifTags.Base.Orientation, 1)
        mirrored = orientation in _EXIF_MIRRORED
        pixels = as_pixels(image)
        dpi, known = _resolution(image)
        return SourcePage(
            number=number,
            pixels=np.ascontiguousarray(pixels[:, ::-1]) if mirrored else pixels,
            dpi=dpi,
            dpi_known=known,
            rotation=(_EXIF_MIRRORED if mirrored else _EXIF_TURNS).get(orientation, 0),
            source=PageSource.EMBEDDED,
            bilevel=image.mode == "1",
            raw=None if mirrored or truncated else stored or deep_grey(image),
            truncated=truncated,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._image.close()
        self._stream.close()


def _open(stream: io.BytesIO | io.BufferedReader, media_type: MediaType) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(stream, formats=_FORMATS[media_type])
    except (UnidentifiedImageError, *_DECODE_ERRORS) as error:
        raise _damaged() from error


def _frames(image: Image.Image, limits: Limits) -> int:
    if image.format not in {"TIFF"}:
        return 1  # the second picture of an MPO and the frames of an animated PNG are not pages
    try:
        count = 0
        while True:
            image.seek(count)
            count += 1
            limits.check_pages(count)
    except EOFError:
        image.seek(0)
        return count
    except _DECODE_ERRORS as error:
        if count:
            return count
        raise _damaged() from error


def _damaged() -> InputRefused:
    return InputRefused("damaged_file", "The picture is damaged; scan it again.", "Tệp ảnh bị hỏng; hãy quét lại.")


def _load(image: Image.Image) -> bool:
    """Decode as strictly as possible, then as far as possible; was something missing?

    How strictly is Pillow's setting for the whole process: one picture at a time, or a truncated one passes as whole.
    """
    with _STRICTNESS:
        try:
            image.load()
            return False
        except OSError:
            ImageFile.LOAD_TRUNCATED_IMAGES = True
            try:
                image.load()
            finally:
                ImageFile.LOAD_TRUNCATED_IMAGES = False
            return True


def as_pixels(image: Image.Image) -> Pixels:
    """A Pillow picture as grey or blue-green-red pixels; what is transparent becomes white paper."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        rgba = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(rgba, mask=rgba.getchannel("A"))
        image = paper
    if image.mode.startswith("I") or image.mode == "F":
        wide = np.asarray(image, dtype=np.float64)
        return np.clip(wide / 257.0, 0, 255).astype(np.uint8)
    if image.mode in {"1", "L"}:
        return np.array(_in_mode(image, "L"), dtype=np.uint8)
    return np.asarray(cv2.cvtColor(np.asarray(_in_mode(image, "RGB")), cv2.COLOR_RGB2BGR), dtype=np.uint8)


def _in_mode(image: Image.Image, mode: str) -> Image.Image:
    """The picture in that mode; Pillow would copy one that is in it already."""
    return image if image.mode == mode else image.convert(mode)


def _resolution(image: Image.Image) -> tuple[int, bool]:
    declared = image.info.get("dpi", (0, 0))
    dpi = (float(declared[0]) + float(declared[1])) / 2
    if believable(dpi, *image.size):
        return round(dpi), True
    return assumed_dpi(*image.size), False
