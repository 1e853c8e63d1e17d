"""Where the words of a line stand: one even baseline, for viewers begin a new line at every step of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from heapq import nsmallest
from statistics import median_low

from dossier.page import Box, Word

DEEPEST = 0.4
"""Share of its box that a word may have below the line."""
_USUAL = 0.2
_DESCENDING = frozenset("gjpqyQ,;()[]{}|/\\_@§")
_RAISED = frozenset("-–—'\"‘’“”*°^~=·•…+<>«»")
_DOT_BELOW, _CEDILLA = "\u0323", "\u0327"
_NEAREST = 3


def baselines(line: Sequence[Word]) -> list[int]:
    """The baseline of each word, in pixels from the top.

    Words without descending letters stand on it with the bottom of their box. Each word takes the median of the
    three that stand nearest to it, so that the line may slope and one wrong box does no harm.
    """
    standing = [word.box for word in line if _stands(word.text)]
    if not standing:
        lowest = [word.box.y1 - round(_USUAL * _height(word.box)) for word in line]
        return [_within(word.box, median_low(lowest)) for word in line]
    return [_within(word.box, _near(word.box, standing)) for word in line]


def _near(box: Box, standing: Sequence[Box]) -> int:
    nearest = nsmallest(_NEAREST, standing, key=lambda other: abs(other.x0 + other.x1 - box.x0 - box.x1))
    return median_low(other.y1 for other in nearest)


def _within(box: Box, baseline: int) -> int:
    """No higher than letters can hang; not below a raised mark by more than its line is high."""
    highest = box.y1 - round(DEEPEST * _height(box))
    lowest = box.y1 + max(_height(box), box.x1 - box.x0)
    return box.y1 if baseline > lowest else max(highest, baseline)


def _stands(text: str) -> bool:
    parts = unicodedata.normalize("NFD", text)
    hanging = any(c in _DESCENDING or c in {_DOT_BELOW, _CEDILLA} for c in parts)
    return not hanging and not all(c in _RAISED for c in parts)


def _height(box: Box) -> int:
    return max(1, box.y1 - box.y0)
