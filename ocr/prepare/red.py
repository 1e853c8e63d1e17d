"""Red ink: where stamps and seals lie, the page without them, and they alone."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from dossier.page import Box
from ocr.intake.source import Pixels
from ocr.prepare.geometry import clipped, reduced

_WORK_DPI = 75
_EXCESS = 38
"""By how much red must exceed green and blue; skin, wood and yellowed paper stay below."""
_LIGHT = 90
_LEAST_MM = 5.0
_JOIN_MM = 3.0
_FRAME = 0.7
_FEW = 20
_SEAL_MM = (26.0, 46.0)
"""Agencies' seals are 30 to 42 mm across (NĐ 99/2016)."""
_DISC = 0.93
"""Share of the circle around it that a shape fills: a disc nearly all, a square 0.64."""


def red_regions(page: Pixels, dpi: int) -> tuple[Box, ...]:
    """Boxes of red areas of at least 5 mm either way on a blue-green-red page, from top to bottom; grey has none."""
    if page.ndim == 2:
        return ()
    factor = min(1.0, _WORK_DPI / dpi)
    mask = red_mask(reduced(_every_other(page), 2 * factor) if dpi >= 4 * _WORK_DPI else reduced(page, factor))
    size = max(3, round(_JOIN_MM * dpi * factor / 25.4))
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    least = _LEAST_MM * dpi * factor / 25.4
    found = [
        _enlarged((x, y, x + w, y + h), factor, page)
        for x, y, w, h, _ in (tuple(int(v) for v in stats[i]) for i in range(1, count))
        if w >= least and h >= least
    ]
    return tuple(sorted(found, key=lambda box: (box.y0, box.x0)))


def _every_other(page: Pixels) -> Pixels:
    """Every other pixel of every other row: enough of what is as broad as a stamp."""
    half = ((page.shape[1] + 1) // 2, (page.shape[0] + 1) // 2)
    return np.asarray(cv2.resize(page, half, interpolation=cv2.INTER_NEAREST), np.uint8)


def _enlarged(corners: tuple[int, int, int, int], factor: float, page: Pixels) -> Box:
    x0, y0, x1, y1 = (round(value / factor) for value in corners)
    return clipped(x0, y0, x1, y1, page.shape[1], page.shape[0])


def red_mask(page: Pixels) -> Pixels:
    """1 where a blue-green-red picture is red."""
    excess, red = _excess(page), page[:, :, 2]
    return np.asarray((excess > _EXCESS) & (red > _LIGHT), dtype=np.uint8)


def _excess(page: Pixels) -> Pixels:
    """By how much the red of each pixel exceeds its green and blue."""
    blue, green, red = cv2.split(page)
    return np.asarray(cv2.subtract(red, cv2.max(blue, green)), dtype=np.uint8)


def without_red(page: Pixels) -> Pixels:
    """The red channel alone: red ink becomes nearly as light as paper, black stays black."""
    return np.ascontiguousarray(page[:, :, 2])


def only_red(page: Pixels) -> Pixels:
    """Red ink as black print on white, without the frame around it, edges as soft as they were."""
    excess = _excess(page)
    print_ = np.asarray(cv2.bitwise_not(cv2.add(excess, excess)), dtype=np.uint8)
    print_[_frame(red_mask(page))] = 255
    return print_


def _frame(mask: Pixels) -> NDArray[np.bool_]:
    """The marks that reach across most of a stamp, one pixel more on every side."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    across = np.maximum(stats[:, 2] / mask.shape[1], stats[:, 3] / mask.shape[0]) > _FRAME
    across[0] = False
    wide = cv2.dilate(across.astype(np.uint8)[labels], np.ones((3, 3), np.uint8))
    return np.asarray(wide > 0, dtype=np.bool_)


def is_seal(stamp: Pixels, dpi: int) -> bool:
    """Is all the red of a picture one disc of the size of an agency's seal? Markings have frames with corners."""
    factor = min(1.0, _WORK_DPI / dpi)
    spots = np.argwhere(red_mask(reduced(stamp, factor)) > 0)[:, ::-1].astype(np.float32)
    if len(spots) < _FEW:
        return False
    hull = cv2.convexHull(spots)
    _, radius = cv2.minEnclosingCircle(hull)
    across = 2 * radius * 25.4 / (dpi * factor)
    return _SEAL_MM[0] <= across <= _SEAL_MM[1] and cv2.contourArea(hull) > _DISC * np.pi * radius**2
