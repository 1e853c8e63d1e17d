"""The rings of a round seal taken out of a picture, so that print that they cross can be read.

A seal's rings are known by their shape: around the one centre they are straight lines in polar coordinates, which
letters cross. Seals of offices are some three to four centimetres wide.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from ocr.engine.port import Pixels

_NARROWEST, _WIDEST = 13.0, 22.0  # millimetres from the centre to the outermost ring
_SKETCH = 150  # dots per inch in which the seal is looked for
_CANDIDATES = 4
_WHOLE, _SHARE = 0.7, 0.3
"""Of a circle that must be ink to be the ring by which a seal is found, and to be one of a seal that is known."""
_STEPS = (0.4, 0.16, 0.05)  # millimetres between the centres that are tried, five to each side
_BEYOND = 1.5  # millimetres around the outermost ring
_INNERMOST = 0.5  # of the radius: what lies further in is the emblem
_RUN, _GAP = 3.5, 0.4  # millimetres: the shortest arc of a ring, and what may be missing in it
_CROSSING = 0.8  # millimetres that a stroke which crosses a ring is longer than the ring is thick


@dataclass(frozen=True, slots=True)
class Seal:
    """Centre and radius of the outermost ring, in pixels of the picture."""

    x: float
    y: float
    radius: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies within the outermost ring."""
        return (x - self.x) ** 2 + (y - self.y) ** 2 < self.radius**2


def find_seal(grey: Pixels, dpi: int) -> Seal | None:
    """The round seal of a crop, the one with the fullest ring; None where there is none."""
    factor = _SKETCH / dpi
    sketch = np.asarray(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
    mm = _SKETCH / 25.4
    circles = cv2.HoughCircles(
        cv2.GaussianBlur(sketch, (3, 3), 0), cv2.HOUGH_GRADIENT, dp=1.5, minDist=20, param1=150, param2=30,
        minRadius=round(_NARROWEST * mm), maxRadius=round(_WIDEST * mm),
    )  # fmt: skip
    if circles is None:
        return None
    rows, columns = np.nonzero(sketch < _darkness(sketch))
    centres = [(float(x), float(y)) for x, y, _ in circles[0][:_CANDIDATES]]
    x, y = max(centres, key=lambda each: _roundness(columns, rows, each[0], each[1], mm))
    share, seal = _centred(columns, rows, x, y, mm)
    return Seal(seal.x / factor, seal.y / factor, seal.radius / factor) if share >= _WHOLE else None


def without_rings(grey: Pixels, dpi: int, seal: Seal) -> Pixels:
    """The picture without the seal's rings; strokes that cross a ring keep what lies under it."""
    mm = dpi / 25.4
    reach, around = round(seal.radius + _BEYOND * mm), round(2 * np.pi * seal.radius)
    dark = np.asarray(
        cv2.warpPolar(255 - grey, (reach, around), (seal.x, seal.y), reach, cv2.INTER_LINEAR | cv2.WARP_POLAR_LINEAR)
    )
    ink = (dark > 255 - _darkness(grey)).astype(np.uint8)
    arcs = _arcs(ink, mm)
    around_arcs = np.asarray(cv2.dilate(arcs, np.ones((3, 3), np.uint8)), np.bool_)
    gone = np.zeros(ink.shape, np.bool_)
    for first, last in _bands(arcs, round(_INNERMOST * seal.radius)):
        across = np.ones((1, last - first + round(_CROSSING * mm)), np.uint8)
        near = slice(max(first - 3, 0), last + 3)
        crossing = cv2.morphologyEx(ink, cv2.MORPH_OPEN, across)
        gone[:, near] |= around_arcs[:, near] & ~np.asarray(crossing, np.bool_)[:, near]
    height, width = grey.shape
    back = cv2.WARP_POLAR_LINEAR | cv2.WARP_INVERSE_MAP | cv2.INTER_LINEAR
    mask = np.asarray(cv2.warpPolar(gone.astype(np.uint8) * 255, (width, height), (seal.x, seal.y), reach, back))
    rows, columns = np.ogrid[:height, :width]
    inside = (columns - seal.x) ** 2 + (rows - seal.y) ** 2 < (reach - 2) ** 2
    return np.where((mask > 127) & inside, 255, grey).astype(np.uint8)


def _darkness(grey: Pixels) -> float:
    """The shade below which a pixel is ink; a picture of two shades has none between them."""
    threshold, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return min(max(threshold, 100.0), 200.0)


def _roundness(columns: np.ndarray, rows: np.ndarray, x: float, y: float, mm: float) -> float:
    """How much ink the fullest band of two millimetres around a centre has, that may be a millimetre off."""
    near = np.hypot(columns - x, rows - y) < (_WIDEST + 2) * mm
    shares = _shares(columns[near], rows[near], x, y, mm)
    band = np.ones(round(2 * mm))
    return float(np.convolve(shares, band / band.size, mode="same").max())


def _centred(columns: np.ndarray, rows: np.ndarray, x: float, y: float, mm: float) -> tuple[float, Seal]:
    """The share of ink on the fullest circle around the best centre near a point, and the seal with that centre."""
    near = np.hypot(columns - x, rows - y) < (_WIDEST + 2) * mm
    columns, rows = columns[near], rows[near]
    for step in _STEPS:
        tried = [(x + dx * step * mm, y + dy * step * mm) for dx in range(-5, 6) for dy in range(-5, 6)]
        x, y = max(tried, key=lambda centre: _shares(columns, rows, centre[0], centre[1], mm).max())
    shares = _shares(columns, rows, x, y, mm)
    outermost = int(np.flatnonzero(shares > 0.6 * shares.max()).max())
    return float(shares.max()), Seal(x, y, round(_NARROWEST * mm) - 1 + outermost + 1)


def _shares(columns: np.ndarray, rows: np.ndarray, x: float, y: float, mm: float) -> np.ndarray:
    """For each radius that a seal's ring may have, in pixels, the share of its circle that is ink."""
    first, last = round(_NARROWEST * mm) - 1, round((_WIDEST + 2) * mm)
    counted = np.bincount(np.hypot(columns - x, rows - y).astype(int), minlength=last)[first:last]
    return np.asarray(counted / (2 * np.pi * np.arange(first, last)))


def _arcs(ink: np.ndarray, mm: float) -> np.ndarray:
    """Of the unrolled picture (a row for each angle) the long runs along a circle."""
    run = round(_RUN * mm)
    rolled = np.vstack([ink[-run:], ink, ink[:run]])
    closed = cv2.morphologyEx(rolled, cv2.MORPH_CLOSE, np.ones((max(1, round(_GAP * mm)), 1), np.uint8))
    return np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((run, 1), np.uint8)))[run:-run]


def _bands(arcs: np.ndarray, innermost: int) -> Iterator[tuple[int, int]]:
    """The rings: first radius and one past the last."""
    full = arcs.mean(axis=0) > _SHARE
    edges = np.flatnonzero(np.diff(np.concatenate([[0], full.astype(np.int8), [0]])))
    for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if first >= innermost:
            yield first, last
