"""Is a PDF page one embedded scan, and which: then its picture is taken as it lies there instead of drawn anew."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass

import pikepdf
from pikepdf import Name
from pikepdf.models.image import PdfImage

from ocr.intake.jp2 import picture
from ocr.intake.pdf_content import Drawn, Placed
from ocr.stored_image import StoredImage

_COVERS = 0.5
"""Nothing else is on the page, so what the picture leaves free is blank paper (scanners crop to the sheet they saw)."""
_COVERS_MARKS = 0.99
"""Lines or areas were drawn before the picture: it must hide them."""
_OVERHANG = 1.05
_SMALL_WIDGET = 0.25
_SPACES = frozenset({"DeviceGray", "DeviceRGB", "DeviceCMYK", "CalGray", "CalRGB", "ICCBased", "Indexed"})
_FILTERS = frozenset(
    {"DCTDecode", "CCITTFaxDecode", "FlateDecode", "LZWDecode", "JPXDecode", "JBIG2Decode", "RunLengthDecode"}
)
_JPX_SPACES = {1: "DeviceGray", 3: "DeviceRGB"}
_SYMBOLS = "/JBIG2Globals"
_HARMLESS_NOTES = frozenset({"/Link", "/Popup", "/Widget"})


@dataclass(frozen=True, slots=True)
class Scan:
    """The one image of a page: its clockwise turn on the page (before /Rotate) and resolution."""

    image: pikepdf.Stream
    rotation: int
    dpi: int


def page_box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """The visible part of the page in points: left, bottom, right, top."""
    x0, y0, x1, y1 = (float(value) for value in page.cropbox)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def page_rotation(page: pikepdf.Page) -> int:
    """/Rotate (inherited too) as 0, 90, 180 or 270 clockwise."""
    value = int(page.rotation or 0)
    return value % 360 if value % 90 == 0 else 0


def only_scan(page: pikepdf.Page, drawn: Drawn) -> Scan | None:
    """The page's single scan, or ``None`` when anything else is visible on it."""
    if len(drawn.images) != 1 or drawn.inline_images or drawn.visible_text or drawn.paints_over:
        return None
    placed = drawn.images[0]
    rotation = _quarter_turn(placed)
    least = _COVERS_MARKS if drawn.paints else _COVERS
    if rotation is None or not _fills(page, placed, least) or _notes_matter(page) or not _plain(placed):
        return None
    user_unit = float(page.obj.get(Name.UserUnit, 1))
    return Scan(placed.image, rotation, max(1, round(_resolution(placed) / user_unit)))


def _quarter_turn(placed: Placed) -> int | None:
    """Clockwise turn of the image on the page, when it is a multiple of 90° and not mirrored."""
    a, b, c, d, _, _ = placed.matrix.shorthand
    size = math.hypot(a, b) + math.hypot(c, d)
    straight, turned = abs(b) + abs(c) < 0.002 * size, abs(a) + abs(d) < 0.002 * size
    if straight and a * d > 0:
        return 0 if a > 0 else 180
    if turned and b * c < 0:
        return 270 if b > 0 else 90
    return None


def _fills(page: pikepdf.Page, placed: Placed, least: float) -> bool:
    x0, y0, x1, y1 = page_box(page)
    left, bottom, right, top = placed.box
    area = (x1 - x0) * (y1 - y0)
    seen = max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, top) - max(y0, bottom))
    return area > 0 and seen >= least * area and (right - left) * (top - bottom) <= _OVERHANG * area


def _notes_matter(page: pikepdf.Page) -> bool:
    x0, y0, x1, y1 = page_box(page)
    allowed = _SMALL_WIDGET * (x1 - x0) * (y1 - y0)
    for note in page.obj.get(Name.Annots, pikepdf.Array()):
        kind = str(note.get(Name.Subtype, ""))
        if kind in {"/Link", "/Popup"} or Name.AP not in note:
            continue
        left, bottom, right, top = (float(value) for value in note.get(Name.Rect, [0, 0, 0, 0]))
        if kind not in _HARMLESS_NOTES or abs((right - left) * (top - bottom)) > allowed:
            return True
    return False


def _plain(placed: Placed) -> bool:
    """Are the pixels alone the picture: nothing seen through it, no exotic colour, one filter that we can carry?"""
    image = placed.image
    if placed.blended or Name.Mask in image or int(image.get(Name.SMaskInData, 0)) or not _mask_fits(image):
        return False
    if is_stencil(image):
        return placed.black and Name.SMask not in image and coding(image) in _FILTERS
    coloured = _space(image) in _SPACES or (coding(image) == "JPXDecode" and Name.ColorSpace not in image)
    return coloured and coding(image) in _FILTERS


def is_stencil(image: pikepdf.Stream) -> bool:
    """A stencil mask lets paint through where its samples are 0; with black paint it looks as a grey image would."""
    return bool(image.get(Name.ImageMask, False))


def _mask_fits(image: pikepdf.Stream) -> bool:
    """Whether a soft mask, if there is one, has an opacity for each pixel of the image."""
    mask = image.get(Name.SMask)
    if mask is None:
        return True
    size = (mask.get(Name.Width), mask.get(Name.Height))
    return size == (image.Width, image.Height) and Name.Matte not in mask


def _filters(image: pikepdf.Stream) -> list[str]:
    filters = image.get(Name.Filter, pikepdf.Array())
    return [str(f)[1:] for f in filters] if isinstance(filters, pikepdf.Array) else [str(filters)[1:]]


def coding(image: pikepdf.Stream) -> str:
    """The image's own codec; a JPEG may lie in further filters, which are taken off."""
    names = _filters(image)
    return names[-1] if names and (len(names) == 1 or names[-1] == "DCTDecode") else ""


def _data(image: pikepdf.Stream) -> bytes:
    if len(_filters(image)) == 1:
        return image.read_raw_bytes()
    jpeg = io.BytesIO()
    PdfImage(image).extract_to(stream=jpeg, apply_decode_array=False)
    return jpeg.getvalue()


def _space(image: pikepdf.Stream) -> str:
    space = image.get(Name.ColorSpace)
    if isinstance(space, pikepdf.Array):
        return str(space[0])[1:]
    return str(space)[1:] if space is not None else ""


def _resolution(placed: Placed) -> float:
    a, b, c, d, _, _ = placed.matrix.shorthand
    across, down = math.hypot(a, b) / 72, math.hypot(c, d) / 72
    return (int(placed.image.Width) / across + int(placed.image.Height) / down) / 2


def raw_scan(image: pikepdf.Stream) -> StoredImage:
    """The image's compressed bytes and everything needed to draw them again."""
    data = _data(image)
    space = image.get(Name.ColorSpace)
    indexed = _space(image) == "Indexed"
    return StoredImage(
        filter=coding(image),
        data=data,
        width=int(image.Width),
        height=int(image.Height),
        bits=1 if is_stencil(image) else int(image.get(Name.BitsPerComponent, 8)),
        colour_space=_space(image) or _own_space(image, data),
        parameters=_parameters(image),
        decode=tuple(float(value) for value in image.get(Name.Decode, pikepdf.Array())),
        profile=space[1].read_bytes() if isinstance(space, pikepdf.Array) and _space(image) == "ICCBased" else None,
        palette=_palette(space) if indexed and space is not None else None,
        palette_base=_palette_base(space) if indexed and space is not None else None,
        symbols=_symbols(image),
    )


def _own_space(image: pikepdf.Stream, data: bytes) -> str:
    """The colours of an image that has no /ColorSpace: a stencil's, or those that a JPEG 2000 names itself."""
    if is_stencil(image):
        return "DeviceGray"
    found = picture(data)
    return _JPX_SPACES.get(found.components, "") if found else ""


def _parameters(image: pikepdf.Stream) -> dict[str, int]:
    return {str(key)[1:]: int(value) for key, value in _decoding(image).items() if key != _SYMBOLS}


def _symbols(image: pikepdf.Stream) -> bytes | None:
    found = _decoding(image).get(_SYMBOLS)
    return found.read_bytes() if isinstance(found, pikepdf.Stream) else None


def _decoding(image: pikepdf.Stream) -> pikepdf.Dictionary:
    found = image.get(Name.DecodeParms)
    if isinstance(found, pikepdf.Array):
        found = found[-1] if len(found) else None
    return found if isinstance(found, pikepdf.Dictionary) else pikepdf.Dictionary()


def _palette_base(space: pikepdf.Object) -> str | None:
    return str(space[1])[1:] if isinstance(space[1], Name) else None


def _palette(space: pikepdf.Object) -> bytes:
    table = space[3]
    return table.read_bytes() if isinstance(table, pikepdf.Stream) else bytes(table)
