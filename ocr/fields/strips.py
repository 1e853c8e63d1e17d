"""Lines of print that a black seal or a signature partly covers: each cut out by itself, ever further into the cover."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.engine.port import Pixels
from ocr.seal_ring import Seal, find_seal, without_rings

_HIGH, _WIDE = (1.4, 5.5), (0.3, 8.0)  # millimetres: letters, and words whose letters touch
_SAME_LINE, _SAME_RUN = 1.3, 4.0
_FEWEST, _SHORTEST = 3, 8.0
_INTO = (0.0, 5.0, 7.5, 10.0, 13.0, 16.0, 22.0)
_FURTHER = (5.0, 7.5, 10.0, 12.0, 14.0, 16.0, 18.0, 20.0, 23.0, 26.0)
READINGS = len(_INTO) + len(_FURTHER)
"""Pictures of each line: as it is and without the seal's rings."""
_MOST = 8
_AT_THE_EDGE = 0.08
_FINE = 250  # dots per inch; coarser print is enlarged

Part = tuple[int, int, int, int]
"""Left, top, right, bottom."""


def strips(grey: Pixels, dpi: int) -> list[list[Pixels]]:
    """For each line of free letters the pictures of it, the first of these letters alone; top to bottom.

    Lines that begin at the left edge come from what stands there, those within a seal are its own. The letters under
    the cover are one spot with it: how far the line goes on there is not known, hence several pictures.
    """
    mm = dpi / 25.4
    seal = find_seal(grey, dpi)
    bare = without_rings(grey, dpi, seal) if seal else grey
    lines = [line for line in _lines(_letters(grey, mm), mm) if line[0] > _AT_THE_EDGE * grey.shape[1]]
    printed = [line for line in lines if not (seal and _is_within(line, seal))]
    cuts = [(grey, into) for into in _INTO] + [(bare, into) for into in _FURTHER]
    return [[_cut(picture, line, round(into * mm), dpi) for picture, into in cuts] for line in printed[:_MOST]]


def _is_within(line: Part, seal: Seal) -> bool:
    left, top, right, bottom = line
    return all(seal.holds(x, y) for x in (left, right) for y in (top, bottom))


def _letters(grey: Pixels, mm: float) -> list[Part]:
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    return [
        (x, y, x + width, y + height)
        for x, y, width, height, _ in stats[1:].tolist()
        if _HIGH[0] * mm <= height <= _HIGH[1] * mm and _WIDE[0] * mm <= width <= _WIDE[1] * mm
    ]


def _lines(letters: list[Part], mm: float) -> list[Part]:
    """The boxes of letters that stand on one line with little space between them, long enough for a name or a title."""
    runs: list[list[Part]] = []
    for part in sorted(letters):
        run = next((run for run in runs if _goes_on(run, part, mm)), None)
        if run is None:
            runs.append([part])
        else:
            run.append(part)
    boxes = [_around(run) for run in runs if len(run) >= _FEWEST]
    return sorted((box for box in boxes if box[2] - box[0] > _SHORTEST * mm), key=lambda box: box[1])


def _goes_on(run: list[Part], part: Part, mm: float) -> bool:
    """Whether a letter right of a run is its next."""
    space = part[0] - max(right for _, _, right, _ in run)
    level = float(np.mean([(top + bottom) / 2 for _, top, _, bottom in run]))
    return space <= _SAME_RUN * mm and abs(level - (part[1] + part[3]) / 2) < _SAME_LINE * mm


def _around(run: list[Part]) -> Part:
    lefts, tops, rights, bottoms = zip(*run, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _cut(grey: Pixels, line: Part, into: int, dpi: int) -> Pixels:
    more = round(0.8 * dpi / 25.4)
    left, top, right, bottom = line
    cut = grey[max(top - more, 0) : bottom + more, max(left - more - into, 0) : right + more]
    if dpi >= _FINE:
        return cut
    return np.asarray(cv2.resize(cut, None, fx=1.5, fy=1.5, interpolation=cv2.INTER_CUBIC), np.uint8)
