"""Dotted lines and rules to write on: engines read them as letters and lose the end of the word before them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.dots_between import dots_between
from ocr.rules import MARGIN, rules_in
from ocr.spots import Ink, Labels, Pixels, ink_of

Place = Sequence[int]
"""Left edge, upper edge, width and height of a spot."""

_FEWEST = 4  # an ellipsis has three dots, a leader more
_FEWEST_DASHES, _DASHED = 6, 0.3
"""Flat spots of a dashed line, and the share of it that they fill; dots of letters fill a twentieth of their row."""
_EDGE = np.ones((2 * MARGIN + 1, 2 * MARGIN + 1), np.uint8)
"""The grey edge of a rule, too light to be ink, which engines read as strokes between the digits of a grid."""
_WIDEST = 3.0
"""Millimetres from one dot of a leader to the next."""
_COMMA = 1.5
"""Heights of a dot from which on a spot is a comma."""
_FILLED = 0.3
"""Share of the steps of a leader that may hold ink: of small print, spots of letters with others between them remain."""


def without_leaders(grey: Pixels, dpi: int, ink: Ink | None = None) -> Pixels:
    """The picture with leaders, long thin rules and the dots in dotted zeros painted in the colour of the paper.

    ``ink``: the picture's, where it is known already.
    """
    paper = paper_of(grey)
    ink = ink or ink_of(grey)
    cleaned = grey.copy()
    for left, top, right, bottom in (*_dots(ink.mask, ink.labels, ink.stats, dpi), *_dashes(ink.mask, ink.stats, dpi)):
        cleaned[max(top - 1, 0) : bottom + 1, max(left - 1, 0) : right + 1] = paper
    for part, rules in rules_in(ink, dpi):
        around = np.asarray(cv2.dilate(rules, _EDGE), np.uint8)
        kept = _reaching_out(np.asarray(cv2.subtract(ink.mask[part], rules), np.uint8), around)
        cleaned[part][cv2.subtract(around, kept) > 0] = paper
    return cleaned


def _reaching_out(ink: Pixels, around: Pixels) -> Pixels:
    """Of the ink around a rule what belongs to letters that touch it, and not to its rough edge."""
    kept = np.asarray(cv2.subtract(ink, around), np.uint8)
    for _ in range(2 * MARGIN + 1):
        kept = np.asarray(cv2.bitwise_and(cv2.dilate(kept, _NEXT), ink), np.uint8)
    return kept


_NEXT = np.ones((3, 3), np.uint8)


def paper_of(grey: Pixels) -> int:
    """The median. By counting, of every third row: sorting nine million pixels would cost fifty times as much."""
    counts = cv2.calcHist([grey[::3]], [0], None, [256], [0, 256]).cumsum()
    return int(np.searchsorted(counts, counts[-1] / 2))


def _dots(ink: Pixels, labels: Labels, stats: NDArray[np.int32], dpi: int) -> Iterator[tuple[int, int, int, int]]:
    """Boxes of dots that stand in rows of at least four at even steps, or inside a zero."""
    largest = max(3, round(0.75 * dpi / 25.4))
    narrow = (stats[:, 2] <= largest) & (stats[:, 3] <= largest) & (stats[:, 2] <= 2 * stats[:, 3] + 1)
    small = np.asarray(stats[narrow & (stats[:, 4] >= 2)], np.int32)
    yield from _in_zeros(labels, small, dpi)
    widest = _WIDEST * dpi / 25.4
    commas = _by_row(stats[(stats[:, 3] <= 3 * largest) & (stats[:, 2] <= 2 * largest)])
    runs = (
        near[run]
        for row in _rows(small)
        for near in _apart(row, 2 * widest, _FEWEST - 1)
        for run in _runs(near[:, :4].tolist(), widest)
    )
    leaders = [run for run in runs if _is_leader(run, commas, widest) and _alone(ink, _corners(run))]
    found = [box for run in leaders for box in _corners(run)]
    yield from found
    yield from _corners(dots_between([run for run in leaders if len(run) >= _FEWEST], small, ink, dpi))
    steps = [int(step) for run in leaders for step in np.diff(run[:, 0])]
    yield from _left_over(ink, small, found, float(np.median(steps)) if steps else 0.0, dpi)


def _dashes(ink: Pixels, stats: NDArray[np.int32], dpi: int) -> Iterator[tuple[int, int, int, int]]:
    """Boxes of flat spots that fill a good part of a row: dashes, and dots that blur has joined here and there."""
    mm = dpi / 25.4
    low = stats[(stats[:, 3] <= 0.4 * mm + 1) & (stats[:, 2] <= 3 * mm)]
    for row in _rows(np.asarray(low, np.int32)):
        for run in _apart(row, 4 * mm, _FEWEST_DASHES):
            if run[:, 2].sum() >= _DASHED * (run[-1, 0] + run[-1, 2] - run[0, 0]):
                boxes = _corners(run)
                yield from boxes if _alone(ink, boxes) else ()


def _in_zeros(labels: Labels, small: NDArray[np.int32], dpi: int) -> Iterator[tuple[int, int, int, int]]:
    """Dots with the same stroke on all four sides: typewriter faces mark their zeros so, and engines read 8, 6 or 9."""
    across, along = round(1.2 * dpi / 25.4), round(1.8 * dpi / 25.4)
    left, top, width, height = small[:, :4].T
    middle, row = left + width // 2, top + height // 2
    same = np.ones(len(small), bool)
    over = _first(labels, middle, top - 1, (0, -1), along)
    for x, y, way, far in (
        (middle, top + height, (0, 1), along),
        (left - 1, row, (-1, 0), across),
        (left + width, row, (1, 0), across),
    ):
        same &= _first(labels, x, y, way, far) == over
    yield from _corners(small[(over > 0) & same])


def _first(labels: Labels, x: NDArray[np.int32], y: NDArray[np.int32], way: tuple[int, int], far: int) -> Labels:
    """The label of the first ink from each of these places on, so many pixels far at most; 0 where there is none."""
    steps = np.arange(far)
    across, down = x[:, None] + way[0] * steps, y[:, None] + way[1] * steps
    height, width = labels.shape
    inside = (across >= 0) & (across < width) & (down >= 0) & (down < height)
    met = np.where(inside, labels[np.clip(down, 0, height - 1), np.clip(across, 0, width - 1)], 0)
    return np.asarray(met[np.arange(len(met)), np.argmax(met > 0, axis=1)])


def _left_over(
    ink: Pixels, small: NDArray[np.int32], found: list[tuple[int, int, int, int]], step: float, dpi: int
) -> Iterator[tuple[int, int, int, int]]:
    """Dots as large as those of the page's leaders that stand by themselves: a leader of one to three dots.

    Dots of letters have their letter over or under them, full stops and commas touch the word before them. Where all
    signs have one pitch, full stops stand by themselves too, but close between two letters, and colons over each other.
    """
    if not found:
        return
    boxes = np.asarray(found, np.int32)
    wide, high = (float(value) for value in np.median(boxes[:, 2:] - boxes[:, :2], axis=0))
    dots = [
        (x, y, x + width, y + height)
        for x, y, width, height, _ in small.tolist()
        if abs(width - wide) <= 1 + 0.2 * wide and abs(height - high) <= 1 + 0.2 * high
    ]
    rest = ink.copy()
    for left, top, right, bottom in dots:
        rest[top:bottom, left:right] = 0
    beside, over, pitch = round(0.75 * dpi / 25.4), round(2.4 * dpi / 25.4), round(_IN_PITCH * step)
    colons = _colons(dots, over)
    for dot in dots:
        left, top, right, bottom = dot
        line = slice(max(top - over, 0), bottom + over)
        alone = not rest[line, max(left - beside, 0) : right + beside].any()
        between = rest[line, max(left - pitch, 0) : left].any() and rest[line, right : right + pitch].any()
        if alone and not between and dot not in colons:
            yield dot


_IN_PITCH = 0.6
"""Steps of a leader from a full stop to the letters on both sides, at most, where leader and letters have one pitch."""
Corners = tuple[int, int, int, int]


def _colons(dots: Sequence[Corners], high: int) -> set[Corners]:
    """Pairs of dots one right over the other, and not of two lines."""
    found: set[Corners] = set()
    ordered = sorted(dots)
    for index, (left, top, *_) in enumerate(ordered):
        near = ordered[index + 1 : bisect_right(ordered, left + _PLUMB, key=_left)]
        over = [other for other in near if 0 < abs(other[1] - top) <= high]
        found.update(over, ordered[index : index + 1] if over else ())
    return found


_PLUMB = 2
"""Pixels by which the dots of a colon are off each other, at most."""


def _rows(spots: NDArray[np.int32]) -> Iterator[NDArray[np.int32]]:
    """The spots of each row from left to right; twice, as spots of one row may lie on either side of a limit."""
    for shift in (0, 2):
        rows = np.asarray((spots[:, 1] + spots[:, 3] // 2 + shift) // 4, np.int32)
        order = np.lexsort((spots[:, 0], rows))
        ordered = np.asarray(spots[order], np.int32)
        yield from np.split(ordered, np.flatnonzero(np.diff(rows[order])) + 1)


def _apart(row: NDArray[np.int32], most: float, fewest: int) -> Iterator[NDArray[np.int32]]:
    """The parts of a row that are further apart than ``most``, of at least so many spots."""
    if len(row) >= fewest:
        parts = np.split(row, np.flatnonzero(np.diff(row[:, 0]) > most) + 1)
        yield from (part for part in parts if len(part) >= fewest)


def _is_leader(run: NDArray[np.int32], commas: Mapping[int, Sequence[Place]], widest: float) -> bool:
    return len(run) >= _FEWEST or (len(run) == _FEWEST - 1 and _before_comma(commas, widest, run[-1].tolist()))


def _corners(run: NDArray[np.int32]) -> list[tuple[int, int, int, int]]:
    return [(x, y, x + width, y + height) for x, y, width, height, _ in run.tolist()]


def _runs(dots: Sequence[Place], widest: float) -> Iterator[list[int]]:
    """Dots of a row at even steps. A first dot too far from the second, as that of a colon, is a run of its own."""
    run: list[int] = []
    for index in range(len(dots)):
        if len(run) == 2 and not _steps_on(dots, run, index, widest):
            yield run[:1]
            run = run[1:]
        if run and not _steps_on(dots, run, index, widest):
            yield run
            run = []
        run.append(index)
    yield run


def _steps_on(dots: Sequence[Place], run: list[int], index: int, widest: float) -> bool:
    """Whether the next dot is as far from the last as those before it; one dot may be missing. A comma is no dot."""
    last = dots[run[-1]]
    if dots[index][3] > _COMMA * last[3] + 1:
        return False
    step = dots[index][0] - last[0]
    if len(run) < 2:
        return 0 < step <= widest
    usual = (last[0] - dots[run[0]][0]) / (len(run) - 1)
    return 0 < step <= widest * 2 and (abs(step - usual) <= 0.4 * usual + 1 or abs(step - 2 * usual) <= 0.4 * usual)


def _by_row(spots: NDArray[np.int32]) -> Mapping[int, Sequence[Place]]:
    """The spots by their upper edge, in order from left to right."""
    rows = defaultdict(list)
    for place in spots[np.argsort(spots[:, 0], kind="stable"), :4].tolist():
        rows[place[1]].append(place)
    return rows


def _before_comma(commas: Mapping[int, Sequence[Place]], widest: float, last: Place) -> bool:
    """Whether one of the spots is a comma behind the dot, as high up as that. "…, ngày" leaves room for a place."""
    left, top, _, size, *_ = last
    level = int(0.5 * size + 1)
    return any(
        _COMMA * size + 1 < height <= 3 * size and width <= 2 * size
        for row in range(top - level, top + level + 1)
        for _, _, width, height in _between(commas.get(row, ()), left, left + widest)
    )


def _between(row: Sequence[Place], left: float, right: float) -> Sequence[Place]:
    """The spots of a row that begin behind ``left`` and not behind ``right``."""
    return row[bisect_right(row, left, key=_left) : bisect_right(row, right, key=_left)]


_left = itemgetter(0)


def _alone(ink: Pixels, boxes: list[tuple[int, int, int, int]]) -> bool:
    """Whether there is nothing between most dots and the next."""
    filled = sum(
        bool(ink[min(one[1], other[1]) : max(one[3], other[3]), one[2] : other[0]].any())
        for one, other in pairwise(boxes)
    )
    return filled <= _FILLED * (len(boxes) - 1)
