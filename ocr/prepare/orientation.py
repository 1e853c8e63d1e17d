"""Which way up a page is: free of charge where the print says so clearly, by reading a strip where it does not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dossier.page import Word
from ocr.engine.port import Mode, OcrEngine
from ocr.intake.source import Pixels
from ocr.prepare.features import Sketch
from ocr.prepare.geometry import turned
from ocr.prepare.lines import Lines, find_lines, upward

_CLEAR_LINES = 1.4
_CLEARLY_UP = 0.18
"""Measured on 35 real pages: running text 0.20 to 0.48, tables down to -0.14."""
_STRIP_MM = 16.0
_CLEARLY_BETTER = 1.3


@dataclass(frozen=True, slots=True)
class Orientation:
    """``turn``: clockwise degrees that put the page upright; ``lines`` of the upright page; ``tried`` by reading."""

    turn: int
    lines: Lines
    tried: bool


def orient(grey: Pixels, drawn: Sketch, engine: OcrEngine, dpi: int) -> Orientation:
    """Decide by the lines and the marks above them; read a strip each way where these are not clear."""
    lines = find_lines(drawn.letters, drawn.letter_count)
    if not drawn.letter_count or lines.clarity == 1.0:
        return Orientation(0, lines, tried=False)
    first = 90 if lines.quarter else 0
    if lines.clarity < _CLEAR_LINES:
        return _tried(grey, drawn, engine, dpi, (0, 90, 180, 270))
    up = upward(turned(drawn.letters, first), lines.angle)
    if abs(up) < _CLEARLY_UP:
        return _tried(grey, drawn, engine, dpi, (first, first + 180))
    return Orientation(first if up > 0 else first + 180, lines, tried=False)


def orient_by_reading(grey: Pixels, drawn: Sketch, engine: OcrEngine, dpi: int) -> Orientation:
    """Try all four ways, for a page that could not be read as it was."""
    return _tried(grey, drawn, engine, dpi, (0, 90, 180, 270))


def _tried(grey: Pixels, drawn: Sketch, engine: OcrEngine, dpi: int, turns: tuple[int, ...]) -> Orientation:
    """The turn under which a strip reads best; the first one unless another is clearly better."""
    scores = {turn: _strip_score(grey, drawn, engine, dpi, turn) for turn in turns}
    best = max(turns, key=lambda turn: scores[turn])
    chosen = best if scores[best] > _CLEARLY_BETTER * scores[turns[0]] else turns[0]
    letters = turned(drawn.letters, chosen)
    return Orientation(chosen, find_lines(letters, drawn.letter_count), tried=True)


def _strip_score(grey: Pixels, drawn: Sketch, engine: OcrEngine, dpi: int, turn: int) -> float:
    rows = turned(drawn.letters, turn).sum(axis=1, dtype=np.int64)
    height = max(1, round(_STRIP_MM * dpi * drawn.factor / 25.4))
    sums = np.convolve(rows, np.ones(min(height, len(rows)), dtype=np.int64), mode="valid")
    top = round(int(sums.argmax()) / drawn.factor)
    strip = turned(grey, turn)[top : top + round(height / drawn.factor)]
    return reading_score(engine.read(strip, dpi=dpi, mode=Mode.BLOCK))


def reading_score(words: tuple[Word, ...]) -> float:
    """How much was read with confidence: letters of words weighted by the square of their confidence."""
    return sum(word.confidence**2 * sum(map(str.isalnum, word.text)) for word in words)
