"""Rules, frames and boxes in the ink of a page: what is long and thin."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.spots import Ink, Pixels

MARGIN = 2
"""Pixels around a part that are given with it: room for the grey edges of rules."""
_INSIDE = 0.1
"""Share of the ink of a box that may lie away from its sides."""

Part = tuple[slice, slice]
"""Rows and columns of a picture."""


def rules_in(ink: Ink, dpi: int) -> Iterator[tuple[Part, Pixels]]:
    """Rules, the posts between the boxes of a number, and boxes that stand alone: the parts they lie in, 255 where they are."""
    yield from _rules(ink.mask, ink.stats, dpi)
    yield from _posts(ink, dpi)
    yield from _single_boxes(ink, dpi)


def _rules(ink: Pixels, stats: NDArray[np.int32], dpi: int) -> Iterator[tuple[Part, Pixels]]:
    """Horizontal and vertical rules longer than 12 mm and 6 mm and thinner than 0.7 mm, with the part they lie in."""
    thick = max(2, round(0.7 * dpi / 25.4))
    for least, flat in ((12, True), (6, False)):
        length = round(least * dpi / 25.4) | 1  # an even kernel leaves the first pixel of a rule
        long = np.ones((1, length) if flat else (length, 1), np.uint8)
        thin = np.ones((thick + 2, 1) if flat else (1, thick + 2), np.uint8)
        beside = np.ones((3, 1) if flat else (1, 3), np.uint8)
        for part in _parts(ink, stats[stats[:, 2 if flat else 3] >= length]):
            lines = _opened(
                np.asarray(cv2.dilate(ink[part], beside), np.uint8), long
            )  # a rule that lay askew has steps
            yield part, np.asarray(cv2.bitwise_and(ink[part], cv2.subtract(lines, _opened(lines, thin))), np.uint8)


def _posts(ink: Ink, dpi: int) -> Iterator[tuple[Part, Pixels]]:
    """Vertical rules longer than 4 mm that belong to a long horizontal one: the boxes of a number."""
    mm = dpi / 25.4
    length, thick = round(4 * mm) | 1, max(2, round(0.7 * mm))
    wide = (ink.stats[:, 2] >= 12 * mm) & (ink.stats[:, 3] >= length) & (ink.stats[:, 3] <= 12 * mm)
    for spot in np.flatnonzero(wide)[1 if wide[0] else 0 :].tolist():
        x, y, width, height, _ = ink.stats[spot].tolist()
        part = _around(y, height), _around(x, width)
        own = np.where(ink.labels[part] == spot, np.uint8(255), np.uint8(0))
        lines = _opened(own, np.ones((length, 1), np.uint8))
        yield part, np.asarray(cv2.subtract(lines, _opened(lines, np.ones((1, thick), np.uint8))), np.uint8)


def _single_boxes(ink: Ink, dpi: int) -> Iterator[tuple[Part, Pixels]]:
    """Boxes for one digit each that do not touch: thin spots whose ink lies at the edges of the area they take."""
    mm = dpi / 25.4
    least, most, edge, thick = round(4 * mm), round(12 * mm), round(0.6 * mm) + 1, max(3, round(0.6 * mm))
    sides = ink.stats[:, 2:4]
    for spot in np.flatnonzero(np.all((sides >= least) & (sides <= most), axis=1)).tolist():
        x, y, width, height, area = ink.stats[spot].tolist()
        part = _around(y, height), _around(x, width)
        own = np.where(ink.labels[part] == spot, np.uint8(255), np.uint8(0))
        inside = own[2 * edge : -2 * edge or None, 2 * edge : -2 * edge or None]
        if np.count_nonzero(inside) <= _INSIDE * area and not _opened(own, np.ones((thick, thick), np.uint8)).any():
            yield part, own


def _parts(ink: Pixels, large: NDArray[np.int32]) -> Iterator[Part]:
    """Where spots large enough for a rule lie; the whole picture when they overlap so much that it is cheaper."""
    areas = [(_around(y, height), _around(x, width)) for x, y, width, height, _ in large[1:].tolist()]
    if sum((down.stop - down.start) * (across.stop - across.start) for down, across in areas) > ink.size:
        areas = [(slice(0, ink.shape[0]), slice(0, ink.shape[1]))]
    yield from areas


def _around(start: int, length: int) -> slice:
    """With room for edges."""
    return slice(max(start - MARGIN, 0), start + length + MARGIN)


def _opened(ink: Pixels, kernel: Pixels) -> Pixels:
    """What of the ink the kernel fits into; nothing is beyond the picture."""
    return np.asarray(
        cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel, borderType=cv2.BORDER_CONSTANT, borderValue=(0,)), np.uint8
    )
