"""The words in a line of print: what the network for lines reads in it, and where each of them stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from dossier.page import Box, Word
from dossier.text import fold, tidy
from ocr.engine.port import Pixels
from ocr.line_network import Sign, joined, trained, with_room

Mask = NDArray[np.bool_]

LEAST_HEIGHT = 6
"""Pixels that print is high."""
_WIDE = 0.8
"""White of so much of a line's height parts what stands in it: the network has seen no wider space."""
_ON_LINE, _ABOVE, _BELOW = 0.1, 2.1, 0.75
"""Of a line's height: how near its letters stand to their line; of such a letter's: how high and deep print reaches."""
_LETTER = 0.45
"""Of the usual height of spots: what letters have at least."""
_FLAT, _LONG, _HIGH = 0.07, 3, 0.25
"""Of the height of letters with their marks: what is no higher than that is flat, and above that from the top no stroke of a
text is; how many times as long as high it is."""
_FEWEST = 3
"""Letters that show on which row they stand."""
_SAME_SHAPE = frozenset("cosvxz")
"""Letters whose capitals differ from them in size only."""
_LEAST_CHANCE = 0.4
"""Mean chance of the least likely signs of words up to which they are no words."""
_SPECK = 0.5
"""Chance of a sign at the end of a word below which it is no sign, unless it is a letter or a figure."""


@dataclass(frozen=True, slots=True)
class Line:
    """Where a line of print is, the rows that its letters stand on at its ends, its block and its number on the page."""

    box: Box
    base: tuple[int, int]
    block: int
    number: int

    def base_under(self, part: Box) -> float:
        """The row that the letters of a part of it stand on in its middle."""
        left, right = self.base
        share = ((part.x0 + part.x1) / 2 - self.box.x0) / max(self.box.x1 - self.box.x0, 1)
        return left + share * (right - left)


def words_of(line: Line, grey: Pixels, ink: Mask, above: Sequence[Line] = ()) -> Iterator[Word]:
    """The words of a line of a grey page, each with the box around its ink; ``ink`` is where the page is dark.

    ``above``: lines that the line's box reaches into.
    """
    for wide in _pieces(ink, line.box):
        base = line.base_under(wide)
        part = wide._replace(y0=max(wide.y0, *(_foot(each, wide, base) for each in above), 0))
        if part.y1 - part.y0 < LEAST_HEIGHT or not _bears_letters(ink, part, base):
            continue  # it is the other line's, or a speck
        found = tuple(_words_in(_trimmed(ink, part, base), line, grey, ink))
        if _is_print(found):
            yield from found


def _bears_letters(ink: Mask, part: Box, base: float) -> bool:
    """Whether there is ink where letters and strokes of a text are, and not only under them or over them."""
    top = round(base - (1 - _HIGH) * (base - part.y0))
    return bool(ink[max(top, 0) : round(base) + 1, part.x0 : part.x1].any())


def _foot(above: Line, part: Box, base: float) -> int:
    """The row under the letters of another line where it stands over a part of a line; 0 where it does not."""
    over = above.base_under(part)
    beside = above.box.x1 <= part.x0 or part.x1 <= above.box.x0
    return 0 if beside or over > base - LEAST_HEIGHT * _ROOM_OF_LETTERS else round(over) + 1


_ROOM_OF_LETTERS = 1.5
"""Of the least height of print: how far one line stands under another, at least."""


def _words_in(piece: Box, line: Line, grey: Pixels, ink: Mask) -> Iterator[Word]:
    room = with_room(piece)
    signs = trained().signs(grey[room.y0 : room.y1, room.x0 : room.x1])
    words = [list(found) for white, found in groupby(signs, lambda sign: sign.text == " ") if not white]
    for found, (x0, x1) in zip(words, pairwise(_edges(ink, piece, words, room.x0)), strict=True):
        text, chance = joined(_without_specks(found))
        box = _around(ink, Box(x0, piece.y0, x1, piece.y1))
        if box and text:
            yield Word(_cased(tidy(text)), box, chance, line.block, line.number, apart=True)


def _is_print(words: Sequence[Word]) -> bool:
    """Whether what was read in a part of a line is print, rather than strokes of a pen or a part of an emblem.

    A part is kept or left out as a whole: a name without its last word would look like a sure one.
    """
    signs = sum(len(word.text) for word in words)
    return sum(len(word.text) * word.confidence for word in words) > _LEAST_CHANCE * signs


def _without_specks(signs: Sequence[Sign]) -> Sequence[Sign]:
    """The signs of a word without those at its ends that are hardly seen and no letters: what is left of leaders."""
    sure = [at for at, sign in enumerate(signs) if sign.text.isalnum() or sign.chance >= _SPECK]
    return signs[sure[0] : sure[-1] + 1] if sure else ()


def _cased(text: str) -> str:
    """A word whose letters that differ in size only are what its others are: so for sO, thuộc for thuộC, CỘNG for cộNG."""
    telling = [letter for letter in text if letter.isalpha() and fold(letter) not in _SAME_SHAPE]
    if len(telling) > 1 and all(map(str.isupper, telling)):
        return text.upper()
    if telling and all(map(str.islower, telling)):
        return text[:1] + text[1:].lower()
    letters = list(text)
    for at, (before, letter) in enumerate(pairwise(text), start=1):
        if before.islower() and letter.isupper() and fold(letter) in _SAME_SHAPE:
            letters[at] = letter.lower()
    return "".join(letters)


def clear_rests(ink: Mask, line: Line) -> None:
    """Take what is left of rules out of the ink of a page: flat spots under the letters of a line or above them.

    Strokes of a text lie between the two.
    """
    x0, y0, x1, y1 = line.box
    part = ink[y0:y1, x0:x1]
    if not part.size:
        return
    _, labels, stats, _ = cv2.connectedComponentsWithStats(part.astype(np.uint8))
    rise = min(line.base) - y0
    tops, heights = stats[:, cv2.CC_STAT_TOP], stats[:, cv2.CC_STAT_HEIGHT]
    flat = (heights <= max(2, _FLAT * rise)) & (stats[:, cv2.CC_STAT_WIDTH] >= _LONG * heights)
    away = (tops + y0 > max(line.base)) | (tops + heights < _HIGH * rise)
    rests = np.flatnonzero(flat & away)
    if len(rests):
        part &= ~np.isin(labels, rests)


def inked(ink: Mask, box: Box, axis: int) -> Mask:
    """Which columns (axis 0) or rows (axis 1) of a box bear ink."""
    return np.asarray(ink[box.y0 : box.y1, box.x0 : box.x1].any(axis=axis), np.bool_)


def runs(along: Mask, apart: float) -> Iterator[tuple[int, int]]:
    """Where ink begins and ends along an axis; less white than ``apart`` pixels is within."""
    places = np.flatnonzero(along)
    if not len(places):
        return
    wide = np.flatnonzero(np.diff(places) > max(1.0, apart))
    for start, end in zip((0, *(wide + 1)), (*wide, len(places) - 1), strict=True):
        yield int(places[start]), int(places[end]) + 1


def _pieces(ink: Mask, box: Box) -> Iterator[Box]:
    """The parts of a line that wide white stands between."""
    for start, end in runs(inked(ink, box, axis=0), _WIDE * (box.y1 - box.y0)):
        yield Box(box.x0 + start, box.y0, box.x0 + end, box.y1)


def _trimmed(ink: Mask, piece: Box, base: float) -> Box:
    """A part of a line without what reaches into it from lines above and below, and without a picture beside it."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink[piece.y0 : piece.y1, piece.x0 : piece.x1].astype(np.uint8))
    tall = stats[1:][stats[1:, cv2.CC_STAT_HEIGHT] >= LEAST_HEIGHT]
    usual = np.median(tall[:, cv2.CC_STAT_HEIGHT]) if len(tall) else 0
    tall = tall[tall[:, cv2.CC_STAT_HEIGHT] >= _LETTER * usual]  # the dot under "Vợ" is no letter that stands there
    heights = tall[:, cv2.CC_STAT_HEIGHT]
    bottoms = np.asarray(piece.y0 + tall[:, cv2.CC_STAT_TOP] + heights, np.int32)
    base = _base_of(bottoms, bottoms[tall[:, cv2.CC_STAT_TOP] > 0], base, _ON_LINE * (piece.y1 - piece.y0))
    standing = heights[np.abs(bottoms - base) <= _ON_LINE * (piece.y1 - piece.y0)]
    if not len(standing):
        return piece
    letter = float(np.median(standing))
    top, bottom = round(base - _ABOVE * letter), round(base + _BELOW * letter)
    band = piece._replace(y0=max(piece.y0, top), y1=min(piece.y1, bottom))
    return _around(ink, band) or piece


def _base_of(bottoms: NDArray[np.int32], whole: NDArray[np.int32], base: float, near: float) -> float:
    """The row that the letters of a part of a line stand on: another than the line's where it stands beside two lines.

    ``whole``: of these what the upper edge of the line does not cut.
    """
    if int((np.abs(bottoms - base) <= near).sum()) > 1:
        return base
    rows = np.sort(whole)
    on = np.searchsorted(rows, rows + near, "right") - np.searchsorted(rows, rows - near, "left")
    return float(rows[int(on.argmax())]) if int(on.max(initial=0)) >= _FEWEST else base


def _edges(ink: Mask, piece: Box, words: Sequence[Sequence[Sign]], left: int) -> list[int]:
    """Where words begin and end: the edges of the piece, and between the middle of the widest white from sign to sign."""
    if not words:
        return []
    cuts = [
        _widest_white(ink, piece, left + round(before[-1].x), left + round(after[0].x))
        for before, after in pairwise(words)
    ]
    return [piece.x0, *cuts, piece.x1]


def _widest_white(ink: Mask, piece: Box, x0: int, x1: int) -> int:
    """The middle of the widest run of columns without ink from one place to another, or of the way between them."""
    x0, x1 = max(x0, piece.x0), min(x1, piece.x1)
    columns = inked(ink, piece._replace(x0=x0, x1=x1), axis=0)
    edges = np.flatnonzero(np.concatenate(([True], columns, [True])))
    gaps = np.diff(edges)
    if not len(gaps) or gaps.max() <= 1:
        return (x0 + x1) // 2
    widest = int(gaps.argmax())
    return x0 + int(edges[widest] + edges[widest + 1]) // 2


def _around(ink: Mask, box: Box) -> Box | None:
    """The ink in a box; None where there is none."""
    rows, columns = (np.flatnonzero(inked(ink, box, axis)) for axis in (1, 0))
    if not len(rows):
        return None
    return Box(
        box.x0 + int(columns[0]), box.y0 + int(rows[0]), box.x0 + int(columns[-1]) + 1, box.y0 + int(rows[-1]) + 1
    )
