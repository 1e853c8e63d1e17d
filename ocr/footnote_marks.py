"""Footnote marks, a number in brackets set small and raised behind a label: engines read ®, ”, or its digit with the value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from dossier.page import Box, Word
from ocr.engine.port import Mode, OcrEngine
from ocr.leaders import paper_of
from ocr.prepare.background import without_grain
from ocr.spots import Ink, Pixels

_HEIGHT_MM = (1.2, 3.2)
"""Of brackets set small; those of running text are higher."""
_NARROW = 0.55
_MOST_NARROW = 2000
"""Narrow spots of a page; one with more is full of grain."""
_EVEN = 0.15
"""By how much of their height two brackets may differ."""
_WIDEST = 1.6
"""Heights of a bracket between the two: room for two digits."""
_BEND = 0.15
"""Share of its width by which the middle of a bracket lies outside its ends."""
_RAISED = 0.15
"""Heights by which a mark stands over the feet of the letters beside it."""
_BESIDE = 3
_MOST = 24
_LINE, _GAP = 40, 12
"""Pixels: height of the numbers in the line that is read, and the space between two."""
_LINE_DPI = 300
_EDGE = 1
_MARK = re.compile(r"\(\d{1,2}\)")


@dataclass(frozen=True, slots=True)
class RaisedMark:
    """Where a mark stands, where the number between its brackets does, and how many digits that has."""

    box: Box
    number: Box
    digits: int


def raised_marks(ink: Ink, dpi: int) -> tuple[RaisedMark, ...]:
    """Where one or two digits stand in brackets, over the feet of the letters beside them; on the picture."""
    low, high = (value * dpi / 25.4 for value in _HEIGHT_MM)
    width, height = ink.stats[:, 2], ink.stats[:, 3]
    narrow = np.flatnonzero((height >= low) & (height <= high) & (width <= _NARROW * height) & (width >= 2))
    if not 2 <= len(narrow) <= _MOST_NARROW:
        return ()
    pairs = ((one, other) for one, other in _pairs(ink.stats, narrow) if _bent(ink, one) < 0 < _bent(ink, other))
    marks = (mark for one, other in pairs if (mark := _mark(ink.stats, one, other)))
    return tuple(mark for mark in marks if _is_raised(ink.stats, mark.box))[:_MOST]


def read_marks(picture: Pixels, marks: Sequence[RaisedMark], engine: OcrEngine) -> tuple[Word, ...]:
    """The marks as words of no line yet: their numbers are read side by side in one line of print, larger.

    The brackets are left out, which engines take for letters of such digits: G) for (5). Nothing where the number of
    digits read is not that of the marks.
    """
    if not marks:
        return ()
    even, gap = without_grain(picture), np.full((_LINE, _GAP), 255, np.uint8)
    numbers = [part for mark in marks for part in (_enlarged(even, mark), gap)]
    line = np.pad(np.hstack([gap, *numbers]), ((_GAP, _GAP), (0, 0)), constant_values=255)
    return tuple(_numbered(marks, engine.read(line, dpi=_LINE_DPI, mode=Mode.LINE)))


def _numbered(marks: Sequence[RaisedMark], read: tuple[Word, ...]) -> Iterator[Word]:
    digits = "".join(word.text for word in read)
    if not digits.isdecimal() or len(digits) != sum(mark.digits for mark in marks):
        return
    sure, start = min(word.confidence for word in read), 0
    for mark in marks:
        yield Word(f"({digits[start : start + mark.digits]})", mark.box, sure, 0, 0)
        start += mark.digits


def without_marks(picture: Pixels, marks: Iterable[Word]) -> Pixels:
    """The picture with the marks painted in the colour of the paper."""
    cleaned, paper = picture.copy(), paper_of(picture)
    for mark in marks:
        box = mark.box
        cleaned[max(box.y0 - 1, 0) : box.y1 + 1, max(box.x0 - 1, 0) : box.x1 + 1] = paper
    return cleaned


def is_mark(word: Word) -> bool:
    """Whether a word is a number of one or two digits in brackets."""
    return _MARK.fullmatch(word.text) is not None


def _pairs(stats: NDArray[np.int32], narrow: NDArray[np.intp]) -> Iterator[tuple[int, int]]:
    """Narrow spots of one height on one level, as far apart as a number is wide."""
    left, top, width, height = stats[narrow, :4].T
    gap = left[None, :] - (left + width)[:, None]
    room = _EVEN * height[:, None] + 1
    level = (abs(top[None, :] - top[:, None]) <= room) & (abs(height[None, :] - height[:, None]) <= room)
    for one, other in np.argwhere((gap > 0) & (gap < _WIDEST * height[:, None]) & level).tolist():
        yield int(narrow[one]), int(narrow[other])


def _bent(ink: Ink, spot: int) -> float:
    """-1 for an opening bracket, 1 for a closing one, 0 for what is straight or bent otherwise."""
    x, y, width, height = ink.stats[spot, :4].tolist()
    shape = ink.labels[y : y + height, x : x + width] == spot
    part = max(1, height // 5)
    start = (height - part) // 2
    bend = (_middle(shape[start : start + part]) - _middle(np.vstack([shape[:part], shape[-part:]]))) / width
    return float(np.sign(bend)) if abs(bend) > _BEND else 0.0


def _middle(shape: NDArray[np.bool_]) -> float:
    across = shape.sum(axis=0)
    return float((np.arange(len(across)) * across).sum() / max(1, across.sum()))


def _mark(stats: NDArray[np.int32], one: int, other: int) -> RaisedMark | None:
    """A mark if one or two spots stand between its brackets, nearly as high as they, and nothing else."""
    left, right = int(stats[one, 0] + stats[one, 2]), int(stats[other, 0])
    top, height = int(stats[one, 1]), int(stats[one, 3])
    ends, feet = stats[:, 0] + stats[:, 2], stats[:, 1] + stats[:, 3]
    between = (stats[:, 0] >= left - 1) & (ends <= right + 1) & (stats[:, 1] < top + height) & (feet > top)
    between[[0, one, other]] = False
    digits = stats[between]
    if not 1 <= len(digits) <= 2 or np.any((digits[:, 3] < height / 2) | (digits[:, 3] > height)):
        return None
    return RaisedMark(_around(stats[[one, other]]), _around(digits), len(digits))


def _around(spots: NDArray[np.int32]) -> Box:
    x0, y0 = spots[:, :2].min(axis=0).tolist()
    x1, y1 = (spots[:, :2] + spots[:, 2:4]).max(axis=0).tolist()
    return Box(x0, y0, x1, y1)


def _is_raised(stats: NDArray[np.int32], box: Box) -> bool:
    """Whether most letters beside the mark have their feet under its own."""
    height = box.y1 - box.y0
    ends, feet = stats[:, 0] + stats[:, 2], stats[:, 1] + stats[:, 3]
    level = (stats[:, 1] < box.y1) & (feet > box.y0) & (stats[:, 3] >= 0.7 * height) & (stats[:, 3] <= 4 * height)
    before = (ends <= box.x0) & (ends > box.x0 - _BESIDE * height)
    after = (stats[:, 0] >= box.x1) & (stats[:, 0] < box.x1 + _BESIDE * height)
    beside = feet[level & (before | after)]
    return bool(len(beside)) and float(np.median(beside)) >= box.y1 + _RAISED * height


def _enlarged(picture: Pixels, mark: RaisedMark) -> Pixels:
    """The number without the tips of its brackets, and white over and under it as far as they reach."""
    x0, y0, x1, y1 = mark.number
    number = picture[max(y0 - _EDGE, 0) : y1 + _EDGE, x0:x1]
    over, under = max(0, y0 - mark.box.y0), max(0, mark.box.y1 - y1)
    crop = np.pad(number, ((over, under), (0, 0)), constant_values=255)
    width = max(1, round(crop.shape[1] * _LINE / crop.shape[0]))
    return np.asarray(cv2.resize(crop, (width, _LINE), interpolation=cv2.INTER_CUBIC), np.uint8)
