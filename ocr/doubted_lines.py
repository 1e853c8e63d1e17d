"""Pieces of lines that were read badly, cut out of the finest picture and read again by themselves, small print larger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

import cv2
import numpy as np

from dossier.page import Box, Word
from ocr.engine.port import Mode, OcrEngine
from ocr.footnote_marks import is_mark
from ocr.intake.source import Pixels
from ocr.prepare.background import without_grain
from ocr.prepare.geometry import clipped
from ocr.prepare.upright import Upright

_DOUBTFUL = 0.5
"""A piece with a word less certain than this is read again."""
_SURER = 0.02
"""By how much another reading must be more certain to be believed."""
_KEPT = 0.6
"""Share of the letters that the other reading must have too."""
_APART = 1.2
"""Heights of a line between two words from which on they stand in different pieces: columns, captions, noise."""
_MARGIN = 0.15
_SMALL = 64
"""Pixels: a piece that is lower is enlarged twice."""
_FEW = 4
_GUESSED = 0.15
_PRINT = 0.8
"""So few letters, less certain than ``_GUESSED``, are nothing beside print of the same line that is surer than this."""
_MOST = 24
"""Pieces of a page, those least certain: a page that is bad throughout would be read twice."""

Piece = tuple[Word, ...]


def read_doubted_again(page: Upright, words: tuple[Word, ...], engine: OcrEngine) -> tuple[Word, ...]:
    """The words with the better readings in the place of the worse, without noise; boxes on the level picture."""
    doubted = sorted(filter(_in_doubt, _pieces(words)), key=certainty)[:_MOST]
    taken: dict[int, Piece] = {}
    for piece, found in zip(doubted, _readings(page, doubted, engine), strict=True):
        if certainty(found) > certainty(piece) + _SURER and _letters(found) >= _KEPT * _letters(piece):
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


def _pieces(words: Iterable[Word]) -> Iterable[Piece]:
    """The lines, parted where more than a space is between two words, and at footnote marks, which were read already."""
    for _, line in groupby(words, key=lambda word: (word.block, word.line)):
        row = tuple(line)
        height = max(word.box.y1 - word.box.y0 for word in row)
        ends = [i for i, (a, b) in enumerate(pairwise(row), 1) if _parted(a, b, _APART * height)]
        for start, end in pairwise((0, *ends, len(row))):
            yield row[start:end]


def _parted(word: Word, following: Word, most: float) -> bool:
    return is_mark(word) or is_mark(following) or following.box.x0 - word.box.x1 > most


def _in_doubt(piece: Piece) -> bool:
    """Machine-readable lines and signs without letters are left to others."""
    text = "".join(word.text for word in piece)
    return (
        any(word.confidence < _DOUBTFUL for word in piece if any(map(str.isalnum, word.text)))
        and _letters(piece) > 1
        and "<<" not in text
        and not is_mark(piece[0])
    )


def _noise(words: tuple[Word, ...]) -> frozenset[int]:
    """A few signs read by guess, apart from print of their line: hair, fingerprints and frames look like such.

    By their identity. What is alone on its line stays, and so does what may be a word: a person is to see it.
    """
    by_line = groupby(_pieces(words), key=lambda piece: (piece[0].block, piece[0].line))
    found = [piece for _, line in by_line for piece in _beside_print(tuple(line))]
    return frozenset(id(word) for piece in found for word in piece)


def _beside_print(line: tuple[Piece, ...]) -> Iterable[Piece]:
    if not any(certainty(piece) > _PRINT for piece in line):
        return ()
    return (piece for piece in line if _is_guess(piece))


def _is_guess(piece: Piece) -> bool:
    letters = _letters(piece)
    return letters <= _FEW and certainty(piece) < (_GUESSED if letters else _DOUBTFUL)


def _letters(words: Iterable[Word]) -> int:
    return sum(map(str.isalnum, "".join(word.text for word in words)))


def _place(page: Upright, piece: Piece) -> Box:
    """Around a piece, with a margin."""
    boxes = [word.box for word in piece]
    x0, y0, x1, y1 = (
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )
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
