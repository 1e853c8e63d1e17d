"""Numbers of a list, one under the other: layout analysis takes them for a line of print that runs up the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise

import numpy as np

from dossier.page import Word
from ocr.engine.port import Mode, OcrEngine
from ocr.in_lines import put_in_lines
from ocr.prepare.geometry import shifted, surrounding
from ocr.prepare.orientation import reading_score
from ocr.spots import Pixels

_FEWEST = 3
_LONGEST = 3
"""Characters of a word in a column of numbers; words of a page that lies on its side have more."""
_TALL = 2
"""Widths of a column in its height."""
_MARGIN, _BORDER = 4, 16
"""Pixels around a column that are cut out with it, and of white around that."""

Column = tuple[Word, ...]


def unstacked(picture: Pixels, words: tuple[Word, ...], engine: OcrEngine, dpi: int) -> tuple[Word, ...]:
    """The words with such columns read from top to bottom, each number in the line beside it, if they read better so."""
    for column in tuple(_columns(words)):
        found = _read(picture, column, engine, dpi)
        if reading_score(found) > reading_score(column):
            gone = frozenset(map(id, column))
            kept = tuple(word for word in words if id(word) not in gone and not _is_part(word, found))
            words = put_in_lines(kept, found)
    return words


def _is_part(word: Word, found: Column) -> bool:
    """Whether a word is the full stop of a number, which was read by itself."""
    x, y = (word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2
    inside = (box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1 for box in (each.box for each in found))
    return not any(map(str.isalnum, word.text)) and any(inside)


def _columns(words: tuple[Word, ...]) -> Iterator[Column]:
    for _, line in groupby(words, key=lambda word: (word.block, word.line)):
        column = tuple(line)
        if len(column) >= _FEWEST and _is_stacked(column):
            yield column


def _is_stacked(column: Column) -> bool:
    box = surrounding([word.box for word in column])
    apart = all(a.box.y0 >= b.box.y1 for a, b in pairwise(sorted(column, key=lambda word: -word.box.y0)))
    short = all(len(word.text) <= _LONGEST for word in column)
    return apart and short and box.y1 - box.y0 > _TALL * (box.x1 - box.x0)


def _read(picture: Pixels, column: Column, engine: OcrEngine, dpi: int) -> tuple[Word, ...]:
    x0, y0, x1, y1 = surrounding([word.box for word in column])
    left, top = max(x0 - _MARGIN, 0), max(y0 - _MARGIN, 0)
    crop = np.pad(picture[top : y1 + _MARGIN, left : x1 + _MARGIN], _BORDER, constant_values=255)
    read = engine.read(crop, dpi=dpi, mode=Mode.BLOCK)
    return tuple(replace(word, box=shifted(word.box, left - _BORDER, top - _BORDER)) for word in read)
