"""What can be measured on a page's picture without reading it; about 20 ms of CPU for A4 at 300 dpi."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.intake.source import Pixels
from ocr.prepare.geometry import reduced
from ocr.spots import spots

WORK_DPI = 100
"""Letters of 10 points are 6 to 9 pixels high: enough to find lines, a ninth of the pixels of 300 dpi."""

_INK = 0.62
"""A pixel is ink when it has less than this share of the paper's light around it; show-through stays above."""
_FAINT_INK = 0.88
"""The same where nothing darker is on the page."""
_FEW = 40
STREAKED = 20.0
"""Grey levels; clean scans have less than 15 where lines of text are dense."""
_STREAK_MM = 10.0
_OF_A_STREAK = 92
"""Percentile; a frame ten millimetres inside the paper's edges does not reach it."""
_RULE = 0.5
"""A row or column with less than this share of the paper's light is a printed rule; streaks let more through."""
_HOLE_MM = (3.5, 9.0)
_LETTER_MM = (0.5, 12.0)
_PHOTO = 0.3
_TINT = 0.95
"""Share of the paper's light below which ground is tinted."""
_PHOTO_LIGHT = 0.2
_MARGIN = 0.02
_BANDS = 4
_BAND_ROWS = 160
_SPARSE = 4
"""Every so many pixels are enough to know how light is spread."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """A page reduced to about 100 dpi; ``factor`` is its scale to the page, ``streaks`` as in ``Features``.

    ``letters`` marks the ink of letter-sized spots, ``marks`` counts the pixels of all ink but for punched holes and
    what comes in from the edge. ``faint``: only ink too light for ordinary print was found.
    """

    grey: Pixels
    factor: float
    streaks: float
    ink: Pixels
    letters: Pixels
    letter_count: int
    touching: int
    marks: int
    faint: bool


@dataclass(frozen=True, slots=True)
class Features:
    """Measurements of one page. Grey levels 0 to 255, shares 0 to 1.

    ``paper``: level of the background; ``unevenness``: how far the background varies; ``tinted``: share of the page
    on darker ground, such as that of a card; ``streaks``: how far the light jumps between neighbouring columns or
    rows; ``contrast``: paper minus ink; ``ink``: share of ink, holes and edges aside; ``letters``: number of
    letter-sized spots; ``touching``: those cut by one edge; ``edge``: width in pixels of the transition from paper to
    ink, 0 when unknown; ``midtones``: share of pixels that are neither paper nor ink, high in photographs; ``glare``:
    share of burnt-out pixels on darker paper; ``faint``: see ``Sketch``.
    """

    paper: float
    unevenness: float
    tinted: float
    streaks: float
    contrast: float
    ink: float
    letters: int
    touching: int
    edge: float
    midtones: float
    glare: float
    faint: bool


def sketch(grey: Pixels, dpi: int) -> Sketch:
    """Reduce a grey page and mark its ink."""
    factor = min(1.0, WORK_DPI / dpi)
    small = reduced(grey, factor)
    jumps = streaks(small)
    clean = without_streaks(small, dpi * factor) if jumps > STREAKED else small
    light = background(clean, dpi * factor)
    strong = _sketch(small, factor, jumps, _ink(clean, light, _INK), dpi * factor)
    if strong.letter_count >= _FEW:
        return strong
    faint = _sketch(small, factor, jumps, _ink(clean, light, _FAINT_INK), dpi * factor)
    return replace(faint, faint=True) if faint.letter_count >= _FEW else strong


def _ink(grey: Pixels, light: NDArray[np.float32], share: float) -> Pixels:
    return np.asarray((grey < share * light) & (light > 40), np.uint8)


def _sketch(small: Pixels, factor: float, jumps: float, ink: Pixels, dpi: float) -> Sketch:
    labels, found = spots(ink)
    keep, least = _letter_sized(found, dpi), _LETTER_MM[0] * dpi / 25.4
    return Sketch(
        grey=small,
        factor=factor,
        streaks=jumps,
        ink=ink,
        letters=keep.astype(np.uint8)[labels],
        letter_count=int(keep.sum()),
        touching=_touching(found[keep], ink.shape, least),
        marks=_marks(found, ink.shape, dpi),
        faint=False,
    )


def streaks(grey: Pixels) -> float:
    """How far the light jumps between neighbouring columns or rows, each taken at its 92nd percentile.

    The second largest jump counts: a streak has two edges. Only what runs over nearly all of the page moves that
    percentile; what is as dark as ink there is the rule of a frame or table.
    """
    levels = grey[_inner(grey)]
    profiles = (
        np.percentile(levels[::_SPARSE], _OF_A_STREAK, axis=0),
        np.percentile(levels[:, ::_SPARSE], _OF_A_STREAK, axis=1),
    )
    return max(map(_second_jump, profiles))


def _second_jump(profile: NDArray[np.float64]) -> float:
    paper = np.median(profile)
    seen = np.where(profile < _RULE * paper, paper, profile)
    return float(np.sort(np.abs(np.diff(seen)))[-2:][0])


def without_streaks(grey: Pixels, dpi: float) -> Pixels:
    """Each pixel relative to the brightest in 10 mm above and below, then to that on either side.

    A streak is as long as the page, a letter is not: this takes away streaks narrower than a letter, and table rules.
    """
    size = max(3, round(_STREAK_MM * dpi / 25.4)) | 1
    for kernel in (np.ones((size, 1), np.uint8), np.ones((1, size), np.uint8)):
        light = np.maximum(np.asarray(cv2.dilate(grey, kernel), dtype=np.uint8), 1)
        grey = np.asarray(cv2.divide(grey, light, scale=255), dtype=np.uint8)
    return grey


def background(grey: Pixels, dpi: float) -> NDArray[np.float32]:
    """The light of the paper alone: the brightest within 3 mm, smoothed. Strokes are narrower than that."""
    size = max(3, round(dpi * 3 / 25.4)) | 1
    brightest = cv2.dilate(grey, cv2.getStructuringElement(cv2.MORPH_RECT, (size, size)))
    return np.asarray(cv2.blur(brightest, (size, size)), dtype=np.float32)


def _letter_sized(spots: NDArray[np.int32], dpi: float) -> NDArray[np.bool_]:
    """Which spots (rows of OpenCV's component statistics, the first of them the paper) could be letters or words."""
    least, most = (mm * dpi / 25.4 for mm in _LETTER_MM)
    wide, high = spots[:, cv2.CC_STAT_WIDTH], spots[:, cv2.CC_STAT_HEIGHT]
    keep = (np.maximum(wide, high) >= least) & (wide <= 3 * most) & (high <= most)
    keep[0] = False
    return np.asarray(keep, dtype=np.bool_)


def _marks(spots: NDArray[np.int32], shape: tuple[int, ...], dpi: float) -> int:
    x, y = spots[:, cv2.CC_STAT_LEFT], spots[:, cv2.CC_STAT_TOP]
    wide, high, area = (spots[:, i] for i in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    at_edge = (x <= 1) | (y <= 1) | (x + wide >= shape[1] - 1) | (y + high >= shape[0] - 1)
    least, most = (mm * dpi / 25.4 for mm in _HOLE_MM)
    round_hole = (np.minimum(wide, high) >= least) & (np.maximum(wide, high) <= most) & (area > 0.65 * wide * high)
    counted = ~(at_edge | round_hole)
    counted[0] = False
    return int(area[counted].sum())


def _touching(stats: NDArray[np.int32], shape: tuple[int, ...], least: float) -> int:
    """The largest number of letters cut by one edge of the picture."""
    large = stats[stats[:, cv2.CC_STAT_WIDTH] >= 2 * least]
    x, y = large[:, cv2.CC_STAT_LEFT], large[:, cv2.CC_STAT_TOP]
    right, bottom = x + large[:, cv2.CC_STAT_WIDTH], y + large[:, cv2.CC_STAT_HEIGHT]
    edges = (x <= 0, y <= 0, right >= shape[1], bottom >= shape[0])
    return max(int(np.count_nonzero(edge)) for edge in edges)


def is_photo(features: Features) -> bool:
    """Is the picture made of greys and changing light rather than of ink on paper?"""
    return features.midtones > _PHOTO or features.unevenness > _PHOTO_LIGHT * features.paper


def measure(page: Pixels, drawn: Sketch) -> Features:
    """Measure a grey page with its sketch."""
    grey, light = drawn.grey, background(drawn.grey, WORK_DPI)
    inner = _inner(grey)
    levels, ink = grey[inner], drawn.ink[inner] > 0
    lights = light[inner][::_SPARSE, ::_SPARSE]
    paper = float(np.median(lights))
    dark = float(np.percentile(levels[ink], 25)) if ink.any() else paper
    contrast = paper - dark
    return Features(
        paper=paper,
        unevenness=float(np.subtract(*np.percentile(lights, (95, 10)))),
        tinted=float(((lights < _TINT * paper) & (lights > 0.5 * paper)).mean()),
        streaks=drawn.streaks,
        contrast=contrast,
        ink=drawn.marks / drawn.ink.size,
        letters=drawn.letter_count,
        touching=drawn.touching,
        edge=_edge_width(page, drawn),
        midtones=float(((levels > 0.25 * paper) & (levels < 0.8 * paper)).mean()),
        glare=_glare(levels, paper),
        faint=drawn.faint,
    )


def _inner(grey: Pixels) -> tuple[slice, slice]:
    """The page without its margin, where scanners leave shadows."""
    rows, columns = (max(1, round(size * _MARGIN)) for size in grey.shape)
    return slice(rows, -rows), slice(columns, -columns)


def _glare(levels: Pixels, paper: float) -> float:
    return float((levels >= 253).mean()) if paper < 225 else 0.0


def _edge_width(grey: Pixels, drawn: Sketch) -> float:
    """Height of the step from paper to ink over its steepest slope, in the bands of the page with most letters.

    A sharp scan has 1 to 2.5 pixels; a Gaussian blur of sigma has about 2.5 sigma.
    """
    rows = drawn.letters.sum(axis=1)
    widths = [_band_edge(grey, drawn, start) for start in _fullest_bands(rows, drawn.factor)]
    known = [width for width in widths if width > 0]
    return float(np.median(known)) if known else 0.0


def _fullest_bands(rows: NDArray[np.int64], factor: float) -> list[int]:
    size = max(1, round(_BAND_ROWS * factor))
    sums = [(int(rows[start : start + size].sum()), start) for start in range(0, max(1, len(rows) - size), size)]
    return [start for total, start in sorted(sums, reverse=True)[:_BANDS] if total > 0]


def _band_edge(grey: Pixels, drawn: Sketch, start: int) -> float:
    first = round(start / drawn.factor)
    band = grey[first : first + _BAND_ROWS]
    if min(band.shape) < 8:
        return 0.0
    across, down = (np.asarray(cv2.Scharr(band, cv2.CV_16S, *axis))[::2, ::3] for axis in ((1, 0), (0, 1)))
    slope = np.hypot(across.astype(np.float32), down.astype(np.float32)) / 32
    step = float(np.subtract(*np.percentile(band[::2, ::3], (90, 1))))
    steepest = float(np.percentile(slope, 99))
    return step / steepest if steepest > 1 and step > 20 else 0.0
