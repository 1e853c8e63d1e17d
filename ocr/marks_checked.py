"""Names held against the marks over their letters: TIẾN that the engine reads as "TIÊN", Vinh as "Vĩnh", Nhi as "Nhỉ".

A syllable has one tone, and engines take one for another where a face sets it small or close to a circumflex. What stands
over the letters a network judges that knows nothing of what the engine has read (docs/mark-shapes.md). A hat that touches
its letter is not seen by it; tones it hardly ever takes for each other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dossier.page import Box, Word
from dossier.text import fold
from ocr.intake.source import Pixels
from ocr.mark_parts import Marked, marks_in
from ocr.mark_shapes import DOT, HATS, KINDS, NETWORK, TONES, mark_over, with_mark
from ocr.network import trained
from ocr.syllable import is_syllable

_NAME = re.compile(r"[^\W\d_]{2,}")
_ALONE = re.compile(r"[\W_]*[^\W\d_]{2,}[\W_]*")
"""One run of letters: of "xã/Thành" nobody knows which marks are whose, of "437/UBND" they do not bear the figures out."""
_ABOVE, _BESIDE, _BELOW = 0.6, 0.04, 0.15
"""Of a word's height: room over its box, beside and under it, for marks that the engine left out of it."""
_SURE, _SURELY_OTHER = 0.9, 0.97
"""From which chance on the network tells a mark, and from which on it is believed against the engine."""
_SURELY_HAT = 0.98
"""The same of a hat over a letter that was read without: 18 that were told so were all printed, below it 12 of 14."""
_WELL_READ, _BEYOND_DOUBT = 0.95, 0.99
"""From which certainty of the engine on the network must be surer."""
_REPAIRED, _DOUBTED = 0.8, 0.4
"""The most certainty of a word in which a mark was put right, and of one in which it may be another."""
_BELOW_LETTER = "\u0323"
_COMMA = re.compile(r"[^\W\d_],$")
"""What is taken for a dot under the letter before it: "NHỊ," for NHI,"""
_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A mark over the letter ``at`` of a word and how likely it is that."""

    at: int
    over: str
    chance: float


def with_marks_checked(words: tuple[Word, ...], part: Callable[[Box], Pixels]) -> tuple[Word, ...]:
    """The words with what the marks over them say: borne out, put right or in doubt.

    Looked at are those that begin with a capital, for names are what no list puts right, and those read with less certainty
    than most. ``part`` gives the grey picture in a box of the words, which may reach over its edge.
    """
    return tuple(_checked(word, part) if _is_asked(word) else word for word in words)


def _is_asked(word: Word) -> bool:
    return word.text[:1].isupper() or word.confidence < _WELL_READ


def _checked(word: Word, part: Callable[[Box], Pixels]) -> Word:
    found = _NAME.search(word.text) if _ALONE.fullmatch(word.text) else None
    if found is None or word.borne_out:
        return word
    text, marked = found[0], marks_in(part(_around(word.box)))
    seen = _seen(text, marked)
    if seen is None:
        return word
    below = marked.dots == sum(_BELOW_LETTER in unicodedata.normalize("NFD", letter) for letter in text)
    if marked.dots == 0 and _COMMA.search(word.text) and _BELOW_LETTER in unicodedata.normalize("NFD", text[-1]):
        return replace(word, confidence=min(word.confidence, _DOUBTED))
    wanted = [each for each in seen if not _agrees(mark_over(text[each.at]), each.over)]
    if not wanted:
        return replace(word, borne_out=below and all(map(_is_told, seen)))
    least = _BEYOND_DOUBT if word.confidence >= _WELL_READ else _SURELY_OTHER
    first, *others = wanted
    other = text[: first.at] + with_mark(text[first.at], first.over) + text[first.at + 1 :]
    if others or first.chance < least or not is_syllable(other):
        return word
    if not _is_stronger(mark_over(text[first.at]), first):
        return replace(word, confidence=min(word.confidence, _DOUBTED))
    whole = word.text[: found.start()] + other + word.text[found.end() :]
    return replace(word, text=whole, confidence=min(word.confidence, _REPAIRED))


def _is_told(seen: _Seen) -> bool:
    """Whether a mark is surely that; a hat alone more surely, for a tone on it may not have been seen."""
    return seen.chance >= (_SURELY_OTHER if seen.over in HATS else _SURE)


def _around(box: Box) -> Box:
    above, beside = round(_ABOVE * (box.y1 - box.y0)), max(1, round(_BESIDE * (box.y1 - box.y0)))
    below = round(_BELOW * (box.y1 - box.y0))
    return Box(max(box.x0 - beside, 0), max(box.y0 - above, 0), box.x1 + beside, box.y1 + below)


def _seen(text: str, marked: Marked) -> list[_Seen] | None:
    """The marks of a word by the letters over which they stand; None where they cannot be told apart."""
    places = [at for at, letter in enumerate(text) if mark_over(letter)]
    if len(marked.marks) == len(places) + 1:
        places = _with_one_more(text, places)
    if len(marked.marks) != len(places):
        return None
    if not places:
        return []
    chances = trained(NETWORK).chances(marked.marks)
    return [_Seen(at, KINDS[int(each.argmax())], float(each.max())) for at, each in zip(places, chances, strict=True)]


def _with_one_more(text: str, places: Sequence[int]) -> list[int]:
    """The places of marks with that of one that was not read, where only one letter can bear it."""
    if any(mark_over(text[at]) != DOT for at in places):
        return []
    bare = [at for at, letter in enumerate(text) if fold(letter) in _VOWELS and at not in places]
    return sorted([*places, *bare]) if len(bare) == 1 else []


def _parts(over: str) -> tuple[str, str]:
    """Hat and tone of what stands over a letter."""
    return "".join(each for each in over if each in HATS), "".join(each for each in over if each in TONES)


def _agrees(read: str, seen: str) -> bool:
    (hat, tone), (hat_seen, tone_seen) = _parts(read), _parts(seen)
    return tone == tone_seen and hat_seen in ("", hat)


def _is_stronger(read: str, seen: _Seen) -> bool:
    """Whether what is seen cannot be a part of what was read: another tone, one where none was read, a hat beside the same."""
    (hat, tone), (hat_seen, tone_seen) = _parts(read), _parts(seen.over)
    if tone == tone_seen:
        return bool(hat_seen) and not hat and seen.chance >= _SURELY_HAT
    return bool(tone_seen)
