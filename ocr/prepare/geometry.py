"""Turning pictures and carrying boxes back to the upright page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from dossier.page import Box
from ocr.intake.source import Pixels

_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}

_WHOLE = 0.002
"""Reducing by 3 instead of 2.995 moves no pixel of a page by more than one at 100 dpi."""


def turned(image: Pixels, degrees: int) -> Pixels:
    """The picture turned clockwise by 0, 90, 180 or 270 degrees."""
    if degrees == 0:
        return image
    return np.asarray(cv2.rotate(image, _TURNS[degrees]), dtype=np.uint8)


def grey_of(image: Pixels) -> Pixels:
    """Luminance of a blue-green-red picture; a grey one as it is."""
    if image.ndim == 2:
        return image
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def reduced(image: Pixels, factor: float) -> Pixels:
    """The picture made ``factor`` (≤ 1) as large by averaging."""
    if factor >= 1:
        return image
    size = (max(1, round(image.shape[1] * factor)), max(1, round(image.shape[0] * factor)))
    step = round(1 / factor)
    if abs(step * factor - 1) < _WHOLE and min(size) > step:  # whole steps are averaged in a third of the time
        size = (image.shape[1] // step, image.shape[0] // step)
        image = image[: size[1] * step, : size[0] * step]
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


@dataclass(frozen=True, slots=True)
class Straightening:
    """The rotation that makes skewed lines level, and the way back. ``matrix`` maps the page to the level picture."""

    matrix: NDArray[np.float64]
    width: int
    height: int

    @classmethod
    def by(cls, angle: float, width: int, height: int) -> Straightening:
        """Undo a skew of ``angle`` degrees (positive: lines fall to the right) on a canvas that loses no corner."""
        matrix = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0), dtype=np.float64)
        cosine, sine = abs(math.cos(math.radians(angle))), abs(math.sin(math.radians(angle)))
        new_width, new_height = math.ceil(width * cosine + height * sine), math.ceil(width * sine + height * cosine)
        matrix[:, 2] += ((new_width - width) / 2, (new_height - height) / 2)
        return cls(matrix, new_width, new_height)

    def apply(self, grey: Pixels, factor: float = 1.0, *, of_reduced: bool = False) -> Pixels:
        """The level picture, ``factor`` (0.7 to 1) as large; what was outside the page is white.

        Both at once take a quarter of the time of turning and averaging afterwards, and read as well. ``of_reduced``:
        ``grey`` is that much smaller already.
        """
        size = (round(self.width * factor), round(self.height * factor))
        matrix = self.matrix * ((1, 1, factor) if of_reduced else factor)
        level = cv2.warpAffine(grey, matrix, size, flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255, 255))
        return np.asarray(level, dtype=np.uint8)

    def part(self, grey: Pixels, box: Box) -> Pixels:
        """What the level picture has in ``box``, without making the rest of it."""
        matrix = self.matrix - np.array([[0, 0, box.x0], [0, 0, box.y0]])
        size = (box.x1 - box.x0, box.y1 - box.y0)
        level = cv2.warpAffine(grey, matrix, size, flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255, 255))
        return np.asarray(level, dtype=np.uint8)

    def back(self, box: Box, width: int, height: int) -> Box:
        """The upright box around a level box, within a page of ``width`` × ``height``."""
        inverse = np.asarray(cv2.invertAffineTransform(self.matrix), dtype=np.float64)
        return _around(inverse, box, width, height)

    def forth(self, box: Box) -> Box:
        """The level box around an upright box."""
        return _around(self.matrix, box, self.width, self.height)


def _around(matrix: NDArray[np.float64], box: Box, width: int, height: int) -> Box:
    corners = np.array([[x, y, 1.0] for x in (box.x0, box.x1) for y in (box.y0, box.y1)])
    xs, ys = matrix @ corners.T
    return clipped(round(xs.min()), round(ys.min()), round(xs.max()), round(ys.max()), width, height)


def clipped(x0: int, y0: int, x1: int, y1: int, width: int, height: int) -> Box:
    """A box cut to the page."""
    left, top = min(max(x0, 0), width), min(max(y0, 0), height)
    return Box(left, top, min(max(x1, left), width), min(max(y1, top), height))


def surrounding(boxes: Sequence[Box]) -> Box:
    """The smallest box around at least one box."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def shifted(box: Box, dx: int, dy: int) -> Box:
    """A box moved, as from a crop to the page it was cut from."""
    return Box(box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy)
