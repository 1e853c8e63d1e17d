"""Dots of a leader that show between the words of what is printed over it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from ocr.spots import Pixels

Spots = NDArray[np.int32]
"""Spots of ink, a row for each: x, y, width, height, area."""

_ON_STEP, _LEVEL = 0.25, 0.25
"""Steps by which a dot may be off its place in the leader, along and across."""
_AS_LARGE = 0.3
_BAND_MM = 2.0
_FINEST = 3.0
"""Pixels of a step, at least: with finer ones a dot could not be told from the next."""
_HIDDEN = 25
"""Dots in a row that a word may hide."""
_FEWEST, _EACH = 6, 0.7
"""Dots of a page, and of each of its leaders, from which on its leaders run through under the print."""
_LETTER_MM, _COLON_MM = 0.8, 2.4
"""How far over a dot that belongs to it a letter is, and the other dot of a colon, at most."""


def dots_between(leaders: Sequence[Spots], small: Spots, ink: Pixels, dpi: int) -> Spots:
    """The small spots that go on a leader at its steps, if the leaders of the page run through under the print.

    Where they end at the print, a full stop or two stand on such a place by chance.
    """
    if not leaders or not len(small):
        return small[:0]
    dots = _under_nothing(small, ink, dpi)
    of_leaders = {(x, y) for leader in leaders for x, y in leader[:, :2].tolist()}
    others = [index for index, place in enumerate(map(tuple, dots[:, :2].tolist())) if place not in of_leaders]
    lines = {(int(leader[0, 0]), int(leader[0, 1])) for leader in leaders}
    fewest = max(_FEWEST, _EACH * len(lines))
    if len(others) < fewest:
        return small[:0]
    band = round(_BAND_MM * dpi / 25.4)
    found = {index for leader in leaders for index in _going_on(leader, dots, band)}
    between = sorted(found.intersection(others))
    return np.asarray(dots[between], np.int32) if len(between) >= fewest else small[:0]


def _under_nothing(small: Spots, ink: Pixels, dpi: int) -> Spots:
    """The spots in order from left to right that are not the lower dot of a colon or the dot under a letter."""
    ordered = small[np.argsort(small[:, 0], kind="stable")]
    mm = dpi / 25.4
    x, y = ordered[:, 0], ordered[:, 1]
    near, high = round(_LETTER_MM * mm), round(_COLON_MM * mm)
    first, last = np.searchsorted(x, x - 1, "left"), np.searchsorted(x, x + 1, "right")
    free = [
        not ink[max(top - near, 0) : top, left : left + width].any()
        and not bool(np.any((y[a:b] < top - 2) & (y[a:b] > top - high)))
        for (left, top, width, *_), a, b in zip(ordered.tolist(), first, last, strict=True)
    ]
    return np.asarray(ordered[np.asarray(free, bool)], np.int32)


def _going_on(leader: Spots, dots: Spots, band: int) -> Iterator[int]:
    """Indexes of the dots at the steps of a leader before its first dot and behind its last.

    The further it is followed, the better its step is known; ``band``: how far down or up it may lead.
    """
    size = np.median(leader[:, 2:4], axis=0)
    like = np.all(np.abs(dots[:, 2:4] - size) <= 1 + _AS_LARGE * size, axis=1)
    level = (dots[:, 1] >= leader[:, 1].min() - band) & (dots[:, 1] <= leader[:, 1].max() + band)
    indexes = np.flatnonzero(like & level)
    places = dots[indexes, :2].tolist()
    length = int(leader[-1, 0] - leader[0, 0])
    steps = max(1, round(length / max(1.0, float(np.median(np.diff(leader[:, 0]))))))
    for start, end in ((leader[-1], leader[0]), (leader[0], leader[-1])):
        known, x, y, hidden = steps, float(end[0]), float(end[1]), 0
        while hidden < min(_HIDDEN, 3 * known) and abs(step := (x - float(start[0])) / known) >= _FINEST:
            hidden += 1
            at = _dot_at(places, x + hidden * step, y, abs(step))
            if at is not None:
                yield int(indexes[at])
                known, (x, y), hidden = known + hidden, places[at], 0


def _dot_at(places: Sequence[Sequence[int]], x: float, y: float, step: float) -> int | None:
    """The first of the dots, which are in order from left to right, that is near this place."""
    off, level = _ON_STEP * step + 1, _LEVEL * step + 1
    for index in range(bisect_left(places, x - off, key=_left), bisect_left(places, x + off, key=_left)):
        if abs(places[index][1] - y) <= level:
            return index
    return None


_left = itemgetter(0)
