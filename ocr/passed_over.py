"""Print that layout analysis took for a picture: on tinted or patterned ground, in a frame, under a seal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

import cv2
import numpy as np

from dossier.page import Box, Symbol, Word
from ocr.engine.port import Mode, OcrEngine
from ocr.intake.source import Pixels
from ocr.leaders import without_leaders
from ocr.prepare.background import without_grain
from ocr.prepare.geometry import clipped
from ocr.prepare.red import without_red
from ocr.prepare.unread import unread_letters
from ocr.prepare.upright import Upright
from ocr.running_text import reading_factor

_MUCH, _MUCH_WITH_RED = 0.025, 0.05
"""Share of a page's letters outside every word from which parts of it are read again: a line of a form.

Of a page with red seals, which break letters under them to pieces, that of all its letter-sized spots.
"""
_LETTER_MM = 1.2
_GAP_MM = (10.0, 4.0)
"""Letters nearer than this, across and down, belong to one part."""
_LEAST_MM = 8.0
_LEAST_LETTERS = 8
_MOST_PARTS = 6
_MARGIN_MM = (2.0, 0.8)
"""Across and down: more would take in halves of the lines over and under it."""
_SURE = 0.6
"""A word read with less certainty is none: seals and signatures look like words too."""
_SURER = 0.05
_READS_WELL = 0.5
"""Share of the letters of a part in such words from which it is print."""


def with_passed_over(
    page: Upright, words: tuple[Word, ...], symbols: Iterable[Symbol], engine: OcrEngine
) -> tuple[Word, ...]:
    """The words and those that the reading of the page lacks, boxes on the upright page; each part a block of its own.

    What was read there with less certainty than is believed gives way to words that are no shorter. Pages of which nearly
    all print was read, as most are, cost the engine nothing.
    """
    taken = (*words, *(Word("", symbol.box, 1.0, 0, 0) for symbol in symbols))
    scale = page.image.dpi * page.factor / 25.4
    print_ = page.letters if page.red else _high(page.letters, scale)
    left = unread_letters(print_, page.factor, taken)
    if int(left.sum()) <= (_MUCH_WITH_RED if page.red else _MUCH) * int(print_.sum()):
        return words
    boxes = _parts(left, scale, page.factor)
    if not boxes:
        return words
    factor = reading_factor(page.image.dpi)
    level = page.level_of(without_red(page.pixels), factor) if page.red else page.level(factor)
    dpi = round(page.image.dpi * factor)
    places = [_on(level, page.level_box(box), factor, dpi) for box in boxes]
    crops = [without_grain(without_leaders(_cut(level, place), dpi)) for place in places]
    found: list[Word] = []
    for place, read in zip(places, engine.read_each(crops, dpi=dpi, mode=Mode.BLOCK), strict=True):
        back = (replace(word, box=_back(word.box, place, factor)) for word in _believed(read, by_line=bool(page.red)))
        block = 1 + max((word.block for word in (*words, *found)), default=-1)
        line = 1 + max((word.line for word in (*words, *found)), default=-1)
        placed = [replace(word, block=block, line=line + word.line) for word in page.placed(tuple(back))]
        found += [new for new in placed if all(_gives_way(old, new) for old in words if _same_place(old, new))]
    return (*(word for word in words if not any(_same_place(word, new) for new in found)), *found)


def _high(letters: Pixels, scale: float) -> Pixels:
    """Those as high as letters are: of lines to write on, dots and dashes are as long as letters, never as high."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(letters, connectivity=8)
    high = stats[:, cv2.CC_STAT_HEIGHT] >= _LETTER_MM * scale
    high[0] = False
    return np.asarray(high.astype(np.uint8)[labels], np.uint8)


def _parts(left: Pixels, scale: float, factor: float) -> list[Box]:
    """Where unread letters stand together, on the page; those with most letters. ``scale``: pixels of a sketch per mm."""
    kernel = np.ones((max(1, round(_GAP_MM[1] * scale)), max(1, round(_GAP_MM[0] * scale))), np.uint8)
    joined = cv2.morphologyEx(left, cv2.MORPH_CLOSE, kernel)
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    counted = []
    for x, y, width, height in stats[1:, :4].tolist():
        letters = cv2.connectedComponents(left[y : y + height, x : x + width])[0] - 1
        if letters >= _LEAST_LETTERS and width >= _LEAST_MM * scale:
            counted.append((letters, Box(*(round(value / factor) for value in (x, y, x + width, y + height)))))
    return [box for _, box in sorted(counted, key=lambda each: -each[0])[:_MOST_PARTS]]


def _on(level: Pixels, box: Box, factor: float, dpi: int) -> Box:
    """A box of the level page with a margin, in pixels of its reduced picture."""
    across, down = (round(margin * dpi / 25.4) for margin in _MARGIN_MM)
    x0, y0, x1, y1 = (round(value * factor) for value in (box.x0, box.y0, box.x1, box.y1))
    return clipped(x0 - across, y0 - down, x1 + across, y1 + down, level.shape[1], level.shape[0])


def _cut(level: Pixels, place: Box) -> Pixels:
    return np.ascontiguousarray(level[place.y0 : place.y1, place.x0 : place.x1])


def _believed(read: tuple[Word, ...], *, by_line: bool) -> tuple[Word, ...]:
    """The lines of a part with something that was read well, if that is most of the part; else ``by_line`` those that were.

    Whole lines: a value without its doubtful words would look like a sure one. Of what a black seal covers no line is
    taken by itself, for the seal leaves its beginning or its end.
    """
    lines = (tuple(line) for _, line in groupby(read, key=lambda word: (word.block, word.line)))
    whole = _reads_well(read)
    kept = (line for line in lines if (_well(line) if whole else by_line and _reads_well(line)))
    return tuple(word for line in kept for word in line if any(map(str.isalnum, word.text)))


def _reads_well(read: tuple[Word, ...]) -> bool:
    return _letters(_well(read)) >= max(_LEAST_LETTERS, _READS_WELL * _letters(read))


def _well(read: tuple[Word, ...]) -> tuple[Word, ...]:
    return tuple(word for word in read if _sure(word) and any(map(str.isalnum, word.text)))


def _same_place(one: Word, other: Word) -> bool:
    return _covers(one.box, other.box) or _covers(other.box, one.box)


def _gives_way(word: Word, new: Word) -> bool:
    """Whether a new word at the place of a word is the better reading: surer, and no shorter."""
    return new.confidence > word.confidence + _SURER and _letters([new]) >= _letters([word])


def _sure(word: Word) -> bool:
    return word.confidence >= _SURE


def _letters(words: Iterable[Word]) -> int:
    return sum(map(str.isalnum, "".join(word.text for word in words)))


def _back(box: Box, place: Box, factor: float) -> Box:
    """A box in the picture of a part, on the level page."""
    x0, y0, x1, y1 = (box.x0 + place.x0, box.y0 + place.y0, box.x1 + place.x0, box.y1 + place.y0)
    return Box(*(round(value / factor) for value in (x0, y0, x1, y1)))


def _covers(one: Box, other: Box) -> bool:
    """Whether the middle of ``other`` lies in ``one``."""
    x, y = (other.x0 + other.x1) / 2, (other.y0 + other.y1) / 2
    return one.x0 <= x < one.x1 and one.y0 <= y < one.y1
