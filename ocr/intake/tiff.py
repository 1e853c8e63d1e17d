"""The one strip of a TIFF's frame as it lies there, where a PDF knows its coding."""

from __future__ import annotations

from typing import BinaryIO

from PIL import TiffImagePlugin

from ocr.stored_image import StoredImage

_LEAST_BIT_FIRST = 2
_BLACK_IS_ZERO, _RGB, _YCBCR = 1, 2, 6
_GROUP4, _JPEG = 4, 7
_T6_OPTIONS, _JPEG_TABLES, _ORIENTATION = 293, 347, 274
_MIRRORED = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))
_START, _END = b"\xff\xd8", b"\xff\xd9"
_JPEG_SPACES = {1: "DeviceGray", 3: "DeviceRGB"}


def tiff_image(tiff: TiffImagePlugin.TiffImageFile, file: BinaryIO) -> StoredImage | None:
    """The frame that ``tiff`` stands on, not decoded yet; ``None`` when it is turned, in several parts or coded otherwise."""
    tags = tiff.tag_v2
    offsets, counts = tags.get(TiffImagePlugin.STRIPOFFSETS, ()), tags.get(TiffImagePlugin.STRIPBYTECOUNTS, ())
    if len(offsets) != 1 or len(counts) != 1 or tags.get(_ORIENTATION, 1) != 1:
        return None
    coding = tags.get(TiffImagePlugin.COMPRESSION)
    if coding not in {_GROUP4, _JPEG}:
        return None
    file.seek(offsets[0])
    strip = file.read(counts[0])
    return _group4(tiff, strip) if coding == _GROUP4 else _jpeg(tiff, strip)


def _group4(tiff: TiffImagePlugin.TiffImageFile, strip: bytes) -> StoredImage | None:
    tags = tiff.tag_v2
    if tiff.mode != "1" or tags.get(_T6_OPTIONS, 0):
        return None
    if tags.get(TiffImagePlugin.FILLORDER, 1) == _LEAST_BIT_FIRST:  # PDF knows only the other order
        strip = strip.translate(_MIRRORED)
    width, height = _size(tiff)
    black_is_one = tags.get(TiffImagePlugin.PHOTOMETRIC_INTERPRETATION, 0) == _BLACK_IS_ZERO
    parameters = {"K": -1, "Columns": width, "Rows": height, "BlackIs1": int(black_is_one)}
    return StoredImage("CCITTFaxDecode", strip, width, height, 1, "DeviceGray", parameters)


def _jpeg(tiff: TiffImagePlugin.TiffImageFile, strip: bytes) -> StoredImage | None:
    """A JPEG whose tables stand elsewhere in the file (TIFF Technical Note 2) gets them back."""
    tags = tiff.tag_v2
    photometric = tags.get(TiffImagePlugin.PHOTOMETRIC_INTERPRETATION)
    samples = tags.get(TiffImagePlugin.SAMPLESPERPIXEL, 1)
    tables = tags.get(_JPEG_TABLES, b"")
    if (photometric, samples) not in {(_BLACK_IS_ZERO, 1), (_RGB, 3), (_YCBCR, 3)} or not strip.startswith(_START):
        return None
    if tables:
        strip = tables.removesuffix(_END) + strip.removeprefix(_START)
    parameters = {"ColorTransform": int(photometric == _YCBCR)} if samples == 3 else {}
    profile = tiff.info.get("icc_profile")
    return StoredImage("DCTDecode", strip, *_size(tiff), 8, _JPEG_SPACES[samples], parameters, profile=profile)


def _size(tiff: TiffImagePlugin.TiffImageFile) -> tuple[int, int]:
    return int(tiff.tag_v2[TiffImagePlugin.IMAGEWIDTH]), int(tiff.tag_v2[TiffImagePlugin.IMAGELENGTH])
