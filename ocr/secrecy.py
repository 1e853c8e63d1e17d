"""Markings of state secrets: MẬT, TỐI MẬT, TUYỆT MẬT (Law on Protection of State Secrets 2018 Art. 8).

A *marking* stands alone in the head of the page, on its own line or in a stamp; the word in running text is none.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from dossier.page import PageReading, Word
from dossier.text import fold, tidy

HEAD = 0.45
"""Share of the page, from its top, in which a marking is looked for."""
_ALONE = 1.2
"""Distance to the next word of the line, in heights of the marking, from which it stands alone."""
_LEVELS = (("TUYỆT MẬT", "tuyetmat"), ("TỐI MẬT", "toimat"))
_STRAY = re.compile(r"^(?:\w\s)+|(?:\s\w)+$")
_FIRST_LETTERS = frozenset("mt")
_NEAR = 0.87
_SECRET = re.compile(r"M[ẬÂẠ]T")
_NOISE = re.compile(r"[^\w\s]|_|\d")


def secret_marking(reading: PageReading) -> str | None:
    """The marking that a page bears, such as ``TỐI MẬT``; ``None`` when it bears none."""
    head = [word for word in reading.words if word.box.y0 < HEAD * reading.image.height]
    lines: dict[tuple[int, int], list[Word]] = {}
    for word in head:
        lines.setdefault((word.block, word.line), []).append(word)
    # A stamp's frame makes the engine tear its words apart: they are also taken together as they lie side by side.
    rows = [_beside(word, head) for word in head if fold(word.text)[:1] in _FIRST_LETTERS]
    found = (marking_of(" ".join(w.text for w in part)) for line in (*lines.values(), *rows) for part in _parts(line))
    return next((marking for marking in found if marking), None)


def _beside(word: Word, words: list[Word]) -> list[Word]:
    return [other for other in words if word.box.y0 <= (other.box.y0 + other.box.y1) / 2 <= word.box.y1]


def marking_of(text: str) -> str | None:
    """The marking that ``text`` consists of, signs around it aside; one wrong letter in TUYỆT MẬT is forgiven.

    Capitals only: a marking is printed in capitals.
    """
    letters = tidy(_NOISE.sub(" ", text))
    if letters != letters.upper():
        return None
    # A stamp's frame is also read as stray single letters before or behind it.
    return _level(letters) or _level(_STRAY.sub("", letters))


def _level(letters: str) -> str | None:
    solid = letters.replace(" ", "")
    for marking, folded in _LEVELS:
        if SequenceMatcher(None, fold(solid), folded).ratio() >= _NEAR:
            return marking
    return "MẬT" if _SECRET.fullmatch(solid) else None


def _parts(line: list[Word]) -> list[list[Word]]:
    """A line cut where the gap is wide: two columns of a letter's head are often read as one line."""
    parts: list[list[Word]] = []
    for word in sorted(line, key=lambda word: word.box.x0):
        height = word.box.y1 - word.box.y0
        if parts and word.box.x0 - parts[-1][-1].box.x1 < _ALONE * height:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts
