"""The cells of ruled tables: where rules enclose paper, and the rows of tables that have horizontal rules alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import cv2
import numpy as np

from dossier.page import Box
from ocr.leaders import paper_of
from ocr.prepare.geometry import clipped, reduced
from ocr.prepare.upright import Upright
from ocr.spots import Pixels

_DPI = 100
"""Rules are looked for in a picture of this resolution."""
_DARKER = 40
"""Levels by which a rule is darker than the paper, at least: at this resolution a thin one is a light grey."""
_RULE = (15.0, 7.0)  # mm: the shortest horizontal and vertical rules of a table
_THICK = 1.2  # mm: what is thicker is a bar or a picture
_GAP = 0.6  # mm: how far two rules that meet may end before each other
_LEAST = (8.0, 4.0)  # mm: width and height of a cell
_EVEN, _HIGHEST, _WIDE = 2.0, 30.0, 100.0
"""Millimetres by which the ends of two rules with a row of a table between them differ at most, how far they are apart at
most, and how long they are at least."""
_FILLED = 0.9
"""Share of its rectangle that a cell takes."""


def ruled_cells(ready: Upright) -> tuple[Box, ...]:
    """The cells of the tables of a page from top to bottom, as large as they are on the level picture, about their middles."""
    factor = _factor(ready.image.dpi)
    found = _enlarged(_boxes(ready.reduced_level(factor), ready.image.dpi * factor), factor)
    return _in_order(_about_its_middle(ready, box) for box in found)


def cells_in(grey: Pixels, dpi: int) -> tuple[Box, ...]:
    """The cells of the tables in a picture that is level and upright as it is."""
    factor = _factor(dpi)
    return _in_order(_enlarged(_boxes(reduced(grey, factor), dpi * factor), factor))


def _factor(dpi: int) -> float:
    return min(1.0, _DPI / dpi) if dpi else 1.0


def _enlarged(boxes: Iterable[Box], factor: float) -> Iterator[Box]:
    yield from (Box(*(round(side / factor) for side in box)) for box in boxes)


def _in_order(boxes: Iterable[Box]) -> tuple[Box, ...]:
    return tuple(sorted(boxes, key=lambda box: (box.y0, box.x0)))


def _boxes(picture: Pixels, dpi: float) -> Iterator[Box]:
    """The cells in a level picture."""
    mm = dpi / 25.4
    darker = max(paper_of(picture) - _DARKER, 0)
    ink = np.asarray(cv2.threshold(picture, darker, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)
    across = _long(ink, round(_RULE[0] * mm), round(_THICK * mm), flat=True)
    if not across.any():
        return
    down = _long(ink, round(_RULE[1] * mm), round(_THICK * mm), flat=False)
    gap = 2 * max(1, round(_GAP * mm / 2)) + 1
    ends = np.ones((gap, gap), np.uint8)
    if down.any():
        yield from _enclosed(np.asarray(cv2.dilate(cv2.bitwise_or(down, across), ends), np.uint8), dpi)
    yield from _between(np.asarray(cv2.dilate(across, ends), np.uint8), down, dpi)


def _long(ink: Pixels, length: int, thick: int, *, flat: bool) -> Pixels:
    """What of the ink is as long as a rule and no thicker; a pixel wider, for what lies askew has steps."""
    shape = np.ones((1, length) if flat else (length, 1), np.uint8)
    beside = np.ones((3, 1) if flat else (1, 3), np.uint8)
    broad = np.ones((thick + 2, thick + 2), np.uint8)
    lines = cv2.morphologyEx(cv2.dilate(ink, beside), cv2.MORPH_OPEN, shape)
    return np.asarray(cv2.subtract(lines, cv2.morphologyEx(lines, cv2.MORPH_OPEN, broad)), np.uint8)


def _enclosed(rules: Pixels, dpi: float) -> Iterator[Box]:
    """Rectangles of paper with rules on all sides: the holes in what the rules make up."""
    mm = dpi / 25.4
    contours, levels = cv2.findContours(rules, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    for contour, (*_, around) in zip(contours, levels[0], strict=True):
        x, y, wide, high = cv2.boundingRect(contour)
        large = wide >= _LEAST[0] * mm and high >= _LEAST[1] * mm
        if around >= 0 and large and cv2.contourArea(contour) >= _FILLED * (wide - 1) * (high - 1):
            yield Box(x, y, x + wide, y + high)


def _between(across: Pixels, down: Pixels, dpi: float) -> Iterator[Box]:
    """The paper between two rules of the same length, one under the other, that no vertical rule joins."""
    mm = dpi / 25.4
    contours, _ = cv2.findContours(across, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    places = map(cv2.boundingRect, contours)
    rules = sorted((Box(x, y, x + wide, y + high) for x, y, wide, high in places), key=lambda box: box.y0)
    for number, upper in enumerate(rules):
        lower = next((rule for rule in rules[number + 1 :] if rule.x0 < upper.x1 and upper.x0 < rule.x1), upper)
        even = max(abs(lower.x0 - upper.x0), abs(lower.x1 - upper.x1)) <= _EVEN * mm
        apart = _LEAST[1] * mm <= lower.y0 - upper.y1 <= _HIGHEST * mm
        if even and apart and upper.x1 - upper.x0 >= _WIDE * mm:
            box = Box(upper.x0, upper.y1, upper.x1, lower.y0)
            if not down[box.y0 : box.y1, box.x0 : box.x1].any():
                yield box


def _about_its_middle(ready: Upright, box: Box) -> Box:
    """A box of the level picture, moved to where its middle lies on the upright page."""
    x, y = (box.x0 + box.x1) // 2, (box.y0 + box.y1) // 2
    there = ready.placed_box(Box(x, y, x, y))
    right, down = there.x0 - x, there.y0 - y
    image = ready.image
    return clipped(box.x0 + right, box.y0 + down, box.x1 + right, box.y1 + down, image.width, image.height)
