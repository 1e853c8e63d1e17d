"""A QR code that did not decode at first sight, on a page where a card is known to lie.

Enlarged, sharpened, evened out, made black and white, rid of blur: from the cheapest to the dearest. Error correction
makes a wrong text of a wrong try practically impossible, so the first try that decodes is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import cv2
import numpy as np
import zxingcpp

from dossier.page import Box, PageReading, Symbol
from ocr.intake.source import Pixels
from ocr.prepare.geometry import clipped, grey_of

Step = Callable[[Pixels], Pixels]

_MOST_PIXELS = 12_000_000  # a step that would make a larger picture is left out


def read_hard_qr(page: PageReading, picture: Pixels) -> PageReading:
    """``page`` with the QR code that harder looks at its upright ``picture`` find; the same page when none does."""
    if picture.size == 0:
        return page
    symbol = look_harder(grey_of(picture))
    return page if symbol is None else replace(page, symbols=(*page.symbols, symbol))


def look_harder(grey: Pixels) -> Symbol | None:
    """The first QR code that some rung of the ladder decodes, its box in pixels of ``grey``; None when none does."""
    formats = zxingcpp.barcode_formats_from_str("QRCode")
    for view, scale in _views(grey):
        found = zxingcpp.read_barcodes(np.ascontiguousarray(view), formats=formats, try_invert=False)
        for code in found:
            if code.valid:
                return Symbol(str(code.format), bytes(code.bytes), _box(code, scale, grey))
    return None


def _views(grey: Pixels) -> Iterator[tuple[Pixels, float]]:
    for scale in (1.0, 2.0, 3.0):
        if grey.size * scale * scale > _MOST_PIXELS:
            continue
        large = grey if scale == 1.0 else _resized(grey, scale)
        for step in _STEPS:
            yield step(large), scale


def _resized(grey: Pixels, scale: float) -> Pixels:
    return np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8)


def _same(grey: Pixels) -> Pixels:
    return grey


def _sharper(strength: float, sigma: float) -> Step:
    def step(grey: Pixels) -> Pixels:
        soft = cv2.GaussianBlur(grey, (0, 0), sigma)
        return np.asarray(cv2.addWeighted(grey, 1 + strength, soft, -strength, 0), np.uint8)

    return step


def _even(grey: Pixels) -> Pixels:
    return np.asarray(cv2.createCLAHE(clipLimit=3.0, tileGridSize=(8, 8)).apply(grey), np.uint8)


def _black_and_white(grey: Pixels) -> Pixels:
    block = max(15, min(grey.shape) // 24) | 1
    return np.asarray(
        cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_GAUSSIAN_C, cv2.THRESH_BINARY, block, 5), np.uint8
    )


_STEPS: tuple[Step, ...] = (_same, _sharper(1.5, 2.0), _sharper(4.0, 3.0), _even, _black_and_white)


def _box(code: zxingcpp.Barcode, scale: float, grey: Pixels) -> Box:
    place = code.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    xs, ys = [round(c.x / scale) for c in corners], [round(c.y / scale) for c in corners]
    return clipped(min(xs), min(ys), max(xs), max(ys), grey.shape[1], grey.shape[0])
