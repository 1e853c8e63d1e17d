"""Print that the engine passed over."""

from __future__ import annotations

from collections.abc import Iterable

from dossier.page import Word
from ocr.intake.source import Pixels


def unread_letters(letters: Pixels, factor: float, words: Iterable[Word]) -> Pixels:
    """1 where a letter-sized spot of a sketch lies outside every word; the words' boxes are in pixels of the page."""
    left = letters.copy()
    for word in words:
        x0, y0, x1, y1 = (round(value * factor) for value in word.box)
        left[max(0, y0 - 2) : y1 + 2, max(0, x0 - 2) : x1 + 2] = 0
    return left
