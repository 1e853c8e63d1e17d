"""Pieces of lines that were read badly, cut out of the finest picture and read again by themselves, small print larger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

import cv2
import numpy as np

from dossier.page import Box, Word
from ocr.engine.port import Mode, OcrEngine
from ocr.footnote_marks import is_mark
from ocr.intake.source import Pixels
from ocr.prepare.background import without_grain
from ocr.prepare.geometry import clipped, surrounding
from ocr.prepare.upright import Upright

_DOUBTFUL = 0.5
"""A piece with a word less certain than this is read again."""
_DOUBTFUL_IF_FINE = 0.92
_STROKES = frozenset("[]()|!¡")
"""Signs that a slash between words is taken for."""
_SURER = 0.02
"""By how much another reading must be more certain to be believed; that of fine print may be as much less certain."""
_KEPT = 0.6
"""Share of the letters that the other reading must have too."""
_APART = 1.2
"""Heights of a line between two words from which on they stand in different pieces: columns, captions, noise."""
_APART_IN_SIZE = 0.4
_SMALLER = 0.8
"""The same where the one is as much lower than the other."""
_FINE_MM = 2.2
"""Height of print that is too small to be read at the scale of larger print in its line."""
_MARGIN = 0.15
_SMALL = 64
"""Pixels: a piece that is lower is enlarged twice."""
_FEW = 4
_GUESSED = 0.15
_PRINT = 0.8
"""So few letters, less certain than ``_GUESSED``, are nothing beside print of the same line that is surer than this."""
_SCRATCHES = frozenset("~—_=|¬`´ˆ^\\€©®@†‡<>°¡*'")
"""Signs that scratches, frames and pictures are taken for, however certainly, when they stand apart from print."""
_MOST = 24
"""Pieces of a page, those least certain: a page that is bad throughout would be read twice."""

Piece = tuple[Word, ...]


def read_doubted_again(page: Upright, words: tuple[Word, ...], engine: OcrEngine) -> tuple[Word, ...]:
    """The words with the better readings in the place of the worse, without noise; boxes on the level picture."""
    fine = _FINE_MM * page.image.dpi / 25.4
    lines = tuple(_lines(words))
    beside_larger = frozenset(id(piece) for line in lines for piece in line if _is_fine(piece, line, fine))
    doubted = [piece for line in lines for piece in line if _in_doubt(piece, fine=id(piece) in beside_larger)]
    doubted = sorted(doubted, key=certainty)[:_MOST]
    taken: dict[int, Piece] = {}
    for piece, found in zip(doubted, _readings(page, doubted, engine), strict=True):
        surer = -_SURER if id(piece) in beside_larger else _SURER
        if certainty(found) > certainty(piece) + surer and _letters(found) >= _KEPT * _letters(piece):
            taken |= {id(word): () for word in piece} | {id(piece[0]): found}
    read = tuple(new for word in words for new in taken.get(id(word), (word,)))
    noise = _noise(read)
    return tuple(word for word in read if id(word) not in noise)


def _readings(page: Upright, pieces: Sequence[Piece], engine: OcrEngine) -> Iterable[Piece]:
    """What is read in the place of each, on the level picture."""
    places = [_place(page, piece) for piece in pieces]
    factors = [2 if place.y1 - place.y0 < _SMALL else 1 for place in places]
    crops = [_larger(without_grain(page.level_part(place)), by) for place, by in zip(places, factors, strict=True)]
    read = engine.read_each(crops, dpi=page.image.dpi, mode=Mode.LINE) if crops else ()
    for piece, place, by, found in zip(pieces, places, factors, read, strict=True):
        yield tuple(_put(word, place, by, piece[0]) for word in found)


def certainty(words: Sequence[Word]) -> float:
    """Mean confidence of the characters; 0 where there are none."""
    count = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / count if count else 0.0


def _lines(words: Iterable[Word]) -> Iterator[tuple[Piece, ...]]:
    """The pieces of each line. It is parted where more than a space is between two words, where small print stands
    beside larger, and at footnote marks, which were read already."""
    for _, line in groupby(words, key=lambda word: (word.block, word.line)):
        row = tuple(line)
        height = max(map(_height, row))
        ends = [i for i, (a, b) in enumerate(pairwise(row), 1) if _parted(a, b, height)]
        yield tuple(row[start:end] for start, end in pairwise((0, *ends, len(row))))


def _parted(word: Word, following: Word, height: int) -> bool:
    gap = following.box.x0 - word.box.x1
    low, high = sorted((_height(word), _height(following)))
    return is_mark(word) or is_mark(following) or gap > (_APART if low > _SMALLER * high else _APART_IN_SIZE) * height


def _is_fine(piece: Piece, line: tuple[Piece, ...], fine: float) -> bool:
    """Whether a piece is of fine print beside larger: at whose scale it is read badly, and often with certainty."""
    highest = max(_height(word) for each in line for word in each)
    return max(map(_height, piece)) <= min(fine, _SMALLER * highest)


def _in_doubt(piece: Piece, *, fine: bool) -> bool:
    """Machine-readable lines and signs without letters are left to others."""
    if _letters(piece) <= 1 or is_mark(piece[0]) or any("<<" in word.text for word in piece):
        return False
    least = _DOUBTFUL_IF_FINE if fine else _DOUBTFUL
    return any(word.confidence < least for word in piece if word.text in _STROKES or any(map(str.isalnum, word.text)))


def _height(word: Word) -> int:
    return word.box.y1 - word.box.y0


def _noise(words: tuple[Word, ...]) -> frozenset[int]:
    """A few signs read by guess, apart from print of their line: hair, fingerprints and frames look like such.

    By their identity. What is alone on its line stays, and so does what may be a word: a person is to see it.
    """
    found = [piece for line in _lines(words) for piece in _beside_print(line)]
    return frozenset(id(word) for piece in found for word in piece)


def _beside_print(line: tuple[Piece, ...]) -> Iterable[Piece]:
    if not any(certainty(piece) > _PRINT for piece in line):
        return ()
    return (piece for piece in line if _is_guess(piece))


def _is_guess(piece: Piece) -> bool:
    letters = _letters(piece)
    scratches = not letters and _SCRATCHES.issuperset("".join(word.text for word in piece))
    return scratches or (letters <= _FEW and certainty(piece) < (_GUESSED if letters else _DOUBTFUL))


def _letters(words: Iterable[Word]) -> int:
    return sum(map(str.isalnum, "".join(word.text for word in words)))


def _place(page: Upright, piece: Piece) -> Box:
    """Around a piece, with a margin."""
    x0, y0, x1, y1 = surrounding([word.box for word in piece])
    margin = max(4, round(_MARGIN * (y1 - y0)))
    width, height = page.level_size
    return clipped(x0 - margin, y0 - margin, x1 + margin, y1 + margin, width, height)


def _larger(crop: Pixels, by: int) -> Pixels:
    return np.asarray(cv2.resize(crop, None, fx=by, fy=by, interpolation=cv2.INTER_CUBIC), np.uint8) if by > 1 else crop


def _put(word: Word, place: Box, by: int, first: Word) -> Word:
    """A word of a crop at its place on the level picture, in the line of the piece."""
    box = word.box
    x0, x1 = (place.x0 + round(x / by) for x in (box.x0, box.x1))
    y0, y1 = (place.y0 + round(y / by) for y in (box.y0, box.y1))
    return replace(word, box=Box(x0, y0, x1, y1), block=first.block, line=first.line)
