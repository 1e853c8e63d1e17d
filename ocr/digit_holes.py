"""Figures that an engine takes for others, told by their holes: an 8 has two, one over the other, a zero with a stroke two
beside it, a 2 has none; and a 3 from a 5 by the side on which its upper stroke runs down.

In some faces the engine takes one for the other with certainty, twice in the same way. Of 3,400 figures on 72 scanned pages
in eight faces all 211 eights that were read as such had two holes; the two other figures that had two were eights misread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from dossier.page import Box, Word
from ocr.intake.source import Pixels

_FIGURES = re.compile(r"[O\d/.,-]*\d[O\d/.,-]*")
_STANDING = re.compile(r"[O\d/]")
_TALL = 0.4
"""Of the height of a word: what figures and strokes have at least; dots and dust have less."""
_HOLE = 0.012
"""Of the area of a figure: the least hole that is no speckle."""
_SMALL = 80
"""Pixels: a lower word is enlarged so much that its holes do not close."""
_REPAIRED, _DOUBTED, _LEANING = 0.8, 0.5, 0.2
"""The most certainty of a word in which an 8 was put right, of one in which a figure has holes that it has not, and of one
in which a figure looks like another: 3 and 5, 6 and 9."""
_WITHOUT = "12357"
"""Figures that have no hole in any face; a slanting 9 of thin print is read as a 2."""


@dataclass(frozen=True, slots=True)
class Figure:
    """The holes of a figure, their places (x and y, 0 to 1) from top to bottom; where its ink lies between its head and
    its waist, 0 on the left to 1 on the right.
    """

    places: tuple[tuple[float, float], ...]
    lean: float

    @property
    def holes(self) -> int:
        """How many."""
        return len(self.places)

    @property
    def is_slashed(self) -> bool:
        """Whether a stroke parts two holes from the upper right to the lower left, as in the zeros of some faces."""
        return self.holes == 2 and self.places[0][0] - self.places[1][0] <= _SLASHED


def with_holes_counted(words: tuple[Word, ...], part: Callable[[Box], Pixels]) -> tuple[Word, ...]:
    """The words, a figure with two holes made the 8 or the zero that it is; in doubt where an 8 has one hole, or a 2 has any, and where
    a 5 leans over as a 3 does or a 3 as a 5.

    ``part`` gives the grey picture in a box of the words.
    """
    return tuple(_counted(word, part) if _FIGURES.fullmatch(word.text) else word for word in words)


def _counted(word: Word, part: Callable[[Box], Pixels]) -> Word:
    standing = [(at, sign) for at, sign in enumerate(word.text) if _STANDING.match(sign)]
    figures = list(_figures(part(word.box)))
    if len(figures) != len(standing):
        return word  # what touches or is broken cannot be told apart
    text = list(word.text)
    for (at, sign), figure in zip(standing, figures, strict=True):
        if sign.isdigit() and figure.holes == 2:
            text[at] = "0" if figure.is_slashed else "8"
    certain = [_certainty(sign, figure) for (_, sign), figure in zip(standing, figures, strict=True)]
    most = min(*certain, _REPAIRED if "".join(text) != word.text else 1.0)
    return replace(word, text="".join(text), confidence=min(word.confidence, most))


_SLASHED = -0.06
"""Widths by which the upper hole lies left of the lower in a zero with a stroke: 0.09 or more in nearly all of 11 faces, in
150 faces the upper hole of an 8 lay 0.04 left at most."""
_LOW_HOLE, _HIGH_HOLE = 0.55, 0.45
"""The hole of a 6 lay at 0.67 of its height or lower in 150 faces, that of a 9 at 0.36 or higher."""
_BAND = (0.26, 0.4)
"""Of the height of a figure: where a 3 and a 5 have nothing but the stroke that leads from the head to the waist."""
_THREE, _FIVE = 0.5, 0.36
"""In 160 faces that stroke of a 3 lay at 0.50 of its width or more, that of a 5 at 0.47 or less, of upright ones at 0.36.
Of fives that leaned further on scans some were threes with a flat head, which engines read as fives."""


def _certainty(sign: str, figure: Figure) -> float:
    """How certain a figure is at most, by its shape."""
    if sign in "35" and not figure.holes:
        leans = figure.lean >= _THREE if sign == "5" else figure.lean <= _FIVE
        return _LEANING if leans else 1.0
    if figure.holes != 1:
        return 1.0
    height = figure.places[0][1]
    if (sign == "6" and height < _HIGH_HOLE) or (sign == "9" and height > _LOW_HOLE):
        return _LEANING
    return _DOUBTED if sign == "8" or sign in _WITHOUT else 1.0


def _figures(grey: Pixels) -> Iterator[Figure]:
    """The figures and strokes of a word, from left to right."""
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
        paper = np.pad((labels[y : y + height, x : x + width] != at).astype(np.uint8), 1, constant_values=1)
        _, _, found, centres = cv2.connectedComponentsWithStats(paper, connectivity=4)
        inside = range(2, len(found))  # the first is the figure, the second the paper around it
        large = [at for at in inside if found[at, cv2.CC_STAT_AREA] > _HOLE * width * height]
        places = [((centres[at, 0] - 0.5) / width, (centres[at, 1] - 0.5) / height) for at in large]
        yield Figure(tuple(sorted(places, key=lambda place: place[1])), _lean(paper[1:-1, 1:-1] == 0))


def _lean(figure: NDArray[np.bool_]) -> float:
    top, bottom = (round(share * len(figure)) for share in _BAND)
    across = np.nonzero(figure[top : bottom + 1])[1]
    return float(across.mean() + 0.5) / figure.shape[1] if len(across) else (_FIVE + _THREE) / 2
