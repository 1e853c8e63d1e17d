"""Black and white: CCITT Group 4 (ITU-T T.6), taken out of a TIFF or made by the TIFF library."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, TiffImagePlugin

from dossier.errors import PermanentError
from ocr.stored_image import StoredImage

_LEAST_BIT_FIRST = 2
_BLACK_IS_ZERO = 1
_MIRRORED = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))


def group4(pixels: NDArray[np.uint8]) -> StoredImage:
    """Encode height × width pixels that are 0 or 255."""
    out = io.BytesIO()
    one_strip = {TiffImagePlugin.ROWSPERSTRIP: pixels.shape[0]}
    Image.fromarray(pixels > 127).save(out, "TIFF", compression="group4", tiffinfo=one_strip)
    out.seek(0)
    with TiffImagePlugin.TiffImageFile(out) as tiff:
        stored = group4_strip(tiff, out.getvalue())
    if stored is None:
        raise PermanentError("The TIFF library wrote something else than one Group 4 strip.")
    return stored


def group4_strip(tiff: TiffImagePlugin.TiffImageFile, file: bytes) -> StoredImage | None:
    """The frame that ``tiff`` stands on as it lies in ``file``, when it is Group 4 in one strip; else ``None``."""
    tags = tiff.tag_v2
    offsets, counts = tags.get(TiffImagePlugin.STRIPOFFSETS, ()), tags.get(TiffImagePlugin.STRIPBYTECOUNTS, ())
    if tags.get(TiffImagePlugin.COMPRESSION) != 4 or len(offsets) != 1 or len(counts) != 1:
        return None
    data = file[offsets[0] : offsets[0] + counts[0]]
    if tags.get(TiffImagePlugin.FILLORDER, 1) == _LEAST_BIT_FIRST:  # PDF knows only the other order
        data = data.translate(_MIRRORED)
    width, height = int(tags[TiffImagePlugin.IMAGEWIDTH]), int(tags[TiffImagePlugin.IMAGELENGTH])
    black_is_one = tags.get(TiffImagePlugin.PHOTOMETRIC_INTERPRETATION, 0) == _BLACK_IS_ZERO
    parameters = {"K": -1, "Columns": width, "Rows": height, "BlackIs1": int(black_is_one)}
    return StoredImage("CCITTFaxDecode", data, width, height, 1, "DeviceGray", parameters)
