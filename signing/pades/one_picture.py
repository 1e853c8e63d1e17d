"""A first page that is one picture, such as every copy of a scan has, seen without drawing it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import numpy as np
import pikepdf
from numpy.typing import NDArray
from pikepdf import Name
from PIL import Image

Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage
_SLACK = 1.0
"""Points by which the picture may miss the edge of the page."""

_COVERED = frozenset({"Tj", "TJ", "'", '"'})
"""Text below the picture, which is not seen."""
_LOOKED_AT = " ".join([*_COVERED, "cm q Q gs Do sh EI f F f* B B* b b* S s"])


def picture_of(pdf: bytes, dpi: int) -> NDArray[np.uint8] | None:
    """The first page in grey at ``dpi``, when the last thing drawn on it is an upright JPEG that covers all of it.

    A JPEG is decoded at an eighth to the full of its size, whichever is enough: a fifth of the time that drawing takes.
    ``None`` for every other page: that has to be drawn.
    """
    try:
        with pikepdf.open(BytesIO(pdf)) as document:
            page = document.pages[0]
            image = _covering(page)
            x0, y0, x1, y1 = (float(side) for side in page.mediabox)
            size = (round((x1 - x0) * dpi / 72), round((y1 - y0) * dpi / 72))
            return None if image is None else _small(image.read_raw_bytes(), size)
    except (pikepdf.PikepdfError, ValueError, TypeError, AttributeError, KeyError, IndexError, OSError, SyntaxError):
        return None


def _covering(page: pikepdf.Page) -> pikepdf.Stream | None:
    """The picture over everything else, if the page has one and nothing besides its content."""
    if any(key in page.obj for key in (Name.Annots, Name.CropBox, Name.Rotate, Name.UserUnit)):
        return None
    drawn = pikepdf.parse_content_stream(page, operators=_LOOKED_AT)
    turns = [each for each in drawn[:-1] if str(each.operator) not in _COVERED]
    if not drawn or str(drawn[-1].operator) != "Do" or any(str(each.operator) != "cm" for each in turns):
        return None
    image = page.resources.XObject[str(drawn[-1].operands[0])]
    plain = image.get(Name.Subtype) == Name.Image and image.get(Name.Filter) == Name.DCTDecode
    if not plain or Name.SMask in image or Name.Mask in image or Name.Decode in image:
        return None
    return image if isinstance(image, pikepdf.Stream) and _fills(page, turns) else None


def _fills(page: pikepdf.Page, turns: Sequence[Instruction]) -> bool:
    """Do these changes of coordinates, one after the other, put a unit square upright over the whole page?"""
    matrix = pikepdf.Matrix()
    for turn in turns:
        matrix = pikepdf.Matrix(*(float(value) for value in turn.operands)) @ matrix
    box = [float(side) for side in page.mediabox]
    placed = (matrix.e, matrix.f, matrix.e + matrix.a, matrix.f + matrix.d)
    level = abs(matrix.b) + abs(matrix.c) < _SLACK
    return level and all(abs(one - other) < _SLACK for one, other in zip(placed, box, strict=True))


def _small(jpeg: bytes, size: tuple[int, int]) -> NDArray[np.uint8]:
    with Image.open(BytesIO(jpeg), formats=["JPEG"]) as picture:
        picture.draft("L", size)
        grey = picture.convert("L").resize(size, Image.Resampling.BOX)
        return np.asarray(grey, dtype=np.uint8)
