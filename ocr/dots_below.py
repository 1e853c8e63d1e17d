"""The dot below that an engine loses: Tỵ read as "TY", Mỵ as "MY", each with certainty.

Under capitals in small print the dot stands apart from its letter by a pixel or two, and the engine takes it for a speck.
The picture tells: no other mark stands alone so near under a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from statistics import median

import cv2
import numpy as np

from dossier.page import Box, Word
from dossier.text import fold
from ocr.engine.port import Mode, OcrEngine
from ocr.intake.source import Pixels
from ocr.prepare.geometry import clipped
from ocr.prepare.upright import Upright

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_DOT = "\u0323"
_BELOW, _ASIDE = 0.5, 0.6
"""Of a word's height: room under its box and beside it in which dots are looked for."""
_SMALLEST, _LARGEST, _LOWEST = 0.09, 0.3, 0.5
"""Heights and widths of a dot, and how far under the line its foot is at most, in heights of a capital."""
_FLAT, _FILLED = 1.9, 0.55
"""How many times as wide as high or as high as wide a dot is at most, and the least share of its box that is ink."""
_ATTACHED, _LARGER, _FEWEST = 0.14, 1.9, 8
"""How far below the line a dot reaches that touches its capital, in heights of that; how many times as much ink as the
dots of a dotted line a dot in it has; pixels of the smallest crop."""
_FOUND, _OPEN = 0.8, 0.6
"""The most certainty of a word whose dot another look has found, and of one where it has found none."""
_MARGIN = 0.5


def with_lost_dots(page: Upright, words: tuple[Word, ...], engine: OcrEngine) -> tuple[Word, ...]:
    """The words, those without a tone under which a dot stands read again by themselves. Boxes on the level picture.

    Only words that begin with a capital are looked at, for names are what no list puts right.
    """
    lacking = [(word, place) for word in words if (place := lost_dot(page, word.text, word.box)) is not None]
    if not lacking:
        return words
    crops = [_enlarged(page, word.box) for word, _ in lacking]
    read = engine.read_each(crops, dpi=page.image.dpi, mode=Mode.LINE)
    found = {id(word): _settled(word, place, again) for (word, place), again in zip(lacking, read, strict=True)}
    return tuple(found.get(id(word), word) for word in words)


def _settled(word: Word, place: float, again: Iterable[Word]) -> Word:
    """The word with its dot: as another look has it, if all its letters are the same, else where the picture has it.

    What no other look has seen is doubted.
    """
    bare = _bare(word.text)
    seen = [text for each in again if fold(text := _bare(each.text)) == fold(bare) and _DOT in _apart(text)]
    text, most = (seen[0], _FOUND) if seen else (dotted(bare, place), _OPEN)
    return replace(word, text=word.text.replace(bare, text), confidence=min(word.confidence, most))


def dotted(word: str, place: float) -> str:
    """A word with a dot under its vowel nearest to ``place``, a share of its width."""
    ends = np.cumsum([0.0, *(_width(letter) for letter in word)])
    middles = (ends[:-1] + ends[1:]) / 2 / ends[-1]
    vowels = [at for at, letter in enumerate(word) if fold(letter) in "aeiouy"]
    at = min(vowels, key=lambda at: abs(float(middles[at]) - place))
    return unicodedata.normalize("NFC", word[: at + 1] + _DOT + word[at + 1 :])


def _width(letter: str) -> float:
    """The width of a letter in those of an n, roughly."""
    plain = fold(letter)
    wide = 1.5 if plain in "mw" else 0.5 if plain in "iljtfr" else 1.0
    return wide * 1.25 if letter.isupper() else wide


def _apart(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _bare(text: str) -> str:
    return re.sub(r"^[\W_]+|[\W_]+$", "", text)


def lost_dot(page: Upright, text: str, box: Box) -> float | None:
    """Where under a word that was read without a tone one dot stands, as a share of its width; None where none does.

    A row of them is a line to write on.
    """
    bare = _bare(text)
    if not (bare.isalpha() and bare[:1].isupper() and bare == text.rstrip(".,:;")) or len(bare) < 2:
        return None
    if _TONES & set(_apart(bare)) or not set("aeiouy") & set(fold(bare)):
        return None
    high = box.y1 - box.y0
    width, height = page.level_size
    aside, below = round(_ASIDE * high), round(_BELOW * high)
    place = clipped(box.x0 - aside, box.y0, box.x1 + aside, box.y1 + below, width, height)
    dots = _dots(page.level_part(place), capitals=bare.isupper() and not set("QJ") & set(bare))
    share = (dots[0] + place.x0 - box.x0) / (box.x1 - box.x0) if len(dots) == 1 else -1.0
    return share if 0 < share < 1 else None


def _dots(grey: Pixels, *, capitals: bool) -> list[float]:
    """The middles of the dots under the line of print in a crop, from its left.

    Of a dotted line only one that is much larger than the others, as a dot in it is. ``capitals``: no letter reaches
    below the line, so what does has its dot touching it.
    """
    if min(grey.shape[:2], default=0) < _FEWEST:
        return []
    least, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    ink = (grey < least).astype(np.uint8)
    _, labels, parts, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    tall = parts[1:][parts[1:, cv2.CC_STAT_HEIGHT] >= 0.4 * grey.shape[0]]
    if not len(tall):
        return []
    capital = float(np.median(tall[:, cv2.CC_STAT_HEIGHT]))
    line = float(np.median(tall[:, cv2.CC_STAT_TOP] + tall[:, cv2.CC_STAT_HEIGHT]))
    found: list[tuple[float, int]] = []
    for number, (x, y, wide, high, area) in enumerate(parts[1:].tolist(), 1):
        if y + high == grey.shape[0] or y + high > line + _LOWEST * capital:
            continue
        if capitals and y < line - capital / 2 and y + high >= line + _ATTACHED * capital:
            feet = np.flatnonzero((labels[round(line) + 1 : y + high] == number).any(axis=0))
            if len(feet) and feet[-1] - feet[0] < _LARGEST * capital:
                found.append((float(feet.mean()), area))
        elif line - 1 <= y and _is_dot(wide, high, area, capital):
            found.append((x + wide / 2, area))
    usual = median(area for _, area in found) if found else 0.0
    return [x for x, area in found if len(found) == 1 or area >= _LARGER * usual]


def _is_dot(wide: int, high: int, area: int, capital: float) -> bool:
    sized = _SMALLEST * capital <= min(wide, high) and max(wide, high) <= _LARGEST * capital
    return sized and max(wide, high) <= _FLAT * min(wide, high) and area >= _FILLED * wide * high


def _enlarged(page: Upright, box: Box) -> Pixels:
    """The word three times as large, with some paper around it."""
    margin = round(_MARGIN * (box.y1 - box.y0))
    place = clipped(box.x0 - margin, box.y0 - margin, box.x1 + margin, box.y1 + margin, *page.level_size)
    return np.asarray(cv2.resize(page.level_part(place), None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC), np.uint8)
