"""Looking for a secrecy marking that the ordinary reading of a page passed over: a red stamp, a lonely word.

Layout analysis drops short print that stands alone and stamps with a frame, so both are cut out and read by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import cv2
import numpy as np

from dossier.page import Box, Word
from ocr.engine.port import Mode, OcrEngine
from ocr.intake.source import Pixels
from ocr.prepare.geometry import Straightening, clipped, reduced, shifted, turned
from ocr.prepare.red import is_seal, only_red, red_mask
from ocr.prepare.unread import unread_letters
from ocr.prepare.upright import Upright
from ocr.secrecy import HEAD, marking_of

_STAMP_ANGLES = (0, 90, 270)
_STAMP_GAP_MM = 15.0
_LARGE_MM = 110.0
_COARSE_DPI = 150
"""The letters of a marking are three millimetres and more: enough within a frame as large as a page."""
_MARGIN_MM = 1.5
_GAP_MM = 5.0
_HEIGHT_MM = (2.0, 14.0)
_WIDTH_MM = (8.0, 70.0)
"""The shortest marking in capitals of 10 points is 8 mm wide; those of the forms are of 13 points and more."""
_LETTER_MM = 1.5
"""A capital of 10 points is 2.5 mm high; a dot of a leader is lower than one."""
_MOST_CLUSTERS = 4


def overlooked_marking(page: Upright, words: tuple[Word, ...], engine: OcrEngine) -> tuple[Word, ...]:
    """The words of a marking in the head of the page, boxes on the upright page; empty when there is none."""
    return _in_red(page, engine) or _unread(page, words, engine)


def _in_red(page: Upright, engine: OcrEngine) -> tuple[Word, ...]:
    regions = [box for box in page.red if box.y0 < HEAD * page.image.height]
    candidates = _joined(regions, round(_STAMP_GAP_MM * page.image.dpi / 25.4))
    return next((found for box in candidates if (found := _stamp_words(page, box, engine))), ())


def _joined(boxes: list[Box], gap: int) -> list[Box]:
    """Boxes nearer to each other than ``gap`` as one: a pale frame is seen in pieces."""
    found: list[Box] = []
    for box in boxes:
        near = [other for other in found if _near(box, other, gap)]
        found = [other for other in found if other not in near]
        every = (box, *near)
        corners = (min(b.x0 for b in every), min(b.y0 for b in every))
        found.append(Box(*corners, max(b.x1 for b in every), max(b.y1 for b in every)))
    return found


def _near(one: Box, other: Box, gap: int) -> bool:
    across = max(one.x0, other.x0) - min(one.x1, other.x1)
    down = max(one.y0, other.y0) - min(one.y1, other.y1)
    return across < gap and down < gap


def _stamp_words(page: Upright, region: Box, engine: OcrEngine) -> tuple[Word, ...]:
    box = _with_margin(region, page.even, page.image.dpi)
    # Nothing larger than a hand is a stamp set askew: the frame of a certificate, which may hold one, is read as it lies.
    large = min(box.x1 - box.x0, box.y1 - box.y0) > _LARGE_MM * page.image.dpi / 25.4
    turns = _STAMP_ANGLES[:1] if large else _STAMP_ANGLES
    if large:
        box = box._replace(y1=max(box.y0 + 1, min(box.y1, round(HEAD * page.image.height))))
    stamp, dpi = page.pixels[box.y0 : box.y1, box.x0 : box.x1], page.image.dpi
    if is_seal(stamp, dpi):
        return ()
    factor = min(1.0, _COARSE_DPI / dpi) if large else 1.0
    ways = _ways(reduced(stamp, factor), round(dpi * factor), turns)
    for way in ways:
        words = engine.read(way, dpi=round(dpi * factor), mode=Mode.PAGE)
        if found := _marking_words(words):
            return tuple(replace(word, box=box, line=0) for word in found)
        if _letters_of_sure(words) >= _READABLE:
            return ()
    return ()


def _letters_of_sure(words: Iterable[Word]) -> int:
    return sum(len(word.text) for word in words if word.confidence >= _SURE and len(word.text) >= _A_WORD)


_READABLE, _SURE, _A_WORD = 6, 0.8, 3
"""Letters in sure words of three or more from which on red print is the right way up: it says nothing on its sides."""


def _marking_words(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words that make a marking: one line of a stamp, or all that it says."""
    lines = {word.line: tuple(other for other in words if other.line == word.line) for word in words}
    candidates = (words, *lines.values())
    return next((part for part in candidates if marking_of(" ".join(word.text for word in part))), ())


def _ways(stamp: Pixels, dpi: int, turns: Iterable[int]) -> list[Pixels]:
    """A stamp in colour as black on white: made level, and on either side."""
    crop, angle = only_red(stamp), _tilt(red_mask(stamp))
    level = Straightening.by(angle, crop.shape[1], crop.shape[0]).apply(crop) if abs(angle) >= 1 else crop
    return [np.pad(turned(level, turn), round(dpi / 25.4), constant_values=255) for turn in turns]


def _tilt(red: Pixels) -> float:
    """How far a stamp's frame is tilted, -45 to 45 degrees, positive when it falls to the right."""
    points = np.argwhere(red > 0)[:, ::-1].astype(np.float32)
    return (float(cv2.minAreaRect(points)[2]) + 45) % 90 - 45 if len(points) >= 10 else 0.0


def _unread(page: Upright, words: tuple[Word, ...], engine: OcrEngine) -> tuple[Word, ...]:
    """A marking among the print in the head that belongs to no word."""
    head = page.even[: round(HEAD * page.image.height)]
    boxes = [_with_margin(cluster, head, page.image.dpi) for cluster in _clusters(page, words)]
    crops = [head[box.y0 : box.y1, box.x0 : box.x1] for box in boxes]
    for box, line in zip(boxes, engine.read_each(crops, dpi=page.image.dpi, mode=Mode.LINE), strict=True):
        if found := _marking_words(line):
            return tuple(replace(word, box=shifted(word.box, box.x0, box.y0), line=0) for word in found)
    return ()


def _with_margin(box: Box, picture: Pixels, dpi: int) -> Box:
    margin = round(_MARGIN_MM * dpi / 25.4)
    corners = (box.x0 - margin, box.y0 - margin, box.x1 + margin, box.y1 + margin)
    return clipped(*corners, picture.shape[1], picture.shape[0])


def _clusters(page: Upright, words: tuple[Word, ...]) -> list[Box]:
    """Unread letters in the head close together, of the size of a short line, the widest first."""
    left = unread_letters(page.letters[: round(HEAD * page.letters.shape[0])], page.factor, words)
    scale = page.image.dpi * page.factor / 25.4
    joined = cv2.morphologyEx(left, cv2.MORPH_CLOSE, np.ones((max(1, round(scale)), round(_GAP_MM * scale)), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    spots = [tuple(int(v) for v in stats[i][:4]) for i in range(1, count)]
    fitting = [spot for spot in spots if _fits(spot[2] / scale, _WIDTH_MM) and _fits(spot[3] / scale, _HEIGHT_MM)]
    lettered = [spot for spot in fitting if _tallest(left, spot) >= _LETTER_MM * scale]
    widest = sorted(lettered, key=lambda spot: (-spot[2], spot))[:_MOST_CLUSTERS]
    return [Box(*(round(v / page.factor) for v in (x, y, x + width, y + height))) for x, y, width, height in widest]


def _tallest(left: Pixels, spot: tuple[int, ...]) -> int:
    """Pixels that the tallest letter of a cluster is high."""
    x, y, width, height = spot
    _, _, stats, _ = cv2.connectedComponentsWithStats(left[y : y + height, x : x + width], connectivity=8)
    return max((int(each[3]) for each in stats[1:]), default=0)


def _fits(size: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= size <= bounds[1]
