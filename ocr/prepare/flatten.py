"""A photographed sheet cut out of its picture and made flat, so that its lines run level and the table is gone.

Only pictures with something darker around the sheet are looked at; for all others the look at their edge costs less than
a millisecond.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from dossier.page import Box, PageReading
from ocr.intake.paper import assumed_dpi
from ocr.intake.source import Pixels, SourcePage
from ocr.prepare.geometry import clipped, grey_of, reduced

Floats = NDArray[np.float64]
Line = tuple[Floats, Floats]
"""A point and a direction."""

_SPARSE = 16
_RING = 0.015
_DARK_SIDES, _DARKER = 3, 0.8
"""Of a sheet on a table at least three sides of the picture show the table, darker than most of the sheet."""
_LONG = 520
"""Pixels to which the picture is made small: the sheet's edges are then found to a fifth of a per cent."""
_STEP = 9.0
"""Grey levels a pixel of the small picture: shadows and grain change less, a sheet's edge more."""
_LEAST_AREA, _MOST_AREA = 0.12, 0.97
_BESIDE = 0.01
"""Share of the picture that other things on the table may take."""
_FILLED = 0.93
"""Share of the four-cornered shape that the sheet must fill; a pile, a bent sheet or a hand on it fill less."""
_PROBES, _REACH, _SHORTEST = 48, 6, 40
"""Places along a side at which its edge is looked for so many pixels in and out; a shorter side is none."""
_CONTRAST, _STRAIGHT, _ALONG = 1.15, 1.5, 0.8
"""The sheet is so much lighter than what lies beside it and its edge so straight (pixels), along so much of each side."""
_INSET = 3
"""Pixels of the sheet that are cut off with the last of the table."""
_CORNER = 0.5
"""Sine of the sharpest angle of a corner."""
_PAPERS = (2**0.5, 85.60 / 53.98)
_LIKE = 0.06
"""How far what is made of a picture may be off the proportions of A4 and of cards."""
_FOCAL = 0.9
"""Of a telephone's lens, in lengths of the picture; another one changes the proportions by less than that."""


@dataclass(frozen=True, slots=True)
class Flat:
    """A sheet made flat. ``page``: its picture alone; ``matrix`` leads from the pixels of ``original`` to it.

    ``dpi`` is the sheet's; that of ``page`` is half of it for a card, whose print is half as large as a letter's.
    """

    page: SourcePage
    original: SourcePage
    matrix: Floats
    dpi: int

    def back(self, reading: PageReading) -> PageReading:
        """What was read on the flat sheet with its boxes on the original picture, turned as that sheet was."""
        turn = reading.image.rotation
        height, width = self.original.pixels.shape[:2]
        size = (height, width) if turn % 180 else (width, height)
        flat = self.page.pixels.shape[:2]
        way = _turning(turn, width, height) @ np.linalg.inv(self.matrix) @ np.linalg.inv(_turning(turn, *flat[::-1]))

        def placed(box: Box) -> Box:
            corners = np.array([[[x, y] for x in (box.x0, box.x1) for y in (box.y0, box.y1)]], np.float64)
            xs, ys = cv2.perspectiveTransform(corners, way)[0].T
            return clipped(round(xs.min()), round(ys.min()), round(xs.max()), round(ys.max()), *size)

        return replace(
            reading,
            image=replace(reading.image, width=size[0], height=size[1], dpi=self.original.dpi),
            words=tuple(replace(word, box=placed(word.box)) for word in reading.words),
            symbols=tuple(replace(symbol, box=placed(symbol.box)) for symbol in reading.symbols),
            mrz_box=placed(reading.mrz_box) if reading.mrz_box else None,
            cells=tuple(map(placed, reading.cells)),
        )


def flattened(page: SourcePage) -> Flat | None:
    """The sheet that lies on something darker in this picture; None where the page fills it, as in every scan."""
    if page.bilevel or not _on_table(page.pixels):
        return None
    corners = find_sheet(grey_of(page.pixels))
    return None if corners is None else _cut_out(page, corners)


def _on_table(pixels: Pixels) -> bool:
    small = grey_of(np.ascontiguousarray(pixels[::_SPARSE, ::_SPARSE]))
    ring = max(1, round(_RING * min(small.shape)))
    light = float(np.percentile(small[::2, ::2], 90)) if min(small.shape) > 4 * ring else 0.0
    sides = (small[:ring], small[-ring:], small[:, :ring], small[:, -ring:])
    return sum(float(np.percentile(side, 75)) < _DARKER * light for side in sides) >= _DARK_SIDES


def find_sheet(grey: Pixels) -> Floats | None:
    """The corners of the one sheet on a grey picture, clockwise from the top left (4 × 2); None when it is not clear."""
    factor = min(1.0, _LONG / max(grey.shape))
    small = np.asarray(cv2.GaussianBlur(reduced(grey, factor), (3, 3), 0), np.uint8)
    contours, _ = cv2.findContours(_not_table(small), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not contours:
        return None
    outline = max(contours, key=cv2.contourArea)
    area = cv2.contourArea(outline)
    if sum(map(cv2.contourArea, contours)) - area > _BESIDE * small.size:
        return None  # a second sheet or card lies there: nothing is cut away that might be read
    rough = _quadrangle(np.asarray(outline)) if _LEAST_AREA <= area / small.size <= _MOST_AREA else None
    if rough is None or area < _FILLED * cv2.contourArea(rough.astype(np.float32)):
        return None
    corners = _along_edges(small, rough)
    if corners is None:
        return None
    inside = (corners > -1).all() and (corners < np.array(small.shape[::-1])).all()
    # The middle of a pixel of the small picture is not the middle of the first of those it was made of.
    return (corners + 0.5) / factor - 0.5 if inside else None


def _not_table(small: Pixels) -> Pixels:
    """255 where the table does not reach: from the picture's edge over everything that changes softly."""
    levels = small.astype(np.float32)
    steps = np.hypot(cv2.Sobel(levels, cv2.CV_32F, 1, 0, scale=1 / 8), cv2.Sobel(levels, cv2.CV_32F, 0, 1, scale=1 / 8))
    sharp = cv2.morphologyEx((steps > _STEP).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    _, labels = cv2.connectedComponents(1 - sharp, connectivity=4)
    edge = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    table = np.isin(labels, np.unique(edge[edge > 0]))
    sheet = np.where(table, 0, 255).astype(np.uint8)
    return np.asarray(cv2.morphologyEx(sheet, cv2.MORPH_OPEN, np.ones((7, 7), np.uint8)), np.uint8)


def _quadrangle(outline: NDArray[np.int32]) -> Floats | None:
    """The outline with four corners, clockwise from the one nearest the top left; None where it has more or fewer."""
    hull = cv2.convexHull(outline)
    around = cv2.arcLength(hull, closed=True)
    shapes = (cv2.approxPolyDP(hull, share * around, closed=True) for share in (0.02, 0.03, 0.04, 0.06))
    found = next((np.asarray(shape, np.float64)[:, 0] for shape in shapes if len(shape) == 4), None)
    if found is None:
        return None
    middle = found.mean(axis=0)
    ordered = found[np.argsort(np.arctan2(*(found - middle).T[::-1]))]
    return np.asarray(np.roll(ordered, -int(ordered.sum(axis=1).argmin()), axis=0))


def _sides(corners: Floats) -> list[tuple[Floats, Floats]]:
    return [(corners[number], corners[(number + 1) % 4]) for number in range(4)]


def _along_edges(small: Pixels, rough: Floats) -> Floats | None:
    """The corners where straight lines meet that follow the sharpest change across each side."""
    lines = [_edge(small, start, end) for start, end in _sides(rough)]
    found = [line for line in lines if line is not None]
    if len(found) < 4:
        return None
    corners = [_meeting(found[number - 1], found[number]) for number in range(4)]
    return None if any(corner is None for corner in corners) else np.array(corners)


def _edge(small: Pixels, start: Floats, end: Floats) -> Line | None:
    """The line along which the sheet ends; None where it is not lighter than the table along most of the side."""
    length = float(np.hypot(*(end - start)))
    if length < _SHORTEST:
        return None
    along = (end - start) / length
    inward = np.array([-along[1], along[0]])
    at = start + np.linspace(0.06, 0.94, _PROBES)[:, None] * (end - start)
    away = np.arange(-_REACH, _REACH + 0.5, 0.5)
    points = (at[:, None] + away[:, None] * inward).astype(np.float32)
    levels = cv2.remap(
        small.astype(np.float32), points[..., 0], points[..., 1], cv2.INTER_LINEAR, None, cv2.BORDER_REPLICATE
    )
    rises = levels[:, 4:] - levels[:, :-4]
    best = rises.argmax(axis=1)
    rows = np.arange(_PROBES)
    lighter = levels[rows, best + 4] > _CONTRAST * levels[rows, best]
    if lighter.mean() < _ALONG:
        return None
    edge = (at + away[best + 2][:, None] * inward)[lighter]
    dx, dy, x, y = cv2.fitLine(edge.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel()
    line = np.array([x, y], np.float64), np.array([dx, dy], np.float64)
    off = np.abs((edge - line[0]) @ np.array([-dy, dx]))
    return line if float((off < _STRAIGHT).mean()) >= _ALONG else None


def _meeting(one: Line, other: Line) -> Floats | None:
    system = np.column_stack([one[1], -other[1]])
    if abs(np.linalg.det(system)) < _CORNER:
        return None
    return np.asarray(one[0] + np.linalg.solve(system, other[0] - one[0])[0] * one[1])


def _cut_out(page: SourcePage, corners: Floats) -> Flat:
    lengths = [float(np.hypot(*(end - start))) for start, end in _sides(corners)]
    width, height = _proportioned(
        max(lengths[0], lengths[2]), max(lengths[1], lengths[3]), _ratio(corners, page.pixels.shape[:2])
    )
    left, top, right, bottom = -_INSET, -_INSET, width + _INSET, height + _INSET
    target = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    pixels = cv2.warpPerspective(page.pixels, matrix, (width, height), flags=cv2.INTER_LINEAR)
    dpi = page.dpi if page.dpi_known else assumed_dpi(width, height)
    reading_dpi = round(dpi / 2) if not page.dpi_known and _like_card(width, height) else dpi
    flat = replace(page, pixels=np.asarray(pixels, np.uint8), dpi=reading_dpi)
    return Flat(flat, page, np.asarray(matrix, np.float64), dpi)


def _like_card(width: int, height: int) -> bool:
    return abs(max(width, height) / min(width, height) / _PAPERS[1] - 1) < 0.01


def _ratio(corners: Floats, shape: tuple[int, ...]) -> float:
    """Width by height of the rectangle that a camera with a usual lens sees so (Zhang and He, Whiteboard Scanning)."""
    focal = _FOCAL * max(shape)
    seen = np.column_stack([(corners - np.array(shape[::-1]) / 2) / focal, np.ones(4)])
    one, two, four, three = seen  # top left, top right, bottom right, bottom left
    across = np.dot(np.cross(one, four), three) / np.dot(np.cross(two, four), three) * two - one
    down = np.dot(np.cross(one, four), two) / np.dot(np.cross(three, four), two) * three - one
    return float(np.linalg.norm(across) / np.linalg.norm(down))


def _proportioned(width: float, height: float, ratio: float) -> tuple[int, int]:
    """A size of the sheet's proportions, exactly A4's or a card's where it is about that, at which nothing gets smaller."""
    upright = ratio < 1
    long = 1 / ratio if upright else ratio
    nearest = min(_PAPERS, key=lambda paper: abs(long / paper - 1))
    long = nearest if abs(long / nearest - 1) < _LIKE else long
    ratio = 1 / long if upright else long
    width = max(width, height * ratio)
    return round(width), round(width / ratio)


def _turning(degrees: int, width: int, height: int) -> Floats:
    """The matrix that turns a picture of this size clockwise by quarters."""
    return {
        0: np.eye(3),
        90: np.array([[0.0, -1, height], [1, 0, 0], [0, 0, 1]]),
        180: np.array([[-1.0, 0, width], [0, -1, height], [0, 0, 1]]),
        270: np.array([[0.0, 1, 0], [-1, 0, width], [0, 0, 1]]),
    }[degrees]
