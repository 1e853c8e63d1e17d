"""Where on a page a card lies, as the corners of its QR code tell: any part of it can then be cut out upright.

The code is 18 mm wide and stands in the upper right corner of the side that bears it (TT 06/2021/TT-BCA, TT 16/2024/TT-BCA).
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from dossier.page import Box
from ocr.intake.source import Pixels
from ocr.prepare.geometry import clipped

_SIDE, _LEFT, _TOP = 18.0, 65.0, 3.0  # of the code on the card, in millimetres
_INCH = 25.4
_MARGIN = 0.25  # of the code's side, around it where it is looked for again


class Millimetres(NamedTuple):
    """A rectangle on the card, from its upper left corner."""

    x0: float
    y0: float
    x1: float
    y1: float


class CardPlace(NamedTuple):
    """The page's pixels for a point of the card: ``origin`` and a step of one millimetre along each side."""

    origin: tuple[float, float]
    across: tuple[float, float]
    down: tuple[float, float]

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the card, in millimetres, lies on the page."""
        (x0, y0), (ax, ay), (dx, dy) = self
        return x0 + x * ax + y * dx, y0 + x * ay + y * dy

    def box(self, part: Millimetres, page: Pixels) -> Box:
        """The upright rectangle of the page around a part of the card."""
        corners = [self.at(x, y) for x in (part.x0, part.x1) for y in (part.y0, part.y1)]
        xs, ys = [round(x) for x, _ in corners], [round(y) for _, y in corners]
        return clipped(min(xs), min(ys), max(xs), max(ys), page.shape[1], page.shape[0])

    def cut(self, part: Millimetres, grey: Pixels, dpi: int) -> Pixels:
        """The part, upright and at this resolution; what lies outside the page is as its edge is."""
        step = _INCH / dpi
        x0, y0 = self.at(part.x0, part.y0)
        back: NDArray[np.float64] = np.array(
            [
                [self.across[0] * step, self.down[0] * step, x0],
                [self.across[1] * step, self.down[1] * step, y0],
            ]
        )
        size = (round((part.x1 - part.x0) / step), round((part.y1 - part.y0) / step))
        flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
        return np.asarray(cv2.warpAffine(grey, back, size, flags=flags, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def card_place(grey: Pixels, code: Box) -> CardPlace:
    """The place of the card whose code was read in ``code``; as if it lay straight where its corners are not seen again."""
    corners = _corners(grey, code) or ((code.x0, code.y0), (code.x1, code.y0), (code.x0, code.y1))
    (x0, y0), right, below = corners
    across = ((right[0] - x0) / _SIDE, (right[1] - y0) / _SIDE)
    down = ((below[0] - x0) / _SIDE, (below[1] - y0) / _SIDE)
    origin = (x0 - _LEFT * across[0] - _TOP * down[0], y0 - _LEFT * across[1] - _TOP * down[1])
    return CardPlace(origin, across, down)


Point = tuple[float, float]


def _corners(grey: Pixels, code: Box) -> tuple[Point, Point, Point] | None:
    """The upper left, upper right and lower left corner of the code; None for one that is not seen or not upright."""
    margin = round(_MARGIN * max(code.x1 - code.x0, code.y1 - code.y0))
    around = clipped(
        code.x0 - margin, code.y0 - margin, code.x1 + margin, code.y1 + margin, grey.shape[1], grey.shape[0]
    )
    crop = np.ascontiguousarray(grey[around.y0 : around.y1, around.x0 : around.x1])
    formats = zxingcpp.barcode_formats_from_str("QRCode")
    for found in zxingcpp.read_barcodes(crop, formats=formats, try_invert=False):
        seen = found.position
        corners = [
            (each.x + around.x0, each.y + around.y0) for each in (seen.top_left, seen.top_right, seen.bottom_left)
        ]
        (x0, y0), (x1, y1), (_, y2) = corners
        if found.valid and x1 - x0 > abs(y1 - y0) and y2 > y0:
            return corners[0], corners[1], corners[2]
    return None
