"""Which way up a page is: from the shape of its print, and by reading a strip each way where it then reads badly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dossier.page import Word
from ocr.engine.port import Mode, OcrEngine
from ocr.intake.source import Pixels
from ocr.prepare.features import Sketch
from ocr.prepare.geometry import Straightening, turned
from ocr.prepare.lines import Lines, find_lines, upward

_CLEAR_LINES = 1.4
_CLEAR_LINES_OF_LITTLE = 3.5
_CLEARLY_UP = 0.18
"""Measured on 35 real pages: running text 0.20 to 0.48, tables down to -0.14."""
_ENOUGH_LETTERS = 900
"""Cards and short letters have fewer; the marks of so little print do not tell up from down."""
_STRIP_MM = 16.0
_CARD_STRIP_MM = 32.0
_CLEARLY_BETTER = 1.3
_PLENTY, _WELL = 25.0, 0.55
"""Letters, and their mean squared confidence, from which no other way up is tried: scanned cards have 0.67 to 0.81,
upside down 0.16 to 0.23."""


ALL_WAYS = (0, 90, 180, 270)


@dataclass(frozen=True, slots=True)
class Orientation:
    """``turn``: clockwise degrees that put the page upright; ``lines`` of the page so turned.

    ``sure``: the print shows it clearly. ``ways``: the turns worth trying when the page reads badly, ``turn`` first.
    """

    turn: int
    lines: Lines
    sure: bool = True
    ways: tuple[int, ...] = ()


def orient(drawn: Sketch, *, photo: bool = False) -> Orientation:
    """Judge by the lines and the marks above them.

    Of a ``photo`` without clear lines nothing else is worth trying: there is most likely no print on it.
    """
    lines = find_lines(drawn.letters, drawn.letter_count)
    if not drawn.letter_count or lines.clarity == 1.0 or (photo and lines.clarity < _CLEAR_LINES):
        return Orientation(0, lines)
    first = 90 if lines.quarter else 0
    little = drawn.letter_count < _ENOUGH_LETTERS
    if lines.clarity < (_CLEAR_LINES_OF_LITTLE if little else _CLEAR_LINES):
        return Orientation(first, lines, sure=False, ways=(first, *(turn for turn in ALL_WAYS if turn != first)))
    up = upward(turned(drawn.letters, first), lines.angle)
    if little or abs(up) < _CLEARLY_UP:
        return Orientation(first, lines, sure=False, ways=(first, first + 180))
    turn = first if up > 0 else first + 180
    return Orientation(turn, lines, ways=(turn, *(other for other in ALL_WAYS if other != turn)))


def orient_by_reading(
    grey: Pixels, drawn: Sketch, engine: OcrEngine, dpi: int, ways: tuple[int, ...] = ALL_WAYS
) -> Orientation:
    """The turn under which a strip reads best; the first of ``ways`` unless another is clearly better."""
    lines = {turn: find_lines(turned(drawn.letters, turn), drawn.letter_count) for turn in ways}
    strips = [_strip(grey, drawn, dpi, turn, lines[turn].angle) for turn in ways]
    read = engine.read_each(strips, dpi=dpi, mode=Mode.BLOCK)
    scores = {turn: reading_score(words) for turn, words in zip(ways, read, strict=True)}
    best = max(ways, key=lambda turn: scores[turn])
    chosen = best if scores[best] > _CLEARLY_BETTER * scores[ways[0]] else ways[0]
    return Orientation(chosen, lines[chosen])


def reads_well(words: tuple[Word, ...]) -> bool:
    """Read so surely that no other way up can be meant?"""
    return reading_score(words) > max(_PLENTY, _WELL * letters_in(words))


_FEWEST_WORDS, _MOSTLY = 8, 0.7


def runs_sideways(words: tuple[Word, ...]) -> bool:
    """Whether most words stand taller than wide: the recogniser turns such lines by itself and reads them out of order."""
    long = [word.box for word in words if letters_in((word,)) >= 3 and word.confidence > 0.5]
    tall = sum(box.y1 - box.y0 > box.x1 - box.x0 for box in long)
    return len(long) >= _FEWEST_WORDS and tall > _MOSTLY * len(long)


def _strip(grey: Pixels, drawn: Sketch, dpi: int, turn: int, angle: float) -> Pixels:
    """The part of the turned page with most letters, made level."""
    letters = turned(drawn.letters, turn)
    rows, columns = letters.sum(axis=1, dtype=np.int64), np.flatnonzero(letters.any(axis=0))
    strip_mm = _STRIP_MM if drawn.letter_count >= _ENOUGH_LETTERS else _CARD_STRIP_MM
    height = min(max(1, round(strip_mm * dpi * drawn.factor / 25.4)), len(rows))
    top = int(np.convolve(rows, np.ones(height, dtype=np.int64), mode="valid").argmax())
    y0, y1, x0, x1 = (round(v / drawn.factor) for v in (top, top + height, columns[0], columns[-1] + 1))
    strip = np.ascontiguousarray(turned(grey, turn)[y0:y1, x0:x1])
    return Straightening.by(angle, strip.shape[1], strip.shape[0]).apply(strip)


def reading_score(words: tuple[Word, ...]) -> float:
    """How much was read with confidence: letters of words weighted by the square of their confidence."""
    return sum(word.confidence**2 * letters_in((word,)) for word in words)


def letters_in(words: tuple[Word, ...]) -> int:
    """Letters and digits in all."""
    return sum(sum(map(str.isalnum, word.text)) for word in words)
