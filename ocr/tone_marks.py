"""Tone marks over â, ă, ê and ô that an engine loses: Yến read as "Yên", Tuyển as "Tuyên", each with certainty.

The engine reads such a word twice in the same way. The picture tells: a circumflex ends about where capitals do, and in most
faces what stands on it is higher (in Times and its like it stands beside it). Above the capitals' top, in shares of their
height, measured on 76 scanned pages: a circumflex alone 0.15 at most in 99 of 100 words, with a mark on it 0.10 to 0.43;
between capitals 0.20 to 0.40 alone, 0.25 to 0.70 with a mark.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from dossier.page import Box, Word
from dossier.text import fold
from ocr.engine.port import Mode, OcrEngine
from ocr.intake.source import Pixels
from ocr.prepare.geometry import clipped
from ocr.prepare.upright import Upright

_HIGH = frozenset("\u0300\u0301\u0303\u0309")
"""Grave, acute, tilde, hook: tones that stand above."""
_TONES = _HIGH | {"\u0323"}
_HATS = frozenset("\u0302\u0306")
_TALL, _TALL_CAPITAL = 0.145, 0.43
"""From how far above the capitals' top on, in shares of their height, something stands on a hat."""
_ABOVE = 0.3
"""Of a word's height: room over its box for what the engine left out of it."""
_NARROW, _WIDE, _CAPITAL = 0.55, 1.5, 1.25
"""Widths of letters, in those of an n."""
_DOTTED = frozenset("ij")
"""Letters whose dots look like marks of the letter beside them."""
_MARK_ENDS, _AS_LARGE = 0.3, 0.25
"""Heights of a capital below its top above which marks end; share of the largest mark's ink that another has at least."""
_SPECK = 3
"""Pixels of the smallest mark."""
_FOUND, _OPEN = 0.8, 0.88
"""The most certainty of a word whose mark another look has found, and of one where it has found none."""
_MARGIN = 0.4


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter without its marks, and those."""

    bare: str
    marks: frozenset[str]

    @property
    def width(self) -> float:
        """In widths of an n."""
        if self.bare in "mwMW":
            return _WIDE
        return _NARROW if self.bare in "iljtfrIJ" else _CAPITAL if self.bare.isupper() else 1.0


def with_lost_marks(page: Upright, words: tuple[Word, ...], engine: OcrEngine) -> tuple[Word, ...]:
    """The words, those that lack a mark read again by themselves.

    Boxes on the level picture. Only words that begin with a capital are looked at, for names are what no list puts right.
    """
    lacking = [word for word in words if _lacks_mark(page, word)]
    if not lacking:
        return words
    crops = [_enlarged(page, word) for word in lacking]
    read = engine.read_each(crops, dpi=page.image.dpi, mode=Mode.LINE)
    found = {id(word): _settled(word, again) for word, again in zip(lacking, read, strict=True)}
    return tuple(found.get(id(word), word) for word in words)


def _settled(word: Word, again: Iterable[Word]) -> Word:
    """The word with the mark that another look has found, if all its letters are the same.

    Any other is nearly believed: dust and frames stand over words too.
    """
    bare = _bare(word.text)
    alike = [text for each in again if fold(text := _bare(each.text)) == fold(bare)]
    text = _joined(bare, alike[0]) if alike else bare
    if _is_marked(_letters(text)):
        return replace(word, text=word.text.replace(bare, text), confidence=min(word.confidence, _FOUND))
    return replace(word, confidence=min(word.confidence, _OPEN))


def _joined(first: str, second: str) -> str:
    """The first reading, with the tone that the second has over the letter whose hat only the first has seen."""
    pairs = zip(_letters(first), _letters(second), strict=False)
    letters = [
        (one.bare, one.marks | (other.marks & _HIGH) if one.marks & _HATS and not one.marks & _HIGH else one.marks)
        for one, other in pairs
    ]
    joined = "".join(bare + "".join(sorted(marks, key=_HIGH.__contains__)) for bare, marks in letters)
    return unicodedata.normalize("NFC", joined)  # a hat stands before the tone on it


def _bare(text: str) -> str:
    return re.sub(r"^[\W_]+|[\W_]+$", "", text)


def _letters(text: str) -> tuple[_Letter, ...]:
    found: list[tuple[str, set[str]]] = []
    for each in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(each):
            found.append((each, set()))
        elif found:
            found[-1][1].add(each)
    return tuple(_Letter(bare, frozenset(marks)) for bare, marks in found)


def _is_marked(letters: Sequence[_Letter]) -> bool:
    return any(letter.marks & _HATS and letter.marks & _HIGH for letter in letters)


def _lacks_mark(page: Upright, word: Word) -> bool:
    """Whether something stands on the one hat of a word that was read without it."""
    text = _bare(word.text)
    letters = _letters(text)
    hats = [at for at, letter in enumerate(letters) if letter.marks & _HATS]
    in_one_case = text[1:].islower() or text.isupper()
    if not (text.isalpha() and text[:1].isupper() and in_one_case and len(hats) == 1 and hats[0] > 0):
        return False
    if letters[0].marks & _HATS or any(letter.marks & _TONES for letter in letters):
        return False  # no capital to measure by, or the one tone that a syllable has was read
    over = _over_hat(page, word.box, letters, hats[0])
    if over is None:
        return False
    beside = {letters[at].bare for at in (hats[0] - 1, hats[0] + 1) if at < len(letters)}
    parted = over.marks > 1 and not beside & _DOTTED
    return parted or over.height > (_TALL_CAPITAL if text.isupper() else _TALL)


@dataclass(frozen=True, slots=True)
class _Over:
    """What stands over a letter: how far it rises above the first one, in heights of that, and of how many parts it is."""

    height: float
    marks: int


def _over_hat(page: Upright, box: Box, letters: Sequence[_Letter], hat: int) -> _Over | None:
    """What stands over the letter ``hat``; None where it is not to be seen."""
    width, height = page.level_size
    above = round(_ABOVE * (box.y1 - box.y0))
    place = clipped(box.x0, box.y0 - above, box.x1, box.y1, width, height)
    grey = page.level_part(place)
    if min(grey.shape[:2]) < 2 * _SPECK:
        return None
    least, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    ink = (grey < least).astype(np.uint8)
    ends = np.cumsum([0.0, *(letter.width for letter in letters)])
    ends *= ink.shape[1] / ends[-1]
    capital = _parts(ink[:, : round(0.9 * ends[1])])
    own = ends[hat + 1] - ends[hat]
    left = max(ends[1] if hat == 1 else 0.0, ends[hat] - 0.3 * own)
    over = _parts(ink[:, int(left) : int(ends[hat + 1] + 0.5 * own) + 1])
    over = over[over[:, cv2.CC_STAT_TOP] < 0.6 * ink.shape[0]]
    over = over[over[:, cv2.CC_STAT_TOP] + over[:, cv2.CC_STAT_HEIGHT] > 0.3 * (box.y0 - place.y0)]
    if not len(capital) or not len(over):
        return None
    first = capital[np.argmax(capital[:, cv2.CC_STAT_HEIGHT])]
    height = first[cv2.CC_STAT_HEIGHT]
    return _Over(float((first[cv2.CC_STAT_TOP] - over[:, cv2.CC_STAT_TOP].min()) / height), _marks(over, first))


def _marks(parts: NDArray[np.int32], first: NDArray[np.int32]) -> int:
    """How many of the parts are marks: none reaches far down, none is much smaller than the largest."""
    bottom = parts[:, cv2.CC_STAT_TOP] + parts[:, cv2.CC_STAT_HEIGHT]
    high = parts[bottom <= first[cv2.CC_STAT_TOP] + _MARK_ENDS * first[cv2.CC_STAT_HEIGHT]]
    areas = high[:, cv2.CC_STAT_AREA]
    return int(np.count_nonzero(areas >= _AS_LARGE * areas.max())) if len(areas) else 0


def _parts(ink: Pixels) -> NDArray[np.int32]:
    """The connected parts of ink (rows: left, top, width, height, area), without specks."""
    if not ink.size:
        return np.zeros((0, 5), np.int32)
    _, _, found, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(ink))
    parts = np.asarray(found[1:], np.int32)
    return parts[parts[:, cv2.CC_STAT_AREA] >= _SPECK]


def _enlarged(page: Upright, word: Word) -> Pixels:
    """The word twice as large, with some paper around it."""
    margin = round(_MARGIN * (word.box.y1 - word.box.y0))
    box, (width, height) = word.box, page.level_size
    place = clipped(box.x0 - margin, box.y0 - margin, box.x1 + margin, box.y1 + margin, width, height)
    return np.asarray(cv2.resize(page.level_part(place), None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)
