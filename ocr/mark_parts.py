"""The marks over the letters of a printed word, each by itself as a network is shown it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.network import Pixels, pictured
from ocr.spots import Labels, spots

_SMALL = 80
"""Pixels: a lower word is enlarged, so that its marks do not touch its letters."""
_LETTER = 0.42
"""Of the height of the tallest part of a word: what letters have at least."""
_SPECK = 0.0035
"""Of the square of that height: the ink of the least mark."""
_OVER, _BESIDE = 0.1, 0.22
"""Heights by which a mark may reach below the top of its letter, and stand beside it: the acute of "ế" does."""
_APART = 0.5
"""Heights between a mark and its letter, or what stands between them, at most: more has the line above."""
_INTO = 0.06
"""Heights by which a dot below begins over the line on which the letters stand, at most."""
_ONE = 0.08
"""Heights between two parts of one mark, at most."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The pictures of the marks over a word's letters from left to right, and how many dots stand under them.

    A picture is ``ocr.network.SIDE`` high and wide.
    """

    marks: tuple[Pixels, ...]
    dots: int


def marks_in(grey: Pixels) -> Marked:
    """The marks of a word in a grey picture of it, with some paper around it."""
    if min(grey.shape[:2]) < 2:
        return Marked((), 0)
    if grey.shape[0] < _SMALL:
        grey = np.asarray(cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)
    least, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    labels, parts = spots(np.asarray(grey < least, np.uint8))
    height = max((int(part[cv2.CC_STAT_HEIGHT]) for part in parts[1:]), default=0)
    letters = [at for at in range(1, len(parts)) if parts[at, cv2.CC_STAT_HEIGHT] >= _LETTER * height]
    if not letters:
        return Marked((), 0)
    small = [
        at for at in range(1, len(parts)) if at not in letters and parts[at, cv2.CC_STAT_AREA] >= _SPECK * height**2
    ]
    over = [at for at in small if _is_over(parts, at, letters, height)]
    line = float(np.median(parts[letters, cv2.CC_STAT_TOP] + parts[letters, cv2.CC_STAT_HEIGHT]))
    under = sum(_is_under(parts, at, letters, line - _INTO * height) for at in small)
    groups = _grouped(parts, over, _ONE * height)
    return Marked(tuple(_mark(grey, labels, parts, group) for group in groups), under)


def _is_under(parts: NDArray[np.int32], dot: int, letters: Sequence[int], line: float) -> bool:
    """Whether a part stands below the line on which letters stand, under one of them."""
    x, y, wide, _, _ = (int(value) for value in parts[dot])
    return y >= line and any(
        left <= x + wide / 2 <= left + width for left, _, width, _, _ in (parts[at].tolist() for at in letters)
    )


def _is_over(parts: NDArray[np.int32], mark: int, letters: Sequence[int], height: int) -> bool:
    """Whether a part stands over a letter, and does not reach in from the line above."""
    x, y, wide, high, _ = (int(value) for value in parts[mark])
    middle = x + wide / 2
    return y > 0 and any(
        left - _BESIDE * height <= middle <= left + width + _BESIDE * height
        and top - _APART * height <= y + high <= top + _OVER * height
        for left, top, width, _, _ in (parts[at].tolist() for at in letters)
    )


def _grouped(parts: NDArray[np.int32], marks: Sequence[int], apart: float) -> list[list[int]]:
    """The parts of each mark: a tone and the circumflex beside or under it are one."""
    groups: list[list[int]] = []
    end = 0
    for at in sorted(marks, key=lambda each: int(parts[each, cv2.CC_STAT_LEFT])):
        left, width = int(parts[at, cv2.CC_STAT_LEFT]), int(parts[at, cv2.CC_STAT_WIDTH])
        if groups and left - end <= apart:
            groups[-1].append(at)
        else:
            groups.append([at])
        end = max(end, left + width) if len(groups[-1]) > 1 else left + width
    return groups


def _mark(grey: Pixels, labels: Labels, parts: NDArray[np.int32], group: Sequence[int]) -> Pixels:
    boxes = parts[list(group)]
    x0, y0 = int(boxes[:, 0].min()), int(boxes[:, 1].min())
    x1, y1 = int((boxes[:, 0] + boxes[:, 2]).max()), int((boxes[:, 1] + boxes[:, 3]).max())
    own = np.isin(labels[y0:y1, x0:x1], group)
    return pictured(grey[y0:y1, x0:x1], own, fits=True)
