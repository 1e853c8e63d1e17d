"""Small letters and capitals that differ in size only, told by the size of the letter behind them.

Addresses begin with "Số 7", "số 7", "Xóm Chùa" or "xóm Chùa" as the writer liked, and engines read one for the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import cv2
import numpy as np

from dossier.page import Box, Word
from dossier.text import fold
from ocr.intake.source import Pixels
from ocr.spots import spots

_ASKED = re.compile(r"[SsXx](?:ố|óm)")
_LETTER = 0.42
"""Of the height of the tallest part of a word: what letters have at least."""
_ABOVE = 0.6
"""Of the height of a word: what ends over this from the top is a mark."""
_LOW = frozenset("acemnorsuvxz")
_SMALL, _CAPITAL = 0.85, 0.92
"""Heights of a capital or a figure up to which a letter is small, and from which on it is a capital."""
_AS_SMALL, _LARGER = 1.1, 1.2
"""The same in heights of a small letter."""
_NO_LARGER = 1.17
"""Times as high as its neighbour a round letter is, in small print."""
_OF_ONE_SHAPE, _LOW_OR_DOTTED = frozenset("cosuvwxz"), _LOW | {"i"}
_SINGLE = 1.8
"""Heights of a letter that it is wide at most; what is wider is two that touch."""
_LEAST = 20
"""Pixels of the letter that a first one is held against, at least: of smaller ones a few pixels are much."""
_UNTOLD = 0.8
"""The most certainty of a word whose first letter may be either."""


def with_case_checked(words: tuple[Word, ...], part: Callable[[Box], Pixels]) -> tuple[Word, ...]:
    """The words; those that addresses begin with in the case that they are printed in, or in doubt.

    ``part`` gives the grey picture in a box of the words.
    """
    return tuple(_checked(words, part))


def _checked(words: tuple[Word, ...], part: Callable[[Box], Pixels]) -> Iterator[Word]:
    for at, word in enumerate(words):
        if word.apart and _shows_itself(word.text):
            yield _as_large_as_shown(word, part(word.box))
            continue
        after = words[at + 1] if at + 1 < len(words) else None
        if after is None or (word.block, word.line) != (after.block, after.line) or not _can_be_told(word, after):
            yield word
            continue
        capital = _is_capital(part(word.box), part(after.box), after.text[:1])
        if capital is None:
            yield replace(word, confidence=min(word.confidence, _UNTOLD))
        else:
            yield replace(word, text=word.text.capitalize() if capital else word.text.lower())


def _can_be_told(word: Word, after: Word) -> bool:
    """Whether an address may begin so, before a figure, a capital or a letter without a stem: stems differ in height.

    So do the tails of a Q.
    """
    first = after.text[:1]
    return (
        _ASKED.fullmatch(word.text) is not None
        and first != "Q"
        and (first.isupper() or first.isdigit() or fold(first) in _LOW)
    )


def _shows_itself(text: str) -> bool:
    """Whether a letter of a word shows how large its first one is, which is of either case: one without stem or mark."""
    first, rest = fold(text[:1]), text[1:]
    return first in _OF_ONE_SHAPE and rest.isalpha() and rest.islower() and _plain_letter(text) > 0


def _plain_letter(text: str) -> int:
    """The first letter without stem or mark behind the first of a word; 0 for none."""
    return next((at for at, letter in enumerate(text) if at and letter in _LOW_OR_DOTTED), 0)


def _as_large_as_shown(word: Word, grey: Pixels) -> Word:
    """A word that the network for lines has read, which sees letters but not how large they are.

    Of letters behind others, which may touch, nothing is told but of words whose letters all stand apart.
    """
    plain, letters = _plain_letter(word.text), _letters(grey)
    if len(letters) < 2 or (plain > 1 and len(letters) != len(word.text)):
        return word
    first, other = letters[0], letters[plain]
    if any(width > _SINGLE * height for width, height in (first, other)):
        return word
    if first[1] >= _LARGER * other[1]:
        return replace(word, text=word.text[:1].upper() + word.text[1:])
    return replace(word, text=word.text.lower()) if first[1] <= _NO_LARGER * other[1] else word


def _is_capital(word: Pixels, after: Pixels, letter: str) -> bool | None:
    """Whether a word begins with a capital, by the first letter of the next; None where that cannot be told."""
    first, second = _first_height(word), _first_height(after)
    if not first or second < _LEAST:
        return None
    small, capital = (_AS_SMALL, _LARGER) if letter.islower() else (_SMALL, _CAPITAL)
    return True if first >= capital * second else False if first <= small * second else None


def _first_height(grey: Pixels) -> int:
    """The height in pixels of the first letter of a word without its marks; 0 where there is none."""
    return next((height for _, height in _letters(grey)), 0)


def _letters(grey: Pixels) -> list[tuple[int, int]]:
    """The width and the height in pixels of each letter of a word, or of several that touch, without their marks."""
    if min(grey.shape[:2]) < 2:
        return []
    least, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    _, parts = spots(np.asarray(grey < least, np.uint8))
    heights = parts[1:, cv2.CC_STAT_HEIGHT]
    bottoms = parts[1:, cv2.CC_STAT_TOP] + heights
    letters = parts[1:][(heights >= _LETTER * heights.max(initial=0)) & (bottoms > _ABOVE * len(grey))]
    placed = letters[np.argsort(letters[:, cv2.CC_STAT_LEFT], kind="stable")]
    return [(int(each[cv2.CC_STAT_WIDTH]), int(each[cv2.CC_STAT_HEIGHT])) for each in placed]
