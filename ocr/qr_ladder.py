"""A QR code that did not decode at first sight, on a page where a card is known to lie.

The rungs: the whole page sharpened, evened out and made black and white; the squares that look most like a code,
enlarged; a small page as a whole enlarged; the squares rid of blur. Error correction makes a wrong text of a wrong try practically
impossible, so the first try that decodes is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from dossier.page import Box, PageReading, Symbol
from ocr.intake.source import Pixels
from ocr.prepare.geometry import clipped, grey_of
from ocr.qr_deblur import deblurred

Step = Callable[[Pixels], Pixels]
Place = tuple[int, int, float]
"""Where a view lies on the page: column and row of its corner, and by how much it is enlarged."""

_SIDE_MM = 18.0  # TT 06/2021/TT-BCA, TT 16/2024/TT-BCA
_CARD_MM = 85.6
_ALIKE = 1.5
_COARSE_SIDE = 53  # pixels to which a code is made small to be looked for
_PLACES = 3
_WHOLE = 2.0
_MOST_PIXELS = 12_000_000  # a larger whole picture is not enlarged
_VIEW_PIXELS = 400  # a code's square is enlarged at least to this side


def read_hard_qr(page: PageReading, picture: Pixels) -> PageReading:
    """``page`` with the QR code that harder looks at its upright ``picture`` find; the same page when none does."""
    if picture.size == 0:
        return page
    symbol = look_harder(grey_of(picture), page.image.dpi)
    return page if symbol is None else replace(page, symbols=(*page.symbols, symbol))


def look_harder(grey: Pixels, dpi: int) -> Symbol | None:
    """The first QR code that some rung of the ladder decodes, its box in pixels of ``grey``; None when none does."""
    formats = zxingcpp.barcode_formats_from_str("QRCode")
    for view, place in _views(grey, dpi):
        found = zxingcpp.read_barcodes(np.ascontiguousarray(view), formats=formats, try_invert=False)
        for code in found:
            if code.valid:
                return Symbol(str(code.format), bytes(code.bytes), _box(code, place, grey))
    return None


def _views(grey: Pixels, dpi: int) -> Iterator[tuple[Pixels, Place]]:
    for step in _STEPS[1:]:
        yield step(grey), (0, 0, 1.0)
    boxes = [box for side in _sides(grey, dpi) for box in _squares(grey, side)]
    squares = [grey[box.y0 : box.y1, box.x0 : box.x1] for box in boxes]
    corners = [(box.x0, box.y0) for box in boxes]
    for square, (x, y) in zip(squares, corners, strict=True):
        for scale in _scales(square):
            large = _resized(square, scale)
            for step in _STEPS:
                yield step(large), (x, y, scale)
    if grey.size * _WHOLE * _WHOLE <= _MOST_PIXELS:
        for step in _STEPS:
            yield step(_resized(grey, _WHOLE)), (0, 0, _WHOLE)
    for square, (x, y) in zip(squares, corners, strict=True):
        scale = _scales(square)[0]
        for sharp in deblurred(_resized(square, scale), scale * max(square.shape) / _VIEW_PIXELS):
            yield sharp, (x, y, scale)


def _sides(grey: Pixels, dpi: int) -> list[float]:
    """How wide a code may be in pixels: by the resolution, and where a card fills the picture, by the card's width.

    A telephone does not know its resolution, so what it says of it is one guess of two.
    """
    by_resolution, by_card = _SIDE_MM * dpi / 25.4, _SIDE_MM / _CARD_MM * max(grey.shape)
    alike = by_resolution / _ALIKE < by_card < by_resolution * _ALIKE
    return [by_resolution] if alike else [by_resolution, by_card]


def _squares(grey: Pixels, side: float) -> list[Box]:
    """The squares of this side that hold most edges in both directions, the likeliest first."""
    factor = min(1.0, _COARSE_SIDE / side)
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA).astype(np.float32)
    reach = max(8, round(side * factor))
    across, down = (np.abs(cv2.Sobel(small, cv2.CV_32F, dx, dy)) for dx, dy in ((1, 0), (0, 1)))
    strength = np.minimum(*(cv2.boxFilter(np.minimum(each, 300), -1, (reach, reach)) for each in (across, down)))
    found = []
    for _ in range(_PLACES):
        _, best, _, (x, y) = cv2.minMaxLoc(strength)
        if best <= 0:
            break
        found.append(_around(x / factor, y / factor, reach / factor, grey))
        cv2.rectangle(strength, (x - reach, y - reach), (x + reach, y + reach), 0, -1)
    return found


def _around(x: float, y: float, side: float, grey: Pixels) -> Box:
    reach = 0.85 * side
    return clipped(round(x - reach), round(y - reach), round(x + reach), round(y + reach), *grey.shape[::-1])


def _scales(square: Pixels) -> tuple[float, ...]:
    need = max(1.0, _VIEW_PIXELS / max(1, *square.shape))
    return (need, 1.5 * need, 2.5 * need)


def _resized(grey: Pixels, scale: float) -> Pixels:
    return grey if scale == 1.0 else _u8(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC))


def _same(grey: Pixels) -> Pixels:
    return grey


def _sharper(strength: float, sigma: float) -> Step:
    def step(grey: Pixels) -> Pixels:
        soft = cv2.GaussianBlur(grey, (0, 0), sigma)
        return _u8(cv2.addWeighted(grey, 1 + strength, soft, -strength, 0))

    return step


def _even(grey: Pixels) -> Pixels:
    return _u8(cv2.createCLAHE(clipLimit=3.0, tileGridSize=(8, 8)).apply(grey))


def _black_and_white(grey: Pixels) -> Pixels:
    block = max(15, min(grey.shape) // 24) | 1
    return _u8(cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_GAUSSIAN_C, cv2.THRESH_BINARY, block, 5))


_STEPS: tuple[Step, ...] = (_same, _sharper(1.5, 2.0), _sharper(4.0, 3.0), _even, _black_and_white)


def _box(code: zxingcpp.Barcode, place: Place, grey: Pixels) -> Box:
    left, top, scale = place
    at = code.position
    corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
    xs, ys = [left + round(c.x / scale) for c in corners], [top + round(c.y / scale) for c in corners]
    return clipped(min(xs), min(ys), max(xs), max(ys), grey.shape[1], grey.shape[0])


def _u8(picture: NDArray[np.generic] | cv2.typing.MatLike) -> Pixels:
    return np.asarray(picture, dtype=np.uint8)
