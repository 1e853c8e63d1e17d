"""The compressed picture of an image file, for a copy that carries it unchanged."""

from __future__ import annotations

import struct
from typing import BinaryIO

import cv2
import numpy as np
from PIL import Image, TiffImagePlugin

from ocr.intake.png import png_image
from ocr.intake.tiff import tiff_image
from ocr.stored_image import StoredImage

_JPEG_SPACES = {"L": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}
_INVERTED = (1.0, 0.0) * 4
_WIDE = frozenset({"I;16", "I;16B", "I;16L"})


def stored_in(image: Image.Image, file: BinaryIO) -> StoredImage | None:
    """The stream of the frame that ``image`` stands on, not decoded yet; ``None`` when a PDF could not carry it."""
    place = file.tell()
    try:
        if isinstance(image, TiffImagePlugin.TiffImageFile):
            return tiff_image(image, file)
        file.seek(0)
        return _png(image, file) if image.format == "PNG" else _jpeg(image, file)
    except (KeyError, IndexError, TypeError, ValueError, struct.error):
        return None  # a tag of the wrong type: what can be decoded all the same is carried as pixels
    finally:
        file.seek(place)


def _png(image: Image.Image, file: BinaryIO) -> StoredImage | None:
    return png_image(file.read(), image.info.get("icc_profile"))


def _jpeg(image: Image.Image, file: BinaryIO) -> StoredImage | None:
    # Inks are stored inverted by Adobe's programs, who say so with a marker; of others it is anybody's guess.
    inks = image.mode == "CMYK"
    if image.mode not in _JPEG_SPACES or (inks and "adobe" not in image.info):
        return None
    return StoredImage(
        "DCTDecode",
        file.read(),
        image.width,
        image.height,
        8,
        _JPEG_SPACES[image.mode],
        decode=_INVERTED if inks else (),
        profile=image.info.get("icc_profile"),
    )


def deep_grey(image: Image.Image) -> StoredImage | None:
    """A decoded picture of 16 bits a sample without loss, which eight bits would not be; ``None`` for any other."""
    if image.mode not in _WIDE:
        return None
    done, png = cv2.imencode(".png", np.asarray(image).astype(np.uint16))
    return png_image(png.tobytes()) if done else None
