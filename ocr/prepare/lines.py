"""The direction of the lines of print: a quarter turn, a skew, upside down. From the sketch alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocr.intake.source import Pixels

_WIDEST = 8.0
_MOST_POINTS = 40_000
_LEAST_LETTERS = 40
_CORE = 0.5
"""A row belongs to the core of a line (the x-height) when it has this share of the line's fullest row."""

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lines:
    """``quarter``: lines run up or down the page. ``angle``: their fall to the right in degrees once that is undone.

    ``clarity``: how much clearer lines are in this direction than across it, 1 when there is no difference.
    """

    quarter: bool
    angle: float
    clarity: float


def find_lines(letters: Pixels, count: int) -> Lines:
    """Look for lines along and across the picture. Too few letters: as it is."""
    if count < _LEAST_LETTERS:
        return Lines(quarter=False, angle=0.0, clarity=1.0)
    y, x = _points(letters)
    along_angle, along = _best_angle(x, y)
    # Turned a quarter clockwise, x becomes height - y: what ran up and down runs along.
    across_angle, across = _best_angle(letters.shape[0] - 1 - y, x)
    if across > along:
        return Lines(quarter=True, angle=across_angle, clarity=across / max(along, 1e-9))
    return Lines(quarter=False, angle=along_angle, clarity=along / max(across, 1e-9))


def _points(letters: Pixels) -> tuple[Points, Points]:
    y, x = np.nonzero(letters)
    step = max(1, len(x) // _MOST_POINTS)
    return y[::step].astype(np.float64), x[::step].astype(np.float64)


def _best_angle(x: Points, y: Points) -> tuple[float, float]:
    """The fall (degrees) under which rows are most unequal, and how unequal: coarse, then fine."""
    best = max((_energy(x, y, angle), -abs(angle), angle) for angle in np.arange(-_WIDEST, _WIDEST + 0.1, 0.5))[2]
    for width, step in ((0.4, 0.1), (0.06, 0.02)):
        near = np.arange(best - width, best + width + step / 2, step)
        best = max((_energy(x, y, angle), -abs(angle), angle) for angle in near)[2]
    return float(best), _energy(x, y, float(best))


def _energy(x: Points, y: Points, angle: float) -> float:
    """Sum of squared differences of neighbouring rows per point: about 2 for noise, tens to hundreds for lines."""
    slope = np.tan(np.radians(angle))
    rows = y - slope * x
    profile = np.bincount((rows - rows.min()).astype(np.int64))
    steps = np.diff(profile.astype(np.float64))
    return float((steps * steps).sum() / max(1, len(x)))


def upward(letters: Pixels, angle: float) -> float:
    """Is the print upright (positive) or upside down (negative)? -1 to 1, near 0 when it cannot be told.

    Vietnamese carries its marks above the letters (ế, ỗ, ử) far more than below (ạ), and b d đ h k l t rise where
    only g p q y fall: the ink outside the x-height lies above it.
    """
    y, x = _points(letters)
    if not len(x):
        return 0.0
    rows = y - np.tan(np.radians(angle)) * x
    profile = np.bincount((rows - rows.min()).astype(np.int64)).astype(np.float64)
    above = below = 0.0
    for top, core_top, core_bottom, bottom in _line_bands(profile):
        above += profile[top:core_top].sum()
        below += profile[core_bottom:bottom].sum()
    return float((above - below) / (above + below)) if above + below else 0.0


def _line_bands(profile: NDArray[np.float64]) -> list[tuple[int, int, int, int]]:
    """Per line: its top, the top and bottom of its x-height, its bottom, as rows."""
    level = 0.15 * float(np.percentile(profile, 95))
    inked = np.concatenate(([0], (profile > 0.1 * level).astype(np.int8), [0]))
    starts, ends = np.flatnonzero(np.diff(inked) == 1), np.flatnonzero(np.diff(inked) == -1)
    bands: list[tuple[int, int, int, int]] = []
    for start, end in zip(starts, ends, strict=True):
        line = profile[start:end]
        core = np.flatnonzero(line >= _CORE * line.max())
        if 5 <= end - start <= 60 and line.max() > level:
            bands.append((int(start), int(start + core[0]), int(start + core[-1] + 1), int(end)))
    return bands
