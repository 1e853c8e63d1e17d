"""Pages read by the network of this project: Tesseract finds the lines of a page, the network reads them.

Everything that is smaller than a page is read by another engine, which so is the second reader of what the network has read
(docs/line-reader.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from dossier.page import Box, Word
from ocr.engine.failures import CrashedError
from ocr.engine.line_finder import LineFinder
from ocr.engine.line_words import Line, Mask, clear_rests, inked, runs, words_of
from ocr.engine.port import Mode, OcrEngine, Pixels
from ocr.engine.tsv import engine_picture, is_empty
from ocr.in_lines import put_in_lines
from ocr.line_network import trained

_TALL = 2.0
"""Heights of its width from which on a line is a stack of signs, or runs down the page."""

_RULE = 0.4
"""Inches of what is a rule and no stroke of a letter."""
_ROWS = 512
"""Rows or columns of a page in which rules are looked for at a time."""


class HosoEngine:
    """``OcrEngine`` of lines that Tesseract finds and ``ocr.line_network`` reads; parts of pages are read by ``other``.

    So is a page over which layout analysis breaks down. Words of the network bear ``apart``: that it reads them a second
    time says nothing more for them.
    """

    def __init__(self, other: OcrEngine) -> None:
        self._other = other
        self._finder = LineFinder()

    def read(self, image: Pixels, *, dpi: int, mode: Mode = Mode.PAGE) -> tuple[Word, ...]:
        """Read one picture, a page by the network."""
        if mode is not Mode.PAGE:
            return self._other.read(image, dpi=dpi, mode=mode)
        if is_empty(image):
            return ()
        grey = engine_picture(image, 0)
        try:
            lines = self._finder.lines(grey, dpi)
        except CrashedError:
            return self._other.read(image, dpi=dpi)
        dark = np.asarray(cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1], np.uint8)
        ink = without_rules(dark, dpi)
        for line in lines:
            clear_rests(ink, line)
        read: list[Word] = []
        signs: list[Word] = []
        for line in lines:
            stack = _stacked(line, ink)
            signs += (word for sign in stack for word in words_of(sign, grey, ink))
            if not stack:
                read += (
                    _sideways(line, grey, ink) if _is_tall(line.box) else words_of(line, grey, ink, _above(line, lines))
                )
        return put_in_lines(tuple(read), signs)

    def read_each(self, images: Sequence[Pixels], *, dpi: int, mode: Mode) -> tuple[tuple[Word, ...], ...]:
        """Read one page after the other; smaller parts as the other engine does."""
        if mode is not Mode.PAGE:
            return self._other.read_each(images, dpi=dpi, mode=mode)
        return tuple(self.read(image, dpi=dpi, mode=mode) for image in images)

    def describe(self) -> str:
        """Such as ``hoso 1f0c9a2b, lines of tesseract 5.5.2, tesseract 5.3.0 vie``; the first is the weights' checksum."""
        return f"hoso {trained().checksum}, lines of tesseract {self._finder.version}, {self._other.describe()}"


def without_rules(ink: NDArray[np.uint8], dpi: int) -> Mask:
    """Where a page is dark (1, else 0) without its rules, in the same memory.

    Those in the lines of a table leave no white between its columns.
    """
    length = round(_RULE * dpi) | 1  # an even kernel leaves the first pixel of a rule
    for part in _strips(ink):
        _take_rules(part, np.ones((1, length), np.uint8), np.ones((3, 1), np.uint8))
    for part in _strips(ink.T):
        _take_rules(part.T, np.ones((length, 1), np.uint8), np.ones((1, 3), np.uint8))
    return ink.view(np.bool_)


def _strips(ink: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    """The rows of a picture, some at a time: of a whole page no copy is made."""
    return (ink[start : start + _ROWS] for start in range(0, len(ink), _ROWS))


def _take_rules(ink: NDArray[np.uint8], long: NDArray[np.uint8], beside: NDArray[np.uint8]) -> None:
    steady = cv2.dilate(ink, beside)  # a rule that lies askew has steps
    ink &= ~np.asarray(cv2.morphologyEx(steady, cv2.MORPH_OPEN, long), np.uint8)


def _above(line: Line, lines: Sequence[Line]) -> list[Line]:
    """The lines over one that its box reaches into: around print beside a picture it is as high as that."""
    return [
        each
        for each in lines
        if each is not line and each.box.y0 <= line.box.y1 and line.box.y0 < each.box.y1 and each.box.y1 < line.box.y1
    ]


def _is_tall(box: Box) -> bool:
    return box.y1 - box.y0 > _TALL * (box.x1 - box.x0)


def _stacked(line: Line, ink: Mask) -> list[Line]:
    """Each sign of a stack, such as the numbers before the lines of a form, with more white than print between them.

    None of a line that is no stack.
    """
    x0, y0, x1, y1 = line.box
    if not _is_tall(line.box):
        return []
    rows = list(runs(inked(ink, line.box, axis=1), apart=0))
    if sum(end - start for start, end in rows) > (y1 - y0) / 2:
        return []
    return [replace(line, box=Box(x0, y0 + start, x1, y0 + end), base=(y0 + end,) * 2) for start, end in rows]


def _sideways(line: Line, grey: Pixels, ink: Mask) -> list[Word]:
    """The words of a line that runs up or down the page, with tall boxes: the page lies on its side."""
    ways = [_turned(line, grey, ink, quarters) for quarters in (1, 3)]
    return max(ways, key=lambda words: sum(word.confidence for word in words))


def _turned(line: Line, grey: Pixels, ink: Mask, quarters: int) -> list[Word]:
    """The words of a line as they read when it is turned so many quarters against the clock, one or three."""
    x0, y0, x1, y1 = line.box
    part = np.asarray(np.rot90(grey[y0:y1, x0:x1], quarters), np.uint8)
    dark = np.asarray(np.rot90(ink[y0:y1, x0:x1], quarters), np.bool_)
    level = replace(line, box=Box(0, 0, y1 - y0, x1 - x0), base=(x1 - x0,) * 2)
    return [replace(word, box=_turned_back(word.box, line.box, quarters)) for word in words_of(level, part, dark)]


def _turned_back(box: Box, line: Box, quarters: int) -> Box:
    """A box in the picture of a line that was turned as it lies on the page."""
    if quarters == 1:
        return Box(line.x1 - box.y1, line.y0 + box.x0, line.x1 - box.y0, line.y0 + box.x1)
    return Box(line.x0 + box.y0, line.y1 - box.x1, line.x0 + box.y1, line.y1 - box.x0)
