"""The figures of a printed number, each by itself: its holes, and its picture as a network is shown it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from ocr.intake.source import Pixels
from ocr.network import SIDE, pictured

_TALL = 0.4
"""Of the height of a word: what figures and strokes have at least; dots and dust have less."""
_HOLE = 0.012
"""Of the area of a figure: the least hole that is no speckle."""
_SMALL = 80
"""Pixels: a lower word is enlarged so much that its holes do not close."""
_SLASHED = -0.06
"""Widths by which the upper hole lies left of the lower in a zero with a stroke: 0.09 or more in nearly all of 11 faces, in
150 faces the upper hole of an 8 lay 0.04 left at most."""

_SLENDER, _LEANING = 0.36, 0.1
"""Of its height: how wide the ink of a stroke is at most, and how far its upper third lies right of its lower at least."""


@dataclass(frozen=True, slots=True)
class Figure:
    """The holes of a figure by their places (x and y, 0 to 1) from top to bottom.

    ``picture``: ``ocr.network.SIDE`` high and wide, 255 where it is ink.
    """

    places: tuple[tuple[float, float], ...]
    picture: Pixels

    @property
    def holes(self) -> int:
        """How many."""
        return len(self.places)

    @property
    def is_slashed(self) -> bool:
        """Whether a stroke parts two holes from the upper right to the lower left, as in the zeros of some faces."""
        return self.holes == 2 and self.places[0][0] - self.places[1][0] <= _SLASHED

    @property
    def is_stroke(self) -> bool:
        """Whether it leans evenly to the right and is slender all along, as the stroke between two numbers is."""
        rows = self.picture[self.picture.any(axis=1)] / 255
        ink = rows.sum(axis=1)
        middles = rows @ np.arange(SIDE) / np.maximum(ink, 1e-6)
        lean = float(middles[: len(rows) // 3].mean() - middles[-(len(rows) // 3) :].mean()) if len(rows) > 2 else 0.0
        return not self.places and float(ink.max()) <= _SLENDER * SIDE and lean >= _LEANING * SIDE


def figures_in(grey: Pixels) -> Iterator[Figure]:
    """The figures and strokes of a word in a grey picture of it, from left to right."""
    if min(grey.shape[:2]) < 2:
        return
    factor = 2 if grey.shape[0] < _SMALL else 1
    if factor > 1:
        grey = np.asarray(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC), np.uint8)
    least, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    count, labels, parts, _ = cv2.connectedComponentsWithStats((grey < least).astype(np.uint8), connectivity=8)
    tall = [at for at in range(1, count) if parts[at, cv2.CC_STAT_HEIGHT] > _TALL * grey.shape[0]]
    for at in sorted(tall, key=lambda each: int(parts[each, cv2.CC_STAT_LEFT])):
        x, y, width, height = (int(value) for value in parts[at, : cv2.CC_STAT_AREA])
        own = labels[y : y + height, x : x + width] == at
        paper = np.pad((~own).astype(np.uint8), 1, constant_values=1)
        _, _, found, centres = cv2.connectedComponentsWithStats(paper, connectivity=4)
        inside = range(2, len(found))  # the first is the figure, the second the paper around it
        large = [hole for hole in inside if found[hole, cv2.CC_STAT_AREA] > _HOLE * width * height]
        places = [((centres[hole, 0] - 0.5) / width, (centres[hole, 1] - 0.5) / height) for hole in large]
        picture = pictured(grey[y : y + height, x : x + width], own)
        yield Figure(tuple(sorted(places, key=lambda place: place[1])), picture)
