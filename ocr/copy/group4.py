"""Black and white: CCITT Group 4 (ITU-T T.6), made by the TIFF library."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, TiffImagePlugin

from dossier.errors import PermanentError
from ocr.intake.tiff import tiff_image
from ocr.stored_image import StoredImage


def group4(pixels: NDArray[np.uint8]) -> StoredImage:
    """Encode height × width pixels that are 0 or 255."""
    out = io.BytesIO()
    one_strip = {TiffImagePlugin.ROWSPERSTRIP: pixels.shape[0]}
    Image.fromarray(pixels > 127).save(out, "TIFF", compression="group4", tiffinfo=one_strip)
    out.seek(0)
    with TiffImagePlugin.TiffImageFile(out) as tiff:
        stored = tiff_image(tiff, out)
    if stored is None:
        raise PermanentError("The TIFF library wrote something else than one Group 4 strip.")
    return stored
