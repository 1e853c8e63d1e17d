"""Two sides of a card that lie side by side on a page: their words apart, so that no row runs through both."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from dossier.page import Word
from ocr.fields.row import surround

_GUTTER, _SIDE = 4.0, 40.0
"""Millimetres between the print of two cards, and over which the print of each is spread, at least."""
_FEWEST = 8
"""Words on each side, at least."""


class _Extent(NamedTuple):
    left: float
    right: float
    word: Word


def sides(words: Sequence[Word], *, slope: float, dpi: int) -> tuple[list[Word], ...]:
    """The words of each side, left first; all in one where no gutter runs down the page between two of them.

    ``slope``: how far lines sink to the right; a gutter leans by as much.
    """
    mm = dpi / 25.4
    extents = (_Extent(word.box.x0 + slope * word.box.y0, word.box.x1 + slope * word.box.y0, word) for word in words)
    placed = sorted(extents, key=lambda extent: extent.left)
    reached = 0.0
    for number, (one, other) in enumerate(pairwise(placed), 1):
        reached = max(reached, one.right)
        left, right = placed[:number], placed[number:]
        wide = other.left - reached >= _GUTTER * mm
        if wide and _is_side(left, mm) and _is_side(right, mm) and _are_level(left, right):
            return [each.word for each in left], [each.word for each in right]
    return (list(words),)


def _is_side(extents: Sequence[_Extent], mm: float) -> bool:
    spread = max(each.right for each in extents) - min(each.left for each in extents)
    return len(extents) >= _FEWEST and spread >= _SIDE * mm


def _are_level(left: Sequence[_Extent], right: Sequence[_Extent]) -> bool:
    """Whether the two lie beside each other by at least half of the lower one's height."""
    one, other = (surround([each.word for each in side]) for side in (left, right))
    common = min(one.y1, other.y1) - max(one.y0, other.y0)
    return common >= min(one.y1 - one.y0, other.y1 - other.y0) / 2
