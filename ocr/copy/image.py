"""Pictures → image objects that PDF/A-2 admits: the stored stream where it may stay, else the same pixels."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from dossier.errors import PermanentError
from ocr.copy.colour import colour
from ocr.copy.group4 import group4
from ocr.intake.jp2 import Picture, picture
from ocr.intake.jpeg import Frame, frame
from ocr.intake.png import png_image
from ocr.stored_image import StoredImage

Pixels = NDArray[np.uint8]
"""Height × width (grey) or height × width × 3 (blue, green, red)."""

_PNG = (cv2.IMWRITE_PNG_COMPRESSION, 2, cv2.IMWRITE_PNG_FILTER, cv2.IMWRITE_PNG_FILTER_UP)
"""Three times as fast as the defaults on a drawn page, and as small."""


def page_image(stored: StoredImage | None, pixels: Pixels) -> StoredImage:
    """The stored stream if a PDF/A-2 may carry it, else ``pixels`` (the same picture) compressed without loss."""
    return stored if stored is not None and can_carry(stored) else lossless(pixels)


def can_carry(stored: StoredImage) -> bool:
    """May the stream stay as it is? LZW is forbidden (ISO 19005-2, 6.1.7.2); of others the form must be sound."""
    found = colour(stored)
    indexed = stored.colour_space == "Indexed"
    if found is None or (indexed and not stored.palette):
        return False
    samples = 1 if indexed else found.components
    match stored.filter:
        case "DCTDecode":
            return frame(stored.data) == Frame(stored.width, stored.height, 8, samples)
        case "JPXDecode":
            return picture(stored.data) == Picture(stored.width, stored.height, 8, samples) and not indexed
        case "CCITTFaxDecode" | "JBIG2Decode":
            return stored.bits == samples == 1
        case "FlateDecode" | "RunLengthDecode":
            return stored.bits in {1, 2, 4, 8, 16}
        case _:
            return False


def lossless(pixels: Pixels) -> StoredImage:
    """The pixels in the smallest fitting form: CCITT Group 4 for black and white, else Flate, grey where it is grey."""
    if pixels.ndim == 3 and _is_grey(pixels):
        pixels = np.ascontiguousarray(pixels[:, :, 0])
    if pixels.ndim == 2 and bool(((pixels == 0) | (pixels == 255)).all()):
        return group4(pixels)
    return _flate(pixels)


def _is_grey(pixels: Pixels) -> bool:
    blue, green, red = pixels[:, :, 0], pixels[:, :, 1], pixels[:, :, 2]
    return np.array_equal(blue, green) and np.array_equal(green, red)


def _flate(pixels: Pixels) -> StoredImage:
    """A PNG's compressed data are a Flate stream with PNG predictors (ISO 32000-1, 7.4.4.4)."""
    done, png = cv2.imencode(".png", pixels, [*_PNG])
    if not done:
        raise PermanentError("The PNG library cannot encode the picture.")
    stored = png_image(png.tobytes())
    if stored is None:
        raise PermanentError("The PNG library wrote something else than a plain picture.")
    return stored
