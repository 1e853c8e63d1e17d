"""Pictures of a hand signature and of a seal, as NĐ 30/2020 annex I wants them on an agency's own documents."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from enum import StrEnum
from io import BytesIO
from math import ceil, floor

import numpy as np
from PIL import Image, UnidentifiedImageError
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from dossier.errors import UsageError
from signing.pades.appearance import Placed
from signing.pades.clearance import Box, Ink
from signing.pades.geometry import seen

_MOST_PIXELS = 4_000_000
_OVERLAP = 1 / 3
_REMEDY = "Use a PNG with transparent background whose resolution says its real size."


class Kind(StrEnum):
    """Whose it is: a person's in blue, an agency's in red."""

    HAND = "hand"
    SEAL = "seal"


@dataclass(frozen=True, slots=True)
class Picture:
    """``centre``: points from the left and from the top of the seen page with that index; ``size`` in points, real."""

    kind: Kind
    pixels: bytes
    """RGBA, row by row."""
    shape: tuple[int, int]
    """Width and height in pixels."""
    size: tuple[float, float]
    centre: tuple[float, float]
    page: int = 0
    over: Box | None = None
    """What it is to lie over: the box of the signature that a seal stands beside."""

    @property
    def box(self) -> Box:
        """Left, top, right, bottom in points of the seen page."""
        (width, height), (x, y) = self.size, self.centre
        return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def picture(kind: Kind, png: bytes, *, centre: tuple[float, float], page: int = 0) -> Picture:
    """Parse a picture; ``UsageError`` for one that the rule does not allow: kind of file, background, colour, size."""
    try:
        with Image.open(BytesIO(png), formats=["PNG"]) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise UsageError("The picture of the signature is too large.", remedy=_REMEDY)
            dpi = opened.info.get("dpi")
            pixels = np.asarray(opened.convert("RGBA"))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UsageError("The picture of the signature is no PNG.", remedy=_REMEDY) from error
    if dpi is None or min(dpi) < 1:
        raise UsageError("The picture of the signature does not say its real size.", remedy=_REMEDY)
    _check_colour(kind, pixels)
    height, width = pixels.shape[:2]
    size = (72 * width / float(dpi[0]), 72 * height / float(dpi[1]))
    return Picture(kind, pixels.tobytes(), (width, height), size, centre, page)


def seal_beside(hand: Picture, png: bytes) -> Picture:
    """The agency's seal in red, covering about a third of the signature, to its left (NĐ 30/2020, annex I, box 8)."""
    made = picture(Kind.SEAL, png, centre=(0, 0), page=hand.page)
    right = hand.centre[0] - hand.size[0] / 2 + _OVERLAP * hand.size[0]
    return replace(made, centre=(right - made.size[0] / 2, hand.centre[1]), over=hand.box)


def place_picture(writer: IncrementalPdfFileWriter, drawn: Picture, ink: Ink) -> Placed:
    """Draw it into ``writer``; ``UsageError`` when it does not lie on the page, whose ``ink`` it may cover."""
    page_ref, _ = writer.find_page_for_modification(drawn.page)
    page = seen(page_ref.get_object())
    left, top, right, bottom = drawn.box
    if left < 0 or top < 0 or right > page.width or bottom > page.height:
        raise UsageError("The picture of the signature does not lie on the page.", remedy="Give another place.")
    x0, y0, x1, y1 = page.in_page((left, page.height - bottom, right, page.height - top))
    box = (floor(x0), floor(y0), ceil(x1), ceil(y1))
    form = _form(writer, drawn, page.upright)
    return Placed(box, writer.add_object(form), ink.covered(drawn.box, drawn.over), drawn.page)


def _check_colour(kind: Kind, pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> None:
    alpha = pixels[..., 3]
    corners = alpha[[0, 0, -1, -1], [0, -1, 0, -1]]
    if corners.max() > 0:
        raise UsageError("The picture of the signature has no transparent background.", remedy=_REMEDY)
    shown = pixels[alpha > 127][:, :3].astype(np.float64)
    if not len(shown):
        raise UsageError("The picture of the signature shows nothing.", remedy=_REMEDY)
    red, _, blue = shown.mean(axis=0)
    if kind is Kind.HAND and blue <= red:
        raise UsageError("The picture of the hand signature is not blue.", remedy=_REMEDY)
    if kind is Kind.SEAL and red <= blue:
        raise UsageError("The picture of the seal is not red.", remedy=_REMEDY)


def _form(writer: IncrementalPdfFileWriter, drawn: Picture, upright: tuple[int, ...]) -> generic.StreamObject:
    width, height = drawn.size
    rgba = np.frombuffer(drawn.pixels, np.uint8).reshape(drawn.shape[1], drawn.shape[0], 4)
    mask = writer.add_object(_image(drawn.shape, "/DeviceGray", rgba[..., 3].tobytes()))
    image = _image(drawn.shape, "/DeviceRGB", rgba[..., :3].tobytes())
    image[pdf_name("/SMask")] = mask
    resources = generic.DictionaryObject(
        {pdf_name("/XObject"): generic.DictionaryObject({pdf_name("/I"): writer.add_object(image)})}
    )
    return generic.StreamObject(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): _numbers(0, 0, ceil(width), ceil(height)),
            pdf_name("/Matrix"): _numbers(*upright),
            pdf_name("/Resources"): resources,
        },
        stream_data=f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /I Do Q".encode(),
    )


def _image(shape: tuple[int, int], space: str, samples: bytes) -> generic.StreamObject:
    return generic.StreamObject(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Image"),
            pdf_name("/Width"): generic.NumberObject(shape[0]),
            pdf_name("/Height"): generic.NumberObject(shape[1]),
            pdf_name("/ColorSpace"): pdf_name(space),
            pdf_name("/BitsPerComponent"): generic.NumberObject(8),
            pdf_name("/Filter"): pdf_name("/FlateDecode"),
        },
        encoded_data=zlib.compress(samples, 9),
    )


def _numbers(*values: int) -> generic.ArrayObject:
    return generic.ArrayObject(generic.NumberObject(value) for value in values)
