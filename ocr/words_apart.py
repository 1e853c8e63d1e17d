"""Words of which the engine is unsure, read by the network for lines: 19ó4 that is 1964, chủhộ: that is chủ hộ:, TỐ that is TÔ.

The engine guesses by the words that it knows where a face is new to it; the network sees the signs only (docs/line-reader.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from dossier.page import Box, Word
from ocr.intake.source import Pixels
from ocr.line_network import trained, with_room

WELL_READ = 0.93
"""Certainty of the engine from which on nothing is gained by looking at a word."""
_SURELY = 0.97
"""Certainty of the network from which on it is believed against an unsure engine."""
_REPAIRED = 0.8
"""The certainty of a word that was put right."""
_STROKES = str.maketrans("Il|1", "llll")
"""Signs that are the same stroke in many faces: which one it is the words around it say, which the engine knows better."""


def with_doubted_words_read(
    words: tuple[Word, ...], part: Callable[[Box], Pixels], below: float = WELL_READ
) -> tuple[Word, ...]:
    """The words, those put right that the network reads otherwise and surely. ``part`` gives the grey picture in a box.

    ``below``: the certainty of the engine below which a word is looked at.
    """
    return tuple(_read(word, part) if _is_doubted(word, below) else word for word in words)


def _is_doubted(word: Word, below: float) -> bool:
    seen = word.borne_out or word.apart
    return word.confidence < below and not seen and any(map(str.isalnum, word.text))


def _read(word: Word, part: Callable[[Box], Pixels]) -> Word:
    text, sure = trained().read(part(with_room(word.box)))
    if sure < _SURELY or not _may_be(word.text, text):
        return word
    return replace(word, text=text, confidence=_REPAIRED, apart=True)


def _may_be(read: str, other: str) -> bool:
    """Whether another reading is one of the same signs, and says more than the white, the case or a stroke of them."""
    if not any(map(str.isalnum, other)):
        return False
    if " " in other:
        return other.replace(" ", "") == read  # two words that were read as one; else a neighbour's sign reaches in
    same = read.casefold() == other.casefold() or read.translate(_STROKES) == other.translate(_STROKES)
    return not same and not _is_part(other, read)


def _is_part(other: str, read: str) -> bool:
    """Whether signs at the ends of what was read are missing."""
    return len(other) < len(read) and re.sub(r"^\W+|\W+$", "", other) in read


def by_network(words: Sequence[Word]) -> bool:
    """Whether the network for lines has read these words, but for some; of what Tesseract reads it puts a few right."""
    return 2 * sum(word.apart for word in words) > len(words)
